"""Cases of duties: evidence in the case file, and how each duty named has to stand. Every key named is exact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, get_args

from policy_engine.duties.reading import read_evidence
from policy_engine.duties.results import DutyReport, DutyResult, Findings, Status
from policy_engine.engine.book import Rulebook
from policy_engine.errors import Diagnostic, Place, RequestError, near_match
from policy_engine.loading.form import Form, wrong_kind
from policy_engine.nodes import Node
from policy_engine.requests.texts import Path as DataPath
from policy_engine.requests.texts import place_in
from policy_engine.tools.cases.case import AnyCase, Tried

DUTY_CASE_KEYS = ("facts", "records", "as_of", "done", "judgements", "expect")
DUTY_EXPECT_KEYS = (
    "status",
    "short",
    "over",
    "late",
    "missing",
    "missing_records",
    "short_of",
    "over_of",
    "unknown",
    "advice",
    "periods",
)
STATUSES: tuple[Status, ...] = get_args(Status)
_SETS = ("missing", "missing_records", "unknown", "advice")
_FIGURES = ("short", "over", "late")
NONE = "none"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class DutyCase(AnyCase):
    """One case of duties; ``parts`` are the nodes of its evidence, ``shared`` the places of the file's duty facts."""

    parts: Mapping[str, Node]
    shared: Mapping[str, Place]

    def locate(self, path: DataPath) -> Place:
        """Where a part of the evidence stands in the case file."""
        if not path or path[0] not in self.parts:
            return self.shared.get(str(path[1]), self.place) if path[:1] == ("facts",) and path[1:] else self.place
        node, place = self.parts[str(path[0])], self.parts[str(path[0])].place
        if path[0] == "facts" and path[1:] and isinstance(node.value, dict) and path[1] not in node.value:
            return self.shared.get(str(path[1]), place)
        rest = path[1:]
        if path[0] == "done" and rest:
            rest = (str(rest[0]).removeprefix(f"{self.instrument}/"), *rest[1:])
        return place_in(node, rest, place)


@dataclass(frozen=True, slots=True)
class DutyCaseResult(Tried):
    """How a case went: what is wrong with it (nothing where it passed), and the report where there is one."""

    case: DutyCase
    report: DutyReport | None
    diagnostics: tuple[Diagnostic, ...]

    def shows(self) -> Iterator[tuple[str, Status]]:
        """How the duties that the case says anything of stand, as a whole and in each period: (id, status)."""
        expect = self.case.expect
        if self.report is not None and expect is not None and isinstance(expect.value, dict):
            for name in expect.value:
                result = self.report.of(_full(self.case.instrument, name))
                if result is not None:
                    yield from ((result.duty, each) for each in (result.status, *(p.status for p in result.periods)))


def _full(instrument: str, name: str) -> str:
    return name if "/" in name else f"{instrument}/{name}"


def read_duty_cases(
    form: Form, file: str, instrument: str, jurisdiction: str, faults: list[Diagnostic]
) -> Iterator[DutyCase]:
    """The cases under ``duties`` of a case file; each states only the facts that differ from ``duty_facts``."""
    shared = dict(form.items("duty_facts"))
    places = {key: place for key, _, place in form.named("duty_facts")}
    for name, node, place in form.named("duties"):
        case = Form(node, name, faults, (), DUTY_CASE_KEYS)
        parts = dict(case.entries)
        facts = {**shared, **dict(case.items("facts"))}
        data: dict[str, Any] = {"jurisdiction": jurisdiction}
        data |= {key: each.plain() for key, each in parts.items() if key in DUTY_CASE_KEYS[1:-1]}
        data["facts"] = {key: each.plain() for key, each in facts.items() if each.value != UNKNOWN}
        if isinstance(data.get("done"), dict):
            data["done"] = {_full(instrument, duty): rows for duty, rows in data["done"].items()}
        yield DutyCase(file, instrument, name, place, data, case.node_of("expect"), parts, places)


