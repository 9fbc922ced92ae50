"""The published form of a decision's duties: figures as text, formulas as they stand in the duty."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class BoundPart(_Part):
    """From how much to how much; a number as text, a parameter's or fact's name, or a formula. Absent: no end."""

    low: Any = None
    high: Any = None
    low_included: bool = True
    high_included: bool = True


class DutyItemPart(_Part):
    """Something that has to be there; not ``certain`` where facts tell whether it is asked for."""

    item: str
    bound: BoundPart
    advice: bool
    certain: bool
    zh: str
    en: str


class DutyMeasurePart(_Part):
    """A measured figure."""

    measure: str
    unit: str
    bound: BoundPart
    zh: str
    en: str


class DutyPart(_Part):
    """A duty that binds: ``every`` and ``by`` as in the rulebook. ``advice`` binds nobody; ``status``: not in force."""

    duty: str
    clause: str
    who: Any
    to: str | None
    every: Any
    count: str
    bound: BoundPart
    unit: str | None
    every_one: bool
    by: Any
    in_months: tuple[int, ...]
    items: tuple[DutyItemPart, ...]
    measures: tuple[DutyMeasurePart, ...]
    keep: tuple[str, ...]
    advice: bool
    certain: bool
    status: str | None
    zh: str
    en: str
