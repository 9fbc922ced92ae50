"""``policy-engine coverage``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import yaml

from policy_engine.loading.folder import try_folder
from tests.build import instrument, small_rulebook, write
from tests.cli.conftest import Cli, edit

LEDGER = "ledger/000.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of what these tests change of the shipped rulebook, and no more."""
    return Path(shutil.copytree(small_rulebook("office-leave", "office-reception"), tmp_path / "rulebook"))


def line(folder: Path, clause: str, name: str = LEDGER) -> str:
    lines = (folder / name).read_text("utf-8").splitlines()
    (found,) = [each for each in lines if each.startswith(f"{clause}:")]
    return found


def test_the_shipped_rulebook_accounts_for_every_clause(cli: Cli, whole: Path) -> None:
    result = cli("coverage", whole)
    assert result.exit_code == 0
    assert result.stderr == ""
    text = result.stdout
    assert text.startswith("774 clauses of 5 documents and 63 instruments; 62 repeat another\n")
    assert "of the other 712, 466 are normative and 149 core" in text
    for table in ("By document", "By part", "By instrument", "By kind", "By fate"):
        assert f"\n{table}" in text
    assert text.rstrip().endswith("In no fate\n  none")
    chinese = cli("coverage", "--rulebook", whole, "--lang", "zh").stdout
    assert chinese.startswith("条款 774 条,出自 5 个文件、63 部规章;与别条同文的 62 条\n")


def test_json_lists_every_clause_with_its_rules_and_cases(cli: Cli, whole: Path) -> None:
    result = cli("coverage", whole, "--format", "json")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    assert (data["whole"], data["cases_ran"], data["contradictions"]) == (True, True, [])
    assert len(data["clauses"]) == data["counts"]["all"]["clauses"] == 774
    one = next(each for each in data["clauses"] if each["id"] == "000-1-leave-09")
    assert one["fates"] == ["rule"]
    assert "office-leave/head-three-days" in one["rules"]
    assert "office-leave / 负责人三天" in one["cases"]
    repeated = next(each for each in data["clauses"] if each["id"] == "001-5-reform-01")
    assert (repeated["of"], repeated["fates"]) == ("001-4-reform-01", ["duplicate"])


def test_cases_of_duties_and_of_what_is_not_in_force_touch_their_clauses(cli: Cli, whole: Path) -> None:
    data = json.loads(cli("coverage", whole, "--format", "json").stdout)
    encoded = [each for each in data["clauses"] if each["rules"]]
    assert [each["id"] for each in encoded if not each["cases"]] == []
    assert {"duty"} in [set(each["fates"]) for each in encoded]


def test_one_clause(cli: Cli, folder: Path) -> None:
    result = cli("coverage", folder, "--clause", "000-1-leave-09")
    assert result.exit_code == 0
    assert result.stdout.startswith("000-1-leave-09 三、2 三天\n")
    assert "  office-leave / 负责人三天\n" in result.stdout
    data = json.loads(cli("coverage", folder, "--clause", "000-1-recv-06", "--format", "json").stdout)
    assert data["fates"] == ["rule", "not_decidable"]
    assert data["unencoded"][0]["owner"] == "party_government_office"


@pytest.mark.parametrize("args", [["--clause", "000-1-leave-99"], ["--clause", "000-1-leave-09", "--update"]])
def test_usage_errors(cli: Cli, folder: Path, args: list[str]) -> None:
    result = cli("coverage", folder, *args)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_a_clause_that_is_not_there_is_named_with_the_nearest(cli: Cli, folder: Path) -> None:
    said = " ".join(cli("coverage", folder, "--clause", "000-1-leave-99").stderr.replace("│", " ").split())
    assert "the ledger has no clause 000-1-leave-99" in said
    assert "did you mean 000-1-leave-" in said
    chinese = cli("coverage", folder, "--clause", "000-1-leave-99", "--lang", "zh").stderr
    assert "台账里没有条款 000-1-leave-99" in chinese


def stray(folder: Path) -> None:
    """Adds a clause in no fate, which its instrument does not have either."""
    path = folder / LEDGER
    words = "part: 篇一, instrument: office-leave, locator: 八, span: [1, 2], digest: 0f2c6a1b7d3e, kind: penalty, "
    more = "priority: extended, modality: reported_practice, ambiguous: false, fates: []"
    entry = f"000-1-leave-21: {{document: 000_0ffbbb797acb2dd4.txt, {words}{more}}}\n"
    path.write_text(path.read_text("utf-8") + entry, "utf-8")


