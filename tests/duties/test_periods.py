"""Which day belongs to which period, and which days are the last ones."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from policy_engine.duties.periods import Span, before, days_in_months, period_named, period_of, periods
from policy_engine.obligations import Every
from tests.duties.conftest import book, duty

D = dt.date


@pytest.mark.parametrize(
    ("every", "day", "key", "start", "end"),
    [
        (Every("day"), D(2024, 2, 29), "2024-02-29", D(2024, 2, 29), D(2024, 2, 29)),
        (Every("week"), D(2025, 1, 1), "2025-W01", D(2024, 12, 30), D(2025, 1, 5)),
        (Every("week"), D(2027, 1, 3), "2026-W53", D(2026, 12, 28), D(2027, 1, 3)),
        (Every("month"), D(2024, 2, 10), "2024-02", D(2024, 2, 1), D(2024, 2, 29)),
        (Every("quarter"), D(2025, 12, 31), "2025-Q4", D(2025, 10, 1), D(2025, 12, 31)),
        (Every("half_year"), D(2025, 7, 1), "2025-H2", D(2025, 7, 1), D(2025, 12, 31)),
        (Every("year"), D(2025, 7, 1), "2025", D(2025, 1, 1), D(2025, 12, 31)),
        (Every("years", 2), D(2025, 7, 1), "2024/2025", D(2024, 1, 1), D(2025, 12, 31)),
        (Every("years", 3), D(1999, 7, 1), "1997/1999", D(1997, 1, 1), D(1999, 12, 31)),
        (Every("months", 2), D(2025, 2, 1), "2025-01/2025-02", D(2025, 1, 1), D(2025, 2, 28)),
        (Every("months", 5), D(2000, 11, 30), "2000-11/2001-03", D(2000, 11, 1), D(2001, 3, 31)),
        (Every("months", 12), D(2025, 2, 1), "2025/2025", D(2025, 1, 1), D(2025, 12, 31)),
        (Every("days", 10), D(2025, 1, 11), "2025-01-11/2025-01-20", D(2025, 1, 11), D(2025, 1, 20)),
        (Every("days", 10), D(2025, 12, 31), "2025-12-17/2025-12-31", D(2025, 12, 17), D(2025, 12, 31)),
        (Every("year"), D(9999, 12, 31), "9999", D(9999, 1, 1), D(9999, 12, 31)),
        (Every("years", 7), D(9999, 12, 31), "9994/9999", D(9994, 1, 1), D(9999, 12, 31)),
        (Every("week"), D(1, 1, 1), "0001-W01", D(1, 1, 1), D(1, 1, 7)),
    ],
)
def test_a_day_lies_in_its_period(every: Every, day: dt.date, key: str, start: dt.date, end: dt.date) -> None:
    assert period_of(every, day) == Span(start, end, key)


def test_stretches_of_years_begin_with_the_year_of_origin() -> None:
    assert period_of(Every("years", 2), D(2025, 7, 1), 2025).key == "2025/2026"
    assert period_of(Every("years", 2), D(2024, 7, 1), 2025).key == "2023/2024"
    assert period_of(Every("months", 5), D(2025, 7, 1), 2025).key == "2025-06/2025-10"


def test_the_period_before() -> None:
    found = before(Every("quarter"), period_of(Every("quarter"), D(2025, 1, 1)))
    assert found is not None
    assert found.key == "2024-Q4"
    assert before(Every("day"), period_of(Every("day"), dt.date.min)) is None


def test_periods_end_with_the_calendar() -> None:
    assert [each.key for each in periods(Every("month"), D(9999, 11, 5), D(9999, 12, 31))] == ["9999-11", "9999-12"]


@pytest.mark.parametrize(
    ("every", "key"),
    [
        (Every("week"), "2025-W54"),
        (Every("week"), "2025-03"),
        (Every("month"), "2025-13"),
        (Every("month"), "2025-3"),
        (Every("quarter"), "2025-Q5"),
        (Every("half_year"), "2025-H3"),
        (Every("year"), "25"),
        (Every("day"), "2025-02-30"),
        (Every("years", 2), "2025/2026"),
        (Every("once"), "2025"),
        (Every("month"), "nonsense"),
        (Every("year"), "0000"),
    ],
)
def test_what_names_no_period(every: Every, key: str) -> None:
    assert period_named(every, key) is None


def test_months_cut_a_period() -> None:
    year = period_of(Every("year"), D(2025, 1, 1))
    assert days_in_months(year, (4, 10)) == Span(D(2025, 4, 1), D(2025, 10, 31), "2025")
    assert days_in_months(period_of(Every("month"), D(2025, 5, 1)), (4, 10)) is None
    assert days_in_months(year, ()) == year
    assert days_in_months(period_of(Every("week"), D(2025, 4, 30)), (5,)) == Span(
        D(2025, 5, 1), D(2025, 5, 4), "2025-W18"
    )


# --- last days --------------------------------------------------------------------------------------------------------


def dues(folder: Path, asks: str, year: int, **more: str) -> list[str]:
    (found,) = book(folder, duty(asks), **more).duties("town", year).duties
    return [f"{day.key} {day.due}" for day in found.dues]


@pytest.mark.parametrize(
    ("asks", "year", "wanted"),
    [
        (
            "every: quarter",
            2025,
            ["2025-Q1 2025-03-31", "2025-Q2 2025-06-30", "2025-Q3 2025-09-30", "2025-Q4 2025-12-31"],
        ),
        (
            "every: half_year\nby: {day_of: month, of: period_end, number: 5}",
            2025,
            ["2025-H1 2025-06-05", "2025-H2 2025-12-05"],
        ),
        ("every: year\nin_months: [4, 10]", 2025, ["2025 2025-10-31"]),
        ("every: month\nin_months: [4, 10]", 2025, ["2025-04 2025-04-30", "2025-10 2025-10-31"]),
        ("every: month\nin_months: [12]\nby: {days_after: period_end, number: 10}", 2025, ["2024-12 2025-01-10"]),
        ("every: year\nby: {days_after: period_end, number: 20}", 2025, ["2024 2025-01-20"]),
        (
            "every: quarter\nby: {working_days_after: period_end, number: 5}",
            2025,
            ["2024-Q4 2025-01-08", "2025-Q1 2025-04-08", "2025-Q2 2025-07-07", "2025-Q3 2025-10-14"],
        ),
        ("every: {years: 2}", 2025, ["2024/2025 2025-12-31"]),
        ("every: {years: 2}", 2024, []),
        (
            "every: {months: 6}\nby: {months_after: period_start, number: 2}",
            2025,
            ["2025-01/2025-06 2025-03-01", "2025-07/2025-12 2025-09-01"],
        ),
        ("every: once\nby: handover", 2025, ["once 2025-06-30"]),
        ("every: {days: 183}", 2025, ["2025-01-01/2025-12-31 2025-12-31"]),
        ("every: {days: 182}", 2025, ["2025-01-01/2025-07-01 2025-07-01", "2025-07-02/2025-12-31 2025-12-31"]),
    ],
)
def test_the_last_days_of_a_year(asks: str, year: int, wanted: list[str], tmp_path: Path) -> None:
    assert dues(tmp_path, asks, year) == wanted


def test_a_week_belongs_to_the_year_in_which_it_ends(tmp_path: Path) -> None:
    found = dues(tmp_path, "every: week", 2025)
    assert (found[0], found[-1], len(found)) == ("2025-W01 2025-01-05", "2025-W52 2025-12-28", 52)
    assert dues(tmp_path / "next", "every: week", 2026)[0] == "2026-W01 2026-01-04"


def test_stretches_of_years_begin_with_the_duty(tmp_path: Path) -> None:
    assert dues(tmp_path, "every: {years: 2}", 2026, in_force="{from: 2025-03-01}") == ["2025/2026 2026-12-31"]


def test_a_duty_in_force_for_a_part_of_the_year(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: month"), in_force="{from: 2025-03-15, until: 2025-05-10}")
    (only,) = found.duties("town", 2025).duties
    assert [(day.key, str(day.due), day.cut) for day in only.dues] == [
        ("2025-03", "2025-03-31", True),
        ("2025-04", "2025-04-30", False),
        ("2025-05", "2025-05-10", True),
    ]
    assert found.duties("town", 2026).duties == ()


def test_a_period_whose_last_day_had_passed_before_the_duty_began_is_not_due(tmp_path: Path) -> None:
    asks = "every: month\nby: {day_of: month, of: period_end, number: 5}"
    assert dues(tmp_path, asks, 2025, in_force="{from: 2025-11-10}") == ["2025-12 2025-12-05"]


def test_another_wording_from_a_day_on(tmp_path: Path) -> None:
    wordings = """
