"""What every kind of case has: its place in a case file, what it expects, and how it is told what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from policy_engine.errors import Diagnostic, Place, RequestError
from policy_engine.loading.form import wrong_kind
from policy_engine.loading.twins import Twins
from policy_engine.nodes import Node
from policy_engine.requests.fields import plain


@dataclass(frozen=True)
class AnyCase:
    """One case. ``data`` is what is decided, as plain data; ``place`` that of its name; ``expect`` is absent or empty
    where the case asserts nothing. ``twins`` tells diagnostics in the words that the file is written in."""

    file: str
    instrument: str
    name: str
    place: Place
    data: Mapping[str, Any]
    expect: Node | None
    twins: Twins | None = field(default=None, kw_only=True)

    @property
    def id(self) -> str:
        """``instrument / case``, the id used by tests."""
        return f"{self.instrument} / {self.name}"

    @property
    def asserts(self) -> bool:
        """Whether the case expects anything."""
        return self.expect is not None and self.expect.value != {}

    def expected(self, faults: list[Diagnostic]) -> Mapping[str, Node]:
        """What the case expects, by key; a case that asserts nothing is a fault (PE802), and so is another shape."""
        if self.expect is None or not self.asserts:
            faults.append(Diagnostic("PE802", self.place, {"case": self.name}))
        elif isinstance(self.expect.value, dict):
            return self.expect.value
        else:
            wrong_kind(self.expect, "expect", "mapping", faults)
        return {}

    def invalid(self, problem: RequestError) -> Iterable[Diagnostic]:
        """Faults of what is to be decided as findings of the case (PE806), each at its part where it knows that."""
        for fault in problem.diagnostics:
            place = fault.place if fault.place.file == self.file else self.place
            words = {"case": self.name, "problem": fault.message("zh"), "problem_en": fault.message("en")}
            yield Diagnostic("PE806", place, words, fault.expected, fault.near)

    def differs(self, key: str, place: Place, wanted: Any, found: Any) -> Diagnostic:
        """That an answer is another one (PE801)."""
        words = {"case": self.name, "key": key, "wanted": shown(wanted), "found": shown(found)}
        return Diagnostic("PE801", place, words)

    def told(self, faults: list[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The faults in the words of the file, sorted."""
        found = faults if self.twins is None else self.twins.told(faults)
        return tuple(sorted(found, key=Diagnostic.sort_key))


class Tried:
    """How a case went; what is wrong with it is nothing where it passed."""

    __slots__ = ()
    diagnostics: tuple[Diagnostic, ...]

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong."""
        return not self.diagnostics


def shown(value: Any) -> str:
    """A value as it is written in a case file; ``[]`` where there is none."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {shown(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(shown(item) for item in value) + "]"
    if isinstance(value, (int, Decimal)):
        return str(plain(Decimal(value)))
    return str(value) if value != "" else "[]"
