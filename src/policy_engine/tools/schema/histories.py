"""The schema of history rules, and of the cases of histories."""

from __future__ import annotations

from policy_engine.happenings import CONSEQUENCES, DAY_KINDS, FINDINGS, FUNDS, LABELS, NUMBERS, WINDOWS
from policy_engine.loading.twins.histories import EVENT, SELECTOR
from policy_engine.requests.attendance import EVENTS, FIELDS, EventField
from policy_engine.requests.lists import POST
from policy_engine.tools.schema.history_texts import HISTORY_TEXTS
from policy_engine.tools.schema.words import (
    NUMBER,
    TEXT,
    Schema,
    Speller,
    choice,
    date_of,
    documented,
    one_or_more,
    ref,
)
from policy_engine.words import VALUES, short


def history_defs(speller: Speller) -> dict[str, Schema]:
    """The definitions ``history``, ``selector``, ``tally`` and ``limb``."""
    label, fund = speller.entries(f"lists.{LABELS}"), speller.entries(f"lists.{FUNDS}")
    figures: dict[str, Schema] = dict.fromkeys(("at_least", "more_than", "for_every"), NUMBER)
    tally = speller.mapping(
        "tally",
        {
            "of": ref("selector"),
            "number": speller.closed("tally number", NUMBERS),
            "of_days": speller.closed("day kind", DAY_KINDS),
            "within": {
                "anyOf": [
                    speller.closed("window", WINDOWS),
                    speller.mapping("rolling", {"rolling_days": {"type": "integer", "minimum": 2}}, ("rolling_days",)),
                ]
            },
            "at_most_a_day": NUMBER,
            "leaving_out": ref("selector"),
        },
        ("of", "within"),
    )
    counts_as = speller.mapping(
        "counts as",
        {"label": label, "days": {"anyOf": [NUMBER, speller.closed("same days", VALUES["same days"])]},
         "at_least": NUMBER},
        ("label",),
    )  # fmt: skip
    words = one_or_more(speller.entries(f"lists.{CONSEQUENCES}"))
    chosen = speller.mapping("history penalty", {"one_of": words, "by": ref("actor")}, ("one_of",))
    then = speller.mapping(
        "history then",
        {
            "penalty": {"anyOf": [words, chosen]},
            "finding": one_or_more(speller.entries(f"lists.{FINDINGS}")),
            "deduct": {"anyOf": [NUMBER, TEXT]},
            "withhold": one_or_more(fund),
            "less_withheld": speller.truth,
            "pay_only": NUMBER,
            "from": one_or_more(fund),
            "starts": speller.closed("starts", VALUES["starts"]),
        },
    )
    rule = speller.mapping(
        "history rule",
        {
            "each": ref("selector"),
            "any": one_or_more(ref("limb")),
            "tally": ref("tally"),
            **figures,
            "counts_as": counts_as,
            "then": then,
            "instead_of_event": speller.truth,
            "one_act_one_sum": speller.closed("one sum", VALUES["one sum"]),
            "reading": ref("readings"),
            "caution": ref("caution"),
            "see": one_or_more(TEXT),
            "in_force": ref("period"),
        },
    )
    rule["anyOf"] = speller.one_key("history rule", "each", "tally", "any")
    limb = speller.mapping("limb", {"tally": ref("tally"), **figures}, ("tally",))
    return {"history": rule, "tally": tally, "limb": limb, "selector": _selector(speller, label)}


def _event(speller: Speller) -> Schema:
    zh = speller.wording == "zh"
    return choice([(each.zh if zh else name, (each.zh, each.en)) for name, each in EVENTS.items()])


def _value(speller: Speller, mark: EventField, tested: bool) -> Schema:
    if mark.kind == "flag":
        shape = speller.truth
    elif mark.kind == "word":
        zh = speller.wording == "zh"
        shape = choice([(short(pair[0]) if zh else name, pair) for name, pair in mark.values.items()])
        return one_or_more(shape) if tested else {"anyOf": [shape, _unknown(speller)]}
    elif mark.kind == "fund":
        shape = speller.entries(f"lists.{FUNDS}")
    elif mark.kind == "text":
        return TEXT
    else:
        keys = ("at_least", "at_most", "more_than", "less_than")
        shape = {"anyOf": [NUMBER, speller.mapping("operator", dict.fromkeys(keys, NUMBER))]} if tested else NUMBER
    return shape if tested else {"anyOf": [shape, _unknown(speller)]}


def _unknown(speller: Speller) -> Schema:
    return speller.closed("begins", VALUES["begins"])


def _selector(speller: Speller, label: Schema) -> Schema:
    shapes: dict[str, Schema] = {
        "any": ref("selector"),
        "event": one_or_more(_event(speller)),
        "label": one_or_more(label),
    }
    texts = dict(HISTORY_TEXTS["selector"])
    for name, mark in FIELDS.items():
        if mark.tested:
            shapes[name], texts[name] = _value(speller, mark, True), (mark.zh, mark.en)
    properties = {speller.spell(SELECTOR, key): documented(shape, texts[key]) for key, shape in shapes.items()}
    mapping: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {"anyOf": [label, mapping, {"type": "array", "items": ref("selector")}]}


# --- cases ------------------------------------------------------------------------------------------------------------


def history_case_defs(speller: Speller) -> dict[str, Schema]:
    """The definitions ``history-case`` and ``happened``."""
    shapes: dict[str, Schema] = {"event": _event(speller), "date": date_of(), "from": date_of()}
    shapes["working_days"] = {"type": "integer", "minimum": 1, "maximum": 400}
    texts = dict(HISTORY_TEXTS["happened"])
    for name, mark in FIELDS.items():
        shapes[name], texts[name] = _value(speller, mark, False), (mark.zh, mark.en)
    properties = {speller.spell(EVENT, key): documented(shape, texts[key]) for key, shape in shapes.items()}
    happened: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    happened["required"] = [speller.spell(EVENT, "event")]
    zh = speller.wording == "zh"
    amounts: Schema = {"type": "object", "additionalProperties": NUMBER}
    case = speller.mapping(
        "history case",
        {
            "person": TEXT,
            "post": choice([(short(pair[0]) if zh else name, pair) for name, pair in POST.items()]),
            "period": speller.mapping("period", {"from": date_of(), "until": date_of()}, ("from", "until")),
            "as_of": date_of(),
            "monthly": amounts,
            "events": one_or_more(ref("happened")),
            "run": ref("happened"),
            "every_other": ref("happened"),
            "expect": _expected(speller),
        },
        ("expect",),
    )
    return {"history-case": case, "happened": happened}


def _expected(speller: Speller) -> Schema:
    listed: Schema = {"anyOf": [TEXT, NUMBER, {"type": "array", "items": {"anyOf": [TEXT, NUMBER]}}]}
    shapes: dict[str, Schema] = dict.fromkeys(HISTORY_TEXTS["history expected"], listed)
    shapes |= {key: {"type": "object"} for key in ("labels", "withhold", "short")}
    figure: Schema = {"anyOf": [NUMBER, speller.closed("figure expected", ("none",))]}
    shapes |= dict.fromkeys(("deduct", "pay_only"), figure)
    return speller.mapping("history expected", shapes, minProperties=1)
