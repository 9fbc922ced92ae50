"""Explanations of the shipped rulebook and of small ones, and that they never say otherwise than the decision."""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine import AbsenceRequest, Rulebook
from policy_engine.errors import EngineError
from policy_engine.requests.fields import Amount, AnyOf, Count, Day, Flag, OneOf
from policy_engine.tools.explain import Explanation, RuleLine, explain
from policy_engine.tools.explain import build as build_module
from tests.build import shipped
from tests.tools.mini import instrument, mini_book

BOOK = shipped()
NO_VALUE = re.compile(r"\bNone\b(?!:)")


def ask(town: str = "town-a", book: Rulebook = BOOK, as_of: dt.date | None = None, **facts: Any) -> Explanation:
    plain = {"first_day": "2024-03-11", **facts}
    return explain(book, AbsenceRequest.model_validate(plain), town, as_of)


def lines(found: Explanation, slot: str) -> dict[str, RuleLine]:
    """The lines of one slot by the rule's own name."""
    return {
        line.rule.rsplit("/", 1)[1]: line
        for each in found.account.slots
        if each.slot == slot and not each.matter
        for line in each.rules
    }


def section(text: str, beginning: str) -> str:
    """The paragraph of a text that begins with some words."""
    return next(part for part in text.split("\n\n") if part.startswith(beginning))


HEAD_AWAY = {
    "kind": "personal",
    "post": "section_head",
    "line": "government",
    "days": "2.5",
    "adjoining_days": 0,
    "form": "written",
    "away": ["party_secretary"],
}


# --- why a rule applies or not ---------------------------------------------------------------------------------------


def test_each_rule_of_a_slot_stands_in_it() -> None:
    found = lines(ask(**HEAD_AWAY), "approve")
    assert {name: line.status for name, line in found.items()} == {
        "head-three-days-secretary-away": "applied",
        "head-three-days": "replaced",
        "staff-one-day": "not_applied",
        "government-staff-two-days": "not_applied",
        "party-staff-two-days": "not_applied",
        "government-head-two-days": "not_applied",
        "party-head-two-days": "not_applied",
        "leaders": "not_applied",
        "annual-staff": "not_applied",
        "annual-heads-and-leaders": "not_applied",
        "shift": "not_applied",
        "study-leave": "not_applied",
    }
    assert [line.status for line in found.values()][:2] == ["applied", "replaced"]


def test_replaced_names_the_exception_and_its_slot() -> None:
    (by,) = lines(ask(**HEAD_AWAY), "approve")["head-three-days"].replaced_by
    assert (by.rule, by.slots, by.certain) == ("office-leave/head-three-days-secretary-away", ("approve",), True)
    text = ask(**HEAD_AWAY).text("zh")
    assert "由例外 office-leave/head-three-days-secretary-away 取代(它回答了批准、审批、决定(approve))" in text
    assert "replaced by the exception office-leave/head-three-days-secretary-away" in ask(**HEAD_AWAY).text("en")


def test_an_exception_may_answer_in_another_slot() -> None:
    found = ask(**{**HEAD_AWAY, "post": "vice_mayor"})
    (by,) = lines(found, "approve")["leaders"].replaced_by
    assert (by.rule, by.slots) == ("office-leave/leaders-secretary-away", ("may",))
    assert found.decision.outcome == "referred"
    assert "转 上一级(higher_level)" in found.text("zh")


def test_a_failing_test_says_what_was_wanted_and_what_is() -> None:
    found = ask(**HEAD_AWAY)
    zh = section(found.text("zh"), "批准")
    assert "职务(取本人最高职务)(post):要求为 一般工作人员(staff);实际:部门负责人(二级班子)(section_head)(不成立)" in zh
    en = section(found.text("en"), "approve")
    assert "line: wanted party line (party); in the request: government line (government) (does not hold)" in en


def test_only_failing_tests_are_shown_unless_verbose() -> None:
    found = ask(**HEAD_AWAY)
    assert "(成立)" not in found.text("zh")
    verbose = found.text("zh", verbose=True)
    assert "条线(人大、群团归党群线)(line):要求为 政府线(government);实际:政府线(government)(成立)" in verbose
    assert len(verbose) > len(found.text("zh"))


