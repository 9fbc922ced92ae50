"""The figures of duties, posts and counts, as ``figures_of`` walks them key by key."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from policy_engine.nodes import read_bytes
from policy_engine.tools.sources.encoded import Encoded, figures_of
from policy_engine.tools.sources.lint import check_figures
from policy_engine.tools.sources.pages import Kind, Statement, pages_of
from tests.tools.sourced import clause, models, write

RULE = clause("mini-01", "only: {when: {leave: true}, then: {approve: mayor}}")
PARAMETER = "{often: {zh: 次数, en: how often, unit: part, values: [{from: unknown, value: 4, cite: mini-01}]}}"


def stated(root: Path, text: str, yaml: str, kind: Kind = "duty") -> list[Encoded]:
    """The figures of a duty or rule that stands under the clause ``mini-01`` with that text."""
    book, _ = write(root, {"mini-01": text}, RULE, parameters=PARAMETER)
    found = models(book)
    (page,) = pages_of(found, book)
    faults: list = []
    node = read_bytes(yaml.encode(), "duty.yaml", faults)
    assert node is not None, faults
    return list(figures_of(Statement("mini/duty", kind, "mini-01", node, node.place), page, found))


def verdicts(root: Path, text: str, yaml: str, kind: Kind = "duty") -> list[tuple[str, str, str]]:
    """Of each figure the value, the operator and how it stands to the text."""
    figures = check_figures(stated(root, text, yaml, kind), {"mini-01": text})
    return [(str(each.figure.value), each.figure.operator, each.status) for each in figures]


@pytest.mark.parametrize(
    ("text", "duty", "wanted"),
    [
        ("每月开会一次", "{every: month, at_least: 1}", [("1", "at_least", "agrees")]),
        ("每月开会", "{every: month, at_least: 1}", [("1", "at_least", "agrees")]),
        ("每月开会两次", "{every: month, at_least: 2}", [("2", "at_least", "agrees")]),
        ("每月开会两次", "{every: month, at_least: 3}", [("3", "at_least", "finding")]),
        ("每月开会至少两次", "{every: month, exactly: 2}", [("2", "is", "finding")]),
        ("每月开会两次", "{every: month, at_most: 2}", [("2", "at_most", "finding")]),
        ("每月开会1-2次", "{every: month, between: [1, 2]}", [("1", "at_least", "agrees"), ("2", "at_most", "agrees")]),
        ("每两年清点", "{every: {years: 2}}", [("2", "is", "agrees")]),
        ("每年四月、十月查", "{every: year, in_months: [4, 10]}", [("4", "is", "agrees"), ("10", "is", "agrees")]),
        ("每月5日前报", "{by: {day_of: month, of: period_end, number: 5}}", [("5", "at_most", "agrees")]),
        ("每月5日前报", "{by: {day_of: month, of: period_end, number: 4}}", [("4", "at_most", "finding")]),
        ("事后三个月内报", "{by: {months_after: event, number: 3}}", [("3", "at_most", "agrees")]),
        ("面积不低于300m2", "{measures: {a: {unit: square_metre, at_least: 300}}}", [("300", "at_least", "agrees")]),
        ("学习半小时以上", "{measures: {a: {unit: minute, at_least: 30}}}", [("30", "at_least", "agrees")]),
        ("设两个室", "{items: {room: {zh: 室, en: room, at_least: 2}}}", [("2", "at_least", "agrees")]),
        ("每年不少于四次", "{every: year, at_least: often}", [("4", "at_least", "agrees")]),
        (
            "每年四次",
            "{every: year, at_least: 4, unit: part, reading: {number: 3, zh: 三}}",
            [("4", "at_least", "agrees")],
        ),
    ],
)
def test_figures_of_a_duty(text: str, duty: str, wanted: list[tuple[str, str, str]], tmp_path: Path) -> None:
    assert verdicts(tmp_path, text, duty) == wanted


@pytest.mark.parametrize(
    ("text", "establish", "wanted"),
    [
        ("主任1名", "{posts: {head: 1}}", ["agrees"]),
        ("主任至少1名", "{posts: {head: 1}}", ["finding"]),
        ("副主任不超过2名", "{posts: {deputy: {at_most: 2}}}", ["agrees"]),
        ("编制59名,行政31名", "{counts: {staff: {total: 59, parts: {a: 31, b: 28}}}}", ["agrees", "agrees", "finding"]),
    ],
)
def test_figures_of_a_body(text: str, establish: str, wanted: list[str], tmp_path: Path) -> None:
    rule = f"{{then: {{establish: {establish}}}}}"
    assert [status for _, _, status in verdicts(tmp_path, text, rule, "rule")] == wanted


def test_every_figure_knows_its_place_and_path(tmp_path: Path) -> None:
    one, other = stated(tmp_path, "两次", "every: {months: 3}\nitems:\n  room: {at_least: 2}\n")
    assert (one.path, one.value, one.unit, str(one.place)) == ("every.months", 3, "month", "duty.yaml:1:17")
    assert (other.path, other.value, str(other.place)) == ("items.room.at_least", Decimal(2), "duty.yaml:3:20")
    assert one.clauses == ("mini-01",)
