"""Record what a budget unit was given and has spent in a fiscal year, with the source; what was known before stays."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import ledger, policies, returning
from meritbook.actions import returning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import BudgetFigure, BudgetUnit


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    unit: BudgetUnit,
    year: int,
    source: str,
    appropriated: Decimal | None = None,
    spent: Decimal | None = None,
    spent_through: date | None = None,
) -> BudgetFigure:
    """The figures of the year from now on. `year` is the calendar year in which the fiscal year ends; what is not known
    is left empty, and is not zero. `spent_through` is the last day that the spending covers.

    Raises `ForbiddenError`; `BudgetError`; `TextError`; `DayRangeError`; `ReturnPolicyError`.
    """
    on = clock.day_of(at)
    source = policies.check_text(source, field="source", longest=4_000)
    with transaction.atomic():
        held = returning.locked_unit(unit)
        role = require(actor, Capability.KEEP_RETURN, held, on=on)
        starts_in = returning.return_policy(on).fiscal_year_starts_in
        possible.check_spending(year, appropriated, spent, spent_through, year_starts_in=starts_in, on=on)
        before = held.figures.filter(year=year, current=True).first()
        if before is not None:
            before.current = False
            before.save(update_fields=["current"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = BudgetFigure.objects.create(
            unit=held,
            year=year,
            appropriated=appropriated,
            spent=spent,
            spent_through=spent_through,
            source=source,
            recorded_by=actor.user,
            recorded_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_spending",
            subject=f"budget_unit:{held.code}",
            facts={
                "year": year,
                "appropriated": None if appropriated is None else str(appropriated),
                "spent": None if spent is None else str(spent),
                "spent_through": spent_through.isoformat() if spent_through else None,
            },
            records=[row, *([before] if before else [])],
        )
    return row
