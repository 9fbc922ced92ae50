"""Who acts: one actor or several, as every kind of effect names them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts: one actor, or several: ``all`` in any order, ``one_of`` them, or ``in_turn``."""

    mode: Literal["single", "all", "one_of", "in_turn"]
    actor: str = ""
    parts: tuple[Who, ...] = ()

    def actors(self) -> Iterator[str]:
        """Every actor named."""
        if self.mode == "single":
            yield self.actor
        for part in self.parts:
            yield from part.actors()

    def plain(self) -> object:
        """As written in a rule: a word, a list, or ``{one_of: […]}`` / ``{in_turn: […]}``."""
        if self.mode == "single":
            return self.actor
        parts = [part.plain() for part in self.parts]
        return parts if self.mode == "all" else {self.mode: parts}

    def meaning(self) -> Hashable:
        """Equal for two that name the same: only ``in_turn`` keeps an order, and one of one is that one."""
        if self.mode == "single":
            return self.actor
        parts = [part.meaning() for part in self.parts]
        if len(parts) == 1:
            return parts[0]
        return self.mode, tuple(parts) if self.mode == "in_turn" else frozenset(parts)

    def with_actor(self, old: str, new: str) -> Who:
        """The same with one actor in place of another."""
        if self.mode == "single":
            return Who("single", new) if self.actor == old else self
        return Who(self.mode, "", tuple(part.with_actor(old, new) for part in self.parts))
