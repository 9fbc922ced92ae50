"""What others have stored stays valid: rule ids are never lost or used again, published decisions keep their form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from scripts.rule_ids import RETIRED, TARGET, faults, listed_ids, retired_ids, shipped_ids
from scripts.schemas import TARGET as SCHEMA
from scripts.schemas import decision_schema


def test_rule_ids_are_neither_lost_nor_used_again() -> None:
    shipped, listed = shipped_ids(), listed_ids(TARGET.read_text("utf-8"))
    found = faults(shipped, listed, retired_ids(RETIRED.read_text("utf-8")))
    assert not found, "\n".join(found)
    assert listed == sorted(set(listed))


def test_every_retired_id_has_a_reason() -> None:
    bare = [name for name, reason in retired_ids(RETIRED.read_text("utf-8")).items() if not reason]
    assert not bare, f"write 'id: reason' in {RETIRED.name} for {', '.join(bare)}"


@pytest.mark.parametrize(
    ("shipped", "listed", "retired", "told"),
    [
        (["a/x"], ["a/x"], [], []),
        (["a/y"], ["a/x"], [], ["a/x is gone", "a/y is new"]),
        ([], ["a/x"], [], ["retired_rule_ids.txt and run scripts/rule_ids.py"]),
        (["a/x"], ["a/x"], ["a/x"], ["must not be used again"]),
        (["a/x"], [], ["a/x"], ["must not be used again"]),
        ([], ["a/x"], ["a/x"], ["still listed"]),
        ([], [], ["a/x"], []),
    ],
)
def test_what_is_told_of_ids(shipped: list[str], listed: list[str], retired: list[str], told: list[str]) -> None:
    found = faults(shipped, listed, retired)
    assert len(found) == len(told)
    assert all(part in each for part, each in zip(told, found, strict=True))


def test_lists_are_read_without_comments() -> None:
    assert listed_ids("# head\na/x\n\n  a/y  # why\n") == ["a/x", "a/y"]
    assert retired_ids("# head\na/x: merged: into a/y\n\na/z\n") == {"a/x": "merged: into a/y", "a/z": ""}


# --- the published decision -------------------------------------------------------------------------------------------


def fields(schema: Any) -> Iterator[tuple[str, str]]:
    """(part.field, what it may be) of every field of a published schema, texts for people left out."""
    parts = {"decision": schema, **schema.get("$defs", {})}
    for name, part in sorted(parts.items()):
        required = part.get("required", ())
        for field, shape in sorted(part.get("properties", {}).items()):
            bare = {key: value for key, value in shape.items() if key not in ("title", "description", "default")}
            yield f"{name}.{field}", json.dumps([bare, field in required], sort_keys=True)


def advice(before: Any, now: Any) -> list[str]:
    """What to do about a schema that is no longer the one published."""
    old, new = dict(fields(before)), dict(fields(now))
    found = [f"{name} is gone" for name in sorted(old.keys() - new.keys())]
    found += [f"{name} has changed" for name in sorted(old.keys() & new.keys()) if old[name] != new[name]]
    if found and _version(before) == _version(now):
        found.append(
            "those who read decisions would break: bump SCHEMA_VERSION in decisions/model.py, tell it in CHANGELOG.md, "
            "run scripts/schemas.py"
        )
    elif found:
        found.append("the version was bumped: tell it in CHANGELOG.md and run scripts/schemas.py")
    added = [f"{name} is new" for name in sorted(new.keys() - old.keys())]
    if added and not found:
        added.append("a field may be added within a version: note it in CHANGELOG.md and run scripts/schemas.py")
    if before != now and not found and not added:
        added.append("only texts or order have changed: run scripts/schemas.py")
    return found + added


def _version(schema: Any) -> Any:
    return schema["properties"]["schema_version"].get("const")


def test_the_published_decision_keeps_its_form() -> None:
    found = advice(json.loads(SCHEMA.read_text("utf-8")), json.loads(decision_schema()))
    assert not found, "\n".join(found)


def _changed(**properties: Any) -> Any:
    schema = json.loads(decision_schema())
    for name, shape in properties.items():
        if shape is None:
            del schema["properties"][name]
        else:
            schema["properties"][name] = shape
    return schema


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"outcome": None}, ["decision.outcome is gone", "bump SCHEMA_VERSION"]),
        ({"outcome": {"type": "integer"}}, ["decision.outcome has changed", "bump SCHEMA_VERSION"]),
        ({"extra": {"type": "string"}}, ["decision.extra is new", "note it in CHANGELOG.md"]),
        ({"outcome": None, "extra": {}}, ["decision.outcome is gone", "bump", "decision.extra is new"]),
        (
            {"outcome": None, "schema_version": {"const": "2"}},
            ["decision.outcome is gone", "decision.schema_version has changed", "the version was bumped"],
        ),
        ({"outcome": {**json.loads(decision_schema())["properties"]["outcome"], "title": "x"}}, ["only texts"]),
        ({}, []),
    ],
)
def test_what_is_told_of_the_schema(changes: dict[str, Any], told: list[str]) -> None:
    found = advice(json.loads(decision_schema()), _changed(**changes))
    assert len(found) == len(told)
    assert all(part in each for part, each in zip(told, found, strict=True))
