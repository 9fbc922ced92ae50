"""Adding up within windows: how many, how many days, how many running; what is sure and what may be.

``low`` is what is sure, ``high`` what it may be at most (None: no bound is known). A threshold is reached when ``low``
reaches it, open when only ``high`` does.

A label that a tally gave (three late arrivals make a day) is dated at the crossing, but nobody was away on that date
for it: it adds to what is of the date, beyond the most that a date may add, and is no day of a run. Days off are no
days of a run of working days. What began before the period counts with its days in it, and is not counted as one of it.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from policy_engine.arithmetic import NoCalendarError, WorkingDay
from policy_engine.errors import Diagnostic, Place, RequestError
from policy_engine.happenings import Limb, Window
from policy_engine.histories.occurrences import Occurrence, adjacent

_ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Member:
    """An occurrence that a tally counts; ``maybe``: only if ``needs`` turn out so."""

    occurrence: Occurrence
    maybe: bool
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tallied:
    """What one limb of a rule comes to in one window.

    ``times`` and ``possible`` (None: no bound): how often the figure is full, for ``for_every``; else 0 or 1.
    ``crossings``: the dates on which it was reached. ``short``: how much more would reach the next threshold.
    ``cut``: the window is not wholly within the period, so that there may be more.
    """

    rule: str
    limb: Limb
    key: str
    start: dt.date
    end: dt.date
    low: Decimal
    high: Decimal | None
    reached: bool | None
    times: int
    possible: int | None
    crossings: tuple[dt.date, ...]
    members: tuple[int, ...]
    open_members: tuple[int, ...]
    needs: tuple[str, ...]
    short: Decimal | None
    cut: bool = False

    def is_over(self, day: dt.date) -> bool:
        """Whether nothing on or after a day can add to it any more."""
        within = self.limb.tally.within
        return self.end < day - dt.timedelta(days=within.days - 1 if within.kind == "rolling" else 0)


@dataclass(slots=True)
class _Day:
    """One date: by act what is sure and what may be."""

    sure: dict[Hashable, Decimal] = field(default_factory=dict)
    may: dict[Hashable, Decimal | None] = field(default_factory=dict)
    dateless: set[Hashable] = field(default_factory=set)

    def add(self, act: Hashable, amount: Decimal | None, maybe: bool) -> None:
        """Of one act the most counts."""
        if amount is not None and not maybe:
            self.sure[act] = max(self.sure.get(act, amount), amount)
        before = self.may.get(act, Decimal(0))
        self.may[act] = None if amount is None or before is None else max(before, amount)

    def low(self, cap: Decimal | None) -> Decimal:
        """What is sure."""
        return self._together(self.sure, cap)

    def high(self, cap: Decimal | None) -> Decimal | None:
        """What it may be at most."""
        known = {act: amount for act, amount in self.may.items() if amount is not None}
        return self._together(known, cap) if len(known) == len(self.may) else None

    def _together(self, amounts: Mapping[Hashable, Decimal], cap: Decimal | None) -> Decimal:
        if cap is None:
            return sum(amounts.values(), Decimal(0))
        of_date = sum((amount for act, amount in amounts.items() if act not in self.dateless), Decimal(0))
        beyond = sum((amount for act, amount in amounts.items() if act in self.dateless), Decimal(0))
        return min(of_date, cap) + beyond


def reached_by(times: int, possible: int | None) -> bool | None:
    """Whether a figure is reached: for sure, not at all, or perhaps (None)."""
    return True if times else None if possible is None or possible else False


def tallied(
    rule: str,
    limb: Limb,
    members: Sequence[Member],
    period: tuple[dt.date, dt.date],
    working_day: WorkingDay,
    place: Place,
) -> list[Tallied]:
    """A limb of a rule in every window in which there is anything to count, in the order of time.

    Raises:
        RequestError: working days of a year are not known.
    """
    try:
        return list(_Counting(rule, limb, members, period, working_day).windows())
    except NoCalendarError as problem:
        raise RequestError([Diagnostic("PE717", place, {"year": str(problem.year)})]) from None


class _Counting:
    def __init__(
        self,
        rule: str,
        limb: Limb,
        members: Sequence[Member],
        period: tuple[dt.date, dt.date],
        working_day: WorkingDay,
    ) -> None:
        self.rule = rule
        self.limb = limb
        self.tally = limb.tally
        self.period = period
        self.working_day = working_day if limb.tally.of_days == "working" else None
        self.points: dict[dt.date, list[tuple[Member, Decimal | None]]] = {}
        for member in members:
            for date, amount in self._points(member.occurrence):
                self.points.setdefault(date, []).append((member, amount))

    def _points(self, each: Occurrence) -> Iterable[tuple[dt.date, Decimal | None]]:
        if self.tally.number == "count":
            return ((each.date, _ONE),) if each.date >= self.period[0] else ()
        if self.tally.number == "days":
            return each.portions or ((each.date, None),)
        if each.dateless:
            return ()
        points = each.portions or ((each.date, _ONE),)
        works = self.working_day
        return points if works is None else [point for point in points if works(point[0])]

    def windows(self) -> Iterator[Tallied]:
        """One result a window."""
        if self.tally.within.kind == "rolling":
            yield from self._rolling()
            return
        keyed: dict[str, list[dt.date]] = {}
        for date in sorted(self.points):
            keyed.setdefault(window_key(self.tally.within, date), []).append(date)
        for key, dates in keyed.items():
            start, end = window_span(self.tally.within, dates[0])
            yield self._result(key, start, end, dates)

    def _rolling(self) -> Iterator[Tallied]:
        """Stretches of days in which the figure is reached, none overlapping; else the fullest, and what is open."""
        length = dt.timedelta(days=self.tally.within.days - 1)
        dates = sorted(self.points)
        floor, first, best, opened, fired = dt.date.min, 0, None, None, False
        for index, date in enumerate(dates):
            since = max(date - length, floor) if date - dt.date.min > length else floor
            while dates[first] < since:
                first += 1
            found = self._result(f"{date - length}/{date}", date - length, date, dates[first : index + 1])
            if found.reached:
                if opened is not None and opened.end < found.start:
                    yield opened
                yield found
                floor, fired, best, opened = date + dt.timedelta(days=1), True, None, None
            elif found.reached is None:
                opened = opened or found
            if not found.reached and (best is None or found.low >= best.low):
                best = found
        if opened is not None:
            yield opened
        elif best is not None and not fired:
            yield best

    # --- one window -------------------------------------------------------------------------------------------------

    def _result(self, key: str, start: dt.date, end: dt.date, dates: Sequence[dt.date]) -> Tallied:
        days: dict[dt.date, _Day] = {}
        sure: dict[int, None] = {}
        opened: dict[int, tuple[str, ...]] = {}
        for date in dates:
            day = days.setdefault(date, _Day())
            for member, amount in self.points[date]:
                day.add(member.occurrence.act, amount, member.maybe)
                if member.occurrence.dateless:
                    day.dateless.add(member.occurrence.act)
                if member.maybe or amount is None:
                    unknown = () if amount is not None else (_days_of(member.occurrence),)
                    opened[member.occurrence.id] = (*member.needs, *(each for each in unknown if each))
                else:
                    sure[member.occurrence.id] = None
        if self.tally.number == "longest_run":
            low, high, crossings = self._run(days)
            run = self._longest(days)
            in_run = {member.occurrence.id for date in run for member, _ in self.points[date]}
            sure = {each: None for each in sure if not run or each in in_run}
        else:
            low, high, crossings = self._sum(days)
        times, possible = self.limb.times(low), None if high is None else self.limb.times(high)
        needs = tuple(dict.fromkeys(need for each in opened.values() for need in each))
        cut = start < self.period[0] or end > self.period[1]
        return Tallied(
            self.rule, self.limb, key, start, end, low, high, reached_by(times, possible), times, possible, crossings,
            tuple(sure), tuple(each for each in opened if each not in sure), needs, self.limb.short(low), cut,
        )  # fmt: skip

    def _sum(self, days: dict[dt.date, _Day]) -> tuple[Decimal, Decimal | None, tuple[dt.date, ...]]:
        cap = self.tally.at_most_a_day
        low, high = Decimal(0), Decimal(0)
        bounded = True
        crossings: list[dt.date] = []
        for date, day in days.items():
            before = self.limb.times(low)
            low += day.low(cap)
            crossings.extend([date] * (self.limb.times(low) - before))
            more = day.high(cap)
            if more is None:
                bounded = False
            else:
                high += more
        return low, (high if bounded else None), tuple(crossings)

    def _run(self, days: dict[dt.date, _Day]) -> tuple[Decimal, Decimal | None, tuple[dt.date, ...]]:
        cap = self.tally.at_most_a_day
        sure = [date for date, day in days.items() if day.low(cap) >= 1]
        highs = {date: day.high(cap) for date, day in days.items()}
        low, reached = 0, None
        for date, length in self._lengths(sure):
            low = max(low, length)
            if reached is None and self.limb.times(Decimal(length)):
                reached = date
        if None in highs.values():
            return Decimal(low), None, () if reached is None else (reached,)
        may = [date for date, amount in highs.items() if amount is not None and amount >= 1]
        high = max((length for _, length in self._lengths(may)), default=0)
        return Decimal(low), Decimal(high), () if reached is None else (reached,)

    def _longest(self, days: dict[dt.date, _Day]) -> list[dt.date]:
        """The dates of the longest run that is sure, the first of several as long."""
        dates = [date for date, day in days.items() if day.low(self.tally.at_most_a_day) >= 1]
        best, end = 0, 0
        for index, (_, length) in enumerate(self._lengths(dates)):
            if length > best:
                best, end = length, index
        return dates[end - best + 1 : end + 1]

    def _lengths(self, dates: Iterable[dt.date]) -> Iterator[tuple[dt.date, int]]:
        """Each date with how long the run is that ends on it."""
        before, length = None, 0
        for date in dates:
            length = length + 1 if before is not None and adjacent(before, date, self.working_day) else 1
            before = date
            yield date, length


def _days_of(each: Occurrence) -> str:
    return f"events.{each.event}.days" if each.event >= 0 else ""


# --- windows ----------------------------------------------------------------------------------------------------------


def window_key(window: Window, date: dt.date) -> str:
    """The name of the window a date lies in: ``2024``, ``2024-Q1``, ``2024-03``, ``2024-03-05``."""
    match window.kind:
        case "year":
            return f"{date.year:04}"
        case "quarter":
            return f"{date.year:04}-Q{(date.month + 2) // 3}"
        case "month":
            return f"{date.year:04}-{date.month:02}"
    return date.isoformat()


def window_span(window: Window, date: dt.date) -> tuple[dt.date, dt.date]:
    """The first and last day of the window a date lies in."""
    match window.kind:
        case "year":
            return dt.date(date.year, 1, 1), dt.date(date.year, 12, 31)
        case "quarter":
            first = date.month - (date.month - 1) % 3
            return dt.date(date.year, first, 1), _month_end(date.year, first + 2)
        case "month":
            return date.replace(day=1), _month_end(date.year, date.month)
    return date, date


def _month_end(year: int, month: int) -> dt.date:
    return dt.date(year, month, calendar.monthrange(year, month)[1])
