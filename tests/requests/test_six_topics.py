"""Competence, organisation, archives, disclosure, project funding, personnel: counted, derived, refused, asked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from policy_engine.decisions.words import UNITS
from policy_engine.errors import RequestError, RulebookError
from policy_engine.requests import (
    STANDARD,
    Amount,
    AnyOf,
    ArchivesRequest,
    CompetenceRequest,
    Count,
    DisclosureRequest,
    Judgement,
    LargestOf,
    OneOf,
    OrganisationRequest,
    PersonnelRequest,
    ProjectFundingRequest,
    Request,
    Topic,
)
from policy_engine.requests.given import Given
from policy_engine.requests.lists import FUNDERS
from policy_engine.tools.explain import explain
from policy_engine.vocabulary import Vocabulary
from tests.build import book, english, instrument, shipped, twins

COMPETENCE = {
    "matter": "station_title",
    "meeting": "none",
    "line": "government",
    "township": "other_township",
    "entrusted": False,
    "help_needed": False,
    "funded_by": ["central", "province", "township"],
    "central_share": "120000",
    "province_share": "60000.01",
    "city_share": "0",
    "county_share": "0",
    "township_share": "60000",
    "date": "2012-05-01",
}
ORGANISATION = {
    "body": "people_service_centre",
    "township": "biyang",
    "township_kind": "town",
    "merged": False,
    "many_staff": True,
    "ripe": False,
    "grown": False,
    "paid_by_township": True,
    "self_financed": False,
    "date": "2007-01-01",
}
ARCHIVES = {
    "event": "transfer",
    "record_class": "documents",
    "origin": "department",
    "origin_state": "running",
    "formed_at_work": True,
    "own_fonds": False,
    "safe_custody": True,
    "closely_connected": False,
    "worth_keeping": True,
    "tidied": True,
    "earlier_fonds": "undecided",
    "township_fonds": True,
    "special_rule": False,
    "held_by": "origin",
    "retention_over": False,
    "formed": "2014-07-01",
    "filed": "2014-12-20",
    "date": "2015-03-31",
}
DISCLOSURE = {
    "stream": "party",
    "level": "village",
    "regularity": "routine",
    "content": "party_dues",
    "public_interest": False,
    "hot_topic": False,
    "important": False,
    "date": "2013-06-30",
}
FUNDING = {
    "project": "culture_station",
    "event": "pay_out",
    "county_class": ["national_poor", "western_policy"],
    "stage": "completed",
    "acceptance": "passed",
    "follows_plan": True,
    "progress": 100,
    "planned_progress": 100,
    "can_start": True,
    "cost": "240000",
    "received": "240000",
    "already_paid": "120000.50",
    "activities_held": 0,
    "applied_this_year": True,
    "outstanding": False,
    "age": 85,
    "hardship": False,
    "rural_compulsory": False,
    "boarder": False,
    "date": "2009-11-30",
}
PERSONNEL = {
    "matter": "headcount",
    "unit": "hospital",
    "on_establishment": True,
    "posts_kind": "basic_medical",
    "township_class": "class_two",
    "beds": 13,
    "merged": False,
    "grown": False,
    "within_county_total": True,
    "education": "college",
    "training": "passed",
    "trained_by": "county",
    "certified": True,
    "party_member": True,
    "public_employee": True,
    "settled": True,
    "poor_work": False,
    "outstanding": False,
    "special_circumstances": False,
    "overtime_date": "2016-03-01",
    "date": "2016-03-31",
}
MODELS: list[tuple[type[Request], dict[str, Any]]] = [
    (CompetenceRequest, COMPETENCE),
    (OrganisationRequest, ORGANISATION),
    (ArchivesRequest, ARCHIVES),
    (DisclosureRequest, DISCLOSURE),
    (ProjectFundingRequest, FUNDING),
    (PersonnelRequest, PERSONNEL),
]
each_model = pytest.mark.parametrize(("model", "facts"), MODELS, ids=[model.topic.id for model, _ in MODELS])


def codes_of(request: Request) -> dict[str, int | None]:
    return dict(zip((axis.name for axis in request.layout.axes), request.codes, strict=True))


def kinds(error: pytest.ExceptionInfo[ValidationError]) -> list[str]:
    return [each["type"] for each in error.value.errors()]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return shipped().compiled.models.vocabulary


# --- what every model has ---------------------------------------------------------------------------------------------


@each_model
def test_ships_with_the_rulebook(model: type[Request], facts: dict[str, Any]) -> None:
    assert model in STANDARD
    assert shipped().topics[model.topic.id] is model


@each_model
def test_nothing_given_is_nothing_known(model: type[Request], facts: dict[str, Any]) -> None:
    assert set(model().codes) == {None}
    assert model().facts() == {}


@each_model
def test_the_example_names_every_fact_and_every_fact_is_counted(model: type[Request], facts: dict[str, Any]) -> None:
    assert list(facts) == list(model.layout.marks)
    request = model(**facts)
    assert None not in request.codes
    open_fields = dict(model.layout.open_fields)
    for axis, code in zip(request.layout.axes, request.codes, strict=True):
        assert code is not None
        assert axis.field in open_fields or axis.code(axis.value(code)) == code


@each_model
def test_the_example_can_be_decided(model: type[Request], facts: dict[str, Any]) -> None:
    """No rule of these topics is in force yet in the first jurisdiction, or it is; either way words are known."""
    decision = shipped().decide(model(**facts), shipped().jurisdictions[0])
    assert decision.outcome is not None


@each_model
def test_every_fact_has_names_and_questions_in_both_languages(model: type[Request], facts: dict[str, Any]) -> None:
    topic = model.topic
    assert topic.zh and topic.en and topic.asks_zh and topic.asks_en and model.__doc__
    for name, mark in model.layout.marks.items():
        assert mark.zh and mark.en, name
        assert mark.ask_zh and mark.ask_en, name
        if isinstance(mark, Judgement):
            assert "由谁认定" in mark.ask_zh and "Who says so?" in mark.ask_en, name
        if isinstance(mark, (OneOf, AnyOf)):
            assert bool(mark.values) != bool(mark.open_list), name
            assert all(zh and en for zh, en in mark.values.values()), name
    for name, derived in topic.derived.items():
        assert derived.zh and derived.en, name
    for name, output in topic.outputs.items():
        assert output.zh and output.en, name
        assert all(zh and en for zh, en in output.values.values()), name
        assert bool(output.unit) == (output.kind == "number"), name


@each_model
def test_the_schema_can_be_written(model: type[Request], facts: dict[str, Any]) -> None:
    assert set(model.model_json_schema()["properties"]) == {*facts, "given"}


@each_model
def test_values_are_distinct_to_a_reader(model: type[Request], facts: dict[str, Any]) -> None:
    """Two values of one list with one label could not be told apart in an answer."""
    lists = [mark.values for mark in model.layout.marks.values() if isinstance(mark, (OneOf, AnyOf))]
    lists += [output.values for output in model.topic.outputs.values()]
    for values in lists:
        for language in (0, 1):
            labels = [label[language] for label in values.values()]
            assert len(labels) == len(set(labels)), labels


@pytest.mark.parametrize("model", STANDARD, ids=lambda model: model.topic.id)
def test_every_unit_has_a_name(model: type[Request]) -> None:
    units = {mark.unit for mark in model.layout.marks.values() if isinstance(mark, (Amount, Count))}
    units |= {output.unit for output in model.topic.outputs.values() if output.unit}
    assert units <= {*UNITS, "year"}


def test_what_the_topics_must_answer() -> None:
    assert {model.topic.id: model.topic.must_answer for model, _ in MODELS} == {
        "competence": ("assign",),
        "organisation": ("establish",),
        "archives": ("anything",),
        "disclosure": ("anything",),
        "project_funding": ("anything",),
        "personnel": ("anything",),
    }
    assert {model.topic.anchor for model, _ in MODELS} == {"date"}


# --- open lists -------------------------------------------------------------------------------------------------------


@each_model
def test_open_lists_stand_in_the_vocabulary(
    model: type[Request], facts: dict[str, Any], vocabulary: Vocabulary
) -> None:
    for field, name in model.layout.open_fields:
        assert facts[field] in vocabulary.lists[name]


@pytest.mark.parametrize("name", ["township", "matter", "body", "post_names", "count_names", "project", "content"])
def test_lists_have_one_word_a_value_in_each_language(name: str, vocabulary: Vocabulary) -> None:
    listed = vocabulary.lists[name]
    assert len(listed) >= 10
    for language in ("zh", "en"):
        labels = [getattr(label, language) for label in listed.values()]
        assert all(labels) and len(labels) == len(set(labels)), [each for each in labels if labels.count(each) > 1]
    words = vocabulary.chinese(f"lists.{name}")
    assert len(set(words.values())) == len(words)


def test_a_body_that_acts_is_called_the_same_in_both_places(vocabulary: Vocabulary) -> None:
    both = vocabulary.lists["body"].keys() & vocabulary.actors.keys()
    assert {"governance_office", "judicial_station", "archive_unit", "disclosure_group"} <= both
    for name in both:
        assert vocabulary.lists["body"][name] == vocabulary.actors[name].label, name
    listed = {label.zh: name for name, label in vocabulary.lists["body"].items()}
    for name, actor in vocabulary.actors.items():
        assert listed.get(actor.label.zh, name) == name, f"{name} and {listed[actor.label.zh]} are one body"


def test_who_gets_the_counts_of_a_total_can_be_named(vocabulary: Vocabulary) -> None:
    parts = {"administrative", "institutional", "in_enforcement_team", "in_people_service_centre"}
    assert {"staff", "staff_by_body", "leaders", "offices"} | parts <= vocabulary.lists["count_names"].keys()
    assert {"head", "deputy", "secretary", "deputy_secretary", "member"} <= vocabulary.lists["post_names"].keys()


# --- derived ----------------------------------------------------------------------------------------------------------


def funders(*shares: int) -> dict[str, Any]:
    return {f"{name}_share": share for name, share in zip(FUNDERS, shares, strict=True)}


class TestDerived:
    @pytest.mark.parametrize(
        ("shares", "largest"),
        [
            ((5, 4, 3, 2, 1), "central"),
            ((1, 2, 1, 1, 1), "province"),
            ((0, 0, 3, 0, 0), "city"),
            ((1, 1, 1, 2, 1), "county"),
            ((1, 1, 1, 1, 100_000_000), "township"),
            ((2, 2, 1, 0, 0), "tie"),
            ((0, 0, 0, 7, 7), "tie"),
            ((3, 1, 3, 1, 3), "tie"),
            ((0, 0, 0, 0, 0), "tie"),
        ],
    )
    def test_the_largest_funder(self, shares: tuple[int, ...], largest: str) -> None:
        axis = CompetenceRequest.layout.by_name["largest_funder"]
        code = codes_of(CompetenceRequest(**funders(*shares)))["largest_funder"]
        assert code is not None and axis.value(code) == largest

    def test_a_fen_makes_the_difference(self) -> None:
        axis = CompetenceRequest.layout.by_name["largest_funder"]
        shares = {**funders(0, 0, 0, 60_000, 0), "township_share": "60000.01"}
        code = codes_of(CompetenceRequest(**shares))["largest_funder"]
        assert code is not None and axis.value(code) == "township"

    def test_one_unknown_share_leaves_it_unknown(self) -> None:
        shares = funders(5, 4, 3, 2, 1)
        del shares["township_share"]
        assert codes_of(CompetenceRequest(**shares))["largest_funder"] is None

    @pytest.mark.parametrize(("planned", "made", "behind"), [(80, 60, 20), (60, 60, 0), (0, 100, -100), (100, 0, 100)])
    def test_behind_the_plan(self, planned: int, made: int, behind: int) -> None:
        request = ProjectFundingRequest(stage="started", planned_progress=planned, progress=made)
        assert codes_of(request)["behind"] == behind

    @pytest.mark.parametrize(
        ("worked", "taken", "days", "same"),
        [
            ("2016-03-01", "2016-03-31", 30, 1),
            ("2016-03-31", "2016-03-31", 0, 1),
            ("2016-03-31", "2016-04-01", 1, 0),
            ("2016-02-29", "2016-03-30", 30, 0),
            ("2015-03-10", "2016-03-10", 366, 0),
        ],
    )
    def test_time_off_after_overtime(self, worked: str, taken: str, days: int, same: int) -> None:
        codes = codes_of(PersonnelRequest(overtime_date=worked, date=taken))
        assert (codes["days_since_overtime"], codes["same_month"]) == (days, same)


def test_a_list_worked_out_needs_a_value_for_each_source_and_the_tie() -> None:
    with pytest.raises(TypeError, match="tie"):

        class _Short(CompetenceRequest):
            topic = Topic(
                id="short",
                zh="短",
                en="short",
                anchor="date",
                derived={
                    "most": LargestOf(
                        sources=("central_share", "city_share"), values={"central": ("国家", "state")}, zh="", en=""
                    )
                },
            )


LARGEST = """
county-owns:
  when: {matter: station_title, largest_funder: county}
  then: {arrange: county_culture_bureau}
