"""What is refused, just at each limit and just beyond it; and which chainer is chosen."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from policy_engine.errors import EngineError
from policy_engine.histories.matching import choose as choosing
from policy_engine.histories.matching.choose import PLAIN, Checking, choose
from policy_engine.histories.matching.forward import ForwardChainer, c_module
from policy_engine.histories.matching.model import Derivation, Fact, MatchRule, Test
from policy_engine.histories.matching.plain import PlainChainer
from policy_engine.histories.matching.remembering import Remembering
from policy_engine.histories.matching.validate import faults_of, over_the_limits

from .build import ATTENDANCE, a_history

needs_c = pytest.mark.skipif(c_module() is None, reason="durable-rules does not run here")
RULE = MatchRule("r", "a", (Test("n", "<", 3),), "b", (("n", "n"),), (("t", "x"),))


def refused(*rules: MatchRule) -> list[str]:
    found = faults_of(rules)
    if found:
        with pytest.raises(EngineError, match="cannot be chained"):
            PlainChainer().chain(rules, ())
        with pytest.raises(EngineError, match="cannot be chained"):
            choose(rules)
    assert all(each.say("zh") != each.say("en") for each in found)
    return [each.say() for each in found]


def comparing(field: Any = "n", op: Any = "==", value: Any = 1) -> MatchRule:
    return replace(RULE, tests=(Test(field, op, value),))


def test_sound_rules_are_taken() -> None:
    assert refused(RULE) == []
    assert refused(*ATTENDANCE) == []
    assert refused() == []


@pytest.mark.parametrize("name", ["id", "sid", "$s", "a.b", "", "N", "1n", "n n", "迟到", "n\n", "x" * 1_001, 3])
def test_names_of_fields(name: Any) -> None:
    for rule in (comparing(name), replace(RULE, copies=(("n", name),)), replace(RULE, sets=((name, 1),))):
        assert any("cannot be the name of a field" in each for each in refused(rule))


@pytest.mark.parametrize("name", ["", "a\n", "x" * 1_001, 3, None])
def test_names_of_rules_and_kinds(name: Any) -> None:
    for change in ({"id": name}, {"kind": name}, {"derives": name}):
        assert any("is no name" in each for each in refused(replace(RULE, **change)))


@pytest.mark.parametrize(
    "value", [1.0, float("nan"), float("inf"), None, 2**53 + 1, -(2**53) - 1, "x" * 1_001, (1,), b"x"]
)
def test_values(value: Any) -> None:
    for rule in (comparing("w", "==", value), replace(RULE, sets=(("w", value),))):
        assert any("field w is" in each for each in refused(rule))
    with pytest.raises(EngineError, match=r"fact 0 .a.: field w is"):
        PLAIN.chain((RULE,), (Fact("a", (("w", value),), 0),))


@pytest.mark.parametrize("value", [2**53, -(2**53), "x" * 1_000, "", True, 0])
def test_values_just_within(value: Any) -> None:
    assert refused(comparing("w", "==", value)) == []


def test_comparisons() -> None:
    assert refused(comparing(op="=~")) == ["rule r: '=~' compares nothing"]
    assert refused(comparing("w", "<", "x")) == ["rule r: w <: only numbers have an order"]
    assert refused(comparing("w", ">=", True)) == ["rule r: w >=: only numbers have an order"]


def test_one_type_for_a_field() -> None:
    assert refused(comparing("w", "==", 1), replace(comparing("w", "==", True), id="s")) == [
        "rule s: field w is bool here and int elsewhere"
    ]
    assert refused(comparing("w", "==", "1"), replace(RULE, id="s", sets=(("w", 1),))) == [
        "rule s: field w is int here and str elsewhere"
    ]


def test_a_copied_field_has_the_type_of_its_source() -> None:
    copying = replace(RULE, tests=(), copies=(("u", "v"), ("v", "w")), sets=())
    assert refused(copying, replace(RULE, id="s", kind="b", derives="c", sets=(("u", "x"), ("w", 1)))) == [
        "rule s: field w is int here and str elsewhere"
    ]
    with pytest.raises(EngineError, match="field w is int here and str elsewhere"):
        PLAIN.chain((copying,), (Fact.of("a", {"u": "x"}, 0), Fact.of("a", {"w": 1}, 1)))


def test_ids_and_fields_that_stand_twice() -> None:
    assert refused(RULE, RULE) == ["rule r: the id stands more than once"]
    assert refused(replace(RULE, sets=(("t", "x"), ("t", "y")))) == ["rule r: t is given twice"]
    assert refused(replace(RULE, copies=(("n", "n"), ("n", "m")))) == ["rule r: n is given twice"]


def test_cycles() -> None:
    assert refused(replace(RULE, derives="a")) == ["kinds of facts derive each other: a → a"]
    ring = [replace(RULE, id=each, kind=each, derives=after) for each, after in zip("abc", "bca", strict=True)]
    (found,) = refused(*ring, replace(RULE, id="x", kind="x", derives="a"))
    way = found.removeprefix("kinds of facts derive each other: ").split(" → ")
    assert way[0] == way[-1] and sorted(way[1:]) == ["a", "b", "c"]
    assert all((one, other) in {("a", "b"), ("b", "c"), ("c", "a")} for one, other in pairwise(way))
    assert refused(*ring[:2]) == []


@pytest.mark.parametrize("ids", [(0, 0), (1, 2), (-1, 0), (0, 2)])
def test_ids_of_facts(ids: tuple[int, ...]) -> None:
    with pytest.raises(EngineError, match="must have the ids 0 to 1"):
        PLAIN.chain((RULE,), tuple(Fact.of("a", {}, number) for number in ids))


def test_facts_are_held_to_the_types_of_the_rules() -> None:
    with pytest.raises(EngineError, match="field n is str here and int elsewhere"):
        PLAIN.chain((RULE,), (Fact.of("a", {"n": "3"}, 0),))
    with pytest.raises(EngineError, match="field n is bool here and int elsewhere"):
        PLAIN.chain((RULE,), (Fact.of("z", {"n": True}, 0),))
    with pytest.raises(EngineError, match="field z is int here and str elsewhere"):
        PLAIN.chain((RULE,), (Fact.of("a", {"z": "3"}, 0), Fact.of("a", {"z": 3}, 1)))
    with pytest.raises(EngineError, match="a field stands twice"):
        PLAIN.chain((RULE,), (Fact("a", (("n", 1), ("n", 2)), 0),))


# --- limits of the C engine ---------------------------------------------------------------------------------


def many(number: int, *, op: str = "==", fields: int = 1) -> tuple[MatchRule, ...]:
    """Rules of one kind, each with one comparison of its own."""
    return tuple(
        MatchRule(f"r{each:04}", "a", (Test(f"n{each % fields}", op, each),), "b")  # type: ignore[arg-type]
        for each in range(number)
    )


LIMITS = {
    "comparisons under one node": lambda n: many(399 + n),
    "rules of one condition": lambda n: tuple(replace(RULE, id=f"r{each}") for each in range(249 + n)),
    "comparisons at once": lambda n: many(59 + n, op=">="),
    "comparisons at once, with ==": lambda n: many(59 + n, fields=59 + n),
    "kinds": lambda n: tuple(MatchRule(f"{each}", f"k{each}", (), "b") for each in range(398 + n)),
    "comparisons of one rule": lambda n: (
        replace(RULE, tests=tuple(Test(f"n{each}", ">", 1) for each in range(15 + n))),
    ),
    "rules": lambda n: tuple(MatchRule(f"{each}", f"k{each % 300}", (), f"to{each}") for each in range(999 + n)),
    "tested fields": lambda n: tuple(
        MatchRule(
            f"{first}", "a", tuple(Test(f"n{each}", "==", 7) for each in range(first, min(first + 16, 199 + n))), "b"
        )
        for first in range(0, 199 + n, 16)
    ),
}


@needs_c
@pytest.mark.parametrize("which", list(LIMITS))
def test_at_each_limit_durable_rules_gives_what_plain_gives_and_beyond_it_plain_runs(which: str) -> None:
    within, beyond = LIMITS[which](1), LIMITS[which](2)
    assert over_the_limits(within) == ()
    assert choose(within).name == "durable-rules"
    facts = tuple(
        Fact.of(kind, {test.field: value for rule in within for test in rule.tests}, number)
        for number, (kind, value) in enumerate((kind, value) for kind in ("a", "k0", "k7") for value in (0, 7, 10**9))
    )
    assert choose(within, checking=True).chain(within, facts) == PLAIN.chain(within, facts)
    (refusal,) = over_the_limits(beyond)
    assert refusal.say("zh") != refusal.say("en")
    assert choose(beyond) is PLAIN
    with pytest.raises(EngineError, match="over the limits of durable-rules"):
        ForwardChainer().chain(beyond, facts)


# --- choosing -----------------------------------------------------------------------------------------------


@needs_c
def test_where_it_runs_durable_rules_is_chosen_and_in_checking_mode_both() -> None:
    facts = a_history(40)
    assert choose(ATTENDANCE).name == "durable-rules"
    both = choose(ATTENDANCE, checking=True)
    assert both.name == "durable-rules+plain"
    assert (
        both.chain(ATTENDANCE, facts) == choose(ATTENDANCE).chain(ATTENDANCE, facts) == PLAIN.chain(ATTENDANCE, facts)
    )


def test_where_it_does_not_run_plain_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    choosing._forward.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(choosing, "c_module", lambda: None)
        assert choose(ATTENDANCE) is PLAIN
        assert choose(ATTENDANCE, checking=True) is PLAIN
    choosing._forward.cache_clear()


class Less:
    """A chainer that leaves the last derivation out."""

    name = "less"

    def chain(self, rules: Any, facts: Any) -> tuple[Derivation, ...]:
        return PLAIN.chain(rules, facts)[:-1]


def test_checking_refuses_to_answer_where_the_two_disagree() -> None:
    facts = (Fact.of("late", {"minutes": 10}, 0),)
    with pytest.raises(EngineError, match=r"plain and less disagree; only one of them has Derivation.rule='late'"):
        Checking(PLAIN, Less()).chain(ATTENDANCE, facts)


def test_what_is_remembered_is_of_the_very_tuple() -> None:
    one = (MatchRule("r", "a", (Test("w", "==", True),), "b"),)
    same = (MatchRule("r", "a", (Test("w", "==", 1),), "b"),)
    assert one == same
    for rules, value in ((one, True), (same, 1)):
        assert len(PLAIN.chain(rules, (Fact.of("a", {"w": value}, 0),))) == 1
    with pytest.raises(EngineError, match="field w is int here and bool elsewhere"):
        PLAIN.chain(one, (Fact.of("a", {"w": 1}, 0),))


def test_remembering_keeps_the_latest_and_forgets_when_told() -> None:
    calls: list[tuple[int, ...]] = []

    def count(rules: tuple[int, ...]) -> int:
        calls.append(rules)
        return len(calls)

    remembered = Remembering(count, most=2)
    a, b, c = (1,), (2,), (3,)
    assert [remembered(each) for each in (a, b, a, c, a, b)] == [1, 2, 1, 3, 1, 4]
    remembered.forget(a)
    assert remembered(a) == 5
    assert [remembered([1]), remembered([1])] == [6, 7]
