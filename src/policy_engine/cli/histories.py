"""``policy-engine histories``: what the dated events of one person or of many add up to."""

from __future__ import annotations

import datetime as dt
import re
import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from policy_engine.cli.exit import ends_quietly
from policy_engine.cli.options import Format, LangOption, RulebookOption, language, rulebook_folder
from policy_engine.cli.request_file import load_or_exit, read_or_exit, refuse
from policy_engine.cli.show import Screen
from policy_engine.engine.book import Rulebook
from policy_engine.engine.working_days import is_working_day
from policy_engine.errors import Diagnostic, RequestError, near_match
from policy_engine.histories.answer import HistoryAnswer


class HistoryFormat(StrEnum):
    """Text or a calendar for people, JSON for programs, CSV for sheets, a graph in Mermaid or SVG for documents."""

    TEXT = "text"
    CALENDAR = "calendar"
    JSON = "json"
    CSV = "csv"
    MERMAID = "mermaid"
    SVG = "svg"


FileArgument = Annotated[
    str,
    typer.Argument(
        metavar="FILE",
        help="一个人的经过(YAML 或 JSON),或多人的事件表(CSV),- 为标准输入 / a history, or a sheet of events (CSV)",
        show_default=False,
    ),
]
JurisdictionOption = Annotated[
    str | None, typer.Option("--jurisdiction", "-j", help="哪个辖区,CSV 用 / whose rules, for CSV", show_default=False)
]
YearOption = Annotated[
    int | None, typer.Option("--year", help="哪一年,CSV 用 / the year, for CSV", min=1, max=9999, show_default=False)
]
PersonOption = Annotated[str | None, typer.Option("--person", help="只看这个人 / only this person", show_default=False)]
HistoryFormatOption = Annotated[
    HistoryFormat,
    typer.Option(
        "--format",
        help="text、calendar 给人看,json 给程序,csv 给表格,mermaid、svg 画图 / for people, programs, sheets, graphs",
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="截至哪一天,CSV 用 / up to which day, for CSV", show_default=False),
]
MonthlyOption = Annotated[
    list[str] | None,
    typer.Option(
        "--monthly",
        metavar="FUND=YUAN",
        help="可扣发的款项每月多少,可写几次,CSV 用 / a fund's amount a month, may be repeated, for CSV",
        show_default=False,
    ),
]
CheckingOption = Annotated[
    bool, typer.Option("--checking", help="两种推导都跑,不一致就不答 / run both chainers; no answer if they differ")
]

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")


@ends_quietly
def histories(
    file: FileArgument,
    jurisdiction: JurisdictionOption = None,
    year: YearOption = None,
    person: PersonOption = None,
    folder: RulebookOption = None,
    lang: LangOption = None,
    form: HistoryFormatOption = HistoryFormat.TEXT,
    as_of: AsOfOption = None,
    monthly: MonthlyOption = None,
    checking: CheckingOption = False,
) -> None:
    """一年的事加起来怎样 / what a year of events adds up to

    一个人的经过写成 YAML 或 JSON;多人的事件是一张 CSV 表,一行一件,写明人员、日期、事件(加 --jurisdiction、--year,
    可加 --as-of、--monthly;写了 --year 的标准输入当作 CSV)。
    退出码 0 已合计,2 用法不对,3 规则库不能用,4 经过有错。

    One person's history is YAML or JSON; the events of many are CSV, a line an event, with person, date and event (then
    --jurisdiction and --year are needed, --as-of and --monthly may be given; with --year standard input is CSV).
    Exit code 0 added up, 2 usage, 3 invalid rulebook, 4 invalid history.
    """
    screen = Screen(language(lang), Format.JSON if form is HistoryFormat.JSON else Format.TEXT)
    book = load_or_exit(rulebook_folder(None, folder), screen)
    name, data = read_or_exit(file, screen)
    options = {
        "--jurisdiction": jurisdiction,
        "--year": year,
        "--person": person,
        "--as-of": as_of,
        "--monthly": monthly,
    }
    given = [name for name, value in options.items() if value]
    if name.lower().endswith(".csv") or (file == "-" and year is not None):
        if jurisdiction is None or year is None:
            missing = "--jurisdiction" if jurisdiction is None else "--year"
            raise typer.BadParameter(f"{missing} is needed / 缺少 {missing}")
        about: dict[str, Any] = {
            "jurisdiction": jurisdiction,
            "period": {"from": dt.date(year, 1, 1), "until": dt.date(year, 12, 31)},
            "monthly": dict(each.partition("=")[::2] for each in monthly or ()),
        }
        answers = _sheet(book, name, data, about, person, as_of, checking, screen)
        one = False
    elif given:
        raise typer.BadParameter(
            f"{given[0]} is for CSV; a history says it itself / {given[0]} 只用于 CSV,经过里自己写明"
        )
    else:
        answers, one = [_single(book, name, data, checking, screen)], True
    if form is HistoryFormat.SVG and len(answers) != 1:
        raise typer.BadParameter("a picture is of one person: --person is needed / 图只画一个人:缺少 --person")
    _show(answers, one, book, form, screen)


