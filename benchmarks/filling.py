"""Fills a data folder with a state of many positions, quickly.

The rows are those that the actions would save, each vouched for by a ledger entry of its own, so that
`meritbook verify` finds the home sound; only the checks of policy and permission are left out, and everything is one
transaction. It is for benchmarks alone. Django must be set up, and the database migrated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import transaction

from benchmarks.positions import POSITIONS
from meritbook.actions import install_shipped_plans, ledger
from meritbook.actions.actor import SYSTEM
from meritbook.core.allocation.engine import PlanText, allocate
from meritbook.core.allocation.model import AllocationResult
from meritbook.core.positions.layout import lay_out
from meritbook.core.positions.model import PositionDescription
from meritbook.core.values import canonical_json, digest
from meritbook.records.models import (
    AllocationRun,
    ClassEntry,
    Decision,
    Department,
    PlanRevision,
    Position,
    PositionVersion,
    Role,
    RoleAssignment,
    User,
)
from meritbook.records.models.common import Vouched

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WHY = "Filled for a benchmark."
SPAN = 8
"""How many positions report to one."""


@dataclass(frozen=True)
class Filled:
    """What lies in the home now, as far as the pages need it."""

    users: dict[str, int]
    """Key of the person who holds each role."""
    assignment: int
    """Key of the analyst's role assignment."""
    position: int
    """Key of the first position: the executive's, with a run and a decision."""
    decision: int
    """Key of the decision on it."""
    positions: int
    runs: int
    decisions: int
    ledger: int


def _people(departments: list[Department]) -> dict[str, User]:
    users = {}
    for role in Role:
        user = User(username=f"bench-{role.value}", full_name=f"Bench {role.label}", created_at=AT)
        user.set_unusable_password()
        user.save()
        here = role in {Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR, Role.APPOINTING_AUTHORITY}
        assignment = RoleAssignment.objects.create(
            user=user, role=role, department=departments[0] if here else None, starts_on=date(2026, 1, 1), granted_at=AT
        )
        _vouch("fill_user", f"user:{user.pk}", user, assignment)
        users[role.value] = user
    return users


def _vouch(action: str, subject: str, *rows: Vouched) -> None:
    ledger.write(SYSTEM, role="system", at=AT, why=WHY, action=action, subject=subject, records=rows)


def _description(number: int, department: Department) -> PositionDescription:
    template = POSITIONS[number % len(POSITIONS)]
    return template.model_copy(
        update={
            "number": f"{number:06d}",
            "working_title": f"{template.working_title} {number}",
            "department": department.name,
            "budget": Decimal(100_000 + 1_000 * number),
        }
    )


def _decide(run: AllocationRun, result: AllocationResult, by: User) -> Decision:
    answer = result.allocation
    entry = None
    if answer.status == "allocated":
        assert answer.plan_revision is not None
        entry = ClassEntry.objects.get(
            plan_revision__key=answer.plan, plan_revision__revision=answer.plan_revision, ref=answer.class_ref
        )
    decision = Decision.objects.create(
        position=run.position_version.position,
        run=run,
        number=1,
        outcome="class" if entry else "none",
        class_entry=entry,
        agrees=answer.status != "undetermined",
        reason="" if answer.status != "undetermined" else WHY,
        decided_by=by,
        decided_at=AT,
        starts_on=AT.date(),
    )
    _vouch("fill_decision", f"decision:{decision.pk}", decision)
    return decision


@transaction.atomic
def fill(positions: int, allocated: int) -> Filled:
    """Enter the shipped plans, people in every role, and positions, the first `allocated` of them with decisions."""
    install_shipped_plans.perform(SYSTEM, at=AT, why=WHY)
    departments = [
        Department.objects.create(code=f"D{number:02d}", name=f"Department {number:02d}", starts_on=date(2026, 1, 1))
        for number in range(1, 21)
    ]
    for department in departments:
        _vouch("fill_department", f"department:{department.pk}", department)
    users = _people(departments)
    author, signer, analyst = users["agency_hr"], users["appointing_authority"], users["analyst"]
    revisions = list(PlanRevision.objects.filter(withdrawn_at__isnull=True, ends_before__isnull=True).order_by("key"))
    texts = [PlanText(revision.plan, revision.document) for revision in revisions]
    made: list[Position] = []
    for number in range(1, positions + 1):
        department = departments[(number - 1) // SPAN % len(departments)]
        described = _description(number, department)
        position = Position.objects.create(
            department=department,
            number=described.number,
            title=described.working_title,
            incumbent=users["executive"] if number == 1 else None,
            supervisor=made[(number - 2) // SPAN] if number > 1 else None,
            appointing_authority=signer,
            created_by=author,
            created_at=AT,
        )
        made.append(position)
        version = PositionVersion.objects.create(
            position=position,
            version=1,
            status="official",
            description_json=canonical_json(described),
            digest=digest(described),
            document_json=canonical_json(lay_out(described)[0]),
            created_by=author,
            created_at=AT,
            submitted_by=author,
            submitted_at=AT,
            signed_by=signer,
            signed_at=AT,
        )
        _vouch("fill_position", f"position:{position.pk}", position, version)
        if number <= allocated:
            result = allocate(described, texts)
            run = AllocationRun.objects.create(
                position_version=version,
                number=1,
                result_json=canonical_json(result),
                result_sha256=digest(result),
                status=result.allocation.status,
                run_by=analyst,
                run_at=AT,
            )
            run.plan_revisions.set(revisions)
            _vouch("fill_run", f"run:{run.pk}", run)
            _decide(run, result, analyst)
    return Filled(
        users={role: user.pk for role, user in users.items()},
        assignment=RoleAssignment.objects.get(user=analyst).pk,
        position=made[0].pk,
        decision=Decision.objects.get(position=made[0]).pk,
        positions=positions,
        runs=AllocationRun.objects.count(),
        decisions=Decision.objects.count(),
        ledger=ledger.anchor().count,
    )
