"""A duty in one line that people can read: how often, how much, who, by when, with what."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from policy_engine.arithmetic import Fact, Formula, Named, Number
from policy_engine.decisions.duty_words import DAYS, DUTY, EVERY
from policy_engine.decisions.formula_text import FormulaText
from policy_engine.effects import DutyEffect
from policy_engine.obligations import Bound, Every, Item, Measure, Obligation
from policy_engine.who import Who


class DutyText(FormulaText):
    """Says duties."""

    def pick(self, zh: str, en: str) -> str:
        """One of the two languages."""
        return zh if self.speaker.lang == "zh" else en

    def duty_word(self, key: str, **blanks: str) -> str:
        """A fixed text about duties with its blanks filled."""
        return self.pick(*DUTY[key]).format_map(blanks)

    def effect(self, effect: DutyEffect) -> str:
        """The whole duty."""
        parts = (";" if self.speaker.lang == "zh" else "; ").join(self._parts(effect))
        return self.duty_word("line", label=effect.asks.label.say(self.speaker.lang), parts=parts)

    def _parts(self, effect: DutyEffect) -> Iterator[str]:
        asks = effect.asks
        amount = self.amount(asks)
        yield self.word("and").join(each for each in (self.every(asks.every), amount) if each)
        yield self.duty_word("who", who=self.who(effect.who))
        if effect.to:
            yield self.duty_word("to", to=self.speaker.actor(effect.to))
        if asks.due is not None:
            yield self.duty_word("by", day=self.stated(asks.due))
        if asks.months:
            yield self.duty_word("in_months", months=self.word("and").join(map(str, asks.months)))
        if asks.items:
            yield self.duty_word("items", items=self.word("and").join(map(self.item, asks.items)))
        if asks.measures:
            yield self.duty_word("measures", measures=self.word("and").join(map(self.measure, asks.measures)))
        if asks.keep:
            yield self.duty_word("keep", papers=self.word("and").join(map(self.speaker.actor, asks.keep)))

    def every(self, every: Every) -> str:
        """How often."""
        event = every.event.say(self.speaker.lang) if every.event is not None else ""
        return self.pick(*EVERY[every.kind]).format(number=every.number, event=event)

    def amount(self, asks: Obligation) -> str:
        """How much; nothing where being there is all, or where figures are measured once in each period."""
        if asks.every_one:
            return self.duty_word("every_one")
        measured = bool(asks.measures) and asks.bound == Bound(Number(Decimal(1)))
        standing = asks.count == "times" and (asks.every.kind == "always" or measured)
        said = "" if standing else self.bound(asks.bound, asks.unit if asks.count != "times" else "time")
        return self.duty_word("covered", bound=said) if asks.count == "covered" else said

    def bound(self, bound: Bound, unit: str = "") -> str:
        """From how much to how much."""
        low = self._figure(bound.low, unit) if bound.low is not None else ""
        high = self._figure(bound.high, unit) if bound.high is not None else ""
        if bound.low is not None and bound.low == bound.high:
            return self.duty_word("exactly", low=low)
        least = self.duty_word("at_least" if bound.low_included else "more_than", low=low) if low else ""
        most = self.duty_word("at_most" if bound.high_included else "less_than", high=high) if high else ""
        return self.duty_word("both", low=least, high=most) if least and most else least or most

    def _figure(self, formula: Formula, unit: str) -> str:
        if isinstance(formula, Number):
            return self.quantity(formula.value, unit)
        return self.stated(formula)

    def quantity(self, value: Decimal, unit: str) -> str:
        """A number with its unit."""
        return self.speaker.quantity(value, unit)

    def item(self, item: Item) -> str:
        """Something that has to be there."""
        said = item.label.say(self.speaker.lang)
        if item.bound.low != Number(Decimal(1)) or item.bound.high is not None:
            said += " " + self.bound(item.bound)
        said += self.duty_word("if_applies") if item.conditional else ""
        return f"{said} ({self.duty_word('should')})" if item.advice else said

    def measure(self, measure: Measure) -> str:
        """A measured figure."""
        return f"{measure.label.say(self.speaker.lang)} {self.bound(measure.bound, measure.unit)}"

    def who(self, who: Who) -> str:
        """Who has to."""
        if who.mode == "single":
            return self.speaker.actor(who.actor)
        joined = {"all": self.word("and"), "one_of": self.duty_word("one_of"), "in_turn": " → "}[who.mode]
        return joined.join(map(self.who, who.parts))

    def _name(self, leaf: Fact | Named) -> str:
        if isinstance(leaf, Fact) and leaf.name in DAYS and not self.speaker.has_field(leaf.name):
            return self.pick(*DAYS[leaf.name])
        if isinstance(leaf, Fact) and leaf.name == "period_end":  # in a duty it is the end of each period
            return self.pick(*DAYS[leaf.name])
        return super()._name(leaf)
