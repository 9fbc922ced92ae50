"""Whatever is thrown at the readers of histories, sheets and history rules, they give diagnostics or succeed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policy_engine import RequestError, Rulebook, load
from policy_engine.errors import RulebookError, lines_of
from policy_engine.loading.folder import try_folder
from policy_engine.tools.cases import run_cases
from policy_engine.tools.histories import answer_text, calendar_text, read_sheet
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

INSTRUMENT, CASES = "town/town-year.yaml", "town/town-year.cases.yaml"
HISTORY = """\
jurisdiction: town
person: somebody
post: mayor
period: {from: 2024-01-01, until: 2024-12-31}
as_of: 2024-12-31
monthly: {allowance: 300.50}
events:
  - {event: late, session: work, minutes: 12, date: 2024-03-04, approved: false, span: 8-12}
  - {event: absent, session: work, days: 2.5, date: 2024-03-11, note: none came}
  - {event: left_early, session: work, minutes: unknown, date: 2024-03-18}
  - {event: leave_taken, leave_kind: sick, days: 0.5, set_off: true, date: 2024-05-06}
  - {event: allowance_withheld, fund: allowance, amount: 300, date: 2024-06-10}
  - {event: visit_day, date: 2024-12-31}
"""
SHEET = """\
person,date,event,session,minutes,days,approved
a,2024-03-04,late,work,12,,no
"b, c",2024-03-04,缺席,上班,,2.5,
甲,2024-03-05,早退,上班,59,,是
"""
PLAIN = yaml.safe_load(HISTORY)
PARTS = list(nodes(PLAIN))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("fuzz") / "histories"
    shutil.copytree(BASE, path)
    shutil.copytree(WITH["histories"], path, dirs_exist_ok=True)
    yield path


@pytest.fixture(scope="module")
def book(folder: Path) -> Rulebook:
    return load(folder)


@cache
def sound() -> dict[str, bytes]:
    roots = (BASE, WITH["histories"])
    return {path.relative_to(root).as_posix(): path.read_bytes() for root in roots for path in root.rglob("*.yaml")}


def check_text(book: Rulebook, data: bytes) -> None:
    try:
        found = book.history(book.read_history_text(data, "history"))
    except RequestError as error:
        assert error.diagnostics
        check_diagnostics(error.diagnostics, {"history": data})
        return
    assert json.loads(json.dumps(found.data()))["deduct"] == str(found.deduct)
    models = book.compiled.models
    for lang in ("zh", "en"):
        answer_text(found, models, lang).encode("utf-8")
        calendar_text(found, models.vocabulary, lambda day: day.weekday() < 5, lang).encode("utf-8")


def test_without_damage_both_are_read(book: Rulebook) -> None:
    assert book.history(book.read_history_text(HISTORY, "history")).needs == ("events.2.minutes",)
    sheets = read_sheet(SHEET.encode(), "x.csv", book.compiled.models.vocabulary)
    assert [each.person for each in sheets] == ["a", "b, c", "甲"]
    period = {"from": "2024-01-01", "until": "2024-12-31"}
    for each in sheets:
        history = {"jurisdiction": "town", "period": period, "events": each.events}
        assert len(book.read_history(history, each.locate).events) == 1


# --- histories --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", THROWN)
def test_whatever_is_thrown_at_the_reader(book: Rulebook, kind: str) -> None:
    @settings(max_examples=THROWN[kind])
    @given(st.data())
    def each(data: st.DataObject) -> None:
        check_text(book, thrown(data.draw, kind, HISTORY))

    each()


@pytest.mark.parametrize("data", NOT_A_FILE)
def test_what_is_no_file(book: Rulebook, data: bytes) -> None:
    check_text(book, data)


@settings(max_examples=200)
@given(st.data())
def test_histories_of_random_python_data(book: Rulebook, data: st.DataObject) -> None:
    found = damaged_tree(data.draw, PLAIN, PARTS, leaves())
    try:
        book.history(found)
    except RequestError as error:
        assert error.diagnostics
        for each in error.diagnostics:
            "\n".join([each.line("zh"), *each.hints("en")]).encode("utf-8")


# --- sheets -----------------------------------------------------------------------------------------------------------


def check_sheet(book: Rulebook, data: bytes) -> None:
    period = {"from": "2024-01-01", "until": "2024-12-31"}
    try:
        for each in read_sheet(data, "x.csv", book.compiled.models.vocabulary):
            history = {"jurisdiction": "town", "period": period, "person": each.person, "events": each.events}
            book.history(book.read_history(history, each.locate))
    except RequestError as error:
        assert error.diagnostics
        for fault in error.diagnostics:
            assert fault.place.file == "x.csv"
            assert 1 <= fault.place.line <= max(len(lines_of(data.decode("utf-8-sig", "replace"))), 1)
            "\n".join([fault.line("zh"), *fault.hints("en")]).encode("utf-8")


@settings(max_examples=300)
@given(st.data())
def test_damaged_sheets(book: Rulebook, data: st.DataObject) -> None:
    check_sheet(book, as_bytes(damaged_text(data.draw, SHEET)))


@settings(max_examples=100)
@given(st.binary(max_size=200))
@example(b"")
@example(b'"')
@example(b"person,date,event\n\x00,,\n")
@example(b"person,date,event\n" + b"a," * 200_000)
def test_sheets_of_random_bytes(book: Rulebook, data: bytes) -> None:
    check_sheet(book, data)


# --- history rules and their cases ------------------------------------------------------------------------------------


@settings(max_examples=150)
@given(st.data())
def test_damaged_history_rules(folder: Path, data: st.DataObject) -> None:
    load_with(folder, as_bytes(damaged_text(data.draw, sound()[INSTRUMENT].decode())))


@settings(max_examples=150)
@given(st.data())
def test_history_rules_with_parts_in_the_wrong_place(folder: Path, data: st.DataObject) -> None:
    tree = yaml.safe_load(sound()[INSTRUMENT])
    found = damaged_tree(data.draw, tree, list(nodes(tree)), writable())
    text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=10_000).replace("null", "~")
    load_with(folder, as_bytes(text))


def load_with(folder: Path, damaged: bytes) -> None:
    (folder / INSTRUMENT).write_bytes(damaged)
    try:
        _, faults = try_folder(folder)
        check_diagnostics(faults, {**sound(), INSTRUMENT: damaged}, elsewhere=(folder.name,))
    finally:
        (folder / INSTRUMENT).write_bytes(sound()[INSTRUMENT])


@settings(max_examples=150)
@given(st.data())
def test_damaged_cases_of_histories(folder: Path, data: st.DataObject) -> None:
    if data.draw(st.booleans()):
        damaged = as_bytes(damaged_text(data.draw, sound()[CASES].decode()))
    else:
        tree = yaml.safe_load(sound()[CASES])
        found = damaged_tree(data.draw, tree, list(nodes(tree)), writable())
        written = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=10_000)
        damaged = as_bytes(written.replace("null", "~"))
    (folder / CASES).write_bytes(damaged)
    try:
        report = run_cases(load(folder), folder, coverage=False)
        check_diagnostics(report.diagnostics, {**sound(), CASES: damaged}, elsewhere=(folder.name,))
    except RulebookError as error:
        check_diagnostics(error.diagnostics, {**sound(), CASES: damaged}, elsewhere=(folder.name,))
    finally:
        (folder / CASES).write_bytes(sound()[CASES])
