"""The published form of a decision: a pydantic model with its JSON schema, and canonical JSON.

``schema_version`` changes when a field is removed or changes its meaning; fields may be added within a version.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict

from policy_engine.citations import Label
from policy_engine.decisions.parts import Noted, Outcome, PaperRule, SlotStatus, Step, StepStatus
from policy_engine.effects import ActEffect, Effect, MayEffect
from policy_engine.requests.fields import plain

if TYPE_CHECKING:
    from policy_engine.decisions.decision import Decision

SCHEMA_VERSION: Literal["1"] = "1"
_DISPLAY = frozenset({"zh", "en", "title", "gist", "at", "engine_version", "texts_digest"})


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(_Part):
    """A line for people; ``en`` may be empty."""

    zh: str
    en: str = ""


class EffectPart(_Part):
    """What a rule does. ``by`` is an actor, a list (all of them), ``{one_of: […]}`` or ``{in_turn: […]}``."""

    kind: Literal["act", "permit", "prohibit", "refer", "paper"]
    act: str | None = None
    by: Any = None
    to: str | None = None
    before: str | None = None
    within: str | None = None
    document: str | None = None
    for_what: str | None = None
    papers: tuple[str, ...] | None = None
    afterwards: bool | None = None


class StatedPart(_Part):
    """An effect and the rule and clause that state it; not ``certain`` where it is one alternative of several."""

    effect: EffectPart
    rule: str
    clause: str
    certain: bool


class SlotPart(_Part):
    """The answer of one slot; ``matter`` is empty for the topic's own."""

    slot: str
    matter: str
    status: SlotStatus
    stated: tuple[StatedPart, ...]
    needs: tuple[str, ...]
    next: str | None


class StepPart(_Part):
    """A required act and how it stands. ``holds``: the request waits for it; otherwise it is follow-up."""

    act: str
    by: str | None
    to: str | None
    matter: str
    status: StepStatus
    holds: bool
    due: dt.date | None
    within: str | None
    person: str | None
    date: dt.date | None
    clauses: tuple[str, ...]
    rules: tuple[str, ...]


class PaperPart(_Part):
    """A required paper (any one of ``papers``) and whether it was handed in."""

    papers: tuple[str, ...]
    matter: str
    status: Literal["given", "missing"]
    afterwards: bool
    within: str | None
    clauses: tuple[str, ...]
    rules: tuple[str, ...]


class CitationPart(_Part):
    """The clause behind the answer. ``clause`` is the catalogue's id; ``at`` is file:line of the rule."""

    clause: str
    instrument: str
    title: Text
    document: str
    part: str
    locator: str
    gist: Text
    digest: str
    rule: str
    certain: bool
    at: str


class NotedPart(_Part):
    """A reading or a caution. ``number`` is that of the list of readings, absent for one of the rulebook's own."""

    of: str
    number: int | None
    convention: str | None
    zh: str
    en: str


class AdvicePart(_Part):
    """What is recommended, not required."""

    rule: str
    clause: str
    effects: tuple[EffectPart, ...]
    certain: bool
    zh: str
    en: str


class OpenPart(_Part):
    """A declared hole the request falls into."""

    instrument: str
    owner: str
    see: tuple[str, ...]
    zh: str
    en: str


class ReplacedPart(_Part):
    """A base rule and the exception that replaced it."""

    base: str
    by: str


class JudgementPart(_Part):
    """A judgement the request states; ``by`` is absent where nobody signed it."""

    field: str
    value: bool
    by: str | None
    date: dt.date | None
    note: str | None


class RulebookPart(_Part):
    """Which rulebook and engine decided."""

    digest: str
    texts_digest: str
    engine_version: str


class DecisionModel(_Part):
    """A decision as other systems receive it."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    outcome: Outcome
    topic: str
    jurisdiction: str
    as_of: dt.date
    facts: dict[str, Any]
    slots: tuple[SlotPart, ...]
    steps: tuple[StepPart, ...]
    papers: tuple[PaperPart, ...]
    limits: tuple[Any, ...] = ()
    amounts: tuple[Any, ...] = ()
    deadlines: tuple[Any, ...] = ()
    follow_up: tuple[str, ...]
    advice: tuple[AdvicePart, ...]
    needs: tuple[str, ...]
    next: str | None
    decided_by: tuple[str, ...]
    citations: tuple[CitationPart, ...]
    readings: tuple[NotedPart, ...]
    cautions: tuple[NotedPart, ...]
    judgements: tuple[JudgementPart, ...]
    unset: tuple[str, ...]
    replaced: tuple[ReplacedPart, ...]
    open_points: tuple[OpenPart, ...]
    see: tuple[str, ...]
    undated: tuple[str, ...]
    posts_asserted: bool = True
    rulebook: RulebookPart

    def canonical(self) -> str:
        """Canonical JSON: keys sorted, no blanks, text as it is."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def meaning(self) -> Any:
        """What equality and replay compare: everything but display texts, places in files and the engine's version."""
        return _without_display(self.model_dump(mode="json"))


