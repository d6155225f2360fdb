"""Review, as the State Personnel Director, whether a position still meets the criteria of the service."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import appointing, ledger, policies
from meritbook.actions import appointing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import CriteriaReview, Seat


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    seat: Seat,
    still_met: bool,
    says: str,
    starts_on: date | None = None,
) -> CriteriaReview:
    """The review, which counts from `starts_on` (default: that day). The law drafts what follows from it.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `DayRangeError`; `SeatTermError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says")
    first = starts_on or on
    with transaction.atomic():
        seat = appointing.locked_seat(seat)
        role = require(actor, Capability.REVIEW_SEAT, seat, on=on)
        possible.check_seat_covers(seat, first)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = CriteriaReview.objects.create(
            seat=seat, on=first, still_met=still_met, says=says, reviewed_by=actor.user, reviewed_at=at
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="review_seat",
            subject=f"seat:{seat.pk}",
            facts={
                "position": seat.position.number,
                "on": first.isoformat(),
                "still_met": still_met,
                "says": says,
            },
            records=[row],
        )
    return row
