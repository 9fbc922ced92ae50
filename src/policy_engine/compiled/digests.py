"""The digests of a rulebook: one over its meaning, one over the texts shown to people.

Meaning is everything that can change a decision, in an order that does not depend on files or on the order of rules.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from policy_engine.citations import Label
from policy_engine.errors import Place
from policy_engine.nodes import Node
from policy_engine.requests.derived import LargestOf
from policy_engine.requests.fields import Field, decimal_text
from policy_engine.requests.layout import Output
from policy_engine.rules import Instrument, Jurisdiction, Wording
from policy_engine.vocabulary import Actor

if TYPE_CHECKING:
    from policy_engine.compiled.models import Models

_DISPLAY = frozenset(
    {
        "zh",
        "en",
        "ask_zh",
        "ask_en",
        "asks_zh",
        "asks_en",
        "name_zh",
        "file",
        "further",
        "place",
        "field_place",
        "base_places",
        "sha256",
        "word",
        "words",
    }
)


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and no blanks: one byte string for one value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def meaning_digest(models: Models) -> str:
    """SHA-256, in hex, over the meaning of a rulebook."""
    vocabulary = models.vocabulary
    meaning = {
        "actors": {name: _meaning(actor) for name, actor in vocabulary.actors.items()},
        "acts": {name: _meaning(act) for name, act in vocabulary.acts.items()},
        "papers": sorted(vocabulary.papers),
        "matters": sorted(vocabulary.matters),
        "functions": {name: _meaning(each) for name, each in vocabulary.functions.items()},
        "lists": {name: list(values) for name, values in vocabulary.lists.items()},
        "jurisdictions": {name: _meaning(each) for name, each in models.jurisdictions.items()},
        "documents": {name: each.held for name, each in models.documents.items()},
        "ledger": {name: _meaning(entry) for name, entry in models.ledger.items()},
        "instruments": {name: _instrument(each) for name, each in models.instruments.items()},
        "topics": {name: _topic(model) for name, model in models.topics.items()},
    }
    return hashlib.sha256(canonical(meaning)).hexdigest()


def _instrument(instrument: Instrument) -> dict[str, Any]:
    found: dict[str, Any] = _meaning(instrument)
    found["rules"] = {rule.id: _meaning(rule) for rule in instrument.rules}
    found["histories"] = {rule.id: _meaning(rule) for rule in instrument.histories}
    if not instrument.histories:
        del found["histories"]
    found["holes"] = sorted((_meaning(hole) for hole in instrument.holes), key=canonical)
    for hole in found["holes"]:
        del hole["id"]
    found["clauses"] = {name: _meaning(clause) for name, clause in instrument.clauses.items()}
    return found


def _topic(model: Any) -> dict[str, Any]:
    marks: Mapping[str, Field] = model.layout.marks
    return {"topic": _meaning(model.topic), "fields": {name: _field(mark) for name, mark in marks.items()}}


def _field(mark: Field) -> dict[str, Any]:
    """A field; of its values the words in their order, for the order of ranks is meaning and their labels are not."""
    found: dict[str, Any] = {"type": type(mark).__name__, **_meaning(mark)}
    if "values" in found:
        found["values"] = list(found["values"])
    return found


def _meaning(value: Any) -> Any:
    """A value as JSON without display texts and places; lists keep their order, what stood under keys is sorted."""
    match value:
        case None | bool() | int() | str():
            return value
        case Decimal():
            return decimal_text(value)
        case dt.date():
            return value.isoformat()
        case Label() | Place():
            return None
        case Node():
            return _meaning(value.plain())
        case Mapping():
            return {str(key): _meaning(item) for key, item in value.items()}
        case tuple() | list():
            return [_meaning(item) for item in value]
        case set() | frozenset():
            return sorted(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        found: dict[str, Any] = {"=": type(value).__name__}
        for each in dataclasses.fields(value):
            if each.name not in _DISPLAY:
                item = getattr(value, each.name)
                if not isinstance(item, (Label, Place)):
                    found[each.name] = _meaning(item)
        if isinstance(value, Jurisdiction):
            found["adopts"].sort()
        if isinstance(value, Actor):
            found["choose"] = dict(value.choose)
        elif isinstance(value, Wording):
            found["effects"].sort(key=canonical)
            found["otherwise"].sort(key=canonical)
        elif isinstance(value, (Output, LargestOf)):
            found["values"] = list(value.values)
        return found
    raise TypeError(type(value))


def texts_digest(models: Models) -> str:
    """SHA-256, in hex, over every text shown to people, each with the place it belongs to in the models."""
    texts = sorted(
        [
            *_texts("vocabulary", models.vocabulary),
            *_texts("jurisdictions", models.jurisdictions),
            *_texts("documents", models.documents),
            *_texts("instruments", models.instruments),
            *(text for name, model in models.topics.items() for text in _field_texts(name, model)),
        ]
    )
    return hashlib.sha256(canonical(texts)).hexdigest()


def _field_texts(name: str, model: Any) -> Iterator[list[str]]:
    topic = model.topic
    yield [name, topic.zh, topic.en, topic.asks_zh, topic.asks_en]
    for field_name, mark in model.layout.marks.items():
        yield [f"{name}.{field_name}", mark.zh, mark.en, mark.ask_zh, mark.ask_en]
        for value, (zh, en) in getattr(mark, "values", {}).items():
            yield [f"{name}.{field_name}.{value}", zh, en]
    for derived_name, derived in topic.derived.items():
        yield [f"{name}.{derived_name}", derived.zh, derived.en]
        for value, (zh, en) in getattr(derived, "values", {}).items():
            yield [f"{name}.{derived_name}.{value}", zh, en]
    for output_name, output in topic.outputs.items():
        yield [f"{name}.set.{output_name}", output.zh, output.en]
        for value, (zh, en) in output.values.items():
            yield [f"{name}.set.{output_name}.{value}", zh, en]


def _texts(where: str, value: Any) -> Iterator[list[str]]:
    if isinstance(value, Label):
        yield [where, value.zh, value.en]
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _texts(f"{where}.{key}", item)
    elif isinstance(value, (tuple, list)):
        for index, item in enumerate(value):
            name = getattr(item, "id", index)
            yield from _texts(f"{where}.{name}", item)
    elif dataclasses.is_dataclass(value) and not isinstance(value, (type, Node)):
        for each in dataclasses.fields(value):
            yield from _texts(f"{where}.{each.name}", getattr(value, each.name))
