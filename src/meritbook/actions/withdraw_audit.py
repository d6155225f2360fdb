"""Withdraw an audit that is under way and in which nothing is rated, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import auditing, ledger, policies
from meritbook.actions import auditing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Audit, TrustRating
from meritbook.records.states import AUDIT_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, audit: Audit, because: str) -> Audit:
    """The audit, withdrawn; it and its findings stay on record.

    Raises `ForbiddenError`; `OwnCaseError`; `AuditEndedError`; `AuditError` once a measure of it is rated; `TextError`.
    """
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        held = auditing.locked(audit)
        role = require(actor, Capability.AUDIT_MEASURE, held, on=on)
        possible.check_under_way(held)
        if TrustRating.objects.filter(audited__audit=held).exists():
            raise possible.AuditError("A measure is rated by it already; rate the others too.", where="audit")
        held.status = next_state(AUDIT_MOVES, "withdraw_audit", held.status, of=held.title)
        held.ended_at, held.ended_because = at, because
        held.save(update_fields=["status", "ended_at", "ended_because"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_audit",
            subject=f"audit:{held.pk}",
            facts={"title": held.title},
            records=[held],
        )
    return held
