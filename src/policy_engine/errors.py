"""What can go wrong, and how it is said: a place, a code, what was expected, the near match, the remedy.

The tree, drawn once::

    PolicyError
    ├── RulebookError     the folder is no valid rulebook             exit code 3
    ├── RequestError      the request cannot be decided as it stands  exit code 4
    └── EngineError       a rule could not be evaluated; never an answer

Errors carry data; they are put into words late, by :mod:`policy_engine.codes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from policy_engine.codes import CODES, Lang, Level

_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # where a line ends, to YAML


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: file, line and column (both from 1, column in characters)."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


def lines_of(text: str) -> list[str]:
    """The lines of a text as YAML counts them, without their ends."""
    return _BREAK.split(text)


def place_after(before: str, name: str) -> Place:
    """The place behind what stands before it in a text."""
    lines = lines_of(before)
    return Place(name, len(lines), len(lines[-1]) + 1)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One fault or finding. ``words`` fill the blanks of the code's text; values are plain text."""

    code: str
    place: Place
    words: Mapping[str, str] = field(default_factory=dict)
    expected: str = ""
    near: str = ""

    def __post_init__(self) -> None:
        """Half a surrogate pair, which Python text may hold and no file or terminal takes, is shown as an escape."""
        shown = [encodable(text) for text in self.words.values()]
        if shown != list(self.words.values()):
            object.__setattr__(self, "words", dict(zip(self.words, shown, strict=True)))

    @property
    def level(self) -> Level:
        """How grave: ``error`` stops loading, ``finding`` is told by ``check``, ``note`` is for information."""
        return CODES[self.code].level

    def message(self, lang: Lang = "en") -> str:
        """What is wrong, in one sentence."""
        return CODES[self.code].say(lang, self.words)

    def remedy(self, lang: Lang = "en") -> str:
        """What to do about it."""
        return CODES[self.code].remedy(lang, self.words)

    def sort_key(self) -> tuple[str, int, int, str, str]:
        """Diagnostics are told in the order of their places."""
        return (self.place.file, self.place.line, self.place.column, self.code, self.message("en"))

    def line(self, lang: Lang = "en") -> str:
        """``file:line:col CODE message``."""
        return f"{self.place} {self.code} {self.message(lang)}"

    def hints(self, lang: Lang = "en") -> list[str]:
        """The lines below the message: expected, near match, remedy."""
        zh = lang == "zh"
        lines = []
        if self.expected:
            lines.append(("应为:" if zh else "expected: ") + self.expected)
        if self.near:
            lines.append(("是否想写:" if zh else "did you mean: ") + self.near)
        lines.append(("办法:" if zh else "remedy: ") + self.remedy(lang))
        return lines


class Stranger(str):
    """A word of a file in Chinese words that has no twin where it stands, with those that could stand there.

    ``twins`` gives the Chinese word of each English one, so that the word meant is found whichever of the two a reader
    of the file compares it with.
    """

    __slots__ = ("twins",)
    twins: Mapping[str, str]

    def __new__(cls, word: str, twins: Mapping[str, str]) -> Stranger:  # noqa: D102 - as the class says
        made = super().__new__(cls, word)
        made.twins = twins
        return made


def encodable(text: str) -> str:
    """Text in which half surrogate pairs stand as escapes."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "backslashreplace").decode("utf-8")
    return text


def near_match(wrong: str, known: Iterable[str]) -> str:
    """The known word nearest to a misspelt one, or nothing.

    Ratcliff-Obershelp similarity as in :mod:`difflib`, cut-off 0.6; 0.5 for Chinese words, of which one character in
    two may be wrong.
    """
    if isinstance(wrong, Stranger):
        spoken = {wrong.twins.get(word, word): word for word in known}
        nearest = get_close_matches(str(wrong), list(spoken), n=1, cutoff=0.5)
        return spoken[nearest[0]] if nearest else ""
    found = get_close_matches(wrong, list(known), n=1, cutoff=0.6)
    return found[0] if found else ""


class PolicyError(Exception):
    """The root of all errors this library raises on purpose."""


class DiagnosedError(PolicyError):
    """An error made of diagnostics, sorted by place."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(sorted(diagnostics, key=Diagnostic.sort_key))
        super().__init__("\n".join(self.lines()))

    def lines(self, lang: Lang = "en") -> list[str]:
        """Every diagnostic with its hints, as lines of text."""
        return [
            line
            for diagnostic in self.diagnostics
            for line in (diagnostic.line(lang), *("  " + hint for hint in diagnostic.hints(lang)))
        ]


class RulebookError(DiagnosedError):
    """The folder is no valid rulebook; every fault found is in ``diagnostics``."""


class RequestError(DiagnosedError):
    """The request cannot be decided as it stands; every fault found is in ``diagnostics``."""


class EngineError(PolicyError):
    """A rule could not be evaluated, or the engine contradicts itself. Never turned into an answer."""
