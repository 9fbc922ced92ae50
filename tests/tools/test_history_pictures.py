"""Histories as pictures: the derivation graph as SVG, the days as a calendar; what stands where and can be read."""

from __future__ import annotations

import datetime as dt
from functools import cache
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine.cells import cells_of, padded, wrapped
from policy_engine.engine.working_days import is_working_day
from policy_engine.histories.answer import HistoryAnswer
from policy_engine.histories.graph import Graph, GraphEdge, GraphNode, graph_of
from policy_engine.requests.attendance import EVENTS
from policy_engine.tools.histories import calendar_text, svg_of
from policy_engine.tools.histories.layered import place, ranks_of
from policy_engine.tools.histories.year import SIGNS
from tests.build import shipped
from tests.cli.conftest import EXAMPLES

SVG = "{http://www.w3.org/2000/svg}"
VOCABULARY = shipped().compiled.models.vocabulary


@cache
def answer() -> HistoryAnswer:
    return shipped().history(shipped().read_history_text((EXAMPLES / "history.yaml").read_bytes()))


def judged(*events: dict[str, Any], start: str = "2024-01-01", until: str = "2024-12-31") -> HistoryAnswer:
    period = {"from": dt.date.fromisoformat(start), "until": dt.date.fromisoformat(until)}
    return shipped().history({"jurisdiction": "town-c", "period": period, "events": list(events)})


def drawn(graph: Graph, lang: Any = "zh") -> ElementTree.Element:
    return ElementTree.fromstring(svg_of(graph, lang))


# --- the graph --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_node_is_a_box_with_its_line_and_every_edge_bears_its_clause(lang: Any) -> None:
    graph = graph_of(answer(), VOCABULARY)
    picture = drawn(graph, lang)
    boxes = {each.get("id"): each for each in picture.iter(f"{SVG}g")}
    assert set(boxes) == {node.id for node in graph.nodes}
    for node in graph.nodes:
        said = "".join(text.text or "" for text in boxes[node.id].iter(f"{SVG}text")).replace(" ", "")
        assert said == (node.say(lang) + ("?" if node.open else "")).replace(" ", "")
        assert boxes[node.id].get("class") == node.kind
    paths = list(picture.iter(f"{SVG}path"))
    assert [path.findtext(f"{SVG}title") for path in paths] == [f"{each.rule} [{each.clause}]" for each in graph.edges]
    assert [path.get("class") == "edge open" for path in paths] == [each.open for each in graph.edges]
    shown = [text.text for text in picture.iter(f"{SVG}text") if text.get("class") == "clause"]
    assert shown == [each.clause for each in graph.edges]
    assert any(each.open for each in graph.edges)


def test_no_two_boxes_and_texts_lie_on_each_other_and_lines_run_to_the_right() -> None:
    picture = drawn(graph_of(answer(), VOCABULARY), "en")
    areas = []
    for group in picture.iter(f"{SVG}g"):
        box = group.find(f"{SVG}rect")
        assert box is not None
        x, y, width, height = (float(box.get(name, "")) for name in ("x", "y", "width", "height"))
        areas.append((x, y, x + width, y + height))
        for text in group.iter(f"{SVG}text"):
            assert y < float(text.get("y", "")) < y + height
    for text in picture.iter(f"{SVG}text"):
        if text.get("class") == "clause":
            x, y = float(text.get("x", "")), float(text.get("y", ""))
            half = cells_of(text.text or "") * 3.2
            areas.append((x - half, y - 10, x + half, y + 3))
    for number, one in enumerate(areas):
        for other in areas[:number]:
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)
    width, height = float(picture.get("width", "")), float(picture.get("height", ""))
    assert all(left >= 0 and right <= width and top >= 0 and bottom <= height for left, top, right, bottom in areas)
    for path in picture.iter(f"{SVG}path"):
        points = [each.split() for each in path.get("d", "").replace("C", " C ").replace("M", "").split("C")]
        ends = [float(points[0][0]), *(float(each[-2]) for each in points[1:])]
        assert all(one <= other for one, other in pairwise(ends))


def test_what_means_something_in_xml_is_text() -> None:
    nodes = (GraphNode("o0", "event", "<迟> & “到”", '<late> & "so"'), GraphNode("c0", "consequence", "扣", "fine"))
    graph = Graph(nodes, (GraphEdge("o0", "c0", "rule<1>&", "条<一>&"),))
    picture = drawn(graph, "en")
    assert [text.text for text in picture.iter(f"{SVG}text")] == ["条<一>&", '<late> & "so"', "fine"]


def test_a_history_without_events_is_an_empty_picture() -> None:
    picture = drawn(graph_of(judged(), VOCABULARY))
    assert [each.tag for each in picture] == [f"{SVG}title", f"{SVG}desc", f"{SVG}style", f"{SVG}rect"]


def test_the_same_graph_is_the_same_text() -> None:
    graph = graph_of(answer(), VOCABULARY)
    assert svg_of(graph) == svg_of(graph) != svg_of(graph, "en")


GRAPHS = st.integers(1, 24).flatmap(
    lambda number: st.lists(
        st.tuples(st.integers(0, number - 1), st.integers(0, number - 1)).filter(lambda pair: pair[0] < pair[1]),
        unique=True,
        max_size=40,
    ).map(lambda pairs: (number, pairs))
)


