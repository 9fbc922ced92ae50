"""A rulebook folder in, a compiled rulebook out, or every fault of the folder at once."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from policy_engine.compiled.models import Models
from policy_engine.compiled.rulebook import CompiledRulebook, compile_rulebook
from policy_engine.errors import Diagnostic, Place, RulebookError, near_match
from policy_engine.loading.continued import continued_in, continues
from policy_engine.loading.instruments import Shelf, read_instrument
from policy_engine.loading.ledger import NO_CLAUSE_NEEDED, NO_FILE_NEEDED, read_ledger
from policy_engine.loading.parts import CASES, SMALL_FILES, is_instrument, joined, missing, parts_of
from policy_engine.loading.small_files import read_jurisdictions, read_sources, read_vocabulary
from policy_engine.loading.twins import Twins
from policy_engine.loading.twins.small import turned_small
from policy_engine.nodes import Node, from_plain, read_file
from policy_engine.requests import STANDARD, Request
from policy_engine.rules import Instrument, Jurisdiction

__all__ = ["CASES", "SMALL_FILES", "compile_folder", "try_folder"]


def compile_folder(
    folder: Path | str, models: Iterable[type[Request]] = STANDARD, *, strict: bool = True, prove: bool = True
) -> CompiledRulebook:
    """Loads a rulebook folder.

    Args:
        folder: the folder with ``vocabulary.yaml`` and its companions.
        models: the request models, one a topic.
        strict: whether a possible conflict refuses the whole rulebook; otherwise only its topic is set aside.
        prove: whether conflicts are proved possible or impossible at all (for analyses that look for them later).

    Raises:
        RulebookError: every fault found, sorted by place.
    """
    book, faults = try_folder(folder, models, prove=prove)
    books = [each for each in (book, book.shadow if book is not None else None) if each is not None]
    aside = {id(fault) for each in books for found in each.set_aside.values() for fault in found}
    errors = [fault for fault in faults if fault.level == "error" and (strict or id(fault) not in aside)]
    if errors or book is None:
        raise RulebookError(errors)
    return book


def try_folder(
    folder: Path | str, models: Iterable[type[Request]] = STANDARD, *, prove: bool = True
) -> tuple[CompiledRulebook | None, list[Diagnostic]]:
    """The rulebook as far as it could be made, and all faults and notes, sorted by place."""
    root = Path(folder)
    faults: list[Diagnostic] = []
    book: CompiledRulebook | None = None
    with _collector_at_rest():
        files = _files(root, faults)
        if files is not None:
            found, twins = _read(root, files, {model.topic.id: model for model in models}, faults)
            book = compile_rulebook(found, faults, prove)
            faults = twins.told(faults)
    return book, _told_once(faults)


def _told_once(faults: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sorted by place; a fault of a parameter is told at its first use only."""
    unique = {fault.sort_key(): fault for fault in faults}
    told: set[tuple[str, str, str]] = set()
    found: list[Diagnostic] = []
    for key in sorted(unique):
        fault = unique[key]
        once = (fault.code, fault.place.file, fault.message())
        if fault.code == "PE404" or "parameter" in fault.words:
            if once in told:
                continue
            told.add(once)
        found.append(fault)
    return found


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Loading makes many objects and no garbage; the collector would only walk them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _files(root: Path, faults: list[Diagnostic]) -> list[str] | None:
    """The YAML files of the folder, as paths within it, or None where it is no rulebook."""
    name = root.name or str(root)
    if not root.is_dir():
        faults.append(Diagnostic("PE901", Place(name)))
        return None
    found = sorted(
        (Path(where) / file).relative_to(root).as_posix()
        for where, _, files in os.walk(root)
        for file in files
        if file.endswith((".yaml", ".yml"))
    )
    if not any(root.iterdir()):
        faults.append(Diagnostic("PE902", Place(name)))
        return None
    wanted = missing(found)
    if wanted:
        yml = [each for each in found if each.endswith(".yml")]
        near = near_match(wanted[0], yml) if yml else ""
        faults.append(Diagnostic("PE903", Place(name), {"missing": ", ".join(wanted)}, near=near))
        return None
    return found


def _read(
    root: Path, files: list[str], topics: dict[str, type[Request]], faults: list[Diagnostic]
) -> tuple[Models, Twins]:
    small, unusable, unreadable = _small_files(root, files, faults)
    found: list[Diagnostic] = []
    vocabulary = read_vocabulary(small["vocabulary.yaml"], found)
    documents = read_sources(small["sources.yaml"], found)
    ledger = read_ledger(small["ledger.yaml"], found, documents, vocabulary.actors)
    jurisdictions = read_jurisdictions(small["jurisdictions.yaml"], found)
    twins = Twins(vocabulary, topics)
    nodes: dict[str, Node] = {}
    unread: set[str] = set()
    further: dict[str, tuple[str, ...]] = {}
    for file in files:
        if is_instrument(file) and not continues(file, files):
            further[file] = continued_in(file, files)
            written = [read_file(root / each, each, faults) for each in (file, *further[file])]
            if None in written:
                unread.add(_stem(file))
            else:
                nodes[file] = twins.whole([each for each in written if each is not None], faults)
    names = frozenset({*map(_name, nodes.values()), *unread})
    shelf = Shelf(vocabulary, documents, ledger, topics, names)
    instruments: dict[str, Instrument] = {}
    for file, node in nodes.items():
        instrument = read_instrument(node, file, shelf, found, further[file])
        if instrument is None:
            unread.update((_stem(file), _name(node)))
            continue
        if instrument.id in instruments:
            other = instruments[instrument.id].file
            words = {"what": "规章", "what_en": "instrument", "id": instrument.id, "other": other}
            found.append(Diagnostic("PE512", node.key_place("instrument"), words))
        instruments[instrument.id] = instrument
    _cross_check(instruments, jurisdictions, small["jurisdictions.yaml"], shelf, unread, found)

    excused = {code for file in unusable for code in _LEANING_ON[file]}
    faults.extend(each for each in found if each.code not in excused and each.place.file not in unreadable)
    if "vocabulary.yaml" in unusable:  # the values of open lists would all look unknown
        topics = {name: model for name, model in topics.items() if not model.layout.open_lists}
    return Models(vocabulary, jurisdictions, documents, ledger, instruments, topics, frozenset(unread)), twins


