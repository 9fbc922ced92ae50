"""A decision as JSON is the decision: it comes back equal, and its canonical form is one byte string."""

from __future__ import annotations

import json

from hypothesis import given, settings

from policy_engine import DecisionModel

from .rulebooks import Asked, World, requests, worlds
from .test_oracle import possible


@given(worlds(), requests(hide=4))
@settings(max_examples=120)
def test_decisions_survive_the_journey_through_json(world: World, asked: Asked) -> None:
    if not possible(world, asked):
        return
    decision = world.decide(asked.told(), asked)
    back = DecisionModel.model_validate_json(decision.json())
    assert back == decision.model()
    assert back.meaning() == decision.model().meaning()
    assert back.canonical() == decision.json()
    plain = json.loads(decision.json())
    assert json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == decision.json()
    assert not any(isinstance(value, float) for value in plain["facts"].values())


@given(worlds(), requests(hide=4))
@settings(max_examples=60)
def test_the_request_inside_a_decision_decides_the_same(world: World, asked: Asked) -> None:
    """The facts as published, put in again, give an equal decision."""
    if not possible(world, asked):
        return
    decision = world.decide(asked.told(), asked)
    published = decision.model()
    judged = {each.field: {"value": each.value, "by": each.by} for each in published.judgements if each.by}
    again = world.book.decide_data(
        {
            "topic": "trial",
            "jurisdiction": published.jurisdiction,
            "facts": {key: value for key, value in published.facts.items() if value is not None},
            "given": {
                **asked.given,
                "acts": [{**act, "date": act["date"].isoformat()} for act in asked.given["acts"]],
                "judgements": judged,
            },
            "as_of": published.as_of.isoformat(),
        }
    )
    assert again == decision
