"""The schema of what is said of functions and bodies, in rules and in cases.

The list of all bodies is long and wanted at every turn, so it stands once, as ``body-name``; whatever stands beside
every body (an ``establish`` of its own, in cases) is a definition, too.
"""

from __future__ import annotations

from policy_engine.tools.schema.words import TEXT, Schema, Speller, choice, documented, one_or_more, ref


def entries_of(speller: Speller, value: Schema, *sections: str) -> Schema:
    """A mapping from words of sections of the vocabulary, with their labels as hover text."""
    spelt = speller.tables.entries(*sections)
    labels = {name: label for section in sections for name, label in speller.labels(section).items()}
    return {
        "type": "object",
        "minProperties": 1,
        "properties": {speller.spell(spelt, name): documented(value, label) for name, label in labels.items()},
        "additionalProperties": False,
    }


def body_defs(speller: Speller, topic: str) -> dict[str, Schema]:
    """The definitions ``body-TOPIC`` (one ``establish``), ``post-TOPIC`` and ``count-TOPIC``; numbers are formulas."""
    number = ref(f"number-{topic}")
    between: Schema = {"type": "array", "minItems": 2, "maxItems": 2, "items": number}
    bounds = speller.mapping("bounds", {"at_least": number, "at_most": number, "between": between}, minProperties=1)
    parts = entries_of(speller, number, "lists.count_names")
    count = speller.mapping("count", {"total": number, "parts": parts}, minProperties=1)
    shapes = {"body": ref("body-name"), **_shapes(speller, ref(f"post-{topic}"), ref(f"count-{topic}"))}
    return {
        f"post-{topic}": {"anyOf": [number, bounds]},
        f"count-{topic}": {"anyOf": [number, count]},
        f"body-{topic}": speller.mapping("establish", shapes, ("body",), minProperties=2),
    }


def expected_defs(speller: Speller) -> dict[str, Schema]:
    """The definitions ``bodies``, ``post`` and ``count`` of cases; numbers may be ``open``, ``unset``, ``none``."""
    number = one_or_more({"anyOf": [{"type": "number"}, TEXT]})
    bounds = speller.mapping("bounds", dict.fromkeys(("at_least", "at_most", "between"), number))
    parts: Schema = {"type": "object", "additionalProperties": number}
    count = {"total": number, "parts": parts, "sum_of_parts": number, "unallocated": number}
    nothing: Schema = {"type": "array", "maxItems": 0}
    shapes = {
        key: shape if key in ("posts", "counts") else {"anyOf": [shape, nothing]}
        for key, shape in _shapes(speller, ref("post"), ref("count")).items()
    }
    return {
        "post": {"anyOf": [number, bounds]},
        "count": {"anyOf": [number, speller.mapping("count expected", count)]},
        "body": speller.mapping("establish", shapes),
        "bodies": entries_of(speller, ref("body"), "actors", "lists.body"),
    }


def name_def(speller: Speller) -> dict[str, Schema]:
    """The definition ``body-name``: one of all bodies."""
    return {"body-name": speller.entries("actors", "lists.body")}


def _shapes(speller: Speller, post: Schema, count: Schema) -> dict[str, Schema]:
    body = ref("body-name")
    spelt = speller.tables.ranks()
    ranks = [
        (speller.spell(spelt, name), (label.zh, label.say("en"))) for name, label in speller.vocabulary.ranks().items()
    ]
    return {
        "exists": speller.truth,
        "same_body_as": body,
        "shares_office_with": body,
        "sign_of": one_or_more(body),
        "under": body,
        "merged_from": one_or_more(body),
        "led_by": ref("who"),
        "headed_rank": choice(ranks),
        "posts": entries_of(speller, post, "lists.post_names"),
        "counts": entries_of(speller, count, "lists.count_names"),
    }
