"""The runner of cases: every finding, with a small broken case file over a copy of the shipped rulebook."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from policy_engine.engine.book import load, shipped_rulebook
from policy_engine.errors import Diagnostic
from policy_engine.tools.cases import EXPECT_KEYS, CaseReport, iter_cases, run_case, run_cases
from tests.build import shipped, small_rulebook

NAME = "town-a/office-leave.cases.yaml"
HEAD = (
    "instrument: office-leave\n"
    "jurisdiction: town-a\n"
    "facts: {kind: personal, post: staff, line: government, days: 1, adjoining_days: 0, first_day: 2024-03-11,"
    " form: written, away: []}\n"
    "cases:\n"
)
Run = Callable[..., CaseReport]


def kept_rulebook() -> Path:
    return small_rulebook("office-leave", "office-work")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "rulebook"
    shutil.copytree(kept_rulebook(), copy)
    return copy


@pytest.fixture
def run(folder: Path) -> Run:
    """Runs the cases with another text for the case file of ``office-leave``."""

    def runner(text: str) -> CaseReport:
        (folder / NAME).write_text(text, encoding="utf-8")
        return run_cases(load(folder), folder)

    return runner


def here(report: CaseReport, code: str = "") -> list[Diagnostic]:
    """What was found in the case file itself; rules no longer applied are reported elsewhere."""
    return [each for each in report.diagnostics if each.place.file == NAME and each.code.startswith(code)]


def lines(found: list[Diagnostic]) -> list[str]:
    return [each.line() for each in found]


def test_a_right_case_has_no_findings(run: Run) -> None:
    report = run(HEAD + "  one day:\n    expect: {outcome: needs_steps, approve: supervising_leader}\n")
    assert lines(here(report)) == []
    assert report.failures == 0


def test_pe801_names_key_wanted_and_found_at_the_key(run: Run) -> None:
    report = run(HEAD + "  one day:\n    expect: {outcome: permitted, approve: mayor, papers: [leave_slip]}\n")
    assert lines(here(report)) == [
        f"{NAME}:6:14 PE801 case 'one day': outcome should be permitted, got needs_steps",
        f"{NAME}:6:34 PE801 case 'one day': approve should be mayor, got supervising_leader",
    ]
    assert report.failures == 1
    assert here(report)[0].message("zh") == "用例“one day”的 outcome 应为 permitted,得到 needs_steps"


def test_pe801_offers_the_near_match_of_a_misspelt_outcome(run: Run) -> None:
    (found,) = here(run(HEAD + "  one day:\n    expect: {outcome: need_steps}\n"))
    assert found.near == "needs_steps"


@pytest.mark.parametrize("expect", ["", "    expect: {}\n"], ids=["none", "empty"])
def test_pe802_a_case_asserts_nothing(run: Run, expect: str) -> None:
    report = run(HEAD + "  one day:\n    ask: {days: 2}\n" + expect)
    assert lines(here(report)) == [f"{NAME}:5:3 PE802 case 'one day' asserts nothing"]
    assert report.failures == 1


def test_pe803_offers_the_near_match(run: Run) -> None:
    (found,) = here(run(HEAD + "  one day:\n    expect: {outcome: needs_steps, aprove: supervising_leader}\n"))
    assert (found.code, found.near, found.place.column) == ("PE803", "approve", 36)
    assert found.expected == ", ".join(EXPECT_KEYS)


def test_pe804_a_rule_that_no_case_applies(run: Run) -> None:
    report = run(HEAD + "  one day:\n    expect: {outcome: needs_steps}\n")
    unused = {each.words["rule"] for each in report.diagnostics if each.code == "PE804"}
    assert "office-leave/head-three-days" in unused
    assert "office-leave/head-three-days-secretary-away" in unused, "exceptions count too"
    assert not unused & {"office-leave/staff-one-day", "office-leave/ask-first", "rollcall/three-days"}
    missed = [each for each in report.diagnostics if each.code == "PE804"]
    (found,) = (each for each in missed if each.words["rule"] == "office-leave/head-three-days")
    assert found.place.file == "town-a/office-leave.yaml"
    kinds = report.measure["office-leave"]
    of_leave = {rule for rule in unused if rule.startswith("office-leave/")}
    shown = (kinds["rules"], kinds["exceptions"], kinds["histories"])
    assert sum(total - hit for hit, total in shown) == len(of_leave)


def test_pe804_counts_only_what_certainly_applied(run: Run) -> None:
    report = run(HEAD + "  how long:\n    ask: {days: unknown}\n    expect: {outcome: undetermined}\n")
    unused = {each.words["rule"] for each in report.diagnostics if each.code == "PE804"}
    assert "office-leave/staff-one-day" in unused


def test_pe805_no_case(run: Run) -> None:
    assert lines(here(run(HEAD.replace("cases:\n", "cases: {}\n")))) == [
        f"{NAME}:4:1 PE805 the case file has no case"
    ]


@pytest.mark.parametrize(
    ("case", "place", "problem", "near"),
    [
        ("ask: {kind: personl}", "6:11", "'personl' is not a value of kind", "personal"),
        ("ask: {dais: 2}", "6:11", "topic absence has no fact 'dais'", "days"),
        ("ask: {days: 0.7}", "6:11", "0.7 is off the step of days (0.5)", ""),
        ("ask: {first_day: unknown}", "5:3", "no date to decide by: neither first_day nor as_of is given", ""),
        ("given: {paperz: [leave_slip]}", "6:13", "a request has no 'given.paperz'", "papers"),
        ("given: {papers: [leave_slipp]}", "5:3", "'leave_slipp' in given is no paper of the vocabulary", "leave_slip"),
        ("given: {acts: [{act: apply, by: applicant, date: 2024-03-10}]}", "6:20", "given.acts.0 lacks 'person'", ""),
        ("given: {acts: [{act: apply, by: 3, person: p, date: 2024-03-10}]}", "6:33", "given.acts.0.by wants text", ""),
        ("as_of: soon", "6:12", "'soon' of as_of is not a date", ""),
    ],
)
def test_pe806_the_request_is_invalid(run: Run, case: str, place: str, problem: str, near: str) -> None:
    (found,) = here(run(HEAD + f"  one day:\n    {case}\n    expect: {{outcome: needs_steps}}\n"))
    assert found.line().startswith(f"{NAME}:{place} PE806 the request of case 'one day' is invalid: {problem}")
    assert found.near == near
    assert problem not in found.message("zh")


@pytest.mark.parametrize(
    ("text", "line", "near"),
    [
        (HEAD.replace("leave", "leve"), "1:13 PE312 there is no instrument 'office-leve'", "office-leave"),
        (HEAD.replace("town-a", "town-q"), "2:15 PE314 there is no jurisdiction 'town-q'", "town-c"),
        (HEAD.replace("town-a", "town-a\ntopic: absense"), "3:8 PE311 there is no topic 'absense'", "absence"),
        (HEAD.replace("facts:", "fact:"), "3:1 PE201 cases file has no key 'fact'", "facts"),
        (HEAD.replace("instrument: ", "# "), "2:1 PE202 cases file lacks 'instrument'", ""),
        ("- a list\n", "1:1 PE203 cases file must be a mapping, found a list", ""),
    ],
    ids=["instrument", "jurisdiction", "topic", "key", "missing", "shape"],
)
def test_faults_of_the_file_itself(run: Run, text: str, line: str, near: str) -> None:
    found = here(run(text + "  one day:\n    expect: {outcome: needs_steps}\n" if text.endswith("cases:\n") else text))
    assert f"{NAME}:{line}" in lines(found)
    assert near in [each.near for each in found]


@pytest.mark.parametrize(
    ("case", "line"),
    [
        ("asks: {days: 2}", "6:5 PE201 one day has no key 'asks'"),
        ("expect: [outcome]", "6:13 PE203 expect must be a mapping, found a list"),
        ("expect: {outcome: [permitted]}", "6:23 PE203 expect.outcome must be text, found a list"),
        ("expect: {open: here}", "6:20 PE203 expect.open must be true or false, found text"),
        ("expect: {papers: {a: b}}", "6:22 PE203 expect.papers must be a list, found a mapping"),
        ("expect: {acts: [apply]}", "6:20 PE203 expect.acts must be a mapping, found a list"),
    ],
)
def test_faults_of_shape_in_a_case(run: Run, case: str, line: str) -> None:
    assert f"{NAME}:{line}" in lines(here(run(HEAD + f"  one day:\n    {case}\n")))


def test_the_jurisdiction_may_be_left_out_where_one_adopts_the_instrument(run: Run, folder: Path) -> None:
    text = HEAD.replace("jurisdiction: town-a\n", "") + "  one day:\n    expect: {outcome: needs_steps}\n"
    assert lines(here(run(text))) == []
    towns = folder / "jurisdictions.yaml"
    another = "\ntown-d: {zh: 丁镇, en: Town D, adopts: [office-leave]}\n"
    towns.write_text(towns.read_text(encoding="utf-8") + another, encoding="utf-8")
    (found,) = here(run(text))
    assert (found.code, found.words["key"], found.expected) == ("PE202", "jurisdiction", "town-a, town-d")


@pytest.mark.parametrize(
    "expect",
    [
        "papers: leave_slip",
        "papers: [leave_slip]",
        "readings: [1]",
        "steps: [approve, apply]",
        "acts: {apply: applicant, file: party_government_office}",
        "replaced: []",
        "permit: false, open: false",
        "missing: [{one_of: [leave_slip]}]",
    ],
)
def test_forms_that_say_the_same(run: Run, expect: str) -> None:
    found = here(run(HEAD + f"  one day:\n    expect: {{{expect}}}\n"))
    if "one_of" in expect:
        assert [each.code for each in found] == ["PE801"], "one paper is not an alternative"
    else:
        assert lines(found) == []


def test_rule_ids_with_and_without_the_instrument(run: Run) -> None:
    ask = "    ask: {post: section_head, days: 3, away: [party_secretary]}\n"
    for name in ("head-three-days", "office-leave/head-three-days"):
        assert lines(here(run(HEAD + f"  away:\n{ask}    expect: {{replaced: [{name}]}}\n"))) == []


def test_only_the_acts_named_are_compared(run: Run) -> None:
    (found,) = here(run(HEAD + "  one day:\n    expect: {acts: {review: mayor}}\n"))
    assert found.message() == "case 'one day': acts.review should be mayor, got []"


def test_possible_approvers_are_listed_while_it_is_open(run: Run) -> None:
    ask = "    ask: {days: 2, line: unknown}\n"
    assert lines(here(run(HEAD + f"  two days:\n{ask}    expect: {{approve: [deputy_secretary, mayor]}}\n"))) == []
    (found,) = here(run(HEAD + f"  two days:\n{ask}    expect: {{approve: mayor}}\n"))
    assert found.code == "PE801"


def test_only_bases_that_held_count_as_replaced() -> None:
    book = shipped()
    (case,) = (each for each in iter_cases(book, shipped_rulebook()) if each.name == "副科级四天只找书记")
    decision = run_case(book, case).decision
    assert decision is not None
    assert [each.base for each in decision.replaced] == ["rollcall/four-days"]
    assert [each.base for each in decision.model().replaced] == ["rollcall/four-days"]


def test_findings_stand_in_the_order_of_their_places(run: Run) -> None:
    report = run(HEAD + "  b:\n    expect: {}\n  a:\n    expect: {outcome: permitted}\n")
    keys = [each.sort_key() for each in report.diagnostics]
    assert keys == sorted(keys)
    assert (report.files, report.failures) == (len(list(kept_rulebook().rglob("*.cases.yaml"))), 2)


def test_a_case_file_that_is_no_yaml_is_reported_and_the_others_run(run: Run) -> None:
    report = run("cases: [\n")
    assert [each.code for each in here(report)] == ["PE102"]
    assert report.cases > 0
