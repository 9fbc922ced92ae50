"""``policy-engine decide``: one request in, the decision out."""

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
from policy_engine.tools.answer import answer_text


@ends_quietly
def decide(
    file: RequestArgument,
    folder: RulebookOption = None,
    lang: LangOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """答复一个请求 / decide a request

    准不准、谁批、还缺什么、依据哪一条。退出码 0 有答复,3 规则库不能用,4 请求有错。

    Whether it may be done, who approves, what is missing, on which clauses.
    Exit code 0 decided, 3 invalid rulebook, 4 invalid request.
    """
    screen = Screen(language(lang), form)
    book = load_or_exit(rulebook_folder(None, folder), screen)
    name, data = read_or_exit(file, screen)
    found = parse_or_exit(book, name, data, screen)
    try:
        decision = book.decide(found.request, found.jurisdiction, found.as_of)
    except RequestError as problem:
        refuse(problem.diagnostics, name, data, screen)
    if form is Format.JSON:
        screen.json(decision.model().model_dump(mode="json"))
    else:
        screen.answer(answer_text(decision, book.compiled.models.vocabulary, screen.lang))
