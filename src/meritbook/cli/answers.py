"""What each command answers with `--json`, as values; their JSON schemas are published by `meritbook schema NAME`.

`docs/reference/schemas/` holds the same schemas as files, and a test compares them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Literal

from pydantic import Field

from meritbook.core.classes.model import Gap, JobClass, Series
from meritbook.core.qualifications.policy import Policy
from meritbook.core.terms import Term
from meritbook.core.values import Value


class ErrorBody(Value):
    """What went wrong."""

    code: str
    message: str
    where: str
    to_do: str
    details: dict[str, Any]


class ErrorAnswer(Value):
    """Any command that ends with exit code 2 or 3."""

    error: ErrorBody


class PlanLine(Value):
    """A class plan in the list."""

    key: str
    name: str
    revision: int
    jurisdiction: str
    aliases: tuple[str, ...]
    imported: bool
    """Whether it was read from a document; otherwise its facts came with Meritbook."""
    effective: Term | None
    classes: int
    source: str


class PlansAnswer(Value):
    """`meritbook plans --json`."""

    plans: tuple[PlanLine, ...]


class ClassLine(Value):
    """A class in the list."""

    plan: str
    revision: int
    series: str
    ref: str
    code: str
    title: str
    level: int | None
    pay: str


class ClassesAnswer(Value):
    """`meritbook classes --json`."""

    classes: tuple[ClassLine, ...]


class ClassAnswer(Value):
    """`meritbook show CODE --json`."""

    model_config = {"populate_by_name": True, "serialize_by_alias": True}

    plan: str
    plan_name: str
    revision: int
    imported: bool
    document: str
    """Key of the text that the passages point into."""
    series: Series
    job_class: JobClass = Field(alias="class")


class Placed(Value):
    """How much of the source went where, in non-blank characters."""

    total: int
    placed: int
    unplaced: int


class ImportedFile(Value):
    """One file that was to be imported."""

    file: str
    status: Literal["imported", "known", "failed"]
    """`known`: the same bytes gave the same plan before; nothing was changed."""
    sha256: str = ""
    plan: str = ""
    revision: int | None = None
    name: str = ""
    classes: int = 0
    characters: Placed | None = None
    gaps: tuple[Gap, ...] = ()
    warnings: tuple[str, ...] = ()
    error: ErrorBody | None = None


class ImportAnswer(Value):
    """`meritbook import PATH… --json`."""

    files: tuple[ImportedFile, ...]
    imported: int
    known: int
    failed: int
    interrupted: bool


class DecisionAnswer(Value):
    """`meritbook decide … --json` and `meritbook undo … --json`."""

    position: str
    department: str
    number: int
    outcome: Literal["class", "none", "withdrawn"]
    plan: str = ""
    class_ref: str = ""
    class_code: str = ""
    class_title: str = ""
    agrees: bool
    reason: str
    decided_by: str
    starts_on: str
    letter_pdf: str = ""
    """SHA-256 of the decision letter."""
    letter_docx: str = ""


class FaultLine(Value):
    """One thing in the record that is not as it was written."""

    kind: str
    seq: int | None
    where: str
    says: str
    stored: str
    computed: str


class SeatsFaultLine(Value):
    """One row of the record of seats that is not what the acts in the ledger come to."""

    where: str
    says: str
    told: str
    """What the acts come to; empty where they come to no such row."""
    kept: str
    """What the tables hold; empty where they hold no such row."""


class SeatsVerified(Value):
    """The record of seats, worked out again from the ledger."""

    sound: bool
    acts: int
    """How many entries of the ledger were read for it."""
    rows: int
    """How many rows of the record of seats were compared."""
    faults: tuple[SeatsFaultLine, ...]


class VerifyAnswer(Value):
    """`meritbook verify --json`."""

    sound: bool
    """Whether all of it is: chain, rows, originals, and the record of seats."""
    entries: int
    rows: int
    anchor: str
    faults: tuple[FaultLine, ...]
    seats: SeatsVerified


class MigrateAnswer(Value):
    """`meritbook init --json` and `meritbook migrate --json`."""

    home: str
    applied: tuple[str, ...]


class DayAnswer(Value):
    """`meritbook day --json`."""

    on: str
    """The day on which the office lives."""
    demo: bool
    """Whether it is a demonstration, whose day can be moved."""
    fixed: bool
    """Whether `MERITBOOK_ON` holds it."""
    moved: bool
    """Whether this command moved it."""


class PersonAnswer(Value):
    """What `meritbook user …` and `meritbook role …` answer with `--json`."""

    username: str
    full_name: str
    roles: tuple[str, ...]
    active: bool = True
    """Whether they may sign in."""


class DepartmentAnswer(Value):
    """`meritbook department add … --json` and `meritbook department end … --json`."""

    code: str
    name: str
    ends_before: str = ""
    """First day on which it no longer stands; empty while it does."""


class TokenAnswer(Value):
    """`meritbook token make … --json`: the only time that the token is shown."""

    username: str
    name: str
    token: str
    expires_on: str


class TokenLine(Value):
    """`meritbook token revoke … --json`."""

    username: str
    name: str
    revoked: bool


class SchemasAnswer(Value):
    """`meritbook schema --json`."""

    schemas: tuple[str, ...]


class ErrorLine(Value):
    """An error code."""

    code: str
    status: int
    says: str
    to_do: str


class ErrorsAnswer(Value):
    """`meritbook errors --json`."""

    errors: tuple[ErrorLine, ...]


class PoliciesAnswer(Value):
    """`meritbook policies --json`."""

    policies: tuple[Policy, ...]


class DemoAnswer(Value):
    """`meritbook demo --no-serve --json`."""

    home: str
    day: str
    """The day that the demonstration has reached."""
    documents: int
    plans: int
    classes: int
    people: int
    positions: int
    allocated: int
    none: int
    undetermined: int
    decisions: int
    examinations: int
    candidates: int
    """In all examinations."""
    determinations: int
    """Those that stand, each with its notice."""
    candidates_to_try: str
    """A file of candidates whom nobody has received yet."""
    seats_allowed: int | None
    """By the law of the state on that day; none where it has no value."""
    seats_filled: int
    seats_reserved: int
    nominations: dict[str, int]
    """By where they stand."""
    acts_of_law: dict[str, int]
    """What the law drafted, by where it stands."""
    problems: int
    verified: bool


@cache
def schemas() -> dict[str, dict[str, Any]]:
    """Every published schema by name, worked out once in a process; whoever is given them leaves them as they are."""
    from meritbook.cli import (
        acts_answers,
        audits_answers,
        boards_answers,
        competencies_answers,
        contract_year_answers,
        contracts_answers,
        custody_answers,
        desk_answers,
        development_answers,
        examining_answers,
        executives_answers,
        filing_answers,
        helping_answers,
        law_answers,
        lean_answers,
        measures_answers,
        pay_limits_answers,
        ratings_answers,
        reports_answers,
        results_answers,
        returns_answers,
        risks_answers,
        service_answers,
        ticking_answers,
    )
    from meritbook.core.allocation.model import AllocationResult
    from meritbook.core.classes.model import ClassPlan
    from meritbook.core.documents.model import Document
    from meritbook.core.positions.model import PositionDescription
    from meritbook.core.qualifications.judge import Judgement
    from meritbook.core.qualifications.model import Requirement
    from meritbook.core.service.choice_model import Choices
    from meritbook.core.service.rights import Rights
    from meritbook.desk import law_answers as law_read
    from meritbook.writers.contract_check import ContractReport

    published: dict[str, type[Value]] = {
        **acts_answers.PUBLISHED,
        "results-audit": audits_answers.AuditedAnswer,
        "results-audit-findings": audits_answers.FindingsAnswer,
        "results-audits": audits_answers.AuditsAnswer,
        "results-board": boards_answers.BoardAnswer,
        "results-board-figures": boards_answers.BoardFiguresAnswer,
        "results-board-report": boards_answers.BoardReportAnswer,
        "results-board-sharing": boards_answers.BoardSharingAnswer,
        "results-boards": boards_answers.BoardsAnswer,
        "results-boards-roll-up": boards_answers.BoardsTogetherAnswer,
        "results-budget": returns_answers.BudgetAnswer,
        "results-follow-ups": returns_answers.FollowUpsAnswer,
        "results-return": returns_answers.ReturnShownAnswer,
        "results-returns": returns_answers.ReturnsAnswer,
        "results-review": returns_answers.ReviewShownAnswer,
        "results-reviews": returns_answers.ReviewsAnswer,
        "results-development": development_answers.DevelopmentAnswer,
        "results-improvement": development_answers.ImprovementLine,
        "results-survey": development_answers.SurveyAnswer,
        "results-surveys": development_answers.SurveysAnswer,
        "lean-compare": lean_answers.LeanCompareAnswer,
        "lean-event": lean_answers.LeanEventAnswer,
        "lean-events": lean_answers.LeanEventsAnswer,
        "lean-map": lean_answers.LeanMapAnswer,
        "lean-projects": lean_answers.LeanProjectsAnswer,
        "results-quantification": risks_answers.QuantificationAnswer,
        "results-requests": helping_answers.RequestsAnswer,
        "results-hours": helping_answers.HoursAnswer,
        "results-assignments": helping_answers.AssignmentsAnswer,
        "results-report": reports_answers.ReportAnswer,
        "results-report-draft": reports_answers.ReportDraftAnswer,
        "results-report-export": reports_answers.ReportExportAnswer,
        "results-reports": reports_answers.ReportsAnswer,
        "results-risk": risks_answers.RiskAnswer,
        "results-risks": risks_answers.RisksAnswer,
        **competencies_answers.PUBLISHED,
        "allocation": AllocationResult,
        "appraisals": ratings_answers.AppraisalsAnswer,
        "choices": Choices,
        "contracts-year": contract_year_answers.ContractYearAnswer,
        "class": ClassAnswer,
        "classes": ClassesAnswer,
        "consequences": ticking_answers.ConsequencesAnswer,
        "custody": custody_answers.CustodyAnswer,
        "contract": contracts_answers.AgreementAnswer,
        "contract-year": contracts_answers.YearAnswer,
        "contracts": contracts_answers.AgreementsAnswer,
        **results_answers.PUBLISHED,
        "day": DayAnswer,
        "decision": DecisionAnswer,
        "demo": DemoAnswer,
        "department": DepartmentAnswer,
        "desk": desk_answers.DeskAnswer,
        "digest": desk_answers.DigestAnswer,
        "document": Document,
        "error": ErrorAnswer,
        "errors": ErrorsAnswer,
        "examination": examining_answers.ExaminationAnswer,
        "executives": executives_answers.ExecutivesAnswer,
        "import": ImportAnswer,
        "job": examining_answers.JobAnswer,
        "judgement": Judgement,
        "law-check": law_answers.LawCheckAnswer,
        "law-diff": law_answers.LawDiffAnswer,
        "law-facts": law_answers.LawFactsAnswer,
        "law-list": law_answers.LawListAnswer,
        "law-proof": law_answers.LawProofAnswer,
        "law-rule": law_read.LawRuleAnswer,
        "migrate": MigrateAnswer,
        "pay-limit": pay_limits_answers.PayLimitLine,
        "pay-limits": pay_limits_answers.PayLimitsAnswer,
        "person": PersonAnswer,
        "nominations": service_answers.NominationsAnswer,
        "plan": ClassPlan,
        "plans": PlansAnswer,
        "policies": PoliciesAnswer,
        "position": PositionDescription,
        "requirement": Requirement,
        "results-fetch": measures_answers.ResultsFetchAnswer,
        "results-import": measures_answers.ResultsImportAnswer,
        "results-measure": measures_answers.ResultsMeasureAnswer,
        "results-measures": measures_answers.ResultsMeasuresAnswer,
        "rights": Rights,
        "schemas": SchemasAnswer,
        "seats": service_answers.SeatsAnswer,
        "simulation": service_answers.SimulationAnswer,
        "tick": ticking_answers.TickAnswer,
        "token": TokenAnswer,
        "token-revoked": TokenLine,
        "file": filing_answers.FileAnswer,
        "packet": filing_answers.PacketAnswer,
        "verify-packet": filing_answers.VerifyPacketAnswer,
        "verify": VerifyAnswer,
        "verify-contract": ContractReport,
    }
    return {
        name: {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            **model.model_json_schema(mode="serialization"),
        }
        for name, model in sorted(published.items())
    }
