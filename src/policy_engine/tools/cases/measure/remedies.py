"""Which case to add: the change of one fact of a case that is there, or the facts of a request that is found.

A point that no possible request can show is not demanded: a second figure made idle by the first, a side that the
facts of the topic never reach. Where that cannot be proved the point stays, without facts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from policy_engine.axes import FIRST_DAY, LAST_DAY, Axis
from policy_engine.compiled.epochs import Epoch
from policy_engine.compiled.models import Models
from policy_engine.compiled.proofs import facts_of, prohibited, witness_in
from policy_engine.compiled.rulebook import TopicBook
from policy_engine.conditions.tree import holds
from policy_engine.diagrams.manager import FALSE, TooComplexError
from policy_engine.effects import DECIDING, LimitEffect, MayEffect
from policy_engine.periods import day_text
from policy_engine.requests.layout import Codes
from policy_engine.tools.cases.case import shown
from policy_engine.tools.cases.measure.demands import NumberDemand, RuleDemand, SideDemand, Standing, ValueDemand
from policy_engine.tools.cases.measure.figures import desk_of, worked
from policy_engine.tools.cases.measure.numbers import Edge, put, settles

_DAYS = {"after": 1, "before": -1}
MAX_TRIED = 200  # cases of an epoch
MAX_USES = 20  # rules that share a number


@dataclass(frozen=True, slots=True)
class Seen:
    """A case that was decided: its name and its facts, on the axes of one epoch."""

    case: str
    codes: Codes


@dataclass(frozen=True, slots=True)
class How:
    """A case to add, in Chinese and in English."""

    zh: str
    en: str


_SOME = How("让它用得上的", "in which it is reached")
_NONE = How("没有请求走得到它,先改规则", "(no request reaches it: change the rule first)")


def like(case: str, fact: str) -> How:
    """A case like another one but for a fact."""
    return How(f"照用例“{case}”,改成 {fact}", f"like '{case}' with {fact}")


def with_facts(facts: str) -> How:
    """A case with the facts that matter."""
    return How(facts, f"with {facts}")


def to_decide(demand: RuleDemand) -> How:
    """A case in which a rule decides."""
    unproven = False
    for standing in demand.places:
        epoch = standing.epoch
        for unit in epoch.units:
            if unit.active is not standing.active:
                continue
            try:
                epoch.manager.allow()
                live = _not_overridden(epoch, unit.live, {effect.matter for effect in unit.effects if _yields(effect)})
                found = witness_in(epoch, live)
            except TooComplexError:
                unproven = True
                continue
            if isinstance(found, tuple):
                return with_facts(_facts(standing.book, epoch, live, found))
            unproven = unproven or found is not None
    return _SOME if unproven else _NONE


def _yields(effect: object) -> bool:
    """Whether an effect is beside the point once its matter is prohibited."""
    forbids = isinstance(effect, MayEffect) and effect.verb == "prohibit"
    return getattr(effect, "slot", "") in DECIDING and not forbids


def _not_overridden(epoch: Epoch, live: int, matters: Iterable[str]) -> int:
    effects = epoch.effects()
    left = live
    for matter in matters:
        left = epoch.manager.less(left, prohibited(epoch, effects, matter))
    return live if left == FALSE else left


def _facts(book: TopicBook, epoch: Epoch, diagram: int, witness: tuple[int, ...]) -> str:
    """The facts that the diagram depends on in one line, the day among them where the rules change."""
    axes = epoch.axes
    matter = {
        axes.axes[source].field
        for position in epoch.manager.support(diagram)
        for source in axes.layout.sources.get(position, (position,))
    }
    facts = {name: value for name, value in facts_of(epoch, diagram, witness).items() if name in matter}
    if len(book.epochs) > 1:
        anchor = axes.axes[axes.layout.anchor_position]
        facts[anchor.name] = anchor.value(witness[anchor.position])
    return ", ".join(f"{name}: {shown(value)}" for name, value in facts.items()) or "{}"


# --- numbers --------------------------------------------------------------------------------------------------


def at_number(demand: NumberDemand, seen: dict[int, list[Seen]]) -> How | None:
    """A case with a fact at a code of an edge, or nothing where none is possible."""
    uses = [use for each in demand.uses.values() for use in each][:MAX_USES]
    for standing, edge in uses:
        for each in seen.get(id(standing.epoch), ())[-MAX_TRIED:]:
            for fact, codes in _moved(standing.epoch, each.codes, edge.test.axis, demand.code):
                if settles(standing.condition, edge.test, codes):
                    return like(each.case, fact)
    unproven = False
    for standing, edge in uses:
        try:
            found = _witness(standing, edge, demand.code)
        except TooComplexError:
            unproven = True
            continue
        if isinstance(found, str):
            return with_facts(found)
        unproven = unproven or found
    return _SOME if unproven else None


def _witness(standing: Standing, edge: Edge, code: int) -> str | bool:
    """The facts of a request at a code in which the edge's test settles its rule; else whether there may be one."""
    epoch, condition = standing.epoch, standing.condition
    manager, axis = epoch.manager, epoch.axes.axes[edge.test.axis]
    manager.allow()
    held, failed = (epoch.builder.diagram(put(condition, edge.test, answer)) for answer in (True, False))
    differs = manager.either(manager.less(held, failed), manager.less(failed, held))
    there = manager.both(differs, manager.test(axis.position, ((code, code),), axis.low, axis.high))
    found = witness_in(epoch, there)
    if isinstance(found, tuple):
        return _facts(standing.book, epoch, there, found)
    return found is not None


