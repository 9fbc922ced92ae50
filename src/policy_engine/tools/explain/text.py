"""An account as text that an auditor can follow: what was asked, what each rule says to it, and why."""

from __future__ import annotations

from collections.abc import Iterator

from policy_engine.decisions.figure_text import FigureText, among
from policy_engine.decisions.words import STATUSES
from policy_engine.effects import LIMIT, PAYABLE, Effect
from policy_engine.tools.explain.condition_text import INDENT, ConditionText, indented
from policy_engine.tools.explain.names import Names
from policy_engine.tools.explain.parts import (
    Account,
    Attempt,
    ParameterLine,
    Part,
    RuleLine,
    SlotLine,
    StepLine,
    reasons,
)
from policy_engine.tools.explain.words import OUTCOMES, PROBLEMS, RULE_STATUSES, SLOT_STATUSES, STEP_STATUSES


def account_text(account: Account, names: Names, verbose: bool = False) -> str:
    """The account as text. ``verbose`` also shows the tests that are met, and where rules that apply lean on them."""
    return "\n".join(_Text(account, names, verbose).lines()) + "\n"


class _Text(ConditionText):
    def __init__(self, account: Account, names: Names, verbose: bool) -> None:
        super().__init__(names)
        self.account = account
        self.verbose = verbose
        self.semicolon = ";" if names.lang == "zh" else "; "
        self.figures = FigureText(names)

    def lines(self) -> Iterator[str]:
        account, names = self.account, self.names
        jurisdiction = names.models.jurisdictions[account.jurisdiction]
        topic = names.layout.topic
        yield names.word(
            "heading",
            jurisdiction=names.bracket(names.say(jurisdiction.label), jurisdiction.id),
            topic=names.bracket(names.pick((topic.zh, topic.en)), topic.id),
            day=account.as_of.isoformat(),
        )
        yield from self._body("outcome")
        yield from self._aside()
        yield ""
        if account.undated:
            yield names.word("undated", names=names.join(account.undated))
        yield names.word("rulebook", digest=account.rulebook)

    def _body(self, heading: str) -> Iterator[str]:
        """From the outcome to the rules of another time."""
        account, names = self.account, self.names
        yield names.word(heading, outcome=names.bracket(names.pick(OUTCOMES[account.outcome]), account.outcome))
        if account.decided_by:
            yield names.word("decided_by", clauses=names.join(names.clause(each) for each in account.decided_by))
        if account.needs:
            yield names.word("needs", needs=names.join(names.field(each) for each in account.needs))
            yield names.word("next", next=names.question(account.next))
        if heading == "outcome":
            yield from self._section("facts", self._facts())
        for slot in account.slots:
            yield ""
            yield from self._slot(slot)
        yield from self._section("advice", (line for each in account.advice for line in self._rule(each)))
        yield from self._section("steps", (line for each in account.steps for line in self._step(each)))
        yield from self._section("papers_due", self._papers())
        yield from self._section("figures", self._figures())
        yield from self._section("parameters", (line for each in account.parameters for line in self._parameter(each)))
        yield from self._section("open_points", self._open_points())
        yield from self._section("not_in_force", (line for each in account.not_in_force for line in self._rule(each)))

    def _aside(self) -> Iterator[str]:
        """What rules that are never in force say, marked line by line."""
        names, shadow = self.names, self.account.shadow
        lines: list[str] = []
        if shadow is not None:
            rules = [*(line for slot in shadow.slots for line in slot.rules), *shadow.advice, *shadow.not_in_force]
            found = {line.clause_status for line in rules}
            why = names.join(names.pick(pair) for status, pair in STATUSES.items() if status in found)
            lines = list(_Text(shadow, names, self.verbose)._body("shadow_outcome"))
            yield from ("", names.word("shadow", why=why))
        elif self.account.shadow_refused:
            lines = [names.say(each) for each in self.account.shadow_refused]
            yield from ("", names.word("shadow_refused"))
        yield from (f"  | {line}".rstrip() for line in lines)

    def _section(self, heading: str, lines: Iterator[str]) -> Iterator[str]:
        found = list(lines)
        if found:
            yield ""
            yield self.names.word(heading)
            yield from indented(iter(found))

    def _facts(self) -> Iterator[str]:
        names = self.names
        colon = ":" if names.lang == "zh" else ": "
        for name, value in self.account.facts:
            yield names.field(name) + colon + names.value(name, value)
        if not self.account.facts:
            yield names.word("no_facts")

    # --- slots and rules --------------------------------------------------------------------------------------------

    def _slot(self, slot: SlotLine) -> Iterator[str]:
        names = self.names
        status = names.pick(SLOT_STATUSES[slot.status])
        must = names.word("must_answer") if slot.must_answer and self.account.outcome == "not_covered" else ""
        yield names.word("slot", slot=names.slot(slot.slot, slot.matter), status=status) + must
        if slot.needs:
            yield INDENT + names.word("needs", needs=names.join(names.field(each) for each in slot.needs))
        if slot.next:
            yield INDENT + names.word("next", next=names.question(slot.next))
        for line in slot.rules:
            yield from indented(self._rule(line))

    def _rule(self, line: RuleLine) -> Iterator[str]:
        names = self.names
        gist = f"{names.bracket(line.locator, line.clause)} {names.say(line.gist)}"
        if line.clause_status is not None:
            gist = f"{names.pick(STATUSES[line.clause_status])} | {gist}"
        yield f"[{names.pick(RULE_STATUSES[line.status])}] {line.rule} | {gist}"
        yield from indented(self._about(line), 2)

    def _about(self, line: RuleLine) -> Iterator[str]:
        names = self.names
        effects = (names.effect(each, line.instrument) for each in line.effects)
        yield names.word("says", effects=self.semicolon.join(effects))
        if line.exception_to and line.status != "base_absent":
            yield names.word("exception_to", rules=names.join(line.exception_to))
        for each in line.replaced_by:
            key = "replaced_by" if each.certain else "one_replaces"
            yield names.word(key, rule=each.rule, slots=names.join(names.slot(slot) for slot in each.slots))
        for prevailing in line.gives_way_to:
            key = "higher" if prevailing.higher else "lower"
            title = names.say(names.models.instruments[prevailing.instrument].title)
            yield names.word(key, rule=prevailing.rule, instrument=names.bracket(title, prevailing.instrument))
        for rule in line.overruled_by:
            yield names.word("overruled_by", rule=rule)
        if line.unless:
            yield names.word("unless", rules=names.join(line.unless))
        if line.status == "base_absent":
            yield names.word("base_absent", rules=names.join(line.exception_to))
        if line.in_force:
            yield names.word("in_force", periods=names.join(line.in_force))
        yield from self._under(line)
        unmet = line.under != "" and line.status == "not_applied"  # what its condition waits for does not matter then
        if line.condition is not None and line.status != "base_absent" and not unmet:
            yield from self._why(line, line.condition)
        if line.status in ("applied", "possible") or self.verbose:
            yield from (self._reading(each) for each in line.readings)
            if line.caution is not None:
                yield names.word("caution", text=names.say(line.caution.label) + self._convention(line.caution))

    def _under(self, line: RuleLine) -> Iterator[str]:
        """Whether everything required is fulfilled, where the effects depend on it, and what is not."""
        if not line.under:
            return
        yield self.names.word(line.under)
        reasons = self.figures.reasons(line.requirements)
        if reasons:
            yield INDENT + reasons
        elif line.under != "exceeded":
            yield INDENT + self.names.word("all_fulfilled")

    def _why(self, line: RuleLine, condition: Part) -> Iterator[str]:
        """The failing tests of a rule that is out, the open ones of a possible one; all of them when verbose."""
        shown = condition if self.verbose else reasons(condition)
        if condition.holds is True:
            if not self.verbose:
                return
            heading = "met"
        elif condition.holds is False:
            heading = "fails"
        else:
            heading = "impossible" if line.status == "not_applied" else "open"
        lines = list(self._part(shown))
        if lines:
            yield self.names.word(heading)
            yield from indented(iter(lines))

    # --- steps, papers, parameters ----------------------------------------------------------------------------------

    def _step(self, line: StepLine) -> Iterator[str]:
        names = self.names
        by = names.actor(line.by) if line.by else ""
        to = names.word("to", to=names.actor(line.to)) if line.to else ""
        act = names.word("act", act=names.actor(line.act), by=names.join(each for each in (by, to) if each))
        later = "" if line.holds else names.word("after_approval")
        yield f"[{names.pick(STEP_STATUSES[line.status])}] {act}{names.matter(line.matter)}{later}"
        about = []
        if line.due is not None:
            about.append(names.word("due", due=line.due.isoformat(), before=names.field(line.before)))
        if line.recused and line.status != "done":
            about.append(names.word("recused"))
        about.extend(self._attempt(line, each) for each in line.attempts)
        if not line.attempts:
            about.append(names.word("none_done"))
        about.append(names.word("required_by", rules=names.join((*line.rules, *map(names.clause, line.clauses)))))
        yield from indented(iter(about))

    def _attempt(self, line: StepLine, attempt: Attempt) -> str:
        names = self.names
        wanted = line.to if attempt.problem == "wrong_receiver" else line.by
        after = names.actor(attempt.after) if attempt.after else ""
        if attempt.after_by:
            after += f"[{names.actor(attempt.after_by)}]"
        problem = names.pick(PROBLEMS[attempt.problem]).format(
            wanted=names.actor(wanted) if wanted else "",
            by=names.actor(attempt.by),
            to=names.actor(attempt.to) if attempt.to else names.word("nothing"),
            person=attempt.person,
            after=after,
            after_date="" if attempt.after_date is None else attempt.after_date.isoformat(),
            before=names.field(line.before) if line.before else "",
            due="" if line.due is None else line.due.isoformat(),
        )
        to = (" " if names.lang == "en" else ",") + names.word("to", to=names.actor(attempt.to)) if attempt.to else ""
        by, date = names.actor(attempt.by), attempt.date.isoformat()
        return names.word("attempt", date=date, person=attempt.person, by=by, to=to, problem=problem)

    def _papers(self) -> Iterator[str]:
        names = self.names
        for line in self.account.papers:
            papers = names.word("or").join(names.actor(each) for each in line.papers)
            key = "paper_after" if line.afterwards else "paper"
            within = ""
            if line.within:
                owner = line.rules[0].rsplit("/", 1)[0]
                within = names.word("within", within=names.parameter(owner, line.within))
            status = names.pick(STEP_STATUSES[line.status])
            yield f"[{status}] {names.word(key, papers=papers)}{within}{names.matter(line.matter)}"
            yield INDENT + names.word("required_by", rules=names.join((*line.rules, *map(names.clause, line.clauses))))

    def _figures(self) -> Iterator[str]:
        """Every figure with its arithmetic, under the slot it answers."""
        figures, text = self.account.figures, self.figures
        found: list[tuple[Effect, str]] = []
        for amount in figures.amounts:
            stated = amount.rule.effect
            found.append((stated, text.amount(amount, self._amount_needs(stated.matter))))
        for limit in figures.limits:
            found.append((limit.rule.effect, text.limit(limit, among(limit, figures.limits))))
        for deadline in figures.deadlines:
            said = text.deadline(deadline, among(deadline, figures.deadlines), self.account.as_of)
            found.append((deadline.rule.effect, said))
        for output in figures.outputs:
            found.extend((output.rules[0].effect, line) for line in text.output(output))
        found.extend((choice.effect, text.choice(choice)) for choice in figures.choices)
        numbered = (line for line in figures.established if line.numbers or line.parts)
        found.extend((line.effect, text.established(line)) for line in numbered)
        for effect, line in found:
            yield self.names.word("figure", slot=self.names.slot(effect.slot, effect.matter), text=line)

    def _amount_needs(self, matter: str) -> tuple[str, ...]:
        """The facts an amount waits for: its own, or those that tell whether further limits apply."""
        own = self.account.figures.needs.get((PAYABLE, matter), ())
        others = (slot.needs for slot in self.account.slots if (slot.slot, slot.matter) == (LIMIT, matter))
        return own or next(others, ())

    def _parameter(self, line: ParameterLine) -> Iterator[str]:
        names = self.names
        name = names.parameter(line.instrument, line.name)
        if line.value is None:
            yield names.word("parameter", name=name, value=names.word("unset"), since="")
            if line.judged is not None:
                note = self.semicolon + line.note if line.note else ""
                on = f" {line.judged_on.isoformat()}" if line.judged_on is not None else ""
                judged = names.word("reaches" if line.judged else "below")
                yield INDENT + names.word("judged_by", by=line.judged_by, judged=judged, on=on, note=note)
            elif line.owner:
                yield INDENT + names.word("owner", owner=names.actor(line.owner))
        else:
            since = names.word("always") if line.since is None else names.word("since", since=line.since.isoformat())
            yield names.word("parameter", name=name, value=names.value("", line.value, line.unit), since=since)
        if line.cite:
            yield INDENT + names.word("cite", clauses=names.clause(line.cite))
        if line.amended_by:
            yield INDENT + names.word("amended_by", document=line.amended_by)
        yield INDENT + names.word("used_by", rules=names.join(line.used_by))

    def _open_points(self) -> Iterator[str]:
        names = self.names
        for point in self.account.open_points:
            owner = names.word("owner", owner=names.actor(point.owner)) if point.owner else ""
            text = f"{point.instrument}: {names.say(point.label)}"
            yield text + (self.semicolon + owner if owner else "")
