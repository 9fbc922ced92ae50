"""Faults that show only when the rules of all files stand together: exceptions, their circles, choices of actors."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from policy_engine.compiled.topic_axes import TopicAxes
from policy_engine.effects import ChooseEffect, Effect, LimitEffect, actors_of, replaces
from policy_engine.errors import Diagnostic, Place, near_match
from policy_engine.rules import Rule

if TYPE_CHECKING:
    from policy_engine.compiled.models import Models


def check_exceptions(rules: Mapping[str, Rule], models: Models, faults: list[Diagnostic]) -> None:
    """Whether what each exception is an exception to is there, of its topic and strength, and may be varied."""
    for rule in rules.values():
        for base_id, place in zip(rule.bases, rule.base_places or (rule.place,) * len(rule.bases), strict=True):
            base = rules.get(base_id)
            if base is None and base_id.split("/", 1)[0] in models.unread:
                continue
            if base is None:
                own = [each.name for each in rules.values() if each.instrument == rule.instrument]
                shown = base_id.rsplit("/", 1)[1] if base_id.startswith(rule.instrument + "/") else base_id
                near = near_match(shown, own if shown != base_id else rules)
                faults.append(Diagnostic("PE304", place, {"name": shown}, near=near))
            else:
                _check_exception(rule, base, place, models, faults)
    refuse_circles(rules, faults)


def _check_exception(rule: Rule, base: Rule, place: Place, models: Models, faults: list[Diagnostic]) -> None:
    words = {"rule": rule.id, "base": base.id}
    if not {rule.topic, base.topic} <= set(models.topics):
        return  # an unknown topic was reported where it stands
    if rule.topic != base.topic:
        faults.append(Diagnostic("PE515", place, words))
        return
    if (rule.status is None) != (base.status is None):
        faults.append(Diagnostic("PE527", place, words))
        return
    if rule.strength == "should" and base.strength == "must":
        faults.append(Diagnostic("PE506", rule.place, words))
    stated = [effect for wording in rule.wordings for effect in wording.effects]
    kept = [effect for wording in base.wordings for effect in (*wording.effects, *wording.otherwise)]
    if stated and kept and not any(replaces(one, other) for one in stated for other in kept):
        faults.append(Diagnostic("PE505", rule.place, words))
    if not base.may_vary and base.instrument != rule.instrument and _is_higher(base, rule, models):
        faults.append(Diagnostic("PE504", place, words))


def _is_higher(base: Rule, rule: Rule, models: Models) -> bool:
    """Whether somewhere the base's instrument stands above the exception's."""
    for jurisdiction in models.jurisdictions:
        levels = {instrument.id: level for instrument, level in models.instruments_of(jurisdiction)}
        if (
            base.instrument in levels
            and rule.instrument in levels
            and levels[base.instrument] > levels[rule.instrument]
        ):
            return True
    return False


def refuse_circles(rules: Mapping[str, Rule], faults: list[Diagnostic]) -> None:
    """Reports each circle of exceptions once, at its first rule in the order of ids."""
    state: dict[str, int] = {}

    def visit(name: str, trail: list[str]) -> None:
        state[name] = 1
        trail.append(name)
        for base in rules[name].bases:
            if base not in rules:
                continue
            if state.get(base) == 1:
                circle = [*trail[trail.index(base) :], base]
                faults.append(Diagnostic("PE502", rules[name].place, {"circle": " -> ".join(circle)}))
            elif base not in state:
                visit(base, trail)
        trail.pop()
        state[name] = 2

    for name in sorted(name for name, rule in rules.items() if rule.bases):
        if name not in state:
            visit(name, [])


def check_choices(models: Models, topics: Mapping[str, TopicAxes], faults: list[Diagnostic]) -> None:
    """Actors chosen by a field of the request: the field and its values must exist in every topic that uses them."""
    used: dict[tuple[str, str], None] = {}
    for topic, name in _choosers(models):
        used[topic, name] = None
    for topic, name in used:
        axes = topics.get(topic)
        actor = models.vocabulary.actors[name]
        if axes is None:
            continue
        axis = axes.single.get(actor.to)
        if axis is None or axis.kind != "list":
            words = {"topic": topic, "name": actor.to}
            faults.append(Diagnostic("PE301", actor.place, words, near=near_match(actor.to, axes.single)))
            continue
        chosen = dict(actor.choose)
        unknown = [value for value in chosen if value not in axis.values]
        for value in unknown:
            words = {"value": value, "field": actor.to}
            near = near_match(value, axis.values)
            faults.append(Diagnostic("PE302", actor.place, words, ", ".join(axis.values), near))
        if unknown:
            continue
        for value in axis.values:
            if value not in chosen:  # what is required of nobody would silently not be required
                faults.append(Diagnostic("PE202", actor.place, {"where": f"actors.{name}.choose", "key": value}))


def _with_needs(effects: Iterable[Effect]) -> Iterable[Effect]:
    """The effects, and the acts that the excess of a limit among them needs."""
    for effect in effects:
        yield effect
        if isinstance(effect, LimitEffect):
            yield from effect.needs


def _choosers(models: Models) -> Iterable[tuple[str, str]]:
    """Every actor chosen by a field that a rule leads to, also through another one, with the topic of the rule."""
    actors = models.vocabulary.actors
    choosing = {name for name, actor in actors.items() if actor.choose}
    if not choosing:
        return
    for instrument in models.instruments.values():
        for rule in instrument.rules:
            for wording in rule.wordings:
                for effect in _with_needs((*wording.effects, *wording.otherwise)):
                    maker = [effect.by] if isinstance(effect, ChooseEffect) else []  # who makes a choice
                    waiting = [*actors_of(effect), *maker, getattr(effect, "to", "")]
                    seen: set[str] = set()
                    while waiting:
                        name = waiting.pop()
                        if name in choosing and name not in seen:
                            seen.add(name)
                            waiting.extend(chosen for _, chosen in actors[name].choose)
                            yield rule.topic, name
