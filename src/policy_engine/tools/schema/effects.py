"""The schema of what stands under ``then`` and ``otherwise``: acts, papers, leave, limits, deadlines, outputs."""

from __future__ import annotations

from collections.abc import Mapping

from policy_engine.arithmetic import DATED, PERIODS
from policy_engine.requests.layout import Layout, Output
from policy_engine.tools.schema.organising import body_defs, entries_of, name_def
from policy_engine.tools.schema.texts import TEXTS
from policy_engine.tools.schema.words import (
    NUMBER,
    TEXT,
    Schema,
    Speller,
    choice,
    documented,
    one_or_more,
    ref,
)
from policy_engine.vocabulary import Act

_MONTH_DAY = r"^(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
_LISTS = ("add", "times", "min", "max", "earliest", "latest")
_PAIRS = ("subtract", "floor_div")


def shared_defs(speller: Speller, documents: Mapping[str, object]) -> dict[str, Schema]:
    """The definitions that all topics share: actors, papers, documents, bodies, who acts."""
    one = ref("actor")
    several: Schema = {"type": "array", "minItems": 1, "items": ref("who")}
    ways = [speller.mapping("act", {key: several}, (key,)) for key in ("one_of", "in_turn", "all_of")]
    paper: Schema = {
        "anyOf": [ref("paper"), speller.mapping("paper", {"one_of": one_or_more(ref("paper"))}, ("one_of",))]
    }
    return {
        "actor": speller.entries("actors"),
        "paper": speller.entries("papers"),
        "document": {"type": "string", "enum": list(documents)} if documents else TEXT,
        "who": {"anyOf": [one, several, *ways]},
        "required-papers": one_or_more(paper),
        **name_def(speller),
    }


def effect_defs(speller: Speller, topic: str) -> dict[str, Schema]:
    """The definitions ``then-TOPIC``, ``acts-TOPIC``, and the formulas of a topic."""
    who: dict[str, Schema] = {"by": ref("who"), "to": ref("actor"), "before": ref(f"dates-{topic}"), "within": TEXT}
    return {
        f"dates-{topic}": _names(speller, topic, "date"),
        f"quantities-{topic}": _names(speller, topic, "quantity"),
        f"due-{topic}": _names(speller, topic, "date", *speller.vocabulary.acts),
        f"doing-{topic}": {"anyOf": [ref("who"), speller.mapping("act", who, ("by",))]},
        f"receiving-{topic}": {"anyOf": [ref("actor"), speller.mapping("act", who, ("to",))]},
        f"then-{topic}": _then(speller, topic),
        f"shared-then-{topic}": _shared(speller, topic),
        f"acts-{topic}": _acts(speller, topic),
        **body_defs(speller, topic),
        f"number-{topic}": formula_of(speller, topic, dated=False),
        f"day-{topic}": formula_of(speller, topic, dated=True),
    }


def _then(speller: Speller, topic: str) -> Schema:
    layout = speller.topics[topic].layout
    spelt = speller.tables.effects()
    properties = _act_properties(speller, topic)
    for key, shape in _effects(speller, topic, layout).items():
        properties[speller.spell(spelt, key)] = documented(shape, TEXTS["then"][key])
    return {"type": "object", "minProperties": 1, "properties": properties, "additionalProperties": False}


def _shared(speller: Speller, topic: str) -> Schema:
    """What the rows of a table share: the same keys, but their values may be completed by cells."""
    keys = _then(speller, topic)["properties"]
    bare = {key: {name: shape[name] for name in ("description",) if name in shape} for key, shape in keys.items()}
    return {"type": "object", "properties": bare, "additionalProperties": False}


# --- acts -------------------------------------------------------------------------------------------------------------


def _acts(speller: Speller, topic: str) -> Schema:
    return {
        "type": "object",
        "minProperties": 1,
        "properties": _act_properties(speller, topic),
        "additionalProperties": False,
    }


def _act_properties(speller: Speller, topic: str) -> dict[str, Schema]:
    spelt = speller.tables.effects()
    return {
        speller.spell(spelt, act.id): documented(_act(topic, act), (act.label.zh, act.label.say("en")))
        for act in speller.vocabulary.acts.values()
    }


def _act(topic: str, act: Act) -> Schema:
    """An act with its actor (its receiver, where it has one), or with all that may be said of it."""
    return ref(f"receiving-{topic}" if act.receiver else f"doing-{topic}")


def _names(speller: Speller, topic: str, kind: str, *acts: str) -> Schema:
    """The facts of a kind by name, perhaps acts too."""
    layout = speller.topics[topic].layout
    spelt = speller.tables.fields(topic)
    names = [axis.name for axis in layout.axes if axis.kind == kind and not axis.member]
    options = [(speller.spell(spelt, name), _label(layout, name)) for name in names]
    known = speller.tables.entries("acts")
    labels = speller.vocabulary.acts
    options += [(speller.spell(known, act), (labels[act].label.zh, labels[act].label.say("en"))) for act in acts]
    return choice(options)


