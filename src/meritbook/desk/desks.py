"""My desk, by role. Each line is an act, its last day, and what happens without it.

No law pack sets a day for what this release does, so a line says since when it waits and that no last day is set. A day
is never made up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from meritbook.actions.permissions import Capability, Standing
from meritbook.core.positions.compare import compare
from meritbook.desk import positions as read
from meritbook.records.models import (
    Decision,
    Department,
    LedgerEntry,
    PlanRevision,
    Position,
    PositionVersion,
    Role,
    RoleAssignment,
    User,
    VersionStatus,
)

MOST = 8
"""Lines of one kind on the desk; the rest stand in the list that the section leads to."""


@dataclass(frozen=True)
class Act:
    """One thing to do: where to do it, since when it waits, its last day, and what happens without it."""

    title: str
    view: str
    id: int | None
    detail: str
    without: str
    since: datetime | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class Section:
    """Acts of one kind."""

    heading: str
    acts: tuple[Act, ...]
    total: int
    empty: str
    """What to say when there is nothing to do."""
    view: str = ""
    query: str = ""
    """The list that holds them all."""
    note: str = ""


def desk(standing: Standing) -> tuple[Section, ...]:
    """The sections of all roles that the person holds, each once."""
    sections: dict[str, Section] = {}
    for role in standing.roles:
        for build in BY_ROLE.get(role, ()):
            section = build(standing)
            sections.setdefault(section.heading, section)
    return tuple(sections.values())


def _descriptions_to_complete(standing: Standing) -> Section:
    rows = _open_versions(standing.positions(Capability.DESCRIBE_POSITION), VersionStatus.DRAFT)
    return _section(
        "Descriptions to complete",
        rows,
        lambda one: Act(
            title=f"Complete the description of {_named(one.position)}",
            view="web:position",
            id=one.position_id,
            detail=f"Version {one.version}, begun by {one.created_by.full_name}",
            without="Without it the description is not submitted, and the position cannot be allocated.",
            since=one.created_at,
        ),
        empty="No description of your department is in draft.",
        listed="state=draft",
    )


def _awaiting_signature(standing: Standing) -> Section:
    mine = Position.objects.filter(appointing_authority=standing.user)
    rows = _open_versions(standing.positions().filter(pk__in=mine.values("pk")), VersionStatus.SUBMITTED)
    return _section(
        "Descriptions that wait for your signature",
        rows,
        lambda one: Act(
            title=f"Sign the description of {_named(one.position)}",
            view="web:position",
            id=one.position_id,
            detail=f"Version {one.version}, submitted by {one.submitted_by.full_name if one.submitted_by else ''}",
            without="Unsigned, the description is not official, and no allocation of it can be decided.",
            since=one.submitted_at,
        ),
        empty="No description waits for your signature.",
        listed="state=submitted",
    )


def _without_allocation(standing: Standing) -> Section:
    within = standing.positions(Capability.READ_ALLOCATION)
    return _positions(
        "Positions without an allocation",
        within,
        "unallocated",
        lambda one: Act(
            title=f"Allocate {_named(one)}",
            view="web:bench",
            id=one.pk,
            detail=one.department.name,
            without="Without a decision the position has no class, and no other personnel action may follow.",
        ),
        empty="Every official description has a decision.",
    )


def _changed(standing: Standing) -> Section:
    positions = read.in_state(standing.positions(Capability.READ_ALLOCATION), "changed")
    decisions = (
        Decision.objects.filter(position__in=positions, status="standing")
        .select_related("position__department", "run__position_version")
        .defer("run__result_json", "run__position_version__document_json")
        .order_by("position__number", "id")
    )
    some = list(decisions[:MOST])
    official = {
        one.position_id: one
        for one in PositionVersion.objects.filter(
            position__in=[one.position_id for one in some], status=VersionStatus.OFFICIAL
        ).defer("document_json")
    }
    acts = []
    for one in some:
        now, then = official[one.position_id], one.run.position_version
        moving = compare(then.description, now.description).significant
        what = f"{len(moving)} significant: {moving[0].reason}" if moving else "nothing significant"
        acts.append(
            Act(
                title=f"Review the allocation of {_named(one.position)}",
                view="web:position",
                id=one.position_id,
                detail=f"Version {then.version} was allocated, version {now.version} is official; {what}",
                without="Without a review the class rests on a description that no longer holds.",
                since=now.signed_at,
            )
        )
    return Section(
        heading="Descriptions that changed since their allocation",
        acts=tuple(acts),
        total=decisions.count() if len(some) == MOST else len(some),
        empty="Every decision rests on the description that is official now.",
        view="web:positions",
        query="state=changed",
    )


def _own_position(standing: Standing) -> Section:
    rows = read.lines_of(
        Position.objects.filter(incumbent=standing.user).select_related("department", "incumbent"), drafts=False
    )
    decided = {
        one.position_id: one
        for one in Decision.objects.filter(
            position__in=[row.id for row in rows], status="standing", outcome__in=read.DECIDED
        ).select_related("class_entry")
    }
    acts = []
    for row in rows:
        if row.id in decided:
            one = decided[row.id]
            acts.append(
                Act(
                    title=f"Read the decision on your position {row.number}",
                    view="web:decision",
                    id=one.pk,
                    detail=f"{row.decision}. The letter with its reasons is there to download.",
                    without="The decision stands whether you read it or not. The letter says how to ask for a review.",
                    since=one.decided_at,
                )
            )
        acts.append(
            Act(
                title=f"Read the description of your position {row.number}",
                view="web:position",
                id=row.id,
                detail=f"{row.title}, {row.department}: {row.description}",
                without="Your class is decided on what it says. Tell your agency HR officer what is wrong in it.",
            )
        )
    return Section(
        "Your position", tuple(acts), len(acts), "No position is recorded as yours. Ask your agency HR officer."
    )


def _ledger(standing: Standing) -> Section:
    newest = LedgerEntry.objects.order_by("-seq").first()
    count = newest.seq if newest else 0
    act = Act(
        title="Verify the ledger",
        view="web:verify",
        id=None,
        detail=f"{count} entries; the last on {newest.at_text[:10]}" if newest else "No entry yet",
        without="An alteration stays unseen until somebody verifies. Keep the last hash outside of this system.",
    )
    reading = Act(
        "Read the ledger", "web:ledger", None, "Every act: who, when, in which role, why", "Nothing waits for it."
    )
    acts = (act, reading) if standing.may(Capability.READ_LEDGER) else (act,)
    return Section("The ledger", acts, len(acts), "")


def _overview(standing: Standing) -> Section:
    within = standing.positions()
    official = PositionVersion.objects.filter(status=VersionStatus.OFFICIAL, position__in=within)
    decided = Decision.objects.filter(status="standing", outcome__in=read.DECIDED, position__in=within)
    settled = decided.filter(Exists(official.filter(position=OuterRef("position"))))

    def by_department(rows: QuerySet[Any], field: str) -> dict[int, int]:
        return dict(rows.order_by().values_list(field).annotate(number=Count("pk")))

    done = by_department(settled, "position__department")
    waiting = {
        department: number - done.get(department, 0)
        for department, number in by_department(official, "position__department").items()
        if number > done.get(department, 0)
    }
    everything = by_department(within, "department")
    names = dict(Department.objects.filter(pk__in=waiting).values_list("pk", "name"))
    ordered = sorted(waiting, key=lambda department: (-waiting[department], names[department]))
    return Section(
        heading="Departments with positions that wait for an allocation",
        acts=tuple(
            Act(
                title=f"{names[department]}: {waiting[department]} of {everything[department]} wait",
                view="web:department_positions",
                id=department,
                detail="Official descriptions without a decision that stands",
                without="Without a decision these positions have no class, and no other personnel action may follow.",
            )
            for department in ordered[:MOST]
        ),
        total=len(ordered),
        empty="Every official description has a decision.",
        view="web:positions",
        query="state=unallocated",
    )


def _people(standing: Standing) -> Section:
    held = RoleAssignment.objects.on(standing.on).filter(user=OuterRef("pk"), revoked_at__isnull=True)
    without = User.objects.filter(is_active=True).filter(~Exists(held)).order_by("username")
    acts = tuple(
        Act(
            title=f"Give {one.full_name} a role, or close the account",
            view="web:person",
            id=one.pk,
            detail=f"Username {one.username}; no role on this day",
            without="The person can sign in and see what the public sees.",
        )
        for one in without[:MOST]
    )
    return Section(
        "People without a role", acts, without.count(), "Everybody who can sign in holds a role.", view="web:people"
    )


def _departments_without_authority(standing: Standing) -> Section:
    authority = RoleAssignment.objects.on(standing.on).filter(
        Q(department=OuterRef("pk")) | Q(department__isnull=True),
        role=Role.APPOINTING_AUTHORITY,
        revoked_at__isnull=True,
    )
    rows = Department.objects.on(standing.on).filter(~Exists(authority)).order_by("name")
    return Section(
        heading="Departments without an appointing authority",
        acts=tuple(
            Act(
                title=f"Name an appointing authority for {one.name}",
                view="web:people",
                id=None,
                detail=f"Department {one.code}",
                without="Nobody can sign its position descriptions, so none becomes official.",
            )
            for one in rows[:MOST]
        ),
        total=rows.count(),
        empty="Every department has one.",
        view="web:people",
    )


def _results(standing: Standing) -> Section:
    del standing
    rows = PlanRevision.objects.filter(key="iowa", withdrawn_at__isnull=True).defer("plan_json", "laid_out_json")[:1]
    acts = tuple(
        Act(
            title="Read the seven results initiatives",
            view="web:plan_current",
            id=None,
            detail=f"{one.name}, revision {one.revision}",
            without="Nothing waits for it.",
        )
        for one in rows
    )
    return Section(
        "Results",
        acts,
        len(acts),
        "No plan with results initiatives is on record.",
        note="Measures, audits and reports are not part of this release. What the class plan says of the results "
        "initiatives can be read.",
    )


def _section(
    heading: str, query: QuerySet[PositionVersion], act: Callable[[PositionVersion], Act], *, empty: str, listed: str
) -> Section:
    rows = list(query[:MOST])
    return Section(
        heading=heading,
        acts=tuple(act(one) for one in rows),
        total=query.count() if len(rows) == MOST else len(rows),
        empty=empty,
        view="web:positions",
        query=listed,
    )


def _positions(
    heading: str, within: QuerySet[Position], state: str, act: Callable[[Position], Act], *, empty: str
) -> Section:
    chosen = read.in_state(within, state).select_related("department")
    rows = list(chosen.order_by("number", "id")[:MOST])
    return Section(
        heading=heading,
        acts=tuple(act(one) for one in rows),
        total=read.count_in_state(within, state) if len(rows) == MOST else len(rows),
        empty=empty,
        view="web:positions",
        query=f"state={state}",
    )


def _open_versions(positions: QuerySet[Position], status: str) -> QuerySet[PositionVersion]:
    return (
        PositionVersion.objects.filter(position__in=positions, status=status)
        .select_related("position", "created_by", "submitted_by")
        .defer(*read.HEAVY)
        .order_by("created_at", "id")
    )


def _named(position: Position) -> str:
    return f"{position.number}, {position.title}" if position.title else position.number


BY_ROLE: dict[str, tuple[Callable[[Standing], Section], ...]] = {
    Role.ANALYST: (_without_allocation, _changed),
    Role.AGENCY_HR: (_descriptions_to_complete,),
    Role.DEPARTMENT_DIRECTOR: (_overview,),
    Role.APPOINTING_AUTHORITY: (_awaiting_signature,),
    Role.EXECUTIVE: (_own_position,),
    Role.PERSONNEL_DIRECTOR: (_overview, _changed),
    Role.PERSONNEL_STAFF: (_overview,),
    Role.RESULTS_ADMINISTRATOR: (_results,),
    Role.AUDITOR: (_ledger,),
    Role.SYSTEM_ADMINISTRATOR: (_people, _departments_without_authority, _ledger),
}
"""What stands on the desk of each role. The public has none."""
