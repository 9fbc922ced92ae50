"""Limits, amounts, deadlines, outputs, choices and ``otherwise`` are as an arithmetic and a scan of their own say."""

from __future__ import annotations

import copy
import datetime as dt
import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from policy_engine import DecisionModel
from policy_engine.engine.book import Rulebook
from policy_engine.errors import RulebookError

from . import shown
from .oracle import Today, effects, listed, required
from .questions import DOMAINS, FIGURED
from .rulebooks import (
    ACTS,
    FIRST,
    HIGH,
    JUDGED,
    LOW,
    ON_DAYS,
    PAPERS,
    PEOPLE_REFS,
    RECEIVERS,
    Asked,
    Pick,
    World,
    compiled,
    requests,
    worlds,
)
from .test_more_facts import told_in_every_way
from .test_oracle import agree, ask
from .test_same_meaning import moved, retold, rewritten
from .test_witnesses import conflicting, every_request, facts_in, faults_of

MOST = 300


@given(worlds(*FIGURED, most=6), st.tuples(requests(hide=0), requests(hide=0), requests(hide=0)))
@settings(max_examples=120)
def test_figures_of_known_facts_are_those_of_the_naive_arithmetic(world: World, every: tuple[Asked, ...]) -> None:
    for asked in every:
        decision, answer = ask(world, asked)
        agree(decision, answer)
        tell(decision)


def tell(decision: Any) -> None:
    """Counts what a run of the tests has met."""
    model = decision.model()
    for kind in ("limits", "amounts", "deadlines", "outputs"):
        for each in getattr(model, kind):
            event(f"{kind} {each.status}")
    if any(each.cut_by for each in model.amounts):
        event("cut")
    for answer in model.slots:
        event(f"slot {answer.status}")
        if any(each.fallback for each in answer.stated):
            event("follows from what was not fulfilled or exceeded")


@given(worlds(*FIGURED, works=False), st.tuples(requests(hide=5), requests(hide=4)))
@settings(max_examples=120)
def test_figures_of_unknown_facts_are_open_where_a_fact_is_missing(world: World, every: tuple[Asked, ...]) -> None:
    for asked in every:
        decision, answer = ask(world, world.trim(asked, MOST))
        agree(decision, answer)
        tell(decision)


# --- facts that are unknown, and what depends on what has been done -------------------------------------------


@st.composite
def asked(draw: st.DrawFn, hide: int) -> Asked:
    """A request in which much that rules require has been done, by the right people and others."""
    pick = Pick(draw)
    found: Asked = draw(requests(hide=hide, given=False))
    acts = [
        {
            "act": verb,
            "by": pick.of(["head", "chief", "boss", "office", "applicant"]),
            "person": pick.of(PEOPLE_REFS),
            "date": FIRST + dt.timedelta(days=pick.number(0, 4)),
            **({"to": pick.of(["office", "boss"])} if ACTS[verb].get("receiver") else {}),
        }
        for verb in pick.some([*ACTS, "approve", "approve", "review", "review", "sign"], 0, 9)
    ]
    found.given = {"applicant_person": pick.of([None, "p-1", "p-9"]), "acts": acts, "papers": pick.some(PAPERS, 0, 3)}
    return found


@given(worlds(*FIGURED, most=4), st.tuples(asked(0), asked(0), asked(0)))
@settings(max_examples=120)
def test_otherwise_applies_where_the_naive_scan_says(world: World, every: tuple[Asked, ...]) -> None:
    for each in every:
        decision, answer = ask(world, each)
        agree(decision, answer)
        tell(decision)


def settled_figures(decision: Any) -> dict[str, set[Any]]:
    """The figures that are settled, by kind; a bound that the text leaves open is not, whatever is claimed."""
    model = decision.model()
    return {
        "limits": {
            (e.of, e.bound, None if e.status == "not_set" else e.claimed, e.over, e.status)
            for e in model.limits
            if e.status != "open"
        },
        "amounts": {(e.payable, e.before_limits, e.status) for e in model.amounts if e.status != "open"},
        "days": {(e.of, e.not_before, e.date) for e in model.deadlines if e.status != "open"},
    }


