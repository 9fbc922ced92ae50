"""Walking a file of rules and turning each word into its twin, node by node, places kept.

What a word may be depends on where it stands, so every kind of node has its *shape*, a function that knows the
position. A word without twin in its position stays as it is: the readers then report it as they do any unknown word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from policy_engine.errors import Diagnostic, Place, Stranger
from policy_engine.loading.twins.tables import Tables, ValueKind, Words, words_of
from policy_engine.nodes import Node
from policy_engine.words import KEYS, TRUTH, VALUES

Wording: TypeAlias = Literal["zh", "en"]
_TRUE = {word: value for value, word in TRUTH.items()}


@dataclass
class Seen:
    """What was met in one file in Chinese words, for its diagnostics: which words may stand where, and which do not."""

    words: dict[tuple[int, int], Words] = field(default_factory=dict)
    strangers: dict[tuple[int, int], str] = field(default_factory=dict)

    def put(self, place: Place, words: Words, stranger: str = "") -> None:
        """Remembers a position, and the word that stands there without a twin."""
        self.words[place.line, place.column] = words
        if stranger:
            self.strangers[place.line, place.column] = stranger


class Walk:
    """One file on its way into Chinese (``to`` zh) or English words. ``terms`` and ``parameters`` are the file's own.

    ``scope`` are the topics, by their English words, whose facts may be named where the walk stands: one in a rule, all
    that the instrument deals with in its terms.
    """

    def __init__(self, tables: Tables, to: Wording, faults: list[Diagnostic]) -> None:
        self.tables = tables
        self.to: Wording = to
        self.faults = faults
        self.seen = Seen()
        self.terms = Words()
        self.parameters = Words()
        self.scope: tuple[str, ...] = ()
        self._joined: dict[tuple[str, ...], Words] = {}

    # --- words ------------------------------------------------------------------------------------------------------

    def twin(self, words: Words, word: str) -> str | None:
        """The word's twin in the wanted wording, or nothing."""
        return (words.english if self.to == "en" else words.chinese).get(word)

    def english(self, words: Words, word: str) -> str:
        """A word of the file by its English name, which the shapes know it by."""
        return words.english.get(word, word) if self.to == "en" else word

    def word(self, node: Node, words: Words) -> Node:
        """A text that is one word of a position."""
        if not isinstance(node.value, str):
            return node
        turned = self.twin(words, node.value)
        strange = turned is None and not node.value.isascii()
        self.seen.put(node.place, words, node.value if strange else "")
        return node if turned is None else node.with_value(turned)

    def truth(self, node: Node) -> Node:
        """是 and 否 for true and false."""
        if self.to == "en":
            return node.with_value(_TRUE[node.value]) if isinstance(node.value, str) and node.value in _TRUE else node
        return node.with_value(TRUTH[node.value]) if isinstance(node.value, bool) else node

    # --- facts ------------------------------------------------------------------------------------------------------

    def facts(self, position: str) -> Words:
        """What may be named in a ``condition``, ``formula``, ``due`` day or as a ``fact``, the file's own included."""
        key = (position, *self.scope)
        found = self._joined.get(key)
        if found is None:
            first = {"condition": KEYS["condition"], "due": VALUES["due"]}.get(position, {})
            facts = [self.tables.fields(topic).chinese for topic in self.scope]
            own = self.terms.chinese if position == "condition" else {}
            own = self.parameters.chinese if position in ("formula", "due") else own
            acts = self.tables.entries("acts").chinese if position == "deadline" else {}
            found = self._joined[key] = words_of(first, *facts, own, acts)
        return found

    def kind(self, fact: str) -> ValueKind | None:
        """What the values of a fact are, in the first topic that has it."""
        kinds = (self.tables.kind(topic, fact) for topic in self.scope)
        return next((kind for kind in kinds if kind is not None), None)

    def values(self, fact: str) -> Words:
        """The values of a fact, in any of the topics."""
        key = ("values", fact, *self.scope)
        if key not in self._joined:
            self._joined[key] = words_of(*(self.tables.values(topic, fact).chinese for topic in self.scope))
        return self._joined[key]

    # --- mappings and lists -----------------------------------------------------------------------------------------

    def entry(self, node: Node, position: str, key: str) -> Node | None:
        """What stands under a key of a mapping that is not turned yet; ``key`` in English."""
        if not isinstance(node.value, dict):
            return None
        found = node.value.get(key)
        twin = self.tables.keys(position).chinese.get(key, key)
        return node.value.get(twin, found) if self.to == "en" else found

    def mapping(self, node: Node, words: Words, shape: Callable[[str], Shape | None]) -> Node:
        """A mapping whose keys are words of a position; ``shape`` gives that of each value by the English key."""
        if not isinstance(node.value, dict):
            return node
        self.seen.put(node.place, words)
        entries: list[tuple[str, str, Node]] = []
        for key, value in node.value.items():
            turned = self.twin(words, key)
            strange = turned is None and not key.isascii()
            self.seen.put(node.key_place(key), words, key if strange else "")
            if turned is None:
                turned = Stranger(key, words.chinese) if strange and self.to == "en" else key
            of = shape(self.english(words, key))
            entries.append((key, turned, of(self, value) if of is not None else value))
        return self.rebuilt(node, entries)

    def rebuilt(self, node: Node, entries: Iterable[tuple[str, str, Node]]) -> Node:
        """A mapping with other keys (old, new, value); two that come to mean the same are one too many."""
        found: dict[str, Node] = {}
        keys: dict[str, Any] = {}
        written: dict[str, str] = {}
        for old, new, value in entries:
            if new in found:
                line = str(node.key_place(written[new]).line)
                self.faults.append(Diagnostic("PE105", node.key_place(old), {"key": old, "line": line}))
                continue
            found[new] = value
            written[new] = old
            if node.keys is not None and old in node.keys:
                keys[new] = node.keys[old]
        return node.with_entries(found, keys)

    def named(self, node: Node, shape: Shape) -> Node:
        """A mapping from names, which are nobody's words, to nodes of one shape."""
        if not isinstance(node.value, dict):
            return node
        return node.with_value({name: shape(self, each) for name, each in node.value.items()})

    def each(self, node: Node, shape: Shape) -> Node:
        """A node of a shape, or a list of them."""
        if isinstance(node.value, list):
            return node.with_value([shape(self, item) for item in node.value])
        return shape(self, node)


Shape: TypeAlias = Callable[[Walk, Node], Node]


def leave(walk: Walk, node: Node) -> Node:
    """Prose, ids, numbers and dates stay as they are."""
    return node


def truth(walk: Walk, node: Node) -> Node:
    """True or false."""
    return walk.truth(node)


def keyed(position: str, shapes: Mapping[str, Shape] | None = None) -> Shape:
    """The shape of a mapping with the key words of a position; values without a shape of their own stay."""
    found = (shapes or {}).get
    return lambda walk, node: walk.mapping(node, walk.tables.keys(position), found)


def some(shape: Shape) -> Shape:
    """One of a shape or a list of them."""
    return lambda walk, node: walk.each(node, shape)


def closed(position: str) -> Shape:
    """A word of a closed list."""
    return lambda walk, node: walk.word(node, walk.tables.closed(position))


def entry_of(*sections: str) -> Shape:
    """A word of the vocabulary, or a list of them."""
    return some(lambda walk, node: walk.word(node, walk.tables.entries(*sections)))