def test_a_clause_in_no_fate_is_exit_code_1(cli: Cli, folder: Path) -> None:
    stray(folder)
    result = cli("coverage", folder)
    assert result.exit_code == 1
    assert "In no fate (1)\n" in result.stdout
    assert "PE610" in result.stdout
    assert cli("check", folder).exit_code == 1, "check tells it too"


def test_a_ledger_that_says_otherwise_is_exit_code_1_and_mended(cli: Cli, folder: Path) -> None:
    before = (folder / LEDGER).read_bytes()
    edit(folder / LEDGER, "fates: [rule]", "fates: [planned]")
    result = cli("coverage", folder)
    assert result.exit_code == 1
    assert "Where ledger and instruments differ (1)" in result.stdout
    assert "PE510" in result.stdout
    assert json.loads(cli("coverage", folder, "--format", "json").stdout)["cases_ran"] is False
    assert cli("check", folder).exit_code == 3
    mended = cli("coverage", folder, "--update")
    assert mended.exit_code == 0
    assert mended.stdout.startswith(f"{LEDGER}:")
    assert mended.stdout.endswith(": planned -> rule\n")
    assert mended.stderr == "1 entry of the ledger changed\n"
    assert (folder / LEDGER).read_bytes() == before
    again = cli("coverage", folder, "--update", "--lang", "zh")
    assert (again.exit_code, again.stdout, again.stderr) == (0, "", "台账改了 0 条\n")


def test_the_update_as_json(cli: Cli, folder: Path) -> None:
    stray(folder)
    edit(folder / LEDGER, "fates: [rule]", "fates: [planned]")
    result = cli("coverage", folder, "--update", "--format", "json")
    assert result.exit_code == 1, "one clause is still in no fate"
    data = json.loads(result.stdout)
    (changed,) = data["changed"]
    assert changed["before"]["fates"] == ["planned"]
    assert changed["after"] == {"fates": ["rule"], "of": "", "owner": ""}
    assert [each["code"] for each in data["contradictions"]] == ["PE610"]
    assert "fates: [rule]" in line(folder, changed["clause"])


def test_a_clause_the_ledger_does_not_know(cli: Cli, folder: Path) -> None:
    edit(folder / "town-a/office-leave.yaml", "  000-1-leave-09:", "  000-1-leave-90:")
    result = cli("coverage", folder)
    assert result.exit_code == 1
    assert "PE305" in result.stdout
    assert "PE511" in result.stdout


def test_any_other_error_is_an_invalid_rulebook(cli: Cli, folder: Path) -> None:
    edit(folder / "town-a/office-leave.yaml", "{approve: mayor}", "{approve: mayr}")
    for more in ([], ["--update"]):
        result = cli("coverage", folder, *more)
        assert result.exit_code == 3
        assert result.stdout == ""
        assert "PE307" in result.stderr
    assert cli("coverage", folder / "nowhere").exit_code == 3


def test_entering_a_clause_of_a_notice_that_is_not_held(cli: Cli, tmp_path: Path) -> None:
    """The way of a policy officer: the document, the instrument, one line in the ledger, and the update."""
    text = instrument("staff:\n  when: {kind: official, post: staff}\n  then: {permit: true}", name="notice")
    root = write(tmp_path / "rulebook", {"notice": text.replace("document: example.txt", "document: elsewhere")})
    (root / "ledger.yaml").write_text(
        "# 甲镇的台账\nnotice-01: {document: elsewhere, part: 一, instrument: notice, locator: 一, kind: approval, "
        "priority: core, modality: must, ambiguous: false, fates: [planned]}   # 新登记\n",
        "utf-8",
    )
    (root / "notice.cases.yaml").write_text(
        "instrument: notice\nfacts: {kind: official, post: staff, first_day: 2026-03-02}\n"
        "cases:\n  trip: {expect: {outcome: permitted, decided_by: [notice-01]}}\n",
        "utf-8",
    )
    result = cli("coverage", root, "--update")
    assert (result.exit_code, result.stdout) == (0, "ledger.yaml:2 notice-01: planned -> rule\n")
    ledger = (root / "ledger.yaml").read_text("utf-8")
    assert ledger.startswith("# 甲镇的台账\n")
    assert ledger.endswith("fates: [rule]}   # 新登记\n")
    assert yaml.safe_load(ledger)["notice-01"]["fates"] == ["rule"]
    assert [each for each in try_folder(root)[1] if each.level == "error"] == []
    assert cli("coverage", root).exit_code == 0
    text = cli("coverage", root, "--clause", "notice-01").stdout
    assert "the text is not held: no place and no digest" in text
    assert "cases (1)\n  notice / trip" in text
    assert cli("test", root).exit_code == 0
