"""``policy-engine test``: runs the cases beside the instruments."""

from __future__ import annotations

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
from policy_engine.cli.show import Screen, folder_source
from policy_engine.tools.cases import CaseReport, run_cases


@ends_quietly
def test(
    rulebook: RulebookArgument = None,
    folder: RulebookOption = None,
    lang: LangOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """运行用例 / run the cases

    逐个运行 *.cases.yaml 里的用例,与应得的答复对照。退出码 0 全对,1 有不合,3 规则库不能用。

    Runs the cases beside the instruments and compares every answer with the one expected.
    Exit code 0 all pass, 1 findings, 3 invalid rulebook.
    """
    screen = Screen(language(lang), form)
    root = rulebook_folder(rulebook, folder)
    with screen.working("运行用例…", "running the cases…"):
        report = run_cases(load_or_exit(root, screen), root)
    screen.diagnostics(report.diagnostics, folder_source(root))
    screen.say(*_summary(report))
    grave = any(each.level != "note" for each in report.diagnostics)
    raise typer.Exit(ExitCode.FINDINGS if grave else ExitCode.FINE)


def _summary(report: CaseReport) -> tuple[str, str]:
    rules = ", ".join(f"{name} {hit}/{total}" for name, (hit, total) in report.rules.items())
    files, cases, failures = report.files, report.cases, report.failures
    return (
        f"用例文件 {files} 个,用例 {cases} 个,不合 {failures} 个;在用例里生效过的规则:{rules}",
        f"{files} files, {cases} cases, {failures} failures; rules applied in some case: {rules}",
    )
