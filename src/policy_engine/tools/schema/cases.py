"""The schema of a file of cases: facts as in a request, what is expected of each decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from policy_engine.decisions.parts import Outcome
from policy_engine.requests.fields import Amount, AnyOf, Count, Day, Field, Flag, OneOf
from policy_engine.tools.schema.conditions import value_of
from policy_engine.tools.schema.duties import duty_case_defs, duty_topic
from policy_engine.tools.schema.effects import shared_defs
from policy_engine.tools.schema.histories import history_case_defs
from policy_engine.tools.schema.organising import entries_of, expected_defs
from policy_engine.tools.schema.words import (
    DIALECT,
    KEBAB,
    NUMBER,
    TEXT,
    Schema,
    Speller,
    choice,
    date_of,
    one_or_more,
    ref,
)
from policy_engine.words import VALUES


def cases_schema(
    speller: Speller,
    topics: Iterable[str],
    jurisdictions: Iterable[str],
    instruments: Iterable[str],
    documents: Mapping[str, object],
) -> Schema:
    """The schema of ``*.cases.yaml``. A file need not name its topic, so facts are those of any of the topics."""
    known = list(topics)
    models = speller.topics
    facts = ref("facts")
    case = speller.mapping("case", {"ask": facts, "given": ref("given"), "as_of": date_of(), "expect": ref("expect")})
    found = speller.mapping(
        "cases",
        {
            "instrument": {"anyOf": [{"enum": sorted(instruments)}, {"type": "string", "pattern": KEBAB}]},
            "jurisdiction": {"type": "string", "enum": list(jurisdictions)},
            "topic": choice([(speller.topic(name), (models[name].topic.zh, models[name].topic.en)) for name in known]),
            "facts": facts,
            "cases": {"type": "object", "minProperties": 1, "additionalProperties": case},
            "duty_facts": facts,
            "duties": {"type": "object", "minProperties": 1, "additionalProperties": ref("duty-case")},
            "histories": {"type": "object", "minProperties": 1, "additionalProperties": ref("history-case")},
        },
        ("instrument",),
    )
    found["anyOf"] = speller.one_key("cases", "cases", "duties", "histories")
    defs = {
        **shared_defs(speller, documents),
        "facts": _facts(speller, dict.fromkeys((*known, *filter(None, [duty_topic(speller)])))),
        "act": speller.entries("acts"),
        "given": _given(speller),
        "expect": _expect(speller),
        "needed": _needed(speller, known),
        **expected_defs(speller),
        "judgements": _judgements(speller),
        **duty_case_defs(speller),
        **history_case_defs(speller),
    }
    return {"$schema": DIALECT, "title": "用例 / cases", **found, "$defs": defs}


# --- facts ------------------------------------------------------------------------------------------------------------


def _facts(speller: Speller, topics: Iterable[str]) -> Schema:
    """The facts of the topics together; a name that several have may be any of them."""
    shapes: dict[str, list[Schema]] = {}
    texts: dict[str, list[str]] = {}
    for topic in topics:
        spelt = speller.tables.fields(topic)
        for name, mark in speller.topics[topic].layout.marks.items():
            shape = _fact(speller, topic, name, mark)
            key = speller.spell(spelt, name)
            if shape not in shapes.setdefault(key, []):
                shapes[key].append(shape)
            texts.setdefault(key, []).append(f"{mark.zh}\n{mark.en}")
    unknown = speller.closed("begins", ("unknown",))
    return {
        "type": "object",
        "properties": {
            key: {"anyOf": [*found, unknown], "description": "\n".join(dict.fromkeys(texts[key]))}
            for key, found in shapes.items()
        },
        "additionalProperties": False,
    }


def _fact(speller: Speller, topic: str, name: str, mark: Field) -> Schema:
    match mark:
        case OneOf():
            return value_of(speller, topic, name, mark)
        case AnyOf():
            return {"type": "array", "items": value_of(speller, topic, name, mark)}
        case Flag():
            return speller.truth
        case Amount() | Count():
            return {"type": "number", "minimum": float(mark.low), "maximum": float(mark.high)}
        case Day():
            return date_of()
        case _:
            return TEXT


def _given(speller: Speller) -> Schema:
    act = speller.mapping(
        "given act",
        {
            "act": ref("act"),
            "by": ref("actor"),
            "to": ref("actor"),
            "matter": speller.entries("matters"),
            "person": TEXT,
            "date": date_of(),
        },
        ("act", "by", "person", "date"),
    )
    return speller.mapping(
        "given",
        {
            "applicant_person": TEXT,
            "acts": {"type": "array", "items": act},
            "papers": {"type": "array", "items": ref("paper")},
            "judgements": ref("judgements"),
        },
    )


def _judgements(speller: Speller) -> Schema:
    shapes = {"value": speller.truth, "by": TEXT, "date": date_of(), "note": TEXT}
    return {"type": "object", "additionalProperties": speller.mapping("judgement", shapes, ("value", "by"))}


# --- what is expected -------------------------------------------------------------------------------------------------


def _expect(speller: Speller) -> Schema:
    """Every key is exact; which keys there are is told by :data:`policy_engine.words.KEYS`."""
    acts = one_or_more(ref("act"))
    papers = ref("required-papers")
    words = one_or_more(TEXT)
    needed = ref("needed")
    status = {"enum": [speller.closed("figure expected", [word])["enum"][0] for word in VALUES["figure expected"]]}
    scalar: Schema = {"anyOf": [NUMBER, TEXT]}
    nobody: Schema = {"type": "array", "maxItems": 0}
    who: Schema = {"anyOf": [ref("who"), nobody]}
    line = speller.mapping("figure line", {"bound": scalar, "over": scalar, "date": TEXT, "status": status})
    lines: Schema = {"type": "object", "additionalProperties": {"anyOf": [scalar, line]}}
    anything: Schema = {"anyOf": [scalar, {"type": "boolean"}]}
    shapes: dict[str, Schema] = {
        "outcome": speller.closed("outcome", get_args(Outcome)),
        "approve": who,
        "acts": {
            "type": "object",
            "properties": {speller.spell(speller.tables.entries("acts"), act): who for act in speller.vocabulary.acts},
            "additionalProperties": False,
        },
        "refer": TEXT,
        "permit": speller.truth,
        "prohibit": speller.truth,
        **dict.fromkeys(("steps", "done", "too_early", "too_late", "own_act", "wrong_person", "unclear"), acts),
        "papers": papers,
        "missing": papers,
        "follow_up": one_or_more({"anyOf": [ref("act"), papers]}),
        "advice": words,
        "decided_by": words,
        "readings": one_or_more({"type": "integer", "minimum": 1}),
        "conventions": one_or_more(speller.entries("conventions")),
        "cautions": words,
        "needs": one_or_more(needed),
        "next": needed,
        "unset": words,
        "replaced": words,
        "open": speller.truth,
        "open_slots": words,
        "payable": {"anyOf": [scalar, {"type": "object"}]},
        "limits": lines,
        "deadlines": lines,
        "outputs": {"type": "object", "additionalProperties": one_or_more(anything)},
        "choices": words,
        "assign": entries_of(speller, who, "functions"),
        "establish": ref("bodies"),
    }
    inner = speller.mapping("expect", shapes)
    nothing = speller.closed("figure expected", ("none",))
    shapes["not_in_force"] = {"anyOf": [{**inner, "minProperties": 1}, nothing]}
    return speller.mapping("expect", shapes)


def _needed(speller: Speller, topics: Iterable[str]) -> Schema:
    """A fact that is needed; unset parameters and the applicant may be, too."""
    labels: dict[str, tuple[str, str]] = {}
    for topic in topics:
        spelt = speller.tables.fields(topic)
        for name, mark in speller.topics[topic].layout.marks.items():
            labels.setdefault(speller.spell(spelt, name), (mark.zh, mark.en))
    return {"anyOf": [choice(list(labels.items())), TEXT]}
