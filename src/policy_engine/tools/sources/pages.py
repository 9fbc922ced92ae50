"""The instrument files of a rulebook as nodes with their places: clauses, and the rules and duties under each.

Models keep what a rule means and no longer where each number of it stands; this tool needs both, so it reads the files
once more. The rulebook has been loaded by then, so faults of the files are not told again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from policy_engine.compiled.models import Models
from policy_engine.errors import Diagnostic, Place
from policy_engine.loading.tables import rules_written
from policy_engine.loading.twins import Twins
from policy_engine.nodes import Node, read_file
from policy_engine.rules import Instrument

Kind: TypeAlias = Literal["rule", "duty", "history"]
_STATED: Mapping[str, Kind] = {"rules": "rule", "duties": "duty", "history": "history"}


@dataclass(frozen=True, slots=True)
class Statement:
    """A rule, duty or history rule as its file states it; ``place`` is that of its name (in a table: of its cell)."""

    id: str
    kind: Kind
    clause: str
    node: Node
    place: Place


@dataclass(frozen=True)
class Page:
    """One instrument file in English words, whichever it is written in."""

    instrument: Instrument
    node: Node

    def section(self, name: str) -> Mapping[str, Node]:
        """The entries of ``terms``, ``parameters`` or ``clauses``."""
        return entries(entries(self.node).get(name))

    def statements(self) -> Iterator[Statement]:
        """Every rule and duty, clause by clause; each row of a table is a rule of its own."""
        faults: list[Diagnostic] = []
        for clause, node in self.section("clauses").items():
            for key, kind in _STATED.items():
                section = entries(node).get(key)
                for written, whole in entries(section).items():
                    assert section is not None
                    for name, each, place in rules_written(written, whole, section.key_place(written), faults):
                        yield Statement(f"{self.instrument.id}/{name}", kind, clause, each, place)

    def defining(self, term: str) -> tuple[str, ...]:
        """The clauses that define a term: those it cites, else those that say so under ``defines``."""
        cited = self.instrument.terms[term].cite
        if cited:
            return cited
        clauses = self.section("clauses").items()
        return tuple(clause for clause, node in clauses if term in texts(entries(node).get("defines")))


def pages_of(models: Models, root: Path) -> list[Page]:
    """The files of all instruments of a rulebook that was loaded from ``root``."""
    twins = Twins(models.vocabulary, models.topics, models.instruments)
    faults: list[Diagnostic] = []
    found: list[Page] = []
    for instrument in models.instruments.values():
        written = [read_file(root / each, each, faults) for each in (instrument.file, *instrument.further)]
        if None not in written:
            found.append(Page(instrument, twins.whole([each for each in written if each is not None], faults)))
    return found


def entries(node: Node | None) -> Mapping[str, Node]:
    """The entries of a mapping; none where there is none."""
    return node.value if node is not None and isinstance(node.value, dict) else {}


def items(node: Node | None) -> list[Node]:
    """The items of a list, or what stands in place of one."""
    if node is None:
        return []
    return node.value if isinstance(node.value, list) else [node]


def texts(node: Node | None) -> list[str]:
    """The texts of a list, or the one that stands in place of one."""
    return [each.value for each in items(node) if isinstance(each.value, str)]


def readings_of(node: Node | None) -> list[str]:
    """The Chinese lines of the readings that stand on a rule, duty, wording or term, its wordings left aside."""
    found = [entries(each).get("zh") for each in items(entries(node).get("reading"))]
    return [each.value for each in found if each is not None and isinstance(each.value, str)]


def all_readings_of(node: Node) -> list[str]:
    """The same with those of its wordings."""
    return [*readings_of(node), *(line for each in items(entries(node).get("wordings")) for line in readings_of(each))]
