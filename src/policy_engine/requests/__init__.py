"""Request models: one pydantic class a topic. :data:`STANDARD` are those that ship with the rulebook.

Everything needed to write models of one's own is here: the base :class:`Request`, the :class:`Topic` it declares with
its :class:`Output` values, the field marks, the derived facts, and the block ``given``. See ``docs/own-models.md``.
"""

from policy_engine.requests.absence import AbsenceRequest
from policy_engine.requests.base import Request
from policy_engine.requests.derived import DaysBetween, Derived, Difference, MonthOf, SameMonth, Sum, YearOf
from policy_engine.requests.expense import ExpenseRequest
from policy_engine.requests.fields import Amount, AnyOf, Count, Day, Field, Flag, Judgement, OneOf, Text
from policy_engine.requests.given import Given, GivenAct, GivenJudgement
from policy_engine.requests.layout import Output, Topic
from policy_engine.requests.reception import ReceptionRequest
from policy_engine.requests.standard import StandardRequest

STANDARD: tuple[type[Request], ...] = (AbsenceRequest, ReceptionRequest, ExpenseRequest, StandardRequest)

__all__ = [
    "STANDARD",
    "AbsenceRequest",
    "Amount",
    "AnyOf",
    "Count",
    "Day",
    "DaysBetween",
    "Derived",
    "Difference",
    "ExpenseRequest",
    "Field",
    "Flag",
    "Given",
    "GivenAct",
    "GivenJudgement",
    "Judgement",
    "MonthOf",
    "OneOf",
    "Output",
    "ReceptionRequest",
    "Request",
    "SameMonth",
    "StandardRequest",
    "Sum",
    "Text",
    "Topic",
    "YearOf",
]
