"""PE608: a term or parameter of an instrument that nothing in it uses.

Law: every term is tested in the ``when`` of a rule, of a hole or of another term; every parameter stands in such a
condition in place of a number or date, under ``within`` of an effect, or in a formula.

Bad: the parameter ``big-sum`` stays behind after the rule that named it was rewritten with 5000.
Good: the rule says ``amount: {at_least: big-sum}``, or the parameter is gone.
"""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.arithmetic import parameters_read
from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.effects import Effect, LimitEffect, formulas
from policy_engine.errors import Diagnostic
from policy_engine.nodes import Node
from policy_engine.rules import Instrument

_CONNECTIVES = ("all", "any", "not")


def unused(compiled: CompiledRulebook) -> Iterator[Diagnostic]:
    """The unused terms and parameters of every instrument, adopted or not."""
    for instrument in compiled.models.instruments.values():
        terms, figures = _used(compiled, instrument)
        for name, term in instrument.terms.items():
            if name not in terms:
                yield Diagnostic("PE608", term.place, {"what": "用语", "what_en": "term", "id": name})
        for name, parameter in instrument.parameters.items():
            if name not in figures:
                yield Diagnostic("PE608", parameter.place, {"what": "参数", "what_en": "parameter", "id": name})


def _used(compiled: CompiledRulebook, instrument: Instrument) -> tuple[set[str], set[str]]:
    """The names tested in the instrument's conditions, and the words that may stand for figures."""
    found = _Uses(_listed(compiled, instrument))
    for rule in instrument.rules:
        for wording in rule.wordings:
            if wording.when is not None:
                found.condition(wording.when)
            for _, condition in wording.items:
                found.condition(condition)
            for effect in (*wording.effects, *wording.otherwise):
                found.effect(effect)
    for history in instrument.histories:
        if history.body.outcome.deduct is not None:
            found.figures.add(str(history.body.outcome.deduct.amount))
    for hole in instrument.holes:
        found.condition(hole.when)
    for term in instrument.terms.values():
        if term.when is not None:
            found.condition(term.when)
    return found.names, found.figures


def _listed(compiled: CompiledRulebook, instrument: Instrument) -> set[str]:
    """The fields whose words are values of a list and never parameters."""
    topics = {instrument.topic, *(rule.topic for rule in instrument.rules), *(hole.topic for hole in instrument.holes)}
    layouts = [compiled.models.topics[topic].layout for topic in topics if topic in compiled.models.topics]
    listed = {axis.field for layout in layouts for axis in layout.axes if axis.kind == "list" or axis.member}
    return listed | {field for layout in layouts for field, _ in layout.open_fields}


class _Uses:
    """Walks conditions as they are written; what names mean was checked when the rulebook was resolved."""

    def __init__(self, listed: set[str]) -> None:
        self.listed = listed
        self.names: set[str] = set()
        self.figures: set[str] = set()

    def effect(self, effect: Effect) -> None:
        """One effect: its figures, and those of the acts that the excess of a limit needs."""
        self.figures.add(getattr(effect, "within", ""))
        for formula in formulas(effect):
            self.figures.update(name.split("/", 1)[1] for name in parameters_read(formula))
        if isinstance(effect, LimitEffect):
            for act in effect.needs:
                self.effect(act)

    def condition(self, node: Node) -> None:
        """One condition: its keys are tested, or connect further conditions."""
        if not isinstance(node.value, dict):
            return
        for key, value in node.value.items():
            if key not in _CONNECTIVES:
                self.names.add(key)
                if key not in self.listed:
                    self._operand(value)
            elif isinstance(value.value, list):
                for part in value.value:
                    self.condition(part)
            else:
                self.condition(value)

    def _operand(self, node: Node) -> None:
        """What stands under a field: a figure's name at any depth of operators and lists."""
        if isinstance(node.value, str):
            self.figures.add(node.value)
        elif isinstance(node.value, list):
            for item in node.value:
                self._operand(item)
        elif isinstance(node.value, dict):
            for item in node.value.values():
                self._operand(item)
