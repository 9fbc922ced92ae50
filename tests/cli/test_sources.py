"""``policy-engine sources verify``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli, edit
from tests.tools.mini import DOCUMENT
from tests.tools.sourced import clause, write

TEXTS = {
    "mini-01": "第一条 工作人员请假三天以内的,由分管领导批准。",
    "mini-02": "第二条 工作人员请假超过三天的,由镇长批准。",
}
BODY = clause(
    "mini-01", "short: {when: {leave: true, days: {at_most: 3}}, then: {approve: supervising_leader}}"
) + clause("mini-02", "long:\n        when: {leave: true, days: {more_than: 3}}\n        then: {approve: mayor}")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    return write(tmp_path, TEXTS, BODY)


def verify(cli: Cli, folders: tuple[Path, Path], *more: str | Path) -> object:
    return cli("sources", "verify", "--rulebook", folders[0], "--documents", folders[1], *more)


def test_all_is_well(cli: Cli, folders: tuple[Path, Path]) -> None:
    result = verify(cli, folders)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == (
        "1 document; 2 clauses: 2 unchanged, 0 moved, 0 changed, 0 gone; "
        "2 figures: 2 agree, 0 explained by a reading, 0 findings\n"
    )
    said = verify(cli, folders, "--lang", "zh").stderr
    assert said == "文件 1 份;条款 2 条:未变 2,移位 0,改动 0,不见 0;数字 2 个:相符 2,有读法说明 0,不符 0\n"


def test_a_missing_document_is_said_clearly(cli: Cli, folders: tuple[Path, Path]) -> None:
    (folders[1] / DOCUMENT).unlink()
    result = verify(cli, folders)
    assert result.exit_code == 1
    assert f"PE840 the folder documents does not hold the source document {DOCUMENT}" in result.stderr
    assert "2 more in documents not read" in result.stderr
    assert "2 more without a text at hand" in result.stderr
    said = verify(cli, folders, "--lang", "zh").stderr
    assert f"文件夹 documents 里没有出处文件 {DOCUMENT}" in said
    assert "另有 2 条的文件没有读到" in said
    assert "另有 2 个没有原文可对" in said


def test_an_operator_that_is_not_that_of_the_text(cli: Cli, folders: tuple[Path, Path]) -> None:
    edit(folders[0] / "mini/mini.yaml", "at_most: 3", "less_than: 3")
    result = verify(cli, folders)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert lines[0].startswith("mini/mini.yaml:")
    assert lines[0].endswith("mini/short: when.days.less_than is 'less than 3', but clause mini-01 says '三天以内'")
    assert lines[2].index("^") == lines[1].index("3}")
    assert "  expected: at_most (以下)" in lines
    assert lines[-1].endswith("2 figures: 1 agree, 0 explained by a reading, 1 finding")


def test_json(cli: Cli, folders: tuple[Path, Path]) -> None:
    edit(folders[0] / "mini/mini.yaml", "at_most: 3", "less_than: 3")
    (folders[1] / DOCUMENT).write_bytes(b"\n" + (folders[1] / DOCUMENT).read_bytes())
    result = verify(cli, folders, "--format", "json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert set(found) == {"documents", "clauses", "review", "figures", "findings"}
    assert found["clauses"] == {"unchanged": 0, "not_read": []}
    assert [(each["clause"], each["fate"], each["rules"]) for each in found["review"]] == [
        ("mini-01", "moved", ["mini/short"]),
        ("mini-02", "moved", ["mini/long"]),
    ]
    assert found["figures"]["counts"] == {"agrees": 1, "explained": 0, "finding": 1, "no_text": 0}
    assert {each["status"] for each in found["figures"]["checked"]} == {"agrees", "finding"}
    assert [each["code"] for each in found["findings"]] == ["PE843", "PE843", "PE850", "PE842"]


def test_what_to_review_goes_to_standard_output(cli: Cli, folders: tuple[Path, Path], tmp_path: Path) -> None:
    before = tmp_path / "before"
    before.mkdir()
    (before / DOCUMENT).write_bytes((folders[1] / DOCUMENT).read_bytes())
    edit(folders[1] / DOCUMENT, "超过三天的,由镇长", "超过五天的,由镇长")
    result = verify(cli, folders, "--before", before)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0] == "Clauses to review"
    assert "  mini-02  一  changed" in result.stdout
    assert "超过[-三-]{+五+}天" in result.stdout
    assert "    rules: mini/long" in result.stdout
    chinese = verify(cli, folders, "--lang", "zh").stdout
    assert chinese.splitlines()[0] == "要复核的条款"
    assert "    规则:mini/long" in chinese


@pytest.mark.parametrize(("name", "rules"), [("mini-02", ["  long:"]), ("mini/long", ["long:"])])
def test_a_clause_beside_its_rules(cli: Cli, folders: tuple[Path, Path], name: str, rules: list[str]) -> None:
    result = verify(cli, folders, "--show", name)
    assert result.exit_code == 0
    assert "  | 第二条 工作人员请假超过三天的,由镇长批准。" in result.stdout
    assert "gist: one" in result.stdout
    assert "mini/mini.yaml:" in result.stdout
    assert all(rule in result.stdout for rule in rules)
    assert "approve: mayor" in result.stdout
    assert "supervising_leader" not in result.stdout
    assert "mini/long when.days.more_than: more than 3 ~ “超过三天”  agrees" in result.stdout
    said = verify(cli, folders, "--show", name, "--lang", "zh").stdout
    assert "原文:" in said
    assert "超过 3 ~ “超过三天”  相符" in said


def test_a_rule_in_braces_is_shown_with_its_line(cli: Cli, folders: tuple[Path, Path]) -> None:
    result = verify(cli, folders, "--show", "mini/short")
    assert "short: {when: {leave: true, days: {at_most: 3}}" in result.stdout
    assert "mini-02" not in result.stdout


def test_a_clause_as_json(cli: Cli, folders: tuple[Path, Path]) -> None:
    found = json.loads(verify(cli, folders, "--show", "mini-02", "--format", "json").stdout)
    assert (found["clause"], found["text"], found["fate"]) == ("mini-02", TEXTS["mini-02"], "unchanged")
    assert found["gist"] == {"zh": "一", "en": "one"}
    (block,) = found["yaml"]
    assert block["file"] == "mini/mini.yaml"
    assert block["text"].startswith("mini-02:\n  at: 一")
    assert [(each["operator"], each["written"]) for each in found["figures"]] == [("more_than", "超过三天")]
    assert found["findings"] == []


def test_what_is_wrong_with_a_clause_is_told_with_it_alone(cli: Cli, folders: tuple[Path, Path]) -> None:
    edit(folders[0] / "mini/mini.yaml", "at_most: 3", "less_than: 3")
    assert verify(cli, folders, "--show", "mini-02").exit_code == 0
    result = verify(cli, folders, "--show", "mini-01")
    assert result.exit_code == 1
    assert "PE850" in result.stderr
    assert "less than 3 ~ “三天以内”  disagrees" in result.stdout
    edit(folders[1] / DOCUMENT, "第一条 工作人员请假三天以内的,由分管领导批准。", "别的")
    result = verify(cli, folders, "--show", "mini-01")
    assert result.exit_code == 1
    assert "PE842" in result.stderr
    assert "text at hand" in result.stdout
    (folders[1] / DOCUMENT).unlink()
    result = verify(cli, folders, "--show", "mini-01")
    assert result.exit_code == 1
    assert "no text: the document is not at hand" in result.stdout
    assert json.loads(verify(cli, folders, "--show", "mini-01", "--format", "json").stdout)["fate"] == "not_read"


def test_a_clause_of_the_ledger_that_no_file_states(cli: Cli, folders: tuple[Path, Path]) -> None:
    ledger = folders[0] / "ledger.yaml"
    line = next(line for line in ledger.read_text("utf-8").splitlines() if line.startswith("mini-02"))
    more = line.replace("mini-02", "mini-03", 1).replace("[rule]", "[duplicate], of: mini-02")
    ledger.write_text(ledger.read_text("utf-8") + more + "\n", "utf-8")
    result = verify(cli, folders, "--show", "mini-03")
    assert result.exit_code == 0
    assert "第二条" in result.stdout
    assert "gist" not in result.stdout


def test_spans_are_written(cli: Cli, folders: tuple[Path, Path]) -> None:
    (folders[1] / DOCUMENT).write_bytes(b"\n" + (folders[1] / DOCUMENT).read_bytes())
    result = verify(cli, folders, "--write-spans")
    assert result.exit_code == 1
    assert result.stderr.endswith("wrote the spans of 2 clauses\n")
    result = verify(cli, folders, "--write-spans", "--lang", "zh")
    assert result.stderr.endswith("改了 0 条的位置\n")
    assert "未变 2" in result.stderr


def test_usage(cli: Cli, folders: tuple[Path, Path]) -> None:
    assert cli("sources", "verify").exit_code == 2
    assert cli("sources").exit_code == 2
    assert verify(cli, folders, "--before", folders[1] / "nowhere").exit_code == 2
    result = verify(cli, folders, "--show", "mini/lang")
    assert result.exit_code == 2
    assert "mini/long" in result.stderr
    assert "没有这个条款或规则" in verify(cli, folders, "--show", "完全不同", "--lang", "zh").stderr


def test_a_rulebook_that_cannot_be_used(cli: Cli, folders: tuple[Path, Path]) -> None:
    edit(folders[0] / "mini/mini.yaml", "approve: mayor", "approve: mayr")
    result = verify(cli, folders)
    assert result.exit_code == 3
    assert "PE307" in result.stderr
    assert cli("sources", "verify", "--rulebook", folders[0] / "nowhere", "--documents", folders[1]).exit_code == 3


def test_help_is_in_both_languages(cli: Cli) -> None:
    text = cli("sources", "verify", "--help").stdout
    options = ("--documents", "--rulebook", "--show", "--before", "--write-spans", "--lang", "--format")
    assert all(option in text for option in options)
    assert "退出码" in text
    assert "Exit code" in text
