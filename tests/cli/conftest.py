"""What the tests of the command line share: a runner, copies of the shipped rulebook, and a valid request."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from policy_engine.cli.app import app
from policy_engine.engine.book import shipped_rulebook
from tests.build import small_rulebook

EXAMPLES = Path(__file__).parents[2] / "docs" / "examples"


class Cli:
    """Runs ``policy-engine`` in this process; standard output and standard error are kept apart."""

    def __call__(self, *args: str | Path, stdin: str | bytes | None = None) -> Any:
        result = CliRunner().invoke(app, [str(arg) for arg in args], input=stdin)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch) -> Cli:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    monkeypatch.chdir(small_rulebook().parent)  # where no rulebook is named, this one is found
    return Cli()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a part of the shipped rulebook, to be changed."""
    return Path(shutil.copytree(small_rulebook(), tmp_path / "rulebook"))


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A copy of the whole shipped rulebook."""
    return Path(shutil.copytree(shipped_rulebook(), tmp_path / "rulebook"))


@pytest.fixture
def leave() -> Path:
    return EXAMPLES / "leave.yaml"


def edit(file: Path, old: str, new: str) -> None:
    """Replaces one passage of a file."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
