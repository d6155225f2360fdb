"""Decide what is done about a risk, by whom and by when."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, policies, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Risk, RiskTreatment, User


def perform(actor: Actor, *, at: datetime, why: str, risk: Risk, what: str, owner: User, due_on: date) -> RiskTreatment:
    """The treatment, planned. Raises `ForbiddenError`; `RiskError`; `RiskOwnerError`; `TextError`; `DayRangeError`."""
    on = clock.day_of(at)
    what = policies.check_text(what, field="what", longest=400)
    with transaction.atomic():
        held = risking.locked(risk)
        role = require(actor, Capability.KEEP_RISK, held, on=on)
        possible.check_open(held)
        possible.check_owner(owner, held, on)
        policies.check_day_in_range(due_on, where="due_on")
        if due_on < on:
            raise possible.RiskError("A treatment is due today or later.", where="due_on")
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = RiskTreatment.objects.create(
            risk=held, what=what, owner=owner, due_on=due_on, changed_by=actor.user, changed_at=at
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="add_risk_treatment",
            subject=f"risk:{held.key}",
            facts={"treatment": row.pk, "owner": owner.username, "due_on": due_on.isoformat()},
            records=[row],
        )
    return row
