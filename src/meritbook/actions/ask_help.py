"""Ask for training, assistance, facilitation or advice in a results initiative."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import helping_policies as possible
from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.records import clock
from meritbook.records.models import Department, HelpRequest
from meritbook.records.states import HELP_MOVES, next_state


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    department: Department | None,
    initiative: str,
    kind: str,
    subject: str,
    needs: str,
    wanted_by: date | None = None,
) -> HelpRequest:
    """The request; `department` is empty for the enterprise. Raises `ForbiddenError`; `HelpError`; `TextError`."""
    on = clock.day_of(at)
    subject = policies.check_text(subject, field="subject", longest=200)
    needs = policies.check_text(needs, field="needs", longest=4_000)
    with transaction.atomic():
        draft = HelpRequest(department=department, asked_by=actor.user)
        role = require(actor, Capability.ASK_HELP, draft, on=on)
        possible.check_asks_for(Standing(actor.user, on), department)
        possible.check_wanted_by(wanted_by, on)
        draft.initiative = possible.check_initiative(initiative)
        draft.kind = possible.check_kind(kind)
        draft.subject, draft.needs, draft.wanted_by, draft.asked_at = subject, needs, wanted_by, at
        draft.status = next_state(HELP_MOVES, "ask_help", "", of="A request")
        draft.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="ask_help",
            subject=f"help:{draft.pk}",
            facts={"initiative": initiative, "kind": kind, "department": department.code if department else None},
            records=[draft],
        )
    return draft
