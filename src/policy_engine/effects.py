"""What a rule does when it applies: acts to be done, papers to be handed in, leave given, refused or referred.

Effects are immutable values; two rules that state equal effects agree. Each effect answers one *slot* of one matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

MAY = "may"
PAPERS = "papers"
DECIDING = (MAY, "approve", "sign")


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


@dataclass(frozen=True, slots=True)
class ActEffect:
    """An act: by whom (``by`` may be absent for acts whose receiver matters), to whom, by when.

    ``before`` names a date field: the act is due on that day at the latest. ``within`` names a parameter.
    """

    act: str
    matter: str
    by: Who | None
    to: str = ""
    before: str = ""
    within: str = ""

    @property
    def slot(self) -> str:
        """The slot it answers: the act itself."""
        return self.act


@dataclass(frozen=True, slots=True)
class MayEffect:
    """Leave given (``permit``), refused (``prohibit``) or passed on (``refer`` to an actor or a document)."""

    verb: Literal["permit", "prohibit", "refer"]
    matter: str
    to: str = ""
    document: str = ""
    what: str = ""

    @property
    def slot(self) -> str:
        """The slot it answers."""
        return MAY


@dataclass(frozen=True, slots=True)
class PaperEffect:
    """A paper to be handed in: any one of ``papers``; ``afterwards`` makes it follow-up."""

    papers: tuple[str, ...]
    matter: str
    afterwards: bool = False
    within: str = ""

    @property
    def slot(self) -> str:
        """The slot it answers."""
        return PAPERS

    def plain(self) -> object:
        """As written in a rule."""
        return self.papers[0] if len(self.papers) == 1 else {"one_of": list(self.papers)}


Effect: TypeAlias = "ActEffect | MayEffect | PaperEffect"


def replaces(stated: Effect, base: Effect) -> bool:
    """Whether an exception stating one effect replaces the other in its base.

    The same slot of the same matter is replaced. ``may`` also replaces ``approve`` and ``sign`` and the other way
    round: who is refused or referred elsewhere has nobody to approve it.
    """
    if stated.matter != base.matter:
        return False
    if stated.slot == base.slot:
        return True
    return (stated.slot == MAY and base.slot in DECIDING) or (base.slot == MAY and stated.slot in DECIDING)


def contradict(one: Effect, other: Effect) -> str:
    """The slot in which two effects of different rules contradict each other, or nothing."""
    if one.matter != other.matter or one == other or one.slot not in DECIDING or other.slot not in DECIDING:
        return ""
    if any(isinstance(each, MayEffect) and each.verb == "prohibit" for each in (one, other)):
        return ""
    if one.slot == other.slot:
        return one.slot
    return MAY if MAY in (one.slot, other.slot) else ""
