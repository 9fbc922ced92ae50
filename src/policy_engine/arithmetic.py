"""The closed arithmetic of effects: sums, products, rounding and dates, worked out exactly and shown step by step.

There is no expression language: a formula is a tree of the few operations below, read from YAML and never evaluated as
text. Numbers are Decimals, dates are dates. A fact that is unknown leaves the result unknown and is named.
"""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal, Protocol, TypeAlias

Figure: TypeAlias = "Decimal | dt.date"
Operation: TypeAlias = Literal[
    "add",
    "subtract",
    "times",
    "min",
    "max",
    "floor_div",
    "round_up",
    "round_down",
    "days_after",
    "working_days_after",
    "months_after",
    "end_of",
    "day_of",
    "next_year",
    "earliest",
    "latest",
    "then_next_working_day",
]
NUMERIC: tuple[Operation, ...] = ("add", "subtract", "times", "min", "max", "floor_div", "round_up", "round_down")
DATED: tuple[Operation, ...] = (
    "days_after",
    "working_days_after",
    "months_after",
    "end_of",
    "day_of",
    "next_year",
    "earliest",
    "latest",
    "then_next_working_day",
)
PERIODS = ("month", "quarter", "year")
_PRECISION = 10_000  # more digits than any sum or product of figures has: nothing is ever rounded


@dataclass(frozen=True, slots=True)
class Number:
    """A figure written in the rule."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of the request."""

    name: str


@dataclass(frozen=True, slots=True)
class Named:
    """A parameter, by its full id ``instrument/parameter``."""

    name: str


@dataclass(frozen=True, slots=True)
class Operate:
    """An operation on its parts; ``period`` is the month, quarter or year of ``end_of`` and ``day_of``."""

    operation: Operation
    parts: tuple[Formula, ...]
    period: str = ""


Formula: TypeAlias = "Number | Fact | Named | Operate"


@dataclass(frozen=True, slots=True)
class Worked:
    """A formula with its result; ``value`` is ``None`` where a fact is unknown or a parameter unset."""

    formula: Formula
    value: Figure | None
    parts: tuple[Worked, ...] = ()


class NoCalendarError(Exception):
    """Working days were asked for in a year whose holidays are not known; ``year`` says which."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


class Lookup(Protocol):
    """Where a formula finds its figures: a mapping, or whatever else answers ``get``; None where unknown or unset."""

    def get(self, name: str, /) -> Figure | None:
        """The figure of a name."""


WorkingDay: TypeAlias = Callable[[dt.date], bool]


def facts_read(formula: Formula) -> Iterator[str]:
    """The facts a formula reads."""
    match formula:
        case Fact(name=name):
            yield name
        case Operate(parts=parts):
            for part in parts:
                yield from facts_read(part)


def parameters_read(formula: Formula) -> Iterator[str]:
    """The parameters a formula reads."""
    match formula:
        case Named(name=name):
            yield name
        case Operate(parts=parts):
            for part in parts:
                yield from parameters_read(part)


def work_out(
    formula: Formula,
    facts: Lookup,
    parameters: Lookup,
    working_day: WorkingDay,
) -> Worked:
    """Works a formula out, keeping every intermediate result.

    Raises:
        NoCalendarError: working days of a year without a calendar are needed.
        OverflowError: a date leaves the years 1 to 9999.
    """
    match formula:
        case Number(value=value):
            return Worked(formula, value)
        case Fact(name=name):
            return Worked(formula, facts.get(name))
        case Named(name=name):
            return Worked(formula, parameters.get(name))
        case Operate(operation=operation, parts=parts, period=period):
            worked = tuple(work_out(part, facts, parameters, working_day) for part in parts)
            values = [part.value for part in worked]
            if None in values:
                return Worked(formula, None, worked)
            known = [value for value in values if value is not None]
            return Worked(formula, _result(operation, known, period, working_day), worked)


def _result(operation: Operation, values: list[Figure], period: str, working_day: WorkingDay) -> Figure:
    if operation in DATED:
        return _dated(operation, values, period, working_day)
    numbers = [value for value in values if isinstance(value, Decimal)]
    with localcontext() as context:
        context.prec = _PRECISION
        match operation:
            case "add":
                return sum(numbers, Decimal(0))
            case "subtract":
                return numbers[0] - sum(numbers[1:], Decimal(0))
            case "times":
                product = Decimal(1)
                for number in numbers:
                    product *= number
                return product
            case "min":
                return min(numbers)
            case "max":
                return max(numbers)
            case "floor_div":
                return _whole_parts(numbers[0], numbers[1])
            case "round_up":
                return -_whole_parts(-numbers[0], numbers[1]) * numbers[1]
            case _:
                return _whole_parts(numbers[0], numbers[1]) * numbers[1]


def _whole_parts(number: Decimal, of: Decimal) -> Decimal:
    """How many whole parts a number has, rounded down."""
    return Decimal(Fraction(number) // Fraction(of))


def _dated(operation: Operation, values: list[Figure], period: str, working_day: WorkingDay) -> dt.date:
    days = [value for value in values if isinstance(value, dt.date)]
    numbers = [int(value) for value in values if isinstance(value, Decimal)]
    match operation:
        case "days_after":
            return days[0] + dt.timedelta(days=numbers[0])
        case "working_days_after":
            return _working_days_after(days[0], numbers[0], working_day)
        case "months_after":
            return _months_after(days[0], numbers[0])
        case "end_of":
            return _end_of(days[0], period)
        case "day_of":
            return _day_of(days[0], period, numbers[0])
        case "next_year":
            return _in_year(days[0].year + 1, numbers[0], numbers[1])
        case "earliest":
            return min(days)
        case "latest":
            return max(days)
        case _:
            day = days[0]
            while not working_day(day):
                day += dt.timedelta(days=1)
            return day


def _working_days_after(day: dt.date, number: int, working_day: WorkingDay) -> dt.date:
    """The starting day is not counted (Civil Code art. 201). A number below zero counts backwards."""
    step = dt.timedelta(days=1 if number > 0 else -1)
    left = abs(number)
    while left:
        day += step
        left -= working_day(day)
    return day


def _months_after(day: dt.date, number: int) -> dt.date:
    """The same day so many months later, the month's last day where it has no such day (Civil Code art. 202)."""
    month = day.month - 1 + number
    return _in_year(day.year + month // 12, month % 12 + 1, day.day)


def _in_year(year: int, month: int, day: int) -> dt.date:
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        raise OverflowError(year)
    return dt.date(year, month, min(day, calendar.monthrange(year, month)[1]))


def _end_of(day: dt.date, period: str) -> dt.date:
    month = {"month": day.month, "quarter": (day.month + 2) // 3 * 3, "year": 12}[period]
    return _in_year(day.year, month, 31)


def _day_of(day: dt.date, period: str, number: int) -> dt.date:
    """The so-manieth day of the month, quarter or year that a day lies in; the last one where it has fewer."""
    first = {"month": day.month, "quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}[period]
    start, end = dt.date(day.year, first, 1), _end_of(day, period)
    return start + dt.timedelta(days=min(number - 1, (end - start).days))
