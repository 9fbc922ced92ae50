"""``policy-engine test``: runs the cases beside the instruments."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from policy_engine.cli.exit import ExitCode, ends_quietly
from policy_engine.cli.options import (
    Format,
    FormatOption,
    LangOption,
    RulebookArgument,
    RulebookOption,
    language,
    rulebook_folder,
)
from policy_engine.cli.request_file import load_or_exit
from policy_engine.cli.show import Screen, as_data, folder_source
from policy_engine.tools.cases import CaseReport, run_cases

CoverageOption = Annotated[
    bool,
    typer.Option(
        "--coverage/--no-coverage",
        help="也量用例证明了什么,默认要 / also measure what the cases prove, the default",
        show_default=False,
    ),
]
_HEADINGS = {
    "rules": "规则",
    "exceptions": "例外",
    "assignments": "分工",
    "duties": "义务",
    "histories": "经过",
    "thresholds": "界线",
}


@ends_quietly
def test(
    rulebook: RulebookArgument = None,
    folder: RulebookOption = None,
    coverage: CoverageOption = True,
    lang: LangOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """运行用例 / run the cases

    逐个运行 *.cases.yaml 里的用例,与应得的答复对照;再量每部规章的规则、例外和界线有没有用例证明。
    退出码 0 全对而且量满,1 有不合或没有量满,3 规则库不能用。

    Runs the cases beside the instruments, compares every answer with the one expected, and measures for each
    instrument whether some case proves each rule, exception and threshold.
    Exit code 0 all pass and nothing is missed, 1 findings or misses, 3 invalid rulebook.
    """
    screen = Screen(language(lang), form)
    root = rulebook_folder(rulebook, folder)
    with screen.working("运行用例…", "running the cases…"):
        report = run_cases(load_or_exit(root, screen), root, coverage=coverage)
    if form is Format.JSON:
        screen.json(_data(report, screen))
    else:
        screen.diagnostics(report.diagnostics, folder_source(root))
        for line in _table(report):
            screen.say(*line)
    screen.say(*_summary(report))
    grave = any(each.level != "note" for each in report.diagnostics)
    raise typer.Exit(ExitCode.FINDINGS if grave else ExitCode.FINE)


def _data(report: CaseReport, screen: Screen) -> dict[str, Any]:
    """The report as JSON takes it."""
    return {
        "files": report.files,
        "cases": report.cases,
        "failures": report.failures,
        "measure": {
            name: {kind: {"shown": shown, "total": total} for kind, (shown, total) in kinds.items()}
            for name, kinds in report.measure.items()
        },
        "diagnostics": [as_data(each, screen.lang) for each in report.diagnostics],
    }


def _table(report: CaseReport) -> list[tuple[str, str]]:
    """A line for each instrument: how much of it the cases show."""
    width = max((len(name) for name in report.measure), default=0)
    lines = []
    for name, kinds in report.measure.items():
        zh = ",".join(f"{_HEADINGS[kind]} {shown}/{total}" for kind, (shown, total) in kinds.items())
        en = ", ".join(f"{kind} {shown}/{total}" for kind, (shown, total) in kinds.items())
        lines.append((f"{name:{width}}  {zh or '没有规则'}", f"{name:{width}}  {en or 'no rules'}"))
    return lines


def _summary(report: CaseReport) -> tuple[str, str]:
    files, cases, failures = report.files, report.cases, report.failures
    return (
        f"用例文件 {files} 个,用例 {cases} 个,不合 {failures} 个",
        f"{files} files, {cases} cases, {failures} failures",
    )
