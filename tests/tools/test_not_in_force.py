"""What the tools make of rules that are not in force: the page, explanations, cases, checks, schemas, both wordings."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml
from typer.testing import CliRunner

from policy_engine.engine.book import Rulebook, load
from policy_engine.loading.folder import compile_folder
from policy_engine.loading.twins import Twins
from policy_engine.loading.twins.small import rewritten_small
from policy_engine.nodes import read_bytes
from policy_engine.requests import STANDARD
from policy_engine.tools import cases
from policy_engine.tools.answer import answer_text
from policy_engine.tools.ask import Interview
from policy_engine.tools.checks import check
from policy_engine.tools.explain import explain
from policy_engine.tools.schema.cases import cases_schema
from policy_engine.tools.schema.instruments import instrument_schema
from policy_engine.tools.schema.words import Speller
from tests.build import claim, claims, instrument, write
from tests.models import ClaimRequest

MEALS = "meals: {when: {kind: meal}, then: {payable: amount}}"
TRIPS = """\
trips: {when: {kind: trip}, then: {payable: {times: [80, days]}, sign: finance_office}}
thrift: {strength: should, when: {kind: other}, then: {prohibit: true}}
"""
MODELS = (*STANDARD, ClaimRequest)


@pytest.fixture
def shown(tmp_path: Path) -> Rulebook:
    return claims(tmp_path, MEALS, aside=TRIPS)


# --- pages ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "zh", "en"),
    [
        ("proposed", "以下只是提议,并不生效:", "Not in force, only proposed:"),
        ("reported_practice", "以下只是反映的做法,并不生效:", "Not in force, only reported practice:"),
        ("target", "以下只是目标,并不生效:", "Not in force, only a target:"),
        (
            "inferred_from_defect",
            "以下只是由所指问题推出的要求,并不生效:",
            "Not in force, only inferred from a defect found:",
        ),
    ],
)
def test_the_page_marks_every_line_of_it(tmp_path: Path, status: str, zh: str, en: str) -> None:
    found = claims(tmp_path, MEALS, aside=TRIPS, status=status)
    decision = claim(found, kind="trip")
    for lang, heading in (("zh", zh), ("en", en)):
        lines = answer_text(decision, found.compiled.models.vocabulary, lang).splitlines()
        at = lines.index(heading)
        end = at + 1 + lines[at + 1 :].index("")
        assert all(line.startswith("  |") for line in lines[at + 1 : end])
        assert not any("example-02" in line for line in (*lines[:at], *lines[end:]))
        assert any("160" in line for line in lines[at:end])
        assert any("example/trips" in line for line in lines[at:end])
    page = answer_text(claim(found), found.compiled.models.vocabulary, "zh")
    assert "|" not in page
    assert "并不生效" not in page


def test_the_page_says_what_could_not_be_worked_out(tmp_path: Path) -> None:
    late = "late: {then: {deadline: {of: submitted, at: {working_days_after: spent_on, number: 10}}}}"
    found = claims(tmp_path, MEALS, aside=late)
    decision = claim(found, spent_on="2199-03-03")
    page = answer_text(decision, found.compiled.models.vocabulary, "en")
    assert "could not be worked out:\n  | working days of 2199" in page
    explanation = explain(found, decision.request, "town")
    assert "could not be worked out:\n  | working days of 2199" in explanation.text("en")
    assert "算不出来:\n  | 没有 2199 年" in explanation.text("zh")
    assert explanation.data()["shadow"] is None
    assert "2199" in explanation.data()["shadow_refused"][0]["zh"]


def test_an_explanation_accounts_for_both(shown: Rulebook) -> None:
    request = claim(shown, kind="trip", days="3").request
    explanation = explain(shown, request, "town")
    account = explanation.account
    assert {line.rule for slot in account.slots for line in slot.rules} == {"example/meals"}
    assert account.not_in_force == ()
    assert account.shadow is not None
    lines = {line.rule: line for slot in account.shadow.slots for line in slot.rules}
    assert {rule: (line.status, line.clause_status) for rule, line in lines.items()} == {
        "example/trips": ("applied", "proposed")
    }
    assert account.shadow.not_in_force == ()
    text = explanation.text("zh").splitlines()
    at = text.index("以下规则只是提议,并不生效:")
    assert not any("example/trips" in line for line in text[:at])
    assert all(line.startswith("  |") for line in text[at + 1 : text.index("", at + 1)])
    assert "Were they in force: possible" in explanation.text("en")
    assert explanation.data()["shadow"]["slots"][0]["rules"][0]["clause_status"] == "proposed"


def test_an_explanation_says_why_they_say_nothing(shown: Rulebook) -> None:
    account = explain(shown, claim(shown).request, "town").account
    assert account.shadow is not None
    assert {line.status for slot in account.shadow.slots for line in slot.rules} == {"not_applied"}


def test_rules_of_another_time_stand_with_their_own_kind(tmp_path: Path) -> None:
    found = claims(
        tmp_path, MEALS, aside="old: {in_force: {until: 2024-12-31}, when: {kind: trip}, then: {payable: 1}}"
    )
    account = explain(found, claim(found).request, "town").account
    assert account.not_in_force == ()
    assert account.shadow is not None
    assert [(line.rule, line.clause_status) for line in account.shadow.not_in_force] == [("example/old", "proposed")]


def test_an_interview_asks_for_what_is_in_force_and_shows_the_rest(shown: Rulebook) -> None:
    interview = Interview(shown, "claim", "town", facts={"spent_on": "2025-03-03"})
    assert interview.question is not None
    assert interview.question.fact == "kind"
    interview.answer("trip")
    assert interview.question is None
    assert interview.decision is not None
    assert interview.decision.not_in_force is not None
    assert interview.decision.not_in_force.needs == ("days",)


# --- cases ------------------------------------------------------------------------------------------------------------


def run(tmp_path: Path, expect: str, facts: str = "{kind: trip, days: 3, spent_on: 2025-03-03}") -> list[str]:
    found = claims(tmp_path, MEALS, aside=TRIPS)
    text = f"instrument: example\nfacts: {facts}\ncases:\n  one:\n    expect: {expect}\n"
    (tmp_path / "example.cases.yaml").write_text(text, "utf-8")
    report = cases.run_cases(found, tmp_path)
    return [each.line() for each in report.diagnostics if each.code != "PE804"]


def test_a_case_expects_it_by_the_same_keys(tmp_path: Path) -> None:
    inside = "{outcome: needs_steps, payable: 240, steps: [sign], decided_by: [example-02], prohibit: false}"
    assert run(tmp_path / "a", f"{{outcome: not_covered, not_in_force: {inside}}}") == []
    assert run(tmp_path / "b", "{outcome: not_covered}") == []
    assert run(tmp_path / "c", "{not_in_force: none}", "{kind: meal, amount: 3, spent_on: 2025-03-03}") == []


@pytest.mark.parametrize(
    ("expect", "facts", "wanted"),
    [
        ("{not_in_force: {payable: 250}}", "trip", "PE801 case 'one / not_in_force': payable should be 250, got 240"),
        ("{not_in_force: none}", "trip", "PE801 case 'one': not_in_force should be none, got needs_steps"),
        (
            "{not_in_force: {outcome: permitted}}",
            "meal",
            "PE801 case 'one': not_in_force should be {outcome: permitted}, got none",
        ),
        ("{not_in_force: {}}", "trip", "PE802 case 'one / not_in_force' asserts nothing"),
        ("{not_in_force: {outcom: x}}", "meal", "PE803 expect has no key 'outcom'"),
        ("{not_in_force: {not_in_force: none}}", "trip", "PE803 expect has no key 'not_in_force'"),
        ("{not_in_force: true}", "trip", "PE203 "),
        ("{not_in_force: nothing}", "trip", "PE203 "),
    ],
)
def test_a_case_that_expects_otherwise_fails(tmp_path: Path, expect: str, facts: str, wanted: str) -> None:
    found = run(tmp_path, expect, f"{{kind: {facts}, days: 3, amount: 3, spent_on: 2025-03-03}}")
    assert len(found) == (2 if "outcom:" in expect else 1)
    assert any(wanted in each for each in found)


def test_a_rule_that_is_not_in_force_is_tried_like_any_other(tmp_path: Path) -> None:
    found = claims(tmp_path, MEALS, aside=TRIPS)
    text = "instrument: example\nfacts: {days: 3, amount: 2, spent_on: 2025-03-03}\ncases:\n"
    one = text + "  one: {ask: {kind: trip}, expect: {outcome: not_covered}}\n"
    (tmp_path / "example.cases.yaml").write_text(one, "utf-8")
    report = cases.run_cases(found, tmp_path)
    assert report.measure["example"]["rules"] == (1, 3)
    untried = {each.words["rule"] for each in report.diagnostics}
    assert untried == {"example/meals", "example/thrift"}
    more = one + "  two: {ask: {kind: other}, expect: {not_in_force: {advice: [thrift]}}}\n"
    (tmp_path / "example.cases.yaml").write_text(more, "utf-8")
    assert cases.run_cases(found, tmp_path).measure["example"]["rules"] == (2, 3)


# --- checks -----------------------------------------------------------------------------------------------------------


def findings(tmp_path: Path, rules: str, aside: str, more: str = "") -> list[tuple[str, str]]:
    compiled = claims(tmp_path, rules, aside=aside, more=more).compiled
    return [
        (each.code, each.words.get("rule") or each.words.get("id") or each.words["facts"]) for each in check(compiled)
    ]


def test_a_topic_of_nothing_but_proposals_has_no_gaps(tmp_path: Path) -> None:
    assert findings(tmp_path, "", "meals: {when: {kind: meal}, then: {payable: amount}}") == []


def test_a_proposal_fills_no_gap(tmp_path: Path) -> None:
    rules = "meals: {when: {kind: [meal, other]}, then: {payable: amount}}"
    assert findings(tmp_path, rules, TRIPS) == [("PE601", "kind: trip")]


def test_proposals_are_looked_at_themselves(tmp_path: Path) -> None:
    everything = "all: {then: {payable: amount}}"
    idle = "trips: {when: {kind: trip}, then: {payable: 1}}\nfar: {exception_to: trips, then: {payable: 1}}"
    found = findings(tmp_path / "idle", everything, idle)
    assert ("PE603", "example/far") in found
    never = "trips: {when: {all: [{kind: trip}, {kind: meal}]}, then: {payable: 1}}"
    assert findings(tmp_path / "never", everything, never) == [("PE602", "example/trips")]
    replaced = "trips: {when: {kind: trip}, then: {payable: 1}}\nfar: {exception_to: trips, then: {payable: 2}}"
    assert findings(tmp_path / "replaced", everything, replaced) == [("PE607", "example/trips")]


def test_what_only_proposals_use_is_used(tmp_path: Path) -> None:
    more = "parameters: {sum: {zh: 数, en: sum, unit: yuan, values: [{from: unknown, value: 5}]}}\n"
    everything = "all: {then: {payable: amount}}"
    assert findings(tmp_path / "used", everything, "few: {then: {payable: sum}}", more) == []
    assert findings(tmp_path / "unused", everything, "few: {then: {payable: 5}}", more) == [("PE608", "sum")]


# --- both wordings, schemas, the command ------------------------------------------------------------------------------


def leave(status: str = "proposed", rules: str = "trips: {when: {kind: official}, then: {permit: true}}") -> str:
    return instrument("leave: {when: {leave: true}, then: {approve: party_committee}}", aside=rules, status=status)


def twins_of(folder: Path) -> Twins:
    models = compile_folder(folder, prove=False).models
    return Twins(models.vocabulary, models.topics, models.instruments)


def test_a_file_in_chinese_words_means_the_same(tmp_path: Path) -> None:
    for status, twin in (("proposed", "提议"), ("inferred_from_defect", "由问题推出")):
        english = write(tmp_path / status, {"example": leave(status)})
        node = read_bytes(leave(status).encode(), "example.yaml", [])
        assert node is not None
        chinese = twins_of(english).to_chinese(node)
        assert chinese["条款"]["example-02"]["性质"] == twin
        before = compile_folder(english)
        text = yaml.safe_dump(chinese, allow_unicode=True, sort_keys=False)
        (english / "example.yaml").write_text(text, "utf-8")
        after = compile_folder(english)
        assert after.digest == before.digest
        assert after.shadow is not None


def test_a_case_in_chinese_words_means_the_same(tmp_path: Path) -> None:
    both = twins_of(write(tmp_path, {"example": leave()}))
    text = "instrument: example\ncases:\n  一例: {expect: {not_in_force: {outcome: permitted, permit: true}}}\n"
    text += "  二例: {expect: {not_in_force: none}}\n"
    node = read_bytes(text.encode(), "cases", [])
    assert node is not None
    chinese = both.to_chinese(node)
    assert chinese["用例"]["一例"]["应得"] == {"未生效": {"结果": "准许", "准许": "是"}}
    assert chinese["用例"]["二例"]["应得"] == {"未生效": "无"}
    again = read_bytes(yaml.safe_dump(chinese, allow_unicode=True).encode(), "cases", [])
    assert again is not None
    assert both.to_english(again) == node.plain()


def test_an_editor_knows_the_keys(tmp_path: Path) -> None:
    models = compile_folder(write(tmp_path, {"example": leave()})).models
    speller = Speller(models.vocabulary, models.topics, "en")
    schema = instrument_schema(speller, models.topics, models.documents)
    plain = yaml.safe_load(leave())
    jsonschema.validate(plain, schema)
    plain["clauses"]["example-02"]["status"] = "wished_for"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain, schema)
    schema = cases_schema(speller, models.topics, models.jurisdictions, models.instruments, models.documents)
    for inside, good in (
        ({"outcome": "permitted"}, True),
        ("none", True),
        ({}, False),
        ({"not_in_force": "none"}, False),
    ):
        file = {"instrument": "example", "cases": {"one": {"expect": {"not_in_force": inside}}}}
        assert jsonschema.Draft202012Validator(schema).is_valid(file) == good, inside


def test_the_command_shows_it(tmp_path: Path) -> None:
    from policy_engine.cli.app import app

    folder = write(tmp_path / "rulebook", {"example": leave()})
    request = tmp_path / "request.yaml"
    request.write_text(
        "topic: absence\njurisdiction: town\nfacts: {kind: official, post: staff, first_day: 2026-03-02}\n", "utf-8"
    )
    text = CliRunner().invoke(app, ["decide", str(request), "--rulebook", str(folder), "--lang", "en"])
    assert text.exit_code == 0
    assert "Not in force, only proposed:\n  | Were it in force: permitted" in text.output
    found = CliRunner().invoke(app, ["decide", str(request), "--rulebook", str(folder), "--format", "json"])
    published = yaml.safe_load(found.stdout)
    assert (published["outcome"], published["not_in_force"]["outcome"]) == ("not_covered", "permitted")
    explained = CliRunner().invoke(app, ["explain", str(request), "--rulebook", str(folder), "--lang", "zh"])
    assert "以下规则只是提议,并不生效:" in explained.output
    assert load(folder).decide_data(yaml.safe_load(request.read_text("utf-8"))).not_in_force is not None
    checked = CliRunner().invoke(app, ["check", str(folder), "--lang", "en"])
    assert "1 instruments, 2 rules (1 not in force), 2 clauses" in checked.output
    checked = CliRunner().invoke(app, ["check", str(folder), "--lang", "zh"])
    assert "规则 2 条(其中 1 条不生效)" in checked.output


def test_a_ledger_in_chinese_words_says_it_too() -> None:
    text = "c-1: {modality: proposed, ambiguous: false}\nc-2: {modality: must, ambiguous: true}\n"
    chinese = rewritten_small(text, "ledger.yaml", "zh")
    assert [row["语气"] for row in yaml.safe_load(chinese).values()] == ["提议", "must"]
    assert yaml.safe_load(rewritten_small(chinese, "ledger.yaml", "en")) == yaml.safe_load(text)
