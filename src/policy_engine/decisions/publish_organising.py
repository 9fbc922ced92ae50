"""Assignments and bodies in their published form."""

from __future__ import annotations

from typing import Any

from policy_engine.arithmetic import Worked
from policy_engine.decisions.figures import EstablishedLine, FigureRule
from policy_engine.decisions.model_figures import AssignmentPart, EstablishedPart, WorkedPart
from policy_engine.decisions.model_parts import EffectPart
from policy_engine.decisions.publish_figures import plain_formula, worked_part
from policy_engine.organising import AssignEffect, Bounds, Count, EstablishEffect
from policy_engine.requests.fields import plain
from policy_engine.who import Who


def organising_part(effect: AssignEffect | EstablishEffect) -> EffectPart:
    """An effect that organises, as it stands in a rule."""
    if isinstance(effect, AssignEffect):
        return EffectPart(kind="assign", function=effect.function, by=effect.who.plain())
    return EffectPart(
        kind="establish",
        body=effect.body,
        attribute=effect.attribute,
        name=effect.name or None,
        value=stated_value(effect),
    )


def stated_value(effect: EstablishEffect) -> Any:
    """What a rule says of a body, numbers as they stand in the rule."""
    match effect.value:
        case Bounds(low=low, high=high) as bounds:
            if bounds.exactly and low is not None:
                return plain_formula(low)
            pairs = (("at_least", low), ("at_most", high))
            return {key: plain_formula(each) for key, each in pairs if each is not None}
        case Count(total=total, parts=parts):
            stated = {} if total is None else {"total": plain_formula(total)}
            return stated | ({"parts": {name: plain_formula(part) for name, part in parts}} if parts else {})
        case _:
            return fixed_value(effect)


def fixed_value(effect: EstablishEffect) -> Any:
    """What is said that is no number, as it stands in a rule."""
    value = effect.value
    if isinstance(value, Who):
        return value.plain()
    return list(value) if isinstance(value, tuple) else value


def assignment_part(rule: FigureRule) -> AssignmentPart:
    """Whose a function is."""
    effect = rule.effect
    assert isinstance(effect, AssignEffect)
    return AssignmentPart(
        function=effect.function,
        matter=effect.matter,
        who=effect.who.plain(),
        clauses=rule.clauses,
        rules=rule.rules,
    )


def established_part(line: EstablishedLine) -> EstablishedPart:
    """One thing said of a body, its numbers worked out."""
    effect = line.effect
    worked: dict[str, WorkedPart] = {key: worked_part(each) for key, each in line.numbers}
    worked |= {f"parts.{name}": worked_part(each) for name, each in line.parts}
    return EstablishedPart(
        body=effect.body,
        matter=effect.matter,
        attribute=effect.attribute,
        name=effect.name or None,
        value=_worked_value(line),
        status=line.status,
        sum_of_parts=_text(line.sum_of_parts),
        unallocated=_text(line.unallocated),
        worked=worked,
        clauses=line.rule.clauses,
        rules=line.rule.rules,
    )


def _worked_value(line: EstablishedLine) -> Any:
    """What is said, with its numbers as text; None where one is not known or not set."""
    numbers = {key: _number(each) for key, each in line.numbers}
    match line.effect.value:
        case Bounds():
            return numbers.get("exactly", numbers)
        case Count():
            parts = {name: _number(each) for name, each in line.parts}
            return numbers | ({"parts": parts} if parts else {})
        case _:
            return fixed_value(line.effect)


def _number(worked: Worked) -> str | None:
    return _text(worked.value)


def _text(value: Any) -> str | None:
    return None if value is None else str(plain(value))
