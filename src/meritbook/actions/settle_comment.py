"""Settle a comment on a contract: say what became of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import contracting, ledger, policies, subjects
from meritbook.actions import contracting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import ContractComment


def perform(actor: Actor, *, at: datetime, why: str, comment: ContractComment, says: str = "") -> ContractComment:
    """The comment, settled by either side; `says` what became of it.

    Raises `TextError`; `ForbiddenError`; `OwnCaseError`; `NotYourSideError`; `SettledError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4000, required=False)
    with transaction.atomic():
        held = contracting.locked_version(comment.version)
        row = ContractComment.objects.select_for_update().get(pk=comment.pk)
        row.version = held.version
        side, role = contracting.require_side(actor, row, held.appointment, on=on)
        if held.version.proposed_at is None:
            possible.check_draft_of(held.version, side)
        possible.check_unsettled(row)
        row.settled_by, row.settled_at, row.settled_says = actor.user, at, says
        row.save(update_fields=["settled_by", "settled_at", "settled_says"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="settle_comment",
            subject=subjects.of_contract(held.contract),
            facts=contracting.told(held.contract, held.version, side=side, section=row.section, comment=row.pk),
            records=[row],
        )
    return row
