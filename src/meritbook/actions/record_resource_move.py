"""Record that people or money were moved from one use to another, why, and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import ledger, policies
from meritbook.actions import reporting_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.measuring import of_department_or_all
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Department, ResourceMove


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    department: Department | None,
    moved_on: date,
    moved_from: str,
    moved_to: str,
    because: str,
    result: str,
    source: str,
    people: Decimal | None = None,
    money: Decimal | None = None,
) -> ResourceMove:
    """The move. `people` are full-time equivalents, `money` dollars; one of the two at least.

    Raises `ForbiddenError`; `MoveError`; `TextError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        role = require(actor, Capability.KEEP_PLAN, of_department_or_all(ResourceMove, department), on=on)
        possible.check_move(people, money, moved_on, on=on)
        longest = {"moved_from": 300, "moved_to": 300, "because": 4_000, "result": 4_000, "source": 1_000}
        said = {"moved_from": moved_from, "moved_to": moved_to, "because": because, "result": result, "source": source}
        words = {name: policies.check_text(one, field=name, longest=longest[name]) for name, one in said.items()}
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = ResourceMove.objects.create(
            department=department,
            moved_on=moved_on,
            people=people,
            money=money,
            recorded_by=actor.user,
            recorded_at=at,
            **words,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_resource_move",
            subject=f"resourcemove:{row.pk}",
            facts={
                "department": department.code if department else None,
                "people": None if people is None else f"{people:f}",
                "money": None if money is None else f"{money:f}",
            },
            records=[row],
        )
    return row
