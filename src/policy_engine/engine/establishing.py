"""Working out the numbers that are said of bodies: posts, totals and parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policy_engine.arithmetic import Formula, facts_read
from policy_engine.decisions.figures import EstablishedLine, FigureRule, FigureStatus
from policy_engine.engine.desk import Desk
from policy_engine.organising import Bounds, Count, EstablishEffect


def work_established(rules: Iterable[FigureRule], desk: Desk) -> Iterator[tuple[EstablishedLine, tuple[str, ...]]]:
    """What certainly holds of bodies, each with the unknown facts that its numbers wait for."""
    for rule in rules:
        if isinstance(rule.effect, EstablishEffect):
            yield _line(rule, rule.effect, desk)


def _line(rule: FigureRule, effect: EstablishEffect, desk: Desk) -> tuple[EstablishedLine, tuple[str, ...]]:
    numbers, parts = _stated(effect)
    formulas = [formula for _, formula in (*numbers, *parts)]
    needs = tuple(dict.fromkeys(name for each in formulas for name in _missing(each, desk)))
    status: FigureStatus = "settled"
    if needs:
        status = "open"
    elif any(map(desk.unset, formulas)):
        status = "not_set"
    line = EstablishedLine(
        rule,
        status,
        tuple((key, desk.work(formula)) for key, formula in numbers),
        tuple((name, desk.work(formula)) for name, formula in parts),
    )
    return line, needs


def _stated(effect: EstablishEffect) -> tuple[list[tuple[str, Formula]], tuple[tuple[str, Formula], ...]]:
    match effect.value:
        case Bounds(low=low) as bounds if bounds.exactly and low is not None:
            return [("exactly", low)], ()
        case Bounds(low=low, high=high):
            return [(key, each) for key, each in (("at_least", low), ("at_most", high)) if each is not None], ()
        case Count(total=total, parts=parts):
            return [("total", total)] if total is not None else [], parts
    return [], ()


def _missing(formula: Formula, desk: Desk) -> tuple[str, ...]:
    """The unknown facts of a formula; one that waits for a parameter is not helped by facts."""
    return () if desk.unset(formula) else desk.unknown(facts_read(formula))
