"""What the forward chainers work on: facts of one case, rules that derive facts from one fact, and what was derived.

The meaning, which every chainer gives in the same words:

* A rule fires once for each fact of its kind that has every tested field and meets every test. A field that is missing
  meets no test, ``!=`` included.
* What it derives is a new fact: the fields copied from the matched fact, then those set; a field to be copied that the
  matched fact lacks is lacking in the new one too.
* A derived fact may match rules in its turn. Facts are never the same fact because they say the same: two events of
  equal content are two events, and each fires.
* Derivations come sorted: rule id, content of the source, content of what was derived, and only then by the input fact
  they go back to and the rules on the way. Derived facts get their ids in that order, after the highest input id.

Values are whole numbers, texts and truth values; one field has one type everywhere. Dates are day ordinals, days are
half-days, money is fen. Nothing here knows dates or tallies: those are Python's, between the layers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

Value: TypeAlias = int | str | bool
"""A whole number within ±2**53, a text, or a truth value."""
Op: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]
Fields: TypeAlias = tuple[tuple[str, Value], ...]
"""Names and values, sorted by name."""


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is so: an event, or a label derived from one. Input facts have the ids 0 to n-1."""

    kind: str
    fields: Fields
    id: int

    @classmethod
    def of(cls, kind: str, fields: Mapping[str, Value], number: int) -> Fact:
        """The fact of these fields, given in any order."""
        return cls(kind, tuple(sorted(fields.items())), number)

    @property
    def values(self) -> dict[str, Value]:
        """The fields as a mapping of one's own."""
        return dict(self.fields)


@dataclass(frozen=True, slots=True)
class Test:
    """One comparison of a field with a constant. Texts and truth values are compared for equality only."""

    __test__ = False  # no test of pytest's

    field: str
    op: Op
    value: Value


@dataclass(frozen=True, slots=True)
class MatchRule:
    """Facts of ``kind`` that meet every test give a fact of the kind ``derives``.

    ``copies`` are pairs (field of the new fact, field of the matched fact); ``sets`` gives constants and wins over it.
    """

    id: str
    kind: str
    tests: tuple[Test, ...]
    derives: str
    copies: tuple[tuple[str, str], ...] = ()
    sets: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """One firing: which rule, the id of the fact it matched, and the fact it gave."""

    rule: str
    source: int
    fact: Fact


class Chainer(Protocol):
    """Takes rules and facts to everything that follows from them. Safe to be used by several threads at once."""

    @property
    def name(self) -> str:
        """Which chainer this is, for the metadata of an answer: ``durable-rules`` or ``plain``."""

    def chain(self, rules: Sequence[MatchRule], facts: Sequence[Fact]) -> tuple[Derivation, ...]:
        """Every derivation, sorted.

        :raises EngineError: rules or facts are refused by the validator, or more follows than the cap allows.
        """
