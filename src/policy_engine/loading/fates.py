"""What became of a clause, computed from what stands under it; the ledger must say the same.

:func:`fates_of` is the one place where rules become fates: loading compares its answer with the ledger (PE510), and
``policy-engine coverage --update`` writes it there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from policy_engine.citations import LedgerEntry
from policy_engine.effects import Effect, MayEffect
from policy_engine.errors import Diagnostic
from policy_engine.organising import AssignEffect, EstablishEffect
from policy_engine.rules import Clause, Rule
from policy_engine.words import FATES

_OF_EFFECT: Mapping[type, str] = {AssignEffect: "assignment", EstablishEffect: "body"}
"""The fate of a clause whose rule has an effect of this kind; any other effect makes it ``rule``."""


def fates_of(rules: Iterable[Rule], others: Iterable[str] = ()) -> tuple[str, ...]:
    """The fates of a clause in the order of :data:`~policy_engine.words.FATES`, each once.

    Args:
        rules: the rules under the clause.
        others: fates that the clause states beside them, such as the reason of ``none``.
    """
    found = {fate for rule in rules for fate in _of_rule(rule)} | set(others)
    return tuple(fate for fate in FATES if fate in found)


def _of_rule(rule: Rule) -> set[str]:
    effects = [effect for each in rule.wordings for effect in (*each.effects, *each.otherwise)]
    if effects and all(map(_names_a_document, effects)):
        return {"refers_out"}
    return {_OF_EFFECT.get(type(effect), "rule") for effect in effects}


def _names_a_document(effect: Effect) -> bool:
    return isinstance(effect, MayEffect) and bool(effect.document)


def mirrored(clause: Clause) -> dict[str, str]:
    """What the ledger repeats of why a clause was not encoded: ``of`` and ``owner``, each where it is known."""
    found: dict[str, str] = {}
    for left in clause.unencoded:
        if left.because == "duplicate" and left.of:
            found["of"] = left.of[0]
        elif left.because == "not_decidable" and left.owner:
            found["owner"] = left.owner
    return found


def differences(entry: LedgerEntry, clause: Clause) -> Iterator[Diagnostic]:
    """Where the ledger says otherwise than the instrument. An entry without fates is told where the ledger is read."""
    if entry.fates and set(entry.fates) != set(clause.fates):
        words = {"clause": clause.id, "ledger": ", ".join(entry.fates), "found": ", ".join(clause.fates)}
        yield Diagnostic("PE510", clause.place, words)
        return
    wanted = mirrored(clause)
    for key, stated in (("of", entry.of), ("owner", entry.owner)):
        if stated and stated != wanted.get(key, stated):
            words = {"clause": clause.id, "key": key, "ledger": stated, "found": wanted[key]}
            yield Diagnostic("PE537", clause.place, words)
