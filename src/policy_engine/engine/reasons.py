"""Why what stands under ``otherwise``, or follows an excess, applies to a decided request: for those who show it."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.compiled.choices import choice_tests
from policy_engine.compiled.epochs import Active, Statement
from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.conditions.tree import holds
from policy_engine.decisions.decision import Decision
from policy_engine.decisions.parts import Requirement
from policy_engine.effects import Effect
from policy_engine.engine.desk import Desk
from policy_engine.engine.figures import limit_status
from policy_engine.engine.fulfilment import exceeded, requirements, work_out_axes
from policy_engine.engine.working_days import is_working_day


class Reasons:
    """The requirements of the rules of one decision. ``codes`` are the request's, with everything worked out."""

    def __init__(self, compiled: CompiledRulebook, decision: Decision) -> None:
        book = compiled.books[decision.jurisdiction, decision.topic]
        self.epoch = book.at(decision.day)
        self.given = decision.request.given
        known = book.axes.codes(decision.request)
        self.codes, _ = work_out_axes(self.epoch, compiled.models, known, self.given, is_working_day)
        self.desk = Desk(self.epoch, compiled.models, self.codes, is_working_day)

    def of(self, active: Active, statement: Statement) -> tuple[Requirement, ...]:
        """What a statement depends on beside its rule's condition: what is not met or open, or the limit."""
        if statement.under is None:
            return ()
        if statement.limit is not None:
            over, needs = exceeded(statement.limit, self.desk)
            met = None if over is None else not over
            return (Requirement(statement.limit, met, needs, over=limit_status(statement.limit, self.desk)[2]),)
        found = tuple(requirements(active, self.desk, self.given))
        unmet = tuple(each for each in found if each.met is False)
        return unmet or tuple(each for each in found if each.met is None)

    def because(self, rule: str, effect: Effect) -> tuple[Requirement, ...]:
        """Why an effect of a rule that is stated as a fallback applies, or may apply."""
        found: dict[str, Requirement] = {}
        for active in self.epoch.actives:
            if active.rule.id == rule:
                for statement in active.statements:
                    fits = statement.fallback and effect in self._variants(statement.effect)
                    if fits and statement.under is not None and holds(statement.under, self.codes) is not False:
                        found.update((repr(each.effect), each) for each in self.of(active, statement))
        return tuple(found.values())

    def _variants(self, effect: Effect) -> Iterator[Effect]:
        tests = choice_tests(effect, self.epoch.axes, self.desk.models.vocabulary)
        if not tests:
            yield effect
        for _, chosen in tests:
            yield from self._variants(chosen)
