"""YAML text to located nodes.

PyYAML's C loader composes the tree; this module turns it into :class:`Node` objects that carry their place, and
accepts only what a rulebook needs: text, true/false, integers, decimals and dates. Everything else is a diagnostic,
and all of a file's faults are reported, not only the first.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from policy_engine.errors import Diagnostic, Place, lines_of, place_after
from policy_engine.syntax import syntax_fault, unreadable

MAX_BYTES = 16_000_000
MAX_DEPTH = 64
MAX_ALIASED_NODES = 100

Value: TypeAlias = "str | bool | int | Decimal | dt.date | list[Node] | dict[str, Node]"

# libyaml's loader where PyYAML was built with it: six times faster, the same nodes.
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"-?(0|[1-9][0-9]{0,30})\Z")
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,30})\.[0-9]{1,12}\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_FULL_WIDTH = re.compile("[\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u3000-\u3002\u201c\u201d\u2018\u2019]")
_TEXT_TAG = "tag:yaml.org,2002:str"
_NULL_TAG = "tag:yaml.org,2002:null"


class Node:
    """A value with its place.

    ``value`` is text, a bool, an int, a Decimal, a date, a list of nodes or a mapping from text to nodes.
    """

    __slots__ = ("_mark", "file", "keys", "value")

    def __init__(self, file: str, mark: Any, value: Value, keys: dict[str, Any] | None = None) -> None:
        self.file = file
        self._mark = mark
        self.value = value
        self.keys = keys

    @property
    def place(self) -> Place:
        """Where the value begins."""
        return _place(self.file, self._mark)

    def key_place(self, key: str) -> Place:
        """Where a key of this mapping stands; the mapping's own place if it has no such key."""
        if self.keys is None or key not in self.keys:
            return self.place
        return _place(self.file, self.keys[key])

    @property
    def kind(self) -> str:
        """``mapping``, ``list``, ``text``, ``truth``, ``integer``, ``decimal`` or ``date``."""
        return _KINDS[type(self.value)]

    def with_value(self, value: Value) -> Node:
        """A node at the same place with another value."""
        return Node(self.file, self._mark, value, self.keys)

    def with_entries(self, entries: dict[str, Node], keys: dict[str, Any]) -> Node:
        """A mapping at the same place with other entries; ``keys`` are marks as in :attr:`keys`."""
        return Node(self.file, self._mark, entries, keys)

    def at_key(self, key: str, value: Value) -> Node:
        """A node that stands where a key of this mapping stands."""
        return Node(self.file, (self.keys or {}).get(key, self._mark), value)

    def placed_at(self, other: Node) -> Node:
        """The same value, beginning where another node does; its keys stay where they stand."""
        return Node(other.file, other._mark, self.value, self.keys)

    def with_entry(self, key: str, node: Node) -> Node:
        """This mapping with an entry more, or another one; a key that is new stands where the entry does."""
        assert isinstance(self.value, dict)
        keys = {key: node._mark, **(self.keys or {})}
        return Node(self.file, self._mark, {**self.value, key: node}, keys)

    def plain(self) -> Any:
        """The value without places, as plain Python objects."""
        if isinstance(self.value, dict):
            return {key: node.plain() for key, node in self.value.items()}
        if isinstance(self.value, list):
            return [node.plain() for node in self.value]
        return self.value


def usable_key(text: str) -> bool:
    """Whether a word may stand as a key, in which full-width punctuation is refused."""
    return bool(text) and _FULL_WIDTH.search(text) is None


KIND_WORDS: dict[str, tuple[str, str]] = {
    "mapping": ("键值对", "a mapping"),
    "list": ("列表", "a list"),
    "text": ("文字", "text"),
    "truth": ("真假值", "true or false"),
    "integer": ("整数", "an integer"),
    "decimal": ("小数", "a decimal"),
    "date": ("日期", "a date"),
}
_KINDS: dict[type, str] = {
    dict: "mapping",
    list: "list",
    str: "text",
    bool: "truth",
    int: "integer",
    Decimal: "decimal",
    dt.date: "date",
}


def _place(file: str, mark: Any) -> Place:
    return Place(file, mark.line + 1, mark.column + 1)


class _NoMark:
    line = column = 0


def from_plain(value: Any, name: str) -> Node:
    """Nodes for plain Python objects, all placed at the beginning of ``name``."""
    if isinstance(value, Mapping):
        return Node(name, _NoMark, {str(key): from_plain(item, name) for key, item in value.items()}, {})
    if isinstance(value, (list, tuple)):
        return Node(name, _NoMark, [from_plain(item, name) for item in value])
    return Node(name, _NoMark, value)


