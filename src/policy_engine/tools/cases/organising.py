"""What a case may expect of functions and bodies: whose a function is, and what is said of a body, number by number.

Exact for each key named. ``[]``, or for a number ``none``, says that no rule states it; ``open`` and ``unset`` are
numbers that wait for facts or that nobody has set.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from policy_engine.arithmetic import Worked
from policy_engine.decisions.decision import Decision
from policy_engine.decisions.figures import EstablishedLine
from policy_engine.decisions.publish_organising import fixed_value
from policy_engine.errors import Diagnostic, near_match
from policy_engine.loading.form import wrong_kind
from policy_engine.nodes import Node
from policy_engine.organising import AssignEffect, Bounds, Count, EstablishEffect
from policy_engine.tools.cases.figures import NONE, Difference
from policy_engine.words import KEYS

Same: TypeAlias = Callable[[Any, Any], bool]
NUMBERED = {"posts": tuple(KEYS["bounds"]), "counts": tuple(KEYS["count expected"])}
_ATTRIBUTES = tuple(key for key in KEYS["establish"] if key != "body")


# --- what a decision has ----------------------------------------------------------------------------------------------


def functions(decision: Decision) -> dict[str, list[object]]:
    """Whose each function is, as in a rule; where that is open, every possible answer."""
    found: dict[str, list[object]] = {}
    for effect in _stated(decision):
        if isinstance(effect, AssignEffect) and effect.who.plain() not in found.setdefault(effect.function, []):
            found[effect.function].append(effect.who.plain())
    return found


def bodies(decision: Decision) -> dict[str, list[Any]]:
    """By path (``body.under``, ``body.posts.head``) what is said; where that is open, every possible answer."""
    found: dict[str, list[Any]] = {}
    for line in decision.established:
        found.setdefault(_path(line.effect), []).append(_value(line))
    for answer in decision.slots:
        for stated in answer.stated:
            effect = stated.effect
            if isinstance(effect, EstablishEffect) and not stated.certain:
                value = "open" if effect.name else fixed_value(effect)
                if value not in found.setdefault(_path(effect), []):
                    found[_path(effect)].append(value)
    return found


def _stated(decision: Decision) -> Iterator[object]:
    yield from (stated.effect for answer in decision.slots for stated in answer.stated)


def _path(effect: EstablishEffect) -> str:
    return effect.slot.partition(".")[2]


def _value(line: EstablishedLine) -> Any:
    numbers = {key: _number(worked, line) for key, worked in line.numbers}
    match line.effect.value:
        case Bounds():
            return numbers.get("exactly", numbers)
        case Count():
            derived = {"sum_of_parts": line.sum_of_parts, "unallocated": line.unallocated}
            parts = {name: _number(worked, line) for name, worked in line.parts}
            return numbers | {"parts": parts} | {key: value for key, value in derived.items() if value is not None}
        case _:
            return fixed_value(line.effect)


def _number(worked: Worked, line: EstablishedLine) -> Any:
    if worked.value is not None:
        return worked.value
    return "open" if line.status == "open" else "unset"


# --- held against what is expected ------------------------------------------------------------------------------------


def well_formed_bodies(node: Node, faults: list[Diagnostic]) -> bool:
    """A mapping from bodies to what is said of them; posts and counts by name."""
    before = len(faults)
    for body, said in _entries(node, "expect.establish", faults):
        for key, value in _entries(said, f"expect.establish.{body}", faults):
            where = f"establish.{body}.{key}"
            if key not in _ATTRIBUTES:
                near = near_match(key, _ATTRIBUTES)
                faults.append(Diagnostic("PE803", said.key_place(key), {"key": where}, ", ".join(_ATTRIBUTES), near))
            elif key in NUMBERED:
                for name, number in _entries(value, f"expect.{where}", faults):
                    _check_number(number, f"{where}.{name}", NUMBERED[key], faults)
    return len(faults) == before


def _entries(node: Node, where: str, faults: list[Diagnostic]) -> Iterator[tuple[str, Node]]:
    if isinstance(node.value, dict):
        yield from node.value.items()
    else:
        wrong_kind(node, where, "mapping", faults)


def _check_number(node: Node, where: str, allowed: tuple[str, ...], faults: list[Diagnostic]) -> None:
    if not isinstance(node.value, dict):
        return
    for key in node.value:
        if key not in allowed:
            near = near_match(key, allowed)
            faults.append(Diagnostic("PE803", node.key_place(key), {"key": f"{where}.{key}"}, ", ".join(allowed), near))


def body_differences(node: Node, found: Mapping[str, list[Any]], same: Same, who: Same) -> Iterator[Difference]:
    """What of the bodies expected is not so; ``same`` compares values as sets, ``who`` those who act."""
    assert isinstance(node.value, dict)
    for body, said in node.value.items():
        assert isinstance(said.value, dict)
        for key, value in said.value.items():
            if key in NUMBERED:
                assert isinstance(value.value, dict)
                for name, number in value.value.items():
                    path = f"{body}.{key}.{name}"
                    yield from _number_differences(path, value, name, number, found.get(path, []), same)
                continue
            path, wanted = f"{body}.{key}", value.plain()
            have = found.get(path, [])
            equal = who if key == "led_by" else same
            if not equal(wanted, have if key == "led_by" else _flat(have)):
                yield Difference(f"establish.{path}", said.key_place(key), wanted, _single(have))


def _flat(found: list[Any]) -> list[Any]:
    return [each for value in found for each in (value if isinstance(value, list) else [value])]


def _single(found: list[Any]) -> Any:
    return found[0] if len(found) == 1 else found


def _number_differences(
    path: str, parent: Node, name: str, node: Node, found: list[Any], same: Same
) -> Iterator[Difference]:
    have = _single(found) if found else NONE
    if isinstance(have, dict) and isinstance(node.value, dict):
        yield from _key_differences(path, node, have, same)
        return
    wanted = node.plain()
    if isinstance(have, dict) and "parts" in have and not isinstance(node.value, dict):
        have = have.get("total", NONE)  # a number expected of a count is its total
    if isinstance(wanted, dict) or isinstance(have, dict) or not same(wanted, have):
        yield Difference(f"establish.{path}", parent.key_place(name), wanted, have)


def _key_differences(path: str, node: Node, have: Mapping[str, Any], same: Same) -> Iterator[Difference]:
    """Bounds, totals and parts, each key named."""
    assert isinstance(node.value, dict)
    for key, value in node.value.items():
        if key == "parts" and isinstance(value.value, dict):
            for part, number in value.value.items():
                yield from _one(f"{path}.parts.{part}", value, part, number, have["parts"].get(part, NONE), same)
        elif key == "between":
            yield from _one(f"{path}.between", node, key, value, _between(have), lambda one, two: one == two)
        else:
            yield from _one(f"{path}.{key}", node, key, value, have.get(key, NONE), same)


def _one(path: str, parent: Node, key: str, node: Node, have: Any, same: Same) -> Iterator[Difference]:
    wanted = node.plain()
    if not same(wanted, have):
        yield Difference(f"establish.{path}", parent.key_place(key), wanted, have)


def _between(have: Mapping[str, Any]) -> list[Any]:
    return [Decimal(each) if isinstance(each, int) else each for each in (have.get("at_least"), have.get("at_most"))]