def test_a_term_stands_on_its_own_line_with_words_value_and_reading() -> None:
    zh = section(ask(**HEAD_AWAY).text("zh"), "批准").splitlines()
    at = next(
        n for n, line in enumerate(zh) if "用语 整天数(whole_days):要求不超过(以下) 2 天;实际:3 天(不成立)" in line
    )
    below = zh[at + 1 : at + 4]
    depth = len(zh[at]) - len(zh[at].lstrip())
    assert all(len(line) - len(line.lstrip()) == depth + 2 for line in below)
    assert "意思是:相连的假合在一起" in below[0]
    assert "读法 1:" in below[1]
    assert (
        "相连天数合计(days_in_row):2.5 天,由 请假天数(days) 2.5 天、与前次相连的天数(adjoining_days) 0 天" in below[2]
    )


def test_a_yes_no_term_shows_the_test_inside() -> None:
    en = section(ask(**HEAD_AWAY).text("en"), "approve")
    assert "term leader: wanted yes; here: no (does not hold)" in en
    assert "it means: coordinator up to mayor, not the party secretary" in en
    assert "post (the highest held) (post): wanted one of coordinator or vice-mayor (vice_mayor)" in en


def test_the_base_of_an_exception_is_named_where_it_fails() -> None:
    line = lines(ask(**{**HEAD_AWAY, "days": 1}), "approve")["head-three-days-secretary-away"]
    assert line.status == "not_applied" and line.exception_to == ("office-leave/head-three-days",)
    assert line.condition is not None and line.condition.parts[0].kind == "base"
    assert "前提是规则 office-leave/head-three-days 的条件(不成立)" in ask(**{**HEAD_AWAY, "days": 1}).text("zh")


def test_only_the_chosen_actor_is_said() -> None:
    staff = {"kind": "personal", "post": "staff", "days": 2, "adjoining_days": 0}
    line = lines(ask("town-c", **staff, line="party"), "approve")["staff-one-day"]
    assert line.status == "applied" and [str(each.by.actor) for each in line.effects] == ["party_secretary"]  # type: ignore[union-attr]
    unknown = lines(ask("town-c", **staff), "approve")["staff-one-day"]
    assert unknown.status == "possible" and len(unknown.effects) == 2


def test_readings_and_cautions_stand_at_rules_that_apply() -> None:
    text = ask("town-c", kind="annual", post="staff").text("zh")
    assert "读法 5:公休假不按请假分级" in text
    assert "警示:所引文件早于2008年" in text


# --- unknown facts ---------------------------------------------------------------------------------------------------


def test_an_open_slot_says_what_it_needs() -> None:
    found = ask(kind="personal", post="staff", days=1, adjoining_days="1.5")
    assert found.decision.outcome == "undetermined"
    slot = next(each for each in found.account.slots if each.slot == "approve")
    assert (slot.status, slot.needs, slot.next) == ("open", ("line",), "line")
    assert lines(found, "approve")["government-staff-two-days"].status == "possible"
    zh = section(found.text("zh"), "批准")
    assert zh.splitlines()[:3] == [
        "批准、审批、决定(approve):未定",
        "  还要知道:条线(人大、群团归党群线)(line)",
        "  先问:请假人属政府线还是党群线?",
    ]
    assert "要求为 党群线(party);实际:没有写明(未知)" in zh
    assert "wanted party line (party); in the request: not stated (unknown)" in found.text("en")


def test_an_open_exception_is_said_at_its_base() -> None:
    facts = {name: value for name, value in HEAD_AWAY.items() if name != "away"}
    line = lines(ask(**facts), "approve")["head-three-days"]
    assert line.status == "possible" and line.unless == ("office-leave/head-three-days-secretary-away",)
    assert "除非例外 office-leave/head-three-days-secretary-away 成立" in ask(**facts).text("zh")


def test_a_judgement_nobody_made_is_unknown() -> None:
    found = ask(**{**HEAD_AWAY, "form": "oral"})
    assert lines(found, "papers")["oral-then-slip"].status == "possible"
    judged = {"judgements": {"special_circumstances": {"value": True, "by": "mayor"}}}
    settled = ask(**{**HEAD_AWAY, "form": "oral"}, given=judged)
    assert lines(settled, "papers")["oral-then-slip"].status == "applied"
    assert lines(settled, "papers")["personal-paper"].status == "replaced"


def test_nothing_known_still_explains() -> None:
    for town in BOOK.jurisdictions:
        for lang in ("zh", "en"):
            found = explain(BOOK, AbsenceRequest(), town, dt.date(2026, 3, 2))
            assert found.account.as_of == dt.date(2026, 3, 2)
            assert not NO_VALUE.search(found.text(lang, verbose=True))