d:
  zh: 义务
  en: the duty
  wordings:
    - {in_force: {until: 2025-06-30}, who: mayor, every: quarter}
    - {in_force: {from: 2025-07-01}, who: mayor, every: half_year, at_least: 2}
"""
    (found,) = book(tmp_path, wordings).duties("town", 2025).duties
    assert [day.key for day in found.dues] == ["2025-Q1", "2025-Q2", "2025-H2"]
    assert found.dues[-1].cut is False


def test_working_days_of_a_year_without_a_calendar_are_refused_and_nothing_else(tmp_path: Path) -> None:
    duties = duty("every: quarter\nby: {working_days_after: period_end, number: 5}") + duty("every: year", "e")
    one, other = book(tmp_path, duties).duties("town", 2060).duties
    assert [day.due for day in one.dues] == [None] * 4
    assert all(day.problem is not None and day.problem.code == "PE717" for day in one.dues)
    assert [str(day.due) for day in other.dues] == ["2060-12-31"]


def test_the_last_day_of_what_has_no_beginning_is_not_known(tmp_path: Path) -> None:
    (found,) = (
        book(tmp_path, duty("every: once\nby: {months_after: period_start, number: 3}")).duties("town", 2025).duties
    )
    assert [(day.due, day.unknown) for day in found.dues] == [(None, ("bound",))]
    known = book(
        tmp_path / "known",
        duty("every: once\nby: {months_after: period_start, number: 3}"),
        in_force="{from: 2025-01-15}",
    )
    (found,) = known.duties("town", 2025).duties
    assert [str(day.due) for day in found.dues] == ["2025-04-15"]
    assert known.duties("town", 2026).duties == ()