nobody:
  when: {matter: station_title, largest_funder: tie}
  then: {report: county_government}
station-owns:
  when: {matter: station_title, largest_funder: {not: [county, tie]}}
  then: {arrange: culture_station}
"""


class TestAListWorkedOutInRules:
    def asked(self, **shares: Any) -> CompetenceRequest:
        usual = {**funders(1, 1, 1, 3, 2), **shares}
        known = {name: value for name, value in usual.items() if value is not None}
        return CompetenceRequest(matter="station_title", date="2012-05-01", **known)

    @pytest.mark.parametrize(
        ("shares", "step"),
        [
            ({}, ("arrange", "county_culture_bureau")),
            ({"township_share": 3}, ("report", None)),
            ({"township_share": "3.01"}, ("arrange", "culture_station")),
        ],
    )
    def test_it_decides(self, tmp_path: Path, shares: dict[str, Any], step: tuple[str, str | None]) -> None:
        found = book(tmp_path / "book", LARGEST, topic="competence")
        (part,) = found.decide(self.asked(**shares), "town").model().steps
        assert (part.act, part.by) == step

    def test_it_is_asked_through_its_sources_only_where_it_matters(self, tmp_path: Path) -> None:
        found = book(tmp_path / "book", LARGEST, topic="competence")
        needed = found.decide(self.asked(county_share=None), "town").model()
        assert {slot.needs for slot in needed.slots} == {("county_share",)}
        full = {"province_share": 100_000_000, "county_share": 100_000_000}  # no share can be more
        settled = found.decide(self.asked(central_share=None, **full), "town").model()
        assert [part.act for part in settled.steps] == ["report"]
        assert all(slot.needs == () for slot in settled.slots)

    def test_it_is_explained_with_its_sources(self, tmp_path: Path) -> None:
        shown = explain(book(tmp_path / "book", LARGEST, topic="competence"), self.asked(), "town")
        assert "出资最多的一方(largest_funder):要求为 并列(tie);实际:县(市、区)(county),由 国家出资额" in shown.text(
            "zh"
        )
        assert "largest funder (largest_funder): wanted a tie (tie); in the request: county, from" in shown.text("en")

    def test_it_has_chinese_words(self) -> None:
        text = instrument(LARGEST, topic="competence")
        chinese = twins().rewritten(text, "zh")
        assert "出资最多的一方: 县" in chinese and "largest_funder" not in chinese and "tie" not in chinese
        assert english(chinese) == english(text)

    @pytest.mark.parametrize(("value", "code"), [("village", "PE302"), ("{at_least: county}", "PE316"), ("3", "PE403")])
    def test_what_it_cannot_be(self, tmp_path: Path, value: str, code: str) -> None:
        rules = f"one: {{when: {{largest_funder: {value}}}, then: {{arrange: culture_station}}}}\n"
        with pytest.raises(RulebookError) as refused:
            book(tmp_path / "book", rules, topic="competence")
        assert [each.code for each in refused.value.diagnostics] == [code]


# --- refused ----------------------------------------------------------------------------------------------------------

MONEY = ("central_share", "province_share", "city_share", "county_share", "township_share")
OFF_STEP = [(CompetenceRequest, name) for name in MONEY]
OFF_STEP += [(ProjectFundingRequest, name) for name in ("cost", "received", "already_paid")]


@pytest.mark.parametrize(("model", "fact"), OFF_STEP)
def test_money_is_counted_in_fen_within_its_bounds(model: type[Request], fact: str) -> None:
    assert codes_of(model(**{fact: "0.01"}))[fact] == 1
    assert codes_of(model(**{fact: 100_000_000}))[fact] == 10_000_000_000
    assert codes_of(model(**{fact: 0}))[fact] == 0
    for value, code in (("0.001", "PE707"), ("-0.01", "PE708"), ("100000000.01", "PE708"), (0.5, "PE709")):
        with pytest.raises(ValidationError) as refused:
            model(**{fact: value})
        assert kinds(refused) == [code]


@pytest.mark.parametrize(
    ("model", "fact", "low", "high"),
    [
        (ProjectFundingRequest, "progress", 0, 100),
        (ProjectFundingRequest, "planned_progress", 0, 100),
        (ProjectFundingRequest, "activities_held", 0, 1000),
        (ProjectFundingRequest, "age", 0, 130),
        (PersonnelRequest, "beds", 0, 2000),
    ],
)
def test_whole_numbers_within_their_bounds(model: type[Request], fact: str, low: int, high: int) -> None:
    assert [codes_of(model(**{fact: value}))[fact] for value in (low, high)] == [low, high]
    for value, code in ((low - 1, "PE708"), (high + 1, "PE708"), ("5", "PE709"), (0.5, "PE709"), (True, "PE709")):
        with pytest.raises(ValidationError) as refused:
            model(**{fact: value})
        assert kinds(refused) == [code]


@pytest.mark.parametrize(
    ("model", "fact", "value", "code"),
    [
        (CompetenceRequest, "line", "congress", "PE706"),
        (CompetenceRequest, "funded_by", ["village"], "PE706"),
        (CompetenceRequest, "funded_by", "county", "PE709"),
        (CompetenceRequest, "matter", 3, "PE709"),
        (CompetenceRequest, "help_needed", "yes", "PE709"),
        (OrganisationRequest, "township_kind", "county", "PE706"),
        (OrganisationRequest, "merged", 1, "PE709"),
        (OrganisationRequest, "date", "2007-02-29", "PE713"),
        (ArchivesRequest, "event", "borrow", "PE706"),
        (ArchivesRequest, "earlier_fonds", "none", "PE706"),
        (ArchivesRequest, "formed", 20140701, "PE713"),
        (DisclosureRequest, "stream", "school", "PE706"),
        (DisclosureRequest, "regularity", "fixed", "PE706"),
        (DisclosureRequest, "hot_topic", "no", "PE709"),
        (ProjectFundingRequest, "county_class", ["other"], "PE706"),
        (ProjectFundingRequest, "stage", "accepted", "PE706"),
        (ProjectFundingRequest, "acceptance", True, "PE709"),
        (PersonnelRequest, "matter", "leave", "PE706"),
        (PersonnelRequest, "township_class", 1, "PE709"),
        (PersonnelRequest, "trained_by", "village", "PE706"),
        (PersonnelRequest, "date", "31 March", "PE713"),
    ],
)
def test_refused(model: type[Request], fact: str, value: object, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        model(**{fact: value})
    assert kinds(refused) == [code]


@pytest.mark.parametrize(
    ("fact", "value", "facts"),
    [
        ("matter", "station_titel", {"date": "2012-05-01"}),
        ("meeting", "no_meeting", {"date": "2012-05-01"}),
        ("township", "Biyang", {"date": "2012-05-01"}),
    ],
)
def test_a_word_that_no_list_has_is_refused_when_decided(fact: str, value: str, facts: dict[str, Any]) -> None:
    found = shipped()
    with pytest.raises(RequestError) as refused:
        found.decide(CompetenceRequest(**{fact: value}, **facts), found.jurisdictions[0])
    assert [each.code for each in refused.value.diagnostics] == ["PE706"]


IMPOSSIBLE: dict[type[Request], list[dict[str, Any]]] = {
    CompetenceRequest: [
        *({"funded_by": [], f"{name}_share": "0.01"} for name in FUNDERS),
        *({"funded_by": [name], f"{name}_share": 0} for name in FUNDERS),
    ],
    OrganisationRequest: [{"township_kind": "rural_township", "merged": True}],
    ArchivesRequest: [
        {"origin": "department", "earlier_fonds": "county"},
        {"earlier_fonds": "county", "township_fonds": True},
        {"event": "set_schedule", "record_class": "documents"},
        {"event": "file", "record_class": "all_classes"},
    ],
    DisclosureRequest: [],
    ProjectFundingRequest: [
        {"stage": "started", "acceptance": "failed"},
        {"stage": "planned", "progress": 1},
        {"stage": "completed", "progress": 99},
    ],
    PersonnelRequest: [
        {"matter": "headcount", "posts_kind": "no_posts"},
        {"matter": "overtime", "posts_kind": "institutional"},
        {"training": "none", "trained_by": "county"},
        {"training": "failed", "trained_by": "nobody"},
        {"posts_kind": "basic_medical", "unit": "organ"},
        {"matter": "time_off", "overtime_date": "2016-03-02", "date": "2016-03-01"},
    ],
}


def test_every_impossible_combination_has_an_example() -> None:
    for model, _ in MODELS:
        assert len(IMPOSSIBLE[model]) == len(model.topic.impossible)


@pytest.mark.parametrize(
    ("model", "index"), [(model, at) for model, cases in IMPOSSIBLE.items() for at in range(len(cases))]
)
def test_impossible_together(model: type[Request], index: int) -> None:
    facts = IMPOSSIBLE[model][index]
    with pytest.raises(ValidationError) as refused:
        model(**facts)
    (fault,) = refused.value.errors()
    assert fault["type"] == "PE711"
    assert all(name in fault["ctx"]["facts"] for name in model.topic.impossible[index])
    for name in facts:  # each alone, with the others unknown, is possible
        model(**{name: facts[name]})


@pytest.mark.parametrize(
    ("model", "facts"),
    [
        (CompetenceRequest, {"funded_by": ["city"], "city_share": "0.01", "county_share": 0}),
        (CompetenceRequest, {"funded_by": []} | funders(0, 0, 0, 0, 0)),
        (OrganisationRequest, {"township_kind": "town", "merged": True}),
        (OrganisationRequest, {"township_kind": "sub_district", "merged": False}),
        (ArchivesRequest, {"origin": "county_branch", "earlier_fonds": "county"}),
        (ArchivesRequest, {"event": "staff_handover", "record_class": "all_classes"}),
        (ArchivesRequest, {"event": "transfer", "record_class": "all_classes"}),
        (ProjectFundingRequest, {"stage": "completed", "acceptance": "not_held", "progress": 100}),
        (ProjectFundingRequest, {"stage": "planned", "acceptance": "not_held", "progress": 0}),
        (ProjectFundingRequest, {"stage": "started", "progress": 100}),
        (PersonnelRequest, {"matter": "time_off", "overtime_date": "2016-03-01", "date": "2016-03-01"}),
        (PersonnelRequest, {"matter": "degree_study", "posts_kind": "no_posts", "unit": "organ"}),
        (PersonnelRequest, {"posts_kind": "public_health", "unit": "hospital"}),
        (PersonnelRequest, {"training": "none", "trained_by": "nobody"}),
    ],
)
def test_possible_together(model: type[Request], facts: dict[str, Any]) -> None:
    assert len(model(**facts).facts()) == len(facts)


@pytest.mark.parametrize(
    ("model", "fact", "order"),
    [
        (ProjectFundingRequest, "stage", ["planned", "started", "completed"]),
        (PersonnelRequest, "education", ["below_college", "college", "bachelor", "master"]),
        (PersonnelRequest, "trained_by", ["nobody", "township", "county", "city", "province", "central"]),
    ],
)
def test_orders(model: type[Request], fact: str, order: list[str]) -> None:
    axis = model.layout.by_name[fact]
    assert axis.ordered and list(axis.values) == order


@each_model
def test_only_what_has_an_order_is_ordered(model: type[Request], facts: dict[str, Any]) -> None:
    ordered = {name for name, mark in model.layout.marks.items() if isinstance(mark, OneOf) and mark.ordered}
    assert ordered == {"stage", "education", "trained_by"} & facts.keys()


@each_model
def test_judgements_may_be_signed(model: type[Request], facts: dict[str, Any]) -> None:
    names = [name for name, mark in model.layout.marks.items() if isinstance(mark, Judgement)]
    assert names
    for name in names:
        given = Given.model_validate({"judgements": {name: {"value": True, "by": "office_head"}}})
        assert codes_of(model(given=given))[name] == 1
        with pytest.raises(ValidationError) as refused:
            model(given=given, **{name: False})
        assert kinds(refused) == ["PE714"]
