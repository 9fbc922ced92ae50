"""What the YAML parser says of a text that it cannot read, told where the mistake was made.

A parser stops where it can go on no longer, which is often lines below: a quotation mark that is not closed runs on to
the next one, and a full-width comma is text to it, so that it stumbles over the colon behind.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from policy_engine.errors import Diagnostic, Place, lines_of, place_after

_NEVER_CLOSED = ("or '}'", "or ']'", "unexpected end of stream")
_SEPARATOR = re.compile("[\uff0c\u3001\uff1b]")
_PIECE = re.compile("[^{}\\[\\],]*\\Z")
_AFTER_QUOTE = re.compile(r"[ ]*(?:[,}\]:#]|$)")
_TEXTS = (
    ("did not find expected ',' or '}'", "花括号里少了逗号,或没有配对的 }"),
    ("did not find expected ',' or ']'", "方括号里少了逗号,或没有配对的 ]"),
    ("did not find expected key", "这里应当是“名字: 内容”,或缩进与上面的行不一致"),
    ("did not find expected '-' indicator", "这里应当是以 - 开头的一项,或缩进不一致"),
    ("mapping values are not allowed in this context", "这里不能有冒号;一句话里有冒号的要加引号"),
    ("could not find expected ':'", "这一行少了冒号,或冒号后没有空格"),
    ("block sequence entries are not allowed in this context", "这里不能以 - 开头另起一项"),
    ("found unexpected end of stream", "引号或括号没有配对,直到文件末尾"),
    ("did not find expected node content", "这里应当有内容"),
    ("found character that cannot start any token", "不能用这个字符开头,要写就加引号"),
    ("found undefined alias", "用了没有定义的别名(*)"),
    ("control characters are not allowed", "不能有控制字符"),
)


def syntax_fault(problem: yaml.MarkedYAMLError, text: str, name: str, depth: int) -> Diagnostic:
    """The diagnostic of a text that is no YAML; ``depth`` is how deep nodes may be nested."""
    said = problem.problem or str(problem)
    context = problem.context or ""
    mark = problem.problem_mark or problem.context_mark
    if said.endswith(_NEVER_CLOSED) and problem.context_mark is not None:
        mark = problem.context_mark  # where the bracket or quotation mark opens, not where the parser gave up
    place = _inside(text, _place(name, mark)) if mark is not None else Place(name)
    if "expected a single document" in context or "expected a single document" in said:
        return Diagnostic("PE112", place)
    if "nesting depth" in said:
        return Diagnostic("PE111", place, {"limit": str(depth)})
    if problem.problem_mark is not None and said.startswith("did not find"):
        found = _open_quote(text, name, problem.problem_mark) or _full_width(text, name, problem)
        if found is not None:
            return found
    return Diagnostic("PE102", place, {"problem": said, "problem_zh": _chinese(said)})


def unreadable(problem: Exception, text: str, name: str, depth: int) -> Diagnostic:
    """The diagnostic of a text at which the parser failed without saying where in its own words."""
    if isinstance(problem, RecursionError):
        return Diagnostic("PE111", Place(name), {"limit": str(depth)})
    at = getattr(problem, "position", None)
    place = place_after(text[:at], name) if isinstance(at, int) and 0 <= at <= len(text) else Place(name)
    said = str(problem).split("\n", 1)[0]
    return Diagnostic("PE102", place, {"problem": said, "problem_zh": _chinese(said)})


def _open_quote(text: str, name: str, stopped: Any) -> Diagnostic | None:
    """The quotation mark that opens lines above and was closed by the one of another text, where the parser stopped."""
    last: Any = None
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            if isinstance(event, yaml.ScalarEvent) and event.style in ("'", '"'):
                last = event
    except yaml.YAMLError:
        pass
    if last is None or last.start_mark.line == last.end_mark.line or last.end_mark.line != stopped.line:
        return None
    if _AFTER_QUOTE.match(lines_of(text)[last.end_mark.line][last.end_mark.column :]):
        return None  # closed properly; something else is wrong
    line = str(last.end_mark.line + 1)
    words = {
        "problem": f"the quotation mark that opens here is not closed; it runs on to line {line}",
        "problem_zh": f"这里开始的引号没有配对,一直连到第 {line} 行",
    }
    return Diagnostic("PE102", _place(name, last.start_mark), words)


def _full_width(text: str, name: str, problem: yaml.MarkedYAMLError) -> Diagnostic | None:
    """The full-width comma that was to separate two entries: the last one of the piece in which the parser stopped."""
    lines = lines_of(text)
    at = problem.problem_mark
    assert at is not None
    if at.line >= len(lines):
        return None
    line = lines[at.line]
    if not (problem.context or "").endswith(("flow mapping", "flow sequence")):
        if not _SEPARATOR.match(line, at.column):
            return None
        return Diagnostic("PE108", _place(name, at), {"key": line[at.column :].strip()})
    if _SEPARATOR.match(line, at.column):
        column = at.column
    else:
        piece = _PIECE.search(line[: at.column])
        commas = [found.start() for found in _SEPARATOR.finditer(line, piece.start() if piece else 0, at.column)]
        if not commas:
            return None
        column = commas[-1]
    begin = _PIECE.search(line[:column])
    piece_text = line[begin.start() if begin else column :]
    shown = re.split(r"[,}\]]", piece_text, maxsplit=1)[0].strip()
    return Diagnostic("PE108", Place(name, at.line + 1, column + 1), {"key": shown})


def _chinese(said: str) -> str:
    return next((zh for en, zh in _TEXTS if en in said), said)


def _inside(text: str, place: Place) -> Place:
    """The place, or the end of the text where the parser gave up behind it."""
    lines = lines_of(text)
    return place if place.line <= len(lines) else Place(place.file, len(lines), len(lines[-1]) + 1)


def _place(file: str, mark: Any) -> Place:
    return Place(file, mark.line + 1, mark.column + 1)
