"""Evidence: what was done for which duty, and for which days the records are complete. Exact, bounded models."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from policy_engine.errors import encodable
from policy_engine.requests.fields import read_day
from policy_engine.requests.given import DayValue, GivenJudgement, Word

MAX_ROWS = 50_000
MAX_DAYS = 3_700
"""The longest stretch of days that is checked at once: ten years."""
_HIGHEST = Decimal(10) ** 15
_PLAIN = re.compile(r"-?[0-9]{1,16}(\.[0-9]{1,6})?\Z")


def _number(value: object) -> Decimal:
    """An exact number with at most six decimals; a float, which is not exact, is refused."""
    text = str(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else value
    if isinstance(text, str) and _PLAIN.match(text):
        number = Decimal(text)
        if abs(number) <= _HIGHEST:
            return number
        raise PydanticCustomError("PE708", "{value}", {"value": text[:60], "expected": f"-{_HIGHEST} … {_HIGHEST}"})
    shown = encodable(str(value))[:60]
    words = {"value": shown, "wanted": "数字,至多六位小数", "wanted_en": "a number of at most six decimals"}
    raise PydanticCustomError("PE709", "{value}", words)


def _not_negative(value: object) -> Decimal:
    number = _number(value)
    if number < 0:
        raise PydanticCustomError("PE708", "{value}", {"value": str(number), "expected": f"0 … {_HIGHEST}"})
    return number


def _count(value: object) -> int:
    number = _not_negative(value)
    if number % 1:
        words = {"value": str(number), "wanted": "整数", "wanted_en": "a whole number"}
        raise PydanticCustomError("PE709", "{value}", words)
    return int(number)


def _row(value: object) -> object:
    """A row written as a bare date."""
    return {"date": value} if isinstance(value, (dt.date, str)) else value


def _items(value: object) -> object:
    """Items written as a list are there once each."""
    if isinstance(value, (list, tuple)) and all(isinstance(each, str) for each in value):
        found: dict[str, int] = {}
        for each in value:
            found[each] = found.get(each, 0) + 1
        return found
    return value


def _key(value: object) -> object:
    """The key of a period that YAML takes for a number or date."""
    if isinstance(value, dt.date):
        return value.isoformat()
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _rows(value: object) -> object:
    """One row may stand without a list around it."""
    return [value] if isinstance(value, (dt.date, str, Mapping)) else value


Number = Annotated[Decimal, BeforeValidator(_number)]
Quantity = Annotated[Decimal, BeforeValidator(_not_negative)]
WholeNumber = Annotated[int, BeforeValidator(_count)]
Note = Annotated[str, StringConstraints(strict=True, max_length=10_000)]


class Done(BaseModel):
    """One record of something done.

    ``event`` is the day of the event it was done for; a record without ``date`` says that the event took place and
    nothing was done. ``period`` names the period it was done for, where its date does not tell.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    date: DayValue | None = None
    event: DayValue | None = None
    period: Annotated[Word | None, BeforeValidator(_key)] = None
    quantity: Quantity | None = None
    covered: WholeNumber | None = None
    of: WholeNumber | None = None
    keep: tuple[Word, ...] = ()
    items: Annotated[dict[Word, Quantity], BeforeValidator(_items)] = {}
    measures: dict[Word, Number] = {}
    note: Note | None = None


class Records(BaseModel):
    """The days for which the records are complete: what is not recorded then was not done."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    from_: Annotated[dt.date, BeforeValidator(read_day), Field(alias="from")]
    until: DayValue


class Evidence(BaseModel):
    """What was done in one jurisdiction.

    Attributes:
        jurisdiction: whose duties.
        facts: facts of the topic of duties, as in a request.
        records: the days for which the records are complete.
        as_of: the day of the check; by default the last day with records.
        done: by duty (``instrument/duty``) what was done.
        judgements: decisions that only a person can make, such as whether a figure left open by the text is reached.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    jurisdiction: Word
    facts: dict[str, Any] = {}
    records: Records
    as_of: DayValue | None = None
    done: dict[Word, Annotated[tuple[Annotated[Done, BeforeValidator(_row)], ...], BeforeValidator(_rows)]] = {}
    judgements: dict[Word, GivenJudgement] = {}

    @property
    def day(self) -> dt.date:
        """The day of the check."""
        return self.records.until if self.as_of is None else self.as_of
