"""Say of which kind a member is, or let the term end sooner."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import BoardMember


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    member: BoardMember,
    kind: str,
    ends_before: date,
    because: str = "",
) -> BoardMember:
    """The member as changed; a term that is cut short needs a reason.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `BoardTermError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(member.board)
        row: BoardMember = BoardMember.objects.select_for_update(of=("self",)).select_related("board").get(pk=member.pk)
        role = require(actor, Capability.KEEP_BOARD, row, on=on)
        possible.check_stands(held, on)
        policy = boarding.board_policy(on)
        possible.check_kind(kind, (one.key for one in policy.composition.kinds), may_be_unsaid=True)
        policies.check_day_in_range(ends_before, where="ends_before")
        if not row.starts_on < ends_before <= row.ends_before:
            raise possible.BoardTermError(
                "A term ends after its first day, and is never made longer: name the member for another term.",
                where="ends_before",
            )
        if (kind, ends_before) == (row.kind, row.ends_before):
            raise possible.BoardError("That is on record already.", where="kind")
        if ends_before != row.ends_before:
            row.ended_because = policies.check_text(because, field="because", longest=4_000)
        row.kind, row.ends_before = kind, ends_before
        row.save(update_fields=["kind", "ends_before", "ended_because"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="change_board_member",
            subject=f"board:{held.key}",
            facts={"member": row.pk, "kind": kind, "ends_before": ends_before.isoformat()},
            records=[row],
        )
    return row
