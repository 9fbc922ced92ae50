"""Clauses and citations: which place of which document stands behind a rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from policy_engine.errors import Place

Status: TypeAlias = Literal["proposed", "reported_practice", "target", "inferred_from_defect"]
"""Why the rules of a clause are not in force: it only proposes, reports, aims, or was read out of a defect found."""


@dataclass(frozen=True, slots=True)
class Label:
    """A line for people, Chinese first; ``en`` may still be missing."""

    zh: str
    en: str = ""

    def say(self, lang: str) -> str:
        """The line in a language; the Chinese one where English is missing."""
        return self.en if lang == "en" and self.en else self.zh


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A clause as the ledger keeps it: where its text stands (``span`` in characters) and its digest.

    ``digest`` is the first 12 hex digits of SHA-256 over the text of the span without white space; both are missing
    where the document is not held. ``of`` is the clause that a ``duplicate`` repeats, ``owner`` the actor whose task a
    ``not_decidable`` clause is.
    """

    id: str
    document: str
    part: str
    instrument: str
    locator: str
    span: tuple[int, int] | None
    digest: str
    kind: str
    priority: str
    modality: str
    ambiguous: bool
    fates: tuple[str, ...]
    place: Place
    of: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Citation:
    """The clause behind an answer, and the rule that encodes it; ``at`` is the rule's file and line.

    ``status`` says why the rule is not in force; ``None`` where it is. ``amended_by`` is the document that brought the
    wording applied, where that is not the clause's own; empty where it is.
    """

    clause: str
    instrument: str
    title: Label
    document: str
    part: str
    locator: str
    gist: Label
    digest: str
    rule: str
    at: str
    status: Status | None = None
    amended_by: str = ""
