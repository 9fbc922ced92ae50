"""Evidence from outside: JSON or YAML text, or plain data, to validated evidence; every fault with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel, ValidationError

from policy_engine.duties.evidence import MAX_ROWS, Done, Evidence, Records
from policy_engine.errors import Diagnostic, Place, RequestError, encodable
from policy_engine.requests.faults import fault_of, no_mapping
from policy_engine.requests.given import GivenJudgement
from policy_engine.requests.texts import Locate, Path, read_plain


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
        raise RequestError([no_mapping("evidence", data, where)])
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
    path: Path = tuple(part for part in error["loc"] if part != "[key]")
    return fault_of(error, path, where, "evidence", _keys)


def _keys(path: Path) -> list[str]:
    """The keys that a part of evidence may have."""
    parts: Mapping[str, type[BaseModel]] = {"records": Records, "done": Done, "judgements": GivenJudgement}
    model = parts.get(str(path[0]), Evidence) if path else Evidence
    return [info.alias or name for name, info in model.model_fields.items()]
