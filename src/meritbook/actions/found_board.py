"""Put a local board on record, with the counties or localities that it serves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from meritbook.actions import boarding, ledger, policies
from meritbook.actions import boarding_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import BoardArea, Department, LocalBoard


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    key: str,
    title: str,
    department: Department,
    area_kind: str,
    area: Sequence[str],
    starts_on: date,
) -> LocalBoard:
    """The board, standing from the day on.

    Raises `ForbiddenError`; `TakenError`; `TextError`; `BoardError`; `BoardTermError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = boarding.of_department_or_all(LocalBoard, department)
        role = require(actor, Capability.KEEP_BOARD, held, on=on)
        policies.check_day_in_range(starts_on, where="starts_on")
        policies.check_department_stands(department, starts_on)
        names = possible.check_area(area_kind, area)
        possible.check_area_free(None, area_kind, names, starts_on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = LocalBoard.objects.create(
            key=possible.check_board_new(key),
            title=policies.check_text(title, field="title", longest=200),
            department=department,
            starts_on=starts_on,
            created_by=actor.user,
            created_at=at,
        )
        areas = [
            BoardArea.objects.create(
                board=row,
                kind=area_kind,
                name=one,
                place=one.casefold(),
                starts_on=starts_on,
                set_by=actor.user,
                set_at=at,
            )
            for one in names
        ]
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="found_board",
            subject=f"board:{row.key}",
            facts={"department": department.code, "area": list(names), "starts_on": starts_on.isoformat()},
            records=[row, *areas],
        )
    return row
