"""Tables of rules: every row a rule, faults at the row's own cell, totals added up."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from policy_engine.engine.book import Rulebook
from policy_engine.errors import Diagnostic
from policy_engine.loading.folder import try_folder
from policy_engine.requests import STANDARD
from policy_engine.tools.cases import run_cases
from tests.build import claim, claims, instrument, write
from tests.models import ClaimRequest

PAYS = "pays: {then: {payable: amount}}\n"
TABLE = """
prices:
  table:
    columns: [rule, when.kind, then.limit.at_most]
    rows:
      - [meals, meal, 40]
      - [trips, trip, 100.5]
      - [rest, other, 20]
    totals: {then.limit.at_most: 160.5}
  when: {post: staff}
  then: {limit: {of: amount, excess: prohibited}}
"""
WRITTEN_OUT = """
meals: {when: {post: staff, kind: meal}, then: {limit: {of: amount, excess: prohibited, at_most: 40}}}
trips: {when: {post: staff, kind: trip}, then: {limit: {of: amount, excess: prohibited, at_most: 100.5}}}
rest: {when: {post: staff, kind: other}, then: {limit: {of: amount, excess: prohibited, at_most: 20}}}
"""


def faults(folder: Path, rules: str) -> list[Diagnostic]:
    write(folder, {"example": instrument(rules, topic="claim")})
    return try_folder(folder, (*STANDARD, ClaimRequest))[1]


def places(folder: Path, rules: str) -> list[tuple[str, int, int]]:
    """(code, line among the rules given, column among them)."""
    head = instrument("x: y", topic="claim").count("\n") - 1
    found = faults(folder, rules)
    return [(each.code, each.place.line - head, each.place.column - 6) for each in found]


def limit(book: Rulebook, **facts: str) -> object:
    (line,) = claim(book, **facts).figures.limits
    return line.rule.rules, line.worked.value


def test_each_row_is_a_rule_of_its_own(tmp_path: Path) -> None:
    book = claims(tmp_path, PAYS + TABLE)
    assert limit(book) == (("example/meals",), Decimal(40))
    assert limit(book, kind="trip") == (("example/trips",), Decimal("100.5"))
    assert claim(book, kind="other").outcome == "prohibited"
    assert claim(book, post="mayor").figures.limits == ()


def test_a_table_means_what_its_rows_mean_written_out(tmp_path: Path) -> None:
    table, plain = claims(tmp_path / "table", PAYS + TABLE), claims(tmp_path / "plain", PAYS + WRITTEN_OUT)
    assert table.digest == plain.digest
    for facts in ({}, {"kind": "trip"}, {"kind": "other"}, {"post": "mayor"}):
        assert claim(table, **facts) == claim(plain, **facts)


def test_a_rule_stands_at_its_row(tmp_path: Path) -> None:
    book = claims(tmp_path, PAYS + TABLE)
    lines = (tmp_path / "example.yaml").read_text("utf-8").splitlines()
    for name in ("meals", "trips", "rest"):
        place = book.compiled.rules[f"example/{name}"].place
        assert lines[place.line - 1][place.column - 1 :].startswith(name)


def test_everything_a_rule_may_have_may_be_shared_or_stand_in_a_column(tmp_path: Path) -> None:
    rules = (
        PAYS
        + """
base: {when: {kind: [meal, trip]}, then: {limit: {of: amount, at_most: 10}}}
tiers:
  exception_to: base
  table:
    columns: [rule, when.guests.at_least, when.guests.less_than, then.limit.at_most, otherwise.payable, reading]
    rows:
      - [small, 1, 5, {times: [40, meals]}, 1, {number: own, zh: 少, en: few}]
      - [large, 5, 500, 80, 2, [{number: 3, zh: 多, en: many}]]
  when: {kind: meal}
  then: {limit: {of: amount}, require: [trip_list]}
  caution: {zh: 小心, en: careful}
"""
    )
    rules = rules.replace("pays: {then: {payable: amount}}\n", "pays: {when: {guests: 0}, then: {payable: amount}}\n")
    book = claims(tmp_path, rules)
    decision = claim(book, guests=4)
    assert decision.figures.amounts[0].payable == 1
    assert [line.worked.value for line in decision.figures.limits] == [40]
    assert [(each.number, each.label.en) for each in decision.readings] == [(0, "few")]
    assert [each.of for each in decision.cautions] == ["example/small"]
    assert [each.base for each in decision.replaced] == ["example/base"]
    decision = claim(book, guests=5)
    assert [(each.of, each.number) for each in decision.readings] == [("example/large", 3)]


def test_a_table_of_one_whole_column(tmp_path: Path) -> None:
    rules = (
        PAYS
        + """
acts:
  table: {columns: [rule, then.review], rows: [[one, own_section_head], [two, [office_head, finance_office]]]}
  when: {post: staff}