@given(GRAPHS, st.data())
@settings(max_examples=200)
def test_in_any_graph_nothing_overlaps_and_every_edge_runs_through_each_column_once(
    graph: tuple[int, list[tuple[int, int]]], data: st.DataObject
) -> None:
    number, pairs = graph
    names = data.draw(st.permutations([f"n{each}" for each in range(number)]))
    heights = {name: data.draw(st.sampled_from([20.0, 28.0, 64.0])) for name in names}
    edges = [(f"n{one}", f"n{other}") for one, other in pairs]
    last = [name for name in names if not any(source == name for source, _ in edges)]
    places = place(heights, edges, 16.0, last)
    assert set(places.nodes) == set(names)
    columns: dict[int, list[tuple[float, float]]] = {}
    for name, slot in places.nodes.items():
        assert (slot.column % 2, slot.height) == (0, heights[name])
        columns.setdefault(slot.column, []).append((slot.middle, slot.height))
    for (source, target), route in zip(edges, places.routes, strict=True):
        between = range(places.nodes[source].column + 1, places.nodes[target].column)
        assert [slot.column for slot in route] == list(between)
        assert route[0].height == 16.0
        for slot in route:
            columns.setdefault(slot.column, []).append((slot.middle, slot.height))
    for things in columns.values():
        spans = sorted((middle - height / 2, middle + height / 2) for middle, height in things)
        assert spans[0][0] >= 0
        assert spans[-1][1] <= places.height
        assert all(one[1] < other[0] for one, other in pairwise(spans))
    ends = {places.nodes[name].column for name in last if any(target == name for _, target in edges)}
    assert len(ends) <= 1, "what comes last stands together"


def test_a_circle_is_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        ranks_of(["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "b")])


@settings(max_examples=500)
@given(st.text(st.sampled_from("ab ,迟到一"), max_size=80), st.integers(4, 30))
def test_wrapping_keeps_every_character_and_the_width(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cells_of(line) <= width for line in lines)


def test_words_are_kept_whole_where_they_fit() -> None:
    assert wrapped("late for work, left early", 12) == ["late for", "work, left", "early"]
    assert wrapped("一年旷满五天", 5) == ["一年", "旷满", "五天"]
    assert padded("迟到", 6) == "迟到  "
    assert padded("30", 6, right=True) == "    30"


# --- the calendar -----------------------------------------------------------------------------------------------------


def page(found: HistoryAnswer, lang: Any = "zh") -> list[str]:
    return calendar_text(found, VOCABULARY, is_working_day, lang).splitlines()


def days(lines: list[str], month: str) -> dict[int, str]:
    """The signs of a month by day; a full-width sign takes both cells of its day."""
    (line,) = (each for each in lines if each.startswith(f"{month}  "))
    found: dict[int, str] = {}
    cells, rest = 0, line[9:]
    while rest:
        size = 1 if cells_of(rest[0]) == 2 else 2
        found[cells // 2 + 1] = rest[:size].strip()
        cells, rest = cells + 2, rest[size:]
    return found


def test_a_year_of_one_person() -> None:
    lines = page(answer())
    assert lines[0] == "甲 2024-01-01 – 2024-12-31"
    assert lines[4] == "2024-03  . - - 迟. . . . - - 迟. . . . - - 早. . . . - - 迟. . . . - -"
    assert "  迟 迟到 4 次" in lines
    assert lines[-2:] == [
        "  2024-03-11 2024-03 扣发交通通讯补助 300 元  [000-5-att-10]",
        "  2024-06-10 从值班津贴扣 30 元  [000-5-duty-04]",
    ]
    english = page(answer(), "en")
    assert english[4] == "2024-03  . - - L . . . . - - L . . . . - - E . . . . - - L . . . . - -"
    assert "  L late: 4" in english
    assert english[-1] == "  2024-06-10: deduct 30 yuan from duty allowance  [000-5-duty-04]"
    assert max(cells_of(line) for line in (*lines[:14], *english[:14])) <= 80


def test_days_that_work_is_moved_to_and_leap_days() -> None:
    lines = page(judged())
    february = days(lines, "2024-02")
    assert (february[4], february[18], february[29], len(february)) == (".", ".", ".", 29), "two Sundays are worked"
    assert (february[10], february[12]) == ("-", "-"), "the spring festival"
    assert len(days(page(judged(start="2023-01-01", until="2023-12-31")), "2023-02")) == 28


def test_an_event_of_several_days_stands_on_each_and_two_events_are_a_number() -> None:
    lines = page(
        judged(
            {"event": "absent", "session": "work", "days": "2.5", "date": "2024-05-10"},
            {"event": "late", "session": "work", "date": "2024-05-13"},
            {"event": "late", "session": "work", "date": "2024-05-20"},
            {"event": "late", "session": "work", "date": "2024-05-20"},
        )
    )
    may = days(lines, "2024-05")
    assert [may[day] for day in range(10, 15)] == ["缺", "缺", "-", "2", "."], "a Saturday is worked, the Sunday is not"
    assert may[20] == "迟", "recorded twice, shown once"


def test_only_the_period_is_shown_and_unknown_holidays_are_said() -> None:
    lines = page(judged({"event": "late", "date": "2024-03-04"}, start="2024-03-10", until="2024-04-02"))
    assert [each[:7] for each in lines[2:4]] == ["2024-03", "2024-04"]
    assert days(lines, "2024-03")[4] == "", "before the period"
    assert len(days(lines, "2024-04")) == 2
    assert not any("迟到" in line for line in lines)
    far = page(judged(start="9999-11-30", until="9999-12-31"))
    assert far[2].startswith("9999-11") and far[3].startswith("9999-12")
    assert "  9999 年的节假日没有收录,只按星期标休息日" in far
    assert days(far, "9999-12")[25] == "-", "a Saturday"


def test_every_event_has_a_sign_of_its_own_and_of_its_width() -> None:
    assert set(SIGNS) == set(EVENTS)
    for lang, width in ((0, 2), (1, 1)):
        signs = [pair[lang] for pair in SIGNS.values()]
        assert len(set(signs)) == len(signs)
        assert {cells_of(sign) for sign in signs} == {width}
