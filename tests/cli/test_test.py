"""``policy-engine test``."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from tests.build import adopted_by, small_rulebook
from tests.cli.conftest import Cli, edit

KEPT = ("office-vehicles", *adopted_by("town-b", "town-c"))
CASES = "town-b/rollcall.cases.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what these tests change of the shipped rulebook, and no more."""
    return Path(shutil.copytree(small_rulebook(*KEPT), tmp_path / "rulebook"))


def test_the_shipped_cases_pass(cli: Cli, folder: Path) -> None:
    result = cli("test", folder)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "0 failures" in result.stderr
    assert "office-vehicles    rules 8/8, exceptions 4/4, thresholds 1/1" in result.stderr.splitlines()
    assert "office-vehicles    规则 8/8,例外 4/4,界线 1/1" in cli("test", folder, "--lang", "zh").stderr.splitlines()


def test_json_holds_the_findings_and_the_measure(cli: Cli, folder: Path) -> None:
    found = json.loads(cli("test", folder, "--format", "json").stdout)
    assert found["diagnostics"] == []
    assert (found["failures"], found["cases"] > 0) == (0, True)
    assert found["measure"]["rollcall"]["exceptions"] == {"shown": 2, "total": 2}


def test_what_the_cases_do_not_show_is_a_finding_with_the_case_to_add(cli: Cli, folder: Path) -> None:
    edit(folder / "town-c/office-attendance.cases.yaml", "first_day: 2024-10-31", "first_day: 2024-09-30")
    result = cli("test", folder)
    assert result.exit_code == 1
    measured = "rules 22/22, exceptions 1/1, assignments 3/3, duties 5/5, histories 11/11, thresholds 10/11"
    assert f"office-attendance  {measured}" in result.stderr
    first, _, _, remedy = result.stderr.splitlines()[:4]
    assert first.startswith("town-c/office-attendance.yaml:") and " PE807 threshold" in first
    assert "is tested by no case on the figure (first_month: 10)" in first
    assert re.fullmatch(r"  remedy: add a case like '.+' with first_day: \d{4}-10-01", remedy)
    (told,) = json.loads(cli("test", folder, "--format", "json", "--lang", "zh").stdout)["diagnostics"]
    assert told["message"].endswith("没有正好在界上的用例(first_month: 10)")
    assert re.fullmatch(r"加一个用例:照用例“.+”,改成 first_day: \d{4}-10-01", told["remedy"])
    assert told["line"] == int(first.split(":")[1])
    written = (folder / told["file"]).read_text("utf-8").splitlines()[told["line"] - 1]
    assert written[told["column"] - 1 :].startswith("10]"), "the figure, also where the file is in Chinese words"


def test_the_measure_may_be_left_out(cli: Cli, folder: Path) -> None:
    edit(folder / "town-c/office-attendance.cases.yaml", "first_day: 2024-10-31", "first_day: 2024-09-30")
    result = cli("test", folder, "--no-coverage")
    assert result.exit_code == 0
    assert "thresholds" not in result.stderr
    assert json.loads(cli("test", folder, "--no-coverage", "--format", "json").stdout)["measure"] == {}


def test_a_case_that_differs_is_a_finding(cli: Cli, folder: Path) -> None:
    edit(folder / CASES, "approve: political_secretary, papers", "approve: mayor, papers")
    result = cli("test", "--rulebook", folder)
    assert result.exit_code == 1
    first = result.stderr.splitlines()[0]
    assert first.startswith(f"{CASES}:13:")
    assert first.endswith("PE801 case '半天找政工书记': approve should be mayor, got political_secretary")
    assert "1 failures" in result.stderr
    chinese = cli("test", folder, "--lang", "zh").stderr
    assert "用例“半天找政工书记”的 approve 应为 mayor,得到 political_secretary" in chinese
    assert "不合 1 个" in chinese


def test_a_long_line_is_cut_around_the_caret(cli: Cli, folder: Path) -> None:
    edit(folder / CASES, "follow_up: [hand_in, return], unset", "follow_up: [hand_in], unset")
    lines = cli("test", folder).stderr.splitlines()
    assert max(len(line) for line in lines[1:3]) < 120
    assert lines[1][lines[2].index("^") :].startswith("follow_up")


def test_an_edited_rule_shows_which_cases_change(cli: Cli, folder: Path) -> None:
    edit(folder / "town-b/rollcall.yaml", "whole_days: {at_most: 3}", "whole_days: {at_most: 2}")
    edit(folder / "town-b/rollcall.yaml", "whole_days: {at_least: 4}", "whole_days: {at_least: 3}")
    found = json.loads(cli("test", folder, "--format", "json").stdout)["diagnostics"]
    assert "PE801" in {each["code"] for each in found}
    assert any("三天仍找政工书记" in each["message"] for each in found)


def test_a_rulebook_that_does_not_load_is_exit_code_3(cli: Cli, folder: Path) -> None:
    edit(folder / "town-b/rollcall.yaml", "by: political_secretary", "by: political_secretery")
    result = cli("test", folder)
    assert result.exit_code == 3
    assert "did you mean: political_secretary" in result.stderr
