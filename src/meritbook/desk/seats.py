"""The ledger of seats as pages, commands and the API show it: the state, a department, what a change would mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from meritbook.actions import seating
from meritbook.actions.pay_limits import paid_law
from meritbook.actions.permissions import Standing
from meritbook.actions.service_law import service_law
from meritbook.actions.service_record import records_of, seats_on
from meritbook.core.errors import MeritbookError
from meritbook.core.service.seats import DepartmentSeats, SeatsLaw, SeatsRecord, StateSeats, ledger
from meritbook.core.service.simulate import PaidSeat, Simulation, simulate
from meritbook.desk.paging import Page, paged
from meritbook.records import clock
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    Department,
    DepartmentMerger,
    DepartmentSize,
    Seat,
    SeatAuthorisation,
    SeatOrigin,
)
from meritbook.records.models.nominations import OPEN

MOST = 50
"""Lines of one kind on the page of a department, the newest first."""


class NoSuchDepartmentError(MeritbookError):
    """No department of that code or number is on record."""

    code = "service.no_department"
    remedy = "Open the page of the executive service and choose a department there."
    http_status = 404


class SimulationError(MeritbookError):
    """A change to the law that cannot be tried."""

    code = "service.change"
    remedy = "Write the name of a number of the law and what to set it to, such as seats.statewide_most=120."
    http_status = 422


@dataclass(frozen=True)
class SeatLine:
    """A seat of a department."""

    id: int
    position_id: int
    position: str
    title: str
    executive: str
    """Empty while nobody holds it, or for those who may not look into it."""
    open: bool
    """Whether the person may look into it."""
    starts_on: date
    ends_before: date | None
    by_nomination: bool


@dataclass(frozen=True)
class NominationBrief:
    """A nomination that is under way, on the page of a department."""

    id: int
    position: str
    status: str
    nominated_at: datetime


@dataclass(frozen=True)
class DepartmentPage:
    """Everything that the page of a department shows."""

    row: Department
    seats: DepartmentSeats | None
    """None on a day on which there is nothing to show: it does not stand, and no seat is left in it."""
    sizes: tuple[DepartmentSize, ...]
    authorisations: tuple[SeatAuthorisation, ...]
    held: Page[SeatLine]
    nominations: tuple[NominationBrief, ...]
    merged_into: DepartmentMerger | None
    mergers: tuple[DepartmentMerger, ...]


def department(key: int | str) -> Department:
    """A department by its number or its code; raises `NoSuchDepartmentError`."""
    wanted = Q(pk=key) if isinstance(key, int) else Q(code__iexact=key.replace("\0", ""))
    row: Department | None = Department.objects.filter(wanted).first()
    if row is None:
        raise NoSuchDepartmentError(f"There is no department {key}.", where=str(key))
    return row


def state(on: date) -> StateSeats:
    """The ledger of seats on a day: six statements."""
    return seating.state_on(on)


def department_page(standing: Standing, row: Department, on: date, page: int = 1) -> DepartmentPage:
    """The seats of a department on a day, as far as the person may look into them."""
    record = seating.record()
    found = ledger(record, SeatsLaw(service_law(), on))
    here = [one.seat for one in record.seats if record.department_of(one.position, one.department, on) == row.pk]
    shown: Page[Seat] = paged(seats_on(on).filter(pk__in=here).select_related("position"), page)
    keys = [one.pk for one in shown.rows]
    readable = set(standing.seats().filter(pk__in=keys).values_list("pk", flat=True))
    executives = dict(
        Appointment.objects.on(on)
        .filter(seat__in=readable, status=AppointmentStatus.IN_FORCE)
        .values_list("seat_id", "executive__full_name")
    )
    held = tuple(
        SeatLine(
            id=one.pk,
            position_id=one.position_id,
            position=one.position.number,
            title=one.position.title,
            executive=executives.get(one.pk, ""),
            open=one.pk in readable,
            starts_on=one.starts_on,
            ends_before=one.ends_before,
            by_nomination=one.origin == SeatOrigin.NOMINATION,
        )
        for one in shown.rows
    )
    nominations = tuple(
        NominationBrief(one.pk, one.position.number, one.get_status_display(), one.nominated_at)
        for one in standing.nominations()
        .filter(position__department=row, status__in=OPEN)
        .select_related("position")
        .defer("verdicts_json")[:MOST]
    )
    return DepartmentPage(
        row=row,
        seats=found.of(row.pk),
        sizes=tuple(row.sizes.select_related("recorded_by").order_by("-starts_on")[:MOST]),
        authorisations=tuple(
            row.seat_authorisations.select_related("authorised_by").order_by("-starts_on", "-pk")[:MOST]
        ),
        held=Page(rows=held, number=shown.number, of=shown.of, total=shown.total),
        nominations=nominations,
        merged_into=DepartmentMerger.objects.filter(department=row).select_related("into").first(),
        mergers=tuple(DepartmentMerger.objects.filter(into=row).select_related("department")[:MOST]),
    )


def read_changes(said: Mapping[str, str]) -> dict[str, Decimal]:
    """Changes to numbers of the law from text, empty ones left out; raises `SimulationError`."""
    found: dict[str, Decimal] = {}
    for name, text in said.items():
        if not text.strip():
            continue
        try:
            found[name] = Decimal(text.strip().replace(",", ""))
        except ArithmeticError as problem:
            raise SimulationError(f"“{text.strip()[:40]}” is not a number.", where=name) from problem
        if not found[name].is_finite():
            raise SimulationError(f"“{text.strip()[:40]}” is not a number.", where=name)
    return found


CHANGEABLE = (
    "seats.statewide_most",
    "seats.fte_per_position",
    "seats.department_most",
    "pay.range_maximum",
    "pay.cap_percent",
)
"""The numbers of the law that the simulation of the state is about, as far as the pack has them."""


@dataclass(frozen=True)
class Changeable:
    """A number of the law that can be tried otherwise."""

    name: str
    says: str
    unit: str
    now: str
    """What the law says on the day, in words; empty where it says nothing."""


def changeable(on: date) -> tuple[Changeable, ...]:
    """The numbers that can be tried otherwise, with what they are on the day."""
    law = service_law()
    judging = SeatsLaw(law, on).judging
    found = []
    for name in CHANGEABLE:
        if name in law.parameters:
            figure = judging.figure(name)
            parameter = law.parameters[name]
            now = "" if figure is None else f"{figure:,}"
            found.append(Changeable(name, parameter.says, str(law.kind_of(name).unit), now))
    return tuple(found)


def paid_seats(record: SeatsRecord, on: date) -> list[PaidSeat]:
    """What is paid in each seat on the day: by the contract that holds, else as on the day of appointment."""
    where = {one.seat: record.department_of(one.position, one.department, on) for one in record.seats}
    rows = records_of(seats_on(on), on=on)
    first = dict(
        Seat.objects.filter(appointments__pk__in=[one.appointment for one in rows if one.appointment]).values_list(
            "appointments__pk", "appointments__salary"
        )
    )
    found = []
    for one in rows:
        if one.executive_id is None or (one.entered_on is not None and one.entered_on > on):
            continue
        if one.leaves_before is not None and one.leaves_before <= on:
            continue
        contract = one.contract_on(on)
        salary = contract.salary if contract else first.get(one.appointment)
        found.append(PaidSeat(seat=one.seat, position=one.position, department=where[one.seat], salary=salary))
    return found


@dataclass(frozen=True)
class AboveLine:
    """An executive's seat that is paid above the cap as it would be."""

    position: str
    department: int
    salary: Decimal
    above: Decimal


def paid_above(standing: Standing, found: Simulation) -> tuple[AboveLine, ...]:
    """The seats paid above the cap as it would be, of those that the person may look into; the most above first."""
    readable = set(standing.seats().filter(pk__in=[one.seat for one in found.paid_above]).values_list("pk", flat=True))
    return tuple(
        AboveLine(one.position, one.department, one.salary, one.above)
        for one in found.paid_above
        if one.seat in readable
    )


def simulated(on: date, changed: Mapping[str, Decimal]) -> Simulation:
    """The state with some numbers of the law changed; raises `SimulationError` or `UnknownParameterError`.

    Pay is known from what is on record; of whom no salary is on record is counted, and never taken for nothing.
    """
    if not changed:
        raise SimulationError("Nothing was changed.")
    record = seating.record()
    return simulate(paid_law(), record, paid_seats(record, on), on=on, changed=changed)


def chosen_day(text: str, default: date | None = None) -> date:
    """A day from an address; today, or the default, for anything that is none."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return default or clock.today()
