"""Reads what is on record of seats and the executives in them into values of the core: a few statements for many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import FilteredRelation, OuterRef, Q, QuerySet, Subquery

from meritbook.actions.rated import rated_facts
from meritbook.core.service.acts import ACTS
from meritbook.core.service.record import ContractOnRecord, NoticeOnRecord, ReviewOnRecord, SeatOnRecord
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    Consequence,
    ConsequenceStatus,
    ContractRecord,
    CriteriaReview,
    DismissalNotice,
    PerformanceContract,
    ProofOfService,
    Seat,
    SeatOrigin,
    SupportWithdrawal,
)


def contract_of(row: ContractRecord, meetings: Sequence[date] | None = None) -> ContractOnRecord:
    """A contract as the core judges it, with the days of the meetings on progress where its year is kept here."""
    return ContractOnRecord(
        id=row.pk,
        starts_on=row.starts_on,
        ends_before=row.ends_before,
        salary=row.salary,
        agreed_on=row.agreed_on,
        states_criteria=row.states_criteria,
        on_standard_form=row.on_standard_form,
        at_department_hr_on=row.at_department_hr_on,
        at_central_hr_on=row.at_central_hr_on,
        filed_on=row.filed_on,
        taken_from_file_on=row.taken_from_file_on,
        meetings=None if meetings is None else tuple(sorted(meetings)),
    )


def meetings_of(appointments: Iterable[int]) -> dict[int, list[date]]:
    """By contract on record whose year is kept here: the days on which a review was held that stands."""
    rows = (
        PerformanceContract.objects.filter(record__appointment__in=list(appointments), withdrawn_at__isnull=True)
        .annotate(held=FilteredRelation("reviews", condition=Q(reviews__withdrawn_at__isnull=True)))
        .order_by("record_id")
        .values_list("record_id", "held__held_on")
    )
    found: dict[int, list[date]] = defaultdict(list)
    for record, day in rows:
        found[record] += [] if day is None else [day]
    return found


def records_of(seats: QuerySet[Seat], *, on: date) -> list[SeatOnRecord]:
    """What is on record of the seats as known on the day, in the order of the query; eight statements at most.

    Of each seat the appointment that is in force on the day, else the next one to come, else the one that ended last.
    """
    rows = list(seats.select_related("position__department"))
    keys = [row.pk for row in rows]
    appointments = _appointments(keys, on)
    return _filled([(row, appointments.get(row.pk)) for row in rows], on=on)


def _filled(held_seats: Sequence[tuple[Seat, Appointment | None]], *, on: date) -> list[SeatOnRecord]:
    """The seats as values, each with the appointment given for it."""
    keys = [row.pk for row, _ in held_seats]
    held = [one.pk for _, one in held_seats if one is not None]
    contracts: dict[int, list[ContractOnRecord]] = defaultdict(list)
    meetings = meetings_of(held)
    for contract in ContractRecord.objects.filter(appointment__in=held).order_by("starts_on"):
        contracts[contract.appointment_id].append(contract_of(contract, meetings.get(contract.pk)))
    # When a notice reached the executive, by the proof that stands, as known on the day.
    proofs = ProofOfService.objects.filter(notice=OuterRef("pk"), withdrawn_at__isnull=True, arrived_on__lte=on)
    notices = {
        one.appointment_id: NoticeOnRecord(
            id=one.pk,
            served_on=one.served_on,
            served_how=one.served_how,
            in_writing=one.in_writing,
            arrived_on=one.arrived_on,
        )
        for one in DismissalNotice.objects.filter(
            Q(withdrawn_at__isnull=True), appointment__in=held, served_on__lte=on
        ).annotate(arrived_on=Subquery(proofs.values("arrived_on")[:1]))
    }
    reviews: dict[int, CriteriaReview] = {}
    for review in CriteriaReview.objects.filter(seat__in=keys, on__lte=on).order_by("on", "id"):
        reviews[review.seat_id] = review
    withdrawn = {
        one.seat_id: one.on
        for one in SupportWithdrawal.objects.filter(
            Q(restored_on__isnull=True) | Q(restored_on__gt=on), seat__in=keys, on__lte=on
        )
    }
    told = _told(keys, on)
    rated = rated_facts(held, on=on)
    return [
        _record(
            row,
            appointment,
            contracts,
            notices,
            reviews.get(row.pk),
            withdrawn.get(row.pk),
            told.get(row.pk),
            rated.get(appointment.pk, {}) if appointment else {},
        )
        for row, appointment in held_seats
    ]


def _told(seats: Iterable[int], on: date) -> dict[int, date]:
    """Since when central human resources knows that a position left, by the letter on a consequence."""
    telling = [act.draft for act in ACTS.values() if act.leaves or act.says_it_left]
    rows = Consequence.objects.filter(seat__in=list(seats), status=ConsequenceStatus.CONFIRMED, draft__in=telling)
    # What is confirmed is known on whatever day the law is worked through next.
    return dict.fromkeys(rows.values_list("seat_id", flat=True), on)


def record_of(seat: Seat, *, on: date) -> SeatOnRecord:
    """What is on record of one seat as known on the day."""
    return records_of(Seat.objects.filter(pk=seat.pk), on=on)[0]


def seats_on(on: date) -> QuerySet[Seat]:
    """The seats whose term covers the day, in the order of department and number."""
    return Seat.objects.on(on).order_by("position__department__code", "position__number", "pk")


def past_seats(on: date) -> list[SeatOnRecord]:
    """Seats that the position left and appointments that ended, of which something may still be drafted on the day.

    That is: nobody told central human resources that the position left, or a contract form still lies on file. Seats
    and appointments that `seats_on` gives are left out.
    """
    left = list(Seat.objects.filter(ends_before__lte=on).select_related("position__department").order_by("pk"))
    told = _told([row.pk for row in left], on)
    untold = [row for row in left if row.pk not in told]
    last = _appointments([row.pk for row in untold], on)
    found: list[tuple[Seat, Appointment | None]] = [(row, last.get(row.pk)) for row in untold]
    known = [one.pk for one in (*last.values(), *_appointments(seats_on(on).values_list("pk", flat=True), on).values())]
    on_file = ContractRecord.objects.filter(filed_on__lte=on, taken_from_file_on__isnull=True)
    ended = Appointment.objects.filter(status=AppointmentStatus.IN_FORCE, pk__in=on_file.values("appointment"))
    rows = ended.exclude(pk__in=known).select_related("executive", "seat__position__department").order_by("pk")
    found.extend((one.seat, one) for one in rows)
    return _filled(found, on=on)


def _appointments(seats: Iterable[int], on: date) -> dict[int, Appointment]:
    found: dict[int, Appointment] = {}

    def rank(one: Appointment) -> tuple[int, int]:
        if one.starts_on > on:
            return (1, -one.starts_on.toordinal())
        if one.ends_before is not None and one.ends_before <= on:
            return (0, one.ends_before.toordinal())
        return (2, 0)

    rows = Appointment.objects.filter(seat__in=list(seats), status=AppointmentStatus.IN_FORCE)
    for row in rows.select_related("executive").order_by("starts_on"):
        before = found.get(row.seat_id)
        if before is None or rank(row) > rank(before):
            found[row.seat_id] = row
    return found


def _record(
    row: Seat,
    appointment: Appointment | None,
    contracts: dict[int, list[ContractOnRecord]],
    notices: dict[int, NoticeOnRecord],
    review: CriteriaReview | None,
    withdrawn: date | None,
    told: date | None,
    further: dict[str, Any],
) -> SeatOnRecord:
    position = row.position
    return SeatOnRecord(
        seat=row.pk,
        position=position.number,
        title=position.title,
        department=position.department.code,
        department_name=position.department.name,
        starts_on=row.starts_on,
        ends_before=row.ends_before,
        by_nomination=row.origin == SeatOrigin.NOMINATION,
        appointment=appointment.pk if appointment else None,
        executive=appointment.executive.full_name if appointment else "",
        executive_id=appointment.executive_id if appointment else None,
        entered_on=appointment.starts_on if appointment else None,
        leaves_before=appointment.ends_before if appointment else None,
        leaves_by=appointment.ended_cause if appointment else "",
        previous_class=appointment.previous_class if appointment else "",
        contracts=tuple(contracts[appointment.pk]) if appointment else (),
        notice=notices.get(appointment.pk) if appointment else None,
        review=ReviewOnRecord(on=review.on, still_met=review.still_met) if review else None,
        support_withdrawn_on=withdrawn,
        central_hr_told_on=told,
        further=further,
    )
