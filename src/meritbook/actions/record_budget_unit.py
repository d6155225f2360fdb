"""Put a unit of the budget on record, which measures name in their entry of the dictionary."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, returning
from meritbook.actions import returning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import BudgetUnit, Department


def perform(
    actor: Actor, *, at: datetime, why: str, code: str, title: str, department: Department | None
) -> BudgetUnit:
    """The unit; `department` is empty for one of the enterprise as a whole.

    Raises `ForbiddenError`; `TakenError`; `BudgetError`; `TextError`.
    """
    on = clock.day_of(at)
    title = policies.check_text(title, field="title", longest=200)
    with transaction.atomic():
        role = require(actor, Capability.KEEP_RETURN, returning.of_department_or_all(BudgetUnit, department), on=on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = BudgetUnit.objects.create(
            code=possible.check_code(code), title=title, department=department, created_by=actor.user, created_at=at
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_budget_unit",
            subject=f"budget_unit:{row.code}",
            facts={"department": department.code if department else None},
            records=[row],
        )
    return row
