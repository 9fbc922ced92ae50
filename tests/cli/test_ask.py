"""``policy-engine ask``: questions on standard error, the answer on standard output."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policy_engine import DecisionModel
from tests.build import small_book
from tests.cli.conftest import EXAMPLES, Cli

ASK = ("ask", "absence", "--jurisdiction", "town-a")
TYPED = "2026-03-02\npersonal\n?\n部门负责\nmayor\n0\nwritten\n"


def test_the_questions_go_to_stderr_and_the_answer_to_stdout(cli: Cli) -> None:
    result = cli(*ASK, stdin=TYPED)
    assert result.exit_code == 0
    assert result.stdout.startswith("Town A (town-a) · Absence and leave (absence) · by the rules of 2026-03-02\n")
    assert "\nWho approves\n  party secretary (party_secretary)" in result.stdout
    assert "[000-1-leave-" in result.stdout
    assert "On which day does it begin?" in result.stderr
    assert "?" not in result.stdout


def test_why_and_a_wrong_answer_are_explained_and_the_question_comes_again(cli: Cli) -> None:
    result = cli(*ASK, "--lang", "zh", stdin=TYPED)
    assert "还没有定、要看这一项的:\n  - 批准" in result.stderr
    assert "“部门负责”不是 post 的取值\n  是否想说:部门负责人(二级班子)(section_head)" in result.stderr
    assert "答复:可以办,手续还没齐(needs_steps)" in result.stdout


def test_json_is_the_decision_and_nothing_else(cli: Cli) -> None:
    result = cli(*ASK, "--format", "json", stdin=TYPED)
    decision = DecisionModel.model_validate_json(result.stdout)
    facts = {"first_day": "2026-03-02", "kind": "personal", "post": "mayor", "away": [], "form": "written"}
    assert decision == small_book().decide_data({"topic": "absence", "jurisdiction": "town-a", "facts": facts}).model()


def test_unknown_answers_end_undetermined_and_what_is_missing_is_said(cli: Cli) -> None:
    result = cli(*ASK, stdin="2026-03-02\npersonal\n-\n-\n-\n-\n-\n-\n-\n-\n-\n")
    assert result.exit_code == 0
    assert "(undetermined)" in result.stdout
    assert "Facts without an answer, on which the decision still depends: " in result.stderr
    assert "post (the highest held) (post)" in result.stderr


def test_the_end_of_input_ends_the_interview(cli: Cli) -> None:
    result = cli(*ASK, stdin="2026-03-02\npersonal")
    assert result.exit_code == 0
    assert "(undetermined)" in result.stdout


def test_without_a_date_there_is_no_answer(cli: Cli) -> None:
    result = cli(*ASK, stdin="-\n-\n")
    assert (result.exit_code, result.stdout) == (4, "")
    assert "PE710" in result.stderr
    assert "By the rules of which day" in result.stderr


# --- from files -------------------------------------------------------------------------------------------------------


def test_answers_from_a_file_prompt_nobody(cli: Cli) -> None:
    result = cli(*ASK, "--answers", EXAMPLES / "answers.yaml", "--format", "json", stdin="never read")
    assert result.exit_code == 0
    decision = json.loads(result.stdout)
    assert (decision["outcome"], decision["decided_by"]) == ("needs_steps", ["000-1-leave-09"])
    assert "> 事假" in result.stderr


def test_a_fact_that_is_not_in_the_file_is_not_known(cli: Cli, tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    answers.write_text('{"first_day": "2026-03-02", "kind": "sick", "post": "unknown"}', "utf-8")
    result = cli(*ASK, "--answers", answers, "--format", "json")
    decision = json.loads(result.stdout)
    assert decision["outcome"] == "undetermined"
    assert "post" in decision["needs"]


def test_a_wrong_answer_in_a_file_is_refused_at_its_place(cli: Cli, tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("first_day: 2026-03-02\nkind: sik\n", "utf-8")
    result = cli(*ASK, "--answers", answers)
    assert (result.exit_code, result.stdout) == (4, "")
    assert f"{answers}:2:1 PE706 'sik' is not a value of kind" in result.stderr
    assert "did you mean: sick" in result.stderr


@pytest.mark.parametrize("text", ["[1, 2]", "a: [", ""])
def test_files_that_hold_no_mapping_are_refused(cli: Cli, tmp_path: Path, text: str) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(text, "utf-8")
    for option in ("--answers", "--facts"):
        result = cli(*ASK, option, file)
        assert (result.exit_code, result.stdout) == (4, "")
    assert cli(*ASK, "--facts", tmp_path / "nowhere").exit_code == 4


def test_bare_facts_and_whole_requests_may_be_known_beforehand(cli: Cli, tmp_path: Path) -> None:
    bare = tmp_path / "facts.yaml"
    bare.write_text("kind: official\npost: staff\n", "utf-8")
    result = cli(*ASK, "--facts", bare, "--as-of", "2026-03-02")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "(permitted)" in result.stdout or "(needs_steps)" in result.stdout
    whole = cli(*ASK, "--facts", EXAMPLES / "leave.yaml", "--format", "json")
    assert whole.stderr == ""
    assert json.loads(whole.stdout) == json.loads(cli("decide", EXAMPLES / "leave.yaml", "--format", "json").stdout)


@pytest.mark.parametrize(
    ("text", "where", "code"),
    [("kind: sick\npots: staff\n", "2:1", "PE705"), ("facts:\n  days: 2.3\n", "2:3", "PE707"),
     ("facts: {}\ngiven: {papers: [slip]}\nas_of: 2026-03-02\n", "2:1", "PE712"),
     ("given:\n  acts:\n    - {act: apply, by: applicant, person: p, date: soon}\n", "3:46", "PE713")],
)  # fmt: skip
def test_faults_of_the_facts_have_their_place(cli: Cli, tmp_path: Path, text: str, where: str, code: str) -> None:
    file = tmp_path / "facts.yaml"
    file.write_text(text, "utf-8")
    result = cli(*ASK, "--facts", file)
    assert result.exit_code == 4
    assert f"{file}:{where} {code} " in result.stderr


# --- usage ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "args",
    [
        ("ask",),
        ("ask", "absence"),
        (*ASK, "--as-of", "tomorrow"),
        ("ask", "absence", "-j", "town-b", "--facts", "FILE"),
    ],
)
def test_usage_errors(cli: Cli, args: tuple[str, ...]) -> None:
    result = cli(*(EXAMPLES / "leave.yaml" if arg == "FILE" else arg for arg in args))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_unknown_topic_and_jurisdiction(cli: Cli) -> None:
    assert "PE703" in cli("ask", "absense", "-j", "town-a").stderr
    result = cli("ask", "absence", "-j", "town-x")
    assert result.exit_code == 4
    assert "PE704" in result.stderr


def test_the_only_jurisdiction_need_not_be_named(cli: Cli, folder: Path) -> None:
    (folder / "jurisdictions.yaml").write_text("town-b: {zh: 乙镇, en: Town B, adopts: [rollcall]}\n", "utf-8")
    result = cli("ask", "absence", "--rulebook", folder, "--as-of", "2026-03-02", stdin="")
    assert result.exit_code == 0
    assert "Town B" in result.stdout


def test_help_is_in_both_languages(cli: Cli) -> None:
    text = cli("ask", "--help").stdout
    assert all(option in text for option in ("--lang", "--format", "--rulebook", "--answers", "--facts", "--as-of"))
    assert "退出码" in text
