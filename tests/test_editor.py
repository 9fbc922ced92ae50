"""The page on editors: its commands run, its settings point at schemas that fit the files they are meant for."""

from __future__ import annotations

import json
import re
import shlex
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from typer.testing import CliRunner

from policy_engine.cli.app import app
from tests.tools.test_schema import plain

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "editor.md").read_text("utf-8")


def fences(kind: str) -> list[str]:
    return re.findall(rf"^ *```{kind}\n(.*?)^ *```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the commands of the page were run."""
    folder = tmp_path_factory.mktemp("workspace")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        commands = [line.strip() for text in fences("sh") for line in text.splitlines() if line.strip()]
        assert commands
        for command in commands:
            assert CliRunner().invoke(app, shlex.split(command)[1:]).exit_code == 0, command
    return folder


def settings() -> dict[str, Any]:
    (text,) = fences("json settings")
    found: dict[str, Any] = json.loads(text)
    return found


@cache
def validator(schema: Path) -> Draft202012Validator:
    """The validator of a schema file, which may refer to those beside it."""
    found = {each.name: json.loads(each.read_text("utf-8")) for each in schema.parent.iterdir()}
    registry: Any = Registry().with_resources(
        [(name, Resource.from_contents(content)) for name, content in found.items()]
    )
    return Draft202012Validator(found[schema.name], registry=registry)


def faults(workspace: Path, schema: str, path: Path) -> list[str]:
    return [each.message for each in validator(workspace / schema).iter_errors(plain(path.read_bytes()))]


def test_every_file_of_the_rulebook_has_one_schema_and_fits_it(workspace: Path) -> None:
    patterns = settings()["yaml.schemas"]
    for path in [*(ROOT / "rulebook").rglob("*.yaml"), ROOT / "docs" / "examples" / "leave.yaml"]:
        name = path.relative_to(ROOT).as_posix()
        (schema,) = (schema for schema, pattern in patterns.items() if fnmatch(name, pattern))
        assert faults(workspace, schema, path) == [], name


def test_every_pattern_of_the_settings_matches_something(workspace: Path) -> None:
    for schema, pattern in settings()["yaml.schemas"].items():
        assert (workspace / schema).is_file()
        assert list(ROOT.glob(pattern)), pattern
    for each in settings()["json.schemas"]:
        assert (workspace / each["url"]).is_file()
        for pattern in each["fileMatch"]:
            (path,) = ROOT.glob(pattern)
            assert faults(workspace, each["url"], path) == []


def test_the_schema_named_in_a_file_is_written(workspace: Path) -> None:
    (named,) = re.findall(r"\$schema=\.\./\.\./(\S+)", PAGE)
    assert (workspace / named).is_file()
