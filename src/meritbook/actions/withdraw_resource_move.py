"""Withdraw a record of resources moved that was wrong; the right one is put on record anew."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies
from meritbook.actions import reporting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ResourceMove


def perform(actor: Actor, *, at: datetime, why: str, move: ResourceMove, because: str) -> ResourceMove:
    """The record, withdrawn; what was published of it stays published.

    Raises `ForbiddenError`; `MoveError` where it was withdrawn already; `TextError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        row = ResourceMove.objects.select_for_update(of=("self",)).get(pk=move.pk)
        role = require(actor, Capability.KEEP_PLAN, row, on=on)
        because = policies.check_text(because, field="because", longest=4_000)
        possible.check_move_stands(row)
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_because = actor.user, at, because
        row.save(update_fields=["withdrawn_by", "withdrawn_at", "withdrawn_because"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_resource_move",
            subject=f"resourcemove:{row.pk}",
            facts={"moved_on": row.moved_on.isoformat()},
            records=[row],
        )
    return row
