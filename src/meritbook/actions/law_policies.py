"""Whether the law can be worked through on a day, and what can become of a draft: `check_…` and what they raise."""

from __future__ import annotations

from datetime import date

from meritbook.actions.policies import PolicyError, check_day_in_range
from meritbook.core.dates import day_in_words
from meritbook.records.models import LawDay


class DayWorkedError(PolicyError):
    """A day that the law was worked through already, or that lies before the newest such day."""

    code = "law_day.worked"
    remedy = "Nothing need be done for that day. If the clock of the machine ran back, set it right."


class DayLeftOutError(PolicyError):
    """A day before which another one has not been worked through yet."""

    code = "law_day.left_out"
    remedy = "Run `meritbook tick`: it works through every day in order."


class DayToComeError(PolicyError):
    """A day that has not come yet: until it is there, people may still do what the law asks."""

    code = "law_day.to_come"
    remedy = "Name today or an earlier day; a demonstration can be moved forward first."


class DayOfBeginningError(PolicyError):
    """There is no day from which the law could be worked through, or it is begun already."""

    code = "law_day.beginning"
    remedy = "Record the seats of the service first, or name the first day with `--since` at the very first run."


class StayDayError(PolicyError):
    """A stay until a day that has passed already."""

    code = "consequence.stay_day"
    remedy = "Name a day from today on, or none to stay it for good."
    http_status = 422


class ServiceDayError(PolicyError):
    """A letter that is said to have reached the executive before it was written."""

    code = "consequence.service_day"
    remedy = "Name the day on which the letter reaches the executive: today or later."
    http_status = 422


class GroundGoneError(PolicyError):
    """What was drafted no longer follows from the record as it stands."""

    code = "consequence.ground_gone"
    remedy = "Work the law through with `meritbook tick`: it finds the draft overtaken and says why."


class LaterAppointmentError(PolicyError):
    """An appointment that begins after the day on which the act would end it."""

    code = "consequence.later_appointment"
    remedy = "Settle that appointment first, or stay this with the reason."


def newest_day() -> date | None:
    """The newest day that the law was worked through."""
    return LawDay.objects.order_by("-on").values_list("on", flat=True).first()


def first_day() -> date | None:
    """The first day that the law was worked through."""
    return LawDay.objects.order_by("on").values_list("on", flat=True).first()


def check_day(on: date, *, newest: date | None, today: date) -> None:
    """The day is the next one, and has come; raises `DayWorkedError`, `DayLeftOutError`, `DayToComeError`."""
    if newest is not None and on <= newest:
        raise DayWorkedError(
            f"The law was worked through up to {day_in_words(newest)}; {day_in_words(on)} does not lie after it.",
            where=on.isoformat(),
            details={"newest": newest.isoformat()},
        )
    check_has_come(on, today=today)
    if newest is not None and (on - newest).days > 1:
        raise DayLeftOutError(
            f"The law was worked through up to {day_in_words(newest)}; the days up to {day_in_words(on)} come first.",
            where=on.isoformat(),
            details={"newest": newest.isoformat()},
        )


def check_has_come(on: date, *, today: date) -> None:
    """The day has come; raises `DayToComeError`."""
    if on > today:
        raise DayToComeError(
            f"{day_in_words(on)} has not come yet; today is {day_in_words(today)}.",
            where=on.isoformat(),
            details={"today": today.isoformat()},
        )


def check_service(served_on: date, *, today: date) -> None:
    """The letter does not reach anybody before it is written; raises `ServiceDayError`, or `DayRangeError`."""
    check_day_in_range(served_on, where="served_on")
    if served_on < today:
        raise ServiceDayError(f"{day_in_words(served_on)} lies before the letter is written.", where="served_on")


def check_appointment(starts_on: date, *, ends_before: date, of: str) -> None:
    """The appointment begins before the day on which it would end; raises `LaterAppointmentError`."""
    if starts_on >= ends_before:
        raise LaterAppointmentError(
            f"The appointment of {of} begins on {day_in_words(starts_on)}; "
            f"the act would end it before {day_in_words(ends_before)}.",
            where=of,
        )


def check_stay(until: date | None, *, today: date) -> None:
    """The day until which it is stayed has not passed; raises `StayDayError`, or `DayRangeError`."""
    if until is not None:
        check_day_in_range(until, where="stayed_until")
    if until is not None and until < today:
        raise StayDayError(f"{day_in_words(until)} has passed already.", where="stayed_until")
