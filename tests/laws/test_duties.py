"""Duties: periods part the calendar, judging does not depend on order, and more evidence never unsettles a verdict."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import pairwise, product
from pathlib import Path
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from policy_engine import Rulebook, load
from policy_engine.duties.periods import period_named, period_of, periods
from policy_engine.duties.results import DutyReport, DutyResult, PeriodResult
from policy_engine.obligations import Every, EveryKind
from tests.build import write
from tests.duties.conftest import duty, text

DAY = dt.timedelta(days=1)
EVERY = (
    "day",
    "week",
    "month",
    "quarter",
    "half_year",
    "year",
    "{years: 2}",
    "{months: 2}",
    "{months: 5}",
    "{days: 10}",
)
BOUNDS = ("", "at_least: 2", "more_than: 1", "at_most: 2", "exactly: 1", "between: [1, 3]", "less_than: 3")
LAST_DAYS = (
    "",
    "by: {day_of: month, of: period_end, number: 5}",
    "by: {days_after: period_end, number: 10}",
    "by: {days_after: period_start, number: 3}",
)
MONTHS = ("", "in_months: [3, 4, 10]")
FORCE = ("{from: unknown}", "{from: 2024-02-20, until: 2025-08-10}")


@cache
def grid() -> dict[str, tuple[str, str, str, str]]:
    """Duties by name: how often, how much, by when, in which months."""
    return {f"d-{at}": each for at, each in enumerate(product(EVERY, BOUNDS, LAST_DAYS, MONTHS))}


@cache
def book(name: str, in_force: str) -> Rulebook:
    """A rulebook that holds one of them."""
    every, *rest = grid()[name]
    asks = duty("\n".join([f"every: {every}", *filter(None, rest)]), name)
    return load(write(Path(tempfile.mkdtemp()), {"example": text(asks, in_force=in_force, more="")}))


def days(first: str = "2024-01-01", last: str = "2025-12-31") -> st.SearchStrategy[dt.date]:
    return st.dates(dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@st.composite
def windows(draw: st.DrawFn) -> tuple[dt.date, dt.date, dt.date]:
    first = draw(days())
    last = first + dt.timedelta(days=draw(st.integers(0, 400)))
    return first, last, last + dt.timedelta(days=draw(st.integers(0, 60)))


@st.composite
def rows_until(draw: st.DrawFn, last: dt.date) -> list[dt.date]:
    first = dt.date(2023, 11, 1)
    return draw(st.lists(st.dates(first, max(first, last)), max_size=12))


def judged(name: str, window: tuple[dt.date, dt.date, dt.date], rows: list[Any], in_force: str) -> DutyResult:
    """How one duty of the grid stands."""
    found: DutyReport = book(name, in_force).check_duties(
        {
            "jurisdiction": "town",
            "records": {"from": window[0], "until": window[1]},
            "as_of": window[2],
            "done": {f"example/{name}": rows},
        }
    )
    result = found.of(f"example/{name}")
    assert result is not None
    return result


CASES = st.tuples(st.sampled_from(sorted(grid())), windows(), st.sampled_from(FORCE)).flatmap(
    lambda each: st.tuples(*map(st.just, each), rows_until(each[1][2]))
)

# --- the calendar -----------------------------------------------------------------------------------------------------

KINDS: tuple[EveryKind, ...] = ("day", "week", "month", "quarter", "half_year", "year")


def everies() -> st.SearchStrategy[Every]:
    stretched = st.one_of(
        st.builds(Every, st.just("years"), st.integers(1, 100)),
        st.builds(Every, st.just("months"), st.integers(1, 120)),
        st.builds(Every, st.just("days"), st.integers(1, 183)),
    )
    return st.one_of(st.sampled_from(KINDS).map(Every), stretched)


@settings(max_examples=500)
@given(every=everies(), day=st.dates(), other=st.integers(0, 400), origin=st.integers(1, 9999))
def test_law_each_day_lies_in_exactly_one_period(every: Every, day: dt.date, other: int, origin: int) -> None:
    span = period_of(every, day, origin)
    assert span.covers(day)
    inside = span.start + dt.timedelta(days=other % ((span.end - span.start).days + 1))
    assert period_of(every, inside, origin) == span
    for outside in (span.start.toordinal() - 1, span.end.toordinal() + 1):
        if dt.date.min.toordinal() <= outside <= dt.date.max.toordinal():
            neighbour = period_of(every, dt.date.fromordinal(outside), origin)
            assert neighbour.key != span.key
            assert outside in (neighbour.start.toordinal(), neighbour.end.toordinal())
    named = period_named(every, span.key, origin)
    assert named == span or span.start == dt.date.min or every.kind in ("years", "months")


@settings(max_examples=200)
@given(every=everies(), first=days(), length=st.integers(0, 800))
def test_law_periods_part_the_days(every: Every, first: dt.date, length: int) -> None:
    last = first + dt.timedelta(days=length)
    found = list(periods(every, first, last))
    assert found[0].covers(first)
    assert found[-1].covers(last)
    assert all(one.end + DAY == next_one.start for one, next_one in pairwise(found))


@settings(max_examples=60, deadline=None)
@given(name=st.sampled_from(sorted(grid())), year=st.integers(2023, 2026), in_force=st.sampled_from(FORCE))
def test_law_the_calendar_and_the_check_have_the_same_last_days(name: str, year: int, in_force: str) -> None:
    found = book(name, in_force).duties("town", year)
    shown = {day.key: day.due for each in found.duties if each.duty == f"example/{name}" for day in each.dues}
    window = (dt.date(year, 1, 1), dt.date(year, 12, 31), dt.date(year, 12, 31))
    result = judged(name, window, [], in_force)
    checked = {each.key: each.due for each in result.periods if each.due is not None and each.due.year == year}
    assert shown == checked
    event(f"{min(len(shown), 13)} last days")


# --- judging ----------------------------------------------------------------------------------------------------------


@settings(max_examples=200, deadline=None)
@given(case=CASES, seed=st.integers(0, 2**32))
def test_law_the_order_of_records_does_not_matter(case: Any, seed: int) -> None:
    name, window, in_force, rows = case
    shuffled = list(rows)
    random.Random(seed).shuffle(shuffled)
    assert judged(name, window, rows, in_force) == judged(name, window, shuffled, in_force)


@settings(max_examples=150, deadline=None)
@given(case=CASES, extra=days("2023-11-01"))
def test_law_one_more_record_never_undoes_what_is_met(case: Any, extra: dt.date) -> None:
    name, window, in_force, rows = case
    _, bound, _, _ = grid()[name]
    if bound in ("", "at_least: 2", "more_than: 1") and extra <= window[2]:
        before = {each.key: each for each in judged(name, window, rows, in_force).periods}
        after = judged(name, window, [*rows, extra], in_force)
        for each in after.periods:
            if before[each.key].status == "met":
                assert each.status == "met"
            if before[each.key].status == "not_met":
                assert each.status in ("not_met", "met")
            assert each.counted - before[each.key].counted in (0, 1)
        assert sum(each.counted - before[each.key].counted for each in after.periods) <= 1
        event(after.status)


@settings(max_examples=150, deadline=None)
@given(case=CASES, earlier=st.integers(0, 90), later=st.integers(0, 90), waiting=st.integers(0, 60))
def test_law_more_complete_records_never_change_a_verdict(case: Any, earlier: int, later: int, waiting: int) -> None:
    """That nothing else was done on further days is news only where it could not be told before."""
    name, (first, last, on), in_force, rows = case
    wider = (first - dt.timedelta(days=earlier), last + dt.timedelta(days=later))
    before = judged(name, (first, last, on), rows, in_force)
    after = {
        each.key: each for each in judged(name, (*wider, max(on, wider[1]) + waiting * DAY), rows, in_force).periods
    }
    for each in before.periods:
        if each.status in ("met", "not_met"):
            assert after[each.key].status == each.status, (each, after[each.key])


@settings(max_examples=150, deadline=None)
@given(case=CASES)
def test_law_the_status_is_that_of_its_periods(case: Any) -> None:
    name, window, in_force, rows = case
    result = judged(name, window, rows, in_force)
    counted = [each.status for each in result.periods if not each.left_out]
    if "not_met" in counted:
        assert result.status == "not_met"
    elif "cannot_judge" in counted:
        assert result.status == "cannot_judge"
    elif counted:
        assert result.status == ("met" if "met" in counted else "not_due")
    else:
        assert result.status in ("not_bound", "not_due")
    assert all(each.status == "cannot_judge" for each in result.periods if each.left_out)
    event(result.status)


@settings(max_examples=150, deadline=None)
@given(case=CASES)
def test_law_a_plain_count_says_the_same(case: Any) -> None:
    """Periods wholly in the records, of duties in force throughout and due before they end, counted by hand."""
    name, window, _, rows = case
    every, bound, _, months = grid()[name]
    found = judged(name, window, rows, FORCE[0]).periods
    if any(each.due is None or each.due > each.end for each in found):
        return
    for each in found:
        if window[0] <= each.start and each.end <= window[1]:
            wanted = plainly(each, list(in_months(rows, months)), bound)
            assert each.status == wanted, (each, wanted)
            event(f"{every} {wanted}")


def in_months(rows: list[dt.date], months: str) -> Iterator[tuple[dt.date, bool]]:
    """Records, each with whether it was made in a month in which the duty is due."""
    for row in rows:
        yield row, not months or row.month in (3, 4, 10)


def plainly(period: PeriodResult, rows: list[tuple[dt.date, bool]], bound: str) -> str:
    """Met or not met, by counting."""
    assert period.due is not None
    inside = [row for row in rows if period.start <= row[0] <= period.end]
    counting = [day for day, due in inside if due or day > period.due]
    timely = [day for day in counting if day <= period.due]
    low, high = {
        "": (1, None),
        "at_least: 2": (2, None),
        "more_than: 1": (2, None),
        "at_most: 2": (0, 2),
        "exactly: 1": (1, 1),
        "between: [1, 3]": (1, 3),
        "less_than: 3": (0, 2),
    }[bound]
    enough = len(timely) >= low
    return "met" if enough and (high is None or len(counting) <= high) else "not_met"
