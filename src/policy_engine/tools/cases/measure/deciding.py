"""Which rules decide in a decision.

A rule *decides* where one of its effects stands in the answer, and certainly so:

- its slot is settled: neither open (a fact is unknown) nor in conflict;
- the effect certainly applies; what an exception or a higher instrument replaced is not in the slot at all;
- it is not beside the point: of a matter that is prohibited neither leave nor approval nor signature counts, and of
  several limits or deadlines of one thing only the one that binds does (a limit whose excess is more than not paid
  always binds).

A rule of strength ``should`` decides where its advice certainly shows. An exception holds only where its base does, so
that deciding it always decides in place of the base, or beside it.
"""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.compiled.rulebook import CompiledRulebook, TopicBook
from policy_engine.decisions.decision import Decision
from policy_engine.decisions.figures import DeadlineLine, LimitLine
from policy_engine.effects import DECIDING, MAY, DeadlineEffect, Effect, LimitEffect, MayEffect


def decisions_of(decision: Decision) -> Iterator[Decision]:
    """The decision, and the one made of rules that are not in force where the rulebook has any."""
    yield decision
    if decision.not_in_force is not None:
        yield decision.not_in_force


def books_of(compiled: CompiledRulebook) -> Iterator[TopicBook]:
    """Every topic of every jurisdiction, and the books of rules that are not in force where the rulebook has any."""
    yield from compiled.books.values()
    if compiled.shadow is not None:
        yield from compiled.shadow.books.values()


def deciding(decision: Decision) -> frozenset[str]:
    """The rules that decide, by their ids."""
    prohibited = {
        stated.effect.matter
        for answer in decision.verdict.slots
        if answer.slot == MAY and answer.status == "settled"
        for stated in answer.stated
        if stated.certain and _forbids(stated.effect)
    }
    beside = _not_binding(decision)
    found = {each.rule for each in decision.verdict.advice if each.certain}
    for answer in decision.slots:
        if answer.status != "settled":
            continue
        for stated in answer.stated:
            overridden = answer.slot in DECIDING and answer.matter in prohibited and not _forbids(stated.effect)
            if stated.certain and not overridden and stated.effect not in beside:
                found.add(stated.rule)
    return frozenset(found)


def _forbids(effect: Effect) -> bool:
    return isinstance(effect, MayEffect) and effect.verb == "prohibit"


def _not_binding(decision: Decision) -> set[Effect]:
    """The limits and deadlines that another one makes idle."""
    figures = decision.figures
    found: set[Effect] = {line.rule.effect for line in figures.limits if not limit_binds(line)}
    found.update(line.rule.effect for line in figures.deadlines if not deadline_binds(line))
    return found


def limit_binds(line: LimitLine) -> bool:
    """Whether a limit has a say: the lowest of its fact, one whose excess is more than not paid, or one not set yet."""
    effect = line.rule.effect
    assert isinstance(effect, LimitEffect)
    return line.governs or effect.excess != "not_paid" or line.status == "not_set"


def deadline_binds(line: DeadlineLine) -> bool:
    """Whether a deadline has a say: the one that comes first (last, of days to wait for), or one not set yet."""
    assert isinstance(line.rule.effect, DeadlineEffect)
    return line.governs or line.status == "not_set"
