"""Whatever is thrown at the readers of duties and of evidence, they answer with diagnostics or succeed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from policy_engine import RequestError, Rulebook, load
from policy_engine.duties.reading import read_evidence, read_evidence_text
from policy_engine.errors import RulebookError
from policy_engine.loading.folder import try_folder
from policy_engine.tools.cases import run_cases
from tests.corpus_reader import BASE, WITH
from tests.odd import (
    NOT_A_FILE,
    THROWN,
    as_bytes,
    check_diagnostics,
    damaged_text,
    damaged_tree,
    leaves,
    nodes,
    thrown,
    writable,
)  # fmt: skip

INSTRUMENT, CASES = "town/town-duties.yaml", "town/town-duties.cases.yaml"
EVIDENCE = """\
jurisdiction: town
facts: {features: [county_seat], township: north, staff: 12}
records: {from: 2024-01-01, until: 2024-03-31}
as_of: 2024-04-10
done:
  town-duties/meeting:
    [2024-01-05, {date: 2024-02-08, keep: [certificate], note: late}, {date: 2024-03-01, period: 2024-03}]
  town-duties/rooms: {date: 2023-05-01, items: {library: 1}, measures: {area: 299.5}}
  town-duties/training: [{date: 2024-02-01, covered: 12, of: 20, quantity: 1.5}]
  town-duties/newcomers: [{event: 2024-02-01, date: 2024-02-03}, {event: 2024-03-01}]
  town-duties/huddle: 2024-01-10
judgements: {several: {value: true, by: mayor, date: 2024-04-01, note: enough}}
"""
PLAIN = yaml.safe_load(EVIDENCE)
PARTS = list(nodes(PLAIN))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("fuzz") / "duties"
    shutil.copytree(BASE, path)
    shutil.copytree(WITH["duties"], path, dirs_exist_ok=True)
    yield path


@pytest.fixture(scope="module")
def book(folder: Path) -> Rulebook:
    return load(folder)


@cache
def sound() -> dict[str, bytes]:
    roots = (BASE, WITH["duties"])
    return {path.relative_to(root).as_posix(): path.read_bytes() for root in roots for path in root.rglob("*.yaml")}


def check_text(book: Rulebook, data: bytes) -> None:
    try:
        report = book.check_duties(read_evidence_text(data, "evidence"))
    except RequestError as error:
        assert error.diagnostics
        check_diagnostics(error.diagnostics, {"evidence": data})
    else:
        assert json.loads(json.dumps(report.data()))["status"] == report.status


# --- evidence ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", THROWN)
def test_whatever_is_thrown_at_the_reader(book: Rulebook, kind: str) -> None:
    @settings(max_examples=THROWN[kind])
    @given(st.data())
    def each(data: st.DataObject) -> None:
        check_text(book, thrown(data.draw, kind, EVIDENCE))

    each()


@pytest.mark.parametrize("data", NOT_A_FILE)
def test_what_is_no_file(book: Rulebook, data: bytes) -> None:
    check_text(book, data)


@settings(max_examples=200)
@given(st.data())
def test_evidence_of_random_python_data(book: Rulebook, data: st.DataObject) -> None:
    found = damaged_tree(data.draw, PLAIN, PARTS, leaves())
    try:
        book.check_duties(read_evidence(found))
    except RequestError as error:
        assert error.diagnostics
        for each in error.diagnostics:
            "\n".join([each.line("zh"), *each.hints("en")]).encode("utf-8")


# --- duties and their cases -------------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(st.data())
def test_damaged_duties(folder: Path, data: st.DataObject) -> None:
    damaged = as_bytes(damaged_text(data.draw, sound()[INSTRUMENT].decode()))
    load_with(folder, INSTRUMENT, damaged)


@settings(max_examples=150)
@given(st.data())
def test_duties_with_parts_in_the_wrong_place(folder: Path, data: st.DataObject) -> None:
    tree = yaml.safe_load(sound()[INSTRUMENT])
    found = damaged_tree(data.draw, tree, list(nodes(tree)), writable())
    text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=10_000).replace("null", "~")
    load_with(folder, INSTRUMENT, as_bytes(text))


def load_with(folder: Path, name: str, damaged: bytes) -> None:
    (folder / name).write_bytes(damaged)
    try:
        _, faults = try_folder(folder)
        check_diagnostics(faults, {**sound(), name: damaged}, elsewhere=(folder.name,))
    finally:
        (folder / name).write_bytes(sound()[name])


@settings(max_examples=150)
@given(st.data())
def test_damaged_cases_of_duties(folder: Path, data: st.DataObject) -> None:
    if data.draw(st.booleans()):
        damaged = as_bytes(damaged_text(data.draw, sound()[CASES].decode()))
    else:
        tree = yaml.safe_load(sound()[CASES])
        found = damaged_tree(data.draw, tree, list(nodes(tree)), writable())
        damaged = as_bytes(
            yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=10_000).replace("null", "~")
        )
    (folder / CASES).write_bytes(damaged)
    try:
        report = run_cases(load(folder), folder, coverage=False)
        check_diagnostics(report.diagnostics, {**sound(), CASES: damaged}, elsewhere=(folder.name,))
    except RulebookError as error:
        check_diagnostics(error.diagnostics, {**sound(), CASES: damaged}, elsewhere=(folder.name,))
    finally:
        (folder / CASES).write_bytes(sound()[CASES])
