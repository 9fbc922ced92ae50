"""The pages of docs/errors are complete and are what scripts/error_pages.py writes from the codes and the corpus."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from policy_engine.codes import CODES

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "errors"


def _script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("error_pages", ROOT / "scripts" / "error_pages.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


WRITTEN: dict[str, str] = _script().pages()


def test_there_is_one_page_a_code_and_an_index() -> None:
    assert sorted(path.name for path in PAGES.glob("*")) == sorted([*(f"{code}.md" for code in CODES), "README.md"])


@pytest.mark.parametrize("name", WRITTEN)
def test_page_is_what_the_script_writes(name: str) -> None:
    assert (PAGES / name).read_text("utf-8") == WRITTEN[name], "run: python scripts/error_pages.py"


@pytest.mark.parametrize("name", CODES)
def test_page_says_what_to_do_in_both_languages_and_shows_the_message(name: str) -> None:
    code = CODES[name]
    text = (PAGES / f"{code.id}.md").read_text("utf-8")
    assert left_open(code.remedy_zh) in text
    assert left_open(code.remedy_en)[1:] in text
    assert f" {code.id} " in text
    assert re.search(f"remedy: {filled(code.remedy_en)}\n", text)
    assert re.search(f"办法:{filled(code.remedy_zh)}\n", text)


def left_open(text: str) -> str:
    return re.sub(r"\{\w+\}", "…", text)


def filled(text: str) -> str:
    """A pattern for the text with its blanks filled."""
    return ".+".join(map(re.escape, re.split(r"\{\w+\}", text)))


@pytest.mark.parametrize("code", CODES)
def test_the_index_links_to_every_page(code: str) -> None:
    assert f"[{code}]({code}.md)" in (PAGES / "README.md").read_text("utf-8")