# What cannot be judged while a small file cannot be used: names that it would have to list.
_LEANING_ON: dict[str, tuple[str, ...]] = {
    "vocabulary.yaml": ("PE306", "PE307", "PE308", "PE309", "PE310", "PE320", "PE321", "PE322"),
    "jurisdictions.yaml": ("PE314",),
    "sources.yaml": ("PE313",),
    "ledger.yaml": ("PE305", "PE510", "PE511"),
}
_SECTIONS = {"vocabulary.yaml": ("actors", "acts"), "sources.yaml": ("documents",)}


def _small_files(
    root: Path, files: list[str], faults: list[Diagnostic]
) -> tuple[dict[str, Node], list[str], list[str]]:
    """The small files, which of them cannot be used, and which files not even be read (an empty mapping stands for
    those)."""
    small: dict[str, Node] = {}
    unusable: list[str] = []
    unreadable: list[str] = []
    for name in SMALL_FILES:
        parts: list[Node] = []
        for file in parts_of(name, files):
            node = read_file(root / file, file, faults)
            if node is None:
                unreadable.append(file)
                parts.insert(0, from_plain({}, file))  # what the whole lacks may stand there, so that is its place
            else:
                parts.append(turned_small(node, name, "en", faults))
        small[name] = joined(name, parts, faults)
        if not _usable(small[name], parts, _SECTIONS.get(name, ())) or {each.file for each in parts} & {*unreadable}:
            unusable.append(name)
    return small, unusable, unreadable


def _usable(whole: Node, parts: list[Node], sections: tuple[str, ...]) -> bool:
    """Whether every part is a mapping, and every section that must be there is one wherever it stands."""
    entries = [part.value for part in parts if isinstance(part.value, dict)]
    if not isinstance(whole.value, dict) or len(entries) < len(parts):
        return False
    standing = [[each[section] for each in entries if section in each] for section in sections]
    return all(found and all(isinstance(each.value, dict) for each in found) for found in standing)


def _stem(file: str) -> str:
    return file.rsplit("/", 1)[-1].removesuffix(".yaml")


def _name(node: Node) -> str:
    entry = node.value.get("instrument") if isinstance(node.value, dict) else None
    return entry.value if entry is not None and isinstance(entry.value, str) else ""


def _cross_check(
    instruments: dict[str, Instrument],
    jurisdictions: dict[str, Jurisdiction],
    node: Node,
    shelf: Shelf,
    unread: set[str],
    faults: list[Diagnostic],
) -> None:
    """What is adopted exists, and what the ledger lists stands in its instrument."""
    told = {"", *unread}  # each unknown name is told once
    for jurisdiction in jurisdictions.values():
        for name in jurisdiction.adopts:
            if name not in instruments and name not in told:
                told.add(name)
                near = near_match(name, instruments)
                faults.append(Diagnostic("PE312", _adopted_at(node, jurisdiction, name), {"name": name}, near=near))
    elsewhere = {clause for each in instruments.values() for clause in each.clauses}  # PE305 says so there
    strangers = {""}
    for entry in shelf.ledger.values():
        if entry.document not in strangers and entry.document not in shelf.documents:
            strangers.add(entry.document)
            near = near_match(entry.document, shelf.documents)
            faults.append(Diagnostic("PE313", entry.place, {"name": entry.document}, near=near))
        instrument = instruments.get(entry.instrument)
        fates = set(entry.fates)
        if instrument is not None:
            absent = entry.id not in instrument.clauses and entry.id not in elsewhere
            if absent and not fates <= NO_CLAUSE_NEEDED:
                faults.append(Diagnostic("PE511", entry.place, {"clause": entry.id}))
        elif entry.instrument not in told and not fates <= NO_FILE_NEEDED:
            told.add(entry.instrument)
            near = near_match(entry.instrument, instruments)
            faults.append(Diagnostic("PE312", entry.place, {"name": entry.instrument}, near=near))


def _adopted_at(node: Node, jurisdiction: Jurisdiction, name: str) -> Place:
    """Where a jurisdiction names an instrument."""
    entry = node.value.get(jurisdiction.id) if isinstance(node.value, dict) else None
    adopts = entry.value.get("adopts") if entry is not None and isinstance(entry.value, dict) else None
    items = adopts.value if adopts is not None and isinstance(adopts.value, list) else [adopts]
    return next((item.place for item in items if item is not None and item.value == name), jurisdiction.place)
