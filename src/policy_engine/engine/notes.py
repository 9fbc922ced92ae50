"""What travels with a verdict: citations, readings, cautions, advice, and what is not set, not dated or left open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from policy_engine.arithmetic import parameters_read
from policy_engine.citations import Citation
from policy_engine.compiled.epochs import Unit
from policy_engine.compiled.models import Models
from policy_engine.conditions.tree import terms_used
from policy_engine.decisions.parts import Advice, Noted, OpenPoint, Replaced
from policy_engine.effects import formulas
from policy_engine.rules import citation_of

Cited: TypeAlias = "Sequence[tuple[Unit, bool]]"
"""Units of rules, each with whether it certainly holds."""


def citations(cited: Cited, models: Models) -> Iterator[Citation]:
    """The clause behind each rule cited, in the order of clauses."""
    seen: set[str] = set()
    applied = [(unit.active.rule, unit.active.wording) for unit, _ in cited if unit.active is not None]
    for rule, wording in sorted(applied, key=lambda each: (each[0].clause, each[0].id)):
        if rule.id in seen:
            continue
        seen.add(rule.id)
        yield citation_of(rule, models.instruments[rule.instrument], models.ledger[rule.clause], wording.amended_by)


def readings(cited: Cited, models: Models) -> list[Noted]:
    """The readings of the rules cited and of the terms their conditions use."""
    unique: dict[tuple[str, int, str], Noted] = {}
    for unit, _ in cited:
        active = unit.active
        if active is None:
            continue
        carriers = [(active.rule.id, (*active.rule.readings, *active.wording.readings))]
        terms = models.instruments[active.rule.instrument].terms
        carriers.extend(
            (f"{active.rule.instrument}/{term}", terms[term].readings)
            for term in terms_used(active.condition)
            if term in terms
        )
        for of, readings in carriers:
            for reading in readings:
                noted = Noted(of, reading.number, reading.convention, reading.label)
                unique[of, reading.number, reading.label.zh] = noted
    return [unique[key] for key in sorted(unique)]


def cautions(cited: Cited) -> list[Noted]:
    """The cautions of the rules cited."""
    found: dict[str, Noted] = {}
    for unit, _ in cited:
        if unit.active is not None and unit.active.rule.caution is not None:
            rule, caution = unit.active.rule, unit.active.rule.caution
            found[rule.id] = Noted(rule.id, 0, caution.convention, caution.label)
    return [found[key] for key in sorted(found)]


def advice(applied: Cited, models: Models) -> list[Advice]:
    """What rules of strength ``should`` recommend."""
    found: list[Advice] = []
    for unit, certain in applied:
        if unit.advice and unit.active is not None:
            rule = unit.active.rule
            clause = models.instruments[rule.instrument].clauses[rule.clause]
            effects = tuple(sorted(unit.effects, key=repr))
            found.append(Advice(rule.id, rule.clause, effects, clause.label, certain))
    return sorted(found, key=lambda each: (each.clause, each.rule, repr(each.effects)))


def unset(cited: Cited, models: Models, day: int) -> tuple[str, ...]:
    """The parameters without a figure that the effects cited would need."""
    names: set[str] = set()
    for unit, _ in cited:
        if unit.active is None:
            continue
        instrument = unit.active.rule.instrument
        for effect in unit.effects:
            within = getattr(effect, "within", "")
            if within:
                names.add(f"{instrument}/{within}")
            for formula in formulas(effect):
                names.update(parameters_read(formula))
    return tuple(sorted(name for name in names if _is_unset(name, models, day)))


def _is_unset(name: str, models: Models, day: int) -> bool:
    instrument, parameter = name.split("/", 1)
    return models.instruments[instrument].parameters[parameter].on(day) is None


def open_points(units: Sequence[Unit], holding: Sequence[bool | None]) -> list[OpenPoint]:
    """The declared holes the request certainly falls into."""
    found = [
        OpenPoint(unit.hole.id.split("#", 1)[0], unit.hole.label, unit.hole.owner, unit.hole.see)
        for unit, holds in zip(units, holding, strict=True)
        if unit.hole is not None and holds is True
    ]
    return sorted(found, key=lambda each: (each.instrument, each.owner, each.see))


def replaced(applied: Cited) -> list[Replaced]:
    """The bases of the exceptions that certainly apply."""
    found: dict[tuple[str, str], Replaced] = {}
    for unit, certain in applied:
        if certain and unit.active is not None:
            several = len(unit.active.bases) > 1  # which of them held is the request's, not the verdict's
            for base in unit.active.bases:
                each = Replaced(base.rule.id, unit.active.rule.id, base.condition if several else None)
                found[each.base, each.by] = each
    return [found[key] for key in sorted(found)]


def undated(cited: Cited, models: Models) -> tuple[str, ...]:
    """The instruments cited whose beginning is not known."""
    names = {unit.active.rule.instrument for unit, _ in cited if unit.active is not None}
    instruments = models.instruments
    return tuple(sorted(name for name in names if not instruments[name].period.known))
