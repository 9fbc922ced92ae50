"""Decimals become text exactly, however many digits they have."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from policy_engine.requests.fields import decimal_text, plain
from tests.build import book


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**40), max_value=10**40, places=12))
@example(Decimal("1234567890123456789012345678901.123456789012"))
@example(Decimal("-0.0"))
@example(Decimal("1E+3"))
def test_text_is_the_number_without_needless_noughts(value: Decimal) -> None:
    text = decimal_text(value)
    assert Decimal(text) == value
    assert plain(value) == text
    assert "E" not in text
    assert not ("." in text and text.endswith(("0", ".")))
    assert text != "-0"


def test_figures_that_differ_in_the_last_digit_have_different_digests(tmp_path: Path) -> None:
    rule = "one:\n  when: {post: staff}\n  then: {approve: mayor}\n"
    more = "parameters:\n  figure: {{zh: 数, en: figure, unit: yuan, values: [{{from: unknown, value: {}}}]}}\n"
    digits = "123456789012345678901234567890"
    digests = {book(tmp_path / last, rule, more=more.format(digits + last)).digest for last in "12"}
    assert len(digests) == 2
