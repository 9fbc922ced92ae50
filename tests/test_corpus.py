"""The golden corpus: every bad input gets exactly the diagnostics it states, each at its place."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from policy_engine.codes import CODES
from policy_engine.loading.folder import try_folder
from policy_engine.tools.cases import run_cases
from policy_engine.tools.checks import check
from tests.corpus_reader import BASE, Case, all_cases, read_case, run_case

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case_gets_exactly_its_diagnostics(case: Case, tmp_path: Path) -> None:
    found = run_case(case, tmp_path)
    assert [(each.code, str(each.place)) for each in found] == [(each.code, each.place) for each in case.expect]
    for diagnostic, wanted in zip(found, case.expect, strict=True):
        assert diagnostic.near == wanted.refined.get("near", "")
        if "expected" in wanted.refined:
            assert diagnostic.expected == wanted.refined["expected"]
        if "message" in wanted.refined:
            assert diagnostic.message() == wanted.refined["message"]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case_is_filed_under_its_code(case: Case) -> None:
    assert case.code in {each.code for each in case.expect}
    assert case.head["about"]


@pytest.mark.parametrize("code", CODES)
def test_every_code_occurs(code: str) -> None:
    assert any(each.code == code for case in CASES for each in case.expect)


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len(CASES) >= 110
    cases_of = Counter(case.code for case in CASES)
    assert all(cases_of[code] >= 3 for code in ("PE102", "PE104", "PE106", "PE107", "PE201", "PE302", "PE403"))


def test_the_base_rulebook_has_no_faults() -> None:
    book, faults = try_folder(BASE)
    assert faults == []
    assert book is not None
    assert check(book) == []


def test_the_cases_of_the_base_rulebook_pass() -> None:
    from policy_engine import load

    report = run_cases(load(BASE), BASE)
    assert report.cases > 0
    assert report.diagnostics == ()


def test_a_hunk_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    case = read_case("PE000-x", "about: x\n=== edit town/town-leave.yaml\n-no such line\n+another\n")
    with pytest.raises(ValueError, match="fits in 0 places"):
        run_case(case, tmp_path)


def test_a_misspelt_head_line_is_refused() -> None:
    with pytest.raises(ValueError, match="no head line 'abuot'"):
        read_case("PE000-x", "abuot: x\n")
