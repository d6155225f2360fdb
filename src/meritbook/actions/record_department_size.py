"""Record the FTE of a department's permanent positions, from a day on."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import ledger, policies, seating
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Department, DepartmentSize

MOST_FTE = Decimal("999999.99")


def check_fte(fte: Decimal) -> Decimal:
    """A number of FTE with at most two decimals; raises `TextError`."""
    if not fte.is_finite() or not 0 <= fte <= MOST_FTE or fte != round(fte, 2):
        raise policies.TextError(
            f"FTE are a number from 0 to {MOST_FTE:,} with at most two decimals.", where="permanent_fte"
        )
    return fte.quantize(Decimal("0.01"))


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    department: Department,
    permanent_fte: Decimal,
    source: str,
    starts_on: date | None = None,
) -> DepartmentSize:
    """The size, from `starts_on` (the day of the action when none is given); the one before ends on that day.

    A figure of the very same day is corrected; one that begins later keeps its days. Whoever is over afterwards gets
    no further seat, and nobody leaves by this alone. Raises `ForbiddenError`; `DatedActError` for a day on which the
    department does not stand; `DayRangeError`; `TextError`.
    """
    on = clock.day_of(at)
    role = require(actor, Capability.RECORD_SIZE, department, on=on)
    fte = check_fte(permanent_fte)
    source = policies.check_text(source, field="source", longest=300)
    first = starts_on or on
    with transaction.atomic():
        seating.lock(department)
        department = Department.objects.get(pk=department.pk)
        seating.check_department_on(department, first)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        corrects = department.sizes.filter(starts_on=first).first()
        row, saved = seating.put_size(department, fte=fte, starts_on=first, source=source, by=actor.user, at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_department_size",
            subject=f"department:{department.pk}",
            facts={
                "department": department.code,
                "department_id": department.pk,
                "permanent_fte": str(fte),
                "starts_on": first.isoformat(),
                "source": source,
                "corrects": corrects is not None,
            },
            records=saved,
        )
    return row
