"""Derived facts: plain arithmetic on the fields of one request, from a closed list. Never legal meaning.

Each knows its value, the interval it must lie in when some sources are only known by bounds, and how bounds on the
result narrow a source; the last is what turns a cell of a diagram back into a concrete request.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from policy_engine.axes import union
from policy_engine.requests.fields import Labels

Interval: TypeAlias = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Derived:
    """A derived fact: its source fields, its names, its unit and its bounds in steps of the sources."""

    kind: ClassVar[str] = "quantity"
    sources: tuple[str, ...]
    zh: str
    en: str
    unit: str = ""
    word: str = ""

    def of(self, codes: Sequence[int]) -> int:
        """The result of known source codes."""
        raise NotImplementedError

    def bounds(self, sources: Sequence[Interval]) -> Interval:
        """The interval of results when each source lies in an interval (exact at both ends)."""
        raise NotImplementedError

    def narrow(self, index: int, sources: Sequence[Interval], wanted: Interval) -> list[Interval]:
        """Sub-intervals of source ``index`` that can still give a result in ``wanted``; may be generous."""
        raise NotImplementedError


@dataclass(frozen=True, kw_only=True)
class _Linear(Derived):
    signs: ClassVar[tuple[int, ...] | None] = None

    def _sign(self, index: int) -> int:
        return 1 if self.signs is None else self.signs[index]

    def of(self, codes: Sequence[int]) -> int:
        return sum(self._sign(index) * code for index, code in enumerate(codes))

    def bounds(self, sources: Sequence[Interval]) -> Interval:
        ends = [(low, high) if self._sign(index) > 0 else (-high, -low) for index, (low, high) in enumerate(sources)]
        return sum(low for low, _ in ends), sum(high for _, high in ends)

    def narrow(self, index: int, sources: Sequence[Interval], wanted: Interval) -> list[Interval]:
        sign = self._sign(index)
        rest_low, rest_high = self.bounds([(0, 0) if at == index else each for at, each in enumerate(sources)])
        low, high = wanted[0] - rest_high, wanted[1] - rest_low
        if sign < 0:
            low, high = -high, -low
        low, high = max(low, sources[index][0]), min(high, sources[index][1])
        return [(low, high)] if low <= high else []


@dataclass(frozen=True, kw_only=True)
class Sum(_Linear):
    """The sum of fields that share one step."""


@dataclass(frozen=True, kw_only=True)
class Difference(_Linear):
    """First minus second, of two fields that share one step."""

    signs: ClassVar[tuple[int, ...] | None] = (1, -1)


@dataclass(frozen=True, kw_only=True)
class DaysBetween(_Linear):
    """Days from the first date to the second."""

    signs: ClassVar[tuple[int, ...] | None] = (-1, 1)
    low: int = 0
    high: int = 3660


@dataclass(frozen=True, kw_only=True)
class _OfDate(Derived):
    def part(self, day: dt.date) -> int:
        """The part of a date that is the result."""
        raise NotImplementedError

    def of(self, codes: Sequence[int]) -> int:
        return self.part(dt.date.fromordinal(codes[0]))

    def _runs(self, low: int, high: int) -> list[tuple[int, Interval]]:
        """At most 14 months of runs of days with one result, from ``low`` on: every month occurs among them."""
        runs: list[tuple[int, Interval]] = []
        start = low
        while start <= high and len(runs) < 14:
            day = dt.date.fromordinal(start)
            year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
            end = high if year > dt.MAXYEAR else min(high, dt.date(year, month, 1).toordinal() - 1)
            runs.append((self.part(day), (start, end)))
            start = end + 1
        return runs


@dataclass(frozen=True, kw_only=True)
class MonthOf(_OfDate):
    """The month (1 to 12) of a date."""

    unit: str = "month"

    def part(self, day: dt.date) -> int:
        return day.month

    def bounds(self, sources: Sequence[Interval]) -> Interval:
        months = [month for month, _ in self._runs(*sources[0])]
        return min(months), max(months)

    def narrow(self, index: int, sources: Sequence[Interval], wanted: Interval) -> list[Interval]:
        return [run for month, run in self._runs(*sources[0]) if wanted[0] <= month <= wanted[1]]


@dataclass(frozen=True, kw_only=True)
class YearOf(_OfDate):
    """The year of a date."""

    unit: str = "year"

    def part(self, day: dt.date) -> int:
        return day.year

    def bounds(self, sources: Sequence[Interval]) -> Interval:
        low, high = sources[0]
        return dt.date.fromordinal(low).year, dt.date.fromordinal(high).year

    def narrow(self, index: int, sources: Sequence[Interval], wanted: Interval) -> list[Interval]:
        first, last = max(wanted[0], dt.MINYEAR), min(wanted[1], dt.MAXYEAR)
        if first > last:
            return []
        low = max(sources[0][0], dt.date(first, 1, 1).toordinal())
        high = min(sources[0][1], dt.date(last, 12, 31).toordinal())
        return [(low, high)] if low <= high else []


@dataclass(frozen=True, kw_only=True)
class SameMonth(Derived):
    """Whether two dates lie in the same month of the same year."""

    kind: ClassVar[str] = "flag"

    def of(self, codes: Sequence[int]) -> int:
        one, other = (dt.date.fromordinal(code) for code in codes)
        return int((one.year, one.month) == (other.year, other.month))

    def bounds(self, sources: Sequence[Interval]) -> Interval:
        (a, b), (c, d) = sources
        if a == b and c == d:
            same = self.of((a, c))
            return same, same
        first, last = self._month(a, b, c, d)
        return (0, 1) if first <= last else (0, 0)

    @staticmethod
    def _month(a: int, b: int, c: int, d: int) -> Interval:
        """The span of days on which the two intervals, each widened to whole months, meet."""
        return max(_month_start(a), _month_start(c)), min(_month_end(b), _month_end(d))

    def narrow(self, index: int, sources: Sequence[Interval], wanted: Interval) -> list[Interval]:
        if wanted[0] == 0 and wanted[1] == 1:
            return [sources[index]]
        other_low, other_high = sources[1 - index]
        low, high = sources[index]
        if wanted[0] == 1:
            low, high = max(low, _month_start(other_low)), min(high, _month_end(other_high))
            return [(low, high)] if low <= high else []
        if other_low != other_high:
            return [(low, high)]
        before, after = _month_start(other_low) - 1, _month_end(other_low) + 1
        return [(a, b) for a, b in ((low, min(high, before)), (max(low, after), high)) if a <= b]


@dataclass(frozen=True, kw_only=True)
class LargestOf(Derived):
    """Which of several fields that share one step is greater than every other; else a tie.

    ``values`` are the names and labels of the answers: one a source, in their order, and last the tie; ``words`` their
    Chinese words, as of a field.
    """

    kind: ClassVar[str] = "list"
    open_list: ClassVar[str] = ""
    values: Labels = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def of(self, codes: Sequence[int]) -> int:
        greatest = max(codes)
        return codes.index(greatest) if codes.count(greatest) == 1 else len(codes)

    def bounds(self, sources: Sequence[Interval]) -> Interval:
        possible = [winner for winner in range(len(sources)) if sources[winner][1] > _floor(sources, {winner})]
        floor = _floor(sources, set())
        if sum(high >= floor for _, high in sources) > 1:
            possible.append(len(sources))
        return min(possible), max(possible)

    def narrow(self, index: int, sources: Sequence[Interval], wanted: Interval) -> list[Interval]:
        low, high = sources[index]
        floor = _floor(sources, {index})
        ends: list[Interval] = []
        for winner in range(max(wanted[0], 0), min(wanted[1], len(sources) - 1) + 1):
            if winner == index:
                ends.append((max(low, floor + 1), high))
            elif sources[winner][1] > _floor(sources, {index, winner}):
                ends.append((low, min(high, sources[winner][1] - 1)))
        if wanted[0] <= len(sources) <= wanted[1]:
            tops = sorted((top for at, (_, top) in enumerate(sources) if at != index), reverse=True)
            ends.append((max(low, floor), min(high, tops[0])))
            if len(tops) > 1 and tops[1] >= floor:
                ends.append((low, min(high, tops[1])))
        return list(union((start, end) for start, end in ends if start <= end))


def _floor(sources: Sequence[Interval], without: set[int]) -> int:
    """The least that the greatest of the sources can be, some of them left out; below all of them if none is left."""
    lows = [low for low, _ in sources]
    return max((low for at, low in enumerate(lows) if at not in without), default=min(lows) - 1)


def _month_start(ordinal: int) -> int:
    return dt.date.fromordinal(ordinal).replace(day=1).toordinal()


def _month_end(ordinal: int) -> int:
    day = dt.date.fromordinal(ordinal)
    if (day.year, day.month) == (dt.MAXYEAR, 12):
        return dt.date.max.toordinal()
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return dt.date(year, month, 1).toordinal() - 1
