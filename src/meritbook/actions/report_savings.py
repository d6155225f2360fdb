"""The savings of Kaizen events in an annual report: what somebody other than the claimant verified for its year."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from meritbook.actions import reporting
from meritbook.actions.leaning import amounts_of, lean_policy
from meritbook.core.results.periods import Period
from meritbook.core.results.report import SavedTold, SavingTold
from meritbook.records import clock
from meritbook.records.models import Department, Saving, SavingStatus


def savings_told(department: Department | None, year: Period) -> tuple[SavingTold, ...]:
    """The verified savings of the fiscal year, by event; one statement. Without a department, those of all.

    A claim that waits, was refused or withdrawn is no saving. Raises `LeanPolicyError`.
    """
    rows = Saving.objects.filter(status=SavingStatus.VERIFIED).select_related("event__department")
    if department is not None:
        rows = rows.filter(event__department=department)
    found = []
    for row in rows.order_by("event__key", "pk"):
        amount = dict(amounts_of(row.verified_json)).get(year.year)
        if not amount or row.decided_at is None:
            continue
        kind = lean_policy(clock.day_of(row.claimed_at)).saving(row.kind)
        found.append(
            SavingTold(
                key=str(row.pk),
                event=row.event.key,
                title=row.event.title,
                department=reporting.name_of(row.event.department),
                saved=kind.title if kind else row.kind,
                unit=row.unit,
                amount=reporting.plain(amount),
                claimed=reporting.plain(dict(amounts_of(row.amounts_json))[year.year]),
                basis=row.basis,
                verified_on=clock.day_of(row.decided_at),
                verified_as=row.decided_as,
            )
        )
    return tuple(found)


def saved_told(savings: Iterable[SavingTold]) -> tuple[SavedTold, ...]:
    """What they add up to in each unit."""
    rows = tuple(savings)
    by_unit = {unit: [one.amount for one in rows if one.unit == unit] for unit in ("dollars", "hours")}
    return tuple(
        SavedTold(unit=unit, amount=sum(amounts, start=Decimal(0)), savings=len(amounts))
        for unit, amounts in by_unit.items()
        if amounts
    )