def _moved(epoch: Epoch, codes: Codes, position: int, code: int) -> Iterator[tuple[str, Codes]]:
    """The facts of a case with one fact changed so that an axis has a code, and how the change is written."""
    axis = epoch.axes.axes[position]
    tie = next((tie for tie in epoch.axes.ties if tie.axis == position), None)
    changes = [(axis, code)]
    if tie is not None:
        known = [codes[source] for source in tie.sources]
        if None in known:
            return
        points = [(each, each) for each in known if each is not None]
        changes = []
        for index, source in enumerate(tie.sources):
            free = epoch.axes.axes[source]
            spans = [(free.low, free.high) if at == index else point for at, point in enumerate(points)]
            changes.extend((free, low) for low, _ in tie.derived.narrow(index, spans, (code, code)))
    for changed, to in changes:
        moved = list(codes)
        moved[changed.position] = to
        for each in epoch.axes.ties:
            sources = [moved[source] for source in each.sources]
            moved[each.axis] = None if None in sources else each.derived.of([one for one in sources if one is not None])
        if moved[position] == code and _possible(epoch, moved, changed):
            yield f"{changed.name}: {shown(changed.value(to))}", tuple(moved)


def _possible(epoch: Epoch, codes: list[int | None], changed: Axis) -> bool:
    """Whether facts can occur together, and are still judged by the rules of the same days."""
    if changed.position == epoch.axes.layout.anchor_position:
        day = codes[changed.position]
        if day is None or not epoch.start <= day <= epoch.end:
            return False
    return not any(holds(each, codes) is True for each in epoch.axes.layout.impossible)


# --- limits, deadlines, values --------------------------------------------------------------------------------


def at_side(demand: SideDemand, seen: dict[int, list[Seen]], models: Models) -> How:
    """A case in which a limit or a deadline stands on one side."""
    for standing in demand.places:
        for each in seen.get(id(standing.epoch), ())[-MAX_TRIED:]:
            if holds(standing.active.condition, each.codes) is True:
                fact = _side_fact(demand, standing.epoch, models, each.codes)
                if fact:
                    return like(each.case, fact)
    return to_decide(RuleDemand(demand.item, demand.places[0].active.rule, 0, places=demand.places))


def _side_fact(demand: SideDemand, epoch: Epoch, models: Models, codes: Codes) -> str:
    """The fact or the act that puts facts on one side of a limit or deadline, or nothing where figures are missing."""
    effect, desk = demand.effect, desk_of(epoch, models, codes)
    if isinstance(effect, LimitEffect):
        bound, axis = worked(desk, effect.bound), epoch.axes.single[effect.of]
        if not isinstance(bound, Decimal):
            return ""
        code = int(bound // axis.step) + (demand.side == "over")
        return f"{effect.of}: {shown(axis.value(code))}" if axis.low <= code <= axis.high else ""
    day = worked(desk, effect.at)
    ordinal = day.toordinal() + _DAYS.get(demand.side, 0) if isinstance(day, dt.date) else 0
    return f"{effect.of}: {day_text(ordinal)}" if FIRST_DAY <= ordinal <= LAST_DAY else ""


def to_use(demand: ValueDemand) -> How:
    """A case in which a value of a parameter is used."""
    rule = demand.places[0].active.rule
    return to_decide(RuleDemand(demand.item, rule, 0, places=[replace(each) for each in demand.places]))
