"""Unknown facts: what is settled in spite of them, what is open, and exactly which facts are needed.

The known facts are put into every live diagram; what remains depends on unknown facts only. A constant is settled.
Otherwise the facts it depends on are needed; without invariants between facts that set is unique and minimal. With
invariants (impossible combinations, derived facts) a fact is dropped where, with it quantified away, no request has two
answers. Nothing here writes into the rulebook's own table of diagrams.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from policy_engine.compiled.epochs import Epoch
from policy_engine.compiled.topic_axes import TopicAxes
from policy_engine.diagrams.manager import FALSE, TRUE, Interval, Manager
from policy_engine.diagrams.witness import find_witness
from policy_engine.effects import (
    ANYTHING,
    DECIDING,
    DUTIES,
    LIMIT,
    MAY,
    PAPERS,
    PAYABLE,
    Effect,
    MayEffect,
    PaperEffect,
    is_asked,
)
from policy_engine.engine.questions import best_question
from policy_engine.engine.verdicts import Findings, Truth
from policy_engine.requests.layout import Codes
from policy_engine.vocabulary import Vocabulary

_SCRATCH_BUDGET = 200_000


def open_findings(
    epoch: Epoch, vocabulary: Vocabulary, codes: Codes, worked_needs: Mapping[int, tuple[str, ...]]
) -> Findings:
    """What is settled and what is open when some facts are unknown.

    ``worked_needs`` are, for worked-out axes that stay open, the facts they wait for.
    """
    return _Residual(epoch, vocabulary, codes, worked_needs).findings()


@dataclass
class _Residual:
    epoch: Epoch
    vocabulary: Vocabulary
    codes: Codes
    worked_needs: Mapping[int, tuple[str, ...]]
    axes: TopicAxes = field(init=False)
    intervals: list[Interval] = field(init=False)
    scratch: Manager = field(init=False)
    care: int = field(init=False)

    def __post_init__(self) -> None:
        self.axes = self.epoch.axes
        self.intervals = self.axes.intervals(self.codes)
        self.scratch = Manager(self.epoch.manager.order, _SCRATCH_BUDGET)
        self._memo: dict[int, int] = {}
        self.care = self._restrict(self.epoch.care)

    def _restrict(self, diagram: int) -> int:
        return self.epoch.manager.restrict(diagram, self.intervals, self.scratch, self._memo)

    # --- truths ----------------------------------------------------------------------------------------------

    def findings(self) -> Findings:
        """Every unit and effect settled or open, and for open slots the needs and the next question."""
        residuals = [self._restrict(unit.live) for unit in self.epoch.units]
        units = [self.truth(residual) for residual in residuals]
        effects: dict[Effect, int] = {}
        for unit, residual in zip(self.epoch.units, residuals, strict=True):
            if unit.hole is None and not unit.advice:
                for effect in unit.effects:
                    effects[effect] = self.scratch.either(effects.get(effect, FALSE), residual)
        effects = self._unless_prohibited(effects)
        truths = {effect: self.truth(residual) for effect, residual in effects.items()}
        needs, needed, question = self._needs(effects, truths)
        return Findings(units, truths, needs, needed, question)

    def _unless_prohibited(self, effects: Mapping[Effect, int]) -> dict[Effect, int]:
        """In the slot ``may`` prohibit wins: what else is said of it matters only where nothing is prohibited."""
        found = dict(effects)
        for effect, residual in effects.items():
            if isinstance(effect, MayEffect) and effect.verb != "prohibit":
                found[effect] = self.scratch.less(residual, effects.get(MayEffect("prohibit", effect.matter), FALSE))
        return found

    def truth(self, residual: int) -> Truth:
        """True or false where every possible completion says so, else ``None``."""
        if residual in (TRUE, FALSE):
            return residual == TRUE
        if not self.possible(residual):
            return False
        if not self.possible(self.scratch.negate(residual)):
            return True
        return None

    def possible(self, residual: int) -> bool:
        """Whether some possible request makes a residual hold. Where that can be neither shown nor refuted: yes."""
        held = self.scratch.both(residual, self.care)
        if held == FALSE:
            return False
        if self.care == TRUE and not self._tied(held):
            return True
        return find_witness(self.scratch, held, self.axes.axes, self.intervals, self.axes.ties) is not None

    def _tied(self, residual: int) -> bool:
        support = self.scratch.support(residual)
        return any(tie.axis in support for tie in self.axes.ties)

    # --- needs -----------------------------------------------------------------------------------------------

    def _needs(
        self, effects: Mapping[Effect, int], truths: Mapping[Effect, Truth]
    ) -> tuple[dict[tuple[str, str], tuple[tuple[str, ...], str]], tuple[str, ...], str]:
        slots: dict[tuple[str, str], list[int]] = {}
        deciding: list[int] = []
        for effect, residual in effects.items():
            if truths[effect] is None:
                slots.setdefault((effect.slot, effect.matter), []).append(residual)
                if self._holds_up(effect):
                    deciding.append(residual)
        needs: dict[tuple[str, str], tuple[tuple[str, ...], str]] = {}
        for key, residuals in slots.items():
            facts = self._facts(residuals)
            needs[key] = (facts, self._question(residuals, facts))
        needed = self._facts(deciding) if deciding else ()
        return needs, needed, self._question(deciding, needed) if deciding else ""

    def _holds_up(self, effect: Effect) -> bool:
        """Whether the outcome reads the slot of an effect."""
        must_answer = self.axes.layout.topic.must_answer
        if ANYTHING in must_answer:
            return True
        if effect.slot == PAPERS:
            return isinstance(effect, PaperEffect) and not effect.afterwards
        if effect.slot in (*DECIDING, MAY, DUTIES) or is_asked(effect.slot, must_answer):
            return True
        if effect.slot == LIMIT:
            return PAYABLE in must_answer
        act = self.vocabulary.acts.get(effect.slot)
        return act is not None and act.order <= self.vocabulary.last_held and act.binding

    def _facts(self, residuals: Sequence[int]) -> tuple[str, ...]:
        """The facts that settle all the residuals, in the order of the model."""
        pairs = [
            (self.scratch.both(residual, self.care), self.scratch.both(self.scratch.negate(residual), self.care))
            for residual in residuals
        ]
        support: set[int] = set()
        for residual in residuals:
            support |= self.scratch.support(residual)
        if self.care != TRUE:
            for pair in pairs:
                support |= self.scratch.support(pair[0]) | self.scratch.support(pair[1])
            support = self._without_needless(pairs, support)
        return tuple(self._fields(support))

    def _without_needless(self, pairs: list[tuple[int, int]], support: set[int]) -> set[int]:
        """Drops facts whose every value leaves one answer; impossible regions count for neither answer.

        Axes are tied only through a derived one that is tested: an untested one follows whatever its sources are.
        """
        tied = {axis for tie in self.axes.ties if tie.axis in support for axis in (tie.axis, *tie.sources)}
        kept = set(support)
        fields: dict[str, list[int]] = {}
        for axis in sorted(support - tied, key=self._rank, reverse=True):
            fields.setdefault(self.axes.axes[axis].field, []).append(axis)
        for group in fields.values():
            reduced = pairs
            for axis in group:
                reduced = [(self.scratch.forget(one, axis), self.scratch.forget(other, axis)) for one, other in reduced]
            if all(not self._both_possible(one, other) for one, other in reduced):
                pairs = reduced
                kept -= set(group)
        return kept

    def _both_possible(self, one: int, other: int) -> bool:
        both = self.scratch.both(one, other)
        return (
            both != FALSE
            and find_witness(self.scratch, both, self.axes.axes, self.intervals, self.axes.ties) is not None
        )

    def _rank(self, axis: int) -> tuple[bool, int, str]:
        return self.axes.axes[axis].rank

    def _fields(self, support: Iterable[int]) -> list[str]:
        """The unknown facts behind axes; a derived fact stands for its unknown sources."""
        raw: set[int] = set()
        worked: list[str] = []
        for axis in sorted(support):
            sources = self.axes.layout.sources.get(axis)
            if axis in self.worked_needs:
                worked.extend(self.worked_needs[axis])
            elif sources:
                raw.update(source for source in sources if self.codes[source] is None)
            else:
                raw.add(axis)
        return list(dict.fromkeys((*(self.axes.axes[axis].field for axis in sorted(raw, key=self._rank)), *worked)))

    def _question(self, residuals: Sequence[int], facts: Sequence[str]) -> str:
        groups = {fact: self._axes_of(fact, residuals) for fact in facts}
        return best_question(self.scratch, tuple(residuals), groups, self.intervals)

    def _axes_of(self, fact: str, residuals: Sequence[int]) -> list[int]:
        """The axes of the residuals that a fact belongs to; a derived one is asked through its first unknown source."""
        tested = set[int]().union(*(self.scratch.support(residual) for residual in residuals))
        found: list[int] = []
        for axis in sorted(tested, key=self._rank):
            if axis in self.worked_needs:
                if self.worked_needs[axis][:1] == (fact,):
                    found.append(axis)
                continue
            sources = self.axes.layout.sources.get(axis)
            first = next((source for source in sources if self.codes[source] is None), axis) if sources else axis
            if self.axes.axes[first].field == fact:
                found.append(axis)
        return found
