"""From the rules that hold to a verdict: slots answered, steps and papers required, citations and notes.

The same assembly serves known facts (every unit holds or not) and unknown ones (some are open).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from policy_engine.compiled.epochs import Epoch, Unit
from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.decisions.figures import FigureRule
from policy_engine.decisions.parts import (
    OpenPoint,
    Outcome,
    Paper,
    PaperRule,
    SlotAnswer,
    SlotStatus,
    Stated,
    Step,
    StepRule,
    Verdict,
)
from policy_engine.effects import (
    ANYTHING,
    DECIDING,
    LIMIT,
    MAY,
    PAPERS,
    PAYABLE,
    ActEffect,
    Effect,
    LimitEffect,
    MayEffect,
    PaperEffect,
    contradict,
    is_asked,
)
from policy_engine.engine import notes
from policy_engine.engine.steps import paper_rule, step_rules, untouched, with_siblings

Truth: TypeAlias = "bool | None"


@dataclass(frozen=True)
class Findings:
    """What is known of the rules: for every unit and every binding effect whether it holds, or ``None`` where open."""

    units: Sequence[Truth]
    effects: Mapping[Effect, Truth]
    needs: Mapping[tuple[str, str], tuple[tuple[str, ...], str]]
    needed: tuple[str, ...] = ()
    next: str = ""


def findings_of(epoch: Epoch, mask: int) -> Findings:
    """The findings when all that matters is known: bit ``i`` of the mask says that unit ``i`` holds."""
    units = [bool(mask >> index & 1) for index in range(len(epoch.units))]
    effects: dict[Effect, Truth] = {}
    for unit, holds in zip(epoch.units, units, strict=True):
        if unit.hole is None and not unit.advice:
            for effect in unit.effects:
                effects[effect] = effects.get(effect, False) or holds
    return Findings(units, effects, {})


def assemble(book: CompiledRulebook, epoch: Epoch, findings: Findings) -> Verdict:
    """The verdict of what was found."""
    return _Assembly(book, epoch, findings).verdict()


class _Assembly:
    def __init__(self, book: CompiledRulebook, epoch: Epoch, findings: Findings) -> None:
        self.book = book
        self.epoch = epoch
        self.vocabulary = book.models.vocabulary
        self.findings = findings
        self.applied = [
            (unit, holds is True)
            for unit, holds in zip(epoch.units, findings.units, strict=True)
            if holds is not False and unit.hole is None
        ]
        prohibitions = {
            effect.matter: truth
            for effect, truth in findings.effects.items()
            if isinstance(effect, MayEffect) and effect.verb == "prohibit" and truth is not False
        }
        self.prohibited = {matter for matter, truth in prohibitions.items() if truth}
        self.may_be_prohibited = set(prohibitions)

    def verdict(self) -> Verdict:
        slots = tuple(self._slots())
        steps, papers, figures = self._requirements(slots)
        outcome = self._outcome(slots)
        topic = self.epoch.axes.layout.topic
        finished: Outcome = "permitted" if MAY in topic.must_answer else "determined"
        untouched_steps, untouched_papers = untouched(steps, papers)
        cited = self._cited(slots)
        models = self.book.models
        open_points: tuple[OpenPoint, ...] = ()
        if outcome in ("not_covered", "undetermined"):
            open_points = tuple(notes.open_points(self.epoch.units, self.findings.units))
        uncertain = frozenset(
            f"{unit.active.rule.id}" for unit, certain in cited if unit.active is not None and not certain
        )
        return Verdict(
            outcome=outcome,
            finished=finished,
            slots=slots,
            steps=steps,
            papers=papers,
            citations=tuple(notes.citations(cited, models)),
            uncertain=uncertain,
            decided_by=self._decided_by(slots),
            readings=tuple(notes.readings(cited, models)),
            cautions=tuple(notes.cautions(cited)),
            advice=tuple(notes.advice(self.applied, models)),
            unset=notes.unset(cited, models, self.epoch.start),
            open_points=open_points,
            replaced=tuple(notes.replaced(self.applied)),
            see=tuple(sorted({name for unit, _ in cited if unit.active is not None for name in unit.active.rule.see})),
            undated=notes.undated(cited, models),
            needs=self.findings.needed if outcome == "undetermined" else (),
            next=self.findings.next if outcome == "undetermined" else "",
            figures=figures,
            open_limits=self._open_limits(),
            untouched_steps=untouched_steps,
            untouched_papers=untouched_papers,
            untouched_outcome=finish(outcome, finished, untouched_steps, untouched_papers),
        )

    # --- slots -----------------------------------------------------------------------------------------------

    def _slots(self) -> Iterable[SlotAnswer]:
        grouped: dict[tuple[str, str], list[Effect]] = {}
        for effect in self.findings.effects:
            grouped.setdefault((effect.matter, effect.slot), []).append(effect)
        for (matter, slot), effects in sorted(grouped.items()):
            yield self._slot(slot, matter, effects)

    def _slot(self, slot: str, matter: str, effects: Sequence[Effect]) -> SlotAnswer:
        truths = self.findings.effects
        if slot == MAY and matter in self.prohibited:
            held: list[Effect] = [
                effect for effect in effects if isinstance(effect, MayEffect) and effect.verb == "prohibit"
            ]
            is_open = False
        else:
            held = [effect for effect in effects if truths[effect] is not False]
            is_open = any(truths[effect] is None for effect in effects)
        stated = [
            Stated(
                effect, unit.active.rule.id, unit.active.rule.clause, certain and truths[effect] is True, unit.fallback
            )
            for unit, certain in self.applied
            if unit.active is not None and not unit.advice
            for effect in unit.effects
            if effect in held
        ]
        stated.sort(key=_canonical_order)
        needs, next_question = self.findings.needs.get((slot, matter), ((), ""))
        status: SlotStatus = "settled" if held else "silent"
        if is_open:
            status = "open"
        elif any(contradict(one, other) == slot for one in held for other in held):
            status = "conflict"  # within the slot; two slots against each other are told by the outcome alone
        return SlotAnswer(
            slot, matter, status, tuple(stated), needs if is_open else (), next_question if is_open else ""
        )

    def _certain(self, matter: str) -> list[Effect]:
        """What is certainly said of a matter and can contradict: of what may be done nothing, once it is prohibited."""
        return [
            effect
            for effect, truth in self.findings.effects.items()
            if truth is True
            and effect.matter == matter
            and not (effect.slot in DECIDING and matter in self.may_be_prohibited)
        ]

    def _outcome(self, slots: Sequence[SlotAnswer]) -> Outcome | None:
        held = [effect for effect, truth in self.findings.effects.items() if truth is True]
        if any(contradict(one, other) for one in held for other in self._certain(one.matter)):
            return "conflict"
        if self.prohibited:
            return "prohibited"
        if any(answer.status == "open" and self.holds_up(answer) for answer in slots):
            return "undetermined"
        for must in self.epoch.axes.layout.topic.must_answer:
            if must == ANYTHING and any(not effect.matter for effect in held):
                continue
            wanted = DECIDING if must == MAY else (must,)
            if not any(is_asked(effect.slot, wanted) and not effect.matter for effect in held):
                return "not_covered"
        if any(isinstance(effect, MayEffect) and effect.verb == "refer" for effect in held):
            return "referred"
        return None

    def holds_up(self, answer: SlotAnswer) -> bool:
        """Whether the outcome depends on a slot: what may be done, acts up to the last signature, papers beforehand."""
        must_answer = self.epoch.axes.layout.topic.must_answer
        if is_asked(answer.slot, must_answer) or answer.slot in DECIDING:
            return True
        if ANYTHING in must_answer:  # whatever is still open may be the answer
            return True
        if answer.slot == LIMIT:
            return PAYABLE in must_answer
        if answer.slot == PAPERS:
            return any(
                isinstance(effect, PaperEffect)
                and not effect.afterwards
                and truth is None
                and effect.matter == answer.matter
                for effect, truth in self.findings.effects.items()
            )
        act = self.vocabulary.acts.get(answer.slot)
        return act is not None and act.order <= self.vocabulary.last_held and act.binding

    def _decided_by(self, slots: Sequence[SlotAnswer]) -> tuple[str, ...]:
        """The clauses that prohibit, if any do; else those that answered what the topic asks."""
        topic = self.epoch.axes.layout.topic
        wanted = {MAY} if self.prohibited else {*topic.must_answer, *(DECIDING if MAY in topic.must_answer else ())}
        if ANYTHING in wanted:
            wanted = {answer.slot for answer in slots}
        clauses: set[str] = set()
        for answer in slots:
            if is_asked(answer.slot, wanted) and answer.status != "open":
                if self.prohibited and answer.matter not in self.prohibited:
                    continue
                clauses.update(stated.clause for stated in answer.stated if stated.certain or not self.prohibited)
        return tuple(sorted(clauses))

    # --- steps and papers ------------------------------------------------------------------------------------

    def _requirements(
        self, slots: Sequence[SlotAnswer]
    ) -> tuple[tuple[StepRule, ...], tuple[PaperRule, ...], tuple[FigureRule, ...]]:
        stating: dict[Effect, list[Stated]] = {}
        for answer in slots:
            for stated in answer.stated:
                if self.findings.effects[stated.effect] is True:
                    stating.setdefault(stated.effect, []).append(stated)
        steps: list[StepRule] = []
        papers: list[PaperRule] = []
        figures: list[FigureRule] = []
        for effect, found in stating.items():
            rules = tuple(sorted({stated.rule for stated in found}))
            clauses = tuple(sorted({stated.clause for stated in found}))
            if isinstance(effect, ActEffect):
                steps.extend(step_rules(effect, rules, clauses, self.epoch.axes, self.vocabulary))
            elif isinstance(effect, PaperEffect):
                papers.append(paper_rule(effect, rules, clauses))
            elif not isinstance(effect, MayEffect):
                figures.append(FigureRule(effect, rules, clauses))
        steps.sort(key=lambda rule: (rule.matter, rule.order))
        papers.sort(key=lambda rule: (rule.matter, rule.afterwards, rule.papers))
        figures.sort(key=lambda each: (each.clauses, each.rules, repr(each.effect)))
        return with_siblings(steps), tuple(papers), tuple(figures)

    def _open_limits(self) -> tuple[LimitEffect, ...]:
        """The limits that may yet apply."""
        truths = self.findings.effects.items()
        return tuple(effect for effect, truth in truths if truth is None and isinstance(effect, LimitEffect))

    # --- citations and notes ---------------------------------------------------------------------------------

    def _cited(self, slots: Sequence[SlotAnswer]) -> list[tuple[Unit, bool]]:
        """The units behind settled slots and advice; those of open slots only where they certainly hold."""
        open_slots = {(answer.slot, answer.matter) for answer in slots if answer.status == "open"}
        found = []
        for unit, certain in self.applied:
            effects = [effect for effect in unit.effects if (effect.slot, effect.matter) not in open_slots]
            if certain or unit.advice or any(self.findings.effects.get(effect) is True for effect in effects):
                found.append((unit, certain))
        return found


def _canonical_order(stated: Stated) -> tuple[str, str, str]:
    """An order that does not depend on where rules stand in files, nor on the order of keys."""
    return (stated.clause, stated.rule, repr(stated.effect))


def finish(outcome: Outcome | None, finished: Outcome, steps: Sequence[Step], papers: Sequence[Paper]) -> Outcome:
    """The outcome once the steps are looked at."""
    if outcome is not None:
        return outcome
    result = finished
    for step in steps:
        if step.rule.holds:
            if step.status == "unclear":
                return "undetermined"
            if step.status != "done":
                result = "needs_steps"
    for paper in papers:
        if paper.status == "missing" and not paper.rule.afterwards:
            result = "needs_steps"
    return result
