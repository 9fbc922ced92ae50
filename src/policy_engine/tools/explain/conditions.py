"""Holding the condition of a rule against a request, piece by piece, in the words of the rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from policy_engine.axes import Axis
from policy_engine.compiled.epochs import Active, Epoch
from policy_engine.compiled.models import Models
from policy_engine.conditions.tree import Condition, Every, Named, Negation, Some, Test, holds, tests
from policy_engine.decisions.parts import Noted
from policy_engine.requests.base import Request
from policy_engine.rules import Instrument, Reading, TermDefinition
from policy_engine.tools.explain.parts import Fact, Part


def noted(of: str, readings: Sequence[Reading]) -> tuple[Noted, ...]:
    """Readings with the rule or term that carries them."""
    return tuple(Noted(of, each.number, each.convention, each.label) for each in readings)


def flag(value: bool | None) -> bool | None:
    """Not, where the answer is known."""
    return None if value is None else not value


class Conditions:
    """The conditions of one epoch held against one request."""

    def __init__(self, models: Models, epoch: Epoch, request: Request, codes: Sequence[int | None]) -> None:
        self.models = models
        self.axes = epoch.axes
        self.request = request
        self.codes = codes

    # --- whole conditions -------------------------------------------------------------------------------------------

    def of(self, active: Active) -> Part:
        """The whole condition of a rule: what it inherits from its bases, then its own."""
        own = self.part(active.own, self.models.instruments[active.rule.instrument])
        if not active.bases:
            return own
        inherited = tuple(
            Part("base", holds(base.condition, self.codes), base.rule.id, parts=(self.of(base),))
            for base in active.bases
        )
        either = holds(Some(tuple(base.condition for base in active.bases)), self.codes)
        first = inherited[0] if len(inherited) == 1 else Part("any", either, parts=inherited)
        return Part("all", holds(active.condition, self.codes), parts=(first, own))

    def part(self, condition: Condition, instrument: Instrument) -> Part:
        """One condition of an instrument."""
        value = holds(condition, self.codes)
        match condition:
            case Test():
                return self._test(condition, value, instrument)
            case Named():
                return self._term(condition, value, instrument)
            case Negation(part=part):
                return Part("not", value, parts=(self.part(part, instrument),))
            case Every(parts=parts):
                return Part("all", value, parts=tuple(self.part(each, instrument) for each in parts))
            case Some(parts=parts):
                return Part("any", value, parts=tuple(self.part(each, instrument) for each in parts))

    # --- tests ------------------------------------------------------------------------------------------------------

    def _test(self, test: Test, value: bool | None, instrument: Instrument) -> Part:
        axis = self.axes.axes[test.axis]
        if is_judged(axis):
            code = self.codes[test.axis]
            single = self.axes.single.get(test.field)
            return Part(
                "judged",
                value,
                test.field,
                test.operator,
                test.wanted,
                self.fact(single) if single is not None else None,
                instrument=instrument.id,
                parameter=axis.name.rsplit("/", 1)[1],
                judged=None if code is None else bool(code),
            )
        has, sources = self.fact(axis), self._sources(axis)
        return Part("test", value, test.field, test.operator, test.wanted, has, sources, instrument.id)

    def fact(self, axis: Axis) -> Fact:
        """What the request has on an axis; of a fact that holds a set, the set."""
        code = self.codes[axis.position]
        if code is None:
            return None
        if axis.member:
            members = self.axes.members[axis.field].values()
            return frozenset(each.member for each in members if self.codes[each.position])
        return axis.value(code)

    def _sources(self, axis: Axis) -> tuple[tuple[str, Fact], ...]:
        """The facts that a derived fact is made of."""
        positions = self.axes.layout.sources.get(axis.position, ())
        return tuple((self.axes.axes[each].name, self.fact(self.axes.axes[each])) for each in positions)

    # --- terms ------------------------------------------------------------------------------------------------------

    def _term(self, named: Named, value: bool | None, instrument: Instrument) -> Part:
        definition = instrument.terms[named.term]
        readings = noted(f"{instrument.id}/{named.term}", definition.readings)
        operator, shown = "is", self._yes_no(named, value)
        parts: tuple[Part, ...] = (self.part(named.inner, instrument),)
        if definition.when is None:
            axis = self.axes.single[definition.field]
            has = self.fact(axis)
            operator = next((each.operator for each in tests(named.inner) if not self._judges(each)), "")
            shown = rounded(definition, has)
            behind = Part("value", value, axis.name, value=has, sources=self._sources(axis))
            parts = (behind, *self._judgements(named.inner, instrument))
        return Part(
            "term",
            value,
            named.term,
            operator,
            named.wanted,
            shown,
            instrument=instrument.id,
            label=definition.label,
            cite=definition.cite,
            readings=readings,
            parts=parts,
        )

    @staticmethod
    def _yes_no(named: Named, value: bool | None) -> Fact:
        return value if named.wanted == "true" else flag(value)

    def _judges(self, test: Test) -> bool:
        return is_judged(self.axes.axes[test.axis])

    def _judgements(self, condition: Condition, instrument: Instrument) -> Iterator[Part]:
        for test in tests(condition):
            if self._judges(test):
                yield self._test(test, holds(test, self.codes), instrument)


def is_judged(axis: Axis) -> bool:
    """Whether an axis is that of an unset parameter, named ``instrument/parameter``."""
    return axis.judgement and "/" in axis.name


def rounded(definition: TermDefinition, has: Fact) -> Fact:
    """The value of a term that rounds a fact to whole ``to``."""
    if isinstance(has, bool) or not isinstance(has, (int, Decimal)):
        return None
    parts = (Decimal(has) / definition.to).to_integral_value(ROUND_CEILING if definition.up else ROUND_FLOOR)
    return parts * definition.to
