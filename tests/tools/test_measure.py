"""The measure: what every kind of rule and figure asks of the cases, on small rulebooks."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from policy_engine.conditions.tree import Every
from policy_engine.effects import PaperEffect
from policy_engine.engine.book import Rulebook, load
from policy_engine.errors import Diagnostic
from policy_engine.loading.folder import compile_folder
from policy_engine.requests import STANDARD
from policy_engine.tools.cases import CaseReport, run_cases
from policy_engine.tools.cases.measure import Measure, demands
from policy_engine.tools.cases.measure.deciding import books_of, deciding, decisions_of
from tests.build import FACTS, instrument, write
from tests.models import ClaimRequest

LEAVE: dict[str, Any] = {
    "kind": "personal",
    "post": "staff",
    "line": "government",
    "days": 1,
    "adjoining_days": 0,
    "first_day": "2026-03-02",
    "form": "written",
    "special_circumstances": False,
    "away": [],
    "colleagues_off": 0,
}
ANY = {"outcome": "undetermined"}
Run = Callable[..., CaseReport]


@dataclass
class Small:
    """A small rulebook and its cases, each the facts that differ (and ``given``)."""

    folder: Path
    topic: str
    facts: dict[str, Any]

    def report(self, *asked: dict[str, Any]) -> CaseReport:
        book = load(self.folder, models=(*STANDARD, ClaimRequest))
        cases = {}
        for number, each in enumerate(asked):
            ask = {key: value for key, value in each.items() if key not in ("given", "as_of")}
            rest = {key: value for key, value in each.items() if key in ("given", "as_of")}
            cases[f"case {number}"] = {"ask": ask, **rest, "expect": {"open": False}}
        body = {"instrument": "example", "topic": self.topic, "jurisdiction": "town", "facts": self.facts}
        text = yaml.safe_dump({**body, "cases": cases or {"none": {}}}, allow_unicode=True)
        (self.folder / "example.cases.yaml").write_text(re.sub(r"'(\d{4}-\d\d-\d\d|[\d.]+)'", r"\1", text), "utf-8")
        return run_cases(book, self.folder)

    def missed(self, *asked: dict[str, Any]) -> list[str]:
        """What nobody shows, in a few words: ``rule``, ``number fact: value``, ``limit side``, ``value from day``."""
        return sorted(short(each) for each in self.report(*asked).diagnostics if each.code not in ("PE801", "PE802"))


def short(miss: Diagnostic) -> str:
    words = miss.words
    match miss.code:
        case "PE804":
            return words["rule"].split("/")[1] + words["shown_en"].removeprefix("decisive")
        case "PE807":
            return words["fact"]
        case "PE808" | "PE809":
            return f"{words['field']} {words['side_en']}"
        case "PE810":
            return f"{words['value']} from {words['day']}"
    return miss.line()


def led(rules: str, **more: Any) -> str:
    """An instrument about leave; ``LEADER`` is somebody who is never the applicant."""
    return instrument(rules.replace("LEADER", "supervising_leader"), **more)


@pytest.fixture
def leave(tmp_path: Path) -> Callable[..., Small]:
    def small(rules: str, **more: Any) -> Small:
        return Small(write(tmp_path, {"example": led(rules, **more)}), "absence", LEAVE)

    return small


@pytest.fixture
def claims(tmp_path: Path) -> Callable[..., Small]:
    def small(rules: str, **more: Any) -> Small:
        return Small(write(tmp_path, {"example": instrument(rules, topic="claim", **more)}), "claim", FACTS)

    return small


# --- rules ------------------------------------------------------------------------------------------------------------

TWO = """
base: {when: {post: staff}, then: {approve: LEADER}}
away: {exception_to: base, when: {away: {includes: mayor}}, then: {approve: party_secretary}}
"""


def test_a_base_and_its_exception_each_need_a_case_in_which_they_decide(leave: Any) -> None:
    small = leave(TWO)
    assert small.missed() == ["away", "base"]
    assert small.missed({}) == ["away"]
    assert small.missed({"away": ["mayor"]}) == ["base"], "a base that is replaced does not decide"
    report = small.report({}, {"away": ["mayor"]})
    assert report.measure == {"example": {"rules": (1, 1), "exceptions": (1, 1)}}
    assert report.whole


def test_a_case_that_asserts_nothing_shows_nothing(leave: Any) -> None:
    report = leave(TWO).report()
    assert sorted(each.code for each in report.diagnostics) == ["PE802", "PE804", "PE804"]
    assert report.measure == {"example": {"rules": (0, 1), "exceptions": (0, 1)}}
    assert not report.whole


def test_what_is_open_does_not_decide(leave: Any) -> None:
    small = leave(
        "first: {when: {post: staff}, then: {approve: LEADER}}\nother: {when: {post: mayor}, then: {permit: true}}"
    )
    assert small.missed({"post": "unknown"}) == ["first", "other"]
    assert small.missed({}, {"post": "mayor"}) == []


def test_an_effect_that_is_certain_in_an_open_slot_waits_with_it(leave: Any) -> None:
    rules = """
