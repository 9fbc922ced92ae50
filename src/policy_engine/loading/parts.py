"""The small files of a rulebook, and the parts of those that may be split: the vocabulary and the ledger.

Beside ``vocabulary.yaml`` may stand ``vocabulary/*.yaml`` with the same sections; the ledger may be ``ledger.yaml``,
``ledger/*.yaml`` or both. Parts are joined in the order of their names, the file without folder first; every entry
keeps its own place, and one that stands twice is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from policy_engine.errors import Diagnostic, Place
from policy_engine.loading.form import wrong_kind
from policy_engine.nodes import Node

VOCABULARY, LEDGER = "vocabulary.yaml", "ledger.yaml"
SMALL_FILES = (VOCABULARY, "jurisdictions.yaml", "sources.yaml", LEDGER)
CASES = ".cases.yaml"
_SPLIT = (VOCABULARY, LEDGER)
# How many levels of keys are joined before a key that stands twice is one too many.
_LEVELS: Mapping[str, int] = {VOCABULARY: 1, LEDGER: 0}
_DEEPER = ("lists",)  # a list of the vocabulary may have values in several files
_WHAT: Mapping[str, tuple[str, str]] = {VOCABULARY: ("词", "word"), LEDGER: ("条款", "clause")}


def small_file_of(path: str) -> str:
    """The small file that a path within the rulebook is or is a part of; nothing for instruments and cases."""
    if path in SMALL_FILES:
        return path
    folder, inside, _ = path.partition("/")
    name = f"{folder}.yaml"
    return name if inside and name in _SPLIT else ""


def is_instrument(path: str) -> bool:
    """Whether a YAML file of the rulebook is an instrument's."""
    return not small_file_of(path) and not path.endswith(CASES)


def parts_of(name: str, files: Iterable[str]) -> list[str]:
    """The files that make up a small file, in the order in which they are joined."""
    return sorted((path for path in files if small_file_of(path) == name), key=lambda path: (path != name, path))


def missing(files: Sequence[str]) -> list[str]:
    """The small files that a folder lacks."""
    return [name for name in SMALL_FILES if not (parts_of(name, files) if name == LEDGER else name in files)]


class Joined(Node):
    """A mapping whose entries stand in several files; each key's place is in its own."""

    __slots__ = ("homes",)

    def __init__(self, first: Node, entries: dict[str, Node], homes: Mapping[str, Node]) -> None:
        super().__init__(first.file, first._mark, entries, None)
        self.homes = homes

    def key_place(self, key: str) -> Place:
        """Where a key stands, in whichever file it does."""
        home = self.homes.get(key)
        return home.key_place(key) if home is not None else self.place


def joined(name: str, parts: Sequence[Node], faults: list[Diagnostic]) -> Node:
    """One mapping made of the parts of a small file; the only part is left as it is."""
    if len(parts) == 1:
        return parts[0]
    return join_mappings(_WHAT[name], name.removesuffix(".yaml"), parts, _LEVELS[name], faults)


def join_mappings(
    what: tuple[str, str], where: str, parts: Sequence[Node], levels: int, faults: list[Diagnostic]
) -> Node:
    """Mappings of several files in one; ``levels`` of keys are joined before one that stands twice is refused.

    ``what`` an entry is called in Chinese and English.
    """
    found: dict[str, list[tuple[Node, Node]]] = {}
    for part in parts:
        if not isinstance(part.value, dict):
            wrong_kind(part, where, "mapping", faults)
            continue
        for key, value in part.value.items():
            found.setdefault(key, []).append((part, value))
    entries: dict[str, Node] = {}
    for key, standing in found.items():
        (home, value), *others = standing
        entries[key] = value
        if others and levels:
            values = [each for _, each in standing]
            entries[key] = join_mappings(what, f"{where}.{key}", values, levels - 1 + (key in _DEEPER), faults)
            continue
        for other, _ in others:
            words = {"what": what[0], "what_en": what[1], "id": key, "other": str(home.key_place(key))}
            faults.append(Diagnostic("PE512", other.key_place(key), words))
    return Joined(parts[0], entries, {key: standing[0][0] for key, standing in found.items()})
