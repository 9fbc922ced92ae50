"""Whose a function is, and which bodies there are with how many posts: effects that say how an office is organised.

Numbers are formulas, so that parameters (also unset ones) and facts may stand in them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from policy_engine.arithmetic import Formula
from policy_engine.who import Who

ASSIGN = "assign"
ESTABLISH = "establish"


@dataclass(frozen=True, slots=True)
class Bounds:
    """How many of a post: at least ``low``, at most ``high``; the same for both is that number exactly.

    One of them may be ``None``: then the text sets no bound on that side.
    """

    low: Formula | None
    high: Formula | None

    @property
    def exactly(self) -> bool:
        """Whether one number is stated."""
        return self.low is not None and self.low == self.high

    def formulas(self) -> Iterator[Formula]:
        """The bounds stated, each once."""
        yield from dict.fromkeys(each for each in (self.low, self.high) if each is not None)


@dataclass(frozen=True, slots=True)
class Count:
    """A stated total beside its stated parts, by name in the order of names; either may be missing.

    The total is never worked out from the parts nor held to agree with them: what the text leaves over is shown.
    """

    total: Formula | None
    parts: tuple[tuple[str, Formula], ...] = ()

    def formulas(self) -> Iterator[Formula]:
        """The total, then the parts."""
        if self.total is not None:
            yield self.total
        yield from (part for _, part in self.parts)


@dataclass(frozen=True, slots=True)
class AssignEffect:
    """Whose a function is. Of a ``unique`` function two different answers contradict each other, others add up."""

    function: str
    matter: str
    who: Who
    unique: bool

    @property
    def slot(self) -> str:
        """The slot it answers: that of the function."""
        return f"{ASSIGN}.{self.function}"


Attribute: TypeAlias = Literal[
    "exists",
    "same_body_as",
    "shares_office_with",
    "sign_of",
    "under",
    "merged_from",
    "led_by",
    "headed_rank",
    "posts",
    "counts",
]
"""What may be said of a body. Posts and counts are said by name."""


@dataclass(frozen=True, slots=True)
class EstablishEffect:
    """One thing said of a body: that it exists or not, another body (``under``), several in the order of their names
    (``sign_of``), who leads it, a rank, or numbers. ``name`` is the post or what is counted.
    """

    body: str
    matter: str
    attribute: Attribute
    value: bool | str | tuple[str, ...] | Who | Bounds | Count
    name: str = ""

    @property
    def order(self) -> tuple[str, int, str]:
        """Where it stands among all that is said: body by body, attributes in their order, posts and counts by name."""
        return self.body, get_args(Attribute).index(self.attribute), self.name

    @property
    def slot(self) -> str:
        """The slot it answers: that of the body and the attribute, of posts and counts by name."""
        return ".".join((ESTABLISH, self.body, self.attribute, *([self.name] if self.name else [])))
