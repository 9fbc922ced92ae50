"""Numerals as regulations write them: Arabic digits (full-width too), Chinese numerals, both mixed, and 半.

``number_of`` reads one numeral exactly; what is no numeral, or none that is well formed, gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

DIGITS: Mapping[str, int] = {
    **{char: value for value, char in enumerate("零一二三四五六七八九")},
    **{char: value for value, char in enumerate("壹贰叁肆伍陆柒捌玖", 1)},
    "〇": 0,
    "○": 0,
    "两": 2,
}
UNITS: Mapping[str, int] = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS: tuple[tuple[str, int], ...] = (("亿", 10**8), ("万", 10**4))
HALF = "半"
_MULTIPLIERS: Mapping[str, int] = {**UNITS, **dict(MYRIADS)}
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，", "0123456789.,")

ARABIC = r"(?:[0-9０-９]{1,3}(?:[,，][0-9０-９]{3})+|[0-9０-９]+)(?:[.．][0-9０-９]+)?[十百千万亿]*"
CHINESE = f"[{''.join((*DIGITS, *UNITS, '万亿'))}]+(?:点[{''.join(DIGITS)}]+)?"
_COUNTED = "元|块钱|块|天|工作日|自然日|日|周|月|季度|年|小时|分钟|分|人次|人|位|名|次|回|包|条|份|项|间|辆|个|%|％"
_WITH_UNIT = re.compile(f"({ARABIC}|{CHINESE}|{HALF})个?(?:{_COUNTED})?\\Z")
_ARABIC_PARTS = re.compile(r"((?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)([十百千万亿]*)\Z")


def number_of(text: str) -> Decimal | None:
    """The number that a numeral stands for, or None where the text is no well-formed numeral.

    ``12``, ``１２``, ``1.5万`` (15 000), ``二十五``, ``二〇一三`` (digit by digit), ``三百五``, ``两点五``, ``半``.
    """
    if text == HALF:
        return Decimal("0.5")
    arabic = _ARABIC_PARTS.match(text.translate(_FULL_WIDTH))
    if arabic is not None:
        number = Decimal(arabic.group(1).replace(",", ""))
        for char in arabic.group(2):
            number *= _MULTIPLIERS[char]
        return number
    whole, point, fraction = text.partition("点")
    found = _whole(whole)
    if found is None or not point:
        return None if found is None else Decimal(found)
    if not fraction or any(char not in DIGITS for char in fraction):
        return None
    return Decimal(f"{found}." + "".join(str(DIGITS[char]) for char in fraction))


def figure_meant(text: str) -> str:
    """The plain number meant by one in Chinese or with its unit (``三十元`` is ``30``); empty for any other text."""
    found = _WITH_UNIT.match(text.strip())
    number = number_of(found.group(1)) if found is not None else None
    return "" if number is None else format(number.normalize(), "f")


def _whole(text: str) -> int | None:
    """A whole Chinese number of any size."""
    if len(text) > 1 and all(char in DIGITS for char in text):
        return int("".join(str(DIGITS[char]) for char in text))  # a year, or a number spelt digit by digit
    for char, value in MYRIADS:
        head, found, rest = text.rpartition(char)
        if not found:
            continue
        many = _whole(head)
        if not many or many >= value:
            return None
        if not rest:
            return many * value
        if len(rest) == 1 and DIGITS.get(rest):
            return many * value + DIGITS[rest] * value // 10  # 两万五
        few = _whole(rest) if rest[0] not in DIGITS or DIGITS[rest[0]] else _whole(rest[1:])
        return None if few is None or few >= value else many * value + few
    return _below_ten_thousand(text)


def _below_ten_thousand(text: str) -> int | None:
    total, last = 0, 10**4
    digit: int | None = None
    nought = False
    for char in text:
        if char in DIGITS:
            if digit is not None or (nought and DIGITS[char] == 0):
                return None
            if DIGITS[char] == 0:
                nought = True
            else:
                digit = DIGITS[char]
            continue
        unit = UNITS.get(char)
        if unit is None or unit >= last or (digit is None and (unit != 10 or (total and not nought))):
            return None
        total, last = total + (1 if digit is None else digit) * unit, unit
        digit, nought = None, False
    if digit is None:
        return total if bool(text) and (not nought or text in DIGITS) else None
    short = last in (100, 1000) and total > 0 and not nought  # 三百五
    return total + (digit * last // 10 if short else digit)