@given(worlds(*FIGURED), asked(7), st.data())
@settings(max_examples=120)
def test_adding_a_fact_never_changes_a_settled_figure_or_slot(world: World, case: Asked, data: st.DataObject) -> None:
    before = world.decide(case.told(), case)
    for fact in data.draw(st.permutations(case.hidden)):
        case.hidden.remove(fact)
        after = world.decide(case.told(), case)
        earlier, later = shown.slots(before), shown.slots(after)
        for key, (status, held) in earlier.items():
            if status != "open":
                assert later[key][0] == status, key
                assert {effect for effect, _ in later[key][1]} == {effect for effect, _ in held}
        now = settled_figures(after)
        for kind, lines in settled_figures(before).items():
            assert lines <= now[kind], kind
        outputs = {each.output: each for each in after.model().outputs}
        for each in before.model().outputs:
            if all(earlier.get((each.output, matter), ("silent",))[0] != "open" for matter in ("", "side")):
                assert set(outputs[each.output].values) >= set(each.values)
        if before.outcome != "undetermined":
            assert after.outcome in (before.outcome, "conflict")
        before = after


@given(worlds(*FIGURED), asked(5))
@settings(max_examples=120)
def test_what_is_settled_is_so_in_every_completion(world: World, case: Asked) -> None:
    """Where worked-out axes are open the engine may ask for more than needed, but settles nothing wrongly."""
    decision, answer = ask(world, world.trim(case, MOST))
    found, wanted = shown.slots(decision), shown.expected(answer)
    for key, (status, stated) in found.items():
        if status != "open":
            assert (status, {effect for effect, _ in stated}) == (wanted[key][0], {each for each, _ in wanted[key][1]})
    assert not set(wanted) - set(found)
    assert decision.outcome in ("undetermined", answer.outcome)


@given(worlds(*FIGURED), asked(9))
@settings(max_examples=120)
def test_the_needed_facts_settle_slots_and_figures(world: World, case: Asked) -> None:
    decision = world.decide(case.told(), case)
    for answer in decision.slots:
        if answer.status == "open":
            assert answer.needs
            assert answer.next in answer.needs
            for told, given in told_with_person(world, case, answer.needs):
                after = world.decide(told, given)
                assert shown.slots(after).get((answer.slot, answer.matter), ("silent",))[0] != "open"
    if decision.outcome == "undetermined":
        assert decision.next in decision.needs
        for told, given in told_with_person(world, case, decision.needs):
            after = world.decide(told, given)
            # whether an act counts that is only then seen to be required is told by its own step
            assert after.outcome != "undetermined" or any(step.status == "unclear" for step in after.steps)


def told_with_person(world: World, case: Asked, needs: tuple[str, ...]) -> Iterator[tuple[dict[str, Any], Asked]]:
    """What is told with the needs filled in, the person of the applicant (if needed) too."""
    facts = tuple(fact for fact in needs if fact != "applicant_person")
    people = ("p-1", "p-9") if "applicant_person" in needs else (case.given["applicant_person"],)
    for person in people:
        given = replace(case, given={**case.given, "applicant_person": person})
        for told in told_in_every_way(world, case, facts)[::4]:
            yield told, given


@given(worlds(*FIGURED), asked(4), st.integers(0, 10**6))
@settings(max_examples=60)
def test_order_and_json_do_not_matter_to_figures(world: World, case: Asked, seed: int) -> None:
    change = random.Random(seed)
    files = retold(moved(rewritten(world.files, change), change), change)
    other = Rulebook(compiled(files, world.description, comment="# 另一句注\n"))
    assert other.digest == world.book.digest
    twin = World(world.description, files, other, world.oracle)
    one, two = world.decide(case.told(), case), twin.decide(case.told(), case)
    assert one == two
    assert one.model().meaning() == two.model().meaning()
    assert one.next == two.next
    back = DecisionModel.model_validate_json(one.json())
    assert back == one.model()
    assert back.canonical() == one.json()


# --- digests --------------------------------------------------------------------------------------------------


