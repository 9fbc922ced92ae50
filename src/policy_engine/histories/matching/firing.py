"""What both chainers share: what a firing gives, the cap, and our own order of the derivations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from policy_engine.errors import EngineError
from policy_engine.histories.matching.model import Derivation, Fact, Fields, MatchRule, Value

CAP = 400_000
"""How many firings one call may come to. Rules without a cycle end by themselves; the cap stands all the same."""

_Key: TypeAlias = tuple[str, tuple[str, Fields], tuple[str, Fields], int, tuple[str, ...]]


class Firing(NamedTuple):
    """A rule and the number of the fact it matched: an input fact's id, or n + i for what the i-th firing gave."""

    rule: str
    source: int
    gives: Fact  # its id is that provisional number


def give(rule: MatchRule, fact: Fact, number: int) -> Fact:
    """The fact a rule gives for a fact it matched."""
    there = dict(fact.fields)
    made: dict[str, Value] = {new: there[old] for new, old in rule.copies if old in there}
    made.update(rule.sets)
    return Fact(rule.derives, tuple(sorted(made.items())), number)


def over_the_cap(cap: int) -> EngineError:
    """Said when more follows than the cap allows."""
    return EngineError(f"forward chaining came to more than {cap} firings and was stopped")


def in_order(facts: Sequence[Fact], firings: Sequence[Firing]) -> tuple[Derivation, ...]:
    """The derivations, sorted and numbered as :mod:`policy_engine.histories.matching.model` says.

    The last two parts of the key, the input fact gone back to and the rules on the way, belong to one firing only, so
    the order does not depend on the sequence in which a chainer found them.
    """
    by_number = {fact.id: fact for fact in facts}
    way: dict[int, tuple[int, tuple[str, ...]]] = {fact.id: (fact.id, ()) for fact in facts}
    keyed: list[tuple[_Key, Firing]] = []
    for firing in firings:
        rule, source, gives = firing
        origin, rules = way[source]
        way[gives.id] = (origin, (*rules, rule))
        by_number[gives.id] = gives
        matched = by_number[source]
        key = (rule, (matched.kind, matched.fields), (gives.kind, gives.fields), origin, rules)
        keyed.append((key, firing))
    keyed.sort(key=lambda each: each[0])
    final = {firing.gives.id: number for number, (_, firing) in enumerate(keyed, len(facts))}
    return tuple(
        Derivation(rule, final.get(source, source), Fact(gives.kind, gives.fields, final[gives.id]))
        for _, (rule, source, gives) in keyed
    )


def sources_first(sources: dict[int, int], inputs: int) -> list[int]:
    """The numbers of derived facts so that each comes after the fact it was derived from."""
    depth: dict[int, int] = {}

    def deep(number: int) -> int:
        if number < inputs:
            return 0
        if number not in depth:
            depth[number] = deep(sources[number]) + 1
        return depth[number]

    return sorted(sources, key=lambda number: (deep(number), number))
