"""What a person may look into of the executive service, as values of the core, and which of it is theirs to act on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from meritbook.actions.capabilities import MATRIX, Capability, Scope
from meritbook.actions.permissions import Standing
from meritbook.actions.service_law import service_law
from meritbook.actions.service_record import records_of
from meritbook.core.errors import MeritbookError
from meritbook.core.law.pack import Law
from meritbook.core.service.record import SeatOnRecord
from meritbook.records.models import Department, Role, Seat


class NoSuchSeatError(MeritbookError):
    """There is no such seat, or none that the person may look into."""

    code = "service.no_such_seat"
    remedy = "Ask your agency HR officer for the number of the position, or look it up in the list of the service."
    http_status = 404


class SeatUnclearError(MeritbookError):
    """The number is that of positions of several departments."""

    code = "service.seat_unclear"
    remedy = "Name the seat by its own number."
    http_status = 409


def law() -> Law:
    """The law of the service that this office lives under."""
    return service_law()


ACTING = {
    "department_director": Role.DEPARTMENT_DIRECTOR,
    "agency_hr": Role.AGENCY_HR,
    "executive": Role.EXECUTIVE,
    "personnel_director": Role.PERSONNEL_DIRECTOR,
    "personnel_staff": Role.PERSONNEL_STAFF,
    "analyst": Role.ANALYST,
}
"""The roles by which the calendar says who must act."""


class Offices:
    """For which of the entries of a calendar a person is the one who must act; departments are read once."""

    def __init__(self, standing: Standing) -> None:
        self.user = standing.user.pk if standing.user is not None else None
        names = dict(
            Department.objects.filter(
                pk__in=[held.department for held in standing.held if held.department]
            ).values_list("pk", "code")
        )
        self.held = {
            (held.role, names.get(held.department) if held.department is not None else None) for held in standing.held
        }
        self.reads: frozenset[str | None] = frozenset(
            None if MATRIX[held.role].get(Capability.READ_SEAT) is Scope.EVERYWHERE else names.get(held.department or 0)
            for held in standing.held
            if MATRIX[held.role].get(Capability.READ_SEAT) in (Scope.EVERYWHERE, Scope.DEPARTMENT)
        )
        """The departments whose seats are open to the person by an office that they hold; `None` stands for all."""
        self.watches = any(held.role in (Role.AUDITOR, Role.PERSONNEL_STAFF) for held in standing.held)
        """Whether they look for breaches in the whole state."""

    def acts(self, who: Iterable[str], *, department: str, executive: int | None) -> bool:
        """Whether the person is among those who must act, in the department or for all, and not on their own case."""
        own = executive is not None and executive == self.user
        for one in who:
            role = ACTING[one]
            if role == Role.EXECUTIVE:
                if own and any(name == role for name, _ in self.held):
                    return True
            elif not own and ((role, None) in self.held or (department and (role, department) in self.held)):
                return True
        return False


def records_in(
    standing: Standing,
    *,
    first: date,
    last: date,
    on: date,
    seats: Iterable[int] | None = None,
    offices: Offices | None = None,
) -> list[SeatOnRecord]:
    """The seats of a span that the person may look into, as known on a day; eight statements whatever their number.

    Whoever sees a seat only because it is their own sees their own time in it, and not that of another executive.
    """
    found = standing.seats().filter(Q(ends_before__isnull=True) | Q(ends_before__gt=first), starts_on__lte=last)
    if seats is not None:
        found = found.filter(pk__in=list(seats))
    rows = records_of(found.order_by("position__department__code", "position__number", "pk"), on=on)
    reads = (offices or Offices(standing)).reads
    if None in reads:
        return rows
    me = standing.user.pk if standing.user is not None else None
    return [one for one in rows if one.department in reads or (me is not None and one.executive_id == me)]


def record_in(standing: Standing, seat: int, *, on: date) -> SeatOnRecord:
    """One seat that the person may look into, as known on a day; raises `NoSuchSeatError`."""
    found = records_in(standing, first=date.min, last=date.max, on=on, seats=[seat])
    if not found:
        raise NoSuchSeatError("There is no such seat that you may look into.", where=str(seat))
    return found[0]


def seat_named(seats: QuerySet[Seat], name: str, *, on: date) -> Seat:
    """The one of the seats that has the number, or whose position has it: of several terms that of the day, else the
    newest.

    A position goes before a seat of the same number. Raises `NoSuchSeatError`, `SeatUnclearError`.
    """
    rows = seats.select_related("position").order_by("-starts_on", "-pk")
    by_number = list(rows.filter(position__number=name.replace("\0", "")))
    if len({one.position_id for one in by_number}) > 1:
        seats_named = ", ".join(str(one.pk) for one in by_number)
        raise SeatUnclearError(
            f"Several departments have a position {name}; their seats are {seats_named}.", where=name
        )
    of_day = [one for one in by_number if one.starts_on <= on and (one.ends_before is None or one.ends_before > on)]
    for one in (*of_day, *by_number):
        return one
    # `0003` is the number of a position, and no seat's.
    is_seat = name.isascii() and name.isdigit() and len(name) < 10 and not name.startswith("0")
    found = rows.filter(pk=int(name)).first() if is_seat else None
    if found is None:
        raise NoSuchSeatError(f"There is no seat “{name}” that you may look into.", where=name)
    return found
