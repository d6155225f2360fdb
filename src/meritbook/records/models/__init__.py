"""What is kept, a module for each area."""

from meritbook.records.models.allocations import AllocationRun, Decision, DecisionOutcome, DecisionStatus
from meritbook.records.models.appointments import (
    Appointment,
    AppointmentMethod,
    AppointmentStatus,
    ContractRecord,
    DismissalNotice,
    EndCause,
    ServedBy,
)
from meritbook.records.models.calendars import CalendarFeed, DigestSent, DigestSubscription
from meritbook.records.models.classes import ClassEntry, PlanRevision
from meritbook.records.models.consequences import (
    Consequence,
    ConsequenceStatus,
    CriteriaReview,
    LawDay,
    SupportWithdrawal,
)
from meritbook.records.models.days import OfficeDay
from meritbook.records.models.documents import OriginalAlteredError, StoredDocument, store_original
from meritbook.records.models.jobs import Job, JobCandidate, JobKind, JobStatus
from meritbook.records.models.ledger import LedgerEntry
from meritbook.records.models.nominations import CriterionJudgement, Nomination, NominationStatus
from meritbook.records.models.people import Department, Role, RoleAssignment, User
from meritbook.records.models.positions import Position, PositionVersion, VersionStatus
from meritbook.records.models.qualifications import (
    Application,
    Determination,
    DeterminationOutcome,
    DeterminationStatus,
    Examination,
    ExaminationStatus,
    Finding,
    Precedent,
    PrecedentStatus,
    RequirementVersion,
    Settlement,
    Statement,
)
from meritbook.records.models.questions import AskedQuestion, FindingQuestion
from meritbook.records.models.seats import (
    DepartmentMerger,
    DepartmentSize,
    Seat,
    SeatAuthorisation,
    SeatOrigin,
)
from meritbook.records.models.tokens import ApiToken

__all__ = [
    "AllocationRun",
    "ApiToken",
    "Application",
    "Appointment",
    "AppointmentMethod",
    "AppointmentStatus",
    "AskedQuestion",
    "CalendarFeed",
    "ClassEntry",
    "Consequence",
    "ConsequenceStatus",
    "ContractRecord",
    "CriteriaReview",
    "CriterionJudgement",
    "Decision",
    "DecisionOutcome",
    "DecisionStatus",
    "Department",
    "DepartmentMerger",
    "DepartmentSize",
    "Determination",
    "DeterminationOutcome",
    "DeterminationStatus",
    "DigestSent",
    "DigestSubscription",
    "DismissalNotice",
    "EndCause",
    "Examination",
    "ExaminationStatus",
    "Finding",
    "FindingQuestion",
    "Job",
    "JobCandidate",
    "JobKind",
    "JobStatus",
    "LawDay",
    "LedgerEntry",
    "Nomination",
    "NominationStatus",
    "OfficeDay",
    "OriginalAlteredError",
    "PlanRevision",
    "Position",
    "PositionVersion",
    "Precedent",
    "PrecedentStatus",
    "RequirementVersion",
    "Role",
    "RoleAssignment",
    "Seat",
    "SeatAuthorisation",
    "SeatOrigin",
    "ServedBy",
    "Settlement",
    "Statement",
    "StoredDocument",
    "SupportWithdrawal",
    "User",
    "VersionStatus",
    "store_original",
]
