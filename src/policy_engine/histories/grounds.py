"""What an answer rests on: the clauses of the rules that have a say in it, with their readings and cautions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from policy_engine.citations import Citation, LedgerEntry
from policy_engine.compiled.histories import HistoryBook
from policy_engine.decisions.parts import Noted
from policy_engine.histories.answer import Consequence
from policy_engine.histories.occurrences import Occurrence
from policy_engine.histories.tallies import Tallied
from policy_engine.rules import HistoryRule, citation_of


def grounds(
    book: HistoryBook,
    ledger: Mapping[str, LedgerEntry],
    known: Iterable[Occurrence],
    tallies: Iterable[Tallied],
    consequences: Iterable[Consequence],
) -> tuple[tuple[Citation, ...], tuple[Noted, ...], tuple[Noted, ...]]:
    """Citations, readings and cautions, in the order of clauses.

    Cited are the rules that gave a label or have a consequence, or are in the balance, and those of tallies that have
    come to something; read and cautioned is by the former alone.
    """
    spoken = {each.rule for each in known if each.rule} | {each.rule for each in consequences}
    shown = spoken | {each.rule for each in tallies if each.low}
    rules = sorted((rule for rule in book.rules if rule.id in shown), key=lambda rule: (rule.clause, rule.id))
    speaking = [rule for rule in rules if rule.id in spoken]
    return (
        tuple(citation_of(rule, book.instruments[rule.instrument], ledger[rule.clause]) for rule in rules),
        tuple(Noted(rule.id, each.number, each.convention, each.label) for rule in speaking for each in rule.readings),
        tuple(_caution(rule) for rule in speaking if rule.caution),
    )


def _caution(rule: HistoryRule) -> Noted:
    assert rule.caution is not None
    return Noted(rule.id, 0, rule.caution.convention, rule.caution.label)
