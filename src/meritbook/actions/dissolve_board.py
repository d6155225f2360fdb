"""Dissolve a board from a day on; its terms, its programs and its area end with it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.records import clock
from meritbook.records.models import LocalBoard
from meritbook.records.models.common import Vouched


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    board: LocalBoard,
    ends_before: date,
    because: str,
) -> LocalBoard:
    """The board, with its end.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `BoardDeciderError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(board)
        require(actor, Capability.KEEP_BOARD, held, on=on)
        role = possible.check_decider(Standing(actor.user, on), held, boarding.board_policy(on))
        policies.check_day_in_range(ends_before, where="ends_before")
        if held.ends_before is not None or ends_before <= held.starts_on:
            raise possible.BoardError(
                "The board has an end already, or would end before it began.", where="ends_before"
            )
        held.ends_before = ends_before
        held.ended_because = policies.check_text(because, field="because", longest=4_000)
        held.save(update_fields=["ends_before", "ended_because"])
        ended: list[Vouched] = []
        for rows in (held.areas, held.members, held.designations, held.plans, held.programs):
            for one in rows.on(ends_before).select_for_update(of=("self",)).filter(starts_on__lt=ends_before):
                one.ends_before = ends_before
                one.save(update_fields=["ends_before"])
                ended.append(one)
        row = held
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="dissolve_board",
            subject=f"board:{held.key}",
            facts={"ends_before": ends_before.isoformat(), "ended_with_it": len(ended)},
            records=[held, *ended],
        )
    return row
