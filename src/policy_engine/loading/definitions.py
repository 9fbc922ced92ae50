"""Terms and parameters of an instrument, and the readings and cautions that may stand on them and on rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from decimal import Decimal
from itertools import pairwise

from policy_engine.axes import FIRST_DAY
from policy_engine.citations import LedgerEntry
from policy_engine.errors import Diagnostic, Place
from policy_engine.loading.form import SNAKE, Form, check_name, known, wrong_kind
from policy_engine.nodes import KIND_WORDS, Node
from policy_engine.periods import day_text
from policy_engine.rules import Caution, Parameter, ParameterValue, Reading, TermDefinition

_TERM_KEYS = ("zh", "en", "when", "round_up", "round_down", "to", "reading", "cite")
_PARAMETER_KEYS = ("name_zh", "en", "value", "values", "owner")


def read_terms(
    form: Form, faults: list[Diagnostic], conventions: Collection[str] | None = None
) -> dict[str, TermDefinition]:
    """The terms of an instrument by name."""
    return {name: _term(name, node, place, faults, conventions) for name, node, place in form.named("terms")}


def _term(
    name: str, node: Node, place: Place, faults: list[Diagnostic], conventions: Collection[str] | None
) -> TermDefinition:
    form = Form(node, f"terms.{name}", faults, ("name_zh", "zh"), _TERM_KEYS)
    check_name(name, place, faults, SNAKE)
    kinds = [key for key in ("when", "round_up", "round_down") if key in form]
    if len(kinds) > 1:
        form.fault("PE209", node.key_place(kinds[1]), where=form.where, one=kinds[0], other=kinds[1])
    if not kinds and not {"when", "round_up", "round_down"} & form.meant:
        form.fault("PE202", place, where=form.where, key="when")
    rounding = next((key for key in kinds if key != "when"), "")
    if rounding and not form.has_or_means("to"):
        form.fault("PE202", place, where=form.where, key="to")
    field_node = form.node_of(rounding) if rounding else None
    if len(kinds) > 1:
        return TermDefinition(
            name, form.text("name_zh"), form.label(), None, "", place, Decimal(1), False, (), (), place
        )
    return TermDefinition(
        name,
        form.text("name_zh"),
        form.label(),
        form.node_of("when"),
        form.text(rounding) if rounding else "",
        field_node.place if field_node is not None else place,
        _number(form, "to", Decimal(1)),
        rounding == "round_up",
        read_readings(form, conventions),
        form.texts("cite"),
        place,
    )


def _number(form: Form, key: str, default: Decimal) -> Decimal:
    node = form.node_of(key)
    if node is None:
        return default
    if isinstance(node.value, bool) or not isinstance(node.value, (int, Decimal)) or node.value <= 0:
        wrong_kind(node, f"{form.where}.{key}", ("大于零的数", "a number above zero"), form.faults)
        return default
    return Decimal(node.value)


def read_readings(form: Form, conventions: Collection[str] | None) -> tuple[Reading, ...]:
    """The readings at ``reading``: one, or a list of them."""
    node = form.node_of("reading")
    if node is None:
        return ()
    items = node.value if isinstance(node.value, list) else [node]
    return tuple(_reading(item, form.faults, conventions) for item in items)


def _reading(node: Node, faults: list[Diagnostic], conventions: Collection[str] | None) -> Reading:
    each = Form(node, "reading", faults, ("number", "zh"), ("convention", "en"))
    number_node = each.node_of("number")
    number = 0
    if number_node is not None:
        if isinstance(number_node.value, int) and not isinstance(number_node.value, bool) and number_node.value > 0:
            number = number_node.value
        elif number_node.value != "own":
            wrong_kind(
                number_node,
                "reading.number",
                ("读法清单的号,或 own", "a number of the list of readings, or own"),
                faults,
            )
    return Reading(number, _convention(each, conventions), each.label())


def read_caution(form: Form, conventions: Collection[str] | None) -> Caution | None:
    """The caution at ``caution``, if there is one."""
    node = form.node_of("caution")
    if node is None:
        return None
    each = Form(node, "caution", form.faults, ("zh",), ("convention", "en"))
    return Caution(_convention(each, conventions), each.label())


def _convention(form: Form, conventions: Collection[str] | None) -> str:
    name = form.text("convention")
    if name and conventions is not None:
        known("PE310", name, conventions, form.place("convention"), form.faults)
    return name


def read_amendment(form: Form, documents: Collection[str] | None) -> str:
    """The document at ``amended_by``, empty where there is none; not looked up where ``documents`` is not given."""
    node = form.node_of("amended_by")
    if node is None:
        return ""
    by = Form(node, "amended_by", form.faults, ("document", "zh"), ("en",))
    by.label()
    document = by.text("document")
    if document and documents is not None:
        known("PE313", document, documents, by.place("document"), form.faults)
    return document


def read_parameters(
    form: Form,
    ledger: Mapping[str, LedgerEntry],
    faults: list[Diagnostic],
    documents: Collection[str] | None = None,
) -> dict[str, Parameter]:
    """The parameters of an instrument by name, their values in the order of their dates."""
    return {
        name: _parameter(name, node, place, ledger, faults, documents) for name, node, place in form.named("parameters")
    }


def _parameter(
    name: str,
    node: Node,
    place: Place,
    ledger: Mapping[str, LedgerEntry],
    faults: list[Diagnostic],
    documents: Collection[str] | None,
) -> Parameter:
    form = Form(node, f"parameters.{name}", faults, ("zh", "unit"), _PARAMETER_KEYS)
    check_name(name, place, faults)
    values: list[ParameterValue] = []
    if "value" in form and "values" in form:
        form.fault("PE209", node.key_place("values"), where=form.where, one="value", other="values")
    if "value" in form:
        value = form.node_of("value")
        if value is not None and value.value != "unset":
            zh, en = KIND_WORDS[value.kind]
            words = {"wanted": "unset(有数字就写在 values 里)", "wanted_en": "unset (figures stand under values)"}
            form.fault("PE203", value.place, where=f"{form.where}.value", found=zh, found_en=en, **words)
    elif not form.has_or_means("values") and "value" not in form.meant:
        form.fault("PE202", place, where=form.where, key="values")
    for each in form.nodes("values"):
        value_of = _value(name, each, ledger, faults, documents)
        if value_of is not None:
            values.append(value_of)
    values.sort(key=lambda each: each.start)
    for one, other in pairwise(values):
        if one.start == other.start:
            form.fault("PE406", place, name=name, day=day_text(one.start))
    owner, name_zh = form.text("owner"), form.text("name_zh")
    return Parameter(name, form.label(), form.text("unit"), tuple(values), owner, place, name_zh)


def _value(
    name: str,
    node: Node,
    ledger: Mapping[str, LedgerEntry],
    faults: list[Diagnostic],
    documents: Collection[str] | None,
) -> ParameterValue | None:
    form = Form(node, f"parameters.{name}.values", faults, ("from", "value"), ("cite", "amended_by"))
    start, is_known = form.day("from", FIRST_DAY)
    figure = form.node_of("value")
    cite = form.text("cite")
    if cite:
        known("PE305", cite, ledger, form.place("cite"), faults, clause=cite)
    amended = read_amendment(form, documents)
    if figure is None:
        return None
    if isinstance(figure.value, dt.date):
        return ParameterValue(start, is_known, figure.value, cite, amended)
    if isinstance(figure.value, bool) or not isinstance(figure.value, (int, Decimal)):
        wrong_kind(figure, f"parameters.{name}.value", ("数字或日期", "a number or a date"), faults)
        return None
    return ParameterValue(start, is_known, Decimal(figure.value), cite, amended)
