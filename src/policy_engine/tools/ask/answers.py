"""From what a person (or a file) answers to the exact value of a fact; what is no answer is refused with a reason."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any, NoReturn

from policy_engine.errors import Diagnostic, Place, RequestError, near_match
from policy_engine.requests.base import Request
from policy_engine.requests.fields import decimal_text
from policy_engine.tools.ask.questions import Choice, Question
from policy_engine.tools.ask.words import NO_WORDS, NONE_WORDS, UNITS, YES_WORDS
from policy_engine.vocabulary import Vocabulary

ANSWER = Place("answer")
MAX_WORD = 200
_SEPARATORS = re.compile(r"[,、;]")  # after normalisation, which makes the full-width ones half-width
_BRACKET = re.compile(r"\s*[(\[].*")
_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,10})?")
_DATE = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?\Z")


def read_answer(question: Question, answer: object, model: type[Request], vocabulary: Vocabulary) -> Any:
    """The exact value of an answer.

    Args:
        question: what was asked.
        answer: text as typed (a value, the number of a choice, or its label), or a value as a file holds it.
        model: the request model of the topic.
        vocabulary: the rulebook's words, for who made a judgement.

    Raises:
        RequestError: it is no answer to the question; the diagnostic says why, with the nearest one.
    """
    match question.kind:
        case "one_of":
            return _chosen(question, answer)
        case "any_of":
            return _several(question, answer)
        case "flag" | "judgement" | "parameter":
            return _truth(question, answer)
        case "who":
            return _actor(question, answer, vocabulary)
        case "person":
            return _word(question, answer)
    value = _typed(question, answer) if isinstance(answer, str) else answer
    mark = model.layout.marks.get(question.fact)
    if mark is None:
        return _day(question, value)
    try:
        return mark.read(value)
    except ValueError as problem:
        _refuse_as(problem, question)


def _refuse(
    code: str, question: Question, answer: object, expected: str = "", near: str = "", **words: str
) -> NoReturn:
    shown = str(answer)[:60].encode("utf-8", "backslashreplace").decode("utf-8")
    blanks = {"field": question.fact, "value": shown, **words}
    raise RequestError([Diagnostic(code, ANSWER, blanks, expected, near)])


def _refuse_as(problem: Any, question: Question) -> NoReturn:
    """The refusal of a field in the words of a diagnostic; its type is the code."""
    context: Mapping[str, Any] = getattr(problem, "context", None) or {}
    words = {key: str(value) for key, value in context.items() if key != "expected"}
    expected = str(context.get("expected", ""))
    raise RequestError([Diagnostic(problem.type, ANSWER, {"field": question.fact, **words}, expected)]) from None


def _plain(text: str) -> str:
    """Text as it is compared: full-width characters made ordinary ones, blanks joined, small letters."""
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


# --- choices ----------------------------------------------------------------------------------------------------------


def _names(choice: Choice) -> Iterable[str]:
    """Every way to name a choice, best first: its value, its labels, and these without what stands in brackets."""
    yield str(choice.value)
    for label in (choice.zh, choice.en):
        yield label
        yield _BRACKET.sub("", unicodedata.normalize("NFKC", label))


def _find(question: Question, answer: str) -> Choice | None:
    wanted = _plain(answer)
    for choice in question.choices:
        if str(choice.value) == answer.strip():
            return choice
    named = [choice for choice in question.choices if wanted in {_plain(name) for name in _names(choice)}]
    if len(named) == 1:
        return named[0]
    if not named and wanted.isascii() and wanted.isdigit() and 1 <= int(wanted[:6]) <= len(question.choices):
        return question.choices[int(wanted[:6]) - 1]
    return None


def _no_choice(question: Question, answer: str) -> NoReturn:
    names = {_plain(name): str(choice.value) for choice in question.choices for name in _names(choice)}
    near = names.get(near_match(_plain(answer), names), "")
    _refuse("PE706", question, answer, ", ".join(str(choice.value) for choice in question.choices), near)


def _chosen(question: Question, answer: object) -> Any:
    if isinstance(answer, int) and not isinstance(answer, bool):
        answer = str(answer)
    if not isinstance(answer, str):
        _refuse("PE709", question, answer, wanted="列表中的一个值", wanted_en="one value of a list")
    choice = _find(question, answer)
    return choice.value if choice is not None else _no_choice(question, answer)


def _several(question: Question, answer: object) -> frozenset[str]:
    if isinstance(answer, (list, tuple, set, frozenset)):
        return frozenset(str(_chosen(question, item)) for item in answer)
    if isinstance(answer, int) and not isinstance(answer, bool):
        answer = str(answer)
    if not isinstance(answer, str):
        _refuse("PE709", question, answer, wanted="若干个列表中的值", wanted_en="a list of values")
    whole = _find(question, answer)
    if whole is not None:
        return frozenset({str(whole.value)})
    if _plain(answer) in NONE_WORDS:
        return frozenset()
    parts = [part for part in _SEPARATORS.split(unicodedata.normalize("NFKC", answer)) if part.strip()]
    return frozenset(str(_chosen(question, part)) for part in parts) if parts else _no_choice(question, answer)


def _truth(question: Question, answer: object) -> bool:
    if isinstance(answer, bool):
        return answer
    word = _plain(answer) if isinstance(answer, str) else ""
    if word in YES_WORDS:
        return True
    if word in NO_WORDS:
        return False
    near = near_match(word, sorted(YES_WORDS | NO_WORDS)) if word else ""
    _refuse("PE709", question, answer, "true, false", near, wanted="是或否", wanted_en="yes or no")


# --- people -----------------------------------------------------------------------------------------------------------


def _word(question: Question, answer: object) -> str:
    if isinstance(answer, int) and not isinstance(answer, bool):
        answer = str(answer)
    if not isinstance(answer, str) or not 1 <= len(answer.strip()) <= MAX_WORD:
        _refuse("PE709", question, answer, wanted="一个词或编号", wanted_en="a word or reference")
    return answer.strip()


def _actor(question: Question, answer: object, vocabulary: Vocabulary) -> str:
    """The actor of the vocabulary that is named, by his word or one of his labels; anybody else as he is named."""
    word = _word(question, answer)
    if word in vocabulary.actors:
        return word
    wanted = _plain(word)
    named = [
        actor.id
        for actor in vocabulary.actors.values()
        if wanted in {_plain(name) for name in _names(Choice(actor.id, actor.label.zh, actor.label.say("en")))}
    ]
    return named[0] if len(named) == 1 else word


# --- numbers and dates ------------------------------------------------------------------------------------------------


def _typed(question: Question, answer: str) -> object:
    """What was typed, without the unit behind a number and with a date in its usual form; else as it is."""
    text = unicodedata.normalize("NFKC", answer).strip()
    if question.kind == "date":
        found = _DATE.match(text)
        return "-".join(part.zfill(2) for part in found.groups()) if found else text
    if question.kind in ("amount", "count"):
        number = _NUMBER.match(text)
        rest = text[number.end() :].strip().casefold() if number else text
        if number and (not rest or rest in {question.unit, *UNITS.get(question.unit, ())}):
            return int(number.group()) if question.kind == "count" and not number.group(1) else number.group()
        return text
    return answer


def _day(question: Question, value: object) -> dt.date:
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    try:
        return dt.date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "")
    except ValueError:
        _refuse("PE713", question, value)


def shown_number(value: Decimal | None) -> str:
    """A number without needless noughts; nothing where there is none."""
    return "" if value is None else decimal_text(value)
