"""Case files: which cases they hold, each as the plain data of a request and the node of what is expected.

A case states only what differs from the file's ``facts``; the word ``unknown`` removes a fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.errors import Diagnostic, Place
from policy_engine.loading.folder import CASES
from policy_engine.loading.form import Form, known
from policy_engine.loading.twins import Twins
from policy_engine.nodes import Node, read_file
from policy_engine.requests.texts import Path as DataPath
from policy_engine.requests.texts import place_in
from policy_engine.tools.cases.case import AnyCase
from policy_engine.tools.cases.duties import DutyCase, read_duty_cases
from policy_engine.tools.cases.histories import HistoryCase, read_history_cases

UNKNOWN = "unknown"

_FILE_KEYS = ("jurisdiction", "topic", "facts", "cases", "duty_facts", "duties", "histories")
_CASE_KEYS = ("ask", "given", "as_of", "expect")


@dataclass(frozen=True)
class Case(AnyCase):
    """One case of a request; ``facts`` are the places of its facts, ``parts`` the nodes of what it states itself."""

    facts: Mapping[str, Place]
    parts: Mapping[str, Node]

    def locate(self, path: DataPath) -> Place:
        """Where a part of the request stands in the case file."""
        if not path or path[0] not in ("facts", "given", "as_of"):
            return self.place
        first, rest = str(path[0]), path[1:]
        if first == "facts":
            return self.facts.get(str(rest[0]), self.place) if rest else self.place
        node = self.parts.get(first)
        return self.place if node is None else place_in(node, rest, node.place)


@dataclass(frozen=True)
class CaseFile:
    """A case file: its cases, those of duties and of histories apart, and everything wrong with its shape."""

    name: str
    cases: tuple[Case, ...]
    duty_cases: tuple[DutyCase, ...]
    history_cases: tuple[HistoryCase, ...]
    faults: tuple[Diagnostic, ...]


def read_case_files(book: CompiledRulebook, folder: Path | str) -> list[CaseFile]:
    """Every ``*.cases.yaml`` of a rulebook folder, in the order of their paths."""
    root = Path(folder)
    names = sorted(path.relative_to(root).as_posix() for path in root.rglob("*" + CASES) if path.is_file())
    twins = Twins(book.models.vocabulary, book.models.topics, book.models.instruments)
    return [_case_file(book, root, name, twins) for name in names]


def _case_file(book: CompiledRulebook, root: Path, name: str, twins: Twins) -> CaseFile:
    faults: list[Diagnostic] = []
    node = read_file(root / name, name, faults)
    found = _cases(book, twins.read(node, faults), name, faults) if node is not None else None
    cases, duties, histories = found or ([], [], [])
    return CaseFile(
        name,
        tuple(replace(case, twins=twins) for case in cases),
        tuple(replace(case, twins=twins) for case in duties),
        tuple(replace(case, twins=twins) for case in histories),
        tuple(twins.told(faults)),
    )


def _cases(
    book: CompiledRulebook, node: Node, name: str, faults: list[Diagnostic]
) -> tuple[list[Case], list[DutyCase], list[HistoryCase]]:
    others = isinstance(node.value, dict) and {"duties", "histories"} & set(node.value)
    required = ("instrument",) if others else ("instrument", "cases")
    form = Form(node, "cases file", faults, required, _FILE_KEYS)
    instrument = form.text("instrument")
    entries = list(form.items("cases"))
    for key in ("cases", "duties", "histories"):
        if key in form and form.entries[key].value == {}:
            faults.append(Diagnostic("PE805", node.key_place(key)))
    head = _head(book, form, instrument)
    if head is None:
        return [], [], []
    base = dict(form.items("facts"))
    base_places = {key: form.entries["facts"].key_place(key) for key in base}
    found = []
    for case_name, each in entries:
        place = form.entries["cases"].key_place(case_name)
        found.append(_case(name, instrument, case_name, place, each, (head, base, base_places), faults))
    duties = list(read_duty_cases(form, name, instrument, head["jurisdiction"], faults))
    return found, duties, list(read_history_cases(form, name, instrument, head["jurisdiction"], faults))


def _head(book: CompiledRulebook, form: Form, instrument: str) -> dict[str, str] | None:
    """Topic and jurisdiction of a file's cases, or nothing where one of them is not to be had."""
    models, faults = book.models, form.faults
    if not instrument:
        return None
    if not known("PE312", instrument, models.instruments, form.entries["instrument"].place, faults):
        return None
    topic = form.text("topic", models.instruments[instrument].topic)
    if "topic" in form and not known("PE311", topic, models.topics, form.entries["topic"].place, faults):
        return None
    jurisdiction = form.text("jurisdiction")
    if jurisdiction:
        place = form.entries["jurisdiction"].place
        if not known("PE314", jurisdiction, models.jurisdictions, place, faults):
            return None
    else:
        adopting = [each.id for each in models.jurisdictions.values() if instrument in each.adopts]
        if len(adopting) != 1:
            words = {"where": "cases file", "key": "jurisdiction"}
            faults.append(Diagnostic("PE202", form.node.place, words, ", ".join(adopting or models.jurisdictions)))
            return None
        jurisdiction = adopting[0]
    return {"topic": topic, "jurisdiction": jurisdiction}


def _case(
    file: str,
    instrument: str,
    name: str,
    place: Place,
    node: Node,
    shared: tuple[dict[str, str], dict[str, Node], dict[str, Place]],
    faults: list[Diagnostic],
) -> Case:
    head, base, base_places = shared
    form = Form(node, name, faults, (), _CASE_KEYS)
    facts, places = dict(base), dict(base_places)
    for key, value in form.items("ask"):
        facts[key] = value
        places[key] = form.entries["ask"].key_place(key)
    stated = {key: value.plain() for key, value in facts.items() if value.value != UNKNOWN}
    data: dict[str, Any] = {**head, "facts": stated}
    for key in ("given", "as_of"):
        if key in form:
            data[key] = form.entries[key].plain()
    return Case(file, instrument, name, place, data, form.node_of("expect"), places, form.entries)