def _single(book: Rulebook, name: str, data: bytes, checking: bool, screen: Screen) -> HistoryAnswer:
    try:
        return book.history(book.read_history_text(data, name), checking=checking)
    except RequestError as problem:
        refuse(problem.diagnostics, name, data, screen)


def _sheet(
    book: Rulebook,
    name: str,
    data: bytes,
    about: dict[str, Any],
    person: str | None,
    as_of: str | None,
    checking: bool,
    screen: Screen,
) -> list[HistoryAnswer]:
    """The answers for the people of a sheet, or for one of them; ``about`` is what all histories have in common."""
    from policy_engine.tools.histories import read_sheet

    answers: list[HistoryAnswer] = []
    faults: list[Diagnostic] = []
    try:
        sheets = read_sheet(data, name, book.compiled.models.vocabulary)
    except RequestError as problem:
        refuse(problem.diagnostics, name, data, screen)
    wanted = [each for each in sheets if person is None or each.person == person]
    if not wanted and person is not None:
        near = near_match(person, [each.person for each in sheets])
        hint = f" ({near}?)" if near else ""
        raise typer.BadParameter(f"nobody of that name in the sheet: {person}{hint} / 表里没有 {person}{hint}")
    end = about["period"]["until"].isoformat()
    for sheet in screen.each(wanted, "逐人合计", "adding up, person by person"):
        last = max((str(event.get("date", "")) for event in sheet.events), default="")
        day = as_of or (last if _DAY.match(last) and last > end else end)
        history = {**about, "person": sheet.person, "events": sheet.events, "as_of": day}
        try:
            answers.append(book.history(book.read_history(history, sheet.locate), checking=checking))
        except RequestError as problem:
            faults.extend(problem.diagnostics)
    if faults:
        refuse(faults, name, data, screen)
    return answers


def _show(answers: list[HistoryAnswer], one: bool, book: Rulebook, form: HistoryFormat, screen: Screen) -> None:
    from policy_engine.histories.graph import graph_of
    from policy_engine.tools.histories import answer_text, calendar_text, svg_of, table_csv, table_text

    models = book.compiled.models
    match form:
        case HistoryFormat.JSON:
            found = [each.data() | {"graph": graph_of(each, models.vocabulary).data()} for each in answers]
            screen.json(found[0] if one else found)
        case HistoryFormat.CSV:
            reconfigure = getattr(sys.stdout, "reconfigure", None)
            if reconfigure is not None:
                reconfigure(newline="")
            sys.stdout.write(table_csv(answers, models, screen.lang))
        case HistoryFormat.MERMAID:
            for each in answers:
                screen.answer(graph_of(each, models.vocabulary).mermaid(screen.lang))
        case HistoryFormat.SVG:
            screen.answer(svg_of(graph_of(answers[0], models.vocabulary), screen.lang))
        case HistoryFormat.CALENDAR:
            pages = (calendar_text(each, models.vocabulary, is_working_day, screen.lang) for each in answers)
            screen.answer("\n".join(pages))
        case _ if len(answers) == 1:
            screen.answer(answer_text(answers[0], models, screen.lang))
        case _:
            screen.answer(table_text(answers, models, screen.lang))
