"""Enter a department."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Department


def perform(actor: Actor, *, at: datetime, why: str, code: str, name: str, starts_on: date | None = None) -> Department:
    """The new department, standing from `starts_on` (the day of the action when none is given).

    Raises `ForbiddenError`; `TakenError` for a code that exists; `TextError`.
    """
    on = clock.day_of(at)
    role = require(actor, Capability.MANAGE_DEPARTMENTS, on=on)
    code = policies.check_text(code, field="code", longest=32)
    name = policies.check_text(name, field="name", longest=200)
    with transaction.atomic():
        policies.check_department_new(code)
        department = Department.objects.create(code=code, name=name, starts_on=starts_on or on)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="create_department",
            subject=f"department:{department.pk}",
            facts={"code": code, "name": name, "starts_on": department.starts_on.isoformat()},
            records=[department],
        )
    return department
