"""What pydantic finds wrong with data from outside, as diagnostics in our own words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from policy_engine.errors import Diagnostic, encodable, near_match
from policy_engine.requests.texts import Locate, Path

_WANTED: Mapping[str, tuple[str, str]] = {
    "bool": ("true 或 false", "true or false"),
    "string": ("文字", "text"),
    "tuple": ("列表", "a list"),
    "dict": ("键值对", "a mapping"),
    "model": ("键值对", "a mapping"),
}


def no_mapping(whole: str, data: object, where: Locate) -> Diagnostic:
    """That the whole is no mapping."""
    words = {"field": whole, "wanted": "键值对", "wanted_en": "a mapping", "value": shown(data)}
    return Diagnostic("PE709", where(()), words)


def shown(value: object) -> str:
    """A value as it may stand in a message."""
    return encodable(str(value))[:60]


def fault_of(error: Any, path: Path, where: Locate, whole: str, keys: Callable[[Path], Sequence[str]]) -> Diagnostic:
    """A pydantic error as a diagnostic.

    Args:
        error: one of ``ValidationError.errors()``; an error of our own has its code as type, and in its context the
            words of the message and under ``expected`` what was expected.
        path: where in the data it is.
        where: the place of a path.
        whole: what the whole is called, for keys missing there.
        keys: the keys that the part at a path may have.
    """
    kind: str = error["type"]
    context: Mapping[str, Any] = error.get("ctx") or {}
    field = encodable(".".join(map(str, path)))
    if kind.startswith("PE"):
        words = {"field": field, **{key: str(value) for key, value in context.items() if key != "expected"}}
        expected = str(context.get("expected", ""))
        listed = kind in ("PE702", "PE706") and expected
        return Diagnostic(
            kind, where(path), words, expected, near_match(words["value"], expected.split(", ")) if listed else ""
        )
    if kind in ("extra_forbidden", "invalid_key"):
        known = keys(path[:-1])
        near = near_match(encodable(str(path[-1])), known)
        return Diagnostic("PE702", where(path), {"key": field}, ", ".join(known), near)
    if kind == "missing":
        words = {"field": field.rpartition(".")[0] or whole, "key": str(path[-1])}
        return Diagnostic("PE716", where(path[:-1]), words)
    zh, en = _WANTED.get(kind.split("_", 1)[0], ("合类型的值", str(error.get("msg", "another type"))))
    words = {"field": field, "wanted": zh, "wanted_en": en, "value": shown(error.get("input"))}
    return Diagnostic("PE709", where(path), words)
