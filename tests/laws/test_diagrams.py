"""Diagrams against truth tables: everything about them is counted out on small axes."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.axes import Axis, complement, contains, intersection, union
from policy_engine.conditions.tree import Condition, Every, Negation, Some, holds
from policy_engine.conditions.tree import Test as Single
from policy_engine.diagrams.build import Builder, axis_order
from policy_engine.diagrams.manager import FALSE, TRUE, Manager, TooComplexError
from policy_engine.diagrams.packs import build_packs, walk
from policy_engine.diagrams.witness import UNPROVEN, Tie, find_witness
from policy_engine.requests.derived import DaysBetween, Derived, Difference, LargestOf, MonthOf, SameMonth, Sum, YearOf

AXES = tuple(
    Axis(position, f"f{position}", f"f{position}", "quantity", low, high)
    for position, (low, high) in enumerate([(0, 1), (0, 2), (1, 4), (-1, 1), (100, 103)])
)
POINTS = list(itertools.product(*(range(axis.low, axis.high + 1) for axis in AXES)))


@st.composite
def singles(draw: st.DrawFn, axes: Sequence[Axis] = AXES) -> Condition:
    axis = draw(st.sampled_from(axes))
    codes = draw(st.sets(st.integers(axis.low, axis.high), max_size=3))
    return Single(axis.position, union((code, code) for code in codes), axis.name, "in", "")


def conditions(axes: Sequence[Axis] = AXES) -> st.SearchStrategy[Condition]:
    return st.recursive(
        singles(axes),
        lambda inner: st.one_of(
            st.lists(inner, min_size=0, max_size=3).map(lambda parts: Every(tuple(parts))),
            st.lists(inner, min_size=0, max_size=3).map(lambda parts: Some(tuple(parts))),
            inner.map(Negation),
        ),
        max_leaves=8,
    )


ORDERS = st.permutations(range(len(AXES)))


def table(condition: Condition) -> list[bool]:
    return [holds(condition, point) is True for point in POINTS]


def values(manager: Manager, diagram: int) -> list[bool]:
    return [manager.value(diagram, point) for point in POINTS]


# --- cells ----------------------------------------------------------------------------------------------------


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)))
@settings(max_examples=100)
def test_cells_are_sets(one: set[int], other: set[int]) -> None:
    a, b = (union((code, code) for code in codes) for codes in (one, other))
    assert [code for code in range(10) if contains(a, code)] == sorted(one)
    assert [code for code in range(10) if contains(intersection(a, b), code)] == sorted(one & other)
    assert [code for code in range(10) if contains(complement(a, 0, 9), code)] == sorted(set(range(10)) - one)
    assert all(high + 1 < low for (_, high), (low, _) in itertools.pairwise(a))


# --- the manager ----------------------------------------------------------------------------------------------


@given(ORDERS, conditions(), conditions())
@settings(max_examples=200)
def test_diagrams_have_the_truth_table_of_their_condition(order: list[int], one: Condition, other: Condition) -> None:
    manager = Manager(order)
    builder = Builder(manager, AXES)
    a, b = builder.diagram(one), builder.diagram(other)
    first, second = table(one), table(other)
    assert values(manager, a) == first
    assert values(manager, manager.negate(a)) == [not each for each in first]
    assert values(manager, manager.both(a, b)) == [x and y for x, y in zip(first, second, strict=True)]
    assert values(manager, manager.either(a, b)) == [x or y for x, y in zip(first, second, strict=True)]
    assert values(manager, manager.less(a, b)) == [x and not y for x, y in zip(first, second, strict=True)]
    assert manager.every([a, b, a]) == manager.both(b, a)
    assert manager.some([a, b, a]) == manager.either(b, a)


@given(ORDERS, conditions(), conditions())
@settings(max_examples=150)
def test_equal_meaning_is_the_same_diagram(order: list[int], one: Condition, other: Condition) -> None:
    manager = Manager(order)
    builder = Builder(manager, AXES)
    a, b = builder.diagram(one), builder.diagram(other)
    assert (a == b) == (table(one) == table(other))
    assert manager.negate(manager.negate(a)) == a
    assert manager.either(a, manager.negate(a)) == TRUE
    assert manager.both(a, manager.negate(a)) == FALSE
    assert manager.negate(manager.both(a, b)) == manager.either(manager.negate(a), manager.negate(b))


@given(ORDERS, conditions())
@settings(max_examples=150)
def test_forget_support_and_size(order: list[int], condition: Condition) -> None:
    manager = Manager(order)
    diagram = Builder(manager, AXES).diagram(condition)
    for axis in AXES:
        at = axis.position
        codes = range(axis.low, axis.high + 1)
        some = [
            any(holds(condition, (*point[:at], code, *point[at + 1 :])) is True for code in codes) for point in POINTS
        ]
        every = [
            all(holds(condition, (*point[:at], code, *point[at + 1 :])) is True for code in codes) for point in POINTS
        ]
        forgotten = manager.forget(diagram, at)
        assert values(manager, forgotten) == some
        assert at not in manager.support(forgotten)
        assert (at in manager.support(diagram)) == (some != every)
    assert manager.size(diagram) == 0 or diagram > TRUE


@given(ORDERS, conditions(), st.data())
@settings(max_examples=150)
def test_restriction_agrees_inside_the_intervals_and_needs_no_new_nodes_of_its_own(
    order: list[int], condition: Condition, data: st.DataObject
) -> None:
    manager = Manager(order)
    diagram = Builder(manager, AXES).diagram(condition)
    intervals = []
    for axis in AXES:
        low = data.draw(st.integers(axis.low, axis.high))
        intervals.append((low, data.draw(st.integers(low, axis.high))))
    size = len(manager)
    scratch = Manager(order)
    restricted = manager.restrict(diagram, intervals, scratch, {})
    assert len(manager) == size
    inside = [
        point
        for point in POINTS
        if all(low <= code <= high for code, (low, high) in zip(point, intervals, strict=True))
    ]
    found = {scratch.value(restricted, point) for point in inside}
    assert [scratch.value(restricted, point) for point in inside] == [holds(condition, point) for point in inside]
    if len(found) == 1:
        assert restricted == (TRUE if found.pop() else FALSE)


@given(ORDERS, conditions(), st.data())
@settings(max_examples=150)
def test_paths_are_disjoint_and_cover_exactly_what_holds(
    order: list[int], condition: Condition, data: st.DataObject
) -> None:
    manager = Manager(order)
    diagram = Builder(manager, AXES).diagram(condition)
    intervals = [(axis.low, axis.high) for axis in AXES]
    at = data.draw(st.integers(0, len(AXES) - 1))
    intervals[at] = (intervals[at][0], data.draw(st.integers(*intervals[at])))
    paths = list(manager.paths(diagram, intervals))
    for point in POINTS:
        if not intervals[at][0] <= point[at] <= intervals[at][1]:
            continue
        on = [path for path in paths if all(low <= point[axis] <= high for axis, (low, high) in path.items())]
        assert len(on) == (1 if holds(condition, point) else 0)


@given(st.lists(conditions(), max_size=4))
@settings(max_examples=60)
def test_the_order_of_axes_holds_every_axis_once(every: list[Condition]) -> None:
    assert sorted(axis_order(every, AXES)) == list(range(len(AXES)))


def test_the_budget_stops_a_diagram_that_grows() -> None:
    axes = [Axis(at, f"f{at}", f"f{at}", "flag", 0, 1) for at in range(24)]
    torn = [*range(0, 24, 2), *range(1, 24, 2)]
    manager = Manager(torn, budget=500)
    pairs = [Every(tuple(Single(at + more, ((1, 1),), "", "", "") for more in (0, 1))) for at in range(0, 24, 2)]
    with pytest.raises(TooComplexError):
        Builder(manager, axes).diagram(Some(tuple(pairs)))


# --- packs ----------------------------------------------------------------------------------------------------


@given(ORDERS, st.lists(conditions(), min_size=1, max_size=6))
@settings(max_examples=100)
def test_packs_find_what_the_diagrams_find(order: list[int], every: list[Condition]) -> None:
    manager = Manager(order)
    builder = Builder(manager, AXES)
    diagrams = [builder.diagram(condition) for condition in every]
    packs = build_packs(manager, diagrams, AXES)
    for point in POINTS:
        mask = 0
        for pack in packs:
            mask |= walk(pack, point)
        assert [bool(mask >> bit & 1) for bit in range(len(every))] == [manager.value(each, point) for each in diagrams]


@given(ORDERS, conditions(), st.integers(0, len(AXES) - 1))
@settings(max_examples=60)
def test_a_pack_never_guesses_an_unknown_fact(order: list[int], condition: Condition, unknown: int) -> None:
    manager = Manager(order)
    diagram = Builder(manager, AXES).diagram(condition)
    (pack,) = build_packs(manager, [diagram], AXES)
    for point in POINTS[::7]:
        codes = [None if axis == unknown else code for axis, code in enumerate(point)]
        try:
            assert bool(walk(pack, codes)) == holds(condition, point)
        except TypeError:
            assert unknown in manager.support(diagram)


# --- derived facts --------------------------------------------------------------------------------------------

JANUARY = dt.date(2025, 1, 1).toordinal()
DATES = (JANUARY + 20, JANUARY + 70)
NUMBERS = (0, 4)
WORDS = {"zh": "", "en": ""}
DERIVED: tuple[tuple[Derived, tuple[tuple[int, int], ...]], ...] = (
    (Sum(sources=("a", "b"), **WORDS), (NUMBERS, NUMBERS)),
    (Sum(sources=("a", "b", "c"), **WORDS), (NUMBERS, (-2, 2), NUMBERS)),
    (Difference(sources=("a", "b"), **WORDS), (NUMBERS, NUMBERS)),
    (DaysBetween(sources=("a", "b"), **WORDS), (DATES, DATES)),
    (MonthOf(sources=("a",), **WORDS), ((JANUARY + 300, JANUARY + 460),)),
    (YearOf(sources=("a",), **WORDS), ((JANUARY + 300, JANUARY + 460),)),
    (SameMonth(sources=("a", "b"), **WORDS), (DATES, DATES)),
    (LargestOf(sources=("a", "b"), **WORDS), (NUMBERS, (-2, 2))),
    (LargestOf(sources=("a", "b", "c", "d"), **WORDS), (NUMBERS, (-2, 2), NUMBERS, NUMBERS)),
)


@st.composite
def sources_of(draw: st.DrawFn) -> tuple[Derived, list[tuple[int, int]]]:
    derived, whole = draw(st.sampled_from(DERIVED))
    found = []
    for low, high in whole:
        start = draw(st.integers(low, high))
        found.append((start, min(high, start + draw(st.integers(0, 45 if high > 1000 else 4)))))
    return derived, found


def results(derived: Derived, sources: Sequence[tuple[int, int]]) -> Iterator[tuple[tuple[int, ...], int]]:
    for codes in itertools.product(*(range(low, high + 1) for low, high in sources)):
        yield codes, derived.of(codes)


@given(sources_of())
@settings(max_examples=200)
def test_bounds_hold_every_result_and_are_met(drawn: tuple[Derived, list[tuple[int, int]]]) -> None:
    derived, sources = drawn
    low, high = derived.bounds(sources)
    found = {result for _, result in results(derived, sources)}
    assert low <= min(found) and max(found) <= high
    if not isinstance(derived, SameMonth):  # whose upper end says only that the months meet
        assert {low, high} <= found
    elif len(found) == 1 and all(start == end for start, end in sources):
        assert low == high


@given(sources_of(), st.data())
@settings(max_examples=200)
def test_narrowing_loses_no_solution(drawn: tuple[Derived, list[tuple[int, int]]], data: st.DataObject) -> None:
    derived, sources = drawn
    low, high = derived.bounds(sources)
    wanted_low = data.draw(st.integers(low, high))
    wanted = (wanted_low, data.draw(st.integers(wanted_low, high)))
    for index in range(len(sources)):
        kept = derived.narrow(index, sources, wanted)
        for codes, result in results(derived, sources):
            if wanted[0] <= result <= wanted[1]:
                assert any(start <= codes[index] <= end for start, end in kept)
        assert all(sources[index][0] <= start <= end <= sources[index][1] for start, end in kept)
        if isinstance(derived, LargestOf):  # exact: a witness is found at the first value tried
            held = {codes[index] for codes, result in results(derived, sources) if wanted[0] <= result <= wanted[1]}
            assert held == {code for start, end in kept for code in range(start, end + 1)}


# --- witnesses ------------------------------------------------------------------------------------------------

DAYS = (JANUARY + 26, JANUARY + 35)  # five days of January, five of February
RAW = (
    Axis(0, "a", "a", "quantity", 0, 3),
    Axis(1, "b", "b", "quantity", 0, 3),
    Axis(2, "start", "start", "date", *DAYS),
    Axis(3, "end", "end", "date", *DAYS),
    Axis(4, "flag", "flag", "flag", 0, 1),
)


def tied(*facts: tuple[Derived, tuple[int, ...]]) -> tuple[tuple[Axis, ...], tuple[Tie, ...]]:
    """The raw axes with an axis for each derived fact, and the ties."""
    axes, ties = list(RAW), []
    for derived, positions in facts:
        low, high = derived.bounds([(RAW[at].low, RAW[at].high) for at in positions])
        ties.append(Tie(derived, len(axes), positions))
        axes.append(Axis(len(axes), f"d{len(axes)}", f"d{len(axes)}", "quantity", low, high, derived=True))
    return tuple(axes), tuple(ties)


ADD, APART, MONTH, SAME, LARGEST = (
    Sum(sources=("a", "b"), **WORDS),
    DaysBetween(sources=("start", "end"), **WORDS),
    MonthOf(sources=("start",), **WORDS),
    SameMonth(sources=("start", "end"), **WORDS),
    LargestOf(sources=("a", "b", "flag"), **WORDS),
)
APART_TIES = tied((ADD, (0, 1)), (APART, (2, 3)))
MONTH_TIES = tied((MONTH, (2,)), (ADD, (0, 1)))
SAME_TIES = tied((ADD, (0, 1)), (SAME, (2, 3)))
LARGEST_TIES = tied((LARGEST, (0, 1, 4)), (APART, (2, 3)))
SHARED_TIES = tied((APART, (2, 3)), (SAME, (2, 3)), (MONTH, (2,)), (ADD, (0, 1)))


def all_points(ties: Sequence[Tie], intervals: Sequence[tuple[int, int]]) -> Iterator[tuple[int, ...]]:
    for raw in itertools.product(*(range(low, high + 1) for low, high in intervals[: len(RAW)])):
        point = [*raw, *(tie.derived.of([raw[at] for at in tie.sources]) for tie in ties)]
        if all(low <= code <= high for code, (low, high) in zip(point, intervals, strict=True)):
            yield tuple(point)


def look(axes: tuple[Axis, ...], ties: tuple[Tie, ...], condition: Condition, known: Sequence[Any]) -> Any:
    """The witness found, after checking that it is one; and whether there is any at all."""
    manager = Manager([5, 6, *range(5), *range(7, len(axes))])
    diagram = Builder(manager, axes).diagram(condition)
    intervals = [
        (axis.low, axis.high) if known[axis.position] is None else (known[axis.position],) * 2 for axis in axes
    ]
    found = find_witness(manager, diagram, axes, intervals, ties)
    if isinstance(found, tuple):
        assert holds(condition, found) is True
        assert found in set(all_points(ties, intervals))
        return found
    real = next((point for point in all_points(ties, intervals) if holds(condition, point)), None)
    if found is None:
        assert real is None, "a witness was missed"
    return found


@st.composite
def searches(draw: st.DrawFn, *of: tuple[tuple[Axis, ...], tuple[Tie, ...]]) -> tuple[Any, ...]:
    axes, ties = draw(st.sampled_from(of))
    known = [
        draw(st.one_of(st.none(), st.none(), st.integers(axis.low, axis.high))) if axis in RAW else None
        for axis in axes
    ]
    weighted = [*axes, *axes[len(RAW) :], *axes[len(RAW) :]]
    return axes, ties, draw(conditions(weighted)), known


@given(searches(APART_TIES, MONTH_TIES, SAME_TIES, LARGEST_TIES))
@settings(max_examples=250)
def test_witnesses_are_found_wherever_there_are_any(search: tuple[Any, ...]) -> None:
    assert look(*search) is not UNPROVEN


@given(searches(SHARED_TIES))
@settings(max_examples=250)
def test_where_derived_facts_share_sources_no_witness_is_ever_denied(search: tuple[Any, ...]) -> None:
    look(*search)


def test_a_derived_fact_nobody_asks_about_does_not_stand_in_the_way() -> None:
    """A condition on the month alone: the days between, unrestricted, must not choose the dates first."""
    year = (dt.date(2025, 1, 1).toordinal(), dt.date(2025, 12, 31).toordinal())
    apart, month = APART.bounds([year, year]), (1, 12)
    axes = [Axis(0, "start", "start", "date", *year), Axis(1, "end", "end", "date", *year)]
    axes += [Axis(2, "apart", "apart", "quantity", *apart), Axis(3, "month", "month", "quantity", *month)]
    ties = [Tie(APART, 2, (0, 1)), Tie(MONTH, 3, (0,))]
    manager = Manager(range(4))
    november = manager.test(3, ((11, 11),), *month)
    found = find_witness(manager, november, axes, [year, year, apart, month], ties)
    assert isinstance(found, tuple)
    assert dt.date.fromordinal(found[0]).month == 11


def test_decimals_count_in_whole_steps() -> None:
    axis = Axis(0, "days", "days", "quantity", 1, 6, step=Decimal("0.5"))
    assert [axis.value(axis.code(axis.value(code))) for code in range(1, 7)] == [Decimal(n) / 2 for n in range(1, 7)]
