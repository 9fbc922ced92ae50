"""What several checks ask of a compiled rulebook: what is answered, which versions there are, how large a region is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_engine.axes import Axis
from policy_engine.compiled.epochs import Active, Epoch
from policy_engine.compiled.proofs import Witness, witness_in
from policy_engine.compiled.resolving import Resolver
from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.compiled.scan import Found
from policy_engine.conditions.tree import Condition
from policy_engine.diagrams.manager import FALSE, TRUE, Manager
from policy_engine.effects import DECIDING, MAY, Effect, is_asked
from policy_engine.rules import Hole

Version = tuple[str, int]


def resolver_of(compiled: CompiledRulebook) -> Resolver:
    """A resolver over the same axes, for conditions that an epoch does not keep. The rulebook resolved before."""
    topics = {topic: book.axes for (_, topic), book in compiled.books.items()}
    return Resolver(compiled.models.instruments, topics, [])


def possible(epoch: Epoch, diagram: int) -> Witness:
    """A possible request of the epoch at which the diagram holds, with a fresh budget for looking."""
    epoch.manager.allow()
    return witness_in(epoch, diagram)


# --- what is answered ------------------------------------------------------------------------------------------------


def answers(effect: Effect, must: str) -> bool:
    """Whether an effect answers a must-answer slot: that of the topic's own matter."""
    return not effect.matter and is_asked(effect.slot, DECIDING if must == MAY else (must,))


def unanswered(epoch: Epoch, must: str) -> int:
    """The diagram of the possible requests in which no binding rule answers a must-answer slot."""
    manager = epoch.manager
    manager.allow()
    silent = [manager.negate(live) for effect, live in epoch.effects().items() if answers(effect, must)]
    return manager.every([*silent, epoch.care])


def is_answered(found: Sequence[Found], must: str) -> bool:
    """The same by the plain scan."""
    return any(each.applies and each.active.rule.strength == "must" and answers(each.effect, must) for each in found)


def open_holes(compiled: CompiledRulebook, resolver: Resolver, epoch: Epoch) -> Iterator[tuple[Hole, Condition]]:
    """The declared holes of an epoch with their conditions."""
    for unit in epoch.units:
        if unit.hole is not None:
            yield unit.hole, resolver.hole(unit.hole, unit.hole.id.split("#", 1)[0], epoch.start)


# --- versions of rules -----------------------------------------------------------------------------------------------


def versions(compiled: CompiledRulebook) -> dict[Version, list[tuple[Epoch, Active]]]:
    """Every version of every rule of the books that some jurisdiction adopts, with the epochs in which it stands."""
    adopted = {
        instrument.id
        for jurisdiction in compiled.models.jurisdictions
        for instrument, _ in compiled.models.instruments_of(jurisdiction)
    }
    found: dict[Version, list[tuple[Epoch, Active]]] = {
        (rule.id, index): []
        for rule in compiled.own_rules.values()
        if rule.instrument in adopted
        for index in range(len(rule.wordings))
    }
    for book in compiled.books.values():
        for epoch in book.epochs:
            for active in epoch.actives:
                index = active.rule.wordings.index(active.wording)
                found[active.rule.id, index].append((epoch, active))
    return found


def is_live(epoch: Epoch, active: Active) -> bool:
    """Whether some effect of the rule may take place in the epoch; yes also where that cannot be refuted."""
    return any(unit.active is active and possible(epoch, unit.live) is not None for unit in epoch.units)


# --- regions ---------------------------------------------------------------------------------------------------------


def region_around(epoch: Epoch, diagram: int, witness: tuple[int, ...]) -> int:
    """A largest box around a witness in which the diagram holds for all possible requests.

    It starts from the path on which the witness lies; then each axis in turn, the least tested first, is given every
    code with which the box still fits. A box is a conjunction of diagrams of one axis each.
    """
    manager, axes = epoch.manager, epoch.axes.axes
    manager.allow()
    outside = manager.both(manager.negate(diagram), epoch.care)
    box = _path_of(manager, axes, diagram, witness)
    for axis in sorted(box, key=manager.level.__getitem__, reverse=True):
        bad = manager.every([outside, *(side for other, side in box.items() if other != axis)])
        for other in manager.support(bad) - {axis}:
            bad = manager.forget(bad, other)
        box[axis] = manager.negate(bad)
    return manager.every(list(box.values()))


def _path_of(manager: Manager, axes: Sequence[Axis], diagram: int, witness: tuple[int, ...]) -> dict[int, int]:
    """The path of a witness through a diagram: for each axis on it the interval, as a diagram."""
    box: dict[int, int] = {}
    while diagram not in (TRUE, FALSE):
        axis = axes[manager.axis[diagram]]
        code = witness[axis.position]
        for interval, kid in manager.children(diagram, axis.low, axis.high):
            if interval[0] <= code <= interval[1]:
                box[axis.position] = manager.test(axis.position, (interval,), axis.low, axis.high)
                diagram = kid
                break
    return box
