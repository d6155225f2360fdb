"""Begin a revised edition of a published annual report; the published one stands until the revised one is published."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, reporting
from meritbook.actions import reporting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import AnnualReport, EditionStatus, ReportEdition, ReportInclusion
from meritbook.records.states import REPORT_MOVES, next_state


def perform(actor: Actor, *, at: datetime, why: str, report: AnnualReport, because: str) -> ReportEdition:
    """The next edition, a draft with the words of the newest that was published, and with what was included by name.

    Raises `ForbiddenError`; `EditionError` where nothing was published or a draft is under way; `TextError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = AnnualReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
        role = require(actor, Capability.KEEP_PLAN, held, on=on)
        because = policies.check_text(because, field="because", longest=4_000)
        editions = list(held.editions.order_by("number"))
        published = [one for one in editions if one.was_published]
        if not published:
            raise possible.EditionError("No edition was published yet.", where=held.key)
        if any(one.status == EditionStatus.DRAFT for one in editions):
            raise possible.EditionError("A draft of this report is under way already.", where=held.key)
        before = published[-1]
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = ReportEdition.objects.create(
            report=held,
            number=editions[-1].number + 1,
            status=next_state(REPORT_MOVES, "revise_report", "", of="The edition"),
            revises=before,
            because=because,
            begun_by=actor.user,
            begun_at=at,
        )
        text = reporting.put_words(row, reporting.newest_text(before).words, number=1, by=actor.user, at=at)
        taken = [
            ReportInclusion.objects.create(
                edition=row,
                measure_id=one.measure_id,
                because=one.because,
                included_by_id=one.included_by_id,
                included_at=one.included_at,
            )
            for one in before.inclusions.filter(ended_at__isnull=True).order_by("pk")
        ]
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="revise_report",
            subject=reporting.subject(held),
            facts=reporting.told(row, revises=before.number),
            records=[row, text, *taken],
        )
    return row
