"""Parts of the published decision that hold figures, and what is said of functions and bodies."""

from __future__ import annotations

import datetime as dt
from typing import Any

from policy_engine.decisions.figures import DeadlineStatus, FigureStatus, LimitStatus
from policy_engine.decisions.model_parts import Part


class WorkedPart(Part):
    """A formula worked out: what stands in the rule, its value (text; empty where unknown), and its parts."""

    formula: Any
    value: str | None
    parts: tuple[WorkedPart, ...]


class LimitPart(Part):
    """A limit with its arithmetic: the bound, what is claimed, by how much it is over. ``governs``: the lowest."""

    of: str
    bound: str | None
    claimed: str | None
    over: str | None
    status: LimitStatus
    governs: bool
    excess: str
    worked: WorkedPart
    clauses: tuple[str, ...]
    rules: tuple[str, ...]


class AmountPart(Part):
    """What is payable after limits; ``cut_by`` are the clauses of the limit that cut it down."""

    payable: str | None
    before_limits: str | None
    status: FigureStatus
    worked: WorkedPart
    cut_by: tuple[str, ...]
    clauses: tuple[str, ...]
    rules: tuple[str, ...]


class DeadlinePart(Part):
    """By when (with ``not_before``: from when on) an act or dated fact is due, and whether it was in time."""

    of: str
    not_before: bool
    date: dt.date | None
    done: dt.date | None
    status: DeadlineStatus
    governs: bool
    worked: WorkedPart
    clauses: tuple[str, ...]
    rules: tuple[str, ...]


class OutputPart(Part):
    """An output that rules set: its values, one unless it collects.

    ``governed_by``: of several rules for the highest, the clauses whose value it is.
    """

    output: str
    values: tuple[Any, ...]
    status: FigureStatus
    clauses: tuple[str, ...]
    rules: tuple[str, ...]
    governed_by: tuple[str, ...] = ()


class ChoicePart(Part):
    """Somebody chooses one of several."""

    options: tuple[str, ...]
    by: str
    on: str | None
    clauses: tuple[str, ...]
    rules: tuple[str, ...]


class AssignmentPart(Part):
    """Whose a function is: an actor, a list (all of them), or ``{one_of: […]}``."""

    function: str
    matter: str
    who: Any
    clauses: tuple[str, ...]
    rules: tuple[str, ...]


class EstablishedPart(Part):
    """One thing said of a body; of posts and counts ``name`` says which, and numbers are text (null: unknown, unset).

    ``value`` of a post is its number or ``{at_least, at_most}``; of a count ``{total, parts}``: what the text states,
    beside what the parts add up to and what the total leaves ``unallocated`` (below zero where the parts exceed it).
    """

    body: str
    matter: str
    attribute: str
    name: str | None
    value: Any
    status: FigureStatus
    sum_of_parts: str | None
    unallocated: str | None
    worked: dict[str, WorkedPart]
    clauses: tuple[str, ...]
    rules: tuple[str, ...]
