"""Every figure that a rulebook uses, with the operator it stands under: rules, duties and terms are walked key by key.

A new construct of the language is at most one key in the tables below.

Parameters are followed to their values. Numbers that say nothing of the text are left out: the serial number of a
reading, the step of a rounding that a reading explains.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from policy_engine.axes import Axis
from policy_engine.compiled.models import Models
from policy_engine.errors import Place
from policy_engine.nodes import Node
from policy_engine.requests.layout import Layout
from policy_engine.tools.sources.boundaries import OPPOSITE, Operator
from policy_engine.tools.sources.pages import Page, Statement, entries, items, readings_of

COMPARED: Mapping[str, Operator] = {
    "at_least": "at_least",
    "at_most": "at_most",
    "more_than": "more_than",
    "less_than": "less_than",
    "exactly": "is",
    "within": "at_most",
    "by": "at_most",
    "at": "at_most",
    "not_before": "at_least",
    "min": "at_most",
    "max": "at_least",
}
"""Keys below which numbers stand under another operator."""

UNIT_OF: Mapping[str, str] = {
    "days_after": "day",
    "working_days_after": "day",
    "months_after": "month",
    "day_of": "day",
    "days": "day",
    "months": "month",
    "years": "year",
    "in_months": "month",
    "payable": "yuan",
}
"""Keys that give the numbers beside or below them their unit."""

_TEXTS = ("zh", "en", "reading", "caution", "see", "about", "amended_by")
_NAMES = ("topic", "for", "exception_to", "strength", "who", "keep", "choose", "refer", "require", "per", "unit")
LEFT_OUT = frozenset((*_TEXTS, *_NAMES, "in_force", "end_of"))
"""Keys below which nothing is a figure of the text."""

BETWEEN: tuple[Operator, Operator] = ("at_least", "at_most")
CONNECTIVES = ("all", "any", "not")


@dataclass(frozen=True, slots=True)
class Encoded:
    """A number of the rulebook and the operator it stands under.

    Attributes:
        owner: the rule, duty or term, as ``instrument/name``.
        clauses: the clauses in whose text it has to be found, in any of them.
        path: the keys that lead to it.
        also: a second operator that says the same from the other side (below a ``not``, or what exceeds a limit).
        duty: it says how much of a thing is to be done: a bare figure of the text means that much at least.
        readings: the lines of the readings that may explain it: those of its clause, its own first.
        own: those of the rule, duty or term itself, which alone may explain another boundary word.
    """

    owner: str
    clauses: tuple[str, ...]
    value: Decimal | dt.date
    operator: Operator
    unit: str
    place: Place
    path: str
    readings: tuple[str, ...]
    own: tuple[str, ...] = ()
    also: Operator | None = None
    duty: bool = False


@dataclass(frozen=True, slots=True)
class _Stand:
    """What the walk carries down to a number."""

    operator: Operator = "is"
    unit: str = ""
    path: tuple[str, ...] = ()
    either: bool = False
    duty: bool = False

    def under(self, key: str, unit: str | None = None) -> _Stand:
        return replace(self, path=(*self.path, key), unit=self.unit if unit is None else unit)


@dataclass
class _Walk:
    """Walks what one rule, duty or term says."""

    page: Page
    layout: Layout | None
    owner: str
    clauses: tuple[str, ...]
    readings: tuple[str, ...]
    terms: dict[str, None] = field(default_factory=dict)

    # --- conditions -----------------------------------------------------------------------------------------------

    def condition(self, node: Node, stand: _Stand) -> Iterator[Encoded]:
        for key, value in entries(node).items():
            below = stand.under(key)
            if key in CONNECTIVES:
                for part in items(value):
                    yield from self.condition(part, replace(below, either=stand.either != (key == "not")))
                continue
            if key in self.page.instrument.terms:
                self.terms[key] = None
            axis = self.axis(key)
            if axis is None or axis.kind not in ("list", "flag"):
                yield from self.numbers(value, replace(below, unit=axis.unit if axis is not None else ""))

    def axis(self, name: str) -> Axis | None:
        """The axis of a field, or of the field that a term rounds."""
        if self.layout is None:
            return None
        term = self.page.instrument.terms.get(name)
        return self.layout.by_name.get(term.field if term is not None and term.field else name)

    # --- effects, duties, formulas --------------------------------------------------------------------------------

    def numbers(self, node: Node, stand: _Stand) -> Iterator[Encoded]:
        """Every number at or below a node."""
        if isinstance(node.value, list):
            for item in node.value:
                yield from self.numbers(item, stand)
        elif isinstance(node.value, dict):
            for key, value in node.value.items():
                yield from self.entry(node.value, key, value, stand)
        else:
            yield from self.leaf(node, stand)

    def entry(self, beside: Mapping[str, Node], key: str, value: Node, stand: _Stand) -> Iterator[Encoded]:
        below = stand.under(key, unit=self.unit(beside, key) or stand.unit)
        if key in LEFT_OUT:
            return
        if key == "when":
            yield from self.condition(value, replace(below, unit="", operator="is"))
        elif key == "between":
            for item, operator in zip(items(value), BETWEEN, strict=False):
                yield from self.numbers(item, replace(below, operator=operator))
        elif key == "not":
            yield from self.numbers(value, replace(below, either=not stand.either))
        elif key == "to" and {"round_up", "round_down"} & set(beside):
            if not self.readings:
                yield from self.numbers(value, below)
        elif key == "next_year":
            yield from self.next_year(value, below)
        elif key in COMPARED:
            limit = key == "at_most" and "of" in beside
            yield from self.numbers(value, replace(below, operator=COMPARED[key], either=limit or stand.either))
        else:
            yield from self.numbers(value, below)

    def unit(self, beside: Mapping[str, Node], key: str) -> str:
        """The unit that the keys of a mapping give to one of its entries."""
        for each in (key, *beside):
            if each in UNIT_OF and (each == key or key == "number"):
                return UNIT_OF[each]
        stated = beside.get("unit")
        if stated is not None and isinstance(stated.value, str):
            return stated.value
        of = beside.get("of")
        if of is not None and isinstance(of.value, str) and self.layout is not None and of.value in self.layout.by_name:
            return self.layout.by_name[of.value].unit
        output = self.layout.topic.outputs.get(key) if self.layout is not None else None
        return output.unit if output is not None else ""

    def next_year(self, node: Node, stand: _Stand) -> Iterator[Encoded]:
        """``"03-31"``: a day of whichever year; the year 4 stands for it, which has all days."""
        if isinstance(node.value, str):
            try:
                yield from self.leaf(node.with_value(dt.date.fromisoformat(f"0004-{node.value}")), stand)
            except ValueError:
                return

    def leaf(self, node: Node, stand: _Stand) -> Iterator[Encoded]:
        value = node.value
        if isinstance(value, str):
            if self.layout is not None and value in self.layout.by_name:
                return  # a fact
            parameter = self.page.instrument.parameters.get(value)
            for each in parameter.values if parameter is not None else ():
                if each.amended_by:
                    continue  # another document's figure, not the clause's
                clauses = (each.cite,) if each.cite else self.clauses
                unit = parameter.unit if parameter is not None else ""
                yield self.made(each.value, stand.under(value, unit), node.place, clauses)
        elif isinstance(value, dt.date):
            yield self.made(value, stand, node.place, self.clauses)
        elif isinstance(value, (int, Decimal)) and not isinstance(value, bool):
            yield self.made(Decimal(value), stand, node.place, self.clauses)

    def made(self, value: Decimal | dt.date, stand: _Stand, place: Place, clauses: tuple[str, ...]) -> Encoded:
        also = OPPOSITE[stand.operator] if stand.either else None
        path = ".".join(stand.path)
        own = self.readings
        return Encoded(self.owner, clauses, value, stand.operator, stand.unit, place, path, own, own, also, stand.duty)


def figures_of(statement: Statement, page: Page, models: Models, more: tuple[str, ...] = ()) -> Iterator[Encoded]:
    """The figures of a rule or duty, those of the terms it uses left to :func:`figures_of_term`.

    A wording or figure that another document brought (``amended_by``) is not the clause's text and is left out.
    ``more`` are the readings of the other rules of the clause.
    """
    topic = entries(statement.node).get("topic")
    named = topic.value if topic is not None and isinstance(topic.value, str) else page.instrument.topic
    model = models.topics.get(named if statement.kind == "rule" else "standard")
    layout = model.layout if model is not None else None
    wordings = entries(statement.node).get("wordings")
    for node in items(wordings) if wordings is not None else [statement.node]:
        if "amended_by" in entries(node):
            continue
        walk = _Walk(page, layout, statement.id, (statement.clause,), ())
        found = list(walk.numbers(node, _Stand(duty=statement.kind == "duty")))
        own = [*readings_of(statement.node), *(readings_of(node) if node is not statement.node else ())]
        readings = tuple(dict.fromkeys((*own, *more)))
        yield from (replace(each, readings=readings, own=tuple(own)) for each in found)


def figures_of_term(name: str, page: Page, models: Models, users: tuple[str, ...]) -> Iterator[Encoded]:
    """The figures of a term; ``users`` are the clauses of the rules that use it, for a term that no clause defines."""
    node = page.section("terms")[name]
    model = models.topics.get(page.instrument.topic)
    readings = tuple(readings_of(node))
    owner = f"{page.instrument.id}/{name}"
    clauses = page.defining(name) or users
    walk = _Walk(page, model.layout if model is not None else None, owner, clauses, readings)
    field_of = walk.axis(name)
    yield from walk.numbers(node, _Stand(unit=field_of.unit if field_of is not None else ""))


def terms_of(statement: Statement, page: Page) -> list[str]:
    """The terms that a rule or duty uses, those used by other terms included."""
    walk = _Walk(page, None, statement.id, (), ())
    for _ in walk.numbers(statement.node, _Stand()):
        pass
    return _with_inner(walk.terms, page)


def _with_inner(terms: Mapping[str, None], page: Page) -> list[str]:
    found: dict[str, None] = {}
    waiting = list(terms)
    while waiting:
        name = waiting.pop(0)
        if name in found or name not in page.section("terms"):
            continue
        found[name] = None
        walk = _Walk(page, None, name, (), ())
        for _ in walk.numbers(page.section("terms")[name], _Stand()):
            pass
        waiting.extend(walk.terms)
    return list(found)
