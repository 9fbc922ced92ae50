"""The interview: it asks only what matters, takes an answer in any of its forms, and ends as the engine would."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import pytest
from docs.examples.health import models as health
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine import RequestError, Rulebook, load
from policy_engine.requests import Request
from policy_engine.requests.fields import Count, Day, Flag, OneOf, Text
from policy_engine.requests.layout import Topic
from policy_engine.tools.ask import Interview, Question, left_open_text, question_text, refusal_text, why_text
from tests.build import book as small_book
from tests.build import shipped as shipped_book

FIRST_DAY = "2026-03-02"


@pytest.fixture(scope="module")
def shipped() -> Rulebook:
    return shipped_book()


def begin(book: Rulebook, town: str = "town-a", **more: Any) -> Interview:
    return Interview(book, "absence", town, **more)


def run(interview: Interview, answers: Mapping[str, Any]) -> list[str]:
    """Answers every question from a mapping, passing over what is not in it; which facts were asked for."""
    asked = []
    while interview.question is not None:
        asked.append(interview.question.fact)
        if interview.question.fact in answers and interview.question.kind != "who":
            interview.answer(answers[interview.question.fact])
        else:
            interview.skip()
    return asked


def refused(interview: Interview, answer: object) -> Any:
    """The one diagnostic of an answer that is not taken; the question stays."""
    before = interview.question
    with pytest.raises(RequestError) as caught:
        interview.answer(answer)
    assert interview.question is before
    (diagnostic,) = caught.value.diagnostics
    assert "?" not in diagnostic.message("en") + diagnostic.message("zh")
    return diagnostic


# --- the course of an interview ---------------------------------------------------------------------------------------


def test_the_date_comes_first_then_the_best_question(shipped: Rulebook) -> None:
    interview = begin(shipped)
    assert interview.question is not None
    assert (interview.question.fact, interview.question.kind, interview.decision) == ("first_day", "date", None)
    interview.answer(FIRST_DAY)
    assert interview.decision is not None
    assert interview.question.fact == interview.decision.next


def test_only_what_matters_is_asked(shipped: Rulebook) -> None:
    answers = {"first_day": FIRST_DAY, "kind": "personal", "post": "mayor", "away": [], "form": "written"}
    interview = begin(shipped)
    asked = run(interview, answers)
    assert "days" not in asked
    assert "line" not in asked
    assert interview.decision is not None
    assert interview.decision.approvers == ("party_secretary",)
    assert interview.done
    assert interview.missing == ()


def test_what_is_known_beforehand_is_not_asked(shipped: Rulebook) -> None:
    facts = {"first_day": FIRST_DAY, "kind": "personal", "post": "staff", "days": "1", "adjoining_days": 0}
    asked = run(begin(shipped, facts=facts), {"line": "government"})
    assert not set(asked) & set(facts)


def test_as_of_makes_the_anchor_date_needless(shipped: Rulebook) -> None:
    interview = begin(shipped, as_of=dt.date(2026, 3, 2), facts={"kind": "official", "post": "staff"})
    assert interview.done
    assert interview.decision is not None
    assert interview.data()["as_of"] == FIRST_DAY


def test_without_the_anchor_the_day_of_the_rules_is_asked(shipped: Rulebook) -> None:
    interview = begin(shipped, facts={"kind": "official", "post": "staff"})
    interview.skip()
    assert interview.question is not None
    assert interview.question.fact == "as_of"
    assert refused(interview, "one day").code == "PE713"
    interview.answer("2026年3月2日")
    assert interview.decision is not None
    assert interview.decision.as_of == dt.date(2026, 3, 2)


def test_without_any_date_there_is_no_decision_and_the_anchor_is_missing(shipped: Rulebook) -> None:
    interview = begin(shipped)
    interview.leave()
    assert interview.done
    assert interview.decision is None
    assert [fact for fact, _, _ in interview.missing] == ["first_day"]


def test_a_skipped_question_is_not_asked_again_and_the_next_needed_is(shipped: Rulebook) -> None:
    interview = begin(shipped)
    asked = run(interview, {"first_day": FIRST_DAY, "kind": "personal", "post": "section_head"})
    assert len(asked) == len(set(asked))
    assert interview.decision is not None
    assert interview.decision.outcome == "undetermined"
    assert {fact for fact, _, _ in interview.missing} == set(interview.decision.needs) <= set(asked)
    assert "请假天数(days)" in left_open_text(interview, "zh")
    assert "days asked for (days)" in left_open_text(interview, "en")


def test_an_interview_can_be_taken_up_again_from_plain_data(shipped: Rulebook) -> None:
    interview = begin(shipped)
    interview.answer(FIRST_DAY)
    interview.answer("personal")
    interview.skip()
    data = json.loads(json.dumps(interview.data()))
    again = Interview(
        shipped,
        data["topic"],
        data["jurisdiction"],
        facts=data["facts"],
        given=data.get("given"),
        skipped=list(interview.skipped),
    )
    assert again.question == interview.question
    assert again.decision == interview.decision


@settings(max_examples=60)
@given(st.data())
def test_any_answers_end_and_the_end_is_what_the_engine_says(data: st.DataObject) -> None:
    book = _loaded()
    town = data.draw(st.sampled_from(book.jurisdictions))
    interview = begin(book, town)
    asked: list[str] = []
    while (question := interview.question) is not None:
        if question.kind != "who":
            assert question.fact not in asked
            asked.append(question.fact)
        if data.draw(st.booleans()) and data.draw(st.booleans()):
            interview.skip()
            continue
        try:
            interview.answer(_any_answer(question, data))
        except RequestError as problem:  # facts that cannot occur together
            assert {each.code for each in problem.diagnostics} == {"PE711"}
            interview.skip()
    if interview.decision is not None:
        assert book.decide_data(interview.data()) == interview.decision
        open_facts = set(interview.decision.needs) if interview.decision.outcome == "undetermined" else set()
        assert open_facts <= set(interview.skipped)


def _loaded(cache: list[Rulebook] = []) -> Rulebook:  # noqa: B006 - loaded once
    if not cache:
        cache.append(shipped_book())
    return cache[0]


def _any_answer(question: Question, data: st.DataObject) -> object:
    if question.kind == "any_of":
        return data.draw(st.sampled_from(["0", "1", "1,2"]))
    if question.choices:
        return str(data.draw(st.integers(1, len(question.choices))))
    if question.kind == "date":
        return data.draw(st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31))).isoformat()
    if question.kind in ("amount", "count"):
        assert question.low is not None
        return str(question.low + data.draw(st.integers(0, 8)))
    return "somebody"


# --- answers ----------------------------------------------------------------------------------------------------------


def asking(book: Rulebook, fact: str, facts: Mapping[str, Any] = {}, town: str = "town-a") -> Interview:
    """An interview that has come to the question for a fact."""
    known = {"first_day": FIRST_DAY, "kind": "personal", "post": "section_head", "line": "government", **facts}
    interview = begin(book, town, facts={name: value for name, value in known.items() if value is not None})
    while interview.question is not None and interview.question.fact != fact:
        interview.skip()
    assert interview.question is not None, f"{fact} is not asked for"
    return interview


@pytest.mark.parametrize(
    "answer",
    [
        "section_head",
        "部门负责人",
        "部门负责人(二级班子)",
        "部门负责人\uff08二级班子\uff09",
        "Section  Head",
        "2",
        "\uff12",
        2,
    ],
)
def test_one_of_takes_value_label_and_number(shipped: Rulebook, answer: object) -> None:
    interview = asking(shipped, "post", {"post": None})
    interview.answer(answer)
    assert interview.data()["facts"]["post"] == "section_head"


def test_choices_that_cannot_be_true_are_not_offered(shipped: Rulebook) -> None:
    question = asking(shipped, "post", {"post": None}).question
    assert question is not None
    assert [choice.value for choice in question.choices][:2] == ["staff", "section_head"]
    assert refused(asking(shipped, "post", {"post": None}), "outsider").code == "PE706"


@pytest.mark.parametrize(
    ("answer", "code", "near"),
    [
        ("部门负责", "PE706", "section_head"),
        ("majyor", "PE706", "mayor"),
        ("99", "PE706", ""),
        ("", "PE706", ""),
        (True, "PE709", ""),
        (["mayor"], "PE709", ""),
    ],
)
def test_one_of_refuses_with_the_near_match(shipped: Rulebook, answer: object, code: str, near: str) -> None:
    found = refused(asking(shipped, "post", {"post": None}), answer)
    assert (found.code, found.near) == (code, near)


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ("0", []),
        ("none", []),
        ("无", []),
        ([], []),
        ("mayor", ["mayor"]),
        ("镇长、党委书记", ["mayor", "party_secretary"]),
        ("1,3", ["deputy_secretary", "party_secretary"]),
        ("party secretary; 2", ["mayor", "party_secretary"]),
        (["mayor"], ["mayor"]),
        (2, ["mayor"]),
    ],
)
def test_any_of_takes_several(shipped: Rulebook, answer: object, wanted: list[str]) -> None:
    interview = asking(shipped, "away", {"days": 3, "adjoining_days": 0})
    interview.answer(answer)
    assert interview.data()["facts"]["away"] == wanted


@pytest.mark.parametrize("answer", ["mayor, nobody", ",", True, [1.5]])
def test_any_of_refuses(shipped: Rulebook, answer: object) -> None:
    assert refused(asking(shipped, "away", {"days": 3, "adjoining_days": 0}), answer).code in ("PE706", "PE709")


@pytest.mark.parametrize("answer", ["2.5", "\uff12.\uff15", "2.5 days", "2.5天", " 2.50 ", Decimal("2.5")])
def test_amounts_are_exact_and_may_have_their_unit(shipped: Rulebook, answer: object) -> None:
    interview = asking(shipped, "days")
    interview.answer(answer)
    assert interview.data()["facts"]["days"] == "2.5"


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("2.3", "PE707"),
        ("0", "PE708"),
        ("9999", "PE708"),
        ("two", "PE709"),
        ("2 weeks", "PE709"),
        (2.5, "PE709"),
        ("1e3", "PE709"),
        ("--1", "PE709"),
        (True, "PE709"),
        ("9" * 400, "PE709"),
        ("二", "PE709"),
    ],
)
def test_amounts_off_the_step_or_out_of_bounds_are_refused(shipped: Rulebook, answer: object, code: str) -> None:
    assert refused(asking(shipped, "days"), answer).code == code


@pytest.mark.parametrize(
    "answer", ["2026-03-02", "2026/3/2", "2026.3.2", "2026年3月2日", "2026\uff0d03\uff0d02", dt.date(2026, 3, 2)]
)
def test_dates_in_their_usual_forms(shipped: Rulebook, answer: object) -> None:
    interview = begin(shipped)
    interview.answer(answer)
    assert interview.data()["facts"]["first_day"] == "2026-03-02"


@pytest.mark.parametrize(
    "answer", ["2026-02-30", "3/2/2026", "tomorrow", "0000-01-01", 20260302, dt.datetime(2026, 3, 2)]
)
def test_what_is_no_date_is_refused(shipped: Rulebook, answer: object) -> None:
    assert refused(begin(shipped), answer).code == "PE713"


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [("yes", True), ("是", True), ("1", True), (True, True), ("n", False), ("否", False), ("2", False)],
)
def test_flags(shipped: Rulebook, answer: object, wanted: bool) -> None:
    interview = asking(shipped, "called_at_rollcall", {"called_at_rollcall": None}, "town-b")
    interview.answer(answer)
    assert interview.data()["facts"]["called_at_rollcall"] is wanted


def test_a_flag_refuses_anything_else(shipped: Rulebook) -> None:
    interview = asking(shipped, "called_at_rollcall", {"called_at_rollcall": None}, "town-b")
    assert refused(interview, "yess").near == "yes"
    assert refused(interview, 3).code == "PE709"


# --- judgements, parameters, the applicant ----------------------------------------------------------------------------

UNSET = """
long:
  when: {post: staff, days: {at_least: many-days}}
  then: {approve: mayor}
