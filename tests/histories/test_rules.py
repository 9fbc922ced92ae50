"""History rules on a small rulebook: when they hold, windows that roll, set-off, what is chosen and when it begins."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest

from policy_engine.engine.book import Rulebook, load
from policy_engine.histories.answer import HistoryAnswer
from policy_engine.histories.graph import graph_of
from tests.corpus_reader import BASE, WITH

FILE = "town/town-year.yaml"


def book(tmp_path: Path, *edits: tuple[str, str]) -> Rulebook:
    folder = tmp_path / "rulebook"
    shutil.copytree(BASE, folder)
    shutil.copytree(WITH["histories"], folder, dirs_exist_ok=True)
    text = (folder / FILE).read_text("utf-8")
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / FILE).write_text(text, "utf-8")
    return load(folder)


def judged(rules: Rulebook, *events: dict[str, Any]) -> HistoryAnswer:
    period = {"from": "2024-01-01", "until": "2024-12-31"}
    return rules.history({"jurisdiction": "town", "period": period, "events": list(events)})


def late(day: str, minutes: int = 60, **more: Any) -> dict[str, Any]:
    return {"event": "late", "session": "work", "minutes": minutes, "date": day, **more}


HOUR = "each: {event: late, session: work, minutes: {at_least: 60}}"


def test_a_rule_on_events_holds_from_its_day_to_its_day(tmp_path: Path) -> None:
    rules = book(tmp_path, (HOUR, HOUR + "\n        in_force: {from: 2024-03-01, until: 2024-05-31}"))
    days = ("2024-02-29", "2024-03-01", "2024-05-31", "2024-06-03")
    found = judged(rules, *(late(day) for day in days))
    assert [each.date.isoformat() for each in found.labels if each.name == "awol"] == ["2024-03-01", "2024-05-31"]


def test_a_tally_holds_on_the_day_it_is_reached(tmp_path: Path) -> None:
    withhold = "then: {withhold: allowance}"
    rules = book(tmp_path, (withhold, withhold + "\n        in_force: {from: 2024-03-05}"))
    assert not any(each.withheld for each in judged(rules, late("2024-03-04")).due())
    assert any(each.withheld for each in judged(rules, late("2024-03-05")).due())


@pytest.mark.parametrize(
    ("days", "reached"),
    [
        (("2024-03-01", "2024-03-05", "2024-03-11", "2024-03-20", "2024-03-30"), True),
        (("2024-03-01", "2024-03-05", "2024-03-11", "2024-03-20", "2024-03-31"), False),
        (("2024-01-15", "2024-01-17", "2024-01-29", "2024-02-05", "2024-02-13"), True),
    ],
)
def test_rolling_days_of_thirty(tmp_path: Path, days: tuple[str, ...], reached: bool) -> None:
    found = judged(book(tmp_path), *(late(day) for day in days))
    rolling = [each for each in found.consequences if each.rule == "town-year/far-gone"]
    assert [each.state for each in rolling] == (["due"] if reached else [])
    if reached:
        (far,) = rolling
        assert far.date == dt.date.fromisoformat(days[-1])
        assert far.starts == dt.date(2024, far.date.month + 1, 1)
        assert (far.outcome.choose, far.outcome.findings) == (("criticism", "dismissal"), ("threshold",))


def test_what_is_set_off_counts_no_more(tmp_path: Path) -> None:
    set_off = (
        "      three-times:",
        "      set-off:\n        each: {event: late, approved: true}\n        counts_as: {label: set_off}\n"
        "        instead_of_event: true\n      three-times:",
    )
    rules = book(tmp_path, set_off)
    assert judged(rules, late("2024-03-04", approved=True)).label_sums() == {"set_off": 1}
    assert judged(rules, late("2024-03-04", approved=False)).label_sums() == {"awol": 1, "late_work": 1}
    unknown = judged(rules, late("2024-03-04"))
    assert unknown.label_sums() == {}
    assert unknown.needs == ("events.0.approved",)


def test_every_edge_of_the_graph_joins_nodes_and_has_a_clause(tmp_path: Path) -> None:
    rules = book(tmp_path)
    found = judged(rules, *(late(f"2024-03-{day:02}", 20) for day in (4, 5, 6)), late("2024-03-07"))
    graph = graph_of(found, rules.compiled.models.vocabulary)
    nodes = {node.id for node in graph.nodes}
    assert graph.edges
    assert all({edge.source, edge.target} <= nodes and edge.clause == "town-05" for edge in graph.edges)
    kinds = {node.id: node.kind for node in graph.nodes}
    steps = {(kinds[edge.source], kinds[edge.target]) for edge in graph.edges}
    assert steps == {("event", "label"), ("label", "tally"), ("tally", "label"), ("tally", "consequence")}


def test_the_digest_covers_history_rules(tmp_path: Path) -> None:
    one = book(tmp_path / "one")
    other = book(tmp_path / "other", ("for_every: 3", "for_every: 4"))
    assert one.digest != other.digest