# --- advice, steps, papers, parameters -------------------------------------------------------------------------------


def test_advice_is_explained_apart() -> None:
    found = ask("town-c", kind="annual", post="staff", first_day="2024-03-11")
    status = {line.rule.rsplit("/", 1)[1]: line.status for line in found.account.advice}
    assert status == {"annual-months": "applied", "annual-together": "possible"}
    may = ask("town-c", kind="annual", post="staff", first_day="2024-05-06")
    assert "开始月份(first_month):要求非(介于 4 月 … 10 月);实际:5 月" in section(may.text("zh"), "建议")


def step(found: Explanation, act: str) -> Any:
    return next(each for each in found.account.steps if each.act == act)


def done(act: str, by: str, person: str, date: str, **more: str) -> dict[str, str]:
    return {"act": act, "by": by, "person": person, "date": date, **more}


APPLIED = done("apply", "applicant", "p-1", "2024-03-08")


def test_steps_say_why_an_act_does_not_count() -> None:
    acts = [
        APPLIED,
        done("approve", "deputy_secretary", "p-7", "2024-03-09"),
        done("approve", "mayor", "p-2", "2024-03-07"),
        done("approve", "mayor", "p-1", "2024-03-09"),
    ]
    found = ask(**HEAD_AWAY, given={"applicant_person": "p-1", "acts": acts})
    approve = step(found, "approve")
    assert approve.status == "own_act"
    problems = {(each.person, each.date.isoformat()): each.problem for each in approve.attempts}
    assert problems == {
        ("p-7", "2024-03-09"): "wrong_person",
        ("p-2", "2024-03-07"): "too_early",
        ("p-1", "2024-03-09"): "own_act",
    }
    early = next(each for each in approve.attempts if each.problem == "too_early")
    assert (early.after, early.after_date) == ("apply", dt.date(2024, 3, 8))
    zh = found.text("zh")
    assert "早于 2024-03-08 的申请(apply)" in zh
    assert "p-1 就是申请人,不能办自己的事" in zh
    assert "该由 镇长(乡长)(mayor) 办,办的是 党委副书记(deputy_secretary)" in zh
    assert "earlier than apply[the applicant (applicant)] of 2024-03-08" in found.text("en")


def test_the_act_that_counts_is_shown_last() -> None:
    acts = [APPLIED, done("approve", "mayor", "p-2", "2024-03-07"), done("approve", "mayor", "p-2", "2024-03-09")]
    approve = step(ask(**HEAD_AWAY, given={"applicant_person": "p-1", "acts": acts}), "approve")
    assert approve.status == "done"
    assert [each.problem for each in approve.attempts] == ["too_early", ""]


def test_late_and_misdirected_acts() -> None:
    late = ask(**HEAD_AWAY, given={"acts": [done("apply", "applicant", "p-1", "2024-03-12")]})
    assert step(late, "apply").attempts[0].problem == "too_late"
    assert "最迟 2024-03-11(开始日(first_day))" in late.text("zh")
    wrong = done("file", "applicant", "p-1", "2024-03-12", to="finance_office")
    found = ask(**HEAD_AWAY, given={"acts": [APPLIED, wrong]})
    assert step(found, "file").attempts[0].problem == "wrong_receiver"
    assert "该交 党政办(party_government_office),交的是 财政所(finance_office)" in found.text("zh")


def test_without_the_applicant_an_approval_cannot_be_counted() -> None:
    found = ask(**HEAD_AWAY, given={"acts": [done("approve", "mayor", "p-2", "2024-03-09")]})
    assert step(found, "approve").status == "unclear"
    assert "the applicant is not named" in found.text("en")


def test_in_turn_waits_for_the_one_before() -> None:
    staff = {"kind": "personal", "post": "staff", "line": "party", "days": 2, "adjoining_days": 0}
    acts = [
        APPLIED,
        done("review", "own_section_head", "p-3", "2024-03-10"),
        done("review", "supervising_leader", "p-4", "2024-03-09"),
    ]
    found = ask("town-c", **staff, given={"applicant_person": "p-1", "acts": acts})
    second = [each for each in found.account.steps if each.act == "review"][1]
    assert second.status == "too_early"
    early, other = second.attempts
    assert (early.problem, early.after, early.after_by) == ("too_early", "review", "own_section_head")
    assert other.problem == "other_step"


