"""Everything a rulebook folder says, before any of it is resolved or compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from policy_engine.citations import LedgerEntry
from policy_engine.requests.base import Request
from policy_engine.rules import Document, Instrument, Jurisdiction
from policy_engine.vocabulary import Vocabulary


@dataclass(frozen=True)
class Models:
    """Everything a rulebook folder says, names not yet resolved across files."""

    vocabulary: Vocabulary
    jurisdictions: Mapping[str, Jurisdiction]
    documents: Mapping[str, Document]
    ledger: Mapping[str, LedgerEntry]
    instruments: Mapping[str, Instrument]
    topics: Mapping[str, type[Request]]
    unread: frozenset[str] = frozenset()
    """Instruments whose file is faulty: what refers to them is not judged."""

    def instruments_of(self, jurisdiction: str) -> list[tuple[Instrument, int]]:
        """The instruments that hold in a jurisdiction, each with its level (0 its own, 1 its parent's, …)."""
        found: dict[str, tuple[Instrument, int]] = {}
        level = 0
        at: str = jurisdiction
        while at in self.jurisdictions:
            here = self.jurisdictions[at]
            for name in here.adopts:
                if name in self.instruments:
                    found.setdefault(name, (self.instruments[name], level))
            at, level = here.parent, level + 1
        return list(found.values())
