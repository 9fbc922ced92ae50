"""The duties of a decision: which bind, whether certainly, and which of their items are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from policy_engine.conditions.tree import Condition, holds
from policy_engine.decisions.parts import Verdict
from policy_engine.effects import DUTIES, DutyEffect
from policy_engine.obligations import Item

ItemConditions = Mapping[str, Mapping[str, Condition]]


@dataclass(frozen=True, slots=True)
class BindingDuty:
    """A duty that binds, or may bind where facts are unknown (not ``certain``).

    ``items`` are those asked for, each with whether that is certain; ``advice``: a ``should``, which is no must.
    ``status`` is empty for a duty in force.
    """

    effect: DutyEffect
    clause: str
    certain: bool
    advice: bool
    items: tuple[tuple[Item, bool], ...]
    status: str = ""

    @property
    def duty(self) -> str:
        """The id ``instrument/duty``."""
        return self.effect.duty


def binding_duties(
    verdict: Verdict, conditions: ItemConditions, codes: Sequence[int | None]
) -> tuple[BindingDuty, ...]:
    """The duties of a verdict, in the order of clauses and ids.

    Args:
        verdict: what the rules say.
        conditions: of each duty the conditions of its items that have one.
        codes: the request's facts.
    """
    found: dict[str, BindingDuty] = {}
    for answer in verdict.slots:
        if answer.slot == DUTIES:
            for stated in answer.stated:
                if isinstance(stated.effect, DutyEffect):
                    known = conditions.get(stated.effect.duty, {})
                    items = tuple(asked_items(stated.effect, known, codes))
                    before = found.get(stated.effect.duty)
                    certain = stated.certain or (before is not None and before.certain)
                    found[stated.effect.duty] = BindingDuty(stated.effect, stated.clause, certain, False, items)
    for advice in verdict.advice:
        for effect in advice.effects:
            if isinstance(effect, DutyEffect):
                items = tuple(asked_items(effect, conditions.get(effect.duty, {}), codes))
                found[effect.duty] = BindingDuty(effect, advice.clause, advice.certain, True, items)
    return tuple(sorted(found.values(), key=lambda each: (each.clause, each.duty)))


def asked_items(
    effect: DutyEffect, conditions: Mapping[str, Condition], codes: Sequence[int | None]
) -> Iterator[tuple[Item, bool]]:
    """The items that are asked for under the facts known, each with whether that is certain."""
    for item in effect.asks.items:
        asked = holds(conditions[item.name], codes) if item.name in conditions else True
        if asked is not False:
            yield item, asked is True