def test_papers() -> None:
    found = ask(**HEAD_AWAY, given={"papers": ["leave_slip"]})
    assert [(each.papers, each.status) for each in found.account.papers] == [(("leave_slip",), "given")]
    assert "[已交] 交 请假条(leave_slip)" in found.text("zh")


def test_an_unset_parameter_names_who_has_to_settle_it() -> None:
    facts = {**HEAD_AWAY, "form": "oral", "special_circumstances": True}
    found = ask(**facts)
    (one,) = found.account.parameters
    assert (one.name, one.value, one.owner) == ("slip-at-once", None, "party_government_office")
    assert "原文没有定数" in section(found.text("zh"), "用到的参数")


PARAMETERS = """
long:
  zh: 久
  en: long
  unit: day
  values: [{from: unknown, value: 3, cite: one-01}, {from: 2025-01-01, value: 5, cite: one-01}]
crowd: {zh: 人多, en: many people, unit: person, value: unset, owner: mayor}
"""
LONG = """
short: {when: {days: {less_than: long}}, then: {approve: higher_level}}
over: {when: {days: {at_least: long}, colleagues_off: {at_least: crowd}}, then: {prohibit: true}}
rest: {when: {days: {at_least: long}, not: {colleagues_off: {at_least: crowd}}}, then: {permit: true}}
"""


def test_parameters_show_value_date_and_clause(tmp_path: Path) -> None:
    book = mini_book(tmp_path, instrument("one", LONG, parameters=PARAMETERS))
    before = ask("town", book, days=4, colleagues_off=2)
    assert before.decision.outcome == "undetermined"
    after = ask("town", book, days=4, first_day="2025-06-02")
    assert after.decision.outcome == "needs_steps"
    (one,) = after.account.parameters
    assert (one.value, one.since, one.cite) == (Decimal(5), dt.date(2025, 1, 1), "one-01")
    assert "久(long):5 天,自 2025-01-01 起" in after.text("zh")
    assert "出自 第一条(one-01)" in after.text("zh")
    assert "要求不少于(以上) 久(long);实际:4 天" in after.text("zh")


def test_a_judged_parameter_says_who_judged(tmp_path: Path) -> None:
    book = mini_book(tmp_path, instrument("one", LONG, parameters=PARAMETERS))
    signed = {"judgements": {"crowd": {"value": True, "by": "office_head", "date": "2024-03-01", "note": "见会议记录"}}}
    found = ask("town", book, days=4, colleagues_off=2, given=signed)
    assert found.decision.outcome == "prohibited"
    crowd = next(each for each in found.account.parameters if each.name == "crowd")
    assert (crowd.judged, crowd.judged_by, crowd.judged_on) == (True, "office_head", dt.date(2024, 3, 1))
    zh = found.text("zh", verbose=True)
    assert "office_head 认定:达到 2024-03-01;见会议记录" in zh
    assert "实际:2 人,认定:达到(成立)" in zh


# --- precedence, prohibition, dates ----------------------------------------------------------------------------------

COUNTY = {
    "county-x": {"zh": "县", "adopts": ["county"]},
    "town": {"zh": "镇", "adopts": ["own"], "parent": "county-x"},
}


@pytest.mark.parametrize(("may_vary", "winner"), [(False, "county/b"), (True, "own/a")])
def test_between_levels_the_prevailing_rule_is_named(tmp_path: Path, may_vary: bool, winner: str) -> None:
    vary = "may_vary: true, " if may_vary else ""
    own = instrument("own", "a: {when: {kind: sick}, then: {approve: higher_level}}")
    county = instrument("county", f"b: {{{vary}then: {{approve: organisation_office}}}}")
    book = mini_book(tmp_path, own, county, jurisdictions=COUNTY)
    found = ask("town", book, kind="sick")
    by_status = {line.status: line for line in lines(found, "approve").values()}
    assert by_status["applied"].rule == winner
    (prevailing,) = by_status["gives_way"].gives_way_to
    assert (prevailing.rule, prevailing.higher) == (winner, not may_vary)
    assert ("它允许变通" if may_vary else "上级规章") in found.text("zh")
    assert lines(ask("town", book, kind="annual"), "approve")["b"].status == "applied"


