"""Set the day on which an approved position enters the service, as its department: the seat is taken from then on."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, nominating, seating
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.dates import day_in_words
from meritbook.core.service.seats import STATE_CAP
from meritbook.core.terms import Term
from meritbook.records import clock
from meritbook.records.models import Nomination, Seat, SeatOrigin
from meritbook.records.states import NOMINATION_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, nomination: Nomination, starts_on: date) -> Nomination:
    """The nomination with its seat, whose first day is `starts_on`; the seat that was reserved is filled with it.

    Raises `ForbiddenError`; `OwnCaseError` for the incumbent; `StateError` for one that is not approved;
    `EntryDayError` for a day before the decision; `DatedActError` for one on which the department does not stand;
    `DayRangeError`; `NoSeatError` where the law has lowered the cap of the state meanwhile; `TextError`.
    """
    on = clock.day_of(at)
    require(actor, Capability.SET_ENTRY_DAY, nomination, on=on)
    with transaction.atomic():
        seating.lock(nomination.position, nomination)
        row = nominating.fresh(nomination)
        role = require(actor, Capability.SET_ENTRY_DAY, row, on=on)  # as it stands now
        status = next_state(NOMINATION_MOVES, "set_entry_day", row.status, of=str(row))
        decided = clock.day_of(row.decided_at) if row.decided_at else on
        if starts_on < decided:
            raise nominating.EntryDayError(
                f"It was decided on {day_in_words(decided)} and cannot enter before.", where="starts_on"
            )
        seating.check_department_on(row.position.department, starts_on)
        verdicts = seating.seat_verdicts(
            row.position.department, on=max(on, starts_on), term=Term(starts_on=starts_on), nomination=row
        )
        seating.check_free([one for one in verdicts if one.rule == STATE_CAP], where=row.position.number)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        seat = Seat.objects.create(
            position=row.position,
            origin=SeatOrigin.NOMINATION,
            starts_on=starts_on,
            entered_by=actor.user,
            entered_at=at,
        )
        row.status, row.starts_on, row.seat = status, starts_on, seat
        row.day_set_by, row.day_set_at = actor.user, at
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="set_entry_day",
            subject=f"nomination:{row.pk}",
            facts={**nominating.told(row), "seat": seat.pk, "starts_on": starts_on.isoformat()},
            records=[row, seat],
        )
    return row
