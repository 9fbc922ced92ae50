"""What rests on a clause: its rules and duties, terms and parameters that cite it, their readings, the cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from policy_engine.errors import Diagnostic
from policy_engine.loading.folder import CASES
from policy_engine.nodes import Node, read_file
from policy_engine.tools.sources.encoded import terms_of
from policy_engine.tools.sources.pages import Page, all_readings_of, entries, readings_of

_CASES = ("cases", "用例", "duties", "义务", "histories", "经过")


@dataclass
class Leaning:
    """What has to be looked at when a clause changes; each as the rulebook names it."""

    rules: list[str] = field(default_factory=list)
    duties: list[str] = field(default_factory=list)
    histories: list[str] = field(default_factory=list)
    terms: list[str] = field(default_factory=list)
    parameters: list[str] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)


def leaning_on(clauses: Iterable[str], pages: Iterable[Page], root: Path) -> dict[str, Leaning]:
    """By clause everything that rests on it."""
    found = {clause: Leaning() for clause in clauses}
    for page in pages:
        _of_page(page, found)
    for path in sorted(root.rglob(f"*{CASES}")):
        name = path.relative_to(root).as_posix()
        faults: list[Diagnostic] = []
        node = read_file(path, name, faults)
        if node is not None:
            _of_cases(node, name, found)
    return found


def _of_page(page: Page, found: dict[str, Leaning]) -> None:
    terms = page.section("terms")
    for statement in page.statements():
        leaning = found.get(statement.clause)
        if leaning is None:
            continue
        by_kind = {"rule": leaning.rules, "duty": leaning.duties, "history": leaning.histories}
        by_kind[statement.kind].append(statement.id)
        used = terms_of(statement, page)
        _add(leaning.terms, (f"{page.instrument.id}/{term}" for term in used))
        _add(
            leaning.readings,
            (*all_readings_of(statement.node), *(line for term in used for line in readings_of(terms[term]))),
        )
    for term in terms:
        for clause in page.defining(term):
            if clause in found:
                _add(found[clause].terms, [f"{page.instrument.id}/{term}"])
                _add(found[clause].readings, readings_of(terms[term]))
    for parameter in page.instrument.parameters.values():
        for value in parameter.values:
            if value.cite in found:
                _add(found[value.cite].parameters, [f"{page.instrument.id}/{parameter.name}"])


def _of_cases(node: Node, name: str, found: dict[str, Leaning]) -> None:
    """A case rests on a clause that it names, or a rule or duty of which it names."""
    names = {
        own: clause
        for clause, leaning in found.items()
        for own in (clause, *leaning.rules, *leaning.duties, *leaning.histories)
    }
    short = {own.rsplit("/", 1)[-1]: clause for own, clause in names.items()}
    for key in _CASES:
        for case, body in entries(entries(node).get(key)).items():
            said = set(_said(body))
            for clause in {names.get(each) or short.get(each, "") for each in said} - {""}:
                _add(found[clause].cases, [f"{name}: {case}"])


def _said(node: Node) -> Iterator[str]:
    """Every key and text at or below a node."""
    if isinstance(node.value, dict):
        for key, value in node.value.items():
            yield key
            yield from _said(value)
    elif isinstance(node.value, list):
        for item in node.value:
            yield from _said(item)
    elif isinstance(node.value, str):
        yield node.value


def _add(to: list[str], names: Iterable[str]) -> None:
    to.extend(name for name in dict.fromkeys(names) if name not in to)
