"""File the scan of a signature on paper: it is shown as that, with whose hand it is and who filed it."""

from __future__ import annotations

import io
from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, policies, signed_papers, signing, storing, subjects
from meritbook.actions import signing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.attach_file import take
from meritbook.actions.permissions import Capability, require
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import ContractSignature, ContractVersion, SignatureKind, User


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    version: ContractVersion,
    role: str,
    signed_by: User,
    on_paper_on: date,
    scan: bytes,
    name: str = "",
    says: str = "",
) -> ContractSignature:
    """The signature on paper, with its scan and the day that stands on it; it counts as a signature like the others.

    Whoever signed must have held the part on that day. The scan, `name` as its owner calls it, is looked into as
    evidence is. Raises what `attach_file.take` raises; `ForbiddenError`; `OwnCaseError`; `NotYourPartError`;
    `DelegationEndedError`; `ScanError`; `PaperDayError`; `NotAgreedError`; `AlreadySignedError`; `NotAskedError`.
    """
    on = clock.day_of(at)
    remark = policies.check_text(says, field="says", required=False, longest=4000)
    part = possible.check_role(role)
    media_type, ending = possible.scan_type(scan)
    take(io.BytesIO(scan), name=name or f"scan.{ending}")
    with transaction.atomic():
        held = signing.locked(version)
        as_role = require(actor, Capability.FILE_SIGNATURE, held, on=on)
        possible.check_not_signed(held, part)
        possible.check_agreed(held)
        signing.check_asked(held, part, on=on)
        earlier = signing.on_record_before(held)
        # Papers that were signed before the words came here are older than the agreement on the words here.
        taken_over = earlier is not None and earlier.agreed_on is not None and on_paper_on <= earlier.agreed_on
        agreed_on = clock.day_of(held.agreed_at) if held.agreed_at and not taken_over else None
        possible.check_paper_day(on_paper_on, agreed_on=agreed_on, on=on)
        # Who held which part before the record began is not on record: it is asked of today.
        _, delegation = signing.part_of(Actor(signed_by), part, held, on=on if taken_over else on_paper_on)
        possible.check_seen(held, held.sha256)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        name_kept = f"scan-{signed_papers.reference(held).replace('/', '-')}-{part}.{ending}"
        document, _ = storing.keep_bytes(actor, at=at, name=name_kept, data=scan, media_type=media_type)
        row = ContractSignature(
            version=held,
            role=part,
            kind=SignatureKind.ON_PAPER,
            signed_by=signed_by,
            signed_at=at,
            on_paper_on=on_paper_on,
            recorded_by=actor.user,
            delegation=delegation,
            sections_json=canonical_json(held.text.hashes()),
            text_sha256=held.sha256,
            says=remark,
            document=document,
        )
        signing.save(row)
        done = signing.complete(held, actor, at=at)
        # Where all three signed on paper, the words as they agreed to them are kept as a file all the same.
        fresh = bool(done.rows) and signed_papers.set_if_missing(actor, held, at=at)
        if fresh:
            held.save(update_fields=["document"])
        kept = [held, held.document] if fresh and held.document is not None else []
        ledger.write(
            actor,
            role=as_role,
            at=at,
            why=why,
            action="file_paper_signature",
            subject=subjects.of_contract(held.contract),
            facts={
                "version": held.number,
                "role": str(part),
                "signed_by": signed_by.username,
                "on_paper_on": on_paper_on.isoformat(),
                "words": held.sha256,
                "scan": document.sha256,
                "delegation": delegation.pk if delegation else None,
                **done.facts,
            },
            records=list(dict.fromkeys([row, document, *kept, *done.rows])),
        )
    return row
