"""``policy-engine sources``: the rulebook held against the documents it was made from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from policy_engine.cli.exit import ExitCode, ends_quietly
from policy_engine.cli.options import Format, FormatOption, LangOption, RulebookOption, language, rulebook_folder
from policy_engine.cli.show import Screen, as_data, folder_source
from policy_engine.loading.folder import try_folder
from policy_engine.tools.sources import Teller, UnknownNameError, findings_of, show, write_spans
from policy_engine.tools.sources import verify as hold

sources = typer.Typer(no_args_is_help=True, help="出处:与原文对照 / the rulebook held against its sources")


@sources.callback()
def _sources() -> None:
    """Makes ``verify`` a command of its own although it is the only one."""


@sources.command()
@ends_quietly
def verify(
    documents: Annotated[
        Path,
        typer.Option("--documents", metavar="DIR", help="出处文件所在的文件夹 / the folder of the source documents"),
    ],
    folder: RulebookOption = None,
    only: Annotated[
        str | None,
        typer.Option(
            "--show",
            metavar="RULE|CLAUSE",
            help="只看一条:原文与规则对照 / one clause or instrument/rule: its text beside the rules",
            show_default=False,
        ),
    ] = None,
    before: Annotated[
        Path | None,
        typer.Option(
            "--before",
            metavar="DIR",
            help="改动前的出处文件,用来指出哪些字变了 / the documents as they were, to show which characters changed",
            show_default=False,
        ),
    ] = None,
    spans: Annotated[
        bool,
        typer.Option("--write-spans", help="把只移了位置的条款的新位置写回总账 / enter the new spans of moved clauses"),
    ] = False,
    lang: LangOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """对照原文 / hold the rulebook against its documents

    每条的位置和指纹、每个数字与它的界限词都对一遍;文件改了,列出要复核的条款。
    退出码 0 无事,1 有发现,2 用法不对,3 规则库不能用。

    Span and digest of every clause, every figure and its boundary word; where a document changed, what to review.
    Exit code 0 fine, 1 findings, 2 usage, 3 invalid rulebook.
    """
    screen, teller = Screen(language(lang), form), Teller(language(lang))
    root = rulebook_folder(None, folder)
    for each in (documents, before):
        if each is not None and not each.is_dir():
            raise typer.BadParameter(f"no such folder / 没有这个文件夹: {each}")
    with screen.working("对照原文…", "reading the documents…"):
        book, faults = try_folder(root, prove=False)
        errors = [each for each in faults if each.level == "error"]
        if errors or book is None:
            screen.diagnostics(errors, folder_source(root))
            raise typer.Exit(ExitCode.INVALID_RULEBOOK)
        report = hold(book.models, root, documents, before)
    found = list(report.diagnostics)
    if only is not None:
        try:
            shown = show(only, report, book.models, root)
        except UnknownNameError as unknown:
            near = f" ({screen.pick('是否想写', 'did you mean')} {unknown.near}?)" if unknown.near else ""
            said = screen.pick("没有这个条款或规则", "no clause or rule is called so")
            raise typer.BadParameter(f"{said}: {unknown.name}{near}") from None
        found = findings_of(shown, report)
        if form is Format.JSON:
            screen.json({**teller.shown_data(shown), "findings": [as_data(each, screen.lang) for each in found]})
        else:
            screen.answer(teller.shown(shown))
            screen.diagnostics(found, folder_source(root))
    elif form is Format.JSON:
        screen.json(teller.report_data(report, [as_data(each, screen.lang) for each in found]))
    else:
        screen.diagnostics(found, folder_source(root))
        review = teller.review(report)
        if review:
            screen.answer(review)
    if only is None:
        screen.say(*(Teller(each).summary(report) for each in ("zh", "en")))
    if spans:
        written = write_spans(root, report.clauses)
        screen.say(f"改了 {len(written)} 条的位置", f"wrote the spans of {len(written)} clauses")
    raise typer.Exit(ExitCode.FINDINGS if found else ExitCode.FINE)
