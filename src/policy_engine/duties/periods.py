"""The periods of duties: each day of the calendar lies in exactly one period of a kind.

Weeks begin on Monday and may reach into the next year. Stretches of years and months are counted from a year of origin,
stretches of days from 1 January of each year, the last one taking what is left of the year.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from policy_engine.obligations import Every

ONE_DAY = dt.timedelta(days=1)
ORIGIN = 2000
"""The year from which stretches of years and months are counted where a duty's beginning is not known."""
_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
RECURRING = ("day", "week", "month", "quarter", "half_year", "year", "years", "months", "days")


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``start`` to ``end``, both included. ``key`` names it: 2025, 2025-H1, 2025-Q1, 2025-03, 2025-W10, …"""

    start: dt.date
    end: dt.date
    key: str

    def covers(self, day: dt.date) -> bool:
        """Whether a day lies in it."""
        return self.start <= day <= self.end


def period_of(every: Every, day: dt.date, origin: int = ORIGIN) -> Span:
    """The period that a day lies in.

    Args:
        every: a recurring period (not ``once``, ``always`` or ``event``).
        day: any day.
        origin: the year from which stretches of several years or months are counted.
    """
    match every.kind:
        case "day":
            return Span(day, day, day.isoformat())
        case "week":
            return _week(day)
        case "days":
            return _days(day, every.number)
        case "years":
            first = day.year - (day.year - origin) % every.number
            return _months(first * 12, every.number * 12)
        case "months":
            index = day.year * 12 + day.month - 1 - origin * 12
            return _months(origin * 12 + index - index % every.number, every.number)
        case _:
            length = _MONTHS[every.kind]
            index = day.year * 12 + day.month - 1
            return _months(index - index % length, length, every.kind)


def _week(day: dt.date) -> Span:
    year, number, weekday = day.isocalendar()
    start = _shifted(day, 1 - weekday)
    return Span(start, _shifted(day, 7 - weekday), f"{year:04}-W{number:02}")


def _shifted(day: dt.date, days: int) -> dt.date:
    """A day so many days away, within the calendar."""
    ordinal = min(max(day.toordinal() + days, dt.date.min.toordinal()), dt.date.max.toordinal())
    return dt.date.fromordinal(ordinal)


def _days(day: dt.date, number: int) -> Span:
    first, last = dt.date(day.year, 1, 1), dt.date(day.year, 12, 31)
    length = (last - first).days + 1
    stretches = length // number
    index = min((day - first).days // number, stretches - 1)
    start = first + dt.timedelta(days=index * number)
    end = last if index == stretches - 1 else start + dt.timedelta(days=number - 1)
    return Span(start, end, f"{start.isoformat()}/{end.isoformat()}")


def _months(first: int, length: int, kind: str = "") -> Span:
    """So many months from the month ``first`` on (counted from the year nought), within the calendar."""
    low, high = dt.MINYEAR * 12, dt.MAXYEAR * 12 + 11
    begin, finish = divmod(max(first, low), 12), divmod(min(first + length - 1, high), 12)
    start = dt.date(begin[0], begin[1] + 1, 1)
    end = dt.date(finish[0], finish[1] + 1, calendar.monthrange(finish[0], finish[1] + 1)[1])
    return Span(start, end, _key(start, end, kind))


def _key(start: dt.date, end: dt.date, kind: str) -> str:
    year = f"{start.year:04}"
    match kind:
        case "month":
            return f"{year}-{start.month:02}"
        case "quarter":
            return f"{year}-Q{(start.month + 2) // 3}"
        case "half_year":
            return f"{year}-H{1 if start.month == 1 else 2}"
        case "year":
            return year
    if (start.month, end.month) == (1, 12):
        return f"{year}/{end.year:04}"
    return f"{year}-{start.month:02}/{end.year:04}-{end.month:02}"


def before(every: Every, span: Span, origin: int = ORIGIN) -> Span | None:
    """The period before another; None at the beginning of the calendar."""
    return None if span.start == dt.date.min else period_of(every, span.start - ONE_DAY, origin)


def periods(every: Every, first: dt.date, last: dt.date, origin: int = ORIGIN) -> Iterator[Span]:
    """Every period that has a day from ``first`` to ``last``, in order."""
    day = first
    while day <= last:
        span = period_of(every, day, origin)
        yield span
        if span.end == dt.date.max:
            return
        day = span.end + ONE_DAY


def days_in_months(span: Span, months: tuple[int, ...]) -> Span | None:
    """A span cut down to the first and last of its days in some months (all of them where none are named)."""
    if not months:
        return span
    inside = [month for month in _month_starts(span) if month.month in months]
    if not inside:
        return None
    last = inside[-1].replace(day=calendar.monthrange(inside[-1].year, inside[-1].month)[1])
    return Span(max(span.start, inside[0]), min(span.end, last), span.key)


def _month_starts(span: Span) -> Iterator[dt.date]:
    year, month = span.start.year, span.start.month
    while (year, month) <= (span.end.year, span.end.month):
        yield dt.date(year, month, 1)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


_KEY = re.compile(r"(?P<year>[0-9]{4})(-(?P<part>[WHQ]?)(?P<number>[0-9]{1,2})(-(?P<day>[0-9]{2}))?)?(/.*)?\Z")


def period_named(every: Every, key: str, origin: int = ORIGIN) -> Span | None:
    """The period that a key names; None where no period of the kind has it."""
    found = _KEY.match(key)
    if found is None or every.kind not in RECURRING:
        return None
    year, number = int(found["year"]), int(found["number"] or 1)
    try:
        match found["part"]:
            case "W":
                day = dt.date.fromisocalendar(year, number, 1)
            case "H" | "Q":
                day = dt.date(year, (number - 1) * (6 if found["part"] == "H" else 3) + 1, 1)
            case _:
                day = dt.date(year, number, int(found["day"] or 1))
    except ValueError:
        return None
    span = period_of(every, day, origin)
    return span if span.key == key else None
