"""Formulas in words: as they stand in a rule, or with the figures of a request put in and the result behind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Protocol

from policy_engine.arithmetic import Fact, Figure, Formula, Named, Number, Operate, Worked
from policy_engine.decisions.words import FIGURES
from policy_engine.requests.fields import plain

Leaf = Callable[["Fact | Named"], str]


class Speaker(Protocol):
    """Who knows the labels of one rulebook and topic in one language."""

    lang: str

    def field(self, name: str) -> str:
        """A fact."""
        ...

    def has_field(self, name: str) -> bool:
        """Whether a name is that of a fact, not of an act."""
        ...

    def unit(self, field: str) -> str:
        """The unit of a fact."""
        ...

    def quantity(self, value: Decimal, unit: str) -> str:
        """A number with its unit."""
        ...

    def actor(self, name: str) -> str:
        """An actor, act or paper."""
        ...

    def clause(self, name: str) -> str:
        """A clause."""
        ...

    def figure_of(self, name: str) -> str:
        """A parameter ``instrument/name``."""
        ...

    def output(self, name: str) -> str:
        """An output of the topic."""
        ...

    def output_value(self, name: str, value: str) -> str:
        """One of an output's words."""
        ...

    def entry(self, section: str, name: str) -> str:
        """A function, a body (``bodies``), or a value of a list of the vocabulary."""
        ...

    def stands(self, status: str) -> str:
        """How a step stands."""
        ...


_COUNTING = ("days_after", "working_days_after", "months_after", "day_of")


class FormulaText:
    """Says formulas."""

    def __init__(self, speaker: Speaker) -> None:
        self.speaker = speaker

    def word(self, key: str, *parts: str, **blanks: str) -> str:
        """A fixed text with its blanks filled."""
        zh, en = FIGURES[key]
        return (zh if self.speaker.lang == "zh" else en).format(*parts, **blanks)

    def value(self, value: Figure, unit: str = "") -> str:
        """A number with its unit, or a date."""
        return value.isoformat() if isinstance(value, dt.date) else self.speaker.quantity(value, unit)

    def stated(self, formula: Formula) -> str:
        """A formula as it stands in a rule."""
        return self._say(formula, self._name)

    def worked(self, worked: Worked, unit: str = "") -> str:
        """A formula with the known figures put in, and what it comes to."""
        values = {leaf.formula: leaf.value for leaf in leaves(worked)}
        counted = set(_counted(worked.formula))

        def leaf(each: Fact | Named) -> str:
            value = values[each]
            if value is None:
                key = "unknown" if isinstance(each, Fact) else "figure_unset"
                return self.word(key, name=self._name(each))
            bare = isinstance(each, Named) or each in counted
            return self.value(value, "" if bare else self.speaker.unit(each.name))

        said = self._say(worked.formula, leaf)
        if worked.value is None:
            return said
        result = self.value(worked.value, unit)
        if not isinstance(worked.formula, Operate):
            return result
        return self.word("equals", sum=said, value=result)

    def _name(self, leaf: Fact | Named) -> str:
        return self.speaker.field(leaf.name) if isinstance(leaf, Fact) else self.speaker.figure_of(leaf.name)

    def _say(self, formula: Formula, leaf: Leaf) -> str:
        match formula:
            case Number(value=value):
                return str(plain(value))
            case Fact() | Named():
                return leaf(formula)
            case Operate(operation=("add" | "subtract" | "times") as operation, parts=parts):
                return self.word(operation).join(self._inside(part, operation, leaf) for part in parts)
            case Operate(operation="next_year", parts=(day, Number(value=month), Number(value=number))):
                month_day = f"{int(month):02}-{int(number):02}"
                return self.word("next_year", self._say(day, leaf), month_day=month_day)
            case Operate(operation=operation, parts=parts, period=period):
                said = [self._say(part, leaf) for part in parts]
                comma = self.word("and")
                return self.word(operation, *said, parts=comma.join(said), period=self.word(period) if period else "")

    def _inside(self, part: Formula, operation: str, leaf: Leaf) -> str:
        """A part of a sum or product, in brackets where it would be read wrongly."""
        said = self._say(part, leaf)
        bare = not isinstance(part, Operate) or part.operation in ("min", "max")
        return said if bare or (operation == "add" and _is_product(part)) else f"({said})"


def _is_product(part: Formula) -> bool:
    return isinstance(part, Operate) and part.operation in ("add", "times")


def _counted(formula: Formula) -> Iterator[Formula]:
    """How many days or months later: the word for the operation says the unit."""
    if isinstance(formula, Operate):
        if formula.operation in _COUNTING:
            yield formula.parts[1]
        for part in formula.parts:
            yield from _counted(part)


def leaves(worked: Worked) -> Iterator[Worked]:
    """The facts and parameters of a formula worked out, each with its value."""
    if isinstance(worked.formula, (Fact, Named)):
        yield worked
    for part in worked.parts:
        yield from leaves(part)


def facts_missing(worked: Worked) -> tuple[str, ...]:
    """The unknown facts of a formula worked out."""
    found = (each.formula.name for each in leaves(worked) if isinstance(each.formula, Fact) and each.value is None)
    return tuple(dict.fromkeys(found))