def test_an_open_winner_of_another_level_leaves_the_loser_open(tmp_path: Path) -> None:
    own = instrument("own", "a: {then: {approve: higher_level}}")
    county = instrument("county", "b: {when: {kind: sick}, then: {approve: organisation_office}}")
    book = mini_book(tmp_path, own, county, jurisdictions=COUNTY)
    found = lines(ask("town", book, post="staff"), "approve")
    assert {name: line.status for name, line in found.items()} == {"a": "possible", "b": "possible"}


def test_a_prohibition_overrules(tmp_path: Path) -> None:
    rules = "leave: {then: {permit: true}}\nbar: {when: {kind: sick}, then: {prohibit: true}}"
    found = ask("town", mini_book(tmp_path, instrument("one", rules)), kind="sick")
    assert lines(found, "may")["leave"].status == "overruled"
    assert "规则 one/bar 禁止此事" in found.text("zh")


def test_exceptions_that_replace_between_them(tmp_path: Path) -> None:
    rules = """
    base: {then: {approve: party_committee}}
    x: {exception_to: base, when: {kind: sick}, then: {approve: higher_level}}
    y: {exception_to: base, when: {kind: {not: sick}}, then: {approve: organisation_office}}
    """
    found = ask("town", mini_book(tmp_path, instrument("one", rules)), post="staff")
    base = lines(found, "approve")["base"]
    assert base.status == "replaced" and [each.certain for each in base.replaced_by] == [False, False]
    assert "总有一个例外取代它" in found.text("zh")


def test_rules_not_in_force_and_exceptions_without_base_are_named(tmp_path: Path) -> None:
    rules = """
    base: {in_force: {from: 2025-01-01}, then: {approve: higher_level}}
    x: {exception_to: base, when: {kind: sick}, then: {approve: organisation_office}}
    rest: {then: {apply: applicant}}
    """
    book = mini_book(tmp_path, instrument("one", rules))
    found = ask("town", book, kind="sick")
    assert found.decision.outcome == "not_covered"
    assert lines(found, "approve")["x"].status == "base_absent"
    (one,) = found.account.not_in_force
    assert (one.rule, one.in_force) == ("one/base", ("2025-01-01 …",))
    assert "它所例外的规则 one/base 当天没有施行" in found.text("zh")
    later = ask("town", book, kind="sick", as_of=dt.date(2025, 6, 1))
    assert later.account.as_of == dt.date(2025, 6, 1) and lines(later, "approve")["x"].status == "applied"


def test_a_term_with_a_clause_of_its_own_cites_it(tmp_path: Path) -> None:
    terms = "ill: {name_zh: 生病, zh: 生病, en: ill, cite: [one-01], when: {kind: sick}}"
    rules = "a: {when: {ill: true}, then: {approve: higher_level}}\nb: {when: {ill: false}, then: {permit: true}}"
    found = ask("town", mini_book(tmp_path, instrument("one", rules, terms=terms)), kind="sick")
    zh = found.text("zh")
    assert "出自 第一条(one-01)" in zh
    assert "用语 生病(ill):要求为 否;实际:是(不成立)" in zh


def test_declared_holes_are_said() -> None:
    found = ask(kind="compensatory", post="staff")
    assert found.decision.outcome == "not_covered"
    assert "补休没有写;待 党政办(party_government_office) 定" in found.text("zh")
    assert "必须有答案的问题" in found.text("zh")


# --- data ------------------------------------------------------------------------------------------------------------


def test_data_is_ready_for_json() -> None:
    found = ask(**HEAD_AWAY, given={"applicant_person": "p-1", "acts": [APPLIED]})
    data = json.loads(json.dumps(found.data(), ensure_ascii=False))
    assert data == found.data()
    assert data["schema_version"] == "1"
    assert data["facts"]["days"] == "2.5" and data["facts"]["away"] == ["party_secretary"]
    assert data["as_of"] == "2024-03-11" and data["outcome"] == "needs_steps"
    approve = next(each for each in data["slots"] if each["slot"] == "approve")
    first = approve["rules"][0]
    assert first["status"] == "applied" and first["effects"] == [
        {"kind": "act", "slot": "approve", "matter": "", "act": "approve", "by": "mayor"}
    ]
    assert set(first) == {each for line in approve["rules"] for each in line}
    assert data["steps"][0]["attempts"][0]["date"] == "2024-03-08"


# --- agreement with the decision -------------------------------------------------------------------------------------


