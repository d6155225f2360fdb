"""Name a member of a board for a term."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import BoardMember, LocalBoard


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    board: LocalBoard,
    name: str,
    kind: str,
    starts_on: date,
    ends_before: date,
) -> BoardMember:
    """The member; `kind` is empty while nobody has said it, and the term ends before `ends_before`.

    Raises `ForbiddenError`; `TextError`; `BoardError`; `BoardTermError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.locked(board)
        role = require(actor, Capability.KEEP_BOARD, held, on=on)
        possible.check_stands(held, on)
        policy = boarding.board_policy(on)
        said = policies.check_text(name, field="name", longest=150)
        possible.check_kind(kind, (one.key for one in policy.composition.kinds), may_be_unsaid=True)
        possible.check_member_term(held, said, starts_on, ends_before, policy)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = BoardMember.objects.create(
            board=held,
            name=said,
            person=said.casefold(),
            kind=kind,
            starts_on=starts_on,
            ends_before=ends_before,
            named_by=actor.user,
            named_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="name_board_member",
            subject=f"board:{held.key}",
            facts={
                "member": row.pk,
                "kind": kind,
                "starts_on": starts_on.isoformat(),
                "ends_before": ends_before.isoformat(),
            },
            records=[row],
        )
    return row
