"""Showing diagnostics: place, code and message, the source line with a caret, then expected, near match and remedy.

JSON goes to standard output, text about the work to standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.text import Text

from policy_engine.cli.options import Format
from policy_engine.codes import Lang
from policy_engine.errors import Diagnostic, Place, lines_of

T = TypeVar("T")
Source: TypeAlias = Callable[[str], Sequence[str] | None]

EXCERPT_WIDTH = 100
_STYLES = {"error": "bold red", "finding": "bold yellow", "note": "bold blue"}


def folder_source(folder: Path) -> Source:
    """The lines of the files of a folder, by the names that places give them."""
    lines: dict[str, Sequence[str] | None] = {}

    def source(name: str) -> Sequence[str] | None:
        if name not in lines:
            try:
                text = (folder / name).read_bytes().decode("utf-8-sig", "replace")
                lines[name] = lines_of(text)
            except OSError:
                lines[name] = None
        return lines[name]

    return source


def text_source(name: str, data: bytes) -> Source:
    """The lines of one text."""
    lines = lines_of(data.decode("utf-8-sig", "replace"))
    return lambda wanted: lines if wanted == name else None


def printable(text: str) -> str:
    """Text without control characters, which could make a terminal show something else."""
    return "".join(char if char.isprintable() or char == "\n" else "\ufffd" for char in text)


def excerpt(lines: Sequence[str] | None, place: Place) -> list[str]:
    """The source line and a caret under its column; full-width characters count two cells, long lines are cut."""
    if lines is None or not 1 <= place.line <= len(lines):
        return []
    line = printable(lines[place.line - 1])
    at = min(max(place.column - 1, 0), len(line))
    start = max(0, at - EXCERPT_WIDTH // 2) if cell_len(line) > EXCERPT_WIDTH else 0
    before = ("…" if start else "") + line[start:at]
    rest = line[at:]
    while cell_len(before) + cell_len(rest) > EXCERPT_WIDTH and rest:
        rest = rest[: max(0, len(rest) - 1 - (cell_len(before) + cell_len(rest) - EXCERPT_WIDTH) // 2)]
    cut = "…" if len(rest) < len(line) - at else ""
    margin = str(place.line)
    return [f"{margin} | {before}{rest}{cut}", f"{' ' * len(margin)} | {' ' * cell_len(before)}^"]


def as_data(diagnostic: Diagnostic, lang: Lang) -> dict[str, Any]:
    """A diagnostic as JSON takes it."""
    return {
        "code": diagnostic.code,
        "level": diagnostic.level,
        "file": diagnostic.place.file,
        "line": diagnostic.place.line,
        "column": diagnostic.place.column,
        "message": diagnostic.message(lang),
        "expected": diagnostic.expected,
        "near": diagnostic.near,
        "remedy": diagnostic.remedy(lang),
    }


class Screen:
    """Where a command shows what it has to say, in one language and one format."""

    def __init__(self, lang: Lang, form: Format) -> None:
        self.lang = lang
        self.form = form
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None:  # Chinese must come out whatever the locale says
                reconfigure(encoding="utf-8", errors="backslashreplace")
        self._console = Console(file=sys.stderr, soft_wrap=True, highlight=False, markup=False, emoji=False)

    def pick(self, zh: str, en: str) -> str:
        """One of two wordings."""
        return zh if self.lang == "zh" else en

    def diagnostics(self, found: Iterable[Diagnostic], source: Source) -> None:
        """All diagnostics: as a JSON list, or each with its excerpt and hints."""
        if self.form is Format.JSON:
            self.json([as_data(each, self.lang) for each in found])
            return
        for each in found:
            self._console.print(self._text(each, source))

    def _text(self, diagnostic: Diagnostic, source: Source) -> Text:
        text = Text()
        text.append(printable(str(diagnostic.place)), "bold")
        text.append(" ")
        text.append(diagnostic.code, _STYLES[diagnostic.level])
        text.append(" " + printable(diagnostic.message(self.lang)).replace("\n", " ") + "\n")
        for line in excerpt(source(diagnostic.place.file), diagnostic.place):
            text.append(f"  {line}\n", "dim")
        for hint in diagnostic.hints(self.lang):
            text.append("  " + printable(hint).replace("\n", " ") + "\n")
        return text

    def say(self, zh: str, en: str) -> None:
        """A line about the work, on standard error."""
        self._console.print(Text(self.pick(zh, en)))

    def working(self, zh: str, en: str) -> Any:
        """A sign of life while something takes its time; shown only on a terminal."""
        return self._console.status(self.pick(zh, en))

    def each(self, items: Sequence[T], zh: str, en: str) -> Iterator[T]:
        """Goes through things one by one with a bar of how far it is; the bar is shown only on a terminal."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._console, transient=True, disable=not self._console.is_terminal) as bar:
            yield from bar.track(items, description=self.pick(zh, en))

    def answer(self, text: str) -> None:
        """The answer itself, on standard output."""
        sys.stdout.write(printable(text) if text.endswith("\n") else printable(text) + "\n")

    def json(self, data: Any) -> None:
        """JSON on standard output."""
        sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
