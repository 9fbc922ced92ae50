"""The shapes of what rules are made of: conditions, effects, formulas."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.loading.twins.walk import Shape, Walk, closed, entry_of, keyed, leave, some, truth
from policy_engine.nodes import Node

ACTOR = entry_of("actors")


# --- conditions -------------------------------------------------------------------------------------------------------


def condition(walk: Walk, node: Node) -> Node:
    """What stands under ``when``."""
    return walk.mapping(node, walk.facts("condition"), lambda key: _CONNECTIVES.get(key) or _tested(walk, key))


def _tested(walk: Walk, key: str) -> Shape:
    """The shape of what a fact or term is compared with."""
    match walk.kind(key):
        case "list":
            words = walk.values(key)
            return _operand(some(lambda inner, node: inner.word(node, words)))
        case "truth":
            return _operand(truth)
        case "text":
            return leave
        case None:  # a term: a condition, or a figure rounded
            return _operand(lambda inner, node: parameter(inner, inner.truth(node)))
    return _operand(some(parameter))


def _operand(scalar: Shape) -> Shape:
    def shape(walk: Walk, node: Node) -> Node:
        if not isinstance(node.value, dict):
            return scalar(walk, node)
        return walk.mapping(node, walk.tables.keys("operator"), lambda key: shape if key == "not" else scalar)

    return shape


def parameter(walk: Walk, node: Node) -> Node:
    """A parameter of the instrument, or several."""
    return walk.each(node, lambda inner, item: inner.word(item, inner.parameters))


def fact(walk: Walk, node: Node) -> Node:
    """A fact of the topic."""
    return walk.word(node, walk.facts("fact"))


_CONNECTIVES: Mapping[str, Shape] = {"all": some(condition), "any": some(condition), "not": condition}


# --- formulas ---------------------------------------------------------------------------------------------------------


def formula(walk: Walk, node: Node) -> Node:
    """A figure or date worked out."""
    if isinstance(node.value, list):
        return walk.each(node, formula)
    if not isinstance(node.value, dict):
        return walk.word(node, walk.facts("formula"))
    return walk.mapping(node, walk.tables.keys("formula"), lambda key: _FORMULA.get(key, formula))


_FORMULA: Mapping[str, Shape] = {"to": leave, "next_year": leave, "end_of": closed("span"), "day_of": closed("span")}


# --- effects ----------------------------------------------------------------------------------------------------------


def effects(walk: Walk, node: Node) -> Node:
    """What stands under ``then`` or ``otherwise``."""
    acts = walk.tables.vocabulary.acts
    return walk.mapping(node, walk.tables.effects(), lambda key: who if key in acts else _EFFECTS.get(key))


def who(walk: Walk, node: Node) -> Node:
    """Who acts, alone or with to whom, by when and within what time."""
    if isinstance(node.value, dict):
        return keyed("act", _ACT)(walk, node)
    return walk.each(node, who) if isinstance(node.value, list) else ACTOR(walk, node)


def papers(walk: Walk, node: Node) -> Node:
    """Papers, some of them alternatives."""
    if isinstance(node.value, list):
        return walk.each(node, papers)
    if isinstance(node.value, dict):
        return keyed("paper", {"one_of": entry_of("papers")})(walk, node)
    return entry_of("papers")(walk, node)


def _afterwards(walk: Walk, node: Node) -> Node:
    if not isinstance(node.value, dict):
        return papers(walk, node)
    return keyed("afterwards", {"papers": papers, "within": parameter})(walk, node)


def _outputs(walk: Walk, node: Node) -> Node:
    topic = next(iter(walk.scope), "")
    layout = walk.tables.layouts.get(topic)

    def value(key: str) -> Shape | None:
        output = layout.topic.outputs.get(key) if layout is not None else None
        if output is None:
            return None
        if output.kind in ("number", "date"):
            return formula
        if output.kind == "flag":
            return truth
        return lambda inner, item: inner.word(item, inner.tables.output_values(topic, key))

    return walk.mapping(node, walk.tables.outputs(topic), value)


def _excess(walk: Walk, node: Node) -> Node:
    if isinstance(node.value, dict):
        return keyed("excess", {"needs": effects})(walk, node)
    return closed("excess")(walk, node)


def _due(walk: Walk, node: Node) -> Node:
    return walk.word(node, walk.facts("deadline"))


# --- functions and bodies ---------------------------------------------------------------------------------------------


def functions(walk: Walk, node: Node) -> Node:
    """Whose each function is."""
    return walk.mapping(node, walk.tables.entries("functions"), lambda key: who)


def _rank(walk: Walk, node: Node) -> Node:
    return walk.word(node, walk.tables.ranks())


def _by_name(section: str, entry: Shape) -> Shape:
    """Entries under the names of a list of the vocabulary."""
    return lambda walk, node: walk.mapping(node, walk.tables.entries(f"lists.{section}"), lambda key: entry)


def _numbers(position: str, shapes: Mapping[str, Shape]) -> Shape:
    """A figure, or a mapping of a position; one that has none of its keys is the operation of a formula."""

    def shape(walk: Walk, node: Node) -> Node:
        words = walk.tables.keys(position)
        known = {*words.english, *words.chinese}
        if isinstance(node.value, dict) and known & set(node.value):
            return keyed(position, shapes)(walk, node)
        return formula(walk, node)

    return shape


_BODY = entry_of("actors", "lists.body")
_COUNT: Mapping[str, Shape] = {"total": formula, "parts": _by_name("count_names", formula)}
BODY_SHAPES: Mapping[str, Shape] = {
    "body": _BODY,
    "exists": truth,
    **dict.fromkeys(("same_body_as", "shares_office_with", "sign_of", "under", "merged_from"), _BODY),
    "led_by": who,
    "headed_rank": _rank,
    "posts": _by_name("post_names", _numbers("bounds", dict.fromkeys(("at_least", "at_most", "between"), formula))),
    "counts": _by_name("count_names", _numbers("count", _COUNT)),
}
_ACT: Mapping[str, Shape] = {
    "by": who,
    "to": ACTOR,
    "before": fact,
    "within": parameter,
    "one_of": who,
    "in_turn": who,
    "all_of": who,
}
_LIMIT: Mapping[str, Shape] = {"of": fact, "at_most": formula, "per": formula, "excess": _excess}
_EFFECTS: Mapping[str, Shape] = {
    "permit": truth,
    "prohibit": truth,
    "refer": keyed("refer", {"to": ACTOR}),
    "require": papers,
    "require_afterwards": _afterwards,
    "limit": some(keyed("limit", _LIMIT)),
    "payable": formula,
    "deadline": some(keyed("deadline", {"of": _due, "at": formula, "not_before": formula})),
    "set": _outputs,
    "choose": some(keyed("choose", {"by": ACTOR})),
    "assign": functions,
    "establish": some(keyed("establish", BODY_SHAPES)),
}
