"""Whose a function is and which bodies there are: how rules about them decide, contradict and wait for facts."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine import DecisionModel
from policy_engine.decisions.decision import Decision
from policy_engine.engine.book import Rulebook, load
from policy_engine.errors import RulebookError
from policy_engine.loading.folder import compile_folder
from policy_engine.tools.explain import explain
from tests.build import OFFICE_MODELS, instrument, office, office_words, offices, write
from tests.fates import fates

LEAD = "leads: {then: {assign: {lead: mayor}}}\n"


def whose(decision: Decision) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for each in decision.model().assignments:
        found.setdefault(each.function, []).append(each.who)
    return found


def said(decision: Decision) -> dict[str, Any]:
    return {
        ".".join(filter(None, (each.body, each.attribute, each.name))): each.value
        for each in decision.model().established
    }


def statuses(decision: Decision) -> dict[str, str]:
    return {answer.slot: answer.status for answer in decision.slots}


def refused(folder: Path, rules: str, **more: Any) -> list[Any]:
    with pytest.raises(RulebookError) as found:
        offices(folder, rules, **more)
    return list(found.value.diagnostics)


def explained(book: Any, decision: Decision) -> str:
    """Every explanation holds the decision against the plain evaluation."""
    return explain(book, decision.request, "town", decision.as_of).text("en", verbose=True)


# --- functions --------------------------------------------------------------------------------------------------------


def test_functions_are_answered_one_by_one(tmp_path: Path) -> None:
    rules = """
    carries-out: {when: {matter: petitions}, then: {assign: {carry_out: party_government_office}}}
    checks: {then: {assign: {check: [mayor, party_secretary]}}}
    checks-too: {then: {assign: {check: {one_of: [deputy_secretary, mayor]}}}}
    """
    book = offices(tmp_path, rules.replace("    ", ""), "affair")
    decision = office(book, "affair", matter="petitions")
    assert decision.outcome == "determined"
    assert whose(decision) == {
        "carry_out": ["party_government_office"],
        "check": [["mayor", "party_secretary"], {"one_of": ["deputy_secretary", "mayor"]}],
    }
    assert decision.decided_by == ("example-01",)
    assert statuses(decision) == {"assign.carry_out": "settled", "assign.check": "settled"}
    assert {each.slot: each.matter for each in decision.model().slots} == {"assign.carry_out": "", "assign.check": ""}


def test_a_topic_that_asks_whose_it_is_is_not_covered_where_nobody_is_named(tmp_path: Path) -> None:
    rules = "leads: {when: {matter: petitions}, then: {assign: {lead: mayor}, apply: applicant}}\n"
    rules += "slip: {then: {require: leave_slip}}"
    book = offices(tmp_path, rules, "affair")
    assert office(book, "affair", matter="archives").outcome == "not_covered"
    assert office(book, "affair", matter="petitions").outcome == "needs_steps"


def test_whose_it_is_waits_for_the_facts_that_tell(tmp_path: Path) -> None:
    rules = "leads: {when: {matter: petitions}, then: {assign: {lead: mayor}}}\n"
    rules += "others: {when: {matter: {not: petitions}, urgent: true}, then: {assign: {lead: party_secretary}}}"
    book = offices(tmp_path, rules, "affair")
    decision = office(book, "affair", urgent=True)
    assert (decision.outcome, decision.needs, decision.next) == ("undetermined", ("matter",), "matter")
    (answer,) = decision.slots
    assert (answer.status, answer.needs, answer.next) == ("open", ("matter",), "matter")
    assert whose(decision) == {}
    assert "may apply" in explained(book, decision)


@pytest.mark.parametrize("other", ["[party_secretary, mayor]", "[mayor, party_secretary, mayor]", "mayor"])
def test_two_answers_for_one_function_contradict_each_other(tmp_path: Path, other: str) -> None:
    rules = (
        f"one: {{then: {{assign: {{lead: [mayor, deputy_secretary]}}}}}}\ntwo: {{then: {{assign: {{lead: {other}}}}}}}"
    )
    (fault,) = refused(tmp_path, rules, topic="affair")
    assert (fault.code, fault.words["slot"]) == ("PE507", "assign.lead")


def test_the_same_people_in_another_order_are_the_same_answer(tmp_path: Path) -> None:
    rules = "one: {then: {assign: {lead: [mayor, party_secretary]}}}\n"
    rules += "two: {then: {assign: {lead: {all_of: [party_secretary, mayor]}}}}\n"
    rules += "three: {then: {assign: {carry_out: {one_of: [mayor, party_secretary]}}}}\n"
    rules += "four: {then: {assign: {carry_out: {one_of: [party_secretary, mayor]}}}}"
    decision = office(offices(tmp_path, rules, "affair"), "affair", matter="printing")
    assert (decision.outcome, set(statuses(decision).values())) == ("determined", {"settled"})


def test_a_function_may_be_that_of_whom_a_field_chooses(tmp_path: Path) -> None:
    book = offices(tmp_path, "leads: {then: {assign: {lead: principal_on_line}}}", "affair")
    assert whose(office(book, "affair", line="government")) == {"lead": ["mayor"]}
    assert whose(office(book, "affair", line="party")) == {"lead": ["party_secretary"]}
    decision = office(book, "affair", matter="printing")
    assert (decision.outcome, decision.needs) == ("undetermined", ("line",))


def test_whom_a_field_chooses_is_proved_not_to_contradict_the_one_named(tmp_path: Path) -> None:
    same = "one: {then: {assign: {lead: principal_on_line}}}\n"
    named = "two: {when: {line: %s}, then: {assign: {lead: mayor}}}"
    assert offices(tmp_path / "same", same + named % "government", "affair")
    (fault,) = refused(tmp_path / "other", same + named % "party", topic="affair")
    assert (fault.code, fault.words["facts"]) == ("PE507", "line: party")


def test_an_actor_chosen_by_a_field_that_the_topic_lacks_is_refused(tmp_path: Path) -> None:
    vocabulary = office_words().replace("to: line", "to: lines")
    write(
        tmp_path,
        {"example": instrument("leads: {then: {assign: {lead: principal_on_line}}}", topic="affair")},
        "",
        vocabulary,
    )

    with pytest.raises(RulebookError) as found:
        load(tmp_path, models=OFFICE_MODELS)
    assert "PE301" in {each.code for each in found.value.diagnostics}


def test_an_exception_replaces_only_the_functions_it_states(tmp_path: Path) -> None:
    rules = "usual: {then: {assign: {lead: mayor, carry_out: party_government_office, check: mayor}}}\n"
    rules += "urgent: {exception_to: usual, when: {urgent: true}, then: {assign: {lead: party_secretary}}}"
    book = offices(tmp_path, rules, "affair")
    usual, urgent = office(book, "affair", urgent=False), office(book, "affair", urgent=True)
    assert whose(usual) == {"carry_out": ["party_government_office"], "check": ["mayor"], "lead": ["mayor"]}
    assert whose(urgent) == {**whose(usual), "lead": ["party_secretary"]}
    assert [each.base for each in urgent.replaced] == ["example/usual"]
    open_one = office(book, "affair", matter="printing")
    assert statuses(open_one) == {"assign.lead": "open", "assign.carry_out": "settled", "assign.check": "settled"}
    assert "replaced by the exception example/urgent (which answers whose it is, lead (assign.lead))" in explained(
        book, urgent
    )


def test_an_exception_that_states_another_function_replaces_nothing(tmp_path: Path) -> None:
    rules = LEAD + "other: {exception_to: leads, when: {urgent: true}, then: {assign: {check: mayor}}}"
    assert [each.code for each in refused(tmp_path, rules, topic="affair")] == ["PE505"]


def test_the_higher_instrument_prevails_function_by_function(tmp_path: Path) -> None:
    county = instrument("high: {then: {assign: {lead: mayor}}}", "county", topic="affair")
    town = instrument("low: {then: {assign: {lead: party_secretary, carry_out: mayor}}}", "example", topic="affair")
    towns = (
        "county: {zh: 县, en: County, adopts: [county]}\ntown: {zh: 镇, en: Town, adopts: [example], parent: county}\n"
    )

    def decided(text: str, folder: Path) -> Decision:
        write(folder, {"county": text, "example": town}, towns, office_words())
        return office(load(folder, models=OFFICE_MODELS), "affair", matter="printing")

    assert whose(decided(county, tmp_path / "one")) == {"carry_out": ["mayor"], "lead": ["mayor"]}
    varied = county.replace("high: {then", "high: {may_vary: true, then")
    assert whose(decided(varied, tmp_path / "two")) == {"carry_out": ["mayor"], "lead": ["party_secretary"]}


def test_what_is_only_recommended_answers_nothing(tmp_path: Path) -> None:
    rules = "leads: {strength: should, then: {assign: {lead: mayor}}}"
    decision = office(offices(tmp_path, rules, "affair"), "affair", matter="printing")
    assert (decision.outcome, whose(decision)) == ("not_covered", {})
    ((advice,),) = [each.effects for each in decision.model().advice]
    assert (advice.kind, advice.function, advice.by) == ("assign", "lead", "mayor")


def test_another_matter_has_slots_of_its_own(tmp_path: Path) -> None:
    rules = LEAD + "shift: {for: duty_shift, then: {assign: {lead: party_secretary}}}"
    book = offices(tmp_path, rules, "affair")
    decision = office(book, "affair", matter="printing")
    assert {(each.matter, each.who) for each in decision.model().assignments} == {
        ("", "mayor"),
        ("duty_shift", "party_secretary"),
    }


def test_what_applies_otherwise_may_assign(tmp_path: Path) -> None:
    rules = (
        "leads: {then: {assign: {lead: mayor}, require: meeting_notice}, otherwise: {assign: {lead: party_secretary}}}"
    )
    book = offices(tmp_path, rules, "affair")
    assert whose(office(book, "affair", {"papers": ["meeting_notice"]}, matter="printing")) == {"lead": ["mayor"]}
    decision = office(book, "affair", matter="printing")
    assert whose(decision) == {"lead": ["party_secretary"]}
    assert "meeting notice" in explained(book, decision)


# --- bodies -----------------------------------------------------------------------------------------------------------

OFFICE = """
office:
  when: {body: governance_office}
  then:
    establish:
      body: governance_office
      exists: true
      same_body_as: judicial_station
      sign_of: [judicial_station, finance_station]
      under: party_committee
      led_by: principal_on_line
      headed_rank: deputy_section
      posts: {head: 1, deputy: {at_most: 2}}
      counts: {staff: {total: 59, parts: {administrative: 31, institutional: 27}}}
