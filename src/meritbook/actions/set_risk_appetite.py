"""Set how much one risk of a department and category may cost a year on average and still be borne."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import ledger, policies, risking
from meritbook.actions import risking_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Department, RiskAppetite


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    department: Department | None,
    amount: Decimal,
    starts_on: date,
    says: str,
    category: str = "",
) -> RiskAppetite:
    """The appetite from then on; the one before it for the same department and category ends on that day.

    `department` empty is the enterprise as a whole, `category` empty all of them; `says` is where it was decided.
    Raises `ForbiddenError`; `AppetiteError`; `RiskError`; `TextError`; `DayRangeError`; `RiskPolicyError`.
    """
    on = clock.day_of(at)
    says = policies.check_text(says, field="says", longest=4_000)
    with transaction.atomic():
        role = require(actor, Capability.ACCEPT_RISK, risking.of_department_or_all(RiskAppetite, department), on=on)
        if category:
            possible.check_category(category, risking.risk_policy(on))
        policies.check_day_in_range(starts_on, where="starts_on")
        possible.check_amount(amount)
        same = RiskAppetite.objects.select_for_update(of=("self",)).filter(department=department, category=category)
        if same.filter(starts_on__gte=starts_on).exists():
            raise possible.AppetiteError(
                "An appetite of the same risks begins on that day or later already.", where="starts_on"
            )
        before = same.filter(ends_before__isnull=True).first()
        if before is not None:
            before.ends_before = starts_on
            before.save(update_fields=["ends_before"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = RiskAppetite.objects.create(
            department=department,
            category=category,
            amount=amount,
            starts_on=starts_on,
            says=says,
            set_by=actor.user,
            set_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="set_risk_appetite",
            subject=f"risk_appetite:{row.pk}",
            facts={
                "department": department.code if department else None,
                "category": category or None,
                "starts_on": starts_on.isoformat(),
            },
            records=[row, *([before] if before else [])],
        )
    return row
