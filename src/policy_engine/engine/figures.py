"""Working out the figures of a verdict for one request: bounds, amounts, dates, outputs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from policy_engine.arithmetic import (
    Worked,
    facts_read,
)
from policy_engine.decisions.figures import (
    AmountLine,
    DeadlineLine,
    DeadlineStatus,
    EstablishedLine,
    FigureRule,
    Figures,
    FigureStatus,
    LimitLine,
    LimitStatus,
    OutputLine,
    OutputValue,
)
from policy_engine.decisions.parts import SlotAnswer, Step, Verdict
from policy_engine.effects import (
    DEADLINE,
    LIMIT,
    PAYABLE,
    ChooseEffect,
    DeadlineEffect,
    Effect,
    LimitEffect,
    PayableEffect,
    SetEffect,
    formulas,
)
from policy_engine.engine.desk import Desk
from policy_engine.engine.establishing import work_established

MONEY = "yuan"


def work_figures(verdict: Verdict, steps: Sequence[Step], desk: Desk) -> Figures:
    """All figures of a verdict for one request; ``steps`` tell when acts were done."""
    rules = verdict.figures
    may_cut = {
        limit.matter for limit in verdict.open_limits if _is_of_money(limit, desk) and not desk.unset(limit.at_most)
    }
    needs: dict[tuple[str, str], tuple[str, ...]] = {}
    limits = _governing([_limit(rule, rule.effect, desk) for rule in rules if isinstance(rule.effect, LimitEffect)])
    for line in limits:
        if line.status == "open":
            effect = line.rule.effect
            assert isinstance(effect, LimitEffect)
            _need(needs, LIMIT, effect.matter, desk.unknown((effect.of, *facts_read(effect.bound))))
    amounts = [
        _amount(rule, rule.effect, limits, desk, needs, rule.effect.matter in may_cut)
        for rule in rules
        if isinstance(rule.effect, PayableEffect)
    ]
    deadlines = [_deadline(rule, rule.effect, steps, desk) for rule in rules if isinstance(rule.effect, DeadlineEffect)]
    for deadline in deadlines:
        if deadline.status == "open":
            _need(needs, DEADLINE, deadline.rule.effect.matter, desk.unknown(facts_read(deadline.worked.formula)))
    outputs = tuple(_outputs(rules, desk, needs))
    established: list[EstablishedLine] = []
    for line_of_body, unknown in work_established(rules, desk):
        established.append(line_of_body)
        if unknown:
            _need(needs, line_of_body.effect.slot, line_of_body.effect.matter, unknown)
    _need_of_open_slots(verdict, desk, needs)
    return Figures(
        tuple(limits),
        tuple(amounts),
        tuple(_binding(deadlines)),
        outputs,
        tuple(rule for rule in rules if isinstance(rule.effect, ChooseEffect)),
        needs,
        tuple(established),
    )


def _need_of_open_slots(verdict: Verdict, desk: Desk, needs: dict[tuple[str, str], tuple[str, ...]]) -> None:
    """Adds the facts from which what may yet hold is worked out: once it holds, they would be missing."""
    of_limits = {answer.matter: answer for answer in verdict.slots if answer.slot == LIMIT}
    for answer in verdict.slots:
        for effect in dict.fromkeys(stated.effect for stated in answer.stated):
            if answer.status == "open":
                _need_if_any(needs, answer, desk.unknown(_read_by(effect, desk)))
            if isinstance(effect, PayableEffect) and answer.matter in of_limits:
                limits = of_limits[answer.matter]
                cutting = [
                    stated.effect
                    for stated in limits.stated
                    if isinstance(stated.effect, LimitEffect)
                    and _is_of_money(stated.effect, desk)
                    and not desk.unset(stated.effect.at_most)
                ]
                for limit in cutting:
                    _need_if_any(needs, answer, desk.unknown(facts_read(limit.bound)))
                    if limit in verdict.open_limits:
                        _need_if_any(needs, answer, limits.needs)


def _need_if_any(needs: dict[tuple[str, str], tuple[str, ...]], answer: SlotAnswer, facts: tuple[str, ...]) -> None:
    if facts:
        _need(needs, answer.slot, answer.matter, facts)


def _read_by(effect: Effect, desk: Desk) -> Iterator[str]:
    """The facts that its formulas read; one that waits for a parameter reads none, and does not keep the others."""
    known = [formula for formula in formulas(effect) if not desk.unset(formula)]
    for formula in known:
        yield from facts_read(formula)
    if isinstance(effect, LimitEffect) and known:
        yield effect.of


def _need(needs: dict[tuple[str, str], tuple[str, ...]], slot: str, matter: str, facts: Iterable[str]) -> None:
    needs[slot, matter] = tuple(dict.fromkeys((*needs.get((slot, matter), ()), *facts)))


# --- limits ---------------------------------------------------------------------------------------------------


def _limit(rule: FigureRule, effect: LimitEffect, desk: Desk) -> LimitLine:
    worked, claimed, over, status = limit_status(effect, desk)
    return LimitLine(rule, worked, claimed, over, status)


def limit_status(effect: LimitEffect, desk: Desk) -> tuple[Worked, Decimal | None, Decimal | None, LimitStatus]:
    """(bound worked out, claimed, by how much it is over, status) of a limit."""
    worked = desk.work(effect.bound)
    claimed = desk.fact(effect.of)
    assert not isinstance(claimed, dt.date)
    if desk.unset(effect.at_most):
        return worked, claimed, None, "not_set"
    if worked.value is None or claimed is None:
        return worked, claimed, None, "open"
    assert isinstance(worked.value, Decimal)
    over = max(claimed - worked.value, Decimal(0))
    return worked, claimed, over, "over" if over else "within"


def _governing(lines: Sequence[LimitLine]) -> list[LimitLine]:
    """All limits bind; of those on one fact the lowest governs."""
    lowest: dict[tuple[str, str], Decimal] = {}
    for line in lines:
        value = line.worked.value
        if isinstance(value, Decimal):
            lowest[_limited(line)] = min(value, lowest.get(_limited(line), value))
    return [
        replace(line, governs=line.worked.value is not None and line.worked.value == lowest[_limited(line)])
        for line in lines
    ]


def _limited(line: LimitLine) -> tuple[str, str]:
    assert isinstance(line.rule.effect, LimitEffect)
    return line.rule.effect.of, line.rule.effect.matter


# --- amounts --------------------------------------------------------------------------------------------------


def _amount(
    rule: FigureRule,
    effect: PayableEffect,
    limits: Sequence[LimitLine],
    desk: Desk,
    needs: dict[tuple[str, str], tuple[str, ...]],
    may_be_cut: bool,
) -> AmountLine:
    """What is payable: the amount, cut down to the lowest limit of money whose excess is not paid.

    It is open while a limit may yet apply that would cut it. Where it waits for a parameter no fact would settle it.
    """
    worked = desk.work(effect.amount)
    if desk.unset(effect.amount):
        return AmountLine(rule, worked, None, "not_set")
    cutting = [line for line in limits if _cuts(line, effect, desk)]
    facts = {*facts_read(effect.amount)}
    for line in cutting:
        assert isinstance(line.rule.effect, LimitEffect)
        facts.update(facts_read(line.rule.effect.bound))
    unknown = desk.unknown(name for name in desk.epoch.axes.single if name in facts)
    if unknown:
        _need(needs, PAYABLE, effect.matter, unknown)
        return AmountLine(rule, worked, None, "open")
    if may_be_cut:
        return AmountLine(rule, worked, None, "open")
    assert isinstance(worked.value, Decimal)
    bounds = [(line.worked.value, line) for line in cutting if isinstance(line.worked.value, Decimal)]
    if bounds:
        lowest, governing = min(bounds, key=lambda each: each[0])
        if lowest < worked.value:
            return AmountLine(rule, worked, lowest, "settled", governing)
    return AmountLine(rule, worked, worked.value, "settled")


def _cuts(line: LimitLine, effect: PayableEffect, desk: Desk) -> bool:
    limit = line.rule.effect
    assert isinstance(limit, LimitEffect)
    return _is_of_money(limit, desk) and limit.matter == effect.matter and line.status != "not_set"


def _is_of_money(limit: LimitEffect, desk: Desk) -> bool:
    """Whether a limit cuts what is payable: one of money whose excess is not paid."""
    return limit.excess == "not_paid" and desk.epoch.axes.single[limit.of].unit == MONEY


# --- deadlines ------------------------------------------------------------------------------------------------


def _deadline(rule: FigureRule, effect: DeadlineEffect, steps: Sequence[Step], desk: Desk) -> DeadlineLine:
    worked = desk.work(effect.at)
    done = _done(effect, steps, desk)
    day = worked.value
    if desk.unset(effect.at):
        return DeadlineLine(rule, worked, None, done, "not_set")
    if not isinstance(day, dt.date):
        return DeadlineLine(rule, worked, None, done, "open")
    return DeadlineLine(rule, worked, day, done, deadline_status(effect, day, done))


def deadline_status(effect: DeadlineEffect, day: dt.date, done: dt.date | None) -> DeadlineStatus:
    """Whether something was done in time; the day itself is in time."""
    if done is None:
        return "pending"
    return "met" if (done >= day if effect.not_before else done <= day) else "missed"


def _done(effect: DeadlineEffect, steps: Sequence[Step], desk: Desk) -> dt.date | None:
    """The day of a dated fact, or of the last step of an act once all its steps are done."""
    if effect.of in desk.epoch.axes.single:
        day = desk.fact(effect.of)
        return day if isinstance(day, dt.date) else None
    own = [step for step in steps if step.rule.act == effect.of and step.rule.matter == effect.matter]
    if not own or any(step.status != "done" for step in own):
        return None
    return dt.date.fromordinal(max(step.day for step in own))


def _binding(lines: Sequence[DeadlineLine]) -> list[DeadlineLine]:
    """Of the deadlines of one thing the earliest binds, of the days before which it may not be done the latest."""
    found = []
    for line in lines:
        effect = line.rule.effect
        assert isinstance(effect, DeadlineEffect)
        rivals = [
            other.day
            for other in lines
            if isinstance(other.rule.effect, DeadlineEffect)
            and (other.rule.effect.of, other.rule.effect.not_before) == (effect.of, effect.not_before)
            and other.rule.effect.matter == effect.matter
            and other.day is not None
        ]
        binds = line.day is not None and line.day == (max(rivals) if effect.not_before else min(rivals))
        found.append(replace(line, governs=binds))
    return found


# --- outputs --------------------------------------------------------------------------------------------------


def _outputs(
    rules: Sequence[FigureRule], desk: Desk, needs: dict[tuple[str, str], tuple[str, ...]]
) -> Iterable[OutputLine]:
    grouped: dict[str, list[tuple[FigureRule, SetEffect]]] = {}
    for rule in rules:
        if isinstance(rule.effect, SetEffect):
            grouped.setdefault(rule.effect.output, []).append((rule, rule.effect))
    for output, stated in sorted(grouped.items()):
        values: list[OutputValue] = []
        status: FigureStatus = "settled"
        for _, effect in stated:
            if isinstance(effect.value, (str, bool)):
                values.append(effect.value)
                continue
            worked = desk.work(effect.value)
            values.append(worked.value)
            if worked.value is None:
                unknown = () if desk.unset(effect.value) else desk.unknown(facts_read(effect.value))
                status = "open" if unknown or status == "open" else "not_set"
                _need(needs, output, effect.matter, unknown)
        counting = values
        if stated[0][1].mode == "highest":
            counting = _highest([effect.matter for _, effect in stated], values)
        unique = tuple(dict.fromkeys(counting))
        yield OutputLine(output, tuple(rule for rule, _ in stated), unique, status, tuple(values), tuple(counting))


def _highest(matters: Sequence[str], values: Sequence[OutputValue]) -> list[OutputValue]:
    """In place of each value the one that counts: the greatest of its matter, unknown where one of those is."""
    found: dict[str, Decimal | None] = {}
    for matter, value in zip(matters, values, strict=True):
        before = found.get(matter, value)
        if isinstance(value, Decimal) and isinstance(before, Decimal):
            found[matter] = max(before, value)
        else:
            found[matter] = None
    return [found[matter] for matter in matters]
