"""The shapes of history rules, and of the cases of histories."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.happenings import CONSEQUENCES, FINDINGS, FUNDS, LABELS
from policy_engine.loading.twins.rules import ACTOR, parameter
from policy_engine.loading.twins.tables import words_of
from policy_engine.loading.twins.walk import Shape, Walk, closed, entry_of, keyed, some, truth
from policy_engine.nodes import Node
from policy_engine.requests.attendance import EVENTS, FIELDS, EventField
from policy_engine.requests.lists import POST
from policy_engine.words import KEYS, VALUES, short

_EVENTS = words_of({name: each.zh for name, each in EVENTS.items()})
_FIELDS = {name: short(each.zh) for name, each in FIELDS.items()}
_POSTS = words_of({name: short(zh) for name, (zh, _) in POST.items()})
SELECTOR = words_of(KEYS["selector"], _FIELDS)
"""The keys of what selects events and labels."""
EVENT = words_of(KEYS["happened"], _FIELDS)
"""The keys of an event in a case."""
_LABEL = entry_of(f"lists.{LABELS}")


def histories(notes: Mapping[str, Shape]) -> Shape:
    """What stands under ``history``: names, each with a history rule. ``notes`` are the shapes that rules share."""
    one = keyed("history rule", {**_RULE, **notes})
    return lambda walk, node: walk.named(node, one)


def _event(walk: Walk, node: Node) -> Node:
    return walk.each(node, lambda inner, item: inner.word(item, _EVENTS))


def _value(mark: EventField) -> Shape:
    """The value of a fact of an event."""
    if mark.kind == "flag":
        return lambda walk, node: walk.word(walk.truth(node), walk.tables.closed("begins"))
    if mark.kind == "fund":
        return entry_of(f"lists.{FUNDS}")
    words = words_of({name: short(zh) for name, (zh, _) in mark.values.items()}, VALUES["begins"])

    def shape(walk: Walk, node: Node) -> Node:
        if isinstance(node.value, dict):
            return walk.mapping(node, walk.tables.keys("operator"), lambda key: None)
        return walk.each(node, lambda inner, item: inner.word(item, words))

    return shape


_VALUES: Mapping[str, Shape] = {name: _value(mark) for name, mark in FIELDS.items() if mark.kind != "text"}


def _selector(walk: Walk, node: Node) -> Node:
    """Events or labels; a bare word is a label."""
    if isinstance(node.value, list):
        return walk.each(node, _selector)
    if not isinstance(node.value, dict):
        return _LABEL(walk, node)
    shapes: Mapping[str, Shape] = {"any": _selector, "event": _event, "label": _LABEL, **_VALUES}
    return walk.mapping(node, SELECTOR, shapes.get)


def _within(walk: Walk, node: Node) -> Node:
    return keyed("rolling")(walk, node) if isinstance(node.value, dict) else closed("window")(walk, node)


def _penalty(walk: Walk, node: Node) -> Node:
    words = entry_of(f"lists.{CONSEQUENCES}")
    return (
        keyed("history penalty", {"one_of": words, "by": ACTOR})(walk, node)
        if isinstance(node.value, dict)
        else words(walk, node)
    )


_TALLY = keyed(
    "tally",
    {
        "of": _selector,
        "number": closed("tally number"),
        "of_days": closed("day kind"),
        "within": _within,
        "leaving_out": _selector,
    },
)
_THEN = keyed(
    "history then",
    {
        "penalty": _penalty,
        "finding": entry_of(f"lists.{FINDINGS}"),
        "deduct": parameter,
        "withhold": entry_of(f"lists.{FUNDS}"),
        "less_withheld": truth,
        "from": entry_of(f"lists.{FUNDS}"),
        "starts": closed("starts"),
    },
)
_RULE: Mapping[str, Shape] = {
    "each": _selector,
    "any": some(keyed("limb", {"tally": _TALLY})),
    "tally": _TALLY,
    "counts_as": keyed("counts as", {"label": _LABEL, "days": closed("same days")}),
    "then": _THEN,
    "instead_of_event": truth,
    "one_act_one_sum": closed("one sum"),
}


# --- cases ------------------------------------------------------------------------------------------------------------


def _happened(walk: Walk, node: Node) -> Node:
    shapes: Mapping[str, Shape] = {"event": _event, **_VALUES}
    return walk.each(node, lambda inner, item: inner.mapping(item, EVENT, shapes.get))


def _by_word(section: str, value: Shape | None = None) -> Shape:
    return lambda walk, node: walk.mapping(node, walk.tables.entries(section), lambda key: value)


def history_cases(walk: Walk, node: Node) -> Node:
    """What stands under ``histories`` in a file of cases."""
    expected: Mapping[str, Shape] = {
        "labels": _by_word(f"lists.{LABELS}"),
        "withhold": _by_word(f"lists.{FUNDS}", lambda walk, node: walk.named(node, closed("figure expected"))),
        "readings": some(closed("reading number")),
        "findings": entry_of(f"lists.{FINDINGS}"),
        "penalties": entry_of(f"lists.{CONSEQUENCES}"),
        **dict.fromkeys(("deduct", "pay_only"), closed("figure expected")),
    }
    shapes: Mapping[str, Shape] = {
        "post": lambda inner, item: inner.word(item, _POSTS),
        "period": keyed("period"),
        "monthly": _by_word(f"lists.{FUNDS}"),
        **dict.fromkeys(("events", "run", "every_other"), _happened),
        "expect": keyed("history expected", expected),
    }
    one = keyed("history case", shapes)
    return walk.named(node, one)
