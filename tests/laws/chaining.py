"""Random rules and histories for the law of the chainers, and the meaning once more, as naively as it can be put."""

from __future__ import annotations

import random
from collections.abc import Iterator

from policy_engine.histories.matching.model import Derivation, Fact, MatchRule, Test, Value

NUMBERS = (-(2**53), -(2**53) + 1, -31, -30, -10, -3, -1, 0, 1, 2, 3, 10, 29, 30, 31, 100, 739_000, 2**53 - 1, 2**53)
TEXTS = ("", "0", "1", "30", "true", "late", "Late", "late ", "迟到", '"', "\\", "'", "\n", "$s", "late" * 200)
FIELDS: dict[str, tuple[Value, ...]] = {
    "minutes": NUMBERS,
    "day": NUMBERS,
    "k": (0, 1, 2, 3),  # the name the kind has on the wire
    "f0": (0, 1, 2, 3),
    "m": TEXTS,
    "session": TEXTS,
    "approved": (True, False),
    "own": (True, False),
}
COPIED = {"minutes": "day", "k": "f0", "m": "session", "approved": "own"}  # pairs of one type, copied over and over
KINDS = ("late", "absent", "k", "迟到 1", "end", "m", "0")


def random_rules(chance: random.Random) -> tuple[MatchRule, ...]:
    """Rules that derive later kinds from earlier ones, from two to ten."""
    kinds = chance.sample(KINDS, chance.randint(2, 4))
    names = chance.sample(sorted(FIELDS), chance.randint(1, 5))
    rules = []
    for number in range(chance.randint(2, 10)):
        place = chance.randrange(len(kinds) - 1)
        tests = tuple(_test(chance, chance.choice(names)) for _ in range(chance.choice((0, 0, 1, 1, 1, 2, 2, 3))))
        if rules and chance.random() < 0.3:
            tests = chance.choice(rules).tests[: chance.randint(0, 2)] + tests[:1]  # shared beginnings
        copies = {name: _source(chance, name) for name in names if chance.random() < 0.85}
        sets = {name: chance.choice(FIELDS[name]) for name in names if chance.random() < 0.2}
        rules.append(
            MatchRule(
                f"r{number}" if chance.random() < 0.9 else f"规则 {number}",
                kinds[place],
                tests,
                kinds[place + 1] if chance.random() < 0.7 else chance.choice(kinds[place + 1 :]),
                tuple(copies.items()),
                tuple(sets.items()),
            )
        )
    chance.shuffle(rules)
    return tuple(rules)


def _test(chance: random.Random, name: str) -> Test:
    ops = ("==", "!=", "<", "<=", ">", ">=") if type(FIELDS[name][0]) is int else ("==", "!=")
    return Test(name, chance.choice(ops), chance.choice(FIELDS[name]))  # type: ignore[arg-type]


def _source(chance: random.Random, name: str) -> str:
    other = COPIED.get(name) or {new: old for old, new in COPIED.items()}[name]
    return name if chance.random() < 0.7 else other


def random_history(chance: random.Random, rules: tuple[MatchRule, ...]) -> tuple[Fact, ...]:
    """Facts whose values lie at the constants of the rules, some lacking fields, some said twice; ids in any order."""
    kinds = [*sorted({rule.kind for rule in rules}), chance.choice(KINDS)]
    constants: dict[str, list[Value]] = {}
    for rule in rules:
        for test in rule.tests:
            constants.setdefault(test.field, []).extend(_near(test.value))
    drawn: list[tuple[str, dict[str, Value]]] = []
    for _ in range(chance.randint(0, 6)):
        if drawn and chance.random() < 0.2:
            drawn.append(chance.choice(drawn))
            continue
        fields = {}
        for name, values in FIELDS.items():
            if chance.random() < 0.75:
                near = constants.get(name)
                fields[name] = chance.choice(near if near and chance.random() < 0.7 else values)
        drawn.append((chance.choice(kinds), fields))
    facts = [Fact.of(kind, fields, number) for number, (kind, fields) in enumerate(drawn)]
    if chance.random() < 0.5:
        chance.shuffle(facts)
    return tuple(facts)


def _near(value: Value) -> Iterator[Value]:
    yield value
    if type(value) is int:
        yield from (each for each in (value - 1, value + 1) if abs(each) <= 2**53)


def naive(rules: tuple[MatchRule, ...], facts: tuple[Fact, ...]) -> list[str]:
    """Every derivation without ids, sorted: by a recursion over the ways a fact can be derived."""

    def ways(kind: str, values: dict[str, Value], back_to: int) -> Iterator[tuple[str, str, str, int]]:
        for rule in rules:
            if rule.kind != kind or not all(_meets(test, values) for test in rule.tests):
                continue
            new = {to: values[source] for to, source in rule.copies if source in values} | dict(rule.sets)
            yield rule.id, repr((kind, sorted(values.items()))), repr((rule.derives, sorted(new.items()))), back_to
            yield from ways(rule.derives, new, back_to)

    return sorted(repr(each) for fact in facts for each in ways(fact.kind, dict(fact.fields), fact.id))


def _meets(test: Test, values: dict[str, Value]) -> bool:
    if test.field not in values:
        return False
    value, limit = values[test.field], test.value
    if type(value) is not int:
        return (value == limit) == (test.op == "==")
    less, same = value < limit, value == limit  # type: ignore[operator]
    return {"==": same, "!=": not same, "<": less, "<=": less or same, ">": not (less or same), ">=": not less}[test.op]


def shown(facts: tuple[Fact, ...], derivations: tuple[Derivation, ...]) -> list[str]:
    """Derivations as :func:`naive` has them."""
    known = {fact.id: fact for fact in facts} | {each.fact.id: each.fact for each in derivations}
    source = {each.fact.id: each.source for each in derivations}

    def back_to(number: int) -> int:
        return back_to(source[number]) if number in source else number

    return sorted(
        repr((each.rule, _content(known[each.source]), _content(each.fact), back_to(each.source)))
        for each in derivations
    )


def _content(fact: Fact) -> str:
    return repr((fact.kind, list(fact.fields)))
