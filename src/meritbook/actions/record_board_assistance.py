"""Record training or technical assistance given to a board."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import AssistanceKind, BoardAssistance, LocalBoard, User


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    board: LocalBoard,
    kind: str,
    given_on: date,
    hours: Decimal,
    topic: str,
    people: int,
    says: str = "",
    given_by: User | None = None,
) -> BoardAssistance:
    """What was given; by whoever records it where nobody is named.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(board)
        role = require(actor, Capability.KEEP_BOARD, held, on=on)
        possible.check_stands(held, on)
        possible.check_kind(kind, AssistanceKind.values)
        possible.check_has_come(given_on, on=on, where="given_on")
        possible.check_persons(people, where="people")
        if not hours.is_finite() or not 0 < hours <= 1_000 or hours != round(hours, 2):
            raise possible.BoardError("Give the hours above zero, with at most two decimal places.", where="hours")
        if people == 0:
            raise possible.BoardError("Give how many took part; nobody is no training.", where="people")
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = BoardAssistance.objects.create(
            board=held,
            kind=kind,
            given_on=given_on,
            given_by=given_by or actor.user,
            hours=hours,
            topic=policies.check_text(topic, field="topic", longest=200),
            people=people,
            says=policies.check_text(says, field="says", longest=4_000, required=False),
            recorded_by=actor.user,
            recorded_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_board_assistance",
            subject=f"board:{held.key}",
            facts={"kind": kind, "hours": str(hours), "people": people, "given_on": given_on.isoformat()},
            records=[row],
        )
    return row
