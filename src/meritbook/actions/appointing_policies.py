"""Is it possible now? What holds for appointments, contracts on record, notices and the end of an appointment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from meritbook.actions.policies import PolicyError, check_day_in_range
from meritbook.core.contracts.pay import amount_fault
from meritbook.core.dates import day_in_words
from meritbook.core.law.answer import LawVerdict
from meritbook.core.law.pack import Law
from meritbook.core.service.appointing import METHODS, AppointmentOnRecord, Method, unmet
from meritbook.core.service.due import next_year_starting, year_starting
from meritbook.core.verdict import Verdict
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    ContractRecord,
    DismissalNotice,
    Seat,
    ServedBy,
    SupportWithdrawal,
    User,
)

CAUTION = "caution"
"""The draft of a rule whose breach is told and refuses nothing."""


class LawRefusesError(PolicyError):
    """The law does not allow it; the verdict says which rule, and what would put it right."""

    code = "law.refuses"
    remedy = "Put right what the rule names, or take the act back."
    http_status = 422


class MethodError(PolicyError):
    """A method of filling that does not fit the person and the position."""

    code = "appointment.method"
    remedy = "Choose another method, or record first what this one asks for."
    http_status = 422


class SeatTermError(PolicyError):
    """The position is not in the service on the day, or the day lies outside the appointment."""

    code = "appointment.seat_term"
    remedy = "Open the seat to see from when to when it is in the service and held, and choose another day."


class SeatHeldError(PolicyError):
    """Somebody holds the seat, or is proposed for it already."""

    code = "appointment.seat_held"
    remedy = "Open the seat to see who holds it; conclude the appointment that is open, or end the one in force first."


class HoldsAnotherSeatError(PolicyError):
    """The person holds another seat of the service on the first day."""

    code = "appointment.holds_another_seat"
    remedy = "Propose a transfer, which ends the former appointment when the new one begins."


class SalaryError(PolicyError):
    """A salary that cannot be one."""

    code = "appointment.salary"
    remedy = "Give the salary for a month in dollars, with at most two decimals, such as 9000.50."
    http_status = 422


class NotYoursError(PolicyError):
    """Only the person who is proposed acknowledges the rights, or declines."""

    code = "appointment.not_yours"
    remedy = "The executive who is proposed must do it, signed in with their own account."
    http_status = 403


class NotTransferError(PolicyError):
    """There is no other department whose director would have to consent."""

    code = "appointment.no_release"
    remedy = "Only a transfer out of another department waits for the consent of its director."


class AlreadyReleasedError(PolicyError):
    """The director of the releasing department has consented already."""

    code = "appointment.already_released"
    remedy = "Open the appointment to see what it still waits for."


class RightsChangedError(PolicyError):
    """The rights are not those that were shown."""

    code = "appointment.rights_changed"
    remedy = "Read the rights again as they stand now, then acknowledge them."


class NoRightsError(PolicyError):
    """The law pack of this office has no table of rights."""

    code = "appointment.no_rights"
    remedy = "Ask the system administrator which law pack the office lives under."


class NotQualifiedError(PolicyError):
    """The determination that stands says that the person does not meet the minimum qualifications."""

    code = "appointment.not_qualified"
    remedy = "Withdraw the appointment; or have the determination reviewed by those who made it."
    http_status = 422


class QualificationOpenError(PolicyError):
    """Whether the person is qualified is undetermined, and no reason says why they are appointed all the same."""

    code = "appointment.qualification_open"
    remedy = "Ask agency human resources for the determination, or write the reason that the appointment rests on."
    http_status = 422


class NotInForceError(PolicyError):
    """The appointment is not in force, or has an end already."""

    code = "appointment.not_in_force"
    remedy = "Open the seat to see who holds it, and from when to when."


class EndError(PolicyError):
    """An appointment that cannot end so, or on that day."""

    code = "appointment.end"
    remedy = "Choose why the executive leaves, and a last day within the appointment."
    http_status = 422


class ContractTermError(PolicyError):
    """The term of a contract cannot be had."""

    code = "contract.term"
    remedy = "Give a term within one fiscal year, within the appointment, and apart from the contracts on record."
    http_status = 422


class ContractDayError(PolicyError):
    """A day on a contract that cannot be: to come, or before the one that it follows."""

    code = "contract.day"
    remedy = "Record what has happened, on the day on which it happened."
    http_status = 422


class AgreedError(PolicyError):
    """Term and salary of a contract that all have signed."""

    code = "contract.agreed"
    remedy = "The term and the salary of an agreed contract stay. Record the next one for what was agreed anew."


class NoNoticeRuleError(PolicyError):
    """The law does not give the day of separation: there is no such rule, or no contract for the day."""

    code = "dismissal.no_day"
    remedy = "Record the contract that is in force; the day of separation is counted from its fiscal year."


class NoticeDayError(PolicyError):
    """A notice served on a day that cannot be."""

    code = "dismissal.day"
    remedy = "Give the day on which the notice was served, today at the latest and within the appointment."
    http_status = 422


class NoticeStandsError(PolicyError):
    """A notice of dismissal stands already, or none does."""

    code = "dismissal.stands"
    remedy = "Open the seat to see the notice that stands; to serve another, withdraw it first."


class SupportError(PolicyError):
    """The support is as it is said to become, or the day cannot be."""

    code = "support.unchanged"
    remedy = "Open the seat to see whether the director supports it, and since when."


def check_method(key: str) -> Method:
    """The method by which a director fills a seat."""
    method = METHODS.get(key)
    if method is None:
        raise MethodError(f"No seat is filled by “{key}”. There are: {', '.join(METHODS)}.", where="method")
    return method


def check_fits(one: AppointmentOnRecord) -> None:
    """What the method asks for at once is there."""
    for need in unmet(one):
        if need.at_once:
            raise MethodError(
                f"{METHODS[one.method].says} It does not fit: {need.says}",
                where="method",
                details={"method": one.method, "needs": need.key, "ask": need.ask},
            )


def check_salary(salary: Decimal) -> Decimal:
    """The salary for a month, to the cent."""
    if fault := amount_fault(salary):
        raise SalaryError(fault, where="salary")
    return salary.quantize(Decimal("0.01"))


def check_seat_covers(seat: Seat, first: date) -> None:
    """The position is in the service on the first day."""
    check_day_in_range(first, where="starts_on")
    if first < seat.starts_on or (seat.ends_before is not None and first >= seat.ends_before):
        until = f" until before {day_in_words(seat.ends_before)}" if seat.ends_before else ""
        raise SeatTermError(
            f"The position is in the service from {day_in_words(seat.starts_on)}{until}, not on {day_in_words(first)}.",
            where="starts_on",
        )


def check_seat_free(seat: Seat, first: date, *, beside: int | None = None) -> None:
    """Nobody holds the seat on or after the first day, and nobody else is proposed for it."""
    for row in seat.appointments.select_related("executive"):
        if row.pk == beside:
            continue
        if row.status in (AppointmentStatus.PROPOSED, AppointmentStatus.ACKNOWLEDGED):
            raise SeatHeldError(f"{row.executive.full_name} is proposed for the seat.", where="seat")
        if row.status == AppointmentStatus.IN_FORCE and (row.ends_before is None or row.ends_before > first):
            raise SeatHeldError(f"{row.executive.full_name} holds the seat on {day_in_words(first)}.", where="seat")


def check_one_seat(executive: User, first: date, former: Appointment | None, *, transfer: bool) -> None:
    """The person holds no other seat on or after the first day, but for the one that a transfer leaves."""
    if former is not None and not transfer:
        raise HoldsAnotherSeatError(
            f"{executive.full_name} holds position {former.seat.position.number} on {day_in_words(first)}.",
            where="executive",
        )
    later = Appointment.objects.filter(executive=executive, status=AppointmentStatus.IN_FORCE, starts_on__gt=first)
    row = later.select_related("seat__position").first()
    if row is not None:
        raise HoldsAnotherSeatError(
            f"{executive.full_name} holds position {row.seat.position.number} from {day_in_words(row.starts_on)}.",
            where="executive",
        )


def check_law(verdicts: Iterable[LawVerdict]) -> None:
    """No rule that is binding is broken; a rule whose breach is only a caution refuses nothing."""
    broken = [one for one in verdicts if one.breach and (one.effect is None or one.effect.draft != CAUTION)]
    if broken:
        first = broken[0]
        raise LawRefusesError(
            f"The law refuses it ({first.rule}): {first.sentence}",
            where=first.rule,
            remedy=first.cure or LawRefusesError.remedy,
            details={
                "rule": first.rule,
                "verdicts": [one.plain() for one in broken],
                "problems": [{"field": one.rule, "says": f"{one.rule}: {one.sentence}"} for one in broken],
            },
        )


def check_qualified(verdict: Verdict, reason: str) -> None:
    """The person is qualified; where that is undetermined, a reason is on record."""
    if verdict is Verdict.NOT_MET:
        raise NotQualifiedError("The person does not meet the minimum qualifications of the position.")
    if verdict is Verdict.UNDETERMINED and not reason:
        raise QualificationOpenError(
            "Whether the person meets the minimum qualifications is undetermined.", where="qualification_because"
        )


def check_own(user: User | None, appointment: Appointment) -> None:
    """The person is the one who is proposed; to hold the position is not enough."""
    if user is None or user.pk != appointment.executive_id:
        raise NotYoursError(f"{appointment.executive.full_name} is proposed, and nobody else acts for them.")


def check_in_force(appointment: Appointment, *, on: date) -> None:
    """The appointment is in force and has not ended by the day; its first day may be to come."""
    if appointment.status != AppointmentStatus.IN_FORCE:
        raise NotInForceError(f"The appointment is {appointment.get_status_display().lower()}.", where="appointment")
    if appointment.ends_before is not None and appointment.ends_before <= on:
        raise NotInForceError(
            f"The appointment ended before {day_in_words(appointment.ends_before)}.", where="appointment"
        )


def check_end(appointment: Appointment, cause: str, last_day: date, *, causes: tuple[str, ...]) -> None:
    """The cause is one of those, and the last day lies in the appointment."""
    check_day_in_range(last_day, where="last_day")
    if cause not in causes:
        raise EndError(f"No appointment ends by “{cause}”. There are: {', '.join(causes)}.", where="cause")
    before = appointment.ends_before
    if last_day < appointment.starts_on or (before is not None and last_day >= before):
        until = f" and ends already before {day_in_words(before)}" if before else ""
        raise EndError(f"The appointment begins on {day_in_words(appointment.starts_on)}{until}.", where="last_day")


def check_paper(on_file: bool | None) -> str:
    """Whether the paper of a disciplinary action is on file, in words; somebody has said so."""
    if on_file is None:
        raise EndError(
            "Disciplinary action is taken as for other employees, by its own papers: say whether they are on file.",
            where="paper_on_file",
            remedy="Say whether the paper of the disciplinary action is on file; where it is not, ask for it.",
        )
    return "The paper of the disciplinary action is on file." if on_file else "Its paper is not on file yet."


def check_ends_after_start(former: Appointment) -> None:
    """The appointment that a transfer ends has had a day."""
    if former.ends_before is not None and former.ends_before <= former.starts_on:
        raise HoldsAnotherSeatError(
            f"The former appointment begins only on {day_in_words(former.starts_on)}.", where="starts_on"
        )


def check_contract_term(
    law: Law, appointment: Appointment, starts_on: date, ends_before: date, *, beside: int | None = None
) -> None:
    """The term lies in the appointment and in one fiscal year, and shares no day with another contract of it."""
    if ends_before <= starts_on:
        raise ContractTermError("The contract ends before it begins.", where="ends_before")
    last = ends_before - timedelta(days=1)
    check_day_in_range(starts_on, where="starts_on")
    check_day_in_range(last, where="ends_before")
    outside = starts_on < appointment.starts_on or (
        appointment.ends_before is not None and starts_on >= appointment.ends_before
    )
    if outside:
        raise ContractTermError(
            f"The appointment begins on {day_in_words(appointment.starts_on)}; "
            f"{day_in_words(starts_on)} lies outside it.",
            where="starts_on",
        )
    next_begins, last_begins = next_year_starting(law, starts_on), year_starting(law, last)
    # On a day on which the law is not known yet, it does not say either.
    if (next_begins is not None and next_begins <= last) or (last_begins is not None and starts_on < last_begins):
        raise ContractTermError(
            f"{day_in_words(starts_on)} to {day_in_words(last)} lie in more than one fiscal year.", where="ends_before"
        )
    sharing = ContractRecord.objects.filter(
        appointment=appointment, starts_on__lt=ends_before, ends_before__gt=starts_on
    ).exclude(pk=beside)
    if other := sharing.first():
        raise ContractTermError(
            f"The contract from {day_in_words(other.starts_on)} shares days with it.", where="starts_on"
        )


def check_terms_open(
    agreed_on: date | None,
    terms: tuple[date, date, Decimal],
    wanted: tuple[date, date, Decimal],
    *,
    wanted_agreed_on: date | None,
) -> None:
    """Term, salary and day of agreement are as they were, or the contract is not agreed."""
    if agreed_on is None:
        return
    if terms != wanted:
        raise AgreedError(f"The contract was agreed on {day_in_words(agreed_on)}.", where="salary")
    if wanted_agreed_on != agreed_on:
        raise AgreedError(
            f"The contract was agreed on {day_in_words(agreed_on)}; that day is not changed here.",
            where="agreed_on",
            remedy="Correct the day of agreement with a reason, or undo the agreement before anything rests on it.",
        )


def check_contract_days(days: dict[str, date | None], *, on: date) -> None:
    """No day is to come or out of range, and the form leaves the file after it was put there."""
    for name, day in days.items():
        if day is not None:
            check_day_in_range(day, where=name)
        if day is not None and day > on:
            raise ContractDayError(f"{day_in_words(day)} is still to come.", where=name)
    filed, taken = days["filed_on"], days["taken_from_file_on"]
    if taken is not None and (filed is None or taken < filed):
        raise ContractDayError("What leaves the file was put into it before.", where="taken_from_file_on")


def check_notice_day(appointment: Appointment, served_on: date, *, on: date, paper: bool) -> None:
    """The notice is served today, or was before on a paper that is attached, while the executive holds the seat."""
    if served_on < on and not paper:
        raise NoticeDayError(
            f"The letter is written today, {day_in_words(on)}: it was not served on {day_in_words(served_on)}.",
            where="served_on",
            remedy="Serve it today; or attach the paper that was served on the day, which is kept as the notice.",
        )
    if served_on > on:
        raise NoticeDayError(f"{day_in_words(served_on)} is still to come.", where="served_on")
    if served_on < appointment.starts_on:
        raise NoticeDayError(f"The appointment began on {day_in_words(appointment.starts_on)}.", where="served_on")


def check_served_how(how: str) -> None:
    """The notice reached the executive in a way that is known."""
    if how not in ServedBy.values:
        raise NoticeDayError(
            f"No notice is served by “{how}”. There are: {', '.join(ServedBy.values)}.", where="served_how"
        )


def check_no_notice(appointment: Appointment) -> None:
    """No notice of dismissal stands."""
    standing = appointment.dismissal_notices.filter(withdrawn_at__isnull=True).first()
    if standing is not None:
        raise NoticeStandsError(f"The notice of {day_in_words(standing.served_on)} stands.", where="appointment")


def check_notice_stands(notice: DismissalNotice) -> None:
    """The notice was not withdrawn."""
    if notice.withdrawn_at is not None:
        raise NoticeStandsError("The notice is withdrawn already.", where="notice")


def check_supported(seat: Seat) -> None:
    """The director has not withdrawn the support."""
    row = seat.support_withdrawals.filter(restored_at__isnull=True).first()
    if row is not None:
        raise SupportError(f"The support is withdrawn from {day_in_words(row.on)} on.", where="seat")


def withdrawal_that_stands(seat: Seat, first: date) -> SupportWithdrawal:
    """The withdrawal of support that is to end on the day."""
    row: SupportWithdrawal | None = seat.support_withdrawals.filter(restored_at__isnull=True).first()
    if row is None:
        raise SupportError("The position is supported.", where="seat")
    check_day_in_range(first, where="starts_on")
    if first < row.on:
        raise SupportError(f"The support is withdrawn only from {day_in_words(row.on)} on.", where="starts_on")
    return row
