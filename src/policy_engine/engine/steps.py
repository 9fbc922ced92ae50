"""Holding what has been done against what is required: who did it, in which order, in time, and not for himself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from policy_engine.compiled.topic_axes import TopicAxes
from policy_engine.decisions.parts import Paper, PaperRule, PaperStatus, Step, StepRule, StepStatus
from policy_engine.effects import ActEffect, PaperEffect
from policy_engine.requests.given import Given, GivenRow
from policy_engine.requests.layout import Codes
from policy_engine.vocabulary import Vocabulary
from policy_engine.who import Who

_NO_ROWS: list[GivenRow] = []


# --- what is required, from effects (once a verdict) --------------------------------------------------------


def step_rules(
    effect: ActEffect, rules: tuple[str, ...], clauses: tuple[str, ...], axes: TopicAxes, vocabulary: Vocabulary
) -> Iterator[StepRule]:
    """The single steps an act consists of: one for each actor who has to do it."""
    act = vocabulary.acts[effect.act]
    before_axis = axes.single[effect.before].position if effect.before else -1
    leaves = _leaves(effect.by, vocabulary) if effect.by is not None else [("", frozenset[str](), frozenset[int]())]
    for at, (by, accepted, after) in enumerate(leaves):
        yield StepRule(
            act.id,
            act.order,
            effect.matter,
            by,
            accepted,
            effect.to,
            effect.before,
            before_axis,
            effect.within,
            act.order <= vocabulary.last_held and act.binding,
            act.recused,
            tuple(sorted(at - other for other in after)),
            rules,
            clauses,
        )


def _leaves(who: Who, vocabulary: Vocabulary) -> list[tuple[str, frozenset[str], frozenset[int]]]:
    """(as shown, whose act counts, after which of these) for every act somebody has to do."""
    if who.mode == "single":
        actor = vocabulary.actors[who.actor]
        if actor.all_of:
            return _joined([_leaves(Who("single", member), vocabulary) for member in actor.all_of], in_turn=False)
        return [(who.actor, frozenset(_any_of(who.actor, vocabulary)), frozenset())]
    if who.mode == "one_of":
        names = [name for part in who.parts for name in part.actors()]
        accepted = frozenset(each for name in names for each in _any_of(name, vocabulary))
        return [(" / ".join(names), accepted, frozenset())]
    return _joined([_leaves(part, vocabulary) for part in who.parts], in_turn=who.mode == "in_turn")


def _joined(
    groups: Sequence[Sequence[tuple[str, frozenset[str], frozenset[int]]]], in_turn: bool
) -> list[tuple[str, frozenset[str], frozenset[int]]]:
    """Groups of acts one after the other in the list; in turn, each act also comes after all of the groups before."""
    found: list[tuple[str, frozenset[str], frozenset[int]]] = []
    for group in groups:
        start = len(found)
        earlier = frozenset(range(start)) if in_turn else frozenset[int]()
        found.extend((by, accepted, earlier | {start + at for at in after}) for by, accepted, after in group)
    return found


def with_siblings(rules: Sequence[StepRule]) -> tuple[StepRule, ...]:
    """The same steps, each knowing what the other steps of its act ask for."""
    return tuple(
        replace(
            rule,
            siblings=tuple(
                (other.accepted, other.to)
                for other in rules
                if other is not rule and other.act == rule.act and other.matter == rule.matter
            ),
        )
        for rule in rules
    )


def _any_of(name: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The actors whose act counts as that of the named one: itself, and the members of a group any of whom will do."""
    yield name
    for member in vocabulary.actors[name].one_of:
        yield from _any_of(member, vocabulary)


def paper_rule(effect: PaperEffect, rules: tuple[str, ...], clauses: tuple[str, ...]) -> PaperRule:
    """The paper an effect requires."""
    return PaperRule(effect.papers, effect.matter, effect.afterwards, effect.within, rules, clauses)


# --- how it stands (every request) --------------------------------------------------------------------------


def settle_steps(rules: Sequence[StepRule], given: Given, codes: Codes) -> tuple[Step, ...]:
    """How each required step stands, in the order of acts.

    Of several acts that count the earliest is taken. An act counts if the right actor did it, on or after the days of
    the required acts before it, on or before its last day, and, where recusal applies, if the person is known not to
    be the applicant.
    """
    rows = given.rows
    applicant = given.applicant_person
    applicants = (applicant,) if applicant is not None else tuple(row[3] for row in rows.get("apply", _NO_ROWS))
    found: list[Step] = []
    matter, order, floor, reached = "", -1, 0, 0
    for rule in rules:
        if rule.matter != matter:
            matter, order, floor, reached = rule.matter, rule.order, 0, 0
        elif rule.order != order:
            order, floor = rule.order, reached
        earliest = max(floor, *(found[-back].day for back in rule.after)) if rule.after else floor
        step = _settle(rule, rows.get(rule.act, _NO_ROWS), applicants, earliest, codes)
        found.append(step)
        reached = max(reached, step.day)
    return tuple(found)


def _settle(rule: StepRule, rows: Sequence[GivenRow], applicants: Sequence[str], floor: int, codes: Codes) -> Step:
    status: StepStatus = "missing"
    accepted = rule.accepted
    for by, to, matter, person, day in rows:
        if matter != rule.matter:
            continue
        if (accepted and by not in accepted) or (rule.to and to != rule.to):
            if not any((not who or by in who) and (not whom or whom == to) for who, whom in rule.siblings):
                status = _worse(status, "wrong_person")
        elif rule.recused and not applicants:
            status = _worse(status, "unclear")
        elif rule.recused and person in applicants:
            status = _worse(status, "own_act")
        elif day < floor:
            status = _worse(status, "too_early")
        elif rule.before_axis >= 0 and (due := codes[rule.before_axis]) is None:
            status = _worse(status, "unclear")
        elif rule.before_axis >= 0 and due is not None and day > due:
            status = _worse(status, "too_late")
        else:
            return Step(rule, "done", person, day)
    return Step(rule, status)


_GRAVITY: dict[StepStatus, int] = {
    "missing": 0,
    "wrong_person": 1,
    "too_late": 2,
    "too_early": 3,
    "own_act": 4,
    "unclear": 5,
    "done": 6,
}


def _worse(one: StepStatus, other: StepStatus) -> StepStatus:
    """Of several acts that do not count, the one that came nearest is named."""
    return other if _GRAVITY[other] > _GRAVITY[one] else one


def settle_papers(rules: Sequence[PaperRule], given: Given) -> tuple[Paper, ...]:
    """Whether each required paper was handed in."""
    handed_in = given.papers
    return tuple(
        Paper(rule, "given" if any(paper in handed_in for paper in rule.papers) else "missing") for rule in rules
    )


def untouched(steps: Sequence[StepRule], papers: Sequence[PaperRule]) -> tuple[tuple[Step, ...], tuple[Paper, ...]]:
    """How everything stands when nothing has been done."""
    missing: PaperStatus = "missing"
    return tuple(Step(rule, "missing") for rule in steps), tuple(Paper(rule, missing) for rule in papers)


def still_unclear(steps: Sequence[Step], given: Given, codes: Codes) -> tuple[str, ...]:
    """The facts without which an act that was done cannot be counted."""
    needs: dict[str, None] = {}
    for step in steps:
        if step.status == "unclear" and step.rule.holds:
            if step.rule.recused and given.applicant_person is None and "apply" not in given.rows:
                needs["applicant_person"] = None
            elif step.rule.before_axis >= 0 and codes[step.rule.before_axis] is None:
                needs[step.rule.before] = None
    return tuple(needs)