def read_file(path: Path, name: str, faults: list[Diagnostic]) -> Node | None:
    """The tree of a file, or None where it has faults (which are added to ``faults``); ``name`` is shown in places."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            faults.append(Diagnostic("PE110", Place(name), {"size": str(size), "limit": str(MAX_BYTES)}))
            return None
        data = path.read_bytes()
    except OSError as problem:
        faults.append(Diagnostic("PE117", Place(name), {"problem": problem.strerror or str(problem)}))
        return None
    return read_bytes(data, name, faults)


def read_bytes(data: bytes, name: str, faults: list[Diagnostic]) -> Node | None:
    """The tree of a text, or None where it has faults (which are added to ``faults``)."""
    if len(data) > MAX_BYTES:
        faults.append(Diagnostic("PE110", Place(name), {"size": str(len(data)), "limit": str(MAX_BYTES)}))
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        faults.append(Diagnostic("PE101", place_after(data[: problem.start].decode("utf-8-sig", "replace"), name)))
        return None
    if not text.strip():
        faults.append(Diagnostic("PE118", Place(name)))
        return None
    if "\t" in text:
        faults.extend(_tabs(text, name))
        return None
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as problem:
        faults.append(syntax_fault(problem, text, name, MAX_DEPTH))
        return None
    except (yaml.YAMLError, RecursionError, ValueError) as problem:
        faults.append(unreadable(problem, text, name, MAX_DEPTH))
        return None
    if root is None or root.tag == _NULL_TAG:
        faults.append(Diagnostic("PE118", Place(name)))
        return None
    before_count = len(faults)
    node = _Builder(name, faults, watch_aliases="&" in text).build(root, "", 0)
    return node if len(faults) == before_count else None


def _tabs(text: str, name: str) -> Iterator[Diagnostic]:
    for number, line in enumerate(lines_of(text), 1):
        if "\t" in line:
            yield Diagnostic("PE103", Place(name, number, line.index("\t") + 1))


class _AliasBudgetSpentError(Exception):
    """Raised inside the builder once aliases have expanded beyond their budget."""


class _Builder:
    """Turns PyYAML's tree into nodes, collecting every fault."""

    def __init__(self, name: str, faults: list[Diagnostic], watch_aliases: bool) -> None:
        self.name = name
        self.faults = faults
        self.seen: set[int] | None = set() if watch_aliases else None
        self.aliased = 0

    def build(self, root: Any, key: str, depth: int) -> Node | None:
        try:
            return self._node(root, key, depth)
        except _AliasBudgetSpentError:
            return None

    def _fault(self, code: str, mark: Any, **words: str) -> None:
        self.faults.append(Diagnostic(code, _place(self.name, mark), words))

    def _node(self, raw: Any, key: str, depth: int) -> Node | None:
        if self.seen is not None:
            self._count_alias(raw)
        mark = raw.start_mark
        kind = raw.__class__
        if kind is yaml.ScalarNode:
            return self._scalar(raw, key)
        if depth >= MAX_DEPTH:
            self._fault("PE111", mark, limit=str(MAX_DEPTH))
            return None
        if raw.tag not in ("tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"):
            self._fault("PE113", mark, tag=raw.tag)
            return None
        if kind is yaml.SequenceNode:
            items = [self._node(item, key, depth + 1) for item in raw.value]
            return Node(self.name, mark, [item for item in items if item is not None])
        return self._mapping(raw, depth)

    def _count_alias(self, raw: Any) -> None:
        """Counts nodes met again: each alias re-visits its whole target, so an explosion is counted as it unfolds."""
        assert self.seen is not None
        if id(raw) in self.seen:
            self.aliased += 1
            if self.aliased > MAX_ALIASED_NODES:
                self._fault("PE109", raw.start_mark, limit=str(MAX_ALIASED_NODES))
                raise _AliasBudgetSpentError
        else:
            self.seen.add(id(raw))

    def _mapping(self, raw: Any, depth: int) -> Node:
        entries: dict[str, Node] = {}
        keys: dict[str, Any] = {}
        for raw_key, raw_value in raw.value:
            key = self._key(raw_key)
            if key is None:
                continue
            if key in keys:
                self._fault("PE105", raw_key.start_mark, key=key, line=str(keys[key].line + 1))
                continue
            keys[key] = raw_key.start_mark
            if raw_value.tag == _NULL_TAG:
                self._fault("PE104", raw_key.start_mark, key=key)
                continue
            value = self._node(raw_value, key, depth + 1)
            if value is not None:
                entries[key] = value
        return Node(self.name, raw.start_mark, entries, keys)

    def _key(self, raw: Any) -> str | None:
        mark = raw.start_mark
        if raw.__class__ is not yaml.ScalarNode:
            self._fault("PE115", mark)
            return None
        text: str = raw.value
        tag = raw.tag
        if tag != _TEXT_TAG:
            if tag == "tag:yaml.org,2002:merge":
                self._fault("PE114", mark)
            elif tag == "tag:yaml.org,2002:bool":
                self._fault("PE106", mark, text=text)
            else:
                self._fault("PE115", mark)
            return None
        if not text.isascii() and _FULL_WIDTH.search(text):
            self._fault("PE108", mark, key=text)
            return None
        return text

    def _scalar(self, raw: Any, key: str) -> Node | None:
        tag: str = raw.tag
        text: str = raw.value
        mark = raw.start_mark
        if tag == _TEXT_TAG:
            return Node(self.name, mark, text)
        if tag == "tag:yaml.org,2002:bool" and text in ("true", "false"):
            return Node(self.name, mark, text == "true")
        if tag == "tag:yaml.org,2002:int" and _INTEGER.match(text):
            return Node(self.name, mark, int(text))
        if tag == "tag:yaml.org,2002:float" and _DECIMAL.match(text):
            return Node(self.name, mark, Decimal(text))
        if tag == "tag:yaml.org,2002:timestamp":
            return self._date(text, mark)
        self._refuse_scalar(tag, text, key, mark)
        return None

    def _date(self, text: str, mark: Any) -> Node | None:
        if _DATE.match(text):
            try:
                return Node(self.name, mark, dt.date.fromisoformat(text))
            except ValueError:
                pass
        self._fault("PE116", mark, text=text)
        return None

    def _refuse_scalar(self, tag: str, text: str, key: str, mark: Any) -> None:
        match tag.rsplit(":", 1)[-1]:
            case "null":
                self._fault("PE104", mark, key=key)
            case "bool":
                self._fault("PE106", mark, text=text)
            case "int" | "float":
                self._fault("PE107", mark, text=text)
            case "merge":
                self._fault("PE114", mark)
            case _:
                self._fault("PE113", mark, tag=tag)
