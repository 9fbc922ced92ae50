"""Outputs of which the highest counts, and outputs whose words stand in the vocabulary: from the rule to the page."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from policy_engine.decisions.decision import Decision
from policy_engine.decisions.figures import OutputLine
from policy_engine.errors import RulebookError
from policy_engine.loading.folder import try_folder
from policy_engine.loading.twins import Twins
from policy_engine.requests import STANDARD
from policy_engine.requests.layout import Output, Topic
from policy_engine.tools.answer import answer_text
from policy_engine.tools.cases import run_cases
from policy_engine.tools.explain import explain
from policy_engine.tools.schema import Wording, schema_of
from tests.build import FACTS, claim, claims, instrument, shipped_vocabulary, write
from tests.models import ClaimRequest

PRICE = "parameters:\n  price: {zh: 单价, en: price, unit: yuan, value: unset, owner: finance_office}\n"
PAYS = "pays: {then: {payable: amount}}\n"
FINES = PAYS + (
    "small: {when: {guests: {at_least: 5}}, then: {set: {levy: 20}}}\n"
    "large: {when: {meals: 1}, then: {set: {levy: {floor_div: [amount, 6]}}}}\n"
)
"""Of the usual claim (300 yuan, six guests, one meal): 20 and 50."""


def line_of(decision: Decision, output: str) -> OutputLine:
    (line,) = (each for each in decision.figures.outputs if each.output == output)
    return line


# --- the highest counts -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "value", "by"),
    [
        ({}, 50, {"large"}),
        ({"amount": 119}, 20, {"small"}),
        ({"amount": 120}, 20, {"small", "large"}),  # exactly as high: both count
        ({"amount": 125}, 20, {"small", "large"}),
        ({"amount": 126}, 21, {"large"}),
        ({"guests": 4}, 50, set()),  # one alone: nothing to be compared with
    ],
)
def test_of_several_the_highest_counts(tmp_path: Path, facts: dict[str, Any], value: int, by: set[str]) -> None:
    decision = claim(claims(tmp_path, FINES), **facts)
    line = line_of(decision, "levy")
    assert (line.values, line.status) == ((Decimal(value),), "settled")
    rules = {name.rsplit("/", 1)[1] for rule in line.governing for name in rule.rules}
    assert rules == (by if by != {"small", "large"} else set())
    (part,) = decision.model().outputs
    assert part.values == (str(value),) and bool(part.governed_by) == bool(rules)


def test_the_highest_is_not_known_while_one_of_them_is_not(tmp_path: Path) -> None:
    book = claims(tmp_path, FINES)
    decision = claim(book, amount=None)
    line = line_of(decision, "levy")
    assert (line.values, line.status, set(line.stated)) == ((None,), "open", {Decimal(20), None})
    assert line.governing == () and decision.figures.needs["levy", ""] == ("amount",)


def test_nor_while_one_of_them_is_unset(tmp_path: Path) -> None:
    rules = PAYS + "small: {then: {set: {levy: 20}}}\nlarge: {then: {set: {levy: price}}}\n"
    line = line_of(claim(claims(tmp_path, rules, more=PRICE)), "levy")
    assert (set(line.stated), line.values, line.status) == ({Decimal(20), None}, (None,), "not_set")
    figure = PRICE.replace("value: unset, owner: finance_office", "values: [{from: unknown, value: 25}]")
    fixed = line_of(claim(claims(tmp_path / "fixed", rules, more=figure)), "levy")
    assert (fixed.values, fixed.status) == ((Decimal(25),), "settled")


def test_each_matter_has_its_own_highest(tmp_path: Path) -> None:
    rules = FINES + "beside: {for: duty_shift, then: {set: {levy: 30}}}\n"
    line = line_of(claim(claims(tmp_path, rules)), "levy")
    assert set(line.values) == {Decimal(50), Decimal(30)} and len(line.stated) == 3


def test_different_sums_are_no_contradiction_and_equal_ones_are_one(tmp_path: Path) -> None:
    sums = {"one": "20", "other": "20.00", "third": "5"}
    rules = PAYS + "".join(f"{name}: {{then: {{set: {{levy: {value}}}}}}}\n" for name, value in sums.items())
    decision = claim(claims(tmp_path, rules))
    line = line_of(decision, "levy")
    assert decision.outcome == "determined" and line.values == (Decimal(20),)
    (rule,) = line.governing
    assert {name.rsplit("/", 1)[1] for name in rule.rules} == {"one", "other"}


def test_an_exception_replaces_a_higher_sum(tmp_path: Path) -> None:
    rules = FINES + "mild: {exception_to: large, when: {post: staff}, then: {set: {levy: 10}}}\n"
    book = claims(tmp_path, rules)
    assert line_of(claim(book), "levy").values == (Decimal(20),)
    assert line_of(claim(book, post="mayor"), "levy").values == (Decimal(50),)


def test_the_highest_is_told_to_people(tmp_path: Path) -> None:
    book = claims(tmp_path, FINES)
    decision = claim(book)
    vocabulary = book.compiled.models.vocabulary
    for lang, governs in (("zh", "以此为准"), ("en", "this one governs")):
        shown = answer_text(decision, vocabulary, lang)
        (told,) = (each for each in shown.splitlines() if governs in each)
        assert "50" in told and "20" not in told
    account = explain(book, ClaimRequest(**FACTS), "town")
    assert "this one governs" in account.text("en") and "以此为准" in account.text("zh")


# --- words of the vocabulary ------------------------------------------------------------------------------------------

FOLLOWS = PAYS + (
    "one: {then: {set: {follows: criticism}}}\nother: {when: {kind: meal}, then: {set: {follows: loses_excellence}}}\n"
)


def test_words_of_an_open_list_collect_and_are_named(tmp_path: Path) -> None:
    book = claims(tmp_path, FOLLOWS)
    decision = claim(book)
    assert set(line_of(decision, "follows").values) == {"criticism", "loses_excellence"}
    for lang, words in (("zh", ("批评教育", "取消评优评先资格")), ("en", ("criticism", "loses eligibility"))):
        shown = answer_text(decision, book.compiled.models.vocabulary, lang)
        told = explain(book, ClaimRequest(**FACTS), "town").text(lang)
        for word in words:
            assert word in shown and word in told


def test_a_word_that_is_not_in_the_list_is_refused_with_a_near_one(tmp_path: Path) -> None:
    with pytest.raises(RulebookError) as found:
        claims(tmp_path, PAYS + "one: {then: {set: {follows: critcism}}}\n")
    (fault,) = found.value.diagnostics
    assert (fault.code, fault.near, fault.place.line) == ("PE302", "criticism", 13)
    assert "loses_excellence" in fault.expected


def test_a_vocabulary_without_the_list_is_refused_once_and_only_if_a_rule_is_of_the_topic(tmp_path: Path) -> None:
    vocabulary = shipped_vocabulary().replace("  consequence:\n", "  other:\n")
    text = instrument(FOLLOWS, topic="claim")
    folder = write(tmp_path / "used", {"example": text}, "", vocabulary)
    _, faults = try_folder(folder, (*STANDARD, ClaimRequest))
    assert [(each.code, each.words["key"]) for each in faults if each.level == "error"] == [("PE202", "consequence")]
    text = instrument("leave: {when: {kind: sick}, then: {permit: true}}\n")
    folder = write(tmp_path / "unused", {"example": text}, "", vocabulary)
    _, faults = try_folder(folder, (*STANDARD, ClaimRequest))
    assert [each.code for each in faults if each.level == "error"] == []


def test_the_words_have_chinese_twins_and_stand_in_the_schema(tmp_path: Path) -> None:
    book = claims(tmp_path, FOLLOWS)
    models = book.compiled.models
    text = (tmp_path / "example.yaml").read_text("utf-8")
    chinese = Twins(models.vocabulary, models.topics).rewritten(text, "zh")
    assert "批评教育" in chinese and "criticism" not in chinese
    (tmp_path / "example.yaml").write_text(chinese, "utf-8")
    again, faults = try_folder(tmp_path, (*STANDARD, ClaimRequest))
    assert again is not None and [each for each in faults if each.level == "error"] == []
    assert again.digest == book.digest
    wordings: tuple[tuple[Wording, str], ...] = (("en", "loses_excellence"), ("zh", "取消评优评先资格"))
    for lang, word in wordings:
        assert word in str(schema_of("instrument", models, "claim", lang))


CASES = """\
instrument: example
facts: {kind: meal, amount: 300, guests: 6, meals: 1, spent_on: 2025-03-03}
cases:
  both:
