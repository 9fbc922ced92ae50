"""Laws of the numeral reader of ``sources verify``: what is written is what is read."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from policy_engine.numerals import figure_meant, number_of
from policy_engine.tools.sources.wording import figures_in

_DIGITS = "零一二三四五六七八九"
_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")


def chinese(number: int) -> str:
    """A whole number below 10^12 in Chinese numerals, as it is taught in school."""
    if number < 10:
        return _DIGITS[number]
    parts: list[str] = []
    for value, unit in ((10**8, "亿"), (10**4, "万"), (1, "")):
        here, number = divmod(number, value)
        if here:
            short = bool(parts) and here < 1000
            parts.append(("零" if short else "") + _section(here) + unit)
    return "".join(parts)


def _section(number: int) -> str:
    found, gap = "", False
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, value)
        if digit:
            found += ("零" if gap and found else "") + _DIGITS[digit] + unit
            gap = False
        else:
            gap = True
    return found


WHOLE = st.one_of(st.integers(0, 120), st.integers(0, 10**5), st.integers(0, 10**12 - 1))


@given(WHOLE)
def test_chinese_numerals_read_back(number: int) -> None:
    assert number_of(chinese(number)) == number


@given(WHOLE)
def test_ten_to_nineteen_may_drop_their_one_and_two_may_be_liang(number: int) -> None:
    text = chinese(number)
    if text.startswith("一十"):
        assert number_of(text[1:]) == number
    if text.startswith("二") and text[1:2] in ("百", "千", "万", "亿", ""):
        assert number_of("两" + text[1:]) == number


@given(WHOLE)
def test_digit_by_digit(number: int) -> None:
    text = str(number)
    if len(text) > 1:
        assert number_of("".join(_DIGITS[int(char)] for char in text)) == number


@given(st.decimals(0, 10**9, places=2), st.booleans())
def test_arabic_numerals_read_back_in_either_width(number: Decimal, wide: bool) -> None:
    text = format(number, "f")
    assert number_of(text.translate(_FULL_WIDTH) if wide else text) == number


@given(st.integers(1, 10**6), st.booleans(), st.sampled_from("天元人次"), st.sampled_from(["以上", "以内", ""]))
def test_a_figure_in_a_sentence_is_the_number_written(number: int, spelt: bool, unit: str, word: str) -> None:
    text = chinese(number) if spelt else str(number)
    (found,) = figures_in(f"凡请假{text}{unit}{word},由书记批准")
    assert (found.value, found.unit, found.word) == (number, unit, word)


@given(st.text("零一二两三十百千万亿半点0123456789.,", max_size=8))
def test_whatever_is_read_is_a_number_not_below_nought(text: str) -> None:
    number = number_of(text)
    assert number is None or number >= 0


@given(WHOLE, st.sampled_from(["", "元", "天", "个", "个工作日"]))
def test_a_figure_with_its_unit_is_the_plain_number(number: int, unit: str) -> None:
    assert figure_meant(chinese(number) + unit) == figure_meant(f"{number}{unit}") == str(number)
