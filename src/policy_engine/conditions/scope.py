"""What names mean where a condition stands: fields, terms, parameters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from policy_engine.axes import Axis, Cells, intersection, union
from policy_engine.conditions.tree import Condition


@dataclass(frozen=True, slots=True)
class Figure:
    """A parameter on one day: its value, or ``None`` where it is unset and a person has to judge."""

    name: str
    unit: str
    value: Decimal | dt.date | None


@dataclass(frozen=True, slots=True)
class YesNo:
    """A term that holds or does not."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class Rounded:
    """A term that is a field rounded up or down to whole ``to``; ``per`` steps of the field make one."""

    axis: Axis
    to: Decimal
    per: int
    up: bool

    def virtual(self) -> Axis:
        """The axis on which the rounded value lies."""
        low = _rounded(self.axis.low, self.per, self.up)
        high = _rounded(self.axis.high, self.per, self.up)
        return Axis(
            self.axis.position,
            self.axis.name,
            self.axis.field,
            "quantity",
            low,
            high,
            unit=self.axis.unit,
            step=self.to,
        )

    def cells(self, rounded: Cells) -> Cells:
        """The field's codes whose rounded value lies in the given cells."""
        per = self.per
        spread = [
            ((low - 1) * per + 1, high * per) if self.up else (low * per, (high + 1) * per - 1) for low, high in rounded
        ]
        return intersection(union(spread), self.axis.whole)


def _rounded(code: int, per: int, up: bool) -> int:
    return -(-code // per) if up else code // per


Term: TypeAlias = "YesNo | Rounded"


def _no_term(name: str) -> Term | None:
    return None


def _no_figure(name: str) -> Figure | None:
    return None


@dataclass(frozen=True)
class Scope:
    """What names mean where a condition stands."""

    topic: str
    axes: Mapping[str, Axis]
    members: Mapping[str, Mapping[str, Axis]] = field(default_factory=dict)
    term_names: Sequence[str] = ()
    parameter_names: Sequence[str] = ()
    term: Callable[[str], Term | None] = _no_term
    figure: Callable[[str], Figure | None] = _no_figure
    judged: Callable[[str], Axis] | None = None

    def names(self) -> list[str]:
        """Every field and term that may be tested."""
        return [*self.axes, *self.members, *self.term_names]