def run_duty_case(book: Rulebook, case: DutyCase) -> DutyCaseResult:
    """Checks the evidence of a case and holds the report against what it expects."""
    faults: list[Diagnostic] = []
    report: DutyReport | None = None
    try:
        report = book.check_duties(read_evidence(case.data, case.locate))
    except RequestError as problem:
        faults.extend(case.invalid(problem))
    for name, wanted in case.expected(faults).items():
        assert case.expect is not None
        faults.extend(_compared(case, name, case.expect.key_place(name), wanted, report))
    return DutyCaseResult(case, report, case.told(faults))


# --- held against what is expected ------------------------------------------------------------------------------------


def _compared(case: DutyCase, name: str, place: Place, wanted: Node, report: DutyReport | None) -> Iterator[Diagnostic]:
    faults: list[Diagnostic] = []
    if not _well_formed(name, wanted, faults):
        yield from faults
        return
    if report is None:
        return
    result = report.of(_full(case.instrument, name))
    if result is None:
        known = [each.duty.removeprefix(f"{case.instrument}/") for each in report.results]
        words = {"name": name, "jurisdiction": report.jurisdiction}
        yield Diagnostic("PE740", place, words, ", ".join(sorted(known)), near_match(name, known))
        return
    if isinstance(wanted.value, str):
        if wanted.value != result.status:
            yield case.differs(name, place, wanted.value, result.status)
        return
    assert isinstance(wanted.value, dict)
    for key, node in wanted.value.items():
        for path, at, want, found in _differences(key, node, wanted.key_place(key), result):
            yield case.differs(f"{name}.{path}", at, want, found)


def _differences(key: str, node: Node, place: Place, result: DutyResult) -> Iterator[tuple[str, Place, Any, Any]]:
    wanted = node.plain()
    if key == "periods":
        assert isinstance(node.value, dict)
        periods = {each.key: each.status for each in result.periods}
        for period, status in wanted.items():
            found = periods.get(period, NONE)
            if found != status:
                yield f"periods.{period}", node.key_place(period), status, found
        return
    have = result.status if key == "status" else _found(key, result.findings)
    if key in _SETS:
        wanted = wanted if isinstance(wanted, list) else [wanted]
        same = set(map(str, wanted)) == set(have)
    elif key in ("short_of", "over_of"):
        same = {name: Decimal(value) for name, value in wanted.items()} == have
    elif key in _FIGURES and have is not None and wanted != NONE:
        same = Decimal(wanted) == Decimal(have)
    else:
        same = wanted == (NONE if have is None else have)
    if not same:
        yield key, place, wanted, NONE if have is None else have


def _found(key: str, findings: Findings) -> Any:
    return findings.advised if key == "advice" else getattr(findings, key)


def _well_formed(name: str, node: Node, faults: list[Diagnostic]) -> bool:
    """A status, or a mapping of the keys there are, each with a value of its kind."""
    before = len(faults)
    if isinstance(node.value, str):
        _status(name, node, faults)
    elif not isinstance(node.value, dict):
        wrong_kind(node, f"expect.{name}", "mapping", faults)
    else:
        for key, value in node.value.items():
            where = f"expect.{name}.{key}"
            if key not in DUTY_EXPECT_KEYS:
                near = near_match(key, DUTY_EXPECT_KEYS)
                words = {"key": f"{name}.{key}"}
                faults.append(Diagnostic("PE803", node.key_place(key), words, ", ".join(DUTY_EXPECT_KEYS), near))
            elif key == "status":
                _status(where, value, faults)
            elif key == "periods":
                for period, each in Form(value, where, faults, (), None).entries.items():
                    _status(f"{where}.{period}", each, faults)
            elif key in ("short_of", "over_of"):
                for each in Form(value, where, faults, (), None).entries.values():
                    _number(where, each, faults)
            elif key in _FIGURES and value.value != NONE:
                _number(where, value, faults)
            elif key in _SETS and value.kind == "mapping":
                wrong_kind(value, where, "list", faults)
    return len(faults) == before


def _status(where: str, node: Node, faults: list[Diagnostic]) -> None:
    if node.value not in STATUSES:
        shown = str(node.plain())
        words = {"value": shown, "field": where}
        faults.append(Diagnostic("PE302", node.place, words, ", ".join(STATUSES), near_match(shown, STATUSES)))


def _number(where: str, node: Node, faults: list[Diagnostic]) -> None:
    if node.kind not in ("integer", "decimal"):
        wrong_kind(node, where, "decimal", faults)
