"""Replicated townships: rulebooks of any size in which each township has its own figures and approvers."""

from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from pathlib import Path

import yaml

from bench.leave_chain import Town
from policy_engine.requests import AbsenceRequest
from policy_engine.requests.given import Given, GivenAct

RULES_PER_TOWN = 10
_APPROVERS = ("mayor", "deputy_secretary", "vice_mayor", "committee_member", "party_secretary", "supervising_leader")
_BODIES = ("party_secretary", "party_committee", "enlarged_committee", "township_government", "party_and_government")
_POSTS = (
    "staff",
    "section_head",
    "coordinator",
    "vice_mayor",
    "committee_member",
    "deputy_secretary",
    "npc_chair",
    "mayor",
)


def make_towns(rules: int, seed: int = 7) -> list[Town]:
    """Townships that together have the given number of rules."""
    draw = random.Random(seed)
    towns = []
    for number in range(rules // RULES_PER_TOWN):
        name = f"town-{number}"
        clauses = tuple(f"{name}-{clause:02d}" for clause in range(1, RULES_PER_TOWN + 1))
        people = [draw.choice(_APPROVERS) for _ in range(6)]
        towns.append(Town(name, draw.randint(1, 4), draw.randint(1, 5), *people, draw.choice(_BODIES), clauses))
    return towns


def write_rulebook(towns: list[Town], vocabulary: Path, folder: Path) -> str:
    """Writes a rulebook of the townships into a folder, with the vocabulary given; returns all its text."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "vocabulary.yaml": vocabulary.read_text("utf-8"),
        "sources.yaml": "documents:\n  replicated.txt: {held: true, title: {zh: 基准, en: benchmark}}\n",
        "jurisdictions.yaml": "".join(
            f"{town.id}: {{zh: 第{number}镇, en: Town {number}, adopts: [leave-{town.id}]}}\n"
            for number, town in enumerate(towns)
        ),
        "ledger.yaml": "".join(_ledger_line(town, number) for town in towns for number in range(RULES_PER_TOWN)),
    }
    for town in towns:
        files[f"towns/leave-{town.id}.yaml"] = _instrument(town)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return "\n".join(files.values())


def _ledger_line(town: Town, number: int) -> str:
    return (
        f"{town.clauses[number]}: {{document: replicated.txt, part: '1', instrument: leave-{town.id}, "
        f"locator: '{number + 1}', span: [0, 1], digest: '0', kind: approval, priority: core, modality: must, "
        f"ambiguous: false, fates: [rule]}}\n"
    )


def _instrument(town: Town) -> str:
    rules = (
        ("ask-first", "离岗先请假", "{leave: true}", "{apply: {by: applicant, before: first_day}}", ""),
        (
            "staff-short",
            "人员请短假",
            f"{{leave: true, post: staff, whole_days: {{at_most: {town.staff_days}}}}}",
            f"{{approve: {town.staff_short}}}",
            "",
        ),
        (
            "staff-government",
            "政府线人员请长假",
            f"{{leave: true, post: staff, line: government, whole_days: {{more_than: {town.staff_days}}}}}",
            f"{{approve: {town.staff_government}}}",
            "",
        ),
        (
            "staff-party",
            "党群线人员请长假",
            f"{{leave: true, post: staff, line: party, whole_days: {{more_than: {town.staff_days}}}}}",
            f"{{approve: {town.staff_party}}}",
            "",
        ),
        (
            "head-short",
            "负责人请短假",
            f"{{leave: true, post: section_head, whole_days: {{at_most: {town.head_days}}}}}",
            f"{{approve: {town.head_short}}}",
            "",
        ),
        (
            "head-long",
            "负责人请长假",
            f"{{leave: true, post: section_head, whole_days: {{more_than: {town.head_days}}}}}",
            f"{{approve: {town.head_long}}}",
            "",
        ),
        (
            "head-away",
            "书记外出时负责人请长假",
            "{away: {includes: party_secretary}}",
            f"{{approve: {town.head_away}}}",
            "exception_to: head-long",
        ),
        ("leaders", "班子成员请假", "{leave: true, leader: true}", f"{{approve: {town.leaders}}}", ""),
        ("sick-paper", "病假交证明", "{kind: sick}", "{require: [hospital_certificate]}", ""),
        ("personal-paper", "事假交假条", "{kind: personal}", "{require: [leave_slip]}", ""),
    )
    lines = [
        f"instrument: leave-{town.id}",
        "title: {zh: 请假制度, en: Leave rules}",
        "source: {document: replicated.txt, part: '1'}",
        "in_force: {from: unknown}",
        "topic: absence",
        "terms:",
        "  leave: {name_zh: 请假, zh: 事假或病假, en: leave, when: {kind: {in: [personal, sick]}}}",
        "  whole_days: {name_zh: 整天数, zh: 不满一天进为一天, en: whole days, round_up: days_in_row, to: 1}",
        "  leader:",
        "    {name_zh: 班子成员, zh: 协理员到镇长, en: leaders, when: {post: {at_least: coordinator, at_most: mayor}}}",
        "clauses:",
    ]
    for clause, (name, zh, when, then, exception) in zip(town.clauses, rules, strict=True):
        lines += [f"  {clause}:", f"    at: {name}", f"    zh: {zh}", f"    en: {name}", "    rules:", f"      {name}:"]
        if exception:
            lines.append(f"        {exception}")
        lines += [f"        when: {when}", f"        then: {then}"]
    lines += [
        "leaves_open:",
        "  - {when: {not: {leave: true}}, zh: 其他假别另有规定, en: other kinds, owner: party_committee}",
        "  - {when: {leave: true, post: party_secretary}, zh: 书记没有写, en: the secretary, owner: party_committee}",
    ]
    return "\n".join(lines) + "\n"


def make_requests(towns: list[Town], number: int, seed: int = 11) -> list[tuple[AbsenceRequest, Town]]:
    """Validated requests drawn over all townships: two thirds with acts and papers given, some of them wrong."""
    draw = random.Random(seed)
    return [(_request(draw, town), town) for town in (draw.choice(towns) for _ in range(number))]


def _request(draw: random.Random, town: Town) -> AbsenceRequest:
    first_day = dt.date(2026, 3, 2) + dt.timedelta(days=draw.randint(0, 200))
    kind = draw.choice(("personal", "sick"))
    acts = []
    papers: tuple[str, ...] = ()
    if draw.random() < 2 / 3:
        approver = draw.choice((*town[3:10], draw.choice(_APPROVERS)))
        asked = first_day - dt.timedelta(days=draw.randint(0, 9))
        acts = [
            GivenAct(act="apply", by="applicant", person="p1", date=asked),
            GivenAct(act="approve", by=approver, person=draw.choice(("p1", "p2", "p2", "p2")), date=first_day),
        ]
        papers = ("leave_slip", "hospital_certificate") if draw.random() < 0.8 else ()
    return AbsenceRequest(
        kind=kind,
        post=draw.choice(_POSTS),
        line=draw.choice(("government", "party")),
        days=Decimal(draw.randint(1, 16)) / 2,
        adjoining_days=Decimal(draw.choice((0, 0, 0, 1))),
        first_day=first_day,
        form="written",
        special_circumstances=False,
        away=frozenset({"party_secretary"} if draw.random() < 0.3 else ()),
        given=Given(acts=tuple(acts), papers=papers),
    )


def as_data(request: AbsenceRequest, town: Town) -> dict[str, object]:
    """A request as plain data, as it would come from a file."""
    whole = yaml.safe_load(request.model_dump_json(exclude_none=True))
    given = whole.pop("given")
    return {"topic": "absence", "jurisdiction": town.id, "facts": whole, "given": given}
