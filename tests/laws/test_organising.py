"""Functions and bodies: decided, proved and written down as a naive scan of every rule says."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from policy_engine import DecisionModel
from policy_engine.compiled.digests import meaning_digest, texts_digest
from policy_engine.engine.book import Rulebook
from policy_engine.errors import RulebookError
from policy_engine.loading.twins import Twins
from policy_engine.nodes import read_bytes
from policy_engine.tools.cases.expectations import compare
from policy_engine.tools.explain import explain

from . import shown
from .oracle import listed
from .questions import ORGANISED
from .rulebooks import HIGH, LOW, Asked, World, compiled, request_of, requests, text, worlds
from .test_figures import asked, every_way, told_with_person
from .test_oracle import agree, ask
from .test_same_meaning import moved, retold, rewritten
from .test_witnesses import conflicting, every_request, facts_in, faults_of, shows

MOST = 300


def tell(decision: Any) -> None:
    """Counts what a run of the tests has met."""
    model = decision.model()
    if model.assignments:
        event("assigned")
    for each in model.established:
        event(f"{each.attribute} {each.status}")
        if each.unallocated is not None:
            event("total beside its parts")


@given(worlds(*ORGANISED, most=8), st.tuples(asked(0), asked(0), asked(0)))
@settings(max_examples=200)
def test_known_facts_are_decided_as_the_naive_scan_decides_them(world: World, every: tuple[Asked, ...]) -> None:
    for each in every:
        decision, answer = ask(world, each)
        agree(decision, answer)
        tell(decision)


@given(worlds(*ORGANISED, works=False), st.tuples(requests(hide=5), requests(hide=4)))
@settings(max_examples=200)
def test_unknown_facts_are_decided_as_all_their_completions_are(world: World, every: tuple[Asked, ...]) -> None:
    for each in every:
        decision, answer = ask(world, world.trim(each, MOST))
        agree(decision, answer)
        tell(decision)


def settled(decision: Any) -> set[tuple[Any, ...]]:
    """What is said of bodies with all its numbers known, or not set."""
    return {
        (each.body, each.attribute, each.name, each.matter, str(each.value), each.unallocated, each.status)
        for each in decision.model().established
        if each.status != "open"
    }


@given(worlds(*ORGANISED), asked(7), st.data())
@settings(max_examples=120)
def test_adding_a_fact_never_changes_what_is_settled(world: World, case: Asked, data: st.DataObject) -> None:
    before = world.decide(case.told(), case)
    for fact in data.draw(st.permutations(case.hidden)):
        case.hidden.remove(fact)
        after = world.decide(case.told(), case)
        later = shown.slots(after)
        for key, (status, stated) in shown.slots(before).items():
            if status != "open":
                assert later[key][0] == status
                assert {effect for effect, _ in later[key][1]} == {effect for effect, _ in stated}
        assert settled(before) <= settled(after)
        before = after


@given(worlds(*ORGANISED), asked(9))
@settings(max_examples=120)
def test_the_needed_facts_settle_every_function_and_body(world: World, case: Asked) -> None:
    decision = world.decide(case.told(), case)
    for answer in decision.slots:
        if answer.status == "open":
            assert answer.needs and answer.next in answer.needs
            for told, given in told_with_person(world, case, answer.needs):
                after = world.decide(told, given)
                assert shown.slots(after).get((answer.slot, answer.matter), ("silent",))[0] != "open"


@given(worlds(*ORGANISED), asked(4), st.integers(0, 10**6))
@settings(max_examples=60)
def test_order_texts_and_json_do_not_matter(world: World, case: Asked, seed: int) -> None:
    change = random.Random(seed)
    files = retold(moved(rewritten(world.files, change), change), change)
    other = Rulebook(compiled(files, world.description))
    assert other.digest == world.book.digest
    one = world.decide(case.told(), case)
    two = World(world.description, files, other, world.oracle).decide(case.told(), case)
    assert one == two
    back = DecisionModel.model_validate_json(one.json())
    assert back == one.model()
    assert back.canonical() == one.json()


@given(worlds(*ORGANISED))
@settings(max_examples=60)
def test_any_instrument_means_the_same_in_chinese_words(world: World) -> None:
    models = world.book.compiled.models
    twins = Twins(models.vocabulary, models.topics)
    files = dict(world.files)
    for each in models.instruments.values():
        node = read_bytes(text(files[each.file]).encode(), each.file, [])
        assert node is not None
        files[each.file] = twins.to_chinese(node)
        written = text(files[each.file])
        assert not {"assign", "establish", "posts", "counts", "lead", "hall", "staff"} & set(written.split('"'))
        assert twins.to_english(read_bytes(written.encode(), each.file, [])) == node.plain()
    again = compiled(files, world.description).models
    assert meaning_digest(again) == meaning_digest(models)
    assert texts_digest(again) == texts_digest(models)


@given(worlds(*ORGANISED), asked(3))
@settings(max_examples=60)
def test_every_decision_can_be_explained_and_expected(world: World, case: Asked) -> None:
    """An explanation holds the decision against the plain evaluation; a case that expects what there is passes."""
    request = request_of(world.description, case.told(), case.given, world.book.compiled)
    found = explain(world.book, request, case.jurisdiction, case.as_of)
    assert found.text("zh") and found.text("en", verbose=True)
    expect: dict[str, Any] = {"assign": {}, "establish": {}}
    slots = found.decision.model().slots
    for slot in slots:
        answers = [each.effect for each in slot.stated]
        if slot.slot.startswith("assign."):
            expect["assign"].setdefault(slot.slot.split(".")[1], []).extend(each.by for each in answers)
    node = read_bytes(text(expect).encode(), "case", [])
    assert node is not None
    assert compare("case", "of-low", node, found.decision) == []


# --- digests --------------------------------------------------------------------------------------------------


def changes(files: dict[str, Any]) -> Iterator[tuple[str, Callable[[], Any]]]:
    """Changes of what is assigned and established, each with what it is."""
    for data in (data for name, data in files.items() if "/" in name):
        for rule in (rule for clause in data["clauses"].values() for rule in clause.get("rules", {}).values()):
            for wording in rule.get("wordings", [rule]):
                for name in wording["then"].get("assign", {}):
                    yield "whose", lambda t=wording["then"], n=name: t["assign"].update({n: ["office", "boss", "head"]})
                for body in listed(wording["then"].get("establish", [])):
                    if "posts" in body:
                        name = next(iter(body["posts"]))
                        yield "a post", lambda b=body, n=name: b["posts"].update({n: {"at_least": 99}})
                    if "counts" in body:
                        name = next(iter(body["counts"]))
                        yield "a count", lambda b=body, n=name: b["counts"].update({n: {"total": 99}})
                    if "exists" in body:
                        yield "existence", lambda b=body: b.update(exists=not b["exists"])
                    if "under" in body:
                        yield "under whom", lambda b=body: b.update(under="applicant")
    functions = files["vocabulary.yaml"]["functions"]
    yield "how a function combines", lambda: functions.update(assist={"zh": "协助", "combine": "unique"})


@given(worlds(*ORGANISED), st.integers(0, 10**6))
@settings(max_examples=80)
def test_every_change_of_what_is_organised_changes_the_digest(world: World, number: int) -> None:
    files = copy.deepcopy(world.files)
    every = list(changes(files))
    what, change = every[number % len(every)]
    change()
    event(what)
    try:
        other = compiled(files, world.description)
    except RulebookError:
        assume(False)
    assert other.digest != world.book.digest, what


# --- proofs ---------------------------------------------------------------------------------------------------

FEW = ("kind", "urgent", "grade", "people")


@given(worlds(*ORGANISED, most=4, facts=FEW), st.integers(0, 10**6))
@settings(max_examples=80)
def test_conflicts_of_functions_and_bodies_are_proved(world: World, seed: int) -> None:
    """Where none is reported, no request has one, whatever was done; a reported one is shown by its own facts."""
    book, _ = faults_of(world)
    assert book is not None
    for jurisdiction in (LOW, HIGH):
        faults = [fault for fault in book.set_aside.get((jurisdiction, "trial"), ()) if fault.code == "PE507"]
        if not faults:
            event("no conflict")
            for full, today in every_request(world, jurisdiction, seed):
                for worked in every_way(today, 8):
                    assert not conflicting(today.live(full, worked))
        for fault in faults:
            event(f"conflict in {fault.words['slot'].split('.')[0]}")
            works = any(each.otherwise for each in world.book.compiled.rules.values() for each in each.wordings)
            if not works:
                assert shows(world, jurisdiction, facts_in(fault)), fault
