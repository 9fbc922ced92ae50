"""Value spaces: every fact that a condition can test is a whole number on an axis.

Lists count from 0 in their order, flags are 0 and 1, quantities are counted in steps of their unit, dates are
proleptic ordinals. A subset of an axis (:data:`Cells`) is a sorted tuple of closed, disjoint, non-adjacent intervals.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypeAlias

Cells: TypeAlias = tuple[tuple[int, int], ...]
AxisKind: TypeAlias = Literal["list", "flag", "quantity", "date"]

MAX_DIGITS = 20
FIRST_DAY = dt.date.min.toordinal()
LAST_DAY = dt.date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Axis:
    """One dimension of a topic.

    ``position`` is its place in a request's tuple of codes; ``field`` the fact it belongs to (several axes of a
    set-valued fact share one, each testing one ``member``); ``low`` and ``high`` the smallest and largest code.
    """

    position: int
    name: str
    field: str
    kind: AxisKind
    low: int
    high: int
    values: tuple[str, ...] = ()
    ordered: bool = True
    unit: str = ""
    step: Decimal = Decimal(1)
    member: str = ""
    derived: bool = False
    judgement: bool = False

    def code(self, value: str | bool | int | Decimal | dt.date) -> int:
        """The code of a value known to lie on the axis.

        Raises:
            ValueError: the value is not of the axis, off its step or out of bounds.
        """
        if self.kind == "list":
            return self.values.index(str(value))
        if self.kind == "flag":
            return int(bool(value))
        if self.kind == "date":
            if not isinstance(value, dt.date):
                raise ValueError(value)
            return value.toordinal()
        code = steps(Decimal(str(value)), self.step)
        if not self.low <= code <= self.high:
            raise ValueError(value)
        return code

    def value(self, code: int) -> str | bool | int | Decimal | dt.date:
        """The value behind a code."""
        if self.kind == "list":
            return self.values[code]
        if self.kind == "flag":
            return bool(code)
        if self.kind == "date":
            return dt.date.fromordinal(code)
        exact = code * self.step
        return int(exact) if self.step == 1 else exact

    @property
    def rank(self) -> tuple[bool, int, str]:
        """Where the axis stands among others, whatever the order of rules: axes of unset parameters last, by name."""
        of_parameter = "/" in self.name
        return (of_parameter, 0 if of_parameter else self.position, self.name)

    @property
    def whole(self) -> Cells:
        """The whole axis."""
        return ((self.low, self.high),)

    def with_values(self, values: tuple[str, ...]) -> Axis:
        """The same axis with the values of an open list filled in."""
        return replace(self, values=values, high=len(values) - 1)


def steps(value: Decimal, step: Decimal) -> int:
    """How many steps a value is.

    Raises:
        ValueError: it is not a whole number of steps.
    """
    if not value.is_finite() or value.adjusted() > MAX_DIGITS:
        raise ValueError(value)
    whole, rest = divmod(value, step)
    if rest:
        raise ValueError(value)
    return int(whole)


def union(cells: Iterable[tuple[int, int]]) -> Cells:
    """Sorted, disjoint, non-adjacent intervals covering exactly the given ones."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(cells):
        if merged and low <= merged[-1][1] + 1:
            if high > merged[-1][1]:
                merged[-1] = (merged[-1][0], high)
        else:
            merged.append((low, high))
    return tuple(merged)


def complement(cells: Cells, low: int, high: int) -> Cells:
    """What of the interval from ``low`` to ``high`` lies outside ``cells``."""
    rest: list[tuple[int, int]] = []
    for start, end in cells:
        if start > low:
            rest.append((low, start - 1))
        low = end + 1
    if low <= high:
        rest.append((low, high))
    return tuple(rest)


def intersection(one: Cells, other: Cells) -> Cells:
    """The codes in both."""
    both = [(max(a, c), min(b, d)) for a, b in one for c, d in other if max(a, c) <= min(b, d)]
    return tuple(sorted(both))


def contains(cells: Cells, code: int) -> bool:
    """Whether a code lies in the subset."""
    return any(low <= code <= high for low, high in cells)
