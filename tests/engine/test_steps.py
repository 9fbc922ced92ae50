"""What has been done: by whom, in which order, in time, and not for himself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from policy_engine.engine.book import Rulebook
from tests.build import book

FACTS = {"first_day": "2026-03-10", "kind": "personal", "post": "staff"}


def act(verb: str, by: str, day: int, person: str = "p9", **more: str) -> dict[str, Any]:
    return {"act": verb, "by": by, "person": person, "date": f"2026-03-{day:02d}", **more}


def stands(found: Rulebook, *acts: dict[str, Any], facts: dict[str, Any] | None = None, **given: Any) -> dict[str, Any]:
    data = {"topic": "absence", "jurisdiction": "town", "facts": facts or FACTS, "given": {"acts": list(acts), **given}}
    decision = found.decide_data(data)
    steps = [(f"{step.rule.act}:{step.rule.by or step.rule.to}", step.status) for step in decision.steps]
    return {"outcome": decision.outcome, "needs": decision.needs, **dict(steps)}


class TestOrder:
    RULES = """
all:
  then:
    {apply: applicant, review: [own_section_head, area_chief], approve: party_committee, file: print_room}
"""

    @pytest.fixture
    def rules(self, tmp_path: Path) -> Rulebook:
        return book(tmp_path, self.RULES)

    def test_in_order(self, rules: Rulebook) -> None:
        found = stands(
            rules,
            act("apply", "applicant", 1, "p1"),
            act("review", "area_chief", 2),
            act("review", "own_section_head", 2),
            act("approve", "party_committee", 2),
        )
        assert found["outcome"] == "permitted"
        assert found["file:print_room"] == "missing"

    def test_approved_before_the_last_review(self, rules: Rulebook) -> None:
        found = stands(
            rules,
            act("apply", "applicant", 1, "p1"),
            act("review", "area_chief", 2),
            act("review", "own_section_head", 4),
            act("approve", "party_committee", 3),
        )
        assert found["outcome"] == "needs_steps"
        assert found["approve:party_committee"] == "too_early"

    def test_the_earliest_act_that_counts_is_taken(self, rules: Rulebook) -> None:
        found = stands(
            rules,
            act("apply", "applicant", 1, "p1"),
            act("review", "area_chief", 2),
            act("review", "own_section_head", 4),
            act("approve", "party_committee", 3),
            act("approve", "party_committee", 5),
            act("review", "area_chief", 9),
        )
        assert found["outcome"] == "permitted"

    def test_one_review_missing(self, rules: Rulebook) -> None:
        found = stands(
            rules,
            act("apply", "applicant", 1, "p1"),
            act("review", "area_chief", 2),
            act("approve", "party_committee", 2),
        )
        assert found["review:own_section_head"] == "missing"
        assert found["approve:party_committee"] == "done"
        assert found["outcome"] == "needs_steps"

    def test_a_follow_up_holds_nothing_up(self, rules: Rulebook) -> None:
        found = stands(
            rules,
            act("apply", "applicant", 1, "p1"),
            act("review", "area_chief", 2),
            act("review", "own_section_head", 2),
            act("approve", "party_committee", 2),
            act("file", "applicant", 1, to="print_room"),
        )
        assert found["file:print_room"] == "too_early"
        assert found["outcome"] == "permitted"


class TestActors:
    def test_one_of(self, tmp_path: Path) -> None:
        found = book(tmp_path, "all: {then: {approve: {one_of: [party_committee, township_government]}}}")
        assert stands(found, act("approve", "township_government", 1), applicant_person="p1")["outcome"] == "permitted"
        assert stands(found, act("approve", "villages", 1), applicant_person="p1")["outcome"] == "needs_steps"

    def test_in_turn(self, tmp_path: Path) -> None:
        found = book(tmp_path, "all: {then: {review: {in_turn: [own_section_head, supervising_leader]}, permit: true}}")
        right = stands(
            found, act("review", "own_section_head", 1), act("review", "supervising_leader", 2), applicant_person="p1"
        )
        wrong = stands(
            found, act("review", "own_section_head", 3), act("review", "supervising_leader", 2), applicant_person="p1"
        )
        assert right["outcome"] == "permitted"
        assert wrong["review:supervising_leader"] == "too_early"

    def test_a_group_of_which_one_is_enough(self, tmp_path: Path) -> None:
        found = book(tmp_path, "all: {then: {approve: principal_leader}}")
        for member in ("party_secretary", "mayor", "principal_leader"):
            assert stands(found, act("approve", member, 1), applicant_person="p1")["outcome"] == "permitted"

    def test_a_group_of_all(self, tmp_path: Path) -> None:
        found = book(tmp_path, "all: {when: {post: {at_most: section_head}}, then: {approve: principal_leaders}}")
        one = stands(found, act("approve", "mayor", 1), applicant_person="p1")
        both = stands(
            found, act("approve", "mayor", 1), act("approve", "party_secretary", 2, "p8"), applicant_person="p1"
        )
        assert one["outcome"] == "needs_steps"
        assert both["outcome"] == "permitted"

    def test_chosen_by_a_field(self, tmp_path: Path) -> None:
        found = book(tmp_path, "all: {when: {post: staff}, then: {approve: principal_on_line}}")
        party = {**FACTS, "line": "party"}
        assert "approve:party_secretary" in stands(found, facts=party)
        assert stands(found, act("approve", "mayor", 1), facts=party, applicant_person="p1")["outcome"] == "needs_steps"
        unknown = stands(found)
        assert unknown["outcome"] == "undetermined"
        assert unknown["needs"] == ("line",)

    def test_receiver(self, tmp_path: Path) -> None:
        rules = "all: {then: {report: {by: applicant, to: own_section_head}, permit: true}}"
        found = book(tmp_path, rules)
        assert stands(found, act("report", "applicant", 1, to="own_section_head"))["outcome"] == "permitted"
        assert stands(found, act("report", "applicant", 1, to="mayor"))["report:applicant"] == "wrong_person"
        assert (
            stands(found, act("report", "own_section", 1, to="own_section_head"))["report:applicant"] == "wrong_person"
        )


class TestRecusal:
    RULES = "all: {when: {post: staff}, then: {apply: applicant, approve: supervising_leader}}"

    @pytest.fixture
    def rules(self, tmp_path: Path) -> Rulebook:
        return book(tmp_path, self.RULES)

    def test_the_person_of_the_application(self, rules: Rulebook) -> None:
        found = stands(rules, act("apply", "applicant", 1, "p1"), act("approve", "supervising_leader", 2, "p1"))
        assert found["approve:supervising_leader"] == "own_act"
        assert found["outcome"] == "needs_steps"

    def test_the_applicant_named(self, rules: Rulebook) -> None:
        applied = act("apply", "applicant", 1, "secretary of p1")
        given = {"applicant_person": "p1"}
        assert (
            stands(rules, applied, act("approve", "supervising_leader", 2, "p1"), **given)["outcome"] == "needs_steps"
        )
        assert stands(rules, applied, act("approve", "supervising_leader", 2, "p2"), **given)["outcome"] == "permitted"

    def test_another_signature_beside_his_own_counts(self, rules: Rulebook) -> None:
        found = stands(
            rules,
            act("apply", "applicant", 1, "p1"),
            act("approve", "supervising_leader", 2, "p1"),
            act("approve", "supervising_leader", 3, "p2"),
        )
        assert found["outcome"] == "permitted"

    def test_nobody_knows_who_applies(self, rules: Rulebook) -> None:
        found = stands(rules, act("approve", "supervising_leader", 2, "p1"))
        assert found["approve:supervising_leader"] == "unclear"
        assert found["outcome"] == "undetermined"
        assert found["needs"] == ("applicant_person",)


class TestInTime:
    RULES = "all: {then: {apply: {by: applicant, before: first_day}, permit: true}}"

    def test_on_the_day_and_the_day_after(self, tmp_path: Path) -> None:
        found = book(tmp_path, self.RULES)
        assert stands(found, act("apply", "applicant", 10))["outcome"] == "permitted"
        late = stands(found, act("apply", "applicant", 11))
        assert (late["outcome"], late["apply:applicant"]) == ("needs_steps", "too_late")

    def test_the_day_is_unknown(self, tmp_path: Path) -> None:
        found = book(tmp_path, self.RULES)
        given = {"acts": [act("apply", "applicant", 10)]}
        data = {"topic": "absence", "jurisdiction": "town", "facts": {}, "given": given, "as_of": "2026-03-10"}
        decision = found.decide_data(data)
        assert (decision.outcome, decision.needs, decision.next) == ("undetermined", ("first_day",), "first_day")
        assert found.decide_data({**data, "given": {}}).outcome == "needs_steps"


class TestPapers:
    RULES = """
