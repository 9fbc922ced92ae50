"""Figures shown: the answer, the explanation, the cases and the checks on rules that work with amounts and time."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.decisions.decision import Decision
from policy_engine.engine.book import Rulebook
from policy_engine.errors import Diagnostic
from policy_engine.loading.folder import try_folder
from policy_engine.requests import STANDARD
from policy_engine.tools.answer import answer_text
from policy_engine.tools.cases import CaseReport, run_cases
from policy_engine.tools.checks import check
from policy_engine.tools.explain import Explanation, explain
from tests.build import claim, claims, instrument, write
from tests.models import ClaimRequest

NO_VALUE = re.compile(r"\bNone\b(?!:)")
MORE = """\
parameters:
  price: {zh: 每餐标准, en: price of a meal, unit: yuan, values: [{from: unknown, value: 40}]}
  bonus: {zh: 补助, en: bonus, unit: yuan, value: unset, owner: finance_office}
"""
RULES = """
meals:
  when: {kind: meal, post: {less_than: mayor}}
  then:
    payable: amount
    review: {one_of: [principal_on_line, deputy_secretary]}
    require: [meeting_notice]
    deadline:
      - {of: submitted, at: {then_next_working_day: {days_after: spent_on, number: 10}}}
      - {of: submitted, at: {end_of: quarter, of: spent_on}}
  otherwise: {payable: 0}
price:
  when: {kind: meal}
  then: {limit: {of: amount, at_most: price, per: [guests, meals]}}
whole:
  when: {kind: meal}
  then: {limit: {of: amount, at_most: 2000, excess: prohibited}}
crowd:
  when: {kind: meal, post: staff}
  then: {limit: {of: guests, at_most: 10, excess: {needs: {sign: mayor}}}}
trips:
  when: {kind: trip}
  then: {payable: {times: [bonus, days]}, set: {level: high, notes: trip, share: {floor_div: [amount, 7]}}}
far:
  exception_to: trips
  when: {guests: {at_least: 3}}
  then: {payable: 5}
heads:
  when: {kind: meal, post: {at_least: mayor}}
  then: {payable: amount, choose: {one_of: [mayor, party_secretary], by: office_head}}
other:
  when: {kind: other}
  then: {payable: amount, permit: true}
