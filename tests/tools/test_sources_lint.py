"""The wording lint: every operator against every boundary word, what a reading explains, and where figures stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_engine.tools.sources.report import Report
from tests.tools.sourced import clause, one, verified

OPERATORS = ("is", "at_least", "at_most", "more_than", "less_than")
AGREE = {
    text: operator
    for operator, texts in {
        "is": "三天",
        "at_least": "三天以上 三天及以上 满三天 至少三天 不得少于三天",
        "at_most": "三天以下 三天以内 三天内 不超过三天 至多三天 三天前",
        "more_than": "超过三天 三天以上(不含三天)",
        "less_than": "不满三天 未满三天",
        "": "三天左右",
    }.items()
    for text in texts.split()
}
"""Texts and the one operator that agrees with each."""


def codes(report: Report) -> list[str]:
    return [each.code for each in report.diagnostics]


@pytest.mark.parametrize("text", AGREE)
@pytest.mark.parametrize("operator", OPERATORS)
def test_an_operator_agrees_with_its_words_only(text: str, operator: str, tmp_path: Path) -> None:
    days = "3" if operator == "is" else f"{{{operator}: 3}}"
    report = one(tmp_path, f"请假{text}的由镇长批准", f"{{leave: true, days: {days}}}")
    wanted = [] if AGREE[text] == operator else ["PE851" if text == "三天左右" else "PE850"]
    assert codes(report) == wanted
    assert report.counts["finding"] == len(wanted)


def test_the_finding_stands_at_the_number_and_says_what_was_expected(tmp_path: Path) -> None:
    (found,) = one(tmp_path, "请假3天以上的由镇长批准", "{leave: true, days: {more_than: 3}}").diagnostics
    line = (tmp_path / "rulebook/mini/mini.yaml").read_text("utf-8").splitlines()[found.place.line - 1]
    assert line[found.place.column - 1 :].startswith("3}}")
    assert found.expected == "at_least (以上)"
    assert found.message() == "mini/only: when.days.more_than is 'more than 3', but clause mini-01 says '3天以上'"
    assert found.message("zh") == "mini/only 的 when.days.more_than 是“超过 3”,条款 mini-01 写的是“3天以上”"


@pytest.mark.parametrize(
    ("text", "when", "found"),
    [
        ("请假两天半以上", "{days: {at_least: 2.5}}", []),
        ("请假半天", "{days: 0.5}", []),
        ("请假三天至五天", "{days: {between: [3, 5]}}", []),
        ("请假三天至五天", "{days: {between: [3, 6]}}", ["PE852"]),
        ("四月至十月", "{first_month: {not: {between: [4, 10]}}}", []),
        ("请假四天以上", "{days: {at_least: 3}}", ["PE852"]),
        ("请假三小时以上", "{days: {at_least: 3}}", ["PE852"]),
        ("提前三天请假", "{days: {at_least: 3}}", []),
        ("两人以上同时请假", "{colleagues_off: {at_least: 2}}", []),
        ("请假三天以上", "{not: {days: {less_than: 3}}}", []),
        ("请假三天以上", "{not: {days: {at_most: 3}}}", ["PE850"]),
        ("请假三天以上", "{any: [{days: {at_least: 3}}, {all: [{days: {less_than: 3}}]}]}", ["PE850"]),
        ("三天或者五天", "{days: {in: [3, 5]}}", []),
        ("三天或者五天", "{days: [3, 4]}", ["PE852"]),
    ],
)
def test_figures_of_conditions(text: str, when: str, found: list[str], tmp_path: Path) -> None:
    assert codes(one(tmp_path, text, when)) == found


@pytest.mark.parametrize(
    ("text", "when", "reading", "found"),
    [
        ("三天以内", "{days: {less_than: 3}}", "恰好三天归下一句", []),
        ("三天以内", "{days: {less_than: 3}}", "恰好3天归下一句", []),
        ("三天以内", "{days: {less_than: 3}}", "这里的以内不含本数", ["PE850"]),
        ("三天以内", "{days: {less_than: 3}}", "这里的以内不含三天", []),
        ("三天以内", "{days: {less_than: 3}}", "三天以内不含本数", []),
        ("三天以内", "{days: {less_than: 3}}", "三天的假由镇长批", ["PE850"]),
        ("三天以内", "{days: {less_than: 3}}", "恰好四天归下一句", ["PE850"]),
        ("三天左右", "{days: {at_least: 3}}", "左右按满三天算", []),
        ("三天以上", "{days: {less_than: 2}}", "两天是邻档的反面", []),
        ("三天以上", "{days: {less_than: 2}}", "镇长以分工为准", ["PE852"]),
        ("一天以内", "{days: {less_than: 1}}", "恰好一天归下一句", []),
        ("一天以内", "{days: {less_than: 1}}", "由条线的一位批，统一办理", ["PE850"]),
        ("请假的", "{colleagues_off: {at_least: 1}}", "同办公室至少另有一人", []),
        ("请假的", "{colleagues_off: {at_least: 1}}", "由条线的一位批", ["PE852"]),
        ("请假的", "{colleagues_off: 0}", "同办公室没有别人", []),
        ("请假的", "{colleagues_off: 0}", "看同办公室", ["PE852"]),
        ("同办公室无人请假的", "{colleagues_off: 0}", "", []),
    ],
)
def test_a_reading_explains_what_it_names(text: str, when: str, reading: str, found: list[str], tmp_path: Path) -> None:
    report = one(tmp_path, text, when, reading=reading)
    assert codes(report) == found
    assert report.counts["explained"] == (0 if found or not reading else 1)


TWO = """\
  mini-01:
    at: 一
    zh: 一
    en: one
    rules:
      short:
        when: {leave: true, SHORT}
        then: {approve: mayor}
        READING
      other:
        when: {kind: annual}
        then: {approve: mayor}
        reading: {number: own, zh: 恰好三天归前一句}
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [("三天以内", ["PE850"]), ("不满四天", []), ("三天", []), ("请假", [])],
)
def test_a_reading_of_another_rule_explains_what_the_text_lacks_only(
    text: str, found: list[str], tmp_path: Path
) -> None:
    body = TWO.replace("SHORT", "days: {less_than: 3}").replace("        READING\n", "")
    assert codes(verified(tmp_path, {"mini-01": text}, body)) == found


