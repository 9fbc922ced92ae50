"""The package as others get it: its front door, its wheel, its published schema."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest
from scripts.schemas import TARGET, decision_schema

import policy_engine

ROOT = Path(__file__).parents[1]


def test_front_door_is_what_it_lists() -> None:
    visible = {name for name in vars(policy_engine) if not name.startswith("_")}
    rooms = {path.stem for path in (ROOT / "src" / "policy_engine").iterdir()}
    assert visible - rooms == set(policy_engine.__all__) - {"__version__"}
    assert len(policy_engine.__all__) <= 15


def test_nothing_inside_imports_the_front_door() -> None:
    for path in (ROOT / "src" / "policy_engine").rglob("*.py"):
        assert "from policy_engine import" not in path.read_text("utf-8").replace(
            "    from policy_engine import load\n", ""
        )


def test_wheel_decides_without_a_checkout(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)
    facts = {"kind": "sick", "post": "mayor", "first_day": "2026-03-02", "away": []}
    data = {"topic": "absence", "jurisdiction": "town-a", "facts": facts}
    decide = f"d = p.load().decide_data({data}); print(d.outcome, d.approvers)"
    code = f"import policy_engine as p; print(p.__file__); {decide}"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(site)}
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=elsewhere, env=environment, check=True, capture_output=True, text=True
    )
    where, answer = ran.stdout.splitlines()
    assert where.startswith(str(site))
    assert answer == "needs_steps ('party_secretary',)"


def test_wheel_declares_what_it_needs() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    assert "durable-rules>=2.0.28; python_version < '3.13'" in text
    assert 'cli = ["typer' in text


def test_published_schema_is_that_of_the_model() -> None:
    assert TARGET.read_text("utf-8") == decision_schema()


def test_no_module_imports_itself_by_way_of_others() -> None:
    """Imports inside functions and for types alone count, too."""
    graph = grimp.build_graph("policy_engine", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    assert len(imports) > 200
    try:
        list(TopologicalSorter(imports).static_order())
    except CycleError as problem:
        pytest.fail(" -> ".join(problem.args[1]))
