"""Give somebody a follow-up of a quarterly review, with the day by which it is to be done."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, policies, reviewing
from meritbook.actions import reviewing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import FollowUp, ResultsReview, User
from meritbook.records.states import FOLLOW_UP_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    review: ResultsReview,
    what: str,
    owner: User,
    due_on: date,
    about: str = "",
) -> FollowUp:
    """The follow-up, open, on its owner's desk. `about` is the item of the pack that it concerns.

    Raises `ForbiddenError`; `StateError`; `ReviewError`; `FollowUpOwnerError`; `TextError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    what = policies.check_text(what, field="what", longest=400)
    with transaction.atomic():
        held = reviewing.locked(review)
        role = require(actor, Capability.HOLD_REVIEW, held, on=on)
        possible.check_open(held, "give_follow_up")
        possible.check_follow_up_owner(owner, on)
        possible.check_due(due_on, on=on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = FollowUp.objects.create(
            review=held,
            about=possible.check_about(held, about),
            what=what,
            owner=owner,
            due_on=due_on,
            state=next_state(FOLLOW_UP_MOVES, "give_follow_up", "", of=what),
            given_by=actor.user,
            given_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="give_follow_up",
            subject=reviewing.subject(held),
            facts={"follow_up": row.pk, "owner": owner.username, "due_on": due_on.isoformat()},
            records=[row],
        )
    return row
