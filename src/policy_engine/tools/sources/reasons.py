"""Whether a reading gives the reason why a figure of the rulebook is not what the text says.

It has to name the figure, in digits or in Chinese numerals, and must not say the contrary: 以上含三天 is no reason for
``more_than: 3``. How strict that is depends on the text:

- It has the figure under a boundary word: a reading of the rule itself has to say of this figure what the operator says
  (这一句读作不满一天, 恰好三天归下一句). Readings of its neighbours, and of the terms it uses, are about other matters.
- It has the figure bare or not at all: any reading of the clause that names it will do, but for an operator that leaves
  the number out where the text is bare.
- It has it with 左右, which no operator can say, or under a word where the rule only sets a figure: naming the word
  will do as well.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Literal, TypeAlias

from policy_engine.tools.sources.boundaries import AGREES, Operator
from policy_engine.tools.sources.encoded import Encoded
from policy_engine.tools.sources.units import measure, same_figure
from policy_engine.tools.sources.wording import Written, figures_in, squeezed

Stance: TypeAlias = Literal["for", "against", "neither"]

NONE_AT_ALL = re.compile("[不无没未免禁非零]|自理|自行")
"""Nought is seldom written as a figure: 不予报销, 没有, 免, 费用自理."""

_OF_NOUGHT: frozenset[Operator] = frozenset(("is", "at_most", "more_than"))
"""The operators that say something with nought: at least nought is everything, less than nought nothing."""

_INCLUSIVE: frozenset[Operator] = frozenset(("at_least", "at_most"))
_EXCLUSIVE: frozenset[Operator] = frozenset(("more_than", "less_than"))
_OTHER: Mapping[Operator, Operator] = {
    "at_least": "more_than",
    "more_than": "at_least",
    "at_most": "less_than",
    "less_than": "at_most",
}
"""The operator that differs in the number itself."""

_LOOSE: Mapping[Operator, re.Pattern[str]] = {
    "at_least": re.compile("(?<![不未])满|以上|至少|最少|不得?少于|不得?低于|(?<!没有)达到"),
    "at_most": re.compile("以下|以内|之内|至多|最多|不得?超过|上限"),
    "more_than": re.compile("(?<![不得])超过|(?<![不得])多于|(?<![不得])高于|以外"),
    "less_than": re.compile("不满|未满|不足|不到|(?<![不得])少于|(?<![不得])低于"),
}
"""Boundary words that speak of a figure from anywhere in its sentence: 超过法定的十五天或三十天."""

_OPEN = ("bare", "about")
_DISTANCE = ("后", "之后", "以后", "起")  # how far off a day is, not on which side of it: 年初起十个月后
_SENTENCES = re.compile("[；;。]")
_INCLUDED = "(不?)(?:包)?含(?:恰好|恰|第|整)?"
_NUMBER_INCLUDED = re.compile(f"{_INCLUDED}本[数级日]")
_GIVEN_AWAY = "(?:恰好|正好|刚好|整){}[^，,；;。]{{0,4}}(?:归|另|不在|不算|除外)|{}归"


def explained(figure: Encoded, written: Written | None) -> bool:
    """Whether a reading says why the figure is not what the text has.

    Args:
        figure: the figure of the rulebook.
        written: the figure of the text that is nearest to it; None where the text has none like it.
    """
    if written is not None and written.bound not in _OPEN and not _is_set(figure):
        return any("for" in _stances(line, figure, written) for line in figure.own)
    return any(_explains(line, figure, written) for line in figure.readings)


def written_in_words(figure: Encoded) -> bool:
    """Whether a figure is a nought that a text may give in words, under an operator that says something with nought."""
    return figure.value == 0 and (figure.operator in _OF_NOUGHT or "max" in figure.path.split("."))


def _is_set(figure: Encoded) -> bool:
    """Whether a rule only sets the figure (a number of days, an output), which has no boundary of its own then."""
    return figure.operator == "is" and "when" not in figure.path.split(".")


def _explains(line: str, figure: Encoded, written: Written | None) -> bool:
    if written_in_words(figure):
        return NONE_AT_ALL.search(line) is not None
    stances = set(_stances(line, figure, written))
    if figure.value == 0 or (written is not None and figure.operator in _EXCLUSIVE and written.bound == "bare"):
        return "for" in stances  # no text leaves the number itself out without a word
    if written is not None and len(written.word) > 1 and written.word in line:
        stances.add("neither")
    return "for" in stances or stances == {"neither"}


def _stances(line: str, figure: Encoded, written: Written | None) -> Iterator[Stance]:
    """What a line says of a figure, each time it names it."""
    value = figure.value
    for sentence in _SENTENCES.split(squeezed(line)):
        named = figures_in(sentence)
        if isinstance(value, dt.date):
            if {value.month, value.day} <= {each.value for each in named}:
                yield "neither"
            continue
        meant = [each for each in named if _names(each, figure, value, written)]
        alone = all(each.bound in _OPEN for each in meant)
        for each in meant:
            yield _stance(each, sentence, figure, alone)


def _stance(named: Written, sentence: str, figure: Encoded, alone: bool) -> Stance:
    """What one naming says; ``alone``: no boundary word stands at the figure in the whole sentence."""
    if _is_set(figure) or named.word in _DISTANCE:
        return "neither"
    figured = re.escape(named.text)
    included = re.search(_INCLUDED + figured, sentence) or _NUMBER_INCLUDED.search(sentence)
    if named.bound not in _OPEN:
        says = {*AGREES[named.bound]}
        if included is not None and included.group(1):
            says = {_OTHER[each] if each in _INCLUSIVE else each for each in says}  # 三天以内不含本数
        return "for" if {figure.operator, figure.also} & says else "against"
    if figure.operator in _EXCLUSIVE and re.search(_GIVEN_AWAY.format(figured, figured), sentence):
        return "for"
    if included is not None and figure.also is None:
        if figure.operator not in (_EXCLUSIVE if included.group(1) else _INCLUSIVE):
            return "against"
        return "for" if alone else "neither"  # 五人以上含五人 is nothing in favour of at_most
    if figure.operator in _LOOSE:
        if _LOOSE[figure.operator].search(sentence):
            return "for"
        if figure.also is None and _LOOSE[_OTHER[figure.operator]].search(sentence):
            return "against"
    return "neither"


def _names(named: Written, figure: Encoded, value: Decimal, written: Written | None) -> bool:
    """Whether a figure in a reading is the one meant. 一 is in too many words (一位, 一项) to be taken for it alone: it
    has to be bounded as the rule bounds it, or to be counted by the unit of the figure."""
    if not same_figure(named.value, named.unit, value, figure.unit):
        return False
    if value != 1 or figure.operator in AGREES[named.bound]:
        return True
    dimension = measure(named.unit)[0]
    return bool(dimension and measure(figure.unit)[0]) or (written is not None and named.unit == written.unit)
