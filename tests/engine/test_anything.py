"""Topics that ask what there is to say, whatever it is: ``must_answer=("anything",)``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, ClassVar

import pytest

from policy_engine.decisions.decision import Decision
from policy_engine.engine.book import Rulebook
from policy_engine.loading.folder import try_folder
from policy_engine.requests import STANDARD
from policy_engine.requests.layout import Topic
from policy_engine.tools.checks import check
from policy_engine.tools.explain import explain
from tests.build import FACTS, book, instrument, write
from tests.models import ClaimRequest

RULES = """
dear: {when: {kind: meal, amount: {more_than: 300}}, then: {set: {follows: criticism}}}
trip: {when: {kind: trip}, then: {prohibit: true}}
cap: {when: {guests: {at_least: 10}}, then: {limit: {of: amount, at_most: 500}}}
slip: {when: {meals: {at_least: 2}}, then: {file: office_head}}
fee: {when: {post: mayor}, then: {set: {levy: amount}}}
"""


class AskRequest(ClaimRequest):
    topic: ClassVar[Topic] = replace(ClaimRequest.topic, must_answer=("anything",))


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    return book(tmp_path_factory.mktemp("ask"), RULES, topic="claim", models=(*STANDARD, AskRequest))


def decide(found: Rulebook, **facts: Any) -> Decision:
    plain = {name: value for name, value in {**FACTS, **facts}.items() if value is not None}
    return found.decide_data({"topic": "claim", "jurisdiction": "town", "as_of": "2025-03-03", "facts": plain})


@pytest.mark.parametrize(
    ("facts", "outcome", "needs", "decided_by"),
    [
        ({}, "not_covered", (), False),  # 300 yuan, six guests, one meal: nothing is said
        ({"amount": "300.01"}, "determined", (), True),  # a consequence is an answer
        ({"kind": "trip"}, "prohibited", (), True),
        ({"guests": 10}, "determined", (), True),  # a limit
        ({"meals": 2}, "determined", (), True),  # a step, and it is only to be done afterwards
        ({"post": "mayor"}, "determined", (), True),  # a figure
        ({"amount": None}, "undetermined", ("amount",), False),  # whether a consequence follows is waited for
        ({"guests": None}, "undetermined", ("guests",), False),  # so is whether a limit binds
        ({"meals": None}, "undetermined", ("meals",), False),  # so is what is only to be done afterwards
        ({"amount": None, "kind": "other"}, "not_covered", (), False),
        ({"amount": None, "kind": "other", "post": "mayor"}, "undetermined", ("amount",), True),  # the figure itself
        ({"amount": None, "kind": "trip"}, "prohibited", (), True),
    ],
)
def test_what_is_said_is_the_answer(
    asked: Rulebook, facts: dict[str, Any], outcome: str, needs: tuple[str, ...], decided_by: bool
) -> None:
    decision = decide(asked, **facts)
    assert (decision.outcome, decision.needs, bool(decision.decided_by)) == (outcome, needs, decided_by)
    assert explain(asked, decision.request, "town").text("en")


def test_no_gaps_are_looked_for_but_a_declared_hole_is_held_open(tmp_path: Path) -> None:
    hole = "leaves_open:\n  - {when: {kind: other}, zh: 未写, owner: office_head}\n"
    text = instrument(RULES, topic="claim", more=hole)
    compiled, faults = try_folder(write(tmp_path, {"example": text}), (*STANDARD, AskRequest))
    assert compiled is not None and not [each for each in faults if each.level == "error"]
    assert not {each.code for each in check(compiled)} & {"PE601", "PE605"}
    filled = instrument(RULES + "rest: {then: {set: {notes: x}}}\n", topic="claim", more=hole)
    compiled, _ = try_folder(write(tmp_path / "filled", {"example": filled}), (*STANDARD, AskRequest))
    assert compiled is not None
    assert "PE605" in {each.code for each in check(compiled)}
