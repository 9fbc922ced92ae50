"""What is claimed of a rulebook is so: a fault is shown by its own facts, and where none is reported there is none."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import yaml
from hypothesis import event, given, settings
from hypothesis import strategies as st

from policy_engine.errors import Diagnostic
from policy_engine.loading.folder import try_folder
from policy_engine.tools.checks.gaps import gaps

from .oracle import DECIDING, Live, Today, contradict, exclusive, slot_of, who
from .questions import DOMAINS, Other
from .rulebooks import HIGH, LOW, ON_DAYS, World, folder_of, request_of, worlds

FACTS = ("kind", "grade", "urgent", "away", "days", "total", "people")
MOST = 1_500


def faults_of(world: World) -> tuple[Any, list[Diagnostic]]:
    with folder_of(world.files) as folder:
        return try_folder(folder, (world.description.model, Other))


def facts_in(fault: Diagnostic) -> dict[str, Any]:
    """The facts of a witness, as they stand in the message; the period of the rules is not one."""
    found = {}
    for name, value in yaml.safe_load("{" + fault.words["facts"] + "}").items():
        if name == "in_force":
            continue
        found[name] = Decimal(str(value)) if name in ("days", "extra", "cost") else value
    return found


def every_request(world: World, jurisdiction: str, seed: int) -> Iterator[tuple[dict[str, Any], Today]]:
    """All possible requests as far as rules look at them; where they are very many, a random part of them."""
    change = random.Random(seed)
    for day in ON_DAYS:
        today = world.oracle.today(jurisdiction, day)
        told = {"asked": day, "start": day, "end": day}
        if world.oracle.count(told, today) <= MOST:
            yield from ((full, today) for full in world.oracle.completions(told, today))
            continue
        unknown = world.oracle.open_facts(told, today)
        spread = {name: world.oracle.domain(name, told, today) for name in unknown}
        for _ in range(MOST // 4):
            full = world.oracle.with_derived({**told, **{name: change.choice(spread[name]) for name in unknown}})
            if world.oracle.possible(full):
                yield full, today


def conflicting(live: frozenset[Live]) -> bool:
    binding = [(matter, effect) for _, matter, effect, must in live if must]
    forbidden = {matter for matter, effect in binding if effect == ("prohibit",)}
    return any(
        matter == at and (matter not in forbidden or exclusive(one)) and contradict(one, other)
        for matter, one in binding
        for at, other in binding
    )


def needed(by: Any, actors: Any) -> set[str]:
    """The posts without whose holders an act cannot be done."""
    if isinstance(by, str):
        actor = actors[by]
        if "all_of" in actor:
            return set().union(*(needed(each, actors) for each in actor["all_of"]))
        if "one_of" in actor:
            return set.intersection(*(needed(each, actors) for each in actor["one_of"]))
        return {by} if actor["kind"] == "post" else set()
    mode, *parts = by
    each_part = [needed(part, actors) for part in parts]
    return set.intersection(*each_part) if mode == "one_of" else set().union(*each_part)


def approves_himself(live: frozenset[Live], grade: str, world: World) -> bool:
    """Whether somebody of the applicant's own post is the only one to do an act that nobody may do for himself."""
    acts, actors = world.oracle.vocabulary["acts"], world.oracle.vocabulary["actors"]
    forbidden = {matter for _, matter, effect, must in live if must and effect == ("prohibit",)}
    return any(
        must
        and matter not in forbidden
        and effect[0] == "act"
        and not acts[effect[1]].get("own", True)
        and effect[2] is not None
        and grade in needed(effect[2], actors)
        for _, matter, effect, must in live
    )


@given(worlds(most=4, facts=FACTS), st.integers(0, 10**6))
@settings(max_examples=150)
def test_a_conflict_is_shown_by_its_own_facts_and_where_none_is_reported_there_is_none(world: World, seed: int) -> None:
    book, _ = faults_of(world)
    assert book is not None
    for jurisdiction in (LOW, HIGH):
        conflicts = [fault for fault in book.set_aside.get((jurisdiction, "trial"), ()) if fault.code == "PE507"]
        if not conflicts:
            event("no conflict")
            for full, today in every_request(world, jurisdiction, seed):
                assert not conflicting(today.live(full))
        for fault in conflicts:
            assert shows(world, jurisdiction, facts_in(fault)), fault
            event("conflict")


def shows(world: World, jurisdiction: str, facts: dict[str, Any]) -> bool:
    """Whether the facts of the message, nothing else known, are a conflict on some day on which rules change or not."""
    given = {"applicant_person": None, "acts": [], "papers": []}
    facts = {name: frozenset(value) if isinstance(value, list) else value for name, value in facts.items()}
    request = request_of(world.description, facts, given, world.book.compiled)
    outcomes = {
        day: world.book.decide(request, jurisdiction, None if "asked" in facts else day).outcome for day in ON_DAYS
    }
    return "conflict" in outcomes.values()


