"""Two wordings of one file: every key word and vocabulary word has its Chinese twin.

An instrument, or the cases beside it, is written in Chinese words or in English ones and means the same.
:class:`Twins` turns a file in Chinese words into English ones before it is read, places kept, and either into the other
as plain data; :func:`yaml_text` writes that down. Comments are not carried over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from policy_engine.errors import Diagnostic, RulebookError
from policy_engine.loading.continued import whole
from policy_engine.loading.twins.cases import turned_cases
from policy_engine.loading.twins.files import turned_instrument
from policy_engine.loading.twins.messages import Telling
from policy_engine.loading.twins.tables import Tables, Words, words_of
from policy_engine.loading.twins.walk import Seen, Wording
from policy_engine.loading.twins.writing import yaml_text
from policy_engine.nodes import Node, read_bytes
from policy_engine.requests.base import Request
from policy_engine.rules import Instrument
from policy_engine.vocabulary import Vocabulary
from policy_engine.words import KEYS

__all__ = ["Tables", "Twins", "Words", "is_chinese", "words_of", "yaml_text"]


def is_chinese(node: Node) -> bool:
    """Whether a file is written in Chinese words: its first key (规章) says so."""
    first = next(iter(node.value), "") if isinstance(node.value, dict) else ""
    return not first.isascii()


class Twins:
    """The files of one rulebook in both wordings.

    Args:
        vocabulary: the rulebook's words.
        topics: the request models by topic.
        instruments: those already read, whose parameters cases may name.
    """

    def __init__(
        self,
        vocabulary: Vocabulary,
        topics: Mapping[str, type[Request]],
        instruments: Mapping[str, Instrument] | None = None,
    ) -> None:
        self.tables = Tables(vocabulary, topics)
        self.instruments = instruments or {}
        self.files: dict[str, Seen] = {}

    def read(self, node: Node, faults: list[Diagnostic], first: Node | None = None) -> Node:
        """A file in English words, whichever it was written in; what has no twin stays, for its reader to refuse.

        ``first`` is the file of an instrument that goes on in this one: its terms and parameters may be named here.
        """
        if not is_chinese(node):
            return node
        found, seen = self._turned(node, "en", faults, first)
        self.files[node.file] = seen
        return found

    def whole(self, nodes: Sequence[Node], faults: list[Diagnostic]) -> Node:
        """An instrument in English words, made of its file and those in which it goes on."""
        first, *others = nodes
        return whole(self.read(first, faults), [self.read(each, faults, first) for each in others], faults)

    def told(self, diagnostics: list[Diagnostic]) -> list[Diagnostic]:
        """The diagnostics, those of files read in Chinese words with Chinese expected words and near matches.

        Where a Chinese word stands in a file of English ones, the near match is the English word.
        """
        return Telling(self.tables, self.files).all(diagnostics) if diagnostics else diagnostics

    def to_chinese(self, node: Node, first: Node | None = None) -> dict[str, Any]:
        """A file's plain data in Chinese words; ``first`` is the file that it continues, if any."""
        return self._plain(node, "zh", first)

    def to_english(self, node: Node, first: Node | None = None) -> dict[str, Any]:
        """A file's plain data in English words; ``first`` is the file that it continues, if any."""
        return self._plain(node, "en", first)

    def rewritten(self, text: str, to: Wording, first: Node | None = None) -> str:
        """A file's text in Chinese (``zh``) or English (``en``) words, without its comments.

        ``first`` is the file of an instrument that goes on in this one, in either wording.

        Raises:
            RulebookError: the text cannot be read, or says one thing twice.
        """
        faults: list[Diagnostic] = []
        node = read_bytes(text.encode(), "text", faults)
        if node is None:
            raise RulebookError(faults)
        return yaml_text(self._plain(node, to, first))

    def _plain(self, node: Node, to: Wording, first: Node | None = None) -> dict[str, Any]:
        faults: list[Diagnostic] = []
        found = node if is_chinese(node) == (to == "zh") else self._turned(node, to, faults, first)[0]
        if faults:
            raise RulebookError(faults)
        plain: dict[str, Any] = found.plain()
        return plain

    def _turned(
        self, node: Node, to: Wording, faults: list[Diagnostic], first: Node | None = None
    ) -> tuple[Node, Seen]:
        entries = node.value if isinstance(node.value, dict) else {}
        if {word for key in ("cases", "duties", "histories") for word in (key, KEYS["cases"][key])} & set(entries):
            return turned_cases(node, self.tables, self.instruments, to, faults)
        return turned_instrument(node, self.tables, to, faults, first)
