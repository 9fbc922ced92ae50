"""Plain data as YAML that people read: structure in blocks, small mappings in braces, prose never in braces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import Any

import yaml

from policy_engine.cells import cells_of
from policy_engine.words import KEYS

_WIDTH = 110
_PROSE = frozenset({"zh", "en", KEYS["label"]["zh"], KEYS["label"]["en"]})


def _both(*keys: tuple[str, str]) -> frozenset[str]:
    """Keys, by position and English word, in both wordings."""
    return frozenset(word for position, key in keys for word in (key, KEYS[position][key]))


_NAMED = _both(
    ("instrument", "clauses"), ("instrument", "terms"), ("clause", "rules"), ("cases", "cases")
)  # names, under each of which a block stands
_APART = _both(("instrument", "clauses"), ("cases", "cases"))  # under these, each entry is set off by a blank line
_SPACED = _APART | _both(*(("instrument", key) for key in ("terms", "parameters", "leaves_open")))
_BLOCKS = _NAMED | _both(("instrument", "parameters"), ("rule", "wordings"))


def yaml_text(data: dict[str, Any]) -> str:
    """The text of an instrument or a case file. It reads back to equal data, in the same order."""
    lines: list[str] = []
    for key, value in data.items():
        if key in _SPACED:
            lines.append("")
        for line in _entry("", key, value, 0):
            if key in _APART and line.startswith("  ") and line[2] != " ":
                lines.append("")
            lines.append(line)
    return "\n".join(lines) + "\n"


def _entry(lead: str, key: str, value: Any, indent: int, stands: bool = False) -> Iterator[str]:
    """The lines of one entry of a mapping; ``lead`` is what its first line begins with."""
    head = f"{lead}{_scalar(key, flow=False)}:"
    if not isinstance(value, (dict, list)) or not value:
        yield f"{head} {_flow(value) if isinstance(value, (dict, list)) else _scalar(value, flow=False)}"
    elif not (stands or key in _BLOCKS or _holds_prose(value)) and cells_of(f"{head} {_flow(value)}") <= _WIDTH:
        yield f"{head} {_flow(value)}"
    elif isinstance(value, dict):
        yield head
        for name, each in value.items():
            yield from _entry(" " * (indent + 2), name, each, indent + 2, stands=key in _NAMED)
    else:
        yield head
        for item in value:
            yield from _item(item, indent + 2)


def _item(item: Any, indent: int) -> Iterator[str]:
    lead = " " * indent + "- "
    if isinstance(item, dict) and item and (_holds_prose(item) or cells_of(lead + _flow(item)) > _WIDTH):
        for number, (key, value) in enumerate(item.items()):
            yield from _entry(lead if number == 0 else " " * (indent + 2), key, value, indent + 2)
    else:
        yield lead + (_flow(item) if isinstance(item, (dict, list)) else _scalar(item, flow=False))


def _holds_prose(value: Any) -> bool:
    if isinstance(value, dict):
        return any(key in _PROSE or _holds_prose(each) for key, each in value.items())
    return isinstance(value, list) and any(map(_holds_prose, value))


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(key, flow=True)}: {_flow(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(value, flow=True)


def _scalar(value: Any, flow: bool) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, (int, Decimal)):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    return _text(str(value), flow)


@lru_cache(4096)  # the same words stand in a file again and again, and asking PyYAML about each is slow
def _text(value: str, flow: bool) -> str:
    dumped = yaml.safe_dump([value], allow_unicode=True, default_flow_style=flow, width=10**9)
    return dumped.strip()[1:-1] if flow else dumped[2:].rstrip("\n")
