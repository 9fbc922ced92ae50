"""Periods of validity: from a day to a day, both included; an unknown or absent beginning counts as always."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from policy_engine.axes import FIRST_DAY, LAST_DAY


@dataclass(frozen=True, slots=True)
class Period:
    """Days from ``start`` to ``end``, both included, as ordinals. ``known``: the text gives its beginning."""

    start: int = FIRST_DAY
    end: int = LAST_DAY
    known: bool = True

    def covers(self, day: int) -> bool:
        """Whether a day (ordinal) lies in the period."""
        return self.start <= day <= self.end

    def meet(self, other: Period) -> Period | None:
        """The days in both periods, or None."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Period(start, end, self.known and other.known) if start <= end else None

    def __str__(self) -> str:
        return f"{day_text(self.start)} … {day_text(self.end)}"


ALWAYS_IN_FORCE = Period()


def day_text(ordinal: int) -> str:
    """A day in ISO form."""
    return dt.date.fromordinal(ordinal).isoformat()


def epochs(periods: Iterable[Period], changes: Iterable[int] = ()) -> list[int]:
    """The first days of the stretches between which nothing changes, beginning with the first day of all."""
    starts = {FIRST_DAY}
    for period in periods:
        starts.add(period.start)
        if period.end < LAST_DAY:
            starts.add(period.end + 1)
    starts.update(changes)
    return sorted(starts)


def holes(periods: Iterable[Period]) -> list[Period]:
    """The stretches between periods in which none of them holds."""
    found: list[Period] = []
    reached: int | None = None
    for period in sorted(periods, key=lambda each: each.start):
        if reached is not None and period.start > reached + 1:
            found.append(Period(reached + 1, period.start - 1))
        reached = period.end if reached is None else max(reached, period.end)
    return found
