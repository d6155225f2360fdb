"""Merge a department into another one: its positions and seats go with it, and it ends."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.db.models.functions import Lower

from meritbook.actions import ledger, policies, seating
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.actions.record_department_size import check_fte
from meritbook.core.dates import day_in_words
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import Department, DepartmentMerger, DepartmentSize, Position, SeatAuthorisation, User
from meritbook.records.models.common import Vouched


class MergerError(policies.PolicyError):
    """The two departments cannot be merged as things stand."""

    code = "department.merger"
    remedy = "See from when to when both departments stand, and whether one was merged before."


class NumberClashError(policies.PolicyError):
    """Positions of both departments carry the same number."""

    code = "department.number_clash"
    remedy = "Give the positions of the one department other numbers, and merge then."


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    department: Department,
    into: Department,
    permanent_fte: Decimal | None = None,
    source: str = "",
    day: date | None = None,
) -> DepartmentMerger:
    """The merger on that day (the day of the action when none is given), which may not lie ahead.

    `permanent_fte` is the size of the successor from then on, with its source; where it is not known, what was on
    record of it ends, so that its entitlement is undetermined until somebody records it. Further seats that were
    authorised for the department end with it. Raises `ForbiddenError`; `MergerError`; `NumberClashError`;
    `DatedActError`; `DayRangeError`; `TextError`.
    """
    on = clock.day_of(at)
    role = require(actor, Capability.MERGE_DEPARTMENTS, department, on=on)
    when = day or on
    if permanent_fte is not None:
        permanent_fte = check_fte(permanent_fte)
        source = policies.check_text(source, field="source", longest=300)
    with transaction.atomic():
        # By their keys, so that two mergers at once never wait for one another.
        seating.lock(*sorted((department, into), key=lambda one: one.pk), *department.positions.order_by("pk"))
        department = Department.objects.get(pk=department.pk)
        into = Department.objects.get(pk=into.pk)
        _check(department, into, when, on)
        positions = list(department.positions.order_by("number", "pk"))
        _check_numbers(positions, into)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        department.ends_before = when
        department.save()
        saved: list[Vouched] = [department]
        for position in positions:
            position.department = into
            position.save()
        saved += positions
        saved += _end_sizes(department, when)
        saved += _end_authorisations(department, when, by=actor.user, at=at)
        if permanent_fte is not None:
            _, sizes = seating.put_size(into, fte=permanent_fte, starts_on=when, source=source, by=actor.user, at=at)
            saved += sizes
        else:
            saved += _end_sizes(into, when)
        merger = DepartmentMerger.objects.create(
            department=department,
            into=into,
            on=when,
            positions_json=canonical_json([one.pk for one in positions]),
            merged_by=actor.user,
            merged_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="merge_departments",
            subject=f"department:{department.pk}",
            facts={
                "department": department.code,
                "department_id": department.pk,
                "into": into.code,
                "into_id": into.pk,
                "on": when.isoformat(),
                "positions": [one.number for one in positions],
                "position_ids": [one.pk for one in positions],
                "permanent_fte": str(permanent_fte) if permanent_fte is not None else None,
                "source": source,
            },
            records=[*saved, merger],
        )
    return merger


def _check(department: Department, into: Department, when: date, on: date) -> None:
    if department.pk == into.pk:
        raise MergerError("A department cannot be merged into itself.", where="into")
    if DepartmentMerger.objects.filter(department=department).exists():
        raise MergerError(f"{department} was merged already.", where="department")
    if when > on:
        raise seating.DatedActError("A merger is recorded once its day has come.", where="day")
    seating.check_department_on(into, when)
    seating.check_department_on(into, on)
    if department.ends_before is not None and department.ends_before != when:
        raise MergerError(
            f"{department} ends before {day_in_words(department.ends_before)}; it goes over on that day.", where="day"
        )
    if when <= department.starts_on:
        raise MergerError(f"{department} starts on {day_in_words(department.starts_on)}.", where="day")


def _check_numbers(positions: list[Position], into: Department) -> None:
    numbers = {one.number.lower() for one in positions}
    clashing = into.positions.annotate(low=Lower("number")).filter(low__in=numbers)
    same = list(clashing.order_by("number").values_list("number", flat=True))
    if same:
        shown = ", ".join(same[:10]) + (f" and {len(same) - 10} more" if len(same) > 10 else "")
        raise NumberClashError(
            f"Both departments have a position {shown}.", where="department", details={"numbers": same}
        )


def _end_sizes(department: Department, when: date) -> list[DepartmentSize]:
    """The size on record ends on the day; one that was recorded for that day or later stays as it was recorded."""
    saved = []
    for row in department.sizes.filter(starts_on__lt=when):
        if row.ends_before is None or row.ends_before > when:
            row.ends_before = when
            row.save()
            saved.append(row)
    return saved


def _end_authorisations(department: Department, when: date, *, by: User, at: datetime) -> list[SeatAuthorisation]:
    saved = []
    for row in department.seat_authorisations.filter(revoked_at__isnull=True):
        if row.ends_before is None or row.ends_before > when:
            seating.end_authorisation(row, when, by=by, at=at)
            saved.append(row)
    return saved
