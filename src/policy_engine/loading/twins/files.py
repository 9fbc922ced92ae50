"""The shape of an instrument's file. That of the cases beside it: :mod:`.cases`."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.errors import Diagnostic
from policy_engine.loading.twins.duties import duties, duty_topic
from policy_engine.loading.twins.histories import histories
from policy_engine.loading.twins.rules import (
    ACTOR,
    condition,
    effects,
    fact,
)
from policy_engine.loading.twins.tables import Tables, Words, words_of
from policy_engine.loading.twins.walk import Seen, Shape, Walk, Wording, closed, entry_of, keyed, some, truth
from policy_engine.nodes import Node
from policy_engine.words import KEYS

_OWN_NAME = KEYS["term"]["name_zh"]  # 代号, under which the English name stands in a file in Chinese words


def turned_instrument(
    node: Node, tables: Tables, to: Wording, faults: list[Diagnostic], first: Node | None = None
) -> tuple[Node, Seen]:
    """An instrument in the other wording, and what was met on the way; ``first`` is the file it continues."""
    walk = Walk(tables, to, faults)
    walk.terms = _own_names(node, first, "terms")
    walk.parameters = _own_names(node, first, "parameters")
    main = topic_of(walk, node, "instrument")
    walk.scope = tuple(dict.fromkeys(each for each in (main, *_topics(walk, node)) if each))
    for_terms = walk.scope

    def clauses(inner: Walk, each: Node) -> Node:
        inner.scope = (main,)
        return inner.named(
            each,
            keyed(
                "clause",
                {
                    "rules": _rules,
                    "duties": _DUTIES,
                    "history": _HISTORIES,
                    "defines": _defined,
                    "none": _NONE,
                    "remains": _NONE,
                    "status": closed("status"),
                },
            ),
        )

    def terms(inner: Walk, each: Node) -> Node:
        inner.scope = for_terms
        return _swapped(inner, each, "term", _TERM, inner.terms)

    def holes(inner: Walk, each: Node) -> Node:
        return inner.each(each, _of_topic("hole", {"when": condition, "owner": ACTOR, "topic": topic}, main))

    def _rules(inner: Walk, each: Node) -> Node:
        return inner.named(each, _of_topic("rule", {**_RULE, "table": _table}, main))

    shapes: Mapping[str, Shape] = {
        "title": keyed("label"),
        "source": keyed("source"),
        "in_force": _PERIOD,
        "topic": topic,
        "terms": terms,
        "parameters": lambda inner, each: _swapped(inner, each, "parameter", _PARAMETER, inner.parameters),
        "clauses": clauses,
        "leaves_open": holes,
    }
    return keyed("instrument", shapes)(walk, node), walk.seen


# --- names of the file's own ------------------------------------------------------------------------------------------


def _own_names(node: Node, first: Node | None, section: str) -> Words:
    """The terms or parameters of a file, and of that which it continues, that have a name in both wordings."""
    names: dict[str, str] = {}
    for each in (node, first):
        body_of = keys_of(each)
        chinese_words = not next(iter(body_of), "").isascii()
        found = body_of.get(section)
        named = keys_of(body_of.get(KEYS["instrument"][section], found) if chinese_words else found)
        for name, body in named.items():
            other = keys_of(body).get(_OWN_NAME if chinese_words else "name_zh")
            if other is not None and isinstance(other.value, str):
                english, chinese = (other.value, name) if chinese_words else (name, other.value)
                names.setdefault(english, chinese)
    return words_of(names)


def _inside(walk: Walk) -> str:
    """The key under which terms and parameters keep their name in the other wording."""
    return _OWN_NAME if walk.to == "en" else "name_zh"


def keys_of(node: Node | None) -> Mapping[str, Node]:
    """The entries of a mapping; none where there is none."""
    return node.value if node is not None and isinstance(node.value, dict) else {}


def _defined(walk: Walk, node: Node) -> Node:
    """The terms of the instrument that a clause defines."""
    return walk.each(node, lambda inner, item: inner.word(item, inner.terms))


def _swapped(walk: Walk, node: Node, position: str, shapes: Mapping[str, Shape], names: Words) -> Node:
    """Terms or parameters: each name changes places with its twin, which is kept inside."""
    if not isinstance(node.value, dict):
        return node
    entries: list[tuple[str, str, Node]] = []
    for name, body in node.value.items():
        inside = keys_of(body).get(_inside(walk))
        other = inside.value if inside is not None and isinstance(inside.value, str) else ""
        walk.seen.put(node.key_place(name), walk.tables.keys(position))
        if other and (walk.to == "en" or walk.twin(names, name) == other):
            exchanged = {**keys_of(body), _inside(walk): node.at_key(name, name)}
            entries.append((name, other, keyed(position, shapes)(walk, body.with_value(exchanged))))
        else:
            entries.append((name, name, _unswapped(walk, body, keyed(position, shapes))))
    return walk.rebuilt(node, entries)


def _unswapped(walk: Walk, body: Node, shape: Shape) -> Node:
    """A term or parameter without a twin that could be a key: on the way to Chinese its ``name_zh`` stays."""
    if walk.to == "en" or not isinstance(body.value, dict):
        return shape(walk, body)
    stays = {key: each for key, each in body.value.items() if key == _inside(walk)}
    rest = {key: each for key, each in body.value.items() if key not in stays}
    turned = shape(walk, body.with_value(rest))
    return turned.with_value({**stays, **keys_of(turned)})


# --- topics -----------------------------------------------------------------------------------------------------------


def topic(walk: Walk, node: Node) -> Node:
    """The name of a topic."""
    return walk.word(node, walk.tables.topics)


def topic_of(walk: Walk, node: Node, position: str) -> str:
    """The English word of the topic that a mapping names, or nothing."""
    found = walk.entry(node, position, "topic")
    return walk.english(walk.tables.topics, found.value) if found is not None and isinstance(found.value, str) else ""


def _topics(walk: Walk, node: Node) -> list[str]:
    """The topics that rules of an instrument name themselves, and that of its duties if it has any."""
    clauses = keys_of(walk.entry(node, "instrument", "clauses")).values()
    bound = any(walk.entry(clause, "clause", "duties") is not None for clause in clauses)
    return [
        *(
            topic_of(walk, rule, "rule")
            for clause in clauses
            for rule in keys_of(walk.entry(clause, "clause", "rules")).values()
        ),
        *([duty_topic(walk)] if bound else []),
    ]


def _of_topic(position: str, shapes: Mapping[str, Shape], main: str) -> Shape:
    """A rule or hole: its facts are those of its own topic, or of the instrument's."""

    def shape(walk: Walk, node: Node) -> Node:
        of = topic_of(walk, node, position) or main
        walk.scope = (of,) if of else ()
        return keyed(position, shapes)(walk, node)

    return shape


