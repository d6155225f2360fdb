"""What is kept, a module for each area."""

from meritbook.records.models.allocations import AllocationRun, Decision, DecisionOutcome, DecisionStatus
from meritbook.records.models.classes import ClassEntry, PlanRevision
from meritbook.records.models.days import OfficeDay
from meritbook.records.models.documents import OriginalAlteredError, StoredDocument, store_original
from meritbook.records.models.jobs import Job, JobCandidate, JobKind, JobStatus
from meritbook.records.models.ledger import LedgerEntry
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
from meritbook.records.models.tokens import ApiToken

__all__ = [
    "AllocationRun",
    "ApiToken",
    "Application",
    "AskedQuestion",
    "ClassEntry",
    "Decision",
    "DecisionOutcome",
    "DecisionStatus",
    "Department",
    "Determination",
    "DeterminationOutcome",
    "DeterminationStatus",
    "Examination",
    "ExaminationStatus",
    "Finding",
    "FindingQuestion",
    "Job",
    "JobCandidate",
    "JobKind",
    "JobStatus",
    "LedgerEntry",
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
    "Settlement",
    "Statement",
    "StoredDocument",
    "User",
    "VersionStatus",
    "store_original",
]
