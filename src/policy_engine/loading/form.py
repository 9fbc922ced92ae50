"""Reading one mapping of a file: which keys it may and must have, and values of the wanted kind."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator
from typing import TypeVar

from policy_engine.axes import FIRST_DAY, LAST_DAY
from policy_engine.citations import Label
from policy_engine.errors import Diagnostic, Place, near_match
from policy_engine.nodes import KIND_WORDS, Node
from policy_engine.numerals import figure_meant
from policy_engine.periods import ALWAYS_IN_FORCE, Period, day_text

KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*\Z")


_FIGURE = re.compile("number|integer|decimal|figure")

T = TypeVar("T")


def wrong_kind(node: Node, where: str, wanted: str | tuple[str, str], faults: list[Diagnostic]) -> None:
    """Reports that a node is not of the wanted kind (``mapping``, ``list``, ``text``, … or words, zh and en)."""
    wanted_zh, wanted_en = KIND_WORDS[wanted] if isinstance(wanted, str) else wanted
    found_zh, found_en = KIND_WORDS[node.kind]
    words = {"where": where, "wanted": wanted_zh, "wanted_en": wanted_en, "found": found_zh, "found_en": found_en}
    near = figure_meant(node.value) if isinstance(node.value, str) and _FIGURE.search(wanted_en) else ""
    faults.append(Diagnostic("PE203", node.place, words, near=near))


class Form:
    """A mapping being read. Unknown keys, missing keys and values of the wrong kind are reported at their place."""

    __slots__ = ("entries", "faults", "meant", "node", "where")

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
        self.meant: set[str] = set()
        value = node.value
        if not isinstance(value, dict):
            wrong_kind(node, where, "mapping", faults)
            self.entries: dict[str, Node] = {}
            return
        self.entries = value
        if optional is not None:
            self._refuse_unknown(value, required, optional)
        for key in required:
            if key != "zh" and not self.has_or_means(key):
                self.fault("PE202", node.place, where=where, key=key)

    def _refuse_unknown(self, value: dict[str, Node], required: Collection[str], optional: Collection[str]) -> None:
        for key in value:
            if key not in optional and key not in required:
                known = sorted({*required, *optional})
                near = near_match(key, [word for word in known if word not in value]) or near_match(key, known)
                self.meant.add(near)
                words = {"where": self.where, "key": key}
                self.faults.append(Diagnostic("PE201", self.node.key_place(key), words, ", ".join(known), near))

    def has_or_means(self, key: str) -> bool:
        """Whether a key is there, or an unknown key was already reported that is probably this one misspelt."""
        return key in self.entries or key in self.meant

    def place(self, key: str) -> Place:
        """Where the value of a key stands; the mapping's own place if it has no such key."""
        node = self.entries.get(key)
        return node.place if node is not None else self.node.place

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
        for name, node, _ in self.named(key):
            yield name, node

    def named(self, key: str) -> Iterator[tuple[str, Node, Place]]:
        """The entries of a mapping below, each with the place of its name."""
        node = self.entries.get(key)
        if node is None:
            return
        if isinstance(node.value, dict):
            for name, each in node.value.items():
                yield name, each, node.key_place(name)
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
        node = self.entries.get("zh")
        missing = not self.has_or_means("zh") if node is None else node.value == ""
        if missing and isinstance(self.node.value, dict):
            self.fault("PE207", self.place("zh"), where=self.where)
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
