"""JSON schemas (draft 2020-12) of everything a rulebook and its users write: requests, decisions, rulebook files.

They are made from the request models and the rulebook's vocabulary, so an editor offers exactly the words there are,
each with its Chinese and English text. Only what draft 7 has too is leant on, for editors that know no later one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, get_args

from policy_engine.compiled.models import Models
from policy_engine.requests.base import Request
from policy_engine.tools.schema.attendance import history_schema
from policy_engine.tools.schema.cases import cases_schema
from policy_engine.tools.schema.instruments import instrument_schema
from policy_engine.tools.schema.requests import decision_schema, request_schema
from policy_engine.tools.schema.small import jurisdictions_schema, ledger_schema, sources_schema, vocabulary_schema
from policy_engine.tools.schema.words import DIALECT, Schema, Speller, Wording
from policy_engine.words import KEYS

Kind: TypeAlias = Literal[
    "request", "decision", "history", "instrument", "cases", "vocabulary", "jurisdictions", "sources", "ledger"
]
KINDS: tuple[Kind, ...] = get_args(Kind)

__all__ = ["KINDS", "Kind", "Schema", "Wording", "all_schemas", "schema_of"]


def schema_of(kind: Kind, models: Models, topic: str = "", wording: Wording = "en") -> Schema:
    """The schema of one kind of file.

    Args:
        kind: which file.
        models: the rulebook's models (``book.compiled.models``).
        topic: only this topic; by default all that the rulebook has models for.
        wording: the words in which instruments and cases are written; all else is written in English words.

    Raises:
        KeyError: the rulebook has no such topic.
    """
    topics: Mapping[str, type[Request]] = models.topics
    wanted = [topic] if topic else list(topics)
    if topic and topic not in topics:
        raise KeyError(topic)
    speller = Speller(models.vocabulary, topics, wording if kind in ("instrument", "cases") else "en")
    match kind:
        case "request":
            return request_schema(speller, wanted, list(models.jurisdictions))
        case "decision":
            return decision_schema()
        case "history":
            return history_schema(speller, models.jurisdictions)
        case "instrument":
            return instrument_schema(speller, wanted, models.documents)
        case "cases":
            return cases_schema(speller, wanted, models.jurisdictions, models.instruments, models.documents)
        case "vocabulary":
            return vocabulary_schema(speller)
        case "jurisdictions":
            return jurisdictions_schema(speller, models.instruments)
        case "sources":
            return sources_schema(speller)
        case "ledger":
            return ledger_schema(speller, models.instruments, models.documents)


def all_schemas(models: Models) -> dict[str, Schema]:
    """Every schema by its file name.

    ``rulebook-file.schema.json`` is for all files in folders: it tells instruments, cases and the parts of the
    vocabulary and the ledger apart, and the two wordings, and refers to the others.
    """
    found = {f"{kind}.schema.json": schema_of(kind, models) for kind in KINDS}
    found |= {f"{kind}.zh.schema.json": schema_of(kind, models, wording="zh") for kind in ("instrument", "cases")}
    found |= {f"request.{topic}.schema.json": schema_of("request", models, topic) for topic in models.topics}
    found["rulebook-file.schema.json"] = _dispatch(models)
    return found


def _dispatch(models: Models) -> Schema:
    def has(*keys: str) -> Schema:
        return {"type": "object", "anyOf": [{"required": [key]} for key in keys]}

    chinese = Speller(models.vocabulary, models.topics, "zh")
    first: list[tuple[Schema, str]] = [
        (has(*(chinese.key("cases", key) for key in ("cases", "duties", "histories"))), "cases.zh"),
        (has(chinese.key("instrument", "instrument")), "instrument.zh"),
        (has("cases", "duties", "histories"), "cases"),
        ({"anyOf": [has(section) for section in KEYS["vocabulary"]]}, "vocabulary"),
        ({"type": "object", "minProperties": 1, "additionalProperties": has("fates")}, "ledger"),
    ]
    found: Schema = {"$ref": "instrument.schema.json"}
    for test, kind in reversed(first):
        found = {"if": test, "then": {"$ref": f"{kind}.schema.json"}, "else": found}
    return {"$schema": DIALECT, "title": "规章、用例、词汇或台账 / an instrument, its cases, words or clauses", **found}
