"""What the acts on appointments share: an appointment as a value, what the law says of it, who holds what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import Q

from meritbook.actions import pay_limits, service_law
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, OwnCaseError, require
from meritbook.core.law.answer import LawVerdict
from meritbook.core.service.appointing import (
    ALLOCATION_FIRST,
    AUTHORITY,
    PAY_CAP,
    AppointmentOnRecord,
    appointment_facts,
    pay_facts,
)
from meritbook.core.values import canonical_json
from meritbook.core.verdict import Verdict
from meritbook.records import clock
from meritbook.records.models import (
    Application,
    Appointment,
    AppointmentStatus,
    Decision,
    DecisionOutcome,
    DecisionStatus,
    Department,
    DeterminationOutcome,
    DeterminationStatus,
    Nomination,
    PerformanceContract,
    Position,
    Role,
    RoleAssignment,
    Seat,
    SeatOrigin,
    User,
)

OPEN = (AppointmentStatus.PROPOSED, AppointmentStatus.ACKNOWLEDGED)


def seat_held_by(user: User, on: date, *, beside: int | None = None) -> Appointment | None:
    """The appointment by which the person holds a seat on the day."""
    rows = Appointment.objects.on(on).filter(executive=user, status=AppointmentStatus.IN_FORCE)
    found: Appointment | None = (
        rows.exclude(seat=beside).select_related("seat__position__department", "executive").first()
    )
    return found


def releasing_department(former: Appointment | None, seat: Seat) -> Department | None:
    """The department whose director must consent: that of the former seat, where it is not the seat's own."""
    if former is None or former.seat.position.department_id == seat.position.department_id:
        return None
    return former.seat.position.department


def candidacy(executive: User, position: Position) -> Application | None:
    """The person's application, by their own account, in the newest examination for the position."""
    return (
        Application.objects.filter(user=executive, examination__position=position)
        .order_by("-examination__on", "-pk")
        .first()
    )


def qualification_of(application: Application | None) -> tuple[Verdict, str]:
    """What the standing determination on a candidate says, and how it is said."""
    if application is None:
        return Verdict.UNDETERMINED, "No examination for the position is linked to the person's account."
    standing = application.determinations.filter(status=DeterminationStatus.STANDING).first()
    if standing is None:
        return Verdict.UNDETERMINED, f"Nothing is determined in examination {application.examination.number}."
    said = f"Examination {application.examination.number}: {standing.get_outcome_display()}."
    verdict = {
        DeterminationOutcome.QUALIFIED: Verdict.MET,
        DeterminationOutcome.NOT_QUALIFIED: Verdict.NOT_MET,
    }.get(DeterminationOutcome(standing.outcome), Verdict.UNDETERMINED)
    return verdict, said


def allocated(seat: Seat) -> date | bool | None:
    """The day on which the position was allocated, by the decision that stands or the review of its nomination.

    Of a position that was taken over nobody has said so here.
    """
    decision = (
        Decision.objects.filter(
            position=seat.position_id, status=DecisionStatus.STANDING, outcome=DecisionOutcome.CLASS
        )
        .order_by("number")
        .first()
    )
    if decision is not None:
        return clock.day_of(decision.decided_at)
    nomination = Nomination.objects.filter(seat=seat, reviewed_at__isnull=False).first()
    if nomination is not None and nomination.in_management_class and nomination.reviewed_at is not None:
        return clock.day_of(nomination.reviewed_at)
    return None if seat.origin == SeatOrigin.TAKEN_OVER else False


def value_of(row: Appointment, *, on: date, completing: bool = False) -> AppointmentOnRecord:
    """The appointment as the core judges it; `completing` when it is about to come into force."""
    seat, position = row.seat, row.seat.position
    own = Appointment.objects.filter(
        Q(status=AppointmentStatus.IN_FORCE), seat=seat, executive=row.executive_id
    ).exclude(pk=row.pk)
    return AppointmentOnRecord.model_validate(
        {
            "method": row.method,
            "open": row.status in OPEN and not completing,
            "by_director": True,
            "merit_says": row.merit_says,
            "holds_position": position.incumbent_id == row.executive_id and not own.exists(),
            "holds_seat": seat_held_by(row.executive, row.starts_on, beside=seat.pk) is not None,
            "recorded_as_promotion": row.recorded_as_promotion,
            "releasing": row.releasing.name if row.releasing else "",
            "released_on": clock.day_of(row.released_at) if row.released_at else None,
            "acknowledged_on": clock.day_of(row.acknowledged_at) if row.acknowledged_at else None,
            "may_acknowledge": RoleAssignment.objects.on(on)
            .filter(user=row.executive_id, role=Role.EXECUTIVE, revoked_at__isnull=True)
            .exists(),
            "salary": row.salary,
            "previous_class": row.previous_class,
            "qualification": row.qualification,
            "qualification_says": row.qualification_says,
            "allocated": allocated(seat),
        }
    )


def verdicts_on(one: AppointmentOnRecord, *, starts_on: date, on: date) -> tuple[LawVerdict, ...]:
    """What the law says: of the act on its day, and of the salary on the first day for which it is paid."""
    said = service_law.judge(appointment_facts(one, on=on), (AUTHORITY, ALLOCATION_FIRST), on=on)
    paid = service_law.judge(pay_facts(one), (PAY_CAP,), on=starts_on, law=pay_limits.paid_law())
    return (*said.values(), *paid.values())


def kept(verdicts: Sequence[LawVerdict]) -> str:
    """Verdicts as a row keeps them."""
    return canonical_json([one.plain() for one in verdicts])


def answers(verdicts: Sequence[LawVerdict]) -> dict[str, str]:
    """What each rule answered, for the ledger."""
    return {one.rule: str(one.verdict) for one in verdicts}


def locked(appointment: Appointment) -> Appointment:
    """The appointment with its seat and position, locked until the transaction ends."""
    Position.objects.select_for_update().get(pk=appointment.seat.position_id)
    row: Appointment = Appointment.objects.select_related(
        "seat__position__department", "executive", "releasing", "application__examination"
    ).get(pk=appointment.pk)
    return row


def locked_contract(contract: PerformanceContract) -> PerformanceContract:
    """The contract as it stands, with its appointment locked until the transaction ends."""
    appointment = locked(contract.appointment)
    row: PerformanceContract = PerformanceContract.objects.select_for_update().get(pk=contract.pk)
    row.appointment = appointment
    return row


def locked_seat(seat: Seat) -> Seat:
    """The seat with its position, locked until the transaction ends."""
    Position.objects.select_for_update().get(pk=seat.position_id)
    row: Seat = Seat.objects.select_related("position__department", "position__incumbent").get(pk=seat.pk)
    return row


def require_apart(actor: Actor, capability: Capability, seat: Seat, executive: User, *, on: date) -> str:
    """The role in which the actor may act on the seat for the person; raises `OwnCaseError` for their own person."""
    if actor.user is not None and actor.user.pk == executive.pk:
        raise OwnCaseError("Nobody acts on their own appointment.", details={"capability": capability})
    return require(actor, capability, seat, on=on)
