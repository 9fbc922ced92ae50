"""Labels with ids in brackets, in one language: facts, actors, parameters, documents."""

from __future__ import annotations

from decimal import Decimal

from policy_engine.citations import Label
from policy_engine.decisions.decision import Decision
from policy_engine.requests.derived import Derived
from policy_engine.requests.fields import AnyOf, Field, OneOf, plain
from policy_engine.tools.answer.words import STATUSES, UNITS, WORDS
from policy_engine.vocabulary import Vocabulary


class Labels:
    """The words of one decision."""

    def __init__(self, decision: Decision, vocabulary: Vocabulary, lang: str) -> None:
        self.decision = decision
        self.vocabulary = vocabulary
        self.lang = lang
        self.models = decision.provenance.rulebook.models
        self.layout = decision.request.layout
        self.comma = "," if lang == "zh" else ", "

    # --- words ------------------------------------------------------------------------------------------------------

    def pick(self, pair: tuple[str, str]) -> str:
        """The one of the two languages."""
        return pair[0] if self.lang == "zh" else pair[1]

    def word(self, key: str, **blanks: str) -> str:
        """A fixed text with its blanks filled."""
        return self.pick(WORDS[key]).format_map(blanks)

    def bracket(self, text: str) -> str:
        """A text in the brackets of the language."""
        return f"({text})" if self.lang == "zh" else f" ({text})"

    def name(self, word: str) -> str:
        """The label of an actor, act or paper, with its id in brackets."""
        label = self.vocabulary.label(word).say(self.lang)
        return label if label == word else label + self.bracket(word)

    def names(self, shown: str) -> str:
        """Several actors any of whom will do."""
        return self.word("one_of").join(self.name(each) for each in shown.split(" / "))

    def who(self, plain: object) -> str:
        """An actor in the form it has in a rule."""
        if isinstance(plain, str):
            return self.name(plain)
        if isinstance(plain, list):
            return ("、" if self.lang == "zh" else " and ").join(self.who(each) for each in plain)
        assert isinstance(plain, dict)
        ((mode, parts),) = plain.items()
        joined = {"one_of": self.word("one_of"), "in_turn": " → "}[mode]
        return joined.join(self.who(each) for each in parts)

    def value(self, field: str, value: object) -> str:
        """A fact's value with its label or unit."""
        mark = self.layout.marks[field]
        if isinstance(value, bool):
            return self.word("yes" if value else "no")
        if isinstance(mark, (OneOf, AnyOf)):
            if isinstance(value, frozenset):
                chosen = [self.option(mark, each) for each in sorted(value)]
                return ("、" if self.lang == "zh" else ", ").join(chosen) or self.word("nobody")
            return self.option(mark, str(value))
        return self.figure(value, getattr(mark, "unit", ""))

    def figure(self, value: object, unit: str) -> str:
        """A number with its unit, or anything else as it is."""
        shown = str(plain(value))
        zh, one, many = UNITS.get(unit, (unit, unit, unit))
        return f"{shown} {self.pick((zh, one if value == 1 else many))}" if unit else shown

    def option(self, mark: OneOf | AnyOf, value: str) -> str:
        """One value of a list."""
        if value in mark.values:
            return self.pick(mark.values[value])
        listed = self.vocabulary.lists.get(mark.open_list, {})
        return listed[value].say(self.lang) if value in listed else value

    def field(self, name: str) -> str:
        """A fact, or a fact worked out from others."""
        mark: Field | Derived | None = self.layout.marks.get(name) or self.layout.topic.derived.get(name)
        return (self.pick((mark.zh, mark.en)) if mark is not None else name) + self.bracket(name)

    def parameter(self, name: str) -> str:
        """A parameter ``instrument/name`` with its figure on the day, or who has to set it."""
        instrument, short = name.split("/", 1)
        parameter = self.models.instruments[instrument].parameters[short]
        found = parameter.on(self.decision.day)
        if found is not None:
            return self.figure(found.value, parameter.unit) + self.bracket(name)
        return str(parameter.label.say(self.lang)) + self.bracket(name)

    def matter(self, matter: str) -> str:
        """A matter apart from the topic's own, before what is said of it."""
        if not matter:
            return ""
        return f"[{self.vocabulary.matters.get(matter, Label(matter)).say(self.lang)}] "

    # --- as the shared figure texts ask for them ----------------------------------------------------------------------

    def actor(self, name: str) -> str:
        """An actor, act or paper."""
        return self.name(name)

    def has_field(self, name: str) -> bool:
        """Whether a name is that of a fact."""
        return name in self.layout.by_name

    def unit(self, field: str) -> str:
        """The unit of a fact."""
        axis = self.layout.by_name.get(field)
        return axis.unit if axis is not None else ""

    def quantity(self, value: Decimal, unit: str) -> str:
        """A number with its unit."""
        return self.figure(value, unit)

    def clause(self, name: str) -> str:
        """A clause by its place in the document."""
        entry = self.models.ledger.get(name)
        return f"{entry.locator}{self.bracket(name)}" if entry is not None else name

    def figure_of(self, name: str) -> str:
        """A parameter by its label."""
        instrument, short = name.split("/", 1)
        return str(self.models.instruments[instrument].parameters[short].label.say(self.lang)) + self.bracket(name)

    def output(self, name: str) -> str:
        """An output of the topic."""
        output = self.layout.topic.outputs[name]
        return self.pick((output.zh, output.en)) + self.bracket(name)

    def output_value(self, name: str, value: str) -> str:
        """One of an output's words."""
        output = self.layout.topic.outputs[name]
        label = self.vocabulary.lists.get(output.open_list, {}).get(value)
        if label is not None:
            return str(label.say(self.lang)) + self.bracket(value)
        return self.pick(output.values[value]) + self.bracket(value) if value in output.values else value

    def entry(self, section: str, name: str) -> str:
        """A function, a body, or a value of a list of the vocabulary."""
        label = self.vocabulary.entry(section, name).say(self.lang)
        return label if label == name else label + self.bracket(name)

    def stands(self, status: str) -> str:
        """How a step stands."""
        return self.pick(STATUSES[status])
