"""The counters at which requests are decided: one for each topic of each jurisdiction, one below it for each epoch."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from policy_engine.compiled.epochs import Epoch
from policy_engine.compiled.rulebook import CompiledRulebook, TopicBook
from policy_engine.decisions.answer import Provenance
from policy_engine.decisions.decision import Decision
from policy_engine.decisions.parts import Verdict
from policy_engine.diagrams.packs import PackNode, build_packs, walk
from policy_engine.effects import ActEffect, DutyEffect, MayEffect, PaperEffect, formulas, is_asked
from policy_engine.engine.desk import Desk
from policy_engine.engine.figures import work_figures
from policy_engine.engine.fulfilment import work_out_axes
from policy_engine.engine.residual import open_findings
from policy_engine.engine.steps import settle_papers, settle_steps, still_unclear
from policy_engine.engine.verdicts import assemble, findings_of, finish
from policy_engine.engine.working_days import is_working_day
from policy_engine.organising import AssignEffect, EstablishEffect
from policy_engine.requests.base import Request
from policy_engine.requests.layout import Codes

MAX_VERDICTS = 4_096
SAID = (ActEffect, MayEffect, PaperEffect, AssignEffect, EstablishEffect)
"""What is there as soon as its rule holds: nothing has to be worked out for it, unless it has formulas."""
NOTHING_OPEN: Mapping[int, tuple[str, ...]] = {}


class TopicDesk:
    """Where requests of one topic of one jurisdiction are decided: packs and verdicts are made when first needed."""

    __slots__ = ("anchor", "book", "desks", "starts", "topic")

    def __init__(self, book: CompiledRulebook, topic: TopicBook) -> None:
        self.book = book
        self.topic = topic
        self.anchor = topic.axes.layout.anchor_position
        self.starts = topic.starts
        self.desks: tuple[EpochDesk, ...] = tuple(EpochDesk(book, epoch) for epoch in topic.epochs)

    def at(self, day: int) -> EpochDesk:
        """The counter of a day (ordinal)."""
        if len(self.desks) == 1:
            return self.desks[0]
        return self.desks[bisect_right(self.starts, day) - 1]


class EpochDesk:
    """One epoch's packs, and the verdicts assembled so far (bounded)."""

    __slots__ = ("_packs", "book", "epoch", "verdicts", "works")

    def __init__(self, book: CompiledRulebook, epoch: Epoch) -> None:
        self.book = book
        self.epoch = epoch
        self._packs: tuple[PackNode, ...] | None = None
        self.works = bool(epoch.worked_out) or any(
            not isinstance(effect, (*SAID, DutyEffect))
            or (any(formulas(effect)) and not isinstance(effect, DutyEffect))
            for unit in epoch.units
            for effect in unit.effects
        )
        self.verdicts: dict[int, Verdict] = {}

    @property
    def packs(self) -> tuple[PackNode, ...]:
        """The diagrams of all units, packed for walking."""
        if self._packs is None:
            units = [unit.live for unit in self.epoch.units]
            self._packs = build_packs(self.epoch.manager, units, self.epoch.axes.axes) if units else (0,)
        return self._packs

    def verdict(self, codes: Codes, needs: Mapping[int, tuple[str, ...]] = NOTHING_OPEN) -> Verdict:
        """What the rules say of a request's codes; ``needs`` are the facts that open worked-out axes wait for."""
        mask = 0
        try:
            for pack in self._packs or self.packs:
                mask |= walk(pack, codes)
        except TypeError:  # a fact that matters is unknown
            return assemble(self.book, self.epoch, open_findings(self.epoch, self.book.models.vocabulary, codes, needs))
        found = self.verdicts.get(mask)
        if found is None:
            found = assemble(self.book, self.epoch, findings_of(self.epoch, mask))
            if len(self.verdicts) >= MAX_VERDICTS:
                self.verdicts.clear()
            self.verdicts[mask] = found
        return found

    def decide(self, request: Request, jurisdiction: str, day: int, codes: Codes, provenance: Provenance) -> Decision:
        """The decision of a request whose given words were checked; ``day`` (ordinal) lies in the epoch."""
        if self.works:
            return self._worked_out(request, jurisdiction, day, codes, provenance)
        verdict = self.verdict(codes)
        given = request.given
        steps = settle_steps(verdict.steps, given, codes)
        papers = settle_papers(verdict.papers, given) if verdict.papers else ()
        outcome = finish(verdict.outcome, verdict.finished, steps, papers)
        needs = verdict.needs
        if outcome == "undetermined" and verdict.outcome is None:
            needs = still_unclear(steps, given, codes)
        return Decision(outcome, verdict, steps, papers, request, jurisdiction, day, needs, provenance)

    def _worked_out(
        self, request: Request, jurisdiction: str, day: int, codes: Codes, provenance: Provenance
    ) -> Decision:
        """Decides where rules work with figures: what has been done comes first, for ``otherwise`` depends on it."""
        given, models = request.given, self.book.models
        codes, worked_needs = work_out_axes(self.epoch, models, codes, given, is_working_day)
        verdict = self.verdict(codes, worked_needs)
        steps = settle_steps(verdict.steps, given, codes)
        papers = settle_papers(verdict.papers, given)
        figures = work_figures(verdict, steps, Desk(self.epoch, models, codes, is_working_day))
        outcome = finish(verdict.outcome, verdict.finished, steps, papers)
        needs = verdict.needs
        waiting = [
            fact
            for (slot, _), facts in figures.needs.items()
            if is_asked(slot, self.epoch.axes.layout.topic.must_answer)
            for fact in facts
        ]
        if waiting and outcome in ("undetermined", "needs_steps", "permitted", "determined"):
            needs = tuple(dict.fromkeys((*needs, *waiting)))
            outcome = "undetermined"
        if outcome == "undetermined" and verdict.outcome is None:
            needs = tuple(dict.fromkeys((*needs, *still_unclear(steps, given, codes))))
        return Decision(outcome, verdict, steps, papers, request, jurisdiction, day, needs, provenance, figures)
