"""The request models of receptions and of expense claims: what is counted, derived, refused and asked."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from policy_engine.requests.base import Request
from policy_engine.requests.expense import ExpenseRequest
from policy_engine.requests.fields import Judgement, OneOf
from policy_engine.requests.given import Given
from policy_engine.requests.lists import GUESTS_FROM, LINE, POST, STANDING
from policy_engine.requests.reception import ReceptionRequest

RECEPTION = {
    "item": "cigarettes",
    "occasion": "visit",
    "guests_from": "superior",
    "line": "party",
    "standing": "bureau",
    "important_guest": False,
    "special_circumstances": True,
    "special_cigarettes": True,
    "guests": 5,
    "companions": 3,
    "meals": 1,
    "packs": 5,
    "amount": "320.01",
    "date": "2024-03-11",
}
EXPENSE = {
    "kind": "canteen_meal",
    "area": "township",
    "amount": "150",
    "transport": "public",
    "distance": "0",
    "car_subsidy": False,
    "bought_by_office": False,
    "public_property": True,
    "notified": False,
    "urgent": False,
    "special_circumstances": False,
    "paid_how": "advanced",
    "guests_from": "superior",
    "standing": "clerk",
    "important_guest": False,
    "guests": 5,
    "meals": 2,
    "line": "government",
    "claimant_post": "staff",
    "expense_date": "2024-05-20",
    "submitted": "2024-05-31",
}
MODELS: list[tuple[type[Request], dict[str, Any]]] = [(ReceptionRequest, RECEPTION), (ExpenseRequest, EXPENSE)]
both = pytest.mark.parametrize(("model", "facts"), MODELS, ids=["reception", "expense"])


def codes_of(request: Request) -> dict[str, int | None]:
    return dict(zip((axis.name for axis in request.layout.axes), request.codes, strict=True))


def kinds(error: pytest.ExceptionInfo[ValidationError]) -> list[str]:
    return [each["type"] for each in error.value.errors()]


@both
def test_nothing_given_is_nothing_known(model: type[Request], facts: dict[str, Any]) -> None:
    assert set(model().codes) == {None}
    assert model().facts() == {}


@both
def test_the_example_names_every_fact_and_every_fact_is_counted(model: type[Request], facts: dict[str, Any]) -> None:
    assert list(facts) == list(model.layout.marks)
    assert None not in model(**facts).codes


@both
def test_codes_and_values_are_inverse(model: type[Request], facts: dict[str, Any]) -> None:
    request = model(**facts)
    for axis, code in zip(request.layout.axes, request.codes, strict=True):
        assert code is not None
        assert axis.code(axis.value(code)) == code


@both
def test_every_fact_has_names_and_questions_in_both_languages(model: type[Request], facts: dict[str, Any]) -> None:
    for name, mark in model.layout.marks.items():
        assert mark.zh and mark.en, name
        assert "?" in mark.ask_zh and "?" in mark.ask_en, name
        if isinstance(mark, Judgement):
            assert "由谁认定" in mark.ask_zh and "Who says so?" in mark.ask_en, name
        if isinstance(mark, OneOf):
            assert mark.values and all(zh and en for zh, en in mark.values.values()), name
    for name, derived in model.topic.derived.items():
        assert derived.zh and derived.en, name


@both
def test_the_schema_can_be_written(model: type[Request], facts: dict[str, Any]) -> None:
    assert set(model.model_json_schema()["properties"]) == {*facts, "given"}


def test_what_the_topics_must_answer_and_by_which_day() -> None:
    reception, expense = ReceptionRequest.topic, ExpenseRequest.topic
    assert (reception.must_answer, reception.anchor, reception.applicant_post) == (("may",), "date", "")
    assert (expense.must_answer, expense.anchor) == (("payable",), "expense_date")
    assert expense.applicant_post == "claimant_post"


def test_lists_are_shared() -> None:
    reception, expense = ReceptionRequest.layout.marks, ExpenseRequest.layout.marks
    for name, values in (("standing", STANDING), ("guests_from", GUESTS_FROM), ("line", LINE)):
        for marks in (reception, expense):
            mark = marks[name]
            assert isinstance(mark, OneOf) and mark.values is values
    post = expense["claimant_post"]
    assert isinstance(post, OneOf) and post.values is POST


def test_standing_has_an_order() -> None:
    axis = ReceptionRequest.layout.by_name["standing"]
    assert axis.ordered
    ranks = [axis.code(value) for value in ("clerk", "deputy_bureau", "bureau", "county_leader")]
    assert ranks == sorted(ranks)


@both
def test_money_is_counted_in_fen(model: type[Request], facts: dict[str, Any]) -> None:
    assert codes_of(model(amount="0.01"))["amount"] == 1
    assert codes_of(model(amount=Decimal("1000000")))["amount"] == 100_000_000
    assert codes_of(model(amount=0))["amount"] == 0


class TestDerived:
    def test_diners_are_guests_and_hosts(self) -> None:
        assert codes_of(ReceptionRequest(guests=5, companions=3))["diners"] == 8
        assert codes_of(ReceptionRequest(guests=500, companions=200))["diners"] == 700
        assert codes_of(ReceptionRequest(guests=5))["diners"] is None

    @pytest.mark.parametrize(
        ("spent", "submitted", "waited", "same"),
        [
            ("2024-05-03", "2024-05-18", 15, 1),
            ("2024-05-31", "2024-05-31", 0, 1),
            ("2024-05-31", "2024-06-01", 1, 0),
            ("2024-02-28", "2024-03-01", 2, 0),
            ("2023-05-20", "2024-05-20", 366, 0),
            ("2024-05-03", "2024-05-02", -1, 1),
        ],
    )
    def test_days_waited_and_same_month(self, spent: str, submitted: str, waited: int, same: int) -> None:
        codes = codes_of(ExpenseRequest(expense_date=spent, submitted=submitted))
        assert (codes["days_waited"], codes["same_month"]) == (waited, same)

    def test_unknown_sources_leave_them_unknown(self) -> None:
        codes = codes_of(ExpenseRequest(expense_date=dt.date(2024, 5, 3)))
        assert (codes["days_waited"], codes["same_month"]) == (None, None)


@pytest.mark.parametrize(
    ("model", "fact", "value", "code"),
    [
        (ReceptionRequest, "amount", "0.001", "PE707"),
        (ReceptionRequest, "amount", "1000000.01", "PE708"),
        (ReceptionRequest, "amount", "-0.01", "PE708"),
        (ReceptionRequest, "amount", 1.5, "PE709"),
        (ReceptionRequest, "guests", 501, "PE708"),
        (ReceptionRequest, "guests", -1, "PE708"),
        (ReceptionRequest, "guests", Decimal(5), "PE709"),
        (ReceptionRequest, "companions", 201, "PE708"),
        (ReceptionRequest, "meals", 0, "PE708"),
        (ReceptionRequest, "meals", 31, "PE708"),
        (ReceptionRequest, "packs", 501, "PE708"),
        (ReceptionRequest, "packs", "5", "PE709"),
        (ReceptionRequest, "item", "special_cigarettes", "PE706"),
        (ReceptionRequest, "occasion", "superior_meeting", "PE706"),
        (ReceptionRequest, "standing", 2, "PE709"),
        (ReceptionRequest, "special_cigarettes", "yes", "PE709"),
        (ReceptionRequest, "date", "2024-02-30", "PE713"),
        (ExpenseRequest, "amount", "12.345", "PE707"),
        (ExpenseRequest, "kind", "reception", "PE706"),
        (ExpenseRequest, "area", "province", "PE706"),
        (ExpenseRequest, "paid_how", "cash", "PE706"),
        (ExpenseRequest, "guests", True, "PE709"),
        (ExpenseRequest, "notified", 1, "PE709"),
        (ExpenseRequest, "expense_date", 20240503, "PE713"),
        (ExpenseRequest, "submitted", "2024-5-3", "PE713"),
    ],
)
def test_refused(model: type[Request], fact: str, value: object, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        model(**{fact: value})
    assert kinds(refused) == [code]


@pytest.mark.parametrize(
    ("model", "facts"),
    [
        (ReceptionRequest, {"occasion": "visit", "guests": 0}),
        (ReceptionRequest, {"occasion": "among_colleagues", "guests": 1}),
        (ReceptionRequest, {"item": "gift", "packs": 1}),
        (ReceptionRequest, {"item": "canteen_meal", "special_cigarettes": True}),
        (ExpenseRequest, {"claimant_post": "outsider"}),
    ],
)
def test_impossible_together(model: type[Request], facts: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as refused:
        model(**facts)
    assert kinds(refused) == ["PE711"]


@pytest.mark.parametrize(
    ("model", "facts"),
    [
        (ReceptionRequest, {"occasion": "visit", "guests": 1}),
        (ReceptionRequest, {"occasion": "town_meeting", "guests": 0}),
        (ReceptionRequest, {"occasion": "among_colleagues", "guests": 0, "companions": 9}),
        (ReceptionRequest, {"item": "gift", "packs": 0, "special_cigarettes": False}),
        (ReceptionRequest, {"packs": 3, "special_cigarettes": True}),
        (ExpenseRequest, {"kind": "canteen_meal", "guests": 0}),
    ],
)
def test_possible_together(model: type[Request], facts: dict[str, Any]) -> None:
    assert model(**facts).facts() == facts


@pytest.mark.parametrize(
    ("model", "names"),
    [
        (ReceptionRequest, ["important_guest", "special_circumstances", "special_cigarettes"]),
        (ExpenseRequest, ["urgent", "special_circumstances", "important_guest"]),
    ],
)
def test_judgements_may_be_signed(model: type[Request], names: list[str]) -> None:
    found = [name for name, mark in model.layout.marks.items() if isinstance(mark, Judgement)]
    assert found == names
    for name in names:
        given = Given.model_validate({"judgements": {name: {"value": True, "by": "office_head"}}})
        assert codes_of(model(given=given))[name] == 1
        with pytest.raises(ValidationError) as refused:
            model(given=given, **{name: False})
        assert kinds(refused) == ["PE714"]
