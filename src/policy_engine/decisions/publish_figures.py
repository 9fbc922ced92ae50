"""The figures of a decision in their published form: numbers as text, formulas as they stand in rules."""

from __future__ import annotations

from typing import Any, TypedDict

from policy_engine.arithmetic import Fact, Formula, Named, Number, Worked
from policy_engine.decisions.figures import AmountLine, DeadlineLine, FigureRule, Figures, LimitLine, OutputLine
from policy_engine.decisions.model_figures import (
    AmountPart,
    ChoicePart,
    DeadlinePart,
    LimitPart,
    OutputPart,
    WorkedPart,
)
from policy_engine.effects import ChooseEffect, DeadlineEffect, LimitEffect
from policy_engine.requests.fields import plain


class FigureParts(TypedDict):
    """The figure fields of the decision model."""

    limits: tuple[LimitPart, ...]
    amounts: tuple[AmountPart, ...]
    deadlines: tuple[DeadlinePart, ...]
    outputs: tuple[OutputPart, ...]
    choices: tuple[ChoicePart, ...]


def figure_parts(figures: Figures) -> FigureParts:
    """All figures of a decision, published."""
    return FigureParts(
        limits=tuple(_limit(line) for line in figures.limits),
        amounts=tuple(_amount(line) for line in figures.amounts),
        deadlines=tuple(_deadline(line) for line in figures.deadlines),
        outputs=tuple(_output(line) for line in figures.outputs),
        choices=tuple(_choice(rule) for rule in figures.choices),
    )


def plain_formula(formula: Formula) -> Any:
    """A formula as it stands in a rule: a number as text, a name, or an operation with its parts."""
    match formula:
        case Number(value=value):
            return plain(value)
        case Fact(name=name) | Named(name=name):
            return name
        case _:
            parts = [plain_formula(part) for part in formula.parts]
            found: dict[str, Any] = {formula.operation: parts}
            if formula.period:
                found["period"] = formula.period
            return found


def worked_part(worked: Worked) -> WorkedPart:
    """A formula worked out, with every intermediate result."""
    return WorkedPart(
        formula=plain_formula(worked.formula),
        value=_text(worked.value),
        parts=tuple(worked_part(part) for part in worked.parts),
    )


def _text(value: Any) -> str | None:
    return None if value is None else str(plain(value))


def _limit(line: LimitLine) -> LimitPart:
    effect = line.rule.effect
    assert isinstance(effect, LimitEffect)
    return LimitPart(
        of=effect.of,
        bound=_text(line.worked.value),
        claimed=_text(line.claimed),
        over=_text(line.over),
        status=line.status,
        governs=line.governs,
        excess=effect.excess,
        worked=worked_part(line.worked),
        clauses=line.rule.clauses,
        rules=line.rule.rules,
    )


def _amount(line: AmountLine) -> AmountPart:
    return AmountPart(
        payable=_text(line.payable),
        before_limits=_text(line.worked.value),
        status=line.status,
        worked=worked_part(line.worked),
        cut_by=line.cut_to.rule.clauses if line.cut_to is not None else (),
        clauses=line.rule.clauses,
        rules=line.rule.rules,
    )


def _deadline(line: DeadlineLine) -> DeadlinePart:
    effect = line.rule.effect
    assert isinstance(effect, DeadlineEffect)
    return DeadlinePart(
        of=effect.of,
        not_before=effect.not_before,
        date=line.day,
        done=line.done,
        status=line.status,
        governs=line.governs,
        worked=worked_part(line.worked),
        clauses=line.rule.clauses,
        rules=line.rule.rules,
    )


def _output(line: OutputLine) -> OutputPart:
    return OutputPart(
        output=line.output,
        values=tuple(plain(value) for value in line.values),
        status=line.status,
        clauses=tuple(sorted({clause for rule in line.rules for clause in rule.clauses})),
        rules=tuple(sorted({name for rule in line.rules for name in rule.rules})),
        governed_by=tuple(sorted({clause for rule in line.governing for clause in rule.clauses})),
    )


def _choice(rule: FigureRule) -> ChoicePart:
    effect = rule.effect
    assert isinstance(effect, ChooseEffect)
    return ChoicePart(
        options=effect.options, by=effect.by, on=effect.on or None, clauses=rule.clauses, rules=rule.rules
    )
