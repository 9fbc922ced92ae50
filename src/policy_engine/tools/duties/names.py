"""Labels with ids in brackets for what duties name: actors, papers, clauses, facts, parameters."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from policy_engine.compiled.models import Models
from policy_engine.decisions.duty_text import DutyText
from policy_engine.decisions.words import UNITS, Pair
from policy_engine.effects import DutyEffect
from policy_engine.requests.fields import AnyOf, OneOf, plain
from policy_engine.tools.duties.words import MONTHS, WORDS
from policy_engine.who import Who


class Names:
    """The words of one rulebook in one language."""

    def __init__(self, models: Models, lang: str) -> None:
        self.models = models
        self.lang = lang
        self.layout = next(model.layout for model in models.topics.values() if model.topic.duties)
        self.duties = DutyText(self)

    # --- words ------------------------------------------------------------------------------------------------------

    def pick(self, pair: Pair) -> str:
        """The one of the two languages."""
        return pair[0] if self.lang == "zh" else pair[1]

    def word(self, key: str, **blanks: str) -> str:
        """A fixed text with its blanks filled."""
        return self.pick(WORDS[key]).format_map(blanks)

    def bracket(self, label: str, name: str) -> str:
        """A label with its id in brackets."""
        return label if label == name else (f"{label}({name})" if self.lang == "zh" else f"{label} ({name})")

    def month(self, number: int) -> str:
        """A month of the calendar."""
        return f"{number} 月" if self.lang == "zh" else MONTHS[number - 1]

    def day(self, day: dt.date) -> str:
        """A day within its month."""
        return f"{day.month} 月 {day.day} 日" if self.lang == "zh" else f"{day.day} {MONTHS[day.month - 1][:3]}"

    # --- what duties name -------------------------------------------------------------------------------------------

    def jurisdiction(self, name: str) -> str:
        """A jurisdiction."""
        return self.bracket(self.models.jurisdictions[name].label.say(self.lang), name)

    def actor(self, name: str) -> str:
        """An actor or paper by its label alone."""
        return self.models.vocabulary.label(name).say(self.lang)

    def who(self, who: Who) -> str:
        """Who has to."""
        return self.duties.who(who)

    def amount(self, effect: DutyEffect) -> str:
        """How much is asked for."""
        return self.duties.amount(effect.asks)

    def clause(self, name: str) -> str:
        """A clause by its place in the document."""
        entry = self.models.ledger.get(name)
        return self.bracket(entry.locator, name) if entry is not None and entry.locator else name

    def field(self, name: str) -> str:
        """A fact."""
        mark = self.layout.marks.get(name)
        return name if mark is None else self.bracket(self.pick((mark.zh, mark.en)), name)

    def has_field(self, name: str) -> bool:
        """Whether a name is that of a fact."""
        return name in self.layout.by_name

    def unit(self, field: str) -> str:
        """The unit of a fact."""
        axis = self.layout.by_name.get(field)
        return axis.unit if axis is not None else ""

    def quantity(self, value: Decimal, unit: str) -> str:
        """A number with its unit."""
        number = str(plain(value))
        zh, one, many = UNITS.get(unit, (unit, unit, unit))
        return f"{number} {self.pick((zh, one if abs(value) == 1 else many))}".strip()

    def entry(self, section: str, name: str) -> str:
        """A function, a body, or a value of a list of the vocabulary."""
        return self.models.vocabulary.entry(section, name).say(self.lang)

    def figure_of(self, name: str) -> str:
        """A parameter ``instrument/name``."""
        instrument, short = name.split("/", 1)
        return self.models.instruments[instrument].parameters[short].label.say(self.lang)

    def output(self, name: str) -> str:
        """Duties have no outputs."""
        return name

    def output_value(self, name: str, value: str) -> str:
        """Duties have no outputs."""
        return value

    def stands(self, status: str) -> str:
        """Duties have no steps."""
        return status

    def fact(self, name: str, value: object) -> str:
        """A fact with its value."""
        mark = self.layout.marks[name]
        if isinstance(mark, (OneOf, AnyOf)):
            listed = self.models.vocabulary.lists.get(mark.open_list, {})
            chosen = sorted(value) if isinstance(value, frozenset) else [str(value)]
            shown = [listed[each].say(self.lang) if each in listed else each for each in chosen]
            said = self.word("and").join(shown) or self.word("none")
        else:
            said = str(plain(value))
        return f"{self.field(name)} = {said}"
