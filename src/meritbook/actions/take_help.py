"""Take a request for help, or take it over from whoever has it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import helping
from meritbook.actions import helping_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.records import clock
from meritbook.records.models import HelpRequest


def perform(actor: Actor, *, at: datetime, why: str, request: HelpRequest) -> HelpRequest:
    """The request, under way. Raises `ForbiddenError`; `NotAssignedError`; `HelpError`; `StateError`."""
    on = clock.day_of(at)
    with transaction.atomic():
        held = helping.locked(request)
        role = require(actor, Capability.GIVE_HELP, held, on=on)
        possible.check_not_own(held, actor.user)
        possible.check_assigned(Standing(actor.user, on), held.initiative, held.department_id)
        if held.taken_by_id is not None and actor.user is not None and held.taken_by_id == actor.user.pk:
            raise possible.HelpError("You have taken this request already.", where="request")
        before = held.taken_by.username if held.taken_by else None
        held.taken_by, held.taken_at = actor.user, at
        return helping.step(
            actor, held, role=role, at=at, why=why, action="take_help", facts={"taken_over_from": before}
        )