def values(name: str) -> st.SearchStrategy[Any]:
    """Values of a fact of the shipped model, unknown among them."""
    match AbsenceRequest.layout.marks[name]:
        case OneOf(values=listed):
            found: st.SearchStrategy[Any] = st.sampled_from(sorted(listed))
        case AnyOf(values=listed):
            found = st.frozensets(st.sampled_from(sorted(listed)))
        case Flag():
            found = st.booleans()
        case Day():
            found = st.dates(dt.date(2023, 1, 1), dt.date(2026, 12, 31))
        case Amount(low=low, step=step):
            found = st.integers(0, 8).map(lambda n: low + n * step)
        case Count(low=low):
            found = st.integers(low, low + 3)
        case _:
            raise AssertionError(name)
    return st.none() | found


@st.composite
def requests(draw: st.DrawFn) -> AbsenceRequest:
    facts = {name: draw(values(name)) for name in AbsenceRequest.layout.marks}
    if facts["post"] == "outsider":
        facts["post"] = "staff"
    if facts["kind"] != "annual":
        facts["set_off"], facts["parts"] = None, None
    acts = draw(
        st.lists(
            st.builds(
                done,
                st.sampled_from(["apply", "review", "approve", "file", "report"]),
                st.sampled_from(["applicant", "mayor", "party_secretary", "supervising_leader", "deputy_secretary"]),
                st.sampled_from(["p-1", "p-2"]),
                st.sampled_from(["2024-03-08", "2024-03-09", "2024-03-11", "2024-03-12"]),
            ),
            max_size=4,
        )
    )
    given_part = {"applicant_person": draw(st.sampled_from([None, "p-1"])), "acts": acts}
    return AbsenceRequest.model_validate({**facts, "given": given_part})


STATUS_OF = {
    "": "done",
    "applicant_unknown": "unclear",
    "due_unknown": "unclear",
    "own_act": "own_act",
    "too_early": "too_early",
    "too_late": "too_late",
    "wrong_person": "wrong_person",
    "wrong_receiver": "wrong_person",
    "other_step": "missing",
}


@settings(max_examples=200, deadline=None)
@given(requests(), st.sampled_from(BOOK.jurisdictions))
def test_an_explanation_agrees_with_its_decision(request: AbsenceRequest, town: str) -> None:
    found = explain(BOOK, request, town, dt.date(2024, 3, 11))
    assert found.decision == BOOK.decide(request, town, dt.date(2024, 3, 11))
    for status, certain in (("applied", True), ("possible", False)):
        shown = {
            (line.rule, slot.slot, slot.matter, effect)
            for slot in found.account.slots
            for line in slot.rules
            if line.status == status
            for effect in line.effects
        }
        stated = {
            (each.rule, answer.slot, answer.matter, each.effect)
            for answer in found.decision.slots
            for each in answer.stated
            if each.certain is certain
        }
        assert shown == stated
        advised = {(line.rule, each) for line in found.account.advice if line.status == status for each in line.effects}
        advice = found.decision.verdict.advice
        assert advised == {(each.rule, effect) for each in advice if each.certain is certain for effect in each.effects}
    assert {(each.slot, each.matter) for each in found.account.slots} >= {
        (answer.slot, answer.matter) for answer in found.decision.slots
    }
    for step_line in found.account.steps:
        seen = {STATUS_OF[each.problem] for each in step_line.attempts} or {"missing"}
        assert step_line.status in seen
    for lang in ("zh", "en"):
        assert not NO_VALUE.search(found.text(lang, verbose=True))
    json.dumps(found.data())


@settings(max_examples=100, deadline=None)
@given(requests(), st.sampled_from(BOOK.jurisdictions))
def test_every_rule_that_is_out_has_a_reason(request: AbsenceRequest, town: str) -> None:
    found = explain(BOOK, request, town, dt.date(2024, 3, 11))
    for slot in found.account.slots:
        for line in slot.rules:
            match line.status:
                case "applied":
                    assert line.condition is not None and line.condition.holds is not False
                case "possible":
                    assert (
                        line.condition is None
                        or line.condition.holds is None
                        or line.unless
                        or len(line.effects) > 1
                        or any(each.under for each in slot.rules)  # a limit or fallback beside it waits for facts
                    )
                case "replaced":
                    assert line.replaced_by
                case "not_applied":
                    assert line.under or (line.condition is not None and line.condition.holds is not True)


def test_a_contradiction_is_an_error_not_an_explanation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build_module, "scan", lambda *_: [])
    with pytest.raises(EngineError):
        ask(**HEAD_AWAY)
