"""Limits and deadlines: which of a rule there are, and on which side of them a decision stands.

Of a limit there has to be a case exactly at the bound and one a single step of its fact over it (where the bound lies
between two steps, the nearest on either side); of a deadline one on the day and one the day after, of a day to wait for
one the day before. What is not set has no sides.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, TypeAlias

from policy_engine.arithmetic import Figure, Formula, facts_read, parameters_read
from policy_engine.compiled.epochs import Active, Epoch
from policy_engine.compiled.models import Models
from policy_engine.decisions.decision import Decision
from policy_engine.effects import DeadlineEffect, Effect, LimitEffect
from policy_engine.engine.desk import Desk
from policy_engine.engine.working_days import is_working_day
from policy_engine.errors import RequestError
from policy_engine.requests.layout import Codes
from policy_engine.tools.cases.measure.deciding import deadline_binds, limit_binds

Side: TypeAlias = Literal["at", "over", "on", "after", "before"]
Sided: TypeAlias = "LimitEffect | DeadlineEffect"
Since: TypeAlias = tuple[tuple[str, int], ...]
"""The values that the parameters of a formula have: each with the day (an ordinal) from which."""


def desk_of(epoch: Epoch, models: Models, codes: Codes) -> Desk:
    """Where the figures of a request are looked up."""
    return Desk(epoch, models, codes, is_working_day)


def worked(desk: Desk, formula: Formula) -> Figure | None:
    """A formula worked out, or nothing where it cannot be: a fact or figure is missing, a year has no calendar."""
    try:
        return desk.work(formula).value
    except RequestError:
        return None


def sided(active: Active) -> Iterator[Sided]:
    """The limits and deadlines that a rule states."""
    for effect in dict.fromkeys((*active.wording.effects, *active.wording.otherwise)):
        if isinstance(effect, (LimitEffect, DeadlineEffect)):
            yield effect


def values_read(effect: Sided, models: Models, day: int) -> Since | None:
    """Which values the parameters of a limit or deadline have on a day, or nothing where one of them is not set."""
    found: list[tuple[str, int]] = []
    for name in parameters_read(effect.bound if isinstance(effect, LimitEffect) else effect.at):
        instrument, parameter = name.split("/", 1)
        value = models.instruments[instrument].parameters[parameter].on(day)
        if value is None:
            return None
        found.append((name, value.start))
    return tuple(dict.fromkeys(found))


def sides(effect: Sided, epoch: Epoch, desk: Desk) -> tuple[Side, ...]:
    """The sides that have to be shown; of a fixed bound beyond all values of its fact only those that occur."""
    if isinstance(effect, DeadlineEffect):
        return ("on", "before") if effect.not_before else ("on", "after")
    if _is_fixed(effect.bound):
        bound = worked(desk, effect.bound)
        axis = epoch.axes.single[effect.of]
        if isinstance(bound, Decimal):
            found: list[Side] = []
            if bound >= axis.low * axis.step:
                found.append("at")
            if bound < axis.high * axis.step:
                found.append("over")
            return tuple(found)
    return ("at", "over")


def _is_fixed(formula: Formula) -> bool:
    """Whether a formula reads no fact."""
    return next(facts_read(formula), None) is None


# --- what a decision shows ------------------------------------------------------------------------------------


def shown(decision: Decision, epoch: Epoch, models: Models, codes: Codes) -> Iterator[tuple[str, Effect, Side]]:
    """(rule, effect, side) of every limit and deadline that binds in a decision and stands just on one side."""
    step = {name: axis.step for name, axis in epoch.axes.single.items()}
    for line in decision.figures.limits:
        effect, bound = line.rule.effect, line.worked.value
        assert isinstance(effect, LimitEffect)
        if limit_binds(line) and isinstance(bound, Decimal) and line.claimed is not None:
            side = _of_limit(bound, line.claimed, step[effect.of])
            if side:
                yield from ((rule, effect, side) for rule in line.rule.rules)
    for due in decision.figures.deadlines:
        effect = due.rule.effect
        assert isinstance(effect, DeadlineEffect)
        if deadline_binds(due) and due.day is not None and due.done is not None:
            side = _of_deadline(effect, due.day, due.done)
            if side:
                yield from ((rule, effect, side) for rule in due.rule.rules)
    yield from _advised(decision, desk_of(epoch, models, codes))


def _advised(decision: Decision, desk: Desk) -> Iterator[tuple[str, Effect, Side]]:
    """The same of limits and deadlines that are only recommended; figures leave them out."""
    for advice in decision.verdict.advice:
        for effect in advice.effects if advice.certain else ():
            side: Side | None = None
            if isinstance(effect, LimitEffect):
                bound, claimed = worked(desk, effect.bound), desk.fact(effect.of)
                if isinstance(bound, Decimal) and isinstance(claimed, Decimal):
                    side = _of_limit(bound, claimed, desk.epoch.axes.single[effect.of].step)
            elif isinstance(effect, DeadlineEffect):
                day, done = worked(desk, effect.at), _done(effect, decision, desk)
                if isinstance(day, dt.date) and done is not None:
                    side = _of_deadline(effect, day, done)
            if side is not None:
                yield advice.rule, effect, side


def _done(effect: DeadlineEffect, decision: Decision, desk: Desk) -> dt.date | None:
    if effect.of in desk.epoch.axes.single:
        day = desk.fact(effect.of)
        return day if isinstance(day, dt.date) else None
    rows = [row for row in decision.request.given.rows.get(effect.of, ()) if row[2] == effect.matter]
    return dt.date.fromordinal(rows[0][4]) if rows else None


def _of_limit(bound: Decimal, claimed: Decimal, step: Decimal) -> Side | None:
    if 0 <= bound - claimed < step:
        return "at"
    return "over" if 0 < claimed - bound <= step else None


def _of_deadline(effect: DeadlineEffect, day: dt.date, done: dt.date) -> Side | None:
    late = (done - day).days
    if late == 0:
        return "on"
    if effect.not_before:
        return "before" if late == -1 else None
    return "after" if late == 1 else None
