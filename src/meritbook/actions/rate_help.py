"""Say how satisfied one is with the help that one asked for, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import helping, policies
from meritbook.actions import helping_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import HelpRequest


def perform(
    actor: Actor, *, at: datetime, why: str, request: HelpRequest, satisfaction: int, says: str = ""
) -> HelpRequest:
    """The request, closed; `satisfaction` runs from 1 to 5.

    Raises `ForbiddenError`; `HelpError`; `StateError`; `TextError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000, required=False)
    satisfaction = possible.check_satisfaction(satisfaction)
    with transaction.atomic():
        held = helping.locked(request)
        role = require(actor, Capability.ASK_HELP, held, on=on)
        held.satisfaction, held.satisfaction_says, held.rated_at = satisfaction, says, at
        return helping.step(
            actor, held, role=role, at=at, why=why, action="rate_help", facts={"satisfaction": satisfaction}
        )
