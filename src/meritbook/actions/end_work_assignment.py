"""End somebody's assignment to an initiative after a last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from meritbook.actions import helping_policies as possible
from meritbook.actions import ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import WorkAssignment


def perform(actor: Actor, *, at: datetime, why: str, assignment: WorkAssignment, last_day: date) -> WorkAssignment:
    """The assignment with its end. Raises `ForbiddenError`; `AssignmentError`; `DayRangeError`."""
    with transaction.atomic():
        rows = WorkAssignment.objects.select_for_update(of=("self",)).select_related("person")
        held: WorkAssignment = rows.get(pk=assignment.pk)
        role = require(actor, Capability.ASSIGN_WORK, held, on=clock.day_of(at))
        possible.check_end(held, last_day)
        held.ends_before = last_day + timedelta(days=1)
        held.save(update_fields=["ends_before"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="end_work_assignment",
            subject=f"user:{held.person.username}",
            facts={"assignment": held.pk, "last_day": last_day.isoformat()},
            records=[held],
        )
    return held
