"""What a check of duties found: each period, each duty, and the whole."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from policy_engine.citations import Label
from policy_engine.decisions.decision import Decision
from policy_engine.effects import DutyEffect
from policy_engine.errors import Diagnostic
from policy_engine.requests.fields import plain

Status: TypeAlias = Literal["met", "not_met", "not_due", "cannot_judge", "not_bound"]
UNKNOWN_WORDS = ("quantity", "covered", "of", "records", "period", "calendar", "bound")
"""What, beside facts, measures and parameters, may have to be known."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong or wanting.

    Attributes:
        short: by how much what was done stays below what is asked; ``over``: by how much it is above.
        late: how many days after the last day enough was done.
        missing: items that are not there, or not as many as asked; ``advised`` those only recommended.
        missing_records: papers that some record did not keep.
        short_of, over_of: by how much a measure or item is below or above what is asked.
        unknown: what would have to be known: measures, facts, parameters without a figure, ``records`` (days without
            complete records), ``period`` (in force for a part of the period only), ``calendar`` (no holidays known),
            ``bound`` (the first or last day in force, from which the last day is worked out), or what some record
            lacks: ``quantity``, ``covered``, ``of``.
    """

    short: Decimal | None = None
    over: Decimal | None = None
    late: int | None = None
    missing: tuple[str, ...] = ()
    advised: tuple[str, ...] = ()
    missing_records: tuple[str, ...] = ()
    short_of: Mapping[str, Decimal] = field(default_factory=dict)
    over_of: Mapping[str, Decimal] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()

    def data(self) -> dict[str, Any]:
        """What there is, as plain data: numbers as text."""
        found: dict[str, Any] = {
            "short": None if self.short is None else plain(self.short),
            "over": None if self.over is None else plain(self.over),
            "late": self.late,
            "missing": list(self.missing),
            "advised": list(self.advised),
            "missing_records": list(self.missing_records),
            "short_of": {name: plain(value) for name, value in self.short_of.items()},
            "over_of": {name: plain(value) for name, value in self.over_of.items()},
            "unknown": list(self.unknown),
        }
        return {key: value for key, value in found.items() if value not in (None, [], {})}


@dataclass(frozen=True, slots=True)
class PeriodResult:
    """One period of one duty. ``counted`` is what was done; ``due`` the last day, None where there is none.

    ``left_out``: it lies only partly in the days with records and cannot be judged for want of them, while another
    period lies wholly in them; it does not count in the duty's status.
    """

    key: str
    start: dt.date
    end: dt.date
    due: dt.date | None
    status: Status
    counted: Decimal
    findings: Findings = Findings()
    left_out: bool = False
    problem: Diagnostic | None = None

    def data(self) -> dict[str, Any]:
        """As plain data."""
        found: dict[str, Any] = {
            "period": self.key,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
            "due": None if self.due is None else self.due.isoformat(),
            "status": self.status,
            "counted": plain(self.counted),
            **self.findings.data(),
        }
        return found | ({"left_out": True} if self.left_out else {})


@dataclass(frozen=True, slots=True)
class DutyResult:
    """One duty over all periods checked.

    ``advice``: a ``should``, which never makes the whole ``not_met``. ``not_in_force`` is empty, or says why the clause
    is not in force (proposed, a target, …); then it does not count either. ``needs`` are the facts that tell whether it
    binds.
    """

    duty: str
    clause: str
    effect: DutyEffect
    label: Label
    status: Status
    periods: tuple[PeriodResult, ...] = ()
    advice: bool = False
    not_in_force: str = ""
    needs: tuple[str, ...] = ()

    @property
    def findings(self) -> Findings:
        """The periods' findings together: shortfalls added up, the longest delay, everything that is missing.

        What is still to be done in periods that are not due does not count beside others.
        """
        counted = [each for each in self.periods if not each.left_out]
        due = [each for each in counted if each.status != "not_due"]
        return _together([each.findings for each in due or counted], self.needs)

    def data(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "duty": self.duty,
            "clause": self.clause,
            "zh": self.label.zh,
            "en": self.label.en,
            "who": self.effect.who.plain(),
            "status": self.status,
            "advice": self.advice,
            "not_in_force": self.not_in_force or None,
            **self.findings.data(),
            "periods": [each.data() for each in self.periods],
        }


def _together(found: Iterable[Findings], needs: tuple[str, ...]) -> Findings:
    each = list(found)
    shorts = [one.short for one in each if one.short is not None]
    overs = [one.over for one in each if one.over is not None]
    lates = [one.late for one in each if one.late is not None]
    return Findings(
        sum(shorts, Decimal(0)) if shorts else None,
        sum(overs, Decimal(0)) if overs else None,
        max(lates, default=None),
        _all(one.missing for one in each),
        _all(one.advised for one in each),
        _all(one.missing_records for one in each),
        _most(one.short_of for one in each),
        _most(one.over_of for one in each),
        _all([needs, *(one.unknown for one in each)]),
    )


def _all(found: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for each in found for name in each))


def _most(found: Iterable[Mapping[str, Decimal]]) -> dict[str, Decimal]:
    most: dict[str, Decimal] = {}
    for each in found:
        for name, value in each.items():
            most[name] = max(most.get(name, value), value)
    return most


@dataclass(frozen=True, slots=True)
class DutyReport:
    """A whole check. ``results`` stand in the order of clauses, those not in force last.

    ``decisions`` say which duties bind, one for each stretch of days on which the rules are the same.
    """

    jurisdiction: str
    records: tuple[dt.date, dt.date]
    on: dt.date
    facts: Mapping[str, Any]
    results: tuple[DutyResult, ...]
    rulebook: str
    decisions: tuple[Decision, ...] = ()

    @property
    def binding(self) -> tuple[DutyResult, ...]:
        """The duties that count: in force, no mere advice, and not such as bind nobody here."""
        return tuple(
            each for each in self.results if not each.advice and not each.not_in_force and each.status != "not_bound"
        )

    @property
    def status(self) -> Status:
        """The whole: not met if any binding duty is, else what cannot be judged, else not due, else met."""
        return overall(each.status for each in self.binding)

    def by(self, actor: str) -> DutyReport:
        """Only the duties in which an actor is named as the one who has to."""
        return replace(self, results=tuple(each for each in self.results if actor in each.effect.who.actors()))

    def of(self, duty: str) -> DutyResult | None:
        """The result of a duty by its id ``instrument/duty``."""
        return next((each for each in self.results if each.duty == duty), None)

    def data(self) -> dict[str, Any]:
        """As plain data for JSON."""
        return {
            "schema_version": "1",
            "jurisdiction": self.jurisdiction,
            "records": {"from": self.records[0].isoformat(), "until": self.records[1].isoformat()},
            "as_of": self.on.isoformat(),
            "facts": {name: plain(value) for name, value in self.facts.items()},
            "status": self.status,
            "duties": [each.data() for each in self.results],
            "rulebook": self.rulebook,
        }


def overall(statuses: Iterable[Status]) -> Status:
    """Several together: not met if any is; else not to be judged if any is; met if all that is due is met."""
    found = set(statuses)
    if not found or found == {"not_bound"}:
        return "not_bound"
    for status in ("not_met", "cannot_judge"):
        if status in found:
            return "not_met" if status == "not_met" else "cannot_judge"
    return "met" if "met" in found else "not_due"