short:
  when: {post: staff, days: {less_than: many-days}}
  then: {approve: section_head}
"""
MORE = """\
parameters:
  many-days: {zh: 天数较多, en: many days, unit: day, value: unset, owner: party_government_office}
"""


@pytest.fixture
def unset(tmp_path: Path) -> Rulebook:
    return small_book(tmp_path / "book", UNSET, more=MORE)


def parameter(book: Rulebook) -> Interview:
    facts = {"first_day": FIRST_DAY, "kind": "personal", "post": "staff", "days": 3}
    return Interview(book, "absence", "town", facts=facts)


def test_an_unset_parameter_is_asked_as_a_judgement_with_its_author(unset: Rulebook) -> None:
    interview = parameter(unset)
    question = interview.question
    assert question is not None
    assert (question.fact, question.kind) == ("example/many-days", "parameter")
    assert question.zh.startswith("天数较多:")
    assert question.en.startswith("many days:")
    interview.answer("是")
    assert interview.question is not None
    assert (interview.question.kind, interview.question.fact) == ("who", "example/many-days")
    assert "many days" in interview.question.en
    interview.answer("Mayor")
    assert interview.done
    assert interview.data()["given"]["judgements"] == {"example/many-days": {"value": True, "by": "mayor"}}
    assert interview.decision is not None
    assert interview.decision.approvers == ("mayor",)


def test_a_judgement_on_a_parameter_that_nobody_made_is_not_known(unset: Rulebook) -> None:
    interview = parameter(unset)
    interview.answer("no")
    interview.skip()
    assert interview.done
    assert interview.missing == (("example/many-days", "天数较多", "many days"),)


def test_a_judgement_may_come_whole(unset: Rulebook) -> None:
    interview = parameter(unset)
    with pytest.raises(RequestError):
        interview.answer({"value": "maybe", "by": "mayor"})
    interview.answer({"value": False, "by": "Zhang San", "date": "2026-03-01", "note": "short"})
    assert interview.done
    assert interview.decision is not None
    assert interview.decision.approvers == ("section_head",)


def test_a_judgement_field_is_signed_or_stays_unsigned(shipped: Rulebook) -> None:
    for who, wanted in (("办公室主任老李", "办公室主任老李"), ("党政办负责人", "office_head"), (None, None)):
        interview = asking(
            shipped, "special_circumstances", {"days": 1, "adjoining_days": 0, "post": "staff", "form": "oral"}
        )
        assert interview.question is not None
        assert interview.question.kind == "judgement"
        interview.answer("yes")
        assert interview.question.kind == "who"
        if who is None:
            interview.skip()
        else:
            interview.answer(who)
        assert interview.decision is not None
        (judged,) = interview.decision.model().judgements
        assert (judged.field, judged.value, judged.by) == ("special_circumstances", True, wanted)


def test_the_applicant_is_asked_for_where_acts_cannot_be_counted_otherwise(shipped: Rulebook) -> None:
    act = {"act": "approve", "by": "party_secretary", "person": "p2", "date": "2026-03-01"}
    facts = {
        "first_day": FIRST_DAY, "kind": "personal", "post": "section_head", "line": "government", "days": 3,
        "adjoining_days": 0, "form": "written", "away": [],
    }  # fmt: skip
    interview = begin(shipped, facts=facts, given={"acts": [act]})
    assert interview.question is not None
    assert interview.question.fact == "applicant_person"
    assert "批准" in why_text(interview.question, "first_day", "zh")
    assert refused(interview, " ").code == "PE709"
    interview.answer("p1")
    assert interview.done
    assert interview.decision is not None
    assert [step.status for step in interview.decision.steps if step.rule.act == "approve"] == ["done"]


# --- words ------------------------------------------------------------------------------------------------------------


def test_a_question_shows_choices_bounds_and_units_in_both_languages(shipped: Rulebook) -> None:
    question = asking(shipped, "days").question
    assert question is not None
    assert "请几天假?(days)\n  填数字,0.5 到 366 天,每格 0.5" in question_text(question, "zh")
    english = question_text(question, "en")
    assert english.startswith("How many days are asked for? (days)\n  a number from 0.5 to 366 days, in steps of 0.5")
    away = asking(shipped, "away", {"days": 3, "adjoining_days": 0}).question
    assert away is not None
    assert "  2. 镇长(mayor)\n" in question_text(away, "zh")
    assert "  2. mayor\n" in question_text(away, "en")


def test_why_names_the_open_slots_and_their_clauses(shipped: Rulebook) -> None:
    interview = asking(shipped, "days")
    assert interview.question is not None
    english, chinese = (why_text(interview.question, "first_day", lang) for lang in ("en", "zh"))
    assert "approve  [" in english
    assert "000-1-leave-09" in english
    assert "批准" in chinese
    assert why_text(begin(shipped).question, "first_day", "en").startswith("Rules are in force")  # type: ignore[arg-type]


def test_a_refusal_names_the_near_match_by_its_label(shipped: Rulebook) -> None:
    interview = asking(shipped, "post", {"post": None})
    assert interview.question is not None
    with pytest.raises(RequestError) as caught:
        interview.answer("部门负责")
    assert "是否想说:部门负责人(二级班子)(section_head)" in refusal_text(caught.value, interview.question, "zh")
    assert "did you mean: section head (section_head)" in refusal_text(caught.value, interview.question, "en")


def test_why_names_outputs_by_their_label() -> None:
    book = load(health.RULEBOOK, models=health.MODELS)
    interview = Interview(
        book, "inspection", "health-office", facts={"inspected_on": FIRST_DAY, "score": 80, "faults": 0}
    )
    assert interview.question is not None
    assert "等级  [ins-01]" in why_text(interview.question, "inspected_on", "zh")
    assert "  - grade  [ins-01]" in why_text(interview.question, "inspected_on", "en")
    interview.answer("no")
    assert why_text(interview.question, "inspected_on", "en") == "A judgement is recorded with who made it."


def test_a_person_may_be_a_number(shipped: Rulebook) -> None:
    facts = {"days": 1, "adjoining_days": 0, "post": "staff", "form": "oral"}
    interview = asking(shipped, "special_circumstances", facts)
    interview.answer(True)
    assert refused(interview, "x" * 201).code == "PE709"
    assert refused(interview, None).code == "PE709"
    interview.answer(17)
    assert interview.data()["given"]["judgements"]["special_circumstances"]["by"] == "17"


# --- where it cannot begin --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "town", "facts", "code"),
    [
        ("absense", "town-a", {}, "PE703"),
        ("absence", "town-x", {}, "PE704"),
        ("absence", "town-a", {"kidn": "x"}, "PE705"),
        ("absence", "town-a", {"days": "x"}, "PE709"),
    ],
)
def test_faults_at_the_beginning(shipped: Rulebook, topic: str, town: str, facts: dict[str, Any], code: str) -> None:
    with pytest.raises(RequestError) as caught:
        Interview(shipped, topic, town, facts=facts)
    assert caught.value.diagnostics[0].code == code


def test_there_is_nothing_to_answer_once_it_is_over(shipped: Rulebook) -> None:
    interview = begin(shipped)
    interview.leave()
    for act in (interview.skip, lambda: interview.answer("x")):
        with pytest.raises(ValueError, match="there is no question"):
            act()


class Odd(Request):
    """Open lists, counts and texts, in a topic of its own."""

    topic = Topic(id="odd", zh="杂", en="odd", anchor="day", impossible=({"urgent": True, "number": {"more_than": 5}},))

    day: Annotated[dt.date | None, Day(zh="日", en="day")] = None
    place: Annotated[str | None, OneOf(zh="地", en="place", open_list="places")] = None
    number: Annotated[int | None, Count(zh="数", en="number", unit="person", low=1, high=9)] = None
    note: Annotated[str | None, Text(zh="注", en="note")] = None
    urgent: Annotated[bool | None, Flag(zh="急", en="urgent")] = None


def test_counts_and_open_lists_of_another_model(tmp_path: Path) -> None:
    from tests.build import instrument, with_list, write

    rules = """
near:
  when: {place: near, number: {at_least: 2}}
  then: {permit: true}
far:
  when: {place: far}
  then: {prohibit: true}
"""
    text = instrument(rules).replace("topic: absence", "topic: odd")
    text = text[: text.index("terms:")] + text[text.index("clauses:") :]
    folder = write(tmp_path, {"example": text})
    places = "places: {near: {zh: 近处, en: nearby}, far: {zh: 远处, en: far away}}"
    path = folder / "vocabulary.yaml"
    path.write_text(with_list(path.read_text("utf-8"), places), encoding="utf-8")
    interview = Interview(load(folder, models=[Odd]), "odd", "town", facts={"day": FIRST_DAY, "urgent": True})
    assert interview.question is not None
    assert [(choice.value, choice.zh, choice.en) for choice in interview.question.choices] == [
        ("near", "近处", "nearby"),
        ("far", "远处", "far away"),
    ]
    interview.answer("近处")
    assert interview.question.fact == "number"
    assert refused(interview, "2.5").code == "PE709"
    assert refused(interview, "10").code == "PE708"
    assert refused(interview, "6").code == "PE711"  # together with what is known it cannot be
    interview.answer("2 人")
    assert interview.decision is not None
    assert interview.decision.outcome == "permitted"
