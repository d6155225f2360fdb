"""Withdraw a notice of dismissal, with the reason; it stays on record."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, ledger, notice_policies, policies
from meritbook.actions import appointing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import DismissalNotice


def perform(actor: Actor, *, at: datetime, why: str, notice: DismissalNotice, reason: str) -> DismissalNotice:
    """The notice, withdrawn; its day of separation is the last on which that can be.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `NoticeStandsError`; `NoticeTookEffectError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason")
    with transaction.atomic():
        held = appointing.locked(notice.appointment)
        role = require(actor, Capability.SERVE_NOTICE, held, on=on)
        row = DismissalNotice.objects.select_for_update().get(pk=notice.pk)
        possible.check_notice_stands(row)
        row.appointment = held
        notice_policies.check_before_separation(row, on=on)
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_because = actor.user, at, reason
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_notice",
            subject=f"notice:{row.pk}",
            facts={"position": held.seat.position.number, "executive": held.executive.username, "reason": reason},
            records=[row],
        )
    return row
