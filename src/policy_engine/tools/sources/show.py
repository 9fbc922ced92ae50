"""One clause: its text in the document beside the lines of YAML that encode it, our gist, and its figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policy_engine.citations import Label, LedgerEntry
from policy_engine.compiled.models import Models
from policy_engine.errors import Diagnostic, Place, lines_of, near_match
from policy_engine.tools.sources.changes import Found
from policy_engine.tools.sources.lint import Checked
from policy_engine.tools.sources.pages import Page, Statement, pages_of
from policy_engine.tools.sources.report import Report


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of a file, from a line on."""

    file: str
    line: int
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Shown:
    """A clause, or one rule of it. ``found`` is None where its document is not at hand."""

    entry: LedgerEntry
    title: Label
    gist: Label | None
    found: Found | None
    passages: tuple[Passage, ...]
    figures: tuple[Checked, ...]
    faults: tuple[Diagnostic, ...]


class UnknownNameError(Exception):
    """Neither a clause nor a rule or duty is called so; ``near`` is the name nearest to it, if one is near."""

    def __init__(self, name: str, near: str) -> None:
        super().__init__(name)
        self.name = name
        self.near = near


def clause_of(name: str, models: Models, root: Path) -> tuple[str, Statement | None]:
    """The clause that a name means: its own id, or that of a rule or duty (``instrument/rule``), which is given too.

    Raises:
        UnknownNameError: nothing is called so.
    """
    if name in models.ledger:
        return name, None
    statements = {each.id: each for page in pages_of(models, root) for each in page.statements()}
    if name in statements:
        return statements[name].clause, statements[name]
    raise UnknownNameError(name, near_match(name, [*statements, *models.ledger]))


def show(name: str, report: Report, models: Models, root: Path) -> Shown:
    """What is to be seen of a clause or rule.

    Raises:
        UnknownNameError: nothing is called so.
    """
    clause, only = clause_of(name, models, root)
    entry = models.ledger[clause]
    page = next((each for each in pages_of(models, root) if clause in each.section("clauses")), None)
    instrument = page.instrument if page is not None else None
    owners = {only.id} if only is not None else None
    return Shown(
        entry,
        instrument.title if instrument is not None else Label(entry.instrument),
        instrument.clauses[clause].label if instrument is not None and clause in instrument.clauses else None,
        next((each for each in report.clauses if each.entry.id == clause), None),
        tuple(_passages(page, clause, only, root)) if page is not None else (),
        tuple(
            each
            for each in report.figures
            if clause in each.figure.clauses and (owners is None or each.figure.owner in owners)
        ),
        tuple(each for each in report.faults if each.words.get("document") == entry.document),
    )


def _passages(page: Page, clause: str, only: Statement | None, root: Path) -> Iterator[Passage]:
    place = only.place if only is not None else page.instrument.clauses[clause].place
    yield _block(lines_of((root / place.file).read_bytes().decode("utf-8-sig")), place)


def _block(lines: Sequence[str], place: Place) -> Passage:
    """A key and everything indented below it, trailing blank lines and comments left out."""
    file, start, indent = place.file, place.line - 1, place.column - 1
    if lines[start][:indent].strip():
        return Passage(file, place.line, (lines[start].strip(),))  # a row of a table, or an entry within braces
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > indent):
        end += 1
    found = list(lines[start:end])
    while found and (not found[-1].strip() or found[-1].lstrip().startswith("#")):
        found.pop()
    return Passage(file, place.line, tuple(line[indent:] for line in found))
