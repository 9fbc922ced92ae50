"""The next question leaves the least to be expected uncertainty, counted out on truth tables."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from math import log2

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from policy_engine.axes import Axis
from policy_engine.conditions.tree import Condition, holds
from policy_engine.diagrams.build import Builder
from policy_engine.diagrams.manager import TRUE, Manager
from policy_engine.engine.questions import best_question

from .test_diagrams import conditions

AXES = tuple(Axis(at, f"f{at}", f"f{at}", "quantity", 0, high) for at, high in enumerate([1, 2, 1, 3, 1]))
POINTS = list(itertools.product(*(range(axis.high + 1) for axis in AXES)))
Fixed = dict[int, int]


class Tables:
    """The same question on truth tables: every cell into which the answers cut a fact is equally likely."""

    def __init__(self, every: Sequence[Condition], order: Sequence[int]) -> None:
        self.rows = {point: tuple(holds(each, point) for each in every) for point in POINTS}
        self.order = order

    def seen(self, fixed: Fixed) -> tuple[tuple[bool | None, ...], ...]:
        return tuple(row for point, row in self.rows.items() if all(point[at] == code for at, code in fixed.items()))

    def cells(self, fixed: Fixed, axis: int) -> list[Fixed]:
        """One code of each run of codes that the answers do not tell apart."""
        if axis in fixed:
            return [fixed]
        found: list[Fixed] = []
        before = None
        for code in range(AXES[axis].high + 1):
            seen = self.seen({**fixed, axis: code})
            if seen != before:
                found.append({**fixed, axis: code})
            before = seen
        return found if len(found) > 1 else [fixed]

    def shares(self, fixed: Fixed) -> dict[tuple[bool | None, ...], float]:
        rows = set(self.seen(fixed))
        if len(rows) == 1:
            return {rows.pop(): 1.0}
        cells = next(cells for axis in self.order if len(cells := self.cells(fixed, axis)) > 1)
        found: dict[tuple[bool | None, ...], float] = {}
        for cell in cells:
            for row, share in self.shares(cell).items():
                found[row] = found.get(row, 0) + share / len(cells)
        return found

    def expected(self, axes: Sequence[int]) -> float:
        cells: list[Fixed] = [{}]
        for axis in axes:
            cells = [inner for cell in cells for inner in self.cells(cell, axis)]
        entropies = [-sum(share * log2(share) for share in self.shares(cell).values()) for cell in cells]
        return sum(entropies) / len(entropies)


@given(
    st.permutations(range(len(AXES))),
    st.lists(conditions(AXES), min_size=1, max_size=3),
    st.sampled_from([((0,), (1,), (2,), (3,), (4,)), ((0, 2), (1,), (3,), (4,)), ((4,), (3,), (0, 1, 2))]),
)
@settings(max_examples=200)
def test_the_next_question_is_the_one_with_the_least_expected_entropy(
    order: list[int], every: list[Condition], groups: tuple[tuple[int, ...], ...]
) -> None:
    manager = Manager(order)
    builder = Builder(manager, AXES)
    residuals = tuple(builder.diagram(each) for each in every)
    support = set().union(*(manager.support(each) for each in residuals))
    facts = {f"fact {group}": group for group in groups if support & set(group)}
    assume(any(each > TRUE for each in residuals))
    chosen = best_question(manager, residuals, facts, [(axis.low, axis.high) for axis in AXES])
    tables = Tables(every, order)
    expected = {fact: tables.expected(axes) for fact, axes in facts.items()}
    event(f"{len(facts)} facts to choose from")
    assert chosen in facts
    assert expected[chosen] <= min(expected.values()) + 1e-9
    first = next(fact for fact in facts if expected[fact] <= min(expected.values()) + 1e-9)
    assert chosen == first, "of equally good questions the first of the model"


def test_nothing_to_ask_is_no_question() -> None:
    manager = Manager(range(len(AXES)))
    assert best_question(manager, (TRUE,), {}, [(0, 1)] * len(AXES)) == ""


def test_the_fact_that_decides_alone_is_asked_before_one_that_may_not_matter() -> None:
    manager = Manager([0, 1])
    first = manager.test(0, ((1, 1),), 0, 1)
    both = manager.both(first, manager.test(1, ((1, 1),), 0, 1))
    one = manager.either(first, both)
    facts = {"second": (1,), "first": (0,)}
    assert best_question(manager, (one, both), facts, [(0, 1), (0, 1)]) == "first"
