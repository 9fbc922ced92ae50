"""Every figure of a clause's text: its number, its unit, and the boundary word that governs it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from policy_engine.numerals import ARABIC, CHINESE, DIGITS, HALF, number_of
from policy_engine.tools.sources.boundaries import Bound, governed
from policy_engine.tools.sources.units import UNIT

_WHITE = re.compile(r"\s+")
_TO = "[-－—–~～至到]"
_NUMERAL = f"(?:{ARABIC}|{CHINESE}|{HALF})"
_CLOCK = re.compile(r"(?<![0-9])([0-9０-９]{1,2})[:：]([0-9０-９]{2})(?![0-9])")
_PARTS = re.compile(f"({_NUMERAL})分之({_NUMERAL})")
_HUNDREDTHS = {"百": "%", "千": "‰"}
_FIGURE = re.compile(f"(第?)({_NUMERAL})(?:([多余来几])([万亿]?))?(个半)?({UNIT})?(半(?!{UNIT}|数|价))?")
_ITEM = re.compile(f"(?:{ARABIC}|[(（]{ARABIC}[)）])[、.．](?![0-9])")
_NEXT = re.compile(f"{_TO}{_NUMERAL}")
_FEW = re.compile("[一二两三四五六七八九]{2}\\Z")


@dataclass(frozen=True, slots=True)
class Written:
    """A figure as a text has it. ``text`` is the figure with its boundary word, without white space."""

    value: Decimal
    unit: str
    bound: Bound
    word: str
    text: str


@dataclass(frozen=True, slots=True)
class _Raw:
    value: Decimal
    unit: str
    start: int
    end: int
    about: bool = False
    low: bool = False
    high: bool = False


def squeezed(text: str) -> str:
    """A text without white space, which is what digests are made of."""
    return _WHITE.sub("", text)


def figures_in(text: str) -> list[Written]:
    """Every figure of a text, in its order. Ordinals of items (``2、``) and words such as 统一 are no figures."""
    clause = squeezed(text)
    found: list[Written] = []
    since = before = 0
    last = (0, 0)
    for raw in _ranges(clause, list(_raw(clause))):
        here = raw.start, raw.end
        if raw.start < since and here != last:
            continue  # inside the bracket of the figure before: (含2天)
        before, last = (before if here == last else since), here  # one numeral may give two figures: 两三次
        by = governed(clause, raw.start, raw.end, before)
        bound: Bound = "range_low" if raw.low else "range_high" if raw.high and by.bound == "bare" else by.bound
        if raw.about:
            bound = "about"
        found.append(Written(raw.value, raw.unit, bound, by.word, clause[by.start : by.end]))
        since = by.end
    return found


def _raw(clause: str) -> Iterator[_Raw]:
    at = 0
    while at < len(clause):
        found = _at(clause, at)
        if found is None:
            at += 1
            continue
        reach, figures = found
        yield from figures
        at = reach


def _at(clause: str, at: int) -> tuple[int, list[_Raw]] | None:
    """What stands at a place: how far it reaches and the figures in it; None where nothing begins there."""
    item = _ITEM.match(clause, at) if at == 0 or clause[at - 1] in "。;；:：" else None
    if item is not None:
        return item.end(), []
    clock = _CLOCK.match(clause, at)
    if clock is not None:
        hour, minute = (number_of(each) or Decimal(0) for each in clock.groups())
        return clock.end(), [_Raw(hour + minute / 60, "点", at, clock.end())]
    parts = _PARTS.match(clause, at)
    if parts is not None:
        return parts.end(), list(_fraction(parts))
    figure = _FIGURE.match(clause, at)
    if figure is None:
        return None
    return figure.end(), list(_figure(clause, figure))


def _fraction(found: re.Match[str]) -> Iterator[_Raw]:
    of, number = found.group(1), number_of(found.group(2))
    if number is None:
        return
    if of in _HUNDREDTHS:
        yield _Raw(number, _HUNDREDTHS[of], found.start(), found.end())
        return
    whole = number_of(of)
    if whole:
        yield _Raw(whole, "", found.start(), found.end())
        share = number / whole
        if share * whole == number:
            yield _Raw(share, "", found.start(), found.end())


def _figure(clause: str, found: re.Match[str]) -> Iterator[_Raw]:
    ordinal, numeral, some, many, half_before, unit, half_behind = found.groups()
    number = number_of(numeral + (many or ""))
    if ordinal or number is None:
        return
    chinese = not numeral[0].translate(_DIGITS_ONLY).isdigit()
    if chinese and not unit and not half_before and not _NEXT.match(clause, found.end()):
        return  # 统一, 一般: no figure
    few = _FEW.match(numeral)
    if few is not None and unit and not unit.startswith("年"):
        one, other = (Decimal(DIGITS[char]) for char in numeral)
        if other == one + 1 or {one, other} == {Decimal(3), Decimal(5)}:  # 一两次, 三五人
            yield _Raw(one, unit, found.start(), found.end(), low=True)
            yield _Raw(other, unit, found.start(), found.end(), high=True)
            return
    half = Decimal("0.5") if half_before or half_behind else Decimal(0)
    yield _Raw(number + half, unit or "", found.start(), found.end(), about=bool(some))


_DIGITS_ONLY = str.maketrans("０１２３４５６７８９", "0123456789")


def _ranges(clause: str, figures: list[_Raw]) -> list[_Raw]:
    """Joins figures that a dash or 至 makes the two ends of a range; the first end takes the unit of the second."""
    found = list(figures)
    for index in range(len(found) - 1):
        one, other = found[index], found[index + 1]
        if re.fullmatch(_TO, clause[one.end : other.start]):
            found[index] = replace(one, unit=one.unit or other.unit, low=True)
            found[index + 1] = replace(other, high=True)
    return found
