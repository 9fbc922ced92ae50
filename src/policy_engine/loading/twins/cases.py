"""The shape of a file of cases."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.errors import Diagnostic
from policy_engine.loading.twins.duties import duty_cases, of_duties
from policy_engine.loading.twins.expected import FIGURE, bodies_expected, slots
from policy_engine.loading.twins.files import keys_of, topic, topic_of
from policy_engine.loading.twins.histories import history_cases
from policy_engine.loading.twins.rules import ACTOR, functions, papers, parameter, who
from policy_engine.loading.twins.tables import Tables, words_of
from policy_engine.loading.twins.walk import Seen, Shape, Walk, Wording, closed, entry_of, keyed, leave, some, truth
from policy_engine.nodes import Node
from policy_engine.rules import Instrument
from policy_engine.words import KEYS


def turned_cases(
    node: Node, tables: Tables, instruments: Mapping[str, Instrument], to: Wording, faults: list[Diagnostic]
) -> tuple[Node, Seen]:
    """A file of cases in the other wording, and what was met on the way."""
    walk = Walk(tables, to, faults)
    name = walk.entry(node, "cases", "instrument")
    instrument = instruments.get(name.value) if name is not None and isinstance(name.value, str) else None
    of = topic_of(walk, node, "cases") or (instrument.topic if instrument is not None else "")
    walk.scope = (of,) if of else ()
    if instrument is not None:
        walk.parameters = words_of({each.name: each.name_zh for each in instrument.parameters.values()})
    shapes: Mapping[str, Shape] = {
        "topic": topic,
        "facts": _facts,
        "cases": lambda inner, each: inner.named(
            each, keyed("case", {"ask": _facts, "given": _GIVEN, "expect": keyed("expect", _EXPECT)})
        ),
        "duty_facts": of_duties(_facts),
        "duties": duty_cases(_facts, _judgements),
        "histories": history_cases,
    }
    return keyed("cases", shapes)(walk, node), walk.seen


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
    for key, item in keys_of(node).items():  # a fact is told where its name stands, whatever is wrong with it
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
