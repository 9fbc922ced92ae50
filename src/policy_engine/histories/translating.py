"""A layer of history rules as rules of the chainers: what single events and labels match, told in ground facts.

An alternative (``any``, a list of values) becomes a rule of its own. A fact that an event does not state is told as
``no_<fact>``, and each rule has a variant for every set of facts that may be missing: what such a variant gives is
marked ``maybe``. So both chainers tell the three cases apart (matches, does not, may match) without negation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Literal, TypeAlias

from policy_engine.axes import FIRST_DAY, LAST_DAY
from policy_engine.happenings import Selector
from policy_engine.histories.matching.model import MatchRule, Test
from policy_engine.periods import Period
from policy_engine.requests.attendance import LABEL_FIELDS
from policy_engine.rules import HistoryRule, Instrument

Role: TypeAlias = Literal["label", "fires", "member", "left_out"]
_COPIED = ("date", *LABEL_FIELDS, *(f"no_{name}" for name in LABEL_FIELDS))
NOTHING = Period(LAST_DAY, LAST_DAY)


@dataclass(frozen=True, slots=True)
class Firing:
    """What a rule of the chainers stands for. ``missing`` are the facts without which it may match only."""

    rule: HistoryRule
    role: Role
    limb: int
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Layer:
    """A layer of history rules, its rules for the chainers, and what each of these stands for."""

    rules: tuple[HistoryRule, ...]
    matches: tuple[MatchRule, ...]
    firings: dict[str, Firing]
    periods: dict[str, Period]


def kind_of(kind: str, name: str) -> str:
    """The kind of ground facts that an event or label becomes."""
    return f"{kind} {name}"


def period_of(rule: HistoryRule, instrument: Instrument) -> Period:
    """The days on which a rule is in force."""
    return instrument.period.meet(rule.period) or NOTHING


def translate(rules: Sequence[HistoryRule], instruments: dict[str, Instrument]) -> Layer:
    """A layer for the chainers."""
    matches: list[MatchRule] = []
    firings: dict[str, Firing] = {}
    periods = {rule.id: period_of(rule, instruments[rule.instrument]) for rule in rules}
    for rule in rules:
        dates = _in_force(periods[rule.id])
        for role, limb, selectors in _parts(rule):
            counts_as = rule.body.counts_as
            gives_label = role == "label" and counts_as is not None
            derives = kind_of("label", counts_as.label) if gives_label and counts_as else f"{role} {rule.id} {limb}"
            for selector in selectors:
                for kind, tests, missing in _alternatives(selector):
                    id = f"{len(matches)}"
                    firings[id] = Firing(rule, role, limb, missing)
                    given = (("maybe", True),) if missing else ()
                    copies = tuple((name, name) for name in (*_COPIED, *(() if missing else ("maybe",))))
                    matches.append(MatchRule(id, kind, (*dates, *tests), derives, copies, given))
    return Layer(tuple(rules), tuple(matches), firings, periods)


def _in_force(period: Period) -> tuple[Test, ...]:
    found: list[Test] = []
    if period.start > FIRST_DAY:
        found.append(Test("date", ">=", period.start))
    if period.end < LAST_DAY:
        found.append(Test("date", "<=", period.end))
    return tuple(found)


def _parts(rule: HistoryRule) -> Iterator[tuple[Role, int, tuple[Selector, ...]]]:
    body = rule.body
    if body.each:
        yield ("fires" if body.counts_as is None else "label"), 0, body.each
    for index, limb in enumerate(body.limbs):
        yield "member", index, limb.tally.of
        if limb.tally.leaving_out:
            yield "left_out", index, limb.tally.leaving_out


def _alternatives(selector: Selector) -> Iterator[tuple[str, tuple[Test, ...], tuple[str, ...]]]:
    """Every conjunction of literal comparisons that a selector stands for: kind, tests, and what is missing in it."""
    fields = sorted({test.field for test in selector.tests})
    for name in selector.names:
        kind = kind_of(selector.kind, name)
        for number in range(len(fields) + 1):
            for missing in combinations(fields, number):
                stated = [test for test in selector.tests if test.field not in missing]
                unknown = tuple(Test(f"no_{field}", "==", True) for field in missing)
                for values in product(*(test.values for test in stated)):
                    known = tuple(Test(test.field, test.op, value) for test, value in zip(stated, values, strict=True))
                    yield kind, (*known, *unknown), missing
