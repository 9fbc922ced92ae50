"""Every case of the shipped rulebook, one test each, with the id ``instrument / case``."""

from __future__ import annotations

from pathlib import Path

import pytest

from policy_engine.engine.book import load
from policy_engine.tools.cases import Case, iter_cases, iter_duty_cases, iter_history_cases, run_case, run_cases

FOLDER = Path(__file__).parents[1] / "rulebook"
BOOK = load(FOLDER)
CASES = list(iter_cases(BOOK, FOLDER))
DUTIES = list(iter_duty_cases(BOOK, FOLDER))
HISTORIES = list(iter_history_cases(BOOK, FOLDER))


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_case(case: Case) -> None:
    found = run_case(BOOK, case).diagnostics
    assert not found, "\n".join(each.line() for each in found)


def test_every_case_is_sound_and_together_they_show_everything_that_is_measured() -> None:
    report = run_cases(BOOK, FOLDER)
    assert [each.line() for each in report.diagnostics] == []
    assert report.cases == len(CASES) + len(DUTIES) + len(HISTORIES) > len(CASES) > 0
    assert report.whole
    assert all(any(total for _, total in kinds.values()) for kinds in report.measure.values())
    assert any("thresholds" in kinds for kinds in report.measure.values())


def test_ids_are_unique() -> None:
    ids = [case.id for case in CASES]
    assert len(set(ids)) == len(ids)
