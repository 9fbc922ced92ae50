"""The schema of an instrument's file: its head, terms, parameters, clauses and rules.

What a rule may test and state depends on its topic: that of the instrument, or the one the rule names itself. Each
topic has its own definitions; conditions (``if``) in the schema choose among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from policy_engine.loading.instruments import NEEDED
from policy_engine.rules import Strength
from policy_engine.tools.schema.conditions import condition_defs, term_defs
from policy_engine.tools.schema.duties import duty_defs, duty_topic
from policy_engine.tools.schema.effects import effect_defs, shared_defs
from policy_engine.tools.schema.histories import history_defs
from policy_engine.tools.schema.words import (
    DIALECT,
    KEBAB,
    NUMBER,
    SNAKE,
    TEXT,
    Schema,
    Speller,
    choice,
    date_of,
    one_or_more,
    ref,
    when_key,
)
from policy_engine.words import NONE_REASONS, VALUES


def instrument_schema(speller: Speller, topics: Iterable[str], documents: Mapping[str, object]) -> Schema:
    """The schema of instruments whose rules are of the given topics."""
    known = list(topics)
    found = speller.mapping(
        "instrument",
        {
            "instrument": {"type": "string", "pattern": KEBAB},
            "title": speller.lines("label"),
            "source": speller.mapping("source", {"document": ref("document"), "part": TEXT}, ("document", "part")),
            "in_force": ref("period-collected"),
            "topic": _topics(speller, known),
            "terms": {"type": "object"},
            "parameters": {
                "type": "object",
                "additionalProperties": ref("parameter"),
                **({} if speller.wording == "zh" else {"propertyNames": {"pattern": KEBAB}}),
            },
            "clauses": {"type": "object"},
            "leaves_open": {},
        },
        ("instrument", "topic"),
        dependentRequired={  # a file in which an instrument goes on has no head
            speller.key("instrument", one): [speller.key("instrument", each) for each in _HEAD if each != one]
            for one in _HEAD[:-1]
        },
    )
    found["allOf"] = [
        when_key(speller.key("instrument", "topic"), speller.topic(topic), {"properties": _of_topic(speller, topic)})
        for topic in known
    ]
    defs = {**shared_defs(speller, documents), **term_defs(speller), **_common(speller), **_by_topic(speller, known)}
    defs |= duty_defs(speller)
    defs |= history_defs(speller)
    for topic in dict.fromkeys((*known, *filter(None, [duty_topic(speller)]))):
        defs |= condition_defs(speller, topic) | effect_defs(speller, topic) | _rules(speller, topic)
    return {"$schema": DIALECT, "title": "规章 / instrument", **found, "$defs": defs}


_HEAD = ("title", "source", "in_force", "clauses")


def _topics(speller: Speller, known: Iterable[str]) -> Schema:
    models = speller.topics
    return choice([(speller.topic(name), (models[name].topic.zh, models[name].topic.en)) for name in known])


def _of_topic(speller: Speller, topic: str) -> dict[str, Schema]:
    """What of an instrument depends on its topic."""
    names = {} if speller.wording == "zh" else {"propertyNames": {"pattern": SNAKE}}
    return {
        speller.key("instrument", key): shape
        for key, shape in {
            "terms": {"type": "object", "additionalProperties": ref(f"term-{topic}"), **names},
            "clauses": {"type": "object", "additionalProperties": ref(f"clause-{topic}")},
            "leaves_open": one_or_more(ref(f"hole-{topic}")),
        }.items()
    }


# --- what all topics share --------------------------------------------------------------------------------------------


def _common(speller: Speller) -> dict[str, Schema]:
    day = date_of(*_closed(speller, "begins"))
    period = {"from": day, "until": day}
    conventions = speller.entries("conventions")
    number: Schema = {"anyOf": [{"type": "integer", "minimum": 1}, {"enum": _closed(speller, "reading number")}]}
    reading = speller.lines("reading", {"number": number, "convention": conventions}, ("number",))
    value = speller.mapping(
        "parameter value",
        {
            "from": day,
            "value": {"anyOf": [NUMBER, date_of()]},
            "cite": TEXT,
            "amended_by": speller.lines("amended_by", {"document": ref("document")}, ("document",)),
        },
        ("from", "value"),
    )
    parameter = speller.mapping(
        "parameter",
        {
            "name_zh": TEXT,
            "zh": {"type": "string", "minLength": 1},
            "en": TEXT,
            "unit": _unit(speller),
            "value": {"enum": _closed(speller, "figure")},
            "values": one_or_more(value),
            "owner": ref("actor"),
        },
        ("zh", "unit"),
        oneOf=speller.one_key("parameter", "value", "values"),
    )
    none = speller.lines(
        "none",
        {"because": speller.closed("because", NONE_REASONS), "of": TEXT, "owner": ref("actor")},
        ("because",),
    )
    none["allOf"] = [
        when_key(
            speller.key("none", "because"),
            speller.closed("because", [reason])["enum"][0],
            {"required": [speller.key("none", key)]},
        )
        for reason, key in NEEDED.items()
    ]
    return {
        "period": speller.mapping("period", period),
        "period-collected": speller.mapping("period", {**period, "collected": day}),
        "readings": one_or_more(reading),
        "caution": speller.lines("caution", {"convention": conventions}),
        "parameter": parameter,
        "none": none,
        "see": one_or_more(TEXT),
    }


def _closed(speller: Speller, position: str) -> list[str]:
    words: list[str] = speller.closed(position, VALUES[position])["enum"]
    return words


def _unit(speller: Speller) -> Schema:
    """A unit: those with a Chinese twin are offered, others may stand as they are."""
    return {"anyOf": [{"enum": _closed(speller, "unit")}, TEXT]}


# --- by topic ---------------------------------------------------------------------------------------------------------


def _by_topic(speller: Speller, known: Iterable[str]) -> dict[str, Schema]:
    """The definitions ``rule`` and ``hole``: the one of the topic that a rule or hole names itself."""
    return {
        name: {
            "allOf": [
                when_key(speller.key(position, "topic"), speller.topic(topic), ref(f"{name}-of-{topic}"))
                for topic in known
            ],
            "properties": {speller.key(position, "topic"): _topics(speller, known)},
        }
        for name, position in (("rule", "rule"), ("hole", "hole"))
    }


def _rules(speller: Speller, topic: str) -> dict[str, Schema]:
    """The definitions of one topic: terms, clauses, rules, wordings, holes."""
    when, then = ref(f"when-{topic}"), ref(f"then-{topic}")
    wording = speller.mapping(
        "wording",
        {
            "in_force": ref("period"),
            "when": when,
            "then": then,
            "otherwise": then,
            "amended_by": speller.lines("amended_by", {"document": ref("document")}, ("document",)),
            "reading": ref("readings"),
        },
        ("in_force", "then"),
    )
    clause = speller.lines(
        "clause",
        {
            "at": TEXT,
            "rules": {
                "type": "object",
                "additionalProperties": ref(f"rule-{topic}"),
                "propertyNames": {"pattern": KEBAB},
            },
            "defines": one_or_more(TEXT),
            "duties": {
                "type": "object",
                "additionalProperties": ref("duty"),
                "propertyNames": {"pattern": KEBAB},
            },
            "history": {
                "type": "object",
                "additionalProperties": ref("history"),
                "propertyNames": {"pattern": KEBAB},
            },
            "none": ref("none"),
            "remains": ref("none"),
            "status": speller.closed("status", VALUES["status"]),
        },
        ("at",),
    )
    clause["anyOf"] = speller.one_key("clause", "rules", "duties", "history", "defines", "none", "remains")
    encoded = [{"required": [speller.key("clause", key)]} for key in ("rules", "duties", "history", "defines")]
    clause["not"] = {"required": [speller.key("clause", "none")], "anyOf": encoded}
    hole = speller.lines(
        "hole", {"when": when, "owner": ref("actor"), "see": ref("see"), "topic": TEXT}, ("when", "owner")
    )
    return {
        f"term-{topic}": _term(speller, topic),
        f"clause-{topic}": clause,
        f"rule-{topic}": _either(speller, "rule", topic),
        **_rule(speller, topic),
        f"wording-{topic}": wording,
        f"hole-{topic}": _either(speller, "hole", topic),
        f"hole-of-{topic}": hole,
    }


def _either(speller: Speller, name: str, topic: str) -> Schema:
    """A rule or hole of the topic it names, else of the instrument's."""
    own = {"type": "object", "required": [speller.key(name, "topic")]}
    return {"if": own, "then": ref(name), "else": ref(f"{name}-of-{topic}")}


