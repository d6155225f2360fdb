"""Approve an investment or refuse it, with the reason; never by whoever proposed it or wrote its figures."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, returning
from meritbook.actions import returning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.records import clock
from meritbook.records.models import ReturnCase
from meritbook.records.states import RETURN_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, case: ReturnCase, approve: bool, says: str, sha256: str = ""
) -> ReturnCase:
    """The case, decided. `sha256` is the version that the person read: another is refused.

    Raises `ForbiddenError`; `StateError`; `ReturnChangedError`; `ReturnDeciderError`; `ReturnNotReadyError`;
    `TextError`; `ReturnPolicyError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        row = returning.locked(case)
        require(actor, Capability.KEEP_RETURN, row, on=on)
        status = next_state(
            RETURN_MOVES, f"decide_return ({'approve' if approve else 'refuse'})", row.status, of=row.key
        )
        version = returning.current(row)
        possible.check_same(version, sha256)
        role = possible.check_can_decide(
            Standing(actor.user, on), row, version, returning.return_policy(on), approve=approve
        )
        row.status, row.decided_by, row.decided_at = status, actor.user, at
        row.decided_as, row.decision_says = role, says
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="decide_return",
            subject=returning.subject(row),
            facts=returning.told(version, approved=approve),
            records=[row],
        )
    return row
