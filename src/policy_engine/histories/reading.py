"""Histories from outside: JSON or YAML text, or plain data, to a validated history; every fault with its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from policy_engine.errors import Diagnostic, RequestError, encodable, near_match
from policy_engine.histories.events import Event, Fact, History, nowhere
from policy_engine.requests.attendance import EVENTS, FIELDS, MAX_EVENTS, EventField, fields_of
from policy_engine.requests.texts import Locate, Path, read_plain

KEYS = ("jurisdiction", "person", "post", "period", "as_of", "monthly", "events")
PERIOD_KEYS = ("from", "until")
MAX_DAYS = 3_700
"""The longest period that is judged at once: ten years."""
MAX_TEXT = 1_000
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,6})?\Z")


def read_history_text(
    text: str | bytes, name: str, funds: Collection[str] = (), posts: Collection[str] = ()
) -> History:
    """A history from JSON or YAML text; ``name`` is shown in places.

    Raises:
        RequestError: every fault found.
    """
    plain, locate = read_plain(text, name)
    return read_history(plain, funds, posts, locate)


def read_history(
    data: Any, funds: Collection[str] = (), posts: Collection[str] = (), locate: Locate | None = None
) -> History:
    """A history from plain data.

    Args:
        data: a mapping of ``jurisdiction``, ``period`` (``from``, ``until``), ``events`` and, where wanted, ``person``,
            ``post``, ``as_of`` and ``monthly``.
        funds: the funds that the rulebook knows.
        posts: the posts that there are.
        locate: where each part of the data stands, for diagnostics.

    Raises:
        RequestError: every fault found.
    """
    return _Reader(locate or nowhere, funds, posts).history(data)


class _Reader:
    def __init__(self, locate: Locate, funds: Collection[str], posts: Collection[str]) -> None:
        self.locate = locate
        self.funds = funds
        self.posts = posts
        self.faults: list[Diagnostic] = []

    def fault(self, code: str, path: Path, expected: str = "", near: str = "", **words: str) -> None:
        """Notes a fault."""
        self.faults.append(Diagnostic(code, self.locate(path), words, expected, near))

    def history(self, data: Any) -> History:
        """The whole of it."""
        entries = self._mapping(data, (), "history", KEYS)
        for key in ("jurisdiction", "period", "events"):
            if key not in entries and isinstance(data, Mapping):
                self.fault("PE716", (), field="history", key=key)
        period = self._mapping(entries.get("period", {}), ("period",), "period", PERIOD_KEYS)
        start = self._day(period, "from", ("period",))
        end = self._day(period, "until", ("period",))
        on = self._day(entries, "as_of", ()) if "as_of" in entries else end
        for key in PERIOD_KEYS:
            if "period" in entries and key not in period and isinstance(entries["period"], Mapping):
                self.fault("PE716", ("period",), field="period", key=key)
        if start and end and on and not (start <= end and start <= on and (end - start).days < MAX_DAYS):
            self.fault("PE762", ("period",), start=str(start), end=str(end), on=str(on))
        post = self._text(entries, "post", ())
        if post and self.posts and post not in self.posts:
            near = near_match(post, self.posts)
            self.fault("PE706", ("post",), ", ".join(self.posts), near, field="post", value=post)
        monthly = self._monthly(entries.get("monthly", {}))
        events = self._events(entries.get("events", []))
        for index, event in enumerate(events):
            if event is not None and on is not None and event.date > on:
                self.fault("PE765", ("events", index, "date"), field=f"events.{index}.date", on=str(on))
        jurisdiction, person = self._text(entries, "jurisdiction", ()), self._text(entries, "person", ())
        if self.faults:
            raise RequestError(self.faults)
        assert start is not None and end is not None and on is not None
        kept = tuple(each for each in events if each)
        return History(jurisdiction, start, end, on, kept, person, post, monthly, self.locate)

    # --- parts ------------------------------------------------------------------------------------------------------

    def _mapping(self, data: Any, path: Path, name: str, known: Collection[str]) -> Mapping[str, Any]:
        if not isinstance(data, Mapping):
            self._wrong(path, name, "键值对", "a mapping", data)
            return {}
        for key in data:
            if key not in known:
                near = near_match(str(key), known)
                self.fault("PE702", (*path, str(key)), ", ".join(known), near, key=str(key))
        return data

    def _wrong(self, path: Path, field: str, zh: str, en: str, value: Any) -> None:
        shown = encodable(str(value))[:60]
        self.fault("PE709", path, field=field, wanted=zh, wanted_en=en, value=shown)

    def _text(self, entries: Mapping[str, Any], key: str, path: Path) -> str:
        value = entries.get(key, "")
        if not isinstance(value, str):
            self._wrong((*path, key), key, "文字", "text", value)
            return ""
        if len(value) > MAX_TEXT:
            self.fault("PE708", (*path, key), field=key, value=f"{len(value)}")
        return value

    def _day(self, entries: Mapping[str, Any], key: str, path: Path) -> dt.date | None:
        value = entries.get(key)
        if value is None and key not in entries:
            return None
        if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
            return value
        try:
            if isinstance(value, str) and _DAY.match(value):
                return dt.date.fromisoformat(value)
        except ValueError:
            pass
        field = ".".join(map(str, (*path, key)))
        self.fault("PE713", (*path, key), field=field, value=encodable(str(value))[:60])
        return None

    def _monthly(self, data: Any) -> dict[str, Decimal]:
        found: dict[str, Decimal] = {}
        for name in self._mapping(data, ("monthly",), "monthly", self.funds or data):
            amount = self._value(data[name], FIELDS["amount"], ("monthly", name), f"monthly.{name}")
            if isinstance(amount, Decimal):
                found[name] = amount
        return found

    # --- events -----------------------------------------------------------------------------------------------------

    def _events(self, data: Any) -> list[Event | None]:
        if not isinstance(data, (list, tuple)):
            self._wrong(("events",), "events", "列表", "a list", data)
            return []
        if len(data) > MAX_EVENTS:
            self.fault("PE763", ("events",), number=str(len(data)), limit=str(MAX_EVENTS))
            return []
        return [self._event(each, ("events", index)) for index, each in enumerate(data)]

    def _event(self, data: Any, path: Path) -> Event | None:
        name = ".".join(map(str, path))
        if not isinstance(data, Mapping):
            self._wrong(path, name, "键值对", "a mapping", data)
            return None
        for key in ("event", "date"):
            if key not in data:
                self.fault("PE716", path, field=name, key=key)
        date = self._day(data, "date", path)
        kind = data.get("event")
        if not isinstance(kind, str) or kind not in EVENTS:
            if "event" in data:
                shown = encodable(str(kind))[:60]
                self.fault("PE760", (*path, "event"), ", ".join(EVENTS), near_match(shown, EVENTS), name=shown)
            return None
        allowed = fields_of(kind)
        facts: dict[str, Fact] = {}
        for key, value in data.items():
            if key in ("event", "date"):
                continue
            if key not in allowed:
                near = near_match(str(key), allowed)
                self.fault("PE761", (*path, str(key)), ", ".join(allowed), near, event=kind, field=str(key))
                continue
            if value == "unknown":
                continue
            found = self._value(value, FIELDS[key], (*path, key), f"{name}.{key}")
            if found is not None:
                facts[key] = found
        return None if date is None else Event(kind, date, facts)

    def _value(self, value: Any, mark: EventField, path: Path, field: str) -> Fact | None:
        match mark.kind:
            case "flag":
                if isinstance(value, bool):
                    return value
                self._wrong(path, field, "true 或 false", "true or false", value)
            case "word" | "fund":
                known: Collection[str] = mark.values if mark.kind == "word" else self.funds
                if isinstance(value, str) and (value in known or not known):
                    return value
                shown = encodable(str(value))[:60]
                self.fault("PE706", path, ", ".join(known), near_match(shown, known), field=field, value=shown)
            case "text":
                if isinstance(value, str) and len(value) <= MAX_TEXT:
                    return value
                self._wrong(path, field, f"至多 {MAX_TEXT} 字的文字", f"text of at most {MAX_TEXT} characters", value)
            case _:
                return self._figure(value, mark, path, field)
        return None

    def _figure(self, value: Any, mark: EventField, path: Path, field: str) -> Fact | None:
        text = str(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else value
        if not isinstance(text, str) or not _NUMBER.match(text):
            self._wrong(path, field, "不是负数的数字", "a number that is not negative", value)
            return None
        number = Decimal(text)
        if number > mark.high or (mark.kind == "days" and number == 0):
            low = mark.step if mark.kind == "days" else 0
            self.fault("PE708", path, f"{low} … {mark.high}", field=field, value=text)
        elif number % mark.step:
            self.fault("PE707", path, field=field, value=text, step=str(mark.step))
        else:
            return int(number) if mark.kind == "count" else number
        return None
