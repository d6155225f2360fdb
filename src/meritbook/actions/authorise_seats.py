"""Authorise seats beyond a department's entitlement, for a cause and a term."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, policies, seating
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Department, SeatAuthorisation

MOST_SEATS = 999


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    department: Department,
    seats: int,
    cause: str,
    starts_on: date | None = None,
    ends_before: date | None = None,
) -> SeatAuthorisation:
    """The authorisation, from `starts_on` (the day of the action when none is given); without an end until it is ended.

    The State Personnel Director authorises; the cap of the whole state stays what it is. Raises `ForbiddenError`;
    `DatedActError` for a day on which the department does not stand, or an end before the first day;
    `DayRangeError`; `TextError`.
    """
    on = clock.day_of(at)
    role = require(actor, Capability.AUTHORISE_SEATS, department, on=on)
    cause = policies.check_text(cause, field="cause")
    first = starts_on or on
    if not 1 <= seats <= MOST_SEATS:
        raise policies.TextError(f"Seats are a whole number from 1 to {MOST_SEATS}.", where="seats")
    if ends_before is not None:
        policies.check_day_in_range(ends_before, where="ends_before")
    if ends_before is not None and ends_before <= first:
        raise seating.DatedActError("It would end before its first day.", where="ends_before")
    with transaction.atomic():
        seating.lock(department)
        department = Department.objects.get(pk=department.pk)
        seating.check_department_on(department, first)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = SeatAuthorisation.objects.create(
            department=department,
            seats=seats,
            cause=cause,
            starts_on=first,
            ends_before=ends_before,
            authorised_by=actor.user,
            authorised_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="authorise_seats",
            subject=f"department:{department.pk}",
            facts={
                "department": department.code,
                "department_id": department.pk,
                "authorisation": row.pk,
                "seats": seats,
                "cause": cause,
                "starts_on": first.isoformat(),
                "ends_before": ends_before.isoformat() if ends_before else None,
            },
            records=[row],
        )
    return row