slip: {then: {permit: true, require: [{one_of: [leave_slip, hospital_certificate]}]}}
later: {when: {form: oral}, then: {require_afterwards: {papers: [written_application]}}}
"""

    def test_alternatives_and_afterwards(self, tmp_path: Path) -> None:
        found = book(tmp_path, self.RULES)
        facts = {**FACTS, "form": "oral"}
        data = {
            "topic": "absence",
            "jurisdiction": "town",
            "facts": facts,
            "given": {"papers": ["hospital_certificate"]},
        }
        decision = found.decide_data(data)
        assert decision.outcome == "permitted"
        assert decision.model().follow_up == ("written_application",)
        assert found.decide_data({**data, "given": {"papers": ["written_application"]}}).outcome == "needs_steps"

    def test_a_paper_slot_left_open(self, tmp_path: Path) -> None:
        rules = "all: {then: {permit: true}}\nsick: {when: {kind: sick}, then: {require: [hospital_certificate]}}"
        found = book(tmp_path, rules)
        data = {"topic": "absence", "jurisdiction": "town", "facts": {"first_day": "2026-03-10"}}
        decision = found.decide_data(data)
        assert (decision.outcome, decision.needs) == ("undetermined", ("kind",))

    def test_an_open_follow_up_leaves_the_outcome_settled(self, tmp_path: Path) -> None:
        rules = "all: {then: {permit: true}}\noral: {when: {form: oral}, then: {require_afterwards: [leave_slip]}}"
        decision = book(tmp_path, rules).decide_data({"topic": "absence", "jurisdiction": "town", "facts": FACTS})
        assert decision.outcome == "permitted"
        assert [(each.slot, each.status, each.needs) for each in decision.slots if each.slot == "papers"] == [
            ("papers", "open", ("form",))
        ]


class TestNestedTurns:
    def test_several_after_one_and_one_after_several(self, tmp_path: Path) -> None:
        first = "all: {then: {permit: true, review: {in_turn: [area_chief, [own_section_head, office_head]]}}}"
        found = book(tmp_path / "one", first)
        reviews = [
            act("review", "area_chief", 2),
            act("review", "own_section_head", 4),
            act("review", "office_head", 3),
        ]
        assert stands(found, *reviews, applicant_person="p1")["outcome"] == "permitted"
        second = "all: {then: {permit: true, review: {in_turn: [[own_section_head, office_head], area_chief]}}}"
        found = book(tmp_path / "two", second)
        early = [act("review", "own_section_head", 4), act("review", "office_head", 3), act("review", "area_chief", 3)]
        assert stands(found, *early, applicant_person="p1")["review:area_chief"] == "too_early"
        late = [*early[:2], act("review", "area_chief", 4)]
        assert stands(found, *late, applicant_person="p1")["outcome"] == "permitted"

    def test_an_act_for_another_receiver_is_not_by_the_wrong_one(self, tmp_path: Path) -> None:
        rules = "one: {then: {permit: true, report: own_section_head}}\ntwo: {then: {report: office_head}}"
        found = stands(book(tmp_path, rules), act("report", "applicant", 1, to="office_head"))
        assert found["report:own_section_head"] == "missing"
        assert found["report:office_head"] == "done"
