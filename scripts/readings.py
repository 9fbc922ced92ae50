"""Writes the lines *Rules* of ``docs/readings.md``: under each point the rules, duties and terms that lean on it.

Usage: python scripts/readings.py
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.loading.folder import compile_folder

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "readings.md"
_POINT = re.compile(r"^### (\d+)\. ")


def carriers(book: CompiledRulebook) -> dict[int, list[str]]:
    """By number of a reading the rules and terms that carry it, as ``instrument/rule`` and ``instrument/term``."""
    found: dict[int, set[str]] = {}
    for name, number in _numbers(book):
        found.setdefault(number, set()).add(name)
    return {number: sorted(names) for number, names in found.items()}


def _numbers(book: CompiledRulebook) -> Iterator[tuple[str, int]]:
    for instrument in book.models.instruments.values():
        for rule in instrument.rules:
            for reading in (*rule.readings, *(each for wording in rule.wordings for each in wording.readings)):
                yield rule.id, reading.number
        for history in instrument.histories:
            yield from ((history.id, reading.number) for reading in history.readings)
        for term in instrument.terms.values():
            for reading in term.readings:
                yield f"{instrument.id}/{term.name}", reading.number


def with_rules(text: str, by_number: dict[int, list[str]]) -> str:
    """The page with its lines *Rules* as they ought to be."""
    lines: list[str] = []
    number = 0
    for line in text.splitlines():
        found = _POINT.match(line)
        number = int(found.group(1)) if found else number
        if line.startswith("Rules: "):
            lines.append("Rules: " + (", ".join(f"`{name}`" for name in by_number.get(number, [])) or "-"))
        else:
            lines.append(line)
    return "\n".join(lines) + "\n"


def main() -> None:
    """Writes the page."""
    book = compile_folder(ROOT / "rulebook", prove=False)
    TARGET.write_text(with_rules(TARGET.read_text("utf-8"), carriers(book)), "utf-8")


if __name__ == "__main__":
    main()
