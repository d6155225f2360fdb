"""Sign the agreed words of a contract, in one part; the office's certificate seals the PDF with it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from meritbook.actions import ledger, policies, signed_papers, signing
from meritbook.actions import signing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import ContractSignature, ContractVersion, SignatureKind


def perform(
    actor: Actor, *, at: datetime, why: str, version: ContractVersion, role: str, seen_sha256: str, says: str = ""
) -> ContractSignature:
    """The signature. `seen_sha256` is the hash of the words that were shown.

    The last one that is needed makes the version the signed one, supersedes the version that it alters, and makes or
    completes the contract on record. Raises `ForbiddenError`; `OwnCaseError`; `OwnAuthorityError`; `NotYourPartError`;
    `DelegationEndedError`; `NotAgreedError`; `AlreadySignedError`; `NotAskedError`; `SealBrokenError`;
    `CertificateError`; and what makes a contract on record impossible.
    """
    on = clock.day_of(at)
    remark = policies.check_text(says, field="says", required=False, longest=4000)
    part = possible.check_role(role)
    with transaction.atomic():
        held = signing.locked(version)
        as_role, delegation = signing.part_of(actor, part, held, on=on)
        possible.check_not_signed(held, part)
        possible.check_agreed(held)
        signing.check_asked(held, part, on=on)
        possible.check_seen(held, seen_sha256)
        assert actor.user is not None  # noqa: S101  # the program itself signs nothing
        row = ContractSignature(
            version=held,
            role=part,
            kind=SignatureKind.ELECTRONIC,
            signed_by=actor.user,
            signed_at=at,
            recorded_by=actor.user,
            delegation=delegation,
            sections_json=canonical_json(held.text.hashes()),
            text_sha256=held.sha256,
            says=remark,
        )
        fresh = signed_papers.set_if_missing(actor, held, at=at, pending=row)
        if fresh:
            held.save(update_fields=["document"])
        row.document, row.certificate_sha256 = signed_papers.seal(
            actor,
            held,
            at=at,
            field=f"Signature{held.signatures.count() + 1}",
            role=part,
            name=actor.user.full_name,
            note=signed_papers.for_whom(delegation),
        )
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as problem:
            raise possible.AlreadySignedError("Somebody signed in this part at the same moment.") from problem
        done = signing.complete(held, actor, at=at)
        kept = [held, held.document] if fresh and held.document is not None else []
        ledger.write(
            actor,
            role=as_role,
            at=at,
            why=why,
            action="sign_contract",
            subject=signing.subject(held.contract),
            facts={
                "version": held.number,
                "role": str(part),
                "words": held.sha256,
                "pdf": row.document.sha256,
                "certificate": row.certificate_sha256,
                "delegation": delegation.pk if delegation else None,
                **done.facts,
            },
            records=list(dict.fromkeys([row, row.document, *kept, *done.rows])),
        )
    return row
