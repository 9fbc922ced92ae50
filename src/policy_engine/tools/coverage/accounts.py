"""What became of every clause of the ledger, counted by document, part, instrument, kind and fate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policy_engine.citations import LedgerEntry
from policy_engine.compiled.models import Models
from policy_engine.errors import Diagnostic
from policy_engine.loading.parts import LEDGER, small_file_of
from policy_engine.rules import Clause, HistoryRule, Rule, Unencoded
from policy_engine.words import FATES, NONE_REASONS

NORMATIVE = ("must", "must_not", "should", "may")
"""The modalities of clauses that rule something; the others tell of practice, targets, proposals or defects."""

ELSEWHERE = frozenset({"says_again", "refers_out"})
_CONTRADICTIONS = frozenset({"PE305", "PE510", "PE511", "PE535", "PE536", "PE537"})


@dataclass(frozen=True, slots=True)
class Account:
    """One clause of the ledger.

    Attributes:
        entry: the clause as the ledger has it.
        clause: as its instrument has it, where it stands in one.
        rules: the rules under it, duties and history rules included.
        cases: the cases whose decision cites it, ``instrument / case``.
        repeated_by: the clauses that repeat it.
    """

    entry: LedgerEntry
    clause: Clause | None
    rules: tuple[Rule | HistoryRule, ...]
    cases: tuple[str, ...]
    repeated_by: tuple[str, ...]

    @property
    def fates(self) -> tuple[str, ...]:
        """What became of it: as computed from its instrument, else as the ledger says."""
        return self.clause.fates if self.clause is not None and self.clause.fates else self.entry.fates

    @property
    def repeats(self) -> bool:
        """Whether it only repeats another clause, with which it is counted."""
        return self.fates == ("duplicate",)

    @property
    def normative(self) -> bool:
        """Whether it rules something, by its modality, and repeats nothing."""
        return self.entry.modality in NORMATIVE and not self.repeats

    @property
    def core(self) -> bool:
        """Whether it is of the first priority, and repeats nothing."""
        return self.entry.priority == "core" and not self.repeats

    @property
    def unencoded(self) -> tuple[Unencoded, ...]:
        """Why it, or what remains of it, was not encoded."""
        return self.clause.unencoded if self.clause is not None else ()

    def data(self) -> dict[str, Any]:
        """As plain data."""
        entry, clause = self.entry, self.clause
        return {
            "id": entry.id,
            "document": entry.document,
            "part": entry.part,
            "instrument": entry.instrument,
            "locator": entry.locator,
            "span": list(entry.span) if entry.span is not None else None,
            "digest": entry.digest,
            "kind": entry.kind,
            "priority": entry.priority,
            "modality": entry.modality,
            "normative": self.normative,
            "ambiguous": entry.ambiguous,
            "gist": {"zh": clause.label.zh, "en": clause.label.en} if clause is not None else None,
            "fates": list(self.fates),
            "of": entry.of,
            "repeated_by": list(self.repeated_by),
            "unencoded": [
                {"because": each.because, "of": list(each.of), "owner": each.owner, "zh": each.label.zh,
                 "en": each.label.en}
                for each in self.unencoded
            ],
            "rules": [rule.id for rule in self.rules],
            "cases": list(self.cases),
        }  # fmt: skip


COLUMNS: Mapping[str, Callable[[Account], bool]] = {
    "clauses": lambda each: True,
    "core": lambda each: each.core,
    "normative": lambda each: each.normative,
    "encoded": lambda each: bool(set(each.fates) - set(NONE_REASONS)),
    "elsewhere": lambda each: bool(ELSEWHERE & set(each.fates)),
    "not_decidable": lambda each: "not_decidable" in each.fates,
    "not_normative": lambda each: "not_normative" in each.fates,
    "duplicate": lambda each: "duplicate" in each.fates,
    "planned": lambda each: "planned" in each.fates,
    "unaccounted": lambda each: not each.fates,
}
"""What is counted; a clause with several fates counts in each."""


@dataclass(frozen=True)
class Coverage:
    """The whole ledger.

    Attributes:
        accounts: every clause, in the order of the ledger.
        models: the rulebook it is about.
        contradictions: where the ledger and the instruments do not agree, or a clause is in no fate.
        ran: whether the cases were run; they are not while the rulebook has errors.
    """

    accounts: tuple[Account, ...]
    models: Models
    contradictions: tuple[Diagnostic, ...]
    ran: bool

    @property
    def whole(self) -> bool:
        """Whether every clause is accounted for and the ledger says what the instruments do; planned is an account."""
        return not self.contradictions

    def of(self, column: str) -> list[Account]:
        """The clauses that a column counts."""
        return [each for each in self.accounts if COLUMNS[column](each)]

    def clause(self, name: str) -> Account | None:
        """One clause by its id."""
        return next((each for each in self.accounts if each.entry.id == name), None)

    def tables(self) -> dict[str, dict[tuple[str, ...], list[Account]]]:
        """The clauses by ``document``, ``part``, ``instrument``, ``kind`` and ``fate``, each in the ledger's order."""
        by: Mapping[str, Callable[[Account], Iterable[tuple[str, ...]]]] = {
            "document": lambda each: [(each.entry.document,)],
            "part": lambda each: [(each.entry.document, each.entry.part)],
            "instrument": lambda each: [(each.entry.instrument,)],
            "kind": lambda each: [(each.entry.kind,)],
            "fate": lambda each: [(fate,) for fate in each.fates],
        }
        found: dict[str, dict[tuple[str, ...], list[Account]]] = {name: {} for name in by}
        found["fate"] = {(fate,): [] for fate in FATES}
        for each in self.accounts:
            for name, keys in by.items():
                for key in keys(each):
                    found[name].setdefault(key, []).append(each)
        found["fate"] = {key: accounts for key, accounts in found["fate"].items() if accounts}
        return found

    def data(self) -> dict[str, Any]:
        """As plain data: every clause, and the counts."""
        return {
            "whole": self.whole,
            "cases_ran": self.ran,
            "counts": {
                "all": counted(self.accounts),
                **{
                    name: [{"of": list(key), **counted(accounts)} for key, accounts in rows.items()]
                    for name, rows in self.tables().items()
                },
            },
            **{name: [each.entry.id for each in self.of(name)] for name in ("not_decidable", "planned", "unaccounted")},
            "clauses": [each.data() for each in self.accounts],
        }


