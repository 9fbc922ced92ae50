"""What is known while a history is judged: events, and the labels they were given, each with what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from policy_engine.arithmetic import NoCalendarError, WorkingDay
from policy_engine.errors import Diagnostic, Place, RequestError
from policy_engine.happenings import CountsAs
from policy_engine.histories.events import Event, History
from policy_engine.histories.matching.model import Fact, Value
from policy_engine.histories.translating import kind_of
from policy_engine.requests.attendance import FIELDS, fields_of

_HOLIDAYS = 30
"""More days than there are off in a row, so that no day that is worked is missed."""
Portion: TypeAlias = tuple[dt.date, Decimal | None]
"""A date and how much of it, in days; None where that is not known."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An event, or a label.

    ``portions``: the dates it covers; one date with None where its days are unknown, none where it has no days.
    ``act``: two occurrences of one act are never added. ``maybe``: whether it is so depends on ``needs``.
    ``confirm``: its days were not stated, and a person has to confirm those assumed. ``moves``: the facts on which its
    date depends.
    """

    id: int
    kind: Literal["event", "label"]
    name: str
    date: dt.date
    act: Hashable
    portions: tuple[Portion, ...] = ()
    event: int = -1
    facts: tuple[tuple[str, Value], ...] = ()
    rule: str = ""
    sources: tuple[int, ...] = ()
    maybe: bool = False
    needs: tuple[str, ...] = ()
    confirm: bool = False
    moves: tuple[str, ...] = ()

    @property
    def dateless(self) -> bool:
        """Whether it is a label that a tally gave: its date is that of the crossing, not of an act."""
        return self.event < 0

    @property
    def days(self) -> Decimal | None:
        """All its days; None where they are not known or it has none."""
        known = [amount for _, amount in self.portions if amount is not None]
        return sum(known, Decimal(0)) if known and len(known) == len(self.portions) else None

    def fact(self, number: int) -> Fact:
        """As a ground fact for the chainers."""
        return Fact(kind_of(self.kind, self.name), self.facts, number)


def occurrences_of(
    history: History, working_day: WorkingDay, left_out: Collection[int] | None = None
) -> tuple[list[Occurrence], list[int], list[int]]:
    """The events that count, by date, and the numbers of those outside the period and of those recorded twice.

    What began before the period and lasts into it is inside, with its days there. ``left_out``: the numbers of those
    that are recorded twice, where that is known; none else is then taken to be so.

    Raises:
        RequestError: an event of several days in a year whose working days are not known.
    """
    inside: list[Occurrence] = []
    outside: list[int] = []
    twice: list[int] = []
    seen: set[object] = set()
    for index, event in sorted(enumerate(history.events), key=lambda each: (each[1].date, each[0])):
        if left_out is not None and index in left_out:
            continue
        found = _occurrence(len(inside), index, event, history, working_day)
        if found is None:
            outside.append(index)
        elif left_out is None and event.same_as() in seen:
            twice.append(index)
        else:
            seen.add(event.same_as())
            inside.append(found)
    return inside, sorted(outside), sorted(twice)


def _occurrence(number: int, index: int, event: Event, history: History, working_day: WorkingDay) -> Occurrence | None:
    """An event of the period, or None where nothing of it lies inside."""
    if event.date > history.end or (event.date < history.start and not _may_last(event, history.start)):
        return None
    span = event.facts.get("span")
    act: Hashable = ("span", event.date, span) if span else ("event", index)
    portions: tuple[Portion, ...] = ()
    if "days" in fields_of(event.kind):
        portions = ((event.date, None),)
        if event.days is not None:
            portions = tuple(_spread(event, event.days, history.locate(("events", index, "days")), working_day))
            portions = tuple(each for each in portions if history.start <= each[0] <= history.end)
            if not portions:
                return None
    values: dict[str, Value] = {"date": event.date.toordinal(), "maybe": False}
    for name in fields_of(event.kind):
        mark = FIELDS.get(name)
        if mark is None or not mark.tested:
            continue
        value = event.facts.get(name)
        if value is None:
            values[f"no_{name}"] = True
        elif isinstance(value, Decimal):
            values[name] = int(value * 2)
        else:
            values[name] = value
    return Occurrence(number, "event", event.kind, event.date, act, portions, index, tuple(sorted(values.items())))


def _may_last(event: Event, start: dt.date) -> bool:
    """Whether an event that began before a day may last until then; one of unknown length is taken not to."""
    return event.days is not None and (start - event.date).days < 2 * event.days + _HOLIDAYS


def _spread(event: Event, days: Decimal, place: Place, working_day: WorkingDay) -> Iterable[Portion]:
    """The dates that several days cover: the first, and the working days after it."""
    left, day = days, event.date
    try:
        while left > 0:
            yield day, min(left, Decimal(1))
            left -= 1
            if left > 0:
                day = _next(day, working_day)
    except NoCalendarError as problem:
        raise RequestError([Diagnostic("PE717", place, {"year": str(problem.year)})]) from None


def _next(day: dt.date, working_day: WorkingDay) -> dt.date:
    day += dt.timedelta(days=1)
    while not working_day(day):
        day += dt.timedelta(days=1)
    return day


def adjacent(one: dt.date, other: dt.date, working_day: WorkingDay | None) -> bool:
    """Whether nothing lies between two days: no day, or, where working days are told, no working day."""
    if working_day is None:
        return (other - one).days == 1
    day = one + dt.timedelta(days=1)
    while day < other:
        if working_day(day):
            return False
        day += dt.timedelta(days=1)
    return True


def portions_of(counts_as: CountsAs, source: Occurrence) -> tuple[tuple[Portion, ...], bool]:
    """The dates and days of a label, and whether a person has to confirm them."""
    if not counts_as.same:
        return (() if counts_as.days is None else ((source.date, counts_as.days),)), False
    unknown = not source.portions or any(amount is None for _, amount in source.portions)
    if counts_as.least is None:
        return source.portions or ((source.date, None),), False
    if unknown:
        return ((source.date, counts_as.least),), True
    days = source.days or Decimal(0)
    return (source.portions if days >= counts_as.least else ((source.date, counts_as.least),)), False
