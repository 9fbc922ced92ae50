"""The reference chainer: what forward chaining means, in plain Python. It serves where the C module does not run."""

from __future__ import annotations

import operator
from collections import defaultdict, deque
from collections.abc import Sequence

from policy_engine.histories.matching.firing import CAP, Firing, give, in_order, over_the_cap
from policy_engine.histories.matching.model import Derivation, Fact, MatchRule
from policy_engine.histories.matching.validate import require_facts, require_rules

_HOLDS = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class PlainChainer:
    """Every rule of its kind is tried on every fact, and on every fact that gives."""

    name = "plain"

    def __init__(self, cap: int = CAP) -> None:
        self.cap = cap

    def chain(self, rules: Sequence[MatchRule], facts: Sequence[Fact]) -> tuple[Derivation, ...]:
        """Every derivation, sorted; :class:`EngineError` for what the validator refuses, and over the cap."""
        require_facts(require_rules(rules), facts)
        by_kind: defaultdict[str, list[MatchRule]] = defaultdict(list)
        for rule in rules:
            by_kind[rule.kind].append(rule)
        firings: list[Firing] = []
        waiting = deque(facts)
        while waiting:
            fact = waiting.popleft()
            for rule in by_kind.get(fact.kind, ()):
                if matches(rule, fact):
                    if len(firings) == self.cap:
                        raise over_the_cap(self.cap)
                    given = give(rule, fact, len(facts) + len(firings))
                    firings.append(Firing(rule.id, fact.id, given))
                    waiting.append(given)
        return in_order(facts, firings)


def matches(rule: MatchRule, fact: Fact) -> bool:
    """Whether a fact has every tested field and meets every test."""
    there = dict(fact.fields)
    return fact.kind == rule.kind and all(
        test.field in there and _HOLDS[test.op](there[test.field], test.value) for test in rule.tests
    )
