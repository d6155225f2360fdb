"""Take back that a stale measure is included in the draft of an annual report."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, reporting
from meritbook.actions import reporting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ReportInclusion
from meritbook.records.states import REPORT_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, inclusion: ReportInclusion, because: str) -> ReportInclusion:
    """The inclusion, ended; it stays on record.

    Raises `ForbiddenError`; `EditionError` where it has ended or its edition is no draft; `TextError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        edition = reporting.locked(inclusion.edition)
        role = require(actor, Capability.PUBLISH_REPORT, edition, on=on)
        possible.check_draft(edition)
        because = policies.check_text(because, field="because", longest=4_000)
        row = ReportInclusion.objects.select_related("measure").get(pk=inclusion.pk)
        if row.ended_at is not None:
            raise possible.EditionError(f"{row.measure.key} is not included any more.", where=row.measure.key)
        edition.status = next_state(REPORT_MOVES, "end_report_inclusion", edition.status, of=str(edition))
        row.ended_at, row.ended_because = at, because
        row.save(update_fields=["ended_at", "ended_because"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="end_report_inclusion",
            subject=reporting.subject(edition.report),
            facts=reporting.told(edition, measure=row.measure.key),
            records=[row],
        )
    return row
