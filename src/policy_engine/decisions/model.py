"""The published form of a decision: a pydantic model with its JSON schema, and canonical JSON.

``schema_version`` changes when a field is removed or changes its meaning; fields may be added within a version.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Literal

from policy_engine.citations import Status
from policy_engine.decisions.duty_model import DutyPart
from policy_engine.decisions.model_figures import (
    AmountPart,
    AssignmentPart,
    ChoicePart,
    DeadlinePart,
    EstablishedPart,
    LimitPart,
    OutputPart,
)
from policy_engine.decisions.model_parts import EffectPart, Part, Text
from policy_engine.decisions.parts import Outcome, SlotStatus, StepStatus

SCHEMA_VERSION: Literal["1"] = "1"
_DISPLAY = frozenset({"zh", "en", "title", "gist", "at", "engine_version", "texts_digest"})


class StatedPart(Part):
    """An effect and the rule and clause that state it; not ``certain`` where it is one alternative of several."""

    effect: EffectPart
    rule: str
    clause: str
    certain: bool
    fallback: bool


class SlotPart(Part):
    """The answer of one slot; ``matter`` is empty for the topic's own."""

    slot: str
    matter: str
    status: SlotStatus
    stated: tuple[StatedPart, ...]
    needs: tuple[str, ...]
    next: str | None


class StepPart(Part):
    """A required act and how it stands. ``holds``: the request waits for it; otherwise it is follow-up."""

    act: str
    by: str | None
    to: str | None
    matter: str
    status: StepStatus
    holds: bool
    due: dt.date | None
    within: str | None
    person: str | None
    date: dt.date | None
    clauses: tuple[str, ...]
    rules: tuple[str, ...]


class PaperPart(Part):
    """A required paper (any one of ``papers``) and whether it was handed in."""

    papers: tuple[str, ...]
    matter: str
    status: Literal["given", "missing"]
    afterwards: bool
    within: str | None
    clauses: tuple[str, ...]
    rules: tuple[str, ...]


class CitationPart(Part):
    """The clause behind the answer. ``clause`` is the catalogue's id; ``at`` is file:line of the rule.

    ``status`` says why the rule is not in force; absent where it is. ``amended_by`` is the document that brought the
    wording applied, where it is not the clause's own.
    """

    clause: str
    instrument: str
    title: Text
    document: str
    part: str
    locator: str
    gist: Text
    digest: str
    rule: str
    certain: bool
    at: str
    status: Status | None = None
    amended_by: str | None = None


class NotedPart(Part):
    """A reading or a caution. ``number`` is that of the list of readings, absent for one of the rulebook's own."""

    of: str
    number: int | None
    convention: str | None
    zh: str
    en: str


class AdvicePart(Part):
    """What is recommended, not required."""

    rule: str
    clause: str
    effects: tuple[EffectPart, ...]
    certain: bool
    zh: str
    en: str


class OpenPart(Part):
    """A declared hole the request falls into."""

    instrument: str
    owner: str
    see: tuple[str, ...]
    zh: str
    en: str


class ReplacedPart(Part):
    """A base rule and the exception that replaced it."""

    base: str
    by: str


class JudgementPart(Part):
    """A judgement the request states; ``by`` is absent where nobody signed it."""

    field: str
    value: bool
    by: str | None
    date: dt.date | None
    note: str | None


class RulebookPart(Part):
    """Which rulebook and engine decided."""

    digest: str
    texts_digest: str
    engine_version: str


class AnswerModel(Part):
    """The answer of one set of rules."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    outcome: Outcome
    topic: str
    jurisdiction: str
    as_of: dt.date
    facts: dict[str, Any]
    slots: tuple[SlotPart, ...]
    steps: tuple[StepPart, ...]
    papers: tuple[PaperPart, ...]
    limits: tuple[LimitPart, ...]
    amounts: tuple[AmountPart, ...]
    deadlines: tuple[DeadlinePart, ...]
    outputs: tuple[OutputPart, ...]
    choices: tuple[ChoicePart, ...]
    assignments: tuple[AssignmentPart, ...] = ()
    established: tuple[EstablishedPart, ...] = ()
    duties: tuple[DutyPart, ...] = ()
    follow_up: tuple[str, ...]
    advice: tuple[AdvicePart, ...]
    needs: tuple[str, ...]
    next: str | None
    decided_by: tuple[str, ...]
    citations: tuple[CitationPart, ...]
    readings: tuple[NotedPart, ...]
    cautions: tuple[NotedPart, ...]
    judgements: tuple[JudgementPart, ...]
    unset: tuple[str, ...]
    replaced: tuple[ReplacedPart, ...]
    open_points: tuple[OpenPart, ...]
    see: tuple[str, ...]
    undated: tuple[str, ...]
    posts_asserted: bool = True
    rulebook: RulebookPart


class NotInForceModel(AnswerModel):
    """What rules would answer that are not in force, and why they are not."""

    statuses: tuple[Status, ...]


class RefusedPart(Part):
    """Why the rules that are not in force could not be worked out: a diagnostic code and its message."""

    code: str
    zh: str
    en: str


class DecisionModel(AnswerModel):
    """A decision as other systems receive it.

    ``not_in_force`` is a whole decision of the rules that are only proposed, reported, aimed at or inferred, absent
    where they say nothing. It binds nobody.
    """

    not_in_force: NotInForceModel | None = None
    not_in_force_refused: tuple[RefusedPart, ...] = ()

    def canonical(self) -> str:
        """Canonical JSON: keys sorted, no blanks, text as it is."""
        return json.dumps(self.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    def meaning(self) -> Any:
        """What equality and replay compare: everything but display texts, places in files and the engine's version."""
        return _without_display(self.model_dump(mode="json"))


def _without_display(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_display(item) for key, item in value.items() if key not in _DISPLAY}
    if isinstance(value, list):
        return [_without_display(item) for item in value]
    return value