slip: {then: {require: [leave_slip]}}
certificate: {when: {kind: sick}, then: {require: [hospital_certificate]}}
"""
    small = leave(rules)
    assert small.missed({"kind": "unknown"}) == ["certificate", "slip"]
    assert small.missed({"kind": "sick"}) == []


def test_an_approval_of_what_is_prohibited_does_not_decide(leave: Any) -> None:
    rules = """
never: {when: {kind: compensatory}, then: {prohibit: true}}
boss: {then: {approve: LEADER}}
file: {then: {file: party_government_office}}
"""
    small = leave(rules)
    assert small.missed({"kind": "compensatory"}) == ["boss"], "what else is to be done stands"
    assert small.missed({"kind": "compensatory"}, {}) == []


def test_advice_decides_where_it_certainly_shows(leave: Any) -> None:
    rules = """
boss: {then: {approve: LEADER}}
busy: {strength: should, when: {colleagues_off: {at_least: 1}}, then: {prohibit: true}}
"""
    small = leave(rules)
    assert small.missed({}) == ["busy", "colleagues_off: 1"]
    assert small.missed({"colleagues_off": "unknown"}) == ["busy", "colleagues_off: 0", "colleagues_off: 1"]
    assert small.missed({}, {"colleagues_off": 1}) == []


def test_every_wording_needs_a_case_of_its_own(leave: Any) -> None:
    rules = """
boss:
  wordings:
    - {in_force: {until: 2025-12-31}, then: {approve: LEADER}}
    - {in_force: {from: 2026-01-01}, when: {post: staff}, then: {approve: party_secretary}}
"""
    small = leave(rules)
    assert small.missed({}) == ["boss in its wording until 2025-12-31"]
    report = small.report({}, {"first_day": "2025-12-31"})
    assert report.measure == {"example": {"rules": (1, 1)}}


def test_a_rule_that_no_request_reaches_says_so(leave: Any) -> None:
    rules = "never: {when: {all: [{days: {less_than: 1}}, {days: {more_than: 3}}]}, then: {approve: LEADER}}"
    (found,) = leave(rules).report({}).diagnostics
    assert found.remedy("en") == "add a case (no request reaches it: change the rule first)"
    assert found.remedy("zh") == "加一个用例:没有请求走得到它,先改规则"


def test_a_limit_that_another_makes_idle_does_not_decide(claims: Any) -> None:
    rules = """
