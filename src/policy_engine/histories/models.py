"""What a history may say, as pydantic models: one for each kind of event, made from the table of events.

Every value is exact and bounded; a float is refused. Words that the rulebook knows (funds, posts) come as the context
of validation, so that one model serves every rulebook. A fact that is left out, ``unknown`` or null is not known.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Literal, TypeAlias, Union

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    ValidationInfo,
    WithJsonSchema,
    create_model,
)
from pydantic_core import PydanticCustomError

from policy_engine.errors import encodable
from policy_engine.histories.events import Fact
from policy_engine.requests.attendance import EVENTS, FIELDS, MAX_EVENTS, EventField, fields_of
from policy_engine.requests.fields import refused
from policy_engine.requests.given import DayValue

MAX_TEXT = 1_000
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?\Z")


def _wanted(value: object, zh: str, en: str) -> PydanticCustomError:
    return refused("PE709", value, wanted=zh, wanted_en=en)


def _known(info: ValidationInfo, words: str) -> Collection[str]:
    context: Mapping[str, Collection[str]] = info.context or {}
    return context.get(words, ())


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _wanted(value, "文字", "text")
    if len(value) > MAX_TEXT:
        raise refused("PE708", len(value), expected=f"0 … {MAX_TEXT}")
    return value


def _post(value: object, info: ValidationInfo) -> str:
    found, known = _text(value), _known(info, "posts")
    if found and known and found not in known:
        raise refused("PE706", found, expected=", ".join(known))
    return found


def _fact(mark: EventField, value: object, info: ValidationInfo) -> Fact | None:
    """The value of a fact, or None where it is not known."""
    return None if value is None or value == "unknown" else _stated(mark, value, info)


def _stated(mark: EventField, value: object, info: ValidationInfo) -> Fact:
    match mark.kind:
        case "flag":
            if not isinstance(value, bool):
                raise _wanted(value, "true 或 false", "true or false")
            return value
        case "word" | "fund":
            known: Collection[str] = mark.values if mark.kind == "word" else _known(info, "funds")
            if not isinstance(value, str) or (known and value not in known):
                raise refused("PE706", value, expected=", ".join(known))
            return value
        case "text":
            return _text(value)
    return _figure(mark, value, info)


def _figure(mark: EventField, value: object, info: ValidationInfo) -> int | Decimal:
    if isinstance(value, float) and info.mode == "json":  # pydantic reads JSON numbers as floats: as they were written
        value = repr(value)
    if isinstance(value, float):
        raise _wanted(value, "精确的数字,浮点数不精确", "an exact number; a float is not")
    text = str(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else value
    if not isinstance(text, str) or not _NUMBER.match(text):
        raise _wanted(value, "不是负数的数字", "a number that is not negative")
    number = Decimal(text)
    if number > mark.high or (mark.kind == "days" and number == 0):
        raise refused("PE708", text, expected=f"{mark.step if mark.kind == 'days' else 0} … {mark.high}")
    if number % mark.step:
        raise refused("PE707", text, step=str(mark.step))
    return int(number) if mark.kind == "count" else number


def _fund(value: object, info: ValidationInfo) -> str:
    known = _known(info, "funds")
    if not isinstance(value, str) or (known and value not in known):
        raise refused("PE702", value, key=encodable(str(value))[:60], expected=", ".join(known))
    return value


def _amount(value: object, info: ValidationInfo) -> Decimal:
    return Decimal(_figure(FIELDS["amount"], value, info))


def _shape(mark: EventField) -> dict[str, Any]:
    """The JSON schema of a fact."""
    text = f"{mark.zh}\n{mark.en}"
    match mark.kind:
        case "flag":
            shape: dict[str, Any] = {"type": "boolean"}
        case "word":
            shape = {"type": "string", "enum": list(mark.values)}
        case "fund":
            shape = {"type": "string"}
        case "text":
            shape = {"type": "string", "maxLength": MAX_TEXT}
        case _:
            shape = _number(mark)
    return {"anyOf": [shape, {"enum": [None, "unknown"]}], "description": text}


def _number(mark: EventField) -> dict[str, Any]:
    low = float(mark.step) if mark.kind == "days" else 0.0
    number = {"type": "number", "minimum": low, "maximum": float(mark.high), "multipleOf": float(mark.step)}
    return {"anyOf": [number, {"type": "string", "pattern": _NUMBER.pattern.replace(r"\Z", "$")}]}


Text = Annotated[str, PlainValidator(_text), WithJsonSchema({"type": "string", "maxLength": MAX_TEXT})]


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    date: DayValue


def _event(name: str) -> type[_Event]:
    """The model of one kind of event."""
    facts: dict[str, Any] = {
        fact: (Annotated[Any, PlainValidator(partial(_fact, FIELDS[fact])), WithJsonSchema(_shape(FIELDS[fact]))], None)
        for fact in fields_of(name)
        if fact != "date"
    }
    facts["event"] = (Literal[name], ...)
    text = f"{EVENTS[name].zh}\n{EVENTS[name].en}"
    return create_model(name, __base__=_Event, __doc__=text, **facts)


EVENT_MODELS: Mapping[str, type[_Event]] = {name: _event(name) for name in EVENTS}
AnyEvent: TypeAlias = Annotated[Union[tuple(EVENT_MODELS.values())], Field(discriminator="event")]  # type: ignore[valid-type]  # noqa: UP007


class PeriodModel(BaseModel):
    """From the first to the last day."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    from_: Annotated[DayValue, Field(alias="from")]
    until: DayValue


class HistoryModel(BaseModel):
    """One person's dated events over a period.

    Attributes:
        jurisdiction: whose rules.
        period: which days are judged; events outside do not count.
        events: what happened, in any order.
        person, post: who it is, a reference and an office.
        as_of: the day of judging, by default the last of the period; no event may lie after it.
        monthly: the amount a month, in yuan, of funds that may be withheld, where it is known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    jurisdiction: Text
    period: PeriodModel
    events: Annotated[tuple[AnyEvent, ...], Field(max_length=MAX_EVENTS)]
    person: Text = ""
    post: Annotated[str, PlainValidator(_post), WithJsonSchema({"type": "string"})] = ""
    as_of: DayValue | None = None
    monthly: dict[
        Annotated[str, PlainValidator(_fund), WithJsonSchema({"type": "string"})],
        Annotated[Decimal, BeforeValidator(_amount), WithJsonSchema(_number(FIELDS["amount"]))],
    ] = {}
