"""``policy-engine duties``: the duties of a year as a calendar, or what of them is met by the evidence."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from policy_engine.cli.exit import ExitCode, ends_quietly
from policy_engine.cli.options import Format, LangOption, RulebookOption, language, rulebook_folder
from policy_engine.cli.request_file import load_or_exit, read_or_exit, refuse
from policy_engine.cli.show import Screen
from policy_engine.duties.binding import duty_topic
from policy_engine.engine.book import Rulebook
from policy_engine.errors import RequestError, near_match
from policy_engine.requests.fields import AnyOf, Count, Flag
from policy_engine.requests.texts import read_plain


class DutyFormat(StrEnum):
    """Text for people, JSON for programs, CSV for sheets, iCalendar for calendars."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    ICAL = "ical"


JurisdictionOption = Annotated[
    str | None,
    typer.Option(
        "--jurisdiction", "-j", help="哪个辖区 / whose duties, an id of jurisdictions.yaml", show_default=False
    ),
]
YearOption = Annotated[
    int | None, typer.Option("--year", help="哪一年 / the year", min=1, max=9999, show_default=False)
]
FactsOption = Annotated[
    list[str] | None,
    typer.Option(
        "--facts",
        metavar="FILE|NAME=VALUE",
        help="事实:文件,或 名=值(几个值用逗号隔开),可写多次 / a file of facts, or name=value; may be repeated",
        show_default=False,
    ),
]
WhoOption = Annotated[
    str | None,
    typer.Option("--who", metavar="ACTOR", help="只看谁的义务 / only the duties of this actor", show_default=False),
]
DutyFormatOption = Annotated[
    DutyFormat,
    typer.Option(
        "--format", help="text 给人看,json 给程序,csv 给表格,ical 给日历 / for people, programs, sheets, calendars"
    ),
]
EvidenceOption = Annotated[
    str | None,
    typer.Option(
        "--evidence",
        metavar="FILE",
        help="办了什么(JSON 或 YAML,- 为标准输入),对照义务 / what was done, held against the duties; - reads stdin",
        show_default=False,
    ),
]


@ends_quietly
def duties(
    jurisdiction: JurisdictionOption = None,
    year: YearOption = None,
    facts: FactsOption = None,
    who: WhoOption = None,
    evidence: EvidenceOption = None,
    folder: RulebookOption = None,
    lang: LangOption = None,
    form: DutyFormatOption = DutyFormat.TEXT,
) -> None:
    """列出一年的义务,或对照证据 / the duties of a year, or what of them is met

    谁、多久一次、最迟哪天;给了 --evidence 就逐项说达到、还差多少、晚几天、未到期或无法判断。
    退出码 0 无事,1 有应办而没有达到的,2 用法不对,3 规则库不能用,4 证据或事实有错。

    Who, how often, by when; with --evidence what is met, short, late, not due yet or cannot be judged.
    Exit code 0 fine, 1 something binding is not met, 2 usage, 3 invalid rulebook, 4 invalid evidence or facts.
    """
    screen = Screen(language(lang), Format.JSON if form is DutyFormat.JSON else Format.TEXT)
    book = load_or_exit(rulebook_folder(None, folder), screen)
    _check_actor(book, who)
    if evidence is not None:
        _report(book, evidence, (jurisdiction, year, facts), who, form, screen)
    if jurisdiction is None or year is None:
        missing = "--jurisdiction" if jurisdiction is None else "--year"
        raise typer.BadParameter(f"{missing} is needed / 缺少 {missing}")
    _calendar(book, jurisdiction, year, _facts(book, facts or [], screen), who, form, screen)


def _calendar(
    book: Rulebook,
    jurisdiction: str,
    year: int,
    facts: dict[str, Any],
    who: str | None,
    form: DutyFormat,
    screen: Screen,
) -> None:
    from policy_engine.tools.duties import calendar_csv, calendar_ical, calendar_text

    try:
        found = book.duties(jurisdiction, year, facts)
    except RequestError as problem:
        refuse(problem.diagnostics, "duties", b"", screen)
    found = found if who is None else found.of(who)
    models = book.compiled.models
    match form:
        case DutyFormat.JSON:
            screen.json(found.data())
        case DutyFormat.CSV:
            _write(calendar_csv(found, models, screen.lang))
        case DutyFormat.ICAL:
            _write(calendar_ical(found, models, screen.lang))
        case _:
            screen.answer(calendar_text(found, models, screen.lang))


def _report(
    book: Rulebook,
    file: str,
    others: tuple[str | None, int | None, list[str] | None],
    who: str | None,
    form: DutyFormat,
    screen: Screen,
) -> NoReturn:
    from policy_engine.duties.reading import read_evidence_text
    from policy_engine.tools.duties import report_csv, report_text

    if any(each is not None for each in others) or form is DutyFormat.ICAL:
        said = "the evidence names jurisdiction, days and facts itself, and makes no calendar"
        raise typer.BadParameter(f"--evidence: {said} / 证据里自有辖区、日期和事实,也不出日历")
    name, data = read_or_exit(file, screen)
    try:
        report = book.check_duties(read_evidence_text(data, name))
    except RequestError as problem:
        refuse(problem.diagnostics, name, data, screen)
    report = report if who is None else report.by(who)
    match form:
        case DutyFormat.JSON:
            screen.json(report.data())
        case DutyFormat.CSV:
            _write(report_csv(report))
        case _:
            screen.answer(report_text(report, book.compiled.models, screen.lang))
    raise typer.Exit(ExitCode.FINDINGS if report.status == "not_met" else ExitCode.FINE)


def _write(text: str) -> None:
    """Text with line ends of its own on standard output."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(newline="")
    sys.stdout.write(text)


def _check_actor(book: Rulebook, who: str | None) -> None:
    actors = book.compiled.models.vocabulary.actors
    if who is not None and who not in actors:
        near = near_match(who, actors)
        hint = f" ({near}?)" if near else ""
        raise typer.BadParameter(f"--who: no actor '{who}'{hint} / 词汇表里没有“{who}”{hint}")


# --- facts ------------------------------------------------------------------------------------------------------------


def _facts(book: Rulebook, given: list[str], screen: Screen) -> dict[str, Any]:
    """Facts from files and from the command line; what is written later counts."""
    found: dict[str, Any] = {}
    for each in given:
        name, sign, value = each.partition("=")
        if sign and not Path(each).exists():
            found[name.strip()] = _value(book, name.strip(), value.strip())
        else:
            found |= _file(each, screen)
    return found


def _value(book: Rulebook, name: str, text: str) -> object:
    """A value from the command line as its field takes it; what is no value of the field is left to be refused."""
    mark = book.topics[duty_topic(book.compiled)].layout.marks.get(name)
    if isinstance(mark, AnyOf):
        return [each.strip() for each in text.split(",") if each.strip()]
    if isinstance(mark, Count) and text.isascii() and text.isdigit():
        return int(text)
    if isinstance(mark, Flag) and text in ("true", "false"):
        return text == "true"
    return text


def _file(file: str, screen: Screen) -> dict[str, Any]:
    name, data = read_or_exit(file, screen)
    try:
        plain, _ = read_plain(data, name)
    except RequestError as problem:
        refuse(problem.diagnostics, name, data, screen)
    if not isinstance(plain, dict):
        raise typer.BadParameter(f"--facts: {file} holds no mapping of facts / {file} 里不是事实的键值对")
    return plain
