"""What a case may expect of figures: what is payable, the limit that governs a fact, the deadline that binds, outputs.

A figure that nobody has set is ``unset``, one that waits for facts ``open``, one that no rule states ``none``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from policy_engine.decisions.decision import Decision
from policy_engine.decisions.figures import AmountLine, DeadlineLine, LimitLine
from policy_engine.effects import PAYABLE, DeadlineEffect, LimitEffect
from policy_engine.errors import Diagnostic, Place, near_match
from policy_engine.loading.form import wrong_kind
from policy_engine.nodes import Node

NONE = "none"
_WORDS = {"not_set": "unset", "open": "open"}
Value: TypeAlias = "str | bool | Decimal | dt.date"
Row: TypeAlias = Mapping[str, Value]
_KINDS: Mapping[str, tuple[str, ...]] = {
    "bound": ("integer", "decimal"),
    "over": ("integer", "decimal"),
    "date": ("date",),
    "status": (),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Something expected of a figure that is not so; ``key`` leads to it."""

    key: str
    place: Place
    wanted: Any
    found: Any


# --- what a decision has --------------------------------------------------------------------------------------


def payable(decision: Decision) -> list[Value]:
    """What is payable for the topic's own matter; for other matters only where it has none."""
    lines = _own(decision.figures.amounts)
    found: list[Value] = [_WORDS[line.status] if line.payable is None else line.payable for line in lines]
    if not found and any(answer.slot == PAYABLE and answer.status == "open" for answer in decision.slots):
        found = ["open"]
    return list(dict.fromkeys(found)) or [NONE]


def _own(lines: Iterable[AmountLine]) -> list[AmountLine]:
    each = list(lines)
    return [line for line in each if not line.rule.effect.matter] or each


def limits(decision: Decision) -> dict[str, Row]:
    """For each limited fact the limit that governs."""
    found: dict[str, LimitLine] = {}
    for line in sorted(decision.figures.limits, key=lambda line: (not line.governs, line.rule.effect.matter)):
        effect = line.rule.effect
        assert isinstance(effect, LimitEffect)
        found.setdefault(effect.of, line)
    return {name: _limit(line) for name, line in found.items()}


def _limit(line: LimitLine) -> Row:
    bound, word = line.worked.value, _WORDS.get(line.status, "open")
    return {
        "bound": bound if bound is not None else word,
        "over": line.over if line.over is not None else word,
        "status": "unset" if line.status == "not_set" else line.status,
    }


def deadlines(decision: Decision) -> dict[str, Row]:
    """For each act or dated fact the deadline that binds; a day before which it may not be done only without one."""
    found: dict[str, DeadlineLine] = {}
    for line in sorted(decision.figures.deadlines, key=_binding):
        effect = line.rule.effect
        assert isinstance(effect, DeadlineEffect)
        found.setdefault(effect.of, line)
    return {name: _deadline(line) for name, line in found.items()}


def _binding(line: DeadlineLine) -> tuple[bool, bool, str]:
    effect = line.rule.effect
    assert isinstance(effect, DeadlineEffect)
    return not line.governs, effect.not_before, effect.matter


def _deadline(line: DeadlineLine) -> Row:
    return {
        "date": line.day if line.day is not None else _WORDS[line.status],
        "status": _WORDS.get(line.status, line.status),
    }


def outputs(decision: Decision) -> dict[str, list[Value]]:
    """Every output with its values."""
    return {
        line.output: [_WORDS[line.status] if value is None else value for value in line.values]
        for line in decision.figures.outputs
    }


def choices(decision: Decision) -> list[str]:
    """Everybody who may be chosen."""
    options = (name for rule in decision.figures.choices for name in getattr(rule.effect, "options", ()))
    return list(dict.fromkeys(options))


# --- held against what is expected ----------------------------------------------------------------------------


def well_formed_payable(node: Node, faults: list[Diagnostic]) -> bool:
    """A number, ``unset``, ``open`` or ``none``."""
    if node.kind in ("integer", "decimal"):
        return True
    return _word(node, "expect.payable", (*_WORDS.values(), NONE), faults)


def well_formed_lines(key: str, node: Node, allowed: Iterable[str], faults: list[Diagnostic]) -> bool:
    """A mapping from facts or acts to mappings of the allowed keys."""
    before = len(faults)
    assert isinstance(node.value, dict)
    names = list(allowed)
    for name, row in node.value.items():
        where = f"expect.{key}.{name}"
        if not isinstance(row.value, dict):
            wrong_kind(row, where, "mapping", faults)
            continue
        for each, value in row.value.items():
            if each not in names:
                words = {"key": f"{key}.{name}.{each}"}
                faults.append(
                    Diagnostic("PE803", row.key_place(each), words, ", ".join(names), near_match(each, names))
                )
            elif value.kind not in _KINDS[each]:
                _word(value, f"{where}.{each}", () if each == "status" else tuple(_WORDS.values()), faults)
    return len(faults) == before


def _word(node: Node, where: str, allowed: tuple[str, ...], faults: list[Diagnostic]) -> bool:
    if not isinstance(node.value, str):
        wrong_kind(node, where, "text", faults)
        return False
    if allowed and node.value not in allowed:
        words = {"value": node.value, "field": where}
        faults.append(Diagnostic("PE302", node.place, words, ", ".join(allowed), near_match(node.value, allowed)))
        return False
    return True


def line_differences(
    key: str, node: Node, found: Mapping[str, Row], same: Callable[[Any, Any], bool]
) -> Iterator[Difference]:
    """What of the lines expected is not so; a line that no rule states is told once."""
    assert isinstance(node.value, dict)
    for name, row in node.value.items():
        if name not in found:
            yield Difference(f"{key}.{name}", node.key_place(name), row.plain(), NONE)
            continue
        assert isinstance(row.value, dict)
        for each, value in row.value.items():
            wanted = value.plain()
            if not same(wanted, found[name][each]):
                yield Difference(f"{key}.{name}.{each}", row.key_place(each), wanted, found[name][each])


def output_differences(
    node: Node, found: Mapping[str, list[Value]], same: Callable[[Any, Any], bool]
) -> Iterator[Difference]:
    """What of the outputs expected is not so."""
    assert isinstance(node.value, dict)
    for name, value in node.value.items():
        wanted, have = value.plain(), found.get(name, [NONE])
        if not same(wanted, have):
            yield Difference(f"outputs.{name}", node.key_place(name), wanted, have[0] if len(have) == 1 else have)
