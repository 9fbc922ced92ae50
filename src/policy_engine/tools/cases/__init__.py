"""Running the cases of a rulebook: the ``*.cases.yaml`` beside its instruments (:mod:`.files` reads them,
:mod:`.expectations` holds a decision against what a case expects, :mod:`.runner` runs them, :mod:`.measure` measures
what they show of the rules).

For pytest::

    CASES = list(iter_cases(book, folder))

    @pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
    def test_case(case):
        assert not [finding.line() for finding in run_case(book, case).diagnostics]
"""

from policy_engine.tools.cases.duties import DutyCase, DutyCaseResult, run_duty_case
from policy_engine.tools.cases.expectations import EXPECT_KEYS
from policy_engine.tools.cases.files import Case, CaseFile, read_case_files
from policy_engine.tools.cases.histories import HistoryCase, HistoryCaseResult, run_history_case
from policy_engine.tools.cases.runner import (
    CaseReport,
    CaseResult,
    iter_cases,
    iter_duty_cases,
    iter_history_cases,
    run_case,
    run_cases,
)

__all__ = [
    "EXPECT_KEYS",
    "Case",
    "CaseFile",
    "CaseReport",
    "CaseResult",
    "DutyCase",
    "DutyCaseResult",
    "HistoryCase",
    "HistoryCaseResult",
    "iter_cases",
    "iter_duty_cases",
    "iter_history_cases",
    "read_case_files",
    "run_case",
    "run_cases",
    "run_duty_case",
    "run_history_case",
]
