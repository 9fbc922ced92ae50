"""From the immutable decision to its published model."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, Literal, TypeVar

from policy_engine.citations import Label
from policy_engine.decisions.answer import Answer
from policy_engine.decisions.model import (
    AdvicePart,
    AnswerModel,
    CitationPart,
    DecisionModel,
    JudgementPart,
    NotedPart,
    NotInForceModel,
    OpenPart,
    PaperPart,
    RefusedPart,
    ReplacedPart,
    RulebookPart,
    SlotPart,
    StatedPart,
    StepPart,
)
from policy_engine.decisions.model_parts import EffectPart, Text
from policy_engine.decisions.parts import Noted, PaperRule, Step
from policy_engine.decisions.publish_duties import duty_part
from policy_engine.decisions.publish_figures import figure_parts, plain_formula
from policy_engine.decisions.publish_organising import assignment_part, established_part, organising_part
from policy_engine.effects import (
    ActEffect,
    ChooseEffect,
    DeadlineEffect,
    DutyEffect,
    Effect,
    LimitEffect,
    MayEffect,
    PaperEffect,
    PayableEffect,
    SetEffect,
)
from policy_engine.organising import AssignEffect, EstablishEffect
from policy_engine.requests.fields import plain

_Model = TypeVar("_Model", bound=AnswerModel)


def to_model(decision: Answer) -> DecisionModel:
    """The published model of a decision, with what the rules not in force say beside it."""
    shadow, refused = decision.shadow()
    aside = None
    if shadow is not None and shadow.says_something:
        aside = _answer(shadow, NotInForceModel, statuses=shadow.statuses)
    parts = tuple(RefusedPart(code=each.code, zh=each.message("zh"), en=each.message("en")) for each in refused)
    return _answer(decision, DecisionModel, not_in_force=aside, not_in_force_refused=parts)


def _answer(decision: Answer, kind: type[_Model], **more: Any) -> _Model:
    verdict = decision.verdict
    return kind(
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
                        effect=effect_part(each.effect),
                        rule=each.rule,
                        clause=each.clause,
                        certain=each.certain,
                        fallback=each.fallback,
                    )
                    for each in answer.stated
                ),
                needs=answer.needs,
                next=answer.next or None,
            )
            for answer in decision.slots
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
        **figure_parts(decision.figures),
        assignments=tuple(map(assignment_part, decision.assigned)),
        established=tuple(map(established_part, decision.established)),
        duties=tuple(map(duty_part, decision.duties)),
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
                status=each.status,
                amended_by=each.amended_by or None,
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
        **more,
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
        case PaperEffect():
            return EffectPart(
                kind="paper", papers=effect.papers, afterwards=effect.afterwards, within=effect.within or None
            )
        case LimitEffect():
            bound = {"at_most": plain_formula(effect.at_most), "per": list(effect.per)}
            return EffectPart(kind="limit", of=effect.of, formula=bound, excess=effect.excess)
        case PayableEffect():
            return EffectPart(kind="payable", formula=plain_formula(effect.amount))
        case DeadlineEffect():
            kind: Literal["deadline", "not_before"] = "not_before" if effect.not_before else "deadline"
            return EffectPart(kind=kind, of=effect.of, formula=plain_formula(effect.at))
        case SetEffect():
            value = effect.value if isinstance(effect.value, (str, bool)) else plain_formula(effect.value)
            return EffectPart(kind="set", output=effect.output, value=value)
        case DutyEffect():
            return EffectPart(kind="duty", duty=effect.duty, by=effect.who.plain(), to=effect.to or None)
        case ChooseEffect():
            return EffectPart(kind="choose", options=effect.options, by=effect.by, for_what=effect.on or None)
        case AssignEffect() | EstablishEffect():
            return organising_part(effect)


def _step(step: Step, decision: Answer) -> StepPart:
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


def _judgements(decision: Answer) -> Iterator[JudgementPart]:
    request = decision.request
    signed: Mapping[str, Any] = request.given.judgements
    stated = [axis.name for axis in request.layout.axes if axis.judgement and getattr(request, axis.name) is not None]
    for name in sorted({*stated, *signed}):
        judged = signed.get(name)
        if judged is None:
            yield JudgementPart(field=name, value=getattr(request, name), by=None, date=None, note=None)
        else:
            yield JudgementPart(field=name, value=judged.value, by=judged.by, date=judged.date, note=judged.note)
