"""The leave question written by hand: the if-chain the engine is measured against.

It reads the same attributes of the same request objects, checks the given acts as the engine does (right actor, order
of dates, not the applicant himself, in time) and returns outcome, approver, papers and clause ids. Figures and
approvers of a township stand in a plain record, as a programmer would keep them for many townships.
"""

from __future__ import annotations

from decimal import ROUND_CEILING
from typing import NamedTuple

from policy_engine.requests import AbsenceRequest

LEADERS = frozenset({"coordinator", "vice_mayor", "committee_member", "deputy_secretary", "npc_chair", "mayor"})


class Town(NamedTuple):
    """One township's figures: whole days up to which the first tier goes, and who approves in each tier."""

    id: str
    staff_days: int
    head_days: int
    staff_short: str
    staff_government: str
    staff_party: str
    head_short: str
    head_long: str
    head_away: str
    leaders: str
    clauses: tuple[str, ...]


class Answer(NamedTuple):
    """What the chain returns."""

    outcome: str
    approver: str
    papers: tuple[str, ...]
    clauses: tuple[str, ...]


def decide(request: AbsenceRequest, town: Town) -> Answer:
    """The answer for one request in one township."""
    kind = request.kind
    if kind not in ("personal", "sick"):
        return Answer("not_covered", "", (), ())
    post = request.post
    clauses = town.clauses
    if post == "staff":
        days = (request.days + request.adjoining_days).to_integral_value(ROUND_CEILING)
        if days <= town.staff_days:
            approver, clause = town.staff_short, clauses[1]
        elif request.line == "government":
            approver, clause = town.staff_government, clauses[2]
        else:
            approver, clause = town.staff_party, clauses[3]
    elif post == "section_head":
        days = (request.days + request.adjoining_days).to_integral_value(ROUND_CEILING)
        if days <= town.head_days:
            approver, clause = town.head_short, clauses[4]
        elif "party_secretary" in request.away:
            approver, clause = town.head_away, clauses[6]
        else:
            approver, clause = town.head_long, clauses[5]
    elif post in LEADERS:
        approver, clause = town.leaders, clauses[7]
    else:
        return Answer("not_covered", "", (), ())
    if kind == "sick":
        papers, paper_clause = ("hospital_certificate",), clauses[8]
    else:
        papers, paper_clause = ("leave_slip",), clauses[9]
    cited = (clauses[0], clause, paper_clause)

    given = request.given
    applied = approved = None
    applicant = given.applicant_person
    for act in given.acts:
        if act.act == "apply":
            if applicant is None:
                applicant = act.person
            if act.by == "applicant" and act.date <= request.first_day and (applied is None or act.date < applied):
                applied = act.date
    for act in given.acts:
        if act.act == "approve" and act.by == approver and (applied is None or act.date >= applied):
            if applicant is None:
                return Answer("undetermined", approver, papers, cited)
            if act.person != applicant:
                approved = act.date
    if applied is None or approved is None or papers[0] not in given.papers:
        return Answer("needs_steps", approver, papers, cited)
    return Answer("permitted", approver, papers, cited)
