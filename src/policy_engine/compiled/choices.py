"""Effects whose actor a field of the request chooses: which actor, and the effect with the one chosen put in."""

from __future__ import annotations

from dataclasses import replace

from policy_engine.compiled.topic_axes import TopicAxes
from policy_engine.conditions.tree import Test
from policy_engine.effects import ActEffect, Effect, actors_of
from policy_engine.organising import AssignEffect, EstablishEffect
from policy_engine.vocabulary import Vocabulary
from policy_engine.who import Who


def chosen_actor(effect: Effect, vocabulary: Vocabulary) -> str | None:
    """The first actor of an effect that depends on a field of the request."""
    return next((name for name in actors_of(effect) if vocabulary.actors[name].choose), None)


def replace_actor(effect: Effect, old: str, new: str) -> Effect:
    """The same effect with one actor in place of another."""
    match effect:
        case ActEffect():
            by = None if effect.by is None else effect.by.with_actor(old, new)
            return replace(effect, by=by, to=new if effect.to == old else effect.to)
        case AssignEffect():
            return replace(effect, who=effect.who.with_actor(old, new))
        case EstablishEffect(value=Who() as who):
            return replace(effect, value=who.with_actor(old, new))
    return effect


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
