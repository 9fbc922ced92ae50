"""What a history rule says: which events and labels it is about, how it tallies them, what follows.

Nothing here is evaluated; :mod:`policy_engine.histories` does that. Days are Decimals in steps of half a day, money is
in yuan.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias, get_args

from policy_engine.errors import Place

Op: TypeAlias = Literal["==", ">=", "<=", ">", "<"]
NumberKind: TypeAlias = Literal["count", "days", "longest_run"]
DayKind: TypeAlias = Literal["calendar", "working"]
WindowKind: TypeAlias = Literal["day", "month", "quarter", "year", "rolling"]
LimbOp: TypeAlias = Literal["at_least", "more_than", "for_every"]
NUMBERS: tuple[NumberKind, ...] = get_args(NumberKind)
DAY_KINDS: tuple[DayKind, ...] = get_args(DayKind)
WINDOWS: tuple[WindowKind, ...] = ("day", "month", "quarter", "year")
LIMB_OPS: tuple[LimbOp, ...] = get_args(LimbOp)
LABELS = "history_label"
"""The vocabulary's list of labels."""
CONSEQUENCES = "consequence"
FINDINGS = "finding"
FUNDS = "fund"


@dataclass(frozen=True, slots=True)
class FieldTest:
    """One field of an event compared: equal to one of ``values``, or ordered against the only one."""

    field: str
    op: Op
    values: tuple[str | int | bool, ...]


@dataclass(frozen=True, slots=True)
class Selector:
    """Events, or labels, of these names whose fields pass every test. ``days`` are tested in half-days."""

    kind: Literal["event", "label"]
    names: tuple[str, ...]
    tests: tuple[FieldTest, ...] = ()


@dataclass(frozen=True, slots=True)
class Window:
    """Within what a tally adds up: calendar day, month, quarter, year, or any ``days`` days in a row."""

    kind: WindowKind
    days: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """How often, how many days, or how many days running, within a window.

    ``at_most_a_day`` caps what one date adds. What also passes ``leaving_out`` does not count.
    """

    of: tuple[Selector, ...]
    number: NumberKind
    within: Window
    of_days: DayKind = "working"
    at_most_a_day: Decimal | None = None
    leaving_out: tuple[Selector, ...] = ()


@dataclass(frozen=True, slots=True)
class Limb:
    """A tally and the figure it is held against; ``for_every`` counts how many times the figure is full."""

    tally: Tally
    op: LimbOp
    figure: Decimal
    place: Place

    @property
    def step(self) -> Decimal:
        """The least that can be added."""
        return Decimal("0.5") if self.tally.number == "days" else Decimal(1)

    def times(self, amount: Decimal) -> int:
        """How often an amount reaches the figure; 0 or 1 but for ``for_every``."""
        match self.op:
            case "for_every":
                return int(amount // self.figure)
            case "at_least":
                return int(amount >= self.figure)
        return int(amount > self.figure)

    def short(self, amount: Decimal) -> Decimal | None:
        """How much more than an amount reaches the figure, for ``for_every`` once more; None where it is reached."""
        if self.op == "for_every":
            return self.figure - amount % self.figure
        if self.times(amount):
            return None
        return self.figure - amount + (self.step if self.op == "more_than" else 0)


@dataclass(frozen=True, slots=True)
class CountsAs:
    """The label given, and with how many days.

    ``days`` None and not ``same``: the label has no days. ``same``: the days of what it is given to, ``least`` at
    least; where those are unknown and there is a ``least``, that much, to be confirmed by a person.
    """

    label: str
    days: Decimal | None = None
    same: bool = False
    least: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Deduction:
    """A sum of money: a figure in yuan or the name of a parameter, from which funds, in this order."""

    amount: Decimal | str
    funds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows.

    ``choose`` are consequences of which somebody (``by``; empty where the text does not say) chooses. ``withhold`` are
    funds not paid for the window, ``less_withheld``: but for what was withheld already. ``pay_only`` is what is paid a
    month instead. ``next_month``: it begins with the month after.
    """

    penalties: tuple[str, ...] = ()
    choose: tuple[str, ...] = ()
    by: str = ""
    findings: tuple[str, ...] = ()
    deduct: Deduction | None = None
    withhold: tuple[str, ...] = ()
    less_withheld: bool = False
    pay_only: Decimal | None = None
    next_month: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing follows."""
        money = self.deduct is not None or self.pay_only is not None
        return not (self.penalties or self.choose or self.findings or self.withhold or money)

    def begins(self, date: dt.date) -> dt.date | None:
        """The first day of what begins with the month after ``date``; None where it does not."""
        if not self.next_month:
            return None
        return dt.date(date.year + date.month // 12, date.month % 12 + 1, 1)


@dataclass(frozen=True, slots=True)
class Happening:
    """The body of a history rule: either ``each`` of some events and labels, or tallies, one of which suffices.

    ``instead_of_event``: the events count as the label only, for no other rule. ``one_act``: of several sums for one
    act only the highest is due.
    """

    each: tuple[Selector, ...] = ()
    limbs: tuple[Limb, ...] = ()
    counts_as: CountsAs | None = None
    outcome: Outcome = Outcome()
    instead_of_event: bool = False
    one_act: bool = False

    def selectors(self) -> Iterator[Selector]:
        """Everything it reads."""
        yield from self.each
        for limb in self.limbs:
            yield from limb.tally.of
            yield from limb.tally.leaving_out

    def reads(self) -> set[tuple[str, str]]:
        """The events and labels it reads: (``event`` or ``label``, name)."""
        return {(each.kind, name) for each in self.selectors() for name in each.names}
