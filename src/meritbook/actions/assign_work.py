"""Assign somebody of the series to an initiative, for a department or for all."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import helping_policies as possible
from meritbook.actions import ledger
from meritbook.actions.actor import Actor
from meritbook.actions.measuring import of_department_or_all
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Department, User, WorkAssignment


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    person: User,
    initiative: str,
    results_class: str,
    department: Department | None,
    starts_on: date,
) -> WorkAssignment:
    """The assignment; `results_class` is the role of the class. Raises `ForbiddenError`; `AssignmentError`."""
    on = clock.day_of(at)
    with transaction.atomic():
        role = require(actor, Capability.ASSIGN_WORK, of_department_or_all(WorkAssignment, department), on=on)
        initiative = possible.check_initiative(initiative)
        User.objects.select_for_update().get(pk=person.pk)
        possible.check_term(person, initiative, department, starts_on)
        results_class = possible.check_person(person, results_class, department, max(starts_on, on))
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = WorkAssignment.objects.create(
            department=department,
            person=person,
            initiative=initiative,
            results_class=results_class,
            starts_on=starts_on,
            assigned_by=actor.user,
            assigned_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="assign_work",
            subject=f"user:{person.username}",
            facts={
                "initiative": initiative,
                "class": results_class,
                "department": department.code if department else None,
                "starts_on": starts_on.isoformat(),
            },
            records=[row],
        )
    return row
