"""Who holds a position follows the appointment to its seat, from its first day to the day on which it ends."""

from __future__ import annotations

from datetime import date

from django.db.models import F, Q, QuerySet

from meritbook.records.models import Appointment, AppointmentStatus, Position


def _left(on: date) -> QuerySet[Appointment]:
    """Appointments by which somebody still stands as holding a position that they have left.

    Where the law took the position out of the service, its holder stays in it: nobody left.
    """
    rows = Appointment.objects.filter(status=AppointmentStatus.IN_FORCE, ends_before__lte=on)
    # Who had said before that they leave on a later day stays in it until then.
    still = Q(leaves_position_before__isnull=False, leaves_position_before__gt=on)
    return rows.exclude(ended_cause="").exclude(still).filter(seat__position__incumbent__isnull=False)


def _begun(on: date) -> QuerySet[Appointment]:
    """Appointments in force on the day whose executive does not stand as holding the position yet."""
    rows: QuerySet[Appointment] = Appointment.objects.on(on).filter(status=AppointmentStatus.IN_FORCE)
    return rows.filter(Q(seat__position__incumbent__isnull=True) | ~Q(seat__position__incumbent=F("executive")))


def lock_positions(on: date) -> None:
    """Lock the positions that `settle_incumbents` may change on the day, for whoever takes the end of the ledger next.

    Within a transaction; they are released when it ends.
    """
    keys = {key for rows in (_left(on), _begun(on)) for key in rows.values_list("seat__position", flat=True)}
    list(Position.objects.select_for_update().filter(pk__in=keys).order_by("pk").values_list("pk", flat=True))


def settle_incumbents(on: date, *, appointment: Appointment | None = None) -> list[Position]:
    """The positions whose incumbent was brought in step with the appointments as of the day, as saved.

    Within the transaction of the action that calls it, which vouches for them; `appointment` keeps it to the seat and
    the person of one.
    """
    changed: dict[int, Position] = {}
    left, begun = _left(on), _begun(on)
    if appointment is not None:
        concerns = Q(seat=appointment.seat_id) | Q(executive=appointment.executive_id)
        left, begun = left.filter(concerns), begun.filter(concerns)
    for row in left.select_related("seat__position").order_by("ends_before", "pk"):
        position = row.seat.position
        held = Appointment.objects.on(on).filter(
            status=AppointmentStatus.IN_FORCE, seat__position=position, executive=row.executive_id
        )
        if position.incumbent_id == row.executive_id and not held.exists():
            position.incumbent = None
            position.save()
            changed[position.pk] = position
    for row in begun.select_related("seat__position", "executive").order_by("starts_on", "pk"):
        position = changed.get(row.seat.position_id, row.seat.position)
        position.incumbent = row.executive
        position.save()
        changed[position.pk] = position
    return list(changed.values())
