"""What the chainers refuse before they run: what would have no one meaning, and what the C engine gets wrong.

Two kinds of refusal. Faults of :func:`faults_of` hold for both chainers: they are asked what rules *mean*, so what one
must not be given the other does not accept either. The limits of :func:`over_the_limits` are the C engine's alone;
rules beyond them are right, and the plain chainer takes them (:mod:`policy_engine.histories.matching.choose`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from itertools import chain
from typing import Any, Final

from policy_engine.codes import Lang
from policy_engine.errors import EngineError
from policy_engine.histories.matching.model import Fact, MatchRule, Test, Value
from policy_engine.histories.matching.remembering import Remembering

LARGEST: Final = 2**53
LONGEST: Final = 1_000
"""Characters of a text or a name. The C engine compares the length of texts modulo 65,536."""
MOST_RULES: Final = 1_000
MOST_TESTS: Final = 16
MOST_FIELDS: Final = 200
"""Fields that rules of one kind test; the C engine takes 254 properties of a fact."""
MOST_UNDER_A_NODE: Final = 400
MOST_ALIKE: Final = 250
MOST_AT_ONCE: Final = 60
"""Comparisons of one fact that may be pending at a time; the stack of the C engine holds 64."""
_OPS: Final = ("==", "!=", "<", "<=", ">", ">=")
_FIELD: Final = re.compile(r"[a-z][a-z0-9_]*")
_RESERVED: Final = frozenset({"id", "sid"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why rules are refused: the rule it was found in (empty: all of them together), in both languages."""

    rule: str
    en: str
    zh: str

    def say(self, lang: Lang = "en") -> str:
        """One sentence."""
        if not self.rule:
            return self.zh if lang == "zh" else self.en
        return f"规则 {self.rule}:{self.zh}" if lang == "zh" else f"rule {self.rule}: {self.en}"


def _require_rules(rules: tuple[MatchRule, ...]) -> Types:
    """The types of the fields of rules that are sound.

    :raises EngineError: they are not; every fault is said.
    """
    found = faults_of(rules)
    if found:
        raise EngineError("rules that cannot be chained: " + say_all(found))
    return Types(rules)


require_rules = Remembering(_require_rules)


def require_facts(types: Types, facts: Sequence[Fact]) -> None:
    """Facts have the ids 0 to n-1, and values of the types the rules give their fields.

    :raises EngineError: they do not; the first fault is said.
    """
    seen = bytearray(len(facts))
    known = dict(types.known)
    stands_for = types.stands_for
    for fact in facts:
        if not 0 <= fact.id < len(facts) or seen[fact.id]:
            raise EngineError(f"facts must have the ids 0 to {len(facts) - 1}, each once; {fact.id} stands wrong")
        seen[fact.id] = 1
        for name, value in fact.fields:
            wrong = _wrong_value(value)
            if wrong is None and known.setdefault(stands_for(name), type(value)) is not type(value):
                wrong = (f"is {type(value).__name__} here and {known[stands_for(name)].__name__} elsewhere", "")
            if wrong is not None:
                raise EngineError(f"fact {fact.id} ({fact.kind}): field {name} {wrong[0]}")
        if len(dict(fact.fields)) != len(fact.fields):
            raise EngineError(f"fact {fact.id} ({fact.kind}): a field stands twice")


def faults_of(rules: Sequence[MatchRule]) -> tuple[Refusal, ...]:
    """Everything for which neither chainer takes these rules."""
    found = list(chain.from_iterable(map(_faults_of_rule, rules)))
    twice = (each for each, number in Counter(rule.id for rule in rules).items() if number > 1)
    found.extend(Refusal(each, "the id stands more than once", "编号重复") for each in twice)
    if found:  # types and cycles are looked for among rules that are each well formed
        return tuple(found)
    found.extend(Types(rules).faults)
    cycle = _cycle(rules)
    if cycle:
        way = " → ".join(cycle)
        found.append(Refusal("", f"kinds of facts derive each other: {way}", f"事实种类循环推导:{way}"))
    return tuple(found)


