"""From a rulebook, a request and a date to the account of the decision: slot by slot, rule by rule.

The decision says what is certain, possible or out; this module says why. Reasons come from the plain evaluation of
each rule; where the two disagree the engine contradicts itself, and an error is raised instead of an explanation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from policy_engine.citations import Label
from policy_engine.compiled.choices import choice_tests
from policy_engine.compiled.epochs import Active, Epoch, Statement
from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.compiled.scan import Found, scan
from policy_engine.conditions.tree import Condition, Every, Some, holds
from policy_engine.decisions.decision import Decision
from policy_engine.decisions.parts import Noted, SlotAnswer
from policy_engine.effects import (
    MAY,
    Effect,
    MayEffect,
    is_asked,
    replaces,
)
from policy_engine.engine.reasons import Reasons
from policy_engine.errors import EngineError
from policy_engine.tools.explain.conditions import Conditions, noted
from policy_engine.tools.explain.dormant import not_in_force
from policy_engine.tools.explain.order import slot_order
from policy_engine.tools.explain.parameters import parameter_lines
from policy_engine.tools.explain.parts import (
    Account,
    Fact,
    Part,
    Prevailing,
    ReplacedBy,
    RuleLine,
    RuleStatus,
    SlotLine,
    Under,
)
from policy_engine.tools.explain.steps import paper_lines, step_lines

SlotKey = tuple[str, str]


def account_of(compiled: CompiledRulebook, decision: Decision) -> Account:
    """The account of a decision, and of what the rules that are not in force say beside it.

    Raises:
        EngineError: the plain evaluation contradicts the decision.
    """
    account = _Builder(compiled, decision).account()
    shadow, refused = decision.shadow()
    if shadow is None or compiled.shadow is None:
        labels = tuple(Label(each.message("zh"), each.message("en")) for each in refused)
        return replace(account, shadow_refused=labels)
    return replace(account, shadow=_Builder(compiled.shadow, shadow).account())


class _Builder:
    def __init__(self, compiled: CompiledRulebook, decision: Decision) -> None:
        self.compiled = compiled
        self.models = compiled.models
        self.vocabulary = compiled.models.vocabulary
        self.decision = decision
        self.book = compiled.books[decision.jurisdiction, decision.topic]
        self.epoch: Epoch = self.book.at(decision.day)
        self.reasons = Reasons(compiled, decision)
        self.codes = self.reasons.codes
        self.conditions = Conditions(self.models, self.epoch, decision.request, self.codes)
        self.values = {each.rule.id: holds(each.condition, self.codes) for each in self.epoch.actives}
        self.answers = {(each.slot, each.matter): each for each in decision.slots}
        self.stated = self._stated()
        self.found: dict[tuple[str, Statement, Effect], list[Found]] = {}
        for each in scan(self.epoch, self.codes, self.vocabulary):
            self.found.setdefault((each.active.rule.id, each.statement, each.effect), []).append(each)

    def _stated(self) -> dict[tuple[str, Effect], bool]:
        """What the decision states, and whether certainly; an effect may be stated for several choices of its actor."""
        found: dict[tuple[str, Effect], bool] = {}
        for answer in self.decision.slots:
            for stated in answer.stated:
                key = (stated.rule, stated.effect)
                found[key] = found.get(key, False) or stated.certain
        for advice in self.decision.verdict.advice:
            for effect in advice.effects:
                found[advice.rule, effect] = found.get((advice.rule, effect), False) or advice.certain
        return found

    def account(self) -> Account:
        """Everything together."""
        decision = self.decision
        slots = tuple(self._slots())
        recommending = [each for each in self.epoch.actives if each.rule.strength == "should"]
        advice = tuple(sorted(self._lines(recommending), key=lambda line: _ORDER[line.status]))
        shown = {
            line.rule
            for line in (*(line for slot in slots for line in slot.rules), *advice)
            if line.status in ("applied", "possible")
        }
        actives = [each for each in self.epoch.actives if each.rule.id in shown]
        facts: tuple[tuple[str, Fact], ...] = tuple(decision.request.facts().items())
        return Account(
            topic=decision.topic,
            jurisdiction=decision.jurisdiction,
            as_of=decision.as_of,
            outcome=decision.outcome,
            decided_by=decision.decided_by,
            facts=facts,
            slots=slots,
            advice=advice,
            not_in_force=tuple(not_in_force(self.compiled, decision, self.epoch)),
            steps=step_lines(decision),
            papers=paper_lines(decision),
            figures=decision.figures,
            parameters=tuple(parameter_lines(self.models, self.epoch, actives, decision)),
            open_points=decision.verdict.open_points,
            needs=decision.needs,
            next=decision.next,
            undated=decision.verdict.undated,
            rulebook=decision.provenance.digest,
        )

    # --- slots ------------------------------------------------------------------------------------------------------

    def _slots(self) -> Iterator[SlotLine]:
        topic = self.book.axes.layout.topic
        binding = [each for each in self.epoch.actives if each.rule.strength == "must"]
        lines: dict[SlotKey, list[RuleLine]] = {}
        for active in binding:
            for line in self._lines([active]):
                key = (line.effects[0].slot, line.effects[0].matter)
                lines.setdefault(key, []).append(line)
        for key in sorted(lines, key=lambda key: slot_order(key, self.vocabulary, topic)):
            slot, matter = key
            answer = self.answers.get(key) or SlotAnswer(slot, matter, "silent", ())
            rules = tuple(sorted(lines[key], key=lambda line: _ORDER[line.status]))
            yield SlotLine(
                slot,
                matter,
                answer.status,
                is_asked(slot, topic.must_answer) and not matter,
                rules,
                answer.needs,
                answer.next,
            )

    # --- rules ------------------------------------------------------------------------------------------------------

    def _lines(self, actives: Iterable[Active]) -> Iterator[RuleLine]:
        """One line for each rule and slot; effects of one slot that stand differently get a line each."""
        for active in actives:
            grouped: dict[tuple[object, ...], tuple[RuleLine, list[Effect]]] = {}
            for statement in active.statements:
                for line in self._line(active, statement):
                    slot = statement.effect.slot
                    shape = (slot, line.status, line.replaced_by, line.gives_way_to, line.unless, statement.under)
                    grouped.setdefault(shape, (line, []))[1].extend(line.effects)
            for line, effects in grouped.values():
                yield replace(line, effects=tuple(dict.fromkeys(effects)))

    def _line(self, active: Active, statement: Statement) -> Iterator[RuleLine]:
        """How one effect of a rule stands; of an actor chosen by a fact only the choices that are stated."""
        variants = list(self._variants(statement.effect))
        under = True if statement.under is None else holds(statement.under, self.codes)
        applied: list[Effect] = []
        possible: list[Effect] = []
        for _, each in variants:
            certain = self._certain(active, statement, each)
            if certain is not None and each not in (*applied, *possible):
                (applied if certain else possible).append(each)
            self._compare(active, statement, each, certain)
        if applied:
            yield self._rule_line(active, "applied", tuple(applied), statement=statement)
        if possible:
            unless = self._unless(active, statement)
            yield self._rule_line(active, "possible", tuple(possible), unless=unless, statement=statement)
        if not applied and not possible:
            if under is False and self.values[active.rule.id] is not False and (active.bases or not active.rule.bases):
                yield self._rule_line(active, "not_applied", (statement.effect,), statement=statement)
            else:
                yield self._out(active, statement, variants)

    def _certain(self, active: Active, statement: Statement, effect: Effect) -> bool | None:
        """Whether the decision states an effect of this statement, and certainly.

        Another statement of the same rule may have the same effect; then this one is out where the plain evaluation
        says so.
        """
        certain = self.stated.get((active.rule.id, effect))
        shared = sum(effect in (each for _, each in self._variants(other.effect)) for other in active.statements) > 1
        if certain is None or not shared:
            return certain
        found = self.found.get((active.rule.id, statement, effect), ())
        if all(each.holds is False or each.replaced_by or each.gives_way_to for each in found):
            return None
        return certain and any(each.applies for each in found)

    def _variants(self, effect: Effect) -> Iterator[tuple[Condition, Effect]]:
        """The effect for every choice of its actors, each with the condition of that choice."""
        tests = choice_tests(effect, self.book.axes, self.vocabulary)
        if not tests:
            yield Every(()), effect
        for test, chosen in tests:
            for inner, last in self._variants(chosen):
                yield Every((test, inner)), last

    def _compare(self, active: Active, statement: Statement, effect: Effect, certain: bool | None) -> None:
        """The decision against the plain evaluation, which may know less but never otherwise."""
        found = self.found.get((active.rule.id, statement, effect), ())
        out = all(each.holds is False or each.replaced_by or each.gives_way_to for each in found)
        hidden = effect.slot == MAY and bool(self._prohibiting(effect))
        if (certain is not None and out) or (any(each.applies for each in found) and not certain and not hidden):
            raise EngineError(f"decision and plain evaluation disagree on {active.rule.id}, {effect}")

    def _out(self, active: Active, statement: Statement, variants: Sequence[tuple[Condition, Effect]]) -> RuleLine:
        """Why an effect is not stated."""
        effect = statement.effect
        effects = (effect,)
        value = self.values[active.rule.id]
        if active.rule.bases and not active.bases:
            return self._rule_line(active, "base_absent", effects)
        if value is False:
            return self._rule_line(active, "not_applied", effects)
        chosen = Some(tuple(condition for condition, _ in variants))
        if holds(chosen, self.codes) is False:
            part = self.conditions.part(chosen, self.models.instruments[active.rule.instrument])
            return self._rule_line(active, "not_applied", effects, condition=part)
        found = [each for _, variant in variants for each in self.found.get((active.rule.id, statement, variant), ())]
        certain = tuple(dict.fromkeys(each.rule.id for one in found for each in one.replaced_by))
        if certain:
            return self._rule_line(active, "replaced", effects, replaced_by=self._replacers(active, statement, certain))
        winners = tuple({each.rule.id: each for one in found for each in one.gives_way_to}.values())
        if winners:
            return self._rule_line(active, "gives_way", effects, gives_way_to=_prevailing(active, winners))
        over = self._prohibiting(effect)
        if effect.slot == MAY and over:
            return self._rule_line(active, "overruled", effects, overruled_by=over)
        between_them = self._unless(active, statement)
        if value is True and between_them:
            replacers = self._replacers(active, statement, between_them, certain=False)
            return self._rule_line(active, "replaced", effects, replaced_by=replacers)
        return self._rule_line(active, "not_applied", effects)

    def _prohibiting(self, effect: Effect) -> tuple[str, ...]:
        """The rules that prohibit the matter of a leave that is given or referred."""
        prohibition = MayEffect("prohibit", effect.matter)
        if effect == prohibition:
            return ()
        return tuple(rule for (rule, each), certain in self.stated.items() if each == prohibition and self._binds(rule))

    def _binds(self, rule: str) -> bool:
        return self.compiled.rules[rule].strength == "must"

    def _unless(self, active: Active, statement: Statement) -> tuple[str, ...]:
        """The exceptions whose condition is still open."""
        replacers = active.replacers(statement.effect, statement.limit)
        return tuple(each.rule.id for each in replacers if self.values[each.rule.id] is None)

    @staticmethod
    def _replacers(
        active: Active, statement: Statement, names: Sequence[str], certain: bool = True
    ) -> tuple[ReplacedBy, ...]:
        bases = [base for base in (statement.effect, statement.limit) if base is not None]
        found: list[ReplacedBy] = []
        for each in active.exceptions:
            if each.rule.id in names:
                slots = (
                    stated.slot for stated in each.wording.effects if any(replaces(stated, base) for base in bases)
                )
                found.append(ReplacedBy(each.rule.id, tuple(dict.fromkeys(slots)), certain))
        return tuple(found)

    def _rule_line(
        self,
        active: Active,
        status: RuleStatus,
        effects: tuple[Effect, ...],
        *,
        condition: Part | None = None,
        replaced_by: tuple[ReplacedBy, ...] = (),
        gives_way_to: tuple[Prevailing, ...] = (),
        overruled_by: tuple[str, ...] = (),
        unless: tuple[str, ...] = (),
        statement: Statement | None = None,
    ) -> RuleLine:
        rule = active.rule
        clause = self.models.instruments[rule.instrument].clauses[rule.clause]
        caution = None
        if rule.caution is not None:
            caution = Noted(rule.id, 0, rule.caution.convention, rule.caution.label)
        return RuleLine(
            rule.id,
            rule.instrument,
            rule.clause,
            clause.locator,
            clause.label,
            rule.strength,
            status,
            effects,
            rule.bases,
            condition if condition is not None else self.conditions.of(active),
            replaced_by,
            gives_way_to,
            overruled_by,
            unless,
            noted(rule.id, (*rule.readings, *active.wording.readings)),
            caution,
            under=_under(statement),
            requirements=() if statement is None else self.reasons.of(active, statement),
            clause_status=rule.status,
        )


_ORDER: dict[RuleStatus, int] = {
    "applied": 0,
    "possible": 1,
    "replaced": 2,
    "gives_way": 3,
    "overruled": 4,
    "not_applied": 5,
    "base_absent": 6,
    "not_in_force": 7,
}


def _under(statement: Statement | None) -> Under:
    """What a statement depends on beside the condition of its rule."""
    if statement is None or statement.under is None:
        return ""
    if statement.limit is not None:
        return "exceeded"
    return "unfulfilled" if statement.fallback else "fulfilled"


def _prevailing(loser: Active, winners: Sequence[Active]) -> tuple[Prevailing, ...]:
    return tuple(Prevailing(each.rule.id, each.rule.instrument, each.level > loser.level) for each in winners)
