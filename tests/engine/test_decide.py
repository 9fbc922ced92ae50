"""Deciding: slots, outcomes, silence, notes, and what a decision promises."""

from __future__ import annotations

import datetime as dt
import json
import threading
from pathlib import Path

import pytest
import yaml

from policy_engine import AbsenceRequest, Decision, DecisionModel, Given, GivenAct, RequestError, load
from policy_engine.engine import counters
from policy_engine.requests import STANDARD
from tests.build import book, instrument, shipped, write

SHIPPED = Path(__file__).parents[2] / "rulebook"
FIRST = dt.date(2026, 3, 2)


def ask(found, given: dict | None = None, **facts) -> Decision:  # type: ignore[no-untyped-def]
    data = {"topic": "absence", "jurisdiction": "town", "facts": {"first_day": FIRST, **facts}, "given": given or {}}
    return found.decide_data(data)


def slot(decision: Decision, name: str, matter: str = ""):  # type: ignore[no-untyped-def]
    return next(each for each in decision.slots if (each.slot, each.matter) == (name, matter))


RULES = """
permit-trip: {when: {kind: official}, then: {permit: true}}
no-study: {when: {kind: study_session}, then: {prohibit: true, approve: mayor}}
refer-up: {when: {kind: duty_shift}, then: {refer: {to: higher_level, for: 批准人}}}
by-mayor: {when: {kind: personal, post: staff}, then: {approve: mayor}}
also-mayor: {when: {kind: personal, days: {at_least: 1}, post: staff}, then: {approve: mayor, require: [leave_slip]}}
slip: {when: {kind: sick}, then: {require: [hospital_certificate]}}
"""


class TestOutcomes:
    @pytest.fixture
    def rules(self, tmp_path: Path):  # type: ignore[no-untyped-def]
        return book(tmp_path, RULES)

    def test_permit(self, rules) -> None:  # type: ignore[no-untyped-def]
        decision = ask(rules, kind="official")
        assert decision.outcome == "permitted"
        assert [each.verb for each in decision.may()] == ["permit"]

    def test_prohibit_beats_an_approver(self, rules) -> None:  # type: ignore[no-untyped-def]
        decision = ask(rules, kind="study_session")
        assert decision.outcome == "prohibited"
        assert slot(decision, "may").status == "settled"
        assert slot(decision, "approve").status == "settled"
        assert decision.decided_by == ("example-01",)

    def test_refer(self, rules) -> None:  # type: ignore[no-untyped-def]
        decision = ask(rules, kind="duty_shift")
        assert decision.outcome == "referred"
        assert (decision.may()[0].to, decision.may()[0].what) == ("higher_level", "批准人")

    def test_equal_answers_meet_and_both_are_cited(self, rules) -> None:  # type: ignore[no-untyped-def]
        decision = ask(rules, kind="personal", post="staff", days=2)
        assert decision.approvers == ("mayor",)
        assert {each.rule for each in slot(decision, "approve").stated} == {"example/by-mayor", "example/also-mayor"}

    def test_silence_is_not_covered_whatever_else_applies(self, rules) -> None:  # type: ignore[no-untyped-def]
        decision = ask(rules, kind="sick")
        assert decision.outcome == "not_covered"
        assert decision.decided_by == ()
        assert [paper.status for paper in decision.papers] == ["missing"]

    def test_nothing_at_all_applies(self, rules) -> None:  # type: ignore[no-untyped-def]
        decision = ask(rules, kind="annual")
        assert decision.outcome == "not_covered"
        assert decision.citations == ()

    def test_prohibited_while_the_approver_is_open(self, tmp_path: Path) -> None:
        rules = """
no-winter: {when: {kind: annual}, then: {prohibit: true}}
staff: {when: {kind: annual, post: staff}, then: {approve: mayor}}
heads: {when: {kind: annual, post: section_head}, then: {approve: party_secretary}}
"""
        decision = ask(book(tmp_path, rules), kind="annual")
        assert decision.outcome == "prohibited"
        assert slot(decision, "approve").status == "open"
        assert slot(decision, "approve").needs == ("post",)
        assert decision.needs == ()


