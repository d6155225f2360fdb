"""Change a private draft: its author alone, as long as nobody else has read it."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import appointing, ledger, year_facts
from meritbook.actions import contract_year_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import require
from meritbook.records import clock
from meritbook.records.models import EvidenceNote


def perform(
    actor: Actor, *, at: datetime, why: str, note: EvidenceNote, says: str, happened_on: date, about: str = ""
) -> EvidenceNote:
    """The draft with its new words.

    Raises `ForbiddenError`; `NotePrivacyError`; `NoteStandsError`; `TextError`; `NotSignedError`; `YearDayError`;
    `NoSuchObjectiveError`.
    """
    on = clock.day_of(at)
    kept = possible.check_words(says, field="says")
    with transaction.atomic():
        held = appointing.locked_contract(note.contract)
        row: EvidenceNote = EvidenceNote.objects.select_related("contract__appointment__seat__position").get(pk=note.pk)
        possible.check_author(row, actor)
        role = require(actor, year_facts.capability(actor, held), held, on=on)
        possible.check_private(row)
        possible.check_about(possible.signed_text(held), about)
        possible.check_in_year(held, happened_on, where="happened_on")
        possible.check_has_come(happened_on, on=on, where="happened_on")
        row.says, row.happened_on, row.about = kept, happened_on, about
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="change_evidence",
            subject=f"evidence:{row.pk}",
            facts=year_facts.of_note(row),
            records=[row],
        )
    return row
