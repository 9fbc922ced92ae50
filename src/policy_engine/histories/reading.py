"""Histories from outside: JSON or YAML text, or plain data, to a validated history; every fault with its place."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError

from policy_engine.errors import Diagnostic, RequestError, encodable, near_match
from policy_engine.histories.events import Event, History, nowhere
from policy_engine.histories.models import HistoryModel, PeriodModel
from policy_engine.requests.attendance import EVENTS, MAX_EVENTS, fields_of
from policy_engine.requests.faults import fault_of, no_mapping, shown
from policy_engine.requests.texts import Locate, Path, read_plain

MAX_DAYS = 3_700
"""The longest period that is judged at once: ten years."""


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
    """A history from plain data, or from the model of one.

    Args:
        data: a mapping of the shape of :class:`~policy_engine.histories.models.HistoryModel`, or such a model.
        funds: the funds that the rulebook knows.
        posts: the posts that there are.
        locate: where each part of the data stands, for diagnostics.

    Raises:
        RequestError: every fault found.
    """
    where = locate or nowhere
    if isinstance(data, HistoryModel):  # its words may not be those of this rulebook
        data = data.model_dump(by_alias=True)
    if not isinstance(data, Mapping):
        raise RequestError([no_mapping("history", data, where)])
    events = data.get("events")
    if isinstance(events, (list, tuple)) and len(events) > MAX_EVENTS:
        words = {"number": str(len(events)), "limit": str(MAX_EVENTS)}
        raise RequestError([Diagnostic("PE763", where(("events",)), words)])
    try:
        found = HistoryModel.model_validate(dict(data), context={"funds": funds, "posts": posts})
    except ValidationError as problem:
        faults = [_explained(error, data, where) for error in problem.errors(include_url=False)]
        raise RequestError(faults) from None
    return _history(found, where)


def _history(model: HistoryModel, where: Locate) -> History:
    """The history of a model whose days fit together.

    Raises:
        RequestError: the period is reversed or too long, or something lies after the day of judging.
    """
    start, end = model.period.from_, model.period.until
    on = end if model.as_of is None else model.as_of
    faults = []
    if (end - start).days >= MAX_DAYS:
        words = {"start": str(start), "end": str(end), "days": str(MAX_DAYS)}
        faults.append(Diagnostic("PE768", where(("period",)), words))
    elif not (start <= end and start <= on):
        faults.append(Diagnostic("PE762", where(("period",)), {"start": str(start), "end": str(end), "on": str(on)}))
    for index, event in enumerate(model.events):
        if event.date > on:
            words = {"field": f"events.{index}.date", "on": str(on)}
            faults.append(Diagnostic("PE765", where(("events", index, "date")), words))
    if faults:
        raise RequestError(faults)
    events = tuple(_event(each) for each in model.events)
    return History(model.jurisdiction, start, end, on, events, model.person, model.post, model.monthly, where)


def _event(model: Any) -> Event:
    facts = {name: value for name in fields_of(model.event) if (value := getattr(model, name)) is not None}
    del facts["date"]
    return Event(model.event, model.date, facts)


# --- faults in our own words ------------------------------------------------------------------------------------------


def _explained(error: Any, data: Mapping[str, Any], where: Locate) -> Diagnostic:
    """A pydantic error as a diagnostic; events have codes of their own."""
    path: Path = tuple(part for part in error["loc"] if part != "[key]")
    event = ""
    if path[:1] == ("events",) and len(path) > 2:  # behind the number stands which model it is
        event, path = str(path[2]), (*path[:2], *path[3:])
    match error["type"]:
        case "union_tag_invalid":
            name = shown(data["events"][path[1]]["event"])
            near = near_match(name, EVENTS)
            return Diagnostic("PE760", where((*path, "event")), {"name": name}, ", ".join(EVENTS), near)
        case "union_tag_not_found":
            return Diagnostic("PE716", where(path), {"field": ".".join(map(str, path)), "key": "event"})
        case "extra_forbidden" | "invalid_key" if event:
            key, allowed = encodable(str(path[-1])), fields_of(event)
            words = {"event": event, "field": key}
            return Diagnostic("PE761", where(path), words, ", ".join(allowed), near_match(key, allowed))
    return fault_of(error, path, where, "history", _keys)


def _keys(path: Path) -> list[str]:
    """The keys that a part of a history may have."""
    model = PeriodModel if path == ("period",) else HistoryModel
    return [info.alias or name for name, info in model.model_fields.items()]