paid: {then: {payable: amount}}
low: {then: {limit: {of: amount, at_most: 100}}}
high: {when: {amount: {at_least: 0}}, then: {limit: {of: amount, at_most: {times: [10, guests]}}}}
"""
    small = claims(rules)
    assert "high" in small.missed({"guests": 20})
    assert "high" not in small.missed({"guests": 5})


# --- numbers of conditions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        ("days: {at_least: 3}", ["days: 2.5", "days: 3"]),
        ("days: {at_most: 3}", ["days: 3", "days: 3.5"]),
        ("days: {more_than: 3}", ["days: 3", "days: 3.5"]),
        ("days: {less_than: 3}", ["days: 2.5", "days: 3"]),
        ("days: {between: [3, 5]}", ["days: 2.5", "days: 3", "days: 5", "days: 5.5"]),
        ("days: {not: {between: [3, 5]}}", ["days: 2.5", "days: 3", "days: 5", "days: 5.5"]),
        ("days: {at_least: 3, less_than: 5}", ["days: 2.5", "days: 3", "days: 4.5", "days: 5"]),
        ("days: 3", ["days: 2.5", "days: 3", "days: 3.5"]),
        ("days: {not: 3}", ["days: 2.5", "days: 3", "days: 3.5"]),
        ("days: [3, 3.5]", ["days: 2.5", "days: 3", "days: 3.5", "days: 4"]),
        ("not: {days: {at_least: 3}}", ["days: 2.5", "days: 3"]),
        ("colleagues_off: 0", ["colleagues_off: 0", "colleagues_off: 1"]),
        ("whole_days: {at_least: 3}", ["days_in_row: 2", "days_in_row: 2.5"]),
        ("whole_days: 2", ["days_in_row: 1", "days_in_row: 1.5", "days_in_row: 2", "days_in_row: 2.5"]),
        ("first_month: {at_most: 4}", ["first_month: 4", "first_month: 5"]),
        ("post: {at_least: section_head}", ["post: section_head", "post: staff"]),
        ("first_day: {at_least: 2026-05-01}", ["first_day: 2026-04-30", "first_day: 2026-05-01"]),
        ("post: [staff, section_head]", []),
        ("kind: {not: sick}", []),
        ("special_circumstances: true", []),
        ("away: {includes: mayor}", []),
    ],
)
def test_what_a_comparison_asks_for(when: str, wanted: list[str], leave: Any) -> None:
    small = leave(f"rule: {{when: {{{when}}}, then: {{approve: LEADER}}}}")
    assert [each for each in small.missed() if each != "rule"] == wanted


def test_a_rounded_number_is_tested_where_its_field_is_cut(leave: Any) -> None:
    small = leave("rule: {when: {whole_days: {at_least: 3}}, then: {approve: LEADER}}")
    assert small.missed({"days": 3}, {"days": 2}) == ["days_in_row: 2.5"]
    assert small.missed({"days": 2.5}, {"days": 1, "adjoining_days": 1}) == []


def test_the_other_facts_have_to_let_the_number_settle_it(leave: Any) -> None:
    small = leave("rule: {when: {kind: sick, post: staff, days: {at_least: 3}}, then: {approve: LEADER}}")
    on, below = {"kind": "sick", "days": 3}, {"kind": "sick", "days": 2.5}
    assert small.missed(on, {"days": 2.5}) == ["days: 2.5"], "another kind of leave says nothing of the number"
    assert small.missed(on, {**below, "post": "unknown"}) == ["days: 2.5"], "nor does one that may be anybody's"
    assert small.missed(on, below) == []


def test_the_number_of_an_exception_counts_only_where_its_base_holds(leave: Any) -> None:
    rules = """
base: {when: {post: staff}, then: {approve: LEADER}}
long: {exception_to: base, when: {days: {at_least: 3}}, then: {approve: party_secretary}}
"""
    small = leave(rules)
    assert small.missed({"days": 3}, {"days": 2.5, "post": "mayor"}, {}) == ["days: 2.5"]
    assert small.missed({"days": 3}, {"days": 2.5}) == []


def test_a_number_of_a_term_counts_once_and_any_rule_that_uses_it_will_do(leave: Any) -> None:
    rules = """
