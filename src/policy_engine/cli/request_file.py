"""A rulebook and a request file, as ``decide`` and ``explain`` need them; faults in either end the command."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import typer

from policy_engine.cli.exit import ExitCode
from policy_engine.cli.show import Screen, folder_source, text_source
from policy_engine.engine.book import Rulebook, load
from policy_engine.errors import Diagnostic, Place, RequestError, RulebookError
from policy_engine.nodes import read_bytes
from policy_engine.requests.reading import RequestFile

STDIN = "<stdin>"
# A decision refused after reading names no place in the file; this is the key it is about.
_KEYS = {
    "PE703": "topic",
    "PE715": "topic",
    "PE704": "jurisdiction",
    "PE710": "facts",
    "PE712": "given",
    "PE714": "given",
}


def load_or_exit(folder: Path, screen: Screen) -> Rulebook:
    """The rulebook; its faults are shown and end the command with exit code 3."""
    try:
        return load(folder)
    except RulebookError as problem:
        screen.diagnostics(problem.diagnostics, folder_source(folder))
        raise typer.Exit(ExitCode.INVALID_RULEBOOK) from None


def read_or_exit(file: str, screen: Screen) -> tuple[str, bytes]:
    """The text of a request and the name shown for it; a file that cannot be read ends the command (exit code 4)."""
    if file == "-":
        return STDIN, sys.stdin.buffer.read()
    try:
        return file, Path(file).read_bytes()
    except (OSError, ValueError) as problem:
        said = getattr(problem, "strerror", None) or str(problem)
        refuse([Diagnostic("PE117", Place(file), {"problem": said})], file, b"", screen)


def parse_or_exit(book: Rulebook, name: str, data: bytes, screen: Screen) -> RequestFile:
    """The request; its faults are shown and end the command (exit code 4)."""
    try:
        return book.read_text(data, name)
    except RequestError as problem:
        refuse(problem.diagnostics, name, data, screen)


def refuse(found: Iterable[Diagnostic], name: str, data: bytes, screen: Screen) -> NoReturn:
    """Shows what is wrong with a request and ends the command (exit code 4)."""
    placed = sorted((_placed(each, name, data) for each in found), key=Diagnostic.sort_key)
    screen.diagnostics(placed, text_source(name, data))
    raise typer.Exit(ExitCode.INVALID_REQUEST)


def _placed(diagnostic: Diagnostic, name: str, data: bytes) -> Diagnostic:
    """A diagnostic without a place in the file gets that of the key it is about."""
    if diagnostic.place.file == name:
        return diagnostic
    node = read_bytes(data, name, [])
    place = node.key_place(_KEYS.get(diagnostic.code, "")) if node is not None else Place(name)
    return replace(diagnostic, place=place)
