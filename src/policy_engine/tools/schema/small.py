"""The schemas of the small files: vocabulary, jurisdictions, sources, ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policy_engine.rules import Document
from policy_engine.tools.schema.words import DIALECT, KEBAB, SNAKE, TEXT, Schema, Speller, one_or_more
from policy_engine.vocabulary import ACTOR_KINDS
from policy_engine.words import FATES

_DIGEST = r"^[0-9a-f]+$"


def vocabulary_schema(speller: Speller) -> Schema:
    """The schema of ``vocabulary.yaml`` and of the parts beside it; which sections the whole must have is not told."""
    known = {"type": "string"}
    actor = speller.lines(
        "actor",
        {
            "kind": speller.closed("actor kind", ACTOR_KINDS),
            "word": TEXT,
            "to": TEXT,
            "held_by": one_or_more(known),
            "choose": {"type": "object", "additionalProperties": TEXT},
            "one_of": one_or_more(known),
            "all_of": one_or_more(known),
        },
        ("kind",),
    )
    actor["allOf"] = [
        _of_kind("group", {"oneOf": [{"required": ["one_of"]}, {"required": ["all_of"]}]}),
        _of_kind("relative", {"required": ["to"]}),
    ]
    actor["not"] = {"required": ["one_of", "all_of"]}
    act = speller.lines(
        "vocabulary act",
        {
            "word": TEXT,
            "combine": speller.closed("combine", ("unique", "collect")),
            "receiver": speller.truth,
            "own": speller.truth,
            "binding": speller.truth,
        },
        ("combine",),
    )
    entries = _named(speller.lines("entry", {"word": TEXT}))
    function = speller.lines(
        "function", {"word": TEXT, "combine": speller.closed("combine", ("unique", "collect"))}, ("combine",)
    )
    found = speller.mapping(
        "vocabulary",
        {
            "actors": _named(actor, SNAKE),
            "acts": _named(act, SNAKE),
            "papers": entries,
            "matters": entries,
            "conventions": entries,
            "functions": _named(function, SNAKE),
            "lists": _named(entries),
        },
    )
    return _file("词汇表 / vocabulary", found)


def _of_kind(kind: str, then: Schema) -> Schema:
    return {"if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]}, "then": then}


def _named(each: Schema, names: str = "") -> Schema:
    """A mapping from names to entries of one shape."""
    found: Schema = {"type": "object", "additionalProperties": each}
    return {**found, "propertyNames": {"pattern": names}} if names else found


def jurisdictions_schema(speller: Speller, instruments: Iterable[str]) -> Schema:
    """The schema of ``jurisdictions.yaml``; the instruments known are offered."""
    adopted: Schema = {"anyOf": [{"enum": sorted(instruments)}, {"type": "string", "pattern": KEBAB}]}
    each = speller.lines("jurisdiction", {"adopts": one_or_more(adopted), "parent": TEXT}, ("adopts",))
    return _file("辖区 / jurisdictions", _named(each, KEBAB))


def sources_schema(speller: Speller) -> Schema:
    """The schema of ``sources.yaml``."""
    document = speller.mapping(
        "document",
        {
            "held": speller.truth,
            "sha256": {"type": "string", "pattern": _DIGEST},
            "title": speller.lines("label"),
        },
        ("held",),
    )
    return _file("文件 / sources", speller.mapping("sources", {"documents": _named(document)}, ("documents",)))


def ledger_schema(speller: Speller, instruments: Iterable[str], documents: Mapping[str, Document]) -> Schema:
    """The schema of the ledger's files, whose fates are kept by machine."""
    span: Schema = {
        "type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "integer", "minimum": 0},
    }  # fmt: skip
    shapes: dict[str, Schema] = {
        "document": TEXT,
        "part": TEXT,
        "instrument": {"anyOf": [{"enum": sorted(instruments)}, TEXT]},
        "locator": TEXT,
        "span": span,
        "digest": {"type": "string", "pattern": _DIGEST},
        "kind": TEXT,
        "priority": TEXT,
        "modality": TEXT,
        "ambiguous": speller.truth,
        "fates": one_or_more(speller.closed("fate", FATES)),
        "of": TEXT,
        "owner": TEXT,
    }
    required = [key for key in shapes if key not in ("span", "digest", "of", "owner")]
    entry = speller.mapping("ledger entry", shapes, required)
    held = sorted(name for name, each in documents.items() if each.held)
    entry["allOf"] = [
        {**_where("document", {"enum": held}), "then": {"required": ["span", "digest"]}},
        {**_where("fates", _has("duplicate")), "then": {"required": ["of"]}},
    ]
    return _file("条款台账 / ledger", _named(entry))


def _where(key: str, holds: Schema) -> Schema:
    return {"if": {"properties": {key: holds}, "required": [key]}}


def _has(word: str) -> Schema:
    """A word, or a list with it."""
    return {"anyOf": [{"const": word}, {"type": "array", "contains": {"const": word}}]}


def _file(title: str, found: Schema) -> Schema:
    return {"$schema": DIALECT, "title": title, **found}
