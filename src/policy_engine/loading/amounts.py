"""What stands under ``then`` about amounts and time: limits, what is payable, deadlines, outputs, choices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from policy_engine.effects import (
    ActEffect,
    ChooseEffect,
    DeadlineEffect,
    Effect,
    LimitEffect,
    PayableEffect,
    SetEffect,
)
from policy_engine.errors import Diagnostic, near_match
from policy_engine.loading.form import Form, known, wrong_kind
from policy_engine.loading.formulas import FormulaContext, read_formula
from policy_engine.nodes import Node
from policy_engine.requests.layout import Output
from policy_engine.vocabulary import Vocabulary

AMOUNT_WORDS = ("limit", "payable", "deadline", "set", "choose")


class AmountReader:
    """Reads the effects of one rule that work with figures and dates."""

    def __init__(
        self,
        formulas: FormulaContext,
        vocabulary: Vocabulary,
        matter: str,
        rule: str,
        acts: Callable[[Node], list[ActEffect]],
        faults: list[Diagnostic],
    ) -> None:
        self.formulas = formulas
        self.vocabulary = vocabulary
        self.matter = matter
        self.rule = rule
        self.acts = acts
        self.faults = faults

    def effects(self, key: str, value: Node) -> list[Effect]:
        """The effects written under one of the amount words; several limits, deadlines or choices stand in a list."""
        match key:
            case "payable":
                formula = read_formula(value, self.formulas, False, self.faults)
                return [PayableEffect(self.matter, formula)] if formula is not None else []
            case "set":
                return self._outputs(value)
        one = {"limit": self._limit, "deadline": self._deadline, "choose": self._choose}[key]
        items = value.value if isinstance(value.value, list) else [value]
        found = [one(item) for item in items]
        return [effect for effect in found if effect is not None]

    # --- limits -----------------------------------------------------------------------------------------------------

    def _limit(self, node: Node) -> Effect | None:
        form = Form(node, "limit", self.faults, ("of", "at_most"), ("per", "excess"))
        quantities = [axis.name for axis in self.formulas.layout.axes if axis.kind == "quantity"]
        of = form.text("of")
        if of and of not in quantities:
            self._unknown(form.entries["of"], of, quantities)
            return None
        at_most_node = form.node_of("at_most")
        at_most = read_formula(at_most_node, self.formulas, False, self.faults) if at_most_node is not None else None
        per = form.texts("per")
        for item in form.nodes("per"):
            if isinstance(item.value, str) and item.value not in quantities:
                self._unknown(item, item.value, quantities)
        excess, needs = self._excess(form)
        if at_most is None or not of:
            return None
        return LimitEffect(of, self.matter, at_most, per, excess, tuple(needs))

    def _unknown(self, node: Node, name: str, names: list[str]) -> None:
        words = {"name": name, "topic": self.formulas.layout.topic.id}
        self.faults.append(Diagnostic("PE319", node.place, words, ", ".join(sorted(names)), near_match(name, names)))

    def _excess(self, form: Form) -> tuple[Literal["not_paid", "prohibited", "needs"], list[ActEffect]]:
        node = form.node_of("excess")
        if node is not None and isinstance(node.value, dict):
            inner = Form(node, "excess", self.faults, ("needs",))
            acts = inner.node_of("needs")
            if acts is not None and acts.value == {}:
                inner.fault("PE206", acts.place, rule=self.rule.rsplit("/", 1)[1])
            return "needs", self.acts(acts) if acts is not None else []
        word = form.one_of("excess", ("not_paid", "prohibited"), "not_paid")
        return ("prohibited" if word == "prohibited" else "not_paid"), []

    # --- deadlines --------------------------------------------------------------------------------------------------

    def _deadline(self, node: Node) -> Effect | None:
        form = Form(node, "deadline", self.faults, ("of",), ("at", "not_before"))
        of = form.text("of")
        days = [axis.name for axis in self.formulas.layout.axes if axis.kind == "date"]
        if of and of not in days and of not in self.vocabulary.acts:
            self._unknown(form.entries["of"], of, [*days, *self.vocabulary.acts])
        if "at" in form and "not_before" in form:
            form.fault("PE209", form.place("not_before"), where="deadline", one="at", other="not_before")
            return None
        key = "not_before" if "not_before" in form else "at"
        if not form.has_or_means(key):
            form.fault("PE202", node.place, where="deadline", key="at")
            return None
        at_node = form.node_of(key)
        at = read_formula(at_node, self.formulas, True, self.faults) if at_node is not None else None
        return DeadlineEffect(of, self.matter, at, key == "not_before") if at is not None and of else None

    # --- choices ----------------------------------------------------------------------------------------------------

    def _choose(self, node: Node) -> Effect | None:
        form = Form(node, "choose", self.faults, ("one_of", "by"), ("about",))
        by = form.text("by")
        if by:
            known("PE307", by, self.vocabulary.actors, form.place("by"), self.faults)
        options = form.texts("one_of")
        return ChooseEffect(options, by, form.text("about"), self.matter) if options and by else None

    # --- outputs ----------------------------------------------------------------------------------------------------

    def _outputs(self, node: Node) -> list[Effect]:
        if not isinstance(node.value, dict):
            wrong_kind(node, "set", "mapping", self.faults)
            return []
        topic = self.formulas.layout.topic
        found: list[Effect] = []
        for name, value in node.value.items():
            output = topic.outputs.get(name)
            if output is None:
                words = {"topic": topic.id, "name": name}
                near = near_match(name, topic.outputs)
                self.faults.append(Diagnostic("PE318", node.key_place(name), words, ", ".join(topic.outputs), near))
                continue
            effect = self._output(name, output, value)
            if effect is not None:
                found.append(effect)
        return found

    def _output(self, name: str, output: Output, value: Node) -> Effect | None:
        rule = self.rule if output.mode == "unique" else ""
        if output.kind in ("number", "date"):
            formula = read_formula(value, self.formulas, output.kind == "date", self.faults)
            return SetEffect(name, self.matter, formula, output.mode, rule) if formula is not None else None
        if output.kind == "flag":
            if not isinstance(value.value, bool):
                wrong_kind(value, f"set.{name}", "truth", self.faults)
                return None
            return SetEffect(name, self.matter, value.value, output.mode, rule)
        word = value.value
        if not isinstance(word, str):
            wrong_kind(value, f"set.{name}", "text", self.faults)
            return None
        listed = self.vocabulary.lists.get(output.open_list) if output.open_list else output.values or None
        if listed is not None and word not in listed:  # a missing list is told once, where the topic is laid out
            words = {"value": word, "field": name}
            near = near_match(word, listed)
            self.faults.append(Diagnostic("PE302", value.place, words, ", ".join(listed), near))
            return None
        return SetEffect(name, self.matter, word, output.mode, rule)
