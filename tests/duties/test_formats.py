"""The calendar and the report as text, CSV and iCalendar; the command that writes them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from policy_engine import Rulebook, load
from policy_engine.duties.results import DutyReport
from policy_engine.tools.duties import calendar_csv, calendar_ical, calendar_text, report_csv, report_text
from policy_engine.tools.duties.ical import escaped, folded
from policy_engine.tools.duties.sheets import CALENDAR_COLUMNS, REPORT_COLUMNS
from tests.build import write
from tests.cli.conftest import Cli, cli  # noqa: F401 - a fixture
from tests.duties.conftest import check, duty, text

DUTIES = (
    duty(
        "every: month\nby: {day_of: month, of: period_end, number: 5}\ncaution: {zh: 小心，别忘, en: 'mind; it, now'}",
        "monthly",
    )
    + duty("every: week", "weekly").replace(
        "the duty", "the weekly, long and very often told meeting; of \\ all the people"
    )
    + duty("every: day\nin_months: [4, 5]", "daily")
    + duty("every: always\nitems: {library: {zh: 图书室, en: library}}", "standing")
    + duty("every: {event: {zh: 来客, en: guests come}}", "guests")
    + duty("every: once\nby: handover", "built").replace("who: mayor", "who: [mayor, party_secretary]")
    + duty("every: once", "some-day")
    + duty("every: quarter\nwhen: {features: {includes: county_seat}}", "open")
    + duty("every: year\nstrength: should", "advised")
    + duty("every: quarter\nby: {working_days_after: period_end, number: 5}", "working")
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("duties"), {"example": text(DUTIES, in_force="{from: 2024-05-01}")})


@pytest.fixture(scope="module")
def found(folder: Path) -> Rulebook:
    return load(folder)


@pytest.fixture(scope="module")
def report(found: Rulebook) -> DutyReport:
    done = {
        "monthly": ["2025-03-05", "2025-02-08"],
        "standing": {"date": "2025-01-01"},
        "guests": [{"event": "2025-02-01"}],
        "weekly": [f"2025-02-{day:02}" for day in (4, 11, 18)],
    }
    return check(found, "2025-02-01/2025-03-31", done, as_of="2025-04-10", facts={"staff": 3})


def test_the_calendar_as_text(found: Rulebook) -> None:
    shown = calendar_text(found.duties("town", 2025), found.compiled.models, "en")
    assert shown.startswith(
        "Town (town): duties of 2025\n\nFacts\n  none given\n\nJanuary\n  mayor\n    by 5 Jan the duty — "
    )
    assert shown.count("the weekly") == 12
    assert "    30 times (1 Apr to 30 Apr) the duty" in shown
    assert "\nStanding duties\n  mayor\n    the duty: standing; mayor; items: library  [example-01]" in shown
    assert "\nWhenever something happens\n  mayor\n    the duty: whenever: guests come" in shown
    assert "  mayor, party secretary\n    by 30 Jun the duty" in shown
    assert "\nOnce\n  mayor\n    the duty: once" in shown
    assert "needed: features" in shown
    assert "(as a rule)  [example-01]" in shown
    chinese = calendar_text(found.duties("town", 2025), found.compiled.models, "zh")
    assert "\n1 月\n  镇长(乡长)\n    最迟 1 月 5 日 义务 — 至少 1 次" in chinese
    later = calendar_text(found.duties("town", 2060), found.compiled.models, "en")
    assert "The last day is not known\n  the duty — at least 1 time  [example-01] — 2060-Q1, 2060-Q2" in later
    assert "working days of 2060 cannot be counted" in later


def test_only_the_duties_of_one_actor(found: Rulebook) -> None:
    year = found.duties("town", 2025).of("party_secretary")
    assert [each.duty for each in year.duties] == ["example/built"]
    assert "no duties" in calendar_text(year.of("staff"), found.compiled.models, "en")


def test_the_calendar_as_csv(found: Rulebook) -> None:
    year = found.duties("town", 2025, {"features": ["county_seat"]})
    rows = list(csv.DictReader(io.StringIO(calendar_csv(year, found.compiled.models, "en"))))
    assert tuple(rows[0]) == CALENDAR_COLUMNS
    assert len([row for row in rows if row["duty"] == "example/daily"]) == 61
    assert [row["due"] for row in rows if row["due"]] != []
    assert {row["who"] for row in rows if row["duty"] == "example/built"} == {"mayor+party_secretary"}
    assert [(row["kind"], row["period"], row["due"]) for row in rows if row["duty"] == "example/standing"] == [
        ("standing", "", "")
    ]
    dues = sorted(day.isoformat() for day, _, _ in year.due_days())
    assert sorted(row["due"] for row in rows if row["due"]) == dues


def lines_of(ical: str) -> list[str]:
    """Content lines, unfolded."""
    assert ical.endswith("\r\n")
    assert "\n" not in ical.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in ical.split("\r\n"))
    return ical.replace("\r\n ", "").split("\r\n")[:-1]


def test_the_calendar_as_icalendar(found: Rulebook) -> None:
    ical = calendar_ical(found.duties("town", 2025), found.compiled.models, "en")
    lines = lines_of(ical)
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    assert lines.count("BEGIN:VTODO") == lines.count("END:VTODO") == 12 + 1 + 1 + 4
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    uids = [line for line in lines if line.startswith("UID:")]
    assert len(set(uids)) == len(uids) == 20
    assert "UID:example/monthly/2025-03@town.policy-engine" in uids
    assert {line for line in lines if line.startswith("DTSTAMP:")} == {"DTSTAMP:20240501T000000Z"}
    assert "RRULE:FREQ=WEEKLY;UNTIL=20251228" in lines
    assert "RRULE:FREQ=DAILY;UNTIL=20250531" in lines
    assert "SUMMARY:the weekly\\, long and very often told meeting\\; of \\\\ all the people" in lines
    assert any(line.startswith("DESCRIPTION:") and "caution: mind\\; it\\, now" in line for line in lines)
    assert "standing" not in ical
    assert calendar_ical(found.duties("town", 2025), found.compiled.models, "en") == ical
    lines_of(calendar_ical(found.duties("town", 2025), found.compiled.models, "zh"))


def test_a_to_do_is_due_after_it_begins(found: Rulebook) -> None:
    lines = lines_of(calendar_ical(found.duties("town", 2025), found.compiled.models, "en"))
    start = ""
    for line in lines:
        if line.startswith("BEGIN:"):
            start = ""
        elif line.startswith("DTSTART;VALUE=DATE:"):
            start = line.rsplit(":", 1)[1]
        elif line.startswith("DUE;VALUE=DATE:"):
            assert start < line.rsplit(":", 1)[1]


def test_folding_and_escaping() -> None:
    assert folded("short") == ["short"]
    long = folded("X:" + "字" * 60)
    assert [len(each.encode()) for each in long] == [74, 73, 37]
    assert "".join(each.removeprefix(" ") for each in long) == "X:" + "字" * 60
    assert escaped("a\\b;c,d\ne\x07") == "a\\\\b\\;c\\,d\\ne"


def test_the_report_as_text_and_csv(found: Rulebook, report: DutyReport) -> None:
    shown = report_text(report, found.compiled.models, "en")
    assert shown.startswith("Town (town): duties checked on 2025-04-10 by the records of 2025-02-01 to 2025-03-31\n")
    assert "\nAs a whole: not met\n" in shown
    assert "[not met] 2025-02 (by 2025-02-05); done: 1 time; late by 3 days" in shown
    assert "missing: library" in shown
    assert "\nAdvice (as a rule; never not met)\n  [not due yet] the duty — mayor" in shown
    assert "needed: features" in shown
    assert "partly outside the records, not counted" in shown
    chinese = report_text(report, found.compiled.models, "zh")
    assert "总的来说:没有达到" in chinese
    assert "晚了 3 天" in chinese
    rows = list(csv.DictReader(io.StringIO(report_csv(report))))
    assert tuple(rows[0]) == REPORT_COLUMNS
    late = next(row for row in rows if row["period"] == "2025-02" and row["duty"] == "example/monthly")
    assert (late["status"], late["late"], late["due"]) == ("not_met", "3", "2025-02-05")
    open_ = next(row for row in rows if row["duty"] == "example/open")
    assert (open_["duty_status"], open_["unknown"]) == ("cannot_judge", "features")


# --- the command ------------------------------------------------------------------------------------------------------


def run(cli: Cli, folder: Path, *more: str | Path):  # type: ignore[no-untyped-def]  # noqa: F811
    return cli("duties", "--rulebook", folder, *more)


def test_the_command_shows_a_year(cli: Cli, folder: Path, tmp_path: Path) -> None:  # noqa: F811
    result = run(cli, folder, "-j", "town", "--year", "2025", "--facts", "features=county_seat", "--facts", "staff=3")
    assert result.exit_code == 0
    assert "features = county seat" in result.stdout
    assert "needed" not in result.stdout
    facts = tmp_path / "facts.yaml"
    facts.write_text("{features: [county_seat], staff: 3}\n", "utf-8")
    again = run(cli, folder, "-j", "town", "--year", "2025", "--facts", facts)
    assert again.stdout == result.stdout
    data = json.loads(run(cli, folder, "-j", "town", "--year", "2025", "--format", "json").stdout)
    assert (data["year"], data["duties"][0]["dues"][0]["due"]) == (2025, "2025-12-31")
    assert run(cli, folder, "-j", "town", "--year", "2025", "--format", "ical").stdout_bytes.startswith(
        b"BEGIN:VCALENDAR\r\n"
    )
    assert run(cli, folder, "-j", "town", "--year", "2025", "--format", "csv").stdout.startswith("duty,clause,kind,who")
    only = run(cli, folder, "-j", "town", "--year", "2025", "--who", "party_secretary")
    assert only.stdout.count("the duty") == 1


EVIDENCE = """\
jurisdiction: town
facts: {features: []}
records: {from: 2025-03-01, until: 2025-03-31}
done:
  example/monthly: [2025-03-05]
  example/weekly: [2025-03-04, 2025-03-11, 2025-03-18, 2025-03-25]
  example/standing: {date: 2025-01-01, items: [library]}
