"""The words of every position in both wordings: key words, the vocabulary, the facts of each topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from policy_engine.nodes import usable_key
from policy_engine.requests.base import Request
from policy_engine.requests.fields import Flag, Text
from policy_engine.requests.layout import Layout
from policy_engine.vocabulary import Vocabulary
from policy_engine.words import ALSO, KEYS, VALUES, short

ValueKind: TypeAlias = Literal["list", "truth", "figure", "text"]


@dataclass(frozen=True)
class Words:
    """The words that may stand in one position: ``english`` by Chinese word, ``chinese`` by English word.

    A Chinese word belongs to the first that claims it; the others (``clashes``) keep their English word, so that what
    was turned into Chinese words always comes back as it was.
    """

    english: Mapping[str, str] = field(default_factory=dict)
    chinese: Mapping[str, str] = field(default_factory=dict)
    clashes: tuple[str, ...] = ()


def words_of(*sources: Mapping[str, str], also: Mapping[str, str] | None = None) -> Words:
    """The words of several sources (Chinese by English) in one position; ``also`` are further spellings (the reverse).

    An English word that two sources have means the first, as readers take it.
    """
    english: dict[str, str] = {}
    chinese: dict[str, str] = {}
    clashes: list[str] = []
    own = {word for source in sources for word in source}
    seen: set[str] = set()
    for source in sources:
        for word, twin in source.items():
            if word in seen:
                continue
            seen.add(word)
            if twin in english or twin in own or not usable_key(twin):
                clashes.append(word)
            else:
                english[twin] = word
                chinese[word] = twin
    return Words({**(also or {}), **english}, chinese, tuple(clashes))


class Tables:
    """Every position's words in one rulebook; each is put together once."""

    def __init__(self, vocabulary: Vocabulary, topics: Mapping[str, type[Request]]) -> None:
        self.vocabulary = vocabulary
        self.layouts: Mapping[str, Layout] = {name: model.layout for name, model in topics.items()}
        self.topics = words_of({name: each.topic.word or short(each.topic.zh) for name, each in self.layouts.items()})
        self._found: dict[tuple[str, ...], Words] = {}

    def keys(self, position: str) -> Words:
        """The key words of a position."""
        return self._once(("keys", position), KEYS[position], also=ALSO.get(position))

    def closed(self, position: str) -> Words:
        """The words of a closed list."""
        return self._once(("closed", position), VALUES[position])

    def entries(self, *sections: str) -> Words:
        """The words of sections of the vocabulary that share a position."""
        return self._once(("entries", *sections), *map(self.vocabulary.chinese, sections))

    def ranks(self) -> Words:
        """The ranks that the head of a body may have."""
        if "headed_rank" in self.vocabulary.lists:
            return self.entries("lists.headed_rank")
        return self._once(("ranks",), {name: short(label.zh) for name, label in self.vocabulary.ranks().items()})

    def effects(self) -> Words:
        """What may stand under ``then``."""
        return self._once(("effects",), self.vocabulary.chinese("acts"), KEYS["then"])

    def fields(self, topic: str) -> Words:
        """The facts of a topic, derived ones included."""
        return self._once(("fields", topic), self.field_twins(topic))

    def field_twins(self, topic: str) -> dict[str, str]:
        """The Chinese word of every fact of a topic."""
        layout = self.layouts.get(topic)
        if layout is None:
            return {}
        found = {name: mark.word or short(mark.zh) for name, mark in layout.marks.items()}
        return found | {name: each.word or short(each.zh) for name, each in layout.topic.derived.items()}

    def kind(self, topic: str, name: str) -> ValueKind | None:
        """What the values of a fact are; nothing where the topic has no such fact."""
        layout = self.layouts.get(topic)
        if layout is None:
            return None
        if layout.listed(name) is not None:
            return "list"
        match layout.marks.get(name):
            case Flag():
                return "truth"
            case Text():
                return "text"
        axis = layout.by_name.get(name)
        if axis is None:
            return None
        return "truth" if axis.kind == "flag" else "figure"

    def values(self, topic: str, name: str) -> Words:
        """The values of a fact that is one or some of a list."""
        layout = self.layouts.get(topic)
        mark = layout.listed(name) if layout is not None else None
        if mark is None:
            return Words()
        if mark.open_list:
            return self.entries(f"lists.{mark.open_list}")
        twins = {value: mark.words.get(value) or short(zh) for value, (zh, _) in mark.values.items()}
        return self._once(("values", topic, name), twins)

    def outputs(self, topic: str) -> Words:
        """The values that rules of a topic may set."""
        layout = self.layouts.get(topic)
        found = layout.topic.outputs if layout is not None else {}
        return self._once(("outputs", topic), {name: each.word or short(each.zh) for name, each in found.items()})

    def output_values(self, topic: str, name: str) -> Words:
        """What an output may be set to, where that is a word of a list."""
        layout = self.layouts.get(topic)
        output = layout.topic.outputs.get(name) if layout is not None else None
        if output is None:
            return Words()
        if output.open_list:
            return self.entries(f"lists.{output.open_list}")
        twins = {value: output.words.get(value) or short(zh) for value, (zh, _) in output.values.items()}
        return self._once(("output", topic, name), twins)

    def _once(self, key: tuple[str, ...], *sources: Mapping[str, str], also: Mapping[str, str] | None = None) -> Words:
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = words_of(*sources, also=also)
        return found
