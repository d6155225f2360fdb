"""Seats as several actions need them: the lock under which they are counted, the record, and whether one is free.

Two nominations for one last seat must not both find it free. Whoever counts seats in order to take one first takes the
place of the next ledger entry, which one transaction at a time can hold, and only then reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Q

from meritbook.actions import ledger
from meritbook.actions.policies import PolicyError, check_day_in_range
from meritbook.actions.service_law import service_law
from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict
from meritbook.core.service.replay import ToldAct
from meritbook.core.service.seats import (
    AuthorisationOnRecord,
    DepartmentOnRecord,
    FilledSeat,
    Merger,
    Reservation,
    SeatsLaw,
    SeatsRecord,
    SizeOnRecord,
    StateSeats,
    free_seat,
    refusing,
)
from meritbook.core.service.seats import ledger as seats_ledger
from meritbook.core.terms import Term
from meritbook.core.verdict import Verdict
from meritbook.records import clock
from meritbook.records.models import (
    Department,
    DepartmentMerger,
    DepartmentSize,
    LedgerEntry,
    Nomination,
    NominationStatus,
    Position,
    Seat,
    SeatAuthorisation,
    User,
)
from meritbook.records.models.nominations import OPEN


class NoSeatError(PolicyError):
    """The law has no seat for one more position: the state or the department would be over."""

    code = "seats.none_free"
    remedy = "Wait until a seat falls vacant, or ask the State Personnel Director for a further one for good cause."


class SeatUndeterminedError(PolicyError):
    """Whether a seat is free cannot be said, because a fact is missing or the law is not known on the day."""

    code = "seats.undetermined"
    remedy = "Record what is missing, such as the FTE of the department, and try again."


class InServiceError(PolicyError):
    """The position is in the service already, or a nomination for it is under way."""

    code = "seats.taken_already"
    remedy = "Open the position to see its seat or its nomination."


class DatedActError(PolicyError):
    """The day that was given cannot be had, as things stand."""

    code = "seats.day"
    remedy = "Give another day; see from when to when the department, the law or the seat holds."


def lock(*rows: Department | Position | Nomination) -> ledger.NextEntry:
    """Wait until nobody else counts seats; held until the transaction ends. Raises `LedgerError` outside of one.

    `rows` are those that the action reads and must not change meanwhile. They are locked before, in this order, as
    every action locks its rows before the end of the ledger: so two actions never wait for one another.
    """
    for row in rows:
        type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    return ledger.next_entry()


def _reservation(row: Nomination) -> Reservation | None:
    """From when to when a nomination kept a seat. Earlier submissions of one that was returned are in the ledger."""
    starts, ends = clock.day_of(row.nominated_at), None
    if row.status == NominationStatus.ENTERED:
        return None  # from then on its seat counts, which was entered ahead of its first day
    moments = {
        NominationStatus.RETURNED: row.returned_at,
        NominationStatus.REFUSED: row.decided_at,
        NominationStatus.WITHDRAWN: row.withdrawn_at,
    }
    moment = moments.get(NominationStatus(row.status))
    if row.returned_at is not None and row.returned_at > row.nominated_at:
        moment = row.returned_at
    if moment is not None:
        ends = clock.day_of(moment)
        if ends <= starts:
            return None
    return Reservation(
        nomination=row.pk,
        position=row.position_id,
        department=row.position.department_id,
        starts_on=starts,
        ends_before=ends,
    )


def _seat(row: Seat) -> FilledSeat:
    nomination = getattr(row, "nomination", None)
    entered = clock.day_of(nomination.nominated_at if nomination is not None else row.entered_at)
    return FilledSeat(
        seat=row.pk,
        position=row.position_id,
        department=row.position.department_id,
        starts_on=row.starts_on,
        ends_before=row.ends_before,
        entered_on=min(entered, row.starts_on),
    )


def record() -> SeatsRecord:
    """All that the ledger of seats is worked out from: six statements."""
    return SeatsRecord(
        departments=tuple(
            DepartmentOnRecord(
                id=one.pk, code=one.code, name=one.name, starts_on=one.starts_on, ends_before=one.ends_before
            )
            for one in Department.objects.order_by("code")
        ),
        sizes=tuple(
            SizeOnRecord(
                department=one.department_id,
                fte=one.permanent_fte,
                starts_on=one.starts_on,
                ends_before=one.ends_before,
                source=one.source,
            )
            for one in DepartmentSize.objects.order_by("department_id", "starts_on")
        ),
        authorisations=tuple(
            AuthorisationOnRecord(
                id=one.pk,
                department=one.department_id,
                seats=one.seats,
                cause=one.cause,
                starts_on=one.starts_on,
                ends_before=one.ends_before,
            )
            for one in SeatAuthorisation.objects.filter(revoked_at__isnull=True).order_by("pk")
        ),
        seats=tuple(_seat(one) for one in Seat.objects.select_related("position", "nomination").order_by("pk")),
        reservations=tuple(
            kept
            for one in Nomination.objects.exclude(status=NominationStatus.ENTERED)
            .select_related("position")
            .defer("verdicts_json")
            .order_by("pk")
            if (kept := _reservation(one)) is not None
        ),
        mergers=tuple(
            Merger(
                department=one.department_id,
                into=one.into_id,
                on=one.on,
                positions=frozenset(json.loads(one.positions_json)),
            )
            for one in DepartmentMerger.objects.order_by("pk")
        ),
    )


def state_on(on: date) -> StateSeats:
    """The ledger of seats on a day, as the record stands now."""
    return seats_ledger(record(), SeatsLaw(service_law(), on))


def seat_verdicts(
    department: Department, *, on: date, term: Term | None = None, nomination: Nomination | None = None
) -> tuple[LawVerdict, ...]:
    """What the law of a day says of one more position of the department; `nomination` is one that keeps a seat."""
    law = SeatsLaw(service_law(), on)
    within = term or Term(starts_on=on)
    return free_seat(record(), law, department.pk, within, without=nomination.pk if nomination else None)


def check_free(verdicts: Sequence[LawVerdict], *, where: str) -> None:
    """A seat is free by each of the verdicts; raises `NoSeatError` or `SeatUndeterminedError` with the verdict."""
    against = refusing(verdicts)
    if against is None:
        return
    details = {"verdict": against.plain()}
    if against.verdict is Verdict.NOT_MET:
        raise NoSeatError(f"{against.sentence} [{against.rule}]", where=where, remedy=against.cure, details=details)
    asked = "; ".join(f"{one.question} (ask: {one.ask.replace('_', ' ')})" for one in against.missing)
    raise SeatUndeterminedError(f"{against.sentence} Missing: {asked} [{against.rule}]", where=where, details=details)


def check_not_in_service(position: Position, *, on: date) -> None:
    """The position fills no seat on the day or later, and no nomination of it is under way."""
    if position.seats.filter(Q(ends_before__isnull=True) | Q(ends_before__gt=on)).exists():
        raise InServiceError(f"Position {position.number} is in the service.", where="position")
    if position.nominations.filter(status__in=OPEN).exists():
        raise InServiceError(f"A nomination of position {position.number} is under way.", where="position")


def put_size(
    department: Department, *, fte: Decimal, starts_on: date, source: str, by: User, at: datetime
) -> tuple[DepartmentSize, list[DepartmentSize]]:
    """The size of a department from a day on, and all rows that were saved for it.

    The size before it ends on that day; one of the very day is corrected; one that begins later keeps its days.
    """
    same = department.sizes.filter(starts_on=starts_on).first()
    if same is not None:
        same.permanent_fte, same.source = fte, source
        same.recorded_by, same.recorded_at = by, at
        same.save()
        return same, [same]
    saved: list[DepartmentSize] = []
    before = department.sizes.filter(starts_on__lt=starts_on).order_by("-starts_on").first()
    if before is not None and (before.ends_before is None or before.ends_before > starts_on):
        before.ends_before = starts_on
        before.save()
        saved.append(before)
    after = department.sizes.filter(starts_on__gt=starts_on).order_by("starts_on").first()
    row = DepartmentSize.objects.create(
        department=department,
        permanent_fte=fte,
        starts_on=starts_on,
        ends_before=after.starts_on if after else None,
        source=source,
        recorded_by=by,
        recorded_at=at,
    )
    return row, [row, *saved]


def end_authorisation(row: SeatAuthorisation, last: date, *, by: User | None, at: datetime) -> None:
    """End it before the day, or take it back when that is its first day or earlier."""
    if last <= row.starts_on:
        row.revoked_by, row.revoked_at = by, at
    else:
        row.ends_before = last
    row.save()


def check_department_on(department: Department, day: date) -> None:
    """The department stands on the day; raises `DatedActError`, or `DayRangeError`."""
    check_day_in_range(day, where="day")
    if day < department.starts_on or (department.ends_before is not None and day >= department.ends_before):
        until = f", and ends before {day_in_words(department.ends_before)}" if department.ends_before else ""
        raise DatedActError(
            f"{department} does not stand on {day_in_words(day)}: "
            f"it starts on {day_in_words(department.starts_on)}{until}.",
            where="department",
        )


def told() -> Iterator[ToldAct]:
    """What the ledger tells of the acts on seats, in its order, for `core.service.replay`."""
    for row in LedgerEntry.objects.order_by("seq").iterator():
        yield ToldAct(action=row.action, on=clock.day_of(row.at), facts=row.facts)
