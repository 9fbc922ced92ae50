"""``policy-engine explain``: of every rule that could have mattered, whether it applied and why."""

from __future__ import annotations

from policy_engine.cli.exit import ends_quietly
from policy_engine.cli.options import (
    Format,
    FormatOption,
    LangOption,
    RequestArgument,
    RulebookOption,
    language,
    rulebook_folder,
)
from policy_engine.cli.request_file import load_or_exit, parse_or_exit, read_or_exit, refuse
from policy_engine.cli.show import Screen
from policy_engine.errors import RequestError


@ends_quietly
def explain(
    file: RequestArgument,
    folder: RulebookOption = None,
    lang: LangOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """说明一个答复 / explain a decision

    逐条规则说明:用上了,被哪个例外取代,或没用上、差在哪个事实。退出码同 decide。

    Says of each rule whether it applied, which exception replaced it, or which fact it wanted.
    Exit codes as for decide.
    """
    from policy_engine.tools.explain import explain as explain_request

    screen = Screen(language(lang), form)
    book = load_or_exit(rulebook_folder(None, folder), screen)
    name, data = read_or_exit(file, screen)
    found = parse_or_exit(book, name, data, screen)
    try:
        explanation = explain_request(book, found.request, found.jurisdiction, found.as_of)
    except RequestError as problem:
        refuse(problem.diagnostics, name, data, screen)
    if form is Format.JSON:
        screen.json(explanation.data())
    else:
        screen.answer(explanation.text(screen.lang))
