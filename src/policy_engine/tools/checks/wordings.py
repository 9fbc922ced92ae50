"""PE604: days on which no version of a rule is in force, between two that are.

Law: the versions of one rule follow each other without a day between them, as long as the instrument is in force.

Bad: the first wording until 2025-12-31, the next from 2026-02-01: who approves in January?
Good: the next from 2026-01-01.
"""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.errors import Diagnostic
from policy_engine.periods import day_text, holes


def broken_wordings(compiled: CompiledRulebook) -> Iterator[Diagnostic]:
    """The stretches without a wording, each with its first and last day."""
    for rule in compiled.rules.values():
        period = compiled.models.instruments[rule.instrument].period
        for hole in holes(wording.period for wording in rule.wordings):
            both = hole.meet(period)
            if both is not None:
                words = {"rule": rule.id, "start": day_text(both.start), "end": day_text(both.end)}
                yield Diagnostic("PE604", rule.place, words)
