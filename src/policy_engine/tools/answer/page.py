"""The page itself: one section after the other, each made of lines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from policy_engine.decisions.decision import Decision
from policy_engine.decisions.duty_text import DutyText
from policy_engine.decisions.figure_text import FigureText
from policy_engine.decisions.parts import Noted, Paper, Step
from policy_engine.decisions.words import STATUSES as KINDS
from policy_engine.effects import ActEffect, DutyEffect, Effect, MayEffect, PaperEffect
from policy_engine.tools.answer.figures import Sections
from policy_engine.tools.answer.labels import Labels
from policy_engine.tools.answer.words import OUTCOMES, QUESTIONS, STATUSES
from policy_engine.vocabulary import Vocabulary


def answer_text(decision: Decision, vocabulary: Vocabulary, lang: str = "zh") -> str:
    """The decision as text in ``zh`` or ``en``; sections with nothing to say are left out."""
    return "\n".join(_Answer(decision, vocabulary, lang).lines()) + "\n"


class _Answer(Labels):
    def section(self, key: str, lines: Iterable[str]) -> Iterator[str]:
        found = list(lines)
        if found:
            yield ""
            yield self.word(key)
            yield from ("  " + line for line in found)

    # --- the page ---------------------------------------------------------------------------------------------------

    def lines(self) -> Iterator[str]:
        decision = self.decision
        town = self.models.jurisdictions[decision.jurisdiction].label.say(self.lang)
        topic = type(decision.request).topic
        where = town + self.bracket(decision.jurisdiction)
        what = self.pick((topic.zh, topic.en)) + self.bracket(topic.id)
        yield f"{where} · {what} · {self.word('by_rules_of', day=decision.as_of.isoformat())}"
        yield self.outcome()
        facts = decision.request.facts()
        shown = [f"{self.field(name)} = {self.value(name, value)}" for name, value in facts.items()]
        yield from self.section("facts", shown or [self.word("none_given")])
        yield from self.body()
        yield from self.aside()
        yield ""
        yield self.word("asserted")
        digest, engine = decision.provenance.digest[:12], decision.provenance.engine_version
        yield self.word("rulebook", digest=digest, engine=engine)

    def body(self) -> Iterator[str]:
        """What rules say to the facts: from the figures to the notes."""
        decision = self.decision
        figures = Sections(self)
        yield from self.section("amounts", figures.amounts())
        yield from self.section("limits", figures.limits())
        yield from self.section("assigned", figures.assigned())
        yield from self.section("established", figures.established())
        yield from self.section("outputs", figures.outputs())
        yield from self.section("permit", self.may("permit"))
        yield from self.section("prohibit", self.may("prohibit"))
        yield from self.section("refer", self.may("refer"))
        yield from self.section("fallback", figures.fallbacks(self.effect))
        if decision.outcome != "prohibited":  # what nobody may allow needs no approver, and no step leads to it
            yield from self.requirements()
        yield from self.section("duties", self.duties())
        yield from self.section("deadlines", figures.deadlines())
        yield from self.section("choices", figures.choices())
        yield from self.section("needs", self.needs())
        yield from self.section("figure_needs", map(self.field, figures.only_needed()))
        yield from self.section("next", self.question())
        if decision.outcome != "prohibited":
            yield from self.section("follow_up", map(self.either, decision.follow_up))
        yield from self.section("advice", self.advice())
        yield from self.section("holes", self.holes())
        yield from self.section("citations", self.citations())
        yield from self.section("replaced", (f"{each.base} ← {each.by}" for each in decision.replaced))
        yield from self.section("readings", map(self.noted, decision.readings))
        yield from self.section("cautions", map(self.noted, decision.cautions))
        yield from self.section("judgements", self.judgements())
        yield from self.section("unset", map(self.parameter, decision.verdict.unset))
        yield from self.section("see", map(self.document, decision.verdict.see))
        yield from self.section("undated", map(self.instrument, decision.verdict.undated))

    def aside(self) -> Iterator[str]:
        """What rules that are not in force would say, marked line by line so that nobody takes it for an answer."""
        shadow, refused = self.decision.shadow()
        lines: list[str] = []
        if shadow is not None and shadow.says_something:
            page = _Answer(shadow, self.vocabulary, self.lang)
            lines = [page.outcome("if_in_force"), *page.body()]
            why = self.word("one_or_other").join(self.pick(KINDS[status]) for status in shadow.statuses)
            yield from ("", self.word("not_in_force", why=why))
        elif refused:
            lines = [self.pick((each.message("zh"), each.message("en"))) for each in refused]
            yield from ("", self.word("not_worked_out"))
        yield from (f"  | {line}".rstrip() for line in lines)

    def outcome(self, key: str = "answer") -> str:
        """The outcome in one line."""
        separator = ":" if self.lang == "zh" else ": "
        outcome = self.decision.outcome
        return f"{self.word(key)}{separator}{self.pick(OUTCOMES[outcome])}{self.bracket(outcome)}"

    def requirements(self) -> Iterator[str]:
        yield from self.section("approves", self.approvers())
        held = [step for step in self.decision.steps if step.rule.holds]
        yield from self.section("steps", (f"{n}. {self.step(step)}" for n, step in enumerate(held, 1)))
        before = [paper for paper in self.decision.papers if not paper.rule.afterwards]
        yield from self.section("papers", map(self.paper, before))
        yield from self.section("missing", self.missing(held))

    def may(self, verb: str) -> Iterator[str]:
        found: dict[str, None] = {}  # a rule may say the same for several reasons
        for answer in self.decision.slots:
            for stated in answer.stated:
                effect = stated.effect
                if isinstance(effect, MayEffect) and effect.verb == verb:
                    likely = "" if stated.certain else self.word("perhaps") + " "
                    found[f"{likely}{self.effect(effect)}  [{stated.clause}]"] = None
        yield from found

    def approvers(self) -> Iterator[str]:
        """One line an answer with all clauses that give it; several where it is still open or in conflict."""
        found: dict[str, list[str]] = {}
        for answer in self.decision.answers("approve", "sign"):
            for stated in answer.stated:
                if isinstance(stated.effect, ActEffect) and stated.effect.by is not None:
                    likely = "" if stated.certain else self.word("possibly") + " "
                    verb = "" if answer.slot == "approve" else self.name(answer.slot) + " "
                    line = likely + verb + self.matter(answer.matter) + self.who(stated.effect.by.plain())
                    found.setdefault(line, []).append(stated.clause)
        for line, clauses in found.items():
            yield f"{line}  {self.cited(dict.fromkeys(clauses))}"

    def effect(self, effect: Effect) -> str:
        """What a rule does, in a few words."""
        if isinstance(effect, PaperEffect):
            return self.word("one_of").join(map(self.name, effect.papers))
        matter = self.matter(effect.matter)
        if isinstance(effect, MayEffect):
            target = self.name(effect.to) if effect.to else self.document(effect.document) if effect.document else ""
            what = self.bracket(effect.what) if effect.what else ""
            return matter + (target + what or self.word(effect.verb))
        if isinstance(effect, DutyEffect):
            return DutyText(self).effect(effect)
        if not isinstance(effect, ActEffect):
            return matter + FigureText(self).effect(effect)
        by = self.who(effect.by.plain()) if effect.by is not None else ""
        to = self.word("to", to=self.name(effect.to)) if effect.to else ""
        return matter + " ".join(each for each in (self.name(effect.act), by, to) if each)

    def duties(self) -> Iterator[str]:
        """What binds; a mere recommendation stands under advice."""
        for each in self.decision.duties:
            if not each.advice:
                likely = "" if each.certain else self.word("perhaps") + " "
                yield f"{likely}{self.effect(each.effect)}  [{each.clause}]"

    def step(self, step: Step) -> str:
        rule = step.rule
        parts = self.act(step)
        due = self.decision.request.codes[rule.before_axis] if rule.before_axis >= 0 else None
        if due is not None:
            parts.append(self.word("due", due=dt.date.fromordinal(due).isoformat()))
        parts.extend(self.within(rule.within, rule.rules))
        done = f" {dt.date.fromordinal(step.day).isoformat()} {step.person}" if step.day else ""
        stands = self.pick(STATUSES[step.status]) + done
        return f"{self.matter(rule.matter)}{self.comma.join(parts)} — {stands}  {self.cited(rule.clauses)}"

    def act(self, step: Step) -> list[str]:
        """What is done, by whom, to whom."""
        rule = step.rule
        parts = [self.name(rule.act)]
        if rule.by:
            parts.append(self.names(rule.by))
        if rule.to:
            parts.append(self.word("to", to=self.name(rule.to)))
        return parts

    def paper(self, paper: Paper) -> str:
        rule = paper.rule
        names = self.word("one_of").join(map(self.name, rule.papers))
        within = "".join(self.comma + each for each in self.within(rule.within, rule.rules))
        status = self.pick(("未交", "not handed in")) if paper.status == "missing" else self.pick(STATUSES["given"])
        return f"{self.matter(rule.matter)}{names}{within} — {status}  {self.cited(rule.clauses)}"

    def either(self, each: Step | Paper) -> str:
        return self.paper(each) if isinstance(each, Paper) else self.step(each)

    def within(self, parameter: str, rules: tuple[str, ...]) -> Iterator[str]:
        if parameter:
            instrument = rules[0].split("/", 1)[0] if rules else ""
            yield self.word("within", within=self.parameter(f"{instrument}/{parameter}"))

    def cited(self, clauses: Iterable[str]) -> str:
        return "[" + ", ".join(clauses) + "]"

    def missing(self, held: Iterable[Step]) -> Iterator[str]:
        for step in held:
            if step.status != "done":
                yield self.matter(step.rule.matter) + self.comma.join(self.act(step))
        for paper in self.decision.missing_papers:
            yield self.word("one_of").join(map(self.name, paper.rule.papers))

    def needs(self) -> Iterator[str]:
        yield from map(self.field, self.decision.needs)

    def question(self) -> Iterator[str]:
        name = self.decision.next
        if not name:
            return
        mark = self.decision.request.layout.marks.get(name)
        if mark is not None:
            yield mark.question(self.lang) + self.bracket(name)
        elif "/" in name:  # a threshold that nobody has set: somebody judges
            yield self.pick(QUESTIONS["parameter"]).format(name=self.parameter_name(name)) + self.bracket(name)
        else:
            yield self.pick(QUESTIONS[name]) + self.bracket(name)

    def advice(self) -> Iterator[str]:
        for each in self.decision.verdict.advice:
            likely = "" if each.certain else self.word("possibly") + " "
            yield f"{likely}{each.label.say(self.lang)}  [{each.clause}]"

    def holes(self) -> Iterator[str]:
        stop = ";" if self.lang == "zh" else "; "
        for each in self.decision.verdict.open_points:
            owner = self.word("owner", owner=self.name(each.owner))
            see = "".join(f"{stop}{self.word('see')} {self.document(name)}" for name in each.see)
            yield f"{each.label.say(self.lang)}{stop}{owner}{see}  [{each.instrument}]"

    def citations(self) -> Iterator[str]:
        for each in self.decision.citations:
            likely = self.word("possibly") + " " if each.rule in self.decision.verdict.uncertain else ""
            where = " ".join(part for part in (each.part, each.locator) if part)
            likely += self.pick(KINDS[each.status]) + " " if each.status is not None else ""
            title = f"《{each.title.say(self.lang)}》" if self.lang == "zh" else each.title.say(self.lang) + ","
            yield f"{likely}[{each.clause}] {title} {where}: {each.gist.say(self.lang)}"
            changed = f", {self.word('amended_by')} {self.document(each.amended_by)}" if each.amended_by else ""
            yield f"    {each.rule}, {each.document}{changed}, {each.at}"

    def noted(self, each: Noted) -> str:
        parts = [each.of]
        if each in self.decision.readings:
            parts.append(self.word("number", number=str(each.number)) if each.number else self.word("own"))
        if each.convention:
            parts.append(self.convention(each.convention))
        return f"{each.label.say(self.lang)} {self.bracket(self.comma.join(parts)).strip()}"

    def convention(self, name: str) -> str:
        label = self.vocabulary.conventions.get(name)
        return f"{name} {label.say(self.lang)}" if label is not None else name

    def judgements(self) -> Iterator[str]:
        for each in self.decision.model().judgements:
            signed = [self.names(each.by)] if each.by else [self.word("unsigned")]
            signed.extend(str(part) for part in (each.date, each.note) if part)
            answer = self.word("yes" if each.value else "no")
            yield f"{self.field(each.field)} = {answer} — " + self.comma.join(signed)

    def document(self, name: str) -> str:
        document: Any = self.models.documents.get(name)
        if document is None:
            return name
        title = document.title.say(self.lang)
        held = "" if document.held else self.bracket(self.word("not_held"))
        return f"{title} {name}{held}" if title and title != name else name + held

    def instrument(self, name: str) -> str:
        return str(self.models.instruments[name].title.say(self.lang)) + self.bracket(name)
