"""Events as an attendance machine writes them: CSV, a line an event, headings and words in Chinese or English.

Columns: ``person``, ``date``, ``event`` and any fact of events (``docs/histories.md``). An empty cell is a fact that is
not known; 是 and 否, yes and no, true and false are the truth values.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from policy_engine.errors import Diagnostic, Place, RequestError, near_match
from policy_engine.happenings import FUNDS
from policy_engine.requests.attendance import EVENTS, FIELDS, MAX_EVENTS
from policy_engine.requests.texts import Path
from policy_engine.vocabulary import Vocabulary
from policy_engine.words import short

_TRUTH = {"是": True, "true": True, "yes": True, "1": True, "否": False, "false": False, "no": False, "0": False}
_HEADS = {"人员": "person", "姓名": "person", "日期": "date", "事件": "event"}
MAX_ROWS = 1_000_000


@dataclass
class Sheet:
    """The events of one person, and where each of them stands."""

    person: str
    events: list[dict[str, Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    columns: Mapping[str, int] = field(default_factory=dict)
    name: str = ""

    def locate(self, path: Path) -> Place:
        """The line of an event and the number of the column; the first line for all else."""
        if len(path) > 1 and path[0] == "events" and isinstance(path[1], int) and path[1] < len(self.lines):
            column = self.columns.get(str(path[2]), 1) if len(path) > 2 else 1
            return Place(self.name, self.lines[path[1]], column)
        return Place(self.name, 1, 1)


def read_sheet(data: bytes, name: str, vocabulary: Vocabulary) -> list[Sheet]:
    """The events of each person, in the order in which they first appear.

    Raises:
        RequestError: every fault of the headings, and text that is no UTF-8; faults of events are told when a history
            is read from them.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RequestError([Diagnostic("PE101", Place(name))]) from None
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        head = next(rows, [])
        columns = _columns(head, name)
        return _sheets(rows, columns, name, vocabulary)
    except csv.Error as problem:
        raise RequestError([Diagnostic("PE767", Place(name, rows.line_num, 1), {"problem": str(problem)})]) from None


def _columns(head: list[str], name: str) -> list[str]:
    """The English names of the columns."""
    known = {**{short(mark.zh): key for key, mark in FIELDS.items()}, **_HEADS}
    words = ["person", "date", "event", *FIELDS]
    faults = []
    found = []
    for at, cell in enumerate(head, 1):
        word = cell.strip()
        column = known.get(word, word)
        if column not in words:
            near = near_match(word, [*words, *known])
            faults.append(Diagnostic("PE702", Place(name, 1, at), {"key": word}, ", ".join(words), near))
        elif column in found:
            faults.append(Diagnostic("PE105", Place(name, 1, at), {"key": word, "line": "1"}))
        found.append(column)
    for needed in ("person", "date", "event"):
        if needed not in found:
            faults.append(Diagnostic("PE716", Place(name, 1, 1), {"field": name, "key": needed}))
    if faults:
        raise RequestError(faults)
    return found


def _sheets(rows: Any, columns: list[str], name: str, vocabulary: Vocabulary) -> list[Sheet]:
    words = _words(vocabulary)
    places = {column: at for at, column in enumerate(columns, 1)}
    found: dict[str, Sheet] = {}
    faults: list[Diagnostic] = []
    for number, row in enumerate(rows):
        line = rows.line_num
        if not any(cell.strip() for cell in row):
            continue
        if number >= MAX_ROWS:
            words_of = {"number": str(number + 1), "limit": str(MAX_ROWS)}
            raise RequestError([Diagnostic("PE763", Place(name, line, 1), words_of)])
        if len(row) > len(columns):
            many = {"cells": str(len(row)), "heads": str(len(columns))}
            faults.append(Diagnostic("PE766", Place(name, line, len(columns) + 1), many))
            continue
        stated = ((column, cell.strip()) for column, cell in zip(columns, row, strict=False))
        event = {column: _cell(column, cell, words) for column, cell in stated if cell}
        person = str(event.pop("person", ""))
        if not person:
            faults.append(Diagnostic("PE716", Place(name, line, 1), {"field": f"{name}:{line}", "key": "person"}))
            continue
        sheet = found.setdefault(person, Sheet(person, columns=places, name=name))
        sheet.events.append(event)
        sheet.lines.append(line)
        if len(sheet.events) == MAX_EVENTS + 1:
            words_of = {"number": str(len(sheet.events)), "limit": str(MAX_EVENTS)}
            faults.append(Diagnostic("PE763", Place(name, line, 1), words_of))
    if faults:
        raise RequestError(faults)
    return list(found.values())


def _words(vocabulary: Vocabulary) -> dict[str, dict[str, str]]:
    """By column the English word of each Chinese one."""
    found = {"event": {each.zh: name for name, each in EVENTS.items()}}
    for column, mark in FIELDS.items():
        if mark.kind == "word":
            found[column] = {short(zh): name for name, (zh, _) in mark.values.items()}
    found["fund"] = {chinese: name for name, chinese in vocabulary.chinese(f"lists.{FUNDS}").items()}
    return found


def _cell(column: str, cell: str, words: dict[str, dict[str, str]]) -> Any:
    mark = FIELDS.get(column)
    if mark is not None and mark.kind == "flag":
        return _TRUTH.get(cell.lower(), cell)
    return words.get(column, {}).get(cell, cell)
