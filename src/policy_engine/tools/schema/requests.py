"""The schemas of requests (facts of each topic, what has been done) and of decisions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from policy_engine.decisions.model import DecisionModel
from policy_engine.requests.fields import AnyOf, Judgement, OneOf
from policy_engine.tools.schema.conditions import value_of
from policy_engine.tools.schema.pairs import Pair
from policy_engine.tools.schema.words import DIALECT, Schema, Speller, choice, date_of, ref, when_key

UNKNOWN: Schema = {"type": "null"}
_WORD: Schema = {"type": "string", "minLength": 1, "maxLength": 200}
_TEXTS: Mapping[str, Pair] = {
    "topic": ("事项", "the topic"),
    "jurisdiction": ("辖区", "the jurisdiction"),
    "facts": ("事实;不知道的不写", "the facts; what is not known is left out"),
    "given": ("已经办了的;没有写的就是没有办", "what has been done; what is not in it is not done"),
    "as_of": ("按哪一天的规定;不写就按事项的日期", "by the rules of which day; by default the topic's own date"),
}


def request_schema(speller: Speller, topics: Iterable[str], jurisdictions: Sequence[str]) -> Schema:
    """The schema of a request file of one of some topics."""
    known = list(topics)
    models = speller.topics
    named = choice([(name, (models[name].topic.zh, models[name].topic.en)) for name in known])
    shapes: dict[str, Schema] = {
        "topic": named,
        "jurisdiction": {"type": "string", "enum": list(jurisdictions)},
        "facts": {"type": "object"},
        "given": {"anyOf": [{"type": "object"}, UNKNOWN]},
        "as_of": {"anyOf": [date_of(), UNKNOWN]},
    }
    properties = {key: {**shape, "description": "\n".join(_TEXTS[key])} for key, shape in shapes.items()}
    found: Schema = {
        "$schema": DIALECT,
        "title": "请求 / request",
        "type": "object",
        "properties": properties,
        "required": ["topic", "jurisdiction"],
        "additionalProperties": False,
        "allOf": [
            when_key("topic", name, {"properties": {"facts": ref(f"facts-{name}"), "given": ref(f"given-{name}")}})
            for name in known
        ],
    }
    defs = _given(speller)
    for name in known:
        defs[f"facts-{name}"] = facts_schema(speller, name)
        defs[f"given-{name}"] = _given_of(speller, name)
    return {**found, "$defs": defs}


def facts_schema(speller: Speller, topic: str) -> Schema:
    """The facts of a topic, each with its values, unit and bounds; null where unknown."""
    properties: dict[str, Schema] = {}
    for name, mark in speller.topics[topic].layout.marks.items():
        shape = mark.shape()
        if isinstance(mark, OneOf):
            shape = value_of(speller, topic, name, mark)
        elif isinstance(mark, AnyOf):
            shape = {"type": "array", "uniqueItems": True, "items": value_of(speller, topic, name, mark)}
        text = f"{mark.zh}。{mark.question('zh')}\n{mark.en}. {mark.question('en')}"
        properties[name] = {"anyOf": [shape, UNKNOWN], "description": text}
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _given(speller: Speller) -> dict[str, Schema]:
    day = date_of()
    act = speller.mapping(
        "given act",
        {
            "act": speller.entries("acts"),
            "by": speller.entries("actors"),
            "to": {"anyOf": [speller.entries("actors"), UNKNOWN]},
            "matter": {"anyOf": [speller.entries("matters"), UNKNOWN]},
            "person": _WORD,
            "date": day,
        },
        ("act", "by", "person", "date"),
    )
    judgement = speller.mapping(
        "judgement",
        {
            "value": speller.truth,
            "by": _WORD,
            "date": {"anyOf": [day, UNKNOWN]},
            "note": {"anyOf": [{"type": "string", "maxLength": 10_000}, UNKNOWN]},
        },
        ("value", "by"),
    )
    return {"given-act": act, "given-judgement": judgement}


def _given_of(speller: Speller, topic: str) -> Schema:
    """What has been done; besides the judgement fields any unset parameter may be judged."""
    marks = speller.topics[topic].layout.marks
    judged = {
        name: {**ref("given-judgement"), "description": f"{mark.zh}\n{mark.en}"}
        for name, mark in marks.items()
        if isinstance(mark, Judgement)
    }
    shapes: dict[str, Schema] = {
        "applicant_person": {"anyOf": [_WORD, UNKNOWN]},
        "acts": {"type": "array", "items": ref("given-act")},
        "papers": {"type": "array", "items": speller.entries("papers")},
        "judgements": {"type": "object", "properties": judged, "additionalProperties": ref("given-judgement")},
    }
    return {"anyOf": [speller.mapping("given", shapes), UNKNOWN]}


def decision_schema() -> Schema:
    """The published schema of decisions."""
    found = DecisionModel.model_json_schema(mode="serialization")
    return {"$schema": DIALECT, **found, "title": "答复 / decision", "description": TEXT_OF_DECISION}


TEXT_OF_DECISION = "答复;小数写成文字\nA decision; decimals are text"
