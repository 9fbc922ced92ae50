"""``policy-engine schema``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from policy_engine.tools.schema import KINDS
from tests.cli.conftest import Cli, edit


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_a_schema_on_stdout_and_nothing_else(cli: Cli, kind: str) -> None:
    result = cli("schema", kind)
    assert (result.exit_code, result.stderr) == (0, "")
    Draft202012Validator.check_schema(json.loads(result.stdout))


def test_topic_and_wording(cli: Cli) -> None:
    request = json.loads(cli("schema", "request", "--topic", "absence").stdout)
    assert request["properties"]["topic"]["enum"] == ["absence"]
    chinese = json.loads(cli("schema", "instrument", "--wording", "zh").stdout)
    assert "规章" in chinese["properties"]
    assert cli("schema", "vocabulary", "--wording", "zh").stdout == cli("schema", "vocabulary").stdout


def test_all_of_them_into_a_folder(cli: Cli, tmp_path: Path) -> None:
    result = cli("schema", "--out", tmp_path / "new" / "schemas", "--format", "json")
    assert result.exit_code == 0
    written = json.loads(result.stdout)
    assert sorted(map(Path, written)) == sorted((tmp_path / "new" / "schemas").iterdir())
    names = {Path(each).name for each in written}
    assert {f"{kind}.schema.json" for kind in KINDS} < names
    assert {"instrument.zh.schema.json", "request.absence.schema.json", "rulebook-file.schema.json"} < names
    assert cli("schema", "--out", tmp_path / "again").stderr.endswith(f"{len(names)} files\n")


def test_a_faulty_rulebook_will_do(cli: Cli, folder: Path) -> None:
    edit(folder / "town-a" / "office-leave.yaml", "rules:", "ruels:")
    assert cli("check", folder).exit_code == 3
    wanted = json.loads(cli("schema", "instrument").stdout)
    assert json.loads(cli("schema", "instrument", "--rulebook", folder).stdout) == wanted


def test_the_words_are_those_of_the_rulebook(cli: Cli, folder: Path) -> None:
    edit(folder / "vocabulary.yaml", "  leave_slip:", "  second_slip: {zh: 第二张, en: second}\n  leave_slip:")
    schema = json.loads(cli("schema", "instrument", "--rulebook", folder).stdout)
    assert "second_slip" in schema["$defs"]["paper"]["enum"]


def test_no_rulebook(cli: Cli, tmp_path: Path) -> None:
    result = cli("schema", "request", "--rulebook", tmp_path)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "PE902" in result.stderr


@pytest.mark.parametrize(
    "args",
    [(), ("requets",), ("request", "--topic", "absense"), ("request", "--wording", "fr"), ("request", "--out", "x"),
     ("--topic", "absence", "--out", "x")],
)  # fmt: skip
def test_usage_errors(cli: Cli, args: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = cli("schema", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert cli("schema", "--out", tmp_path / "file").exit_code == 2


def test_help_is_in_both_languages(cli: Cli) -> None:
    text = cli("schema", "--help").stdout
    assert all(option in text for option in ("--lang", "--format", "--rulebook", "--wording", "--topic", "--out"))
    assert "退出码" in text
