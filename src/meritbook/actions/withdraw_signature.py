"""Take a signature or a refusal back before all have signed: whoever gave it, or human resources, with the reason."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, signed_papers, signing, subjects
from meritbook.actions import signing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ContractSignature, Role, SignatureKind, SignerRole


def perform(actor: Actor, *, at: datetime, why: str, signature: ContractSignature, reason: str) -> ContractSignature:
    """The signature, withdrawn; it stays on record. One in the PDF gets a seal beside it that says so.

    Raises `ForbiddenError`; `OwnCaseError`; `SignatureGoneError`; `SignatureInForceError`; `SealBrokenError`;
    `CertificateError`; `TextError`.
    """
    on = clock.day_of(at)
    because = policies.check_text(reason, field="reason", longest=4000)
    with transaction.atomic():
        held = signing.locked(signature.version)
        row = ContractSignature.objects.select_related("signed_by").get(pk=signature.pk)
        own = actor.user is not None and row.signed_by_id == actor.user.pk and row.kind != SignatureKind.ON_PAPER
        as_role = _own_role(row) if own else require(actor, Capability.UNDO_STEP, held, on=on)
        possible.check_stands(row)
        possible.check_not_in_force(held)
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_because = actor.user, at, because
        kept = []
        if row.kind == SignatureKind.ELECTRONIC and row.document_id is not None:
            row.document, row.certificate_sha256 = signed_papers.seal(
                actor,
                held,
                at=at,
                field=f"Withdrawal{row.pk}",
                role=SignerRole(row.role),
                name=row.signed_by.full_name,
                act="Withdrawn: the signature",
            )
            kept.append(row.document)
        row.save()
        ledger.write(
            actor,
            role=as_role,
            at=at,
            why=why,
            action="withdraw_signature",
            subject=subjects.of_contract(held.contract),
            facts={"version": held.number, "role": row.role, "kind": row.kind, "signed_by": row.signed_by.username},
            records=[row, *kept],
        )
    return row


def _own_role(row: ContractSignature) -> str:
    """The role in which whoever takes their own signature back had given it."""
    role = Role.EXECUTIVE if row.role == SignerRole.EMPLOYEE else Role(row.role)
    return f"{role}, delegated" if row.delegation_id is not None else str(role)
