"""What more facts do: they settle what is open and never change what is settled; and the needs are what it takes."""

from __future__ import annotations

import itertools
from collections import defaultdict
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from . import shown
from .oracle import answers, slot_of
from .questions import DOMAINS
from .rulebooks import Asked, World, requests, worlds
from .test_oracle import possible

MOST = 400


def open_slots(decision: Any) -> list[Any]:
    return [answer for answer in decision.slots if answer.status == "open"]


@given(worlds(), requests(hide=9), st.data())
@settings(max_examples=150)
def test_adding_a_fact_never_changes_a_settled_slot(world: World, asked: Asked, data: st.DataObject) -> None:
    if not possible(world, asked):
        return
    before = world.decide(asked.told(), asked)
    for fact in data.draw(st.permutations(asked.hidden)):
        asked.hidden.remove(fact)
        after = world.decide(asked.told(), asked)
        later = shown.slots(after)
        for key, (status, stated) in shown.slots(before).items():
            if status != "open":
                assert later[key][0] == status
                assert {effect for effect, _ in later[key][1]} == {effect for effect, _ in stated}
        silent = {(answer.slot, answer.matter) for answer in before.slots if answer.status == "silent"}
        assert not silent & set(later)
        if before.outcome != "undetermined":
            assert after.outcome in (before.outcome, "conflict")
        before = after
    assert not open_slots(before)
    assert before.verdict.outcome != "undetermined"


@given(worlds("free", "loose", "bound", "bound", "tied"), requests(hide=12))
@settings(max_examples=250)
def test_the_needed_facts_settle_the_slot_whatever_they_turn_out_to_be(world: World, asked: Asked) -> None:
    if not possible(world, asked):
        return
    decision = world.decide(asked.told(), asked)
    for answer in open_slots(decision):
        assert answer.needs
        assert answer.next in answer.needs
        assert set(answer.needs) <= set(asked.hidden)
        for told in told_in_every_way(world, asked, answer.needs):
            found = shown.slots(world.decide(told, asked)).get((answer.slot, answer.matter), ("silent",))
            assert found[0] != "open"
    if decision.verdict.outcome == "undetermined":
        assert decision.next in decision.needs
        for told in told_in_every_way(world, asked, decision.needs):
            assert world.decide(told, asked).verdict.outcome != "undetermined"


def told_in_every_way(world: World, asked: Asked, needs: tuple[str, ...]) -> list[dict[str, Any]]:
    """What is told, with the needs filled in in some forty ways; the truth is one of them."""
    today = world.oracle.today(asked.jurisdiction, asked.day)
    told = asked.told()
    found = []
    for values in itertools.islice(
        itertools.product(*(world.oracle.domain(fact, told, today) for fact in needs)), 5_000
    ):
        filled = {**told, **dict(zip(needs, values, strict=True))}
        rest = {name: value for name, value in asked.full.items() if name not in filled}
        if world.oracle.possible(world.oracle.with_derived({**rest, **filled})):
            found.append(filled)
    spread = found[:: max(1, len(found) // 40)]
    return [*spread, asked.told(*needs)]


@given(worlds("free"), requests(hide=5))
@settings(max_examples=150)
def test_without_ties_between_facts_no_needed_fact_is_needless(world: World, asked: Asked) -> None:
    """For each needed fact there are two completions that differ in it alone and answer the slot differently."""
    asked = world.trim(asked, MOST)
    today = world.oracle.today(asked.jurisdiction, asked.day)
    every = [(full, answers(today.live(full))) for full in world.oracle.completions(asked.told(), today)]
    unknown = world.oracle.open_facts(asked.told(), today)
    decision = world.decide(asked.told(), asked)
    for answer in open_slots(decision):
        said = [
            (full, frozenset(e for matter, e in live if matter == answer.matter and slot_of(e) == answer.slot))
            for full, live in every
        ]
        for fact in answer.needs:
            grouped: dict[Any, set[Any]] = defaultdict(set)
            for full, effects in said:
                grouped[tuple(full[name] for name in unknown if name != fact)].add(effects)
            assert any(len(different) > 1 for different in grouped.values())


def test_the_domains_hold_every_value_of_their_fields() -> None:
    """The proof by counting out is only as good as the domains."""
    from .questions import Free

    for axis in Free.layout.axes:
        if axis.kind in ("list", "quantity") and axis.values != ():
            assert set(axis.values) == set(DOMAINS[axis.name])
        elif axis.kind == "quantity":
            assert [axis.value(code) for code in range(axis.low, axis.high + 1)] == list(DOMAINS[axis.name])
        assert Free.layout.axes.index(axis) == axis.position