long: {when: {long_leave: true, post: staff}, then: {approve: LEADER}}
short: {when: {long_leave: false, post: staff}, then: {approve: party_secretary}}
"""
    more = "  long_leave: {name_zh: 长假, zh: 长假, en: long leave, when: {whole_days: {at_least: 3}}}\n"
    small = leave(rules, more=more)
    report = small.report({"days": 2.5}, {"days": 1})
    assert report.measure["example"] == {"rules": (2, 2), "thresholds": (0, 1)}
    assert small.missed({"days": 2.5}, {"days": 2}) == []
    place = next(each.place for each in report.diagnostics if each.code == "PE807")
    line = (small.folder / "example.yaml").read_text("utf-8").splitlines()[place.line - 1]
    assert "long_leave" in line and line[place.column - 1 :].startswith("3}")


def test_a_number_shared_by_the_rows_of_a_table_counts_once_and_each_cell_for_itself(claims: Any) -> None:
    rules = """
rows:
  table:
    columns: [rule, when.guests, then.limit.at_most]
    rows: [[few, {less_than: 5}, 100], [many, {at_least: 5}, 200]]
  when: {days: {at_least: 2}}
  then: {payable: amount, limit: {of: amount}}
"""
    report = claims(rules).report()
    assert report.measure["example"] == {"rules": (0, 2), "thresholds": (0, 5)}


def test_a_number_that_can_never_settle_anything_is_not_asked_for(leave: Any) -> None:
    rules = "rule: {when: {any: [{days: {at_least: 3}}, {days: {at_least: 5}}]}, then: {approve: LEADER}}"
    report = leave(rules).report({"days": 3}, {"days": 2.5})
    assert report.diagnostics == ()
    assert report.measure["example"]["thresholds"] == (1, 1)


def test_a_side_that_cannot_occur_is_not_asked_for(claims: Any) -> None:
    assert claims("rule: {when: {meals: {at_least: 1}}, then: {payable: amount}}").missed({}) == []


def test_a_derived_side_that_the_sources_never_reach_is_not_asked_for(leave: Any) -> None:
    rules = "rule: {when: {days: {at_least: 2}, days_in_row: {at_least: 2}}, then: {approve: LEADER}}"
    assert leave(rules).missed({"days": 2}, {"days": 1.5, "adjoining_days": 1}, {}) == []


DATED = """
parameters:
  long: {zh: 长假, en: long leave, unit: day, values: [{from: unknown, value: 3, cite: example-01},
           {from: 2026-01-01, value: 5, cite: example-01}]}
  many: {zh: 天数较多, en: many days, unit: day, value: unset, owner: mayor}
"""


def test_every_dated_value_of_a_parameter_is_a_number_of_its_own(leave: Any) -> None:
    small = leave("rule: {when: {days: {at_least: long}}, then: {approve: LEADER}}", more=DATED)
    new = ({"days": 5}, {"days": 4.5})
    assert small.missed(*new) == ["days: 2.5", "days: 3"]
    old = [{"days": days, "first_day": "2025-03-03"} for days in (3, 2.5)]
    assert small.missed(*new, *old) == []
    assert small.report(*new, *old).measure["example"]["thresholds"] == (2, 2)


def test_a_judgement_in_place_of_a_number_has_no_sides(leave: Any) -> None:
    small = leave("rule: {when: {days: {at_least: many, less_than: 9}}, then: {approve: LEADER}}", more=DATED)
    judged = {"given": {"judgements": {"many": {"value": True, "by": "mayor"}}}}
    assert small.missed({"days": 8.5, **judged}, {"days": 9, **judged}) == []
    assert small.missed({"days": 8.5, **judged}, {"days": 9}) == ["days: 9"]


def test_two_towns_with_one_instrument_need_its_numbers_shown_in_one_of_them(tmp_path: Path) -> None:
    rules = "rule: {when: {days: {at_least: 3}}, then: {approve: LEADER}}"
    towns = "town: {zh: 镇, en: Town, adopts: [example]}\nother: {zh: 乙镇, en: Other, adopts: [example]}\n"
    small = Small(write(tmp_path, {"example": led(rules)}, towns), "absence", LEAVE)
    assert small.missed({"days": 3}, {"days": 2.5}) == []


# --- limits, deadlines, values ----------------------------------------------------------------------------------------


def test_a_limit_is_tested_at_its_bound_and_a_step_over_it(claims: Any) -> None:
    small = claims("rule: {then: {payable: amount, limit: {of: amount, at_most: 50, per: [guests]}}}")
    assert small.missed({}) == ["amount one step over"]
    assert small.missed({"amount": 299}) == ["amount exactly at the bound", "amount one step over"]
    assert small.missed({"amount": 301}, {}) == ["amount one step over"]
    assert small.missed({"amount": 300.01}, {}) == []


def test_of_a_bound_between_two_steps_the_nearest_on_either_side_count(claims: Any) -> None:
    small = claims("rule: {then: {payable: amount, limit: {of: guests, at_most: 2.5, excess: prohibited}}}")
    assert small.missed({"guests": 2}) == ["guests one step over"]
    assert small.missed({"guests": 2}, {"guests": 3}) == []


@pytest.mark.parametrize(("bound", "wanted"), [(500, []), (499, ["guests one step over"]), (-1, [])])
def test_a_side_beyond_all_values_of_a_fact_is_not_asked_for(bound: int, wanted: list[str], claims: Any) -> None:
    small = claims(f"rule: {{then: {{payable: amount, limit: {{of: guests, at_most: {bound}, excess: prohibited}}}}}}")
    assert small.missed({"guests": max(bound, 0)}) == wanted


def test_a_limit_that_is_not_set_has_no_sides_and_one_with_dated_values_has_them_for_each(claims: Any) -> None:
    more = """