def counted(accounts: Sequence[Account]) -> dict[str, int]:
    """How many of the clauses each column counts."""
    return {name: sum(map(test, accounts)) for name, test in COLUMNS.items()}


def contradicts(fault: Diagnostic) -> bool:
    """Whether a fault of loading is one of the ledger and the instruments against each other."""
    at_ledger = small_file_of(fault.place.file) == LEDGER
    return fault.code in _CONTRADICTIONS or fault.code == "PE610" or (fault.code == "PE312" and at_ledger)


def cover(
    models: Models, faults: Iterable[Diagnostic] = (), cases: Mapping[str, Sequence[str]] | None = None
) -> Coverage:
    """The coverage of a rulebook.

    Args:
        models: what its folder says.
        faults: what loading found; those about ledger and instruments are kept.
        cases: for each clause the cases whose decision cites it; nothing where they were not run.
    """
    clauses = {name: clause for each in models.instruments.values() for name, clause in each.clauses.items()}
    rules: dict[str, list[Rule | HistoryRule]] = {}
    for instrument in models.instruments.values():
        stated: tuple[Rule | HistoryRule, ...] = (*instrument.rules, *instrument.histories)
        for rule in stated:
            rules.setdefault(rule.clause, []).append(rule)
    repeated: dict[str, list[str]] = {}
    for entry in models.ledger.values():
        if entry.of:
            repeated.setdefault(entry.of, []).append(entry.id)
    accounts = tuple(
        Account(
            entry,
            clauses.get(name),
            tuple(rules.get(name, ())),
            tuple((cases or {}).get(name, ())),
            tuple(repeated.get(name, ())),
        )
        for name, entry in models.ledger.items()
    )
    return Coverage(accounts, models, tuple(fault for fault in faults if contradicts(fault)), cases is not None)
