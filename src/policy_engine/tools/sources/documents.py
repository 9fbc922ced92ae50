"""The source documents as they lie in a folder, and whether each clause still stands where the ledger says.

Offsets are indices into the text read as UTF-8 with its line ends as they are; a clause's digest is the first 12 hex
digits of SHA-256 over its text without white space.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from policy_engine.citations import LedgerEntry
from policy_engine.errors import Diagnostic
from policy_engine.rules import Document
from policy_engine.tools.sources.wording import squeezed

Span = tuple[int, int]


def digest_of(text: str) -> str:
    """The digest of a clause's text: its white space does not matter."""
    return hashlib.sha256(squeezed(text).encode("utf-8", "surrogatepass")).hexdigest()[:12]


@dataclass(frozen=True)
class Held:
    """A document of the folder; ``sha256`` is that of the whole file."""

    name: str
    text: str
    sha256: str

    @cached_property
    def places(self) -> tuple[int, ...]:
        """For each character that is no white space its index in the text."""
        return tuple(index for index, char in enumerate(self.text) if not char.isspace())

    @cached_property
    def bare(self) -> str:
        """The text without white space."""
        return "".join(self.text[index] for index in self.places)

    def span(self, start: int, end: int) -> Span:
        """The span in the text of a stretch of :attr:`bare`."""
        return self.places[start], self.places[end - 1] + 1

    def bare_index(self, index: int) -> int:
        """Where in :attr:`bare` an index of the text comes to lie."""
        low, high = 0, len(self.places)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if self.places[middle] < index else (low, middle)
        return low

    def holds(self, entry: LedgerEntry) -> bool:
        """Whether a clause's text stands where the ledger says."""
        return entry.span is not None and self.digest_at(entry.span) == entry.digest

    def digest_at(self, span: Span) -> str:
        """The digest of what stands at a span; empty where there is nothing."""
        start, end = span
        return digest_of(self.text[start:end]) if 0 <= start < end <= len(self.text) else ""


@dataclass
class Shelf:
    """What was found of the documents that the rulebook holds."""

    held: dict[str, Held] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)


def read_documents(folder: Path, documents: Mapping[str, Document], wanted: Iterable[str]) -> Shelf:
    """The documents of a folder, with everything wrong about them.

    Args:
        folder: where they lie, each under the name it has in ``sources.yaml``.
        documents: those of ``sources.yaml``.
        wanted: the names of those to be read; of them only documents that are held are.
    """
    found = Shelf()
    for name in wanted:
        document = documents.get(name)
        if document is None or not document.held:
            continue
        words = {"document": name, "folder": folder.name or str(folder)}
        try:
            data = (folder / name).read_bytes()
            text = data.decode("utf-8")
        except (OSError, ValueError) as problem:
            missing = isinstance(problem, (FileNotFoundError, NotADirectoryError))
            said = getattr(problem, "strerror", None) or getattr(problem, "reason", None) or str(problem)
            code = "PE840" if missing else "PE841"
            found.faults.append(Diagnostic(code, document.place, {**words, "problem": said}))
            continue
        sha256 = hashlib.sha256(data).hexdigest()
        found.held[name] = Held(name, text, sha256)
        if sha256 != document.sha256:
            found.changed.append(name)
            words |= {"wanted": document.sha256 or "-", "found": sha256}
            found.faults.append(Diagnostic("PE842", document.place, words, expected=f"sha256: {sha256}"))
    return found