"""


def test_a_body_is_established_attribute_by_attribute(tmp_path: Path) -> None:
    book = offices(tmp_path, OFFICE)
    decision = office(book, body="governance_office", line="government")
    assert decision.outcome == "determined"
    assert said(decision) == {
        "governance_office.exists": True,
        "governance_office.same_body_as": "judicial_station",
        "governance_office.sign_of": ["finance_station", "judicial_station"],
        "governance_office.under": "party_committee",
        "governance_office.led_by": "mayor",
        "governance_office.headed_rank": "deputy_section",
        "governance_office.posts.head": "1",
        "governance_office.posts.deputy": {"at_most": "2"},
        "governance_office.counts.staff": {"total": "59", "parts": {"administrative": "31", "institutional": "27"}},
    }
    assert set(statuses(decision)) == {f"establish.{name}" for name in said(decision)}
    assert office(book, body="finance_station").outcome == "not_covered"


def test_what_a_total_leaves_over_is_shown(tmp_path: Path) -> None:
    decision = office(offices(tmp_path, OFFICE), body="governance_office", line="party")
    (count,) = [each for each in decision.established if each.effect.attribute == "counts"]
    assert (count.total, count.sum_of_parts, count.unallocated) == (Decimal(59), Decimal(58), Decimal(1))
    (part,) = [each for each in decision.model().established if each.attribute == "counts"]
    assert (part.sum_of_parts, part.unallocated, part.status) == ("58", "1", "settled")
    assert set(part.worked) == {"total", "parts.administrative", "parts.institutional"}


@pytest.mark.parametrize(
    ("count", "total", "parts", "left"),
    [
        ("59", 59, None, None),
        ("{total: 59}", 59, None, None),
        ("{parts: {administrative: 31}}", None, 31, None),
        ("{total: 59, parts: {administrative: 31, institutional: 28}}", 59, 59, 0),
        ("{total: 59, parts: {administrative: 31, institutional: 29}}", 59, 60, -1),
    ],
)
def test_a_total_is_never_worked_out_from_its_parts(
    tmp_path: Path, count: str, total: int | None, parts: int | None, left: int | None
) -> None:
    rules = f"staff: {{then: {{establish: {{body: finance_station, counts: {{staff: {count}}}}}}}}}"
    (line,) = office(offices(tmp_path, rules), body="finance_station").established
    assert (line.total, line.sum_of_parts, line.unallocated) == (total, parts, left)


def test_numbers_that_nobody_has_set_are_not_set_and_hold_nothing_up(tmp_path: Path) -> None:
    more = "parameters:\n  deputies: {zh: 副职数, en: deputies, unit: person, value: unset, owner: party_committee}\n"
    rules = "posts: {then: {establish: {body: finance_station, posts: {head: 1, deputy: {at_most: deputies}}}}}"
    book = offices(tmp_path, rules, more=more)
    decision = office(book, body="finance_station")
    assert decision.outcome == "determined"
    assert said(decision)["finance_station.posts.deputy"] == {"at_most": None}
    assert {each.name: each.status for each in decision.model().established} == {"head": "settled", "deputy": "not_set"}
    assert decision.verdict.unset == ("example/deputies",)
    assert "deputies" in explained(book, decision)


def test_a_parameter_has_the_figure_of_the_day(tmp_path: Path) -> None:
    values = "[{from: unknown, value: 2}, {from: 2025-03-04, value: 3}]"
    more = f"parameters:\n  deputies: {{zh: 副职数, en: deputies, unit: person, values: {values}}}\n"
    rules = "posts: {then: {establish: {body: finance_station, posts: {deputy: deputies}}}}"
    book = offices(tmp_path, rules, more=more)
    for day, number in (("2025-03-03", "2"), ("2025-03-04", "3")):
        data = {"topic": "bodies", "jurisdiction": "town", "as_of": day, "facts": {}}
        assert said(book.decide_data(data)) == {"finance_station.posts.deputy": number}


def test_numbers_worked_out_from_facts_wait_for_them(tmp_path: Path) -> None:
    number = "{floor_div: [people, 20000]}"
    rules = f"posts: {{then: {{establish: {{body: finance_station, exists: true, posts: {{deputy: {number}}}}}}}}}"
    book = offices(tmp_path, rules)
    assert said(office(book, people=59_999))["finance_station.posts.deputy"] == "2"
    decision = office(book, body="finance_station")
    assert (decision.outcome, decision.needs) == ("undetermined", ("people",))
    assert statuses(decision)["establish.finance_station.posts.deputy"] == "open"
    assert statuses(decision)["establish.finance_station.exists"] == "settled"
    assert {each.name: each.status for each in decision.model().established if each.name} == {"deputy": "open"}


def test_a_total_that_is_not_set_does_not_keep_its_parts_from_waiting(tmp_path: Path) -> None:
    more = "parameters:\n  whole: {zh: 总数, en: whole, unit: person, value: unset, owner: party_committee}\n"
    rules = "staff: {when: {county_seat: true}, then: {establish: {body: finance_station, exists: true, counts: "
    rules += "{staff: {total: whole, parts: {administrative: people}}}}}}"
    book = offices(tmp_path, rules, more=more)
    (answer,) = [each for each in office(book).slots if each.slot.endswith("staff")]
    assert (answer.status, answer.needs) == ("open", ("county_seat", "people"))
    (answer,) = [each for each in office(book, county_seat=True, people=5).slots if each.slot.endswith("staff")]
    assert answer.status == "settled"


@pytest.mark.parametrize(
    ("one", "other", "slot"),
    [
        ("posts: {head: 1}", "posts: {head: 2}", "posts.head"),
        ("posts: {head: 1}", "posts: {head: {at_most: 1}}", "posts.head"),
        ("exists: true", "exists: false", "exists"),
        ("under: party_committee", "under: finance_station", "under"),
        ("sign_of: judicial_station", "sign_of: [judicial_station, finance_station]", "sign_of"),
        ("led_by: mayor", "led_by: [mayor, party_secretary]", "led_by"),
        ("counts: {staff: 9}", "counts: {staff: {total: 9, parts: {administrative: 9}}}", "counts.staff"),
    ],
)
def test_two_answers_for_one_attribute_contradict_each_other(tmp_path: Path, one: str, other: str, slot: str) -> None:
    body = "{then: {establish: {body: governance_office, %s}}}"
    (fault,) = refused(tmp_path, f"one: {body % one}\ntwo: {body % other}")
    assert (fault.code, fault.words["slot"]) == ("PE507", f"establish.governance_office.{slot}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("posts: {head: 1}", "posts: {deputy: 2}"),
        ("posts: {head: {between: [1, 2]}}", "posts: {head: {at_most: 2, at_least: 1}}"),
        ("posts: {head: {between: [2, 2]}}", "posts: {head: 2}"),
        ("sign_of: [judicial_station, finance_station]", "sign_of: [finance_station, judicial_station]"),
        ("counts: {staff: 9}", "counts: {staff: {total: 9}}"),
        ("exists: true", "under: party_committee"),
        ("led_by: [mayor, party_secretary]", "led_by: [party_secretary, mayor]"),
    ],
)
def test_equal_answers_meet_and_others_stand_side_by_side(tmp_path: Path, one: str, other: str) -> None:
    body = "{then: {establish: {body: governance_office, %s}}}"
    book = offices(tmp_path, f"one: {body % one}\ntwo: {body % other}")
    assert office(book, body="governance_office").outcome == "determined"


def test_of_two_bodies_nothing_contradicts(tmp_path: Path) -> None:
    each = "{body: governance_office, posts: {head: 1}}", "{body: finance_station, posts: {head: 2}}"
    rules = f"both: {{then: {{establish: [{', '.join(each)}]}}}}"
    decision = office(offices(tmp_path, rules), body="finance_station")
    assert said(decision) == {"governance_office.posts.head": "1", "finance_station.posts.head": "2"}


def test_a_conflict_in_a_rulebook_without_proofs_shows_when_it_is_met(tmp_path: Path) -> None:
    rules = "one: {then: {establish: {body: finance_station, posts: {head: 1}}}}\n"
    rules += "two: {when: {county_seat: true}, then: {establish: {body: finance_station, posts: {head: 2}}}}"
    write(tmp_path, {"example": instrument(rules, topic="bodies")}, "", office_words())
    book = Rulebook(compile_folder(tmp_path, OFFICE_MODELS, prove=False))
    assert office(book, county_seat=False).outcome == "determined"
    decision = office(book, county_seat=True)
    assert (decision.outcome, statuses(decision)) == ("conflict", {"establish.finance_station.posts.head": "conflict"})


def test_an_exception_replaces_only_what_it_says_of_the_body(tmp_path: Path) -> None:
    rules = (
        OFFICE
        + """
