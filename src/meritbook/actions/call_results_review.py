"""Call the quarterly review of a department, or of the enterprise, for a day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, returning, reviewing
from meritbook.actions import reviewing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Department, ResultsReview
from meritbook.records.states import REVIEW_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, department: Department | None, quarter: date, held_on: date
) -> ResultsReview:
    """The review, called. `quarter` is a day of the fiscal quarter that it looks back on.

    Raises `ForbiddenError`; `ReviewError`; `ReviewTakenError`; `DayRangeError`; `ReturnPolicyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        role = require(actor, Capability.HOLD_REVIEW, reviewing.of_department_or_all(ResultsReview, department), on=on)
        starts_in = returning.return_policy(on).fiscal_year_starts_in
        period = possible.check_quarter(department, quarter, starts_in, on=on)
        possible.check_held_on(held_on, period)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = ResultsReview.objects.create(
            department=department,
            starts_on=period.starts_on,
            ends_before=period.ends_before,
            quarter=period.label,
            held_on=held_on,
            status=next_state(REVIEW_MOVES, "call_results_review", "", of=period.label),
            called_by=actor.user,
            called_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="call_results_review",
            subject=reviewing.subject(row),
            facts={
                "department": department.code if department else None,
                "quarter": row.quarter,
                "held_on": held_on.isoformat(),
            },
            records=[row],
        )
    return row