def _faults_of_rule(rule: MatchRule) -> Iterator[Refusal]:
    named = (("id", "编号", rule.id), ("kind", "种类", rule.kind), ("derives", "推出的种类", rule.derives))
    for what, zh, name in named:
        if not isinstance(name, str) or not 0 < len(name) <= LONGEST or not name.isprintable():
            yield Refusal(str(rule.id), f"{what} is no name: {name!r:.60}", f"{zh}不是名称:{name!r:.60}")
    for name in sorted({*_fields(rule)}, key=str):
        if not isinstance(name, str) or not _FIELD.fullmatch(name) or name in _RESERVED or len(name) > LONGEST:
            yield Refusal(rule.id, f"{name!r:.60} cannot be the name of a field", f"{name!r:.60} 不能作字段名")
    for test in rule.tests:
        if test.op not in _OPS:
            yield Refusal(rule.id, f"{test.op!r:.60} compares nothing", f"{test.op!r:.60} 不是比较")
        elif test.op not in ("==", "!=") and type(test.value) is not int:
            yield Refusal(
                rule.id, f"{test.field} {test.op}: only numbers have an order", f"{test.field} {test.op}:只有数能比大小"
            )
    constants = [(test.field, test.value) for test in rule.tests] + list(rule.sets)
    for name, value in constants:
        wrong = _wrong_value(value)
        if wrong is not None:
            yield Refusal(rule.id, f"field {name} {wrong[0]}", f"字段 {name} {wrong[1]}")
    for pairs in (rule.copies, rule.sets):
        for name, number in Counter(name for name, _ in pairs).items():
            if number > 1:
                yield Refusal(rule.id, f"{name} is given twice", f"{name} 重复给出")


def _fields(rule: MatchRule) -> Iterator[str]:
    yield from (test.field for test in rule.tests)
    yield from chain.from_iterable(rule.copies)
    yield from (name for name, _ in rule.sets)


def _wrong_value(value: Any) -> tuple[str, str] | None:
    """Why something cannot be a value, in English and Chinese."""
    kind = type(value)
    if kind is int:
        if -LARGEST <= value <= LARGEST:
            return None
        return f"is {value!r:.40}, beyond ±2**53", f"的值 {value!r:.40} 超出 ±2**53"
    if kind is str:
        if len(value) <= LONGEST:
            return None
        return f"is a text of more than {LONGEST} characters", f"的文字超过 {LONGEST} 字"
    if kind is bool:
        return None
    return f"is of type {kind.__name__}; numbers are whole", f"的类型是 {kind.__name__};数须是整数"


class Types:
    """One type for each field, through all rules; a copied field has the type of what it is copied from."""

    def __init__(self, rules: Sequence[MatchRule]) -> None:
        self._like: dict[str, str] = {}
        self.faults: list[Refusal] = []
        self.known: dict[str, type] = {}
        """By the field that stands for all those it is copied to and from (:meth:`stands_for`)."""
        for rule in rules:
            for new, old in rule.copies:
                self._like[self.stands_for(new)] = self.stands_for(old)
        for rule in rules:
            for name, value in chain(((test.field, test.value) for test in rule.tests), rule.sets):
                before = self.known.setdefault(self.stands_for(name), type(value))
                if before is not type(value):
                    one, other = type(value).__name__, before.__name__
                    said = (
                        f"field {name} is {one} here and {other} elsewhere",
                        f"字段 {name} 此处为 {one},别处为 {other}",
                    )
                    self.faults.append(Refusal(rule.id, *said))

    def stands_for(self, name: str) -> str:
        """The field whose type this one shares."""
        while (like := self._like.get(name, name)) != name:
            name = like
        return name