def _label(layout: Layout, name: str) -> tuple[str, str]:
    mark = layout.marks.get(name)
    if mark is not None:
        return mark.zh, mark.en
    derived = layout.topic.derived[name]
    return derived.zh, derived.en


# --- everything else --------------------------------------------------------------------------------------------------


def _effects(speller: Speller, topic: str, layout: Layout) -> dict[str, Schema]:
    refer = speller.mapping("refer", {"to": ref("actor"), "document": ref("document"), "for": TEXT})
    refer["anyOf"] = speller.one_key("refer", "to", "document")
    afterwards = speller.mapping("afterwards", {"papers": ref("required-papers"), "within": TEXT}, ("papers",))
    quantities = ref(f"quantities-{topic}")
    excess: Schema = {
        "anyOf": [
            speller.closed("excess", ("not_paid", "prohibited")),
            speller.mapping("excess", {"needs": ref(f"acts-{topic}")}, ("needs",)),
        ]
    }
    limit: dict[str, Schema] = {
        "of": quantities,
        "at_most": ref(f"number-{topic}"),
        "per": one_or_more(quantities),
        "excess": excess,
    }
    day = ref(f"day-{topic}")
    deadline = speller.mapping(
        "deadline",
        {"of": ref(f"due-{topic}"), "at": day, "not_before": day},
        ("of",),
    )
    deadline["oneOf"] = speller.one_key("deadline", "at", "not_before")
    choose = {"one_of": one_or_more(TEXT), "by": ref("actor"), "about": TEXT}
    return {
        "permit": speller.yes,
        "prohibit": speller.yes,
        "refer": refer,
        "require": ref("required-papers"),
        "require_afterwards": {"anyOf": [ref("required-papers"), afterwards]},
        "limit": one_or_more(speller.mapping("limit", limit, ("of", "at_most"))),
        "payable": ref(f"number-{topic}"),
        "deadline": one_or_more(deadline),
        "set": _outputs(speller, topic, layout.topic.outputs),
        "choose": one_or_more(speller.mapping("choose", choose, ("one_of", "by"))),
        "assign": entries_of(speller, ref("who"), "functions"),
        "establish": one_or_more(ref(f"body-{topic}")),
    }


def _outputs(speller: Speller, topic: str, outputs: Mapping[str, Output]) -> Schema:
    spelt = speller.tables.outputs(topic)
    return {
        "type": "object",
        "properties": {
            speller.spell(spelt, name): documented(_output(speller, topic, name, output), (output.zh, output.en))
            for name, output in outputs.items()
        },
        "additionalProperties": False,
    }


def _output(speller: Speller, topic: str, name: str, output: Output) -> Schema:
    match output.kind:
        case "number":
            return ref(f"number-{topic}")
        case "date":
            return ref(f"day-{topic}")
        case "flag":
            return speller.truth
    if output.open_list:
        return speller.entries(f"lists.{output.open_list}")
    if not output.values:
        return TEXT
    spelt = speller.tables.output_values(topic, name)
    return choice([(speller.spell(spelt, value), label) for value, label in output.values.items()])


# --- formulas ---------------------------------------------------------------------------------------------------------


def formula_of(speller: Speller, topic: str, dated: bool, itself: str = "") -> Schema:
    """A number or a date: a figure, the name of a fact or parameter, or one operation.

    ``itself`` is the definition under which a formula of dates stands, where it is not that of the topic.
    """
    number, day = ref(f"number-{topic}"), ref(itself or f"day-{topic}")
    several: Schema = {"type": "array", "minItems": 1, "items": day if dated else number}
    pair: Schema = {"type": "array", "minItems": 2, "maxItems": 2, "items": number}
    positive: Schema = {"type": "number", "exclusiveMinimum": 0}
    whole: Schema = {"type": "integer", "minimum": 1}
    period = speller.closed("span", PERIODS)
    forms: dict[str, dict[str, Schema]] = {
        **{key: {key: several} for key in _LISTS if (key in DATED) is dated},
        **{key: {key: pair} for key in _PAIRS if not dated},
        **{key: {key: number, "to": positive} for key in ("round_up", "round_down") if not dated},
    }
    if dated:
        counted = ("days_after", "working_days_after", "months_after")
        count: Schema = {"anyOf": [{"type": "integer", "minimum": 0}, {"type": ["string", "object"], **number}]}
        forms |= {key: {key: day, "number": count} for key in counted}
        forms |= {
            "end_of": {"end_of": period, "of": day},
            "day_of": {"day_of": period, "of": day, "number": whole},
            "next_year": {"next_year": {"type": "string", "pattern": _MONTH_DAY}, "of": day},
            "then_next_working_day": {"then_next_working_day": day},
        }
    operations = [speller.mapping("formula", shapes, tuple(shapes)) for shapes in forms.values()]
    return {"anyOf": [TEXT, *([] if dated else [NUMBER]), *operations]}
