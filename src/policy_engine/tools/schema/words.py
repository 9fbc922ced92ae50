"""How a schema spells things: the keys and words of a wording with their hover texts, and the commonest shapes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, TypeAlias

from policy_engine.loading.twins import Tables, Words
from policy_engine.requests.base import Request
from policy_engine.tools.schema.pairs import Pair
from policy_engine.tools.schema.texts import TEXTS
from policy_engine.vocabulary import Vocabulary
from policy_engine.words import KEYS, TRUTH, VALUES

Wording: TypeAlias = Literal["en", "zh"]
Schema: TypeAlias = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KEBAB = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
SNAKE = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"
DATE = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}


class Speller:
    """The words of one rulebook in one wording.

    Attributes:
        vocabulary: the rulebook's words.
        topics: the request models by topic.
        wording: ``en`` or ``zh``; keys and values are spelt in it.
    """

    def __init__(self, vocabulary: Vocabulary, topics: Mapping[str, type[Request]], wording: Wording) -> None:
        self.vocabulary = vocabulary
        self.topics = topics
        self.wording = wording
        self.tables = Tables(vocabulary, topics)

    def spell(self, words: Words, english: str) -> str:
        """A word of a position in this wording; one without a twin stays."""
        return words.chinese.get(english, english) if self.wording == "zh" else english

    def key(self, position: str, english: str) -> str:
        """A key of a position."""
        return self.spell(self.tables.keys(position), english) if position in KEYS else english

    def closed(self, position: str, words: Iterable[str]) -> Schema:
        """One word of a closed list."""
        spelt = self.tables.closed(position) if position in VALUES else Words()
        return {"enum": [self.spell(spelt, word) for word in words]}

    @property
    def truth(self) -> Schema:
        """True or false; 是 and 否 in Chinese words."""
        return {"enum": [TRUTH[True], TRUTH[False], True, False]} if self.wording == "zh" else {"type": "boolean"}

    @property
    def yes(self) -> Schema:
        """True."""
        return {"enum": [TRUTH[True], True]} if self.wording == "zh" else {"const": True}

    def topic(self, name: str) -> str:
        """A topic's word."""
        return self.spell(self.tables.topics, name)

    def entries(self, *sections: str) -> Schema:
        """One word of sections of the vocabulary, with the labels as hover text."""
        spelt = self.tables.entries(*sections)
        labels = {name: label for section in sections for name, label in self.labels(section).items()}
        return choice([(self.spell(spelt, name), label) for name, label in labels.items()])

    def labels(self, section: str) -> dict[str, Pair]:
        """The labels of a section of the vocabulary."""
        vocabulary = self.vocabulary
        if section.startswith("lists."):
            found: Mapping[str, Any] = vocabulary.lists.get(section.removeprefix("lists."), {})
            return {name: (label.zh, label.say("en")) for name, label in found.items()}
        found = getattr(vocabulary, section)
        labels = {name: getattr(each, "label", each) for name, each in found.items()}
        return {name: (label.zh, label.say("en")) for name, label in labels.items()}

    # --- mappings -----------------------------------------------------------------------------------------------------

    def mapping(self, position: str, shapes: Mapping[str, Schema], required: Sequence[str] = (), **more: Any) -> Schema:
        """A mapping with the key words of a position, each with its hover text; no others are allowed.

        Args:
            position: the position in the tables of key words and texts.
            shapes: the schema of each value, by English key.
            required: English keys that must stand there.
            more: further keywords of the schema.
        """
        found: Schema = {
            "type": "object",
            "properties": {
                self.key(position, key): documented(shape, TEXTS[position][key]) for key, shape in shapes.items()
            },
            "additionalProperties": False,
        }
        if required:
            found["required"] = [self.key(position, key) for key in required]
        return {**found, **more}

    def one_key(self, position: str, *alternatives: str) -> list[Schema]:
        """That exactly one of some keys stands there."""
        return [{"required": [self.key(position, key)]} for key in alternatives]

    def lines(self, position: str, extra: Mapping[str, Schema] | None = None, required: Sequence[str] = ()) -> Schema:
        """A mapping with the lines ``zh`` and ``en`` and perhaps more."""
        return self.mapping(position, {**LABELS, **(extra or {})}, ("zh", *required))


LABELS: Mapping[str, Schema] = {"zh": {"type": "string", "minLength": 1}, "en": TEXT}


def documented(shape: Schema, text: Pair) -> Schema:
    """A schema with its hover text, unless it brings one of its own."""
    return shape if "description" in shape else {**shape, "description": "\n".join(text)}


def choice(options: Iterable[tuple[str, Pair]]) -> Schema:
    """One of some words, with what each means."""
    found = list(options)
    if not found:
        return {"not": {}}
    lines = [f"- `{word}` {zh} / {en}" for word, (zh, en) in found]
    return {
        "type": "string",
        "enum": [word for word, _ in found],
        "enumDescriptions": [f"{zh} / {en}" for _, (zh, en) in found],
        "markdownDescription": "\n".join(lines),
    }


def one_or_more(shape: Schema) -> Schema:
    """One of a shape or a list of them."""
    return {"anyOf": [shape, {"type": "array", "items": shape}]}


def ref(name: str) -> Schema:
    """A reference to a definition of the same schema."""
    return {"$ref": f"#/$defs/{name}"}


def when_key(key: str, value: str, then: Schema) -> Schema:
    """What holds where a key has a value."""
    return {"if": {"type": "object", "properties": {key: {"const": value}}, "required": [key]}, "then": then}


def date_of(*others: str) -> Schema:
    """A date, or one of some words."""
    day: Schema = {"type": "string", "pattern": DATE}
    return {"anyOf": [day, {"enum": list(others)}]} if others else day
