"""A history: one person's dated events over a period. Exact and bounded; made by :mod:`.reading`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from policy_engine.errors import Place, encodable
from policy_engine.requests.attendance import EVENTS, fields_of
from policy_engine.requests.fields import plain
from policy_engine.requests.texts import Locate, Path

Fact: TypeAlias = str | int | bool | Decimal


def nowhere(path: Path) -> Place:
    """The place of a part of a history that came as plain data."""
    return Place(encodable(".".join(["history", *map(str, path)])))


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day. ``facts`` are those stated; what is not known is left out."""

    kind: str
    date: dt.date
    facts: Mapping[str, Fact] = field(default_factory=dict)

    @property
    def days(self) -> Decimal | None:
        """Its days, if they are known."""
        found = self.facts.get("days")
        return found if isinstance(found, Decimal) else None

    def unknown(self) -> tuple[str, ...]:
        """The facts that it could state and does not."""
        return tuple(name for name in fields_of(self.kind) if name != "date" and name not in self.facts)

    def data(self) -> dict[str, Any]:
        """As plain data."""
        facts = {name: plain(value) for name, value in self.facts.items()}
        return {"event": self.kind, "date": self.date.isoformat(), **facts}

    def same_as(self) -> tuple[Any, ...]:
        """What two records of one event have in common."""
        facts = tuple(sorted((name, str(value)) for name, value in self.facts.items() if name != "note"))
        return (self.kind, self.date, facts)

    @property
    def zh(self) -> str:
        """The Chinese word."""
        return EVENTS[self.kind].zh


@dataclass(frozen=True, slots=True)
class History:
    """A person's events from a day to a day, judged as of a day.

    ``monthly`` are the amounts a month, in yuan, of funds that may be withheld, where they are known.
    """

    jurisdiction: str
    start: dt.date
    end: dt.date
    on: dt.date
    events: tuple[Event, ...]
    person: str = ""
    post: str = ""
    monthly: Mapping[str, Decimal] = field(default_factory=dict)
    locate: Locate = field(default=nowhere, compare=False, repr=False)
    """Where each part of it stands, for diagnostics."""
