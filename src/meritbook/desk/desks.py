"""My desk, by role: the acts that wait, each with its last day and with what follows if it is left.

What the law of the executive service asks comes first, ranked by what it brings. Where no law sets a day, a line says
since when it waits and that no last day is set. A day is never made up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from meritbook.actions.permissions import Capability, Standing
from meritbook.desk import (
    analyst,
    appraisal_desk,
    contract_words_desk,
    contract_year_desk,
    custody_desk,
    examiner,
    service_desk,
    signatures,
)
from meritbook.desk import positions as read
from meritbook.desk.acts import FEW, MOST, Act, Section, named, section
from meritbook.desk.answers import DECIDED
from meritbook.desk.competency_sections import OF_COMPETENCIES
from meritbook.desk.contract_reading import ContractReading
from meritbook.desk.results_sections import OF_RESULTS
from meritbook.records import clock
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

PAST = "This day is past. What began after it is left out; what was done since then no longer waits, and is not shown."
"""What a desk of a past day shows, for whoever asks for one."""


def desk(standing: Standing) -> tuple[Section, ...]:
    """The sections of all roles that the person holds, each once.

    Of a day that is past, the record as it is now, without what began after that day (`PAST`).
    """
    found = _sections(standing)
    return found if standing.on >= clock.today() else tuple(_until(one, standing.on) for one in found)


def _until(shown: Section, on: date) -> Section:
    """The section without the acts that wait since a later day."""
    acts = tuple(one for one in shown.acts if one.since is None or clock.day_of(one.since) <= on)
    return replace(shown, acts=acts, total=shown.total - len(shown.acts) + len(acts))


def _sections(standing: Standing) -> tuple[Section, ...]:
    sections: dict[str, Section] = {}
    reading = ContractReading(standing)
    held, urgent = custody_desk.custody(standing)
    law = service_desk.service(standing, reading)
    # What nobody answers for comes before the law itself when its day is near.
    for first in (held, law) if urgent else (law, held):
        if first is not None:
            sections[first.heading] = first
    for look in (
        contract_words_desk.words,
        signatures.desk_section,
        appraisal_desk.appraisals,
        contract_year_desk.contract_year,
    ):
        if (found := look(standing, reading)) is not None:
            sections[found.heading] = found
    for of_results in (*OF_RESULTS, *OF_COMPETENCIES):
        if (found := of_results(standing)) is not None:
            sections[found.heading] = found
    for role in standing.roles:
        for build in BY_ROLE.get(role, ()):
            built = build(standing)
            sections.setdefault(built.heading, built)
    return tuple(sections.values())


def _descriptions_to_complete(standing: Standing) -> Section:
    rows = _open_versions(standing.positions(Capability.DESCRIBE_POSITION), VersionStatus.DRAFT)
    return section(
        "Descriptions to complete",
        rows,
        lambda one: Act(
            title=f"Complete the description of {named(one.position)}",
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
    return section(
        "Descriptions that wait for your signature",
        rows,
        lambda one: Act(
            title=f"Sign the description of {named(one.position)}",
            view="web:position",
            id=one.position_id,
            detail=f"Version {one.version}, submitted by {one.submitted_by.full_name if one.submitted_by else ''}",
            without="Unsigned, the description is not official, and no allocation of it can be decided.",
            since=one.submitted_at,
        ),
        empty="No description waits for your signature.",
        listed="state=submitted",
    )


def _decided(standing: Standing) -> Section:
    """For those who live with a decision: what it says, with its letter."""
    rows = standing.decisions().filter(status="standing", outcome__in=DECIDED)
    some = list(read.decision_rows(rows).order_by("-decided_at", "-id")[:FEW])
    return Section(
        heading="Newest decisions on positions of your department",
        acts=tuple(
            Act(
                title=f"Read the decision on {named(one.position)}",
                view="web:decision",
                id=one.pk,
                detail=f"{read.outcome_in_words(one)}, decided by {one.decided_by.full_name}",
                without="The decision stands whether it is read or not. Its letter says why.",
                since=one.decided_at,
                letter=one.pk if one.letter_pdf_id else None,
            )
            for one in some
        ),
        total=rows.count() if len(some) == FEW else len(some),
        empty="No position of your department has a decision yet.",
        view="web:decisions",
    )


def _own_position(standing: Standing) -> Section:
    rows = read.lines_of(
        Position.objects.filter(incumbent=standing.user).select_related("department", "incumbent"), drafts=False
    )
    decided = {
        one.position_id: one
        for one in Decision.objects.filter(
            position__in=[row.id for row in rows], status="standing", outcome__in=DECIDED
        ).select_related("class_entry", "decided_by")
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
                    detail=f"{row.decision}, decided by {one.decided_by.full_name}",
                    without="The decision stands whether you read it or not. The letter says how to ask for a review.",
                    since=one.decided_at,
                    letter=one.pk if one.letter_pdf_id else None,
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
    decided = Decision.objects.filter(status="standing", outcome__in=DECIDED, position__in=within)
    settled = decided.filter(Exists(official.filter(position=OuterRef("position"))))

    def by_department(rows: QuerySet[Any], field: str) -> dict[int, int]:
        return dict(rows.order_by().values_list(field).annotate(number=Count("pk")))

    done = by_department(settled, "position__department")
    left = {
        department: number - done.get(department, 0)
        for department, number in by_department(official, "position__department").items()
        if number > done.get(department, 0)
    }
    everything = by_department(within, "department")
    names = dict(Department.objects.filter(pk__in=left).values_list("pk", "name"))
    ordered = sorted(left, key=lambda department: (-left[department], names[department]))
    return Section(
        heading="Departments with positions that wait for an allocation",
        acts=tuple(
            Act(
                title=f"{names[department]}: {left[department]} of {everything[department]} wait",
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
        note="What the class plan says of the results initiatives. The register itself opens under Results.",
    )


def _open_versions(positions: QuerySet[Position], status: str) -> QuerySet[PositionVersion]:
    return (
        PositionVersion.objects.filter(position__in=positions, status=status)
        .select_related("position", "created_by", "submitted_by")
        .defer(*read.HEAVY)
        .order_by("created_at", "id")
    )


BY_ROLE: dict[str, tuple[Callable[[Standing], Section], ...]] = {
    Role.ANALYST: (
        analyst.changed,
        analyst.answered,
        analyst.undetermined,
        analyst.outside,
        analyst.unrun,
        examiner.examinations,
    ),
    Role.AGENCY_HR: (_descriptions_to_complete, examiner.examinations, _decided),
    Role.DEPARTMENT_DIRECTOR: (_decided, _overview),
    Role.APPOINTING_AUTHORITY: (_awaiting_signature, _decided),
    Role.EXECUTIVE: (_own_position,),
    Role.PERSONNEL_DIRECTOR: (_overview, analyst.changed),
    Role.PERSONNEL_STAFF: (_overview,),
    Role.RESULTS_ADMINISTRATOR: (_results,),
    Role.AUDITOR: (_ledger,),
    Role.SYSTEM_ADMINISTRATOR: (_people, _departments_without_authority, _ledger),
}
"""What stands on the desk of each role. The public has none."""
