"""Judging one period of one duty: what was done against what is asked, on the day of the check.

A verdict is given only where nothing that may still be done or recorded could change it: what is wanting before the
last day is not due yet, and what is wanting in days without complete records cannot be judged.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from policy_engine.duties.counting import (
    Shortfall,
    Wanted,
    amount_of,
    enough_of,
    in_persons,
    less,
    look_at_items,
    look_at_measures,
    look_at_papers,
)
from policy_engine.duties.evidence import Done
from policy_engine.duties.figures import Due, Limits
from policy_engine.duties.periods import Span
from policy_engine.duties.results import Findings, PeriodResult, Status
from policy_engine.obligations import Obligation


@dataclass(frozen=True, slots=True)
class Check:
    """The days for which the records are complete, and the day of the check."""

    first: dt.date
    last: dt.date
    on: dt.date

    def over(self, day: dt.date) -> bool:
        """Whether a day is past, or its records are closed."""
        return self.on > day or self.last >= day

    def covers(self, start: dt.date, end: dt.date) -> bool:
        """Whether the records of all days from one to another are complete."""
        return self.first <= start and end <= self.last


@dataclass(frozen=True, slots=True)
class Matter:
    """One period of one duty with everything that is needed to judge it.

    Attributes:
        span: the period.
        open: the days on which it may be done: within them a record counts for this period.
        window: the days of the period on which the duty is in force, cut to the months in which it is due.
        due: the last day.
        cut: whether the duty is in force only for a part of the period.
        limits, items, measures: how much is asked for.
        rows: the records of this period, earliest first; of a standing duty the last one says how it stands.
        judged: decisions of persons on figures that the text leaves open.
    """

    asks: Obligation
    span: Span
    open: tuple[dt.date, dt.date]
    window: tuple[dt.date, dt.date]
    due: Due
    limits: Limits
    items: Sequence[Wanted] = ()
    measures: Mapping[str, Limits] = field(default_factory=dict)
    rows: Sequence[Done] = ()
    judged: Mapping[str, bool] = field(default_factory=dict)
    cut: bool = False
    standing: bool = False


def judge(matter: Matter, check: Check) -> PeriodResult:
    """How a period stands."""
    return _Judge(matter, check).result()


class _Judge:
    def __init__(self, matter: Matter, check: Check) -> None:
        self.matter = matter
        self.check = check
        self.asks = matter.asks
        self.due = matter.due.day
        rows = [row for row in matter.rows if self._counts(row)]
        state = rows[-1:] if matter.standing else rows
        self.rows = rows if matter.standing and self.asks.count == "times" else state
        self.state = state
        self.limits, self.of = in_persons(self.asks, matter.limits, self.rows)
        self.amount = amount_of(self.asks, self.rows)
        self.timely = amount_of(self.asks, [row for row in self.rows if not self._late(row)])

    def _counts(self, row: Done) -> bool:
        """Whether a record counts at all: not one of a month in which the duty is not due, unless it comes late."""
        if row.date is None or not self.asks.months or self._late(row):
            return True
        return row.date.month in self.asks.months

    def _late(self, row: Done) -> bool:
        return self.due is not None and row.date is not None and row.date > self.due

    def result(self) -> PeriodResult:
        """Everything together."""
        found = Shortfall()
        look_at_items(self.matter.items, self.state, self.matter.judged, found)
        look_at_measures(self.matter.measures, self.state, self.matter.judged, found)
        look_at_papers(self.asks.keep, self.rows, found)
        enough = enough_of(self.limits, self.timely, self.matter.judged)
        at_all = enough_of(self.limits, self.amount, self.matter.judged)
        over = self._over()
        unknown = [*found.unknown, *self._unknown(enough)]
        status, more = self._status(enough is False, found.found, over is not None, bool(unknown))
        unknown.extend(more)
        findings = Findings(
            self._short(at_all) if enough is False else None,
            over,
            self._days_late() if enough is False else None,
            tuple(dict.fromkeys(found.missing)),
            tuple(found.advised),
            tuple(found.missing_records),
            found.short_of,
            found.over_of,
            tuple(dict.fromkeys(unknown)),
        )
        span = self.matter.span
        return PeriodResult(
            span.key,
            span.start,
            span.end,
            self.due,
            status,
            self.amount.known,
            findings,
            False,
            self.matter.due.problem,
        )

    # --- how much ---------------------------------------------------------------------------------------------------

    def _unknown(self, enough: bool | None) -> list[str]:
        """What would have to be known about the number."""
        found: list[str] = []
        if enough is None:
            found.extend((*self.timely.unknown, *self.of))
            found.extend(each for each in self.limits.open if self.matter.judged.get(each) is None)
        if self.limits.asks[1] and self.limits.high is None:
            found.extend(each for each in self.limits.open if self.matter.judged.get(each) is None)
        elif self.limits.high is not None and self.amount.unknown:
            found.extend(self.amount.unknown)
        return found

    def _short(self, at_all: bool | None) -> Decimal | None:
        """By how much all that was done, late or not, stays below what is asked."""
        if at_all is not False or self.limits.low is None:
            return None
        return less(self.limits.low, self.amount.known)

    def _over(self) -> Decimal | None:
        if self.limits.high is None or not self.limits.exceeded(self.amount.known):
            return None
        return less(self.amount.known, self.limits.high)

    def _days_late(self) -> int | None:
        """How many days late enough was done; where it never was, how late the last record is."""
        if self.due is None:
            return None
        dated = [row for row in self.rows if row.date is not None]
        for number, row in enumerate(dated, 1):
            if self._late(row) and enough_of(self.limits, amount_of(self.asks, dated[:number]), self.matter.judged):
                return self._delay(row)
        late = [row for row in dated if self._late(row)]
        return self._delay(late[-1]) if late else None

    def _delay(self, row: Done) -> int:
        assert row.date is not None and self.due is not None
        return (row.date - self.due).days

    # --- how it stands ----------------------------------------------------------------------------------------------

    def _status(self, few: bool, wanting: bool, over: bool, unknown: bool) -> tuple[Status, tuple[str, ...]]:
        """The status, and what beside the figures would have to be known.

        Args:
            few: not enough was done in time.
            wanting: items, measures or papers are not as asked.
            over: more was done than is allowed.
            unknown: something about the figures is not known.
        """
        if over:
            return "not_met", ()
        if self.matter.due.unset:
            return self._in_time(few or wanting, unknown)
        if (few or wanting or unknown) and not self._is_due():
            return self._before_due()
        if few or wanting:
            if not self._covered():
                return "cannot_judge", ("records",)
            if few and not wanting and self.matter.cut:
                return "cannot_judge", ("period",)
            return "not_met", ()
        if unknown:
            return "cannot_judge", ()
        return self._as_a_whole()

    def _in_time(self, wanting: bool, unknown: bool) -> tuple[Status, tuple[str, ...]]:
        """Where the text leaves the last day open, a person says whether it has passed and what came in time."""
        judged = [self.matter.judged.get(name) for name in self.matter.due.unset]
        if False in judged:
            return "not_met", ()
        if None in judged or (wanting and not self.rows):
            return "cannot_judge", self.matter.due.unknown
        if wanting:
            return "not_met", ()
        return ("cannot_judge", ()) if unknown else self._as_a_whole()

    def _is_due(self) -> bool:
        return self.due is not None and self.check.over(self.due)

    def _before_due(self) -> tuple[Status, tuple[str, ...]]:
        """Not due; but where the last day cannot be worked out, it may be past."""
        unknown = self.matter.due.unknown
        return ("cannot_judge", unknown) if unknown else ("not_due", ())

    def _covered(self) -> bool:
        """Whether nothing can have been done in time without being recorded."""
        if self.matter.standing:
            return True
        assert self.due is not None
        return self.check.covers(max(self.matter.open[0], self.matter.window[0]), self.due)

    def _as_a_whole(self) -> tuple[Status, tuple[str, ...]]:
        """All is as asked; where there is an upper end, no more may be done until the period is over."""
        start, end = self.matter.window
        if not self.limits.asks[1]:
            return "met", ()
        if not self.check.over(end):
            return "not_due", ()
        return ("met", ()) if self.check.covers(start, end) else ("cannot_judge", ("records",))
