"""``policy-engine decide``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, Cli, edit

FACTS = (
    "kind: personal, post: staff, line: government, days: 1, adjoining_days: 0, first_day: 2024-03-11, form: written"
)


def request(facts: str = FACTS, town: str = "town-a", more: str = "") -> str:
    return f"topic: absence\njurisdiction: {town}\nfacts: {{{facts}}}\n{more}"


def test_the_answer_in_english_is_complete(cli: Cli, leave: Path) -> None:
    result = cli("decide", leave)
    assert result.exit_code == 0
    assert result.stderr == ""
    text = result.stdout
    assert text.startswith("Town A (town-a) · Absence and leave (absence) · by the rules of 2026-03-11\n")
    assert "Answer: possible, but steps or papers are still missing (needs_steps)\n" in text
    assert "\nWho approves\n  mayor  [000-1-leave-10]\n" in text
    assert "  1. apply, the applicant (applicant), on or before 2026-03-11 — done 2026-03-09 p-017  [000-1" in text
    assert "  2. approve, mayor — not done  [000-1-leave-10]" in text
    assert "  leave slip (leave_slip) — handed in  [000-1-leave-12]" in text
    assert "Rules replaced by an exception\n  office-leave/head-three-days ← " in text
    assert "[000-1-leave-10] Attendance and leave rules, 篇一 三、2 授权: the mayor stands in" in text
    assert "Date of entry into force unknown" in text
    assert "asserted by the asking system" in text
    assert text.splitlines()[-1].startswith("rulebook ")


def test_the_answer_in_chinese_uses_the_vocabulary(cli: Cli, leave: Path) -> None:
    text = cli("decide", leave, "--lang", "zh").stdout
    assert "答复:可以办,手续还没齐(needs_steps)" in text
    assert "镇长(乡长)(mayor)" in text
    assert "办的人" not in text


def test_json_is_the_decision_and_nothing_else(cli: Cli, leave: Path) -> None:
    result = cli("decide", leave, "--format", "json")
    decision = json.loads(result.stdout)
    assert result.stderr == ""
    assert (decision["outcome"], decision["decided_by"]) == ("needs_steps", ["000-1-leave-10"])
    assert decision["facts"]["days"] == "3"


def test_json_and_yaml_requests_and_standard_input_decide_alike(cli: Cli, leave: Path) -> None:
    wanted = cli("decide", leave, "--format", "json").stdout
    assert cli("decide", EXAMPLES / "leave.json", "--format", "json").stdout == wanted
    assert cli("decide", "-", "--format", "json", stdin=leave.read_bytes()).stdout == wanted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (request(FACTS.replace("days: 1, ", "")), "Next question\n  How many days are asked for? (days)"),
        (request(FACTS.replace("days: 1, ", "")), "possibly mayor  [000-1-leave-05]"),
        (request(FACTS.replace("staff", "party_secretary")), "do not cover\n  who approves the secretary's"),
        (request(FACTS.replace("staff", "mayor") + ", away: [party_secretary]"), "Referred to\n  the level above ("),
        (request("kind: official, post: staff", more="as_of: 2024-03-11\n"), "Permitted\n  Permitted  [000"),
        (
            request("kind: annual, post: staff, days: 5, first_day: 2024-03-04, colleagues_off: 1", "town-c"),
            "Advice (does not change the outcome)\n  annual leave is best taken from April to October",
        ),
        (request("kind: annual, post: staff, days: 5, first_day: 2024-05-06", "town-c"), "(not held)"),
        (
            request(
                FACTS.replace("written", "oral"),
                more="given: {judgements: {special_circumstances: {value: true, by: office_head, note: ill}}}\n",
            ),
            "(special_circumstances) = yes — head of the party and government office (office_head), ill",
        ),
        (request(FACTS.replace("written", "oral") + ", special_circumstances: true"), "nobody is named who judged it"),
        (
            request(more="given: {acts: [{act: approve, by: mayor, person: p4, date: 2024-03-11}]}\n"),
            "approve, leader supervising the section (supervising_leader) — by or to the wrong one; does not count",
        ),
    ],
    ids=["question", "possible", "hole", "refer", "permit", "advice", "not-held", "judged", "unsigned", "wrong"],
)
def test_what_the_answer_says(cli: Cli, text: str, shown: str) -> None:
    result = cli("decide", "-", stdin=text)
    assert result.exit_code == 0
    assert shown in result.stdout


def test_a_request_file_that_does_not_exist(cli: Cli) -> None:
    result = cli("decide", "no-such.yaml")
    assert result.exit_code == 4
    assert result.stdout == ""
    assert result.stderr.startswith("no-such.yaml:1:1 PE117 ")
    assert "remedy: " in result.stderr


def test_faults_of_a_request_with_excerpt_and_caret(cli: Cli) -> None:
    result = cli("decide", "-", stdin=request("kind: personl, days: 1.3"))
    assert result.exit_code == 4
    lines = result.stderr.splitlines()
    assert lines[:5] == [
        "<stdin>:3:9 PE706 'personl' is not a value of kind",
        "  3 | facts: {kind: personl, days: 1.3}",
        "    |         ^",
        "  expected: personal, sick, official, annual, compensatory, study_session, duty_shift",
        "  did you mean: personal",
    ]
    assert any("PE707" in line for line in lines)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (request(town="town-z"), "PE704", (2, 1)),
        (request("kind: personal"), "PE710", (3, 1)),
        (request(more="given: {papers: [slip]}\n"), "PE712", (4, 1)),
        (request(more="given: {judgements: {days: {value: true, by: mayor}}}\n"), "PE714", (4, 1)),
        (request().replace("absence", "absense"), "PE703", (1, 1)),
        ("[1, 2]", "PE701", (1, 1)),
        ("", "PE118", (1, 1)),
        ('{"topic": "absence", "jurisdiction": "town-a", "facts": {"kind": "sick"', "PE701", (1, 72)),
    ],
)
def test_every_fault_has_a_place_in_the_request(cli: Cli, text: str, code: str, place: tuple[int, int]) -> None:
    result = cli("decide", "-", "--format", "json", stdin=text)
    assert result.exit_code == 4
    (found,) = json.loads(result.stdout)
    assert (found["code"], found["file"]) == (code, "<stdin>")
    assert (found["line"], found["column"]) == place
    assert cli("decide", "-", "--lang", "zh", stdin=text).exit_code == 4


def test_control_characters_do_not_reach_the_terminal(cli: Cli) -> None:
    acts = "given: {acts: [{act: apply, by: applicant, person: \"p\\e[31m\", date: 2024-03-10}]}\n"
    result = cli("decide", "-", stdin=request(more=acts))
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "\x1b" not in cli("decide", "-", stdin=request('kind: "\\e[31m"')).stderr


def test_a_rulebook_that_does_not_load_is_exit_code_3(cli: Cli, folder: Path, leave: Path) -> None:
    edit(folder / "town-a/office-leave.yaml", "{approve: mayor}", "{approve: mayr}")
    result = cli("decide", leave, "--rulebook", folder)
    assert result.exit_code == 3
    assert "PE307" in result.stderr
    assert result.stdout == ""
