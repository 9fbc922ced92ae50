"""``policy-engine ask``: an interview that asks only what the answer still depends on."""

from __future__ import annotations

import datetime as dt
import sys
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, NoReturn

import typer

from policy_engine.cli.exit import ExitCode, ends_quietly
from policy_engine.cli.options import Format, FormatOption, LangOption, RulebookOption, language, rulebook_folder
from policy_engine.cli.request_file import load_or_exit, read_or_exit, refuse
from policy_engine.cli.show import Screen, printable, text_source
from policy_engine.engine.book import Rulebook
from policy_engine.errors import Diagnostic, Place, RequestError
from policy_engine.nodes import Node, read_bytes
from policy_engine.requests.fields import read_day
from policy_engine.requests.reading import read_request
from policy_engine.requests.texts import Path, place_in
from policy_engine.tools.answer import answer_text
from policy_engine.tools.ask import Interview, left_open_text, question_text, refusal_text, why_text

TopicArgument = Annotated[str, typer.Argument(metavar="TOPIC", help="事项 / the topic", show_default=False)]
JurisdictionOption = Annotated[
    str | None,
    typer.Option(
        "--jurisdiction",
        "-j",
        help="辖区;规则库只有一个时可不写 / the jurisdiction; may be left out where there is only one",
        show_default=False,
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="按哪一天的规定 / by the rules of which day", show_default=False),
]
FactsOption = Annotated[
    str | None,
    typer.Option(
        "--facts",
        metavar="FILE",
        help="已知的事实,或整个请求(YAML 或 JSON)/ facts known beforehand, or a whole request (YAML or JSON)",
        show_default=False,
    ),
]
AnswersOption = Annotated[
    str | None,
    typer.Option(
        "--answers",
        metavar="FILE",
        help="答案都在文件里(事实: 值),不再提问 / a file with the answers (fact: value); nobody is asked",
        show_default=False,
    ),
]
Answer = Callable[[Interview], None]
UNKNOWN = "unknown"


@ends_quietly
def ask(
    topic: TopicArgument,
    jurisdiction: JurisdictionOption = None,
    as_of: AsOfOption = None,
    facts: FactsOption = None,
    answers: AnswersOption = None,
    folder: RulebookOption = None,
    lang: LangOption = None,
    form: FormatOption = Format.TEXT,
) -> None:
    """一问一答 / an interview

    只问还影响答复的事实,问完给出答复和条款。? 为什么问,- 不知道。退出码同 decide。

    Asks only the facts that still matter, then gives the answer and its clauses. ? says why a question is asked,
    - that the answer is not known. Exit codes as for decide.
    """
    screen = Screen(language(lang), form)
    book = load_or_exit(rulebook_folder(None, folder), screen)
    town = jurisdiction if jurisdiction is not None else _only(book)
    interview = _begin(book, topic, town, _day(as_of), facts, screen)
    reply = _from_file(_mapping(answers, screen), screen) if answers is not None else _from_terminal(screen)
    while interview.question is not None:
        _say(screen, question_text(interview.question, screen.lang))
        reply(interview)
    _finish(interview, screen)


def _finish(interview: Interview, screen: Screen) -> None:
    decision = interview.decision
    open_facts = left_open_text(interview, screen.lang)
    if open_facts:
        _say(screen, open_facts)
    if decision is None:
        fault = Diagnostic("PE710", Place("request"), {"field": interview.model.topic.anchor})
        screen.diagnostics([fault], lambda name: None)
        raise typer.Exit(ExitCode.INVALID_REQUEST)
    if screen.form is Format.JSON:
        screen.json(decision.model().model_dump(mode="json"))
    else:
        screen.answer(answer_text(decision, decision.provenance.rulebook.models.vocabulary, screen.lang))


def _say(screen: Screen, text: str) -> None:
    shown = printable(text)
    screen.say(shown, shown)


# --- where it begins --------------------------------------------------------------------------------------------------


def _only(book: Rulebook) -> str:
    if len(book.jurisdictions) == 1:
        return book.jurisdictions[0]
    towns = ", ".join(book.jurisdictions)
    raise typer.BadParameter(f"which one? / 哪一个? {towns}", param_hint="--jurisdiction")


def _day(text: str | None) -> dt.date | None:
    if text is None:
        return None
    try:
        return read_day(text)
    except ValueError:
        raise typer.BadParameter("write it like 2026-01-31 / 写成 2026-01-31", param_hint="--as-of") from None


