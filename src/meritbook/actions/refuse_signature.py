"""Refuse to sign the agreed words of a contract, with the reason. Whoever refused may still sign later."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, signing
from meritbook.actions import signing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import ContractSignature, ContractVersion, SignatureKind


def perform(
    actor: Actor, *, at: datetime, why: str, version: ContractVersion, role: str, seen_sha256: str, reason: str
) -> ContractSignature:
    """The refusal, which is shown as what it is and hinders nothing.

    Raises `ForbiddenError`; `OwnCaseError`; `OwnAuthorityError`; `NotYourPartError`; `DelegationEndedError`;
    `NotAgreedError`; `AlreadySignedError`; `NotAskedError`; `SealBrokenError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(reason, field="reason", longest=4000)
    part = possible.check_role(role)
    with transaction.atomic():
        held = signing.locked(version)
        as_role, delegation = signing.part_of(actor, part, held, on=on)
        possible.check_not_signed(held, part)
        possible.check_agreed(held)
        signing.check_asked(held, part, on=on)
        possible.check_seen(held, seen_sha256)
        assert actor.user is not None  # noqa: S101  # the program itself signs nothing
        row = ContractSignature.objects.create(
            version=held,
            role=part,
            kind=SignatureKind.REFUSED,
            signed_by=actor.user,
            signed_at=at,
            recorded_by=actor.user,
            delegation=delegation,
            sections_json=canonical_json(held.text.hashes()),
            text_sha256=held.sha256,
            says=says,
        )
        ledger.write(
            actor,
            role=as_role,
            at=at,
            why=why,
            action="refuse_signature",
            subject=signing.subject(held.contract),
            facts={"version": held.number, "role": str(part), "words": held.sha256},
            records=[row],
        )
    return row