seat:
  exception_to: office
  when: {county_seat: true}
  then: {establish: {body: governance_office, posts: {deputy: 3}, under: finance_station}}
"""
    )
    book = offices(tmp_path, rules)
    usual = said(office(book, body="governance_office", line="party", county_seat=False))
    seat = said(office(book, body="governance_office", line="party", county_seat=True))
    changed = {"governance_office.posts.deputy": "3", "governance_office.under": "finance_station"}
    assert seat == {**usual, **changed}
    unknown = office(book, body="governance_office", line="party")
    assert {slot for slot, status in statuses(unknown).items() if status == "open"} == {
        f"establish.{s}" for s in changed
    }
    assert unknown.needs == ("county_seat",)


def test_a_table_writes_functions_and_posts_in_columns(tmp_path: Path) -> None:
    rules = """
stations:
  table:
    columns: [rule, when.body, then.establish.body, then.establish.posts.head, then.establish.counts.staff.total]
    rows:
      - [finance, finance_station, finance_station, 1, 4]
      - [judicial, judicial_station, judicial_station, {at_most: 2}, 6]
    totals: {then.establish.counts.staff.total: 10}
"""
    decision = office(offices(tmp_path / "bodies", rules), body="judicial_station")
    assert said(decision) == {
        "judicial_station.posts.head": {"at_most": "2"},
        "judicial_station.counts.staff": {"total": "6"},
    }
    leads = """
