"""Formulas in effects, from YAML: a number, a fact, a parameter, or one of the operations of the closed list."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import get_args

from policy_engine.arithmetic import DATED, PERIODS, Fact, Formula, Named, Number, Operate, Operation
from policy_engine.errors import Diagnostic, near_match
from policy_engine.loading.form import Form, wrong_kind
from policy_engine.nodes import Node
from policy_engine.requests.layout import Layout
from policy_engine.rules import Parameter

_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])\Z")
_LISTS = ("add", "times", "min", "max", "earliest", "latest")
_PAIRS = ("subtract", "floor_div")
_ROUNDS = ("round_up", "round_down")
_COUNTED = ("days_after", "working_days_after", "months_after")


_ABOVE_ZERO = ("总大于零的数", "a number that is always above zero")
_WHOLE = ("总是整数、不小于零的数", "a number that is always whole and not below zero")


@dataclass(frozen=True)
class FormulaContext:
    """What a formula may read: the facts of a topic, and the parameters of one instrument."""

    layout: Layout
    instrument: str
    parameters: Mapping[str, Parameter]

    def names(self, dated: bool) -> list[str]:
        """The facts and parameters of the wanted kind."""
        facts = [axis.name for axis in self.layout.axes if self._is_of(axis.kind, dated)]
        figures = [name for name, parameter in self.parameters.items() if (parameter.unit == "date") is dated]
        return [*facts, *figures]

    @staticmethod
    def _is_of(kind: str, dated: bool) -> bool:
        return kind == ("date" if dated else "quantity")


def read_formula(node: Node, context: FormulaContext, dated: bool, faults: list[Diagnostic]) -> Formula | None:
    """The formula at a node, of numbers or of dates; None after a fault."""
    return _Reader(context, faults).formula(node, dated)


def _is_month_day(text: str) -> bool:
    """Whether a text is a month and a day that the month has, at least in leap years."""
    if not _MONTH_DAY.match(text):
        return False
    month, day = map(int, text.split("-"))
    return day <= calendar.monthrange(2024, month)[1]


class _Reader:
    def __init__(self, context: FormulaContext, faults: list[Diagnostic]) -> None:
        self.context = context
        self.faults = faults

    def formula(self, node: Node, dated: bool) -> Formula | None:
        value = node.value
        if isinstance(value, str):
            return self._name(value, node, dated)
        if isinstance(value, dict) and value:
            return self._operation(node, dated)
        if isinstance(value, (int, Decimal)) and not isinstance(value, bool) and not dated:
            return Number(Decimal(value))
        wrong_kind(node, "formula", "date" if dated else "decimal", self.faults)
        return None

    def _name(self, name: str, node: Node, dated: bool) -> Formula | None:
        known = self.context.names(dated)
        if name not in known:
            words = {"topic": self.context.layout.topic.id, "name": name}
            code = "PE315" if dated else "PE301"
            self.faults.append(Diagnostic(code, node.place, words, ", ".join(sorted(known)), near_match(name, known)))
            return None
        if name in self.context.layout.by_name:
            return Fact(name)
        return Named(f"{self.context.instrument}/{name}")

    def _operation(self, node: Node, dated: bool) -> Formula | None:
        assert isinstance(node.value, dict)
        operations = [each for each in get_args(Operation) if (each in DATED) is dated]
        key = next((each for each in node.value if each in operations), next(iter(node.value)))
        if key not in operations:
            place = node.key_place(key)
            words = {"name": key}
            self.faults.append(Diagnostic("PE317", place, words, ", ".join(operations), near_match(key, operations)))
            return None
        operation: Operation = next(each for each in get_args(Operation) if each == key)
        if key in _LISTS or key in _PAIRS:
            return self._several(operation, node, dated)
        if key in _ROUNDS:
            return self._rounding(operation, node)
        if key in _COUNTED:
            return self._counted(operation, node)
        if key in ("end_of", "day_of"):
            return self._in_period(operation, node)
        if key == "next_year":
            return self._next_year(node)
        form = Form(node, key, self.faults, (key,))
        part = self._part(form, key, dated=True)
        return Operate(operation, (part,)) if part is not None else None

    def _part(self, form: Form, key: str, dated: bool) -> Formula | None:
        node = form.node_of(key)
        return self.formula(node, dated) if node is not None else None

    def _several(self, operation: Operation, node: Node, dated: bool) -> Formula | None:
        form = Form(node, operation, self.faults, (operation,))
        inner = form.node_of(operation)
        assert inner is not None
        wanted_two = operation in _PAIRS
        if not isinstance(inner.value, list) or (len(inner.value) != 2 if wanted_two else not inner.value):
            wrong_kind(inner, operation, "list", self.faults)
            return None
        parts = [self.formula(item, dated) for item in inner.value]
        divisor = parts[1] if operation == "floor_div" else None
        if divisor is not None and not self._above_zero(divisor):
            wrong_kind(inner.value[1], operation, _ABOVE_ZERO, self.faults)
            return None
        return self._operate(operation, parts)

    def _operate(self, operation: Operation, parts: list[Formula | None], period: str = "") -> Formula | None:
        known = tuple(part for part in parts if part is not None)
        return Operate(operation, known, period) if len(known) == len(parts) else None

    def _rounding(self, operation: Operation, node: Node) -> Formula | None:
        form = Form(node, operation, self.faults, (operation, "to"))
        to = form.node_of("to")
        if to is None:
            return None
        if isinstance(to.value, bool) or not isinstance(to.value, (int, Decimal)) or to.value <= 0:
            wrong_kind(to, f"{operation}.to", _ABOVE_ZERO, self.faults)
            return None
        return self._operate(operation, [self._part(form, operation, dated=False), Number(Decimal(to.value))])

    def _counted(self, operation: Operation, node: Node) -> Formula | None:
        form = Form(node, operation, self.faults, (operation, "number"))
        number = form.node_of("number")
        if number is None:
            return None
        count = self.formula(number, dated=False)
        if count is not None and not (self._is_whole(count) and not (isinstance(count, Number) and count.value < 0)):
            wrong_kind(number, f"{operation}.number", _WHOLE, self.faults)
            return None
        return self._operate(operation, [self._part(form, operation, dated=True), count])

    def _above_zero(self, divisor: Formula) -> bool:
        """Whether a formula can never be nought or less: a number, or a fact or parameter that is always above it."""
        match divisor:
            case Number(value=value):
                return value > 0
            case Fact(name=name):
                return self.context.layout.by_name[name].low > 0
            case Named():
                return all(value > 0 for value in self._figures(divisor))
            case _:
                return False

    def _is_whole(self, count: Formula) -> bool:
        """Whether a formula always gives a whole number."""
        match count:
            case Number(value=value):
                return value == value.to_integral_value()  # 30 digits have no remainder
            case Fact(name=name):
                return self.context.layout.by_name[name].step % 1 == 0
            case Named():
                return all(value == value.to_integral_value() for value in self._figures(count))
            case Operate(operation="floor_div"):
                return True
            case Operate(operation=("round_up" | "round_down"), parts=(_, to)):
                return self._is_whole(to)
            case Operate(parts=parts):
                return all(self._is_whole(part) for part in parts)

    def _figures(self, named: Named) -> list[Decimal]:
        """The values that a parameter of numbers ever has."""
        values = self.context.parameters[named.name.split("/", 1)[1]].values
        return [value.value for value in values if isinstance(value.value, Decimal)]

    def _in_period(self, operation: Operation, node: Node) -> Formula | None:
        form = Form(node, operation, self.faults, (operation, "of", *(["number"] if operation == "day_of" else [])))
        period = form.one_of(operation, PERIODS, "month")
        parts: list[Formula | None] = [self._part(form, "of", dated=True)]
        if operation == "day_of":
            number = form.node_of("number")
            if (
                number is None
                or isinstance(number.value, bool)
                or not isinstance(number.value, int)
                or number.value < 1
            ):
                if number is not None:
                    wrong_kind(number, "day_of.number", _ABOVE_ZERO, self.faults)
                return None
            parts.append(Number(Decimal(number.value)))
        return self._operate(operation, parts, period)

    def _next_year(self, node: Node) -> Formula | None:
        form = Form(node, "next_year", self.faults, ("next_year", "of"))
        day = form.text("next_year")
        if not _is_month_day(day):
            found = form.node_of("next_year")
            if found is not None and isinstance(found.value, str):
                self.faults.append(Diagnostic("PE116", found.place, {"text": day}))
            return None
        month, number = (Number(Decimal(part)) for part in day.split("-"))
        return self._operate("next_year", [self._part(form, "of", dated=True), month, number])
