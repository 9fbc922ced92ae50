"""The schema of duties, and of the cases that hold evidence against them."""

from __future__ import annotations

from typing import get_args

from policy_engine.duties.results import Status
from policy_engine.obligations import COUNTS, EVENT, EVERY_WORDS, PERIOD_END, PERIOD_START, STRETCHES
from policy_engine.rules import Strength
from policy_engine.tools.schema.effects import formula_of
from policy_engine.tools.schema.texts import TEXTS
from policy_engine.tools.schema.words import (
    NUMBER,
    SNAKE,
    TEXT,
    Schema,
    Speller,
    choice,
    date_of,
    one_or_more,
    ref,
)
from policy_engine.words import VALUES


def duty_topic(speller: Speller) -> str:
    """The topic of duties, or nothing where no request model declares one."""
    return next((name for name, model in speller.topics.items() if model.topic.duties), "")


def duty_defs(speller: Speller) -> dict[str, Schema]:
    """The definitions ``duty`` and ``due-day``; what duties test is defined with their topic."""
    topic = duty_topic(speller)
    if not topic:
        return {"duty": {"not": {}}}
    figure = ref(f"number-{topic}")
    bound: dict[str, Schema] = dict.fromkeys(("at_least", "at_most", "exactly", "more_than", "less_than"), figure)
    bound["between"] = {"type": "array", "minItems": 2, "maxItems": 2, "items": figure}
    strength = speller.closed("strength", get_args(Strength))
    item = speller.lines("item", {**bound, "strength": strength, "when": ref(f"when-{topic}")})
    measure = speller.lines("measure", {"unit": _unit(speller), **bound}, ("unit",))
    asked: dict[str, Schema] = {
        "who": ref("who"),
        "when": ref(f"when-{topic}"),
        "every": _every(speller),
        **bound,
        "every_one": speller.truth,
        "count": speller.closed("count word", COUNTS),
        "unit": _unit(speller),
        "by": ref("due-day"),
        "in_months": one_or_more({"type": "integer", "minimum": 1, "maximum": 12}),
        "items": _named(item),
        "measures": _named(measure),
        "keep": one_or_more(ref("paper")),
        "to": ref("actor"),
        "reading": ref("readings"),
        "in_force": ref("period"),
    }
    amended = speller.lines("amended_by", {"document": ref("document")}, ("document",))
    wording = speller.mapping("duty", {**asked, "amended_by": amended}, ("who", "every", "in_force"))
    duty = speller.lines(
        "duty",
        {
            **asked,
            "exception_to": one_or_more(TEXT),
            "may_vary": speller.truth,
            "strength": strength,
            "caution": ref("caution"),
            "see": one_or_more(TEXT),
            "wordings": one_or_more(wording),
        },
    )
    whole = [speller.key("duty", "who"), speller.key("duty", "every")]
    duty["anyOf"] = [{"required": whole}, {"required": [speller.key("duty", "wordings")]}]
    days = speller.closed("due", (PERIOD_START, PERIOD_END, EVENT))
    due = formula_of(speller, topic, True, itself="due-day")
    due["anyOf"][0] = {"anyOf": [days, TEXT]}
    return {"duty": duty, "due-day": due}


def _named(shape: Schema) -> Schema:
    return {"type": "object", "additionalProperties": shape, "propertyNames": {"pattern": SNAKE}}


def _unit(speller: Speller) -> Schema:
    return {"anyOf": [speller.closed("unit", VALUES["unit"]), TEXT]}


def _every(speller: Speller) -> Schema:
    words = speller.tables.closed("every word")
    texts = TEXTS["every word"]
    stretches = [
        speller.mapping("every", {key: {"type": "integer", "minimum": 1, "maximum": most}}, (key,))
        for key, most in STRETCHES.items()
    ]
    event = speller.mapping("every", {"event": speller.lines("label")}, ("event",))
    return {"anyOf": [choice([(speller.spell(words, word), texts[word]) for word in EVERY_WORDS]), *stretches, event]}


# --- cases ------------------------------------------------------------------------------------------------------------


def duty_case_defs(speller: Speller) -> dict[str, Schema]:
    """The definitions ``duty-case`` and ``done``."""
    count: Schema = {"type": "integer", "minimum": 0}
    figures: Schema = {"type": "object", "additionalProperties": NUMBER}
    row = speller.mapping(
        "done",
        {
            "date": date_of(),
            "event": date_of(),
            "period": {"anyOf": [TEXT, {"type": "integer"}]},
            "quantity": NUMBER,
            "covered": count,
            "of": count,
            "keep": one_or_more(ref("paper")),
            "items": {"anyOf": [{"type": "array", "items": TEXT}, figures]},
            "measures": figures,
            "note": TEXT,
        },
    )
    case = speller.mapping(
        "duty case",
        {
            "facts": ref("facts"),
            "records": speller.mapping("records", {"from": date_of(), "until": date_of()}, ("from", "until")),
            "as_of": date_of(),
            "done": {"type": "object", "additionalProperties": one_or_more(ref("done"))},
            "judgements": ref("judgements"),
            "expect": {"type": "object", "minProperties": 1, "additionalProperties": _expected(speller)},
        },
        ("records", "expect"),
    )
    return {"duty-case": case, "done": {"anyOf": [date_of(), row]}}


def _expected(speller: Speller) -> Schema:
    status = speller.closed("duty status", get_args(Status))
    figure: Schema = {"anyOf": [NUMBER, speller.closed("figure expected", ("none",))]}
    figures: Schema = {"type": "object", "additionalProperties": NUMBER}
    shapes: dict[str, Schema] = {
        "status": status,
        "short": figure,
        "over": figure,
        "late": figure,
        "missing": one_or_more(TEXT),
        "missing_records": one_or_more(ref("paper")),
        "short_of": figures,
        "over_of": figures,
        "unknown": one_or_more(TEXT),
        "advice": one_or_more(TEXT),
        "periods": {"type": "object", "additionalProperties": status},
    }
    return {"anyOf": [status, speller.mapping("duty expected", shapes)]}
