"""The shapes of what cases expect of slots and bodies."""

from __future__ import annotations

from policy_engine.loading.twins.rules import BODY_SHAPES
from policy_engine.loading.twins.tables import words_of
from policy_engine.loading.twins.walk import Shape, Walk, closed, keyed, some
from policy_engine.nodes import Node

FIGURE = some(closed("figure expected"))


def slots(walk: Walk, node: Node) -> Node:
    """Slots; those of functions and bodies are paths, each part of which is a word of its own place."""

    def slot(inner: Walk, item: Node) -> Node:
        kinds = inner.tables.closed("slot")
        if not isinstance(item.value, str) or "." not in item.value:
            return inner.word(item, words_of(inner.tables.entries("acts").chinese, kinds.chinese))
        parts = item.value.split(".")
        of_function = [kinds, inner.tables.entries("functions")]
        names = inner.tables.entries("lists.post_names"), inner.tables.entries("lists.count_names")
        of_body = [kinds, inner.tables.entries("actors", "lists.body"), inner.tables.keys("establish")]
        of_body.append(words_of(*(each.chinese for each in names)))
        places = of_function if inner.english(kinds, parts[0]) == "assign" else of_body
        turned = [inner.twin(words, part) or part for words, part in zip(places, parts, strict=False)]
        return item.with_value(".".join([*turned, *parts[len(turned) :]]))

    return walk.each(node, slot)


def bodies_expected(walk: Walk, node: Node) -> Node:
    """What is said of bodies: by body, then as in a rule; numbers may also be open or unset."""
    expected = dict(BODY_SHAPES)
    expected |= {"posts": _numbers("post_names", "bounds"), "counts": _numbers("count_names", "count expected")}
    body = keyed("establish", expected)
    return walk.mapping(node, walk.tables.entries("actors", "lists.body"), lambda key: body)


def _numbers(section: str, position: str) -> Shape:
    def number(walk: Walk, node: Node) -> Node:
        if not isinstance(node.value, dict):
            return FIGURE(walk, node)
        return walk.mapping(node, walk.tables.keys(position), lambda key: parts if key == "parts" else number)

    def parts(walk: Walk, node: Node) -> Node:
        return walk.mapping(node, walk.tables.entries("lists.count_names"), lambda key: FIGURE)

    return lambda walk, node: walk.mapping(node, walk.tables.entries(f"lists.{section}"), lambda key: number)
