"""JSON or YAML text from outside, to plain data and the places of its parts; every fault of the text is told."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias

from policy_engine.errors import Diagnostic, Place, RequestError, place_after
from policy_engine.nodes import MAX_BYTES, MAX_DEPTH, Node, read_bytes

Path: TypeAlias = tuple[str | int, ...]
Locate: TypeAlias = Callable[[Path], Place]
_QUOTED_KEY = re.compile(rb'\s*\{\s*"')
_HALF_PAIR = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_STRING_OR_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|-?[A-Za-z]+')


def read_plain(text: str | bytes, name: str) -> tuple[Any, Locate]:
    """Plain data from JSON or YAML text, and where each part of it stands; ``name`` is shown in places.

    Raises:
        RequestError: every fault found.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return _from_json(data, name) if data.lstrip().startswith(b"{") else _from_yaml(data, name)


def _from_yaml(data: bytes, name: str) -> tuple[Any, Locate]:
    faults: list[Diagnostic] = []
    node = read_bytes(data, name, faults)
    if node is None:
        raise RequestError(faults)
    return node.plain(), _locator(node, name)


def _from_json(data: bytes, name: str) -> tuple[Any, Locate]:
    if len(data) > MAX_BYTES:
        raise RequestError([Diagnostic("PE110", Place(name), {"size": str(len(data)), "limit": str(MAX_BYTES)})])
    try:
        text = data.decode("utf-8-sig")
        plain = json.loads(text, parse_float=Decimal, object_pairs_hook=_object, parse_constant=_constant)
    except (ValueError, RecursionError) as problem:
        return _not_json(data, name, problem)
    found = _HALF_PAIR.search(data)
    if found is not None and not _is_text(plain):
        place = place_after(data[: found.start()].decode("utf-8-sig"), name)
        raise RequestError([Diagnostic("PE701", place, {"problem": f"{found.group().decode()} is half a character"})])
    if _depth(plain) > MAX_DEPTH:
        raise RequestError([Diagnostic("PE111", Place(name), {"limit": str(MAX_DEPTH)})])
    return plain, _placed_late(data, name)


def _placed_late(data: bytes, name: str) -> Locate:
    """Places in JSON, found only when one is asked for: JSON is YAML but for a few escapes."""
    found: list[Locate] = []

    def locate(path: Path) -> Place:
        if not found:
            found.append(_locator(read_bytes(data, name, []), name))
        return found[0](path)

    return locate


def _not_json(data: bytes, name: str, problem: Exception) -> tuple[Any, Locate]:
    """What begins with a brace and is no JSON: YAML in braces, or a fault told where it stands.

    Raises:
        RequestError: it is neither.
    """
    faults: list[Diagnostic] = []
    node = read_bytes(data, name, faults)
    if any(fault.code == "PE101" for fault in faults):
        raise RequestError(faults) from None
    if isinstance(problem, json.JSONDecodeError):
        if node is not None:
            return node.plain(), _locator(node, name)
        if faults and not _QUOTED_KEY.match(data):
            raise RequestError(faults) from None
        place = place_after(problem.doc[: problem.pos], name)
        raise RequestError([Diagnostic("PE701", place, {"problem": problem.msg})]) from None
    if isinstance(problem, _ConstantError):
        place = _place_of(data, problem.text, name)
        raise RequestError([Diagnostic("PE701", place, {"problem": str(problem)})]) from None
    raise RequestError(faults or [Diagnostic("PE701", Place(name), {"problem": str(problem)})]) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        twice = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise ValueError(f"key {twice!r} stands twice")
    return found


def _is_text(plain: Any) -> bool:
    """Whether all text of the data can be encoded: JSON may escape half a surrogate pair."""
    try:
        json.dumps(plain, ensure_ascii=False, default=str).encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


class _ConstantError(ValueError):
    """NaN or Infinity, which JSON does not have."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text} is not a number")
        self.text = text


def _constant(text: str) -> Any:
    raise _ConstantError(text)


def _place_of(data: bytes, word: str, name: str) -> Place:
    """Where a bare word first stands in JSON outside of strings."""
    text = data.decode("utf-8-sig")
    for found in _STRING_OR_WORD.finditer(text):
        if found.group() == word:
            return place_after(text[: found.start()], name)
    return Place(name)


def _depth(value: Any) -> int:
    deepest, stack = 0, [(value, 1)]
    while stack:
        item, depth = stack.pop()
        deepest = max(deepest, depth)
        below = item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()
        stack.extend((each, depth + 1) for each in below)
    return deepest


def place_in(node: Node, path: Path, place: Place) -> Place:
    """Where the last part of a path that exists stands; ``place`` where not even the first does."""
    for part in path:
        if isinstance(node.value, dict) and str(part) in node.value:
            place, node = node.key_place(str(part)), node.value[str(part)]
        elif isinstance(node.value, list) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            place = node.place
        else:
            break
    return place


def _locator(root: Node | None, name: str) -> Locate:
    return lambda path: Place(name) if root is None else place_in(root, path, root.place)