@given(worlds(most=4, facts=FACTS), st.integers(0, 10**6))
@settings(max_examples=150)
def test_self_approval_is_shown_by_its_own_facts_and_where_none_is_reported_there_is_none(
    world: World, seed: int
) -> None:
    book, _ = faults_of(world)
    assert book is not None
    for jurisdiction in (LOW, HIGH):
        faults = [fault for fault in book.set_aside.get((jurisdiction, "trial"), ()) if fault.code == "PE508"]
        for full, today in every_request(world, jurisdiction, seed) if not faults else ():
            for grade in [full["grade"]] if "grade" in full else DOMAINS["grade"]:
                assert not approves_himself(today.live({**full, "grade": grade}), grade, world)
        for fault in faults:
            facts = facts_in(fault)
            assert own_act(world, jurisdiction, fault, facts), fault
            event("self-approval")


def own_act(world: World, jurisdiction: str, fault: Diagnostic, facts: dict[str, Any]) -> bool:
    """Whether on those facts the rule asks for the act of the applicant's own post, and his own does not count."""
    facts = {name: frozenset(value) if isinstance(value, list) else value for name, value in facts.items()}
    verb, grade = fault.words["act"], facts["grade"]
    done = {"act": verb, "by": grade, "person": "p-1", "date": "2025-03-01"}
    for day in ON_DAYS:
        for matter in ({}, {"matter": "side"}):
            given = {"applicant_person": "p-1", "acts": [{**done, **matter}], "papers": []}
            request = request_of(world.description, facts, given, world.book.compiled)
            decision = world.book.decide(request, jurisdiction, None if "asked" in facts else day)
            stated = [
                who(each.effect.by.plain())
                for answer in decision.slots
                if answer.slot == verb and answer.matter == matter.get("matter", "")
                for each in answer.stated
                if each.rule == fault.words["rule"] and each.certain
            ]
            counted = [step for step in decision.steps if step.rule.act == verb and step.status == "own_act"]
            if counted and any(grade in needed(by, world.oracle.vocabulary["actors"]) for by in stated):
                return True
    return False


@given(worlds(most=4, facts=FACTS), st.integers(0, 10**6))
@settings(max_examples=60)
def test_a_rulebook_that_loads_never_decides_a_conflict(world: World, seed: int) -> None:
    book, _ = faults_of(world)
    assert book is not None
    given = {"applicant_person": None, "acts": [], "papers": []}
    for jurisdiction in (LOW, HIGH):
        if (jurisdiction, "trial") in book.set_aside:
            continue
        for full, _ in list(every_request(world, jurisdiction, seed))[::40]:
            facts = {name: value for name, value in full.items() if name not in world.description.derived}
            decision = world.book.decide(request_of(world.description, facts, given, world.book.compiled), jurisdiction)
            assert decision.outcome != "conflict"
            forbidden = {
                each.effect.matter for each in stated_in(decision) if getattr(each.effect, "verb", "") == "prohibit"
            }
            assert all(answer.matter in forbidden for answer in decision.slots if answer.status == "conflict")


def stated_in(decision: Any) -> list[Any]:
    return [each for answer in decision.slots for each in answer.stated]


# --- gaps -----------------------------------------------------------------------------------------------------


def answered(live: frozenset[Live], must: str) -> bool:
    wanted = DECIDING if must == "may" else (must,)
    return any(binds and matter == "" and slot_of(effect) in wanted for _, matter, effect, binds in live)


@given(worlds("free", "loose", "bound", most=5, facts=FACTS), st.integers(0, 10**6))
@settings(max_examples=150)
def test_a_gap_is_shown_by_its_own_facts_and_where_none_is_reported_there_is_none(world: World, seed: int) -> None:
    found = list(gaps(world.book.compiled))
    (must,) = world.description.must_answer
    for jurisdiction in (LOW, HIGH):
        reported = [facts_in(each) for each in found if each.words["jurisdiction"] == jurisdiction and topical(each)]
        for facts in reported:
            event("gap")
            assert left_unanswered(world, jurisdiction, facts, must), facts
        for full, today in every_request(world, jurisdiction, seed) if not reported else ():
            if today.rules and not any(holds(full) for _, _, holds in today.holes):
                assert answered(today.live(full), must)


def topical(fault: Diagnostic) -> bool:
    return fault.words["topic"] == "trial"


def left_unanswered(world: World, jurisdiction: str, facts: dict[str, Any], must: str) -> bool:
    """Whether on some day those facts alone make it certain that nothing answers."""
    given = {"applicant_person": None, "acts": [], "papers": []}
    facts = {name: frozenset(value) if isinstance(value, list) else value for name, value in facts.items()}
    request = request_of(world.description, facts, given, world.book.compiled)
    wanted = DECIDING if must == "may" else (must,)
    for day in ON_DAYS:
        if not world.oracle.today(jurisdiction, day).rules:
            continue
        decision = world.book.decide(request, jurisdiction, None if "asked" in facts else day)
        if all(a.status == "silent" for a in decision.slots if a.slot in wanted and a.matter == ""):
            return True
    return False
