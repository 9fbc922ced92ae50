"""A diagram decides as the naive scan does: outcome, slots, steps, papers, advice and holes, facts known or not."""

from __future__ import annotations

from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from . import shown
from .oracle import Answer
from .rulebooks import Asked, World, requests, worlds

MOST = 400


def agree(decision: Any, answer: Answer) -> None:
    assert shown.slots(decision) == shown.expected(answer)
    assert shown.steps(decision) == sorted(answer.steps, key=str)
    assert shown.papers(decision) == sorted(answer.papers)
    assert shown.advice(decision) == shown.expected_advice(answer)
    assert shown.figures(decision) == shown.reckoned(answer)
    assert shown.holes(decision) == answer.holes
    assert decision.outcome == answer.outcome
    event(decision.outcome)


def ask(world: World, asked: Asked) -> tuple[Any, Answer]:
    facts = world.oracle.with_derived(asked.told())
    answer = world.oracle.answer(facts, asked.given, asked.jurisdiction, asked.day)
    return world.decide(asked.told(), asked), answer


def possible(world: World, asked: Asked) -> bool:
    return world.oracle.possible(world.oracle.with_derived(asked.full))


@given(worlds(most=8), st.tuples(requests(hide=0), requests(hide=0), requests(hide=0)))
@settings(max_examples=300)
def test_known_facts_are_decided_as_the_naive_scan_decides_them(world: World, every: tuple[Asked, ...]) -> None:
    for asked in every:
        if possible(world, asked):
            agree(*ask(world, asked))


@given(worlds("free", "loose", "bound"), st.tuples(requests(hide=5), requests(hide=4)))
@settings(max_examples=250)
def test_unknown_facts_are_decided_as_all_their_completions_are(world: World, every: tuple[Asked, ...]) -> None:
    for asked in every:
        if possible(world, asked):
            agree(*ask(world, world.trim(asked, MOST)))


@given(worlds("tied"), requests(hide=5))
@settings(max_examples=100)
def test_nothing_is_settled_wrongly_where_derived_facts_share_their_sources(world: World, asked: Asked) -> None:
    """There the engine may ask for more than needed, but what it settles, every completion settles so."""
    if not possible(world, asked):
        return
    decision, answer = ask(world, world.trim(asked, MOST))
    for key, (status, stated) in shown.slots(decision).items():
        if status != "open":
            assert answer.slots[key] == (status, stated)
    missing = set(answer.slots) - set(shown.slots(decision))
    assert not missing
    if decision.outcome not in ("undetermined", answer.outcome):
        raise AssertionError((decision.outcome, answer.outcome))
