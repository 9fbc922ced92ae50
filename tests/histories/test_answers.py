"""What a person's events add up to, on the shipped rulebook: windows, unknown facts, one act, order, duplicates."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from policy_engine.engine.book import Rulebook, load
from policy_engine.errors import RequestError
from policy_engine.histories.answer import HistoryAnswer

YEAR = {"from": dt.date(2024, 1, 1), "until": dt.date(2024, 12, 31)}


@cache
def book() -> Rulebook:
    return load()


def judged(jurisdiction: str, *events: dict[str, Any], period: Any = YEAR, **more: Any) -> HistoryAnswer:
    return book().history({"jurisdiction": jurisdiction, "period": period, "events": list(events), **more})


def late(day: str, minutes: int | None = 15, session: str = "work", **more: Any) -> dict[str, Any]:
    stated = {} if minutes is None else {"minutes": minutes}
    return {"event": "late", "session": session, "approved": False, "date": day, **stated, **more}


def absent(day: str, days: str = "1", **more: Any) -> dict[str, Any]:
    return {"event": "absent", "session": "work", "approved": False, "days": days, "date": day, **more}


def test_the_chain_of_town_c_from_three_lates_to_the_years_forfeit() -> None:
    months = [f"2024-{month:02}-{day:02}" for month in (1, 2, 3, 4, 5) for day in (8, 9, 10)]
    found = judged("town-c", *(late(day) for day in months), monthly={"transport_phone_allowance": "300"})
    assert found.label_sums() == {"late_for_work": 15, "awol": 5}
    withheld = {each.key: each.withheld["transport_phone_allowance"] for each in found.due() if each.withheld}
    assert withheld == {f"2024-{month:02}": 300 for month in (1, 2, 3, 4, 5)} | {"2024": 300 * 12 - 5 * 300}
    (year,) = (each for each in found.due() if each.rule == "office-attendance/year-allowance")
    assert year.outcome.penalties == ("loses_excellence",)
    assert year.less == ("2024-01", "2024-02", "2024-03", "2024-04", "2024-05")
    assert year.date == dt.date(2024, 5, 10)


@pytest.mark.parametrize(("errand", "days"), [("2024-03-06", 5), ("2024-03-07", 5), ("2024-05-06", 4)])
def test_the_day_that_three_times_make_comes_on_top_of_what_is_of_its_date(errand: str, days: int) -> None:
    gone = {"event": "private_errand", "session": "work", "established": True, "approved": False, "date": errand}
    found = judged("town-c", *(late(f"2024-03-{day:02}", 10) for day in (4, 5, 6)), gone, absent("2024-05-06", "3"))
    (year,) = (each for each in found.tallies if each.rule == "office-attendance/year-allowance")
    assert (year.low, year.reached) == (days, days == 5)


def test_one_late_arrival_is_an_hour_or_the_third_and_not_both() -> None:
    found = judged("town-c", late("2024-03-04"), late("2024-03-05"), late("2024-03-06", None))
    (month,) = (each for each in found.tallies if each.rule == "office-attendance/month-allowance")
    assert (month.low, month.high, month.reached) == (0, 1, None)
    more = judged("town-c", late("2024-03-04"), late("2024-03-05"), late("2024-03-06", None), late("2024-03-07", None))
    (month,) = (each for each in more.tallies if each.rule == "office-attendance/month-allowance")
    assert (month.low, month.high) == (0, 2), "one makes the third, or both are an hour"


def test_what_is_due_in_any_case_but_from_another_month_says_what_it_needs() -> None:
    days = [f"{month:02}-{day:02}" for month in range(1, 10) for day in (4, 11)] + ["10-08", "11-04", "12-02"]
    events = [late(f"2024-{day}", session="rollcall", minutes=None) for day in days]

    def living_cost(*stated: dict[str, Any]) -> Any:
        (due,) = (each for each in judged("town-b", *stated).due() if each.rule == "rollcall/year-living-cost")
        return due.date, due.starts, due.needs

    assert living_cost(*events) == (dt.date(2024, 11, 4), dt.date(2024, 12, 1), ())
    unknown = {name: value for name, value in events[0].items() if name != "approved"}
    assert living_cost(unknown, *events[1:]) == (dt.date(2024, 12, 2), dt.date(2025, 1, 1), ("events.0.approved",))
    early = {**unknown, "date": "2024-12-03"}  # after the twentieth: whatever it was, nothing moves
    assert living_cost(*events[:20], early) == (dt.date(2024, 11, 4), dt.date(2024, 12, 1), ())


def test_too_much_missing_leaves_the_bounds() -> None:
    events = [late(f"2024-03-{day:02}", None) for day in range(4, 16)]
    found = judged("town-c", *events)
    (month,) = (each for each in found.tallies if each.rule == "office-attendance/month-allowance")
    assert (month.low, month.reached) == (0, None)
    assert month.high is not None
    assert month.high >= 12, "each an hour, at least"


def test_days_off_are_no_days_of_a_run_of_working_days() -> None:
    sixteen = [absent(f"2024-03-{day:02}") for day in range(1, 17)]  # twelve of them are working days
    found = judged("town-a", *sixteen)
    runs = {each.low for each in found.tallies if each.limb.tally.number == "longest_run"}
    assert runs == {Decimal(11)}, "the sixteenth is a Saturday, the first a Friday"
    assert not any(each.outcome.penalties == ("dismissal",) for each in found.due())
    weekend = judged("town-a", *(absent(day) for day in ("2024-03-08", "2024-03-09", "2024-03-10", "2024-03-11")))
    assert {each.low for each in weekend.tallies if each.limb.tally.number == "longest_run"} == {Decimal(2)}


def test_a_spell_over_the_years_end_counts_in_each_year_with_its_days_there() -> None:
    spell = absent("2023-12-28", "10")
    years = {"from": dt.date(2023, 1, 1), "until": dt.date(2024, 12, 31)}
    parts = [
        judged("town-a", spell, period={"from": dt.date(year, 1, 1), "until": dt.date(year, 12, 31)})
        for year in (2023, 2024)
    ]
    assert [each.label_sums() for each in parts] == [{"awol": 2}, {"awol": 8}]
    assert [each.outside for each in parts] == [(), ()]
    assert sum(each.deduct for each in parts) == judged("town-a", spell, period=years).deduct == 1000
    assert judged("town-a", absent("2023-12-28", "2")).outside == (0,)
    assert judged("town-a", absent("1990-01-05", "2")).outside == (0,), "no calendar is needed"
    criticised = [{each.key for each in part.due() if "criticism" in each.outcome.penalties} for part in parts]
    assert criticised == [{"2023-12-28"}, set()], "it belongs to the year in which it began"


@pytest.mark.parametrize(
    ("reported", "amount", "needs"),
    [
        ([{"fund": "transport_phone_allowance", "amount": "100", "date": "2024-05-06"}], 3600 - 300 - 100, ()),
        ([{"fund": "month_pay", "amount": "100", "date": "2024-05-06"}], 3300, ()),
        ([{"amount": "100", "date": "2024-05-06"}], None, ("events.1.fund",)),
        ([{"fund": "transport_phone_allowance", "date": "2024-05-06"}], None, ("events.1.amount",)),
        ([{"fund": "transport_phone_allowance", "amount": each, "date": day}
          for each, day in (("100", "2024-05-06"), ("150", "2024-05-20"))], 3600 - 300 - 250, ()),
        ([{"fund": "transport_phone_allowance", "amount": each, "date": day}
          for each, day in (("250", "2024-05-06"), ("100", "2024-05-20"))], 3600 - 300 - 300, ()),
        ([{"fund": "transport_phone_allowance", "amount": "100", "date": "2024-03-06"}], 3300, ()),
    ],
)  # fmt: skip
def test_the_years_forfeit_is_less_what_was_withheld(reported: list[Any], amount: int | None, needs: Any) -> None:
    events = [{"event": "allowance_withheld", **each} for each in reported]
    found = judged("town-c", absent("2024-03-04", "5"), *events, monthly={"transport_phone_allowance": "300"})
    (year,) = (each for each in found.due() if each.rule == "office-attendance/year-allowance")
    assert (year.withheld["transport_phone_allowance"], year.needs) == (amount, needs)


def test_a_month_that_is_open_leaves_the_years_forfeit_open() -> None:
    lates = [late(f"2024-05-{day:02}", None) for day in (6, 7, 8)]
    found = judged("town-c", absent("2024-03-04", "5"), *lates, monthly={"transport_phone_allowance": "300"})
    (year,) = (each for each in found.due() if each.rule == "office-attendance/year-allowance")
    assert year.withheld == {"transport_phone_allowance": None}
    assert year.needs == ("events.1.minutes", "events.2.minutes", "events.3.minutes")


def test_a_month_of_which_a_part_was_withheld_may_still_be_withheld_whole() -> None:
    """What an event reports is not what the month comes to while its rule is open."""
    fund = "transport_phone_allowance"
    lates = [late(f"2024-05-{day:02}") for day in (6, 7)]
    reported = {"event": "allowance_withheld", "fund": fund, "amount": "100", "date": "2024-05-20"}

    def forfeit(*events: dict[str, Any]) -> Any:
        found = judged("town-c", absent("2024-03-04", "5"), *lates, *events, reported, monthly={fund: "300"})
        (year,) = (each for each in found.due() if each.rule == "office-attendance/year-allowance")
        return year.withheld, year.needs

    assert forfeit(late("2024-05-08", None)) == ({fund: None}, ("events.3.minutes",))
    assert forfeit(late("2024-05-08")) == ({fund: 3000}, ())
    assert forfeit() == ({fund: 3200}, ())


def test_of_one_act_an_open_sum_adds_what_it_is_higher_by() -> None:
    gone = {"event": "off_post", "session": "work", "date": "2024-03-04", "span": "8:00"}
    found = judged("town-b", late("2024-03-04", session="rollcall", span="8:00"), gone)
    (opened,) = (each for each in found.consequences if each.state == "open")
    assert (found.deduct, opened.at_most, opened.needs) == (20, 10, ("events.1.approved",))


def test_what_no_way_of_filling_in_brings_about_is_not_open() -> None:
    listed = {"event": "absent", "listed": True, "approved": False, "date": "2024-03-04"}
    assert not [each for each in judged("town-b", listed).consequences if each.rule == "rollcall/absent-fifty"]


def test_whatever_is_shown_as_open_says_what_it_needs() -> None:
    found = judged("town-c", absent("2024-03-04"), late("2024-03-06", None))
    assert found.needs == ("events.1.minutes",)
    (month,) = (each for each in found.tallies if each.rule == "office-attendance/month-allowance")
    assert (month.low, month.high) == (1, 2)


def test_facts_that_do_not_hang_together_are_tried_apart() -> None:
    shifts = [late(f"2024-06-{day:02}", session="duty") for day in range(3, 9)]  # for good reason or not: not known
    found = judged("town-c", late("2024-03-04"), late("2024-03-05"), late("2024-03-06", None), *shifts)
    (month,) = (each for each in found.tallies if each.rule == "office-attendance/month-allowance")
    assert (month.low, month.high) == (0, 1)
    assert len(found.needs) == 7


def test_the_order_of_events_does_not_matter() -> None:
    events = [late(f"2024-03-{day:02}", 10 + day) for day in range(1, 29)] + [absent("2024-06-03", "3.5")]
    one = judged("town-c", *events)
    random.Random(7).shuffle(events)
    other = judged("town-c", *events)
    assert one.label_sums() == other.label_sums()
    assert [each.data() | {"occurrences": []} for each in one.consequences] == [
        each.data() | {"occurrences": []} for each in other.consequences
    ]


def test_an_event_recorded_twice_counts_once_but_two_spans_are_two_events() -> None:
    twice = [late("2024-03-04", session="rollcall")] * 2
    assert judged("town-b", *twice).twice == (1,)
    spans = [late("2024-03-04", session="rollcall", span=span) for span in ("8:00", "14:00")]
    assert judged("town-b", *spans).deduct == 40


def test_events_outside_the_period_do_not_count_and_are_told() -> None:
    found = judged("town-b", late("2023-12-31", session="rollcall"), late("2024-01-01", session="rollcall"))
    assert (found.outside, found.deduct) == ((0,), 20)


@pytest.mark.parametrize(
    ("days", "quarters"),
    [
        (["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-31", "2024-01-01"], 1),
        (["2024-03-31", "2024-04-01"] * 3, 0),
    ],
)
def test_quarters_with_a_leap_day_and_their_ends(days: list[str], quarters: int) -> None:
    found = judged("town-b", *(late(day, session="rollcall", span=str(at)) for at, day in enumerate(days)))
    assert sum(each.rule == "rollcall/quarter" for each in found.due()) == quarters


def test_unknown_minutes_leave_open_only_what_depends_on_them() -> None:
    found = judged("town-a", late("2024-05-06", None), absent("2024-05-20"))
    assert found.deduct == 100
    (deduction,) = (each for each in found.consequences if each.rule == "office-leave/deduction")
    assert (deduction.state, deduction.amount, deduction.at_most) == ("due", 100, 150)
    assert found.needs == ("events.0.minutes",)
    (reprimand,) = (each for each in found.consequences if each.occurrences == (0,))
    assert (reprimand.state, reprimand.needs) == ("due", ())


def test_an_absence_of_unknown_length_has_no_bound() -> None:
    event = absent("2024-06-03")
    del event["days"]
    found = judged("town-a", event)
    (deduction,) = (each for each in found.consequences if each.rule == "office-leave/deduction")
    assert (deduction.state, deduction.amount, deduction.at_most) == ("open", 0, None)
    assert deduction.needs == ("events.0.days",)
    opened = {each.rule for each in found.consequences if each.state == "open"}
    assert opened == {"office-leave/deduction", "office-leave/local-threshold", "office-leave/lawful-threshold"}


@pytest.mark.parametrize(("days", "findings", "penalties"), [(14, 0, 0), (15, 1, 0), (16, 1, 1)])
def test_a_run_is_of_working_days_over_a_holiday(days: int, findings: int, penalties: int) -> None:
    found = judged("town-a", absent("2024-09-20", str(days)))
    assert sum(bool(each.outcome.findings) for each in found.due()) == findings
    assert sum(each.outcome.penalties == ("dismissal",) for each in found.due()) == penalties


def test_a_working_day_between_breaks_the_run() -> None:
    found = judged("town-a", absent("2024-03-04", "8"), absent("2024-03-15", "8"))
    runs = [each for each in found.tallies if each.limb.tally.number == "longest_run"]
    assert {each.low for each in runs} == {Decimal(8)}


def test_the_next_threshold_is_told() -> None:
    found = judged("town-b", *(late(f"2024-03-{day:02}", session="rollcall") for day in (4, 5, 6, 7)))
    first = found.short()[0]
    assert (first.rule, first.key, first.short) == ("rollcall/quarter", "2024-Q1", 1)


def test_the_same_history_gives_the_same_answer_and_the_chainer_is_no_part_of_it() -> None:
    one, other = judged("town-a", late("2024-05-06")), judged("town-a", late("2024-05-06"))
    assert one == other
    assert one.data()["metadata"]["chainer"] == one.chainer != ""


def test_ten_thousand_events() -> None:
    days = [dt.date(2024, 1, 1) + dt.timedelta(days=day) for day in range(366)]
    events = [late(day.isoformat(), 5 + at, span=f"{at}") for at in range(27) for day in days]
    found = judged("town-c", *events)
    assert found.label_sums()["late_for_work"] == 22 * 366


def test_a_jurisdiction_without_history_rules_is_refused() -> None:
    with pytest.raises(RequestError) as problem:
        judged("shimen")
    assert [each.code for each in problem.value.diagnostics] == ["PE764"]


def test_citations_stand_behind_every_consequence_and_label() -> None:
    found = judged("town-c", *(late(f"2024-03-{day:02}") for day in (4, 5, 6)), absent("2024-06-03"))
    cited = {each.rule for each in found.citations}
    assert {each.rule for each in found.consequences} | {each.rule for each in found.labels} <= cited
    assert all(each.digest and each.locator for each in found.citations)
    assert {each.number for each in found.readings} >= {9, 10, 11, 15}


def test_the_members_of_a_run_are_those_in_it() -> None:
    found = judged("town-a", late("2024-05-06", 45), *(absent(f"2024-06-{day:02}") for day in (3, 4, 5, 7)))
    (run, *_) = (each for each in found.tallies if each.limb.tally.number == "longest_run")
    assert run.low == 3
    assert sorted(found.occurrences[each].date.day for each in run.members) == [3, 4, 5]
