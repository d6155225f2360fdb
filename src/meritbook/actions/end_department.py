"""Abolish a department: it ends before a day, and keeps everything that it has on record."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.records import clock
from meritbook.records.models import Department


def perform(
    actor: Actor, *, at: datetime, why: str, department: Department, ends_before: date | None = None
) -> Department:
    """The department, ended before that day (the day of the action when none is given).

    From that day no position of it is described and no role is given in it; its positions, decisions and letters
    stay readable to those who could read them. Raises `ForbiddenError`; `DepartmentTermError` for one that has
    ended, or would end before it starts; `TextError`.
    """
    on = clock.day_of(at)
    role = require(actor, Capability.MANAGE_DEPARTMENTS, on=on)
    if actor.user is None:
        raise ForbiddenError("A department is abolished by a person.")
    last = ends_before or on
    with transaction.atomic():
        department = Department.objects.select_for_update().get(pk=department.pk)
        policies.check_department_may_end(department, last)
        department.ends_before = last
        department.save(update_fields=["ends_before"])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="end_department",
            subject=f"department:{department.pk}",
            facts={
                "code": department.code,
                "ends_before": last.isoformat(),
                "positions": department.positions.count(),
            },
            records=[department],
        )
    return department
