"""Errors carry data and places, and are put into words late."""

from __future__ import annotations

import pytest

from policy_engine import errors
from policy_engine.codes import CODES
from policy_engine.errors import Diagnostic, EngineError, Place, PolicyError, RequestError, RulebookError, near_match


def fault(file: str = "a.yaml", line: int = 1, column: int = 1, code: str = "PE314") -> Diagnostic:
    return Diagnostic(code, Place(file, line, column), {"name": "towm"}, "county, town", "town")


def test_place_is_file_line_column() -> None:
    assert str(Place("a/b.yaml", 3, 14)) == "a/b.yaml:3:14"
    assert str(Place("a/b.yaml")) == "a/b.yaml:1:1"


def test_places_are_ordered_by_number_not_by_text() -> None:
    assert Place("a", 9, 1) < Place("a", 10, 1) < Place("b", 1, 1)
    assert Place("a", 1, 2) < Place("a", 1, 10)


def test_one_line_in_both_languages() -> None:
    assert fault().line() == "a.yaml:1:1 PE314 there is no jurisdiction 'towm'"
    assert fault().line("zh") == "a.yaml:1:1 PE314 没有辖区“towm”"


def test_hints_in_both_languages() -> None:
    assert fault().hints() == ["expected: county, town", "did you mean: town", "remedy: check jurisdictions.yaml"]
    assert fault().hints("zh") == ["应为:county, town", "是否想写:town", "办法:核对 jurisdictions.yaml"]


def test_hints_leave_out_what_is_not_known() -> None:
    assert Diagnostic("PE118", Place("a")).hints() == ["remedy: fill it or remove it"]


def test_a_missing_word_is_shown_as_a_question_mark() -> None:
    assert Diagnostic("PE314", Place("a")).message() == "there is no jurisdiction '?'"


def test_level_is_that_of_the_code() -> None:
    assert [Diagnostic(code, Place("a")).level for code in ("PE101", "PE601", "PE606")] == ["error", "finding", "note"]


def test_an_error_sorts_its_diagnostics_by_place() -> None:
    error = RulebookError([fault("b.yaml"), fault("a.yaml", 10), fault("a.yaml", 9, 2), fault("a.yaml", 9, 1)])
    assert [str(each.place) for each in error.diagnostics] == ["a.yaml:9:1", "a.yaml:9:2", "a.yaml:10:1", "b.yaml:1:1"]


def test_an_error_prints_every_diagnostic_with_its_hints() -> None:
    text = str(RequestError([fault()]))
    assert text.splitlines() == [fault().line(), *("  " + hint for hint in fault().hints())]
    assert RequestError([fault()]).lines("zh")[0] == fault().line("zh")


def test_the_tree_of_errors() -> None:
    assert issubclass(RulebookError, PolicyError)
    assert issubclass(RequestError, PolicyError)
    assert issubclass(EngineError, PolicyError)
    assert not issubclass(EngineError, errors.DiagnosedError)
    for name in ("RulebookError", "RequestError", "EngineError"):
        assert name in (errors.__doc__ or "")


@pytest.mark.parametrize(
    ("wrong", "known", "near"),
    [
        ("pots", ["post", "days"], "post"),
        ("goverment", ["government", "party"], "government"),
        ("xyz", ["post", "days"], ""),
        ("post", [], ""),
        ("乙镇长", ["镇长", "书记"], "镇长"),
    ],
)
def test_near_match(wrong: str, known: list[str], near: str) -> None:
    assert near_match(wrong, known) == near


def test_codes_are_filed_in_their_families_in_order() -> None:
    assert list(CODES) == sorted(CODES)
    assert all(code.id == name and name[:2] == "PE" and len(name) == 5 for name, code in CODES.items())


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_texts(code: str) -> None:
    texts = CODES[code]
    assert texts.zh
    assert texts.en
    assert texts.remedy_zh
    assert texts.remedy_en
    assert not texts.zh.endswith(("。", "."))
    assert not texts.en.endswith(".")