def _term(speller: Speller, topic: str) -> Schema:
    layout = speller.topics[topic].layout
    spelt = speller.tables.fields(topic)
    quantities: Schema = {"enum": [speller.spell(spelt, axis.name) for axis in layout.axes if axis.kind == "quantity"]}
    found = speller.lines(
        "term",
        {
            "name_zh": TEXT,
            "when": ref(f"when-{topic}"),
            "round_up": quantities,
            "round_down": quantities,
            "to": {"type": "number", "exclusiveMinimum": 0},
            "reading": ref("readings"),
            "cite": one_or_more(TEXT),
        },
        ("name_zh",),
    )
    found["oneOf"] = speller.one_key("term", "when", "round_up", "round_down")
    to = [speller.key("term", "to")]
    found["dependentRequired"] = {speller.key("term", key): to for key in ("round_up", "round_down")}
    return found


def _rule(speller: Speller, topic: str) -> dict[str, Schema]:
    """The definitions of a rule written as one, and of one written as a table, whose rows complete what they share."""
    then = ref(f"then-{topic}")
    shapes: dict[str, Schema] = {
        "topic": TEXT,
        "when": ref(f"when-{topic}"),
        "then": then,
        "otherwise": then,
        "exception_to": one_or_more(TEXT),
        "strength": speller.closed("strength", get_args(Strength)),
        "for": speller.entries("matters"),
        "may_vary": speller.truth,
        "reading": ref("readings"),
        "caution": ref("caution"),
        "see": ref("see"),
        "in_force": ref("period"),
        "wordings": one_or_more(ref(f"wording-{topic}")),
    }
    key = {name: speller.key("rule", name) for name in (*shapes, "table")}
    alone: list[Any] = [{"required": [key[name]]} for name in ("when", "then", "otherwise", "in_force")]
    plain = speller.mapping(
        "rule",
        shapes,
        anyOf=speller.one_key("rule", "then", "wordings"),
        dependentSchemas={key["wordings"]: {"not": {"anyOf": alone}}},
    )
    shared = ref(f"shared-then-{topic}")
    loose: dict[str, Schema] = {
        "when": {"type": "object"},
        "then": shared,
        "otherwise": shared,
        "table": _table(speller),
    }
    whole = speller.mapping("rule", {**shapes, **loose}, ("table",))
    return {
        f"plain-rule-{topic}": plain,
        f"table-rule-{topic}": whole,
        f"rule-of-{topic}": {
            "if": {"type": "object", "required": [key["table"]]},
            "then": ref(f"table-rule-{topic}"),
            "else": ref(f"plain-rule-{topic}"),
        },
    }


def _table(speller: Speller) -> Schema:
    """A table: its cells are checked by ``policy-engine check``, for what may stand in one depends on its column."""
    whole, roots = ("rule", "reading", "caution"), ("when", "then", "otherwise")
    spelt = ["|".join(speller.key("column", name) for name in names) for names in (whole, roots)]
    column: Schema = {"type": "string", "pattern": rf"^({spelt[0]}|({spelt[1]})(\.[^.]+)+)$"}
    columns: Schema = {
        "type": "array",
        "minItems": 1,
        "uniqueItems": True,
        "items": column,
        "contains": {"const": speller.key("column", "rule")},
    }
    shapes: dict[str, Schema] = {
        "columns": columns,
        "rows": {"type": "array", "items": {"type": "array", "minItems": 1}},
        "totals": {"type": "object", "additionalProperties": NUMBER},
    }
    return speller.mapping("table", shapes, ("columns", "rows"))