"""
    )
    assert [step.rule.by for step in claim(claims(tmp_path, rules)).steps] == [
        "own_section_head",
        "office_head",
        "finance_office",
    ]


# --- faults -----------------------------------------------------------------------------------------------------------


def row(text: str, columns: str = "[rule, when.kind, then.payable]", shared: str = "when: {post: staff}") -> str:
    return f"t:\n  table:\n    columns: {columns}\n    rows:\n      - {text}\n  {shared}\n"


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        (row("[a, meal]"), [("PE211", 5, 9)]),
        (row("[a, meal, 1, 2]"), [("PE211", 5, 9)]),
        (row("{rule: a}"), [("PE203", 5, 9)]),
        (row("[3, meal, 1]"), [("PE203", 5, 10)]),
        (row("[A_b, meal, 1]"), [("PE204", 5, 10)]),
        (row("[a, meat, 1]"), [("PE302", 5, 13)]),
        (row("[a, meal, amuont]"), [("PE301", 5, 19)]),
        (row("[a, meal, 1]", shared="when: {kind: trip}"), [("PE209", 6, 10)]),
        (row("[a, meal, 1]", shared="when: trip"), [("PE203", 6, 9)]),
        (row("[a, meal, 1]", shared="strenght: should"), [("PE201", 6, 3)]),
        (row("[a, meal, 1]", columns="[rule, when.kind, than.payable]"), [("PE211", 3, 32)]),
        (row("[a, meal, 1]", columns="[rule, when.kind, when]"), [("PE211", 3, 32)]),
        (row("[a, meal, 1]", columns="[rule, when.kind, then..payable]"), [("PE211", 3, 32)]),
        (row("[a, meal, 1]", columns="[rule, when.kind, when.kind]"), [("PE211", 3, 32)]),
        (row("[a, meal, 1]", columns="[rule, when.kind, 3]"), [("PE203", 3, 32)]),
        (row("[a, meal, 1]", columns="[when.line, when.kind, then.payable]"), [("PE202", 3, 14)]),
        (row("[a, meal, 1]", columns="rule"), [("PE203", 3, 14)]),
        ("t: {table: {columns: [rule, then.payable], rows: {a: 1}}}", [("PE203", 1, 50)]),
        ("t: {table: {columns: [rule, then.payable]}}", [("PE202", 1, 12)]),
        ("t: {table: {columns: [rule, then.payable], rows: [[a, 1]], total: {}}}", [("PE201", 1, 60)]),
        ("t: {table: [1]}", [("PE203", 1, 12)]),
        ("T_1: {table: {columns: [rule, then.payable], rows: [[a, 1]]}}", [("PE204", 1, 1)]),
    ],
)
def test_faults_stand_at_their_cell(tmp_path: Path, rules: str, found: list[tuple[str, int, int]]) -> None:
    assert places(tmp_path, rules) == found


def test_a_fault_of_the_shared_part_is_told_once(tmp_path: Path) -> None:
    rules = (
        "t:\n  table: {columns: [rule, when.kind], rows: [[a, meal], [b, trip], [c, other]]}\n"
        "  strenght: should\n  when: {post: stuff}\n  then: {payable: amuont}\n"
    )
    assert places(tmp_path, rules) == [("PE201", 3, 3), ("PE302", 4, 16), ("PE301", 5, 19)]


def test_a_row_is_no_second_rule_of_a_name(tmp_path: Path) -> None:
    rules = PAYS + "t: {table: {columns: [rule, then.payable], rows: [[a, amount], [a, amount], [pays, amount]]}}\n"
    assert places(tmp_path, rules) == [("PE501", 2, 65), ("PE501", 2, 78)]


@pytest.mark.parametrize(
    ("totals", "found"),
    [
        ("{then.payable: 6}", []),
        ("{then.payable: 6.0}", []),
        ("{then.payable: 6.01}", [("PE609", "6.01")]),
        ("{then.payble: 6}", [("PE211", "then.payble")]),
        ("{when.kind: 6}", [("PE203", "meal"), ("PE203", "trip")]),
        ("{then.payable: many}", [("PE203", "many")]),
    ],
)
def test_totals(tmp_path: Path, totals: str, found: list[tuple[str, str]]) -> None:
    columns = "[rule, when.kind, then.payable]"
    rules = f"t: {{table: {{columns: {columns}, rows: [[a, meal, 1.5], [b, trip, 4.5]], totals: {totals}}}}}"
    assert places(tmp_path, rules) == [(code, 1, rules.rindex(at) + 1) for code, at in found]


def test_a_total_that_is_wrong_is_a_finding_and_says_both_numbers(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, PAYS + TABLE.replace("160.5", "161"))
    assert (found.code, found.level) == ("PE609", "finding")
    assert found.message("en") == "in table prices, 'then.limit.at_most' adds up to 160.5, not 161"
    assert found.message("zh") == "表 prices 的“then.limit.at_most”合计 160.5,写的是 161"
    claims(tmp_path / "loads", PAYS + TABLE.replace("160.5", "161"))


def test_an_unknown_column_offers_the_nearest(tmp_path: Path) -> None:
    (found,) = faults(tmp_path, row("[a, meal, 1]", columns="[rule, when.kind, than.payable]"))
    assert found.near == "then"
    assert found.message("en") == "table t: 'than.payable' is no column"


def test_cases_tell_of_a_row_that_never_applied(tmp_path: Path) -> None:
    book = claims(tmp_path, PAYS + TABLE)
    (tmp_path / "example.cases.yaml").write_text(
        "instrument: example\nfacts: {kind: meal, post: staff, amount: 30, spent_on: 2025-03-03}\n"
        "cases: {a meal: {expect: {outcome: determined, payable: 30}}}\n",
        "utf-8",
    )
    report = run_cases(book, tmp_path)
    assert [each.words["rule"] for each in report.diagnostics if each.code == "PE804"] == [
        "example/trips",
        "example/rest",
    ]
