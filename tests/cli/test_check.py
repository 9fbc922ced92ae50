"""``policy-engine check``."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import Cli, edit

RULES = "town-a/office-leave.yaml"


def test_the_shipped_rulebook_is_fine(cli: Cli, whole: Path) -> None:
    result = cli("check", whole)
    assert result.exit_code == 0
    assert result.stdout == ""
    line = r"(\d+) instruments, (\d+) rules(?: \(\d+ not in force\))?, \d+ clauses, (\d+) jurisdictions; no findings\n"
    said = re.match(line, result.stderr)
    assert said is not None
    ids = (Path(__file__).parents[1] / "data" / "rule_ids.txt").read_text("utf-8").splitlines()
    assert int(said[2]) == len([each for each in ids if each and not each.startswith("#")])
    files = [each for each in whole.glob("*/*.yaml") if each.parent.name not in {"ledger", "vocabulary"}]
    assert int(said[1]) == len([each for each in files if each.name.count(".") == 1])
    assert int(said[3]) == len(yaml.safe_load((whole / "jurisdictions.yaml").read_text("utf-8")))


def test_the_folder_may_be_an_argument_an_option_or_found(
    cli: Cli, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cli("check", "--rulebook", folder).exit_code == 0
    assert cli("check", folder, "--rulebook", folder).exit_code == 0
    assert cli("check", folder, "--rulebook", folder.parent).exit_code == 2
    monkeypatch.chdir(folder.parent)
    edit(folder / RULES, "approve: mayor", "approve: mayr")
    assert cli("check").exit_code == 3, "./rulebook where it stands"
    monkeypatch.chdir(folder / "town-a")
    assert cli("check").exit_code == 0, "else the one in the package"


def test_an_error_shows_place_excerpt_caret_near_match_and_remedy(cli: Cli, folder: Path) -> None:
    edit(folder / RULES, "{approve: mayor}", "{approve: mayr}")
    result = cli("check", folder)
    assert result.exit_code == 3
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    source = (folder / RULES).read_text(encoding="utf-8").splitlines()
    row = next(number for number, line in enumerate(source, 1) if "mayr" in line)
    column = source[row - 1].index("mayr") + 1
    assert lines[0] == f"{RULES}:{row}:{column} PE307 the vocabulary has no actor 'mayr'"
    assert lines[1] == f"  {row} | {source[row - 1]}"
    assert lines[2].index("^") == lines[1].index("mayr")
    assert "  did you mean: mayor" in lines
    assert "  remedy: use a word of actors in the vocabulary, or add it there" in lines
    assert lines[-1].endswith("1 error")


def test_errors_in_chinese(cli: Cli, folder: Path) -> None:
    edit(folder / RULES, "{approve: mayor}", "{approve: mayr}")
    result = cli("check", folder, "--lang", "zh")
    assert "词汇表里没有“mayr”这个人或单位" in result.stderr
    assert "  是否想写:mayor" in result.stderr
    assert result.stderr.splitlines()[-1].endswith("1 处错误")


def test_all_faults_are_shown_together_in_the_order_of_places(cli: Cli, folder: Path) -> None:
    edit(folder / RULES, "{approve: mayor}", "{approve: mayr}")
    edit(folder / "town-b/rollcall.2.yaml", "kind: official", "knd: official")
    result = cli("check", folder, "--format", "json")
    found = json.loads(result.stdout)
    assert [(each["code"], each["near"]) for each in found] == [("PE307", "mayor"), ("PE301", "kind")]
    assert [each["file"] for each in found] == [RULES, "town-b/rollcall.2.yaml"]
    assert set(found[0]) == {
        "code", "level", "file", "line", "column", "message", "expected", "near", "remedy",
    }  # fmt: skip
    assert result.exit_code == 3


def test_the_caret_stands_below_full_width_text(cli: Cli, folder: Path) -> None:
    edit(folder / "jurisdictions.yaml", "{zh: 甲镇, en: Town A, adopts", "{zh: 甲镇, en: Town A, adpts")
    lines = cli("check", folder).stderr.splitlines()
    at = next(number for number, line in enumerate(lines) if "adpts" in line and " | " in line)
    # 甲镇 takes four cells and two characters, so the caret stands two characters further to the right.
    assert lines[at + 1].index("^") == lines[at].index("adpts") + 2


def test_a_finding_is_exit_code_1(cli: Cli, folder: Path) -> None:
    edit(
        folder / RULES,
        "  - when: {leave: true, post: party_secretary}\n"
        "    zh: 书记本人的假由谁批没有写\n"
        "    en: who approves the secretary's own leave is not said\n"
        "    owner: party_committee\n",
        "",
    )
    result = cli("check", folder)
    assert result.exit_code == 1
    assert "PE601" in result.stderr
    assert "finding" in result.stderr.splitlines()[-1]
    found = json.loads(cli("check", folder, "--format", "json").stdout)
    assert {each["level"] for each in found} == {"finding"}


def test_a_note_is_told_and_is_exit_code_0(cli: Cli, folder: Path) -> None:
    edit(folder / "jurisdictions.yaml", "{zh: 甲镇, en: Town A,", "{zh: 甲镇,")
    result = cli("check", folder)
    assert result.exit_code == 0
    assert "PE606" in result.stderr
    assert result.stderr.splitlines()[-1].endswith("1 note")


@pytest.mark.parametrize(("made", "code"), [(False, "PE901"), (True, "PE902")])
def test_no_rulebook_at_all(cli: Cli, tmp_path: Path, made: bool, code: str) -> None:
    nothing = tmp_path / "nothing"
    if made:
        nothing.mkdir()
    result = cli("check", nothing)
    assert result.exit_code == 3
    assert result.stderr.startswith(f"nothing:1:1 {code} ")
    assert "no rulebook could be made: 1 error" in result.stderr
    assert str(tmp_path) not in result.stderr
