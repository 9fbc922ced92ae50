"""Periods of validity: both ends included, holes between them, and the days on which anything changes."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from policy_engine.axes import FIRST_DAY, LAST_DAY
from policy_engine.periods import ALWAYS_IN_FORCE, Period, day_text, epochs, holes

days = st.integers(100, 140)
periods = st.tuples(days, days).map(lambda pair: Period(min(pair), max(pair)))


def day(text: str) -> int:
    return dt.date.fromisoformat(text).toordinal()


def test_both_ends_are_included() -> None:
    period = Period(day("2024-01-01"), day("2024-12-31"))
    assert period.covers(day("2024-01-01"))
    assert period.covers(day("2024-12-31"))
    assert not period.covers(day("2023-12-31"))
    assert not period.covers(day("2025-01-01"))


def test_always_covers_the_whole_calendar() -> None:
    assert ALWAYS_IN_FORCE.covers(FIRST_DAY)
    assert ALWAYS_IN_FORCE.covers(LAST_DAY)
    assert str(ALWAYS_IN_FORCE) == "0001-01-01 … 9999-12-31"


def test_periods_on_neighbouring_days_do_not_meet() -> None:
    assert Period(1, 5).meet(Period(6, 9)) is None
    assert Period(1, 6).meet(Period(6, 9)) == Period(6, 6)


def test_a_meeting_with_an_unknown_beginning_has_an_unknown_beginning() -> None:
    both = Period(1, 5, known=False).meet(Period(2, 9))
    assert both is not None
    assert not both.known


@given(periods, periods)
def test_the_meeting_covers_the_days_of_both(one: Period, other: Period) -> None:
    both = one.meet(other)
    for each in range(100, 141):
        assert (both is not None and both.covers(each)) == (one.covers(each) and other.covers(each))
    assert both == other.meet(one)


@given(st.lists(periods, max_size=5), st.lists(days, max_size=3))
def test_nothing_changes_within_an_epoch(found: list[Period], changes: list[int]) -> None:
    starts = epochs(found, changes)
    assert starts == sorted(set(starts))
    assert starts[0] == FIRST_DAY
    assert set(changes) <= set(starts)
    for each in range(101, 142):
        before = [period.covers(each - 1) for period in found]
        if before != [period.covers(each) for period in found]:
            assert each in starts


def test_a_period_without_end_opens_no_epoch_after_the_last_day() -> None:
    assert epochs([ALWAYS_IN_FORCE]) == [FIRST_DAY]


@given(st.lists(periods, min_size=1, max_size=5))
def test_holes_are_the_uncovered_days_in_between(found: list[Period]) -> None:
    gaps = holes(found)
    first, last = min(each.start for each in found), max(each.end for each in found)
    for each in range(first, last + 1):
        assert any(gap.covers(each) for gap in gaps) == (not any(period.covers(each) for period in found))
    assert all(first < gap.start <= gap.end < last for gap in gaps)


def test_holes_of_nothing() -> None:
    assert holes([]) == []


def test_days_in_iso_form() -> None:
    assert day_text(1) == "0001-01-01"
    assert day_text(day("2024-02-29")) == "2024-02-29"
