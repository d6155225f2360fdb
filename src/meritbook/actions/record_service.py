"""Record how a notice of dismissal was served: how, when, by whom, where, and when a mailed one arrived."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction

from meritbook.actions import appointing, dismissing, ledger, papers, policies, service_policies
from meritbook.actions import appointing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.service.appeals import had_on
from meritbook.records import clock
from meritbook.records.models import DismissalNotice, ProofOfService


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    notice: DismissalNotice,
    served_how: str,
    served_at: datetime,
    served_by_name: str,
    place: str = "",
    witness: str = "",
    arrived_on: date | None = None,
    says: str = "",
    paper: papers.Paper | None = None,
) -> ProofOfService:
    """The proof, with the last day to appeal that follows from the day on which the executive had the notice.

    That day is `arrived_on` where it is given, else the day of service, but for a letter in the mail: of this it is
    not known before it is recorded. A proof is corrected by withdrawing it and recording it again. Raises
    `ForbiddenError`; `OwnCaseError`; `NoticeStandsError`; `ProofStandsError`; `ProofError`; `NoticeDayError`;
    `TextError`; `DayRangeError`; `PaperError`.
    """
    on = clock.day_of(at)
    by_name = policies.check_text(served_by_name, field="served_by_name", longest=200)
    where = policies.check_text(place, field="place", longest=300, required=False)
    seen_by = policies.check_text(witness, field="witness", longest=200, required=False)
    remarks = policies.check_text(says, field="says", required=False)
    file = papers.look(paper)
    with transaction.atomic():
        held = appointing.locked(notice.appointment)
        role = require(actor, Capability.PROVE_SERVICE, held, on=on)
        row: DismissalNotice = DismissalNotice.objects.select_for_update().get(pk=notice.pk)
        possible.check_notice_stands(row)
        possible.check_served_how(served_how)
        service_policies.check_no_proof(row)
        service_policies.check_served(row, served_how, served_at, at=at)
        service_policies.check_arrival(served_how, row.served_on, arrived_on, on=on)
        had = arrived_on or had_on(served_how, row.served_on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        proof = ProofOfService(
            notice=row,
            served_how=served_how,
            served_at=served_at,
            served_by_name=by_name,
            place=where,
            witness=seen_by,
            arrived_on=had,
            appeal_until=dismissing.appeal_until(had),
            says=remarks,
            document=papers.keep(actor, at=at, file=file) if file is not None else None,
            recorded_by=actor.user,
            recorded_at=at,
        )
        try:
            with transaction.atomic():
                proof.save()
        except IntegrityError as problem:
            raise service_policies.ProofStandsError("Another proof was recorded at the same moment.") from problem
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_service",
            subject=f"notice:{row.pk}",
            facts={
                "position": held.seat.position.number,
                "executive": held.executive.username,
                "proof": proof.pk,
                "served_how": served_how,
                "served_at": served_at.isoformat(),
                "arrived_on": had.isoformat() if had else None,
                "appeal_until": proof.appeal_until.isoformat() if proof.appeal_until else None,
                "paper": proof.document.sha256 if proof.document is not None else None,
            },
            records=[one for one in (proof, proof.document) if one is not None],
        )
    return proof
