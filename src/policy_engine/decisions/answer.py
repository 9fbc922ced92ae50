"""The answer of one set of rules to one request. It costs a tuple; all else is looked up when it is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Generic, NamedTuple, Self, TypeVar, get_args

from policy_engine.citations import Citation, Status
from policy_engine.conditions.tree import holds
from policy_engine.decisions.duties import BindingDuty, binding_duties
from policy_engine.decisions.figures import NO_FIGURES, EstablishedLine, FigureRule, Figures
from policy_engine.decisions.parts import Noted, Outcome, Paper, Replaced, SlotAnswer, Step, Verdict
from policy_engine.effects import DECIDING, MayEffect
from policy_engine.errors import Diagnostic, RequestError
from policy_engine.organising import AssignEffect, EstablishEffect
from policy_engine.requests.base import Request

AnAnswer = TypeVar("AnAnswer", bound="Answer")


class Provenance(NamedTuple):
    """Which rulebook decided: digests of its meaning and its texts (computed when asked for), and the engine.

    ``shadow`` decides the same request by the rules that are not in force; absent where the rulebook has none.
    """

    rulebook: Any
    engine_version: str
    shadow: Callable[[Any], Any] | None = None

    @property
    def digest(self) -> str:
        """SHA-256 over the rulebook's meaning."""
        return str(self.rulebook.digest)

    @property
    def texts_digest(self) -> str:
        """SHA-256 over the rulebook's display texts."""
        return str(self.rulebook.texts_digest)


class Shadow(NamedTuple, Generic[AnAnswer]):
    """What the rules of the topic that are not in force would say; ``refused`` where they cannot be worked out."""

    answer: AnAnswer | None = None
    refused: tuple[Diagnostic, ...] = ()


class _Fields(NamedTuple):
    outcome: Outcome
    verdict: Verdict
    steps: tuple[Step, ...]
    papers: tuple[Paper, ...]
    request: Request
    jurisdiction: str
    day: int
    needs: tuple[str, ...]
    provenance: Provenance
    figures: Figures = NO_FIGURES


