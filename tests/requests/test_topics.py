"""The request models of conduct, purchases, assets, vehicles, documents, meetings and people's requests.

Everything is data: a complete request of each topic, the combinations that cannot occur, those that look so and can,
what is derived. Bounds, steps and values are read off the models' own marks, so a field added without an example fails.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError

from policy_engine.conditions.tree import holds
from policy_engine.decisions.words import UNITS
from policy_engine.requests import (
    STANDARD,
    AssetRequest,
    CaseRequest,
    ConductRequest,
    DocumentRequest,
    MeetingRequest,
    PurchaseRequest,
    Request,
    VehicleRequest,
)
from policy_engine.requests.fields import Amount, AnyOf, Count, Flag, Judgement, OneOf
from policy_engine.requests.given import Given
from policy_engine.requests.lists import LEVEL, LINE, POST, RANK, SIZE
from tests.build import shipped

Facts = dict[str, Any]
FULL: dict[type[Request], Facts] = {
    ConductRequest: {
        "act": "call_paid_line",
        "during": "work",
        "actor_post": "staff",
        "authorised": False,
        "qualified": False,
        "harm": ["cost", "image"],
        "loss_amount": "35.50",
        "basic_pay": "2100",
        "at_fault": True,
        "bad_influence": False,
        "minutes": 12,
        "date": "2008-03-03",
    },
    PurchaseRequest: {
        "item": "office_supplies",
        "stage": "paying",
        "buyer": "unified",
        "authorised": False,
        "amount": "1200",
        "bulk": False,
        "line": "party",
        "source": "bought",
        "before_commencement": False,
        "price": "12.01",
        "market_price": 12,
        "quality_met": True,
        "date": "2008-03-03",
    },
    AssetRequest: {
        "event": "lose",
        "item": "issued_thing",
        "value": "100",
        "residual_value": "99.99",
        "newly_bought": False,
        "post": "staff",
        "reason_stated": False,
        "borrower": "none",
        "leaving_post": False,
        "transferable": False,
        "cause": "damaged",
        "date": "2008-03-03",
    },
    VehicleRequest: {
        "event": "dispatch",
        "purpose": "training",
        "area": "within_city",
        "passengers": 5,
        "requester": "section",
        "needed": True,
        "post": "section_head",
        "line": "government",
        "designated": False,
        "time_of_day": "night",
        "holiday": True,
        "in_garage": False,
        "on_approved_trip": True,
        "damaged_or_lost": False,
        "at_fault": False,
        "date": "2008-03-03",
    },
    DocumentRequest: {
        "kind": "government",
        "drafted_by": "section",
        "direction": "down",
        "stage": "print",
        "requester": "section",
        "medium": "disk",
        "has_computer": True,
        "has_printer": False,
        "authorised": False,
        "special_circumstances": False,
        "date": "2008-03-03",
    },
    MeetingRequest: {
        "purpose": "hold",
        "meeting": "line",
        "town_wide_major": False,
        "line": "party",
        "convener_post": "committee_member",
        "date": "2008-03-03",
    },
    CaseRequest: {
        "channel": "visit",
        "matter": "dispute",
        "size": "major",
        "dispute": "complex",
        "in_remit": True,
        "departments": 0,
        "key_project": False,
        "encouraged": False,
        "papers_complete": True,
        "wants_post": False,
        "remote_area": False,
        "statutory_days": 0,
        "promised_days": 3,
        "settled_at": "village",
        "received": "2008-02-28",
        "closed": "2008-03-02",
    },
}
MODELS = tuple(FULL)
each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.topic.id)

IMPOSSIBLE: list[tuple[type[Request], int, Facts]] = [
    # which of the topic's combinations, and a request that has it
    (PurchaseRequest, 0, {"source": "bought", "before_commencement": True}),
    (PurchaseRequest, 1, {"source": "sponsored", "stage": "paying"}),
    (PurchaseRequest, 1, {"source": "sponsored", "stage": "buying"}),
    (AssetRequest, 0, {"event": "draw", "borrower": "outside"}),
    (AssetRequest, 0, {"event": "repair", "borrower": "inside"}),
    (AssetRequest, 1, {"event": "lend", "borrower": "none"}),
    (AssetRequest, 2, {"event": "lose", "cause": "none"}),
    (AssetRequest, 3, {"event": "hand_over", "cause": "wear"}),
    (AssetRequest, 3, {"event": "acquire", "cause": "lost"}),
    (AssetRequest, 4, {"event": "repair", "cause": "lost"}),
    (AssetRequest, 5, {"leaving_post": True, "post": "outsider"}),
    (AssetRequest, 6, {"event": "draw", "post": "outsider"}),
    (VehicleRequest, 0, {"event": "dispatch", "purpose": "none"}),
    (VehicleRequest, 1, {"event": "park", "purpose": "reception"}),
    (VehicleRequest, 2, {"event": "dispatch", "passengers": 0}),
    (VehicleRequest, 3, {"purpose": "city_meeting", "area": "outside_city"}),
    (VehicleRequest, 4, {"event": "park", "on_approved_trip": True, "in_garage": True}),
    (VehicleRequest, 5, {"post": "outsider"}),
    (DocumentRequest, 0, {"requester": "outsider", "stage": "sign"}),
    (DocumentRequest, 0, {"requester": "outsider", "stage": "release"}),
    (DocumentRequest, 1, {"kind": "material", "stage": "number"}),
    (DocumentRequest, 2, {"kind": "information", "direction": "down"}),
    (DocumentRequest, 2, {"kind": "information", "direction": "neither"}),
    (DocumentRequest, 3, {"has_computer": False, "has_printer": True}),
    (MeetingRequest, 0, {"convener_post": "outsider"}),
    (CaseRequest, 0, {"matter": "dispute", "dispute": "none"}),
    (CaseRequest, 1, {"matter": "licence", "dispute": "grave"}),
    (CaseRequest, 2, {"matter": "inquiry", "departments": 1}),
    (CaseRequest, 3, {"matter": "licence", "departments": 0}),
    (CaseRequest, 4, {"received": "2008-03-02", "closed": "2008-03-01"}),
]
POSSIBLE: list[tuple[type[Request], Facts]] = [
    # neighbours of the above that do occur
    (PurchaseRequest, {"source": "sponsored", "before_commencement": True, "stage": "received"}),
    (PurchaseRequest, {"source": "bought", "before_commencement": False, "stage": "paying"}),
    (AssetRequest, {"event": "draw", "borrower": "none", "cause": "none"}),
    (AssetRequest, {"event": "lend", "borrower": "outside", "post": "outsider"}),
    (AssetRequest, {"event": "repair", "cause": "damaged"}),
    (AssetRequest, {"event": "write_off", "cause": "lost"}),
    (AssetRequest, {"event": "lose", "cause": "wear", "post": "outsider"}),
    (VehicleRequest, {"event": "dispatch", "purpose": "activity", "passengers": 1}),
    (VehicleRequest, {"event": "park", "purpose": "none", "passengers": 0, "in_garage": True}),
    (VehicleRequest, {"event": "park", "on_approved_trip": True, "in_garage": False}),
    (VehicleRequest, {"purpose": "city_meeting", "area": "within_city"}),
    (DocumentRequest, {"requester": "outsider", "stage": "print", "drafted_by": "elsewhere"}),
    (DocumentRequest, {"kind": "section", "stage": "number", "direction": "neither"}),
    (DocumentRequest, {"kind": "information", "direction": "up"}),
    (MeetingRequest, {"purpose": "settle", "meeting": "none"}),
    (CaseRequest, {"matter": "request", "dispute": "none", "departments": 0}),
    (CaseRequest, {"matter": "licence", "departments": 1, "dispute": "none"}),
    (CaseRequest, {"received": dt.date(2008, 3, 2), "closed": dt.date(2008, 3, 2), "settled_at": "none"}),
    (ConductRequest, {"harm": frozenset(), "loss_amount": Decimal(0)}),
]
DERIVED: list[tuple[type[Request], Facts, str, int | None]] = [
    # the derived fact in steps: fen, days
    (PurchaseRequest, {"price": "10.00", "market_price": "10"}, "above_market", 0),
    (PurchaseRequest, {"price": "10.01", "market_price": "10"}, "above_market", 1),
    (PurchaseRequest, {"price": 0, "market_price": 1_000_000}, "above_market", -100_000_000),
    (PurchaseRequest, {"price": "10.01"}, "above_market", None),
    (CaseRequest, {"received": "2008-02-28", "closed": "2008-03-01"}, "days_taken", 2),
    (CaseRequest, {"received": "2008-03-01", "closed": "2008-03-01"}, "days_taken", 0),
    (CaseRequest, {"received": "2007-03-01", "closed": "2008-03-01"}, "days_taken", 366),
    (CaseRequest, {"received": "2008-03-01"}, "days_taken", None),
]


def name_of(value: object) -> str | None:
    return value.topic.id if isinstance(value, type) and issubclass(value, Request) else None


def codes_of(request: Request) -> dict[str, int | None]:
    return dict(zip((axis.name for axis in request.layout.axes), request.codes, strict=True))


def refused(model: type[Request], facts: Mapping[str, Any]) -> list[str]:
    with pytest.raises(ValidationError) as found:
        model(**facts)
    return [each["type"] for each in found.value.errors()]


# --- what a model is --------------------------------------------------------------------------------------------------


@each_model
def test_nothing_given_is_nothing_known(model: type[Request]) -> None:
    assert set(model().codes) == {None} and model().facts() == {}


@each_model
def test_the_example_names_every_fact_and_every_fact_is_counted(model: type[Request]) -> None:
    assert list(FULL[model]) == list(model.layout.marks)
    request = model(**FULL[model])
    assert None not in request.codes
    assert set(request.facts()) == set(FULL[model])


@each_model
def test_codes_and_values_are_inverse(model: type[Request]) -> None:
    request = model(**FULL[model])
    open_fields = {field for field, _ in model.layout.open_fields}
    for axis, code in zip(request.layout.axes, request.codes, strict=True):
        assert code is not None
        if axis.field not in open_fields:
            assert axis.code(axis.value(code)) == code


@each_model
def test_every_fact_has_names_and_questions_in_both_languages(model: type[Request]) -> None:
    topic = model.topic
    assert topic.zh and topic.en and topic.asks_zh and topic.asks_en and model.__doc__
    for name, mark in model.layout.marks.items():
        assert mark.zh and mark.en, name
        assert "?" in mark.ask_zh and ("?" in mark.ask_en or ": " in mark.ask_en), name
        if isinstance(mark, Judgement):
            assert "由谁认定" in mark.ask_zh and "Who says so?" in mark.ask_en, name
        if isinstance(mark, (Amount, Count)):
            assert mark.unit in UNITS, name
            if mark.low == 0 and isinstance(mark, Count):
                assert "0" in mark.ask_zh and "0" in mark.ask_en, f"{name}: the question does not say what 0 is"
        if isinstance(mark, (OneOf, AnyOf)):
            assert bool(mark.values) != bool(mark.open_list), name
            assert all(zh and en for zh, en in mark.values.values()), name
    for name, derived in topic.derived.items():
        assert derived.zh and derived.en, name
    for name, output in topic.outputs.items():
        assert output.zh and output.en, name
        assert output.kind != "text" or output.values or output.open_list, f"{name}: words from nowhere"
        assert output.kind != "number" or output.unit in UNITS, name


@each_model
def test_the_schema_can_be_written(model: type[Request]) -> None:
    assert set(model.model_json_schema()["properties"]) == {*FULL[model], "given"}


def test_what_each_topic_must_answer_by_which_day_and_for_whom() -> None:
    found = {m.topic.id: (m.topic.must_answer, m.topic.anchor, m.topic.applicant_post) for m in MODELS}
    assert found == {
        "conduct": (("anything",), "date", "actor_post"),
        "purchase": (("may",), "date", ""),
        "asset": (("anything",), "date", "post"),
        "vehicle": (("may",), "date", "post"),
        "document": (("may",), "date", ""),
        "meeting": (("may",), "date", "convener_post"),
        "case_handling": (("anything",), "received", ""),
    }
    assert set(MODELS) <= set(STANDARD)


def test_the_shared_lists_are_those_of_the_design_in_their_order() -> None:
    posts = "outsider staff section_head coordinator vice_mayor committee_member deputy_secretary npc_chair mayor"
    assert list(POST) == [*posts.split(), "party_secretary"]
    assert list(RANK) == ["no_rank", "deputy_section", "full_section", "deputy_division", "full_division"]
    assert list(LINE) == ["government", "party"]
    assert list(LEVEL) == ["group", "village", "township", "county", "city", "province", "central"]
    assert list(SIZE) == ["minor", "major", "grave"]


def test_lists_are_shared_and_ordered_where_the_order_means_something() -> None:
    for model in MODELS:
        for name, mark in model.layout.marks.items():
            if isinstance(mark, OneOf):
                if set(mark.values) == set(POST):
                    assert mark.values is POST and mark.ordered, name
                if set(mark.values) == set(LINE):
                    assert mark.values is LINE and not mark.ordered, name
    cases = CaseRequest.layout.marks
    size, settled = cases["size"], cases["settled_at"]
    assert isinstance(size, OneOf) and isinstance(settled, OneOf)
    assert size.values is SIZE and size.ordered
    assert list(settled.values) == ["none", *LEVEL] and settled.ordered
    assert CaseRequest.topic.outputs["settle_within"].values is LEVEL
    dispute = CaseRequest.layout.by_name["dispute"]
    assert [dispute.code(value) for value in ("none", "general", "complex", "grave")] == [0, 1, 2, 3]


def test_the_open_lists_stand_in_the_vocabulary() -> None:
    lists = shipped().compiled.models.vocabulary.lists
    wanted = {name for model in MODELS for name in model.layout.open_lists}
    assert wanted == {"conduct_act", "consequence", "purchase_item", "asset_item", "meeting"}
    for name in wanted:
        labels = lists[name]
        assert all(label.zh and label.en for label in labels.values()), name
        for field in ("zh", "en"):
            said = [getattr(label, field) for label in labels.values()]
            assert len(set(said)) == len(said), f"{name}: two words with one label"
    for model in MODELS:
        for field, name in model.layout.open_fields:
            assert FULL[model][field] in lists[name]
    assert "none" in lists["meeting"]


def test_a_fact_that_may_not_arise_has_a_value_for_that() -> None:
    for model, field in [(AssetRequest, "borrower"), (AssetRequest, "cause"), (VehicleRequest, "purpose")]:
        mark = model.layout.marks[field]
        assert isinstance(mark, OneOf) and next(iter(mark.values)) == "none"
    for field in ("dispute", "settled_at"):
        mark = CaseRequest.layout.marks[field]
        assert isinstance(mark, OneOf) and next(iter(mark.values)) == "none"


# --- bounds, steps, types ---------------------------------------------------------------------------------------------


def faults_of_fields() -> Iterator[tuple[type[Request], str, Any, str]]:
    for model in MODELS:
        for name, mark in model.layout.marks.items():
            if isinstance(mark, Amount):
                yield model, name, mark.low - mark.step, "PE708"
                yield model, name, mark.high + mark.step, "PE708"
                yield model, name, mark.low + mark.step / 2, "PE707"
                yield model, name, mark.high - mark.step / 10, "PE707"
                yield model, name, 0.5, "PE709"
                yield model, name, True, "PE709"
            elif isinstance(mark, Count):
                yield model, name, mark.low - 1, "PE708"
                yield model, name, mark.high + 1, "PE708"
                yield model, name, Decimal(mark.low), "PE709"
                yield model, name, "1", "PE709"
            elif isinstance(mark, AnyOf):
                yield model, name, ["nowhere"], "PE706"
                yield model, name, next(iter(mark.values)), "PE709"
            elif isinstance(mark, OneOf):
                if not mark.open_list:
                    yield model, name, "nowhere", "PE706"
                yield model, name, 1, "PE709"
            elif isinstance(mark, Flag):
                yield model, name, "yes", "PE709"
                yield model, name, 1, "PE709"
            else:
                yield model, name, "2008-02-30", "PE713"
                yield model, name, 20080303, "PE713"


@pytest.mark.parametrize(("model", "name", "value", "code"), list(faults_of_fields()), ids=name_of)
def test_refused(model: type[Request], name: str, value: object, code: str) -> None:
    assert refused(model, {name: value}) == [code]


@each_model
def test_both_ends_of_every_bound_are_taken(model: type[Request]) -> None:
    for name, mark in model.layout.marks.items():
        if isinstance(mark, (Amount, Count)):
            for value in (mark.low, mark.high):
                assert model(**{name: value}).facts() == {name: value}
            axis = model.layout.by_name[name]
            codes = [codes_of(model(**{name: value}))[name] for value in (mark.low, mark.high)]
            assert codes == [axis.low, axis.high]


@each_model
def test_every_value_of_every_list_is_taken(model: type[Request]) -> None:
    for name, mark in model.layout.marks.items():
        if isinstance(mark, AnyOf):
            members = [axis.name for axis in model.layout.axes if axis.field == name]
            assert {codes_of(model(**{name: []}))[member] for member in members} == {0}  # none of them, and known
            assert model(**{name: list(mark.values)}).facts() == {name: frozenset(mark.values)}
        elif isinstance(mark, OneOf):
            for value in mark.values:
                if {name: value} not in model.topic.impossible:
                    assert model(**{name: value}).facts() == {name: value}


# --- what cannot occur together, and what follows ---------------------------------------------------------------------


@pytest.mark.parametrize(("model", "index", "facts"), IMPOSSIBLE, ids=name_of)
def test_impossible_together(model: type[Request], index: int, facts: Facts) -> None:
    assert refused(model, facts) == ["PE711"]
    read = {name: model.layout.marks[name].read(value) for name, value in facts.items()}
    codes = model.layout.encode(SimpleNamespace(given=Given(), **(dict.fromkeys(model.layout.marks) | read)))
    assert [at for at, each in enumerate(model.layout.impossible) if holds(each, codes)] == [index]
    for name in facts:  # every fact named is needed for it
        if len(facts) > 1:
            model(**{other: value for other, value in facts.items() if other != name})


def test_every_impossible_combination_has_an_example() -> None:
    told = {(model, index) for model, index, _ in IMPOSSIBLE}
    assert told == {(model, index) for model in MODELS for index in range(len(model.topic.impossible))}


@pytest.mark.parametrize(("model", "facts"), POSSIBLE, ids=name_of)
def test_possible_together(model: type[Request], facts: Facts) -> None:
    assert model(**facts).facts() == facts


@pytest.mark.parametrize(("model", "facts", "name", "code"), DERIVED, ids=name_of)
def test_derived(model: type[Request], facts: Facts, name: str, code: int | None) -> None:
    assert codes_of(model(**facts))[name] == code


def test_every_derived_fact_has_an_example() -> None:
    assert {(model, name) for model, _, name, _ in DERIVED} == {(m, name) for m in MODELS for name in m.topic.derived}


@each_model
def test_judgements_may_be_signed(model: type[Request]) -> None:
    for name, mark in model.layout.marks.items():
        if isinstance(mark, Judgement):
            given = Given.model_validate({"judgements": {name: {"value": True, "by": "office_head"}}})
            assert codes_of(model(given=given))[name] == 1
            assert refused(model, {"given": given, name: False}) == ["PE714"]
