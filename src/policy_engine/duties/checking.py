"""Holding evidence against the duties of a jurisdiction: each duty, period by period."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from policy_engine.arithmetic import WorkingDay
from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.duties.binding import Binder, Decide, Stretch, binders_of
from policy_engine.duties.evidence import Done, Evidence
from policy_engine.duties.judging import Check, Matter, judge
from policy_engine.duties.matters import Term, Terms
from policy_engine.duties.periods import RECURRING
from policy_engine.duties.reading import EvidenceFile
from policy_engine.duties.results import DutyReport, DutyResult, PeriodResult, overall
from policy_engine.duties.sound import check_sound
from policy_engine.effects import DutyEffect
from policy_engine.errors import RequestError
from policy_engine.requests.base import Request
from policy_engine.requests.given import Given
from policy_engine.rules import Rule


def check_evidence(
    compiled: CompiledRulebook, decide: Decide, file: EvidenceFile, request: Request, working_day: WorkingDay
) -> DutyReport:
    """What is met, short, late, not yet due, or cannot be judged.

    Args:
        compiled: the rulebook.
        decide: decides a request on a day.
        file: the evidence, with where its parts stand.
        request: its facts, validated.
        working_day: tells working days.

    Raises:
        RequestError: an unknown jurisdiction, duty, item, measure, paper or judgement; dates out of order.
    """
    evidence = file.evidence
    known = _with_judgements(request, evidence, compiled)
    try:
        binders = binders_of(compiled, decide, evidence.jurisdiction, known)
    except RequestError as problem:
        raise file.placed(problem) from None
    check_sound(file, binders)
    records = evidence.records
    check = Check(records.from_, records.until, evidence.day)
    duties = [
        _Duty(binder, rule, evidence.done.get(duty, ()), check, _judged(rule, evidence), working_day)
        for binder in binders
        for duty, rule in binder.rules.items()
    ]
    try:
        results = [each.result() for each in duties]
    except RequestError as problem:
        raise file.placed(problem) from None
    return DutyReport(
        evidence.jurisdiction,
        (records.from_, records.until),
        check.on,
        request.facts(),
        tuple(results),
        compiled.digest,
        tuple(binders[0].decisions),
    )


def _with_judgements(request: Request, evidence: Evidence, compiled: CompiledRulebook) -> Request:
    """The request with the judgements that its conditions may ask for; the others are of figures."""
    books = [book for each in (compiled, compiled.shadow) if each is not None for book in each.books.values()]
    known = {name for book in books if book.topic == request.topic.id for name in book.axes.judgement_names()}
    wanted = {name: each for name, each in evidence.judgements.items() if name in known}
    return request.model_copy(update={"given": Given(judgements=wanted)}) if wanted else request


def _judged(rule: Rule, evidence: Evidence) -> dict[str, bool]:
    """The judgements about parameters of a duty's instrument, by their short names."""
    names = {name: name.removeprefix(f"{rule.instrument}/") for name in evidence.judgements}
    return {short: evidence.judgements[name].value for name, short in names.items() if "/" not in short}


@dataclass(frozen=True)
class _Duty:
    """One duty under one check."""

    binder: Binder
    rule: Rule
    rows: tuple[Done, ...]
    check: Check
    judged: Mapping[str, bool]
    working_day: WorkingDay

    def result(self) -> DutyResult:
        """How the duty stands."""
        stretches = list(self.binder.stretches(self.rule.id, self.check.first, self.check.last))
        binding = [each for each in stretches if each.duty is not None]
        last = binding[-1] if binding else None
        effect = _stated(self.rule) if last is None or last.duty is None else last.duty.effect
        advice, status = self.rule.strength == "should", self.rule.status or ""
        found = DutyResult(self.rule.id, self.rule.clause, effect, effect.asks.label, "not_bound", (), advice, status)
        if last is None:
            return found
        if any(each.binds is None for each in binding):
            return replace(found, status="cannot_judge", needs=_needs(binding))
        periods = tuple(self._periods(effect, last.end))
        counted = [each.status for each in periods if not each.left_out]
        return replace(found, status=overall(counted) if counted else "not_due", periods=periods)

    def _periods(self, effect: DutyEffect, last: dt.date) -> list[PeriodResult]:
        """The periods checked; ``last`` is the last day of them on which the duty binds."""
        terms = Terms(self.binder, self.rule.id, self.working_day)
        kind = effect.asks.every.kind
        if kind in RECURRING:
            return self._recurring(terms)
        if kind == "event":
            return self._events(terms)
        if kind == "once":
            term = terms.once(last, self.check.first)
            return [] if term is None else [self._judge(terms, term, self.rows)]
        term = terms.always(self.check.first, last)
        rows = [row for row in self.rows if row.date is not None and row.date <= last]
        return [] if term is None else [self._judge(terms, term, rows, standing=True)]

    def _recurring(self, terms: Terms) -> list[PeriodResult]:
        found = list(terms.recurring(self.check.first, self.check.last))
        starts = [term.open[0] for term in found]
        rows: dict[str, list[Done]] = {term.span.key: [] for term in found}
        for row in self.rows:
            key = row.period
            if key is None and row.date is not None:
                at = bisect_right(starts, row.date) - 1
                key = found[at].span.key if at >= 0 and row.date <= found[at].open[1] else ""
            if key in rows:
                rows[key].append(row)
        results = [self._judge(terms, term, rows[term.span.key]) for term in found]
        whole = [self.check.covers(*term.open) for term in found]
        if any(whole):
            results = [
                replace(result, left_out=not all_of_it and _for_want_of_records(result))
                for result, all_of_it in zip(results, whole, strict=True)
            ]
        return results

    def _events(self, terms: Terms) -> list[PeriodResult]:
        """Each event by its day, and the records made for it."""
        events: dict[dt.date, list[Done]] = {}
        for row in self.rows:
            day = row.event or row.date
            if day is not None:
                events.setdefault(day, []).append(row)
        results = []
        for day, rows in sorted(events.items()):
            term = terms.event(day)
            if term is not None and self.check.first <= max(day, term.due.day or day):
                results.append(self._judge(terms, term, rows))
        return results

    def _judge(self, terms: Terms, term: Term, rows: Sequence[Done], standing: bool = False) -> PeriodResult:
        limits, items, measures = terms.limits(term)
        ordered = sorted(rows, key=_order)
        matter = Matter(
            term.asks,
            term.span,
            term.open,
            term.window,
            term.due,
            limits,
            items,
            measures,
            ordered,
            self.judged,
            term.cut,
            standing,
        )
        return judge(matter, self.check)


def _stated(rule: Rule) -> DutyEffect:
    """What a duty asks for in its first wording."""
    return next(effect for wording in rule.wordings for effect in wording.effects if isinstance(effect, DutyEffect))


def _needs(stretches: Iterable[Stretch]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in stretches for name in each.needs))


def _for_want_of_records(result: PeriodResult) -> bool:
    return result.status == "cannot_judge" and result.findings.unknown == ("records",)


def _order(row: Done) -> tuple[dt.date, str]:
    """By date; records of one day in an order of their own, so that the order in the file does not matter."""
    return (row.date or dt.date.min, row.model_dump_json())
