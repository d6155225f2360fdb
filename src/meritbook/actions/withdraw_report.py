"""Withdraw an edition of an annual report, a draft or a published one, with a reason that is shown in its place."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, reporting
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ReportEdition
from meritbook.records.states import REPORT_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, edition: ReportEdition, because: str) -> ReportEdition:
    """The edition, withdrawn. What was published stays on record, and the public reads why it was withdrawn.

    Raises `ForbiddenError`; `StateError`; `TextError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        row = reporting.locked(edition)
        role = require(actor, Capability.PUBLISH_REPORT, row, on=on)
        because = policies.check_text(because, field="because", longest=4_000)
        row.status = next_state(REPORT_MOVES, "withdraw_report", row.status, of=f"Edition {row.number}")
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_because = actor.user, at, because
        row.save(update_fields=["status", "withdrawn_by", "withdrawn_at", "withdrawn_because"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_report",
            subject=reporting.subject(row.report),
            facts=reporting.told(row, was_published=row.was_published),
            records=[row],
        )
    return row
