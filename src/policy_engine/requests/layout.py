"""How the facts of a topic are laid out on axes, and how a request is counted onto them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from pydantic_core import PydanticCustomError

from policy_engine.axes import FIRST_DAY, LAST_DAY, Axis, AxisKind, steps
from policy_engine.conditions.reading import read_condition
from policy_engine.conditions.scope import Scope
from policy_engine.conditions.tree import Condition, holds
from policy_engine.effects import OutputMode
from policy_engine.errors import Diagnostic
from policy_engine.nodes import from_plain
from policy_engine.requests.derived import DaysBetween, Derived, LargestOf, MonthOf, YearOf
from policy_engine.requests.fields import Amount, AnyOf, Count, Day, Field, Flag, Judgement, Labels, OneOf, Text

Codes: TypeAlias = tuple[int | None, ...]


@dataclass(frozen=True, kw_only=True)
class Output:
    """A value that rules set: ``unique`` (one rule at most), ``any`` (several that agree), ``collect`` (all) or
    ``highest`` (numbers only: of several the highest counts).

    ``kind`` is ``text`` (one of ``values``, if any are listed, or of the vocabulary's list ``open_list``), ``flag``,
    ``number`` or ``date``.
    """

    zh: str
    en: str
    mode: OutputMode = "unique"
    kind: Literal["text", "flag", "number", "date"] = "text"
    values: Labels = field(default_factory=dict)
    open_list: str = ""
    unit: str = ""
    word: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Refuses an output that could not be read.

        Raises:
            TypeError: ``highest`` of something that is no number, or a list for something that is no text.
        """
        if self.mode == "highest" and self.kind != "number":
            raise TypeError(f"output {self.en!r}: only numbers have a highest")
        if self.open_list and (self.kind != "text" or self.values):
            raise TypeError(f"output {self.en!r}: an open list is for texts without fixed values")


@dataclass(frozen=True, kw_only=True)
class Topic:
    """What a topic is, beside its fields.

    ``anchor`` is the date field whose day chooses the rules; ``must_answer`` the slots in which silence means
    ``not_covered``, or ``anything``: one slot at least has to be answered, whichever, and all are waited for;
    ``impossible`` conditions (as in a rule's ``when``) that cannot occur; ``applicant_post`` the field that holds the
    applicant's own post, if the topic has one; ``outputs`` the values that rules of the topic may ``set``.
    """

    id: str
    zh: str
    en: str
    anchor: str
    must_answer: tuple[str, ...] = ("may",)
    asks_zh: str = ""
    asks_en: str = ""
    derived: Mapping[str, Derived] = field(default_factory=dict)
    impossible: tuple[Mapping[str, Any], ...] = ()
    applicant_post: str = ""
    outputs: Mapping[str, Output] = field(default_factory=dict)
    word: str = ""


@dataclass(frozen=True)
class Layout:
    """The axes of a topic and the way onto them."""

    topic: Topic
    marks: Mapping[str, Field]
    axes: tuple[Axis, ...]
    by_name: Mapping[str, Axis]
    sources: Mapping[int, tuple[int, ...]]
    anchor_position: int
    open_fields: tuple[tuple[str, str], ...]
    _encoders: tuple[tuple[str, Callable[[Any], int]], ...]
    _members: tuple[tuple[str, tuple[str, ...]], ...]
    _derived: tuple[tuple[Derived, tuple[int, ...]], ...]
    impossible: tuple[Condition, ...] = ()

    @property
    def open_lists(self) -> frozenset[str]:
        """The lists of the vocabulary that the topic's facts and outputs take their values from."""
        outputs = (output.open_list for output in self.topic.outputs.values() if output.open_list)
        return frozenset((*(name for _, name in self.open_fields), *outputs))

    def encode(self, request: Any) -> Codes:
        """A request's facts as codes, ``None`` where unknown; derived facts follow from their sources."""
        codes: list[int | None] = []
        judgements = request.given.judgements
        for name, encode in self._encoders:
            value = getattr(request, name)
            if judgements and name in judgements:
                value = self._judged(name, value, judgements[name].value)
            codes.append(None if value is None else encode(value))
        for name, members in self._members:
            chosen = getattr(request, name)
            if chosen is None:
                codes.extend(None for _ in members)
            else:
                codes.extend(1 if member in chosen else 0 for member in members)
        for derived, positions in self._derived:
            values = [codes[position] for position in positions]
            codes.append(None if None in values else derived.of([value for value in values if value is not None]))
        return tuple(codes)

    def _judged(self, name: str, stated: bool | None, judged: bool) -> bool:
        if stated is not None and stated != judged:
            raise PydanticCustomError(
                "PE714",
                "{name}",
                {"name": name, "problem": "与所给事实相反", "problem_en": "contradicts the stated fact"},
            )
        return judged

    def refuse_impossible(self, codes: Codes) -> None:
        """Raises a pydantic error where the known facts are impossible together (PE711)."""
        for index, impossible in enumerate(self.impossible):
            if holds(impossible, codes):
                raise PydanticCustomError("PE711", "{facts}", {"facts": _said(self.topic.impossible[index])})

    def listed(self, name: str) -> OneOf | AnyOf | LargestOf | None:
        """The fact of a name, worked out or not, if its values are those of a list."""
        fact = self.marks.get(name) or self.topic.derived.get(name)
        return fact if isinstance(fact, (OneOf, AnyOf, LargestOf)) else None

    def members(self) -> dict[str, dict[str, Axis]]:
        """The axes of each set-valued field with fixed values, by field and member."""
        found: dict[str, dict[str, Axis]] = {}
        for axis in self.axes:
            if axis.member:
                found.setdefault(axis.field, {})[axis.member] = axis
        return found

    def intervals(self, codes: Sequence[int | None]) -> list[tuple[int, int]]:
        """The interval of every axis given what is known: points, whole axes, and derived facts bounded by both."""
        found = [
            (axis.low, axis.high) if code is None else (code, code)
            for axis, code in zip(self.axes, codes, strict=False)
        ]
        for position, sources in self.sources.items():
            if codes[position] is None:
                derived = self.topic.derived[self.axes[position].name]
                low, high = derived.bounds([found[source] for source in sources])
                found[position] = (max(low, self.axes[position].low), min(high, self.axes[position].high))
        return found


def _said(condition: Mapping[str, Any]) -> str:
    """An impossible combination in one line."""
    return ", ".join(f"{key}: {_operand(value)}" for key, value in condition.items())


def _operand(value: Any) -> str:
    if isinstance(value, Mapping):
        return " ".join(f"{key} {_operand(item)}" for key, item in value.items())
    return str(value).lower() if isinstance(value, bool) else str(value)


def build_layout(topic: Topic, marks: Mapping[str, Field]) -> Layout:
    """The layout of a topic's fields.

    Raises:
        TypeError: the topic names fields it does not have, or sums fields of different steps.
    """
    axes: list[Axis] = []
    encoders: list[tuple[str, Callable[[Any], int]]] = []
    members: list[tuple[str, tuple[str, ...]]] = []
    open_fields: list[tuple[str, str]] = []
    for name, mark in marks.items():
        if isinstance(mark, (AnyOf, Text)):
            continue
        axis = _axis(len(axes), name, mark)
        axes.append(axis)
        encoders.append((name, _encoder(axis, mark)))
        if isinstance(mark, OneOf) and mark.open_list:
            open_fields.append((name, mark.open_list))
    for name, mark in marks.items():
        if isinstance(mark, AnyOf):
            if mark.open_list:
                open_fields.append((name, mark.open_list))
                continue
            names = tuple(mark.values)
            members.append((name, names))
            first = len(axes)  # counted once: a generator would count the axes it has just added
            axes.extend(
                Axis(first + at, f"{name}.{member}", name, "flag", 0, 1, member=member)
                for at, member in enumerate(names)
            )
    by_name = {axis.name: axis for axis in axes}
    derived: list[tuple[Derived, tuple[int, ...]]] = []
    sources: dict[int, tuple[int, ...]] = {}
    for name, each in topic.derived.items():
        found = [by_name[source] for source in each.sources if source in by_name]
        if len(found) != len(each.sources):
            raise TypeError(f"{topic.id}: derived fact {name} names an unknown field")
        axis = _derived_axis(len(axes), name, each, found)
        axes.append(axis)
        by_name[name] = axis
        positions = tuple(source.position for source in found)
        derived.append((each, positions))
        sources[axis.position] = positions
    anchor = by_name.get(topic.anchor)
    if anchor is None or anchor.kind != "date":
        raise TypeError(f"{topic.id}: anchor {topic.anchor!r} is no date field")
    layout = Layout(
        topic,
        marks,
        tuple(axes),
        by_name,
        sources,
        anchor.position,
        tuple(open_fields),
        tuple(encoders),
        tuple(members),
        tuple(derived),
    )
    return replace(layout, impossible=_impossible(layout))


def _impossible(layout: Layout) -> tuple[Condition, ...]:
    """The impossible combinations as conditions.

    Raises:
        TypeError: one of them does not resolve; the message says why.
    """
    single = {axis.name: axis for axis in layout.axes if not axis.member}
    scope = Scope(layout.topic.id, single, layout.members())
    faults: list[Diagnostic] = []
    found = tuple(
        read_condition(from_plain(each, f"topic {layout.topic.id}"), scope, faults) for each in layout.topic.impossible
    )
    if faults:
        raise TypeError("\n".join(fault.line() for fault in faults))
    return found


def _axis(position: int, name: str, mark: Field) -> Axis:
    match mark:
        case OneOf():
            values = tuple(mark.values)
            return Axis(position, name, name, "list", 0, max(len(values) - 1, 0), values, mark.ordered)
        case Flag():
            return Axis(position, name, name, "flag", 0, 1, judgement=isinstance(mark, Judgement))
        case Amount():
            low, high = steps(mark.low, mark.step), steps(mark.high, mark.step)
            return Axis(position, name, name, "quantity", low, high, unit=mark.unit, step=mark.step)
        case Count():
            return Axis(position, name, name, "quantity", mark.low, mark.high, unit=mark.unit)
        case Day():
            return Axis(position, name, name, "date", FIRST_DAY, LAST_DAY)
        case _:
            raise TypeError(f"{name}: {type(mark).__name__} has no axis")


def _encoder(axis: Axis, mark: Field) -> Callable[[Any], int]:
    if axis.kind == "list":
        if isinstance(mark, OneOf) and mark.open_list:
            return _zero
        return {value: code for code, value in enumerate(axis.values)}.__getitem__
    if axis.kind == "flag":
        return int
    if axis.kind == "date":
        return dt.date.toordinal
    if isinstance(mark, Count):
        return int
    step: Decimal = axis.step

    def in_steps(value: Decimal) -> int:
        return int(value / step)

    return in_steps


def _zero(value: object) -> int:
    return 0


def _derived_axis(position: int, name: str, derived: Derived, sources: Sequence[Axis]) -> Axis:
    kind: AxisKind = "flag" if derived.kind == "flag" else "quantity"
    if kind == "flag":
        return Axis(position, name, name, "flag", 0, 1, derived=True)
    if isinstance(derived, MonthOf):
        return Axis(position, name, name, kind, 1, 12, unit=derived.unit, derived=True)
    if isinstance(derived, YearOf):
        return Axis(position, name, name, kind, dt.MINYEAR, dt.MAXYEAR, unit=derived.unit, derived=True)
    if isinstance(derived, DaysBetween):
        low, high = derived.bounds([(axis.low, axis.high) for axis in sources])
        return Axis(position, name, name, kind, low, high, unit="day", derived=True)
    if len({axis.step for axis in sources}) != 1:
        raise TypeError(f"derived fact {name}: its sources have different steps")
    if isinstance(derived, LargestOf):
        values = tuple(derived.values)
        if len(values) != len(sources) + 1:
            raise TypeError(f"derived fact {name}: it needs a value for each of its sources and one for a tie")
        return Axis(position, name, name, "list", 0, len(sources), values, ordered=False, derived=True)
    low, high = derived.bounds([(axis.low, axis.high) for axis in sources])
    return Axis(
        position, name, name, kind, low, high, unit=derived.unit or sources[0].unit, step=sources[0].step, derived=True
    )
