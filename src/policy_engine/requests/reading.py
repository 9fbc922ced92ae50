"""Requests from outside: JSON or YAML text, or plain data, to a validated request; every fault with its place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from policy_engine.errors import Diagnostic, Place, RequestError, encodable, near_match
from policy_engine.requests.base import Request
from policy_engine.requests.faults import fault_of
from policy_engine.requests.fields import read_day
from policy_engine.requests.given import Given, GivenAct, GivenJudgement
from policy_engine.requests.texts import Locate, Path, read_plain

KEYS = ("topic", "jurisdiction", "facts", "given", "as_of")


def _nowhere(path: Path) -> Place:
    return Place(encodable(".".join(["request", *map(str, path)])))


@dataclass(frozen=True, slots=True)
class RequestFile:
    """A request with whose rules and which day are meant."""

    request: Request
    jurisdiction: str
    as_of: dt.date | None
    locate: Locate = _nowhere

    def placed(self, error: RequestError) -> RequestError:
        """An error of deciding this request, with each fault placed where the text of the request has it."""
        return RequestError(replace(each, place=self.locate(self._path(each))) for each in error.diagnostics)

    def _path(self, fault: Diagnostic) -> Path:
        name = fault.words.get("name", "")
        match fault.code:
            case "PE704" | "PE715":
                return ("jurisdiction",)
            case "PE703":
                return ("topic",)
            case "PE706":
                return ("facts", fault.words["field"])
            case "PE710":
                return ("facts",)
            case "PE714":
                return ("given", "judgements", name)
            case "PE712":
                return next(self._given(fault.words["kind_en"], name), ("given",))
        return ()

    def _given(self, kind: str, name: str) -> Iterator[Path]:
        """Where given names a word."""
        given = self.request.given
        for index, paper in enumerate(given.papers):
            if (kind, name) == ("paper", paper):
                yield ("given", "papers", index)
        for index, act in enumerate(given.acts):
            for key in {"act": ("act",), "actor": ("by", "to"), "matter": ("matter",)}.get(kind, ()):
                if getattr(act, key) == name:
                    yield ("given", "acts", index, key)


def read_request_text(text: str | bytes, name: str, models: Mapping[str, type[Request]]) -> RequestFile:
    """A request from JSON or YAML text.

    Raises:
        RequestError: every fault found.
    """
    plain, locate = read_plain(text, name)
    return read_request(plain, models, locate)


def read_request(data: Any, models: Mapping[str, type[Request]], locate: Locate | None = None) -> RequestFile:
    """A request from plain data.

    Args:
        data: a mapping of ``topic``, ``jurisdiction``, ``facts`` and, where wanted, ``given`` and ``as_of``.
        models: the request models by topic.
        locate: where each part of the data stands, for diagnostics.

    Raises:
        RequestError: every fault found.
    """
    where = locate or _nowhere
    if not isinstance(data, Mapping):
        raise RequestError([Diagnostic("PE701", where(()), {"problem": "not a mapping"})])
    faults: list[Diagnostic] = []
    meant: set[str] = set()
    for key in data:
        if key not in KEYS:
            shown = str(key)
            near = near_match(shown, [word for word in KEYS if word not in data])
            meant.add(near)
            faults.append(Diagnostic("PE702", where((shown,)), {"key": shown}, ", ".join(KEYS), near))
    for key in ("topic", "jurisdiction"):
        value = data.get(key)
        if value is None and key not in meant:
            faults.append(Diagnostic("PE716", where(()), {"field": "request", "key": key}))
        elif value is not None and not isinstance(value, str):
            words = {"field": key, "wanted": "文字", "wanted_en": "text", "value": str(value)[:60]}
            faults.append(Diagnostic("PE709", where((key,)), words))
    as_of = _as_of(data.get("as_of"), where, faults)
    topic = data.get("topic")
    model = models.get(topic) if isinstance(topic, str) else None
    if isinstance(topic, str) and model is None:
        near = near_match(topic, models)
        faults.append(Diagnostic("PE703", where(("topic",)), {"name": topic}, ", ".join(models), near))
    if model is None:
        raise RequestError(faults)
    request = _validated(model, data, where, faults)
    if faults or request is None:
        raise RequestError(faults)
    return RequestFile(request, data["jurisdiction"], as_of, where)


def _as_of(value: Any, where: Locate, faults: list[Diagnostic]) -> dt.date | None:
    if value is None:
        return None
    try:
        return read_day(value)
    except ValueError:
        faults.append(Diagnostic("PE713", where(("as_of",)), {"field": "as_of", "value": str(value)[:60]}))
        return None


def _validated(
    model: type[Request], data: Mapping[str, Any], where: Locate, faults: list[Diagnostic]
) -> Request | None:
    facts = data.get("facts", {})
    if not isinstance(facts, Mapping):
        words = {"field": "facts", "wanted": "键值对", "wanted_en": "a mapping", "value": str(facts)[:60]}
        faults.append(Diagnostic("PE709", where(("facts",)), words))
        return None
    if "given" in facts:
        faults.append(_unknown_fact(model, "given", where))
        return None
    values = dict(facts)
    if data.get("given") is not None:
        values["given"] = data["given"]
    try:
        return model.model_validate(values)
    except ValidationError as problem:
        for error in problem.errors(include_url=False):
            faults.append(_explained(model, error, where))
        return None


def _explained(model: type[Request], error: Any, where: Locate) -> Diagnostic:
    """A pydantic error as a diagnostic; facts have codes of their own."""
    location: Path = error["loc"]

    def at(path: Path) -> Place:
        return where(path if path[:1] == ("given",) else ("facts", *path))

    match error["type"]:
        case "extra_forbidden" if location[:1] != ("given",):
            return _unknown_fact(model, str(location[0]), where)
        case "PE706":
            known = _values(model, location)
            found = fault_of(error, location, at, "facts", _given_keys)
            return replace(found, expected=", ".join(known), near=near_match(found.words["value"], known))
        case "PE711":
            return replace(fault_of(error, location, at, "facts", _given_keys), place=where(("facts",)))
        case "PE714":
            found = fault_of(error, location, at, "facts", _given_keys)
            return replace(found, place=where(("given", "judgements", found.words["name"])))
    return fault_of(error, location, at, "facts", _given_keys)


def _unknown_fact(model: type[Request], name: str, where: Locate) -> Diagnostic:
    known = list(model.layout.marks)
    words = {"topic": model.topic.id, "name": name}
    return Diagnostic("PE705", where(("facts", name)), words, ", ".join(known), near_match(name, known))


def _values(model: type[Request], location: Sequence[str | int]) -> list[str]:
    mark = model.layout.marks.get(str(location[0]))
    values: Mapping[str, Any] = getattr(mark, "values", {})
    return list(values)


def _given_keys(location: Sequence[str | int]) -> list[str]:
    if "acts" in location[1:2]:
        return list(GivenAct.model_fields)
    if "judgements" in location[1:2]:
        return list(GivenJudgement.model_fields)
    return list(Given.model_fields)