class TestConflictsAtRunTime:
    RULES = """
one: {when: {kind: annual}, then: {approve: mayor}}
two: {when: {kind: annual, post: staff}, then: {approve: party_secretary}}
"""

    def test_both_are_named(self, tmp_path: Path) -> None:
        decision = ask(book(tmp_path, self.RULES, prove=False), kind="annual", post="staff")
        assert decision.outcome == "conflict"
        assert slot(decision, "approve").status == "conflict"
        assert {each.rule for each in slot(decision, "approve").stated} == {"example/one", "example/two"}
        assert set(decision.approvers) == {"mayor", "party_secretary"}

    def test_set_aside_refuses_only_that_topic(self, tmp_path: Path) -> None:
        folder = write(
            tmp_path,
            {"bad": instrument(self.RULES, "bad"), "good": instrument("x: {then: {permit: true}}", "good")},
            "town: {zh: 镇, en: Town, adopts: [good]}\nother: {zh: 镇, en: Other, adopts: [bad]}\n",
        )
        found = load(folder, strict=False)
        assert ask(found).outcome == "permitted"
        with pytest.raises(RequestError) as refused:
            found.decide(AbsenceRequest(first_day=FIRST), "other")
        assert [fault.code for fault in refused.value.diagnostics] == ["PE715"]


class TestStrengthAndMatters:
    def test_should_never_changes_the_outcome(self, tmp_path: Path) -> None:
        rules = """
all: {when: {kind: annual}, then: {permit: true}}
winter: {strength: should, when: {kind: annual, first_month: {not: {between: [4, 10]}}}, then: {prohibit: true}}
"""
        found = book(tmp_path, rules)
        advised = ask(found, kind="annual")
        assert advised.outcome == "permitted"
        assert [each.rule for each in advised.verdict.advice] == ["example/winter"]
        assert ask(found, kind="annual", first_day="2026-04-01").verdict.advice == ()
        assert ask(found, kind="annual", first_day="2026-10-31").verdict.advice == ()
        assert len(ask(found, kind="annual", first_day="2026-11-01").verdict.advice) == 1

    def test_every_matter_must_be_permitted(self, tmp_path: Path) -> None:
        rules = """
all: {when: {kind: annual}, then: {approve: party_committee}}
shift: {for: MATTER, when: {covers_duty_shift: true}, then: {approve: organisation_office}}
"""
        matter = next(iter(shipped().compiled.models.vocabulary.matters))
        found = book(tmp_path, rules.replace("MATTER", matter))
        acts = [
            {"act": "approve", "by": "party_committee", "person": "p2", "date": "2026-03-01"},
            {"act": "approve", "by": "organisation_office", "person": "p3", "date": "2026-02-28", "matter": matter},
        ]
        facts = {"kind": "annual", "covers_duty_shift": True}
        given = {"applicant_person": "p1"}
        assert ask(found, {**given, "acts": acts[:1]}, **facts).outcome == "needs_steps"
        assert ask(found, {**given, "acts": acts}, **facts).outcome == "permitted"
        assert ask(found, {**given, "acts": acts[:1]}, kind="annual", covers_duty_shift=False).outcome == "permitted"


class TestNotes:
    def test_readings_cautions_see_unset_and_undated(self, tmp_path: Path) -> None:
        rules = """
heads:
  when: {leave: true, post: section_head, whole_days: {at_least: 3}}
  then: {approve: party_secretary, return: {by: applicant, within: back}}
  reading: [{number: 4, convention: C7, zh: 甲, en: a}, {number: own, zh: 乙, en: b}]
  caution: {convention: C4, zh: 注意, en: mind}
  see: [elsewhere]
"""
        more = "parameters: {back: {zh: 期限, en: limit, unit: day, value: unset, owner: party_government_office}}\n"
        decision = ask(
            book(tmp_path, rules, more=more), kind="personal", post="section_head", days="2.5", adjoining_days=0
        )
        assert [(each.of, each.number, each.convention) for each in decision.readings] == [
            ("example/heads", 0, ""),
            ("example/heads", 4, "C7"),
        ]
        assert [each.label.en for each in decision.cautions] == ["mind"]
        assert decision.verdict.see == ("elsewhere",)
        assert decision.verdict.unset == ("example/back",)
        assert decision.verdict.undated == ("example",)

    def test_readings_of_terms_travel(self) -> None:
        facts = {"kind": "personal", "post": "section_head", "days": "2.5", "adjoining_days": 0, "away": []}
        decision = shipped().decide(AbsenceRequest(first_day=FIRST, **facts), "town-a")
        assert 1 in {each.number for each in decision.readings if each.of == "office-leave/whole_days"}

    def test_declared_hole_is_shown_only_where_nothing_answers(self) -> None:
        found = shipped()
        silent = found.decide(
            AbsenceRequest(first_day=FIRST, kind="personal", post="party_secretary", form="written"), "town-a"
        )
        assert silent.outcome == "not_covered"
        assert silent.verdict.open_points[0].owner
        answered = found.decide(
            AbsenceRequest(first_day=FIRST, kind="personal", post="mayor", away=[], form="written"), "town-a"
        )
        assert answered.verdict.open_points == ()


