"""Withdraw one's own request for help."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import helping, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import HelpRequest


def perform(actor: Actor, *, at: datetime, why: str, request: HelpRequest, because: str) -> HelpRequest:
    """The request, withdrawn. Raises `ForbiddenError`; `StateError`; `TextError`."""
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4_000)
    with transaction.atomic():
        held = helping.locked(request)
        role = require(actor, Capability.ASK_HELP, held, on=on)
        held.says = because
        return helping.step(actor, held, role=role, at=at, why=why, action="withdraw_help", facts={})
