"""What an explanation consists of: plain values, by slot and rule, down to the single test."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypeAlias

from policy_engine.citations import Label, Status
from policy_engine.decisions.figures import Figures
from policy_engine.decisions.parts import Noted, OpenPoint, PaperStatus, Requirement, SlotStatus, StepStatus
from policy_engine.effects import Effect
from policy_engine.rules import Strength

PartKind: TypeAlias = Literal["test", "judged", "term", "value", "all", "any", "not", "base"]
RuleStatus: TypeAlias = Literal[
    "applied", "possible", "replaced", "gives_way", "overruled", "not_applied", "base_absent", "not_in_force"
]
Under: TypeAlias = Literal["", "fulfilled", "unfulfilled", "exceeded"]
Fact: TypeAlias = "str | bool | int | Decimal | dt.date | frozenset[str] | None"


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a condition held against the request. ``holds`` is ``None`` where unknown facts leave it open.

    ``test``: the fact ``name`` and what the rule wants of it. ``judged``: the same against an unset parameter, whose
    answer a person gives. ``term``: a term of the instrument, with its own words and clause; its parts follow.
    ``value``: the fact behind a rounded term. ``base``: the condition inherited from the rule ``name``.
    ``all``, ``any`` and ``not`` connect their parts. ``value`` is what the request has, ``None`` where it is unknown.
    """

    kind: PartKind
    holds: bool | None
    name: str = ""
    operator: str = ""
    wanted: str = ""
    value: Fact = None
    sources: tuple[tuple[str, Fact], ...] = ()
    instrument: str = ""
    parameter: str = ""
    judged: bool | None = None
    label: Label | None = None
    cite: tuple[str, ...] = ()
    readings: tuple[Noted, ...] = ()
    parts: tuple[Part, ...] = ()


def reasons(part: Part) -> Part:
    """Only the pieces that make a condition true, false or open: of an ``all`` that fails the failing ones."""
    decisive = {"all": part.holds is False, "any": part.holds is True}.get(part.kind, False)
    kept = part.parts
    if part.kind in ("all", "any") and (decisive or part.holds is None):
        kept = tuple(each for each in part.parts if each.holds is part.holds)
    return replace(part, parts=tuple(reasons(each) for each in kept))


@dataclass(frozen=True, slots=True)
class ReplacedBy:
    """An exception that replaces an effect; ``slots`` are those of the exception's own effects that do it."""

    rule: str
    slots: tuple[str, ...]
    certain: bool


@dataclass(frozen=True, slots=True)
class Prevailing:
    """A rule of another level that prevails: of a ``higher`` one, or of a lower one that may vary the higher."""

    rule: str
    instrument: str
    higher: bool


@dataclass(frozen=True, slots=True)
class RuleLine:
    """How one rule stands in one slot.

    ``status``: ``applied`` (certainly), ``possible`` (one alternative while facts are unknown), ``replaced`` by
    exceptions, ``gives_way`` to another level, ``overruled`` by a prohibition, ``not_applied`` (see ``condition``),
    ``base_absent`` (an exception whose base is not in force or not adopted here), ``not_in_force``.
    ``unless`` are exceptions that would replace it if facts still unknown let them apply. ``under`` says that the
    effects also depend on whether the rule is ``fulfilled``, ``unfulfilled`` or a limit of it ``exceeded``;
    ``requirements`` are then what is not met, or the limit. ``clause_status`` says why the rule is never in force.
    """

    rule: str
    instrument: str
    clause: str
    locator: str
    gist: Label
    strength: Strength
    status: RuleStatus
    effects: tuple[Effect, ...]
    exception_to: tuple[str, ...] = ()
    condition: Part | None = None
    replaced_by: tuple[ReplacedBy, ...] = ()
    gives_way_to: tuple[Prevailing, ...] = ()
    overruled_by: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    readings: tuple[Noted, ...] = ()
    caution: Noted | None = None
    in_force: tuple[str, ...] = ()
    clause_status: Status | None = None
    under: Under = ""
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class SlotLine:
    """One slot of one matter, and every rule that states an effect in it."""

    slot: str
    matter: str
    status: SlotStatus
    must_answer: bool
    rules: tuple[RuleLine, ...]
    needs: tuple[str, ...]
    next: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """An act that was done. ``problem`` says why it does not count here (empty: it does).

    ``other_step``: it is one of those who do another step of the same act. ``after`` names the act before it whose
    day, ``after_date``, it had to wait for.
    """

    by: str
    to: str
    person: str
    date: dt.date
    problem: str
    after: str = ""
    after_by: str = ""
    after_date: dt.date | None = None


@dataclass(frozen=True, slots=True)
class StepLine:
    """A required act, how it stands, and every such act that was done."""

    act: str
    by: str
    to: str
    matter: str
    status: StepStatus
    holds: bool
    recused: bool
    before: str
    due: dt.date | None
    within: str
    rules: tuple[str, ...]
    clauses: tuple[str, ...]
    attempts: tuple[Attempt, ...]
    applicants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A required paper and whether it was handed in."""

    papers: tuple[str, ...]
    matter: str
    status: PaperStatus
    afterwards: bool
    within: str
    rules: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """A parameter that rules shown here use. ``value`` is ``None`` where it is unset: then a person judges."""

    instrument: str
    name: str
    label: Label
    unit: str
    value: Decimal | dt.date | None
    since: dt.date | None
    cite: str
    amended_by: str
    owner: str
    judged: bool | None
    judged_by: str
    judged_on: dt.date | None
    note: str
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Account:
    """Everything an explanation says, without the words for it.

    ``shadow`` accounts in the same way for the rules that are only proposed, reported, aimed at or inferred and never
    in force; ``shadow_refused`` says why they could not be worked out. (``not_in_force`` are rules of another time.)
    """

    topic: str
    jurisdiction: str
    as_of: dt.date
    outcome: str
    decided_by: tuple[str, ...]
    facts: tuple[tuple[str, Fact], ...]
    slots: tuple[SlotLine, ...]
    advice: tuple[RuleLine, ...]
    not_in_force: tuple[RuleLine, ...]
    steps: tuple[StepLine, ...]
    papers: tuple[PaperLine, ...]
    figures: Figures
    parameters: tuple[ParameterLine, ...]
    open_points: tuple[OpenPoint, ...]
    needs: tuple[str, ...]
    next: str
    undated: tuple[str, ...]
    rulebook: str
    shadow: Account | None = None
    shadow_refused: tuple[Label, ...] = ()
