"""Township-government regulations as code: load a rulebook, decide requests, and see the clauses behind every answer.

Example::

    from policy_engine import load
    from policy_engine.requests import AbsenceRequest

    book = load()
    decision = book.decide(AbsenceRequest(kind="sick", post="staff", first_day="2026-03-02"), jurisdiction="town-a")
"""

from policy_engine.decisions.decision import Decision
from policy_engine.decisions.model import DecisionModel
from policy_engine.engine.book import Rulebook, load
from policy_engine.errors import Diagnostic, EngineError, PolicyError, RequestError, RulebookError
from policy_engine.requests import AbsenceRequest, Request
from policy_engine.requests.given import Given, GivenAct
from policy_engine.version import __version__

__all__ = [
    "AbsenceRequest",
    "Decision",
    "DecisionModel",
    "Diagnostic",
    "EngineError",
    "Given",
    "GivenAct",
    "PolicyError",
    "Request",
    "RequestError",
    "Rulebook",
    "RulebookError",
    "__version__",
    "load",
]
