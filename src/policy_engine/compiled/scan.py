"""The plain evaluation: every rule, one after the other. It re-checks what the diagrams claim and explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policy_engine.compiled.epochs import Active, Epoch, choice_tests
from policy_engine.conditions.tree import holds
from policy_engine.effects import Effect
from policy_engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Found:
    """One effect of one rule under known facts. ``holds`` is ``None`` where unknown facts leave it open.

    ``replaced_by`` are the exceptions that certainly replace it, ``gives_way_to`` the rule of another level that does.
    """

    active: Active
    effect: Effect
    holds: bool | None
    replaced_by: tuple[Active, ...] = ()
    gives_way_to: tuple[Active, ...] = ()

    @property
    def applies(self) -> bool:
        """Whether the effect certainly takes place."""
        return self.holds is True and not self.replaced_by and not self.gives_way_to


def scan(epoch: Epoch, codes: Sequence[int | None], vocabulary: Vocabulary) -> list[Found]:
    """Every effect of every rule in force, evaluated on its own in three-valued logic."""
    conditions = {active.rule.id: holds(active.condition, codes) for active in epoch.actives}
    first: list[Found] = []
    for active in epoch.actives:
        value = conditions[active.rule.id]
        for effect in active.wording.effects:
            replaced = tuple(each for each in active.replacers(effect) if conditions[each.rule.id] is True)
            open_exception = any(conditions[each.rule.id] is None for each in active.replacers(effect))
            first.append(
                Found(active, effect, None if value is True and open_exception and not replaced else value, replaced)
            )
    if epoch.precedences:
        first = [_give_way(found, first, epoch) for found in first]
    return [variant for found in first for variant in _variants(found, epoch, codes, vocabulary)]


def _give_way(found: Found, all_found: Sequence[Found], epoch: Epoch) -> Found:
    winners: list[Active] = []
    open_winner = False
    for precedence in epoch.precedences:
        if precedence.loser is found.active and precedence.effect == found.effect:
            over = next(
                each for each in all_found if each.active is precedence.winner and each.effect == precedence.over
            )
            if over.holds is True and not over.replaced_by:
                winners.append(precedence.winner)
            open_winner = open_winner or (over.holds is None and not over.replaced_by)
    value = None if found.holds is True and open_winner and not winners else found.holds
    return Found(found.active, found.effect, value, found.replaced_by, tuple(winners))


def _variants(found: Found, epoch: Epoch, codes: Sequence[int | None], vocabulary: Vocabulary) -> list[Found]:
    variants = choice_tests(found.effect, epoch.axes, vocabulary)
    if not variants:
        return [found]
    result: list[Found] = []
    for test, effect in variants:
        chosen = holds(test, codes)
        value = found.holds if chosen is True else (False if chosen is False or found.holds is False else None)
        variant = Found(found.active, effect, value, found.replaced_by, found.gives_way_to)
        result.extend(_variants(variant, epoch, codes, vocabulary))
    return result
