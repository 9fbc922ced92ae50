"""``policy-engine check``: everything wrong with a rulebook, and what it leaves to be desired."""

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
from policy_engine.cli.show import Screen, folder_source
from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.errors import Diagnostic
from policy_engine.loading.folder import try_folder


@ends_quietly
def check(
    rulebook: RulebookArgument = None,
    folder: RulebookOption = None,
    lang: LangOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """检查规则库 / check a rulebook

    写错的词、互相矛盾的规则、没人回答的情形,都指出在哪一行、怎么改。退出码 0 无事,1 有发现,3 规则库不能用。

    Misspelt words, contradicting rules, situations nobody answers: each with its line and its remedy.
    Exit code 0 fine, 1 findings, 3 invalid rulebook.
    """
    screen = Screen(language(lang), form)
    root = rulebook_folder(rulebook, folder)
    with screen.working("检查中…", "checking…"):
        book, faults = try_folder(root)
        errors = [each for each in faults if each.level == "error"]
        found = faults if errors or book is None else _with_findings(book, faults)
    screen.diagnostics(found, folder_source(root))
    findings = sum(each.level == "finding" for each in found)
    screen.say(*_summary(book, len(errors), findings, sum(each.level == "note" for each in found)))
    if errors or book is None:
        raise typer.Exit(ExitCode.INVALID_RULEBOOK)
    raise typer.Exit(ExitCode.FINDINGS if findings else ExitCode.FINE)


def _with_findings(book: CompiledRulebook, faults: list[Diagnostic]) -> list[Diagnostic]:
    from policy_engine.tools.checks import check as find  # the proofs take their time to load; only when needed

    unique = {each.sort_key(): each for each in (*faults, *find(book))}
    return [unique[key] for key in sorted(unique)]


def _summary(book: CompiledRulebook | None, errors: int, findings: int, notes: int) -> tuple[str, str]:
    found_zh = "、".join(
        f"{count} 处{word}" for count, word in ((errors, "错误"), (findings, "发现"), (notes, "提示")) if count
    )
    found_en = ", ".join(
        f"{count} {word if count == 1 else word + 's'}"
        for count, word in ((errors, "error"), (findings, "finding"), (notes, "note"))
        if count
    )
    if book is None:
        return f"规则库读不成:{found_zh}", f"no rulebook could be made: {found_en}"
    models = book.models
    statuses = [rule.status for rule in book.rules.values()]
    statuses += [rule.status for each in models.instruments.values() for rule in each.histories]
    rules = len(statuses)
    clauses = sum(len(each.clauses) for each in models.instruments.values())
    held, towns = len(models.instruments), len(models.jurisdictions)
    aside = sum(each is not None for each in statuses)
    aside_zh, aside_en = (f"(其中 {aside} 条不生效)", f" ({aside} not in force)") if aside else ("", "")
    return (
        f"规章 {held} 部,规则 {rules} 条{aside_zh},条款 {clauses} 条,辖区 {towns} 个;{found_zh or '没有发现'}",
        f"{held} instruments, {rules} rules{aside_en}, {clauses} clauses, {towns} jurisdictions; "
        f"{found_en or 'no findings'}",
    )
