"""Parts of the published decision that others are made of: lines for people, effects."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """What all parts are: unchangeable, and without further fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Part):
    """A line for people; ``en`` may be empty."""

    zh: str
    en: str = ""


class EffectPart(Part):
    """What a rule does. ``by`` is an actor, a list (all of them), ``{one_of: […]}`` or ``{in_turn: […]}``."""

    kind: Literal[
        "act",
        "permit",
        "prohibit",
        "refer",
        "paper",
        "limit",
        "payable",
        "deadline",
        "not_before",
        "set",
        "choose",
        "assign",
        "establish",
        "duty",
    ]
    act: str | None = None
    by: Any = None
    to: str | None = None
    before: str | None = None
    within: str | None = None
    document: str | None = None
    for_what: str | None = None
    papers: tuple[str, ...] | None = None
    afterwards: bool | None = None
    of: str | None = None
    formula: Any = None
    excess: str | None = None
    output: str | None = None
    value: Any = None
    options: tuple[str, ...] | None = None
    function: str | None = None
    body: str | None = None
    attribute: str | None = None
    name: str | None = None
    duty: str | None = None
