"""Small rulebooks for tests: instruments as text, everything around them made to fit."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from policy_engine.decisions.decision import Decision
from policy_engine.engine.book import Rulebook, load, shipped_rulebook
from policy_engine.loading.folder import compile_folder
from policy_engine.loading.twins import Twins
from policy_engine.nodes import read_bytes
from policy_engine.requests import STANDARD
from tests.fates import fates
from tests.models import AffairRequest, BodyRequest, ClaimRequest

HEAD = """\
instrument: {name}
title: {{zh: 例子, en: Example}}
source: {{document: example.txt, part: 篇一}}
in_force: {in_force}
topic: {topic}
{terms}{more}clauses:
"""
TERMS = """\
terms:
  leave: {name_zh: 请假, zh: 事假或病假, en: leave, when: {kind: [personal, sick]}}
  whole_days: {name_zh: 整天数, zh: 整天数, en: whole days, round_up: days_in_row, to: 1}
"""


def with_list(vocabulary: str, line: str) -> str:
    """A vocabulary with one more open list."""
    head, found, tail = vocabulary.partition("\nlists:\n")
    return f"{head}{found or chr(10) + 'lists:' + chr(10)}  {line}\n{tail}"


def instrument(
    rules: str,
    name: str = "example",
    more: str = "",
    in_force: str = "{from: unknown}",
    topic: str = "absence",
    aside: str = "",
    status: str = "proposed",
) -> str:
    """An instrument with one clause ``<name>-01`` that holds the rules given (YAML, from column 0).

    Rules under ``aside`` stand in a second clause, ``<name>-02``, and are not in force.
    """
    clauses = _clause(f"{name}-01", rules)
    if aside:
        clauses += _clause(f"{name}-02", aside, f"    status: {status}\n")
    terms = TERMS if topic == "absence" else ""
    return HEAD.format(name=name, more=more, in_force=in_force, topic=topic, terms=terms) + clauses


def _clause(name: str, rules: str, more: str = "") -> str:
    if not rules:
        more, body = "    none: {because: planned, zh: 以后, en: later}\n", ""
    else:
        body = "    rules:\n" + "".join(f"      {line}\n" for line in rules.strip("\n").splitlines())
    return f"  {name}:\n    at: 一\n    zh: 例子\n    en: example\n{more}{body}"


@cache
def shipped() -> Rulebook:
    """The shipped rulebook, loaded once; it is immutable, so tests share it."""
    return load()


KEPT = ("town-a", "town-b", "town-c")


@cache
def small_rulebook(*only: str) -> Path:
    """A folder with a part of the shipped rulebook: what :data:`KEPT` adopts, and nothing else of the ledger.

    For tests that load a changed copy again and again, to which the rest would only add time. Copy it, never change it.

    Args:
        only: instead, these instruments with the jurisdictions that adopt them and those over them.
    """
    whole = shipped_rulebook()
    folder = Path(tempfile.mkdtemp(prefix="rulebook-")) / "rulebook"
    (folder / "ledger").mkdir(parents=True)
    for name in ("vocabulary.yaml", "sources.yaml", "README.md"):
        shutil.copyfile(whole / name, folder / name)
    shutil.copytree(whole / "vocabulary", folder / "vocabulary")
    towns = yaml.safe_load((whole / "jurisdictions.yaml").read_text("utf-8"))
    wanted = set(only) or {name for town in KEPT for name in towns[town]["adopts"]}
    kept: dict[str, str] = {}
    for town, each in towns.items():
        adopted = [name for name in each.get("adopts", ()) if name in wanted]
        over = [town] if adopted else []
        while over and over[-1]:
            above = towns[over[-1]].get("parent")
            mine = ", ".join(name for name in towns[over[-1]].get("adopts", ()) if name in wanted)
            under = f", parent: {above}" if above else ""
            kept[over[-1]] = f"{{zh: {towns[over[-1]]['zh']}, en: {towns[over[-1]]['en']}{under}, adopts: [{mine}]}}"
            over.append(above)
        for path in (whole / town).glob("*") if adopted else ():
            if path.name.split(".")[0] in adopted:
                (folder / town).mkdir(exist_ok=True)
                shutil.copyfile(path, folder / town / path.name)
    (folder / "jurisdictions.yaml").write_text("".join(f"{name}: {each}\n" for name, each in kept.items()), "utf-8")
    for path in (whole / "ledger").glob("*.yaml"):
        lines = path.read_text("utf-8").splitlines(keepends=True)
        own = [line for line in lines if line.startswith("#") or yaml_instrument(line) in wanted]
        if any(not line.startswith("#") for line in own):
            (folder / "ledger" / path.name).write_text("".join(own), "utf-8")
    return folder


@cache
def adopted_by(*jurisdictions: str) -> tuple[str, ...]:
    """The instruments that jurisdictions adopt: rules of one town may meet in one answer, so they go together."""
    towns = yaml.safe_load((shipped_rulebook() / "jurisdictions.yaml").read_text("utf-8"))
    return tuple(name for town in jurisdictions for name in towns[town].get("adopts", ()))


@cache
def small_book() -> Rulebook:
    """The part of the shipped rulebook, loaded once."""
    return load(small_rulebook())


def yaml_instrument(line: str) -> str:
    """The instrument that a line of the ledger names."""
    return line.partition("instrument: ")[2].partition(",")[0]


GENERAL = ("bodies", "conduct", "matters", "things", "histories")
"""The files of the shipped vocabulary, beside its first, that belong to no one instrument."""


@cache
def shipped_vocabulary() -> str:
    """The shipped vocabulary as one file, without the words that stand with one issuer's instruments alone."""
    folder = shipped_rulebook()
    lists = ((folder / "vocabulary" / f"{name}.yaml").read_text("utf-8").split("\nlists:\n")[1] for name in GENERAL)
    return (folder / "vocabulary.yaml").read_text("utf-8") + "\nlists:\n" + "".join(lists)