"""
REVIEWED = {
    "applicant_person": "claimant",
    "acts": [{"act": "review", "by": "mayor", "person": "m", "date": "2025-03-11"}],
    "papers": ["meeting_notice"],
}


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return claims(tmp_path_factory.mktemp("figures"), RULES, more=MORE)


def answer(book: Rulebook, decision: Decision, lang: str = "zh") -> str:
    return answer_text(decision, book.compiled.models.vocabulary, lang)


def explained(book: Rulebook, decision: Decision) -> Explanation:
    return explain(book, decision.request, "town", decision.as_of)


def section(text: str, heading: str) -> list[str]:
    for part in text.split("\n\n"):
        first, *rest = part.splitlines()
        if first == heading:
            return [line.strip() for line in rest]
    return []


# --- the answer -------------------------------------------------------------------------------------------------------


def test_an_amount_shows_what_was_worked_out_what_cut_it_and_what_is_left(book: Rulebook) -> None:
    decision = claim(book, REVIEWED)
    assert section(answer(book, decision), "支付") == [
        "限额前 300 元;超出限额 240 元 的不付(一(example-01));按 240 元 支付  [example-01]"
    ]
    assert section(answer(book, decision, "en"), "Payable") == [
        "before limits 300 yuan; cut to the limit of 240 yuan (一 (example-01)); 240 yuan is paid  [example-01]"
    ]


def test_limits_show_their_arithmetic_and_which_governs(book: Rulebook) -> None:
    decision = claim(book, REVIEWED, guests=11, amount="2000.01")
    assert section(answer(book, decision), "限额") == [
        "来客(guests)最多 10 人;申报 11 人,超 1 人;超出另须签发(sign) 镇长(乡长)(mayor)  [example-01]",
        "金额(amount)最多 40 × 11 人 × 1 餐 = 440 元;申报 2000.01 元,超 1560.01 元;超出不付;几项中以此为准"
        "  [example-01]",
        "金额(amount)最多 2000 元;申报 2000.01 元,超 0.01 元;不得超出  [example-01]",
    ]
    (english,) = (line for line in section(answer(book, decision, "en"), "Limits") if "11 people × 1 meal" in line)
    assert english == (
        "amount (amount): at most 40 × 11 people × 1 meal = 440 yuan; claimed 2000.01 yuan, over by 1560.01 yuan;"
        " more is not paid; this one governs  [example-01]"
    )


@pytest.mark.parametrize(
    ("submitted", "zh", "en"),
    [
        (
            "2025-03-10",
            "2025-03-10 已办;及时,早 3 天;以此为准",
            "done on 2025-03-10; in time, 3 days to spare; this one binds",
        ),
        ("2025-03-13", "2025-03-13 已办;正好当天;以此为准", "done on 2025-03-13; on the day itself; this one binds"),
        ("2025-03-14", "2025-03-14 已办;迟了 1 天;以此为准", "done on 2025-03-14; late by 1 days; this one binds"),
        (
            None,
            "还没有办;自 2025-03-03 起还有 10 天;以此为准",
            "not done yet; 10 days left from 2025-03-03; this one binds",
        ),
    ],
)
def test_each_candidate_date_with_its_arithmetic(book: Rulebook, submitted: str | None, zh: str, en: str) -> None:
    decision = claim(book, REVIEWED, submitted=submitted)
    shown = section(answer(book, decision), "期限")
    assert f"送审日(submitted)不晚于 2025-03-03 后 10 天,不是工作日的顺延 = 2025-03-13;{zh}  [example-01]" in shown
    assert any(line.startswith("送审日(submitted)不晚于 2025-03-03 所在季末 = 2025-03-31") for line in shown)
    assert any(
        line.endswith(f"= 2025-03-13; {en}  [example-01]")
        for line in section(answer(book, decision, "en"), "Deadlines")
    )


def test_what_applies_otherwise_names_what_is_missing(book: Rulebook) -> None:
    late = claim(book, {"applicant_person": "claimant", "papers": []}, submitted="2025-03-20")
    (zh,) = section(answer(book, late), "没有办到所要求的,因此")
    assert zh.startswith("支付 0 — 因为")
    assert "党委副书记(deputy_secretary)未办" in zh
    assert "未交会议通知" in zh
    assert "送审日(submitted)应在 2025-03-13,实际 2025-03-20" in zh
    (en,) = section(answer(book, late, "en"), "Because something required is not fulfilled")
    assert "not handed in" in en and "day submitted (submitted) was due on 2025-03-13 and came on 2025-03-20" in en
    own = {**REVIEWED, "acts": [{"act": "review", "by": "mayor", "person": "claimant", "date": "2025-03-11"}]}
    (line,) = section(answer(book, claim(book, own)), "没有办到所要求的,因此")
    assert "本人办自己的,不算" in line
    assert section(answer(book, claim(book, REVIEWED)), "没有办到所要求的,因此") == []


def test_an_excess_says_by_how_much(book: Rulebook) -> None:
    shown = answer(book, claim(book, REVIEWED, guests=60, amount="2000.5"))
    assert "禁止 — 因为金额(amount)超出限额 0.5 元  [example-01]" in shown


def test_unknown_facts_and_possible_amounts(book: Rulebook) -> None:
    decision = claim(book, REVIEWED, guests=None, submitted=None)
    shown = answer(book, decision)
    assert section(shown, "支付") == ["可能 支付 金额(amount)  [example-01]", "可能 支付 0  [example-01]"]
    assert "送审日(submitted)是否及时还不能断定(还要知道:送审日(submitted))" in shown
    assert any("40 × 来客(guests)? × 1 餐;还要知道:来客(guests);超出不付" in line for line in section(shown, "限额"))
    paid = claim(book, REVIEWED, guests=None)
    assert section(answer(book, paid), "支付") == ["300 元;还要知道:来客(guests)  [example-01]"]
    assert section(answer(book, paid, "en"), "Payable") == [
        "300 yuan; still to be known: guests (guests)  [example-01]"
    ]


def test_facts_that_only_arithmetic_reads(book: Rulebook) -> None:
    decision = claim(book, kind="trip", amount=None, guests=0)
    assert section(answer(book, decision), "算数还要知道") == ["金额(amount)"]
    assert section(answer(book, decision, "en"), "Facts needed for the figures") == ["amount (amount)"]


def test_figures_not_set_outputs_and_choices(book: Rulebook) -> None:
    trip = claim(book, kind="trip", guests=0)
    assert section(answer(book, trip), "支付") == ["补助(example/bonus)未定 × 2 天;标准没有定  [example-01]"]
    assert section(answer(book, trip), "原文没有定的数") == ["补助(example/bonus)"]
    assert section(answer(book, trip), "认定") == [
        "等次(level) = 高(high)  [example-01]",
        "事项(notes) = trip  [example-01]",
        "份额(share) = 金额(amount) 每满 7 计一 = 42  [example-01]",
    ]
    mayor = claim(book, post="mayor")
    assert section(answer(book, mayor), "选择") == [
        "由党政办负责人(office_head)在 镇长(乡长)(mayor)、党委书记(party_secretary) 中择一  [example-01]"
    ]
    assert "head of the party and government office (office_head) chooses one of" in answer(book, mayor, "en")


# --- the explanation --------------------------------------------------------------------------------------------------


def lines(found: Explanation, slot: str) -> dict[tuple[str, str], str]:
    return {
        (line.rule.split("/")[1], line.under): line.status
        for each in found.account.slots
        if each.slot == slot
        for line in each.rules
    }


def test_what_gives_way_and_what_applies_otherwise_both_stand_with_their_status(book: Rulebook) -> None:
    done, undone = explained(book, claim(book, REVIEWED)), explained(book, claim(book))
    assert lines(done, "payable")["meals", "fulfilled"] == "applied"
    assert lines(done, "payable")["meals", "unfulfilled"] == "not_applied"
    assert lines(undone, "payable")["meals", "fulfilled"] == "not_applied"
    assert lines(undone, "payable")["meals", "unfulfilled"] == "applied"
    text = section(undone.text("zh"), "应付(payable):已定")
    assert "本条所要求的没有都办到才这样" in text
    assert sum("因为" in line and "未交会议通知" in line for line in text) == 2, "both lines say why"
    assert "所要求的都办到了" in section(done.text("zh"), "应付(payable):已定")
    assert "everything required is fulfilled" in done.text("en")


def test_what_follows_an_excess_stands_with_its_limit(book: Rulebook) -> None:
    inside, outside = explained(book, claim(book, guests=10)), explained(book, claim(book, guests=11))
    assert lines(inside, "sign")["crowd", "exceeded"] == "not_applied"
    assert lines(outside, "sign")["crowd", "exceeded"] == "applied"
    assert "因为来客(guests)没有超出限额" in inside.text("zh")
    assert "because guests is over its limit by 1 person" in outside.text("en")
    assert lines(explained(book, claim(book, guests=None)), "sign")["crowd", "exceeded"] == "possible"


def test_the_figures_stand_with_slot_and_arithmetic(book: Rulebook) -> None:
    shown = explained(book, claim(book, REVIEWED)).text("zh")
    figures = section(shown, "数额、期限和认定")
    assert "应付(payable):限额前 300 元;超出限额 240 元 的不付(一(example-01));按 240 元 支付  [example-01]" in figures
    assert any(line.startswith("限额(limit):金额(amount)最多 40 × 6 人 × 1 餐 = 240 元") for line in figures)
    assert any(line.startswith("期限(deadline):") for line in figures)


def test_parameters_of_formulas_are_shown(book: Rulebook) -> None:
    found = explained(book, claim(book, REVIEWED))
    assert [(line.name, line.used_by) for line in found.account.parameters] == [("price", ("example/price",))]
    trip = explained(book, claim(book, kind="trip", guests=0))
    assert [line.name for line in trip.account.parameters] == ["bonus"]
    assert "补助(bonus):原文没有定数" in trip.text("zh")


def test_the_data_of_an_explanation(book: Rulebook) -> None:
    data = explained(book, claim(book, submitted="2025-03-20")).data()
    (limit,) = (each for each in data["figures"]["limits"] if each["bound"] == "240")
    assert (limit["over"], limit["governs"], limit["worked"]["value"]) == ("60", True, "240")
    rules = [rule for slot in data["slots"] for rule in slot["rules"] if rule["under"] == "unfulfilled"]
    (rule,) = rules
    kinds = {each["effect"]["kind"]: each for each in rule["requirements"]}
    assert kinds["deadline"]["day"] == "2025-03-13" and kinds["deadline"]["done"] == "2025-03-20"
    assert [step["status"] for step in kinds["act"]["steps"]] == ["missing"]
    assert kinds["deadline"]["effect"]["at"] == {"then_next_working_day": [{"days_after": ["spent_on", "10"]}]}
    json.dumps(data)


def test_effects_of_a_wording_not_in_force_include_otherwise(tmp_path: Path) -> None:
    then = "then: {payable: amount, require: [trip_list]}, otherwise: {payable: 0}"
    rules = f"pays: {{in_force: {{until: 2020-01-01}}, {then}}}\n"
    found = explained(claims(tmp_path, rules), claim(claims(tmp_path, rules)))
    (line,) = found.account.not_in_force
    assert len(line.effects) == 3


FACTS = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["meal", "trip", "other"]),
        "post": st.sampled_from(["staff", "vice_mayor", "mayor"]),
        "line": st.sampled_from(["government", "party"]),
        "amount": st.sampled_from(["0", "240", "240.01", "2000", "2000.01"]),
        "guests": st.sampled_from([0, 3, 6, 11]),
        "meals": st.sampled_from([1, 2]),
        "days": st.sampled_from(["0.5", "2"]),
        "spent_on": st.sampled_from(["2025-03-03", "2025-01-31"]),
        "submitted": st.sampled_from(["2025-03-13", "2025-03-14", "2025-06-01"]),
    },
)
ACTS = st.lists(
    st.fixed_dictionaries(
        {
            "act": st.sampled_from(["review", "sign"]),
            "by": st.sampled_from(["mayor", "party_secretary", "deputy_secretary"]),
            "person": st.sampled_from(["claimant", "other"]),
            "date": st.sampled_from(["2025-03-11", "2025-03-12"]),
        }
    ),
    max_size=2,
)
GIVEN = st.fixed_dictionaries(
    {"acts": ACTS, "papers": st.sampled_from([[], ["meeting_notice"]])},
    optional={"applicant_person": st.just("claimant")},
)


def decide(book: Rulebook, facts: dict[str, Any], done: dict[str, Any]) -> Decision:
    data = {"topic": "claim", "jurisdiction": "town", "as_of": "2025-03-03", "facts": facts, "given": done}
    return book.decide_data(data)


@settings(max_examples=250, deadline=None)
@given(facts=FACTS, done=GIVEN)
def test_law_an_explanation_agrees_with_its_decision_and_both_can_be_shown(
    book: Rulebook, facts: dict[str, Any], done: dict[str, Any]
) -> None:
    decision = decide(book, facts, done)
    found = explained(book, decision)
    for status, certain in (("applied", True), ("possible", False)):
        shown = {
            (line.rule, slot.slot, effect)
            for slot in found.account.slots
            for line in slot.rules
            if line.status == status
            for effect in line.effects
        }
        stated = {
            (each.rule, slot.slot, each.effect)
            for slot in decision.slots
            for each in slot.stated
            if each.certain is certain
        }
        assert shown == stated
    for lang in ("zh", "en"):
        assert not NO_VALUE.search(found.text(lang, verbose=True))
        assert not NO_VALUE.search(answer(book, decision, lang))
    json.dumps(found.data())


@settings(max_examples=250, deadline=None)
@given(facts=FACTS, more=FACTS, done=GIVEN)
def test_law_more_facts_never_change_what_was_settled(
    book: Rulebook, facts: dict[str, Any], more: dict[str, Any], done: dict[str, Any]
) -> None:
    less, full = decide(book, facts, done), decide(book, {**more, **facts}, done)
    after = {answer.slot: answer for answer in full.slots}
    for answer in less.slots:
        if answer.status == "settled":
            assert [(each.effect, each.rule) for each in answer.stated] == [
                (each.effect, each.rule) for each in after[answer.slot].stated
            ]
    if less.outcome != "undetermined":
        assert full.outcome == less.outcome
    settled = {line.rule.effect: line.payable for line in less.figures.amounts if line.status == "settled"}
    assert settled.items() <= {line.rule.effect: line.payable for line in full.figures.amounts}.items()


@settings(max_examples=100, deadline=None)
@given(facts=FACTS, done=GIVEN)
def test_law_the_needs_settle_the_outcome(book: Rulebook, facts: dict[str, Any], done: dict[str, Any]) -> None:
    decision = decide(book, facts, done)
    known = {"kind": "meal", "post": "staff", "line": "party", "amount": "300", "guests": 11, "meals": 1, "days": "1",
             "spent_on": "2025-03-03", "submitted": "2025-03-14"}  # fmt: skip
    asked: set[str] = set()
    while decision.outcome == "undetermined":
        assert decision.next in decision.needs and decision.next not in asked
        asked.add(decision.next)
        if decision.next == "applicant_person":
            done = {**done, "applicant_person": "claimant"}
        else:
            facts = {**facts, decision.next: known[decision.next]}
        decision = decide(book, facts, done)


# --- cases ------------------------------------------------------------------------------------------------------------

HEAD = (
    "instrument: example\n"
    "facts: {kind: meal, post: staff, line: government, amount: 300, guests: 6, meals: 1, days: 2,"
    " spent_on: 2025-03-03, submitted: 2025-03-10}\n"
    "cases:\n"
)
DONE = (
    "    given: {applicant_person: c, acts: [{act: review, by: mayor, person: m, date: 2025-03-11}],"
    " papers: [meeting_notice]}\n"
)
Run = Callable[..., CaseReport]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    book = claims(tmp_path, RULES, more=MORE)

    def runner(text: str, coverage: bool = False) -> CaseReport:
        (tmp_path / "example.cases.yaml").write_text(text, "utf-8")
        return run_cases(book, tmp_path, coverage=coverage)

    return runner


def told(report: CaseReport) -> list[str]:
    return [each.line().partition(":")[2] for each in report.diagnostics]


@pytest.mark.parametrize(
    ("ask", "expect"),
    [
        ("", "payable: 240, limits: {amount: {bound: 240, over: 60, status: over}, guests: {bound: 10, over: 0}}"),
        ("", "payable: 240.00, limits: {amount: {over: 60.0}}, choices: []"),
        ("", "deadlines: {submitted: {date: 2025-03-13, status: met}}"),
        ("guests: unknown", "payable: open, limits: {amount: {bound: 2000, over: 0, status: within}}"),
        ("guests: unknown", "payable: open, limits: {guests: {bound: 10, over: open, status: open}}"),
        ("submitted: unknown", "payable: open, deadlines: {submitted: {status: pending}}"),
        ("spent_on: unknown, submitted: unknown", "deadlines: {submitted: {date: open, status: open}}"),
        ("kind: trip, guests: 0", "payable: unset, outputs: {level: high, notes: [trip], share: 42}, limits: {}"),
        ("kind: trip, guests: 0, amount: unknown", "outputs: {share: open}"),
        ("kind: trip, guests: 3", "payable: 5, replaced: [trips]"),
        ("post: mayor", "choices: [party_secretary, mayor], payable: 240"),
    ],
)
def test_cases_expect_figures(run: Run, ask: str, expect: str) -> None:
    as_of = "    as_of: 2025-03-03\n"
    assert told(run(HEAD + f"  one:\n    ask: {{{ask}}}\n{as_of}{DONE}    expect: {{{expect}}}\n")) == []


@pytest.mark.parametrize(
    ("expect", "line"),
    [
        ("payable: 239.99", "6:14 PE801 case 'one': payable should be 239.99, got 240"),
        ("payable: unset", "6:14 PE801 case 'one': payable should be unset, got 240"),
        (
            "limits: {amount: {bound: 241, over: 60}}",
            "6:32 PE801 case 'one': limits.amount.bound should be 241, got 240",
        ),
        ("limits: {amount: {over: open}}", "6:32 PE801 case 'one': limits.amount.over should be open, got 60"),
        ("limits: {people: {bound: 3}}", "6:23 PE801 case 'one': limits.people should be {bound: 3}, got none"),
        (
            "deadlines: {submitted: {date: 2025-03-14}}",
            "6:38 PE801 case 'one': deadlines.submitted.date should be 2025-03-14, got 2025-03-13",
        ),
        (
            "deadlines: {submitted: {status: missed}}",
            "6:38 PE801 case 'one': deadlines.submitted.status should be missed, got met",
        ),
        (
            "deadlines: {report: {status: met}}",
            "6:26 PE801 case 'one': deadlines.report should be {status: met}, got none",
        ),
        ("outputs: {level: high}", "6:24 PE801 case 'one': outputs.level should be high, got none"),
        ("choices: [mayor]", "6:14 PE801 case 'one': choices should be [mayor], got []"),
        ("limits: {amount: {bond: 3}}", "6:32 PE803 expect has no key 'limits.amount.bond'"),
        ("deadlines: {submitted: {bound: 3}}", "6:38 PE803 expect has no key 'deadlines.submitted.bound'"),
        ("limits: {amount: 240}", "6:31 PE203 expect.limits.amount must be a mapping, found an integer"),
        ("limits: [amount]", "6:22 PE203 expect.limits must be a mapping, found a list"),
        ("limits: {amount: {bound: many}}", "6:39 PE302 'many' is not a value of field expect.limits.amount.bound"),
        (
            "deadlines: {submitted: {date: 3}}",
            "6:44 PE203 expect.deadlines.submitted.date must be text, found an integer",
        ),
        ("payable: much", "6:23 PE302 'much' is not a value of field expect.payable"),
        ("payable: [240]", "6:23 PE203 expect.payable must be text, found a list"),
        ("outputs: 3", "6:23 PE203 expect.outputs must be a mapping, found an integer"),
    ],
)
def test_cases_tell_what_differs_at_its_place(run: Run, expect: str, line: str) -> None:
    (found,) = told(run(HEAD + f"  one:\n{DONE}    expect: {{{expect}}}\n"))
    assert re.sub(r"^\d+", "6", found) == line


def test_a_rule_has_applied_where_only_its_figures_or_what_stands_otherwise_do(run: Run) -> None:
    late = HEAD + "  late:\n    expect: {payable: 0}\n"
    assert {each.words["rule"] for each in run(late, coverage=True).diagnostics if each.code == "PE804"} == {
        f"example/{name}" for name in ("trips", "far", "heads", "other")
    }


# --- checks -----------------------------------------------------------------------------------------------------------


def found(folder: Path, rules: str, more: str, code: str) -> list[Diagnostic]:
    write(folder, {"example": instrument(rules, topic="claim", more=more)})
    book, faults = try_folder(folder, (*STANDARD, ClaimRequest))
    assert book is not None and not [each for each in faults if each.level == "error"]
    return [each for each in check(book) if each.code == code]


def test_pe608_a_parameter_of_a_formula_is_used(tmp_path: Path) -> None:
    more = "parameters:\n" + "".join(
        f"  p{at}: {{zh: 数, en: figure, unit: {unit}, value: unset}}\n"
        for at, unit in enumerate(["yuan", "yuan", "date", "yuan", "yuan", "day", "yuan"])
    )
    rules = (
        "pays: {when: {post: staff}, then: {payable: {add: [p0, 1]}, limit: {of: amount, at_most: p1,"
        " excess: {needs: {sign: {by: mayor, within: p5}}}},"
        " deadline: {of: submitted, at: {end_of: month, of: p2}}, set: {share: p3}}, otherwise: {payable: p4}}\n"
    )
    assert [each.words["id"] for each in found(tmp_path, rules, more, "PE608")] == ["p6"]


def test_checks_run_on_rules_with_otherwise_and_limits(tmp_path: Path) -> None:
    assert [each.words["slot"] for each in found(tmp_path, RULES, MORE, "PE601")] == []
    assert found(tmp_path / "idle", RULES.replace("payable: 5}", "payable: {times: [bonus, days]}}"), MORE, "PE603")


def test_as_of_is_the_day_counted_from(book: Rulebook) -> None:
    decision = claim(book, submitted=None)
    later = book.decide(decision.request, "town", dt.date(2025, 3, 20))
    assert any("到 2025-03-20 已过 7 天" in line for line in section(answer(book, later), "期限"))
