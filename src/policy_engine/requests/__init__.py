"""Request models: one pydantic class a topic. :data:`STANDARD` are those that ship with the rulebook.

Everything needed to write models of one's own is here: the base :class:`Request`, the :class:`Topic` it declares with
its :class:`Output` values, the field marks, the derived facts, and the block ``given``. See ``docs/own-models.md``.
"""

from policy_engine.requests.absence import AbsenceRequest
from policy_engine.requests.archives import ArchivesRequest
from policy_engine.requests.asset import AssetRequest
from policy_engine.requests.base import Request
from policy_engine.requests.case_handling import CaseRequest
from policy_engine.requests.competence import CompetenceRequest
from policy_engine.requests.conduct import ConductRequest
from policy_engine.requests.derived import DaysBetween, Derived, Difference, LargestOf, MonthOf, SameMonth, Sum, YearOf
from policy_engine.requests.disclosure import DisclosureRequest
from policy_engine.requests.document import DocumentRequest
from policy_engine.requests.expense import ExpenseRequest
from policy_engine.requests.fields import Amount, AnyOf, Count, Day, Field, Flag, Judgement, OneOf, Text
from policy_engine.requests.given import Given, GivenAct, GivenJudgement
from policy_engine.requests.layout import Output, Topic
from policy_engine.requests.meeting import MeetingRequest
from policy_engine.requests.organisation import OrganisationRequest
from policy_engine.requests.personnel import PersonnelRequest
from policy_engine.requests.project_funding import ProjectFundingRequest
from policy_engine.requests.purchase import PurchaseRequest
from policy_engine.requests.reception import ReceptionRequest
from policy_engine.requests.vehicle import VehicleRequest

STANDARD: tuple[type[Request], ...] = (
    AbsenceRequest,
    ConductRequest,
    PurchaseRequest,
    AssetRequest,
    ReceptionRequest,
    ExpenseRequest,
    VehicleRequest,
    DocumentRequest,
    MeetingRequest,
    CaseRequest,
    CompetenceRequest,
    OrganisationRequest,
    ArchivesRequest,
    DisclosureRequest,
    ProjectFundingRequest,
    PersonnelRequest,
)

__all__ = [
    "STANDARD",
    "AbsenceRequest",
    "Amount",
    "AnyOf",
    "ArchivesRequest",
    "AssetRequest",
    "CaseRequest",
    "CompetenceRequest",
    "ConductRequest",
    "Count",
    "Day",
    "DaysBetween",
    "Derived",
    "Difference",
    "DisclosureRequest",
    "DocumentRequest",
    "ExpenseRequest",
    "Field",
    "Flag",
    "Given",
    "GivenAct",
    "GivenJudgement",
    "Judgement",
    "LargestOf",
    "MeetingRequest",
    "MonthOf",
    "OneOf",
    "OrganisationRequest",
    "Output",
    "PersonnelRequest",
    "ProjectFundingRequest",
    "PurchaseRequest",
    "ReceptionRequest",
    "Request",
    "SameMonth",
    "Sum",
    "Text",
    "Topic",
    "VehicleRequest",
    "YearOf",
]
