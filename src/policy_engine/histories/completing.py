"""Where few facts are missing, every way of filling them in is tried: then what is settled and what is open is exact.

Working with what is sure and what may be gives bounds: of two things that exclude one another both may be (of one late
arrival whether it is an hour, and whether it is the third of its month). Here the facts on which something depends take
every value that rules tell apart, and what comes of it narrows the bounds. It never widens them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import product
from math import prod
from typing import TypeAlias

from policy_engine.happenings import FieldTest
from policy_engine.histories.answer import Consequence, needs_of
from policy_engine.histories.events import Fact, History
from policy_engine.histories.tallies import Tallied, reached_by
from policy_engine.requests.attendance import FIELDS
from policy_engine.rules import HistoryRule

MAX_WAYS = 256
MAX_EVENTS = 20_000
"""The most ways of filling in that are tried, and the most events in all of them together."""

Outcomes: TypeAlias = tuple[list[Tallied], list[Consequence]]


def narrowed(
    history: History,
    twice: Collection[int],
    outcomes: Outcomes,
    rules: Iterable[HistoryRule],
    judge: Callable[[History], Outcomes],
) -> Outcomes:
    """Tallies and consequences with bounds as narrow as they are; as they were where too much is missing.

    Args:
        history: the history with facts missing.
        twice: the numbers of its events that are recorded twice; what is filled in makes no others.
        outcomes: what came of it, in bounds.
        rules: the rules it is judged by, whose tests tell values apart.
        judge: what comes of a history.
    """
    tallies, consequences = outcomes
    needs = [each.split(".") for each in needs_of(tallies, consequences)]
    choices = [_values(name, rules) for _, _, name in needs]
    ways = prod(map(len, choices))
    if not needs or not ways or ways > MAX_WAYS or ways * len(history.events) > MAX_EVENTS:
        return outcomes
    places = [(int(number), name) for _, number, name in needs]
    found = [judge(each) for each in _filled(history, twice, places, choices)]
    return [_tally(each, found) for each in tallies], list(_consequences(tallies, consequences, found))


def _values(name: str, rules: Iterable[HistoryRule]) -> Sequence[Fact]:
    """One value of each kind that rules tell apart; none where a fact is also counted with, as days are."""
    mark = FIELDS[name]
    tested = {value for test in _tests(rules) if test.field == name for value in test.values}
    match mark.kind:
        case "flag":
            return True, False
        case "word":
            other = next((each for each in mark.values if each not in tested), None)
            return [each for each in mark.values if each in tested or each == other]
        case "count":
            numbers = {0} | {int(value) + more for value in tested for more in (0, 1)}
            return sorted(each for each in numbers if each <= mark.high)
    return ()


def _tests(rules: Iterable[HistoryRule]) -> Iterator[FieldTest]:
    for rule in rules:
        selectors = list(rule.body.each)
        for limb in rule.body.limbs:
            selectors += [*limb.tally.of, *limb.tally.leaving_out]
        for selector in selectors:
            yield from selector.tests


def _filled(
    history: History, twice: Collection[int], places: Sequence[tuple[int, str]], choices: Sequence[Sequence[Fact]]
) -> Iterator[History]:
    """The history with the facts filled in, in every way."""
    for values in product(*choices):
        events = dict(enumerate(history.events))
        for (number, name), value in zip(places, values, strict=True):
            events[number] = replace(events[number], facts={**events[number].facts, name: value})
        yield replace(history, events=tuple(each for number, each in events.items() if number not in twice))


@dataclass(frozen=True, slots=True)
class _Key:
    """What is one tally, or one consequence, whatever the facts."""

    rule: str
    window: str
    limb: int


def _key(each: Tallied) -> _Key:
    return _Key(each.rule, each.key, id(each.limb))


def _tally(each: Tallied, found: Iterable[Outcomes]) -> Tallied:
    """A tally between the least and the most it comes to; rolling windows move with the facts and stay in bounds."""
    if each.low == each.high or each.limb.tally.within.kind == "rolling":
        return each
    amounts = []
    for tallies, _ in found:
        same = next((one for one in tallies if _key(one) == _key(each)), None)
        amounts.append((Decimal(0), Decimal(0)) if same is None else (same.low, same.high))
    low = min(one for one, _ in amounts)
    highs = [other for _, other in amounts if other is not None]
    if len(highs) < len(amounts):
        return each
    high = max(highs)
    times, possible = each.limb.times(low), each.limb.times(high)
    reached = reached_by(times, possible)
    settled = reached is not None and times == possible
    return replace(
        each, low=low, high=high, reached=reached, times=times, possible=possible, short=each.limb.short(low),
        needs=() if settled else each.needs,
    )  # fmt: skip


def _consequences(
    tallies: Sequence[Tallied], consequences: Iterable[Consequence], found: Sequence[Outcomes]
) -> Iterator[Consequence]:
    """The consequences of tallies: gone where no way has them, due where all have one and the same.

    One that is due in every way, but from another month or with another sum, says what it needs.
    """
    for each in consequences:
        below = [tallies[number] for number in each.tallies]
        if not below or any(one.limb.tally.within.kind == "rolling" for one in below):
            yield each
            continue
        due = [
            next((one for one in others if (one.rule, one.key, one.state) == (each.rule, each.key, "due")), None)
            for _, others in found
        ]
        stand = [one for one in due if one is not None]
        if not stand:
            continue
        amounts = [Decimal(0) if one is None else one.amount for one in due]
        tops = [one.at_most for one in stand]
        top = None if None in tops else max(one for one in tops if one is not None)
        needs = each.needs or tuple(dict.fromkeys(need for one in below for need in one.needs))
        if len(stand) < len(due):
            yield replace(each, amount=min(amounts), at_most=top, needs=needs)
            continue
        last = max(stand, key=lambda one: one.date)
        amounts_of = {tuple(one.withheld.items()) for one in stand}
        withheld = last.withheld if len(amounts_of) == 1 else dict.fromkeys(last.withheld)
        alike = len({(one.starts, one.amount, one.less) for one in stand}) == 1 and not any(one.needs for one in stand)
        yield replace(
            each, state="due", date=last.date, starts=last.starts, amount=min(amounts), at_most=top,
            withheld=withheld, less=last.less, needs=() if alike else needs,
        )  # fmt: skip