ROUNDED = """\
leave: {name_zh: 请假, zh: 请假, en: leave, when: {kind: [personal, sick]}}
whole_days:
  name_zh: 整天数
  zh: 整天数
  en: whole days
  round_up: days_in_row
  to: 1
  reading: {number: 1, zh: 不满三天进为三天，两天与三天之间没有写}
"""


@pytest.mark.parametrize(("text", "found"), [("三天以内", ["PE850"]), ("四天以内", ["PE852"])])
def test_a_reading_of_a_term_explains_nothing_in_a_rule_that_uses_it(
    text: str, found: list[str], tmp_path: Path
) -> None:
    assert codes(one(tmp_path, text, "{leave: true, whole_days: {less_than: 3}}", terms=ROUNDED)) == found


OTHER = {"at_least": "more_than", "more_than": "at_least", "at_most": "less_than", "less_than": "at_most"}
FLIPPED = [
    ("三天以上(含三天)", "at_least", ""),
    ("三天以上(含三天)", "at_least", "以上含三天"),
    ("三天以上", "at_least", "三天以上含本数；一天与两天之间没有写"),
    ("三天以上", "at_least", "恰好三天走这条较长的路"),
    ("三天以内", "at_most", "三天是自然日，请示当天不算"),
    ("不超过三天", "at_most", "不超过含本数；三天从次日起算"),
    ("超过三天", "more_than", "天数沿用上一句的三天"),
    ("超过三天", "more_than", "超过三天的不含三天"),
    ("不满三天", "less_than", "不满三天的没有写，由批的人把握"),
    ("三天以上", "less_than", "三天以上含三天；不足三天的由谁破例没有写"),
    ("三天", "at_least", "三天就是满三天"),
    ("三天", "at_most", "三天是上限，含本数"),
    ("请假", "at_least", "三天就是满三天"),
]
"""Texts, the operator that is right for each, and a reading: what the rule as encoded might have."""


@pytest.mark.parametrize(("text", "operator", "reading"), FLIPPED)
def test_no_reading_hides_the_operator_that_differs_in_the_number_itself(
    text: str, operator: str, reading: str, tmp_path: Path
) -> None:
    for name, used, found in (("right", operator, False), ("flipped", OTHER[operator], True)):
        (tmp_path / name).mkdir()
        when = f"{{leave: true, whole_days: {{{used}: 3}}}}"
        assert bool(codes(one(tmp_path / name, text, when, reading=reading, terms=ROUNDED))) is found, name


@pytest.mark.parametrize(("operator", "found"), [("at_most", []), ("more_than", []), ("less_than", ["PE852"])])
def test_nought_in_words_agrees_where_the_operator_says_something(
    operator: str, found: list[str], tmp_path: Path
) -> None:
    assert codes(one(tmp_path, "无人请假", f"{{colleagues_off: {{{operator}: 0}}}}", reading="没有人，0人")) == found


def test_a_term_is_held_against_the_clauses_that_use_it_or_define_it(tmp_path: Path) -> None:
    terms = "long: {name_zh: 长假, zh: 长假, en: long leave, when: {days: {at_least: 3}}CITE}"
    body = "".join(
        clause(f"mini-0{number}", f"r{number}: {{when: {when}, then: {{approve: mayor}}}}")
        for number, when in ((1, "{long: true}"), (2, "{kind: annual}"))
    )
    texts = {"mini-01": "长假由镇长批准", "mini-02": "长假是三天以上的假"}
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    report = verified(tmp_path / "a", texts, body, terms=terms.replace("CITE", ""))
    assert [(each.code, each.words["clause"]) for each in report.diagnostics] == [("PE852", "mini-01")]
    assert codes(verified(tmp_path / "b", texts, body, terms=terms.replace("CITE", ", cite: [mini-02]"))) == []


