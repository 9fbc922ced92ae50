"""The numbers that conditions test: where each of them parts its axis, and whether a comparison is looked at.

Every test of a condition chooses cells of an axis; each end of a cell inside the axis is an *edge* with one code on
either side. ``at_least: 3`` and ``more_than: 2`` of whole days have the same edge; a rounding term has it where the
field itself is cut: with ``round_up: days_in_row, to: 1`` between 2 and 2.5 days.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from policy_engine.axes import Axis
from policy_engine.conditions.tree import ALWAYS, NEVER, Condition, Every, Named, Negation, Some, Test
from policy_engine.errors import Place
from policy_engine.nodes import Node
from policy_engine.rules import Instrument, Parameter, ParameterValue, TermDefinition

Figure: TypeAlias = "Decimal | dt.date | str"
_FROM_BELOW = ("at_least", "more_than", "from")
_FROM_ABOVE = ("at_most", "less_than", "to")


@dataclass(frozen=True, slots=True)
class Edge:
    """A number of a condition, and the two codes beside its cut: ``on`` is on the figure's side, ``off`` is not.

    ``words`` say what is compared, as the rule does; ``since`` is from when a parameter has this value (an ordinal).
    """

    test: Test
    place: Place
    words: str
    since: int
    on: int
    off: int


@dataclass(frozen=True, slots=True)
class _Written:
    """One operand of a test as the rule writes it; ``negated`` inside a ``not``."""

    node: Node
    operator: str
    negated: bool
    figure: Figure
    since: int

    def parts(self, lower: bool) -> bool:
        """Whether it can be what ends a cell at its lower end, or at its upper one."""
        wanted = _FROM_BELOW if lower is not self.negated else _FROM_ABOVE
        return self.operator in wanted or self.operator in ("is", "in")


def edges(condition: Condition, axes: Sequence[Axis], instrument: Instrument, day: int) -> Iterator[Edge]:
    """Every edge of the numbers, dates and values of ordered lists that a condition tests.

    Args:
        condition: a rule's own condition, terms put in.
        axes: the axes of its topic.
        instrument: whose terms and parameters it uses.
        day: a day (ordinal) on which the parameters stand as in the condition.
    """
    for test, name, term in _tests(condition, instrument.terms, "", None):
        axis = axes[test.axis]
        if test.node is None or axis.kind == "flag":
            continue
        written = list(_written(test.node, "is", False, instrument.parameters, day))
        if axis.kind == "list":
            written = [each for each in written if each.operator not in ("is", "in")]
        for low, high in test.cells:
            for inside, outside, lower in ((low, low - 1, True), (high, high + 1, False)):
                if axis.low <= outside <= axis.high:
                    found = _edge(test, name or test.field, axis, term, written, (inside, outside, lower))
                    if found is not None:
                        yield found


def _tests(
    condition: Condition, terms: Mapping[str, TermDefinition], name: str, term: TermDefinition | None
) -> Iterator[tuple[Test, str, TermDefinition | None]]:
    """Every test, with the rounding term through which it sees its field."""
    match condition:
        case Test():
            yield condition, name, term
        case Named(term=named, inner=inner):
            definition = terms.get(named)
            if definition is not None and definition.field:
                yield from _tests(inner, terms, named, definition)
            else:
                yield from _tests(inner, terms, "", None)
        case Negation(part=part):
            yield from _tests(part, terms, name, term)
        case Every(parts=parts) | Some(parts=parts):
            for part in parts:
                yield from _tests(part, terms, name, term)


def _written(
    node: Node, operator: str, negated: bool, parameters: Mapping[str, Parameter], day: int
) -> Iterator[_Written]:
    value = node.value
    if isinstance(value, dict):
        for key, operand in value.items():
            yield from _written(operand, "is" if key == "not" else key, negated != (key == "not"), parameters, day)
    elif isinstance(value, list):
        names = ("from", "to") if operator == "between" else ("in",) * len(value)
        for name, item in zip(names, value, strict=False):
            yield from _written(item, name, negated, parameters, day)
    elif not isinstance(value, bool):
        dated = value_on(parameters, value, day)
        figure: Figure = value if isinstance(value, (str, dt.date)) else Decimal(value)
        yield _Written(
            node, operator, negated, figure if dated is None else dated.value, 0 if dated is None else dated.start
        )


def value_on(parameters: Mapping[str, Parameter], name: object, day: int) -> ParameterValue | None:
    """The value that the parameter of that name has on a day, where there is one."""
    parameter = parameters.get(name) if isinstance(name, str) else None
    return None if parameter is None else parameter.on(day)


def _edge(
    test: Test,
    name: str,
    axis: Axis,
    term: TermDefinition | None,
    written: Sequence[_Written],
    cut: tuple[int, int, bool],
) -> Edge | None:
    """The edge at a cut, with the operand that makes it; of values that are merely listed there is none."""
    inside, outside, lower = cut
    for operand in written:
        if not operand.parts(lower):
            continue
        for on, off in ((inside, outside), (outside, inside)):
            if seen(axis, term, on) == operand.figure:
                words = f"{name} {_said(operand)}"
                return Edge(test, operand.node.place, words, operand.since, on, off)
    return None


def seen(axis: Axis, term: TermDefinition | None, code: int) -> Figure:
    """What stands behind a code, as the condition sees it: of a rounding term the rounded value."""
    value = axis.value(code)
    if isinstance(value, (str, dt.date)):
        return value
    if term is None:
        return Decimal(value)
    parts = Decimal(value) / term.to
    whole = parts.to_integral_value("ROUND_CEILING" if term.up else "ROUND_FLOOR")
    return whole * term.to


def _said(operand: _Written) -> str:
    words = {"from": "between (from)", "to": "between (to)", "in": "is"}
    value = operand.node.value
    shown = str(value) if operand.since == 0 else f"{value} = {operand.figure}"
    return f"{'not ' if operand.negated else ''}{words.get(operand.operator, operand.operator)} {shown}"


# --- is a comparison looked at? -------------------------------------------------------------------------------


def settles(condition: Condition, test: Test, codes: Sequence[int | None]) -> bool:
    """Whether, the other facts being as they are, the condition holds on one side of a test and not on the other."""
    held, failed = (_under(condition, test, answer, codes) for answer in (True, False))
    return held is not None and failed is not None and held is not failed


def _under(condition: Condition, test: Test, answer: bool, codes: Sequence[int | None]) -> bool | None:
    """Whether a condition holds if one test of it came out so; ``None`` where unknown facts leave it open."""
    match condition:
        case Test(axis=axis, cells=cells):
            if condition is test:
                return answer
            code = codes[axis]
            return None if code is None else any(low <= code <= high for low, high in cells)
        case Named(inner=inner):
            return _under(inner, test, answer, codes)
        case Negation(part=part):
            value = _under(part, test, answer, codes)
            return None if value is None else not value
        case Every(parts=parts):
            decisive = False
        case Some(parts=parts):
            decisive = True
    values = {_under(part, test, answer, codes) for part in parts}
    if decisive in values:
        return decisive
    return None if None in values else not decisive


def put(condition: Condition, test: Test, answer: bool) -> Condition:
    """The condition with one test of it answered."""
    match condition:
        case Test():
            return condition if condition is not test else ALWAYS if answer else NEVER
        case Named(term=term, wanted=wanted, inner=inner):
            return Named(term, wanted, put(inner, test, answer))
        case Negation(part=part):
            return Negation(put(part, test, answer))
        case Every(parts=parts):
            return Every(tuple(put(part, test, answer) for part in parts))
        case Some(parts=parts):
            return Some(tuple(put(part, test, answer) for part in parts))
