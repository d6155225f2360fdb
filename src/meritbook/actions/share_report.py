"""Show somebody the report of one's own assessment, or a part of it, until one takes it back or a last day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction

from meritbook.actions import assessing, ledger
from meritbook.actions import report_sharing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import MultiraterAssessment, ReportShare, User


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    assessment: MultiraterAssessment,
    reader: User,
    relation: str,
    competencies: Sequence[str],
    comments: bool = False,
    last_day: date | None = None,
) -> ReportShare:
    """What is shown from today on: the competencies named by their keys, with the comments on them where said so.

    `relation` is a reader of the policy under which the assessment was made. Raises `ForbiddenError`; `NotClosedError`;
    `ReaderError`; `PartError`; `ShareDayError`; `DayRangeError`; `SharedAlreadyError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        rows = MultiraterAssessment.objects.select_for_update(of=("self",)).select_related("told")
        row = rows.get(pk=assessment.pk)
        role = require(actor, Capability.READ_OWN_REPORT, row, on=on)
        part = possible.check_part(row, competencies)
        possible.check_reader(row, reader, relation, on=on)
        ends_before = possible.check_last_day(last_day, on=on)
        standing = row.shares.filter(reader=reader, withdrawn_at__isnull=True).select_related("reader").first()
        possible.check_not_shared(standing, on=on)
        if standing is not None:
            # Its last day has passed: it makes room.
            standing.withdrawn_at = at
            standing.save(update_fields=["withdrawn_at"])
        try:
            with transaction.atomic():
                share = ReportShare.objects.create(
                    assessment=row,
                    reader=reader,
                    relation=relation,
                    competencies_json=canonical_json(part),
                    comments=comments,
                    starts_on=on,
                    ends_before=ends_before,
                    shared_at=at,
                )
        except IntegrityError as problem:
            raise possible.SharedAlreadyError("They are shown a part of the report.", where="reader") from problem
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="share_report",
            subject=assessing.subject(row),
            facts={
                "reader": reader.username,
                "relation": relation,
                "competencies": part,
                "comments": comments,
                "last_day": last_day.isoformat() if last_day else None,
            },
            records=[share, *([standing] if standing is not None else [])],
        )
    return share
