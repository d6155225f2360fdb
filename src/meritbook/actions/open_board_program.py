"""Open a service or program that a board pays a provider for."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import BoardProgram, LocalBoard


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    board: LocalBoard,
    key: str,
    title: str,
    provider: str,
    kind: str,
    priority: str,
    starts_on: date,
) -> BoardProgram:
    """The program, running from the day on.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `TakenError`; `CommunityPlanError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(board)
        role = require(actor, Capability.KEEP_BOARD, held, on=on)
        possible.check_stands(held, on)
        policies.check_day_in_range(starts_on, where="starts_on")
        policy = boarding.board_policy(on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = BoardProgram.objects.create(
            board=held,
            key=possible.check_program_new(held, key),
            title=policies.check_text(title, field="title", longest=200),
            provider=policies.check_text(provider, field="provider", longest=200),
            kind=possible.check_kind(kind, (one.key for one in policy.services.kinds)),
            priority=possible.check_priority(held, priority, max(on, starts_on)),
            starts_on=starts_on,
            opened_by=actor.user,
            opened_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="open_board_program",
            subject=f"board:{held.key}",
            facts={"program": row.key, "provider": row.provider, "priority": row.priority},
            records=[row],
        )
    return row
