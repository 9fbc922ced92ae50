"""Whatever is thrown at the readers, they answer with diagnostics or succeed: never anything else, and in bounded time.

Sizes are bounded, and so is the number of examples: all of it takes less than a minute.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from docs.examples.health import models as HEALTH  # noqa: N812 - a module used as a table
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policy_engine import RequestError, Rulebook, load
from policy_engine.errors import DiagnosedError
from policy_engine.loading.folder import try_folder
from policy_engine.nodes import read_bytes
from policy_engine.requests import STANDARD
from policy_engine.requests.reading import read_request_text
from policy_engine.tools.cases import run_cases
from tests.build import small_rulebook
from tests.corpus_reader import BASE
from tests.odd import as_bytes, check_diagnostics, damaged_text, damaged_tree, leaves, nodes, trees

SHIPPED = Path(__file__).parents[1] / "rulebook"
EXAMPLES = Path(__file__).parents[1] / "docs" / "examples"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


FOLDERS = {"base": BASE, "shipped": small_rulebook(), "health": HEALTH.RULEBOOK}  # the last one works with figures and dates
MODELS: dict[str, Any] = {"base": STANDARD, "shipped": STANDARD, "health": HEALTH.MODELS}
TEXTS = {which: files(folder) for which, folder in FOLDERS.items()}
NAMES = [(book, name) for book, texts in TEXTS.items() for name in texts if not name.endswith(".cases.yaml")]
SMALL = [each for each in NAMES if each[0] != "shipped"]
CASES = [(book, name) for book, texts in TEXTS.items() for name in texts if name.endswith(".cases.yaml")]


@cache
def tree(book: str, name: str) -> Any:
    return yaml.safe_load(TEXTS[book][name])


@cache
def parts() -> list[Any]:
    """Every part of every file of the small rulebooks."""
    return [node for which in ("base", "health") for name in TEXTS[which] for node in nodes(tree(which, name))]


@cache
def words() -> list[str]:
    return sorted({part for part in parts() if isinstance(part, str) and len(part) < 40})


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """A copy of each rulebook, in which one file at a time is damaged."""
    root = tmp_path_factory.mktemp("fuzz")
    for name, source in FOLDERS.items():
        shutil.copytree(source, root / name)
    yield {name: root / name for name in TEXTS}


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return load(small_rulebook())


def load_damaged(folders: dict[str, Path], which: str, name: str, data: bytes) -> None:
    """Loads a rulebook with one file in place of the sound one; what is said about it must be in order."""
    folder, texts = folders[which], {**TEXTS[which], name: data}
    (folder / name).write_bytes(data)
    try:
        _, faults = try_folder(folder, MODELS[which])
        check_diagnostics(faults, texts, elsewhere=(folder.name,))
    finally:
        (folder / name).write_bytes(TEXTS[which][name])


# --- the loader -------------------------------------------------------------------------------------------------------


@settings(max_examples=250)
@given(st.data())
def test_damaged_files_of_small_rulebooks(folders: dict[str, Path], data: st.DataObject) -> None:
    which, name = data.draw(st.sampled_from(SMALL))
    load_damaged(folders, which, name, as_bytes(damaged_text(data.draw, TEXTS[which][name].decode())))


@settings(max_examples=40)
@given(st.data())
def test_damaged_files_of_the_shipped_rulebook(folders: dict[str, Path], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([name for which, name in NAMES if which == "shipped"]))
    load_damaged(folders, "shipped", name, as_bytes(damaged_text(data.draw, TEXTS["shipped"][name].decode())))


@settings(max_examples=300)
@given(st.data())
def test_files_with_parts_in_the_wrong_place(folders: dict[str, Path], data: st.DataObject) -> None:
    which, name = data.draw(st.sampled_from(SMALL))
    found = damaged_tree(data.draw, tree(which, name), parts(), writable())
    text = yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=10_000)
    load_damaged(folders, which, name, as_bytes(text.replace("null", "~")))


def writable() -> st.SearchStrategy[Any]:
    """Odd values that YAML can write."""
    return leaves().filter(lambda leaf: not isinstance(leaf, (Decimal, frozenset, dt.time)))


@settings(max_examples=80)
@given(file=st.sampled_from(SMALL), data=st.binary(max_size=200))
def test_files_of_random_bytes(folders: dict[str, Path], file: tuple[str, str], data: bytes) -> None:
    load_damaged(folders, *file, data)


@settings(max_examples=100)
@given(st.data())
def test_files_of_random_trees(folders: dict[str, Path], data: st.DataObject) -> None:
    which, name = data.draw(st.sampled_from(SMALL))
    found = data.draw(trees(words(), st.one_of(st.integers(), st.booleans(), st.dates(), st.text(max_size=6))))
    load_damaged(folders, which, name, as_bytes(yaml.safe_dump(found, allow_unicode=True, sort_keys=False)))


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(as_bytes)))
@example(b"\xef\xbb\xbf")
@example(b"\xef\xbb\xbf\xef\xbb\xbfa: 1\n")
@example("a: \u202eb\u2028c: 1\n".encode())
@example("\x85: \xa0".encode())
@example(b"a: b\r\nc: [\r\n")
@example(b"? " * 500)
@example(b"&a " * 500)
@example(b"- " * 500 + b"x")
def test_any_text_is_read_or_refused_at_its_place(data: bytes) -> None:
    faults: list[Any] = []
    node = read_bytes(data, "file.yaml", faults)
    assert (node is None) == bool(faults)
    check_diagnostics(faults, {"file.yaml": data})


# --- cases ------------------------------------------------------------------------------------------------------------


@settings(max_examples=120)
@given(st.data())
def test_damaged_cases(folders: dict[str, Path], data: st.DataObject) -> None:
    which, name = data.draw(st.sampled_from([each for each in CASES if each[0] != "shipped"]))
    if data.draw(st.booleans()):
        text = damaged_text(data.draw, TEXTS[which][name].decode())
    else:
        damaged = damaged_tree(data.draw, tree(which, name), parts(), writable())
        text = yaml.safe_dump(damaged, allow_unicode=True, sort_keys=False, width=10_000)
    (folders[which] / name).write_bytes(as_bytes(text))
    try:
        report = run_cases(_loaded(which), folders[which])
        check_diagnostics(report.diagnostics, {**TEXTS[which], name: as_bytes(text)})
    finally:
        (folders[which] / name).write_bytes(TEXTS[which][name])


@cache
def _loaded(which: str) -> Rulebook:
    return load(FOLDERS[which], models=MODELS[which])


# --- requests ---------------------------------------------------------------------------------------------------------

REQUESTS = [(EXAMPLES / name).read_bytes().decode() for name in ("leave.yaml", "leave.json")]
REQUEST_WORDS = [
    "topic", "jurisdiction", "facts", "given", "as_of", "absence", "town-a", "town-b", "acts", "papers", "judgements",
    "applicant_person", "act", "by", "to", "matter", "person", "date", "value", "note", "approve", "mayor", "apply",
    "applicant", "leave_slip", "2026-03-02", "special_circumstances", "days", "kind", "sick", "away", "first_day",
]  # fmt: skip


def ask(book: Rulebook, text: bytes) -> None:
    """Reads and decides a text; it is decided, or refused in order."""
    try:
        found = read_request_text(text, "request.yaml", book.topics)
    except RequestError as problem:
        check_diagnostics(problem.diagnostics, {"request.yaml": text})
        return
    try:
        json.loads(book.decide(found.request, found.jurisdiction, found.as_of).json().encode("utf-8"))
    except RequestError as problem:
        check_diagnostics(found.placed(problem).diagnostics, {"request.yaml": text})


@settings(max_examples=400)
@given(st.data())
def test_damaged_requests(book: Rulebook, data: st.DataObject) -> None:
    ask(book, as_bytes(damaged_text(data.draw, data.draw(st.sampled_from(REQUESTS)))))


@settings(max_examples=200)
@given(st.one_of(st.binary(max_size=200), st.binary(max_size=100).map(lambda data: b"{" + data)))
@example(b'{"topic": "absence", "jurisdiction": "town-a", "facts": {"days": 1e400}}')
@example(b'{"topic": "absence", "jurisdiction": "town-a", "facts": {"\\ud800": 1}}')
@example(b'\xef\xbb\xbf{"topic": "absence"}')
@example(b'{"a": "\\u0000", "a": NaN}')
@example(b"{" * 5_000)
def test_requests_of_random_bytes(book: Rulebook, data: bytes) -> None:
    ask(book, data)


@settings(max_examples=250)
@given(st.data())
def test_requests_of_random_json(book: Rulebook, data: st.DataObject) -> None:
    leaf = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=6))
    found = data.draw(trees(REQUEST_WORDS, leaf))
    if data.draw(st.booleans()):
        found = damaged_tree(data.draw, json.loads(REQUESTS[1]), [*REQUEST_WORDS, *nodes(found)], leaf)
    ask(book, json.dumps(found, ensure_ascii=data.draw(st.booleans())).encode("utf-8", "surrogatepass"))


@settings(max_examples=500)
@given(st.data())
def test_requests_of_random_python_data(book: Rulebook, data: st.DataObject) -> None:
    found = data.draw(trees(REQUEST_WORDS, leaves()))
    if data.draw(st.booleans()) or data.draw(st.booleans()):
        found = damaged_tree(data.draw, json.loads(REQUESTS[1]), [*REQUEST_WORDS, *nodes(found)], leaves())
    try:
        json.loads(book.decide_data(found).json().encode("utf-8"))
    except RequestError as problem:
        for each in problem.diagnostics:
            check_diagnostics([each], {}, elsewhere=(each.place.file,))
            assert each.place.file.split(".")[0] == "request"


@pytest.mark.parametrize("key", [1, None, (), 1.5, b"x", True])
def test_keys_that_are_no_text(book: Rulebook, key: Any) -> None:
    facts = {"topic": "absence", "jurisdiction": "town-a", "facts": {key: 1, "first_day": "2026-03-02"}}
    for data in (
        {key: 1},
        facts,
        {**facts, "facts": {}, "given": {key: 1}},
        {**facts, "given": {"judgements": {key: 1}}},
    ):
        with pytest.raises(DiagnosedError):
            book.decide_data(data)  # type: ignore[arg-type]
