"""Enter one's own hours in a results initiative on a day."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import helping_policies as possible
from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.measuring import of_department_or_all
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.records import clock
from meritbook.records.models import Department, HelpRequest, User, WorkHours


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    department: Department | None,
    initiative: str,
    kind: str,
    worked_on: date,
    hours: Decimal,
    people: int | None = None,
    request: HelpRequest | None = None,
    says: str = "",
) -> WorkHours:
    """The hours, in quarters. `people`: how many were trained. `request`: the help that they were spent on.

    Raises `ForbiddenError`; `NotAssignedError`; `HoursError`; `HelpError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=1_000, required=False)
    with transaction.atomic():
        role = require(actor, Capability.GIVE_HELP, of_department_or_all(WorkHours, department), on=on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        initiative = possible.check_initiative(initiative)
        # Two entries at once may not make a day longer than it is.
        User.objects.select_for_update().get(pk=actor.user.pk)
        possible.check_hours(actor.user, worked_on, hours, kind, people, on)
        standing = Standing(actor.user, worked_on)
        possible.check_assigned(standing, initiative, department.pk if department else None)
        possible.check_hours_of(request, initiative, department)
        row = WorkHours.objects.create(
            department=department,
            person=actor.user,
            worked_on=worked_on,
            initiative=initiative,
            kind=kind,
            hours=hours,
            people=people,
            request=request,
            says=says,
            recorded_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_work_hours",
            subject=f"hours:{row.pk}",
            facts={"worked_on": worked_on.isoformat(), "initiative": initiative, "kind": kind, "hours": str(hours)},
            records=[row],
        )
    return row
