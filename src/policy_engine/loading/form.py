"""Reading one mapping of a file: which keys it may and must have, and values of the wanted kind."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from typing import TypeVar

from policy_engine.axes import FIRST_DAY, LAST_DAY
from policy_engine.citations import Label
from policy_engine.errors import Diagnostic, Place, near_match
from policy_engine.nodes import Node
from policy_engine.periods import ALWAYS_IN_FORCE, Period, day_text

KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")

_KIND_ZH = {
    "mapping": "键值对",
    "list": "列表",
    "text": "文字",
    "truth": "真假值",
    "integer": "整数",
    "decimal": "小数",
    "date": "日期",
}
_WANTED_EN = {
    "mapping": "a mapping",
    "list": "a list",
    "text": "text",
    "truth": "true or false",
    "integer": "an integer",
    "decimal": "a decimal",
    "date": "a date",
}
T = TypeVar("T")


def wrong_kind(node: Node, where: str, wanted: str, faults: list[Diagnostic]) -> None:
    """Reports that a node is not of the wanted kind (``mapping``, ``list``, ``text``, …)."""
    words = {
        "where": where,
        "wanted": _KIND_ZH.get(wanted, wanted),
        "wanted_en": _WANTED_EN.get(wanted, wanted),
        "found": _KIND_ZH[node.kind],
        "found_en": _WANTED_EN[node.kind],
    }
    faults.append(Diagnostic("PE203", node.place, words))


class Form:
    """A mapping being read. Unknown keys, missing keys and values of the wrong kind are reported at their place."""

    __slots__ = ("entries", "faults", "node", "where")

    def __init__(
        self,
        node: Node,
        where: str,
        faults: list[Diagnostic],
        required: Collection[str] = (),
        optional: Collection[str] | None = (),
    ) -> None:
        self.node = node
        self.where = where
        self.faults = faults
        value = node.value
        if not isinstance(value, dict):
            wrong_kind(node, where, "mapping", faults)
            self.entries: dict[str, Node] = {}
            return
        self.entries = value
        if optional is not None:
            self._refuse_unknown(value, required, optional)
        for key in required:
            if key not in value and (node.keys is None or key not in node.keys):
                self.fault("PE202", node.place, where=where, key=key)

    def _refuse_unknown(self, value: dict[str, Node], required: Collection[str], optional: Collection[str]) -> None:
        for key in value:
            if key not in optional and key not in required:
                known = sorted({*required, *optional})
                self.faults.append(
                    Diagnostic(
                        "PE201",
                        self.node.key_place(key),
                        {"where": self.where, "key": key},
                        ", ".join(known),
                        near_match(key, known),
                    )
                )

    def fault(self, code: str, place: Place, **words: str) -> None:
        """Reports a fault."""
        self.faults.append(Diagnostic(code, place, words))

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def node_of(self, key: str) -> Node | None:
        """The value's node."""
        return self.entries.get(key)

    def text(self, key: str, default: str = "") -> str:
        """Text; a number or date written without quotes is refused."""
        node = self.entries.get(key)
        if node is None:
            return default
        if isinstance(node.value, str):
            return node.value
        wrong_kind(node, f"{self.where}.{key}", "text", self.faults)
        return default

    def flag(self, key: str, default: bool) -> bool:
        """True or false."""
        node = self.entries.get(key)
        if node is None:
            return default
        if isinstance(node.value, bool):
            return node.value
        wrong_kind(node, f"{self.where}.{key}", "truth", self.faults)
        return default

    def items(self, key: str) -> Iterator[tuple[str, Node]]:
        """The entries of a mapping below."""
        node = self.entries.get(key)
        if node is None:
            return
        if isinstance(node.value, dict):
            yield from node.value.items()
        else:
            wrong_kind(node, f"{self.where}.{key}", "mapping", self.faults)

    def nodes(self, key: str) -> list[Node]:
        """The items of a list below; a single value counts as a list of one."""
        node = self.entries.get(key)
        if node is None:
            return []
        if isinstance(node.value, list):
            return node.value
        if isinstance(node.value, dict):
            wrong_kind(node, f"{self.where}.{key}", "list", self.faults)
            return []
        return [node]

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words."""
        found: list[str] = []
        for item in self.nodes(key):
            if isinstance(item.value, str):
                found.append(item.value)
            else:
                wrong_kind(item, f"{self.where}.{key}", "text", self.faults)
        return tuple(found)

    def label(self) -> Label:
        """The lines ``zh`` (required) and ``en`` (a note where missing) of this mapping."""
        zh = self.text("zh")
        if not zh and isinstance(self.node.value, dict):
            self.fault("PE207", self.node.place, where=self.where)
        en = self.text("en")
        if not en and zh:
            self.fault("PE606", self.node.place, where=self.where)
        return Label(zh, en)

    def period(self, key: str, extra: Collection[str] = ()) -> Period:
        """A period ``{from, until}``; ``from: unknown`` counts as always and is remembered as unknown."""
        node = self.entries.get(key)
        if node is None:
            return ALWAYS_IN_FORCE
        form = Form(node, f"{self.where}.{key}", self.faults, (), {"from", "until", *extra})
        start, known = form.day("from", FIRST_DAY)
        end, _ = form.day("until", LAST_DAY)
        if start > end:
            self.fault("PE407", node.place, start=day_text(start), end=day_text(end))
            return ALWAYS_IN_FORCE
        return Period(start, end, known)

    def day(self, key: str, default: int) -> tuple[int, bool]:
        """A date as an ordinal, and whether it is known (``unknown`` gives the default)."""
        node = self.entries.get(key)
        if node is None:
            return default, True
        if isinstance(node.value, dt.date):
            return node.value.toordinal(), True
        if node.value == "unknown":
            return default, False
        wrong_kind(node, f"{self.where}.{key}", "date", self.faults)
        return default, True

    def one_of(self, key: str, allowed: Collection[str], default: str) -> str:
        """One word of a fixed few."""
        node = self.entries.get(key)
        if node is None:
            return default
        if isinstance(node.value, str) and node.value in allowed:
            return node.value
        shown = str(node.plain())
        self.faults.append(
            Diagnostic(
                "PE302",
                node.place,
                {"value": shown, "field": f"{self.where}.{key}"},
                ", ".join(allowed),
                near_match(shown, allowed),
            )
        )
        return default


def check_name(name: str, place: Place, faults: list[Diagnostic], pattern: re.Pattern[str] = KEBAB) -> None:
    """Reports an id that is not written as ids of its kind are."""
    if not pattern.match(name):
        faults.append(Diagnostic("PE204", place, {"id": name}))


def known(code: str, name: str, words: Collection[str], place: Place, faults: list[Diagnostic], **more: str) -> bool:
    """Whether a name is among the known words; if not, reports it with the nearest of them."""
    if name in words:
        return True
    listed = sorted(words)
    expected = ", ".join(listed) if len(listed) <= 40 else ""
    faults.append(Diagnostic(code, place, {"name": name, **more}, expected, near_match(name, listed)))
    return False
