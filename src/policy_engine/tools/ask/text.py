"""A question, and why it is asked, as lines for a person."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.codes import Lang
from policy_engine.errors import RequestError
from policy_engine.tools.ask.answers import shown_number
from policy_engine.tools.ask.interview import Interview
from policy_engine.tools.ask.questions import APPLICANT, AS_OF, Question
from policy_engine.tools.ask.words import HINTS, LEFT_OPEN, UNITS, WHY, Pair


def _pick(pair: Pair, lang: Lang) -> str:
    return pair[0] if lang == "zh" else pair[1]


def question_text(question: Question, lang: Lang) -> str:
    """The question with its choices, unit and bounds, in ``zh`` or ``en``."""
    return "\n".join(_lines(question, lang))


def _lines(question: Question, lang: Lang) -> Iterator[str]:
    yield _pick((f"{question.zh}({question.fact})", f"{question.en} ({question.fact})"), lang)
    for number, choice in enumerate(question.choices, 1):
        value = str(choice.value).lower() if isinstance(choice.value, bool) else choice.value
        label = choice.zh if lang == "zh" else choice.en
        yield f"  {number}. {label}" + ("" if label == value else _pick((f"({value})", f" ({value})"), lang))
    hints = [_bounds(question, lang)] if question.low is not None else []
    if question.kind == "date":
        hints.append(_pick(HINTS["date"], lang))
    if question.kind == "any_of":
        hints.append(_pick(HINTS["several"], lang))
    hints.append(_pick(HINTS["keys"], lang))
    yield "  " + ("; " if lang == "en" else ";").join(hints)


def _bounds(question: Question, lang: Lang) -> str:
    zh, one, many = UNITS.get(question.unit, (question.unit,) * 3)
    unit = zh if lang == "zh" else (one if question.high == 1 else many)
    low, high = shown_number(question.low), shown_number(question.high)
    text = _pick(HINTS["number"], lang).format(low=low, high=high, unit=unit).rstrip()
    return text + _pick(HINTS["step"], lang).format(step=shown_number(question.step))


def why_text(question: Question, anchor: str, lang: Lang) -> str:
    """Why a question matters: which slots wait for it, and the clauses that may answer them."""
    if question.kind == "who":
        return _pick(WHY["who"], lang)
    lines = []
    if question.fact == AS_OF or (question.fact == anchor and not question.reasons):
        lines.append(_pick(WHY["date"], lang))
    if question.reasons:
        lines.append(_pick(WHY["steps" if question.fact == APPLICANT else "slots"], lang))
    for reason in question.reasons:
        alone = "" if reason.alone else " " + _pick(WHY["alone"], lang)
        clauses = f"  [{', '.join(reason.clauses)}]" if reason.clauses else ""
        lines.append(f"  - {reason.zh if lang == 'zh' else reason.en}{clauses}{alone}")
    return "\n".join(lines or [_pick(WHY["outcome"], lang)])


def refusal_text(problem: RequestError, question: Question, lang: Lang) -> str:
    """Why an answer was not taken: what is wrong with it, what would do, and the near match."""
    choices = {str(choice.value): choice for choice in question.choices}
    lines: list[str] = []
    for each in problem.diagnostics:
        lines.append(each.message(lang))
        if each.expected and not choices:  # the choices stand on the screen
            lines.append("  " + _pick(HINTS["expected"], lang) + each.expected)
        if each.near:
            near = choices.get(each.near)
            label = _pick((near.zh, near.en), lang) if near is not None else each.near
            shown = label if label == each.near else label + _pick((f"({each.near})", f" ({each.near})"), lang)
            lines.append("  " + _pick(HINTS["near"], lang) + shown)
    return "\n".join(lines)


def left_open_text(interview: Interview, lang: Lang) -> str:
    """What an interview could not find out, in one line; empty where nothing is missing."""
    names = [f"{zh}({fact})" if lang == "zh" else f"{en} ({fact})" for fact, zh, en in interview.missing]
    return _pick(LEFT_OPEN, lang) + ("、" if lang == "zh" else ", ").join(names) if names else ""
