"""Assignments and bodies in words: whose a function is, what is said of a body, and how its numbers stand."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.arithmetic import Formula, Worked
from policy_engine.citations import Label
from policy_engine.decisions.figures import EstablishedLine, FigureRule
from policy_engine.decisions.formula_text import FormulaText, facts_missing
from policy_engine.decisions.words import ATTRIBUTES, SLOTS
from policy_engine.effects import family
from policy_engine.organising import ASSIGN, AssignEffect, Bounds, Count, EstablishEffect
from policy_engine.vocabulary import Vocabulary
from policy_engine.who import Who

_OF = {"exactly": "exactly", "at_least": "at_least_of", "at_most": "at_most_of", "total": "total"}
_LISTS = {"posts": "post_names", "counts": "count_names"}


def slot_label(slot: str, vocabulary: Vocabulary) -> Label:
    """What a slot of ``assign`` or ``establish`` asks: the function, or the body and what is said of it."""
    _, first, *rest = slot.split(".")
    if family(slot) == ASSIGN:
        labels = [vocabulary.entry("functions", first)]
    else:
        labels = [vocabulary.entry("bodies", first), Label(*ATTRIBUTES[rest[0]])]
        labels.extend(vocabulary.entry(_LISTS[rest[0]], name) for name in rest[1:])
    zh, en = SLOTS[family(slot)]
    return Label("·".join((zh, *(label.zh for label in labels))), ", ".join((en, *(each.say("en") for each in labels))))


class OrganisingText(FormulaText):
    """Says what organises, each as one line."""

    def organises(self, effect: AssignEffect | EstablishEffect) -> str:
        """What a rule states, before anything is worked out."""
        if isinstance(effect, AssignEffect):
            return self.word("is_of", name=self.speaker.entry("functions", effect.function), value=self.who(effect.who))
        return self.word("is_of", name=self.speaker.entry("bodies", effect.body), value=self._said(effect))

    def who(self, who: Who) -> str:
        """Who acts."""
        if who.mode == "single":
            return self.speaker.actor(who.actor)
        return self.word("or" if who.mode == "one_of" else "and").join(map(self.who, who.parts))

    def assigned(self, rule: FigureRule) -> str:
        """Whose a function is, with the clauses."""
        assert isinstance(rule.effect, AssignEffect)
        return f"{self.organises(rule.effect)}  {self.cited(rule)}"

    def cited(self, rule: FigureRule) -> str:
        """The clauses of a figure in brackets."""
        return "[" + ", ".join(rule.clauses) + "]"

    def established(self, line: EstablishedLine) -> str:
        """One thing said of a body; numbers worked out, and what a total leaves over never hidden."""
        effect = line.effect
        if not line.numbers and not line.parts:
            return f"{self.organises(effect)}  {self.cited(line.rule)}"
        parts = [self._numbers(effect, list(self._worked(line)))]
        if line.sum_of_parts is not None:
            parts.append(self.word("adds_up", value=self.value(line.sum_of_parts)))
        if line.unallocated is not None:
            key = "over_allocated" if line.unallocated < 0 else "unallocated" if line.unallocated else "agrees"
            parts.append(self.word(key, value=self.value(abs(line.unallocated))))
        if line.status == "not_set":
            parts.append(self.word("not_set"))
        missing = [name for _, worked in (*line.numbers, *line.parts) for name in facts_missing(worked)]
        if line.status == "open":
            names = self.word("and").join(map(self.speaker.field, dict.fromkeys(missing)))
            parts.append(self.word("waits", facts=names))
        said = self.word("semicolon").join(parts)
        name = self.speaker.entry("bodies", effect.body)
        return f"{self.word('is_of', name=name, value=said)}  {self.cited(line.rule)}"

    def _said(self, effect: EstablishEffect) -> str:
        match effect.value:
            case bool(exists):
                return self.word("exists" if exists else "exists_not")
            case Who() as who:
                return self.word(effect.attribute, value=self.who(who))
            case str(word):
                section = "headed_rank" if effect.attribute == "headed_rank" else "bodies"
                return self.word(effect.attribute, value=self.speaker.entry(section, word))
            case tuple(words):
                several = self.word("and").join(self.speaker.entry("bodies", each) for each in words)
                return self.word(effect.attribute, value=several)
            case Bounds() as bounds:
                return self._numbers(effect, list(self._bounds(bounds)))
            case Count() as count:
                stated = [] if count.total is None else [("total", self.stated(count.total))]
                parts = [(name, self.stated(part)) for name, part in count.parts]
                return self._numbers(effect, [*stated, *self._parts(parts)])

    def _numbers(self, effect: EstablishEffect, numbers: list[tuple[str, str]]) -> str:
        """A post or count with what is said of its number."""
        name = self.speaker.entry(_LISTS[effect.attribute], effect.name)
        said = self.word("semicolon").join(self.word(_OF.get(key, key), value=text) for key, text in numbers)
        return self.word("is_of", name=name, value=said)

    def _bounds(self, bounds: Bounds) -> Iterator[tuple[str, str]]:
        pairs: tuple[tuple[str, Formula | None], ...] = (("at_least", bounds.low), ("at_most", bounds.high))
        if bounds.exactly:
            pairs = (("exactly", bounds.low),)
        yield from ((key, self.stated(each)) for key, each in pairs if each is not None)

    def _worked(self, line: EstablishedLine) -> Iterator[tuple[str, str]]:
        yield from ((key, self._figure(worked)) for key, worked in line.numbers)
        yield from self._parts([(name, self._figure(worked)) for name, worked in line.parts])

    def _figure(self, worked: Worked) -> str:
        return self.worked(worked)

    def _parts(self, parts: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
        said = (f"{self.speaker.entry('count_names', name)} {text}" for name, text in parts)
        if parts:
            yield "parts", self.word("and").join(said)
