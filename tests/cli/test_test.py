"""``policy-engine test``."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Cli, edit

CASES = "town-b/rollcall.cases.yaml"


def test_the_shipped_cases_pass(cli: Cli, folder: Path) -> None:
    result = cli("test", folder)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "0 failures" in result.stderr
    assert json.loads(cli("test", folder, "--format", "json").stdout) == []


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
    found = json.loads(cli("test", folder, "--format", "json").stdout)
    assert "PE801" in {each["code"] for each in found}
    assert any("三天仍找政工书记" in each["message"] for each in found)


def test_a_rulebook_that_does_not_load_is_exit_code_3(cli: Cli, folder: Path) -> None:
    edit(folder / "town-b/rollcall.yaml", "approve: political_secretary", "approve: political_secretery")
    result = cli("test", folder)
    assert result.exit_code == 3
    assert "did you mean: political_secretary" in result.stderr
