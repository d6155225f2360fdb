"""Executives and the seats that they hold: lists with filters, and one seat with all that was recorded of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from meritbook.actions.appointing import OPEN
from meritbook.actions.permissions import MATRIX, Capability, Scope, Standing
from meritbook.actions.service_record import records_of
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.core.folding import folded
from meritbook.core.service.record import SeatOnRecord
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    ContractRecord,
    CriteriaReview,
    Department,
    DismissalNotice,
    LedgerEntry,
    Role,
    Seat,
    SupportWithdrawal,
)


class NoSuchSeatError(MeritbookError):
    """No seat, appointment, contract or notice of that number is on record, or none that this person may read."""

    code = "executives.unknown"
    remedy = "Open the list of executives and choose from there; it shows what you may read."
    http_status = 404


STATES = {
    "held": "Held",
    "vacant": "Vacant",
    "proposed": "Somebody is proposed",
    "no_contract": "Held, no contract on record for the day",
    "notice": "Notice of dismissal stands",
    "leaving": "The executive leaves on a known day",
}
"""The filters by state, with their words."""


@dataclass(frozen=True)
class ExecutiveLine:
    """A seat in a list, as on a day."""

    seat: int
    position: str
    title: str
    department: str
    department_name: str
    executive: str
    """Empty while the seat is vacant."""
    since: date | None
    until: date | None
    """The last day, where it is known."""
    state: str
    """What stands out about it, in words."""
    contract_until: date | None
    """The last day of the contract that covers the day; none without one."""
    salary: str
    """For a month, by that contract."""


@dataclass(frozen=True)
class HistoryLine:
    """What was done about a seat, as the ledger has it. `why` is empty for those who do not read the ledger."""

    seq: int
    at: datetime
    actor: str
    action: str
    why: str


def seats(standing: Standing, on: date) -> QuerySet[Seat]:
    """The seats open to the person whose position is in the service on the day, or comes in later."""
    rows = standing.seats().filter(Q(ends_before__isnull=True) | Q(ends_before__gt=on))
    return rows.order_by("position__department__code", "position__number", "pk")


def find(
    query: QuerySet[Seat], on: date, *, asked: str = "", department: int | None = None, state: str = ""
) -> QuerySet[Seat]:
    """Filter seats by words of number, title and name, by department, and by one of `STATES`."""
    held = Appointment.objects.on(on).filter(seat=OuterRef("pk"), status=AppointmentStatus.IN_FORCE)
    for word in asked.split()[:6]:
        named = Exists(held.filter(executive__folded_name__contains=folded(word)))
        query = query.filter(Q(position__number__icontains=word) | Q(position__title__icontains=word) | named)
    if department is not None:
        query = query.filter(position__department=department)
    if state == "held":
        return query.filter(Exists(held))
    if state == "vacant":
        return query.filter(~Exists(held))
    if state == "proposed":
        return query.filter(Exists(Appointment.objects.filter(seat=OuterRef("pk"), status__in=OPEN)))
    if state == "notice":
        notices = DismissalNotice.objects.filter(appointment=OuterRef("pk"), withdrawn_at__isnull=True)
        return query.filter(Exists(held.filter(Exists(notices))))
    if state == "leaving":
        return query.filter(Exists(held.filter(ends_before__isnull=False)))
    if state == "no_contract":
        contracts = ContractRecord.objects.on(on).filter(appointment=OuterRef("pk"), agreed_on__isnull=False)
        return query.filter(Exists(held.filter(~Exists(contracts))))
    return query


def departments_of(query: QuerySet[Seat]) -> tuple[Department, ...]:
    """The departments in which these seats lie, by name."""
    return tuple(
        Department.objects.filter(Exists(query.order_by().filter(position__department=OuterRef("pk")))).order_by("name")
    )


def own_only(standing: Standing, row: Seat | None = None) -> int | None:
    """The person, where they read a seat (or all that they read) as the executive in it and not for an office."""
    if standing.user is None:
        return None
    if row is not None:
        return standing.user.pk if standing.role_for(Capability.READ_SEAT, row) == Role.EXECUTIVE else None
    offices = [MATRIX[held.role].get(Capability.READ_SEAT) for held in standing.held]
    return None if any(scope not in (None, Scope.OWN) for scope in offices) else standing.user.pk


def executive_list(query: QuerySet[Seat], page: int, on: date, *, own: int | None = None) -> Page[ExecutiveLine]:
    """One page of seats by department and number, in nine statements; `own` as `own_only` has it."""
    chosen: Page[int] = paged(query.values_list("pk", flat=True), page)
    rows = Seat.objects.filter(pk__in=chosen.rows).order_by("position__department__code", "position__number", "pk")
    lines = lines_of(rows, on, own=own)
    return Page(rows=lines, number=chosen.number, of=chosen.of, total=chosen.total)


def lines_of(rows: QuerySet[Seat], on: date, *, own: int | None = None) -> tuple[ExecutiveLine, ...]:
    """Lines for seats, in their order, as on the day; without what concerns others than the person `own`."""
    found = [hidden(one, own) for one in records_of(rows, on=on)]
    proposed = dict(
        Appointment.objects.filter(seat__in=[one.seat for one in found], status__in=OPEN).values_list(
            "seat_id", "executive__full_name"
        )
    )
    return tuple(_line(one, proposed.get(one.seat, ""), on) for one in found)


def hidden(record: SeatOnRecord, own: int | None) -> SeatOnRecord:
    """The record without contracts and notice, where the person `own` reads of a seat that somebody else is in."""
    if own is None or record.executive_id in (None, own):
        return record
    return record.model_copy(update={"contracts": (), "notice": None, "previous_class": ""})


def holds(record: SeatOnRecord, on: date) -> bool:
    """Whether the executive of the record is in the seat on the day."""
    return (
        record.entered_on is not None
        and record.entered_on <= on
        and (record.leaves_before is None or record.leaves_before > on)
    )


def _line(record: SeatOnRecord, proposed: str, on: date) -> ExecutiveLine:
    there = holds(record, on)
    contract = record.contract_on(on) if there else None
    says = []
    if not there:
        comes = record.entered_on
        coming = comes is not None and comes > on
        says.append(f"{record.executive} comes on {day_in_words(comes)}" if comes and coming else "vacant")
    if proposed:
        says.append(f"{proposed} is proposed")
    if there and record.notice is not None:
        says.append("notice of dismissal stands")
    if there and (contract is None or contract.agreed_on is None):
        says.append("no agreed contract for the day")
    if record.support_withdrawn_on is not None:
        says.append("support withdrawn")
    return ExecutiveLine(
        seat=record.seat,
        position=record.position,
        title=record.title,
        department=record.department,
        department_name=record.department_name,
        executive=record.executive if there else "",
        since=record.entered_on if there else None,
        until=record.leaves_before - timedelta(days=1) if there and record.leaves_before else None,
        state=", ".join(says),
        contract_until=contract.ends_before - timedelta(days=1) if contract else None,
        salary=f"{contract.salary:,.2f}" if contract else "",
    )


def seat(standing: Standing, pk: int) -> Seat:
    """A seat that the person may read; raises `NoSuchSeatError`, also for one that they may not."""
    row: Seat | None = (
        standing.seats().select_related("position__department", "position__incumbent").filter(pk=pk).first()
    )
    if row is None:
        raise NoSuchSeatError("There is no such seat among those that you may read.")
    return row


def _of_others(standing: Standing, row: Appointment) -> bool:
    """Whether the person reads the seat as the executive in it, and this is about somebody else in the same seat."""
    own = own_only(standing, row.seat)
    return own is not None and row.executive_id != own


def appointment(standing: Standing, pk: int) -> Appointment:
    """An appointment that the person may read; raises `NoSuchSeatError`."""
    row = (
        standing.appointments()
        .select_related(
            "seat__position__department",
            "executive",
            "releasing",
            "released_by",
            "proposed_by",
            "concluded_by",
            "application__examination",
        )
        .filter(pk=pk)
        .first()
    )
    if row is None or _of_others(standing, row):
        raise NoSuchSeatError("There is no such appointment among those that you may read.")
    return row


def _readable(standing: Standing) -> Q:
    """Of contracts and notices: those of seats open to the person, and their own."""
    reach = Q(appointment__seat__position__in=standing.positions(Capability.READ_SEAT))
    return reach | Q(appointment__executive=standing.user) if standing.user is not None else reach


def contract(standing: Standing, pk: int) -> ContractRecord:
    """A contract that the person may read; raises `NoSuchSeatError`."""
    row: ContractRecord | None = (
        ContractRecord.objects.filter(_readable(standing), pk=pk)
        .select_related("appointment__seat__position__department", "appointment__executive", "recorded_by")
        .first()
    )
    if row is None or _of_others(standing, row.appointment):
        raise NoSuchSeatError("There is no such contract among those that you may read.")
    return row


def notice(standing: Standing, pk: int) -> DismissalNotice:
    """A notice of dismissal that the person may read; raises `NoSuchSeatError`."""
    row: DismissalNotice | None = (
        DismissalNotice.objects.filter(_readable(standing), pk=pk)
        .select_related("appointment__seat__position__department", "appointment__executive", "document")
        .first()
    )
    if row is None or _of_others(standing, row.appointment):
        raise NoSuchSeatError("There is no such notice among those that you may read.")
    return row


@dataclass(frozen=True)
class SeatParts:
    """What was recorded of a seat, newest first."""

    appointments: tuple[Appointment, ...]
    contracts: tuple[ContractRecord, ...]
    notices: tuple[DismissalNotice, ...]
    reviews: tuple[CriteriaReview, ...]
    withdrawals: tuple[SupportWithdrawal, ...]
    cut: tuple[str, ...] = ()
    """Of which kinds there is more than is shown."""

    @property
    def open(self) -> Appointment | None:
        """The appointment that is proposed, if there is one."""
        return next((one for one in self.appointments if one.status in OPEN), None)

    def in_force(self, on: date) -> Appointment | None:
        """The appointment in force on the day, or else the one to come."""
        rows = [
            one
            for one in self.appointments
            if one.status == AppointmentStatus.IN_FORCE and (one.ends_before is None or one.ends_before > on)
        ]
        return min(rows, key=lambda one: one.starts_on, default=None)

    @property
    def standing_notice(self) -> DismissalNotice | None:
        """The notice of dismissal that stands, if one does."""
        return next((one for one in self.notices if one.withdrawn_at is None), None)

    @property
    def withdrawal(self) -> SupportWithdrawal | None:
        """The withdrawal of support that stands, if one does."""
        return next((one for one in self.withdrawals if one.restored_at is None), None)


MOST = 50
"""Rows of each kind that a page of a seat shows."""


def parts_of(row: Seat, *, only: Any = None) -> SeatParts:
    """What was recorded of a seat, in six statements at most; `only` keeps it to the appointments of one person."""
    mine = {"executive": only} if only is not None else {}
    of_mine = {"appointment__executive": only} if only is not None else {}
    every: dict[str, list[Any]] = {
        "appointments": list(
            row.appointments.filter(**mine)
            .select_related("executive", "proposed_by")
            .order_by("-starts_on", "-pk")[: MOST + 1]
        ),
        "contracts": list(
            ContractRecord.objects.filter(appointment__seat=row, **of_mine)
            .select_related("appointment__executive")
            .order_by("-starts_on", "-pk")[: MOST + 1]
        ),
        "notices": list(
            DismissalNotice.objects.filter(appointment__seat=row, **of_mine)
            .select_related("appointment__executive", "decided_by")
            .prefetch_related("proofs")
            .order_by("-served_on", "-pk")[: MOST + 1]
        ),
        "reviews": list(row.reviews.select_related("reviewed_by").order_by("-on", "-pk")[: MOST + 1]),
        "withdrawals": list(row.support_withdrawals.select_related("withdrawn_by").order_by("-on", "-pk")[: MOST + 1]),
    }
    shown: dict[str, Any] = {name: tuple(rows[:MOST]) for name, rows in every.items()}
    return SeatParts(**shown, cut=tuple(name for name, rows in every.items() if len(rows) > MOST))


def history_of(row: Seat, parts: SeatParts, standing: Standing) -> tuple[HistoryLine, ...]:
    """What the ledger has of a seat and of what is in it, newest first, in one statement."""
    subjects = [
        f"seat:{row.pk}",
        *(f"appointment:{one.pk}" for one in parts.appointments),
        *(f"contract:{one.pk}" for one in parts.contracts),
        *(f"notice:{one.pk}" for one in parts.notices),
    ]
    reads = standing.may(Capability.READ_LEDGER)
    entries = LedgerEntry.objects.filter(subject__in=subjects).defer("payload", "digests").order_by("-seq")[:MOST]
    return tuple(
        HistoryLine(
            seq=one.seq, at=one.at, actor=one.actor, action=one.action.replace("_", " "), why=one.why if reads else ""
        )
        for one in entries
    )
