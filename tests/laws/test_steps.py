"""What has been done is held against what is required as the naive scan does: order, turns, days, recusal, groups."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from . import shown
from .questions import FREE
from .rulebooks import ACTS, FIRST, LOW, PAPERS, PEOPLE_REFS, SINGLE, Asked, Pick, World, by_hand, effect, whose, world
from .test_oracle import ask

VERBS = ("apply", "review", "approve", "sign", "accept", "report")


@st.composite
def errands(draw: st.DrawFn) -> tuple[World, Asked]:
    """One or two rules that always apply and require acts, and a request in which many acts were done."""
    pick = Pick(draw)
    rules: dict[str, Any] = {}
    verbs = pick.some(VERBS, 1, 4)
    for number in range(pick.number(1, 2)):
        then = {}
        for verb in pick.some(verbs, 1, 3):
            then[verb] = whose(pick) if not ACTS[verb].get("receiver") and pick.chance(2) else effect(pick, verb)
        if pick.chance(3):
            then["require"] = effect(pick, "require")
        rules[f"r-{number}"] = {"then": {"permit": True, **then} if pick.chance(2) else then}
        if pick.chance(4):
            rules[f"r-{number}"]["for"] = "side"
    full = {
        "kind": pick.of(["alpha", "beta", "gamma"]),
        "asked": FIRST,
        "start": FIRST + dt.timedelta(days=pick.number(0, 4)),
    }
    full["end"] = FIRST + dt.timedelta(days=pick.number(0, 4))
    hidden = pick.some(["start", "end"], 0, 2) if pick.chance(3) else []
    acts = []
    for _ in range(pick.number(0, 9)):
        verb = pick.of(verbs)
        act = {
            "act": verb,
            "by": pick.of(SINGLE),
            "person": pick.of(PEOPLE_REFS),
            "date": FIRST + dt.timedelta(days=pick.number(0, 4)),
        }
        if ACTS[verb].get("receiver"):
            act["to"] = pick.of(["office", "boss", "leader", "chief"])
        if pick.chance(5):
            act["matter"] = "side"
        acts.append(act)
    done = {"applicant_person": pick.of([None, "p-1", "p-9"]), "acts": acts, "papers": pick.some(PAPERS, 0, 3)}
    return world(FREE, by_hand(rules)), Asked(full, hidden, done, LOW, None)


@given(errands())
@settings(max_examples=400)
def test_steps_stand_as_the_naive_scan_says(errand: tuple[World, Asked]) -> None:
    decision, answer = ask(*errand)
    assert shown.steps(decision) == sorted(answer.steps, key=str)
    assert shown.papers(decision) == sorted(answer.papers)
    assert decision.outcome == answer.outcome
    for step in decision.steps:
        event(step.status)


@given(errands())
@settings(max_examples=100)
def test_the_order_in_which_acts_are_told_does_not_matter(errand: tuple[World, Asked]) -> None:
    case, asked = errand
    one = case.decide(asked.told(), asked)
    asked.given["acts"] = sorted(asked.given["acts"], key=lambda act: (str(act), act["person"]))
    two = case.decide(asked.told(), asked)
    assert one.outcome == two.outcome
    assert [step.status for step in one.steps] == [step.status for step in two.steps]
