"""Share a private draft with the other side: from then on its words stand still."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, ledger, report_evidence, year_facts
from meritbook.actions import contract_year_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import require
from meritbook.records import clock
from meritbook.records.models import EvidenceNote, Sharing


def perform(actor: Actor, *, at: datetime, why: str, note: EvidenceNote) -> EvidenceNote:
    """The note, which the executive, the raters and human resources read from now on, with its files.

    Raises `ForbiddenError`; `NotePrivacyError`; `NoteStandsError`; `NotSignedError`; `NotEvidenceError`.
    """
    on = clock.day_of(at)
    marks = [report_evidence.marks_of_kept(one.document) for one in note.files.select_related("document")]
    with transaction.atomic():
        held = appointing.locked_contract(note.contract)
        row: EvidenceNote = EvidenceNote.objects.select_related("contract__appointment__seat__position").get(pk=note.pk)
        possible.check_author(row, actor)
        role = require(actor, year_facts.capability(actor, held), held, on=on)
        possible.check_private(row)
        possible.signed_text(held)
        for one in marks:
            report_evidence.check(one)
        row.sharing, row.shared_at = Sharing.SHARED, at
        row.save()
        facts = {**year_facts.of_note(row), "files": [one.document.sha256 for one in row.files.all()]}
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="share_evidence",
            subject=f"evidence:{row.pk}",
            facts=facts,
            records=[row],
        )
    return row
