"""What is proved when a rulebook is loaded: no two rules contradict each other, nobody approves his own request.

Each proof is a satisfiability question on diagrams. A possible fault comes with a witness, a concrete request, which is
decided again by the plain scan before it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations

from policy_engine.axes import FIRST_DAY, LAST_DAY, Axis
from policy_engine.compiled.epochs import Active, Epoch, Unit
from policy_engine.compiled.scan import scan
from policy_engine.diagrams.manager import FALSE
from policy_engine.diagrams.witness import Unproven, find_witness
from policy_engine.effects import DECIDING, ActEffect, Effect, MayEffect, contradict, rivals
from policy_engine.errors import Diagnostic, EngineError
from policy_engine.periods import day_text
from policy_engine.vocabulary import Vocabulary
from policy_engine.who import Who

Witness = tuple[int, ...] | Unproven | None


def witness_in(epoch: Epoch, diagram: int) -> Witness:
    """A possible request, anchored inside the epoch, at which the diagram holds; None where there is provably none."""
    manager = epoch.manager
    held = manager.both(diagram, epoch.care)
    if held == FALSE:
        return None
    intervals = epoch.axes.intervals(epoch.axes.unknown())
    anchor = epoch.axes.layout.anchor_position
    intervals[anchor] = (epoch.start, epoch.end)
    return find_witness(manager, held, epoch.axes.axes, intervals, epoch.axes.ties)


def facts_of(epoch: Epoch, diagram: int, witness: tuple[int, ...]) -> dict[str, object]:
    """The facts of a witness that matter to a diagram, by field; derived facts as their sources."""
    matter: set[int] = set()
    for position in epoch.manager.support(diagram) | epoch.manager.support(epoch.care):
        matter.update(epoch.axes.layout.sources.get(position, (position,)))
    facts: dict[str, object] = {}
    for axis in epoch.axes.axes:
        if axis.position not in matter or axis.name in epoch.axes.computed:
            continue
        if axis.member:
            chosen = facts.setdefault(axis.field, [])
            assert isinstance(chosen, list)
            if witness[axis.position]:
                chosen.append(axis.member)
        else:
            facts[axis.name] = axis.value(witness[axis.position])
    return facts


def shown_facts(epoch: Epoch, diagram: int, witness: Witness) -> str:
    """A witness in one line, with the period where the rules are not always those: as it would be written in YAML."""
    if not isinstance(witness, tuple):
        return "-"
    facts = [f"{name}: {_shown(value)}" for name, value in facts_of(epoch, diagram, witness).items()]
    bounds = [f"from: {day_text(epoch.start)}"] if epoch.start > FIRST_DAY else []
    bounds += [f"until: {day_text(epoch.end)}"] if epoch.end < LAST_DAY else []
    return ", ".join([*facts, f"in_force: {{{', '.join(bounds)}}}"] if bounds else facts)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(value) + "]"
    return str(value)


def prohibited(epoch: Epoch, effects: Mapping[Effect, int], matter: str) -> int:
    """Where a matter is prohibited, whatever else is said of it."""
    return effects.get(MayEffect("prohibit", matter), FALSE)


# --- conflicts ----------------------------------------------------------------------------------------------


def conflicts(epoch: Epoch, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """Pairs of rules that can answer one slot differently (PE507)."""
    effects = epoch.effects()
    manager = epoch.manager
    for group in rivals(effects, lambda effect: effect):
        for one, other in combinations(group, 2):
            live, other_live = effects[one], effects[other]
            slot = contradict(one, other)
            if not slot:
                continue
            manager.allow()
            both = manager.both(live, other_live)
            if one.slot in DECIDING:
                both = manager.less(both, prohibited(epoch, effects, one.matter))
            if both == FALSE:
                continue
            witness = witness_in(epoch, both)
            if witness is not None:
                yield _conflict(epoch, vocabulary, (one, other), slot, both, witness)


def _conflict(
    epoch: Epoch, vocabulary: Vocabulary, pair: tuple[Effect, Effect], slot: str, both: int, witness: Witness
) -> Diagnostic:
    one, other = (_stating(epoch, effect, both) for effect in pair)
    if isinstance(witness, tuple):
        applied = {found.effect: found.active for found in scan(epoch, witness, vocabulary) if found.applies}
        if pair[0] not in applied or pair[1] not in applied:
            raise EngineError(f"the scan does not confirm the conflict of {one.rule.id} and {other.rule.id}")
        one, other = applied[pair[0]], applied[pair[1]]
    first, second = sorted((one, other), key=lambda active: active.rule.place)
    words = {"one": first.rule.id, "other": second.rule.id, "slot": slot, "facts": shown_facts(epoch, both, witness)}
    return Diagnostic("PE507", second.rule.place, words)


def _stating(epoch: Epoch, effect: Effect, within: int) -> Active:
    """A rule that states an effect somewhere within a diagram."""
    for unit in epoch.units:
        if unit.active is not None and effect in unit.effects and epoch.manager.both(unit.live, within) != FALSE:
            return unit.active
    raise EngineError(f"no rule states {effect}")


# --- recusal ------------------------------------------------------------------------------------------------


def self_approvals(epoch: Epoch, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """Rules whose only reviewer, approver or signer can be the applicant's own post (PE508)."""
    field = epoch.axes.layout.topic.applicant_post
    axis = epoch.axes.single.get(field) if field else None
    if axis is None:
        return
    effects = epoch.effects()
    for unit in epoch.units:
        for effect in unit.effects:
            if (
                isinstance(effect, ActEffect)
                and effect.by is not None
                and vocabulary.acts[effect.act].recused
                and not unit.advice
            ):
                for post in sorted(needed_posts(effect.by, vocabulary) & set(axis.values)):
                    yield from _self_approval(
                        epoch, unit, effect, axis, post, prohibited(epoch, effects, effect.matter)
                    )


def _self_approval(
    epoch: Epoch, unit: Unit, effect: ActEffect, axis: Axis, post: str, forbidden: int
) -> Iterator[Diagnostic]:
    manager = epoch.manager
    code = axis.code(post)
    held = manager.both(unit.live, manager.test(axis.position, ((code, code),), axis.low, axis.high))
    held = manager.less(held, forbidden)
    witness = witness_in(epoch, held)
    if witness is not None:
        assert unit.active is not None
        rule = unit.active.rule
        words = {"rule": rule.id, "act": effect.act, "facts": shown_facts(epoch, held, witness)}
        yield Diagnostic("PE508", rule.place, words)


def needed_posts(who: Who, vocabulary: Vocabulary) -> set[str]:
    """The posts without whose holders the act cannot be done."""
    if who.mode == "single":
        actor = vocabulary.actors[who.actor]
        if actor.kind == "post":
            return {actor.id}
        if actor.all_of:
            return set().union(*(needed_posts(Who("single", each), vocabulary) for each in actor.all_of))
        if actor.one_of:
            return set.intersection(*(needed_posts(Who("single", each), vocabulary) for each in actor.one_of))
        return set()
    each_part = [needed_posts(part, vocabulary) for part in who.parts]
    return set.intersection(*each_part) if who.mode == "one_of" else set().union(*each_part)
