"""What a rulebook means does not depend on how it is written down, and its digest says exactly what it means."""

from __future__ import annotations

import copy
import datetime as dt
import random
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policy_engine.engine.book import Rulebook
from policy_engine.errors import RulebookError

from .rulebooks import ACTS, BODY_LISTS, Asked, World, accounted, compiled, requests, worlds
from .test_oracle import possible

TEXTS = ("zh", "en", "name_zh")


def rewritten(value: Any, change: random.Random, key: str = "") -> Any:
    """The same data with every mapping in another order, but for the acts (whose order is their meaning)."""
    if isinstance(value, dict):
        entries = [(name, rewritten(item, change, name)) for name, item in value.items()]
        if key not in ("acts", "lists", "places", "tools", *BODY_LISTS):
            change.shuffle(entries)
        return dict(entries)
    return [rewritten(item, change) for item in value] if isinstance(value, list) else value


def moved(files: dict[str, Any], change: random.Random) -> dict[str, Any]:
    """Every instrument under another issuer, the files written in another order."""
    entries = [
        (f"{change.choice('xyz')}/{name.split('/')[1]}" if "/" in name else name, data) for name, data in files.items()
    ]
    change.shuffle(entries)
    return dict(entries)


def retold(value: Any, change: random.Random) -> Any:
    """The same data with other display texts."""
    if isinstance(value, dict):
        return {
            key: f"别的话{change.randrange(9)}" if key in TEXTS and isinstance(item, str) else retold(item, change)
            for key, item in value.items()
        }
    return [retold(item, change) for item in value] if isinstance(value, list) else value


@given(worlds(), st.tuples(requests(hide=0), requests(hide=5), requests(hide=5)), st.integers(0, 10**6))
@settings(max_examples=150)
def test_order_texts_and_comments_never_matter(world: World, every: tuple[Asked, ...], seed: int) -> None:
    change = random.Random(seed)
    files = retold(moved(rewritten(world.files, change), change), change)
    other = Rulebook(compiled(files, world.description, comment="# 另一句注\n"))
    assert other.digest == world.book.digest
    twin = World(world.description, files, other, world.oracle)
    for asked in every:
        if possible(world, asked):
            one, two = world.decide(asked.told(), asked), twin.decide(asked.told(), asked)
            assert one.model().meaning() == two.model().meaning()
            assert one == two
            assert one.next == two.next


@given(worlds(), st.integers(0, 10**6))
@settings(max_examples=60)
def test_texts_have_a_digest_of_their_own(world: World, seed: int) -> None:
    other = compiled(retold(world.files, random.Random(seed)), world.description)
    assert other.digest == world.book.digest
    assert other.texts_digest != world.book.texts_digest
    shuffled = compiled(rewritten(world.files, random.Random(seed)), world.description)
    assert shuffled.texts_digest == world.book.texts_digest


# --- changes of meaning ---------------------------------------------------------------------------------------

Change = Callable[[], Any]


def changes(files: dict[str, Any]) -> Iterator[tuple[str, Change]]:
    """Changes of meaning to plain data, each with what it is."""
    vocabulary = files["vocabulary.yaml"]
    yield "order of acts", lambda: vocabulary.update(acts=dict(reversed(ACTS.items())))
    yield "own act", lambda: vocabulary["acts"]["review"].update(own=True)
    yield "an act that binds", lambda: vocabulary["acts"]["suggest"].update(binding=True)
    yield "members of a group", lambda: vocabulary["actors"]["leader"].update(one_of=["boss"])
    yield "choice of an actor", lambda: vocabulary["actors"]["own_leader"]["choose"].update(alpha="boss")
    yield "a paper more", lambda: vocabulary["papers"].update(ticket={"zh": "票"})
    yield "a matter more", lambda: vocabulary["matters"].update(more={"zh": "又一事"})
    yield "a value more", lambda: vocabulary["lists"]["places"].update(moon={"zh": "月"})
    yield "parent", lambda: files["jurisdictions.yaml"]["low"].pop("parent")
    for data in (data for name, data in files.items() if "/" in name):
        yield "in force", lambda data=data: data.update(in_force={"from": NEVER_USED})
        for parameter in data.get("parameters", {}).values():
            for value in parameter.get("values", ()):
                yield (
                    "a figure",
                    lambda value=value: value.update(value=value["value"] + (1 if value["value"] < 2 else -1)),
                )
        for term in data.get("terms", {}).values():
            if "when" in term:
                yield "a term", lambda term=term: term.update(when={"not": term["when"]})
        for clause in data["clauses"].values():
            for rule in clause.get("rules", {}).values():
                yield "may vary", lambda rule=rule: rule.update(may_vary=not rule.get("may_vary", False))
                yield "a matter", lambda rule=rule: rule.pop("for") if "for" in rule else rule.update({"for": "side"})
                for wording in rule.get("wordings", [rule]):
                    yield "a condition", lambda w=wording: w.update(when={"not": w.get("when", {"urgent": True})})
                    yield "an effect", lambda w=wording: w["then"].update(accept=["office", "head", "chief", "boss"])


NEVER_USED = dt.date(2024, 1, 2)


@given(worlds(), st.integers(0, 10**6))
@settings(max_examples=150)
def test_every_change_of_meaning_changes_the_digest(world: World, number: int) -> None:
    files = copy.deepcopy(world.files)
    every = list(changes(files))
    what, change = every[number % len(every)]
    change()
    assume(files != world.files or what == "order of acts")
    try:
        other = compiled(accounted(files), world.description)
    except RulebookError:
        return  # the change made no valid rulebook
    assert other.digest != world.book.digest, what
