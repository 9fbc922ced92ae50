"""The plain evaluation: every rule, one after the other. It re-checks what the diagrams claim and explains it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from policy_engine.compiled.choices import choice_tests
from policy_engine.compiled.epochs import Active, Epoch, Statement
from policy_engine.conditions.tree import holds
from policy_engine.effects import Effect
from policy_engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Found:
    """One effect of one rule under known facts. ``holds`` is ``None`` where unknown facts leave it open.

    ``replaced_by`` are the exceptions that certainly replace it, ``gives_way_to`` the rule of another level that does.
    ``statement`` is the one it comes from, ``effect`` with the actor put in that a field chooses.
    """

    active: Active
    effect: Effect
    holds: bool | None
    statement: Statement
    replaced_by: tuple[Active, ...] = ()
    gives_way_to: tuple[Active, ...] = ()

    @property
    def fallback(self) -> bool:
        """Whether it only follows where something required is not fulfilled or a limit exceeded."""
        return self.statement.fallback

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
        for statement in active.statements:
            replacers = active.replacers(statement.effect, statement.limit)
            replaced = tuple(each for each in replacers if conditions[each.rule.id] is True)
            open_exception = any(conditions[each.rule.id] is None for each in replacers)
            under = True if statement.under is None else holds(statement.under, codes)
            whole = False if value is False or under is False else (value if under else None)
            first.append(
                Found(
                    active,
                    statement.effect,
                    None if whole is True and open_exception and not replaced else whole,
                    statement,
                    replaced,
                )
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
    return replace(found, holds=value, gives_way_to=tuple(winners))


def _variants(found: Found, epoch: Epoch, codes: Sequence[int | None], vocabulary: Vocabulary) -> list[Found]:
    variants = choice_tests(found.effect, epoch.axes, vocabulary)
    if not variants:
        return [found]
    result: list[Found] = []
    for test, effect in variants:
        chosen = holds(test, codes)
        value = found.holds if chosen is True else (False if chosen is False or found.holds is False else None)
        variant = replace(found, effect=effect, holds=value)
        result.extend(_variants(variant, epoch, codes, vocabulary))
    return result
