"""Rules that are only proposed, reported, aimed at or inferred: shown beside a decision, never part of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from policy_engine import DecisionModel, RequestError
from policy_engine.engine.book import Rulebook, load
from policy_engine.errors import RulebookError
from policy_engine.loading.folder import compile_folder
from policy_engine.requests import STANDARD
from tests.build import book, claim, claims, instrument, write
from tests.models import ClaimRequest

MEALS = "meals: {when: {kind: meal}, then: {payable: amount, require: [meeting_notice]}}"
TRIPS = """\
trips: {when: {kind: trip}, then: {payable: {times: [80, days]}, sign: finance_office}}
far: {exception_to: trips, when: {days: {more_than: 5}}, then: {sign: party_government_office}}
"""
MODELS = (*STANDARD, ClaimRequest)


@pytest.fixture
def shown(tmp_path: Path) -> Rulebook:
    return claims(tmp_path, MEALS, aside=TRIPS)


class TestADecision:
    def test_answers_from_rules_in_force_and_shows_the_others(self, shown: Rulebook) -> None:
        found = claim(shown, kind="trip", days="3")
        assert (found.outcome, found.decided_by, found.citations) == ("not_covered", (), ())
        assert not any(answer.stated for answer in found.slots)
        aside = found.not_in_force
        assert aside is not None
        assert (aside.outcome, aside.decided_by, aside.statuses) == ("needs_steps", ("example-02",), ("proposed",))
        assert [str(line.payable) for line in aside.figures.amounts] == ["240.0"]
        assert [step.rule.by for step in aside.steps] == ["finance_office"]
        assert {each.status for each in aside.citations} == {"proposed"}
        assert aside.not_in_force is None

    def test_says_nothing_of_rules_that_say_nothing(self, shown: Rulebook) -> None:
        found = claim(shown)
        assert (found.outcome, found.not_in_force) == ("needs_steps", None)
        assert [each.status for each in found.citations] == [None]
        assert found.statuses == ()

    def test_needs_only_what_the_rules_in_force_need(self, shown: Rulebook) -> None:
        found = claim(shown, kind="trip", days=None)
        assert (found.outcome, found.needs) == ("not_covered", ())
        assert found.not_in_force is not None
        assert (found.not_in_force.outcome, found.not_in_force.needs) == ("undetermined", ("days",))
        found = claim(shown, kind=None, days=None)
        assert (found.outcome, found.needs) == ("undetermined", ("kind",))
        assert found.not_in_force is not None
        assert (found.not_in_force.needs, found.not_in_force.statuses) == (("kind", "days"), ("proposed",))

    def test_what_was_done_counts_for_both(self, shown: Rulebook) -> None:
        given = {
            "acts": [{"act": "sign", "by": "finance_office", "person": "m", "date": "2025-03-04"}],
            "applicant_person": "a",
        }
        found = claim(shown, given, kind="trip")
        assert (found.outcome, found.steps) == ("not_covered", ())
        assert found.not_in_force is not None
        assert found.not_in_force.outcome == "determined"

    def test_the_exceptions_of_shown_rules_work_among_them(self, shown: Rulebook) -> None:
        aside = claim(shown, kind="trip", days="5.5").not_in_force
        assert aside is not None
        assert [step.rule.by for step in aside.steps] == ["party_government_office"]
        assert [(each.base, each.by) for each in aside.replaced] == [("example/trips", "example/far")]

    def test_is_made_without_them_until_they_are_asked_for(self, shown: Rulebook) -> None:
        found = claim(shown, kind="trip")
        desk = shown._shadows["town", ClaimRequest].desks[0]
        assert desk.verdicts == {}
        assert found.not_in_force is not None
        assert len(desk.verdicts) == 1

    def test_goes_by_the_same_day(self, tmp_path: Path) -> None:
        rules = "trips: {in_force: {from: 2025-06-01}, when: {kind: trip}, then: {payable: amount}}"
        found = claims(tmp_path, MEALS, aside=rules)
        request = found.read(
            {
                "topic": "claim",
                "jurisdiction": "town",
                "facts": {"kind": "trip", "amount": 10, "spent_on": "2025-05-31"},
            }
        ).request
        assert found.decide(request, "town").not_in_force is None
        assert found.decide(request, "town", dt.date(2025, 6, 1)).not_in_force is not None

    def test_advice_alone_is_something(self, tmp_path: Path) -> None:
        found = claims(tmp_path, MEALS, aside="thrift: {strength: should, then: {prohibit: true}}")
        aside = claim(found).not_in_force
        assert aside is not None
        assert (aside.outcome, aside.statuses, len(aside.verdict.advice)) == ("not_covered", ("proposed",), 1)

    def test_shows_several_statuses_in_their_order(self, tmp_path: Path) -> None:
        one = instrument(MEALS, "one", topic="claim", aside="a: {then: {require: [invoice]}}", status="target")
        two = instrument("", "two", topic="claim", aside="b: {then: {require: [meeting_notice]}}")
        found = load(write(tmp_path, {"one": one, "two": two}), models=MODELS)
        aside = claim(found).not_in_force
        assert aside is not None
        assert aside.statuses == ("proposed", "target")
        assert {each.clause: each.status for each in aside.citations} == {"one-02": "target", "two-02": "proposed"}


class TestPublished:
    def test_the_model_holds_a_whole_decision(self, shown: Rulebook) -> None:
        found = claim(shown, kind="trip", days="3")
        model = found.model()
        assert model.not_in_force is not None
        assert (model.outcome, model.not_in_force.outcome) == ("not_covered", "needs_steps")
        assert model.not_in_force.statuses == ("proposed",)
        assert [part.payable for part in model.not_in_force.amounts] == ["240"]
        assert {part.status for part in model.not_in_force.citations} == {"proposed"}
        assert model.not_in_force.rulebook == model.rulebook
        assert DecisionModel.model_validate_json(found.json()).canonical() == found.json()
        schema = DecisionModel.model_json_schema(mode="serialization")
        jsonschema.validate(model.model_dump(mode="json"), schema)
        assert claim(shown).model().not_in_force is None

    def test_decisions_that_show_something_else_are_not_equal(self, tmp_path: Path) -> None:
        one = claims(tmp_path / "one", MEALS, aside=TRIPS)
        again = claims(tmp_path / "again", MEALS, aside=TRIPS)
        assert claim(one, kind="trip") == claim(again, kind="trip")
        meaning = claim(one, kind="trip").model().meaning()
        other = claim(claims(tmp_path / "other", MEALS, aside=TRIPS.replace("80", "90")), kind="trip").model().meaning()
        for each in (meaning, other):
            each.pop("rulebook")
            each["not_in_force"].pop("rulebook")
        assert meaning != other
        assert {key for key in meaning if meaning[key] != other[key]} == {"not_in_force"}

    def test_the_digest_knows_the_status(self, tmp_path: Path) -> None:
        digests = {
            claims(tmp_path / str(number), MEALS, aside=aside, status=status).digest
            for number, (aside, status) in enumerate(
                [(TRIPS, "proposed"), (TRIPS, "target"), (TRIPS.replace("80", "90"), "proposed")]
            )
        }
        assert len(digests) == 3


class TestApart:
    def test_terms_and_parameters_serve_both(self, tmp_path: Path) -> None:
        more = "terms: {big: {name_zh: 大额, zh: 大额, en: big, when: {amount: {at_least: sum}}}}\n"
        more += "parameters: {sum: {zh: 大额线, en: big from, unit: yuan, values: [{from: unknown, value: 500}]}}\n"
        rules = "meals: {when: {big: false}, then: {payable: amount}}"
        found = claims(tmp_path, rules, more=more, aside="big: {when: {big: true}, then: {payable: sum}}")
        assert claim(found, amount="499.99").not_in_force is None
        decision = claim(found, amount="500")
        assert decision.outcome == "not_covered"
        assert decision.not_in_force is not None
        assert [str(line.payable) for line in decision.not_in_force.figures.amounts] == ["500"]

    def test_what_only_shown_rules_leave_to_judgement_may_be_judged(self, tmp_path: Path) -> None:
        more = "parameters: {many: {zh: 很多, en: many, unit: person, value: unset, owner: finance_office}}\n"
        rules = "crowd: {when: {guests: {at_least: many}}, then: {prohibit: true}}"
        found = claims(tmp_path, MEALS, more=more, aside=rules)
        assert found.compiled.books["town", "claim"].axes.plain
        decision = claim(found)
        assert decision.not_in_force is not None
        assert decision.not_in_force.slots[0].needs == ("example/many",)
        judged = {"judgements": {"many": {"value": True, "by": "finance_office"}}}
        decision = claim(found, judged)
        assert decision.outcome == "needs_steps"
        assert decision.not_in_force is not None
        assert decision.not_in_force.outcome == "prohibited"
        with pytest.raises(RequestError) as refused:
            claim(found, {"judgements": {"few": {"value": True, "by": "finance_office"}}})
        assert [(fault.code, fault.near) for fault in refused.value.diagnostics] == [("PE714", "")]

    def test_what_they_cannot_work_out_is_said_and_stops_nothing(self, tmp_path: Path) -> None:
        late = "late: {then: {deadline: {of: submitted, at: {working_days_after: spent_on, number: 10}}}}"
        found = claims(tmp_path, MEALS, aside=late)
        decision = claim(found, spent_on="2199-03-03")
        assert (decision.outcome, decision.not_in_force) == ("needs_steps", None)
        (refused,) = decision.shadow().refused
        assert refused.code == "PE717"
        (part,) = decision.model().not_in_force_refused
        assert (part.code, "2199" in part.zh, "2199" in part.en) == ("PE717", True, True)
        assert DecisionModel.model_validate_json(decision.json()).canonical() == decision.json()
        assert claim(found).model().not_in_force_refused == ()

    def test_levels_stand_against_each_other_among_them(self, tmp_path: Path) -> None:
        upper = instrument("", "upper", topic="claim", aside="u: {then: {sign: finance_office}}")
        lower = instrument(MEALS, "lower", topic="claim", aside="l: {then: {sign: party_government_office}}")
        towns = "county: {zh: 县, en: County, adopts: [upper]}\n"
        towns += "town: {zh: 镇, en: Town, adopts: [lower], parent: county}\n"
        found = load(write(tmp_path, {"upper": upper, "lower": lower}, towns), models=MODELS)
        decision = claim(found)
        assert decision.steps == ()
        assert decision.not_in_force is not None
        assert [step.rule.by for step in decision.not_in_force.steps] == ["finance_office"]

    def test_a_contradiction_among_them_refuses_the_rulebook(self, tmp_path: Path) -> None:
        rules = "one: {then: {payable: 1}}\ntwo: {then: {payable: 2}}"
        with pytest.raises(RulebookError) as refused:
            claims(tmp_path, MEALS, aside=rules)
        assert [fault.code for fault in refused.value.diagnostics] == ["PE507"]

    def test_where_conflicts_are_put_up_with_nothing_in_force_is_set_aside(self, tmp_path: Path) -> None:
        rules = "one: {when: {kind: trip}, then: {payable: 1}}\ntwo: {when: {amount: 300}, then: {payable: 2}}"
        write(tmp_path, {"example": instrument(MEALS, topic="claim", aside=rules)})
        found = load(tmp_path, models=MODELS, strict=False)
        assert claim(found).outcome == "needs_steps"
        both = claim(found, kind="trip")
        assert (both.outcome, both.not_in_force and both.not_in_force.outcome) == ("not_covered", "conflict")

    def test_a_contradiction_between_what_binds_and_what_does_not_is_none(self, tmp_path: Path) -> None:
        found = claims(tmp_path, MEALS, aside="meals-less: {when: {kind: meal}, then: {payable: 1}}")
        decision = claim(found)
        assert [str(line.payable) for line in decision.figures.amounts] == ["300.00"]
        assert decision.not_in_force is not None
        assert [str(line.payable) for line in decision.not_in_force.figures.amounts] == ["1"]

    def test_other_topics_and_jurisdictions_have_nothing_to_show(self, tmp_path: Path) -> None:
        one = instrument(MEALS, "one", topic="claim")
        two = instrument("", "two", topic="claim", aside=TRIPS)
        towns = "town: {zh: 镇, en: Town, adopts: [one]}\nother: {zh: 乡, en: Other, adopts: [two]}\n"
        found = load(write(tmp_path, {"one": one, "two": two}, towns), models=MODELS)
        assert claim(found, kind="trip").not_in_force is None
        assert list(found.compiled.shadow.books) == [("other", "claim")]  # type: ignore[union-attr]

    def test_a_rulebook_without_such_rules_has_no_shadow(self, tmp_path: Path) -> None:
        found = claims(tmp_path, MEALS)
        assert found.compiled.shadow is None
        assert claim(found).shadow() == (None, ())

    def test_holes_belong_to_the_rules_in_force(self, tmp_path: Path) -> None:
        text = instrument(MEALS, topic="claim", aside="a: {then: {require: [invoice]}}")
        text += "leaves_open:\n  - {when: {kind: trip}, zh: 差旅没有写, en: trips are open, owner: finance_office}\n"
        found = load(write(tmp_path, {"example": text}), models=MODELS)
        decision = claim(found, kind="trip")
        assert len(decision.verdict.open_points) == 1
        assert decision.not_in_force is not None
        assert (decision.not_in_force.outcome, decision.not_in_force.verdict.open_points) == ("not_covered", ())


def without_rulebook(model: DecisionModel) -> dict[str, Any]:
    found: dict[str, Any] = model.meaning()
    del found["rulebook"], found["not_in_force"]
    return found


def test_what_is_in_force_is_decided_as_if_nothing_else_were_there(tmp_path: Path) -> None:
    rules = "leave: {when: {leave: true}, then: {approve: party_committee}}"
    aside = "trips: {when: {kind: official}, then: {permit: true}, otherwise: {prohibit: true}}"
    aside = aside.replace("then: {permit: true}", "then: {permit: true, require: [leave_slip]}")
    alone, both = book(tmp_path / "alone", rules), book(tmp_path / "both", rules, aside=aside)
    for kind in ("personal", "official"):
        for post in ("staff", "mayor"):
            facts = {"kind": kind, "post": post, "days": 1, "first_day": "2026-03-02"}
            data = {"topic": "absence", "jurisdiction": "town", "facts": facts}
            one, other = alone.decide_data(data), both.decide_data(data)
            assert without_rulebook(one.model()) == without_rulebook(other.model())
            assert (other.not_in_force is not None) == (kind == "official")


def test_models_keep_the_status(tmp_path: Path) -> None:
    compiled = compile_folder(write(tmp_path, {"example": instrument(MEALS, topic="claim", aside=TRIPS)}), MODELS)
    clauses = compiled.models.instruments["example"].clauses
    assert {name: clause.status for name, clause in clauses.items()} == {"example-01": None, "example-02": "proposed"}
    assert {rule.name: rule.status for rule in compiled.rules.values()} == {
        "meals": None,
        "trips": "proposed",
        "far": "proposed",
    }
    assert set(compiled.own_rules) == {"example/meals"}
    assert compiled.shadow is not None
    assert set(compiled.shadow.rules) == set(compiled.shadow.own_rules) == {"example/trips", "example/far"}
    assert compiled.shadow.digest == compiled.digest
    assert replace(compiled.rules["example/far"], status=None) != compiled.rules["example/far"]
