"""Why a request is decided as it is: computed from (rulebook, request, date) on demand, never stored."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel

from policy_engine.arithmetic import Fact, Named, Number, Operate
from policy_engine.citations import Label
from policy_engine.decisions.decision import Decision
from policy_engine.decisions.figures import Figures
from policy_engine.decisions.parts import Requirement
from policy_engine.decisions.publish_figures import figure_parts, plain_formula
from policy_engine.decisions.publish_organising import established_part, stated_value
from policy_engine.effects import (
    ActEffect,
    ChooseEffect,
    DeadlineEffect,
    Effect,
    LimitEffect,
    MayEffect,
    PaperEffect,
    PayableEffect,
    SetEffect,
)
from policy_engine.engine.book import Rulebook
from policy_engine.organising import AssignEffect, EstablishEffect
from policy_engine.requests.base import Request
from policy_engine.requests.fields import plain
from policy_engine.tools.explain.build import account_of
from policy_engine.tools.explain.names import Names
from policy_engine.tools.explain.parts import Account
from policy_engine.tools.explain.text import account_text
from policy_engine.who import Who

SCHEMA_VERSION = "1"
_KINDS: Mapping[type[Any], str] = {
    ActEffect: "act",
    MayEffect: "may",
    PaperEffect: "paper",
    LimitEffect: "limit",
    PayableEffect: "payable",
    DeadlineEffect: "deadline",
    SetEffect: "set",
    ChooseEffect: "choose",
    AssignEffect: "assign",
    EstablishEffect: "establish",
}


@dataclass(frozen=True)
class Explanation:
    """An explained decision.

    Attributes:
        decision: the decision explained.
        account: slot by slot, rule by rule, what applies, what does not, and why.
    """

    decision: Decision
    account: Account
    _book: Rulebook

    def text(self, lang: str = "zh", *, verbose: bool = False) -> str:
        """The explanation in ``zh`` or ``en``; ``verbose`` also shows the tests that are met."""
        return account_text(self.account, Names(self._book.compiled, type(self.decision.request), lang), verbose)

    def data(self) -> dict[str, Any]:
        """The explanation as JSON takes it: stable keys, decimals as text, dates in ISO form."""
        found = {"schema_version": SCHEMA_VERSION, **_plain(self.account)}
        found["facts"] = {name: _plain(value) for name, value in self.account.facts}
        return found


def explain(book: Rulebook, request: Request, jurisdiction: str, as_of: dt.date | None = None) -> Explanation:
    """Decides a request and explains the decision.

    Args:
        book: the rulebook.
        request: a validated request.
        jurisdiction: whose rules.
        as_of: the day whose rules apply, where the topic's anchor date is not meant.

    Raises:
        RequestError: the request cannot be decided, as from :meth:`Rulebook.decide`.
        EngineError: the plain evaluation of the rules contradicts the decision.
    """
    decision = book.decide(request, jurisdiction, as_of)
    return Explanation(decision, account_of(book.compiled, decision), book)


def _effect(effect: Effect) -> dict[str, Any]:
    """An effect by what is not empty in it; who acts, and what is said of a body, stands as in a rule."""
    found: dict[str, Any] = {"kind": _KINDS[type(effect)], "slot": effect.slot, "matter": effect.matter}
    for each in fields(effect):
        value = getattr(effect, each.name)
        if isinstance(effect, EstablishEffect) and each.name == "value":
            value = stated_value(effect)
        if value or isinstance(value, bool):
            found[each.name] = _plain(value)
    return found


def _requirement(each: Requirement) -> dict[str, Any]:
    """Something required by what it is and how it stands; of an act every step."""
    steps = [{"act": step.rule.act, "by": step.rule.by, "status": step.status} for step in each.steps]
    found = {name: _plain(getattr(each, name)) for name in ("effect", "met", "needs", "over", "day", "done")}
    return {**found, "steps": steps}


def _figures(figures: Figures) -> dict[str, Any]:
    """The figures in their published form, and the facts that only their arithmetic needs."""
    parts = {name: [part.model_dump(mode="json") for part in found] for name, found in _parts(figures)}
    facts = dict.fromkeys(fact for found in figures.needs.values() for fact in found)
    return {**parts, "needs": list(facts)}


def _parts(figures: Figures) -> Iterable[tuple[str, Iterable[BaseModel]]]:
    found = figure_parts(figures)
    yield "limits", found["limits"]
    yield "amounts", found["amounts"]
    yield "deadlines", found["deadlines"]
    yield "outputs", found["outputs"]
    yield "choices", found["choices"]
    yield "established", map(established_part, figures.established)


def _plain(value: Any) -> Any:
    """A value of the account as plain data."""
    if type(value) in _KINDS:
        return _effect(value)
    if isinstance(value, Who):
        return value.plain()
    if isinstance(value, Requirement):
        return _requirement(value)
    if isinstance(value, Figures):
        return _figures(value)
    if isinstance(value, (Number, Fact, Named, Operate)):
        return plain_formula(value)
    if isinstance(value, Label):
        return {"zh": value.zh, "en": value.en}
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, (Decimal, dt.date, frozenset)):
        return plain(value)
    return value
