"""The shapes of whole files: an instrument, and the cases beside it."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.errors import Diagnostic
from policy_engine.loading.twins.duties import duties, duty_cases, duty_topic, of_duties
from policy_engine.loading.twins.expected import FIGURE, bodies_expected, slots
from policy_engine.loading.twins.histories import histories, history_cases
from policy_engine.loading.twins.rules import (
    ACTOR,
    condition,
    effects,
    fact,
    functions,
    papers,
    parameter,
    who,
)
from policy_engine.loading.twins.tables import Tables, Words, words_of
from policy_engine.loading.twins.walk import Seen, Shape, Walk, Wording, closed, entry_of, keyed, leave, some, truth
from policy_engine.nodes import Node
from policy_engine.rules import Instrument
from policy_engine.words import KEYS

_OWN_NAME = KEYS["term"]["name_zh"]  # 代号, under which the English name stands in a file in Chinese words


def turned_instrument(
    node: Node, tables: Tables, to: Wording, faults: list[Diagnostic], first: Node | None = None
) -> tuple[Node, Seen]:
    """An instrument in the other wording, and what was met on the way; ``first`` is the file it continues."""
    walk = Walk(tables, to, faults)
    walk.terms = _own_names(node, first, "terms")
    walk.parameters = _own_names(node, first, "parameters")
    main = _topic_of(walk, node, "instrument")
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
        return inner.each(each, _of_topic("hole", {"when": condition, "owner": ACTOR, "topic": _topic}, main))

    def _rules(inner: Walk, each: Node) -> Node:
        return inner.named(each, _of_topic("rule", {**_RULE, "table": _table}, main))

    shapes: Mapping[str, Shape] = {
        "title": keyed("label"),
        "source": keyed("source"),
        "in_force": _PERIOD,
        "topic": _topic,
        "terms": terms,
        "parameters": lambda inner, each: _swapped(inner, each, "parameter", _PARAMETER, inner.parameters),
        "clauses": clauses,
        "leaves_open": holes,
    }
    return keyed("instrument", shapes)(walk, node), walk.seen


def turned_cases(
    node: Node, tables: Tables, instruments: Mapping[str, Instrument], to: Wording, faults: list[Diagnostic]
) -> tuple[Node, Seen]:
    """A file of cases in the other wording, and what was met on the way."""
    walk = Walk(tables, to, faults)
    name = walk.entry(node, "cases", "instrument")
    instrument = instruments.get(name.value) if name is not None and isinstance(name.value, str) else None
    topic = _topic_of(walk, node, "cases") or (instrument.topic if instrument is not None else "")
    walk.scope = (topic,) if topic else ()
    if instrument is not None:
        walk.parameters = words_of({each.name: each.name_zh for each in instrument.parameters.values()})
    shapes: Mapping[str, Shape] = {
        "topic": _topic,
        "facts": _facts,
        "cases": lambda inner, each: inner.named(
            each, keyed("case", {"ask": _facts, "given": _GIVEN, "expect": keyed("expect", _EXPECT)})
        ),
        "duty_facts": of_duties(_facts),
        "duties": duty_cases(_facts, _judgements),
        "histories": history_cases,
    }
    return keyed("cases", shapes)(walk, node), walk.seen


# --- names of the file's own ------------------------------------------------------------------------------------------


def _own_names(node: Node, first: Node | None, section: str) -> Words:
    """The terms or parameters of a file, and of that which it continues, that have a name in both wordings."""
    names: dict[str, str] = {}
    for each in (node, first):
        body_of = _keys(each)
        chinese_words = not next(iter(body_of), "").isascii()
        found = body_of.get(section)
        named = _keys(body_of.get(KEYS["instrument"][section], found) if chinese_words else found)
        for name, body in named.items():
            other = _keys(body).get(_OWN_NAME if chinese_words else "name_zh")
            if other is not None and isinstance(other.value, str):
                english, chinese = (other.value, name) if chinese_words else (name, other.value)
                names.setdefault(english, chinese)
    return words_of(names)


def _inside(walk: Walk) -> str:
    """The key under which terms and parameters keep their name in the other wording."""
    return _OWN_NAME if walk.to == "en" else "name_zh"


def _keys(node: Node | None) -> Mapping[str, Node]:
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
        inside = _keys(body).get(_inside(walk))
        other = inside.value if inside is not None and isinstance(inside.value, str) else ""
        walk.seen.put(node.key_place(name), walk.tables.keys(position))
        if other and (walk.to == "en" or walk.twin(names, name) == other):
            exchanged = {**_keys(body), _inside(walk): node.at_key(name, name)}
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
    return turned.with_value({**stays, **_keys(turned)})


# --- topics -----------------------------------------------------------------------------------------------------------


def _topic(walk: Walk, node: Node) -> Node:
    return walk.word(node, walk.tables.topics)


def _topic_of(walk: Walk, node: Node, position: str) -> str:
    """The English word of the topic that a mapping names, or nothing."""
    found = walk.entry(node, position, "topic")
    return walk.english(walk.tables.topics, found.value) if found is not None and isinstance(found.value, str) else ""


def _topics(walk: Walk, node: Node) -> list[str]:
    """The topics that rules of an instrument name themselves, and that of its duties if it has any."""
    clauses = _keys(walk.entry(node, "instrument", "clauses")).values()
    bound = any(walk.entry(clause, "clause", "duties") is not None for clause in clauses)
    return [
        *(
            _topic_of(walk, rule, "rule")
            for clause in clauses
            for rule in _keys(walk.entry(clause, "clause", "rules")).values()
        ),
        *([duty_topic(walk)] if bound else []),
    ]


def _of_topic(position: str, shapes: Mapping[str, Shape], main: str) -> Shape:
    """A rule or hole: its facts are those of its own topic, or of the instrument's."""

    def shape(walk: Walk, node: Node) -> Node:
        topic = _topic_of(walk, node, position) or main
        walk.scope = (topic,) if topic else ()
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
    "topic": _topic,
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
        entries = ((key, _cell(inner, each.at_key(key, key), item)[0], item) for key, item in _keys(each).items())
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


