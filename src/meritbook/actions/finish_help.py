"""Say that help was given, and what it was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import helping, policies
from meritbook.actions import helping_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import HelpRequest


def perform(actor: Actor, *, at: datetime, why: str, request: HelpRequest, says: str) -> HelpRequest:
    """The request, done. Raises `ForbiddenError`; `HelpError` unless the actor took it; `StateError`; `TextError`."""
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        held = helping.locked(request)
        role = require(actor, Capability.GIVE_HELP, held, on=on)
        possible.check_taken_by(held, actor.user)
        held.says = says
        return helping.step(actor, held, role=role, at=at, why=why, action="finish_help", facts={})