"""


def test_the_command_checks_evidence(cli: Cli, folder: Path, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "evidence.yaml"
    file.write_text(EVIDENCE, "utf-8")
    fine = run(cli, folder, "--evidence", file)
    assert (fine.exit_code, fine.stderr) == (0, "")
    assert "As a whole: met" in fine.stdout
    file.write_text(EVIDENCE.replace("2025-03-05", "2025-03-06"), "utf-8")
    late = run(cli, folder, "--evidence", file, "--format", "json")
    assert (late.exit_code, json.loads(late.stdout)["status"]) == (1, "not_met")
    assert run(cli, folder, "--evidence", file, "--who", "party_secretary").exit_code == 0
    assert run(cli, folder, "--evidence", file, "--format", "csv").stdout.startswith("duty,clause,who,")
    piped = cli("duties", "--rulebook", folder, "--evidence", "-", stdin=EVIDENCE)
    assert piped.stdout == fine.stdout


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["--year", "2025"], 2, "--jurisdiction is needed"),
        (["-j", "town"], 2, "--year is needed"),
        (["-j", "town", "--year", "0"], 2, "--year"),
        (["-j", "twon", "--year", "2025"], 4, "did you mean: town"),
        (["-j", "town", "--year", "2025", "--who", "mayr"], 2, "mayor"),
        (["-j", "town", "--year", "2025", "--facts", "stuff=3"], 4, "did you mean: staff"),
        (["-j", "town", "--year", "2025", "--facts", "staff=many"], 4, "staff wants a whole number"),
        (["-j", "town", "--year", "2025", "--facts", "features=county_set"], 4, "did you mean: county_seat"),
        (["-j", "town", "--year", "2025", "--facts", "nowhere.yaml"], 4, "PE117"),
        (["--evidence", "nowhere.yaml"], 4, "PE117"),
        (["-j", "town", "--evidence", "x.yaml"], 2, "--evidence"),
        (["--evidence", "x.yaml", "--format", "ical"], 2, "--evidence"),
    ],
)
def test_what_the_command_refuses(
    cli: Cli,  # noqa: F811
    folder: Path,
    args: list[str],
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    result = run(cli, folder, *args)
    assert result.exit_code == code
    assert said in result.stderr + result.stdout


def test_bad_evidence_is_told_at_its_place(cli: Cli, folder: Path, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "evidence.yaml"
    file.write_text(EVIDENCE.replace("example/monthly", "example/montly"), "utf-8")
    result = run(cli, folder, "--evidence", file)
    assert result.exit_code == 4
    assert f"{file}:5:3 PE740" in result.stderr
    assert "did you mean: example/monthly" in result.stderr
    file.write_text("- a list\n", "utf-8")
    assert "PE709" in run(cli, folder, "--evidence", file).stderr
    file.write_text("- a list\n", "utf-8")
    assert run(cli, folder, "-j", "town", "--year", "2025", "--facts", file).exit_code == 2