def changes(files: dict[str, Any]) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Changes of what is worked out, each with what it is."""
    for data in (data for name, data in files.items() if "/" in name):
        for rule in (rule for clause in data["clauses"].values() for rule in clause.get("rules", {}).values()):
            for wording in rule.get("wordings", [rule]):
                then = wording["then"]
                if "payable" in then:
                    yield "an amount", lambda t=then: t.update(payable={"add": [t["payable"], 1]})
                for limit in listed(then.get("limit", [])):
                    yield "a bound", lambda e=limit: e.update(at_most={"max": [e["at_most"], 7]})
                    yield "an excess", lambda e=limit: e.update(excess=OTHER_EXCESS[e.get("excess") == "prohibited"])
                    yield "per", lambda e=limit: e.update(per=[*e.get("per", []), "extra"])
                for due in listed(then.get("deadline", [])):
                    key = "at" if "at" in due else "not_before"
                    yield "a day", lambda e=due, k=key: e.update({k: {"days_after": e[k], "number": 1}})
                    yield "a side of a day", lambda e=due, k=key: e.update({SIDES[k]: e.pop(k)})
                if "otherwise" in wording:
                    yield "otherwise", lambda w=wording: w.update(otherwise={"accept": ["office", "head", "chief"]})
                    yield "no otherwise", lambda w=wording: w.pop("otherwise")
                elif any(map(required, effects(then, RECEIVERS))):
                    yield "an otherwise", lambda w=wording: w.update(otherwise={"prohibit": True})
                for output in then.get("set", {}):
                    if output == "score":
                        yield "a value", lambda t=then: t["set"].update(score={"add": [t["set"]["score"], 1]})
                for choice in listed(then.get("choose", [])):
                    yield "a choice", lambda e=choice: e.update(one_of=["this", "that", "neither"])


SIDES = {"at": "not_before", "not_before": "at"}
OTHER_EXCESS = {False: "prohibited", True: "not_paid"}


@given(worlds(*FIGURED), st.integers(0, 10**6))
@settings(max_examples=100)
def test_every_change_of_a_figure_changes_the_digest(world: World, number: int) -> None:
    files = copy.deepcopy(world.files)
    every = list(changes(files))
    assume(every)
    what, change = every[number % len(every)]
    change()
    event(what)
    try:
        other = compiled(files, world.description)
    except RulebookError:
        return  # the change made no valid rulebook
    assert other.digest != world.book.digest, what


# --- proofs ---------------------------------------------------------------------------------------------------

FEW = ("kind", "urgent", "grade", "people", "cost")


@given(worlds(*FIGURED, most=4, facts=FEW), st.integers(0, 10**6))
@settings(max_examples=30)
def test_conflicts_of_amounts_and_outputs_are_proved(world: World, seed: int) -> None:
    """Where none is reported, no request has one, whatever was done or exceeded; a reported one is a real one."""
    book, _ = faults_of(world)
    assert book is not None
    for jurisdiction in (LOW, HIGH):
        faults = [fault for fault in book.set_aside.get((jurisdiction, "trial"), ()) if fault.code == "PE507"]
        if not faults:
            for full, today in every_request(world, jurisdiction, seed):
                for worked in every_way(today, 8):
                    assert not conflicting(today.live(full, worked))
            event("no conflict")
        for fault in faults:
            event(f"conflict in {fault.words['slot']}")
            facts = {key: frozenset(item) if isinstance(item, list) else item for key, item in facts_in(fault).items()}
            assert any(
                conflicting(today.live(full, worked))
                for day in ON_DAYS
                for today in [world.oracle.today(jurisdiction, facts.get("asked", day))]
                for full in itertools.islice(world.oracle.completions({**REST, **facts}, today), 1)
                for worked in every_way(today)
            )


REST: dict[str, Any] = {name: values[0] for name, values in DOMAINS.items()} | {
    "asked": FIRST,
    "start": FIRST,
    "end": FIRST,
    **dict.fromkeys(JUDGED, False),
}


def every_way(today: Today, most: int = 64) -> Iterator[dict[tuple[str, Any], bool]]:
    """Every combination of answers to what is worked out, as many as there may be."""
    keys = [
        (rule.id, key)
        for rule in today.rules
        for key in [*rule.exceedable(), *(["fulfilled"] if rule.otherwise else [])]
    ]
    for values in itertools.islice(itertools.product((False, True), repeat=len(keys)), most):
        yield dict(zip(keys, values, strict=True))
