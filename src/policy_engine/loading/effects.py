"""What stands under ``then``: acts with their actors, papers, permit, prohibit and refer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from policy_engine.effects import ActEffect, Effect, MayEffect, PaperEffect
from policy_engine.errors import Diagnostic, near_match
from policy_engine.loading.amounts import AMOUNT_WORDS, AmountReader
from policy_engine.loading.form import Form, known, wrong_kind
from policy_engine.loading.formulas import FormulaContext
from policy_engine.loading.organising import ORGANISING_WORDS, OrganisingReader
from policy_engine.nodes import Node
from policy_engine.requests.layout import Layout
from policy_engine.rules import Parameter
from policy_engine.vocabulary import Act, Vocabulary
from policy_engine.who import Who

EFFECT_WORDS = ("permit", "prohibit", "refer", "require", "require_afterwards", *AMOUNT_WORDS, *ORGANISING_WORDS)
_ACT_KEYS = ("by", "to", "before", "within")


@dataclass(frozen=True)
class EffectContext:
    """What names under ``then`` may refer to."""

    vocabulary: Vocabulary
    layout: Layout | None
    instrument: str
    parameters: Mapping[str, Parameter]
    documents: Mapping[str, object]
    matter: str
    rule: str


def read_effects(node: Node, context: EffectContext, faults: list[Diagnostic]) -> tuple[Effect, ...]:
    """The effects at a node, in the order written; faulty ones are reported and left out."""
    if not isinstance(node.value, dict):
        wrong_kind(node, "then", "mapping", faults)
        return ()
    reader = _Reader(context, faults)
    found: list[Effect] = []
    for key, value in node.value.items():
        found.extend(reader.effect(key, value, node))
    return tuple(found)


class _Reader:
    def __init__(self, context: EffectContext, faults: list[Diagnostic]) -> None:
        self.context = context
        self.faults = faults

    def effect(self, key: str, value: Node, parent: Node) -> list[Effect]:
        acts = self.context.vocabulary.acts
        if key in acts:
            act = self._act(acts[key], value)
            return [act] if act is not None else []
        matter = self.context.matter
        match key:
            case "permit" | "prohibit":
                if value.value is not True:
                    wrong_kind(
                        value,
                        key,
                        ("true(不许或不办写 prohibit)", "true (prohibit says the opposite of permit)"),
                        self.faults,
                    )
                    return []
                return [MayEffect("permit" if key == "permit" else "prohibit", matter)]
            case "refer":
                return self._refer(value)
            case "require":
                return list(self._papers(value, afterwards=False, within=""))
            case "require_afterwards":
                return self._afterwards(value)
            case _ if key in (*AMOUNT_WORDS, *ORGANISING_WORDS) and self.context.layout is not None:
                formulas = FormulaContext(self.context.layout, self.context.instrument, self.context.parameters)
                shared = formulas, self.context.vocabulary, matter, self.context.rule
                if key in AMOUNT_WORDS:
                    return AmountReader(*shared, self.inner, self.faults).effects(key, value)
                return OrganisingReader(*shared, self.who, self.faults).effects(key, value)
            case _:
                words = [*acts, *EFFECT_WORDS]
                self.faults.append(
                    Diagnostic("PE306", parent.key_place(key), {"name": key}, ", ".join(words), near_match(key, words))
                )
                return []

    def inner(self, node: Node) -> list[ActEffect]:
        """The acts that an excess needs."""
        if not isinstance(node.value, dict):
            wrong_kind(node, "needs", "mapping", self.faults)
            return []
        acts = self.context.vocabulary.acts
        found: list[ActEffect] = []
        for key, value in node.value.items():
            if key not in acts:
                near = near_match(key, acts)
                self.faults.append(Diagnostic("PE306", node.key_place(key), {"name": key}, ", ".join(acts), near))
                continue
            act = self._act(acts[key], value)
            if act is not None:
                found.append(act)
        return found

    # --- acts ------------------------------------------------------------------------------------------------

    def _act(self, act: Act, value: Node) -> ActEffect | None:
        matter = self.context.matter
        if isinstance(value.value, dict) and not {"one_of", "in_turn", "all_of"} & set(value.value):
            form = Form(value, act.id, self.faults, (), _ACT_KEYS)
            by_node, to = form.node_of("by"), form.text("to")
            by = self.who(by_node) if by_node is not None else None
            if to:
                known("PE307", to, self.context.vocabulary.actors, form.place("to"), self.faults)
            if act.receiver and not to:
                form.fault("PE202", value.place, where=act.id, key="to")
            if not act.receiver and by is None and by_node is None:
                form.fault("PE202", value.place, where=act.id, key="by")
            return ActEffect(act.id, matter, by, to, self._date_field(form), self._parameter(form))
        if act.receiver:
            if not isinstance(value.value, str):
                wrong_kind(value, act.id, "text", self.faults)
                return None
            known("PE307", value.value, self.context.vocabulary.actors, value.place, self.faults)
            return ActEffect(act.id, matter, None, value.value)
        by = self.who(value)
        return ActEffect(act.id, matter, by) if by is not None else None

    def who(self, node: Node) -> Who | None:
        """Who acts, in any of its forms."""
        value = node.value
        if isinstance(value, str):
            if not known("PE307", value, self.context.vocabulary.actors, node.place, self.faults):
                return None
            return Who("single", value)
        if isinstance(value, list):
            return self._several("all", node)
        if isinstance(value, dict) and len(value) == 1:
            ((key, inner),) = value.items()
            modes: dict[str, Literal["all", "one_of", "in_turn"]] = {
                "one_of": "one_of",
                "in_turn": "in_turn",
                "all_of": "all",
            }
            if key in modes:
                return self._several(modes[key], inner)
        wrong_kind(
            node, "then", ("人员,或 one_of、in_turn、all_of", "an actor, or one_of, in_turn, all_of"), self.faults
        )
        return None

    def _several(self, mode: Literal["all", "one_of", "in_turn"], node: Node) -> Who | None:
        if not isinstance(node.value, list) or not node.value:
            wrong_kind(node, mode, "list", self.faults)
            return None
        parts = [self.who(item) for item in node.value]
        found = tuple(part for part in parts if part is not None)
        if mode == "one_of":
            for part, item in zip(parts, node.value, strict=True):
                if part is not None and not self._any_will_do(part):
                    wrong_kind(item, "one_of", "text", self.faults)
                    return None
        return Who(mode, "", found) if len(found) == len(parts) else None

    def _any_will_do(self, part: Who) -> bool:
        """Whether a member of a choice is one actor (or a group any of whom will do), not several together."""
        return part.mode == "single" and not self.context.vocabulary.actors[part.actor].all_of

    def _date_field(self, form: Form) -> str:
        name = form.text("before")
        layout = self.context.layout
        if name and layout is not None:
            days = [axis.name for axis in layout.axes if axis.kind == "date"]
            known("PE315", name, days, form.place("before"), self.faults, topic=layout.topic.id)
        return name

    def _parameter(self, form: Form) -> str:
        name = form.text("within")
        if name:
            known("PE303", name, self.context.parameters, form.place("within"), self.faults)
        return name

    # --- leave -----------------------------------------------------------------------------------------------

    def _refer(self, value: Node) -> list[Effect]:
        form = Form(value, "refer", self.faults, (), ("to", "document", "for"))
        to, document = form.text("to"), form.text("document")
        if to:
            known("PE307", to, self.context.vocabulary.actors, form.place("to"), self.faults)
        if document:
            known("PE313", document, self.context.documents, form.place("document"), self.faults)
        if not to and not document:
            form.fault("PE202", value.place, where="refer", key="to")
        return [MayEffect("refer", self.context.matter, to, document, form.text("for"))]

    # --- papers ----------------------------------------------------------------------------------------------

    def _afterwards(self, value: Node) -> list[Effect]:
        if isinstance(value.value, dict):
            form = Form(value, "require_afterwards", self.faults, ("papers",), ("within",))
            papers = form.node_of("papers")
            return (
                list(self._papers(papers, afterwards=True, within=self._parameter(form))) if papers is not None else []
            )
        return list(self._papers(value, afterwards=True, within=""))

    def _papers(self, value: Node, afterwards: bool, within: str) -> list[PaperEffect]:
        items = value.value if isinstance(value.value, list) else [value]
        found: list[PaperEffect] = []
        for item in items:
            names = self._alternatives(item)
            if names:
                found.append(PaperEffect(names, self.context.matter, afterwards, within))
        return found

    def _alternatives(self, item: Node) -> tuple[str, ...]:
        if isinstance(item.value, dict):
            form = Form(item, "require", self.faults, ("one_of",))
            names = form.texts("one_of")
        elif isinstance(item.value, str):
            names = (item.value,)
        else:
            wrong_kind(item, "require", "text", self.faults)
            return ()
        for name in names:
            known("PE308", name, self.context.vocabulary.papers, item.place, self.faults)
        return tuple(sorted(names))