# --- an instrument ----------------------------------------------------------------------------------------------------


_PERIOD = keyed("period", {"from": closed("begins"), "until": closed("begins")})
_READINGS = some(keyed("reading", {"number": closed("reading number"), "convention": entry_of("conventions")}))
_NONE = keyed("none", {"because": closed("because"), "owner": ACTOR})
_TERM: Mapping[str, Shape] = {"when": condition, "round_up": fact, "round_down": fact, "reading": _READINGS}
_PARAMETER: Mapping[str, Shape] = {
    "unit": closed("unit"),
    "value": closed("figure"),
    "values": some(keyed("parameter value", {"from": closed("begins"), "amended_by": keyed("amended_by")})),
    "owner": ACTOR,
}
_WORDING: Mapping[str, Shape] = {
    "in_force": _PERIOD,
    "when": condition,
    "then": effects,
    "otherwise": effects,
    "amended_by": keyed("amended_by"),
    "reading": _READINGS,
}
_RULE: Mapping[str, Shape] = {
    **_WORDING,
    "topic": topic,
    "strength": closed("strength"),
    "for": entry_of("matters"),
    "may_vary": truth,
    "caution": keyed("caution", {"convention": entry_of("conventions")}),
    "wordings": some(keyed("wording", _WORDING)),
}
_DUTIES = duties(
    {key: _WORDING[key] for key in ("in_force", "amended_by", "reading")},
    {key: _RULE[key] for key in ("may_vary", "strength", "caution")},
)
_HISTORIES = histories({key: _RULE[key] for key in ("in_force", "reading", "caution")})
_COLUMN: Mapping[str, Shape] = {key: shape for key, shape in _RULE.items() if key in KEYS["column"]}


# --- tables of rules --------------------------------------------------------------------------------------------------


def _table(walk: Walk, node: Node) -> Node:
    """Rows of rules: a column is a path into the rule, and a cell is what stands at its end."""
    named = walk.entry(node, "table", "columns")
    columns = named.value if named is not None and isinstance(named.value, list) else []

    def heads(inner: Walk, each: Node) -> Node:
        return each.with_value(_cell(inner, each, each)[0]) if isinstance(each.value, str) else each

    def row(inner: Walk, each: Node) -> Node:
        if not isinstance(each.value, list):
            return each
        cells = [_cell(inner, column, item)[1] for column, item in zip(columns, each.value, strict=False)]
        return each.with_value([*cells, *each.value[len(cells) :]])

    def totals(inner: Walk, each: Node) -> Node:
        entries = ((key, _cell(inner, each.at_key(key, key), item)[0], item) for key, item in keys_of(each).items())
        return inner.rebuilt(each, entries) if isinstance(each.value, dict) else each

    return keyed("table", {"columns": some(heads), "rows": some(row), "totals": totals})(walk, node)


def _cell(walk: Walk, column: Node, cell: Node) -> tuple[str, Node]:
    """A column's path and one of its cells, turned as the rule would be with the cell written into it."""
    if not isinstance(column.value, str):
        return "", cell
    parts = column.value.split(".")
    turned = cell
    for part in reversed(parts):
        turned = column.with_entries({part: turned}, {})
    turned = walk.mapping(turned, walk.tables.keys("column"), _COLUMN.get)
    path: list[str] = []
    while len(path) < len(parts) and isinstance(turned.value, dict):
        ((key, turned),) = turned.value.items()
        path.append(key)
    return ".".join(path), turned
