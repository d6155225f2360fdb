"""Review a nomination for allocation, as central HR: what the bench decided, and whether it is the Management class."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, nominating, policies, seating
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import DecisionOutcome, Nomination
from meritbook.records.states import NOMINATION_MOVES, next_state


def perform(
    actor: Actor, *, at: datetime, why: str, nomination: Nomination, in_management_class: bool, says: str = ""
) -> Nomination:
    """The nomination, reviewed on the decision of the bench that stands on the nominated description.

    The review may be made again until the nomination is decided. Raises `ForbiddenError`; `OwnCaseError` for whoever
    has a part in the case; `StateError`; `NotAllocatedError` where no such decision stands, or where it found none of
    the classes and the position should be in the Management class all the same; `TextError`.
    """
    on = clock.day_of(at)
    require(actor, Capability.REVIEW_NOMINATION, nomination, on=on)
    says = policies.check_text(says, field="says", longest=20_000, required=False)
    with transaction.atomic():
        seating.lock(nomination.position, nomination)
        row = nominating.fresh(nomination)
        role = require(actor, Capability.REVIEW_NOMINATION, row, on=on)  # as it stands now
        status = next_state(NOMINATION_MOVES, "review_nomination", row.status, of=str(row))
        decision = nominating.standing_decision(row.position)
        if decision is None:
            raise nominating.NotAllocatedError(f"Nothing is decided on the allocation of {row.position.number}.")
        if decision.run.position_version_id != row.description_id:
            raise nominating.NotAllocatedError(
                f"Decision {decision.number} rests on version {decision.run.position_version.version} of the "
                f"description, the nomination on version {row.description.version}."
            )
        if in_management_class and decision.outcome != DecisionOutcome.CLASS:
            raise nominating.NotAllocatedError(
                f"Decision {decision.number} allocated the position to none of the classes."
            )
        row.status, row.allocation, row.in_management_class = status, decision, in_management_class
        row.reviewed_by, row.reviewed_at, row.review_says = actor.user, at, says
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="review_nomination",
            subject=f"nomination:{row.pk}",
            facts={
                **nominating.told(row),
                "allocation": decision.number,
                "class": str(decision.class_entry) if decision.class_entry else None,
                "in_management_class": in_management_class,
                "says": says,
            },
            records=[row],
        )
    return row
