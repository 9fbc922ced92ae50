"""Request models: one pydantic class a topic. :data:`STANDARD` are those that ship with the rulebook."""

from policy_engine.requests.absence import AbsenceRequest
from policy_engine.requests.base import Request

STANDARD: tuple[type[Request], ...] = (AbsenceRequest,)

__all__ = ["STANDARD", "AbsenceRequest", "Request"]
