"""The models of a rulebook's files after their names are resolved: instruments, clauses, rules, terms, parameters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from policy_engine.citations import Citation, Label, LedgerEntry, Status
from policy_engine.effects import Effect
from policy_engine.errors import Place
from policy_engine.happenings import Happening
from policy_engine.nodes import Node
from policy_engine.periods import Period

Strength: TypeAlias = Literal["must", "should"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The interpretation chosen where the text is unclear. ``number`` 0 is a reading of the rulebook's own."""

    number: int
    convention: str
    label: Label


@dataclass(frozen=True, slots=True)
class Caution:
    """A warning that travels with every decision leaning on the rule."""

    convention: str
    label: Label


@dataclass(frozen=True, slots=True)
class Wording:
    """One version of a rule: in force in a period, under a condition (still as nodes), with effects."""

    period: Period
    when: Node | None
    effects: tuple[Effect, ...]
    otherwise: tuple[Effect, ...]
    readings: tuple[Reading, ...]
    amended_by: str
    place: Place
    items: tuple[tuple[str, Node], ...] = ()
    """Of a duty: the condition of each item that is only asked for where it holds."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule under its clause. ``id`` is ``instrument/rule``; an exception names its ``bases`` the same way.

    ``status`` is that of its clause; a rule that has one is not in force.
    """

    id: str
    instrument: str
    clause: str
    topic: str
    strength: Strength
    bases: tuple[str, ...]
    may_vary: bool
    wordings: tuple[Wording, ...]
    readings: tuple[Reading, ...]
    caution: Caution | None
    see: tuple[str, ...]
    place: Place
    base_places: tuple[Place, ...] = ()
    status: Status | None = None

    @property
    def name(self) -> str:
        """The id within its instrument."""
        return self.id.rsplit("/", 1)[1]


@dataclass(frozen=True, slots=True)
class HistoryRule:
    """A rule under its clause about what a year of events adds up to. ``id`` is ``instrument/rule``."""

    id: str
    instrument: str
    clause: str
    body: Happening
    period: Period
    readings: tuple[Reading, ...]
    caution: Caution | None
    see: tuple[str, ...]
    place: Place
    status: Status | None = None

    @property
    def name(self) -> str:
        """The id within its instrument."""
        return self.id.rsplit("/", 1)[1]


@dataclass(frozen=True, slots=True)
class TermDefinition:
    """A legal definition on one request: a yes/no condition, or a field rounded to whole ``to``."""

    name: str
    name_zh: str
    label: Label
    when: Node | None
    field: str
    field_place: Place
    to: Decimal
    up: bool
    readings: tuple[Reading, ...]
    cite: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """A figure from a day on. ``amended_by`` is the document that brought it, where it is not the clause's own."""

    start: int
    known: bool
    value: Decimal | dt.date
    cite: str
    amended_by: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named figure with its unit and dated values; without values it is unset and somebody has to judge."""

    name: str
    label: Label
    unit: str
    values: tuple[ParameterValue, ...]
    owner: str
    place: Place
    name_zh: str = ""

    def on(self, day: int) -> ParameterValue | None:
        """The value in force on a day, or None where it is unset."""
        found = None
        for value in self.values:
            if value.start <= day:
                found = value
        return found


@dataclass(frozen=True, slots=True)
class Hole:
    """A declared hole of an instrument: requests it knowingly does not answer, with why and whose task it is."""

    id: str
    topic: str
    when: Node
    label: Label
    owner: str
    see: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Unencoded:
    """Why a clause, or what remains of it, was not encoded.

    ``of`` are the clauses it repeats, ``owner`` is whose task it is.
    """

    because: str
    of: tuple[str, ...]
    owner: str
    label: Label


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause as its instrument file states it; ``fates`` say what was encoded, ``status`` why it is not in force.

    ``defines`` are the terms of the instrument that it defines.
    """

    id: str
    locator: str
    label: Label
    fates: tuple[str, ...]
    place: Place
    unencoded: tuple[Unencoded, ...] = ()
    status: Status | None = None
    defines: tuple[str, ...] = ()


@dataclass(frozen=True)
class Instrument:
    """One regulation; ``further`` are the files in which its ``file`` goes on."""

    id: str
    title: Label
    document: str
    part: str
    period: Period
    topic: str
    terms: Mapping[str, TermDefinition]
    parameters: Mapping[str, Parameter]
    clauses: Mapping[str, Clause]
    rules: tuple[Rule, ...]
    holes: tuple[Hole, ...]
    file: str
    place: Place
    further: tuple[str, ...] = ()
    histories: tuple[HistoryRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Jurisdiction:
    """An organisation, the instruments it adopts, and the one above it."""

    id: str
    label: Label
    adopts: tuple[str, ...]
    parent: str
    place: Place


@dataclass(frozen=True, slots=True)
class Document:
    """A source document or a document referred to; ``held`` says whether its text was read for the rulebook."""

    id: str
    title: Label
    sha256: str
    held: bool
    place: Place = field(default=Place("sources.yaml"))


def citation_of(rule: Rule | HistoryRule, instrument: Instrument, entry: LedgerEntry, amended_by: str = "") -> Citation:
    """The clause behind a rule; ``amended_by`` is the document that brought the wording applied, if another."""
    return Citation(
        rule.clause,
        instrument.id,
        instrument.title,
        entry.document,
        entry.part,
        entry.locator,
        instrument.clauses[rule.clause].label,
        entry.digest,
        rule.id,
        f"{rule.place.file}:{rule.place.line}",
        rule.status,
        amended_by,
    )
