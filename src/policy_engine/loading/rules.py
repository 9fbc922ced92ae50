"""One rule: its condition (kept as nodes until its terms are known), effects, exception, wordings and notes."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from policy_engine.effects import Effect, required
from policy_engine.errors import Diagnostic, Place
from policy_engine.loading.definitions import read_amendment, read_caution, read_readings
from policy_engine.loading.effects import EffectContext, read_effects
from policy_engine.loading.form import Form, known
from policy_engine.nodes import Node
from policy_engine.periods import day_text
from policy_engine.requests.base import Request
from policy_engine.rules import Document, Parameter, Rule, Wording
from policy_engine.vocabulary import Vocabulary

_RULE_KEYS = (
    "topic",
    "when",
    "then",
    "otherwise",
    "exception_to",
    "strength",
    "for",
    "may_vary",
    "reading",
    "caution",
    "see",
    "in_force",
    "wordings",
)
_WORDING_KEYS = ("when", "otherwise", "amended_by", "reading")


@dataclass(frozen=True)
class RuleContext:
    """Where a rule stands and what it may refer to."""

    vocabulary: Vocabulary
    documents: Mapping[str, Document]
    topics: Mapping[str, type[Request]]
    instruments: frozenset[str]
    instrument: str
    topic: str
    parameters: Mapping[str, Parameter]
    faults: list[Diagnostic]


def read_rule(node: Node, name: str, clause: str, place: Place, context: RuleContext) -> Rule | None:
    """The rule at a node, or None where it says nothing usable."""
    faults = context.faults
    form = Form(node, name, faults, (), _RULE_KEYS)
    topic = form.text("topic", context.topic)
    if "topic" in form:
        known("PE311", topic, context.topics, form.place("topic"), faults)
    matter = form.text("for")
    if matter:
        known("PE309", matter, context.vocabulary.matters, form.place("for"), faults)
    model = context.topics.get(topic)
    effects = EffectContext(
        context.vocabulary,
        model.layout if model is not None else None,
        context.instrument,
        context.parameters,
        context.documents,
        matter,
        f"{context.instrument}/{name}",
    )
    if "wordings" in form:
        must, may = ("in_force", "then"), _WORDING_KEYS
        apart = ("when", "then", "otherwise", "in_force")
        wordings = read_wordings(form, apart, must, may, lambda each: _wording(each, effects, context))
    else:
        if not form.has_or_means("then") and isinstance(node.value, dict):
            form.fault("PE206", place, rule=name)
        wordings = [_wording(form, effects, context)]
    return assemble_rule(form, name, clause, topic, wordings, place, context)


def read_wordings(
    form: Form, apart: Collection[str], must: Collection[str], may: Collection[str], read: Callable[[Form], Wording]
) -> list[Wording]:
    """The wordings of a rule or duty, each read by ``read``; the keys ``apart`` may not stand beside them."""
    for other in apart:
        if other in form:
            form.fault("PE209", form.node.key_place(other), where=form.where, one="wordings", other=other)
    where = f"{form.where}.wordings"
    wordings = [read(Form(each, where, form.faults, must, may)) for each in form.nodes("wordings")]
    _refuse_overlaps(wordings, form.where, form)
    return wordings


def assemble_rule(
    form: Form, name: str, clause: str, topic: str, wordings: list[Wording], place: Place, context: RuleContext
) -> Rule:
    """A rule or duty with its wordings, and what stands beside them: exception, strength, notes."""
    faults = context.faults
    see = form.texts("see")
    for item in form.nodes("see"):
        if isinstance(item.value, str):
            known("PE313", item.value, {*context.documents, *context.instruments}, item.place, faults)
    conventions = context.vocabulary.conventions
    strength = form.one_of("strength", ("must", "should"), "must")
    return Rule(
        f"{context.instrument}/{name}",
        context.instrument,
        clause,
        topic,
        "should" if strength == "should" else "must",
        tuple(base if "/" in base else f"{context.instrument}/{base}" for base in form.texts("exception_to")),
        form.flag("may_vary", False),
        tuple(wordings),
        read_readings(form, conventions),
        read_caution(form, conventions),
        see,
        place,
        tuple(item.place for item in form.nodes("exception_to") if isinstance(item.value, str)),
    )


def _wording(form: Form, effects: EffectContext, context: RuleContext) -> Wording:
    then = form.node_of("then")
    before = len(form.faults)
    found = read_effects(then, effects, form.faults) if then is not None else ()
    fallback = form.node_of("otherwise")
    otherwise = read_effects(fallback, effects, form.faults) if fallback is not None else ()
    if found and fallback is not None and not any(map(required, found)) and len(form.faults) == before:
        form.fault("PE210", fallback.place, rule=form.where)
    if len(form.faults) > before:
        found = otherwise = ()  # what is left of a faulty then is not judged
    for each in (then, fallback):
        if each is not None and each.value == {}:
            form.fault("PE206", each.place, rule=form.where)
    return wording_around(form, found, context, (), otherwise)


def wording_around(
    form: Form,
    effects: tuple[Effect, ...],
    context: RuleContext,
    items: tuple[tuple[str, Node], ...] = (),
    otherwise: tuple[Effect, ...] = (),
) -> Wording:
    """A wording with its effects, and what else stands in it: period, condition, who amended it, readings."""
    document = read_amendment(form, context.documents)
    readings = read_readings(form, context.vocabulary.conventions) if form.where.endswith(".wordings") else ()
    period, when = form.period("in_force"), form.node_of("when")
    return Wording(period, when, effects, otherwise, readings, document, form.node.place, items)


def _refuse_overlaps(wordings: list[Wording], name: str, form: Form) -> None:
    for index, one in enumerate(wordings):
        for other in wordings[index + 1 :]:
            both = one.period.meet(other.period)
            if both is not None:
                form.fault("PE405", other.place, rule=name, day=day_text(both.start))
