"""What cases have to show: every rule decides in each of its wordings, every number is tested on both sides.

A *point* is one thing that a single case can show; an *item* is what is counted, shown where all its points are. A
number that stands once is one item, though several rules use it (the number of a term, the shared part of a table).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias, get_args

from policy_engine.arithmetic import parameters_read
from policy_engine.compiled.epochs import Active, Epoch
from policy_engine.compiled.rulebook import CompiledRulebook, TopicBook
from policy_engine.conditions.tree import Condition, Every
from policy_engine.effects import DeadlineEffect, Effect, LimitEffect, formulas
from policy_engine.rules import Instrument, Parameter, ParameterValue, Rule
from policy_engine.tools.cases.measure.deciding import books_of
from policy_engine.tools.cases.measure.figures import Side, Sided, Since, desk_of, sided, sides, values_read
from policy_engine.tools.cases.measure.numbers import Edge, edges

Kind: TypeAlias = Literal["rules", "exceptions", "assignments", "duties", "histories", "thresholds"]
KINDS: tuple[Kind, ...] = get_args(Kind)
# By the names of their classes, so that an effect counts under its own heading as soon as there is one of that name.
_KINDS_OF_EFFECTS: Mapping[str, Kind] = {"AssignEffect": "assignments", "DutyEffect": "duties"}

Point: TypeAlias = tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """Something counted: under which instrument and heading, and what tells it from others."""

    instrument: str
    kind: Kind
    key: Hashable


@dataclass(frozen=True, slots=True)
class Standing:
    """A rule in force in an epoch of a book; ``condition`` is the whole one of the rule, or of an item of it."""

    book: TopicBook
    epoch: Epoch
    active: Active
    condition: Condition


@dataclass(slots=True)
class RuleDemand:
    """That a rule decides in one of its wordings; of a duty, that it is ``met`` and ``not_met``."""

    item: Item
    rule: Rule
    wording: int
    status: str = ""
    places: list[Standing] = field(default_factory=list)


@dataclass(slots=True)
class NumberDemand:
    """That a number of a condition is tested at a code; ``uses`` are its tests with their rules, by epoch (its id)."""

    item: Item
    edge: Edge
    code: int
    uses: dict[int, list[tuple[Standing, Edge]]] = field(default_factory=dict)


@dataclass(slots=True)
class SideDemand:
    """That a limit or a deadline is met exactly, or just exceeded."""

    item: Item
    effect: Sided
    side: Side
    places: list[Standing] = field(default_factory=list)


@dataclass(slots=True)
class ValueDemand:
    """That one of several dated values of a parameter is used by a rule that decides."""

    item: Item
    parameter: Parameter
    value: ParameterValue
    places: list[Standing] = field(default_factory=list)


Demand: TypeAlias = "RuleDemand | NumberDemand | SideDemand | ValueDemand"


@dataclass(frozen=True)
class Sheet:
    """What the rules of one epoch can show: by rule, by axis and code, and by the values its parameters have."""

    book: TopicBook
    epoch: Epoch
    actives: Mapping[str, Active]
    numbers: Mapping[int, Mapping[int, tuple[Point, ...]]]
    since: Mapping[tuple[str, Effect], Since]
    used: Mapping[str, tuple[Point, ...]]


# --- rules ----------------------------------------------------------------------------------------------------


def kind_of(rule: Rule) -> Kind:
    """The heading under which a rule is counted."""
    found = {
        _KINDS_OF_EFFECTS.get(type(effect).__name__, "rules") for wording in rule.wordings for effect in wording.effects
    }
    if "duties" in found:
        return "duties"
    if rule.bases:
        return "exceptions"
    return "assignments" if "assignments" in found else "rules"


def rule_points(rule: Rule) -> Iterator[tuple[Point, RuleDemand]]:
    """What has to be shown of a rule."""
    item = Item(rule.instrument, kind_of(rule), rule.id)
    if item.kind == "duties":
        for status in ("met", "not_met"):
            yield ("duty", rule.id, status), RuleDemand(item, rule, 0, status)
        return
    for index in range(len(rule.wordings)):
        yield decides_point(rule.id, index), RuleDemand(item, rule, index)


def decides_point(rule: str, wording: int) -> Point:
    """The point that a rule decides in a wording."""
    return "decides", rule, wording


# --- the whole rulebook ---------------------------------------------------------------------------------------


class Demands:
    """Everything that the cases of a rulebook have to show, by point, and the sheets of its epochs."""

    def __init__(self, compiled: CompiledRulebook) -> None:
        self.models = compiled.models
        self.points: dict[Point, Demand] = {}
        self.sheets: dict[tuple[str, str], list[Sheet]] = {}
        for rule in compiled.rules.values():
            self.points.update(rule_points(rule))
        for book in books_of(compiled):
            for epoch in book.epochs:
                self.sheets.setdefault((book.jurisdiction, book.topic), []).append(self._sheet(book, epoch))

    def on(self, jurisdiction: str, topic: str, day: int) -> Iterator[Sheet]:
        """The sheets of a day (ordinal)."""
        for sheet in self.sheets.get((jurisdiction, topic), ()):
            if sheet.epoch.start <= day <= sheet.epoch.end:
                yield sheet

    def _sheet(self, book: TopicBook, epoch: Epoch) -> Sheet:
        numbers: dict[int, dict[int, dict[Point, None]]] = {}
        since: dict[tuple[str, Effect], Since] = {}
        used: dict[str, tuple[Point, ...]] = {}
        for active in epoch.actives:
            place = Standing(book, epoch, active, active.condition)
            instrument = self.models.instruments[active.rule.instrument]
            rule = self.points.get(decides_point(active.rule.id, active.rule.wordings.index(active.wording)))
            if isinstance(rule, RuleDemand):
                rule.places.append(place)
            for own, whole in _conditions(active):
                for edge in edges(own, epoch.axes.axes, instrument, epoch.start):
                    for point, code in self._numbers(replace(place, condition=whole), edge):
                        numbers.setdefault(edge.test.axis, {}).setdefault(code, {})[point] = None
            for effect in sided(active):
                read = self._sides(place, effect)
                if read is not None:
                    since[active.rule.id, effect] = read
            used[active.rule.id] = tuple(self._values(place, instrument))
        return Sheet(
            book,
            epoch,
            {active.rule.id: active for active in epoch.actives},
            {axis: {code: tuple(points) for code, points in codes.items()} for axis, codes in numbers.items()},
            since,
            used,
        )

    def _numbers(self, place: Standing, edge: Edge) -> Iterator[tuple[Point, int]]:
        item = Item(place.active.rule.instrument, "thresholds", (edge.place, edge.since))
        for code in (edge.on, edge.off):
            point = ("number", edge.place, edge.since, place.book.topic, edge.test.axis, code)
            demand = self.points.setdefault(point, NumberDemand(item, edge, code))
            assert isinstance(demand, NumberDemand)
            demand.uses.setdefault(id(place.epoch), []).append((place, edge))
            yield point, code

    def _sides(self, place: Standing, effect: Sided) -> Since | None:
        read = values_read(effect, self.models, place.epoch.start)
        if read is None:
            return None
        rule = place.active.rule
        item = Item(rule.instrument, "thresholds", (rule.id, effect, read))
        for side in sides(effect, place.epoch, desk_of(place.epoch, self.models, place.epoch.axes.unknown())):
            demand = self.points.setdefault(side_point(rule.id, effect, read, side), SideDemand(item, effect, side))
            assert isinstance(demand, SideDemand)
            demand.places.append(place)
        return read

    def _values(self, place: Standing, instrument: Instrument) -> Iterator[Point]:
        """The dated values that a rule works with, beside those of limits and deadlines, which have sides."""
        names: dict[str, None] = {}
        for effect in (*place.active.wording.effects, *place.active.wording.otherwise):
            if isinstance(effect, (LimitEffect, DeadlineEffect)):
                continue
            for formula in formulas(effect):
                names.update(dict.fromkeys(name.split("/", 1)[1] for name in parameters_read(formula)))
            within = getattr(effect, "within", "")
            if within:
                names[within] = None
        for name in names:
            parameter = instrument.parameters.get(name)
            value = None if parameter is None else parameter.on(place.epoch.start)
            if parameter is None or value is None or len(parameter.values) < 2:
                continue
            item = Item(instrument.id, "thresholds", (instrument.id, name, value.start))
            point = ("value", instrument.id, name, value.start)
            demand = self.points.setdefault(point, ValueDemand(item, parameter, value))
            assert isinstance(demand, ValueDemand)
            demand.places.append(place)
            yield point


def _conditions(active: Active) -> Iterator[tuple[Condition, Condition]]:
    """The conditions that a rule states, each with the whole one that it is part of; items of a duty have their own."""
    yield active.own, active.condition
    for item in getattr(active, "items", {}).values():
        yield item, Every((active.condition, item))


def side_point(rule: str, effect: Effect, since: Since, side: Side) -> Point:
    """The point that a limit or deadline of a rule is shown on one side, while its parameters have certain values."""
    return "side", rule, effect, since, side
