"""Withdraw a note: a shared one stays on file as withdrawn, a private draft loses its words."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import appointing, ledger, year_facts
from meritbook.actions import contract_year_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import require
from meritbook.records import clock
from meritbook.records.models import EvidenceNote, Sharing

GONE = "This draft was withdrawn before it was shared."


def perform(actor: Actor, *, at: datetime, why: str, note: EvidenceNote, reason: str = "") -> EvidenceNote:
    """The note, withdrawn. A shared one needs a reason.

    Raises `ForbiddenError`; `NotePrivacyError`; `NoteStandsError`; `TextError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = appointing.locked_contract(note.contract)
        row: EvidenceNote = EvidenceNote.objects.select_related("contract__appointment__seat__position").get(pk=note.pk)
        possible.check_author(row, actor)
        role = require(actor, year_facts.capability(actor, held), held, on=on)
        possible.check_note_stands(row)
        private = row.sharing == Sharing.PRIVATE
        kept = possible.check_words(reason, field="reason", required=not private)
        if private:
            row.says, row.about = GONE, ""
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_because = actor.user, at, "" if private else kept
        row.save()
        facts = year_facts.of_note(row) if private else {**year_facts.of_note(row), "reason": kept}
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="withdraw_evidence",
            subject=f"evidence:{row.pk}",
            facts=facts,
            records=[row],
        )
    return row
