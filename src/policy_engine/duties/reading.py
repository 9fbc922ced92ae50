"""Evidence from outside: JSON or YAML text, or plain data, to validated evidence; every fault with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ValidationError

from policy_engine.duties.evidence import MAX_ROWS, Done, Evidence, Records
from policy_engine.errors import Diagnostic, Place, RequestError, encodable, near_match
from policy_engine.requests.given import GivenJudgement
from policy_engine.requests.texts import Locate, Path, read_plain

_WANTED: Mapping[str, tuple[str, str]] = {
    "bool": ("true 或 false", "true or false"),
    "string": ("文字", "text"),
    "tuple": ("列表", "a list"),
    "dict": ("键值对", "a mapping"),
    "model": ("键值对", "a mapping"),
}


def nowhere(path: Path) -> Place:
    """The place of a part of evidence that came as plain data."""
    return Place(encodable(".".join(["evidence", *map(str, path)])))


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """Evidence, and where each part of it stands in its text."""

    evidence: Evidence
    locate: Locate = nowhere

    def placed(self, error: RequestError) -> RequestError:
        """An error of deciding what binds, with each fault placed where the text has what it is about."""
        return RequestError(replace(each, place=self.locate(_about(each))) for each in error.diagnostics)


def _about(fault: Diagnostic) -> Path:
    """The part of evidence that a fault of its facts or jurisdiction is about."""
    match fault.code:
        case "PE704":
            return ("jurisdiction",)
        case "PE706" if "field" in fault.words:
            return ("facts", fault.words["field"])
    return ()


def read_evidence_text(text: str | bytes, name: str) -> EvidenceFile:
    """Evidence from JSON or YAML text; ``name`` is shown in places.

    Raises:
        RequestError: every fault found.
    """
    plain, locate = read_plain(text, name)
    return read_evidence(plain, locate)


def read_evidence(data: Any, locate: Locate | None = None) -> EvidenceFile:
    """Evidence from plain data.

    Args:
        data: a mapping of ``jurisdiction``, ``records`` and, where wanted, ``facts``, ``as_of``, ``done`` and
            ``judgements``.
        locate: where each part of the data stands, for diagnostics.

    Raises:
        RequestError: every fault found.
    """
    where = _where(data, locate or nowhere)
    if not isinstance(data, Mapping):
        words = {"field": "evidence", "wanted": "键值对", "wanted_en": "a mapping", "value": encodable(str(data))[:60]}
        raise RequestError([Diagnostic("PE709", where(()), words)])
    done = data.get("done")
    rows = sum(len(each) for each in done.values() if isinstance(each, list)) if isinstance(done, Mapping) else 0
    if rows > MAX_ROWS:
        raise RequestError([Diagnostic("PE747", where(("done",)), {"number": str(rows), "limit": str(MAX_ROWS)})])
    try:
        return EvidenceFile(Evidence.model_validate(dict(data)), where)
    except ValidationError as problem:
        faults = [_explained(error, where) for error in problem.errors(include_url=False)]
        raise RequestError(faults) from None


def _where(data: Any, locate: Locate) -> Locate:
    """Places in the data; a duty with one record need not have a list around it, then paths have no number."""

    def found(path: Path) -> Place:
        done = data.get("done") if isinstance(data, Mapping) else None
        if path[:1] == ("done",) and len(path) > 2 and isinstance(done, Mapping):
            rows = done.get(path[1])
            if not isinstance(rows, (list, tuple)):
                path = (*path[:2], *path[3:])
        return locate(path)

    return found


def _explained(error: Any, where: Locate) -> Diagnostic:
    """A pydantic error in our own words."""
    path: Path = tuple(part for part in error["loc"] if part != "[key]")
    kind: str = error["type"]
    context: Mapping[str, Any] = error.get("ctx") or {}
    field = encodable(".".join(map(str, path)))
    shown = encodable(str(error.get("input")))[:60]
    if kind.startswith("PE"):
        words = {"field": field, **{key: str(value) for key, value in context.items() if key != "expected"}}
        return Diagnostic(kind, where(path), words, str(context.get("expected", "")))
    if kind == "extra_forbidden":
        known = _keys(path[:-1])
        return Diagnostic("PE702", where(path), {"key": field}, ", ".join(known), near_match(str(path[-1]), known))
    if kind == "missing":
        return Diagnostic(
            "PE716", where(path[:-1]), {"field": field.rpartition(".")[0] or "evidence", "key": str(path[-1])}
        )
    zh, en = _WANTED.get(kind.split("_", 1)[0], ("合类型的值", str(error.get("msg", "another type"))))
    return Diagnostic("PE709", where(path), {"field": field, "wanted": zh, "wanted_en": en, "value": shown})


def _keys(path: Path) -> list[str]:
    """The keys that a part of evidence may have."""
    parts: Mapping[str, type[BaseModel]] = {"records": Records, "done": Done, "judgements": GivenJudgement}
    model = parts.get(str(path[0]), Evidence) if path else Evidence
    return [info.alias or name for name, info in model.model_fields.items()]
