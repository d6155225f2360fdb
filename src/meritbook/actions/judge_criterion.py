"""Judge one criterion of a nominated position, by the evidence of its description."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, nominating, policies, seating
from meritbook.actions.actor import Actor
from meritbook.actions.policies import PolicyError
from meritbook.core.values import canonical_json
from meritbook.core.verdict import Verdict
from meritbook.records import clock
from meritbook.records.models import CriterionJudgement, Nomination, NominationStatus
from meritbook.records.states import StateError


class NoSuchCriterionError(PolicyError):
    """The law of the service knows no such criterion."""

    code = "nomination.no_criterion"
    remedy = "Open the nomination to see its criteria."
    http_status = 404


def perform(
    actor: Actor, *, at: datetime, why: str, nomination: Nomination, fact: str, verdict: Verdict, says: str = ""
) -> CriterionJudgement:
    """The judgement with the evidence that the program read; judged again, the newer one stands.

    `says` is the reason; it may be left empty where the judgement is what the program read, whose words then stand.
    Central HR judges, and the State Personnel Director where they decide otherwise. Raises `ForbiddenError`;
    `OwnCaseError` for whoever has a part in the case; `NoSuchCriterionError`; `NominationReasonError` without a reason
    for another judgement; `StateError` once the nomination is decided, returned or withdrawn; `TextError`.
    """
    on = clock.day_of(at)
    nominating.require_review(actor, nomination, on)
    policies.check_text(why, field="why")
    says = policies.check_text(says, field="says", longest=20_000, required=False)
    verdict = Verdict(verdict)
    with transaction.atomic():
        seating.lock(nomination.position, nomination)
        row = nominating.fresh(nomination)
        role = nominating.require_review(actor, row, on)  # as it stands now
        if row.status not in (NominationStatus.SUBMITTED, NominationStatus.REVIEWED):
            raise StateError(f"{row} is {row.get_status_display().lower()}; its criteria are judged no more.")
        read = next((one for one in nominating.suggestions(row, on=on) if one.criterion.fact == fact), None)
        if read is None:
            raise NoSuchCriterionError(f"The law of the service has no criterion {fact[:80]}.", where="fact")
        agrees = read.verdict is verdict
        if not agrees and not says:
            raise nominating.NominationReasonError(
                "The judgement differs from what was read from the description and needs a reason.", where="says"
            )
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        judged = CriterionJudgement.objects.filter(nomination=row, fact=fact).first() or CriterionJudgement(
            nomination=row, fact=fact
        )
        judged.description, judged.verdict, judged.agrees = row.description, verdict.value, agrees
        judged.says = says or read.because
        judged.evidence_json = canonical_json([one.plain() for one in read.evidence])
        judged.judged_by, judged.judged_at = actor.user, at
        judged.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="judge_criterion",
            subject=f"nomination:{row.pk}",
            facts={
                **nominating.told(row),
                "fact": fact,
                "verdict": verdict.value,
                "read": read.verdict.value,
                "agrees": agrees,
                "says": judged.says,
                "description": row.description.version,
            },
            records=[judged],
        )
    return judged
