"""Rules that are not in force never change what is: each kind decides as if the other were not there."""

from __future__ import annotations

import copy
import random
from typing import Any

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from policy_engine.engine.book import Rulebook
from policy_engine.errors import RequestError

from .questions import FIGURED, PLAIN, Description
from .rulebooks import Asked, World, compiled, fates, requests, worlds
from .test_oracle import possible

PLANNED = {"because": "planned", "zh": "以后"}


def families(files: dict[str, Any]) -> list[set[tuple[str, str]]]:
    """The rules, by instrument and name, in groups that exceptions hold together."""
    groups: list[set[tuple[str, str]]] = []
    for data in files.values():
        for clause in data.get("clauses", {}).values():
            for name, rule in clause.get("rules", {}).items():
                bases = rule.get("exception_to", [])
                own = data["instrument"]
                tied = {(own, name)}
                for base in bases if isinstance(bases, list) else [bases]:
                    tied.add(tuple(base.split("/")) if "/" in base else (own, base))  # type: ignore[arg-type]
                touched = [group for group in groups if group & tied]
                groups = [group for group in groups if not group & tied]
                groups.append(tied.union(*touched))
    return groups


def parted(files: dict[str, Any], aside: set[tuple[str, str]], which: str) -> dict[str, Any]:
    """The rulebook with some rules in clauses of their own: ``both`` kinds, only the ``binding``, only those ``aside``.

    With both, those aside are proposals; alone they are rules like others.
    """
    found = copy.deepcopy(files)
    ledger = found["ledger.yaml"]
    for name, data in found.items():
        if "/" not in name:
            continue
        if which == "aside":
            data.pop("leaves_open", None)
        for clause, body in list(data["clauses"].items()):
            if "rules" not in body:
                continue
            moved = {rule: each for rule, each in body["rules"].items() if (data["instrument"], rule) in aside}
            body["rules"] = {rule: each for rule, each in body["rules"].items() if rule not in moved}
            if which == "aside" or not body["rules"]:
                del body["rules"]
                body["none"] = PLANNED
            ledger[clause] = {**ledger[clause], "fates": fates(body["rules"]) if "rules" in body else ["planned"]}
            if moved and which != "binding":
                other = f"{clause}-aside"
                data["clauses"][other] = {"at": "一", "zh": "句", "rules": moved}
                ledger[other] = {**files["ledger.yaml"][clause], "fates": fates(moved)}
                if which == "both":
                    data["clauses"][other]["status"] = ledger[other]["modality"] = "proposed"
    return found


def decided(book: Rulebook, description: Description, asked: Asked) -> Any:
    """The decision; of the parameters judged those that the rulebook knows."""
    books = [each for each in (book.compiled, book.compiled.shadow) if each is not None]
    known = {
        name
        for each in books
        for (_, topic), found in each.books.items()
        if topic == "trial"
        for name in found.axes.parameters
    }
    told = {name: value for name, value in asked.told().items() if value is not None}
    fields = {name: value for name, value in told.items() if "/" not in name}
    judged = {name: {"value": value, "by": "office"} for name, value in told.items() if name in known}
    request = description.model.model_validate({**fields, "given": {**asked.given, "judgements": judged}})
    return book.decide(request, asked.jurisdiction, asked.as_of)


def meant(part: Any) -> dict[str, Any]:
    """A published answer but for what says by which rulebook, with which judgements, and that it is not in force."""
    found = part.model_dump(mode="json")
    for key in ("rulebook", "judgements", "not_in_force", "not_in_force_refused", "statuses"):
        found.pop(key, None)
    for citation in found["citations"]:
        del citation["status"], citation["at"]
    return found  # type: ignore[no-any-return]


@given(
    worlds(*PLAIN, *FIGURED, most=6),
    st.tuples(requests(hide=0), requests(hide=3), requests(hide=3)),
    st.integers(0, 10**6),
)
@settings(max_examples=200)
def test_each_kind_decides_as_if_the_other_were_not_there(world: World, every: tuple[Asked, ...], seed: int) -> None:
    change = random.Random(seed)
    aside = {rule for group in families(world.files) if change.random() < 0.6 for rule in group}
    both, binding, others = (
        Rulebook(compiled(parted(world.files, aside, which), world.description))
        for which in ("both", "binding", "aside")
    )
    assert {tuple(rule.split("/")) for rule in both.compiled.rules if rule not in both.compiled.own_rules} == aside
    for asked in every:
        assume(possible(world, asked))
        try:
            alone = decided(binding, world.description, asked)
        except RequestError:
            assume(False)
        decision = decided(both, world.description, asked)
        assert meant(decision.model()) == meant(alone.model())
        assert alone.not_in_force is None
        try:
            wanted = decided(others, world.description, asked)
        except RequestError as refused:
            assert [each.code for each in decision.shadow().refused] == [each.code for each in refused.diagnostics]
            continue
        shown = decision.model().not_in_force
        event("shown" if shown is not None else "nothing to show")
        assert (shown is not None) == (wanted.says_something and bool(aside))
        if shown is not None:
            assert meant(shown) == meant(wanted.model())
            assert set(shown.statuses) == {"proposed"}
            assert {each.status for each in shown.citations} <= {"proposed"}
