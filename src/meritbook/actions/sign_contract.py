"""Sign the agreed words of a contract, in one part; the office's certificate seals the PDF with it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, paying, policies, signed_papers, signing, subjects
from meritbook.actions import signing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.records.models import ContractSignature, ContractVersion, SignatureKind


def perform(
    actor: Actor, *, at: datetime, why: str, version: ContractVersion, role: str, seen_sha256: str, says: str = ""
) -> ContractSignature:
    """The signature. `seen_sha256` is the hash of the words that were shown.

    The last one that is needed makes the version the signed one, supersedes the version that it alters, and makes or
    completes the contract on record. Raises `ForbiddenError`; `OwnCaseError`; `OwnAuthorityError`; `NotYourPartError`;
    `DelegationEndedError`; `NotAgreedError`; `AlreadySignedError`; `NotAskedError`; `SealBrokenError`;
    `CertificateError`; `OtherOnRecordError`; and what makes a contract on record impossible.
    """
    remark = policies.check_text(says, field="says", required=False, longest=4000)
    part = possible.check_role(role)
    with transaction.atomic():
        as_role, row = signing.row_of(
            actor, version, part, at=at, seen=seen_sha256, kind=SignatureKind.ELECTRONIC, says=remark
        )
        held, delegation = row.version, row.delegation
        fresh = signed_papers.set_if_missing(actor, held, at=at, pending=row)
        if fresh:
            held.save(update_fields=["document"])
        row.document, row.certificate_sha256 = signed_papers.seal(
            actor,
            held,
            at=at,
            field=f"Signature{held.signatures.count() + 1}",
            role=part,
            name=row.signed_by.full_name,
            note=signed_papers.for_whom(delegation),
        )
        signing.save(row)
        done = signing.complete(held, actor, at=at)
        kept = [held, held.document] if fresh and held.document is not None else []
        ledger.write(
            actor,
            role=as_role,
            at=at,
            why=why,
            action="sign_contract",
            subject=subjects.of_contract(held.contract),
            facts={
                "version": held.number,
                "role": str(part),
                "words": held.sha256,
                "pdf": row.document.sha256,
                "certificate": row.certificate_sha256,
                "delegation": delegation.pk if delegation else None,
                "salary_otherwise": paying.salary_otherwise(held),
                **done.facts,
            },
            records=list(dict.fromkeys([row, row.document, *kept, *done.rows])),
        )
    return row
