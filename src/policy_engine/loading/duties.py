"""One duty of a clause: who has to do what, how often, how much, by when. It becomes a rule with one effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from policy_engine.arithmetic import Formula
from policy_engine.citations import Label
from policy_engine.effects import DutyEffect
from policy_engine.errors import Diagnostic, Place, near_match
from policy_engine.loading.effects import EffectContext, read_who
from policy_engine.loading.form import SNAKE, Form, check_name, known, wrong_kind
from policy_engine.loading.formulas import FormulaContext, read_formula
from policy_engine.loading.quantities import BOUND_KEYS, SINGLE, read_bound, whole_within
from policy_engine.loading.rules import RuleContext, assemble_rule, read_wordings, wording_around
from policy_engine.nodes import Node
from policy_engine.obligations import (
    COUNTS,
    EVENT,
    EVERY_WORDS,
    PERIOD_END,
    PERIOD_START,
    STRETCHES,
    CountKind,
    Every,
    EveryKind,
    Item,
    Measure,
    Obligation,
)
from policy_engine.requests.layout import Layout
from policy_engine.rules import Rule, Wording

ASKED = (
    "who",
    "when",
    "every",
    *BOUND_KEYS,
    "every_one",
    "count",
    "unit",
    "by",
    "in_months",
    "items",
    "measures",
    "keep",
    "to",
)
DUTY_KEYS = (
    "zh",
    "en",
    *ASKED,
    "exception_to",
    "may_vary",
    "strength",
    "reading",
    "caution",
    "see",
    "in_force",
    "wordings",
)
DUTY_WORDING_KEYS = ("in_force", *ASKED, "amended_by", "reading")
ITEM_KEYS = ("zh", "en", *BOUND_KEYS, "strength", "when")
MEASURE_KEYS = ("zh", "en", "unit", *BOUND_KEYS)
EVERY_KEYS = ("years", "months", "days", "event")


@dataclass(frozen=True)
class _Days(FormulaContext):
    """The days from which the last day of a duty is worked out: those of its period, or that of its event."""

    days: tuple[str, ...] = ()

    def names(self, dated: bool) -> list[str]:
        found = [name for name in super().names(dated) if name not in self.layout.by_name or not dated]
        return [*self.days, *found] if dated else found

    def is_fact(self, name: str) -> bool:
        return name in self.days or super().is_fact(name)


def read_duty(node: Node, name: str, clause: str, place: Place, context: RuleContext) -> Rule | None:
    """The rule of the duty at a node; None where the request models have no topic for duties."""
    topic = next((each for each, model in context.topics.items() if model.topic.duties), None)
    if topic is None:
        if not any(fault.code == "PE331" and fault.place.file == place.file for fault in context.faults):
            context.faults.append(Diagnostic("PE331", place))  # once a file
        return None
    form = Form(node, name, context.faults, (), DUTY_KEYS)
    reader = _Reader(context, context.topics[topic].layout, f"{context.instrument}/{name}", form.label())
    if "wordings" in form:
        apart = (*ASKED, "in_force")
        wordings = read_wordings(form, apart, ("in_force",), DUTY_WORDING_KEYS, reader.wording)
    else:
        wordings = [reader.wording(form)]
    return assemble_rule(form, name, clause, topic, wordings, place, context)


class _Reader:
    """Reads what one duty asks for."""

    def __init__(self, context: RuleContext, layout: Layout, rule: str, label: Label) -> None:
        self.context = context
        self.layout = layout
        self.rule = rule
        self.label = label
        self.figures = FormulaContext(layout, context.instrument, context.parameters)
        self.effects = EffectContext(
            context.vocabulary, layout, context.instrument, context.parameters, context.documents, "", rule
        )

    def wording(self, form: Form) -> Wording:
        """One wording of the duty, or the duty itself where it has only one."""
        before = len(form.faults)
        for key in ("who", "every"):
            if not form.has_or_means(key):
                form.fault("PE202", form.node.place, where=form.where, key=key)
        who_node, to = form.node_of("who"), form.text("to")
        who = read_who(who_node, self.effects, form.faults) if who_node is not None else None
        if to:
            known("PE307", to, self.context.vocabulary.actors, form.place("to"), form.faults)
        conditions: list[tuple[str, Node]] = []
        asks = self._asks(form, conditions)
        effects = (DutyEffect(self.rule, who, asks, to),) if who is not None and asks is not None else ()
        if any(fault.level == "error" for fault in form.faults[before:]):
            effects = ()  # what is left of a faulty duty is not judged
        return wording_around(form, effects, self.context, tuple(conditions))

    def _asks(self, form: Form, conditions: list[tuple[str, Node]]) -> Obligation | None:
        faults = form.faults
        every = self._every(form)
        every_one = form.flag("every_one", False)
        count = self._count(form, every_one)
        unit = form.text("unit")
        if count == "quantity" and not form.has_or_means("unit"):
            form.fault("PE202", form.node.place, where=form.where, key="unit")
        default = None if every_one else SINGLE
        bound = read_bound(form, self.figures, unit if count != "times" else "", default)
        items = tuple(self._items(form, conditions))
        measures = tuple(self._measures(form))
        keep = form.texts("keep")
        for item in form.nodes("keep"):
            if isinstance(item.value, str):
                known("PE308", item.value, self.context.vocabulary.papers, item.place, faults)
        if every is None or bound is None:
            return None
        due = self._due(form, every)
        months = whole_within(form, "in_months", 1, 12)
        return Obligation(self.label, every, bound, count, unit, every_one, due, months, items, measures, keep)

    def _count(self, form: Form, every_one: bool) -> CountKind:
        word = form.one_of("count", COUNTS, "covered" if every_one else "times")
        count: CountKind = next(each for each in COUNTS if each == word)
        if every_one:
            numbers = [key for key in BOUND_KEYS if key in form]
            other = numbers[0] if numbers else "count" if count != "covered" else ""
            if other:
                form.fault("PE209", form.node.key_place(other), where=form.where, one="every_one", other=other)
        return count

    # --- how often --------------------------------------------------------------------------------------------------

    def _every(self, form: Form) -> Every | None:
        node = form.node_of("every")
        if node is None:
            return None
        if isinstance(node.value, str):
            kind = next((each for each in EVERY_WORDS if each == node.value), None)
            if kind is None:
                form.faults.append(_no_period(node.value, node.place))
                return None
            return Every(kind)
        if not isinstance(node.value, dict) or len(node.value) != 1:
            wrong_kind(node, f"{form.where}.every", _EVERY, form.faults)
            return None
        ((key, inner),) = node.value.items()
        if key not in EVERY_KEYS:
            form.faults.append(_no_period(key, node.key_place(key)))
            return None
        if key == "event":
            return Every("event", 1, Form(inner, "event", form.faults, ("zh",), ("en",)).label())
        counted: EveryKind = next(each for each in ("years", "months", "days") if each == key)
        each_one = Form(node, f"{form.where}.every", form.faults, (key,))
        number = whole_within(each_one, key, 1, STRETCHES[key])
        return Every(counted, number[0]) if len(number) == 1 else None

    def _due(self, form: Form, every: Every) -> Formula | None:
        node = form.node_of("by")
        if node is None:
            return None
        days: Sequence[str] = (EVENT,) if every.kind == "event" else (PERIOD_START, PERIOD_END)
        if every.kind == "always":
            form.fault("PE209", form.node.key_place("by"), where=form.where, one="every: always", other="by")
            return None
        context = _Days(self.layout, self.context.instrument, self.context.parameters, tuple(days))
        return read_formula(node, context, True, form.faults)

    # --- what has to be there ---------------------------------------------------------------------------------------

    def _items(self, form: Form, conditions: list[tuple[str, Node]]) -> list[Item]:
        found = []
        for name, node, place in form.named("items"):
            check_name(name, place, form.faults, SNAKE)
            each = Form(node, f"{form.where}.items.{name}", form.faults, (), ITEM_KEYS)
            bound = read_bound(each, self.figures, "", SINGLE)
            when = each.node_of("when")
            advice = each.one_of("strength", ("must", "should"), "must") == "should"
            if when is not None:
                conditions.append((name, when))
            if bound is not None:
                found.append(Item(name, each.label(), bound, advice, when is not None))
        return found

    def _measures(self, form: Form) -> list[Measure]:
        found = []
        for name, node, place in form.named("measures"):
            check_name(name, place, form.faults, SNAKE)
            each = Form(node, f"{form.where}.measures.{name}", form.faults, ("unit",), MEASURE_KEYS)
            unit = each.text("unit")
            bound = read_bound(each, self.figures, unit, None, lowest=None)
            if bound is not None and bound.low is None and bound.high is None:
                if not each.meant & set(BOUND_KEYS):
                    each.fault("PE202", place, where=each.where, key="at_least")
            elif bound is not None:
                found.append(Measure(name, each.label(), unit, bound))
        return found


_EVERY = (
    "周期:一个词,或 {years: 2} 一类的写法",
    "a period: one word, or one of years, months, days, event with its value",
)


def _no_period(name: str, place: Place) -> Diagnostic:
    words = (*EVERY_WORDS, *EVERY_KEYS)
    return Diagnostic("PE330", place, {"name": name}, ", ".join(words), near_match(name, words))
