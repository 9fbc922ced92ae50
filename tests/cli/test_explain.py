"""``policy-engine explain``; what an explanation says is tested with the tool itself."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import EXAMPLES, Cli


def test_text_goes_to_standard_output_in_both_languages(cli: Cli, leave: Path) -> None:
    english, chinese = cli("explain", leave), cli("explain", leave, "--lang", "zh")
    assert (english.exit_code, chinese.exit_code) == (0, 0)
    assert english.stderr == chinese.stderr == ""
    assert "head-three-days" in english.stdout
    assert english.stdout != chinese.stdout


def test_json(cli: Cli, leave: Path) -> None:
    result = cli("explain", leave, "--format", "json")
    assert isinstance(json.loads(result.stdout), dict)
    assert cli("explain", EXAMPLES / "leave.json", "--format", "json").stdout == result.stdout
    assert cli("explain", "-", "--format", "json", stdin=leave.read_bytes()).stdout == result.stdout


def test_an_invalid_request_is_exit_code_4(cli: Cli) -> None:
    result = cli("explain", "-", stdin="topic: absence\njurisdiction: town-a\nfacts: {knd: sick}\n")
    assert result.exit_code == 4
    assert result.stdout == ""
    assert "did you mean: kind" in result.stderr
    assert cli("explain", "none.yaml").exit_code == 4
    nobody = "topic: absence\njurisdiction: town-z\nfacts: {first_day: 2024-03-11}\n"
    assert cli("explain", "-", stdin=nobody).exit_code == 4
