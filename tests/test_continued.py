"""An instrument that goes on in further files means what it means in one, in either wording, and keeps its places."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from policy_engine.engine.book import load
from policy_engine.loading.continued import HOLES, SECTIONS, continued_in, continues
from policy_engine.loading.folder import compile_folder, try_folder
from policy_engine.loading.twins import Twins
from policy_engine.nodes import read_bytes
from policy_engine.tools.cases import run_cases
from policy_engine.tools.sources import pages
from tests.build import small_rulebook

LEAVE = "town-a/office-leave.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(small_rulebook(), tmp_path / "rulebook"))


def split(folder: Path) -> Path:
    """Moves the later half of the leave rules, and all they leave open, into a further file."""
    path = folder / LEAVE
    text = path.read_text("utf-8")
    head, rest = text.split("  000-1-leave-10:\n")
    body, holes = rest.split("leaves_open:\n")
    path.write_text(head, "utf-8")
    more = path.with_name("office-leave.2.yaml")
    words = f"instrument: office-leave\ntopic: absence\nclauses:\n\n  000-1-leave-10:\n{body}leaves_open:\n{holes}"
    more.write_text(words, "utf-8")
    return more


def test_which_file_continues_which() -> None:
    files = ["town/a.yaml", "town/a.2.yaml", "town/a.10.yaml", "town/a.cases.yaml", "town/b.2.yaml", "other/a.2.yaml"]
    assert continued_in("town/a.yaml", files) == ("town/a.10.yaml", "town/a.2.yaml")
    assert [continues(each, files) for each in files] == ["", "town/a.yaml", "town/a.yaml", "", "", ""]


def test_the_parts_mean_what_the_whole_means(folder: Path) -> None:
    whole = compile_folder(folder)
    more = split(folder)
    book = compile_folder(folder)
    assert (book.digest, book.texts_digest) == (whole.digest, whole.texts_digest)
    instrument = book.models.instruments["office-leave"]
    assert (instrument.file, instrument.further) == (LEAVE, ("town-a/office-leave.2.yaml",))
    assert list(instrument.clauses) == list(whole.models.instruments["office-leave"].clauses)
    place = book.rules["office-leave/head-three-days-secretary-away"].place
    assert (place.file, place.line) == ("town-a/office-leave.2.yaml", 10)
    assert more.read_text("utf-8").splitlines()[place.line - 1].strip() == "head-three-days-secretary-away:"
    assert run_cases(load(folder), folder).failures == 0
    (page,) = (each for each in pages.pages_of(book.models, folder) if each.instrument.id == "office-leave")
    assert list(page.section("clauses")) == list(instrument.clauses)


@pytest.mark.parametrize("turned", [(True, True), (True, False), (False, True)])
def test_either_part_may_stand_in_chinese_words(turned: tuple[bool, bool], folder: Path) -> None:
    whole = compile_folder(folder)
    more = split(folder)
    twins = Twins(whole.models.vocabulary, whole.models.topics)
    first = read_bytes((folder / LEAVE).read_bytes(), "first", [])
    for path, turn in zip((folder / LEAVE, more), turned, strict=True):
        if turn:
            path.write_text(twins.rewritten(path.read_text("utf-8"), "zh", first), "utf-8")
            assert next(iter(yaml.safe_load(path.read_text("utf-8")))) == "规章"
    book = compile_folder(folder)
    assert book.digest == whole.digest
    terms = yaml.safe_load((folder / LEAVE).read_text("utf-8"))
    assert len(terms) == len({"instrument", "title", "source", "in_force", "topic", *SECTIONS})
    assert HOLES not in terms


def test_a_part_that_cannot_be_read_takes_the_whole_with_it_and_says_so_once(folder: Path) -> None:
    more = split(folder)
    more.write_text("instrument: [", "utf-8")
    _, faults = try_folder(folder)
    assert [(each.code, each.place.file) for each in faults] == [("PE102", "town-a/office-leave.2.yaml")]


def test_a_part_without_a_first_file_is_an_instrument_that_lacks_its_head(folder: Path) -> None:
    split(folder).rename(folder / "town-a/office-leaves.2.yaml")
    _, faults = try_folder(folder)
    codes = {each.code for each in faults if each.place.file == "town-a/office-leaves.2.yaml"}
    assert {"PE202", "PE208"} <= codes
