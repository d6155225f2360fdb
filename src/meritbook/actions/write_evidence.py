"""Write a note of evidence: a private draft of its author, or one that is shared at once."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import appointing, ledger, year_facts
from meritbook.actions import contract_year_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import require
from meritbook.records import clock
from meritbook.records.models import EvidenceNote, PerformanceContract, Sharing


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    contract: PerformanceContract,
    says: str,
    happened_on: date,
    about: str = "",
    shared: bool = False,
) -> EvidenceNote:
    """The note. Of a private one the ledger holds nothing but that there is one, so `why` says nothing of it either.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `NotSignedError`; `YearDayError`; `NoSuchObjectiveError`.
    """
    on = clock.day_of(at)
    kept = possible.check_words(says, field="says")
    with transaction.atomic():
        held = appointing.locked_contract(contract)
        role = require(actor, year_facts.capability(actor, held), held, on=on)
        text = possible.signed_text(held)
        possible.check_about(text, about)
        possible.check_in_year(held, happened_on, where="happened_on")
        possible.check_has_come(happened_on, on=on, where="happened_on")
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        note = EvidenceNote.objects.create(
            contract=held,
            about=about,
            happened_on=happened_on,
            says=kept,
            by_executive=actor.user.pk == held.appointment.executive_id,
            sharing=Sharing.SHARED if shared else Sharing.PRIVATE,
            written_by=actor.user,
            written_at=at,
            shared_at=at if shared else None,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="write_evidence",
            subject=f"evidence:{note.pk}",
            facts=year_facts.of_note(note),
            records=[note],
        )
    return note
