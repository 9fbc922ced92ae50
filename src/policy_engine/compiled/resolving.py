"""Giving every condition its meaning: terms inlined, parameters as they stand on a day, names checked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import partial

from policy_engine.axes import FIRST_DAY, Axis
from policy_engine.compiled.topic_axes import TopicAxes
from policy_engine.conditions.reading import read_condition
from policy_engine.conditions.scope import Figure, Rounded, Scope, Term, YesNo
from policy_engine.conditions.tree import ALWAYS, NEVER, Condition
from policy_engine.errors import Diagnostic, near_match
from policy_engine.rules import Hole, Instrument, Rule, TermDefinition


class Resolver:
    """Resolves the conditions of all instruments, each version once, whoever adopts them."""

    def __init__(
        self, instruments: Mapping[str, Instrument], topics: Mapping[str, TopicAxes], faults: list[Diagnostic]
    ) -> None:
        self.instruments = instruments
        self.topics = topics
        self.faults = faults
        self._scopes: dict[tuple[str, str, int], _InstrumentScope] = {}
        self._conditions: dict[tuple[str, int, int], Condition] = {}
        self._changes = {
            name: sorted(
                {value.start for each in instrument.parameters.values() for value in each.values} | {FIRST_DAY}
            )
            for name, instrument in instruments.items()
        }

    def changes(self, instrument: str) -> list[int]:
        """The days on which a parameter of the instrument changes."""
        return self._changes[instrument]

    def rule(self, rule: Rule, wording: int, day: int) -> Condition:
        """A rule's own condition (without that of its base) as it stands on a day."""
        node = rule.wordings[wording].when
        if node is None:
            return ALWAYS
        version = bisect_right(self._changes[rule.instrument], day)
        key = (rule.id, wording, version)
        found = self._conditions.get(key)
        if found is None:
            scope = self._scope(rule.instrument, rule.topic, version)
            found = NEVER if scope is None else read_condition(node, scope.scope, self.faults)
            self._conditions[key] = found
        return found

    def hole(self, hole: Hole, instrument: str, day: int) -> Condition:
        """The condition of a declared hole as it stands on a day."""
        version = bisect_right(self._changes[instrument], day)
        key = (hole.id, 0, version)
        found = self._conditions.get(key)
        if found is None:
            scope = self._scope(instrument, hole.topic, version)
            found = NEVER if scope is None else read_condition(hole.when, scope.scope, self.faults)
            self._conditions[key] = found
        return found

    def _scope(self, instrument: str, topic: str, version: int) -> _InstrumentScope | None:
        axes = self.topics.get(topic)
        if axes is None:
            return None
        key = (instrument, topic, version)
        found = self._scopes.get(key)
        if found is None:
            day = self._changes[instrument][version - 1]
            found = _InstrumentScope(self.instruments[instrument], axes, day, self.faults)
            self._scopes[key] = found
        return found

    def resolve_rules(self, rules: Iterable[Rule]) -> None:
        """Resolves every version of some rules."""
        for rule in rules:
            for index, wording in enumerate(rule.wordings):
                for day in self._changes[rule.instrument]:
                    if day <= wording.period.end:
                        self.rule(rule, index, day)

    def resolve_everything(self) -> None:
        """Resolves every version of all that is in force, so that faults show even where nobody adopts it."""
        for instrument in self.instruments.values():
            days = self._changes[instrument.id]
            self.resolve_rules(rule for rule in instrument.rules if rule.status is None)
            for hole in instrument.holes:
                for day in days:
                    self.hole(hole, instrument.id, day)
            if instrument.topic in self.topics:
                scope = self._scope(instrument.id, instrument.topic, 1)
                if scope is not None:
                    for name in instrument.terms:
                        scope.term(name)


class _InstrumentScope:
    """What names mean in one instrument, for one topic, while its parameters stand as on one day."""

    def __init__(self, instrument: Instrument, axes: TopicAxes, day: int, faults: list[Diagnostic]) -> None:
        self.instrument = instrument
        self.axes = axes
        self.day = day
        self.faults = faults
        self._terms: dict[str, Term | None] = {}
        self._open: list[str] = []
        self.scope = Scope(
            axes.layout.topic.id,
            axes.single,
            axes.members,
            tuple(instrument.terms),
            tuple(instrument.parameters),
            self.term,
            self._figure,
            partial(axes.judged, instrument.id),
        )

    def term(self, name: str) -> Term | None:
        """The meaning of a term; None where there is none of that name or it goes in a circle."""
        definition = self.instrument.terms.get(name)
        if definition is None:
            return None
        if name in self._terms:
            return self._terms[name]
        if name in self._open:
            circle = [*self._open[self._open.index(name) :], name]
            self.faults.append(Diagnostic("PE503", definition.place, {"circle": " -> ".join(circle)}))
            return None
        self._open.append(name)
        try:
            found = self._define(definition)
        finally:
            self._open.pop()
        self._terms[name] = found
        return found

    def _define(self, definition: TermDefinition) -> Term | None:
        if definition.when is not None:
            return YesNo(read_condition(definition.when, self.scope, self.faults))
        if not definition.field:
            return None  # its faulty definition was reported where it stands
        axis = self._rounded_axis(definition)
        if axis is None:
            return None
        per, rest = divmod(definition.to, axis.step)
        if rest or not per:
            words = {"value": str(definition.to), "field": definition.field, "step": f"{axis.step} {axis.unit}"}
            self.faults.append(Diagnostic("PE401", definition.place, words))
            return None
        return Rounded(axis, definition.to, int(per), definition.up)

    def _rounded_axis(self, definition: TermDefinition) -> Axis | None:
        axis = self.axes.single.get(definition.field)
        if axis is None:
            names = [name for name, each in self.axes.single.items() if each.kind == "quantity"]
            words = {"topic": self.axes.layout.topic.id, "name": definition.field}
            expected, near = ", ".join(sorted(names)), near_match(definition.field, names)
            self.faults.append(Diagnostic("PE301", definition.field_place, words, expected, near))
            return None
        if axis.kind != "quantity":
            words = {"field": definition.field, "operator": "round"}
            self.faults.append(Diagnostic("PE316", definition.field_place, words))
            return None
        return axis

    def _figure(self, name: str) -> Figure | None:
        parameter = self.instrument.parameters.get(name)
        if parameter is None:
            return None
        value = parameter.on(self.day)
        return Figure(name, parameter.unit, None if value is None else value.value)
