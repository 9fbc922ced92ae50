"""What is in force between two changes, compiled: the live condition of every effect, as diagrams.

Of each rule the condition is built once; exceptions, and the precedence of higher instruments, then take away from the
effects they replace::

    cond[r]     the rule's condition, for an exception that of its bases and its own
    live[r, e]  cond[r] and not OR(cond[x] : x is an exception to r whose effects replace e)

Effects that depend on how a rule stands (``otherwise``, a limit exceeded) also test a yes/no axis that is worked out
for each request, after all its fields.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from policy_engine.compiled.choices import chosen_actor, replace_actor
from policy_engine.compiled.resolving import Resolver
from policy_engine.compiled.topic_axes import TopicAxes
from policy_engine.conditions.tree import NEVER, Condition, Every, Some, Test
from policy_engine.diagrams.build import Builder
from policy_engine.diagrams.manager import FALSE, TRUE, Manager, TooComplexError
from policy_engine.effects import (
    MAY,
    Effect,
    LimitEffect,
    MayEffect,
    conditional,
    contradict,
    replaces,
    rivals,
)
from policy_engine.errors import Diagnostic
from policy_engine.rules import Hole, Rule, Wording
from policy_engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Statement:
    """One effect of a rule; ``under`` is what beside the rule's condition it depends on: fulfilled, or exceeded.

    ``limit`` is the limit that is exceeded.
    """

    effect: Effect
    under: Test | None = None
    fallback: bool = False
    limit: LimitEffect | None = None


@dataclass(frozen=True, slots=True)
class WorkedOut:
    """An axis worked out for each request: whether a rule is fulfilled, or (with ``limit``) a limit exceeded."""

    axis: int
    active: Active
    limit: LimitEffect | None = None


@dataclass(slots=True)
class Active:
    """A rule in force: ``own`` is its own condition, ``condition`` the whole one; ``level`` 0 is the lowest.

    ``items`` are, of a duty, the conditions of the items that have one.
    """

    rule: Rule
    wording: Wording
    own: Condition
    level: int
    condition: Condition = NEVER
    bases: list[Active] = field(default_factory=list)
    exceptions: list[Active] = field(default_factory=list)
    diagram: int = FALSE
    statements: list[Statement] = field(default_factory=list)
    worked_out: list[WorkedOut] = field(default_factory=list)
    items: Mapping[str, Condition] = field(default_factory=dict)

    def replacers(self, effect: Effect, limit: LimitEffect | None = None) -> list[Active]:
        """The exceptions to this rule that replace an effect of it; what follows a limit goes with the limit."""
        bases = (effect,) if limit is None else (effect, limit)
        return [
            each
            for each in self.exceptions
            if any(replaces(stated, base) for stated in each.wording.effects for base in bases)
        ]


@dataclass(frozen=True, slots=True)
class Unit:
    """Effects of one rule that live under exactly the same circumstances, or a declared hole."""

    active: Active | None
    effects: tuple[Effect, ...]
    live: int
    hole: Hole | None = None
    fallback: bool = False

    @property
    def advice(self) -> bool:
        """Whether the effects are only recommended."""
        return self.active is not None and self.active.rule.strength == "should"


@dataclass(frozen=True, slots=True)
class Precedence:
    """Between two levels, one rule's effect gives way to another's."""

    loser: Active
    winner: Active
    effect: Effect
    over: Effect


@dataclass(frozen=True)
class Epoch:
    """The rules of one topic in one jurisdiction from one day to another, compiled."""

    start: int
    end: int
    axes: TopicAxes
    manager: Manager
    builder: Builder
    actives: tuple[Active, ...]
    units: tuple[Unit, ...]
    precedences: tuple[Precedence, ...]
    care: int

    @property
    def worked_out(self) -> tuple[WorkedOut, ...]:
        """What has to be worked out before a request can be decided."""
        return tuple(each for active in self.actives for each in active.worked_out)

    def effects(self) -> dict[Effect, int]:
        """The live diagram of every binding effect, equal effects of different rules joined."""
        found: dict[Effect, int] = {}
        for unit in self.units:
            if unit.hole is None and not unit.advice:
                for effect in unit.effects:
                    found[effect] = self.manager.either(found.get(effect, FALSE), unit.live)
        return found


def activate(rules: Iterable[tuple[Rule, int]], resolver: Resolver, axes: TopicAxes, day: int) -> list[Active]:
    """The rules in force on a day with their whole conditions; an exception without a base in force never applies."""
    found: dict[str, Active] = {}
    for rule, level in rules:
        instrument = resolver.instruments[rule.instrument]
        if not instrument.period.covers(day):
            continue
        for index, wording in enumerate(rule.wordings):
            if wording.period.covers(day):
                items = resolver.items(rule, index, day) if wording.items else {}
                found[rule.id] = Active(rule, wording, resolver.rule(rule, index, day), level, items=items)
                break
    for active in found.values():
        for base in active.rule.bases:
            if base in found:
                active.bases.append(found[base])
                found[base].exceptions.append(active)
    done: set[str] = set()
    for active in found.values():
        _complete(active, done)
        _state(active, axes)
    return list(found.values())


def _state(active: Active, axes: TopicAxes) -> None:
    """Lists what a rule states: its effects, what applies otherwise, and what follows where a limit is exceeded."""
    wording = active.wording
    fulfilled = unfulfilled = None
    if wording.otherwise:
        axis = axes.worked_out(f"fulfilled {active.rule.id}")
        active.worked_out.append(WorkedOut(axis.position, active))
        fulfilled = Test(axis.position, ((1, 1),), active.rule.id, "is", "fulfilled")
        unfulfilled = Test(axis.position, ((0, 0),), active.rule.id, "is", "not fulfilled")
    for effect in wording.effects:
        gives_way = conditional(effect) and any(replaces(other, effect) for other in wording.otherwise)
        active.statements.append(Statement(effect, fulfilled if gives_way else None))
    active.statements.extend(Statement(effect, unfulfilled, fallback=True) for effect in wording.otherwise)
    for number, effect in enumerate(wording.effects):
        if isinstance(effect, LimitEffect) and effect.excess != "not_paid":
            axis = axes.worked_out(f"exceeded {active.rule.id} {number}")
            active.worked_out.append(WorkedOut(axis.position, active, effect))
            exceeded = Test(axis.position, ((1, 1),), effect.of, "is", "exceeded")
            active.statements.extend(Statement(each, exceeded, True, effect) for each in effect.consequences)


def _complete(active: Active, done: set[str]) -> None:
    """Fills in the whole condition, bases first. Circles were refused before."""
    if active.rule.id in done:
        return
    done.add(active.rule.id)
    for base in active.bases:
        _complete(base, done)
    if not active.rule.bases:
        active.condition = active.own
    elif active.bases:
        inherited = tuple(base.condition for base in active.bases)
        active.condition = Every((inherited[0] if len(inherited) == 1 else Some(inherited), active.own))


def compile_epoch(
    axes: TopicAxes,
    vocabulary: Vocabulary,
    actives: Sequence[Active],
    holes: Sequence[tuple[Hole, Condition]],
    order: Sequence[int],
    span: tuple[int, int],
    faults: list[Diagnostic],
) -> Epoch:
    """Compiles one epoch; rules whose condition is too complex are reported (PE509)."""
    manager = Manager(order)
    builder = Builder(manager, axes.axes)
    for active in actives:
        manager.allow()
        try:
            active.diagram = builder.diagram(active.condition)
        except TooComplexError:
            words = {"rule": active.rule.id, "limit": str(manager.budget)}
            faults.append(Diagnostic("PE509", active.rule.place, words))
    manager.allow()
    lives: list[_Live] = []
    try:
        for active in actives:
            for statement in active.statements:
                live = active.diagram
                for exception in active.replacers(statement.effect, statement.limit):
                    live = manager.less(live, exception.diagram)
                if statement.under is not None:
                    live = manager.both(live, builder.diagram(statement.under))
                lives.append(_Live(active, statement.effect, live, statement.fallback))
        lives, precedences = _between_levels(manager, lives)
        lives = [each for one in lives for each in _split_by_choice(one, manager, axes, vocabulary)]
        units = _units(lives)
        units.extend(Unit(None, (), builder.diagram(condition), hole) for hole, condition in holes)
        # Where no rule or hole says anything, nothing has to be proved.
        impossible = axes.layout.impossible if actives or holes else ()
        care = manager.every([manager.negate(builder.diagram(each)) for each in impossible])
    except TooComplexError:
        place = actives[0].rule.place if actives else holes[0][0].place
        where = actives[0].rule.instrument if actives else holes[0][0].id
        faults.append(Diagnostic("PE509", place, {"rule": where, "limit": str(manager.budget)}))
        return Epoch(*span, axes, manager, builder, tuple(actives), (), (), TRUE)
    return Epoch(*span, axes, manager, builder, tuple(actives), tuple(units), tuple(precedences), care)


class _Live(NamedTuple):
    active: Active
    effect: Effect
    live: int
    fallback: bool


def _units(lives: Iterable[_Live]) -> list[Unit]:
    grouped: dict[tuple[str, int, bool], tuple[Active, list[Effect]]] = {}
    for active, effect, live, fallback in lives:
        if live != FALSE:
            grouped.setdefault((active.rule.id, live, fallback), (active, []))[1].append(effect)
    return [
        Unit(active, tuple(effects), live, fallback=fallback)
        for (_, live, fallback), (active, effects) in grouped.items()
    ]


# --- higher and lower instruments ---------------------------------------------------------------------------


def _between_levels(manager: Manager, lives: list[_Live]) -> tuple[list[_Live], list[Precedence]]:
    """Where two levels answer differently, the lower gives way unless the higher rule says it may be varied."""
    if len({each.active.level for each in lives}) < 2:
        return lives, []
    found: list[Precedence] = []
    result = list(lives)
    binding = [(index, each) for index, each in enumerate(lives) if each.active.rule.strength == "must"]
    for group in rivals(binding, lambda pair: pair[1].effect):
        for (low, lower), (high, higher) in product(group, group):
            if lower.active.level >= higher.active.level or not clash(lower.effect, higher.effect):
                continue
            if higher.active.rule.may_vary:
                result[high] = higher._replace(live=manager.less(result[high].live, lower.live))
                found.append(Precedence(higher.active, lower.active, higher.effect, lower.effect))
            else:
                result[low] = lower._replace(live=manager.less(result[low].live, higher.live))
                found.append(Precedence(lower.active, higher.active, lower.effect, higher.effect))
    return result, found


def clash(effect: Effect, other: Effect) -> bool:
    """Whether effects of two levels cannot both stand: a contradiction, or one forbids what the other allows."""
    if contradict(effect, other):
        return True
    if effect.matter != other.matter or effect == other:
        return False
    forbids = [isinstance(each, MayEffect) and each.verb == "prohibit" for each in (effect, other)]
    deciding = [each.slot in (MAY, "approve", "sign") for each in (effect, other)]
    return any(forbids) and all(deciding)


# --- actors that depend on a field of the request -----------------------------------------------------------


def _split_by_choice(one: _Live, manager: Manager, axes: TopicAxes, vocabulary: Vocabulary) -> list[_Live]:
    """An effect whose actor is chosen by a field becomes one effect for each value of that field."""
    chooser = chosen_actor(one.effect, vocabulary)
    if chooser is None or one.live == FALSE:
        return [one]
    actor = vocabulary.actors[chooser]
    axis = axes.single[actor.to]
    found: list[_Live] = []
    for value, chosen in actor.choose:
        code = axis.code(value)
        within = manager.both(one.live, manager.test(axis.position, ((code, code),), axis.low, axis.high))
        variant = one._replace(effect=replace_actor(one.effect, chooser, chosen), live=within)
        found.extend(_split_by_choice(variant, manager, axes, vocabulary))
    return found
