"""``sources verify``: documents, clauses and figures put together, with what a changed document asks to be reviewed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from policy_engine.citations import LedgerEntry
from policy_engine.compiled.models import Models
from policy_engine.errors import Diagnostic
from policy_engine.tools.sources.changes import Found, find_clauses
from policy_engine.tools.sources.documents import Held, digest_of, read_documents
from policy_engine.tools.sources.lint import Checked, Status, all_figures, check_figures
from policy_engine.tools.sources.pages import Page, pages_of
from policy_engine.tools.sources.review import Leaning, leaning_on

_CODES = {"moved": "PE843", "changed": "PE844", "gone": "PE845"}


@dataclass(frozen=True)
class Report:
    """Everything found. ``leaning`` says of each clause that moved, changed or went what rests on it."""

    documents: Mapping[str, Held]
    clauses: tuple[Found, ...]
    unread: tuple[LedgerEntry, ...]
    figures: tuple[Checked, ...]
    leaning: Mapping[str, Leaning]
    faults: tuple[Diagnostic, ...]

    @cached_property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Every finding, in the order of places."""
        found = [*self.faults, *(clause_finding(each) for each in self.review)]
        found.extend(each.diagnostic() for each in self.figures if each.status == "finding")
        return tuple(sorted(found, key=Diagnostic.sort_key))

    @property
    def review(self) -> tuple[Found, ...]:
        """The clauses to be reviewed."""
        return tuple(each for each in self.clauses if each.fate != "unchanged")

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many figures agree, are explained, are findings, or have no text at hand."""
        return Counter(each.status for each in self.figures)


def clause_finding(found: Found) -> Diagnostic:
    """What a clause that moved, changed or went is told as."""
    entry = found.entry
    words = {
        "clause": entry.id,
        "document": entry.document,
        "span": _shown(entry.span),
        "now": _shown(found.span),
        "marked": found.marked or found.text.strip(),
    }
    expected = f"span: {_shown(found.span)}" if found.span is not None else ""
    if found.fate == "changed":
        expected += f", digest: {digest_of(found.text)}"
    return Diagnostic(_CODES[found.fate], entry.place, words, expected)


def _shown(span: tuple[int, int] | None) -> str:
    return f"[{span[0]}, {span[1]}]" if span is not None else "-"


def verify(models: Models, root: Path, documents: Path, before: Path | None = None) -> Report:
    """Holds a rulebook against its source documents.

    Args:
        models: the rulebook as it was loaded, with or without faults of its rules together.
        root: its folder.
        documents: where the source documents lie.
        before: where they lie as they were when the ledger was made, if they are at hand; then what changed is shown.
    """
    held = {name: each for name, each in models.documents.items() if each.held}
    shelf = read_documents(documents, models.documents, held)
    former = read_documents(before, models.documents, shelf.changed).held if before is not None else {}
    clauses: list[Found] = []
    for name, document in shelf.held.items():
        entries = [entry for entry in models.ledger.values() if entry.document == name]
        clauses.extend(find_clauses(document, entries, former.get(name)))
    unread = tuple(each for each in models.ledger.values() if each.document in held and each.document not in shelf.held)
    pages = pages_of(models, root)
    changed = {each.entry.id for each in clauses if each.fate == "changed"}
    figures = tuple(check_figures(all_figures(pages, models), texts_of(clauses), changed))
    return Report(shelf.held, tuple(clauses), unread, figures, _leaning(clauses, pages, root), tuple(shelf.faults))


def texts_of(clauses: Iterable[Found]) -> dict[str, str]:
    """The text of each clause that was found; of a changed one only where its former text shows that it is the one."""
    certain = (each for each in clauses if each.fate in ("unchanged", "moved") or each.likeness is not None)
    return {each.entry.id: each.text for each in certain}


def _leaning(clauses: Iterable[Found], pages: list[Page], root: Path) -> dict[str, Leaning]:
    moved = [each.entry.id for each in clauses if each.fate != "unchanged"]
    return leaning_on(moved, pages, root) if moved else {}
