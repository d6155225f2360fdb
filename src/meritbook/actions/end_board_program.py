"""End a program of a board before a day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import BoardProgram


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    program: BoardProgram,
    ends_before: date,
) -> BoardProgram:
    """The program, with its end.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(program.board)
        row: BoardProgram = (
            BoardProgram.objects.select_for_update(of=("self",)).select_related("board").get(pk=program.pk)
        )
        role = require(actor, Capability.KEEP_BOARD, row, on=on)
        policies.check_day_in_range(ends_before, where="ends_before")
        if ends_before <= row.starts_on or row.ends_before is not None:
            raise possible.BoardError(
                "The program has an end already, or would end before it began.", where="ends_before"
            )
        row.ends_before = ends_before
        row.save(update_fields=["ends_before"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="end_board_program",
            subject=f"board:{held.key}",
            facts={"program": row.key, "ends_before": ends_before.isoformat()},
            records=[row],
        )
    return row
