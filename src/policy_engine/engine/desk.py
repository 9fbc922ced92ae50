"""Where the figures of one request are looked up and formulas worked out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from policy_engine.arithmetic import (
    Figure,
    Formula,
    NoCalendarError,
    Worked,
    WorkingDay,
    parameters_read,
    work_out,
)
from policy_engine.compiled.epochs import Epoch
from policy_engine.compiled.models import Models
from policy_engine.errors import Diagnostic, Place, RequestError
from policy_engine.requests.layout import Codes


class _Look:
    """Answers ``get`` by asking a function."""

    __slots__ = ("get",)

    def __init__(self, get: Callable[[str], Figure | None]) -> None:
        self.get = get


class Desk:
    """What a formula can look up while one request is worked out.

    Raises (from its methods):
        RequestError: working days of a year without a calendar, or a date beyond the years 1 to 9999.
    """

    def __init__(self, epoch: Epoch, models: Models, codes: Codes, working_day: WorkingDay) -> None:
        self.epoch = epoch
        self.models = models
        self.codes = codes
        self.working_day = working_day
        self._facts = _Look(self.fact)
        self._parameters = _Look(self.parameter)

    def fact(self, name: str) -> Figure | None:
        """The value of a fact, as a Decimal or a date; None where it is unknown."""
        axis = self.epoch.axes.single[name]
        code = self.codes[axis.position]
        if code is None:
            return None
        return dt.date.fromordinal(code) if axis.kind == "date" else code * axis.step

    def parameter(self, name: str) -> Figure | None:
        """The value of a parameter in this epoch; None where it is unset."""
        instrument, parameter = name.split("/", 1)
        value = self.models.instruments[instrument].parameters[parameter].on(self.epoch.start)
        return None if value is None else value.value

    def work(self, formula: Formula) -> Worked:
        """A formula worked out."""
        try:
            return work_out(formula, self._facts, self._parameters, self.working_day)
        except NoCalendarError as missing:
            raise RequestError([Diagnostic("PE717", Place("request"), {"year": str(missing.year)})]) from None
        except OverflowError:
            raise RequestError([Diagnostic("PE718", Place("request"))]) from None

    def unset(self, formula: Formula) -> bool:
        """Whether a formula waits for a parameter that nobody has set."""
        return any(self.parameter(name) is None for name in parameters_read(formula))

    def unknown(self, names: Iterable[str]) -> tuple[str, ...]:
        """The unknown facts among names; a derived fact stands for its unknown sources."""
        return self.unknown_axes(self.epoch.axes.single[name].position for name in names)

    def unknown_axes(self, positions: Iterable[int]) -> tuple[str, ...]:
        """The same by the positions of axes."""
        axes = self.epoch.axes
        found: dict[str, None] = {}
        for position in positions:
            if self.codes[position] is not None:
                continue
            for source in axes.layout.sources.get(position, (position,)):
                if self.codes[source] is None:
                    found[axes.axes[source].field] = None
        return tuple(found)
