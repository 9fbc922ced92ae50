"""What a fact of a request can be: the marks put on the fields of a request model.

Each mark gives the field's type, bounds, unit and step, its Chinese and English name and the question asked of a
person. It also tells pydantic how to read a value: exactly, or not at all. Absence of a fact is ``None``: unknown.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, ClassVar

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from policy_engine.axes import steps
from policy_engine.errors import encodable

_PLAIN_NUMBER = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,10})?\Z")
_PLAIN_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")

Labels = Mapping[str, tuple[str, str]]


def refused(code: str, value: object, **words: str) -> PydanticCustomError:
    """A fault of a value, with its code and the words of the message, for pydantic to carry."""
    shown = encodable(str(value))
    if len(shown) > 60:
        shown = shown[:57] + "..."
    context: dict[str, Any] = {"value": shown, **words}
    return PydanticCustomError(code, "{value}", context)


@dataclass(frozen=True, kw_only=True)
class Field:
    """What all fields have: names, and the question asked when the fact is unknown.

    ``word`` is the field's name in rules written in Chinese words, where ``zh`` as far as its first bracket is none.
    """

    kind: ClassVar[str] = ""
    wanted: ClassVar[tuple[str, str]] = ("", "")
    zh: str
    en: str
    ask_zh: str = ""
    ask_en: str = ""
    word: str = ""

    def question(self, lang: str) -> str:
        """The question put to a person."""
        if lang == "zh":
            return self.ask_zh or f"{self.zh}?"
        return self.ask_en or f"{self.en[:1].upper()}{self.en[1:]}?"

    def read(self, value: object) -> object:
        """The exact value of what came in, or a pydantic error whose type is a diagnostic code."""
        raise NotImplementedError

    def shape(self) -> dict[str, Any]:
        """The JSON schema of a known value."""
        raise NotImplementedError

    def _reader(self) -> Callable[[object], object]:
        read = self.read

        def reader(value: object) -> object:
            return None if value is None else read(value)

        return reader

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            self._reader(),
            serialization=core_schema.plain_serializer_function_ser_schema(_plain, when_used="json"),
        )

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return {**self.shape(), "title": self.en, "description": f"{self.zh} / {self.en}"}

    def _wrong_type(self, value: object) -> PydanticCustomError:
        return refused("PE709", value, wanted=self.wanted[0], wanted_en=self.wanted[1])


def _plain(value: object) -> object:
    """A value as JSON takes it: decimals as text, dates in ISO form, sets as sorted lists."""
    if isinstance(value, Decimal):
        return decimal_text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, frozenset):
        return sorted(value)
    return value


def decimal_text(value: Decimal) -> str:
    """A number without needless noughts. Exact: ``Decimal.normalize`` would round to 28 digits."""
    text = format(value, "f")
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if short == "-0" else short


def plain(value: object) -> Any:
    """Public name of the same for other rooms."""
    return _plain(value)


@dataclass(frozen=True, kw_only=True)
class OneOf(Field):
    """One value of a list. ``open_list`` names a list of the rulebook's vocabulary instead of fixed values.

    ``words`` are the Chinese words of values whose label as far as its first bracket is no handy one.
    """

    kind: ClassVar[str] = "one_of"
    wanted: ClassVar[tuple[str, str]] = ("列表中的一个值", "one value of a list")
    values: Labels = field(default_factory=dict)
    ordered: bool = False
    open_list: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    def read(self, value: object) -> object:
        if not isinstance(value, str):
            raise self._wrong_type(value)
        if value not in self.values and not self.open_list:
            raise refused("PE706", value)
        return value

    def shape(self) -> dict[str, Any]:
        return {"type": "string"} if self.open_list else {"type": "string", "enum": list(self.values)}


@dataclass(frozen=True, kw_only=True)
class AnyOf(Field):
    """Some values of a list, tested with ``includes``; an empty set means none of them, which is a known fact."""

    kind: ClassVar[str] = "any_of"
    wanted: ClassVar[tuple[str, str]] = ("若干个列表中的值", "a list of values")
    values: Labels = field(default_factory=dict)
    open_list: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    def read(self, value: object) -> object:
        if not isinstance(value, (list, tuple, set, frozenset)):
            raise self._wrong_type(value)
        for item in value:
            if not isinstance(item, str):
                raise self._wrong_type(item)
            if item not in self.values and not self.open_list:
                raise refused("PE706", item)
        return frozenset(value)

    def shape(self) -> dict[str, Any]:
        item: dict[str, Any] = {"type": "string"}
        if not self.open_list:
            item["enum"] = list(self.values)
        return {"type": "array", "items": item, "uniqueItems": True}


@dataclass(frozen=True, kw_only=True)
class Flag(Field):
    """True or false."""

    kind: ClassVar[str] = "flag"
    wanted: ClassVar[tuple[str, str]] = ("true 或 false", "true or false")

    def read(self, value: object) -> object:
        if not isinstance(value, bool):
            raise self._wrong_type(value)
        return value

    def shape(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, kw_only=True)
class Judgement(Flag):
    """True or false, decided and signed by a person; may also be given under ``given.judgements``."""

    kind: ClassVar[str] = "judgement"


@dataclass(frozen=True, kw_only=True)
class Amount(Field):
    """A decimal between ``low`` and ``high`` in whole steps of ``step``. Floats are refused."""

    kind: ClassVar[str] = "amount"
    wanted: ClassVar[tuple[str, str]] = ("数字", "a number")
    unit: str
    low: Decimal
    high: Decimal
    step: Decimal

    def read(self, value: object) -> object:
        number = self._number(value)
        if not self.low <= number <= self.high:
            raise refused("PE708", value, expected=f"{self.low} … {self.high} {self.unit}")
        try:
            steps(number, self.step)
        except ValueError:
            raise refused("PE707", value, step=str(self.step)) from None
        return number

    def _number(self, value: object) -> Decimal:
        if isinstance(value, Decimal):
            if not value.is_finite():
                raise self._wrong_type(value)
            return value
        if isinstance(value, int) and not isinstance(value, bool):
            return Decimal(value)
        if isinstance(value, str) and _PLAIN_NUMBER.match(value):
            return Decimal(value)
        raise self._wrong_type(value)

    def shape(self) -> dict[str, Any]:
        bounds = {"minimum": float(self.low), "maximum": float(self.high)}
        return {"anyOf": [{"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}, {"type": "number", **bounds}]}


@dataclass(frozen=True, kw_only=True)
class Count(Field):
    """A whole number between ``low`` and ``high``."""

    kind: ClassVar[str] = "count"
    wanted: ClassVar[tuple[str, str]] = ("整数", "a whole number")
    unit: str
    low: int
    high: int

    def read(self, value: object) -> object:
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._wrong_type(value)
        if not self.low <= value <= self.high:
            raise refused("PE708", value, expected=f"{self.low} … {self.high} {self.unit}")
        return value

    def shape(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True, kw_only=True)
class Day(Field):
    """A date of the years 1 to 9999, without time of day."""

    kind: ClassVar[str] = "date"
    wanted: ClassVar[tuple[str, str]] = ("日期", "a date")

    def read(self, value: object) -> object:
        return read_day(value)

    def shape(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


def read_day(value: object) -> dt.date:
    """A date from a date or from text such as ``2026-01-31``; anything else is refused with PE713."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value
    if isinstance(value, str) and _PLAIN_DATE.match(value):
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            pass
    raise refused("PE713", value)


@dataclass(frozen=True, kw_only=True)
class Text(Field):
    """Text that no rule tests."""

    kind: ClassVar[str] = "text"
    wanted: ClassVar[tuple[str, str]] = ("文字", "text")

    def read(self, value: object) -> object:
        if not isinstance(value, str) or len(value) > 10_000 or encodable(value) != value:
            raise self._wrong_type(value)
        return value

    def shape(self) -> dict[str, Any]:
        return {"type": "string", "maxLength": 10_000}
