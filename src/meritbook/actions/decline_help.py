"""Decline a request for help, with the reason that the asker reads."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import helping, policies
from meritbook.actions import helping_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.records import clock
from meritbook.records.models import HelpRequest


def perform(actor: Actor, *, at: datetime, why: str, request: HelpRequest, because: str) -> HelpRequest:
    """The request, declined. Raises `ForbiddenError`; `NotAssignedError`; `HelpError`; `StateError`; `TextError`."""
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        held = helping.locked(request)
        role = require(actor, Capability.GIVE_HELP, held, on=on)
        possible.check_not_own(held, actor.user)
        possible.check_assigned(Standing(actor.user, on), held.initiative, held.department_id)
        held.says = because
        return helping.step(actor, held, role=role, at=at, why=why, action="decline_help", facts={})