parameters:
  cap: {zh: 上限, en: cap, unit: yuan, values: [{from: 2025-01-01, value: 100, cite: example-01},
           {from: 2026-01-01, value: 200, cite: example-01}]}
  none: {zh: 未定, en: not set, unit: yuan, value: unset, owner: mayor}
"""
    rules = """
rule: {then: {payable: amount, limit: {of: amount, at_most: cap}}}
unset: {then: {limit: {of: amount, at_most: none}}}
"""
    small = claims(rules, more=more)
    now = [{"amount": amount} for amount in (100, 100.01)]
    assert small.missed(*now) == ["amount exactly at the bound", "amount one step over"]
    later = [{"amount": amount, "spent_on": "2026-03-03", "submitted": "2026-03-10"} for amount in (200, 200.01)]
    assert small.missed(*now, *later) == []
    assert small.report(*now, *later).measure["example"]["thresholds"] == (2, 2)


def test_a_limit_that_is_only_recommended_is_tested_too(claims: Any) -> None:
    small = claims("paid: {then: {payable: amount}}\nrule: {strength: should, then: {limit: {of: guests, at_most: 6}}}")
    assert small.missed({}) == ["guests one step over"]
    assert small.missed({}, {"guests": 7}) == []


def test_a_deadline_is_tested_on_the_day_and_the_day_after(claims: Any) -> None:
    rules = """
rule:
  then:
    payable: amount
    deadline: [{of: submitted, at: {days_after: spent_on, number: 7}}, {of: submitted, not_before: spent_on}]
"""
    small = claims(rules)
    assert small.missed({}) == ["submitted on the day", "submitted the day after", "submitted the day before"]
    on, after = {}, {"submitted": "2025-03-11"}
    first, early = {"submitted": "2025-03-03"}, {"submitted": "2025-03-02"}
    assert small.missed(on, after) == ["submitted on the day", "submitted the day before"]
    assert small.missed(on, after, first, early) == []


def test_a_deadline_of_an_act_and_one_that_is_only_recommended(claims: Any) -> None:
    rules = """
rule: {then: {payable: amount, report: mayor, deadline: {of: report, at: {days_after: spent_on, number: 2}}}}
soon: {strength: should, then: {deadline: {of: report, at: spent_on}}}
"""
    small = claims(rules)

    def reported(day: str) -> dict[str, Any]:
        return {"given": {"acts": [{"act": "report", "by": "staff", "to": "mayor", "person": "p", "date": day}]}}

    assert small.missed({}) == ["report on the day"] * 2 + ["report the day after"] * 2
    days = [reported(f"2025-03-0{day}") for day in (3, 4, 5, 6)]
    assert small.missed(*days) == []
    assert small.missed(*days[1:]) == ["report on the day"]


def test_a_dated_value_that_a_rule_works_with_has_to_be_used(claims: Any) -> None:
    more = """
