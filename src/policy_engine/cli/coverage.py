"""``policy-engine coverage``: what became of every clause, and the ledger's fates brought up to date."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
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
from policy_engine.cli.show import Screen, as_data, folder_source
from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.engine.book import Rulebook
from policy_engine.errors import near_match
from policy_engine.loading.folder import try_folder
from policy_engine.tools.cases import (
    iter_cases,
    iter_duty_cases,
    iter_history_cases,
    run_case,
    run_duty_case,
    run_history_case,
)
from policy_engine.tools.coverage import Account, Coverage, clause_text, cover, coverage_text, update
from policy_engine.tools.coverage.accounts import contradicts

ClauseOption = Annotated[
    str | None, typer.Option("--clause", metavar="ID", help="只看这一条 / one clause alone", show_default=False)
]
UpdateOption = Annotated[
    bool, typer.Option("--update", help="把去向从规章写回台账 / write the fates from the instruments into the ledger")
]


@ends_quietly
def coverage(
    rulebook: RulebookArgument = None,
    folder: RulebookOption = None,
    clause: ClauseOption = None,
    write: UpdateOption = False,
    lang: LangOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """条款的去向 / what became of every clause

    按文件、篇、规章、类别、去向数条款;列出无法判定的、还没有录的。--update 把去向写回台账。
    退出码 0 每条都有归宿,1 有没归宿的或台账与规章不合,3 规则库不能用。

    Counts the clauses by document, part, instrument, kind and fate; lists what is not decidable and what is planned.
    Exit code 0 every clause is accounted for, 1 one is not or the ledger contradicts the instruments, 3 invalid
    rulebook.
    """
    screen = Screen(language(lang), form)
    root = rulebook_folder(rulebook, folder)
    if write and clause is not None:
        raise typer.BadParameter("--update 与 --clause 不能并用 / --update and --clause exclude each other")
    if write:
        _update(root, screen)
        return
    with screen.working("核对条款…", "going through the clauses…"):
        found = _coverage(root, screen)
    if clause is not None:
        _one(found, clause, screen)
        return
    if form is Format.JSON:
        faults = [as_data(each, screen.lang) for each in found.contradictions]
        screen.json({**found.data(), "contradictions": faults})
    else:
        screen.answer(coverage_text(found, screen.lang))
    raise typer.Exit(ExitCode.FINE if found.whole else ExitCode.FINDINGS)


def _read(root: Path, screen: Screen) -> tuple[CompiledRulebook, list[Any]]:
    """The rulebook as far as ledger and instruments go; any other error is shown and ends the command."""
    book, faults = try_folder(root, prove=False)
    grave = [each for each in faults if each.level == "error" and not contradicts(each)]
    if book is None or grave:
        screen.diagnostics(grave, folder_source(root))
        raise typer.Exit(ExitCode.INVALID_RULEBOOK)
    return book, faults


def _coverage(root: Path, screen: Screen) -> Coverage:
    book, faults = _read(root, screen)
    sound = not any(each.level == "error" for each in faults)
    return cover(book.models, faults, _cases(Rulebook(book), root) if sound else None)


def _cases(book: Rulebook, root: Path) -> dict[str, list[str]]:
    """For each clause the cases that touch it: whose decision cites it, in force or not, or that judge its duty."""
    found: dict[str, list[str]] = {}

    def touched(case: str, clauses: Iterable[str]) -> None:
        for clause in dict.fromkeys(clauses):
            found.setdefault(clause, []).append(case)

    for case in iter_cases(book, root):
        decision = run_case(book, case).decision
        if decision is not None:
            aside = decision.not_in_force
            cited = (*decision.citations, *(aside.citations if aside is not None else ()))
            touched(case.id, (each.clause for each in cited))
    clause_of = {rule.id: rule.clause for each in book.compiled.models.instruments.values() for rule in each.rules}
    for duty_case in iter_duty_cases(book, root):
        touched(duty_case.id, (clause_of[duty] for duty, _ in run_duty_case(book, duty_case).shows()))
    for history_case in iter_history_cases(book, root):
        answer = run_history_case(book, history_case).answer
        if answer is not None:
            said = {*(each.rule for each in answer.labels), *(each.rule for each in answer.consequences)}
            touched(history_case.id, (each.clause for each in answer.citations if each.rule in said))
    return found


def _one(found: Coverage, name: str, screen: Screen) -> None:
    account: Account | None = found.clause(name)
    if account is None:
        near = near_match(name, [each.entry.id for each in found.accounts])
        zh = f"台账里没有条款 {name}" + (f";是否想写:{near}" if near else "")
        en = f"the ledger has no clause {name}" + (f"; did you mean {near}?" if near else "")
        raise typer.BadParameter(screen.pick(zh, en))
    if screen.form is Format.JSON:
        screen.json(account.data())
    else:
        screen.answer(clause_text(found, account, screen.lang))


def _update(root: Path, screen: Screen) -> None:
    done = update(root, _read(root, screen)[0].models)
    book, faults = _read(root, screen)  # as it is now
    left = [*done.diagnostics, *cover(book.models, faults).contradictions]
    if screen.form is Format.JSON:
        told = [as_data(each, screen.lang) for each in left]
        screen.json({"changed": [each.data() for each in done.changes], "contradictions": told})
    else:
        for each in done.changes:
            screen.answer(each.line())
        screen.diagnostics(left, folder_source(root))
    count = len(done.changes)
    screen.say(f"台账改了 {count} 条", f"{count} {'entry' if count == 1 else 'entries'} of the ledger changed")
    raise typer.Exit(ExitCode.FINDINGS if left else ExitCode.FINE)
