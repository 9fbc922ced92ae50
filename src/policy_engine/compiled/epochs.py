"""What is in force between two changes, compiled: the live condition of every effect, as diagrams.

Of each rule the condition is built once; exceptions, and the precedence of higher instruments, then take away from the
effects they replace::

    cond[r]     the rule's condition, for an exception that of its bases and its own
    live[r, e]  cond[r] and not OR(cond[x] : x is an exception to r whose effects replace e)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from policy_engine.compiled.resolving import Resolver
from policy_engine.compiled.topic_axes import TopicAxes
from policy_engine.conditions.tree import NEVER, Condition, Every, Some, Test
from policy_engine.diagrams.build import Builder
from policy_engine.diagrams.manager import FALSE, TRUE, Manager, TooComplexError
from policy_engine.effects import MAY, ActEffect, Effect, MayEffect, Who, contradict, replaces
from policy_engine.errors import Diagnostic
from policy_engine.rules import Hole, Rule, Wording
from policy_engine.vocabulary import Vocabulary


@dataclass(slots=True)
class Active:
    """A rule in force: ``own`` is its own condition, ``condition`` the whole one; ``level`` 0 is the lowest."""

    rule: Rule
    wording: Wording
    own: Condition
    level: int
    condition: Condition = NEVER
    bases: list[Active] = field(default_factory=list)
    exceptions: list[Active] = field(default_factory=list)
    diagram: int = FALSE

    def replacers(self, effect: Effect) -> list[Active]:
        """The exceptions to this rule that replace an effect of it."""
        return [each for each in self.exceptions if any(replaces(stated, effect) for stated in each.wording.effects)]


@dataclass(frozen=True, slots=True)
class Unit:
    """Effects of one rule that live under exactly the same circumstances, or a declared hole."""

    active: Active | None
    effects: tuple[Effect, ...]
    live: int
    hole: Hole | None = None

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

    def effects(self) -> dict[Effect, int]:
        """The live diagram of every binding effect, equal effects of different rules joined."""
        found: dict[Effect, int] = {}
        for unit in self.units:
            if unit.hole is None and not unit.advice:
                for effect in unit.effects:
                    found[effect] = self.manager.either(found.get(effect, FALSE), unit.live)
        return found


def activate(rules: Iterable[tuple[Rule, int]], resolver: Resolver, day: int) -> list[Active]:
    """The rules in force on a day with their whole conditions; an exception without a base in force never applies."""
    found: dict[str, Active] = {}
    for rule, level in rules:
        instrument = resolver.instruments[rule.instrument]
        if not instrument.period.covers(day):
            continue
        for index, wording in enumerate(rule.wordings):
            if wording.period.covers(day):
                found[rule.id] = Active(rule, wording, resolver.rule(rule, index, day), level)
                break
    for active in found.values():
        for base in active.rule.bases:
            if base in found:
                active.bases.append(found[base])
                found[base].exceptions.append(active)
    done: set[str] = set()
    for active in found.values():
        _complete(active, done)
    return list(found.values())


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
    lives: list[tuple[Active, Effect, int]] = []
    try:
        for active in actives:
            for effect in active.wording.effects:
                live = active.diagram
                for exception in active.replacers(effect):
                    live = manager.less(live, exception.diagram)
                lives.append((active, effect, live))
        lives, precedences = _between_levels(manager, lives)
        lives = [each for one in lives for each in _split_by_choice(one, manager, axes, vocabulary)]
        units = _units(lives)
        units.extend(Unit(None, (), builder.diagram(condition), hole) for hole, condition in holes)
        care = manager.every([manager.negate(builder.diagram(each)) for each in axes.layout.impossible])
    except TooComplexError:
        place = actives[0].rule.place
        faults.append(Diagnostic("PE509", place, {"rule": actives[0].rule.instrument, "limit": str(manager.budget)}))
        return Epoch(*span, axes, manager, builder, tuple(actives), (), (), TRUE)
    return Epoch(*span, axes, manager, builder, tuple(actives), tuple(units), tuple(precedences), care)


def _units(lives: Iterable[tuple[Active, Effect, int]]) -> list[Unit]:
    grouped: dict[tuple[str, int], tuple[Active, list[Effect]]] = {}
    for active, effect, live in lives:
        if live != FALSE:
            grouped.setdefault((active.rule.id, live), (active, []))[1].append(effect)
    return [Unit(active, tuple(effects), live) for (_, live), (active, effects) in grouped.items()]


# --- higher and lower instruments ---------------------------------------------------------------------------


def _between_levels(
    manager: Manager, lives: list[tuple[Active, Effect, int]]
) -> tuple[list[tuple[Active, Effect, int]], list[Precedence]]:
    """Where two levels answer differently, the lower gives way unless the higher rule says it may be varied."""
    if len({active.level for active, _, _ in lives}) < 2:
        return lives, []
    found: list[Precedence] = []
    result = list(lives)
    binding = [(index, *each) for index, each in enumerate(lives) if each[0].rule.strength == "must"]
    for low, lower, effect, live in binding:
        for high, higher, other, other_live in binding:
            if lower.level >= higher.level or not clash(effect, other):
                continue
            if higher.rule.may_vary:
                result[high] = (higher, other, manager.less(result[high][2], live))
                found.append(Precedence(higher, lower, other, effect))
            else:
                result[low] = (lower, effect, manager.less(result[low][2], other_live))
                found.append(Precedence(lower, higher, effect, other))
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


def _split_by_choice(
    one: tuple[Active, Effect, int], manager: Manager, axes: TopicAxes, vocabulary: Vocabulary
) -> list[tuple[Active, Effect, int]]:
    """An effect whose actor is chosen by a field becomes one effect for each value of that field."""
    active, effect, live = one
    chooser = chosen_actor(effect, vocabulary)
    if chooser is None or live == FALSE:
        return [one]
    actor = vocabulary.actors[chooser]
    axis = axes.single[actor.to]
    found: list[tuple[Active, Effect, int]] = []
    for value, chosen in actor.choose:
        code = axis.code(value)
        within = manager.both(live, manager.test(axis.position, ((code, code),), axis.low, axis.high))
        replaced = replace_actor(effect, chooser, chosen)
        found.extend(_split_by_choice((active, replaced, within), manager, axes, vocabulary))
    return found


def chosen_actor(effect: Effect, vocabulary: Vocabulary) -> str | None:
    """The first actor of an effect that depends on a field of the request."""
    if not isinstance(effect, ActEffect):
        return None
    names = [*(effect.by.actors() if effect.by is not None else ()), *([effect.to] if effect.to else [])]
    return next((name for name in names if vocabulary.actors[name].choose), None)


def replace_actor(effect: Effect, old: str, new: str) -> Effect:
    """The same effect with one actor in place of another."""
    assert isinstance(effect, ActEffect)
    by = None if effect.by is None else _replaced(effect.by, old, new)
    return ActEffect(
        effect.act, effect.matter, by, new if effect.to == old else effect.to, effect.before, effect.within
    )


def _replaced(who: Who, old: str, new: str) -> Who:
    if who.mode == "single":
        return Who("single", new) if who.actor == old else who
    return Who(who.mode, "", tuple(_replaced(part, old, new) for part in who.parts))


def choice_tests(effect: Effect, axes: TopicAxes, vocabulary: Vocabulary) -> list[tuple[Test, Effect]]:
    """For the plain scan: the variants of an effect, each with the test of the field that chooses its actor."""
    chooser = chosen_actor(effect, vocabulary)
    if chooser is None:
        return []
    actor = vocabulary.actors[chooser]
    axis = axes.single[actor.to]
    return [
        (Test(axis.position, ((axis.code(value),) * 2,), actor.to, "is", value), replace_actor(effect, chooser, chosen))
        for value, chosen in actor.choose
    ]
