"""Which events and labels a history rule is about: names, and tests of their facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from policy_engine.errors import Diagnostic, near_match
from policy_engine.happenings import LABELS, FieldTest, Op, Selector
from policy_engine.loading.form import Form, known, wrong_kind
from policy_engine.loading.rules import RuleContext
from policy_engine.nodes import Node
from policy_engine.requests.attendance import EVENTS, FIELDS, LABEL_FIELDS, fields_of

_OPS: dict[str, Op] = {"at_least": ">=", "at_most": "<=", "more_than": ">", "less_than": "<"}


class SelectorReader:
    """Reads selectors, and the words and numbers that stand in history rules."""

    def __init__(self, context: RuleContext) -> None:
        self.context = context
        self.faults = context.faults
        self.lists = context.vocabulary.lists

    def selectors(self, node: Node, where: str) -> Iterator[Selector]:
        """The selectors at a node: a word, a mapping, alternatives, or a list of them."""
        if isinstance(node.value, list):
            for item in node.value:
                yield from self.selectors(item, where)
        elif isinstance(node.value, str):
            self.word(LABELS, node)
            yield Selector("label", (node.value,))
        else:
            form = Form(node, where, self.faults, (), ("any", "event", "label", *FIELDS))
            any_node = form.node_of("any")
            if any_node is not None:
                if len(form.entries) > 1:
                    other = next(key for key in form.entries if key != "any")
                    form.fault("PE209", node.key_place(other), where=where, one="any", other=other)
                yield from self.selectors(any_node, where)
                return
            found = self._selector(form, node)
            if found is not None:
                yield found

    def _selector(self, form: Form, node: Node) -> Selector | None:
        if "event" in form and "label" in form:
            form.fault("PE209", node.key_place("label"), where=form.where, one="event", other="label")
        kind = "event" if "event" in form else "label"
        if kind not in form:
            if not {"event", "label"} & form.meant:
                form.fault("PE202", node.place, where=form.where, key="event")
            return None
        names = form.texts(kind)
        right = True
        for item in form.nodes(kind):
            if isinstance(item.value, str):
                if kind == "event":
                    right = known("PE540", item.value, EVENTS, item.place, self.faults) and right
                else:
                    self.word(LABELS, item)
        if not right:
            return None
        tests = [
            test
            for field in FIELDS
            if field in form
            for test in self._tests(form, field, form.entries[field], kind, names)
        ]
        return Selector("event" if kind == "event" else "label", names, tuple(tests))

    def _tests(self, form: Form, field: str, node: Node, kind: str, names: Sequence[str]) -> Iterator[FieldTest]:
        for name in names:
            allowed = fields_of(name) if kind == "event" else LABEL_FIELDS
            if field not in allowed or not FIELDS[field].tested:
                words = {"field": field, "of": name}
                expected = ", ".join(each for each in allowed if each in FIELDS and FIELDS[each].tested)
                self.faults.append(Diagnostic("PE542", form.node.key_place(field), words, expected))
                return
        mark, where = FIELDS[field], f"{form.where}.{field}"
        if mark.ordered and isinstance(node.value, dict):
            for key, item in Form(node, where, self.faults, (), tuple(_OPS)).entries.items():
                number = self.number(item, where, mark.step)
                if key in _OPS and number is not None:
                    yield FieldTest(field, _OPS[key], (_wire(field, number),))
            return
        values: list[str | int | bool] = []
        for item in node.value if isinstance(node.value, list) else [node]:
            if mark.kind == "flag":
                if isinstance(item.value, bool):
                    values.append(item.value)
                else:
                    wrong_kind(item, where, "truth", self.faults)
            elif mark.kind == "word":
                if isinstance(item.value, str) and item.value in mark.values:
                    values.append(item.value)
                else:
                    shown = str(item.plain())
                    words = {"value": shown, "field": where}
                    near = near_match(shown, mark.values)
                    self.faults.append(Diagnostic("PE302", item.place, words, ", ".join(mark.values), near))
            else:
                number = self.number(item, where, mark.step)
                if number is not None:
                    values.append(_wire(field, number))
        if values:
            yield FieldTest(field, "==", tuple(values))

    def word(self, section: str, node: Node) -> None:
        """Refuses a word that is not in a list of the vocabulary."""
        if isinstance(node.value, str):
            known("PE322", node.value, self.lists.get(section, {}), node.place, self.faults, list=section)

    def words(self, form: Form, key: str, section: str) -> tuple[str, ...]:
        """The words at a key, each of a list of the vocabulary."""
        for item in form.nodes(key):
            self.word(section, item)
        return form.texts(key)

    def number(self, node: Node, where: str, step: Decimal = Decimal(1)) -> Decimal | None:
        """A number that is not negative, in steps."""
        value = node.value
        if isinstance(value, bool) or not isinstance(value, (int, Decimal)) or value < 0 or Decimal(value) % step:
            wrong_kind(node, where, (f"数字,以 {step} 为单位", f"a number in steps of {step}"), self.faults)
            return None
        return Decimal(value)


def _wire(field: str, number: Decimal) -> int:
    """A number as rules test it: days in halves."""
    return int(number * 2) if FIELDS[field].kind == "days" else int(number)
