"""Conditions held against a request, as text: the tests, the terms they go through, and how each stands."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.decisions.parts import Noted
from policy_engine.tools.explain.names import Names
from policy_engine.tools.explain.parts import Part

INDENT = "  "


def indented(lines: Iterator[str], depth: int = 1) -> Iterator[str]:
    """The lines moved to the right."""
    return (INDENT * depth + line for line in lines)


class ConditionText:
    """The lines of a condition; what is above it tells rules, steps and figures."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def _mark(self, part: Part) -> str:
        key = {True: "holds", False: "fails_mark", None: "open_mark"}[part.holds]
        return self.names.word(key)

    def _part(self, part: Part, outermost: bool = True) -> Iterator[str]:
        names = self.names
        match part.kind:
            case "test":
                value = names.value(part.name, part.value) + self._from(part)
                wanted = names.wanted(part.name, part.operator, part.wanted, part.instrument)
                yield names.word("test", name=names.field(part.name), wanted=wanted, value=value) + self._mark(part)
            case "judged":
                yield self._judged(part) + self._mark(part)
            case "value":
                value = names.value(part.name, part.value) + self._from(part)
                yield names.word("value", name=names.field(part.name), value=value)
            case "term":
                yield from self._term(part)
            case "base":
                yield names.word("base", rule=part.name) + self._mark(part)
                yield from indented(line for each in part.parts for line in self._part(each))
            case "all" if outermost or len(part.parts) == 1:
                for each in part.parts:
                    yield from self._part(each, outermost)
            case "any" if len(part.parts) == 1:
                yield from self._part(part.parts[0], outermost)
            case _:
                yield names.word(part.kind) + self._mark(part)
                yield from indented(line for each in part.parts for line in self._part(each, False))

    def _from(self, part: Part) -> str:
        if not part.sources:
            return ""
        shown = [f"{self.names.field(name)} {self.names.value(name, value)}" for name, value in part.sources]
        return self.names.word("sum_of", sources=self.names.join(shown))

    def _judged(self, part: Part) -> str:
        names = self.names
        judged = "unjudged" if part.judged is None else ("reaches" if part.judged else "below")
        is_term = part.name in names.models.instruments[part.instrument].terms
        name = names.term(part.instrument, part.name) if is_term else names.field(part.name)
        wanted = names.wanted(part.name, part.operator, part.wanted, part.instrument)
        value = names.value(part.name, part.value)
        return names.word("judged", name=name, wanted=wanted, value=value, judged=names.word(judged))

    def _term(self, part: Part) -> Iterator[str]:
        names = self.names
        behind = next((each.name for each in part.parts if each.kind == "value"), "")
        unit = names.unit(behind) if behind else ""
        wanted = names.wanted(part.name, part.operator, part.wanted, part.instrument, unit)
        value = names.value(part.name, part.value, unit)
        name = names.term(part.instrument, part.name)
        yield names.word("term", name=name, wanted=wanted, value=value) + self._mark(part)
        about = []
        if part.label is not None:
            about.append(names.word("term_is", label=names.say(part.label)))
        if part.cite:
            about.append(names.word("cite", clauses=names.join(names.clause(each) for each in part.cite)))
        about.extend(self._reading(each) for each in part.readings)
        yield from indented(iter(about))
        # What a term that must not hold is made of is shown as it stands, without the "not" around it.
        inner = [each.parts[0] if each.kind == "not" and part.wanted == "false" else each for each in part.parts]
        yield from indented(line for each in inner for line in self._part(each))

    def _reading(self, noted: Noted) -> str:
        text = self.names.say(noted.label) + self._convention(noted)
        if noted.number:
            return self.names.word("reading", number=str(noted.number), text=text)
        return self.names.word("own_reading", text=text)

    def _convention(self, noted: Noted) -> str:
        return self.names.word("convention", convention=noted.convention) if noted.convention else ""