def write(folder: Path, instruments: dict[str, str], jurisdictions: str = "", vocabulary: str = "") -> Path:
    """Writes a rulebook of the instruments (by name) into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    words = vocabulary or shipped_vocabulary()
    (folder / "vocabulary.yaml").write_text(words, "utf-8")
    (folder / "sources.yaml").write_text("documents: {example.txt: {held: true}, elsewhere: {held: false}}\n", "utf-8")
    towns = jurisdictions or f"town: {{zh: 镇, en: Town, adopts: [{', '.join(instruments)}]}}\n"
    (folder / "jurisdictions.yaml").write_text(towns, "utf-8")
    ledger: dict[str, Any] = {}
    for name, text in instruments.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
        for clause, body in yaml.safe_load(text)["clauses"].items():
            ledger[clause] = {
                "document": "example.txt",
                "part": "篇一",
                "instrument": name,
                "locator": body["at"],
                "span": [0, 1],
                "digest": "d",
                "kind": "approval",
                "priority": "core",
                "modality": body.get("status", "must"),
                "ambiguous": False,
                "fates": fates(body),
            }
    (folder / "ledger.yaml").write_text(yaml.safe_dump(ledger, allow_unicode=True), "utf-8")
    return folder


def book(folder: Path, rules: str, **more: Any) -> Rulebook:
    """A rulebook of one instrument with one clause."""
    jurisdictions, prove, models = more.pop("jurisdictions", ""), more.pop("prove", True), more.pop("models", STANDARD)
    write(folder, {"example": instrument(rules, **more)}, jurisdictions)
    return load(folder, models=models) if prove else Rulebook(compile_folder(folder, models, prove=False))


def claims(folder: Path, rules: str, **more: Any) -> Rulebook:
    """A rulebook about claims (:class:`tests.models.ClaimRequest`) with one instrument and one clause."""
    return book(folder, rules, topic="claim", models=(*STANDARD, ClaimRequest), **more)


WORDS: dict[str, Any] = {
    "functions": {
        "lead": {"zh": "领导", "en": "lead", "combine": "unique"},
        "carry_out": {"zh": "实施", "en": "carry out", "combine": "unique"},
        "check": {"zh": "检查", "en": "check", "combine": "collect"},
    },
    "lists": {
        "body": {
            "governance_office": {"zh": "综治办", "en": "office for order"},
            "judicial_station": {"zh": "司法所", "en": "judicial station"},
            "finance_station": {"zh": "财政所", "en": "finance station"},
        },
        "post_names": {"head": {"zh": "主任", "en": "head"}, "deputy": {"zh": "副主任", "en": "deputy head"}},
        "count_names": {
            "staff": {"zh": "人员编制", "en": "staff"},
            "administrative": {"zh": "行政编制", "en": "administrative staff"},
            "institutional": {"zh": "事业编制", "en": "institutional staff"},
        },
    },
}
"""The words of functions and bodies that :func:`offices` adds to those of the shipped vocabulary."""


@cache
def office_words() -> str:
    """The shipped vocabulary with :data:`WORDS` put in."""
    found = yaml.safe_load(shipped_vocabulary())
    found["functions"] = {**found.get("functions", {}), **WORDS["functions"]}
    lists = found.setdefault("lists", {})
    for name, entries in WORDS["lists"].items():
        lists[name] = {**lists.get(name, {}), **entries}
    return yaml.safe_dump(found, allow_unicode=True, sort_keys=False)


OFFICE_MODELS = (*STANDARD, AffairRequest, BodyRequest)


def offices(folder: Path, rules: str, topic: str = "bodies", **more: Any) -> Rulebook:
    """A rulebook about affairs or bodies with one instrument and one clause."""
    jurisdictions = more.pop("jurisdictions", "")
    write(folder, {"example": instrument(rules, topic=topic, **more)}, jurisdictions, office_words())
    return load(folder, models=OFFICE_MODELS)


def office(found: Rulebook, topic: str = "bodies", given: dict[str, Any] | None = None, **facts: Any) -> Decision:
    """Decides a request about affairs or bodies; facts that are not given are unknown."""
    data = {"topic": topic, "jurisdiction": "town", "as_of": "2025-03-03", "facts": facts, "given": given or {}}
    return found.decide_data(data)


FACTS: dict[str, Any] = {
    "kind": "meal",
    "post": "staff",
    "line": "government",
    "amount": "300",
    "guests": 6,
    "hosts": 2,
    "meals": 1,
    "days": "2",
    "spent_on": "2025-03-03",
    "submitted": "2025-03-10",
}


def claim(found: Rulebook, given: dict[str, Any] | None = None, **facts: Any) -> Decision:
    """Decides a claim with the usual facts but those given; ``None`` makes one unknown."""
    plain = {name: value for name, value in {**FACTS, **facts}.items() if value is not None}
    data = {"topic": "claim", "jurisdiction": "town", "as_of": "2025-03-03", "facts": plain, "given": given or {}}
    return found.decide_data(data)


@cache
def twins() -> Twins:
    """The two wordings of the shipped rulebook."""
    models = compile_folder(shipped_rulebook(), prove=False).models
    return Twins(models.vocabulary, models.topics, models.instruments)


def english(text: str) -> dict[str, Any]:
    """An instrument or case file in either wording, as plain data in English words."""
    node = read_bytes(text.encode(), "text", [])
    assert node is not None
    return twins().to_english(node)
