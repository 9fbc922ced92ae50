"""Whether evidence fits the rulebook: its duties, words, dates and judgements exist and go together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from policy_engine.arithmetic import parameters_read
from policy_engine.duties.binding import Binder
from policy_engine.duties.evidence import MAX_DAYS, Done
from policy_engine.duties.periods import period_named
from policy_engine.duties.reading import EvidenceFile
from policy_engine.effects import DutyEffect
from policy_engine.errors import Diagnostic, RequestError, near_match
from policy_engine.requests.texts import Path
from policy_engine.rules import Rule


def check_sound(file: EvidenceFile, binders: Sequence[Binder]) -> None:
    """Refuses evidence that names what there is not, or whose dates cannot be right.

    Raises:
        RequestError: every such fault, at its place.
    """
    faults = list(_Sound(file, binders).faults())
    if faults:
        raise RequestError(faults)


class _Sound:
    def __init__(self, file: EvidenceFile, binders: Sequence[Binder]) -> None:
        self.file = file
        self.evidence = file.evidence
        self.binders = binders
        self.rules = {duty: rule for binder in binders for duty, rule in binder.rules.items()}
        self.vocabulary = binders[0].compiled.models.vocabulary

    def faults(self) -> Iterator[Diagnostic]:
        """Everything that does not fit."""
        yield from self._dates()
        rules = self.rules
        for duty, rows in self.evidence.done.items():
            rule = rules.get(duty)
            if rule is None:
                words = {"name": duty, "jurisdiction": self.evidence.jurisdiction}
                known = sorted(rules)
                expected = ", ".join(known) if len(known) <= 40 else ""
                yield self._fault("PE740", ("done", duty), words, expected, near_match(duty, known))
                continue
            effects = [each for wording in rule.wordings for each in wording.effects if isinstance(each, DutyEffect)]
            for index, row in enumerate(rows):
                yield from self._row(row, ("done", duty, index), rule, effects)
        yield from self._judgements(rules)

    def _fault(self, code: str, path: Path, words: dict[str, str], expected: str = "", near: str = "") -> Diagnostic:
        return Diagnostic(code, self.file.locate(path), words, expected, near)

    def _dates(self) -> Iterator[Diagnostic]:
        records, on = self.evidence.records, self.evidence.day
        if not records.from_ <= records.until <= on:
            words = {"start": str(records.from_), "end": str(records.until), "on": str(on)}
            yield self._fault("PE742", ("records",), words)
        elif (records.until - records.from_).days >= MAX_DAYS:
            words = {"field": "records", "value": f"{records.from_} … {records.until}"}
            yield self._fault("PE708", ("records",), words, f"{MAX_DAYS} days")

    # --- one record -------------------------------------------------------------------------------------------------

    def _row(self, row: Done, path: Path, rule: Rule, effects: list[DutyEffect]) -> Iterator[Diagnostic]:
        yield from self._day(row, path, rule, effects)
        items = {item.name for effect in effects for item in effect.asks.items}
        measures = {measure.name for effect in effects for measure in effect.asks.measures}
        for key, kind, kind_en, named, known in (
            ("items", "项目", "item", row.items, items),
            ("measures", "指标", "measure", row.measures, measures),
        ):
            for name in named:
                if name not in known:
                    words = {"duty": rule.id, "name": name, "kind": kind, "kind_en": kind_en}
                    expected = ", ".join(sorted(known))
                    yield self._fault("PE741", (*path, key, name), words, expected, near_match(name, known))
        for index, paper in enumerate(row.keep):
            if paper not in self.vocabulary.papers:
                near = near_match(paper, self.vocabulary.papers)
                yield self._fault("PE308", (*path, "keep", index), {"name": paper}, "", near)
        if row.covered is not None and row.of is not None and row.covered > row.of:
            words = {"duty": rule.id, "covered": str(row.covered), "of": str(row.of)}
            yield self._fault("PE745", (*path, "covered"), words)
        if row.period is not None and not any(self._names(effect, rule, row.period) for effect in effects):
            yield self._fault("PE746", (*path, "period"), {"duty": rule.id, "name": row.period})

    def _names(self, effect: DutyEffect, rule: Rule, key: str) -> bool:
        return period_named(effect.asks.every, key, self.binders[0].origin(rule.id)) is not None

    def _day(self, row: Done, path: Path, rule: Rule, effects: list[DutyEffect]) -> Iterator[Diagnostic]:
        per_event = any(effect.asks.every.kind == "event" for effect in effects)
        problem = None
        if row.event is not None and not per_event:
            path, problem = (
                (*path, "event"),
                ("写了 event,可这项义务不是逢事的", "has an event, but the duty is for none"),
            )
        elif row.date is None and row.event is None:
            problem = ("没有日期", "has no date")
        elif row.event is None and per_event and any(effect.asks.due is not None for effect in effects):
            problem = ("没有写是哪天的事(event)", "does not say the day of the event (event)")
        if problem is not None:
            words = {"duty": rule.id, "problem": problem[0], "problem_en": problem[1]}
            yield self._fault("PE744", path, words)
        for key, day in (("date", row.date), ("event", row.event)):
            if day is not None and day > self.evidence.day:
                yield self._fault("PE743", (*path, key), self._too_late(rule, day))

    def _too_late(self, rule: Rule, day: dt.date) -> dict[str, str]:
        return {"duty": rule.id, "date": day.isoformat(), "on": self.evidence.day.isoformat()}

    # --- judgements -------------------------------------------------------------------------------------------------

    def _judgements(self, rules: dict[str, Rule]) -> Iterator[Diagnostic]:
        known = dict.fromkeys(name for binder in self.binders for name in binder.book.axes.judgement_names())
        for rule in rules.values():
            for name in _figures(rule):
                known |= dict.fromkeys((name, name.split("/", 1)[1]))
        for name in self.evidence.judgements:
            if name not in known:
                words = {"name": name, "problem": "不由人裁量", "problem_en": "is nothing that a person has to judge"}
                near = near_match(name, known)
                yield self._fault("PE714", ("judgements", name), words, ", ".join(sorted(known)), near)


def _figures(rule: Rule) -> Iterator[str]:
    """The parameters that the figures of a duty read."""
    for wording in rule.wordings:
        for effect in wording.effects:
            if isinstance(effect, DutyEffect):
                for formula in effect.asks.formulas():
                    yield from parameters_read(formula)
