"""Reads the golden corpus (tests/corpus/*.txt) and runs its cases; tests/corpus/README.md describes the format."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from policy_engine import nodes
from policy_engine.diagrams.manager import Manager
from policy_engine.duties import reading
from policy_engine.duties.reading import read_evidence_text
from policy_engine.engine.book import Rulebook
from policy_engine.errors import Diagnostic, RequestError
from policy_engine.histories import reading as history_reading
from policy_engine.loading.folder import compile_folder, try_folder
from policy_engine.requests import STANDARD, AbsenceRequest, Request
from policy_engine.requests.fields import Amount, Count, Day
from policy_engine.requests.layout import Output, Topic
from policy_engine.tools.cases import run_cases
from policy_engine.tools.checks import check
from policy_engine.tools.coverage import update
from policy_engine.tools.histories import read_sheet
from policy_engine.tools.sources import verify

CORPUS = Path(__file__).parent / "corpus"
BASE = CORPUS / "base"
HELD = CORPUS / "held"
WITH = {"duties": CORPUS / "duties", "histories": CORPUS / "histories"}
HEAD = ("about", "run", "limit", "bytes", "topics", "with")
REFINEMENTS = ("near", "expected", "message")


class TripRequest(Request):
    """A second topic, for faults that need two, with amounts, dates and outputs."""

    topic = Topic(
        id="trip",
        zh="出差",
        en="Trip",
        anchor="first_day",
        must_answer=(),
        outputs={
            "class": Output(zh="席别", en="class", values={"first": ("一等", "first"), "second": ("二等", "second")}),
            "night": Output(zh="过夜", en="night", mode="any", kind="flag"),
            "fare": Output(zh="票价", en="fare", kind="number", unit="yuan"),
        },
    )

    people: Annotated[int | None, Count(zh="人数", en="people", unit="person", low=0, high=50)] = None
    amount: Annotated[
        Decimal | None,
        Amount(zh="金额", en="amount", unit="yuan", low=Decimal(0), high=Decimal(10_000), step=Decimal("0.01")),
    ] = None
    first_day: Annotated[dt.date | None, Day(zh="开始日", en="first day")] = None
    claimed_on: Annotated[dt.date | None, Day(zh="报销日", en="day claimed")] = None


@dataclass
class Expectation:
    """One diagnostic a case must give; the refinements are only checked where they are written."""

    code: str
    place: str
    refined: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """What a case does to one path of the base rulebook, or the request it asks."""

    action: str
    path: str
    text: str


@dataclass(frozen=True)
class Case:
    name: str
    head: dict[str, str]
    expect: tuple[Expectation, ...]
    sections: tuple[Section, ...]

    @property
    def code(self) -> str:
        """The code the case is filed under."""
        return self.name.split("-", 1)[0]

    @property
    def run(self) -> str:
        """``load``, ``check``, ``cases``, ``measure``, ``update``, or what is asked: ``request``, ``history``, …"""
        asked = (each.action for each in self.sections if each.action in ("request", "evidence", "history", "sheet"))
        return self.head.get("run", next(asked, "load"))


def case_files() -> list[Path]:
    return sorted(CORPUS.glob("*.txt"))


def all_cases() -> list[Case]:
    return [read_case(path.stem, path.read_text("utf-8")) for path in case_files()]


def read_case(name: str, text: str) -> Case:
    head_text, *parts = re.split(r"^=== (.+)\n", text, flags=re.MULTILINE)
    head: dict[str, str] = {}
    expect: list[Expectation] = []
    for line in head_text.strip().splitlines():
        key, _, value = line.partition(": ")
        if key == "expect":
            code, place = value.split(" ", 1)
            expect.append(Expectation(code, place))
        elif key in REFINEMENTS:
            expect[-1].refined[key] = value
        elif key in HEAD and key not in head:
            head[key] = value
        else:
            raise ValueError(f"{name}: no head line '{key}'")
    sections = [_section(title, body) for title, body in zip(parts[::2], parts[1::2], strict=True)]
    return Case(name, head, tuple(expect), tuple(sections))


def _section(title: str, body: str) -> Section:
    for action in ("edit", "add", "delete", "dangling", "request", "evidence", "history", "sheet"):
        if title.startswith(action + " "):
            return Section(action, title.removeprefix(action + " "), body)
    if title in ("empty folder", "no folder"):
        return Section(title, "", "")
    return Section("write", title, body)


def lay_out(case: Case, root: Path) -> Path:
    """The folder of a case: the base rulebook with the changes of the case."""
    folder = root / "rulebook"
    shutil.copytree(BASE, folder)
    if "with" in case.head:
        shutil.copytree(WITH[case.head["with"]], folder, dirs_exist_ok=True)
    documents = root / "documents"
    if case.run == "sources":
        for name in ("ledger.yaml", "sources.yaml"):
            shutil.copy(HELD / name, folder / name)
        shutil.copytree(HELD / "documents", documents)
    for section in case.sections:
        path = root / section.path if section.path.startswith("documents/") else folder / section.path
        match section.action:
            case "write":
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(_bytes(case, section.text))
            case "edit":
                path.write_bytes(_bytes(case, edited(path.read_text("utf-8"), section.text, case.name)))
            case "add":
                path.write_bytes(path.read_bytes() + _bytes(case, section.text))
            case "delete":
                path.unlink()
            case "dangling":
                path.symlink_to("nowhere.yaml")
            case "empty folder":
                shutil.rmtree(folder)
                folder.mkdir()
            case "no folder":
                shutil.rmtree(folder)
    return folder


def edited(text: str, change: str, name: str) -> str:
    """A text after the hunks of a diff; each hunk must fit in exactly one place."""
    for hunk in change.split("@@\n"):
        lines = hunk.splitlines()
        old = "".join(line[1:] + "\n" for line in lines if line[:1] in " -")
        new = "".join(line[1:] + "\n" for line in lines if line[:1] in " +")
        if text.count(old) != 1:
            raise ValueError(f"{name}: this hunk fits in {text.count(old)} places:\n{old}")
        text = text.replace(old, new)
    return text


def _bytes(case: Case, text: str) -> bytes:
    data = text.encode("utf-8")
    if case.head.get("bytes") != "escaped":
        return data
    return re.sub(rb"\\x([0-9a-f]{2})", lambda found: bytes([int(found.group(1), 16)]), data)


@contextmanager
def limits(case: Case) -> Iterator[None]:
    """Lowers a limit of the library while a case runs, so that the case may stay small."""
    if "limit" not in case.head:
        yield
        return
    name, value = case.head["limit"].split(" ")
    holder, attribute, lowered = {
        "MAX_BYTES": (nodes, "MAX_BYTES", int(value)),
        "MAX_ROWS": (reading, "MAX_ROWS", int(value)),
        "MAX_EVENTS": (history_reading, "MAX_EVENTS", int(value)),
        "NODE_BUDGET": (Manager.__init__, "__defaults__", (int(value),)),
    }[name]
    before = getattr(holder, attribute)
    setattr(holder, attribute, lowered)
    try:
        yield
    finally:
        setattr(holder, attribute, before)


def run_case(case: Case, root: Path) -> list[Diagnostic]:
    """Everything the library says about a case, in the order of places."""
    folder = lay_out(case, root)
    with limits(case):
        match case.run:
            case "load":
                return try_folder(folder, _models(case))[1]
            case "check":
                return _checked(case, folder)
            case "cases" | "measure":
                return _tested(case, folder)
            case "update":
                return _updated(folder)
            case "sources":
                return _held(case, folder)
            case "request":
                return _asked(case, folder)
            case "evidence":
                return _judged(case, folder)
            case "history":
                return _added_up(case, folder)
            case "sheet":
                return _on_a_sheet(case, folder)
    raise ValueError(f"{case.name}: no such run")


def _models(case: Case) -> tuple[type[Request], ...]:
    topics = case.head.get("topics")
    if topics == "absence":
        return (AbsenceRequest,)
    return (*STANDARD, TripRequest) if topics == "absence, trip" else STANDARD


def _checked(case: Case, folder: Path) -> list[Diagnostic]:
    book, faults = try_folder(folder, _models(case))
    assert book is not None
    return sorted([*faults, *check(book)], key=Diagnostic.sort_key)


def _tested(case: Case, folder: Path) -> list[Diagnostic]:
    book = Rulebook(compile_folder(folder, _models(case)))
    return list(run_cases(book, folder, coverage=case.run == "measure").diagnostics)


def _judged(case: Case, folder: Path) -> list[Diagnostic]:
    (section,) = (each for each in case.sections if each.action == "evidence")
    try:
        file = read_evidence_text(_bytes(case, section.text), section.path)
        Rulebook(compile_folder(folder, _models(case), strict=False)).check_duties(file)
    except RequestError as error:
        return list(error.diagnostics)
    return []


def _added_up(case: Case, folder: Path) -> list[Diagnostic]:
    (section,) = (each for each in case.sections if each.action == "history")
    book = Rulebook(compile_folder(folder, _models(case), strict=False))
    try:
        book.history(book.read_history_text(_bytes(case, section.text), section.path))
    except RequestError as error:
        return list(error.diagnostics)
    return []


def _on_a_sheet(case: Case, folder: Path) -> list[Diagnostic]:
    (section,) = (each for each in case.sections if each.action == "sheet")
    book = Rulebook(compile_folder(folder, _models(case), strict=False))
    try:
        read_sheet(_bytes(case, section.text), section.path, book.compiled.models.vocabulary)
    except RequestError as error:
        return list(error.diagnostics)
    return []


def _updated(folder: Path) -> list[Diagnostic]:
    book, _ = try_folder(folder, prove=False)
    assert book is not None
    return list(update(folder, book.models).diagnostics)


def _held(case: Case, folder: Path) -> list[Diagnostic]:
    book, faults = try_folder(folder, _models(case))
    assert book is not None
    documents = folder.parent / "documents"
    return sorted([*faults, *verify(book.models, folder, documents).diagnostics], key=Diagnostic.sort_key)


def _asked(case: Case, folder: Path) -> list[Diagnostic]:
    book = Rulebook(compile_folder(folder, _models(case), strict=False))
    (section,) = (each for each in case.sections if each.action == "request")
    try:
        found = book.read_text(_bytes(case, section.text), section.path)
    except RequestError as error:
        return list(error.diagnostics)
    try:
        book.decide(found.request, found.jurisdiction, found.as_of)
    except RequestError as error:
        return list(found.placed(error).diagnostics)
    return []
