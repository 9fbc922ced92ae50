"""The decision in words: complete for every shipped case, in both languages."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from policy_engine.decisions.decision import Decision
from policy_engine.engine.book import Rulebook, load, shipped_rulebook
from policy_engine.loading.folder import try_folder
from policy_engine.requests.fields import plain
from policy_engine.tools.answer import OUTCOMES, STATUSES, answer_text
from policy_engine.tools.cases import iter_cases, run_case
from policy_engine.tools.coverage import update
from tests.build import shipped

BOOK = shipped()
CASES = list(iter_cases(BOOK, shipped_rulebook()))
HAN = re.compile("[\u4e00-\u9fff]")


def decided(name: str) -> Decision:
    (case,) = (case for case in CASES if case.name == name)
    decision = run_case(BOOK, case).decision
    assert decision is not None
    return decision


def text(decision: Decision, lang: str = "en", book: Rulebook = BOOK) -> str:
    return answer_text(decision, book.compiled.models.vocabulary, lang)


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_nothing_of_the_decision_is_left_out(case) -> None:  # type: ignore[no-untyped-def]
    decision = run_case(BOOK, case).decision
    assert decision is not None
    vocabulary = BOOK.compiled.models.vocabulary
    for lang in ("zh", "en"):
        shown = text(decision, lang)
        pick = 0 if lang == "zh" else 1
        assert OUTCOMES[decision.outcome][pick] in shown
        assert decision.provenance.digest[:12] in shown
        asked = () if decision.outcome == "prohibited" else decision.steps  # no step leads to what nobody may allow
        for step in asked:
            if step.rule.holds or step.status != "done":
                assert vocabulary.label(step.rule.act).say(lang) in shown
                assert STATUSES[step.status][pick] in shown
        for cited in decision.citations:
            assert f"[{cited.clause}]" in shown
            assert all(part in shown for part in (cited.locator, cited.gist.say(lang), cited.at, cited.rule))
        for paper in () if decision.outcome == "prohibited" else decision.papers:
            assert paper.rule.afterwards or all(vocabulary.label(name).say(lang) in shown for name in paper.rule.papers)
        figures = decision.figures
        for line in (*figures.limits, *figures.amounts, *figures.deadlines):
            value = line.worked.value
            assert value is None or str(plain(value)) in shown
            assert all(clause in shown for clause in line.rule.clauses)
        assert all(output.output in shown for output in figures.outputs)
        noted = (*decision.readings, *decision.cautions)
        assert all(each.label.say(lang) in shown for each in noted)
        assert all(hole.label.say(lang) in shown for hole in decision.verdict.open_points)
        assert all(advice.label.say(lang) in shown for advice in decision.verdict.advice)
        assert all(f"({name})" in shown for name in (*decision.needs, *decision.verdict.unset))
        assert all(name in shown for name in decision.verdict.see)
        mark = decision.request.layout.marks.get(decision.next)
        assert mark is None or mark.question(lang) in shown


def test_the_same_decision_gives_the_same_text() -> None:
    assert text(decided("两天事假")) == text(decided("两天事假"))


def test_english_says_nothing_in_chinese_but_what_stands_in_the_document() -> None:
    shown = text(decided("负责人三天书记外出"))
    chinese = [line for line in shown.splitlines() if HAN.search(line)]
    assert all(line.strip().startswith("[000-1-leave-") for line in chinese), "part and locator of the clause only"


@pytest.mark.parametrize(
    ("case", "shown"),
    [
        ("两天事假", "1. apply, the applicant (applicant), on or before 2024-05-13"),
        ("两天事假", "review), leader supervising the section (supervising_leader) — not done"),
        ("两天事假", "(return), the applicant (applicant), within time allowed for reporting back (rollcall/ret"),
        ("四天找书记或镇长", "party secretary (party_secretary) or mayor  [000-4-rollcall-07]"),
        ("恰好一天到主要领导", "own_section_head"),
        ("公出还没有名单", "meeting notice or document (meeting_notice) or list of people on official trips ("),
        ("不知道申请人是谁批准不能算数", "Who is the applicant? (applicant_person)"),
        ("本人批本人不算", "done by the applicant himself; does not count"),
        ("一天事假", "days asked for (days) = 1 day\n"),
        ("三天仍找政工书记", "days asked for (days) = 3 days\n"),
        ("一天事假", "leaders recorded as out of town (away) = none\n"),
    ],
)
def test_wordings(case: str, shown: str) -> None:
    assert shown in text(decided(case))


def changed(folder: Path, file: str, *edits: tuple[str, str]) -> Rulebook:
    """The shipped rulebook with passages of one file replaced; the ledger follows."""
    shutil.copytree(shipped_rulebook(), folder, dirs_exist_ok=True)
    path = folder / file
    content = path.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in content, old
        content = content.replace(old, new, 1)
    path.write_text(content, encoding="utf-8")
    found, _ = try_folder(folder, prove=False)
    assert found is not None
    update(folder, found.models)
    return load(folder)


def ask(book: Rulebook, town: str = "town-a", **facts: object) -> Decision:
    known = {"kind": "personal", "post": "staff", "line": "government", "days": "1", "adjoining_days": "0",
             "first_day": "2024-03-11", "form": "written", "away": []}  # fmt: skip
    return book.decide_data({"topic": "absence", "jurisdiction": town, "facts": {**known, **facts}})


def test_a_prohibited_request_names_no_approver(tmp_path: Path) -> None:
    must = ("力度: 原则上\n        当: {种类: 休假, 同", "当: {种类: 休假, 同")  # this file stands in Chinese words
    book = changed(tmp_path, "town-c/office-attendance.yaml", must)
    decision = ask(book, "town-c", kind="annual", colleagues_off=1)
    shown = text(decision, book=book)
    assert decision.outcome == "prohibited"
    assert "Answer: not allowed (prohibited)" in shown
    assert "Prohibited\n  Prohibited  [000-5-att-14]" in shown
    assert "Who approves" not in shown


def test_a_referral_to_a_document_says_whether_it_is_held(tmp_path: Path) -> None:
    referral = ("{refer: {to: higher_level, for: 批准人}}", "{refer: {document: 铜委办(2005)102号}}")
    folder = tmp_path / "shipped"
    shutil.copytree(shipped_rulebook(), folder)
    path = folder / "town-a" / "office-leave.yaml"
    path.write_text(path.read_text("utf-8").replace(*referral), "utf-8")
    for ledger in folder.rglob("ledger/*.yaml"):  # one of its rules now does nothing but refer to a document
        lines = ledger.read_text("utf-8").splitlines(keepends=True)
        told = [each.replace("[rule]", "[rule, refers_out]") if "000-1-leave-11:" in each else each for each in lines]
        ledger.write_text("".join(told), "utf-8")
    book = load(folder)
    shown = text(ask(book, post="mayor", away=["party_secretary"]), book=book)
    assert "Referred to\n  Document 102 of 2005 on annual leave 铜委办(2005)102号 (not held)" in shown


def test_a_figure_that_is_set_is_shown_with_its_unit(tmp_path: Path) -> None:
    unset = "unit: hour, value: unset, owner: party_government_office"
    value = "unit: hour, values: [{from: unknown, value: 24, cite: 000-1-leave-13}]"
    book = changed(tmp_path, "town-a/office-leave.yaml", (unset, value))
    decision = ask(book, form="oral", special_circumstances=True)
    assert "leave slip (leave_slip), within 24 hours" in text(decision, book=book)
    assert "期限 24 小时" in text(decision, "zh", book)


def test_a_matter_of_its_own_is_named(tmp_path: Path) -> None:
    other = "for: duty_shift\n        then: {arrange: own_section, require: [trip_list]}"
    book = changed(tmp_path, "town-a/office-leave.yaml", ("then: {file: party_government_office}", other))
    shown = text(ask(book), book=book)
    assert "[the duty shift that falls in it] list of people on official trips" in shown
    assert "[the duty shift that falls in it] arrange" in shown