# --- cases ------------------------------------------------------------------------------------------------------------


def _facts(walk: Walk, node: Node) -> Node:
    def stated(key: str) -> Shape:
        kind, values = walk.kind(key), walk.values(key)

        def value(inner: Walk, item: Node) -> Node:
            unknown = inner.twin(inner.tables.closed("begins"), item.value) if isinstance(item.value, str) else None
            if unknown is not None:
                return item.with_value(unknown)
            if kind == "list":
                return inner.word(item, values)
            return inner.truth(item) if kind == "truth" else item

        return some(value)

    turned = walk.mapping(node, walk.facts("fact"), stated)
    for key, item in _keys(node).items():  # a fact is told where its name stands, whatever is wrong with it
        place = item.place
        stranger = walk.seen.strangers.get((place.line, place.column))
        if stranger is not None:
            walk.seen.put(node.key_place(key), walk.seen.words[place.line, place.column], stranger)
    return turned


def _judgements(walk: Walk, node: Node) -> Node:
    one = keyed("judgement", {"value": truth, "by": ACTOR})
    return walk.mapping(node, walk.facts("formula"), lambda key: one)


def _acts(walk: Walk, node: Node) -> Node:
    return walk.mapping(node, walk.tables.entries("acts"), lambda key: who)


def _needed(walk: Walk, node: Node) -> Node:
    return walk.each(node, lambda inner, item: inner.word(item, inner.facts("formula")))


def _later(walk: Walk, node: Node) -> Node:
    """Acts and papers side by side."""
    if isinstance(node.value, list):
        return walk.each(node, _later)
    return papers(walk, node) if isinstance(node.value, dict) else entry_of("acts", "papers")(walk, node)


def _figure_lines(walk: Walk, node: Node) -> Node:
    line = keyed("figure line", dict.fromkeys(KEYS["figure line"], FIGURE))
    return walk.mapping(node, walk.facts("deadline"), lambda key: line)


def _outputs_expected(walk: Walk, node: Node) -> Node:
    topic = next(iter(walk.scope), "")

    def value(key: str) -> Shape:
        words = words_of(walk.tables.output_values(topic, key).chinese, walk.tables.closed("figure expected").chinese)
        return some(lambda inner, item: inner.word(inner.truth(item), words))

    return walk.mapping(node, walk.tables.outputs(topic), value)


def _not_in_force(walk: Walk, node: Node) -> Node:
    """What is expected of rules that are not in force, or that they say nothing."""
    shape = keyed("expect", _EXPECT) if isinstance(node.value, dict) else closed("figure expected")
    return shape(walk, node)


_GIVEN_ACT = keyed("given act", {"act": entry_of("acts"), "by": ACTOR, "to": ACTOR, "matter": entry_of("matters")})
_GIVEN = keyed("given", {"acts": some(_GIVEN_ACT), "papers": entry_of("papers"), "judgements": _judgements})
_ACT_LIST = entry_of("acts")
_EXPECT: Mapping[str, Shape] = {
    "outcome": closed("outcome"),
    "approve": who,
    "acts": _acts,
    "refer": ACTOR,
    "permit": truth,
    "prohibit": truth,
    "open": truth,
    **dict.fromkeys(("steps", "done", "too_early", "too_late", "own_act", "wrong_person", "unclear"), _ACT_LIST),
    "papers": papers,
    "missing": papers,
    "follow_up": _later,
    "conventions": entry_of("conventions"),
    "needs": _needed,
    "next": _needed,
    "unset": parameter,
    "open_slots": slots,
    "payable": FIGURE,
    "limits": _figure_lines,
    "deadlines": _figure_lines,
    "outputs": _outputs_expected,
    "decided_by": leave,
    "assign": functions,
    "establish": bodies_expected,
    "not_in_force": _not_in_force,
}
