"""Labels with ids in brackets: fields, values, actors, clauses, effects, and what a test wants, in words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal

from policy_engine.citations import Label
from policy_engine.compiled.rulebook import CompiledRulebook
from policy_engine.decisions.figure_text import FigureText
from policy_engine.decisions.organising_text import slot_label
from policy_engine.decisions.words import SLOTS
from policy_engine.effects import MAY, PAPERS, ActEffect, Effect, MayEffect, PaperEffect, family
from policy_engine.organising import ASSIGN, ESTABLISH
from policy_engine.requests.base import Request
from policy_engine.requests.fields import Amount, Count, plain
from policy_engine.tools.explain.parts import Fact
from policy_engine.tools.explain.words import OPERATORS, STEP_STATUSES, UNITS, WORDS, Pair
from policy_engine.who import Who

_CLAUSE_OF_TEST = re.compile(f", (?=(?:{'|'.join(OPERATORS)}) )")


class Names:
    """The words of one rulebook and request model, in one language."""

    def __init__(self, compiled: CompiledRulebook, model: type[Request], lang: str) -> None:
        self.models = compiled.models
        self.vocabulary = compiled.models.vocabulary
        self.layout = model.layout
        self.lang = lang

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

    def say(self, label: Label) -> str:
        """A label in the language."""
        return label.say(self.lang)

    def join(self, names: Iterable[str]) -> str:
        """Several in a row."""
        return self.word("and").join(names)

    # --- facts ------------------------------------------------------------------------------------------------------

    def field(self, name: str) -> str:
        """A fact of the topic."""
        mark = self.layout.marks.get(name) or self.layout.topic.derived.get(name)
        return self.bracket(self.pick((mark.zh, mark.en)), name) if mark is not None else name

    def has_field(self, name: str) -> bool:
        """Whether a name is that of a fact."""
        return name in self.layout.by_name

    def question(self, name: str) -> str:
        """The question that asks for a fact."""
        mark = self.layout.marks.get(name)
        return mark.question(self.lang) if mark is not None else self.field(name)

    def term(self, instrument: str, name: str) -> str:
        """A term of an instrument; in English it is known by its id."""
        definition = self.models.instruments[instrument].terms[name]
        return self.bracket(definition.name_zh, name) if self.lang == "zh" else name

    def value(self, field: str, value: Fact, unit: str = "") -> str:
        """The value of a fact, with its unit."""
        if value is None:
            return self.word("unknown")
        if isinstance(value, bool):
            return self.word("yes" if value else "no")
        if isinstance(value, frozenset):
            return self.join(self._listed(field, each) for each in sorted(value)) or self.word("nothing")
        if isinstance(value, dt.date):
            return value.isoformat()
        if isinstance(value, (int, Decimal)):
            return self.quantity(Decimal(value), unit or self.unit(field))
        return self._listed(field, value)

    def quantity(self, value: Decimal, unit: str) -> str:
        """A number with its unit; years and months of the calendar stand alone in English."""
        number = str(plain(value))
        zh, one, many = UNITS.get(unit, (unit, unit, unit))
        if self.lang == "zh":
            return f"{number} {zh}".strip()
        return f"{number} {one if abs(value) == 1 else many}".strip()

    def unit(self, field: str) -> str:
        """The unit of a fact, or of the fact behind it."""
        mark = self.layout.marks.get(field)
        if isinstance(mark, (Amount, Count)):
            return mark.unit
        axis = self.layout.by_name.get(field)
        return axis.unit if axis is not None else ""

    def _listed(self, field: str, value: str) -> str:
        mark = self.layout.listed(field)
        if mark is not None:
            if value in mark.values:
                return self.bracket(self.pick(mark.values[value]), value)
            label = self.vocabulary.lists.get(mark.open_list, {}).get(value)
            if label is not None:
                return self.bracket(self.say(label), value)
        return value

    # --- what a test wants ------------------------------------------------------------------------------------------

    def wanted(self, field: str, operator: str, wanted: str, instrument: str = "", unit: str = "") -> str:
        """Operator and operand of a test, from the words of the rule.

        ``wanted`` carries its operators where the rule wrote them (``at_least 2, at_most 3``); a bare value or list
        stands for ``is`` and ``in``, and ``operator`` says what stands before it otherwise.
        """
        clauses = _CLAUSE_OF_TEST.split(wanted)
        if len(clauses) > 1:
            return self.join(self.wanted(field, "is", each, instrument, unit) for each in clauses)
        first, _, rest = wanted.partition(" ")
        if first in OPERATORS and rest:
            operator, wanted = first, rest
        elif wanted.startswith("[") and operator not in ("in", "between"):
            operator = "in"
        if operator == "not":
            operand = self.wanted(field, "is", wanted, instrument, unit)
        else:
            items = wanted[1:-1].split(", ") if wanted.startswith("[") else [wanted]
            shown = [self._operand(field, item, instrument, unit) for item in items]
            operand = " … ".join(shown) if operator == "between" else self.word("or").join(shown)
        return self.pick(OPERATORS.get(operator, ("{operand}", "{operand}"))).format(operand=operand)

    def _operand(self, field: str, item: str, instrument: str, unit: str) -> str:
        if item in ("true", "false"):
            return self.word("yes" if item == "true" else "no")
        unit = unit or self.unit(field)
        if unit and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", item):
            return self.quantity(Decimal(item), unit)
        held = self.models.instruments.get(instrument)
        if held is not None and item in held.parameters and self.layout.listed(field) is None:
            return self.parameter(instrument, item)
        return self._listed(field, item)

    # --- rulebook ---------------------------------------------------------------------------------------------------

    def parameter(self, instrument: str, name: str) -> str:
        """A parameter of an instrument."""
        return self.bracket(self.say(self.models.instruments[instrument].parameters[name].label), name)

    def actor(self, name: str) -> str:
        """An actor, act or paper; ``a / b`` is any of several."""
        each_one = name.split(" / ")
        return self.word("or").join(self.bracket(self.say(self.vocabulary.label(each)), each) for each in each_one)

    def matter(self, name: str) -> str:
        """A matter apart from the topic's own, in brackets; nothing for that."""
        if not name:
            return ""
        label = self.vocabulary.matters.get(name)
        return self.word("matter", matter=self.bracket(self.say(label), name) if label is not None else name)

    def slot(self, slot: str, matter: str = "") -> str:
        """A slot of a matter."""
        if slot in (MAY, PAPERS):
            label = self.word(slot)
        elif family(slot) in (ASSIGN, ESTABLISH):
            label = self.say(slot_label(slot, self.vocabulary))
        elif slot in SLOTS:
            label = self.pick(SLOTS[slot])
        elif slot in self.layout.topic.outputs:
            return self.output(slot) + self.matter(matter)
        else:
            label = self.say(self.vocabulary.label(slot))
        return self.bracket(label, slot) + self.matter(matter)

    def output(self, name: str) -> str:
        """An output of the topic."""
        output = self.layout.topic.outputs[name]
        return self.bracket(self.pick((output.zh, output.en)), name)

    def output_value(self, name: str, value: str) -> str:
        """One of an output's words."""
        output = self.layout.topic.outputs[name]
        label = self.vocabulary.lists.get(output.open_list, {}).get(value)
        if label is not None:
            return self.bracket(self.say(label), value)
        return self.bracket(self.pick(output.values[value]), value) if value in output.values else value

    def entry(self, section: str, name: str) -> str:
        """A function, a body, or a value of a list of the vocabulary."""
        return self.bracket(self.say(self.vocabulary.entry(section, name)), name)

    def figure_of(self, name: str) -> str:
        """A parameter ``instrument/name``."""
        instrument, short = name.split("/", 1)
        return self.parameter(instrument, short)

    def stands(self, status: str) -> str:
        """How a step stands."""
        return self.pick(STEP_STATUSES[status])

    def clause(self, name: str) -> str:
        """A clause by its place in the document."""
        entry = self.models.ledger.get(name)
        return self.bracket(entry.locator, name) if entry is not None else name

    def who(self, who: Who) -> str:
        """Who acts."""
        if who.mode == "single":
            return self.actor(who.actor)
        joint = {"all": "and", "one_of": "or", "in_turn": "in_turn"}[who.mode]
        return self.word(joint).join(f"[{self.who(part)}]" if part.parts else self.who(part) for part in who.parts)

    def effect(self, effect: Effect, instrument: str) -> str:
        """What a rule says."""
        match effect:
            case MayEffect(verb="refer"):
                held = self.models.documents.get(effect.document)
                title = self.bracket(self.say(held.title), effect.document) if held is not None else effect.document
                to = self.join(each for each in (self.actor(effect.to) if effect.to else "", title) if each)
                return self.word("refer", to=to) + (self.word("refer_for", what=effect.what) if effect.what else "")
            case MayEffect():
                return self.word(effect.verb)
            case PaperEffect():
                papers = self.word("or").join(self.actor(each) for each in effect.papers)
                text = self.word("paper_after" if effect.afterwards else "paper", papers=papers)
            case ActEffect():
                by = self.who(effect.by) if effect.by is not None else ""
                to = self.word("to", to=self.actor(effect.to)) if effect.to else ""
                text = self.word("act", act=self.actor(effect.act), by=self.join(each for each in (by, to) if each))
                if effect.before:
                    text += self.word("before", before=self.field(effect.before))
            case _:
                return FigureText(self).effect(effect)
        within = effect.within
        return text + (self.word("within", within=self.parameter(instrument, within)) if within else "")
