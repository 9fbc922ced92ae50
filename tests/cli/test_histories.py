"""``policy-engine histories``."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from rich.console import Console

from policy_engine.cli.exit import ExitCode
from policy_engine.cli.options import Format
from policy_engine.cli.show import Screen
from policy_engine.histories.matching.forward import c_module
from policy_engine.histories.matching.plain import PlainChainer
from tests.cli.conftest import EXAMPLES, Cli

HISTORY = EXAMPLES / "history.yaml"
SHEET = EXAMPLES / "histories.csv"


def test_one_persons_year_in_english_with_what_it_rests_on(cli: Cli) -> None:
    result = cli("histories", HISTORY)
    assert (result.exit_code, result.stderr) == (0, "")
    text = result.stdout
    assert text.startswith("甲, town-c, 2024-01-01 to 2024-12-31 (as of 2024-12-31)\n")
    assert "2024-03: withhold transport and phone allowance: 300 yuan\n└─ 2024-03: absence without leave 1 to 2" in text
    assert "   ├─ 2024-03-11 absence without leave, 1 day(s)  [000-5-att-10]\n" in text
    assert "facts missing (what has a ? or a range depends on them):\n  2024-03-25 late: minutes\n" in text
    assert "2024-06-10: deduct 30 yuan from duty allowance\n" in text
    short = "2024: absence without leave 1 to 2 days (at least 5): 3 to 4 day(s) more means loses "
    assert f"short of the next threshold:\n  {short}" in text
    assert "cautions:\n  national rules on pay and allowances" in text


def test_in_chinese_what_is_missing_is_said(cli: Cli) -> None:
    text = cli("histories", HISTORY, "--lang", "zh").stdout
    assert "还缺的事实(只影响上面带 ? 的和有上下限的):\n  2024-03-25 迟到:分钟\n" in text
    assert "└─ 2024-03-25 上班迟到  [000-5-att-19]" in text


def test_json_holds_the_answer_and_its_graph(cli: Cli) -> None:
    data = json.loads(cli("histories", HISTORY, "--format", "json").stdout)
    assert data["deduct"] == "30"
    assert data["needs"] == ["events.3.minutes"]
    nodes = {each["id"] for each in data["graph"]["nodes"]}
    assert all({each["from"], each["to"]} <= nodes and each["clause"] for each in data["graph"]["edges"])
    assert {each["kind"] for each in data["graph"]["nodes"]} == {"event", "label", "tally", "consequence"}


def test_mermaid_has_a_clause_on_every_edge(cli: Cli) -> None:
    lines = cli("histories", HISTORY, "--format", "mermaid", "--lang", "zh").stdout.splitlines()
    assert lines[0] == "flowchart LR"
    edges = [line for line in lines if "-->" in line or "-.->" in line]
    assert edges
    assert all('|"000-5-' in line for line in edges)
    assert any("-.->" in line for line in edges)


def test_a_picture_is_of_one_person(cli: Cli) -> None:
    one = cli("histories", HISTORY, "--format", "svg", "--lang", "zh")
    assert (one.exit_code, one.stderr) == (0, "")
    assert len(list(ElementTree.fromstring(one.stdout).iter("{http://www.w3.org/2000/svg}path"))) > 10
    sheet = ("histories", SHEET, "-j", "town-c", "--year", "2024", "--format", "svg")
    assert cli(*sheet, "--person", "乙").stdout.startswith("<svg ")
    refused = cli(*sheet)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--person" in refused.stderr


def test_calendars_of_many_people(cli: Cli) -> None:
    text = cli("histories", SHEET, "-j", "town-c", "--year", "2024", "--format", "calendar").stdout
    assert [line for line in text.splitlines() if line.endswith(" 2024-01-01 – 2024-12-31")] == [
        f"{name} 2024-01-01 – 2024-12-31" for name in "甲乙丙"
    ]
    assert text.count("\n2024-12  ") == 3


def test_both_chainers_answer_alike_and_a_difference_is_no_answer(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    both = cli("histories", HISTORY, "--format", "json", "--checking")
    assert both.exit_code == 0
    one, other = json.loads(both.stdout), json.loads(cli("histories", HISTORY, "--format", "json").stdout)
    named = one.pop("metadata")["chainer"]
    other.pop("metadata")
    assert one == other
    if c_module() is None:
        return
    assert named == "durable-rules+plain"
    found = PlainChainer.chain
    monkeypatch.setattr(PlainChainer, "chain", lambda self, rules, facts: found(self, rules, facts)[1:])
    refused = cli("histories", HISTORY, "--checking")
    assert (refused.exit_code, refused.stdout) == (ExitCode.ENGINE, "")
    assert "the chainers durable-rules and plain disagree" in refused.stderr
    assert cli("histories", HISTORY).exit_code == 0, "only asked for"


def test_the_bar_is_shown_on_a_terminal_and_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    for terminal in (True, False):
        out = io.StringIO()
        monkeypatch.setattr("policy_engine.cli.show.sys.stderr", out)
        screen = Screen("en", Format.TEXT)
        screen._console = Console(file=out, force_terminal=terminal, width=100)
        assert list(screen.each(list("abc"), "逐人合计", "adding up")) == ["a", "b", "c"]
        assert ("3/3" in out.getvalue(), "adding up" in out.getvalue()) == (terminal, terminal)


def test_a_sheet_of_many_people(cli: Cli) -> None:
    result = cli("histories", SHEET, "-j", "town-c", "--year", "2024", "--lang", "zh", "--format", "csv")
    assert result.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(result.stdout.removeprefix("\ufeff"))))
    assert [(row["人员"], row["标签"], row["扣款(元)"]) for row in rows] == [
        ("甲", "旷工 1 天,上班迟到 2 次", "0"),
        ("乙", "旷工 1 天", "30"),
        ("丙", "", "0"),
    ]
    text = cli("histories", SHEET, "-j", "town-c", "--year", "2024").stdout
    assert text.splitlines()[:6] == [
        "person    deductions (yuan)  due  open",
        "甲                        0    1     0",
        "乙                       30    2     0",
        "丙                        0    0     0",
        "3 in all                 30    3     0",
        "",
    ]
    assert text.count("\n  deductions (yuan): ") == 3
    one = cli("histories", SHEET, "-j", "town-c", "--year", "2024", "--person", "丙")
    assert one.exit_code == 0
    assert one.stdout.startswith("丙, town-c")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("人员,日期,事件,场次\n甲,2024-01-01,迟到,上班\n", "x.csv:1:4 PE702"),
        ("人员,日期\n甲,2024-01-01\n", "x.csv:1:1 PE716"),
        ("人员,日期,事件\n甲,2024-01-01,迟\n", "x.csv:2:3 PE760"),
        ("人员,日期,事件\n\n甲,2024-01-32,迟到\n", "x.csv:3:2 PE713"),
        ("人员,日期,事件,分钟\n甲,2024-01-01,迟到,many\n", "x.csv:2:4 PE709"),
        ("人员,日期,事件\n甲,2024-01-01,迟到,9\n", "x.csv:2:4 PE766"),
        ("人员,日期,事件\n,2024-01-01,迟到\n", "x.csv:2:1 PE716"),
        ("人员,日期,事件,事件\n甲,2024-01-01,迟到,早退\n", "x.csv:1:4 PE105"),
    ],
)
def test_a_faulty_sheet_is_told_with_its_line(cli: Cli, tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "x.csv"
    file.write_text(text, "utf-8")
    result = cli("histories", file, "-j", "town-c", "--year", "2024")
    assert result.exit_code == 4
    assert said in result.stderr
    assert result.stdout == ""


def test_a_quarter_judged_within_it_says_what_one_more_means(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    rows = "".join(f"甲,2024-05-{day:02},迟到,点名,否\n" for day in (6, 7, 8, 9))
    file.write_text("人员,日期,事件,场合,经批准\n" + rows, "utf-8")
    asked = ("histories", file, "-j", "town-b", "--year", "2024", "--lang", "zh")
    assert "2024-Q2 迟到 4 次(满 5),再有 1 次就会上检讨" in cli(*asked, "--as-of", "2024-05-31").stdout
    assert "2024-Q2" not in cli(*asked).stdout.split("离下一档还差")[-1].split("依据")[0], "over by the end of the year"
    late = cli(*asked, "--as-of", "2024-05-08")
    assert (late.exit_code, late.stdout) == (4, "")
    assert "x.csv:5:2 PE765" in late.stderr
    piped = cli("histories", "-", *asked[2:], stdin=file.read_bytes())
    assert piped.stdout == cli(*asked).stdout


def test_what_does_not_count_is_told_for_everybody(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(
        "person,date,event,session\na,2023-03-04,late,rollcall\na,2024-03-04,late,rollcall\na,2024-03-04,late,rollcall\n"
        "b,2024-03-04,late,rollcall\n",
        "utf-8",
    )
    text = cli("histories", file, "-j", "town-b", "--year", "2024").stdout
    assert text.count("  notes: ") == 1
    assert "  notes: 1 outside the period; 1 recorded twice\n" in text


def test_monthly_amounts_of_a_sheet(cli: Cli) -> None:
    asked = ("histories", SHEET, "-j", "town-c", "--year", "2024")
    text = cli(*asked, "--monthly", "transport_phone_allowance=300").stdout
    assert "withhold transport and phone allowance: 300 yuan" in text
    wrong = cli(*asked, "--monthly", "transport=300")
    assert (wrong.exit_code, "PE702" in wrong.stderr) == (4, True)


def test_options_that_do_not_apply_are_refused(cli: Cli) -> None:
    for option in (("--year", "2024"), ("-j", "town-c"), ("--person", "甲"), ("--as-of", "2024-12-31")):
        assert cli("histories", HISTORY, *option).exit_code == 2, option
    unknown = cli("histories", SHEET, "-j", "town-c", "--year", "2024", "--person", "己")
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    assert "己" in unknown.stderr


def test_a_sheet_that_is_no_utf8(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_bytes("人员".encode("gbk"))
    assert "PE101" in cli("histories", file, "-j", "town-c", "--year", "2024").stderr


def test_events_of_other_years_are_outside(cli: Cli, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(
        "person,date,event,session,approved\na,2025-03-04,late,rollcall,no\na,2024-03-04,late,rollcall,no\n", "utf-8"
    )
    data = json.loads(cli("histories", file, "-j", "town-b", "--year", "2024", "--format", "json").stdout)
    assert (data[0]["outside"], data[0]["deduct"]) == ([0], "20")


def test_a_sheet_needs_jurisdiction_and_year(cli: Cli) -> None:
    assert cli("histories", SHEET, "--year", "2024").exit_code == 2
    assert cli("histories", SHEET, "-j", "town-c").exit_code == 2


def test_a_faulty_history_is_told_with_its_place(cli: Cli) -> None:
    head = "jurisdiction: town-c\nperiod: {from: 2024-01-01, until: 2024-12-31}\n"
    text = head + "events: [{event: lat, date: 2024-01-01}]\n"
    result = cli("histories", "-", stdin=text)
    assert result.exit_code == 4
    assert "<stdin>:3:11 PE760" in result.stderr