parameters:
  rate: {zh: 标准, en: rate, unit: yuan, values: [{from: unknown, value: 80, cite: example-01},
           {from: 2026-01-01, value: 90, cite: example-01}]}
"""
    small = claims("rule: {then: {payable: {times: [rate, days]}}}", more=more)
    assert small.missed({}) == ["90 from 2026-01-01"]
    assert small.missed({"spent_on": "2026-01-01"}) == ["80 from 0001-01-01"]
    assert small.missed({}, {"spent_on": "2026-01-01"}) == []


# --- remedies ---------------------------------------------------------------------------------------------------------


def followed(report: CaseReport, asked: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cases that the remedies ask for."""
    found = []
    for each in report.diagnostics:
        how = each.words.get("how_en", "")
        like = re.fullmatch(r"like 'case (\d+)' with (.*)", how)
        facts = yaml.safe_load("{" + (like.group(2) if like else how.removeprefix("with ")).strip("{}") + "}")
        found.append({**(asked[int(like.group(1))] if like else {}), **facts})
    return found


@pytest.mark.parametrize(
    ("topic", "rules"),
    [
        (
            "leave",
            "rule: {when: {kind: sick, post: {at_least: mayor}, days: {at_least: 3, less_than: 6}}"
            ", then: {approve: LEADER}}",
        ),
        (
            "leave",
            "rule: {when: {whole_days: 2, first_month: {not: {between: [4, 10]}}}, then: {approve: LEADER}}",
        ),
        (
            "leave",
            "rule: {when: {any: [{days: {at_least: 3}}, {days: {at_least: 5}, post: mayor}]}, then: {approve: LEADER}}",
        ),
        ("leave", TWO),
        (
            "claim",
            "rule: {when: {people: {at_least: 4}}"
            ", then: {payable: amount, limit: {of: amount, at_most: 50, per: [guests]}}}",
        ),
        (
            "claim",
            "rule: {when: {kind: trip}"
            ", then: {payable: amount, deadline: {of: submitted, at: {days_after: spent_on, number: 5}}}}",
        ),
    ],
)
def test_the_cases_that_the_remedies_ask_for_leave_nothing_out(topic: str, rules: str, leave: Any, claims: Any) -> None:
    small = (leave if topic == "leave" else claims)(rules)
    asked: list[dict[str, Any]] = [{}]
    for _ in range(3):
        report = small.report(*asked)
        asked.extend(followed(report, asked) if any(each.code != "PE801" for each in report.diagnostics) else [])
    assert small.missed(*asked) == []


def test_a_remedy_is_told_in_both_languages(leave: Any) -> None:
    rules = "rule: {when: {kind: sick, days: {at_least: 3}}, then: {approve: LEADER}}"
    report = leave(rules).report({"kind": "sick"})
    on = next(each for each in report.diagnostics if each.words.get("fact") == "days: 3")
    assert on.line().endswith(
        "threshold 'days at_least 3' of rule example/rule is tested by no case on the figure (days: 3)"
    )
    assert on.remedy("en") == "add a case like 'case 0' with days: 3"
    assert on.message("zh") == "规则 example/rule 的界线“days at_least 3”没有正好在界上的用例(days: 3)"
    assert on.remedy("zh") == "加一个用例:照用例“case 0”,改成 days: 3"
    far = next(each for each in leave(rules).report({}).diagnostics if each.words.get("fact") == "days: 3")
    assert far.remedy("en") == "add a case with kind: sick, days: 3"
    assert far.remedy("zh") == "加一个用例:kind: sick, days: 3"


# --- seams ------------------------------------------------------------------------------------------------------------