PARAMETER = "{long: {zh: 长假, en: long leave, unit: day, values: [{from: unknown, value: 3, cite: mini-01}]}}"


@pytest.mark.parametrize(("text", "found"), [("三天以上", []), ("三天以下", ["PE850"]), ("四天以上", ["PE852"])])
def test_a_parameter_is_followed_to_its_values(text: str, found: list[str], tmp_path: Path) -> None:
    report = one(tmp_path, text, "{leave: true, days: {at_least: long}}", parameters=PARAMETER)
    assert codes(report) == found
    assert [each.figure.path for each in report.figures] == ["when.days.at_least.long"]


def test_a_value_that_another_document_brought_is_not_the_text(tmp_path: Path) -> None:
    values = "[{from: unknown, value: 3}, {from: 2026-01-01, value: 4, amended_by: {document: mini.txt, zh: 修订}}]"
    parameters = f"{{long: {{zh: 长假, en: long leave, unit: day, values: {values}}}}}"
    report = one(tmp_path, "三天以上", "{leave: true, days: {at_least: long}}", parameters=parameters)
    assert [each.figure.value for each in report.figures] == [3]
    assert codes(report) == []


def test_an_unset_parameter_has_no_figure(tmp_path: Path) -> None:
    unset = "{long: {zh: 长假, en: long leave, unit: day, value: unset, owner: party_government_office}}"
    report = one(tmp_path, "长假", "{leave: true, days: {at_least: long}}", parameters=unset)
    assert report.figures == ()


EXPENSE = [
    ("每人每餐控制在40元", "{limit: {of: amount, at_most: 40, per: [guests]}}", []),
    ("超过2000元的须经书记同意", "{limit: {of: amount, at_most: 2000, excess: {needs: {agree: mayor}}}}", []),
    ("标准为每人40元", "{limit: {of: amount, at_most: 40, per: [guests]}}", ["PE850"]),
    ("最高报销0.2万元", "{payable: {min: [amount, 2000]}}", []),
    ("补助80元", "{payable: {times: [80, guests]}}", []),
    ("补助至少80元", "{payable: {times: [80, guests]}}", ["PE850"]),
    ("15天以内审批", "{deadline: {of: approve, at: {days_after: expense_date, number: 15}}}", []),
    ("满15天以后审批", "{deadline: {of: approve, not_before: {days_after: expense_date, number: 15}}}", []),
    ("每月20日前审批", "{deadline: {of: approve, at: {day_of: month, of: expense_date, number: 20}}}", []),
    ("20个工作日以内审批", "{deadline: {of: approve, at: {working_days_after: expense_date, number: 15}}}", ["PE852"]),
    ("次年3月底前审批", '{deadline: {of: approve, at: {next_year: "03-31", of: expense_date}}}', []),
    ("次年3月31日前审批", '{deadline: {of: approve, at: {next_year: "03-31", of: expense_date}}}', []),
    ("次年4月底前审批", '{deadline: {of: approve, at: {next_year: "03-31", of: expense_date}}}', ["PE852"]),
    ("次年3月20日前审批", '{deadline: {of: approve, at: {next_year: "03-31", of: expense_date}}}', ["PE852"]),
    ("费用一律自理", "{payable: 0}", []),
    ("费用由镇里出", "{payable: 0}", ["PE852"]),
]


@pytest.mark.parametrize(("text", "then", "found"), EXPENSE, ids=[f"{row[0]} {row[2]}" for row in EXPENSE])
def test_figures_of_effects(text: str, then: str, found: list[str], tmp_path: Path) -> None:
    assert codes(one(tmp_path, text, "{kind: other}", then, terms="", topic="expense")) == found


def test_a_wording_that_another_document_brought_is_not_the_text(tmp_path: Path) -> None:
    body = """\
  mini-01:
    at: 一
    zh: 一
    en: one
    rules:
      only:
        wordings:
          - in_force: {until: 2025-12-31}
            when: {days: {at_least: 3}}
            then: {approve: mayor}
          - in_force: {from: 2026-01-01}
            amended_by: {document: mini.txt, zh: 修订}
            when: {days: {at_least: 4}}
            then: {approve: mayor}
"""
    report = verified(tmp_path, {"mini-01": "三天以上"}, body)
    assert [each.figure.value for each in report.figures] == [3]
    assert report.diagnostics == ()


def test_rows_of_a_table_are_told_at_their_cells(tmp_path: Path) -> None:
    body = """\
  mini-01:
    at: 一
    zh: 一
    en: one
    rules:
      tiers:
        table:
          columns: [rule, when.days.at_least]
          rows: [[three, 3], [four, 4]]
        when: {leave: true, post: staff}
        then: {file: mayor}
"""
    (found,) = verified(tmp_path, {"mini-01": "三天以上、五天以上"}, body).diagnostics
    assert (found.code, found.words["owner"]) == ("PE852", "mini/four")
    line = (tmp_path / "rulebook/mini/mini.yaml").read_text("utf-8").splitlines()[found.place.line - 1]
    assert line[found.place.column - 1 :].startswith("4]]")
