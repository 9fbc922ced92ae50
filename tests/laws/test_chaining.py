"""Both chainers give the same derivations, and they are those of a naive recursion."""

from __future__ import annotations

import operator
import random
import threading
from collections import Counter
from collections.abc import Sequence

import pytest

from policy_engine.errors import EngineError
from policy_engine.histories.matching import forward, plain
from policy_engine.histories.matching.forward import ForwardChainer, c_module
from policy_engine.histories.matching.model import Chainer, Derivation, Fact, MatchRule
from policy_engine.histories.matching.plain import PlainChainer

from .chaining import naive, random_history, random_rules, shown

needs_c = pytest.mark.skipif(c_module() is None, reason="durable-rules does not run here")
RULESETS, HISTORIES, BLOCKS = 2_500, 4, 4  # 40,000 pairs in all


def hold_equal(seed: int, rulesets: int, one: Chainer, other: Chainer, also_naive: bool = True) -> Counter[str]:
    """Fails with the seed of the ruleset on which the two differ; gives what was met."""
    met: Counter[str] = Counter()
    for number in range(rulesets):
        chance = random.Random(f"{seed}/{number}")
        rules = random_rules(chance)
        for _ in range(HISTORIES):
            facts = random_history(chance, rules)
            found = one.chain(rules, facts)
            assert repr(found) == repr(other.chain(rules, facts)), f"seed {seed}, ruleset {number}: {rules}, {facts}"
            assert [each.fact.id for each in found] == list(range(len(facts), len(facts) + len(found)))
            if also_naive:
                assert shown(facts, found) == naive(rules, facts), f"seed {seed}, ruleset {number}: {rules}, {facts}"
            met["pairs"] += 1
            met["derived"] += bool(found)
            met["chained"] += any(each.source >= len(facts) for each in found)
            met["twice"] += len({(each.rule, each.fact.kind, each.fact.fields) for each in found}) < len(found)
    return met


@needs_c
@pytest.mark.parametrize("block", range(BLOCKS))
def test_both_chainers_give_the_derivations_of_the_naive_recursion(block: int) -> None:
    seed = random.SystemRandom().randrange(2**32)
    met = hold_equal(seed, RULESETS, ForwardChainer(), PlainChainer())
    print(f"seed {seed}: {dict(met)}")
    assert met["pairs"] == RULESETS * HISTORIES
    assert met["derived"] > 0.4 * met["pairs"], met
    assert met["chained"] > 0.15 * met["pairs"], met
    assert met["twice"] > 0.05 * met["pairs"], met


@needs_c
@pytest.mark.parametrize("op", ["==", "!=", "<", "<=", ">", ">="])
def test_a_chainer_that_compares_wrongly_is_found(op: str, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = {"==": "ge", "!=": "gt", "<": "le", "<=": "lt", ">": "ge", ">=": "gt"}[op]
    monkeypatch.setitem(plain._HOLDS, op, getattr(operator, wrong))
    with pytest.raises(AssertionError, match="seed 7, ruleset"):
        hold_equal(7, 400, ForwardChainer(), PlainChainer(), also_naive=False)


@needs_c
@pytest.mark.parametrize("wrong", ["_number", "_kinds", "give"])
def test_a_chainer_that_writes_or_derives_wrongly_is_found(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if wrong == "_number":  # texts all alike
        monkeypatch.setattr(forward._Ruleset, "_number", lambda _, value: 0 if isinstance(value, str) else int(value))
    elif wrong == "_kinds":  # kinds all alike
        condition = forward._Ruleset._rule

        def alike(self: forward._Ruleset, rule: MatchRule) -> dict[str, object]:
            self._kinds = dict.fromkeys(self._kinds, 1)
            return condition(self, rule)

        monkeypatch.setattr(forward._Ruleset, "_rule", alike)
    else:
        monkeypatch.setattr(forward, "give", lambda rule, fact, number: Fact(rule.derives, fact.fields, number))
    with pytest.raises((AssertionError, EngineError), match=r"seed 7, ruleset|500 firings"):
        hold_equal(7, 400, ForwardChainer(cap=500), PlainChainer(), also_naive=False)


def test_the_order_of_the_facts_changes_nothing_but_ties_of_equal_facts() -> None:
    chance = random.Random(3)
    for _ in range(300):
        rules = random_rules(chance)
        facts = random_history(chance, rules)
        turned = tuple(reversed(facts))
        other_rules = tuple(reversed(rules))
        assert PlainChainer().chain(rules, facts) == PlainChainer().chain(other_rules, turned)


@needs_c
def test_four_threads_on_one_ruleset_give_what_one_gives() -> None:
    chance = random.Random(11)
    work: list[tuple[tuple[MatchRule, ...], tuple[Fact, ...]]] = []
    for _ in range(12):
        rules = random_rules(chance)
        work += [(rules, random_history(chance, rules)) for _ in range(10)]
    chainer = ForwardChainer()
    alone = [chainer.chain(rules, facts) for rules, facts in work]
    found: list[list[tuple[Derivation, ...]]] = [[] for _ in range(4)]
    start = threading.Barrier(4)

    def run(mine: list[tuple[Derivation, ...]], order: Sequence[int]) -> None:
        start.wait()
        got = {number: chainer.chain(*work[number]) for number in order}
        mine.extend(got[number] for number in range(len(work)))

    orders = [list(range(len(work))) for _ in range(4)]
    for each in orders[1:]:
        chance.shuffle(each)
    threads = [threading.Thread(target=run, args=each) for each in zip(found, orders, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [alone] * 4
