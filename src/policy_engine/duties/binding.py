"""Which duties bind when: each stretch of days between two changes of the rules is decided once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from policy_engine.axes import FIRST_DAY, LAST_DAY
from policy_engine.compiled.epochs import Active, Epoch
from policy_engine.compiled.rulebook import CompiledRulebook, TopicBook
from policy_engine.conditions.tree import Condition, tests
from policy_engine.decisions.decision import Decision
from policy_engine.decisions.duties import BindingDuty
from policy_engine.duties.periods import ORIGIN
from policy_engine.effects import DutyEffect
from policy_engine.errors import Diagnostic, Place, RequestError, near_match
from policy_engine.requests.base import Request
from policy_engine.rules import Rule

Decide: TypeAlias = Callable[[Request, str, dt.date], Decision]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days between two changes, on all of which a duty stands alike.

    ``binds``: True, False, or None where facts are unknown (``needs``). ``duty`` is None where it does not bind.
    """

    start: dt.date
    end: dt.date
    binds: bool | None
    duty: BindingDuty | None
    active: Active | None
    epoch: Epoch
    codes: Sequence[int | None]
    needs: tuple[str, ...] = ()


def duty_topic(compiled: CompiledRulebook) -> str:
    """The topic that duties are of.

    Raises:
        RequestError: no request model declares one.
    """
    for name, model in compiled.models.topics.items():
        if model.topic.duties:
            return name
    raise RequestError([Diagnostic("PE331", Place("request"))])


class Binder:
    """The duties of one jurisdiction under one set of facts, on any day.

    Args:
        compiled: the rulebook.
        decide: decides a request on a day.
        jurisdiction: whose duties.
        request: the facts; its anchor date is set anew for each day.

    Raises:
        RequestError: there is no such jurisdiction.
    """

    def __init__(self, compiled: CompiledRulebook, decide: Decide, jurisdiction: str, request: Request) -> None:
        models = compiled.models
        if jurisdiction not in models.jurisdictions:
            known = list(models.jurisdictions)
            near = near_match(jurisdiction, known)
            raise RequestError([Diagnostic("PE704", Place("request"), {"name": jurisdiction}, ", ".join(known), near)])
        self.compiled = compiled
        self.jurisdiction = jurisdiction
        self.decide = decide
        self.request = request
        self.anchor = request.layout.topic.anchor
        self.book: TopicBook = compiled.books[jurisdiction, request.topic.id]
        self._tests_the_day: dict[int, bool] = {}
        self._on: dict[tuple[int, dt.date], tuple[Decision, Mapping[str, BindingDuty]]] = {}

    @property
    def decisions(self) -> Iterator[Decision]:
        """The decisions made so far, one for each stretch of days asked about."""
        return (decision for decision, _ in self._on.values())

    @property
    def rules(self) -> dict[str, Rule]:
        """Every duty that is ever in force here, by id, in the order of clauses."""
        found = {
            active.rule.id: active.rule
            for epoch in self.book.epochs
            for active in epoch.actives
            if any(isinstance(effect, DutyEffect) for effect in active.wording.effects)
        }
        return dict(sorted(found.items(), key=lambda each: (each[1].clause, each[0])))

    def stretches(self, duty: str, first: dt.date, last: dt.date) -> Iterator[Stretch]:
        """How a duty stands from one day to another."""
        for epoch in self.book.epochs:
            start, end = max(epoch.start, first.toordinal()), min(epoch.end, last.toordinal())
            if start <= end:
                yield self._stretch(duty, epoch, dt.date.fromordinal(start), dt.date.fromordinal(end))

    def _stretch(self, duty: str, epoch: Epoch, start: dt.date, end: dt.date) -> Stretch:
        active = next((each for each in epoch.actives if each.rule.id == duty), None)
        decision, found = self._decided(epoch, end)
        codes = self.book.axes.codes(decision.request)
        bound = found.get(duty)
        if active is None or bound is None:
            return Stretch(start, end, False, None, active, epoch, codes)
        needs = () if bound.certain else self._needs(active, codes)
        return Stretch(start, end, True if bound.certain else None, bound, active, epoch, codes, needs)

    def decided(self, epoch: Epoch, day: dt.date) -> Decision:
        """The decision that tells which duties bind on a day of an epoch."""
        return self._decided(epoch, day)[0]

    def _decided(self, epoch: Epoch, day: dt.date) -> tuple[Decision, Mapping[str, BindingDuty]]:
        """The decision on a day; one for the whole epoch unless a rule tests the day itself."""
        if epoch.start not in self._tests_the_day:
            position = self.book.axes.layout.anchor_position
            supports = (epoch.manager.support(unit.live) for unit in epoch.units)
            self._tests_the_day[epoch.start] = any(position in support for support in supports)
        key = (epoch.start, day if self._tests_the_day[epoch.start] else dt.date.min)
        if key not in self._on:
            decision = self.decide(self.request.model_copy(update={self.anchor: day}), self.jurisdiction, day)
            self._on[key] = (decision, {each.duty: each for each in decision.duties})
        return self._on[key]

    def _needs(self, active: Active, codes: Sequence[int | None]) -> tuple[str, ...]:
        """The unknown facts that the duty's condition tests, and those of the exceptions to it."""
        conditions = [active.condition]
        conditions.extend(each.condition for effect in active.wording.effects for each in active.replacers(effect))
        return self.unknown(conditions, codes)

    def unknown(self, conditions: Iterable[Condition], codes: Sequence[int | None]) -> tuple[str, ...]:
        """The unknown facts that conditions test."""
        axes = self.book.axes.axes
        tested = dict.fromkeys(test.axis for condition in conditions for test in tests(condition))
        return tuple(dict.fromkeys(axes[axis].field for axis in tested if codes[axis] is None))

    def beginning(self, duty: str) -> dt.date | None:
        """The first day on which any wording of a duty is in force; None where the text does not say."""
        rule = self.compiled.rules[duty]
        held = self.compiled.models.instruments[rule.instrument].period
        starts = [both.start for wording in rule.wordings if (both := held.meet(wording.period)) is not None]
        first = min(starts, default=FIRST_DAY)
        return None if first == FIRST_DAY else dt.date.fromordinal(first)

    def origin(self, duty: str) -> int:
        """The year from which stretches of several years or months are counted: that in which the duty begins."""
        beginning = self.beginning(duty)
        return ORIGIN if beginning is None else beginning.year

    def end(self, duty: str) -> dt.date | None:
        """The last day on which any wording of a duty is in force; None where it has none."""
        rule = self.compiled.rules[duty]
        held = self.compiled.models.instruments[rule.instrument].period
        ends = [both.end for wording in rule.wordings if (both := held.meet(wording.period)) is not None]
        last = max(ends, default=LAST_DAY)
        return None if last == LAST_DAY else dt.date.fromordinal(last)


def binders_of(compiled: CompiledRulebook, decide: Decide, jurisdiction: str, request: Request) -> list[Binder]:
    """The duties in force, and beside them those of clauses that only propose, report or aim, if there are any.

    Raises:
        RequestError: there is no such jurisdiction.
    """
    binders = [Binder(compiled, decide, jurisdiction, request)]
    shadow = compiled.shadow
    if shadow is not None and (jurisdiction, request.topic.id) in shadow.books:

        def aside(asked: Request, where: str, day: dt.date) -> Decision:
            found = decide(asked, where, day).shadow()
            if found.answer is None:
                raise RequestError(found.refused)
            return found.answer

        binders.append(Binder(shadow, aside, jurisdiction, request))
    return binders
