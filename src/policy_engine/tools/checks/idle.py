"""PE603: an exception that changes nothing: without it every request would be answered alike.

Law: for every exception that can take place there is a jurisdiction and a possible request whose effects differ from
those without it. Proved by compiling each epoch once more without the exception: in one table equal diagrams have equal
numbers; where they differ, the difference must contain a possible request.

Bad: base "section heads: the mayor approves", exception "while the secretary is away the mayor approves".
Good: the exception names another approver, another paper, or refers the matter.

Not a fault of the engine's: law repeats itself. An exception that can never take place is told as PE602 or PE607.
"""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.compiled.epochs import Active, Epoch, activate, compile_epoch
from policy_engine.compiled.proofs import shown_facts
from policy_engine.compiled.resolving import Resolver
from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.compiled.scan import scan
from policy_engine.diagrams.manager import FALSE, Manager
from policy_engine.effects import Effect
from policy_engine.errors import Diagnostic, EngineError
from policy_engine.tools.checks.shared import open_holes, possible, resolver_of

Lives = dict[tuple[Effect, bool], int]


def idle_exceptions(compiled: CompiledRulebook) -> Iterator[Diagnostic]:
    """The exceptions whose removal changes nothing anywhere, each with a request where it takes place."""
    resolver = resolver_of(compiled)
    seen: dict[str, list[tuple[Epoch, Active]]] = {}
    for book in compiled.books.values():
        for epoch in book.epochs:
            for active in epoch.actives:
                if active.bases:
                    seen.setdefault(active.rule.id, []).append((epoch, active))
    for name, places in seen.items():
        if all(_changes_nothing(compiled, resolver, epoch, active) for epoch, active in places):
            yield from _finding(compiled, resolver, name, places)


def _without(compiled: CompiledRulebook, resolver: Resolver, epoch: Epoch, left_out: Active) -> Epoch:
    """The same epoch compiled without one rule. Exceptions to that rule alone never apply then."""
    rules = [(active.rule, active.level) for active in epoch.actives if active is not left_out]
    actives = activate(rules, resolver, epoch.axes, epoch.start)
    holes = list(open_holes(compiled, resolver, epoch))
    faults: list[Diagnostic] = []
    span = (epoch.start, epoch.end)
    reduced = compile_epoch(epoch.axes, compiled.models.vocabulary, actives, holes, epoch.manager.order, span, faults)
    if faults:
        raise EngineError(f"without {left_out.rule.id} the rules do not compile: {faults[0].line()}")
    return reduced


def _lives(epoch: Epoch, into: Manager) -> Lives:
    """The live diagram of every effect, recommended ones apart, in one table for comparison."""
    whole = [(axis.low, axis.high) for axis in epoch.axes.axes]
    memo: dict[int, int] = {}
    found: Lives = {}
    into.allow()
    for unit in epoch.units:
        for effect in unit.effects:
            live = epoch.manager.restrict(unit.live, whole, into, memo)
            key = (effect, unit.advice)
            found[key] = into.either(found.get(key, FALSE), live)
    return found


def _changes_nothing(compiled: CompiledRulebook, resolver: Resolver, epoch: Epoch, active: Active) -> bool:
    """Whether every effect has the same live diagram without the exception, impossible requests left aside."""
    manager = epoch.manager
    with_it = _lives(epoch, manager)
    without_it = _lives(_without(compiled, resolver, epoch, active), manager)
    for key in with_it.keys() | without_it.keys():
        one, other = with_it.get(key, FALSE), without_it.get(key, FALSE)
        if one != other:
            manager.allow()
            difference = manager.either(manager.less(one, other), manager.less(other, one))
            if possible(epoch, difference) is not None:
                return False
    return True


def _finding(
    compiled: CompiledRulebook, resolver: Resolver, name: str, places: list[tuple[Epoch, Active]]
) -> Iterator[Diagnostic]:
    for epoch, active in places:
        for unit in epoch.units:
            if unit.active is not active:
                continue
            witness = possible(epoch, unit.live)
            if isinstance(witness, tuple):
                _confirm(compiled, resolver, epoch, active, witness)
                words = {"rule": name, "facts": shown_facts(epoch, unit.live, witness)}
                yield Diagnostic("PE603", active.rule.place, words)
                return


def _confirm(
    compiled: CompiledRulebook, resolver: Resolver, epoch: Epoch, active: Active, witness: tuple[int, ...]
) -> None:
    """By the plain scan: the exception takes place, and the effects are the same without it."""
    vocabulary = compiled.models.vocabulary
    found = [each for each in scan(epoch, witness, vocabulary) if each.applies]
    reduced = _without(compiled, resolver, epoch, active)
    others = [each for each in scan(reduced, witness, vocabulary) if each.applies]
    effects, other_effects = ({(each.effect, each.active.rule.strength) for each in side} for side in (found, others))
    if effects != other_effects or not any(each.active is active for each in found):
        raise EngineError(f"the scan does not confirm that {active.rule.id} changes nothing")
