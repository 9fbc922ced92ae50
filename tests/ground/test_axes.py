"""Axes and their subsets: set laws on intervals, and exact counting in steps."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policy_engine.axes import (
    FIRST_DAY,
    LAST_DAY,
    Axis,
    Cells,
    complement,
    contains,
    intersection,
    steps,
    union,
)

LOW, HIGH = -3, 12
points = st.integers(LOW, HIGH)
intervals = st.tuples(points, points).map(lambda pair: (min(pair), max(pair)))
cells = st.lists(intervals, max_size=5).map(union)


def members(subset: Cells) -> set[int]:
    return {code for code in range(LOW, HIGH + 1) if contains(subset, code)}


def is_normal(subset: Cells) -> bool:
    """Sorted, disjoint, not adjacent, none empty."""
    return all(low <= high for low, high in subset) and all(one[1] + 1 < other[0] for one, other in pairwise(subset))


@given(st.lists(intervals, max_size=6))
def test_union_covers_exactly_its_intervals(parts: list[tuple[int, int]]) -> None:
    found = union(parts)
    assert is_normal(found)
    assert members(found) == {code for low, high in parts for code in range(low, high + 1)}


@given(cells)
def test_union_of_a_subset_is_itself(subset: Cells) -> None:
    assert union(subset) == subset


@given(cells)
def test_complement_holds_what_the_subset_does_not(subset: Cells) -> None:
    rest = complement(subset, LOW, HIGH)
    assert is_normal(rest)
    assert members(rest) == set(range(LOW, HIGH + 1)) - members(subset)


@given(cells)
def test_complement_twice_is_the_subset(subset: Cells) -> None:
    assert complement(complement(subset, LOW, HIGH), LOW, HIGH) == subset


@given(cells, cells)
def test_intersection_holds_what_both_hold(one: Cells, other: Cells) -> None:
    both = intersection(one, other)
    assert is_normal(both)
    assert members(both) == members(one) & members(other)
    assert both == intersection(other, one)


@given(cells, cells)
def test_de_morgan(one: Cells, other: Cells) -> None:
    joined = complement(union([*one, *other]), LOW, HIGH)
    assert joined == intersection(complement(one, LOW, HIGH), complement(other, LOW, HIGH))


def test_adjacent_intervals_are_joined() -> None:
    assert union([(4, 5), (1, 3), (7, 9)]) == ((1, 5), (7, 9))


def test_complement_of_nothing_and_of_everything() -> None:
    assert complement((), 0, 3) == ((0, 3),)
    assert complement(((0, 3),), 0, 3) == ()


# --- steps ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "step", "count"),
    [("1.5", "0.5", 3), ("-1", "0.5", -2), ("0", "0.5", 0), ("100.00", "0.01", 10000), ("7", "1", 7)],
)
def test_steps_are_counted_exactly(value: str, step: str, count: int) -> None:
    assert steps(Decimal(value), Decimal(step)) == count


@pytest.mark.parametrize("value", ["0.3", "1e-30", "NaN", "Infinity", "-Infinity", "1e21"])
def test_values_off_the_step_are_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        steps(Decimal(value), Decimal("0.5"))


@given(st.integers(-(10**6), 10**6), st.sampled_from(["0.01", "0.1", "0.5", "1", "5"]))
def test_a_multiple_of_the_step_counts_back(count: int, step: str) -> None:
    assert steps(count * Decimal(step), Decimal(step)) == count


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-1000, max_value=1000, places=3))
def test_whatever_is_counted_is_a_multiple(value: Decimal) -> None:
    step = Decimal("0.5")
    try:
        count = steps(value, step)
    except ValueError:
        assert (value / step) % 1 != 0
    else:
        assert count * step == value


# --- axes -------------------------------------------------------------------------------------------------------------

POST = Axis(0, "post", "post", "list", 0, 2, ("staff", "head", "mayor"))
FLAG = Axis(1, "oral", "oral", "flag", 0, 1)
DAYS = Axis(2, "days", "days", "quantity", 1, 732, unit="day", step=Decimal("0.5"))
PARTS = Axis(3, "parts", "parts", "quantity", 1, 12, unit="part")
FROM = Axis(4, "first_day", "first_day", "date", FIRST_DAY, LAST_DAY)


@pytest.mark.parametrize(
    ("axis", "value", "code"),
    [
        (POST, "head", 1),
        (FLAG, True, 1),
        (FLAG, False, 0),
        (DAYS, Decimal("2.5"), 5),
        (DAYS, 3, 6),
        (PARTS, 12, 12),
        (FROM, dt.date(1, 1, 1), 1),
        (FROM, dt.date(2024, 2, 29), 738945),
    ],
)
def test_codes_and_values_belong_together(axis: Axis, value: str | bool | int | Decimal | dt.date, code: int) -> None:
    assert axis.code(value) == code
    assert axis.value(code) == value


def test_values_have_their_exact_types() -> None:
    assert type(FLAG.value(1)) is bool
    assert type(PARTS.value(3)) is int
    assert type(DAYS.value(3)) is Decimal


@pytest.mark.parametrize(
    ("axis", "value"),
    [(POST, "major"), (DAYS, Decimal("0.3")), (DAYS, 0), (DAYS, 1000), (PARTS, 13), (FROM, "2024-01-01")],
)
def test_values_not_on_the_axis_are_refused(axis: Axis, value: str | int | Decimal) -> None:
    with pytest.raises(ValueError, match=r".*"):
        axis.code(value)


def test_an_open_list_is_filled_in() -> None:
    filled = Axis(0, "route", "route", "list", 0, 0).with_values(("a", "b", "c"))
    assert filled.whole == ((0, 2),)
    assert filled.code("c") == 2


@given(st.integers(FIRST_DAY, LAST_DAY))
def test_every_day_counts_back(day: int) -> None:
    assert FROM.code(FROM.value(day)) == day