def _without_display(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_display(item) for key, item in value.items() if key not in _DISPLAY}
    if isinstance(value, list):
        return [_without_display(item) for item in value]
    return value


def to_model(decision: Decision) -> DecisionModel:
    """The published model of a decision."""
    verdict = decision.verdict
    return DecisionModel(
        outcome=decision.outcome,
        topic=decision.topic,
        jurisdiction=decision.jurisdiction,
        as_of=decision.as_of,
        facts={name: plain(value) for name, value in decision.request.facts().items()},
        slots=tuple(
            SlotPart(
                slot=answer.slot,
                matter=answer.matter,
                status=answer.status,
                stated=tuple(
                    StatedPart(
                        effect=effect_part(each.effect), rule=each.rule, clause=each.clause, certain=each.certain
                    )
                    for each in answer.stated
                ),
                needs=answer.needs,
                next=answer.next or None,
            )
            for answer in verdict.slots
        ),
        steps=tuple(_step(step, decision) for step in decision.steps),
        papers=tuple(
            PaperPart(
                papers=paper.rule.papers,
                matter=paper.rule.matter,
                status=paper.status,
                afterwards=paper.rule.afterwards,
                within=paper.rule.within or None,
                clauses=paper.rule.clauses,
                rules=paper.rule.rules,
            )
            for paper in decision.papers
        ),
        follow_up=tuple(
            _named(each.rule) if not isinstance(each, Step) else each.rule.act for each in decision.follow_up
        ),
        advice=tuple(
            AdvicePart(
                rule=each.rule,
                clause=each.clause,
                effects=tuple(effect_part(effect) for effect in each.effects),
                certain=each.certain,
                zh=each.label.zh,
                en=each.label.en,
            )
            for each in verdict.advice
        ),
        needs=decision.needs,
        next=decision.next or None,
        decided_by=verdict.decided_by,
        citations=tuple(
            CitationPart(
                clause=each.clause,
                instrument=each.instrument,
                title=_text(each.title),
                document=each.document,
                part=each.part,
                locator=each.locator,
                gist=_text(each.gist),
                digest=each.digest,
                rule=each.rule,
                certain=each.rule not in verdict.uncertain,
                at=each.at,
            )
            for each in verdict.citations
        ),
        readings=tuple(_noted(each) for each in verdict.readings),
        cautions=tuple(_noted(each) for each in verdict.cautions),
        judgements=tuple(_judgements(decision)),
        unset=verdict.unset,
        replaced=tuple(ReplacedPart(base=each.base, by=each.by) for each in decision.replaced),
        open_points=tuple(
            OpenPart(instrument=each.instrument, owner=each.owner, see=each.see, zh=each.label.zh, en=each.label.en)
            for each in verdict.open_points
        ),
        see=verdict.see,
        undated=verdict.undated,
        rulebook=RulebookPart(
            digest=decision.provenance.digest,
            texts_digest=decision.provenance.texts_digest,
            engine_version=decision.provenance.engine_version,
        ),
    )


def effect_part(effect: Effect) -> EffectPart:
    """An effect in its published form."""
    match effect:
        case ActEffect():
            return EffectPart(
                kind="act",
                act=effect.act,
                by=None if effect.by is None else effect.by.plain(),
                to=effect.to or None,
                before=effect.before or None,
                within=effect.within or None,
            )
        case MayEffect():
            return EffectPart(
                kind=effect.verb, to=effect.to or None, document=effect.document or None, for_what=effect.what or None
            )
        case _:
            return EffectPart(
                kind="paper", papers=effect.papers, afterwards=effect.afterwards, within=effect.within or None
            )


def _step(step: Step, decision: Decision) -> StepPart:
    rule = step.rule
    due = decision.request.codes[rule.before_axis] if rule.before_axis >= 0 else None
    return StepPart(
        act=rule.act,
        by=rule.by or None,
        to=rule.to or None,
        matter=rule.matter,
        status=step.status,
        holds=rule.holds,
        due=None if due is None else dt.date.fromordinal(due),
        within=rule.within or None,
        person=step.person or None,
        date=dt.date.fromordinal(step.day) if step.day else None,
        clauses=rule.clauses,
        rules=rule.rules,
    )


def _named(rule: Any) -> str:
    assert isinstance(rule, PaperRule)
    return " / ".join(rule.papers)


def _text(label: Label) -> Text:
    return Text(zh=label.zh, en=label.en)


def _noted(each: Noted) -> NotedPart:
    return NotedPart(
        of=each.of, number=each.number or None, convention=each.convention or None, zh=each.label.zh, en=each.label.en
    )


def _judgements(decision: Decision) -> Iterator[JudgementPart]:
    request = decision.request
    signed: Mapping[str, Any] = request.given.judgements
    stated = [axis.name for axis in request.layout.axes if axis.judgement and getattr(request, axis.name) is not None]
    for name in sorted({*stated, *signed}):
        judged = signed.get(name)
        if judged is None:
            yield JudgementPart(field=name, value=getattr(request, name), by=None, date=None, note=None)
        else:
            yield JudgementPart(field=name, value=judged.value, by=judged.by, date=judged.date, note=judged.note)
