"""What a duty asks for: how often, how much, which items and measures, by which day. Values, read from ``duties``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from policy_engine.arithmetic import Formula, Named, parameters_read
from policy_engine.citations import Label

EveryKind: TypeAlias = Literal[
    "day", "week", "month", "quarter", "half_year", "year", "once", "always", "years", "months", "days", "event"
]
CountKind: TypeAlias = Literal["times", "quantity", "covered"]

EVERY_WORDS: tuple[EveryKind, ...] = ("day", "week", "month", "quarter", "half_year", "year", "once", "always")
"""The periods written as one word; others are ``{years: 2}``, ``{months: 2}``, ``{days: 10}``, ``{event: …}``."""
COUNTS: tuple[CountKind, ...] = get_args(CountKind)
STRETCHES: dict[str, int] = {"years": 100, "months": 120, "days": 183}
"""The longest period of each kind that is counted in years, months or days."""
PERIOD_START, PERIOD_END, EVENT = "period_start", "period_end", "event"
PERCENT = "percent"


@dataclass(frozen=True, slots=True)
class Every:
    """How often: a period of the calendar, ``number`` of them, once, always, or for each ``event`` of a kind."""

    kind: EveryKind
    number: int = 1
    event: Label | None = None

    def plain(self) -> object:
        """As written in a duty."""
        if self.kind == "event" and self.event is not None:
            return {"event": {"zh": self.event.zh, "en": self.event.en}}
        return {self.kind: self.number} if self.kind in STRETCHES else self.kind


@dataclass(frozen=True, slots=True)
class Bound:
    """How much: from ``low`` to ``high``, each a formula or nothing, and whether the figure itself is within."""

    low: Formula | None = None
    high: Formula | None = None
    low_included: bool = True
    high_included: bool = True

    def formulas(self) -> Iterator[Formula]:
        """The figures."""
        if self.low is not None:
            yield self.low
        if self.high is not None and self.high != self.low:
            yield self.high


@dataclass(frozen=True, slots=True)
class Item:
    """Something that has to be there. ``conditional``: only where a condition on the facts holds."""

    name: str
    label: Label
    bound: Bound
    advice: bool = False
    conditional: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure that is measured, with its unit."""

    name: str
    label: Label
    unit: str
    bound: Bound


@dataclass(frozen=True, slots=True)
class Obligation:
    """What a duty asks for.

    ``bound`` is of what is counted: ``times`` (records), ``quantity`` (their quantities, in ``unit``) or ``covered``
    (those reached; with ``every_one`` all of them have to be). ``due`` gives the last day from the pseudo facts
    ``period_start``, ``period_end`` and ``event``; without it the period's last day counts. ``months`` (none: all) are
    those in which it is due. ``keep`` are papers that each record has to have kept.
    """

    label: Label
    every: Every
    bound: Bound
    count: CountKind = "times"
    unit: str = ""
    every_one: bool = False
    due: Formula | None = None
    months: tuple[int, ...] = ()
    items: tuple[Item, ...] = ()
    measures: tuple[Measure, ...] = ()
    keep: tuple[str, ...] = ()

    def formulas(self) -> Iterator[Formula]:
        """The figures it works with; of the due day, which is no matter of the request's facts, the parameters."""
        yield from self.bound.formulas()
        for item in self.items:
            yield from item.bound.formulas()
        for measure in self.measures:
            yield from measure.bound.formulas()
        if self.due is not None:
            yield from map(Named, parameters_read(self.due))
