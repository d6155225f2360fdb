"""Record what a department may spend on salaries of the service in a term; recorded again for the term, corrected."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import ledger, pay_policies, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Department, SalaryBudget


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    department: Department,
    amount: Decimal,
    starts_on: date,
    ends_before: date,
    source: str,
) -> SalaryBudget:
    """The budget for `[starts_on, ends_before)`, in dollars for the whole term; the ledger keeps what stood before.

    Raises `ForbiddenError`; `TextError`; `BudgetError`, also for a term that shares days with another one;
    `DayRangeError`.
    """
    on = clock.day_of(at)
    source = policies.check_text(source, field="source")
    with transaction.atomic():
        held = Department.objects.select_for_update().get(pk=department.pk)
        role = require(actor, Capability.RECORD_BUDGET, held, on=on)
        amount = pay_policies.check_budget(amount, starts_on, ends_before)
        row = SalaryBudget.objects.filter(department=held, starts_on=starts_on, ends_before=ends_before).first()
        before = str(row.amount) if row is not None else None
        pay_policies.check_budget_term(held.pk, starts_on, ends_before, replaces=row.pk if row is not None else None)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = row or SalaryBudget(department=held, starts_on=starts_on, ends_before=ends_before)
        row.amount, row.source, row.recorded_by, row.recorded_at = amount, source, actor.user, at
        row.save()
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_salary_budget",
            subject=f"budget:{row.pk}",
            facts={
                "department": held.code,
                "starts_on": starts_on.isoformat(),
                "ends_before": ends_before.isoformat(),
                "amount": str(amount),
                "amount_before": before,
                "source": source,
            },
            records=[row],
        )
    return row
