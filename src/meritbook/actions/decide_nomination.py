"""Decide a nomination, as the State Personnel Director. The decision is final, and told in the same act."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, nominating, nomination_notices, policies, seating
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.service.nominating import TO_APPROVE
from meritbook.core.service.seats import ENTITLEMENT, STATE_CAP
from meritbook.core.values import canonical_json
from meritbook.core.verdict import Verdict
from meritbook.records import clock
from meritbook.records.models import Nomination
from meritbook.records.states import NOMINATION_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, nomination: Nomination, approve: bool, reason: str = ""
) -> Nomination:
    """The nomination, approved or refused, with what the law said of it and the notices to the department and its HR.

    Each rule that binds must be met for an approval: a criterion that is not met cannot be approved, and one that is
    open is judged first. A refusal needs its reason. That the password was given a moment ago is for the face to see
    to. Raises `ForbiddenError`; `OwnCaseError` for whoever has a part in the case; `StateError` for one that was not
    reviewed; `CriteriaError`; `NoSeatError` and `SeatUndeterminedError`, when the seat is lost meanwhile;
    `NominationReasonError`; `TextError`.
    """
    on = clock.day_of(at)
    require(actor, Capability.DECIDE_NOMINATION, nomination, on=on)
    policies.check_text(why, field="why")
    reason = policies.check_text(reason, field="reason", longest=20_000, required=False)
    if not approve and not reason:
        raise nominating.NominationReasonError("A refusal says why.", where="reason")
    with transaction.atomic():
        entry = seating.lock(nomination.position, nomination)
        row = nominating.fresh(nomination)
        role = require(actor, Capability.DECIDE_NOMINATION, row, on=on)  # as it stands now
        move = "decide_nomination (approve)" if approve else "decide_nomination (refuse)"
        status = next_state(NOMINATION_MOVES, move, row.status, of=str(row))
        verdicts = nominating.verdicts_of(row, on=on, rules=TO_APPROVE)
        if approve:
            seating.check_free([one for one in verdicts if one.rule in (STATE_CAP, ENTITLEMENT)], where=str(row))
            for one in nominating.against_approval(verdicts):
                opened = "" if one.verdict is Verdict.NOT_MET else " It is judged first."
                raise nominating.CriteriaError(
                    f"{one.sentence}{opened} [{one.rule}]",
                    where=row.position.number,
                    details={"verdict": one.plain()},
                )
        row.status, row.decision_says = status, reason
        row.decided_by, row.decided_at = actor.user, at
        row.verdicts_json = canonical_json([one.plain() for one in verdicts])
        row.director_notice, row.hr_notice = nomination_notices.write(
            actor, at=at, nomination=row, verdicts=verdicts, entry=entry
        )
        row.notified_at = at
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="decide_nomination",
            subject=f"nomination:{row.pk}",
            facts={
                **nominating.told(row),
                "approved": approve,
                "reason": reason,
                "verdicts": {one.rule: one.verdict.value for one in verdicts},
                "notices": [row.director_notice.sha256, row.hr_notice.sha256],
            },
            records=[row, row.director_notice, row.hr_notice],
        )
    return row
