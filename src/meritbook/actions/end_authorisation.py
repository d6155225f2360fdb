"""End an authorisation of further seats, or take it back before its first day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, policies, seating
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import SeatAuthorisation


def perform(
    actor: Actor, *, at: datetime, why: str, authorisation: SeatAuthorisation, ends_before: date | None = None
) -> SeatAuthorisation:
    """The authorisation, ended before that day (the day of the action when none is given).

    One that would end on or before its first day is taken back: it never held. Nobody leaves by this alone; a
    department that is over afterwards gets no further seat. Raises `ForbiddenError`; `DatedActError` for one that has
    ended by then already; `DayRangeError`.
    """
    on = clock.day_of(at)
    role = require(actor, Capability.AUTHORISE_SEATS, authorisation.department, on=on)
    last = ends_before or on
    policies.check_day_in_range(last, where="ends_before")
    with transaction.atomic():
        seating.lock(authorisation.department)
        row: SeatAuthorisation = SeatAuthorisation.objects.select_related("department").get(pk=authorisation.pk)
        if row.revoked_at is not None or (row.ends_before is not None and row.ends_before <= last):
            raise seating.DatedActError("The authorisation has ended by then already.", where="ends_before")
        seating.end_authorisation(row, last, by=actor.user, at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="end_authorisation",
            subject=f"department:{row.department_id}",
            facts={
                "department": row.department.code,
                "department_id": row.department_id,
                "authorisation": row.pk,
                "ends_before": None if row.revoked_at else last.isoformat(),
                "taken_back": row.revoked_at is not None,
            },
            records=[row],
        )
    return row
