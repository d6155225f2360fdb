"""Set the report of one's own competency assessment as a file, anew where it says otherwise by now."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import assessing, ledger
from meritbook.actions import assessment_reports as told
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import MultiraterAssessment, ReportPaper


def perform(actor: Actor, *, at: datetime, why: str, assessment: MultiraterAssessment) -> ReportPaper:
    """The paper, for its person alone.

    Raises `ForbiddenError`; `NotClosedError`; `CompetencyPolicyError`; `LetterError`.
    """
    on = clock.day_of(at)
    row = MultiraterAssessment.objects.select_related(*told.TOLD).get(pk=assessment.pk)
    role = require(actor, Capability.READ_OWN_REPORT, row, on=on)
    data = told.set_paper(row, told.average_of(row), on=on)
    with transaction.atomic():
        paper, saved = told.keep_paper(actor, row, data, at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="set_report",
            subject=assessing.subject(row),
            facts={"anew": bool(saved)},
            records=saved or [paper],
        )
    return paper
