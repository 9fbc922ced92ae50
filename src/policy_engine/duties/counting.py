"""Counting what was done: times, quantities, coverage, items and measures of the records of one period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TypeAlias

from policy_engine.duties.evidence import Done
from policy_engine.duties.figures import Limits
from policy_engine.obligations import PERCENT, Obligation

Wanted: TypeAlias = tuple[str, Limits, bool, tuple[str, ...]]
"""An item: its name, how much of it, whether only recommended, and the facts that tell whether it is asked for."""
_PRECISION = 200  # more digits than any sum of bounded figures has: nothing is ever rounded


@dataclass(frozen=True, slots=True)
class Amount:
    """What was counted, as far as the records say; ``unknown`` are the keys that some record lacks."""

    known: Decimal
    unknown: tuple[str, ...] = ()


def amount_of(asks: Obligation, rows: Sequence[Done]) -> Amount:
    """What the records come to in what the duty counts. A record without a date is nothing done."""
    done = [row for row in rows if row.date is not None]
    if asks.count == "times":
        return Amount(Decimal(len(done)))
    if asks.count == "quantity":
        values = [row.quantity for row in done]
        known = total(value for value in values if value is not None)
        return Amount(known, ("quantity",) if None in values else ())
    covered = [row.covered for row in done]
    return Amount(Decimal(sum(each for each in covered if each is not None)), ("covered",) if None in covered else ())


def total(values: Iterable[Decimal]) -> Decimal:
    """An exact sum."""
    with localcontext() as context:
        context.prec = _PRECISION
        return sum(values, Decimal(0))


def less(one: Decimal, other: Decimal) -> Decimal:
    """An exact difference."""
    return total((one, -other))


def in_persons(asks: Obligation, limits: Limits, rows: Sequence[Done]) -> tuple[Limits, tuple[str, ...]]:
    """How many have to be covered, where a duty says all of them or a share; and what would have to be known.

    Of how many is told by the last record that says it.
    """
    if not asks.every_one and asks.unit != PERCENT:
        return limits, ()
    of = next((row.of for row in reversed(rows) if row.of is not None), None)
    if of is None:
        return Limits(asks=(True, limits.asks[1])), ("of",) if any(row.date is not None for row in rows) else ()
    if asks.every_one:
        return Limits(Decimal(of), asks=(True, False)), ()
    low = None if limits.low is None else _share(limits.low, of, limits.low_included)
    high = None if limits.high is None else Fraction(limits.high) * of / 100
    most = None if high is None else Decimal(high.numerator // high.denominator)
    included = limits.high_included or most is None or Fraction(most) != high
    return Limits(low, most, True, included, limits.asks, limits.unset, limits.needs), ()


def _share(percent: Decimal, of: int, included: bool) -> Decimal:
    """The least whole number that is a share of so many, or more than it."""
    exact = Fraction(percent) * of / 100
    least = -(-exact.numerator // exact.denominator)
    return Decimal(least if included or Fraction(least) != exact else least + 1)


@dataclass(slots=True)
class Shortfall:
    """What is wanting or too much among items, measures and papers."""

    missing: list[str] = field(default_factory=list)
    advised: list[str] = field(default_factory=list)
    missing_records: list[str] = field(default_factory=list)
    short_of: dict[str, Decimal] = field(default_factory=dict)
    over_of: dict[str, Decimal] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)

    @property
    def found(self) -> bool:
        """Whether anything is wanting or too much."""
        return bool(self.missing or self.missing_records or self.short_of or self.over_of)


def look_at_items(items: Iterable[Wanted], rows: Sequence[Done], judged: Mapping[str, bool], found: Shortfall) -> None:
    """Whether every item is there."""
    for name, limits, advice, needs in items:
        there = total(row.items[name] for row in rows if name in row.items)
        enough = _enough(limits, there, judged) if there or not limits.open else False
        if enough is None:
            found.unknown.extend(each for each in limits.open if not advice)
        elif not enough and advice:
            found.advised.append(name)
        elif not enough and needs:
            found.unknown.extend(needs)
        elif not enough:
            found.missing.append(name)
            if there and limits.low is not None:
                found.short_of[name] = less(limits.low, there)
        elif limits.high is not None and limits.exceeded(there) and not advice and not needs:
            found.over_of[name] = less(there, limits.high)


def look_at_measures(
    measures: Mapping[str, Limits], rows: Sequence[Done], judged: Mapping[str, bool], found: Shortfall
) -> None:
    """Whether every measure is as asked: the last record that gives it counts. Without it, it is not known."""
    for name, limits in measures.items():
        value = next((row.measures[name] for row in reversed(rows) if name in row.measures), None)
        if value is None:
            found.unknown.extend([name] if rows else [])
            continue
        enough = _enough(limits, value, judged)
        if enough is None:
            found.unknown.extend(limits.open)
        elif not enough:
            found.short_of[name] = Decimal(0) if limits.low is None else less(limits.low, value)
        elif limits.high is not None and limits.exceeded(value):
            found.over_of[name] = less(value, limits.high)


def _enough(limits: Limits, value: Decimal, judged: Mapping[str, bool]) -> bool | None:
    """Whether a figure reaches what is asked; where the text leaves that open, what a person has judged."""
    if not limits.open:
        return limits.reached(value)
    verdicts = [judged.get(each) for each in limits.open]
    return None if None in verdicts else all(verdicts)


def look_at_papers(keep: Sequence[str], rows: Sequence[Done], found: Shortfall) -> None:
    """Which papers some record did not keep."""
    done = [row for row in rows if row.date is not None]
    found.missing_records.extend(paper for paper in keep if any(paper not in row.keep for row in done))


def enough_of(limits: Limits, amount: Amount, judged: Mapping[str, bool]) -> bool | None:
    """Whether what was counted is enough; nothing at all never is, where anything is asked for; None: not known."""
    if not limits.asks[0]:
        return True
    if limits.low is None:
        if not amount.known and not amount.unknown:
            return False
        verdicts = [judged.get(each) for each in limits.open] or [None]
        return None if None in verdicts else all(verdicts)
    if limits.reached(amount.known):
        return True
    return None if amount.unknown else False
