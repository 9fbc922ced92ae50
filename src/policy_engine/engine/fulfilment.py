"""Working out the axes that depend on what has been done: is a rule fulfilled, is a limit exceeded?

They stand after all fields of a request, so that ``otherwise`` and what follows an excess are conditions like others.
Where a fact is unknown that may matter the answer stays open; more facts never turn one answer into another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace

from policy_engine.arithmetic import WorkingDay, facts_read
from policy_engine.compiled.choices import choice_tests
from policy_engine.compiled.epochs import Active, Epoch
from policy_engine.compiled.models import Models
from policy_engine.conditions.tree import holds, tests
from policy_engine.decisions.parts import Requirement, Step, StepRule
from policy_engine.effects import ActEffect, DeadlineEffect, LimitEffect, PaperEffect
from policy_engine.engine.desk import Desk
from policy_engine.engine.figures import deadline_status, limit_status
from policy_engine.engine.steps import paper_rule, settle_papers, settle_steps, step_rules, with_siblings
from policy_engine.requests.given import Given
from policy_engine.requests.layout import Codes

Needs = dict[int, tuple[str, ...]]


def work_out_axes(
    epoch: Epoch, models: Models, codes: Codes, given: Given, working_day: WorkingDay
) -> tuple[Codes, Needs]:
    """The codes with every worked-out axis filled in; for those that stay open the facts that are missing.

    Of a rule whose condition does not hold nothing is worked out: its axes count as fulfilled and not exceeded.
    """
    desk = Desk(epoch, models, codes, working_day)
    found = list(codes)
    needs: Needs = {}
    for each in epoch.worked_out:
        if holds(each.active.condition, codes) is False:
            found[each.axis] = int(each.limit is None)
            continue
        if each.limit is not None:
            value, missing = exceeded(each.limit, desk)
        else:
            value, missing = _all_met(requirements(each.active, desk, given))
        found[each.axis] = None if value is None else int(value)
        if value is None:
            needs[each.axis] = missing
    return tuple(found), needs


def exceeded(limit: LimitEffect, desk: Desk) -> tuple[bool | None, tuple[str, ...]]:
    """Whether a limit is exceeded, or the facts that are missing.

    An unset limit is exceeded by nothing; the decision says that it is not set.
    """
    status = limit_status(limit, desk)[3]
    if status == "open":
        return None, desk.unknown((limit.of, *facts_read(limit.bound)))
    return status == "over", ()


def _all_met(found: Iterable[Requirement]) -> tuple[bool | None, tuple[str, ...]]:
    each = list(found)
    if any(one.met is False for one in each):
        return False, ()
    missing = dict.fromkeys(fact for one in each if one.met is None for fact in one.needs)
    return (None, tuple(missing)) if any(one.met is None for one in each) else (True, ())


def requirements(active: Active, desk: Desk, given: Given) -> Iterator[Requirement]:
    """Everything a rule itself requires, and how it stands; what an exception replaces is not required of it."""
    acts: list[tuple[ActEffect, ActEffect | None, tuple[str, ...]]] = []
    for effect in active.wording.effects:
        if isinstance(effect, ActEffect):
            acts.append((effect, _chosen(effect, desk), tuple(dict.fromkeys(_undecided(effect, desk, given)))))
    steps = _steps([chosen for _, chosen, _ in acts if chosen is not None], desk, given)
    for effect in active.wording.effects:
        match effect:
            case ActEffect():
                chosen, fields = next((chosen, fields) for stated, chosen, fields in acts if stated is effect)
                found = _act(effect, chosen, fields, steps, given, desk)
            case PaperEffect():
                found = Requirement(effect, settle_papers([paper_rule(effect, (), ())], given)[0].status == "given")
            case LimitEffect():
                over, facts = exceeded(effect, desk)
                found = Requirement(
                    effect, None if over is None else not over, facts, over=limit_status(effect, desk)[2]
                )
            case DeadlineEffect():
                found = _in_time(effect, steps, given, desk)
            case _:
                continue
        yield from _unless_replaced(found, active, desk)


def _unless_replaced(found: Requirement, active: Active, desk: Desk) -> Iterator[Requirement]:
    """A requirement, open where it is not met and an exception that may replace it waits for facts."""
    values = {each.rule.id: holds(each.condition, desk.codes) for each in active.replacers(found.effect)}
    if True in values.values():
        return
    waiting = [each for each in active.replacers(found.effect) if values[each.rule.id] is None]
    if not waiting or found.met is True:
        yield found
        return
    axes = desk.epoch.axes.axes
    tested = [axes[test.axis] for each in waiting for test in tests(each.condition)]
    facts = desk.unknown_axes(axis.position for axis in tested)
    yield replace(found, met=None, needs=tuple(dict.fromkeys((*found.needs, *facts))))


# --- acts -----------------------------------------------------------------------------------------------------


def _act(
    effect: ActEffect,
    chosen: ActEffect | None,
    fields: tuple[str, ...],
    steps: Iterable[Step],
    given: Given,
    desk: Desk,
) -> Requirement:
    if chosen is None:  # whose act it is depends on unknown facts; what nobody did at all is not done
        done_by_nobody = all(row[2] != effect.matter for row in given.rows.get(effect.act, ()))
        return Requirement(effect, False if done_by_nobody else None, fields)
    own = tuple(step for step in steps if step.rule.rules == (repr(chosen),))
    states = [None if step.status == "unclear" else step.status == "done" for step in own]
    met = False if False in states else None if None in states else True
    missing = tuple(fact for step in own if step.status == "unclear" for fact in _unclear(step.rule, given, desk))
    return Requirement(chosen, met, missing, own)


def _chosen(effect: ActEffect, desk: Desk) -> ActEffect | None:
    """The effect with an actor chosen by fields put in; nothing where one of them is unknown."""
    variants = choice_tests(effect, desk.epoch.axes, desk.models.vocabulary)
    if not variants:
        return effect
    for test, variant in variants:
        if holds(test, desk.codes):
            assert isinstance(variant, ActEffect)
            return _chosen(variant, desk)
    return None


def _undecided(effect: ActEffect, desk: Desk, given: Given) -> Iterator[str]:
    """The unknown fields that choose an actor of an effect, and what is unclear of the acts that may be chosen."""
    variants = choice_tests(effect, desk.epoch.axes, desk.models.vocabulary)
    for test, variant in variants:
        truth = holds(test, desk.codes)
        if truth is None:
            yield test.field
        if truth is not False:
            assert isinstance(variant, ActEffect)
            yield from _undecided(variant, desk, given)
    if not variants:
        for step in _steps([effect], desk, given):
            if step.status == "unclear":
                yield from _unclear(step.rule, given, desk)


def _steps(acts: Iterable[ActEffect], desk: Desk, given: Given) -> tuple[Step, ...]:
    """The steps of the acts of one rule as they stand; ``rules`` tells which act a step belongs to."""
    rules: list[StepRule] = []
    for act in acts:
        rules.extend(step_rules(act, (repr(act),), (), desk.epoch.axes, desk.models.vocabulary))
    rules.sort(key=lambda rule: (rule.matter, rule.order))
    return settle_steps(with_siblings(rules), given, desk.codes)


def _unclear(rule: StepRule, given: Given, desk: Desk) -> Iterator[str]:
    if rule.recused and given.applicant_person is None and "apply" not in given.rows:
        yield "applicant_person"
    elif rule.before:
        yield from desk.unknown([rule.before])


# --- deadlines ------------------------------------------------------------------------------------------------


def _in_time(effect: DeadlineEffect, steps: Iterable[Step], given: Given, desk: Desk) -> Requirement:
    """Whether something was done in time. That an act is not done at all is told by its own step."""
    if desk.unset(effect.at):
        return Requirement(effect, True)
    day = desk.work(effect.at).value
    if not isinstance(day, dt.date):
        return Requirement(effect, None, desk.unknown(facts_read(effect.at)))
    if effect.of in desk.epoch.axes.single:
        done = desk.fact(effect.of)
        if not isinstance(done, dt.date):
            return Requirement(effect, None, desk.unknown([effect.of]), day=day)
    else:
        done = _day_of_act(effect, steps, given)
        if done is None:
            return Requirement(effect, True, day=day)
    return Requirement(effect, deadline_status(effect, day, done) == "met", day=day, done=done)


def _day_of_act(effect: DeadlineEffect, steps: Iterable[Step], given: Given) -> dt.date | None:
    """The day of the last of the rule's own steps; of an act that other rules require, the day it was first done."""
    own = [step for step in steps if step.rule.act == effect.of]
    if own:
        days = [step.day for step in own if step.status == "done"]
        return dt.date.fromordinal(max(days)) if days else None
    rows = [row for row in given.rows.get(effect.of, ()) if row[2] == effect.matter]
    return dt.date.fromordinal(rows[0][4]) if rows else None