leads:
  table:
    columns: [rule, when.matter, then.assign.lead]
    rows: [[archives, archives, mayor], [printing, printing, [mayor, party_secretary]]]
"""
    decision = office(offices(tmp_path / "affairs", leads, "affair"), "affair", matter="printing")
    assert whose(decision) == {"lead": [["mayor", "party_secretary"]]}


def test_the_decision_comes_back_from_json(tmp_path: Path) -> None:
    decision = office(offices(tmp_path, OFFICE), body="governance_office", line="party")
    back = DecisionModel.model_validate_json(decision.json())
    assert back == decision.model()
    assert {each.effect.kind for slot in back.slots for each in slot.stated} == {"establish"}


# --- fates ------------------------------------------------------------------------------------------------------------


def test_fates_are_told_from_the_file(tmp_path: Path) -> None:
    clauses = {
        "rules: {a: {topic: affair, then: {assign: {lead: mayor}}}}": ("assignment",),
        "rules: {a: {then: {establish: {body: finance_station, exists: true}}}}": ("body",),
        "rules: {a: {then: {refer: {document: elsewhere}}}}": ("refers_out",),
        "rules: {a: {then: {refer: {to: higher_level}}}}": ("rule",),
        "rules: {a: {topic: affair, then: {apply: mayor, assign: {lead: mayor}}}}": ("rule", "assignment"),
        "rules: {a: {topic: affair, then: {apply: mayor}, otherwise: {assign: {lead: mayor}}}}": ("rule", "assignment"),
        "defines: [early]": ("definition",),
        "defines: early, rules: {a: {then: {permit: true}}}, remains: {because: planned, zh: 待}": (
            "rule",
            "definition",
            "planned",
        ),
        "none: {because: refers_out, zh: 另有}": ("refers_out",),
    }
    head = instrument("", topic="bodies", more="terms: {early: {name_zh: 早, zh: 早, when: {county_seat: true}}}\n")
    head = head[: head.index("  example-01:")]
    for number, (clause, wanted) in enumerate(clauses.items()):
        text = head + f"  example-01: {{at: 一, zh: 句, {clause}}}\n"
        folder = write(tmp_path / str(number), {"example": text}, "", office_words())

        book = load(folder, models=OFFICE_MODELS)
        assert book.compiled.models.instruments["example"].clauses["example-01"].fates == wanted, clause
        assert tuple(fates(yaml.safe_load(text)["clauses"]["example-01"])) == wanted


def test_a_term_of_a_clause_is_kept_with_it(tmp_path: Path) -> None:
    text = instrument("a: {then: {permit: true}}").replace("    rules:", "    defines: [leave]\n    rules:")

    book = load(write(tmp_path, {"example": text}))
    clause = book.compiled.models.instruments["example"].clauses["example-01"]
    assert (clause.defines, clause.fates) == (("leave",), ("rule", "definition"))


# --- what is refused ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("then", "codes"),
    [
        ("{assign: {}}", ["PE206"]),
        ("{assign: mayor}", ["PE203"]),
        ("{assign: [mayor]}", ["PE203"]),
        ("{assign: {lead: {one_of: [[mayor]]}}}", ["PE203"]),
        ("{assign: {lead: [mayor, {in_turn: [mayor]}]}}", ["PE203"]),
        ("{assign: {lead: mayr}}", ["PE307"]),
        ("{establish: {}}", ["PE206"]),
        ("{establish: []}", ["PE206"]),
        ("{establish: finance_station}", ["PE203"]),
        ("{establish: {exists: true}}", ["PE202"]),
        ("{establish: {body: [finance_station], exists: true}}", ["PE203"]),
        ("{establish: {body: finance_station, exists: 1}}", ["PE203"]),
        ("{establish: {body: finance_station, under: {one_of: [party_committee]}}}", ["PE203"]),
        ("{establish: {body: finance_station, led_by: {in_turn: [mayor, party_secretary]}}}", ["PE203"]),
        ("{establish: {body: finance_station, sign_of: [finance_station]}}", ["PE520"]),
        ("{establish: {body: finance_station, posts: 2}}", ["PE203"]),
        ("{establish: {body: finance_station, posts: {head: {}}}}", ["PE202"]),
        ("{establish: {body: finance_station, posts: {head: {atleast: 1}}}}", ["PE201"]),
        ("{establish: {body: finance_station, posts: {head: {between: 3}}}}", ["PE203"]),
        ("{establish: {body: finance_station, posts: {head: {between: [1, 2], at_most: 2}}}}", ["PE209"]),
        ("{establish: {body: finance_station, posts: {head: {at_least: 3, at_most: 2}}}}", ["PE408"]),
        ("{establish: {body: finance_station, posts: {head: -1}}}", ["PE203"]),
        ("{establish: {body: finance_station, posts: {head: true}}}", ["PE203"]),
        ("{establish: {body: finance_station, posts: {head: heads}}}", ["PE301"]),
        ("{establish: {body: finance_station, counts: {staff: {}}}}", ["PE202"]),
        ("{establish: {body: finance_station, counts: {staff: {total: 2.5}}}}", ["PE203"]),
        ("{establish: {body: finance_station, counts: {staff: {parts: {administrative: half}}}}}", ["PE301"]),
    ],
)
def test_mistakes_are_told_once_and_in_both_languages(tmp_path: Path, then: str, codes: list[str]) -> None:
    found = refused(tmp_path, f"a: {{then: {then}}}")
    assert [each.code for each in found] == codes
    for each in found:
        assert "?" not in each.message("zh") + each.message("en")
        assert (each.place.file, each.place.line) == ("example.yaml", 12)
