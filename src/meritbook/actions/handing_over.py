"""Hand-overs as several acts need them: what goes over, to whom it may, and settling those whose day has come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet

from meritbook.actions import delegating
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import OwnCaseError
from meritbook.actions.policies import PolicyError, check_day_in_range
from meritbook.core.contracts.custody import ROLE_WORDS, a_year_after
from meritbook.core.dates import day_in_words
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    Department,
    HandOver,
    Position,
    Role,
    RoleAssignment,
    User,
)
from meritbook.records.models.common import Vouched

HELD = (AppointmentStatus.PROPOSED, AppointmentStatus.ACKNOWLEDGED, AppointmentStatus.IN_FORCE)


class SuccessorError(PolicyError):
    """The person cannot take over: shut out, without the role on the day, or the executive in one of the positions."""

    code = "hand_over.successor"
    remedy = "Have the system administrator grant the role from that day on, or choose another successor."


class NothingToHandOverError(PolicyError):
    """No position goes over: the person is the appointing authority of none of those named."""

    code = "hand_over.nothing"
    remedy = "Look at who the appointing authority of the positions is now; they may have been handed over already."


class HandOverStandsError(PolicyError):
    """The same work is handed over already."""

    code = "hand_over.stands"
    remedy = "Withdraw the hand-over that stands before its day, and make another."


class HandOverTermError(PolicyError):
    """The day or the overlap of the hand-over cannot be had."""

    code = "hand_over.term"
    remedy = "Give a day that is not past, and an overlap that ends after it and within a year."
    http_status = 422


class HandOverOverError(PolicyError):
    """The hand-over was settled or withdrawn."""

    code = "hand_over.over"
    remedy = "What went over stays with the successor; hand it over again where that was wrong."


def positions_of(giver: User, department: Department) -> QuerySet[Position]:
    """The positions of the department whose appointing authority the person is, by number."""
    return Position.objects.filter(appointing_authority=giver, department=department).order_by("number", "pk")


def open_hand_overs() -> QuerySet[HandOver]:
    """Those whose day has not come, or was not worked yet."""
    return HandOver.objects.filter(withdrawn_at__isnull=True, settled_at__isnull=True)


def executives_of(positions: Sequence[Position]) -> dict[int, str]:
    """Who holds, or is appointed or proposed to, each of the positions: the person's key and the position's number."""
    found = {one.incumbent_id: one.number for one in positions if one.incumbent_id is not None}
    rows = Appointment.objects.filter(seat__position__in=positions, status__in=HELD)
    for executive, number in rows.values_list("executive", "seat__position__number"):
        found.setdefault(executive, number)
    return found


def check_days(starts_on: date, overlap_ends_before: date | None, *, on: date) -> None:
    """The day is not past and the overlap ends after it, within a year; raises `HandOverTermError`."""
    check_day_in_range(starts_on, where="starts_on")
    if starts_on < on:
        raise HandOverTermError(f"{day_in_words(starts_on)} is past.", where="starts_on")
    if overlap_ends_before is None:
        return
    check_day_in_range(overlap_ends_before, where="overlap_ends_before")
    if not starts_on < overlap_ends_before <= a_year_after(starts_on):
        raise HandOverTermError(
            "The overlap must end after the day of the hand-over and within a year.", where="overlap_ends_before"
        )


def check_people(
    actor: Actor,
    giver: User,
    successor: User,
    role: str,
    department: Department,
    positions: Sequence[Position],
    starts_on: date,
) -> None:
    """The successor may take over, and nobody chooses their own rater; raises `SuccessorError`, `OwnCaseError`."""
    if giver.pk == successor.pk:
        raise SuccessorError(
            "Nobody hands over to themselves.", where="successor", remedy="Name somebody else who takes over."
        )
    if not successor.is_active:
        raise SuccessorError(f"{successor.full_name} is shut out.", where="successor")
    if not delegating.holds(successor, role, department, starts_on):
        raise SuccessorError(
            f"{successor.full_name} is not {ROLE_WORDS[role]} in {department.name} on {day_in_words(starts_on)}.",
            where="successor",
        )
    executives = executives_of(positions)
    if successor.pk in executives:
        raise SuccessorError(
            f"{successor.full_name} is the executive in position {executives[successor.pk]}: nobody answers for their "
            "own contract.",
            where="successor",
            remedy="Leave the position out and hand it over to somebody else.",
        )
    if actor.user is not None and actor.user.pk in executives:
        raise OwnCaseError("Nobody chooses who answers for their own contract.")


def check_not_handed_over(giver: User, role: str, department: Department, positions: Sequence[Position]) -> None:
    """None of it is handed over already; raises `HandOverStandsError`."""
    rows = HandOver.objects.filter(giver=giver, role=role, department=department, withdrawn_at__isnull=True)
    if role == Role.APPOINTING_AUTHORITY:
        rows = rows.filter(settled_at__isnull=True, positions__position__in=positions)
    else:
        # The role of a director does not move by a row that could tell: a later grant of it begins anew.
        newest = (
            RoleAssignment.objects.filter(
                Q(department__isnull=True) | Q(department=department), user=giver, role=role, revoked_at__isnull=True
            )
            .order_by("-granted_at")
            .values_list("granted_at", flat=True)
            .first()
        )
        if newest is None:
            raise NothingToHandOverError(f"{giver.full_name} was never director of {department.name}.", where="giver")
        rows = rows.filter(made_at__gte=newest)
    standing = rows.select_related("successor").first()
    if standing is not None:
        raise HandOverStandsError(
            f"It is handed over to {standing.successor.full_name} on {day_in_words(standing.starts_on)}.", where="giver"
        )


def due(on: date) -> QuerySet[HandOver]:
    """Hand-overs whose day has come and whose positions have not followed, oldest first."""
    return open_hand_overs().filter(starts_on__lte=on).order_by("starts_on", "pk")


def lock_due(on: date) -> None:
    """Lock the positions and the rows that `settle` may change on the day, within a transaction."""
    keys = due(on).values("positions__position")
    list(Position.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))
    list(due(on).select_for_update(of=("self",)).values_list("pk", flat=True))


def settle(rows: Sequence[HandOver], at: datetime) -> list[Vouched]:
    """What was saved as the positions followed their hand-overs: the positions that moved, and the hand-overs.

    Within the transaction of the act that calls it. A position whose appointing authority somebody changed since stays
    as they left it.
    """
    saved: dict[tuple[str, int], Vouched] = {}
    for row in rows:
        held = Position.objects.filter(hand_overs__hand_over=row, appointing_authority=row.giver_id)
        for position in held.select_related("department").order_by("pk"):
            position.appointing_authority = row.successor
            position.save(update_fields=["appointing_authority"])
            saved["position", position.pk] = position
        row.settled_at = at
        row.save(update_fields=["settled_at"])
        saved["hand_over", row.pk] = row
    return list(saved.values())


def moved(saved: Sequence[Vouched]) -> list[list[str | None]]:
    """Number of each position that moved and who its appointing authority is, for the ledger."""
    return [
        [one.number, one.appointing_authority.username if one.appointing_authority else None]
        for one in saved
        if isinstance(one, Position)
    ]


def told(row: HandOver) -> dict[str, object]:
    """What every entry on a hand-over tells."""
    return {
        "hand_over": row.pk,
        "role": row.role,
        "department": row.department.code,
        "giver": row.giver.username,
        "successor": row.successor.username,
        "starts_on": row.starts_on.isoformat(),
        "overlap_ends_before": row.overlap_ends_before.isoformat() if row.overlap_ends_before else None,
    }
