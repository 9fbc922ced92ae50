"""``--write-spans``: the spans of clauses that only moved, entered in the ledger file where each stands."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from policy_engine.tools.sources.changes import Found

_SPAN = re.compile(r"((?:span|起止): *)\[ *(\d+) *, *(\d+) *\]")


def write_spans(root: Path, clauses: Iterable[Found]) -> list[str]:
    """Writes the new span of every clause that moved; nothing else of the files is touched.

    Returns:
        The clauses whose span was written, by id. An entry that has no span written as ``[start, end]`` is left alone.
    """
    moved: dict[str, list[Found]] = {}
    for each in clauses:
        if each.fate == "moved" and each.span is not None:
            moved.setdefault(each.entry.place.file, []).append(each)
    written: list[str] = []
    for file, found in moved.items():
        path = root / file
        text = path.read_bytes().decode("utf-8")
        lines = text.splitlines(keepends=True)
        for each in found:
            if _enter(lines, each):
                written.append(each.entry.id)
        path.write_bytes("".join(lines).encode("utf-8"))
    return sorted(written)


def _enter(lines: list[str], found: Found) -> bool:
    """Replaces the span in the lines of one entry: from its key to the next key that stands no deeper."""
    place, old, new = found.entry.place, found.entry.span, found.span
    for number in range(place.line - 1, len(lines)):
        line = lines[number]
        indent = len(line) - len(line.lstrip())
        if number >= place.line and line.strip() and indent < place.column:
            return False
        match = _SPAN.search(line)
        if match is not None and old is not None and new is not None:
            if (int(match.group(2)), int(match.group(3))) != old:
                return False
            lines[number] = line[: match.start()] + f"{match.group(1)}[{new[0]}, {new[1]}]" + line[match.end() :]
            return True
    return False
