"""The duties of a year: every period with its last day, standing duties, and those that wait for events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from policy_engine.arithmetic import WorkingDay
from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.decisions.duties import BindingDuty
from policy_engine.decisions.parts import Noted
from policy_engine.decisions.publish_duties import duty_part
from policy_engine.duties.binding import Binder, Decide, Stretch, binders_of
from policy_engine.duties.matters import Term, Terms
from policy_engine.duties.periods import RECURRING
from policy_engine.effects import DutyEffect
from policy_engine.errors import Diagnostic, Place, RequestError
from policy_engine.requests.base import Request
from policy_engine.requests.fields import plain
from policy_engine.rules import Rule

Kind: TypeAlias = Literal["recurring", "standing", "event", "once"]
YEARS = range(dt.MINYEAR, dt.MAXYEAR + 1)


@dataclass(frozen=True, slots=True)
class DueDay:
    """One period and its last day. ``problem`` says why the day cannot be worked out, ``unknown`` what it waits for.

    ``cut``: the duty is in force only for a part of the period; ``effect`` is what the duty asks for in it.
    """

    key: str
    start: dt.date
    end: dt.date
    due: dt.date | None
    effect: DutyEffect
    cut: bool = False
    problem: Diagnostic | None = None
    unknown: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """As plain data."""
        found: dict[str, Any] = {
            "period": self.key,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "due": None if self.due is None else self.due.isoformat(),
        }
        if self.cut:
            found["cut"] = True
        if self.unknown:
            found["unknown"] = list(self.unknown)
        if self.problem is not None:
            found["problem"] = {
                "code": self.problem.code,
                "zh": self.problem.message("zh"),
                "en": self.problem.message(),
            }
        return found


@dataclass(frozen=True, slots=True)
class DutyInYear:
    """A duty that binds on some day of the year (or may, where ``needs`` are facts still unknown).

    ``dues`` are its periods whose last day lies in the year; ``bound`` the days of the year on which it binds;
    ``beginning`` is the first day on which it is in force, None where the text does not say.
    """

    binding: BindingDuty
    kind: Kind
    needs: tuple[str, ...]
    bound: tuple[dt.date, dt.date]
    beginning: dt.date | None
    dues: tuple[DueDay, ...]
    readings: tuple[Noted, ...] = ()
    cautions: tuple[Noted, ...] = ()

    @property
    def duty(self) -> str:
        """The id ``instrument/duty``."""
        return self.binding.duty

    @property
    def clause(self) -> str:
        """The clause that states it."""
        return self.binding.clause

    @property
    def effect(self) -> DutyEffect:
        """What it asks for, as it stands on the last of its days."""
        return self.binding.effect

    @property
    def advice(self) -> bool:
        """Whether it is a ``should``, which is no must."""
        return self.binding.advice

    @property
    def not_in_force(self) -> str:
        """Empty, or why its clause is not in force."""
        return self.binding.status

    def data(self) -> dict[str, Any]:
        """As plain data."""
        return {
            **duty_part(self.binding).model_dump(mode="json"),
            "kind": self.kind,
            "needs": list(self.needs),
            "binds": {"from": self.bound[0].isoformat(), "until": self.bound[1].isoformat()},
            "dues": [each.data() for each in self.dues],
            "readings": [_noted(each) for each in self.readings],
            "cautions": [_noted(each) for each in self.cautions],
        }


def _noted(each: Noted) -> dict[str, Any]:
    number = {"number": each.number} if each.number else {}
    return {**number, "convention": each.convention or None, "zh": each.label.zh, "en": each.label.en}


@dataclass(frozen=True, slots=True)
class DutyYear:
    """The duties of one year in one jurisdiction, in the order of clauses, those not in force last."""

    jurisdiction: str
    year: int
    facts: Mapping[str, Any]
    duties: tuple[DutyInYear, ...]
    rulebook: str

    def of(self, actor: str) -> DutyYear:
        """Only the duties in which an actor is named as the one who has to."""
        held = tuple(each for each in self.duties if actor in each.effect.who.actors())
        return DutyYear(self.jurisdiction, self.year, self.facts, held, self.rulebook)

    def due_days(self) -> list[tuple[dt.date, DutyInYear, DueDay]]:
        """Every last day of the year with its duty, in the order of days."""
        found = [(day.due, duty, day) for duty in self.duties for day in duty.dues if day.due is not None]
        return sorted(found, key=lambda each: (each[0], each[1].clause, each[1].duty))

    def data(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return {
            "schema_version": "1",
            "jurisdiction": self.jurisdiction,
            "year": self.year,
            "facts": {name: plain(value) for name, value in self.facts.items()},
            "duties": [each.data() for each in self.duties],
            "rulebook": self.rulebook,
        }


def duties_of_year(
    compiled: CompiledRulebook,
    decide: Decide,
    jurisdiction: str,
    year: int,
    request: Request,
    working_day: WorkingDay,
) -> DutyYear:
    """Expands the duties of a jurisdiction over a year.

    Args:
        compiled: the rulebook.
        decide: decides a request on a day.
        jurisdiction: whose duties.
        year: 1 to 9999.
        request: the facts.
        working_day: tells working days.

    Raises:
        RequestError: an unknown jurisdiction, a year out of range, a value that the vocabulary does not have.
    """
    if year not in YEARS:
        words = {"field": "year", "value": str(year)}
        raise RequestError([Diagnostic("PE708", Place("request"), words, f"{YEARS[0]} … {YEARS[-1]}")])
    found = [
        duty
        for binder in binders_of(compiled, decide, jurisdiction, request)
        for rule in binder.rules.values()
        for duty in _in_year(binder, rule, year, working_day)
    ]
    return DutyYear(jurisdiction, year, request.facts(), tuple(found), compiled.digest)


def _in_year(binder: Binder, rule: Rule, year: int, working_day: WorkingDay) -> Iterator[DutyInYear]:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    terms = Terms(binder, rule.id, working_day)
    dues = tuple(_due_day(term) for term in terms.recurring(first, last) if _falls_in(term, year))
    binding = [each for each in binder.stretches(rule.id, first, last) if each.duty is not None]
    if not binding:
        if dues:  # what was to be done in a period that has ended is due only now
            yield _duty(binder, rule, "recurring", dues, [_stretch_of(terms, dues[-1])], (first, first))
        return
    asks = binding[-1].duty.effect.asks if binding[-1].duty is not None else None
    assert asks is not None
    kind: Kind = "recurring"
    if asks.every.kind == "once":
        term = terms.once(binding[-1].end, first)
        if term is not None and term.due.day is not None and term.due.day.year != year:
            return
        kind, dues = "once", () if term is None else (_due_day(term),)
    elif asks.every.kind not in RECURRING:
        kind = "standing" if asks.every.kind == "always" else "event"
    yield _duty(binder, rule, kind, dues, binding, (binding[0].start, binding[-1].end))


def _stretch_of(terms: Terms, day: DueDay) -> Stretch:
    return next(each for each in terms.binder.stretches(terms.duty, day.start, day.end) if each.duty is not None)


def _falls_in(term: Term, year: int) -> bool:
    """Whether the last day of a term lies in a year; where it cannot be worked out, whether its period ends in it."""
    return (term.due.day or term.span.end).year == year


def _due_day(term: Term) -> DueDay:
    assert term.stretch.duty is not None
    return DueDay(
        term.span.key,
        term.span.start,
        term.span.end,
        term.due.day,
        term.stretch.duty.effect,
        term.cut,
        term.due.problem,
        term.due.unknown,
    )


def _duty(
    binder: Binder,
    rule: Rule,
    kind: Kind,
    dues: tuple[DueDay, ...],
    binding: list[Stretch],
    bound: tuple[dt.date, dt.date],
) -> DutyInYear:
    last = binding[-1]
    assert last.duty is not None
    verdict = binder.decided(last.epoch, last.end).verdict
    return DutyInYear(
        last.duty,
        kind,
        tuple(dict.fromkeys(name for each in binding for name in each.needs)),
        bound,
        binder.beginning(rule.id),
        dues,
        tuple(each for each in verdict.readings if each.of == rule.id),
        tuple(each for each in verdict.cautions if each.of == rule.id),
    )
