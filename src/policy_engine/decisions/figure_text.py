"""The figures of a decision in words an auditor can follow: what was worked out how, and by which clause."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from policy_engine.decisions.figures import AmountLine, DeadlineLine, FigureRule, LimitLine, OutputLine
from policy_engine.decisions.formula_text import facts_missing
from policy_engine.decisions.organising_text import OrganisingText
from policy_engine.decisions.parts import Requirement
from policy_engine.effects import (
    ActEffect,
    ChooseEffect,
    DeadlineEffect,
    LimitEffect,
    PaperEffect,
    PayableEffect,
    SetEffect,
)
from policy_engine.organising import AssignEffect, EstablishEffect

FigureEffect = LimitEffect | PayableEffect | DeadlineEffect | SetEffect | ChooseEffect | AssignEffect | EstablishEffect
MONEY = "yuan"


class FigureText(OrganisingText):
    """Says figures, each as one line."""

    def effect(self, effect: FigureEffect) -> str:
        """What a rule states, before anything is worked out."""
        match effect:
            case LimitEffect():
                said = self.word("at_most", of=self.speaker.field(effect.of), sum=self.stated(effect.bound))
                return self._joined((said, self._excess(effect)))
            case PayableEffect():
                return self.word("pay", sum=self.stated(effect.amount))
            case DeadlineEffect():
                return self._due(effect, self.stated(effect.at))
            case SetEffect():
                value = effect.value
                said = (
                    self._output_value(effect.output, value) if isinstance(value, (str, bool)) else self.stated(value)
                )
                return self.word("set", output=self.speaker.output(effect.output), value=said)
            case ChooseEffect():
                options = self.word("and").join(map(self.speaker.actor, effect.options))
                said = self.word("chooses", by=self.speaker.actor(effect.by), options=options)
                return said + (self.word("on", on=effect.on) if effect.on else "")
            case AssignEffect() | EstablishEffect():
                return self.organises(effect)

    def _joined(self, parts: Iterable[str]) -> str:
        return self.word("semicolon").join(part for part in parts if part)

    def _missing(self, facts: Iterable[str]) -> str:
        names = self.word("and").join(map(self.speaker.field, facts))
        return self.word("waits", facts=names) if names else ""

    # --- limits and amounts ---------------------------------------------------------------------------------------

    def limit(self, line: LimitLine, among: int = 1) -> str:
        """A limit; ``among`` is how many there are of the same fact."""
        effect = line.rule.effect
        assert isinstance(effect, LimitEffect)
        unit = self.speaker.unit(effect.of)
        parts = [self.word("at_most", of=self.speaker.field(effect.of), sum=self.worked(line.worked, unit))]
        if line.status == "not_set":
            parts.append(self.word("not_set"))
        elif line.claimed is not None and line.over is not None:
            key = "claimed_over" if line.over else "claimed_within"
            claimed, over = self.value(line.claimed, unit), self.value(line.over, unit)
            parts.append(self.word(key, claimed=claimed, over=over))
        else:
            parts.append(self._missing((*([effect.of] if line.claimed is None else []), *facts_missing(line.worked))))
        if line.status != "within":
            parts.append(self._excess(effect))
        if line.governs and among > 1:
            parts.append(self.word("governs"))
        return f"{self._joined(parts)}  {self.cited(line.rule)}"

    def _excess(self, effect: LimitEffect) -> str:
        acts = self.word("and").join(map(self.act, effect.needs))
        return self.word(effect.excess, acts=acts)

    def act(self, effect: ActEffect) -> str:
        """An act with those who do it."""
        names = list(effect.by.actors()) if effect.by is not None else [effect.to]
        return f"{self.speaker.actor(effect.act)} {self.word('and').join(map(self.speaker.actor, names))}".strip()

    def amount(self, line: AmountLine, needs: Iterable[str]) -> str:
        """What is payable: before limits, the clause that cuts it, after limits; or the facts it needs."""
        before = self.worked(line.worked, MONEY)
        if line.status == "not_set":
            parts = [before, self.word("not_set")]
        elif line.payable is None:
            parts = [before, self._missing(needs)]
        elif line.cut_to is None:
            parts = [self.word("whole", sum=before)]
        else:
            bound = self.value(line.payable, MONEY)
            clauses = self.word("and").join(map(self.speaker.clause, line.cut_to.rule.clauses))
            parts = [self.word("before_limits", sum=before), self.word("cut", bound=bound, clauses=clauses)]
        if line.payable is not None:
            parts.append(self.word("pays", amount=self.value(line.payable, MONEY)))
        return f"{self._joined(parts)}  {self.cited(line.rule)}"

    # --- deadlines ------------------------------------------------------------------------------------------------

    def _due(self, effect: DeadlineEffect, text: str) -> str:
        return self.word("from" if effect.not_before else "by", of=self.dated(effect.of), sum=text)

    def dated(self, name: str) -> str:
        """What has a deadline: a dated fact, or an act."""
        return self.speaker.field(name) if self.speaker.has_field(name) else self.speaker.actor(name)

    def deadline(self, line: DeadlineLine, among: int, as_of: dt.date) -> str:
        """A deadline, how it stands, and whether it is the one that binds ``among`` several of the same thing."""
        effect = line.rule.effect
        assert isinstance(effect, DeadlineEffect)
        parts = [self._due(effect, self.worked(line.worked))]
        if line.status == "not_set":
            parts.append(self.word("not_set"))
        elif line.day is None:
            parts.append(self._missing(facts_missing(line.worked)))
        else:
            parts.extend(self._kept(effect, line.day, line.done, as_of))
        if line.governs and among > 1:
            parts.append(self.word("binds"))
        return f"{self._joined(parts)}  {self.cited(line.rule)}"

    def _kept(self, effect: DeadlineEffect, day: dt.date, done: dt.date | None, as_of: dt.date) -> Iterator[str]:
        if done is None:
            yield self.word("pending")
            if not effect.not_before:
                left = (day - as_of).days
                yield self.word("left" if left >= 0 else "past", day=as_of.isoformat(), days=str(abs(left)))
            return
        yield self.word("done_on", done=done.isoformat())
        days = (done - day).days
        if days == 0:
            yield self.word("met")
        elif effect.not_before:
            yield self.word("met_after" if days > 0 else "missed_before", days=str(abs(days)))
        else:
            yield self.word("met_by" if days < 0 else "missed_by", days=str(abs(days)))

    # --- outputs and choices --------------------------------------------------------------------------------------

    def output(self, line: OutputLine) -> Iterator[str]:
        """An output, one line for each rule that sets it."""
        for rule, value in zip(line.rules, line.stated, strict=True):
            effect = rule.effect
            assert isinstance(effect, SetEffect)
            if isinstance(effect.value, (str, bool)):
                said = self._output_value(line.output, effect.value)
            elif value is not None and not isinstance(value, (str, bool)):
                said = f"{self.stated(effect.value)} = {self.value(value)}"
            else:
                said = self.stated(effect.value)
            if rule in line.governing:
                said += self.word("semicolon") + self.word("governs")
            missing = self.word("semicolon") + self.word("not_set") if line.status == "not_set" else ""
            text = self.word("set", output=self.speaker.output(line.output), value=said)
            yield f"{text}{missing}  {self.cited(rule)}"

    def _output_value(self, output: str, value: str | bool) -> str:
        if isinstance(value, bool):
            return self.word("yes" if value else "no")
        return self.speaker.output_value(output, value)

    def choice(self, rule: FigureRule) -> str:
        """A choice that somebody has."""
        assert isinstance(rule.effect, ChooseEffect)
        return f"{self.effect(rule.effect)}  {self.cited(rule)}"

    # --- why what stands under otherwise applies --------------------------------------------------------------------

    def reasons(self, found: Iterable[Requirement]) -> str:
        """What is not met, or still open, in one line; nothing where there is nothing."""
        said = self.word("and").join(map(self.requirement, found))
        return self.word("because", reasons=said) if said else ""

    def requirement(self, each: Requirement) -> str:
        """One thing required, as far as it is not met or open."""
        said = self._unmet(each)
        if each.met is None:
            said = self.word("still_open", what=said)
            missing = self._missing(each.needs)
            if missing:
                said += f"({missing})" if self.speaker.lang == "zh" else f" ({missing})"
        return said

    def _unmet(self, each: Requirement) -> str:
        effect = each.effect
        match effect:
            case ActEffect():
                if each.met is None:
                    return self.speaker.actor(effect.act)
                status = next((step.status for step in each.steps if step.status != "done"), "missing")
                return self.word("act_undone", act=self.act(effect), status=self.speaker.stands(status))
            case PaperEffect():
                return self.word("paper_undone", papers=self.word("or").join(map(self.speaker.actor, effect.papers)))
            case LimitEffect():
                unit = self.speaker.unit(effect.of)
                if each.met is None or each.over is None:
                    return self.word("limit_of", of=self.speaker.field(effect.of))
                key = "limit_over" if each.over else "limit_within"
                return self.word(key, of=self.speaker.field(effect.of), over=self.value(each.over, unit))
            case DeadlineEffect():
                if each.met is None or each.day is None or each.done is None:
                    return self.word("deadline_of", of=self.dated(effect.of))
                of, day, done = self.dated(effect.of), each.day.isoformat(), each.done.isoformat()
                return self.word("deadline_missed", of=of, day=day, done=done)
            case _:
                return ""


def among(line: LimitLine | DeadlineLine, lines: Iterable[LimitLine | DeadlineLine]) -> int:
    """How many lines limit, or date, the same thing."""
    return sum(_thing(other) == _thing(line) for other in lines)


def _thing(line: LimitLine | DeadlineLine) -> tuple[str, str, bool]:
    effect = line.rule.effect
    assert isinstance(effect, (LimitEffect, DeadlineEffect))
    return effect.of, effect.matter, isinstance(effect, DeadlineEffect) and effect.not_before
