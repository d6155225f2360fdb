"""Put a measure into the dictionary of the register."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from meritbook.actions import formulas, ledger, measuring, policies
from meritbook.actions import measuring_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.measuring import of_department_or_all, version_of
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.measure import MeasureDefinition
from meritbook.records import clock
from meritbook.records.models import Department, Measure, MeasureOwner, User


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    key: str,
    department: Department | None,
    definition: MeasureDefinition | dict[str, Any],
    starts_on: date,
    owner: User | None = None,
) -> Measure:
    """The measure, with its first version; `department` is empty for one of the enterprise as a whole.

    Without an `owner` it is kept, and is no published fact. Raises `ForbiddenError`; `TakenError`; `MeasureError`;
    `FormulaError`; `TextError`; `OwnerError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        role = require(actor, Capability.KEEP_MEASURE, of_department_or_all(Measure, department), on=on)
        entry = possible.check_definition(definition)
        policies.check_day_in_range(starts_on, where="starts_on")
        key = possible.check_key(key)
        parts = formulas.check(key, entry)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = Measure.objects.create(
            key=key,
            department=department,
            title=entry.title,
            starts_on=starts_on,
            created_by=actor.user,
            created_at=at,
        )
        version = version_of(row, entry, number=1, starts_on=starts_on, by=actor.user, at=at)
        named = []
        if owner is not None:
            possible.check_owner(owner)
            named = [
                MeasureOwner.objects.create(
                    measure=row, owner=owner, starts_on=starts_on, named_by=actor.user, named_at=at
                )
            ]
        formulas.keep(version, parts)
        worked = formulas.work_out(row, by=actor.user, at=at, because="It was defined.") if parts else None
        measuring.restand([row])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="define_measure",
            subject=f"measure:{row.key}",
            facts={
                "department": department.code if department else None,
                "starts_on": starts_on.isoformat(),
                "owner": owner.username if owner else None,
                "version": version.sha256,
            },
            records=[row, version, *named, *([worked] if worked else [])],
        )
    return row
