"""Clauses of each topic written as rules: the models hold every fact these clauses test, and outputs to answer with.

The rules and the requests stand in ``tests/data/topics.yaml``. They are sketches of real clauses, not the rulebook:
each shows that a clause of its kind can be said and decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine import load
from policy_engine.decisions.decision import Decision
from policy_engine.engine.book import Rulebook
from policy_engine.requests import STANDARD
from policy_engine.requests.fields import plain
from policy_engine.tools.explain import explain
from tests.build import instrument, write

DATA: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "data" / "topics.yaml").read_text("utf-8"))
ANCHORS = {model.topic.id: model.topic.anchor for model in STANDARD}
Books = dict[str, Rulebook]


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Books:
    root = tmp_path_factory.mktemp("topics")
    found: Books = {}
    for topic, data in DATA.items():
        rules = yaml.safe_dump(data["rules"], allow_unicode=True, sort_keys=False, width=10_000)
        more = yaml.safe_dump({"parameters": data["parameters"]}, allow_unicode=True) if "parameters" in data else ""
        found[topic] = load(write(root / topic, {"example": instrument(rules, topic=topic, more=more)}))
    return found


def cases() -> Iterator[Any]:
    for topic, data in DATA.items():
        for number, case in enumerate(data["cases"]):
            yield pytest.param(topic, case, id=f"{topic}-{number}")


def decide(books: Books, topic: str, facts: dict[str, Any]) -> Decision:
    facts = {ANCHORS[topic]: "2008-03-03", **facts}
    return books[topic].decide_data({"topic": topic, "jurisdiction": "town", "as_of": "2008-04-01", "facts": facts})


def set_to(decision: Decision) -> dict[str, set[Any]]:
    return {line.output: {plain(value) for value in line.values} for line in decision.figures.outputs}


def wanted(written: dict[str, list[Any]]) -> dict[str, set[Any]]:
    return {name: {str(one) if type(one) is int else one for one in values} for name, values in written.items()}


def steps_of(decision: Decision) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for step in decision.steps:
        names = set(step.rule.by.split(" / ")) if step.rule.by else {step.rule.to}
        found.setdefault(step.rule.act, set()).update(names)
    return found


@pytest.mark.parametrize(("topic", "case"), list(cases()))
def test_decided(books: Books, topic: str, case: dict[str, Any]) -> None:
    decision = decide(books, topic, case["ask"])
    assert decision.outcome == case["outcome"], (decision.needs, decision.next)
    assert set_to(decision) == wanted(case.get("set", {}))
    assert decision.needs == tuple(case.get("needs", ()))
    if "steps" in case:
        assert steps_of(decision).items() >= {act: set(names) for act, names in case["steps"].items()}.items()
    if "deadline" in case:
        assert [line.status for line in decision.figures.deadlines] == [case["deadline"]]
    for lang in ("zh", "en"):
        assert explain(books[topic], decision.request, "town").text(lang)


def test_every_sketch_is_decided_by_in_some_case(books: Books) -> None:
    for topic, data in DATA.items():
        used = {
            stated.rule.rsplit("/", 1)[1]
            for case in data["cases"]
            for answer in decide(books, topic, case["ask"]).slots
            for stated in answer.stated
        }
        used |= {
            each.rule.rsplit("/", 1)[1]
            for case in data["cases"]
            for each in decide(books, topic, case["ask"]).verdict.advice
        }
        assert set(data["rules"]) - used == set(), topic
