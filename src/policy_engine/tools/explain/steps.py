"""Which steps are done, which are missing, and why an act that was done does not count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from policy_engine.decisions.decision import Decision
from policy_engine.decisions.parts import Step, StepRule
from policy_engine.requests.given import GivenRow
from policy_engine.tools.explain.parts import Attempt, PaperLine, StepLine


def step_lines(decision: Decision) -> tuple[StepLine, ...]:
    """Every required step with every act of its kind that was done."""
    given = decision.request.given
    applicant = given.applicant_person
    applicants = (applicant,) if applicant is not None else tuple(row[3] for row in given.rows.get("apply", ()))
    lines: list[StepLine] = []
    for index, step in enumerate(decision.steps):
        rule = step.rule
        rows = [row for row in given.rows.get(rule.act, ()) if row[2] == rule.matter]
        due = decision.request.codes[rule.before_axis] if rule.before_axis >= 0 else None
        before = _latest_before(decision.steps, index)
        lines.append(
            StepLine(
                rule.act,
                rule.by,
                rule.to,
                rule.matter,
                step.status,
                rule.holds,
                rule.recused,
                rule.before,
                None if due is None else dt.date.fromordinal(due),
                rule.within,
                rule.rules,
                rule.clauses,
                tuple(_attempts(step, rows, applicants, due, before)),
                tuple(dict.fromkeys(applicants)),
            )
        )
    return tuple(lines)


def _latest_before(steps: Sequence[Step], index: int) -> Step | None:
    """The step done last among those a step has to wait for: acts of lower order, and the one before it in turn."""
    rule = steps[index].rule
    awaited = [
        each
        for at, each in enumerate(steps[:index])
        if each.rule.matter == rule.matter and each.day and (each.rule.order < rule.order or index - at in rule.after)
    ]
    return max(awaited, key=lambda each: each.day, default=None)


def _attempts(
    step: Step,
    rows: Sequence[GivenRow],
    applicants: Sequence[str],
    due: int | None,
    before: Step | None,
) -> Iterator[Attempt]:
    """The acts done, earliest first, up to the one that counts."""
    for by, to, _, person, day in rows:
        problem = _problem(step.rule, (by, to, "", person, day), applicants, due, before)
        if problem.startswith("wrong") and any(
            (not who or by in who) and (not whom or whom == to) for who, whom in step.rule.siblings
        ):
            problem = "other_step"
        waits = before if problem == "too_early" else None
        yield Attempt(
            by,
            to,
            person,
            dt.date.fromordinal(day),
            problem,
            "" if waits is None else waits.rule.act,
            "" if waits is None else waits.rule.by,
            None if waits is None else dt.date.fromordinal(waits.day),
        )
        if not problem:
            return


def _problem(rule: StepRule, row: GivenRow, applicants: Sequence[str], due: int | None, before: Step | None) -> str:
    """Why an act does not count: the same questions in the same order as where decisions are made."""
    by, to, _, person, day = row
    if rule.accepted and by not in rule.accepted:
        return "wrong_person"
    if rule.to and to != rule.to:
        return "wrong_receiver"
    if rule.recused and not applicants:
        return "applicant_unknown"
    if rule.recused and person in applicants:
        return "own_act"
    if before is not None and day < before.day:
        return "too_early"
    if rule.before and due is None:
        return "due_unknown"
    if due is not None and day > due:
        return "too_late"
    return ""


def paper_lines(decision: Decision) -> tuple[PaperLine, ...]:
    """Every required paper and whether it was handed in."""
    return tuple(
        PaperLine(
            paper.rule.papers,
            paper.rule.matter,
            paper.status,
            paper.rule.afterwards,
            paper.rule.within,
            paper.rule.rules,
            paper.rule.clauses,
        )
        for paper in decision.papers
    )
