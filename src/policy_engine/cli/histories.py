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
from policy_engine.errors import Diagnostic, RequestError
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
    checking: CheckingOption = False,
) -> None:
    """一年的事加起来怎样 / what a year of events adds up to

    一个人的经过写成 YAML 或 JSON;多人的事件是一张 CSV 表,一行一件,写明人员、日期、事件(加 --jurisdiction、--year)。
    退出码 0 已合计,2 用法不对,3 规则库不能用,4 经过有错。

    One person's history is YAML or JSON; the events of many are CSV, a line an event, with person, date and event (then
    --jurisdiction and --year are needed). Exit code 0 added up, 2 usage, 3 invalid rulebook, 4 invalid history.
    """
    screen = Screen(language(lang), Format.JSON if form is HistoryFormat.JSON else Format.TEXT)
    book = load_or_exit(rulebook_folder(None, folder), screen)
    name, data = read_or_exit(file, screen)
    if name.lower().endswith(".csv"):
        if jurisdiction is None or year is None:
            missing = "--jurisdiction" if jurisdiction is None else "--year"
            raise typer.BadParameter(f"{missing} is needed / 缺少 {missing}")
        answers = _sheet(book, name, data, jurisdiction, year, person, checking, screen)
        one = False
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
    jurisdiction: str,
    year: int,
    person: str | None,
    checking: bool,
    screen: Screen,
) -> list[HistoryAnswer]:
    from policy_engine.tools.histories import read_sheet

    period = {"from": dt.date(year, 1, 1), "until": dt.date(year, 12, 31)}
    answers: list[HistoryAnswer] = []
    faults: list[Diagnostic] = []
    try:
        sheets = read_sheet(data, name, book.compiled.models.vocabulary)
    except RequestError as problem:
        refuse(problem.diagnostics, name, data, screen)
    wanted = [each for each in sheets if person is None or each.person == person]
    for sheet in screen.each(wanted, "逐人合计", "adding up, person by person"):
        last = max((str(event.get("date", "")) for event in sheet.events), default="")
        end = f"{year:04}-12-31"
        history: dict[str, Any] = {"jurisdiction": jurisdiction, "person": sheet.person, "period": period}
        history |= {"events": sheet.events, "as_of": last if _DAY.match(last) and last > end else end}
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
