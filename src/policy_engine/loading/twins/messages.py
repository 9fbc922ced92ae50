"""Diagnostics of a file in Chinese words, told in the words of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from policy_engine.errors import Diagnostic, Stranger, near_match
from policy_engine.loading.twins.tables import Tables, Words
from policy_engine.loading.twins.walk import Seen
from policy_engine.words import KEYS, VALUES

_WORDS = ("key", "one", "other", "operator", "name", "value", "field", "topic", "unit", "wanted")
_PATHS = ("where", "field")
_NOWHERE = Words()


class Telling:
    """Turns the words of diagnostics into those of the files they are about.

    Only faults of names, shapes and figures are turned: those of rules together name rules, which have no twins.
    """

    def __init__(self, tables: Tables, files: Mapping[str, Seen]) -> None:
        self.files = files
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
        return [self.one(each) if each.place.file in self.files else each for each in diagnostics]

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
