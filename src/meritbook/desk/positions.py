"""Positions: lists with filters, and one position with its versions, runs and decisions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from meritbook.actions.permissions import Capability, Standing
from meritbook.core.errors import MeritbookError
from meritbook.desk.answers import DECIDED, counts, newest, undecided
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    AllocationRun,
    Decision,
    Department,
    Position,
    PositionVersion,
    VersionStatus,
)


class NoSuchPositionError(MeritbookError):
    """No position, version, run or decision of that name is on record, or none that this person may read."""

    code = "position.unknown"
    remedy = "Open the list of positions and choose one from there; it shows those that you may read."
    http_status = 404


STATES = {
    "unallocated": "Official, without a decision",
    "answered": "Without a decision: the newest run answers a class",
    "open": "Without a decision: the newest run is undetermined",
    "outside": "Without a decision: the newest run answers none of the classes",
    "unrun": "Without a decision: not yet run",
    "changed": "Description changed since the decision",
    "draft": "Draft to be completed",
    "submitted": "Waiting for a signature",
    "decided": "With a decision that stands",
}
"""The filters by state, with their words."""

ANSWERED = {"answered": "allocated", "open": "undetermined", "outside": "none"}
"""For the filters by what the newest run answered: the status of the run."""

OPEN = (VersionStatus.DRAFT, VersionStatus.SUBMITTED)
HEAVY = ("description_json", "document_json")


@dataclass(frozen=True)
class PositionLine:
    """A position in a list."""

    id: int
    number: str
    title: str
    department: str
    incumbent: str
    description: str
    """Where its description stands, in words."""
    decision: str
    """The class it is allocated to, in words; empty without a standing decision."""
    changed: bool
    """Whether the decision rests on a description that is no longer the official one."""


@dataclass(frozen=True)
class VersionLine:
    """One version of a description."""

    id: int
    version: int
    status: str
    status_word: str
    created_by: str
    created_at: datetime
    submitted_by: str
    submitted_at: datetime | None
    signed_by: str
    signed_at: datetime | None
    source_id: int | None
    source_name: str


@dataclass(frozen=True)
class DecisionLine:
    """One decision."""

    id: int
    number: int
    position_id: int
    position: str
    title: str
    department: str
    says: str
    agrees: bool
    status: str
    decided_by: str
    decided_at: datetime


def scope(standing: Standing) -> QuerySet[Position]:
    """The positions that the person may read, with their drafts when these are open to them."""
    return standing.positions(Capability.READ_POSITION)


def in_state(query: QuerySet[Position], state: str) -> QuerySet[Position]:
    """The positions of the query that are in one of `STATES`; an unknown state gives them all."""
    versions = PositionVersion.objects.filter(position=OuterRef("pk"))
    decisions = Decision.objects.filter(position=OuterRef("pk"), status="standing", outcome__in=DECIDED)
    if state == "unallocated":
        return query.filter(Exists(versions.filter(status=VersionStatus.OFFICIAL)), ~Exists(decisions))
    if state in ANSWERED:
        runs = newest().filter(
            position_version__position=OuterRef("pk"),
            position_version__status=VersionStatus.OFFICIAL,
            status=ANSWERED[state],
        )
        return query.filter(Exists(runs), ~Exists(decisions))
    if state == "unrun":
        unrun = versions.filter(~Exists(AllocationRun.objects.filter(position_version=OuterRef("pk"))))
        return query.filter(Exists(unrun.filter(status=VersionStatus.OFFICIAL)), ~Exists(decisions))
    if state == "changed":
        return query.filter(Exists(decisions.exclude(run__position_version__status=VersionStatus.OFFICIAL)))
    if state == "decided":
        return query.filter(Exists(decisions))
    if state in ("draft", "submitted"):
        return query.filter(Exists(versions.filter(status=state)))
    return query


def count_in_state(query: QuerySet[Position], state: str) -> int:
    """How many positions of the query are in a state.

    Those without an allocation are nearly all of a large record: they are counted as the official descriptions less the
    decided ones, which the database finds by its indexes, instead of by two look-ups for each position.
    """
    if state == "unrun":
        return count_in_state(query, "unallocated") - sum(counts(query).values())
    if state in ANSWERED:
        return undecided(query).filter(status=ANSWERED[state]).count()
    if state != "unallocated":
        return in_state(query, state).count()
    official = PositionVersion.objects.filter(status=VersionStatus.OFFICIAL)
    decided = Decision.objects.filter(status="standing", outcome__in=DECIDED, position__in=query)
    settled = decided.filter(Exists(official.filter(position=OuterRef("position")))).count()
    return official.filter(position__in=query).count() - settled


def find(
    query: QuerySet[Position], *, asked: str = "", department: int | None = None, state: str = ""
) -> QuerySet[Position]:
    """Filter positions by words of number and title, by department, and by state."""
    for word in asked.split()[:6]:
        query = query.filter(Q(number__icontains=word) | Q(title__icontains=word))
    if department is not None:
        query = query.filter(department_id=department)
    return in_state(query, state)


def position_list(
    query: QuerySet[Position], page: int, *, drafts: bool, total: int | None = None
) -> Page[PositionLine]:
    """One page of positions by number. `drafts`: whether open drafts may be told of; `total` as in `paged`."""
    rows = query.order_by("number", "id").select_related("department", "incumbent")
    chosen: Page[Position] = paged(rows, page, total=total)
    lines = lines_of(chosen.rows, drafts=drafts)
    return Page(rows=lines, number=chosen.number, of=chosen.of, total=chosen.total)


def lines_of(rows: Iterable[Position], *, drafts: bool) -> tuple[PositionLine, ...]:
    """Lines for positions that are already at hand, in two statements."""
    rows = tuple(rows)
    statuses: dict[int, dict[str, int]] = {}
    wanted = [VersionStatus.OFFICIAL, *(OPEN if drafts else ())]
    for position, status, version in PositionVersion.objects.filter(
        position__in=[row.pk for row in rows], status__in=wanted
    ).values_list("position_id", "status", "version"):
        statuses.setdefault(position, {})[status] = version
    decisions = {
        one.position_id: one
        for one in Decision.objects.filter(position__in=[row.pk for row in rows], status="standing")
        .select_related("class_entry", "run__position_version")
        .defer("run__result_json", *(f"run__position_version__{name}" for name in HEAVY), "class_entry__search_text")
    }
    return tuple(_line(row, statuses.get(row.pk, {}), decisions.get(row.pk)) for row in rows)


def _line(row: Position, statuses: dict[str, int], decision: Decision | None) -> PositionLine:
    parts = []
    if "official" in statuses:
        parts.append(f"version {statuses['official']} official")
    if "submitted" in statuses:
        parts.append(f"version {statuses['submitted']} waits for a signature")
    if "draft" in statuses:
        parts.append(f"version {statuses['draft']} in draft")
    decided = decision if decision and decision.outcome in DECIDED else None
    return PositionLine(
        id=row.pk,
        number=row.number,
        title=row.title,
        department=row.department.name,
        incumbent=row.incumbent.full_name if row.incumbent else "",
        description=", ".join(parts) or "no description",
        decision=outcome_in_words(decided) if decided else "",
        changed=decided is not None and decided.run.position_version.status != VersionStatus.OFFICIAL,
    )


def outcome_in_words(decision: Decision) -> str:
    """What was decided, in words."""
    if decision.class_entry is not None:
        entry = decision.class_entry
        return f"{entry.title} ({entry.code})" if entry.code else entry.title
    return "Belongs to none of the classes" if decision.outcome == "none" else "Earlier decision undone"


def departments_of(query: QuerySet[Position]) -> tuple[Department, ...]:
    """The departments in which these positions lie, by name."""
    return tuple(Department.objects.filter(Exists(query.filter(department=OuterRef("pk")))).order_by("name"))


def position(standing: Standing, pk: int) -> Position:
    """A position that the person may read; raises `NoSuchPositionError`, also for one that they may not."""
    row = (
        scope(standing)
        .select_related("department", "incumbent", "appointing_authority", "supervisor__department")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise NoSuchPositionError("There is no such position among those that you may read.")
    return row


def versions_of(standing: Standing, row: Position) -> tuple[VersionLine, ...]:
    """The versions of a position that the person may read, newest first, in one statement."""
    rows = (
        _readable(standing, row)
        .select_related("created_by", "submitted_by", "signed_by", "source")
        .defer(*HEAVY, "source__document_json", "source__text")
        .order_by("-version")
    )
    return tuple(
        VersionLine(
            id=one.pk,
            version=one.version,
            status=one.status,
            status_word=one.get_status_display(),
            created_by=one.created_by.full_name,
            created_at=one.created_at,
            submitted_by=one.submitted_by.full_name if one.submitted_by else "",
            submitted_at=one.submitted_at,
            signed_by=one.signed_by.full_name if one.signed_by else "",
            signed_at=one.signed_at,
            source_id=one.source_id,
            source_name=one.source.name if one.source else "",
        )
        for one in rows
    )


def version_of(standing: Standing, row: Position, number: int | None = None) -> PositionVersion:
    """A version that the person may read: by number, else the open one, else the official one."""
    rows = _readable(standing, row).select_related("position").order_by("-version")
    found = rows.filter(version=number).first() if number is not None else rows.first()
    if found is None:
        raise NoSuchPositionError(f"Position {row.number} has no such version that you may read.", where=row.number)
    return found


def _readable(standing: Standing, row: Position) -> QuerySet[PositionVersion]:
    signed = (VersionStatus.OFFICIAL, VersionStatus.SUPERSEDED)
    rows = PositionVersion.objects.filter(position=row)
    return rows if standing.may(Capability.READ_DRAFT, row) else rows.filter(status__in=signed)


def runs_of(row: Position) -> tuple[AllocationRun, ...]:
    """The allocation runs of a position, newest first, without their answers, in one statement."""
    return tuple(
        AllocationRun.objects.filter(position_version__position=row)
        .select_related("run_by", "position_version")
        .defer("result_json", *(f"position_version__{name}" for name in HEAVY))
        .order_by("-run_at", "-id")[:50]
    )


def run_of(row: Position, pk: int | None, *, version: int | None = None) -> AllocationRun | None:
    """A run of a position: by its id, else the newest (of a version, when one is given)."""
    rows = AllocationRun.objects.filter(position_version__position=row).select_related("position_version", "run_by")
    if pk is not None:
        return rows.filter(pk=pk).first()
    if version is not None:
        rows = rows.filter(position_version__version=version)
    return rows.order_by("-run_at", "-id").first()


def standing_decision(row: Position, run: AllocationRun) -> Decision | None:
    """The decision that stands on the very description of a run, if there is one."""
    return Decision.objects.filter(
        position=row, status="standing", outcome__in=DECIDED, run__position_version=run.position_version_id
    ).first()


def decision_rows(query: QuerySet[Decision]) -> QuerySet[Decision]:
    """Decisions with what a list needs."""
    return query.select_related("position__department", "class_entry", "decided_by").defer("class_entry__search_text")


def decision_line(one: Decision) -> DecisionLine:
    """A decision as a line."""
    return DecisionLine(
        id=one.pk,
        number=one.number,
        position_id=one.position_id,
        position=one.position.number,
        title=one.position.title,
        department=one.position.department.name,
        says=outcome_in_words(one),
        agrees=one.agrees,
        status=one.status,
        decided_by=one.decided_by.full_name,
        decided_at=one.decided_at,
    )


def decisions_of(row: Position) -> tuple[DecisionLine, ...]:
    """The chain of decisions on a position, newest first."""
    rows = decision_rows(Decision.objects.filter(position=row)).order_by("-number")
    return tuple(decision_line(one) for one in rows)


def decision(standing: Standing, pk: int) -> Decision:
    """A decision that the person may read; raises `NoSuchPositionError`."""
    row = (
        standing.decisions()
        .select_related(
            "position__department",
            "position__incumbent",
            "class_entry__plan_revision",
            "decided_by",
            "run__position_version",
            "supersedes",
            "letter_pdf",
            "letter_docx",
        )
        .defer(
            *(f"run__position_version__{name}" for name in HEAVY),
            "class_entry__search_text",
            "class_entry__plan_revision__plan_json",
            "class_entry__plan_revision__laid_out_json",
            "letter_pdf__document_json",
            "letter_docx__document_json",
        )
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise NoSuchPositionError("There is no such decision among those that you may read.")
    return row
