"""The figures of a duty on a day: how much is asked for, and the last day of a period."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from policy_engine.arithmetic import (
    Figure,
    Formula,
    NoCalendarError,
    WorkingDay,
    facts_read,
    parameters_read,
    work_out,
)
from policy_engine.compiled.epochs import Epoch
from policy_engine.compiled.models import Models
from policy_engine.errors import Diagnostic, Place
from policy_engine.obligations import EVENT, PERIOD_END, PERIOD_START, Bound

DAYS = (PERIOD_START, PERIOD_END, EVENT)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked for, worked out.

    ``unset`` are parameters without a figure, ``needs`` unknown facts; ``low`` and ``high`` are None then, too.
    ``asks`` says for which ends there is a figure in the duty at all.
    """

    low: Decimal | None = None
    high: Decimal | None = None
    low_included: bool = True
    high_included: bool = True
    asks: tuple[bool, bool] = (False, False)
    unset: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[str, ...]:
        """What would have to be known: parameters by their short names, and facts."""
        return (*(name.split("/", 1)[1] for name in self.unset), *self.needs)

    def reached(self, amount: Decimal) -> bool:
        """Whether an amount is enough, as far as there is a lower figure."""
        return self.low is None or (amount >= self.low if self.low_included else amount > self.low)

    def exceeded(self, amount: Decimal) -> bool:
        """Whether an amount is too much, as far as there is an upper figure."""
        return self.high is not None and (amount > self.high if self.high_included else amount >= self.high)


@dataclass(frozen=True, slots=True)
class Due:
    """The last day. ``problem``: why there is none, where one is asked for; ``unknown`` what would have to be known.

    ``unset`` are, of those, the parameters that the text leaves open: a person judges whether it was done in time.
    """

    day: dt.date | None = None
    problem: Diagnostic | None = None
    unknown: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()


class _Lookup:
    """Answers ``get`` for facts and, before them, the days of a period."""

    def __init__(self, days: Mapping[str, dt.date], epoch: Epoch, codes: Sequence[int | None]) -> None:
        self.days = days
        self.axes = epoch.axes.single
        self.codes = codes

    def get(self, name: str, /) -> Figure | None:
        """A day of the period, or a fact as a number or date."""
        if name in DAYS:
            return self.days.get(name)
        axis = self.axes.get(name)
        code = None if axis is None else self.codes[axis.position]
        if axis is None or code is None:
            return None
        return dt.date.fromordinal(code) if axis.kind == "date" else code * axis.step


class _Parameters:
    """Answers ``get`` for parameters as they stand on a day."""

    def __init__(self, models: Models, day: dt.date) -> None:
        self.models = models
        self.day = day.toordinal()

    def get(self, name: str, /) -> Figure | None:
        """The value in force, None where it is unset."""
        instrument, parameter = name.split("/", 1)
        value = self.models.instruments[instrument].parameters[parameter].on(self.day)
        return None if value is None else value.value


class FigureDesk:
    """Works out the figures of duties for one set of facts.

    Args:
        models: the rulebook's models, for parameters.
        epoch: the rules in force on the day.
        codes: the facts.
        day: the day whose figures count, the last one of a period.
        working_day: tells working days.
    """

    def __init__(
        self, models: Models, epoch: Epoch, codes: Sequence[int | None], day: dt.date, working_day: WorkingDay
    ) -> None:
        self.epoch = epoch
        self.codes = codes
        self.parameters = _Parameters(models, day)
        self.working_day = working_day

    def limits(self, bound: Bound) -> Limits:
        """How much is asked for."""
        low, high = (None if each is None else self._number(each) for each in (bound.low, bound.high))
        formulas = tuple(bound.formulas())
        return Limits(
            low,
            high,
            bound.low_included,
            bound.high_included,
            (bound.low is not None, bound.high is not None),
            self._unset(formulas),
            self._needs(formulas),
        )

    def _number(self, formula: Formula) -> Decimal | None:
        lookup = _Lookup({}, self.epoch, self.codes)
        value = work_out(formula, lookup, self.parameters, self.working_day).value
        return value if isinstance(value, Decimal) else None

    def due(self, formula: Formula, days: Mapping[str, dt.date]) -> Due:
        """The last day, worked out from the days of a period or event."""
        place = Place("duties")
        try:
            lookup = _Lookup(days, self.epoch, self.codes)
            value = work_out(formula, lookup, self.parameters, self.working_day).value
        except NoCalendarError as missing:
            return Due(None, Diagnostic("PE717", place, {"year": str(missing.year)}), ("calendar",))
        except OverflowError:
            return Due(None, Diagnostic("PE718", place), ("calendar",))
        if isinstance(value, dt.date):
            return Due(value)
        short = tuple(name.split("/", 1)[1] for name in self._unset((formula,)))
        endless = any(name in DAYS and name not in days for name in facts_read(formula))
        return Due(None, None, (*short, *self._needs((formula,)), *(("bound",) if endless else ())), short)

    def _unset(self, formulas: Iterable[Formula]) -> tuple[str, ...]:
        names = dict.fromkeys(name for formula in formulas for name in parameters_read(formula))
        return tuple(name for name in names if self.parameters.get(name) is None)

    def _needs(self, formulas: Iterable[Formula]) -> tuple[str, ...]:
        names = dict.fromkeys(name for formula in formulas for name in facts_read(formula) if name not in DAYS)
        axes = self.epoch.axes.single
        return tuple(name for name in names if self.codes[axes[name].position] is None)
