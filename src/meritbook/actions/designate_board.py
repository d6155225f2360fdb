"""Designate a board for a term, as the policy on local boards leaves it to."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.records import clock
from meritbook.records.models import BoardDesignation, LocalBoard


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    board: LocalBoard,
    starts_on: date,
    ends_before: date,
    says: str,
) -> BoardDesignation:
    """The designation.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `BoardTermError`; `BoardDeciderError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(board)
        require(actor, Capability.KEEP_BOARD, held, on=on)
        possible.check_stands(held, on)
        policy = boarding.board_policy(on)
        role = possible.check_decider(Standing(actor.user, on), held, policy)
        possible.check_designation(held, starts_on, ends_before, policy)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = BoardDesignation.objects.create(
            board=held,
            starts_on=starts_on,
            ends_before=ends_before,
            says=policies.check_text(says, field="says", longest=4_000),
            decided_by=actor.user,
            decided_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="designate_board",
            subject=f"board:{held.key}",
            facts={"starts_on": starts_on.isoformat(), "ends_before": ends_before.isoformat()},
            records=[row],
        )
    return row