@dataclass(frozen=True)
class _File:
    """A file with a mapping, and where each part of it stands."""

    name: str
    data: bytes
    node: Node

    def locate_fact(self, path: Path) -> Place:
        """The place of a fact where the file holds nothing but facts."""
        return self.locate(path[1:])

    def locate(self, path: Path) -> Place:
        """Where the last part of a path that exists stands."""
        return place_in(self.node, path, self.node.place)


def _mapping(file: str, screen: Screen) -> _File:
    """A file with a mapping; anything else ends the command (exit code 4)."""
    name, data = read_or_exit(file, screen)
    faults: list[Diagnostic] = []
    node = read_bytes(data, name, faults)
    if node is not None and not isinstance(node.value, dict):
        faults.append(Diagnostic("PE701", node.place, {"problem": "not a mapping"}))
    if node is None or faults:
        refuse(faults, name, data, screen)
    return _File(name, data, node)


def _begin(book: Rulebook, topic: str, town: str, as_of: dt.date | None, file: str | None, screen: Screen) -> Interview:
    """The interview with what is known beforehand: bare facts, or a request whose topic and jurisdiction must agree."""
    known: dict[str, Any] = {}
    found: _File | None = None
    whole = False
    if file is not None:
        found = _mapping(file, screen)
        plain = found.node.plain()
        whole = "facts" in plain or "given" in plain
        known = plain if whole else {"facts": plain}
        for key, meant in (("topic", topic), ("jurisdiction", town)):
            if known.get(key, meant) != meant:
                raise typer.BadParameter(f"{key}: {known[key]} ≠ {meant}", param_hint="--facts")
    try:
        if found is not None:
            data = {**known, "topic": topic, "jurisdiction": town}
            read = read_request(data, book.topics, found.locate if whole else found.locate_fact)
            as_of = as_of if as_of is not None else read.as_of
        return Interview(book, topic, town, as_of=as_of, facts=known.get("facts"), given=known.get("given"))
    except RequestError as problem:
        if found is not None:
            refuse(problem.diagnostics, found.name, found.data, screen)
        screen.diagnostics(problem.diagnostics, lambda name: None)
        raise typer.Exit(ExitCode.INVALID_REQUEST) from None


# --- where answers come from ------------------------------------------------------------------------------------------


def _from_terminal(screen: Screen) -> Answer:
    """Asks the person at the keyboard, again and again until the answer can be taken; the end of input ends it all."""

    def reply(interview: Interview) -> None:
        question = interview.question
        assert question is not None
        while interview.question is question:
            sys.stderr.write("> ")
            sys.stderr.flush()
            line = sys.stdin.buffer.readline().decode("utf-8", "replace")
            typed = unicodedata.normalize("NFKC", line.strip())
            if not line:
                sys.stderr.write("\n")
                interview.leave()
            elif typed == "?":
                _say(screen, why_text(question, interview.model.topic.anchor, screen.lang))
            elif typed.strip("-\u2014") == "" and typed:  # a Chinese keyboard gives a long dash
                interview.skip()
            elif typed:
                try:
                    interview.answer(line.strip())
                except RequestError as problem:
                    _say(screen, refusal_text(problem, question, screen.lang))

    return reply


def _from_file(found: _File, screen: Screen) -> Answer:
    """Takes answers from a file; what is not in it is not known, what is no answer ends the command (exit code 4)."""
    answers: Mapping[str, Any] = found.node.plain()

    def reply(interview: Interview) -> None:
        question = interview.question
        assert question is not None
        if question.kind == "who" or answers.get(question.fact, UNKNOWN) == UNKNOWN:
            interview.skip()
            return
        _say(screen, f"> {answers[question.fact]}")
        try:
            interview.answer(answers[question.fact])
        except RequestError as problem:
            _refuse_at(problem, found, question.fact, screen)

    return reply


def _refuse_at(problem: RequestError, found: _File, fact: str, screen: Screen) -> NoReturn:
    placed = [Diagnostic(e.code, found.locate((fact,)), e.words, e.expected, e.near) for e in problem.diagnostics]
    screen.diagnostics(placed, text_source(found.name, found.data))
    raise typer.Exit(ExitCode.INVALID_REQUEST)
