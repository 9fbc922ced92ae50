"""From YAML to a condition: every field, value, bound, step, unit, term and parameter resolves or is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from policy_engine.axes import MAX_DIGITS, Axis, Cells, complement, intersection, steps, union
from policy_engine.conditions.scope import Figure, Rounded, Scope, Term, YesNo
from policy_engine.conditions.tree import NEVER, Condition, Every, Named, Negation, Some, Test
from policy_engine.errors import Diagnostic, Place, near_match
from policy_engine.nodes import KIND_WORDS, Node

EQUALS = ("in", "not")
ORDERED = ("in", "not", "at_least", "at_most", "more_than", "less_than", "between")
SET_VALUED = ("includes", "not")
JUDGED = ("at_least", "more_than", "at_most", "less_than")
CONNECTIVES = ("all", "any", "not")


def read_condition(node: Node, scope: Scope, faults: list[Diagnostic]) -> Condition:
    """The condition written at a node; faults are added and the faulty part counts as never."""
    return _Reader(scope, faults).condition(node)


class _Reader:
    def __init__(self, scope: Scope, faults: list[Diagnostic]) -> None:
        self.scope = scope
        self.faults = faults

    def _fault(
        self, code: str, place: Place, words: Mapping[str, str], expected: str = "", near: str = ""
    ) -> Condition:
        self.faults.append(Diagnostic(code, place, words, expected, near))
        return NEVER

    def condition(self, node: Node) -> Condition:
        entries = node.value
        if not isinstance(entries, dict):
            return self._wrong_kind(node, "when", KIND_WORDS["mapping"])
        parts = [self._entry(key, value, node) for key, value in entries.items()]
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _entry(self, key: str, value: Node, parent: Node) -> Condition:
        if key in CONNECTIVES:
            return self._connective(key, value)
        if key in self.scope.members:
            return self._set_valued(key, value, self.scope.members[key])
        axis = self.scope.axes.get(key)
        if axis is not None:
            return self._field(axis, value, key, None)
        term = self.scope.term(key)
        if term is not None:
            return self._term(key, term, value)
        if key in self.scope.term_names:
            return NEVER
        names = self.scope.names()
        return self._fault(
            "PE301",
            parent.key_place(key),
            {"topic": self.scope.topic, "name": key},
            expected=", ".join(sorted(names)),
            near=near_match(key, names),
        )

    def _connective(self, key: str, value: Node) -> Condition:
        if key == "not":
            return Negation(self.condition(value))
        if not isinstance(value.value, list) or not value.value:
            return self._wrong_kind(value, key, ("条件的列表", "a list of conditions"))
        parts = tuple(self.condition(item) for item in value.value)
        return Every(parts) if key == "all" else Some(parts)

    # --- fields that hold a set ------------------------------------------------------------------------------

    def _set_valued(self, name: str, value: Node, members: Mapping[str, Axis]) -> Condition:
        if not isinstance(value.value, dict):
            return self._bad_operator(value, name, "is", SET_VALUED)
        parts: list[Condition] = []
        for operator, operand in value.value.items():
            if operator == "not":
                parts.append(Negation(self._set_valued(name, operand, members)))
            elif operator == "includes" and isinstance(operand.value, str):
                axis = members.get(operand.value)
                if axis is None:
                    self._unknown_value(operand, operand.value, name, list(members))
                    parts.append(NEVER)
                else:
                    parts.append(Test(axis.position, ((1, 1),), name, "includes", operand.value))
            elif operator == "includes":
                self._wrong_type(operand, name, "一个值", "one value")
            else:
                parts.append(self._bad_operator(value, name, operator, SET_VALUED))
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    # --- terms -----------------------------------------------------------------------------------------------

    def _term(self, name: str, term: Term, value: Node) -> Condition:
        if isinstance(term, YesNo):
            if not isinstance(value.value, bool):
                return self._wrong_type(value, name, "true 或 false", "true or false")
            inner = term.condition if value.value else Negation(term.condition)
            return Named(name, _shown(value), inner)
        return Named(name, _shown(value), self._field(term.virtual(), value, name, term))

    # --- fields of one value ---------------------------------------------------------------------------------

    def _field(self, axis: Axis, value: Node, name: str, rounding: Rounded | None) -> Condition:
        """A test of a field (or of its rounded value), with a judgement in place of each unset threshold."""
        judged: list[Condition] = []
        operators = value.value
        ordinary = value
        if isinstance(operators, dict):
            unset = {
                op: figure for op, operand in operators.items() if (figure := self._unset(axis, operand)) is not None
            }
            judged = [self._judgement(axis, name, operator, figure, value) for operator, figure in unset.items()]
            if unset and len(unset) == len(operators):
                return judged[0] if len(judged) == 1 else Every(tuple(judged))
            if unset:
                rest = {operator: operand for operator, operand in operators.items() if operator not in unset}
                ordinary = value.with_value(rest)
        cells = self._cells(axis, ordinary, name)
        if cells is None:
            return NEVER
        if rounding is not None:
            cells = rounding.cells(cells)
        field_name = name if rounding is None else rounding.axis.name
        test = Test(axis.position, cells, field_name, _operator(ordinary), _shown(ordinary), ordinary)
        return Every((test, *judged)) if judged else test

    def _judgement(self, axis: Axis, name: str, operator: str, figure: Figure, value: Node) -> Condition:
        """An unset threshold: somebody has to say whether the value reaches it."""
        if operator not in JUDGED or self.scope.judged is None:
            return self._bad_operator(value, name, operator, JUDGED)
        wanted = 1 if operator in ("at_least", "more_than") else 0
        return Test(self.scope.judged(figure.name).position, ((wanted, wanted),), name, operator, figure.name)

    def _cells(self, axis: Axis, value: Node, name: str) -> Cells | None:
        """The cells that the operators at ``value`` choose, or None after a fault."""
        if isinstance(value.value, dict):
            chosen: Cells | None = axis.whole
            for operator, operand in value.value.items():
                cells = self._operator_cells(axis, operator, operand, value, name)
                chosen = None if chosen is None or cells is None else intersection(chosen, cells)
            return chosen
        if isinstance(value.value, list):
            return self._listed(axis, value, name)
        if self._unset(axis, value) is not None:
            self._bad_operator(value, name, "is", JUDGED)
            return None
        code = self._code(axis, value, name)
        return None if code is None else ((code, code),)

    def _listed(self, axis: Axis, value: Node, name: str) -> Cells | None:
        assert isinstance(value.value, list)
        codes = [self._code(axis, item, name) for item in value.value]
        if not codes or None in codes:
            if not codes:
                self._wrong_type(value, name, "至少一个值", "at least one value")
            return None
        return union((code, code) for code in codes if code is not None)

    def _operator_cells(self, axis: Axis, operator: str, operand: Node, parent: Node, name: str) -> Cells | None:
        allowed = ORDERED if axis.ordered and axis.kind != "flag" else EQUALS
        if operator not in allowed:
            self._bad_operator(parent, name, operator, allowed)
            return None
        if operator == "not":
            inner = self._cells(axis, operand, name)
            return None if inner is None else complement(inner, axis.low, axis.high)
        if operator == "in":
            if isinstance(operand.value, list):
                return self._listed(axis, operand, name)
            self._wrong_type(operand, name, "值的列表", "a list of values")
            return None
        if operator == "between":
            return self._between(axis, operand, name)
        code = self._code(axis, operand, name)
        if code is None:
            return None
        low, high = {
            "at_least": (code, axis.high),
            "more_than": (code + 1, axis.high),
            "at_most": (axis.low, code),
            "less_than": (axis.low, code - 1),
        }[operator]
        return ((low, high),) if low <= high else ()

    def _between(self, axis: Axis, operand: Node, name: str) -> Cells | None:
        if not isinstance(operand.value, list) or len(operand.value) != 2:
            self._wrong_type(operand, name, "两端 [小, 大]", "two ends [low, high]")
            return None
        low, high = (self._code(axis, item, name) for item in operand.value)
        if low is None or high is None:
            return None
        if low > high:
            ends = [_shown(item) for item in operand.value]
            self._fault("PE408", operand.place, {"low": ends[0], "high": ends[1]})
            return None
        return ((low, high),)

    # --- one value -------------------------------------------------------------------------------------------

    def _code(self, axis: Axis, node: Node, name: str) -> int | None:
        value = node.value
        if axis.kind == "list":
            if not isinstance(value, str):
                self._wrong_type(node, name, "列表中的一个值", "one value of a list")
                return None
            if value not in axis.values:
                self._unknown_value(node, value, name, axis.values)
                return None
            return axis.values.index(value)
        if axis.kind == "flag":
            if not isinstance(value, bool):
                self._wrong_type(node, name, "true 或 false", "true or false")
                return None
            return int(value)
        parameter = ""
        if isinstance(value, str):
            parameter = value
            figure = self._parameter(axis, node, value, name)
            if figure is None:
                return None
            if figure.value is None:
                self._bad_operator(node, name, "in", JUDGED)
                return None
            value = figure.value
        if axis.kind == "date":
            if not isinstance(value, dt.date):
                self._wrong_type(node, name, "日期", "a date")
                return None
            return value.toordinal()
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
            self._wrong_type(node, name, "数字", "a number")
            return None
        return self._quantity(axis, Decimal(value), node, name, parameter)

    def _quantity(self, axis: Axis, value: Decimal, node: Node, name: str, parameter: str) -> int | None:
        words = {"value": str(value), "field": name, "step": f"{axis.step} {axis.unit}"}
        if parameter:
            words |= {"value": f"{parameter} = {value}", "parameter": parameter}
        try:
            code = steps(value, axis.step)
        except ValueError:
            if value.adjusted() <= MAX_DIGITS:
                self._fault("PE401", node.place, words)
                return None
            code = axis.high + 1  # too large to be counted in steps at all
        if not axis.low <= code <= axis.high:
            self._fault(
                "PE402",
                node.place,
                words,
                expected=f"{axis.low * axis.step} … {axis.high * axis.step} {axis.unit}",
            )
            return None
        return code

    def _parameter(self, axis: Axis, node: Node, word: str, name: str) -> Figure | None:
        figure = self.scope.figure(word)
        if figure is None:
            known = list(self.scope.parameter_names)
            if known:
                self._fault("PE303", node.place, {"name": word}, ", ".join(sorted(known)), near_match(word, known))
            else:
                self._wrong_type(node, name, "数字", "a number")
            return None
        wanted = "date" if axis.kind == "date" else axis.unit
        if not figure.unit:
            return None  # the parameter's missing unit was reported where it stands
        if figure.unit != wanted:
            self._fault("PE404", node.place, {"name": word, "unit": figure.unit, "field": name, "wanted": wanted})
            return None
        return figure

    def _unset(self, axis: Axis, node: Node) -> Figure | None:
        """The unset parameter named at a node, if it is one."""
        if axis.kind in ("list", "flag") or not isinstance(node.value, str):
            return None
        figure = self.scope.figure(node.value)
        return figure if figure is not None and figure.value is None else None

    # --- faults ----------------------------------------------------------------------------------------------

    def _bad_operator(self, value: Node, name: str, operator: str, allowed: Sequence[str]) -> Condition:
        place = value.key_place(operator) if isinstance(value.value, dict) else value.place
        return self._fault(
            "PE316", place, {"field": name, "operator": operator}, ", ".join(allowed), near_match(operator, allowed)
        )

    def _wrong_kind(self, node: Node, where: str, wanted: tuple[str, str]) -> Condition:
        zh, en = KIND_WORDS[node.kind]
        words = {"where": where, "wanted": wanted[0], "wanted_en": wanted[1], "found": zh, "found_en": en}
        return self._fault("PE203", node.place, words)

    def _wrong_type(self, node: Node, name: str, wanted: str, wanted_en: str) -> Condition:
        words = {"field": name, "wanted": wanted, "wanted_en": wanted_en, "value": _shown(node)}
        return self._fault("PE403", node.place, words)

    def _unknown_value(self, node: Node, value: str, name: str, known: Sequence[str]) -> Condition:
        return self._fault(
            "PE302", node.place, {"value": value, "field": name}, ", ".join(known), near_match(value, known)
        )


def _operator(value: Node) -> str:
    if isinstance(value.value, dict):
        return " ".join(value.value)
    return "in" if isinstance(value.value, list) else "is"


def _shown(node: Node) -> str:
    """The operand in the words of the rule."""
    value = node.value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[" + ", ".join(_shown(item) for item in value) + "]"
    if isinstance(value, dict):
        if len(value) == 1:
            ((key, item),) = value.items()
            return f"{key} {_shown(item)}"
        return ", ".join(f"{key} {_shown(item)}" for key, item in value.items())
    return str(value)
