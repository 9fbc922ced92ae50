"""The worked examples: models and rulebooks of somebody else, through the public API alone."""

from __future__ import annotations

import ast
import importlib
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from policy_engine import RulebookError, load
from policy_engine.tools.cases import iter_cases, run_case, run_cases
from policy_engine.tools.checks import check

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "docs" / "examples"
PUBLIC = ("policy_engine", "policy_engine.requests", "policy_engine.tools")
HEALTH = importlib.import_module("docs.examples.health.models")
DMN = importlib.import_module("docs.examples.dmn.models")
BOTH = pytest.mark.parametrize("example", [HEALTH, DMN], ids=["health", "dmn"])
ALL_CASES = [
    pytest.param(module, case, id=case.id)
    for module in (HEALTH, DMN)
    for case in iter_cases(load(module.RULEBOOK, models=module.MODELS), module.RULEBOOK)
]


def changed(example: Any, folder: Path, file: str, old: str, new: str) -> Path:
    """The example's rulebook with one passage changed."""
    shutil.copytree(example.RULEBOOK, folder)
    text = (folder / file).read_text("utf-8")
    assert text.count(old) == 1, old
    (folder / file).write_text(text.replace(old, new), "utf-8")
    return folder


@BOTH
def test_the_rulebook_loads_and_check_finds_nothing(example: Any) -> None:
    book = load(example.RULEBOOK, models=example.MODELS)
    assert [each.line() for each in check(book.compiled)] == []
    assert not [each for each in book.compiled.notes if each.level != "note"]


@pytest.mark.parametrize(("example", "case"), ALL_CASES)
def test_case(example: Any, case: Any) -> None:
    result = run_case(load(example.RULEBOOK, models=example.MODELS), case)
    assert not [each.line() for each in result.diagnostics]


@BOTH
def test_the_cases_show_everything_that_is_measured(example: Any) -> None:
    report = run_cases(load(example.RULEBOOK, models=example.MODELS), example.RULEBOOK)
    assert report.diagnostics == ()
    assert report.whole and all(report.measure.values())


def imported(code: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
        elif isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
    return {name for name in found if name.startswith("policy_engine")}


def test_the_examples_use_nothing_but_the_public_api() -> None:
    page = (ROOT / "docs" / "own-models.md").read_text("utf-8")
    snippets = re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(snippets) >= 5
    for code in (*snippets, *(path.read_text("utf-8") for path in EXAMPLES.rglob("*.py"))):
        strange = {
            name for name in imported(code) if name not in PUBLIC[:2] and not name.startswith("policy_engine.tools.")
        }
        assert not strange


def test_the_rules_shown_on_the_page_stand_in_the_rulebook() -> None:
    page = (ROOT / "docs" / "own-models.md").read_text("utf-8")
    shown = re.findall(r"^```text\n(      .*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert len(shown) == 2
    assert shown[0] in (HEALTH.RULEBOOK / "office" / "food-licences.yaml").read_text("utf-8")
    assert shown[1] in (DMN.RULEBOOK / "routing.yaml").read_text("utf-8")


def test_made_up_figures_say_so() -> None:
    for path in HEALTH.RULEBOOK.rglob("*.yaml"):
        found = yaml.safe_load(path.read_text("utf-8"))
        for name, each in found.get("parameters", {}).items():
            assert each.get("value") == "unset" or ("虚构" in each["zh"] and "made up" in each["en"]), name
        if "title" in found:
            assert "例" in found["title"]["zh"]
            assert "example" in found["title"]["en"]
            assert "M1" in path.read_text("utf-8")  # figures that stand in rules lean on the convention that says so


def test_public_names_of_the_requests_module() -> None:
    requests = importlib.import_module("policy_engine.requests")
    assert all(hasattr(requests, name) for name in requests.__all__)
    wanted = {"Topic", "Output", "OneOf", "AnyOf", "Flag", "Judgement", "Amount", "Count", "Day", "Text", "Sum"}
    assert wanted | {"Difference", "DaysBetween", "MonthOf", "YearOf", "SameMonth"} <= set(requests.__all__)


# --- what a user of decision tables expects ---------------------------------------------------------------------------


def test_overlapping_rows_of_a_unique_output_are_refused_with_a_request_that_shows_it(tmp_path: Path) -> None:
    old = "[firm, {at_least: 10000, less_than: 500000}, firm, general]"
    folder = changed(DMN, tmp_path / "book", "routing.yaml", old, old.replace(", less_than: 500000", ""))
    with pytest.raises(RulebookError) as caught:
        load(folder, models=DMN.MODELS)
    assert {each.code for each in caught.value.diagnostics} == {"PE507"}
    assert "applicant: firm" in caught.value.diagnostics[0].message()


def test_even_equal_answers_of_two_rows_contradict_each_other_in_a_unique_output(tmp_path: Path) -> None:
    old = "[large-firm, {at_least: 500000}, firm, expert]"
    new = "[large-firm, {at_least: 400000}, firm, general]"
    folder = changed(DMN, tmp_path / "book", "routing.yaml", old, new)
    with pytest.raises(RulebookError) as caught:
        load(folder, models=DMN.MODELS)
    assert {each.code for each in caught.value.diagnostics} == {"PE507"}


def test_rows_of_an_any_output_must_agree(tmp_path: Path) -> None:
    old = "[disabled, [{disabled: true}], true]"
    folder = changed(DMN, tmp_path / "book", "routing.yaml", old, old.replace("], true]", "], false]"))
    with pytest.raises(RulebookError) as caught:
        load(folder, models=DMN.MODELS)
    assert {each.code for each in caught.value.diagnostics} == {"PE507"}


def test_a_request_without_a_row_is_a_finding(tmp_path: Path) -> None:
    folder = changed(DMN, tmp_path / "book", "routing.yaml", "[small, {less_than: 10000}", "[small, {less_than: 9000}")
    found = check(load(folder, models=DMN.MODELS).compiled)
    assert [each.code for each in found] == ["PE601"]
    assert "sum" in found[0].message()


def test_a_value_that_the_output_does_not_have_is_refused_with_the_near_match(tmp_path: Path) -> None:
    folder = changed(DMN, tmp_path / "book", "routing.yaml", "firm, expert]", "firm, exprt]")
    with pytest.raises(RulebookError) as caught:
        load(folder, models=DMN.MODELS)
    (fault,) = caught.value.diagnostics
    assert (fault.code, fault.near) == ("PE302", "expert")