def test_rules_that_are_not_in_force_count_where_the_decision_shows_them(leave: Any, tmp_path: Path) -> None:
    leave(TWO)
    book = load(tmp_path)
    plain = {"topic": "absence", "jurisdiction": "town", "facts": LEAVE}
    decision, shadow = (book.decide_data({**plain, "facts": {**LEAVE, "away": away}}) for away in ([], ["mayor"]))
    assert list(decisions_of(decision)) == [decision]
    both = SimpleNamespace(not_in_force=shadow)
    assert list(decisions_of(both)) == [both, shadow]  # type: ignore[arg-type]
    assert {rule for each in (decision, shadow) for rule in deciding(each)} == {"example/base", "example/away"}
    assert list(books_of(book.compiled)) == list(book.compiled.books.values())
    shadows = SimpleNamespace(books={}, shadow=SimpleNamespace(books={("town", "absence"): "a book"}))
    assert list(books_of(shadows)) == ["a book"]  # type: ignore[arg-type, comparison-overlap]


class AssignEffect(PaperEffect):
    """Stands for an effect of that name."""


class DutyEffect(PaperEffect):
    """Stands for an effect of that name."""


def with_effect(book: Rulebook, rule: str, effect: type[PaperEffect]) -> Any:
    """The compiled rulebook with one rule that states such an effect."""
    found = book.compiled.rules[rule]
    wordings = tuple(replace(each, effects=(effect(("slip",), ""),)) for each in found.wordings)
    return replace(book.compiled, rules={**book.compiled.rules, rule: replace(found, wordings=wordings)})


def test_effects_count_under_their_own_headings(leave: Any, tmp_path: Path) -> None:
    leave(TWO)
    book = load(tmp_path)
    kinds = {name: demands.kind_of(rule) for name, rule in book.compiled.rules.items()}
    assert kinds == {"example/base": "rules", "example/away": "exceptions"}
    for effect, base, away in ((AssignEffect, "assignments", "exceptions"), (DutyEffect, "duties", "duties")):
        for name, kind in (("example/base", base), ("example/away", away)):
            assert demands.kind_of(with_effect(book, name, effect).rules[name]) == kind


def test_a_duty_has_to_be_met_in_one_case_and_not_met_in_another(leave: Any, tmp_path: Path) -> None:
    leave("duty: {then: {require: [leave_slip]}}")
    measure = Measure(with_effect(load(tmp_path), "example/duty", DutyEffect))
    misses, tallies = measure.result()
    assert [each.message() for each in misses] == [
        "no case has rule example/duty judged met",
        "no case has rule example/duty judged not met",
    ]
    assert tallies == {"example": {"duties": (0, 1)}}
    measure.see_duty("example/duty", "met")
    assert [each.remedy() for each in measure.result()[0]] == ["add a case in which it is not met"]
    measure.see_duty("example/duty", "not_met")
    assert measure.result() == ([], {"example": {"duties": (1, 1)}})


def test_the_numbers_of_items_are_tested_where_their_rule_holds(
    leave: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave(
        "rule: {when: {post: staff}, then: {approve: LEADER}}\n"
        "item: {when: {days: {at_least: 3}}, then: {permit: true}}"
    )
    book = Rulebook(compile_folder(tmp_path, prove=False))
    (epoch,) = book.compiled.books["town", "absence"].epochs
    rule, item = epoch.actives
    monkeypatch.setattr(demands, "_conditions", lambda active: both if active is rule else [])
    both = [(item.own, Every((rule.condition, item.own)))]
    measure = Measure(book.compiled)
    plain = {"topic": "absence", "jurisdiction": "town"}
    for post, days, left in (("mayor", 3, 2), ("staff", 3, 1), ("staff", Decimal("2.5"), 0)):
        found = book.read({**plain, "facts": {**LEAVE, "post": post, "days": days}})
        measure.see_facts("case", found.request, "town", 739_000)
        assert [each.code for each in measure.result()[0]].count("PE807") == left
