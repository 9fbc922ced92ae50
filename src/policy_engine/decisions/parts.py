"""The parts of a decision: slots, steps, papers, and the verdict that many requests share."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from policy_engine.citations import Citation, Label
from policy_engine.conditions.tree import Condition
from policy_engine.decisions.figures import FigureRule
from policy_engine.effects import Effect, LimitEffect

Outcome: TypeAlias = Literal[
    "conflict", "prohibited", "undetermined", "not_covered", "referred", "needs_steps", "permitted", "determined"
]
SlotStatus: TypeAlias = Literal["settled", "open", "silent", "conflict"]
StepStatus: TypeAlias = Literal["done", "missing", "too_early", "too_late", "own_act", "wrong_person", "unclear"]
PaperStatus: TypeAlias = Literal["given", "missing"]


@dataclass(frozen=True, slots=True)
class Stated:
    """An effect, the rule that states it, and whether it certainly applies (else it is one alternative of several).

    ``fallback``: it applies because something the rule requires is not fulfilled, or a limit is exceeded.
    """

    effect: Effect
    rule: str
    clause: str
    certain: bool
    fallback: bool = False


@dataclass(frozen=True, slots=True)
class SlotAnswer:
    """The answer of one slot of one matter. An open slot lists the facts it needs and the next best question."""

    slot: str
    matter: str
    status: SlotStatus
    stated: tuple[Stated, ...]
    needs: tuple[str, ...] = ()
    next: str = ""


@dataclass(frozen=True, slots=True)
class StepRule:
    """One act required of one actor (any of ``accepted``; empty: whoever does it), in the vocabulary's order.

    ``after`` says how far back the steps of the same act stand that come before it in turn. ``before_axis`` is the
    position of the date field that limits it, or -1. ``holds`` says that the request waits for it. ``siblings`` are
    (accepted, to) of the other steps of the same act: what they ask for is not done by the wrong one.
    """

    act: str
    order: int
    matter: str
    by: str
    accepted: frozenset[str]
    to: str
    before: str
    before_axis: int
    within: str
    holds: bool
    recused: bool
    after: tuple[int, ...]
    rules: tuple[str, ...]
    clauses: tuple[str, ...]
    siblings: tuple[tuple[frozenset[str], str], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A required act and how it stands; ``person`` and ``day`` (an ordinal) are those of the act that counts."""

    rule: StepRule
    status: StepStatus
    person: str = ""
    day: int = 0


@dataclass(frozen=True, slots=True)
class PaperRule:
    """One paper required: any of ``papers``; ``afterwards`` makes it follow-up."""

    papers: tuple[str, ...]
    matter: str
    afterwards: bool
    within: str
    rules: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A required paper and whether it was handed in."""

    rule: PaperRule
    status: PaperStatus


@dataclass(frozen=True, slots=True)
class Requirement:
    """Something a rule requires and whether it is met; ``None`` where it waits for the facts ``needs``.

    ``steps`` are those of an act, ``over`` is by how much a limit is exceeded, ``day`` the day of a deadline and
    ``done`` the day it was done.
    """

    effect: Effect
    met: bool | None
    needs: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()
    over: Decimal | None = None
    day: dt.date | None = None
    done: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """A reading leaned on, or a caution: ``of`` is the rule or term that carries it."""

    of: str
    number: int
    convention: str
    label: Label


@dataclass(frozen=True, slots=True)
class Advice:
    """What a rule of strength ``should`` recommends."""

    rule: str
    clause: str
    effects: tuple[Effect, ...]
    label: Label
    certain: bool


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A declared hole of an instrument that the request falls into."""

    instrument: str
    label: Label
    owner: str
    see: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Replaced:
    """A base rule whose effects an exception replaced.

    ``condition`` is that of the base where the exception has several bases: it was replaced only where it held.
    """

    base: str
    by: str
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What rules say of a request before looking at what has been done: shared by all requests they treat alike.

    ``outcome`` is ``None`` where only the steps decide between ``needs_steps`` and ``finished``. ``open_limits`` may
    yet apply, once facts still unknown are known.
    """

    outcome: Outcome | None
    finished: Outcome
    slots: tuple[SlotAnswer, ...]
    steps: tuple[StepRule, ...]
    papers: tuple[PaperRule, ...]
    citations: tuple[Citation, ...]
    uncertain: frozenset[str]
    decided_by: tuple[str, ...]
    readings: tuple[Noted, ...]
    cautions: tuple[Noted, ...]
    advice: tuple[Advice, ...]
    unset: tuple[str, ...]
    open_points: tuple[OpenPoint, ...]
    replaced: tuple[Replaced, ...]
    see: tuple[str, ...]
    undated: tuple[str, ...]
    needs: tuple[str, ...]
    next: str
    figures: tuple[FigureRule, ...]
    open_limits: tuple[LimitEffect, ...]
    untouched_steps: tuple[Step, ...]
    untouched_papers: tuple[Paper, ...]
    untouched_outcome: Outcome
