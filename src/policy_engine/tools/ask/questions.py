"""What is asked: one question, its choices or bounds, and why it matters."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from policy_engine.compiled.models import Models
from policy_engine.decisions.decision import Decision
from policy_engine.decisions.organising_text import slot_label
from policy_engine.effects import family
from policy_engine.organising import ASSIGN, ESTABLISH
from policy_engine.requests.base import Request
from policy_engine.requests.fields import Amount, AnyOf, Count, Day, Field, Flag, Judgement, OneOf
from policy_engine.tools.ask.words import NO, QUESTIONS, SLOTS, YES
from policy_engine.vocabulary import Vocabulary

QuestionKind: TypeAlias = Literal[
    "one_of", "any_of", "flag", "judgement", "parameter", "amount", "count", "date", "text", "who", "person"
]
APPLICANT = "applicant_person"
AS_OF = "as_of"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that may be chosen; they are numbered from 1 in the order given."""

    value: str | bool
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Reason:
    """A slot that stays open without the answer; ``alone``: with the answer it is settled.

    ``clauses`` are those that may answer it.
    """

    slot: str
    zh: str
    en: str
    alone: bool
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question.

    Attributes:
        fact: the fact asked for: a field, an unset parameter (``instrument/parameter``), ``applicant_person`` or
            ``as_of``; for ``who`` the judgement whose author is asked for.
        kind: what kind of answer is wanted.
        zh: the question in Chinese.
        en: the question in English.
        choices: the answers to choose from, where there are such.
        unit: the unit of a number.
        low: the smallest number.
        high: the largest number.
        step: the step of a number.
        reasons: the slots that wait for the answer.
    """

    fact: str
    kind: QuestionKind
    zh: str
    en: str
    choices: tuple[Choice, ...] = ()
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    step: Decimal | None = None
    reasons: tuple[Reason, ...] = ()


def question_of(fact: str, model: type[Request], models: Models, decision: Decision | None) -> Question:
    """The question that asks for a fact."""
    reasons = tuple(reasons_for(fact, model, models.vocabulary, decision)) if decision is not None else ()
    mark = model.layout.marks.get(fact)
    if mark is not None:
        return _of_field(fact, mark, models.vocabulary, reasons)
    if "/" in fact:
        zh, en = parameter_names(fact, models)
        asked = [text.format(name=name) for text, name in zip(QUESTIONS["parameter"], (zh, en), strict=True)]
        return Question(fact, "parameter", asked[0], asked[1], _YES_NO, reasons=reasons)
    zh, en = QUESTIONS[fact]
    return Question(fact, "date" if fact == AS_OF else "person", zh, en, reasons=reasons)


def who_question(fact: str, model: type[Request], models: Models) -> Question:
    """Asks who made a judgement; any person may be named, the vocabulary's actors are known by their labels."""
    mark = model.layout.marks.get(fact)
    names = (mark.zh, mark.en) if mark is not None else parameter_names(fact, models)
    zh, en = (text.format(name=name) for text, name in zip(QUESTIONS["who"], names, strict=True))
    return Question(fact, "who", zh, en)


def parameter_names(fact: str, models: Models) -> tuple[str, str]:
    """The Chinese and the English name of a parameter ``instrument/parameter``."""
    instrument, name = fact.split("/", 1)
    label = models.instruments[instrument].parameters[name].label
    return label.zh or name, label.say("en") or name


_YES_NO = (Choice(True, *YES), Choice(False, *NO))


def _of_field(fact: str, mark: Field, vocabulary: Vocabulary, reasons: tuple[Reason, ...]) -> Question:
    zh, en = mark.question("zh"), mark.question("en")
    match mark:
        case Judgement():
            return Question(fact, "judgement", zh, en, _YES_NO, reasons=reasons)
        case Flag():
            return Question(fact, "flag", zh, en, _YES_NO, reasons=reasons)
        case OneOf():
            return Question(fact, "one_of", zh, en, choices_of(mark, vocabulary), reasons=reasons)
        case AnyOf():
            return Question(fact, "any_of", zh, en, choices_of(mark, vocabulary), reasons=reasons)
        case Amount():
            bounds = (mark.unit, mark.low, mark.high, mark.step)
            return Question(fact, "amount", zh, en, (), *bounds, reasons=reasons)
        case Count():
            whole = (mark.unit, Decimal(mark.low), Decimal(mark.high), Decimal(1))
            return Question(fact, "count", zh, en, (), *whole, reasons=reasons)
        case Day():
            return Question(fact, "date", zh, en, reasons=reasons)
        case _:
            return Question(fact, "text", zh, en, reasons=reasons)


def choices_of(mark: OneOf | AnyOf, vocabulary: Vocabulary) -> tuple[Choice, ...]:
    """The values of a field with their labels; those of an open list stand in the vocabulary."""
    if mark.open_list:
        listed = vocabulary.lists.get(mark.open_list, {})
        return tuple(Choice(value, label.zh, label.say("en")) for value, label in listed.items())
    return tuple(Choice(value, zh, en) for value, (zh, en) in mark.values.items())


# --- why it matters ---------------------------------------------------------------------------------------------------


def reasons_for(fact: str, model: type[Request], vocabulary: Vocabulary, decision: Decision) -> Iterator[Reason]:
    """The open slots that need a fact; for the applicant the acts that cannot be counted without him."""
    if fact == APPLICANT:
        for step in decision.steps:
            if step.status == "unclear":
                label = vocabulary.label(step.rule.act)
                yield Reason(step.rule.act, label.zh, label.say("en"), True, step.rule.clauses)
        return
    for answer in decision.slots:
        if answer.status == "open" and fact in answer.needs:
            zh, en = slot_names(answer.slot, model, vocabulary)
            if answer.matter in vocabulary.matters:
                matter = vocabulary.matters[answer.matter]
                zh, en = f"[{matter.zh}] {zh}", f"[{matter.say('en')}] {en}"
            clauses = tuple(dict.fromkeys(stated.clause for stated in answer.stated))
            yield Reason(answer.slot, zh, en, answer.needs == (fact,), clauses)


def slot_names(slot: str, model: type[Request], vocabulary: Vocabulary) -> tuple[str, str]:
    """A slot in Chinese and English: one of the engine's own, an act, a function, what a body is, or an output."""
    if slot in SLOTS:
        return SLOTS[slot]
    if family(slot) in (ASSIGN, ESTABLISH):
        label = slot_label(slot, vocabulary)
        return label.zh, label.say("en")
    output = model.topic.outputs.get(slot)
    if output is not None:
        return output.zh, output.en
    label = vocabulary.label(slot)
    return label.zh, label.say("en")
