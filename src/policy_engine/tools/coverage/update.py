"""Rewrites the ledger's fates from the instruments, and nothing else: comments, order and lines stay as they are.

A file is changed in place in its text, checked by reading it back, and put where the old one was in one step.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from policy_engine.citations import LedgerEntry
from policy_engine.compiled.models import Models
from policy_engine.errors import Diagnostic, Place
from policy_engine.loading.fates import mirrored
from policy_engine.loading.ledger import read_ledger
from policy_engine.loading.parts import LEDGER
from policy_engine.loading.twins.small import turned_small
from policy_engine.nodes import read_bytes
from policy_engine.rules import Clause
from policy_engine.words import KEYS, VALUES

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEYS = KEYS["ledger entry"]
_BOM = "\ufeff"

Edit: TypeAlias = tuple[int, int, str]
"""From a character of the text to another, what stands there instead."""


@dataclass(frozen=True, slots=True)
class Said:
    """What the ledger says of a clause's fate."""

    fates: tuple[str, ...]
    of: str = ""
    owner: str = ""

    def text(self) -> str:
        """One line: ``rule, not_decidable (owner: mayor)``."""
        more = ", ".join(f"{key}: {value}" for key, value in (("of", self.of), ("owner", self.owner)) if value)
        return (", ".join(self.fates) or "-") + (f" ({more})" if more else "")

    def data(self) -> dict[str, Any]:
        """As plain data."""
        return {"fates": list(self.fates), "of": self.of, "owner": self.owner}


@dataclass(frozen=True, slots=True)
class Change:
    """One line of the ledger, before and after."""

    clause: str
    place: Place
    before: Said
    after: Said

    def line(self) -> str:
        """``ledger.yaml:7 a-01: planned -> rule``."""
        return f"{self.place.file}:{self.place.line} {self.clause}: {self.before.text()} -> {self.after.text()}"

    def data(self) -> dict[str, Any]:
        """As plain data."""
        where = {"clause": self.clause, "file": self.place.file, "line": self.place.line}
        return {**where, "before": self.before.data(), "after": self.after.data()}


@dataclass(frozen=True, slots=True)
class Update:
    """What was changed, and why a file could not be (which was then left as it was)."""

    changes: tuple[Change, ...]
    diagnostics: tuple[Diagnostic, ...]


def update(folder: Path | str, models: Models) -> Update:
    """Writes the fates computed from the instruments into the ledger's files.

    Args:
        folder: the rulebook.
        models: what was loaded from it; may contradict the ledger, which is what is mended.
    """
    files: dict[str, list[Change]] = {}
    for change in sorted(changes(models), key=lambda change: change.place):
        files.setdefault(change.place.file, []).append(change)
    done: list[Change] = []
    faults: list[Diagnostic] = []
    for name, wanted in sorted(files.items()):
        path = Path(folder) / name
        try:
            text = path.read_bytes().decode("utf-8")
            new = rewritten(text, wanted)
            fault = _misread(text, new, name, wanted)
            if fault is None:
                _replace(path.resolve(), new.encode("utf-8"))
                done.extend(wanted)
            else:
                faults.append(fault)
        except OSError as problem:
            words = {"file": name, "problem": problem.strerror or str(problem)}
            faults.append(Diagnostic("PE904", Place(name), {**words, "problem_zh": words["problem"]}))
    return Update(tuple(done), tuple(faults))


def changes(models: Models) -> Iterator[Change]:
    """The entries whose instrument says something else."""
    for instrument in models.instruments.values():
        for name, clause in instrument.clauses.items():
            entry = models.ledger.get(name)
            if entry is None or entry.instrument != instrument.id or not clause.fates:
                continue
            before, after = Said(entry.fates, entry.of, entry.owner), _wanted(entry, clause)
            if before != after:
                yield Change(name, entry.place, before, after)


def _wanted(entry: LedgerEntry, clause: Clause) -> Said:
    fates = entry.fates if set(entry.fates) == set(clause.fates) else clause.fates
    return Said(fates, **mirrored(clause))


# --- the text ---------------------------------------------------------------------------------------------------------