class Answer(_Fields):
    """What the rules in force, or those that are not, say to one request.

    Attributes:
        outcome: the first that holds of conflict, prohibited, undetermined, not_covered, referred, needs_steps,
            permitted (or determined, for topics that ask no permission).
        verdict: what the rules say, shared by all requests they treat alike.
        steps: every required act and how it stands, in the order in which they are done.
        papers: every required paper and whether it was handed in.
        request: the request decided.
        jurisdiction: whose rules.
        day: the day whose rules apply, as an ordinal; see :attr:`as_of`.
        needs: the facts still needed, where the outcome is undetermined.
        provenance: the rulebook and the engine.
        figures: limits, amounts, deadlines, outputs and choices, with their arithmetic.
    """

    __slots__ = ()

    @property
    def topic(self) -> str:
        """The topic decided."""
        return type(self.request).topic.id

    @property
    def as_of(self) -> dt.date:
        """The day whose rules apply."""
        return dt.date.fromordinal(self.day)

    @property
    def slots(self) -> tuple[SlotAnswer, ...]:
        """Every slot that any rule speaks of, with its status and effects."""
        if not self.figures.needs:
            return self.verdict.slots
        return tuple(self._with_figures(answer) for answer in self.verdict.slots)

    def _with_figures(self, answer: SlotAnswer) -> SlotAnswer:
        """A slot is also open where a fact that only its arithmetic reads is unknown."""
        facts = self.figures.needs.get((answer.slot, answer.matter), ())
        if not facts:
            return answer
        needs = tuple(dict.fromkeys((*answer.needs, *facts)))
        return replace(answer, status="open", needs=needs, next=answer.next or needs[0])

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The clauses that made the answer, each with the rule that encodes it."""
        return self.verdict.citations

    @property
    def decided_by(self) -> tuple[str, ...]:
        """The clauses that answered whether it may be done."""
        return self.verdict.decided_by

    @property
    def readings(self) -> tuple[Noted, ...]:
        """The readings of unclear text that the answer leans on."""
        return self.verdict.readings

    @property
    def cautions(self) -> tuple[Noted, ...]:
        """The cautions that travel with the answer."""
        return self.verdict.cautions

    @property
    def next(self) -> str:
        """The next best question: a fact, or nothing."""
        if self.verdict.next:
            return self.verdict.next
        return self.needs[0] if self.needs else ""

    @property
    def approvers(self) -> tuple[object, ...]:
        """Who approves, as in a rule: one settled answer, or the possible ones where it is still open."""
        found = []
        for answer in self.verdict.slots:
            if answer.slot == "approve":
                for stated in answer.stated:
                    by = getattr(stated.effect, "by", None)
                    if by is not None and by.plain() not in found:
                        found.append(by.plain())
        return tuple(found)

    @property
    def assigned(self) -> tuple[FigureRule, ...]:
        """Whose each function is, as far as that is certain; function by function."""
        found = [rule for rule in self.verdict.figures if isinstance(rule.effect, AssignEffect)]
        return tuple(sorted(found, key=lambda rule: (rule.effect.matter, rule.effect.slot)))

    @property
    def established(self) -> tuple[EstablishedLine, ...]:
        """What is certainly said of bodies, with its numbers; body by body."""
        found = self.figures.established or [
            EstablishedLine(rule) for rule in self.verdict.figures if isinstance(rule.effect, EstablishEffect)
        ]
        return tuple(sorted(found, key=lambda line: (line.effect.matter, line.effect.order)))

    @property
    def replaced(self) -> tuple[Replaced, ...]:
        """The base rules that would certainly have applied, each with the exception that replaced it."""
        candidates = self.verdict.replaced
        if all(each.condition is None for each in candidates):
            return candidates
        axes = self.provenance.rulebook.books[self.jurisdiction, self.topic].axes
        codes = self.request.codes if axes.plain else axes.codes(self.request)
        return tuple(each for each in candidates if each.condition is None or holds(each.condition, codes) is True)

    @property
    def duties(self) -> tuple[BindingDuty, ...]:
        """The duties that bind, and those that may bind where facts are unknown."""
        book = self.provenance.rulebook.books[self.jurisdiction, self.topic]
        if not book.axes.layout.topic.duties:
            return ()
        actives = {each.rule.id: each for each in book.at(self.day).actives}
        found = binding_duties(
            self.verdict, {name: each.items for name, each in actives.items()}, book.axes.codes(self.request)
        )
        return tuple(replace(each, status=actives[each.duty].rule.status or "") for each in found)

    @property
    def missing_papers(self) -> tuple[Paper, ...]:
        """Papers required beforehand that were not handed in."""
        return tuple(paper for paper in self.papers if paper.status == "missing" and not paper.rule.afterwards)

    @property
    def follow_up(self) -> tuple[Step | Paper, ...]:
        """What is still to be done afterwards: acts after the approval, papers to be handed in later."""
        steps = [step for step in self.steps if not step.rule.holds and step.status != "done"]
        papers = [paper for paper in self.papers if paper.rule.afterwards and paper.status == "missing"]
        return (*steps, *papers)

    def shadow(self) -> Shadow[Self]:
        """How the rules that are not in force decide the request, also where that is silence or a refusal."""
        if self.provenance.shadow is None:
            return Shadow()
        try:
            return Shadow(self.provenance.shadow(self))
        except RequestError as problem:  # what is in force stands, whatever is wrong with the rest
            return Shadow(None, tuple(problem.diagnostics))

    @property
    def says_something(self) -> bool:
        """Whether any rule applies or may yet."""
        return bool(self.verdict.advice) or any(answer.stated for answer in self.verdict.slots)

    @property
    def statuses(self) -> tuple[Status, ...]:
        """Why the rules that apply, or may, are not in force; nothing where they are."""
        stated = (each.rule for answer in self.verdict.slots for each in answer.stated)
        rules = self.provenance.rulebook.rules
        found = {rules[rule].status for rule in (*stated, *(each.rule for each in self.verdict.advice))}
        return tuple(status for status in get_args(Status) if status in found)

    def answers(self, *slots: str) -> Iterator[SlotAnswer]:
        """The answers of some slots, of every matter."""
        return (answer for answer in self.slots if answer.slot in slots)

    def may(self) -> tuple[MayEffect, ...]:
        """Settled leave given, refused or referred."""
        return tuple(
            stated.effect
            for answer in self.answers(*DECIDING)
            if answer.status != "open"
            for stated in answer.stated
            if isinstance(stated.effect, MayEffect)
        )
