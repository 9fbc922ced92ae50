"""What stands under ``assign`` and ``establish``: whose a function is, and which bodies there are, of what size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from policy_engine.arithmetic import NUMERIC, Formula, Number
from policy_engine.citations import Label
from policy_engine.effects import Effect
from policy_engine.errors import Diagnostic
from policy_engine.loading.form import Form, known, wrong_kind
from policy_engine.loading.formulas import FormulaContext, read_formula
from policy_engine.nodes import Node
from policy_engine.organising import AssignEffect, Attribute, Bounds, Count, EstablishEffect
from policy_engine.requests.fields import decimal_text
from policy_engine.vocabulary import Vocabulary
from policy_engine.who import Who

ORGANISING_WORDS = ("assign", "establish")
_OTHER_BODY: tuple[Attribute, ...] = ("same_body_as", "shares_office_with", "under")
_OTHER_BODIES: tuple[Attribute, ...] = ("sign_of", "merged_from")
_ATTRIBUTES = ("exists", *_OTHER_BODY, *_OTHER_BODIES, "led_by", "headed_rank", "posts", "counts")
_BOUNDS = ("at_least", "at_most", "between")
_COUNT = ("total", "parts")
_WHO = ("人员,或 one_of、all_of", "an actor, or one_of, all_of")
_WHOLE = ("不小于零的整数", "a whole number not below zero")

Value = bool | str | tuple[str, ...] | Who | Bounds | Count


class OrganisingReader:
    """Reads the effects of one rule that organise; ``who`` reads who acts."""

    def __init__(
        self,
        formulas: FormulaContext,
        vocabulary: Vocabulary,
        matter: str,
        rule: str,
        who: Callable[[Node], Who | None],
        faults: list[Diagnostic],
    ) -> None:
        self.formulas = formulas
        self.vocabulary = vocabulary
        self.matter = matter
        self.rule = rule
        self.who = who
        self.faults = faults

    def effects(self, key: str, value: Node) -> list[Effect]:
        """The effects written under ``assign`` or ``establish``; several bodies stand in a list."""
        if value.value in ({}, []):
            self.faults.append(Diagnostic("PE206", value.place, {"rule": self.rule.rsplit("/", 1)[1]}))
            return []
        if key == "assign":
            return list(self._assign(value))
        items = value.value if isinstance(value.value, list) else [value]
        return [effect for item in items for effect in self._body(item)]

    # --- functions --------------------------------------------------------------------------------------------------

    def _assign(self, node: Node) -> Iterator[Effect]:
        if not isinstance(node.value, dict):
            wrong_kind(node, "assign", "mapping", self.faults)
            return
        for name, value in node.value.items():
            is_known = known("PE320", name, self.vocabulary.functions, node.key_place(name), self.faults)
            who = self._whose(value, f"assign.{name}")
            if is_known and who is not None:
                yield AssignEffect(name, self.matter, who, self.vocabulary.functions[name].unique)

    def _whose(self, node: Node, where: str) -> Who | None:
        """Who acts; in which order several do is nothing that a function or post could mean."""
        who = self.who(node)
        if who is not None and _in_turn(who):
            wrong_kind(node, where, _WHO, self.faults)
            return None
        return who

    # --- bodies -----------------------------------------------------------------------------------------------------

    def _body(self, node: Node) -> Iterator[Effect]:
        form = Form(node, "establish", self.faults, ("body",), _ATTRIBUTES)
        before = len(self.faults)
        body = self._body_word(form.node_of("body"), "establish.body")
        if "body" in form and not form.meant and not set(_ATTRIBUTES) & set(form.entries) and body:
            form.fault("PE325", node.place, body=body)
        found = list(self._said(form, body))
        if len(self.faults) == before and body:
            for attribute, value, name in found:
                yield EstablishEffect(body, self.matter, attribute, value, name)

    def _said(self, form: Form, body: str) -> Iterator[tuple[Attribute, Value, str]]:
        """Each attribute that is said, its value, and the name of a post or count."""
        if "exists" in form:
            yield "exists", form.flag("exists", True), ""
        for attribute in _OTHER_BODY:
            if attribute in form:
                yield attribute, self._other(form.entries[attribute], attribute, body), ""
        for attribute in _OTHER_BODIES:
            if attribute in form:
                others = {self._other(each, attribute, body) for each in form.nodes(attribute)}
                yield attribute, tuple(sorted(others)), ""
        if "led_by" in form:
            who = self._whose(form.entries["led_by"], "establish.led_by")
            if who is not None:
                yield "led_by", who, ""
        if "headed_rank" in form:
            yield "headed_rank", form.one_of("headed_rank", self.vocabulary.ranks(), ""), ""
        for name, node, place in form.named("posts"):
            known("PE322", name, self._list("post_names"), place, self.faults, list="post_names")
            bounds = self._bounds(node, f"posts.{name}")
            if bounds is not None:
                yield "posts", bounds, name
        for name, node, place in form.named("counts"):
            known("PE322", name, self._list("count_names"), place, self.faults, list="count_names")
            count = self._count(node, f"counts.{name}")
            if count is not None:
                yield "counts", count, name

    def _list(self, name: str) -> Mapping[str, Label]:
        return self.vocabulary.lists.get(name, {})

    def _body_word(self, node: Node | None, where: str) -> str:
        """A word that names a body; one that depends on the request would name a different body each time."""
        if node is None:
            return ""
        if not isinstance(node.value, str):
            wrong_kind(node, where, "text", self.faults)
            return ""
        if not known("PE321", node.value, self.vocabulary.bodies(), node.place, self.faults):
            return ""
        actor = self.vocabulary.actors.get(node.value)
        if actor is not None and actor.choose:
            self.faults.append(Diagnostic("PE324", node.place, {"name": node.value}))
            return ""
        return node.value

    def _other(self, node: Node, attribute: str, body: str) -> str:
        other = self._body_word(node, f"establish.{attribute}")
        if other and other == body:
            self.faults.append(Diagnostic("PE520", node.place, {"body": body, "attribute": attribute}))
        return other

    # --- numbers ----------------------------------------------------------------------------------------------------

    def _number(self, node: Node, where: str) -> Formula | None:
        formula = read_formula(node, self.formulas, False, self.faults)
        if isinstance(formula, Number) and (formula.value < 0 or formula.value % 1):
            wrong_kind(node, where, _WHOLE, self.faults)
            return None
        return formula

    def _bounds(self, node: Node, where: str) -> Bounds | None:
        """A number, or bounds of one. What is no bound may be the operation of a formula."""
        if not _is_shape(node):
            exactly = self._number(node, where)
            return Bounds(exactly, exactly) if exactly is not None else None
        form = Form(node, where, self.faults, (), _BOUNDS)
        for other in ("at_least", "at_most"):
            if "between" in form and other in form:
                form.fault("PE209", node.key_place(other), where=where, one="between", other=other)
        if not form.entries:
            form.fault("PE202", node.place, where=where, key="at_least")
        low, high = form.node_of("at_least"), form.node_of("at_most")
        between = form.node_of("between")
        if between is not None:
            if not isinstance(between.value, list) or len(between.value) != 2:
                wrong_kind(between, f"{where}.between", "list", self.faults)
                return None
            low, high = between.value
        least = self._number(low, where) if low is not None else None
        most = self._number(high, where) if high is not None else None
        if isinstance(least, Number) and isinstance(most, Number) and least.value > most.value:
            form.fault("PE408", node.place, low=decimal_text(least.value), high=decimal_text(most.value))
        return Bounds(least, most)

    def _count(self, node: Node, where: str) -> Count | None:
        """A total alone, or a total beside its parts."""
        if not _is_shape(node):
            total = self._number(node, where)
            return Count(total) if total is not None else None
        form = Form(node, where, self.faults, (), _COUNT)
        if not {"total", "parts"} & {*form.entries, *form.meant}:
            form.fault("PE202", node.place, where=where, key="total")
        total_node = form.node_of("total")
        total = self._number(total_node, f"{where}.total") if total_node is not None else None
        parts: list[tuple[str, Formula]] = []
        for name, each, place in form.named("parts"):
            known("PE322", name, self._list("count_names"), place, self.faults, list="count_names")
            part = self._number(each, f"{where}.{name}")
            if part is not None:
                parts.append((name, part))
        return Count(total, tuple(sorted(parts, key=lambda each: each[0])))


def _is_shape(node: Node) -> bool:
    """Whether a mapping is none of a formula's operations."""
    return isinstance(node.value, dict) and not any(key in NUMERIC for key in node.value)


def _in_turn(who: Who) -> bool:
    return who.mode == "in_turn" or any(map(_in_turn, who.parts))
