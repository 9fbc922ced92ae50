"""The shapes of duties, and of the cases that hold evidence against them."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.loading.twins.rules import ACTOR, condition, due, formula, who
from policy_engine.loading.twins.tables import words_of
from policy_engine.loading.twins.walk import Shape, Walk, closed, entry_of, keyed, some, truth
from policy_engine.nodes import Node


def duty_topic(walk: Walk) -> str:
    """The topic that duties are of, or nothing."""
    layouts = walk.tables.layouts
    return next((name for name, layout in layouts.items() if layout.topic.duties), "")


def of_duties(shape: Shape) -> Shape:
    """A shape whose facts are those of the topic of duties."""

    def turned(walk: Walk, node: Node) -> Node:
        topic = duty_topic(walk)
        before, walk.scope = walk.scope, (topic,) if topic else ()
        try:
            return shape(walk, node)
        finally:
            walk.scope = before

    return turned


def duties(wording: Mapping[str, Shape], notes: Mapping[str, Shape]) -> Shape:
    """What stands under ``duties``: names, each with a duty. ``wording`` and ``notes`` are the shapes rules share."""
    own = {**wording, **_DUTY}
    one = keyed("duty", {**own, **notes, "wordings": some(keyed("duty", own))})
    return of_duties(lambda walk, node: walk.named(node, one))


def _every(walk: Walk, node: Node) -> Node:
    if isinstance(node.value, dict):
        return keyed("every", {"event": keyed("label")})(walk, node)
    return closed("every word")(walk, node)


def _known(section: str) -> Shape:
    return lambda walk, node: walk.named(node, keyed(section, _PARTS))


_BOUND: Mapping[str, Shape] = dict.fromkeys(
    ("at_least", "at_most", "exactly", "between", "more_than", "less_than"), formula
)
_PARTS: Mapping[str, Shape] = {
    **_BOUND,
    "unit": closed("unit"),
    "strength": closed("strength"),
    "when": condition,
}
_DUTY: Mapping[str, Shape] = {
    **_BOUND,
    "who": who,
    "when": condition,
    "every": _every,
    "every_one": truth,
    "count": closed("count word"),
    "unit": closed("unit"),
    "by": due,
    "items": _known("item"),
    "measures": _known("measure"),
    "keep": entry_of("papers"),
    "to": ACTOR,
}


# --- cases ------------------------------------------------------------------------------------------------------------


def duty_cases(facts: Shape, judgements: Shape) -> Shape:
    """What stands under ``duties`` in a file of cases; the shapes are those of facts and judgements."""
    row = keyed("done", {"keep": entry_of("papers")})
    shapes: Mapping[str, Shape] = {
        "facts": of_duties(facts),
        "records": keyed("records"),
        "done": lambda walk, node: walk.named(node, some(row)),
        "judgements": of_duties(judgements),
        "expect": of_duties(lambda walk, node: walk.named(node, _expected)),
    }
    one = keyed("duty case", shapes)
    return lambda walk, node: walk.named(node, one)


def _expected(walk: Walk, node: Node) -> Node:
    if not isinstance(node.value, dict):
        return _STATUS(walk, node)
    return keyed("duty expected", _EXPECTED)(walk, node)


def _unknown(walk: Walk, node: Node) -> Node:
    words = words_of(walk.tables.closed("duty unknown").chinese, walk.facts("formula").chinese)
    return walk.each(node, lambda inner, item: inner.word(item, words))


_STATUS = closed("duty status")
_EXPECTED: Mapping[str, Shape] = {
    "status": _STATUS,
    **dict.fromkeys(("short", "over", "late"), closed("figure expected")),
    "missing_records": entry_of("papers"),
    "unknown": _unknown,
    "periods": lambda walk, node: walk.named(node, _STATUS),
}
