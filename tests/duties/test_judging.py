"""How evidence is judged: in time, short, late, missing, not due yet, not to be judged."""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from policy_engine import RequestError
from tests.duties.conftest import PARAMETERS, book, check, duty, periods, stands

MONTHLY = "every: month"
QUARTER = "2025-01-01/2025-03-31"


@pytest.mark.parametrize(
    ("rows", "as_of", "status", "found"),
    [
        (["2025-03-31"], "", "met", {}),
        (["2025-03-01", "2025-03-01"], "", "met", {}),
        ([], "", "not_met", {"short": Decimal(1)}),
        ([], "2025-05-01", "not_met", {"short": Decimal(1)}),
        (["2025-02-28"], "", "not_met", {"short": Decimal(1)}),
    ],
)
def test_once_a_month(rows: list[str], as_of: str, status: str, found: dict[str, Any], tmp_path: Path) -> None:
    result = stands(book(tmp_path, duty(MONTHLY)), "2025-03-01/2025-03-31", rows, as_of=as_of)
    assert (result.status, periods(result)) == (status, {"2025-03": status})
    assert {key: getattr(result.findings, key) for key in found} == found


def test_before_the_last_day_nothing_is_wanting_yet(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: month\nby: {day_of: month, of: period_end, number: 20}"))
    assert stands(found, "2025-03-01/2025-03-19").status == "not_due"
    assert stands(found, "2025-03-01/2025-03-19", as_of="2025-03-20").status == "not_due"  # that day is in time
    assert stands(found, "2025-03-01/2025-03-20").status == "not_met"  # its records are closed
    assert stands(found, "2025-03-01/2025-03-19", as_of="2025-03-21").status == "cannot_judge"
    assert stands(found, "2025-03-01/2025-03-19", ["2025-03-18"]).status == "met"


def test_late_by_days(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: month\nat_least: 2\nby: {day_of: month, of: period_end, number: 5}"))
    both = stands(found, "2025-03-01/2025-03-31", ["2025-03-05", "2025-03-08", "2025-03-20"])
    assert (both.status, both.findings.late, both.findings.short) == ("not_met", 3, None)
    one = stands(found, "2025-03-01/2025-03-31", ["2025-03-09"])
    assert (one.status, one.findings.late, one.findings.short) == ("not_met", 4, 1)
    assert stands(found, "2025-03-01/2025-03-31", ["2025-03-05", "2025-03-01", "2025-03-30"]).findings.late is None


def test_what_is_not_recorded_cannot_be_judged_outside_the_days_with_records(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: quarter"))
    result = stands(found, "2025-02-01/2025-03-31")
    assert (result.status, result.findings.unknown) == ("cannot_judge", ("records",))
    assert stands(found, "2025-02-01/2025-03-31", ["2025-01-02"]).status == "met"  # a record counts wherever it is


def test_a_period_partly_outside_does_not_count_beside_a_whole_one(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: week"))
    march = ["2025-03-04", "2025-03-11", "2025-03-18", "2025-03-25"]
    result = stands(found, "2025-03-01/2025-03-31", march, as_of="2025-04-30")
    assert result.status == "met"
    assert [(each.key, each.status) for each in result.periods if each.left_out] == [
        ("2025-W09", "cannot_judge"),
        ("2025-W14", "cannot_judge"),
    ]
    assert stands(found, "2025-03-01/2025-03-31", march[1:]).status == "not_met"


def test_the_whole_of_several_periods(tmp_path: Path) -> None:
    found = book(tmp_path, duty(MONTHLY))
    assert stands(found, QUARTER, ["2025-01-31", "2025-02-01"]).status == "not_met"
    result = stands(found, "2025-01-01/2025-03-15", ["2025-01-31", "2025-02-01"])
    assert (result.status, periods(result)) == ("met", {"2025-01": "met", "2025-02": "met", "2025-03": "not_due"})
    assert stands(found, "2025-03-01/2025-03-15").status == "not_due"
    assert stands(found, QUARTER).findings.short == 3


# --- how much ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asks", "number", "status", "over"),
    [
        ("at_most: 2", 0, "met", None),
        ("at_most: 2", 2, "met", None),
        ("at_most: 2", 3, "not_met", 1),
        ("less_than: 2", 1, "met", None),
        ("less_than: 2", 2, "not_met", 0),
        ("more_than: 2", 2, "not_met", None),
        ("more_than: 2", 3, "met", None),
        ("exactly: 2", 1, "not_met", None),
        ("exactly: 2", 2, "met", None),
        ("exactly: 2", 4, "not_met", 2),
        ("between: [1, 2]", 0, "not_met", None),
        ("between: [1, 2]", 1, "met", None),
        ("between: [1, 2]", 3, "not_met", 1),
    ],
)
def test_bounds(asks: str, number: int, status: str, over: int | None, tmp_path: Path) -> None:
    rows = [f"2025-03-{day:02}" for day in range(1, number + 1)]
    result = stands(book(tmp_path, duty(f"{MONTHLY}\n{asks}")), "2025-03-01/2025-03-31", rows)
    assert (result.status, result.findings.over) == (status, over)


def test_an_upper_end_is_settled_only_when_the_period_is_over(tmp_path: Path) -> None:
    found = book(tmp_path, duty(f"{MONTHLY}\nbetween: [1, 2]"))
    assert stands(found, "2025-03-01/2025-03-20", ["2025-03-02"]).status == "not_due"
    assert stands(found, "2025-03-01/2025-03-20", ["2025-03-02", "2025-03-03", "2025-03-04"]).status == "not_met"
    assert stands(found, "2025-03-05/2025-03-31", ["2025-03-06"]).status == "cannot_judge"


def test_quantities_are_added_up_exactly(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: year\nat_least: 40\ncount: quantity\nunit: hour"))
    year = "2025-01-01/2025-12-31"
    tenths = [{"date": "2025-02-01", "quantity": "0.1"}] * 399
    result = stands(found, year, tenths)
    assert (result.status, result.findings.short) == ("not_met", Decimal("0.1"))
    assert stands(found, year, [*tenths, {"date": "2025-12-31", "quantity": "0.1"}]).status == "met"
    unknown = stands(found, year, [{"date": "2025-02-01", "quantity": 39}, "2025-03-01"])
    assert (unknown.status, unknown.findings.unknown) == ("cannot_judge", ("quantity",))
    assert stands(found, year, [{"date": "2025-02-01", "quantity": 40}, "2025-03-01"]).status == "met"


def test_everyone_is_covered_or_a_share_of_them(tmp_path: Path) -> None:
    year = "2025-01-01/2025-12-31"
    everyone = book(tmp_path, duty("every: year\nevery_one: true"))
    rows = [{"date": "2025-02-01", "covered": 12, "of": 20}, {"date": "2025-03-01", "covered": 7, "of": 20}]
    result = stands(everyone, year, rows)
    assert (result.status, result.findings.short) == ("not_met", 1)
    assert stands(everyone, year, [*rows, {"date": "2025-04-01", "covered": 1}]).status == "met"
    assert stands(everyone, year, [{"date": "2025-02-01", "covered": 12}]).findings.unknown == ("of",)
    assert stands(everyone, year).status == "not_met"
    share = book(tmp_path / "share", duty("every: year\ncount: covered\nunit: percent\nat_least: 66.7"))
    two_thirds = stands(share, year, [{"date": "2025-02-01", "covered": 2, "of": 3}])
    assert (two_thirds.status, two_thirds.findings.short) == ("not_met", 1)
    assert stands(share, year, [{"date": "2025-02-01", "covered": 667, "of": 1000}]).status == "met"
    strict = book(tmp_path / "strict", duty("every: year\ncount: covered\nunit: percent\nmore_than: 50"))
    assert stands(strict, year, [{"date": "2025-02-01", "covered": 5, "of": 10}]).findings.short == 1
    most = book(tmp_path / "most", duty("every: year\ncount: covered\nunit: percent\nat_most: 33"))
    assert stands(most, year, [{"date": "2025-02-01", "covered": 33, "of": 100}]).status == "met"
    assert stands(most, year, [{"date": "2025-02-01", "covered": 34, "of": 100}]).findings.over == 1
    people = book(tmp_path / "people", duty("every: year\ncount: covered\nat_least: 10"))
    assert stands(people, year, [{"date": "2025-02-01", "covered": 9}]).findings.short == 1


def test_a_number_that_follows_the_facts(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: year\nat_least: {times: [2, villages]}"))
    year = "2025-01-01/2025-12-31"
    rows = [f"2025-{month:02}-01" for month in range(1, 6)]
    assert stands(found, year, rows, facts={"villages": 3}).findings.short == 1
    assert stands(found, year, rows, facts={"villages": 2}).status == "met"
    unknown = stands(found, year, rows)
    assert (unknown.status, unknown.findings.unknown) == ("cannot_judge", ("villages",))


def test_a_figure_that_the_text_leaves_open_is_judged_by_a_person(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: quarter\nat_least: several"))

    def with_judgement(name: str, value: bool) -> str:
        return stands(found, QUARTER, ["2025-02-01"], judgements={name: {"value": value, "by": "mayor"}}).status

    assert stands(found, QUARTER, ["2025-02-01"]).findings.unknown == ("several",)
    for name in ("several", "example/several"):
        assert (with_judgement(name, True), with_judgement(name, False)) == ("met", "not_met")
    nothing = stands(found, QUARTER)
    assert (nothing.status, nothing.findings.short) == ("not_met", None)
    with pytest.raises(RequestError, match="PE714"):
        check(found, QUARTER, judgements={"severel": {"value": True, "by": "mayor"}})


def test_a_last_day_that_the_text_leaves_open_is_judged_by_a_person(tmp_path: Path) -> None:
    asks = "every: quarter\nat_least: 1\nby: {days_after: period_end, number: grace}"
    grace = "  grace: {zh: 宽限, en: days of grace, unit: day, value: unset}\n"
    found = book(tmp_path, duty(asks), more=PARAMETERS + grace)

    def stood(rows: list[str], judged: bool | None) -> Any:
        more = {} if judged is None else {"judgements": {"grace": {"value": judged, "by": "mayor"}}}
        result = stands(found, QUARTER, rows, as_of="2026-01-01", **more)
        return result.status, result.findings.unknown, result.periods[0].status

    assert stood(["2025-03-31"], None)[0] == "cannot_judge"
    assert stood(["2025-03-31"], True) == ("met", (), "met")
    assert stood(["2025-03-31"], False)[0] == "not_met"
    assert stood([], None)[0] == stood([], True)[0] == "cannot_judge"
    assert stood([], False)[0] == "not_met"
    assert stands(found, QUARTER, ["2025-03-31"]).periods[0].findings.unknown == ("grace",)


# --- months, in force, not bound --------------------------------------------------------------------------------------


def test_only_in_some_months(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: year\nin_months: [4, 5]"))
    year = "2025-01-01/2025-12-31"
    assert stands(found, year, ["2025-05-31"]).status == "met"
    early = stands(found, year, ["2025-03-31"])
    assert (early.status, early.findings.short, early.findings.late) == ("not_met", 1, None)
    assert stands(found, year, ["2025-06-02"]).findings.late == 2
    assert stands(found, "2025-01-01/2025-05-30").status == "not_due"
    monthly = book(tmp_path / "monthly", duty("every: month\nin_months: [4, 10]"))
    assert periods(stands(monthly, year, ["2025-04-30"])) == {"2025-04": "met", "2025-10": "not_met"}


def test_in_force_for_a_part_of_the_period(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: year\nat_least: 4"), in_force="{from: 2025-07-01}")
    result = stands(found, "2025-01-01/2025-12-31", ["2025-08-01"])
    assert (result.status, result.findings.unknown) == ("cannot_judge", ("period",))
    assert (
        stands(found, "2025-01-01/2025-12-31", [f"2025-{month}-01" for month in ("08", "09", "10", "11")]).status
        == "met"
    )
    most = book(tmp_path / "most", duty("every: year\nat_most: 4"), in_force="{from: 2025-07-01}")
    assert stands(most, "2025-01-01/2025-12-31").status == "met"
    assert stands(found, "2024-01-01/2024-12-31").status == "not_bound"


def test_who_is_not_bound_and_who_may_be(tmp_path: Path) -> None:
    asks = "every: month\nwhen: {features: {includes: county_seat}}"
    exception = duty("every: quarter\nexception_to: d\nwhen: {staff: {less_than: 5}}", "small")
    found = book(tmp_path, duty(asks) + exception)
    assert stands(found, QUARTER, facts={"features": [], "staff": 9}).status == "not_bound"
    open_ = stands(found, QUARTER, facts={"staff": 9})
    assert (open_.status, open_.needs) == ("cannot_judge", ("features",))
    assert stands(found, QUARTER, facts={"features": ["county_seat"]}).needs == ("staff",)
    report = check(found, QUARTER, facts={"features": ["county_seat"], "staff": 4})
    assert [(each.duty, each.status) for each in report.results] == [
        ("example/d", "not_bound"),
        ("example/small", "not_met"),
    ]
    assert check(found, QUARTER, facts={"features": [], "staff": 4}).status == "not_bound"


def test_a_condition_on_the_day_itself_is_decided_for_each_period(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: month\nwhen: {period_end: {at_least: 2025-02-10}}"))
    assert periods(stands(found, QUARTER)) == {"2025-02": "not_met", "2025-03": "not_met"}


def test_what_is_only_recommended_never_makes_the_whole_not_met(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: month\nstrength: should") + duty("every: month", "must"))
    report = check(found, "2025-03-01/2025-03-31", {"must": ["2025-03-01"]})
    assert (report.status, [each.status for each in report.results]) == ("met", ["not_met", "met"])
    assert [each.advice for each in report.results] == [True, False]


# --- done for an earlier period ---------------------------------------------------------------------------------------


def test_what_is_due_after_its_period_counts_for_it(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: month\nby: {days_after: period_end, number: 10}"))
    result = stands(found, "2025-02-01/2025-04-30", ["2025-03-10", "2025-04-11"])
    assert periods(result) == {"2025-01": "cannot_judge", "2025-02": "met", "2025-03": "not_met", "2025-04": "met"}
    assert result.periods[0].left_out
    named = stands(found, "2025-02-01/2025-04-30", ["2025-03-10", {"date": "2025-04-12", "period": "2025-03"}])
    assert [each.findings.late for each in named.periods] == [None, None, 2, None]
    assert periods(named)["2025-04"] == "not_due"


# --- items, measures, papers ------------------------------------------------------------------------------------------

ROOMS = """\
every: always
items:
  library: {zh: 图书室, en: library}
  computers: {zh: 电脑, en: computers, at_least: 2, when: {staff: {more_than: 10}}}
  garden: {zh: 花园, en: garden, strength: should}
measures:
  area: {zh: 面积, en: area, unit: square_metre, at_least: size}
  noise: {zh: 噪声, en: noise, unit: decibel, at_most: 60}
"""


def test_a_standing_duty_is_as_its_last_record_says(tmp_path: Path) -> None:
    found = book(tmp_path, duty(ROOMS))
    good = {
        "date": "2024-05-01",
        "items": {"library": 1, "computers": 2, "garden": 1},
        "measures": {"area": 300, "noise": "59.9"},
    }
    facts: dict[str, Any] = {"facts": {"staff": 11}}
    assert stands(found, "2025-01-01/2025-12-31", [good], **facts).status == "met"
    worse = {"date": "2025-11-01", "items": ["library", "computers"], "measures": {"area": "299.5", "noise": 61}}
    result = stands(found, "2025-01-01/2025-12-31", [worse, good], **facts)
    assert (result.status, result.findings.missing, result.findings.advised) == ("not_met", ("computers",), ("garden",))
    assert result.findings.short_of == {"computers": 1, "area": Decimal("0.5")}
    assert result.findings.over_of == {"noise": 1}
    assert stands(found, "2025-01-01/2025-06-30", [worse, good], as_of="2025-12-01", **facts).status == "met"


def test_the_figure_of_a_standing_duty_is_that_of_the_last_day(tmp_path: Path) -> None:
    found = book(tmp_path, duty(ROOMS))
    row = {"date": "2025-01-05", "items": ["library"], "measures": {"area": 250, "noise": 10}}
    assert stands(found, "2025-01-01/2025-06-30", [row], facts={"staff": 1}).status == "met"
    assert stands(found, "2025-01-01/2025-07-01", [row], facts={"staff": 1}).findings.short_of == {"area": 50}


def test_what_is_not_known_of_a_standing_duty(tmp_path: Path) -> None:
    found = book(tmp_path, duty(ROOMS))
    result = stands(
        found, "2025-01-01/2025-06-30", [{"date": "2025-01-05", "items": ["library"], "measures": {"area": 250}}]
    )
    assert (result.status, result.findings.unknown) == ("cannot_judge", ("staff", "noise"))
    nothing = stands(found, "2025-01-01/2025-06-30", facts={"staff": 1})
    assert (nothing.status, nothing.findings.missing, nothing.findings.short) == ("not_met", ("library",), 1)


def test_a_measure_whose_figure_is_left_open(tmp_path: Path) -> None:
    measure = "every: always\nmeasures: {area: {zh: 面积, en: area, unit: square_metre, at_least: size-wanted}}"
    found = book(tmp_path, duty(measure))
    row = [{"date": "2025-01-05", "measures": {"area": 250}}]
    assert stands(found, "2025-01-01/2025-06-30", row).findings.unknown == ("size-wanted",)
    for value, status in ((True, "met"), (False, "not_met")):
        judged = {"size-wanted": {"value": value, "by": "mayor"}}
        assert stands(found, "2025-01-01/2025-06-30", row, judgements=judged).status == status


def test_items_of_a_period_are_added_up(tmp_path: Path) -> None:
    films = "every: year\nitems: {film: {zh: 电影, en: film, at_least: 4}, show: {zh: 演出, en: show}}"
    found = book(tmp_path, duty(films))
    rows = [{"date": f"2025-0{month}-01", "items": ["film"]} for month in range(1, 4)]
    result = stands(found, "2025-01-01/2025-12-31", rows)
    assert (result.findings.missing, result.findings.short_of) == (("film", "show"), {"film": 1})
    more = [*rows, {"date": "2025-09-01", "items": {"film": 1, "show": 2}}]
    assert stands(found, "2025-01-01/2025-12-31", more).status == "met"
    assert stands(found, "2025-01-01/2025-06-30", rows).status == "not_due"


def test_each_record_has_kept_its_papers(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: month\nkeep: [invoice, meeting_notice]"))
    kept = {"date": "2025-03-01", "keep": ["invoice", "meeting_notice", "leave_slip"]}
    assert stands(found, "2025-03-01/2025-03-31", [kept]).status == "met"
    result = stands(found, "2025-03-01/2025-03-31", [kept, {"date": "2025-03-02", "keep": ["invoice"]}])
    assert (result.status, result.findings.missing_records) == ("not_met", ("meeting_notice",))


# --- once, events -----------------------------------------------------------------------------------------------------


def test_once_by_a_day(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: once\nby: handover"))
    year = "2025-01-01/2025-12-31"
    assert stands(found, year, ["2019-05-01"]).status == "met"
    assert stands(found, year, ["2025-07-02"]).findings.late == 2
    assert stands(found, year).status == "not_met"
    assert stands(found, "2025-01-01/2025-06-29").status == "not_due"
    known = book(tmp_path / "known", duty("every: once\nby: handover"), in_force="{from: 2024-01-01}")
    assert stands(known, year).status == "cannot_judge"  # it may have been done in 2024
    assert stands(known, "2024-01-01/2025-12-31").status == "not_met"


def test_once_without_a_day(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: once"))
    assert stands(found, "2025-01-01/2025-12-31").status == "not_due"
    assert stands(found, "2025-01-01/2025-12-31", ["2025-03-01"]).status == "met"
    closed = book(tmp_path / "closed", duty("every: once"), in_force="{until: 2025-06-30}")
    assert stands(closed, "2025-01-01/2025-12-31").status == "not_met"
    open_ = book(tmp_path / "open", duty("every: once\nby: {months_after: period_start, number: 3}"))
    result = stands(open_, "2025-01-01/2025-12-31")
    assert (result.status, result.findings.unknown) == ("cannot_judge", ("bound",))


def test_for_each_event(tmp_path: Path) -> None:
    asks = "every: {event: {zh: 来人, en: somebody comes}}\nby: {days_after: event, number: 10}"
    found = book(tmp_path, duty(asks))
    rows = [
        {"event": "2025-02-01", "date": "2025-02-11"},
        {"event": "2025-02-02", "date": "2025-02-13"},
        {"event": "2025-02-03"},
        {"event": "2025-03-30"},
    ]
    result = stands(found, QUARTER, rows)
    assert periods(result) == {
        "2025-02-01": "met",
        "2025-02-02": "not_met",
        "2025-02-03": "not_met",
        "2025-03-30": "not_due",
    }
    assert (result.findings.late, result.findings.short) == (1, 1)
    assert stands(found, QUARTER).status == "not_due"
    before = stands(found, QUARTER, [{"event": "2024-12-25"}, {"event": "2024-12-01"}])
    assert periods(before) == {"2024-12-25": "cannot_judge"}


def test_an_event_without_a_last_day_is_due_at_once(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: {event: {zh: 来人, en: somebody comes}}"))
    assert stands(found, QUARTER, ["2025-02-01", {"event": "2025-02-02", "date": "2025-02-05"}]).status == "not_met"
    assert stands(found, QUARTER, ["2025-02-01"]).status == "met"
    assert periods(stands(found, QUARTER, [{"event": "2025-02-03"}])) == {"2025-02-03": "not_met"}


def test_a_last_day_that_cannot_be_worked_out(tmp_path: Path) -> None:
    found = book(tmp_path, duty("every: year\nby: {working_days_after: period_start, number: 5}"))
    result = stands(found, "2060-01-01/2060-12-31")
    assert (result.status, result.findings.unknown) == ("cannot_judge", ("calendar",))
    assert result.periods[0].problem is not None


# --- the report -------------------------------------------------------------------------------------------------------


def test_the_report_as_data(tmp_path: Path) -> None:
    report = check(book(tmp_path, duty(MONTHLY)), "2025-03-01/2025-03-31", facts={"staff": 3})
    data = report.data()
    assert (data["status"], data["as_of"], data["facts"]) == ("not_met", "2025-03-31", {"staff": 3})
    (result,) = data["duties"]
    assert (result["duty"], result["short"], result["periods"][0]["due"]) == ("example/d", "1", "2025-03-31")
    assert report.by("mayor").results == report.results
    assert report.by("party_secretary").results == ()


def test_a_rulebook_without_duties_has_none(tmp_path: Path) -> None:
    from policy_engine import load

    folder = shutil.copytree(Path(__file__).parents[2] / "rulebook", tmp_path / "rulebook")
    with (folder / "jurisdictions.yaml").open("a", encoding="utf-8") as file:
        file.write("quiet: {zh: 静镇, en: Quiet Town, adopts: [office-finance]}\n")  # sums of money, no duties
    found = load(folder)
    assert found.duties("quiet", 2025).duties == ()
    assert (
        found.check_duties({"jurisdiction": "quiet", "records": {"from": "2025-01-01", "until": "2025-01-31"}}).status
        == "not_bound"
    )
    with pytest.raises(RequestError, match="PE704"):
        found.duties("town-z", 2025)
    with pytest.raises(RequestError, match="PE708"):
        found.duties("town-a", 0)
    with pytest.raises(RequestError, match="PE705"):
        found.duties("town-a", 2025, {"stuff": 3})