"""


def test_cases_may_expect_both(tmp_path: Path) -> None:
    book = claims(tmp_path, FINES + FOLLOWS.removeprefix(PAYS))
    cases = CASES + "    expect: {outputs: {levy: %s, follows: [criticism, loses_excellence]}}\n"
    for value, failures in ((50, 0), (20, 1)):
        (tmp_path / "example.cases.yaml").write_text(cases % value, "utf-8")
        assert run_cases(book, tmp_path).failures == failures


# --- outputs that make no sense ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "more",
    [
        {"mode": "highest"},
        {"mode": "highest", "kind": "date"},
        {"mode": "highest", "kind": "flag"},
        {"kind": "number", "open_list": "consequence"},
        {"open_list": "consequence", "values": {"one": ("一", "one")}},
    ],
)
def test_an_output_that_cannot_be_read_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        Output(zh="甲", en="a", **more)


def test_the_digest_knows_the_mode(tmp_path: Path) -> None:
    book = claims(tmp_path, FINES)

    class Softer(ClaimRequest):
        topic = Topic(
            **{
                **{name: getattr(ClaimRequest.topic, name) for name in ClaimRequest.topic.__dataclass_fields__},
                "outputs": {
                    **ClaimRequest.topic.outputs,
                    "levy": Output(zh="收费", en="levy", mode="collect", kind="number", unit="yuan"),
                },
            }
        )

    other, _ = try_folder(tmp_path, (*STANDARD, Softer))
    assert other is not None and other.digest != book.digest