class TestTheDecisionItself:
    def test_is_immutable(self) -> None:
        decision = ask_shipped()
        with pytest.raises(AttributeError):
            decision.outcome = "permitted"  # type: ignore[misc]
        with pytest.raises(AttributeError):
            decision.extra = 1  # type: ignore[attr-defined]

    def test_equality_leaves_out_texts_and_places(self, tmp_path: Path) -> None:
        plain = "all: {when: {kind: annual}, then: {permit: true}}"
        one = ask(book(tmp_path / "one", plain), kind="annual")
        moved = instrument("# a comment\n\n" + plain).replace("zh: 例子", "zh: 别的说法")
        other = ask(load(write(tmp_path / "two", {"example": moved})), kind="annual")
        assert one == other
        assert hash(one) == hash(other)
        assert one.json() != other.json()
        assert one != ask(book(tmp_path / "three", plain), kind="annual", post="staff")
        assert (one == "permitted") is False

    def test_json_is_canonical_and_round_trips(self) -> None:
        decision = ask_shipped()
        again = DecisionModel.model_validate_json(decision.json())
        assert again == decision.model()
        assert again.canonical() == decision.json()
        assert list(json.loads(decision.json())) == sorted(json.loads(decision.json()))
        assert json.loads(decision.json())["facts"]["days"] == "2.5"

    def test_says_whose_rulebook(self) -> None:
        decision = ask_shipped()
        part = decision.model().rulebook
        assert part.digest == shipped().digest
        assert part.texts_digest == shipped().texts_digest
        assert repr(decision).startswith("<Decision needs_steps absence town-a 2026-03-02 by 000-1-leave-09")

    def test_judgements_show_who_signed(self) -> None:
        given = {"judgements": {"special_circumstances": {"value": True, "by": "mayor", "date": "2026-03-01"}}}
        data = {"topic": "absence", "jurisdiction": "town-a", "facts": {"first_day": FIRST}, "given": given}
        (judged,) = shipped().decide_data(data).model().judgements
        assert (judged.field, judged.value, judged.by) == ("special_circumstances", True, "mayor")
        data = {
            "topic": "absence",
            "jurisdiction": "town-a",
            "facts": {"first_day": FIRST, "special_circumstances": True},
        }
        (stated,) = shipped().decide_data(data).model().judgements
        assert stated.by is None


def ask_shipped() -> Decision:
    facts = {
        "kind": "personal",
        "post": "section_head",
        "days": "2.5",
        "adjoining_days": "0",
        "away": [],
        "form": "written",
    }
    given = Given(acts=(GivenAct(act="apply", by="applicant", person="p", date=FIRST),))
    return shipped().decide(AbsenceRequest(first_day=FIRST, given=given, **facts), "town-a")


class TestTheRulebook:
    def test_threads_may_share_it(self) -> None:
        found = shipped()
        requests = [
            AbsenceRequest(
                first_day=FIRST, kind="personal", post=post, days=days, adjoining_days=0, line="party", away=[]
            )
            for post in ("staff", "section_head", "mayor")
            for days in ("0.5", "2", "2.5", "9")
        ]
        wanted = [shipped().decide(request, "town-a").json() for request in requests]
        results: list[list[str]] = []

        def work() -> None:
            results.append([found.decide(request, "town-a").json() for request in requests])

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert results == [wanted] * 8

    def test_the_cache_of_verdicts_is_bounded(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(counters, "MAX_VERDICTS", 2)
        found = load()
        for post in ("staff", "section_head", "mayor", "party_secretary"):
            for kind in ("personal", "sick", "official", "annual"):
                facts = {"kind": kind, "post": post, "days": 2, "adjoining_days": 0, "line": "party", "away": []}
                facts |= {"form": "written", "special_circumstances": False}
                found.decide(AbsenceRequest(first_day=FIRST, **facts), "town-a")
        desk = found._desks["town-a", AbsenceRequest]
        assert 1 <= len(desk.desks[0].verdicts) <= 2

    def test_knows_its_jurisdictions_and_topics(self) -> None:
        found = shipped()
        assert found.jurisdictions == tuple(yaml.safe_load((SHIPPED / "jurisdictions.yaml").read_text("utf-8")))
        assert list(found.topics) == [model.topic.id for model in STANDARD]
        assert found.topics["absence"] is AbsenceRequest

    def test_a_request_model_of_another_rulebook_is_refused(self) -> None:
        class OtherRequest(AbsenceRequest):
            topic = AbsenceRequest.topic

        with pytest.raises(RequestError) as refused:
            shipped().decide(OtherRequest(first_day=FIRST), "town-a")
        assert [fault.code for fault in refused.value.diagnostics] == ["PE703"]
