"""The figures of a decision: limits, what is payable, deadlines, outputs and choices, each with its arithmetic; and
what is said of bodies, with its numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, TypeAlias

from policy_engine.arithmetic import Worked
from policy_engine.effects import ChooseEffect, DeadlineEffect, LimitEffect, PayableEffect, SetEffect
from policy_engine.organising import AssignEffect, EstablishEffect

FigureStatus: TypeAlias = Literal["settled", "open", "not_set"]
LimitStatus: TypeAlias = Literal["within", "over", "open", "not_set"]
OutputValue: TypeAlias = str | bool | Decimal | dt.date | None
DeadlineStatus: TypeAlias = Literal["met", "missed", "pending", "open", "not_set"]


@dataclass(frozen=True, slots=True)
class FigureRule:
    """An effect that works with figures or organises, and the rules and clauses that state it."""

    effect: LimitEffect | PayableEffect | DeadlineEffect | SetEffect | ChooseEffect | AssignEffect | EstablishEffect
    rules: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LimitLine:
    """A limit: its bound worked out, what is claimed, and by how much it is exceeded. ``governs``: the lowest."""

    rule: FigureRule
    worked: Worked
    claimed: Decimal | None
    over: Decimal | None
    status: LimitStatus
    governs: bool = False


@dataclass(frozen=True, slots=True)
class AmountLine:
    """What is payable after limits; ``cut_to`` is the limit that governs, if it cuts."""

    rule: FigureRule
    worked: Worked
    payable: Decimal | None
    status: FigureStatus
    cut_to: LimitLine | None = None


@dataclass(frozen=True, slots=True)
class DeadlineLine:
    """By when (from when on): the day worked out, the day it was done, and whether that was in time."""

    rule: FigureRule
    worked: Worked
    day: dt.date | None
    done: dt.date | None
    status: DeadlineStatus
    governs: bool = False


@dataclass(frozen=True, slots=True)
class OutputLine:
    """An output with its values: one, or for ``collect`` all of them; formulas worked out.

    ``stated`` is what each of the ``rules`` states, in their order, ``counting`` what counts in its place: the same, or
    for ``highest`` the greatest stated in the same matter, unknown while any of those is, for it may be greater.
    """

    output: str
    rules: tuple[FigureRule, ...]
    values: tuple[OutputValue, ...]
    status: FigureStatus
    stated: tuple[OutputValue, ...]
    counting: tuple[OutputValue, ...]

    @property
    def governing(self) -> tuple[FigureRule, ...]:
        """Where not all that is stated counts: the rules whose value does."""
        if self.stated == self.counting or self.status != "settled":
            return ()
        pairs = zip(self.rules, self.stated, self.counting, strict=True)
        return tuple(rule for rule, stated, counts in pairs if stated == counts)


@dataclass(frozen=True, slots=True)
class EstablishedLine:
    """One thing that is said of a body. ``numbers`` are those stated, worked out: of a post ``exactly``, ``at_least``
    or ``at_most``, of a count its ``total``; ``parts`` are those of a count by name.
    """

    rule: FigureRule
    status: FigureStatus = "settled"
    numbers: tuple[tuple[str, Worked], ...] = ()
    parts: tuple[tuple[str, Worked], ...] = ()

    @property
    def effect(self) -> EstablishEffect:
        """What is said."""
        assert isinstance(self.rule.effect, EstablishEffect)
        return self.rule.effect

    @property
    def total(self) -> Decimal | None:
        """The total that is stated of a count; None where none is, or it is not known or not set."""
        found = next((worked.value for key, worked in self.numbers if key == "total"), None)
        return found if isinstance(found, Decimal) else None

    @property
    def sum_of_parts(self) -> Decimal | None:
        """What the stated parts add up to; None where none is stated, or one is not known or not set."""
        values = [worked.value for _, worked in self.parts if isinstance(worked.value, Decimal)]
        return sum(values, Decimal(0)) if values and len(values) == len(self.parts) else None

    @property
    def unallocated(self) -> Decimal | None:
        """What the stated total leaves beside its stated parts; below zero where these exceed it."""
        total, parts = self.total, self.sum_of_parts
        return total - parts if total is not None and parts is not None else None


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a decision. ``needs`` are the unknown facts that only arithmetic reads, by (slot, matter)."""

    limits: tuple[LimitLine, ...] = ()
    amounts: tuple[AmountLine, ...] = ()
    deadlines: tuple[DeadlineLine, ...] = ()
    outputs: tuple[OutputLine, ...] = ()
    choices: tuple[FigureRule, ...] = ()
    needs: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    established: tuple[EstablishedLine, ...] = ()


NO_FIGURES = Figures()
