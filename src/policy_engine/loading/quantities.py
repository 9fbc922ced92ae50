"""How much a duty asks for: at least, at most, between; numbers, parameters or formulas, with their unit."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from decimal import Decimal

from policy_engine.arithmetic import Formula, Number, parameters_read
from policy_engine.errors import Diagnostic
from policy_engine.loading.form import Form, wrong_kind
from policy_engine.loading.formulas import FormulaContext, read_formula
from policy_engine.nodes import Node
from policy_engine.obligations import Bound

BOUND_KEYS = ("at_least", "at_most", "exactly", "between", "more_than", "less_than")
_LOW, _HIGH = ("at_least", "more_than"), ("at_most", "less_than")
SINGLE = Bound(Number(Decimal(1)))
"""Once, where nothing else is written."""


def read_bound(
    form: Form, context: FormulaContext, unit: str, default: Bound | None, lowest: int | None = 0
) -> Bound | None:
    """How much is asked for, ``default`` where nothing is written; None after a fault.

    Args:
        form: the mapping in which ``at_least`` and its like may stand.
        context: what a figure may read.
        unit: the unit that parameters have to be in; empty where any will do.
        default: what holds where no key is written (None: an empty bound).
        lowest: the least figure that may be written; None where it may be below zero.
    """
    before = len(form.faults)
    written = [key for key in BOUND_KEYS if key in form]
    other = _excluded(written)
    if other:
        form.fault("PE209", form.node.key_place(other[1]), where=form.where, one=other[0], other=other[1])
        return None
    figures: dict[str, Formula] = {}
    for key in written:
        ends = {"exactly": ("at_least", "at_most"), "between": ("at_least", "at_most")}.get(key, (key,))
        read = _ends(form, context) if key == "between" else [_figure(form.entries[key], context, form)] * len(ends)
        found = [figure for figure in read if figure is not None]
        figures |= zip(ends, found, strict=False)
        _check(form, key, found, unit, lowest, context)
    if len(form.faults) > before:
        return None
    if not written:
        return default or Bound()
    low, high = (next((figures[key] for key in keys if key in figures), None) for keys in (_LOW, _HIGH))
    return Bound(low, high, "more_than" not in figures, "less_than" not in figures)


def _figure(node: Node, context: FormulaContext, form: Form) -> Formula | None:
    return read_formula(node, context, False, form.faults)


def _excluded(written: Collection[str]) -> tuple[str, str] | None:
    """Two keys that exclude each other, if there are any."""
    for alone in ("exactly", "between"):
        if alone in written and len(written) > 1:
            return alone, next(key for key in written if key != alone)
    for pair in (_LOW, _HIGH):
        if set(pair) <= set(written):
            return pair
    return None


def _ends(form: Form, context: FormulaContext) -> list[Formula | None]:
    node = form.entries["between"]
    if not isinstance(node.value, list) or len(node.value) != 2:
        wrong_kind(node, f"{form.where}.between", ("两个数 [少, 多]", "two figures [low, high]"), form.faults)
        return []
    low, high = (_figure(item, context, form) for item in node.value)
    if isinstance(low, Number) and isinstance(high, Number) and low.value > high.value:
        form.faults.append(Diagnostic("PE408", node.place, {"low": str(low.value), "high": str(high.value)}))
    return [low, high]


def _check(
    form: Form, key: str, figures: Iterable[Formula], unit: str, lowest: int | None, context: FormulaContext
) -> None:
    """Figures are not too low, and parameters in the unit of what they bound."""
    place, where = form.place(key), f"{form.where}.{key}"
    for figure in dict.fromkeys(figures):
        if isinstance(figure, Number) and lowest is not None and figure.value < lowest:
            words = {"value": str(figure.value), "where": where, "low": str(lowest), "high": "…"}
            form.faults.append(Diagnostic("PE409", place, words))
        for name in parameters_read(figure) if unit else ():
            short = name.split("/", 1)[1]
            found = context.parameters[short].unit
            if found != unit:
                words = {"name": short, "unit": found, "field": where, "wanted": unit}
                form.faults.append(Diagnostic("PE404", place, words))


def whole_within(form: Form, key: str, low: int, high: int) -> tuple[int, ...]:
    """Whole numbers of a range, one or a list, in rising order without repetition; others are reported."""
    found: set[int] = set()
    for item in form.nodes(key):
        if isinstance(item.value, bool) or not isinstance(item.value, int):
            wrong_kind(item, f"{form.where}.{key}", "integer", form.faults)
        elif not low <= item.value <= high:
            words = {"value": str(item.value), "where": f"{form.where}.{key}", "low": str(low), "high": str(high)}
            form.faults.append(Diagnostic("PE409", item.place, words))
        else:
            found.add(item.value)
    return tuple(sorted(found))
