"""The figures on the page: what is paid and why, limits, outputs, deadlines, choices, and what applies otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policy_engine.decisions.figure_text import FigureEffect, FigureText, among
from policy_engine.effects import LIMIT, ChooseEffect, DeadlineEffect, Effect, LimitEffect, PayableEffect, SetEffect
from policy_engine.engine.reasons import Reasons
from policy_engine.organising import AssignEffect, EstablishEffect
from policy_engine.tools.answer.labels import Labels


class Sections:
    """The lines of each section about figures."""

    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.decision = labels.decision
        self.figures = labels.decision.figures
        self.text = FigureText(labels)

    def amounts(self) -> Iterator[str]:
        """What is payable; the topic's own, then that of other matters."""
        for line in self.figures.amounts:
            effect = line.rule.effect
            needs = self.figures.needs.get((effect.slot, effect.matter), ()) or self._limits_need(effect.matter)
            yield self.labels.matter(effect.matter) + self.text.amount(line, needs)
        yield from self._possible(PayableEffect)

    def _limits_need(self, matter: str) -> tuple[str, ...]:
        """The facts that tell whether further limits apply."""
        return tuple(fact for each in self.decision.answers(LIMIT) if each.matter == matter for fact in each.needs)

    def limits(self) -> Iterator[str]:
        """Every limit with its arithmetic."""
        for line in self.figures.limits:
            yield self.labels.matter(line.rule.effect.matter) + self.text.limit(line, among(line, self.figures.limits))
        yield from self._possible(LimitEffect)

    def deadlines(self) -> Iterator[str]:
        """Every deadline, which of them binds, and whether it was kept."""
        for line in self.figures.deadlines:
            said = self.text.deadline(line, among(line, self.figures.deadlines), self.decision.as_of)
            yield self.labels.matter(line.rule.effect.matter) + said
        yield from self._possible(DeadlineEffect)

    def outputs(self) -> Iterator[str]:
        """Every output, of which matter, and the clause that sets it."""
        for line in self.figures.outputs:
            for rule, said in zip(line.rules, self.text.output(line), strict=True):
                yield self.labels.matter(rule.effect.matter) + said
        yield from self._possible(SetEffect)

    def choices(self) -> Iterator[str]:
        """What somebody chooses."""
        for rule in self.figures.choices:
            yield self.labels.matter(rule.effect.matter) + self.text.choice(rule)
        yield from self._possible(ChooseEffect)

    def assigned(self) -> Iterator[str]:
        """Whose each function is."""
        order = list(self.labels.vocabulary.functions)
        for rule in sorted(self.decision.assigned, key=lambda rule: order.index(rule.effect.slot.partition(".")[2])):
            yield self.labels.matter(rule.effect.matter) + self.text.assigned(rule)
        yield from self._possible(AssignEffect)

    def established(self) -> Iterator[str]:
        """What is said of bodies, with the numbers."""
        for line in self.decision.established:
            yield self.labels.matter(line.effect.matter) + self.text.established(line)
        yield from self._possible(EstablishEffect)

    def _possible(self, kind: type[FigureEffect]) -> Iterator[str]:
        """What may be stated, once facts still unknown are known."""
        found: dict[str, None] = {}
        for answer in self.decision.slots:
            for stated in answer.stated:
                if isinstance(stated.effect, kind) and not stated.certain:
                    said = self.labels.matter(stated.effect.matter) + self.text.effect(stated.effect)
                    found[f"{self.labels.word('perhaps')} {said}  [{stated.clause}]"] = None
        yield from found

    def fallbacks(self, said: Callable[[Effect], str]) -> Iterator[str]:
        """What applies because something required is not fulfilled, or a limit exceeded, each with the reason."""
        stated = [each for answer in self.decision.slots for each in answer.stated if each.fallback]
        if not stated:
            return
        reasons = Reasons(self.decision.provenance.rulebook, self.decision)
        dash = " — "
        found: dict[str, None] = {}
        for each in stated:
            likely = "" if each.certain else self.labels.word("perhaps") + " "
            why = self.text.reasons(reasons.because(each.rule, each.effect))
            found[f"{likely}{said(each.effect)}{dash + why if why else ''}  [{each.clause}]"] = None
        yield from found

    def only_needed(self) -> Iterator[str]:
        """The unknown facts that only arithmetic reads."""
        facts = dict.fromkeys(fact for found in self.figures.needs.values() for fact in found)
        yield from (fact for fact in facts if fact not in self.decision.needs)