def rewritten(text: str, wanted: Iterable[Change]) -> str:
    """The text of a ledger file with the changes made."""
    body = text.removeprefix(_BOM)
    changed = {change.clause: change.after for change in wanted}
    root: Any = yaml.compose(body, Loader=_LOADER)
    edits: list[Edit] = []
    for key, entry in root.value:
        if key.value in changed:
            edits.extend(_edits(body, entry, changed[key.value]))
    for start, end, new in sorted(edits, reverse=True):
        body = body[:start] + new + body[end:]
    return (_BOM if text.startswith(_BOM) else "") + body


def _edits(text: str, entry: Any, said: Said) -> Iterator[Edit]:
    """The edits of one entry, in the words that it is written in; in braces or in a block."""
    names = [key.value for key, _ in entry.value]
    chinese = _KEYS["fates"] in names
    twin: Mapping[str, str] = VALUES["fate"] if chinese else {}
    fates = "[" + ", ".join(twin.get(fate, fate) for fate in said.fates) + "]"
    wanted = {"fates": fates, "of": _scalar(said.of), "owner": _scalar(said.owner)}
    at = {key: next((n for n, name in enumerate(names) if name in (key, _KEYS[key])), None) for key in wanted}
    gone = {number for key, number in at.items() if number is not None and not wanted[key]}
    for key, value in wanted.items():
        number = at[key]
        if number is None:
            if value:
                yield _further(text, entry, gone, f"{_KEYS[key] if chinese else key}: {value}")
        elif number in gone:
            yield _without(text, entry, number, gone)
        elif key != "fates" or not _says(entry.value[number][1], said.fates):
            node = entry.value[number][1]
            yield node.start_mark.index, _end(node), value


def _further(text: str, entry: Any, gone: Collection[int], pair: str) -> Edit:
    """A further key and value, behind the last that stays; in a block on a line of its own."""
    key, value = next(pair for number, pair in reversed([*enumerate(entry.value)]) if number not in gone)
    end = _end(value)
    if entry.flow_style:
        return end, end, f", {pair}"
    end = _line_end(text, end)
    return end, end, ("\r\n" if "\r\n" in text else "\n") + " " * int(key.start_mark.column) + pair


def _without(text: str, entry: Any, number: int, gone: Collection[int]) -> Edit:
    """A key and value less: with a comma in braces, with its line in a block."""
    key, value = entry.value[number]
    if not entry.flow_style:
        start = text.rfind("\n", 0, key.start_mark.index) + 1
        end = _line_end(text, _end(value))
        return start, min(end + (2 if text.startswith("\r\n", end) else 1), len(text)), ""
    if all(each in gone for each in range(number)):
        return key.start_mark.index, entry.value[number + 1][0].start_mark.index, ""
    return _end(entry.value[number - 1][1]), _end(value), ""


def _line_end(text: str, at: int) -> int:
    return next((n for n in range(at, len(text)) if text[n] in "\r\n"), len(text))


def _says(node: Any, fates: Sequence[str]) -> bool:
    """Whether fates stand there already, in either wording."""
    items = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return [each.value for each in items] in ([*fates], [VALUES["fate"][fate] for fate in fates])


def _end(node: Any) -> int:
    """Where a value ends; a block ends with its last part, not where the next begins."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def _scalar(word: str) -> str:
    return (
        yaml.safe_dump([word], allow_unicode=True, default_flow_style=True, width=10**9).strip()[1:-1] if word else ""
    )


def _misread(old: str, new: str, name: str, wanted: Sequence[Change]) -> Diagnostic | None:
    """Why the new text is not to be kept: it must read as the old one does, but for what was to be changed."""
    before, after = _read(old, name), _read(new, name)
    for change in wanted:
        before[change.clause] = change.after
    if before == after:
        return None
    wrong = next(clause for clause in before if before[clause] != after.get(clause))
    place = next((each.place for each in wanted if each.clause == wrong), wanted[0].place)
    words = {
        "file": name,
        "problem_zh": f"{wrong} 与别的条款合写",
        "problem": f"{wrong} is written together with others",
    }
    return Diagnostic("PE904", place, words)


def _read(text: str, name: str) -> dict[str, Said]:
    faults: list[Diagnostic] = []
    node = read_bytes(text.encode("utf-8"), name, faults)
    if node is None:
        return {}
    found = read_ledger(turned_small(node, LEDGER, "en", faults), faults)
    return {clause: Said(entry.fates, entry.of, entry.owner) for clause, entry in found.items()}


def _replace(path: Path, data: bytes) -> None:
    """Puts a file's new content in its place in one step: whoever reads sees the old or the new, never a part."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, name)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
