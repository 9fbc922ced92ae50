"""Request models: what a fact may be, and that nothing unknown ever stands for a fact."""

from __future__ import annotations

import copy
import datetime as dt
from decimal import Decimal
from typing import Annotated

import pytest
from pydantic import ValidationError

from policy_engine import AbsenceRequest, Given, GivenAct, Request
from policy_engine.requests.derived import DaysBetween, Sum
from policy_engine.requests.fields import Amount, AnyOf, Count, Day, Flag, OneOf, Text
from policy_engine.requests.layout import Topic

FULL = {
    "kind": "personal",
    "post": "section_head",
    "rank": "no_rank",
    "line": "party",
    "days": "1.5",
    "adjoining_days": 2,
    "parts": 1,
    "first_day": "2026-03-02",
    "asked": "before",
    "form": "written",
    "special_circumstances": False,
    "away": ["mayor"],
    "covers_duty_shift": True,
    "colleagues_off": 0,
    "called_at_rollcall": True,
    "set_off": False,
}


def codes_of(request: Request) -> dict[str, int | None]:
    return dict(zip((axis.name for axis in request.layout.axes), request.codes, strict=True))


def kinds(error: pytest.ExceptionInfo[ValidationError]) -> list[str]:
    return [each["type"] for each in error.value.errors()]


def test_nothing_given_is_nothing_known() -> None:
    assert set(AbsenceRequest().codes) == {None}
    assert AbsenceRequest().facts() == {}


def test_every_fact_is_counted() -> None:
    codes = codes_of(AbsenceRequest(**FULL))
    assert None not in codes.values()
    assert (codes["days"], codes["adjoining_days"], codes["days_in_row"], codes["first_month"]) == (3, 4, 7, 3)
    assert (codes["away.mayor"], codes["away.party_secretary"]) == (1, 0)


def test_codes_and_values_are_inverse() -> None:
    request = AbsenceRequest(**FULL)
    for axis, code in zip(request.layout.axes, request.codes, strict=True):
        assert code is not None
        assert axis.code(axis.value(code)) == code


def test_known_to_be_empty_is_not_unknown() -> None:
    assert codes_of(AbsenceRequest(away=[]))["away.mayor"] == 0
    assert codes_of(AbsenceRequest())["away.mayor"] is None


def test_is_frozen_and_closed() -> None:
    request = AbsenceRequest(kind="sick")
    with pytest.raises(ValidationError):
        request.kind = "personal"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        AbsenceRequest(knd="sick")  # type: ignore[call-arg]


def test_a_copy_with_changes_is_counted_anew() -> None:
    request = AbsenceRequest(**FULL)
    changed = request.model_copy(update={"days": Decimal(9)})
    assert codes_of(changed)["days"] == 18
    assert codes_of(changed)["days_in_row"] == 22
    assert request.model_copy() == request
    assert copy.deepcopy(request).codes == request.codes
    with pytest.raises(ValidationError):
        request.model_copy(update={"days": "0.3"})


