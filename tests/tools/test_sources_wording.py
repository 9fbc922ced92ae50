"""Numerals, units and boundary words of ``sources verify``: one figure of a text at a time."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from policy_engine.numerals import figure_meant, number_of
from policy_engine.tools.sources.boundaries import AGREES, BEFORE, BEHIND, OPPOSITE, said
from policy_engine.tools.sources.units import same_figure
from policy_engine.tools.sources.wording import figures_in, squeezed

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"), ("12", "12"), ("１２", "12"), ("1.5", "1.5"), ("１．５", "1.5"), ("10,000", "10000"),
        ("1.5万", "15000"), ("3千", "3000"), ("零", "0"), ("〇", "0"), ("一", "1"), ("两", "2"), ("十", "10"),
        ("十二", "12"), ("二十", "20"), ("二十五", "25"), ("一百", "100"), ("一百零五", "105"), ("一百一十", "110"),
        ("三百五", "350"), ("一千零一十", "1010"), ("一千五", "1500"), ("两万", "20000"), ("两万五", "25000"),
        ("两万零五百", "20500"), ("十五万", "150000"), ("一亿零三万", "100030000"), ("二〇一三", "2013"), ("半", "0.5"),
        ("两点五", "2.5"), ("零点二五", "0.25"), ("壹佰贰拾", "120"),
    ],
)  # fmt: skip
def test_a_numeral_is_read(text: str, number: str) -> None:
    assert number_of(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    ["", "万", "一般", "百", "十十", "二十零", "一百千", "点五", "两点", "两点十", "1.", "一万一百万", "零百", "12x"],
)
def test_what_is_no_numeral_is_none(text: str) -> None:
    assert number_of(text) is None


# By bound the texts that have it, each with the word that gives it.
BOUNDARIES = [
    (text, bound, word.strip("-"))
    for bound, rows in {
        "bare": """
            三天:- 三天内部:-
        """,
        "at_least": """
            三天以上:以上 三天及以上的:及以上 三天(含)以上:以上 三天以上(含三天):以上 三天起:起
            三天以后:以后 三天后:后 三天之后:之后 不少于三天:不少于 不得少于三天:不得少于
            不低于三天:不低于 至少三天:至少 至少要请三天:至少 最少三天:最少 满三天:满 达到三天:达到
            提前三天:提前
        """,
        "more_than": """
            三天以上(不含三天):以上(不含三天) 超过三天:超过 超过了三天:超过 多于三天:多于
            三天以外:以外
        """,
        "at_most": """
            三天以下:以下 三天及以下:及以下 三天以内:以内 三天之内:之内 三天内:内 以三天为限:为限
            三天封顶:封顶 不超过三天:不超过 不得超过三天:不得超过 未超过三天:未超过 不多于三天:不多于
            至多三天:至多 最多可休三天:最多 控制在三天:控制在 限三天:限
        """,
        "less_than": """
            三天以下(不含本数):以下(不含本数) 不满三天:不满 未满三天:未满 不足三天:不足
            少于三天:少于
        """,
        "about": """
            三天左右:左右 三天上下:上下 大约三天:大约 三多天:-
        """,
        "before": """
            三天前:前 三天之前:之前 三天以前:以前
        """,
    }.items()
    for text, word in (row.split(":") for row in rows.split())
]


@pytest.mark.parametrize(("text", "bound", "word"), BOUNDARIES, ids=[each[0] for each in BOUNDARIES])
def test_a_boundary_word_governs_its_figure(text: str, bound: str, word: str) -> None:
    (figure,) = figures_in(f"请假{text}的,由书记批准")
    assert (figure.value, figure.unit, figure.bound, figure.word) == (3, "天", bound, word)


def test_every_word_of_the_tables_is_tried() -> None:
    tried = {word.split("(")[0] for _, _, word in BOUNDARIES}
    assert set(BEHIND) - {"底前", "末前"} <= tried
    assert set(BEFORE) - {"约"} <= tried


def test_every_bound_and_operator_has_its_row() -> None:
    assert {bound for _, bound, _ in BOUNDARIES} | {"range_low", "range_high"} == set(AGREES)
    assert all(OPPOSITE[OPPOSITE[operator]] == operator for operator in OPPOSITE)


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("一次半小时以上", [("1", "次", "bare"), ("0.5", "小时", "at_least")]),
        ("两天半", [("2.5", "天", "bare")]),
        ("一个半小时", [("1.5", "小时", "bare")]),
        ("25-40元", [("25", "元", "range_low"), ("40", "元", "range_high")]),
        ("4月至10月", [("4", "月", "range_low"), ("10", "月", "range_high")]),
        ("一至两次", [("1", "次", "range_low"), ("2", "次", "range_high")]),
        ("两三次", [("2", "次", "range_low"), ("3", "次", "range_high")]),
        ("11月底前", [("11", "月", "before")]),
        ("每月5日前", [("5", "日", "before")]),
        ("9:00以前", [("9", "点", "before")]),
        ("8：30", [("8.5", "点", "bare")]),
        ("百分之八十以上", [("80", "%", "at_least")]),
        ("12.08‰以内", [("12.08", "‰", "at_most")]),
        ("不得超过三分之一", [("3", "", "at_most")]),
        ("二分之一以上", [("2", "", "at_least"), ("0.5", "", "at_least")]),
        ("60余万元", [("600000", "元", "about")]),
        ("20 次", [("20", "次", "bare")]),
        ("1、两次", [("2", "次", "bare")]),
        ("满15天,或满30天", [("15", "天", "at_least"), ("30", "天", "at_least")]),
        ("累计十次或五天以上", [("10", "次", "bare"), ("5", "天", "at_least")]),
        ("100%,97%以上", [("100", "%", "bare"), ("97", "%", "at_least")]),
        ("统一安排,一般不许,一律自理,第三条", []),
    ],
)
def test_figures_of_a_text(text: str, figures: list[tuple[str, str, str]]) -> None:
    found = [(each.value, each.unit, each.bound) for each in figures_in(text)]
    assert found == [(Decimal(value), unit, bound) for value, unit, bound in figures]


def test_white_space_of_any_kind_does_not_matter() -> None:
    assert figures_in("三\u3000天 以\n上") == figures_in("三天以上")
    assert squeezed(" 三\t天\r\n") == "三天"


@pytest.mark.parametrize(
    ("written", "unit", "value", "of", "same"),
    [
        ("0.5", "小时", "30", "minute", True),
        ("1", "小时", "1", "hour", True),
        ("2", "年", "24", "month", True),
        ("1", "周", "7", "day", True),
        ("3", "天", "3", "", True),
        ("3", "次", "3", "part", True),
        ("3", "小时", "3", "day", False),
        ("3", "天", "4", "day", False),
        ("85", "%", "85", "percent", True),
    ],
)
def test_units_are_taken_into_account(written: str, unit: str, value: str, of: str, same: bool) -> None:
    assert same_figure(Decimal(written), unit, Decimal(value), of) is same


def test_an_operator_is_said_in_both_languages() -> None:
    assert [said("at_least", "3", chinese) for chinese in (True, False)] == ["3 以上", "at least 3"]
    assert [said("more_than", "3", chinese) for chinese in (True, False)] == ["超过 3", "more than 3"]


ROWS = re.findall(r"^\| (.+) \| `(\w+)` \| (.+) \|$", (ROOT / "docs/sources.md").read_text("utf-8"), re.MULTILINE)


def test_the_table_of_the_documentation_has_every_bound_and_its_operators() -> None:
    assert {bound for _, bound, _ in ROWS} == set(AGREES)
    for _, bound, operators in ROWS:
        assert tuple(re.findall(r"`(\w+)`", operators.split("in a duty")[0])) == AGREES[bound]  # type: ignore[index]


@pytest.mark.parametrize(
    ("word", "bound"),
    [(word, bound) for words, bound, _ in ROWS[1:7] for word in words.split(", ")],
)
def test_every_word_of_that_table_governs_as_it_says(word: str, bound: str) -> None:
    plain = word.replace("…", "三天")
    texts = [f"{plain}三天", f"三天{plain}", f"三{plain}天"]
    found = {each.bound for text in texts for each in figures_in(text)}
    assert bound in found


@pytest.mark.parametrize("text", ["一般", "一把手", "半数", "supervising_leader", "第三条", "三天以上", "", "天"])
def test_other_texts_are_no_figures(text: str) -> None:
    assert figure_meant(text) == ""
