"""Rules that would be of the topic but are not in force on the day."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.axes import FIRST_DAY, LAST_DAY
from policy_engine.compiled.epochs import Epoch
from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.decisions.decision import Decision
from policy_engine.periods import day_text
from policy_engine.rules import Rule
from policy_engine.tools.explain.parts import RuleLine


def not_in_force(compiled: CompiledRulebook, decision: Decision, epoch: Epoch) -> Iterator[RuleLine]:
    """Rules that would be of the topic but are not in force on the day, each with the days on which they are."""
    in_force = {active.rule.id for active in epoch.actives}
    for instrument, _ in compiled.models.instruments_of(decision.jurisdiction):
        for rule in instrument.rules:
            if rule.topic == decision.topic and rule.id in compiled.own_rules and rule.id not in in_force:
                clause = instrument.clauses[rule.clause]
                effects = tuple(
                    dict.fromkeys(each for wording in rule.wordings for each in (*wording.effects, *wording.otherwise))
                )
                yield RuleLine(
                    rule.id,
                    rule.instrument,
                    rule.clause,
                    clause.locator,
                    clause.label,
                    rule.strength,
                    "not_in_force",
                    effects,
                    rule.bases,
                    in_force=_periods(rule, instrument.period.start, instrument.period.end),
                    clause_status=rule.status,
                )


def _periods(rule: Rule, start: int, end: int) -> tuple[str, ...]:
    """The days on which a rule is in force, as ``from … until``; open ends are left out."""
    found: list[str] = []
    for wording in rule.wordings:
        first, last = max(wording.period.start, start), min(wording.period.end, end)
        if first <= last:
            left = "" if first == FIRST_DAY else day_text(first)
            right = "" if last == LAST_DAY else day_text(last)
            found.append(f"{left} … {right}".strip())
    return tuple(found)
