"""Diagnostics told in the words of the file they are about, be it Chinese or English."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from policy_engine.errors import Diagnostic, Stranger, near_match
from policy_engine.loading.twins.tables import Tables, Words
from policy_engine.loading.twins.walk import Seen
from policy_engine.numerals import figure_meant
from policy_engine.words import ALSO, KEYS, VALUES

_WORDS = ("key", "one", "other", "operator", "name", "value", "field", "topic", "unit", "wanted")
_PATHS = ("where", "field")
_NOWHERE = Words()
_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "PE306": ("acts",),
    "PE307": ("actors",),
    "PE308": ("papers",),
    "PE309": ("matters",),
    "PE310": ("conventions",),
    "PE320": ("functions",),
    "PE321": ("actors", "lists.body"),
}
"""Codes of unknown words, with the sections of the vocabulary in which the word should stand."""
_OF_FIGURES = ("PE301", "PE303", "PE403")
_STRANGERS = ("key", "name", "operator", "value")


def _figure(diagnostic: Diagnostic) -> str:
    """The plain number for one in Chinese or with a unit, where a fact, a parameter or a number was expected."""
    if diagnostic.code not in _OF_FIGURES or diagnostic.words.get("wanted_en", "a number") != "a number":
        return ""
    return figure_meant(diagnostic.words.get("value") or diagnostic.words.get("name", ""))


class Telling:
    """Turns the words of diagnostics into those of the files they are about.

    Only faults of names, shapes and figures are turned: those of rules together name rules, which have no twins.
    """

    def __init__(self, tables: Tables, files: Mapping[str, Seen]) -> None:
        self.files = files
        self.tables = tables
        self._general: dict[str, str] = {}
        for topic in tables.layouts:
            self._add(tables.fields(topic).chinese)
        for table in (*KEYS.values(), *VALUES.values(), tables.topics.chinese):
            self._add(table)

    def _add(self, table: Mapping[str, str]) -> None:
        for word, twin in table.items():
            self._general.setdefault(word, twin)

    def all(self, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
        """The diagnostics, those of files in Chinese words with Chinese words."""
        return [self.one(each) if each.place.file in self.files else self.in_english(each) for each in diagnostics]

    def in_english(self, diagnostic: Diagnostic) -> Diagnostic:
        """A diagnostic of a file in English words; the near match of a Chinese word is the English word for it."""
        if diagnostic.near or diagnostic.code[2] not in "23":
            return diagnostic
        stranger = next((diagnostic.words[key] for key in _STRANGERS if key in diagnostic.words), "")
        if not stranger or stranger.isascii():
            return diagnostic
        near = self._meant(stranger, diagnostic) or _figure(diagnostic)
        return replace(diagnostic, near=near) if near else diagnostic

    def _meant(self, stranger: str, diagnostic: Diagnostic) -> str:
        """The English word for a Chinese one: of the vocabulary the nearest, of key words and values only its own twin.

        A deputy (副) is never taken for the head.
        """
        sections = _SECTIONS.get(diagnostic.code)
        if sections is not None:
            words = self.tables.entries(*sections) if diagnostic.code != "PE306" else self.tables.effects()
            alike = [word for word, twin in words.chinese.items() if ("副" in twin) == ("副" in stranger)]
            return words.english.get(stranger) or near_match(Stranger(stranger, words.chinese), alike)
        allowed = diagnostic.expected.split(", ")
        for table in self._tables(diagnostic):
            for english in allowed:
                if table.get(english) == stranger:
                    return english
        also = ALSO["operator"].get(stranger, "") if diagnostic.code == "PE316" else ""
        return also if also in allowed else ""

    def _tables(self, diagnostic: Diagnostic) -> Iterator[Mapping[str, str]]:
        """What the words that were expected may be called in Chinese."""
        if diagnostic.code == "PE302":
            for topic in self.tables.layouts:
                yield self.tables.values(topic, diagnostic.words.get("field", "")).chinese
        elif diagnostic.code == "PE301":
            yield self.tables.fields(diagnostic.words.get("topic", "")).chinese
        yield from KEYS.values()
        yield from VALUES.values()

    def one(self, diagnostic: Diagnostic) -> Diagnostic:
        """A diagnostic of a file in Chinese words."""
        if diagnostic.code[2] not in "234" and diagnostic.code not in ("PE803", "PE806"):
            return diagnostic
        seen = self.files[diagnostic.place.file]
        at = (diagnostic.place.line, diagnostic.place.column)
        words = seen.words.get(at, _NOWHERE)
        near = self._said(diagnostic.near, words)
        stranger = seen.strangers.get(at)
        if stranger is not None and (diagnostic.expected or diagnostic.code[2] == "3"):
            found = near_match(Stranger(stranger, words.chinese), words.chinese)
            near = words.chinese.get(found, "")
        near = near or _figure(diagnostic)
        told = replace(
            diagnostic,
            words={name: self._blank(name, text, words) for name, text in diagnostic.words.items()},
            expected=", ".join(self._path(each, words) for each in diagnostic.expected.split(", ")),
            near=near,
        )
        return told if told != diagnostic else diagnostic

    def _said(self, word: str, words: Words) -> str:
        return words.chinese.get(word) or self._general.get(word, word)

    def _blank(self, name: str, text: str, words: Words) -> str:
        if name in _PATHS:
            return self._path(text, words)
        return self._said(text, words) if name in _WORDS else text

    def _path(self, text: str, words: Words) -> str:
        """A word, or several joined by points: where something stands, the column of a table."""
        return ".".join(self._said(part, words) for part in text.split("."))