def _cycle(rules: Sequence[MatchRule]) -> list[str]:
    """Kinds that derive each other in a circle, the first again at the end; empty if there are none."""
    graph: TopologicalSorter[str] = TopologicalSorter()
    for rule in rules:
        graph.add(rule.derives, rule.kind)
    try:
        graph.prepare()
    except CycleError as found:
        return list(found.args[1])
    return []


# --- limits of the C engine ---------------------------------------------------------------------------------


def ordered_tests(rule: MatchRule) -> tuple[Test, ...]:
    """The tests of a rule, each once, in the order in which the network has them: rules share what they begin with."""
    return tuple(sorted(set(rule.tests), key=lambda test: (test.field, test.op, _order(test.value))))


def _order(value: Value) -> tuple[str, Value]:
    return (type(value).__name__, value)


def _over_the_limits(rules: tuple[MatchRule, ...]) -> tuple[Refusal, ...]:
    """Why the C engine does not get these rules, which are sound otherwise."""
    found: list[Refusal] = []
    if len(rules) > MOST_RULES:
        found.append(Refusal("", f"more than {MOST_RULES} rules", f"规则超过 {MOST_RULES} 条"))
    roots: dict[str, _Node] = {}
    fields: dict[str, set[str]] = {}
    for rule in rules:
        tests = ordered_tests(rule)
        if len(tests) > MOST_TESTS:
            found.append(Refusal(rule.id, f"more than {MOST_TESTS} comparisons", f"比较超过 {MOST_TESTS} 项"))
        node = roots.setdefault(rule.kind, _Node({}))
        for test in tests:
            node = node.below.setdefault(test, _Node({}))
        node.ends += 1
        fields.setdefault(rule.kind, set()).update(test.field for test in tests)
    most = max(map(len, fields.values()), default=0)
    if most > MOST_FIELDS:
        found.append(
            Refusal(
                "",
                f"{most} tested fields of one kind, over {MOST_FIELDS}",
                f"同一种类受检字段 {most} 个,超过 {MOST_FIELDS}",
            )
        )
    nodes = list(chain.from_iterable(node.walk() for node in roots.values()))
    wide = max(chain((len(roots) + 1,), (len(node.below) for node in nodes)))  # one kind more: the priming event's
    if wide > MOST_UNDER_A_NODE:
        most = MOST_UNDER_A_NODE
        found.append(
            Refusal("", f"{wide} comparisons under one node, over {most}", f"同一节点下的比较 {wide} 项,超过 {most}")
        )
    alike = max((node.ends for node in nodes), default=0)
    if alike > MOST_ALIKE:
        most = MOST_ALIKE
        found.append(
            Refusal("", f"{alike} rules of one condition, over {most}", f"条件相同的规则 {alike} 条,超过 {most}")
        )
    pending = max((node.pending() for node in roots.values()), default=0)
    if pending > MOST_AT_ONCE:
        most = MOST_AT_ONCE
        found.append(
            Refusal(
                "",
                f"one fact may meet {pending} comparisons at once, over {most}",
                f"一件事实可同时满足 {pending} 项比较,超过 {most}",
            )
        )
    return tuple(found)


over_the_limits = Remembering(_over_the_limits)


@dataclass(slots=True)
class _Node:
    """A node of the network: the comparisons below it and how many rules end here."""

    below: dict[Test, _Node]
    ends: int = 0

    def walk(self) -> Iterator[_Node]:
        yield self
        yield from chain.from_iterable(node.walk() for node in self.below.values())

    def pending(self) -> int:
        """The most comparisons one fact can leave on the stack; of ``==`` on one field it can meet only one."""
        if not self.below:
            return 1
        ways = sum(test.op != "==" for test in self.below) + len({test.field for test in self.below if test.op == "=="})
        return ways - 1 + max(node.pending() for node in self.below.values())


def say_all(refusals: Iterable[Refusal]) -> str:
    """Several refusals in one sentence, for an error."""
    return "; ".join(each.say() for each in refusals)
