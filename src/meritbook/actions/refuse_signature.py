"""Refuse to sign the agreed words of a contract, with the reason. Whoever refused may still sign later."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, signing, subjects
from meritbook.actions import signing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records.models import ContractSignature, ContractVersion, SignatureKind


def perform(
    actor: Actor, *, at: datetime, why: str, version: ContractVersion, role: str, seen_sha256: str, reason: str
) -> ContractSignature:
    """The refusal, which is shown as what it is and hinders nothing.

    Raises `ForbiddenError`; `OwnCaseError`; `OwnAuthorityError`; `NotYourPartError`; `DelegationEndedError`;
    `NotAgreedError`; `AlreadySignedError`; `NotAskedError`; `SealBrokenError`; `TextError`.
    """
    says = policies.check_text(reason, field="reason", longest=4000)
    part = possible.check_role(role)
    with transaction.atomic():
        as_role, row = signing.row_of(
            actor, version, part, at=at, seen=seen_sha256, kind=SignatureKind.REFUSED, says=says
        )
        held = row.version
        row.save()
        ledger.write(
            actor,
            role=as_role,
            at=at,
            why=why,
            action="refuse_signature",
            subject=subjects.of_contract(held.contract),
            facts={"version": held.number, "role": str(part), "words": held.sha256},
            records=[row],
        )
    return row
