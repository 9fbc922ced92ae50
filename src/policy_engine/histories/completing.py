"""Where few facts are missing, every way of filling them in is tried: then what is settled and what is open is exact.

Working with what is sure and what may be gives bounds: of two things that exclude one another both may be (of one late
arrival whether it is an hour, and whether it is the third of its month). Here the facts on which something depends take
every value that rules tell apart, and what comes of it narrows the bounds. It never widens them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product
from math import prod
from typing import TypeAlias

from policy_engine.happenings import FieldTest
from policy_engine.histories.answer import Consequence
from policy_engine.histories.events import Fact, History
from policy_engine.histories.tallies import Tallied, reached_by
from policy_engine.requests.attendance import FIELDS
from policy_engine.rules import HistoryRule

MAX_WAYS = 256
MAX_EVENTS = 5_000
"""The most ways of filling in that are tried for facts that hang together, and the most events in all ways of all."""

Outcomes: TypeAlias = tuple[list[Tallied], list[Consequence]]


def narrowed(
    history: History, outcomes: Outcomes, rules: Iterable[HistoryRule], judge: Callable[[History], Outcomes]
) -> Outcomes:
    """Tallies and consequences with bounds as narrow as they are; as they were where too much is missing.

    Args:
        history: the history with facts missing.
        outcomes: what came of it, in bounds.
        rules: the rules it is judged by, whose tests tell values apart.
        judge: what comes of a history in which some facts are filled in.
    """
    tallies, consequences = list(outcomes[0]), list(outcomes[1])
    left = MAX_EVENTS
    opened = [each.needs for each in tallies if each.low != each.high] + [each.needs for each in consequences]
    for needs in _together(each for each in opened if each):
        places = [(int(number), name) for _, number, name in (need.split(".") for need in needs)]
        choices = [_values(name, rules) for _, name in places]
        ways = prod(map(len, choices))
        if not ways or ways > MAX_WAYS or ways * len(history.events) > left:
            continue
        left -= ways * len(history.events)
        found = [judge(each) for each in _filled(history, places, choices)]
        about = set(needs)
        rolling = {index for index, each in enumerate(tallies) if each.limb.tally.within.kind == "rolling"}
        consequences = [
            one
            for each in consequences
            for one in (
                [each] if about.isdisjoint(each.needs) or rolling & {*each.tallies} else _consequence(each, found)
            )
        ]
        tallies = [
            each if about.isdisjoint(each.needs) or index in rolling else _tally(each, found)
            for index, each in enumerate(tallies)
        ]
    return tallies, consequences


def _together(needs: Iterable[tuple[str, ...]]) -> list[list[str]]:
    """The facts in groups: in one group are those that something needs together, by way of others too."""
    groups: list[list[str]] = []
    for each in needs:
        met = [group for group in groups if not set(group).isdisjoint(each)]
        merged = list(dict.fromkeys([*(name for group in met for name in group), *each]))
        groups = [group for group in groups if group not in met] + [merged]
    return groups


def _values(name: str, rules: Iterable[HistoryRule]) -> Sequence[Fact]:
    """One value of each kind that rules tell apart; none where a fact is also counted with, as days are."""
    mark = FIELDS[name]
    tests = [test for test in _tests(rules) if test.field == name]
    match mark.kind:
        case "flag":
            found: Iterable[Fact] = (True, False)
        case "word":
            found = mark.values
        case "count":
            edges = {0} | {int(value) + more for test in tests for value in test.values for more in (0, 1)}
            found = sorted(each for each in edges if each <= mark.high)
        case _:
            return ()
    apart: dict[tuple[bool, ...], Fact] = {}
    for value in found:
        apart.setdefault(tuple(_passes(test, value) for test in tests), value)
    return list(apart.values())


def _passes(test: FieldTest, value: Fact) -> bool:
    if test.op == "==":
        return value in test.values
    figure = test.values[0]
    assert isinstance(value, int) and isinstance(figure, int)
    return {">=": value >= figure, "<=": value <= figure, ">": value > figure, "<": value < figure}[test.op]


def _tests(rules: Iterable[HistoryRule]) -> Iterator[FieldTest]:
    for rule in rules:
        selectors = list(rule.body.each)
        for limb in rule.body.limbs:
            selectors += [*limb.tally.of, *limb.tally.leaving_out]
        for selector in selectors:
            yield from selector.tests


def _filled(
    history: History, places: Sequence[tuple[int, str]], choices: Sequence[Sequence[Fact]]
) -> Iterator[History]:
    """The history with the facts filled in, in every way."""
    for values in product(*choices):
        events = list(history.events)
        for (number, name), value in zip(places, values, strict=True):
            events[number] = replace(events[number], facts={**events[number].facts, name: value})
        yield replace(history, events=tuple(events))


def _tally(each: Tallied, found: Iterable[Outcomes]) -> Tallied:
    """A tally between the least and the most it comes to in any way."""
    key = (each.rule, each.key, id(each.limb))
    amounts = []
    for tallies, _ in found:
        same = next((one for one in tallies if (one.rule, one.key, id(one.limb)) == key), None)
        amounts.append((Decimal(0), Decimal(0)) if same is None else (same.low, same.high))
    highs = [other for _, other in amounts if other is not None]
    if len(highs) < len(amounts):
        return each
    low, high = min(one for one, _ in amounts), max(highs)
    times, possible = each.limb.times(low), each.limb.times(high)
    return replace(
        each, low=low, high=high, reached=reached_by(times, possible), times=times, possible=possible,
        short=each.limb.short(low), needs=() if low == high else each.needs,
    )  # fmt: skip


def _consequence(each: Consequence, found: Sequence[Outcomes]) -> Iterator[Consequence]:
    """A consequence as it is in all ways: due, open, absorbed by a higher sum, or gone where no way has it.

    One that is due in every way, but from another month or with another sum, says what it needs.
    """
    if each.state == "absorbed":
        yield each
        return
    key = _key(each)
    same = [[one for one in others if _key(one) == key] for _, others in found]
    due = [next((one for one in ones if one.state == "due"), None) for ones in same]
    stand = [one for one in due if one is not None]
    if not stand:
        absorbed = [next((one for one in ones if one.state == "absorbed"), None) for ones in same]
        if absorbed[0] is not None and all(absorbed):
            yield replace(absorbed[0], occurrences=each.occurrences)
        return
    amounts = [Decimal(0) if one is None else one.amount for one in due]
    tops = [one.at_most for one in stand]
    top = None if None in tops else max(one for one in tops if one is not None)
    if len(stand) < len(due):  # a bound that is lower counts with what stands beside it for the same act
        top = each.at_most if top is None or (each.at_most is not None and each.at_most < top) else top
        yield replace(each, state="open", amount=min(amounts), at_most=top)
        return
    last = max(stand, key=lambda one: one.date)
    amounts_of = {tuple(one.withheld.items()) for one in stand}
    withheld = last.withheld if len(amounts_of) == 1 else dict.fromkeys(last.withheld)
    said = {(one.starts, one.amount, one.less, one.outcome.deduct is None) for one in stand}
    alike = len(said) == len(amounts_of) == 1
    settled = alike and not any(one.needs for one in stand)
    yield replace(
        each, state="due", date=last.date, starts=last.starts, amount=min(amounts), at_most=top, withheld=withheld,
        less=last.less, needs=() if settled else each.needs,
    )  # fmt: skip


def _key(each: Consequence) -> Hashable:
    return each.rule, each.key, each.act
