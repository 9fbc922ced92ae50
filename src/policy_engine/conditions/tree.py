"""The tree of a condition after all names are resolved, and its plain evaluation.

Evaluation here is Kleene's three-valued logic: ``None`` where unknown facts leave it open. It serves explanations and
the re-check of witnesses; decisions are made by diagrams, which also see that ``p or not p`` holds without knowing p.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import TypeAlias

from policy_engine.axes import Cells, contains
from policy_engine.nodes import Node


@dataclass(frozen=True, slots=True)
class Test:
    """One fact lies in a subset of its axis. ``field``, ``operator`` and ``wanted`` are the words of the rule.

    ``node`` is where the rule writes what it wants, for tools that show the place; it is no part of the meaning.
    """

    axis: int
    cells: Cells
    field: str
    operator: str
    wanted: str
    node: Node | None = attribute(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold; without parts it always holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one part holds; without parts it never holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True, slots=True)
class Named:
    """A term of the instrument, inlined; ``wanted`` is what the rule wants of it."""

    term: str
    wanted: str
    inner: Condition


Condition: TypeAlias = "Test | Every | Some | Negation | Named"

ALWAYS = Every(())
NEVER = Some(())


def holds(condition: Condition, codes: Sequence[int | None]) -> bool | None:
    """Whether the condition holds: true, false, or ``None`` where unknown facts leave it open."""
    match condition:
        case Test(axis=axis, cells=cells):
            code = codes[axis]
            return None if code is None else contains(cells, code)
        case Named(inner=inner):
            return holds(inner, codes)
        case Negation(part=part):
            value = holds(part, codes)
            return None if value is None else not value
        case Every(parts=parts):
            return _fold(parts, codes, decisive=False)
        case Some(parts=parts):
            return _fold(parts, codes, decisive=True)


def _fold(parts: tuple[Condition, ...], codes: Sequence[int | None], decisive: bool) -> bool | None:
    open_part = False
    for part in parts:
        value = holds(part, codes)
        if value is decisive:
            return decisive
        open_part = open_part or value is None
    return None if open_part else not decisive


def tests(condition: Condition) -> Iterator[Test]:
    """Every test in the tree, in the rule's order."""
    match condition:
        case Test():
            yield condition
        case Named(inner=inner):
            yield from tests(inner)
        case Negation(part=part):
            yield from tests(part)
        case Every(parts=parts) | Some(parts=parts):
            for part in parts:
                yield from tests(part)


def terms_used(condition: Condition) -> Iterator[str]:
    """The names of the terms in the tree, those used by other terms included."""
    match condition:
        case Named(term=term, inner=inner):
            yield term
            yield from terms_used(inner)
        case Negation(part=part):
            yield from terms_used(part)
        case Every(parts=parts) | Some(parts=parts):
            for part in parts:
                yield from terms_used(part)
        case _:
            return
