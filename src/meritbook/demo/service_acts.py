"""The acts of the service in the year of the demonstration, each by the person whose part it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from meritbook.actions import (
    acknowledge_rights,
    authorise_seats,
    change_contract,
    confirm_consequence,
    decide_nomination,
    end_appointment,
    judge_criterion,
    make_appointment,
    merge_departments,
    nominate_position,
    nominating,
    propose_appointment,
    record_contract,
    record_department_size,
    record_pay_limit,
    record_salary_budget,
    resubmit_nomination,
    return_nomination,
    review_nomination,
    review_seat,
    serve_notice,
    service_law,
    set_entry_day,
    stay_consequence,
    withdraw_nomination,
    withdraw_support,
)
from meritbook.core.service.criteria import LARGE
from meritbook.core.service.rights import rights_of
from meritbook.core.verdict import Verdict
from meritbook.demo import contract_acts, days, register, service
from meritbook.demo.service import Act
from meritbook.demo.serving import CENTRAL_HR, actor, next_contracts, of, position, seat_of
from meritbook.demo.state import State
from meritbook.records import clock
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    Consequence,
    ConsequenceStatus,
    CriteriaReview,
    Department,
    DepartmentMerger,
    DepartmentSize,
    DismissalNotice,
    Nomination,
    NominationStatus,
    PayLimit,
    SalaryBudget,
    Seat,
    SeatAuthorisation,
    SupportWithdrawal,
    User,
)

REVIEWS, DECIDES = "analyst", "director.osp"
Tick = Callable[[int, int], None]
OPEN = (AppointmentStatus.PROPOSED, AppointmentStatus.ACKNOWLEDGED)


def tell(state: State, *, until: date, tick: Tick) -> None:
    """Go through the acts up to a day, each on its own; those of a day that is over are done."""
    every = sorted((*register.told(), *service.acts(), *contract_acts.told()), key=lambda act: act.on)
    waiting = [one for one in every if clock.today() <= one.on <= until]
    for done, one in enumerate(waiting, start=1):
        days.reach(one.on)
        if one.do == "next_contracts":
            next_contracts(state)
        else:
            _ACTS[one.do](one)
        tick(done, len(waiting))


def _number(act: Act) -> str:
    return str(act["position"]) if "position" in act.facts else service.number_of(act["candidate"])


def _nomination(act: Act) -> Nomination:
    found: Nomination = Nomination.objects.get(position=position(_number(act)))
    return found


def _department(code: str) -> Department:
    found: Department = Department.objects.get(code=code)
    return found


# --- seats ----------------------------------------------------------------------------------------------------------


def _authorise(act: Act) -> None:
    department = _department(act["department"])
    if not SeatAuthorisation.objects.filter(department=department).exists():
        authorise_seats.perform(
            actor(DECIDES),
            at=clock.now(),
            why=act["why"],
            department=department,
            seats=act["seats"],
            cause=act["why"],
            starts_on=act.on,
            ends_before=act["until"],
        )


def _resize(act: Act) -> None:
    department = _department(act["department"])
    if not DepartmentSize.objects.filter(department=department, starts_on=act["starts_on"]).exists():
        record_department_size.perform(
            actor(f"hr.{department.code.lower()}"),
            at=clock.now(),
            why=act["why"],
            department=department,
            permanent_fte=Decimal(act["fte"]),
            source=act["source"],
            starts_on=act["starts_on"],
        )


def _salary_limit(act: Act) -> None:
    if not PayLimit.objects.filter(starts_on=act["starts_on"], withdrawn_at__isnull=True).exists():
        record_pay_limit.perform(
            actor(CENTRAL_HR),
            at=clock.now(),
            why=act["why"],
            amount=Decimal(act["amount"]),
            starts_on=act["starts_on"],
            ends_before=act["ends_before"],
            source=act["source"],
        )


def _salary_budget(act: Act) -> None:
    department = _department(act["department"])
    if not SalaryBudget.objects.filter(department=department, starts_on=act["starts_on"]).exists():
        record_salary_budget.perform(
            actor(f"hr.{department.code.lower()}"),
            at=clock.now(),
            why=act["why"],
            department=department,
            amount=Decimal(act["amount"]),
            starts_on=act["starts_on"],
            ends_before=act["ends_before"],
            source=act["source"],
        )


def _merge(act: Act) -> None:
    department = _department(act["department"])
    if not DepartmentMerger.objects.filter(department=department).exists():
        merge_departments.perform(
            actor(CENTRAL_HR),
            at=clock.now(),
            why=act["why"],
            department=department,
            into=_department(act["into"]),
            permanent_fte=Decimal(act["fte"]),
            source=act["source"],
            day=act["day"],
        )


def _still_met(act: Act) -> None:
    seat = seat_of(act["position"])
    if not CriteriaReview.objects.filter(seat=seat).exists():
        review_seat.perform(actor(DECIDES), at=clock.now(), why=act["why"], seat=seat, still_met=True, says=act["why"])


def _withdraw_support(act: Act) -> None:
    seat = seat_of(act["position"])
    if not SupportWithdrawal.objects.filter(seat=seat).exists():
        withdraw_support.perform(
            of("director", seat.position), at=clock.now(), why=act["why"], seat=seat, says=act["why"]
        )


# --- nominations ----------------------------------------------------------------------------------------------------


def _nominate(act: Act) -> None:
    row = position(_number(act))
    if not row.nominations.exists():
        nominate_position.perform(
            of("director", row), at=clock.now(), why=act["why"], position=row, rationale=act["why"]
        )


def _review(act: Act) -> None:
    row = _nomination(act)
    if row.status != NominationStatus.SUBMITTED:
        return
    judged = set(row.judgements.filter(description=row.description).values_list("fact", flat=True))
    for one in nominating.suggestions(row, on=clock.today()):
        fact = one.criterion.fact
        if fact in judged or not one.criterion.needed:
            continue
        large = fact == LARGE
        judge_criterion.perform(
            actor(REVIEWS),
            at=clock.now(),
            why="Review of the nomination.",
            nomination=row,
            fact=fact,
            verdict=Verdict(act.facts.get("large_is", "met")) if large else one.verdict,
            says=act["large"] if large else "",
        )
    review_nomination.perform(
        actor(REVIEWS),
        at=clock.now(),
        why="Review of the nomination.",
        nomination=row,
        in_management_class=True,
        says="Allocated to the Management class by the decision on the bench.",
    )


def _return(act: Act) -> None:
    row = _nomination(act)
    if row.returned_at is None:
        return_nomination.perform(actor(REVIEWS), at=clock.now(), why=act["why"], nomination=row)


def _resubmit(act: Act) -> None:
    row = _nomination(act)
    if row.status == NominationStatus.RETURNED:
        resubmit_nomination.perform(
            of("director", row.position), at=clock.now(), why=act["why"], nomination=row, rationale=act["rationale"]
        )


def _withdraw(act: Act) -> None:
    row = _nomination(act)
    if row.withdrawn_at is None:
        withdraw_nomination.perform(of("director", row.position), at=clock.now(), why=act["why"], nomination=row)


def _approve(act: Act) -> None:
    _decide(act, approve=True)


def _refuse(act: Act) -> None:
    _decide(act, approve=False)


def _decide(act: Act, *, approve: bool) -> None:
    row = _nomination(act)
    if row.decided_at is None:
        decide_nomination.perform(
            actor(DECIDES), at=clock.now(), why=act["why"], nomination=row, approve=approve, reason=act["why"]
        )


def _enter(act: Act) -> None:
    row = _nomination(act)
    if row.day_set_at is None:
        set_entry_day.perform(
            of("director", row.position), at=clock.now(), why=act["why"], nomination=row, starts_on=act["starts_on"]
        )


# --- appointments ---------------------------------------------------------------------------------------------------


def _propose(act: Act) -> None:
    seat = seat_of(_number(act))
    executive = User.objects.get(username=act["executive"])
    if not seat.appointments.filter(executive=executive).exists():
        propose_appointment.perform(
            of("director", seat.position),
            at=clock.now(),
            why="Filling the seat.",
            seat=seat,
            executive=executive,
            method=act["method"],
            merit_says=act["merit"],
            salary=Decimal(act["salary"]),
            starts_on=act["starts_on"],
            previous_class=act.facts.get("previous_class", ""),
        )


def _proposed(seat: Seat, *statuses: AppointmentStatus) -> Appointment | None:
    found: Appointment | None = (
        seat.appointments.filter(status__in=statuses).select_related("executive").order_by("-pk").first()
    )
    return found


def _acknowledge(act: Act) -> None:
    row = _proposed(seat_of(_number(act)), AppointmentStatus.PROPOSED)
    rights = rights_of(service_law.service_law())
    if row is not None and rights is not None:
        acknowledge_rights.perform(
            actor(row.executive.username), at=clock.now(), why=act["why"], appointment=row, sha256=rights.sha256
        )


def _appoint(act: Act) -> None:
    seat = seat_of(_number(act))
    row = _proposed(seat, AppointmentStatus.ACKNOWLEDGED)
    if row is not None:
        make_appointment.perform(
            of("director", seat.position),
            at=clock.now(),
            why=act["why"],
            appointment=row,
            qualification_because=act["because"],
        )


def _held(number: str) -> Appointment:
    rows = Appointment.objects.filter(seat=seat_of(number), status=AppointmentStatus.IN_FORCE)
    found: Appointment = rows.select_related("seat__position__department", "executive").latest("starts_on")
    return found


def _contract(act: Act) -> None:
    held = _held(_number(act))
    if not held.contracts.exists():
        record_contract.perform(
            of("hr", held.seat.position),
            at=clock.now(),
            why="First contract after the executive came in.",
            appointment=held,
            starts_on=act["starts_on"],
            ends_before=act["ends_before"],
            salary=Decimal(act["salary"]),
            agreed_on=act["agreed_on"],
            states_criteria=True,
            on_standard_form=True,
            at_department_hr_on=act["agreed_on"],
            at_central_hr_on=act.on,
            filed_on=act["agreed_on"],
        )


def _send_copy(act: Act) -> None:
    contract = _held(act["position"]).contracts.get()
    if contract.at_central_hr_on is None:
        change_contract.perform(
            of("hr", position(act["position"])),
            at=clock.now(),
            why=act["why"],
            contract=contract,
            agreed_on=contract.agreed_on,
            states_criteria=contract.states_criteria,
            on_standard_form=contract.on_standard_form,
            at_department_hr_on=contract.at_department_hr_on,
            at_central_hr_on=act.on,
            filed_on=contract.filed_on,
            taken_from_file_on=contract.taken_from_file_on,
        )


def _leave(act: Act) -> None:
    held = _held(act["position"])
    if held.ends_before is None:
        end_appointment.perform(
            of("director", held.seat.position),
            at=clock.now(),
            why=act["why"],
            appointment=held,
            cause=act["cause"],
            last_day=act["last_day"],
            reason=act["why"],
        )


def _notice(act: Act) -> None:
    held = _held(act["position"])
    if not DismissalNotice.objects.filter(appointment=held).exists():
        serve_notice.perform(
            of("director", held.seat.position),
            at=clock.now(),
            why=act["why"],
            appointment=held,
            reason=act["why"],
            served_on=act.on,
            served_how=act["served_how"],
        )


# --- what the law drafted -------------------------------------------------------------------------------------------


def _drafted(act: Act) -> Consequence | None:
    found: Consequence | None = Consequence.objects.filter(
        seat=seat_of(act["position"]), rule=act["rule"], status=ConsequenceStatus.DRAFTED
    ).first()
    return found


def _confirm(act: Act) -> None:
    if (row := _drafted(act)) is not None:
        confirm_consequence.perform(actor(DECIDES), at=clock.now(), why=act["why"], consequence=row)


def _stay(act: Act) -> None:
    if (row := _drafted(act)) is not None:
        stay_consequence.perform(
            actor(DECIDES), at=clock.now(), why="Settling what the law drafted.", consequence=row, says=act["why"]
        )


_ACTS: dict[str, Callable[[Act], None]] = {
    **contract_acts.ACTS,
    **register.ACTS,
    "acknowledge": _acknowledge,
    "appoint": _appoint,
    "approve": _approve,
    "authorise": _authorise,
    "confirm": _confirm,
    "contract": _contract,
    "enter": _enter,
    "leave": _leave,
    "merge": _merge,
    "nominate": _nominate,
    "notice": _notice,
    "propose": _propose,
    "refuse": _refuse,
    "resize": _resize,
    "resubmit": _resubmit,
    "return": _return,
    "review": _review,
    "salary_budget": _salary_budget,
    "salary_limit": _salary_limit,
    "send_copy": _send_copy,
    "stay": _stay,
    "still_met": _still_met,
    "withdraw": _withdraw,
    "withdraw_support": _withdraw_support,
}