@pytest.mark.parametrize(
    ("fact", "value", "code"),
    [
        ("days", 1.5, "PE709"),
        ("days", True, "PE709"),
        ("days", "two", "PE709"),
        ("days", "1e1", "PE709"),
        ("days", Decimal("NaN"), "PE709"),
        ("days", Decimal("Infinity"), "PE709"),
        ("days", "1.25", "PE707"),
        ("days", 0, "PE708"),
        ("days", -1, "PE708"),
        ("days", 10**9, "PE708"),
        ("days", Decimal("1E+30"), "PE708"),
        ("parts", "2", "PE709"),
        ("parts", Decimal(2), "PE709"),
        ("parts", 13, "PE708"),
        ("parts", False, "PE709"),
        ("kind", "Sick", "PE706"),
        ("kind", 1, "PE709"),
        ("away", "mayor", "PE709"),
        ("away", [1], "PE709"),
        ("away", ["nobody"], "PE706"),
        ("first_day", "2026-2-1", "PE713"),
        ("first_day", "0000-01-01", "PE713"),
        ("first_day", "10000-01-01", "PE713"),
        ("first_day", "2026-02-30", "PE713"),
        ("first_day", 20260301, "PE713"),
        ("first_day", dt.datetime(2026, 3, 1), "PE713"),
        ("set_off", "yes", "PE709"),
        ("set_off", 1, "PE709"),
    ],
)
def test_refused(fact: str, value: object, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        AbsenceRequest(**{fact: value})
    assert kinds(refused) == [code]


@pytest.mark.parametrize(
    ("fact", "value"),
    [("days", "0.5"), ("days", "366"), ("days", Decimal("1.50")), ("days", 1), ("adjoining_days", 0), ("parts", 12)],
)
def test_bounds_are_included(fact: str, value: object) -> None:
    assert getattr(AbsenceRequest(**{fact: value}), fact) == (Decimal(value) if isinstance(value, str) else value)


@pytest.mark.parametrize(
    "facts",
    [{"post": "outsider"}, {"kind": "sick", "parts": 2}, {"kind": "personal", "set_off": True}],
)
def test_impossible_together(facts: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as refused:
        AbsenceRequest(**facts)
    assert kinds(refused) == ["PE711"]


def test_impossible_only_when_all_of_it_is_known() -> None:
    assert AbsenceRequest(parts=2).parts == 2
    assert AbsenceRequest(kind="annual", parts=2, set_off=True)


class TestJudgements:
    def given(self, value: bool) -> Given:
        return Given.model_validate({"judgements": {"special_circumstances": {"value": value, "by": "mayor"}}})

    def test_signed(self) -> None:
        request = AbsenceRequest(given=self.given(True))
        assert codes_of(request)["special_circumstances"] == 1
        assert request.facts() == {"special_circumstances": True}

    def test_signed_and_stated_agree(self) -> None:
        assert AbsenceRequest(special_circumstances=True, given=self.given(True))
        with pytest.raises(ValidationError) as refused:
            AbsenceRequest(special_circumstances=False, given=self.given(True))
        assert kinds(refused) == ["PE714"]


class TestGiven:
    def test_rows_are_sorted_by_day(self) -> None:
        acts = [
            GivenAct(act="approve", by="mayor", person=person, date=dt.date(2026, 3, day))
            for person, day in (("b", 9), ("a", 2))
        ]
        assert [row[3] for row in Given(acts=tuple(acts)).rows["approve"]] == ["a", "b"]

    def test_person_and_date_are_required(self) -> None:
        for missing in ("act", "by", "person", "date"):
            act = {"act": "approve", "by": "mayor", "person": "p", "date": "2026-03-01"}
            del act[missing]
            with pytest.raises(ValidationError):
                Given.model_validate({"acts": [act]})

    def test_words(self) -> None:
        given = Given.model_validate(
            {
                "acts": [{"act": "file", "by": "a", "to": "b", "matter": "c", "person": "p", "date": "2026-03-01"}],
                "papers": ["d"],
            }
        )
        assert given.words == {"act file", "actor a", "actor b", "matter c", "paper d"}
        assert not given.empty
        assert Given().empty


class TestOwnModels:
    def test_all_kinds_of_field(self) -> None:
        class Trip(Request):
            topic = Topic(
                id="trip",
                zh="出差",
                en="Trip",
                anchor="start",
                must_answer=("may",),
                derived={
                    "nights": DaysBetween(sources=("start", "end"), zh="夜数", en="nights"),
                    "people": Sum(sources=("guests", "hosts"), zh="人数", en="people"),
                },
            )
            means: Annotated[str | None, OneOf(zh="方式", en="means", open_list="means")] = None
            stops: Annotated[frozenset[str] | None, AnyOf(zh="途经", en="stops", open_list="places")] = None
            cost: Annotated[
                Decimal | None,
                Amount(zh="费用", en="cost", unit="yuan", low=Decimal(0), high=Decimal(1000), step=Decimal("0.01")),
            ] = None
            guests: Annotated[int | None, Count(zh="客", en="guests", unit="person", low=0, high=9)] = None
            hosts: Annotated[int | None, Count(zh="陪", en="hosts", unit="person", low=0, high=9)] = None
            urgent: Annotated[bool | None, Flag(zh="急", en="urgent")] = None
            start: Annotated[dt.date | None, Day(zh="起", en="start")] = None
            end: Annotated[dt.date | None, Day(zh="止", en="end")] = None
            note: Annotated[str | None, Text(zh="备注", en="note")] = None

        trip = Trip(
            start="2026-03-01", end="2026-03-04", guests=2, hosts=3, cost="0.01", note="x", means="boat", stops=["y"]
        )
        codes = codes_of(trip)
        assert (codes["nights"], codes["people"], codes["cost"]) == (3, 5, 1)
        assert trip.layout.open_fields == (("means", "means"), ("stops", "places"))
        assert trip.facts()["note"] == "x"
        assert Trip.model_json_schema()["properties"]["cost"]["title"] == "cost"
        with pytest.raises(ValidationError):
            Trip(note="x" * 10_001)

    def test_a_default_that_stands_for_a_fact_is_refused(self) -> None:
        with pytest.raises(TypeError, match="no default but None"):

            class Bad(Request):
                topic = Topic(id="bad", zh="坏", en="bad", anchor="day")
                day: Annotated[dt.date | None, Day(zh="日", en="day")] = None
                flag: Annotated[bool | None, Flag(zh="旗", en="flag")] = False

    @pytest.mark.parametrize(
        ("topic", "message"),
        [
            (Topic(id="t", zh="甲", en="t", anchor="flag"), "no date field"),
            (
                Topic(id="t", zh="甲", en="t", anchor="day", derived={"s": Sum(sources=("x",), zh="和", en="s")}),
                "unknown field",
            ),
            (Topic(id="t", zh="甲", en="t", anchor="day", impossible=({"flg": True},)), "PE301"),
            (
                Topic(id="t", zh="甲", en="t", anchor="day", derived={"s": Sum(sources=("a", "b"), zh="和", en="s")}),
                "different steps",
            ),
        ],
    )
    def test_a_topic_that_does_not_fit_its_fields_is_refused(self, topic: Topic, message: str) -> None:
        half, whole = Decimal("0.5"), Decimal(1)
        bounds = {"low": Decimal(0), "high": Decimal(9), "unit": "day", "zh": "数", "en": "n"}
        space = {
            "topic": topic,
            "__annotations__": {
                "day": Annotated[dt.date | None, Day(zh="日", en="day")],
                "flag": Annotated[bool | None, Flag(zh="旗", en="flag")],
                "a": Annotated[Decimal | None, Amount(step=half, **bounds)],
                "b": Annotated[Decimal | None, Amount(step=whole, **bounds)],
            },
            "day": None,
            "flag": None,
            "a": None,
            "b": None,
        }
        with pytest.raises(TypeError, match=message):
            type("Bad", (Request,), space)

    def test_a_model_without_topic_or_marks_is_refused(self) -> None:
        with pytest.raises(TypeError, match="declares no topic"):
            type("NoTopic", (Request,), {})
        with pytest.raises(TypeError, match="no field mark"):
            space = {
                "topic": Topic(id="t", zh="甲", en="t", anchor="day"),
                "__annotations__": {"day": Annotated[dt.date | None, Day(zh="日", en="d")], "plain": "int | None"},
                "day": None,
                "plain": None,
            }
            type("NoMark", (Request,), space)
