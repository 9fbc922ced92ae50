"""Runs cases and counts: how many files, cases and failures, and what the cases show of the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from policy_engine.decisions.decision import Decision
from policy_engine.engine.book import Rulebook
from policy_engine.errors import Diagnostic, RequestError
from policy_engine.requests.reading import read_request
from policy_engine.tools.cases.case import Tried
from policy_engine.tools.cases.duties import DutyCase, DutyCaseResult, run_duty_case
from policy_engine.tools.cases.expectations import compare
from policy_engine.tools.cases.files import Case, read_case_files
from policy_engine.tools.cases.histories import HistoryCase, HistoryCaseResult, run_history_case
from policy_engine.tools.cases.measure import Measure, Tallies


@dataclass(frozen=True, slots=True)
class CaseResult(Tried):
    """How a case went: what is wrong with it (nothing where it passed), and the decision where there is one."""

    case: Case
    decision: Decision | None
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class CaseReport:
    """All cases of a rulebook.

    Attributes:
        files: how many case files were read.
        cases: how many cases they hold.
        failures: how many of them have findings.
        measure: for each instrument and heading (``rules``, ``exceptions``, ``thresholds``, …) how many of them the
            cases show, and how many there are; empty where it was not asked for.
        diagnostics: everything found, sorted by place.
    """

    files: int
    cases: int
    failures: int
    measure: Tallies
    diagnostics: tuple[Diagnostic, ...]

    @property
    def whole(self) -> bool:
        """Whether the cases show everything that is measured."""
        return all(hit == total for kinds in self.measure.values() for hit, total in kinds.values())


def iter_cases(book: Rulebook, folder: Path | str) -> Iterator[Case]:
    """Every case of a rulebook folder; files that cannot be read give none (:func:`run_cases` says why)."""
    for file in read_case_files(book.compiled, folder):
        yield from file.cases


def iter_duty_cases(book: Rulebook, folder: Path | str) -> Iterator[DutyCase]:
    """Every case of duties of a rulebook folder."""
    for file in read_case_files(book.compiled, folder):
        yield from file.duty_cases


def iter_history_cases(book: Rulebook, folder: Path | str) -> Iterator[HistoryCase]:
    """Every case of histories of a rulebook folder."""
    for file in read_case_files(book.compiled, folder):
        yield from file.history_cases


def run_case(book: Rulebook, case: Case) -> CaseResult:
    """Decides a case and holds the decision against what it expects."""
    faults: list[Diagnostic] = []
    decision: Decision | None = None
    try:
        found = read_request(case.data, book.compiled.models.topics, case.locate)
        decision = book.decide(found.request, found.jurisdiction, found.as_of)
    except RequestError as problem:
        faults.extend(case.invalid(problem))
    if case.expect is None or not case.asserts:
        faults.append(Diagnostic("PE802", case.place, {"case": case.name}))
    else:
        faults.extend(compare(case.name, case.instrument, case.expect, decision))
    return CaseResult(case, decision, case.told(faults))


def run_cases(book: Rulebook, folder: Path | str, *, coverage: bool = True) -> CaseReport:
    """Runs every case of a rulebook folder.

    Args:
        book: the rulebook.
        folder: where its case files are.
        coverage: whether to measure what the cases show as well: a rule that decides in none of them, a figure that
            is not tested on both sides is then a finding. A case that asserts nothing shows nothing.
    """
    files = read_case_files(book.compiled, folder)
    results = [run_case(book, case) for file in files for case in file.cases]
    duties = [run_duty_case(book, case) for file in files for case in file.duty_cases]
    histories = [run_history_case(book, case) for file in files for case in file.history_cases]
    everything: list[CaseResult | DutyCaseResult | HistoryCaseResult] = [*results, *duties, *histories]
    found = [
        *(fault for file in files for fault in file.faults),
        *(fault for result in everything for fault in result.diagnostics),
    ]
    measured: Tallies = {}
    if coverage:
        measure = Measure(book.compiled)
        for result in results:
            if result.decision is not None and result.case.asserts:
                measure.see(result.case.name, result.decision)
        for duty_case in duties:
            if duty_case.report is not None and duty_case.case.asserts:
                for decision in duty_case.report.decisions:
                    measure.see(duty_case.case.name, decision)
            for duty, status in duty_case.shows():
                measure.see_duty(duty, status)
        for history_case in histories:
            if history_case.answer is not None and history_case.case.asserts:
                measure.see_history(history_case.answer)
        misses, measured = measure.result()
        found.extend(misses)
    return CaseReport(
        files=len(files),
        cases=len(everything),
        failures=sum(not result.passed for result in everything),
        measure=measured,
        diagnostics=tuple(sorted(found, key=Diagnostic.sort_key)),
    )
