"""Comment on a section of a version that is proposed or being drawn up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import contracting, ledger, policies, subjects
from meritbook.actions import contracting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records import clock
from meritbook.records.models import ContractComment, ContractVersion


def perform(
    actor: Actor, *, at: datetime, why: str, version: ContractVersion, section: str, says: str
) -> ContractComment:
    """The comment, read by all who read the version. Either side comments on a proposal, and on its own draft.

    Raises `TextError`; `ForbiddenError`; `OwnCaseError`; `NotYourSideError`; `NothingOpenError`;
    `NoSuchSectionError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4000)
    with transaction.atomic():
        held = contracting.locked_version(version)
        row = held.version
        side, role = contracting.require_side(actor, row, held.appointment, on=on)
        possible.check_not_withdrawn(held.contract)
        possible.check_open(row)
        if row.proposed_at is None:
            possible.check_draft_of(row, side)
        possible.check_section(row.text, section)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        comment = ContractComment.objects.create(
            version=row, section=section, says=says, written_by=actor.user, written_at=at
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="comment_contract",
            subject=subjects.of_contract(held.contract),
            facts=contracting.told(held.contract, row, side=side, section=section, comment=comment.pk),
            records=[comment],
        )
    return comment
