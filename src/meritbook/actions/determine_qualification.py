"""Determine whether a candidate meets the minimum qualifications: as computed, or otherwise with a reason."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, notices, policies, qualifying
from meritbook.actions import qualifying_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.actions.policies import PolicyError
from meritbook.core.values import canonical_json
from meritbook.core.verdict import Verdict
from meritbook.records import clock
from meritbook.records.models import (
    Application,
    Determination,
    DeterminationOutcome,
    DeterminationStatus,
    Examination,
)
from meritbook.records.models.common import Vouched
from meritbook.records.states import DETERMINATION_MOVES, next_state

FOLLOWS = {
    Verdict.MET: DeterminationOutcome.QUALIFIED,
    Verdict.NOT_MET: DeterminationOutcome.NOT_QUALIFIED,
    Verdict.UNDETERMINED: DeterminationOutcome.INFORMATION,
}
"""The outcome that agrees with what was computed."""


class NotAsComputedError(PolicyError):
    """One of a group is computed otherwise by now than when the group was formed."""

    code = "job.not_as_computed"
    remedy = "Open the candidate: the judgement changed since, and a person determines it."


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    application: Application,
    outcome: DeterminationOutcome,
    reason: str = "",
    answer_by: date | None = None,
    instead_of: Determination | None = None,
    seen: str | None = None,
    only_as_computed: bool = False,
) -> Determination:
    """The determination, with the judgement as it is now and the notice to the candidate.

    A reason is needed where the outcome is not what was computed, and where it supersedes another determination, which
    `instead_of` names: without it, of two people who determine at once one is told. `answer_by` is the last day on
    which the candidate may answer, not before this day; whoever qualifies has nothing to answer, and it is left
    out. `seen` is the SHA-256 of the judgement that was looked at; where it has changed since, nothing is
    determined. With `only_as_computed` no reason leads to another outcome. Raises `ForbiddenError`; `OwnCaseError`;
    `TextError`; `ExaminationClosedError`; `AlreadyDeterminedError`; `JudgementMovedOnError`; `NotAsComputedError`;
    `DeterminationReasonError`; `AnswerByError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason", required=False)
    outcome = DeterminationOutcome(outcome)
    with transaction.atomic():
        examination = Examination.objects.select_for_update().get(pk=application.examination_id)
        application = Application.objects.select_for_update().get(pk=application.pk)
        application.examination = examination
        role = require(actor, Capability.DETERMINE_QUALIFICATION, application, on=on)
        possible.check_open(examination)
        standing = application.determinations.filter(status=DeterminationStatus.STANDING).first()
        possible.check_determinable(standing, instead_of)
        judged = qualifying.judged(application)
        possible.check_judgement(judged.sha256, seen)
        agrees = FOLLOWS[judged.judgement.verdict] == outcome
        if only_as_computed and not agrees:
            raise NotAsComputedError("It is computed otherwise by now.", where=application.number)
        possible.check_outcome_reason(agrees, standing is not None, reason)
        answer_by = possible.check_answer_by(outcome, answer_by, on)
        saved: list[Vouched] = []
        if standing is not None:
            standing.status = next_state(
                DETERMINATION_MOVES, "determine_qualification after it", standing.status, of=str(standing)
            )
            standing.save()
            saved.append(standing)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        determination = Determination(
            application=application,
            number=application.determinations.count() + 1,
            statement=judged.statement,
            outcome=outcome,
            agrees=agrees,
            reason=reason,
            judgement_json=canonical_json(judged.judgement),
            judgement_sha256=judged.sha256,
            answer_by=answer_by,
            determined_by=actor.user,
            determined_at=at,
            status=next_state(DETERMINATION_MOVES, "determine_qualification", "", of="The determination"),
            supersedes=standing,
        )
        determination.notice_pdf, determination.notice_docx = notices.write(
            actor, at=at, determination=determination, entry=ledger.next_entry()
        )
        determination.save()
        saved.extend([determination, determination.notice_pdf, determination.notice_docx])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="determine_qualification",
            subject=f"determination:{determination.pk}",
            facts={
                "examination": examination.number,
                "application": application.number,
                "number": determination.number,
                "outcome": str(outcome),
                "computed": str(judged.judgement.verdict),
                "agrees": agrees,
                "reason": reason,
                "statement": judged.statement.digest,
                "judgement": determination.judgement_sha256,
                "policy": examination.policy_sha256,
                "answer_by": answer_by.isoformat() if answer_by else None,
                "supersedes": standing.number if standing else None,
                "notices": [determination.notice_pdf.sha256, determination.notice_docx.sha256],
            },
            records=saved,
        )
    return determination
