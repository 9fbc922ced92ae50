"""PE607: a rule whose condition can hold, but whose every effect is always replaced.

Law: for every version of a rule that can be met there is a jurisdiction and a possible request in which at least one of
its effects takes place: not replaced by an exception, and not giving way to another level.

Bad: "section heads: the mayor approves", with two exceptions that between them speak of every section head.
Good: one rule for each of the two cases and no base; or exceptions that leave something to the base.
"""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.compiled.epochs import Active, Epoch
from policy_engine.compiled.proofs import shown_facts
from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.compiled.scan import scan
from policy_engine.conditions.tree import holds
from policy_engine.errors import Diagnostic, EngineError
from policy_engine.tools.checks.shared import is_live, possible, versions


def shadowed(compiled: CompiledRulebook) -> Iterator[Diagnostic]:
    """The versions that are never live, each with a request that meets their condition."""
    for (name, index), seen in versions(compiled).items():
        if any(is_live(epoch, active) for epoch, active in seen):
            continue
        for epoch, active in seen:
            witness = possible(epoch, active.diagram)
            if isinstance(witness, tuple):
                _confirm(compiled, epoch, active, witness)
                rule = active.rule
                place = rule.place if len(rule.wordings) == 1 else rule.wordings[index].place
                words = {"rule": name, "facts": shown_facts(epoch, active.diagram, witness)}
                yield Diagnostic("PE607", place, words)
                break


def _confirm(compiled: CompiledRulebook, epoch: Epoch, active: Active, witness: tuple[int, ...]) -> None:
    found = scan(epoch, witness, compiled.models.vocabulary)
    if not holds(active.condition, witness) or any(each.applies for each in found if each.active is active):
        raise EngineError(f"the scan does not confirm that {active.rule.id} is always replaced")
