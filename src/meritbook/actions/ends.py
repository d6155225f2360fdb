"""How an appointment and a contract under it stand on a day: in force, still to come, or ended, and then by what.

A status says how far a row came and never changes with the days; what is told to people is read from the days too.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from meritbook.core.dates import day_in_words
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    ContractRecord,
    ContractStatus,
    ContractVersion,
    DismissalNotice,
    EndCause,
)


@dataclass(frozen=True)
class End:
    """The end of an appointment that is on record; `before` is the first day on which it is over."""

    before: date | None
    by: str
    """By what, such as `by resignation`; empty while no end is on record."""

    @property
    def last_day(self) -> date:
        """The last day; only for an end that is on record."""
        assert self.before is not None  # noqa: S101  # whoever asks knows that there is one
        return _day_before(self.before)


def end_of(row: Appointment) -> End:
    """The end of an appointment, with the notice behind a dismissal; one statement where there is a dismissal."""
    served = None
    if row.ends_before is not None and row.ended_cause == EndCause.DISMISSAL:
        served = row.dismissal_notices.filter(withdrawn_at__isnull=True).order_by("-served_on").first()
    return end_by(row, served)


def end_by(row: Appointment, served: DismissalNotice | None) -> End:
    """The end of an appointment; `served` is the notice that stands, where one does."""
    if row.ends_before is None:
        return End(None, "")
    seat = row.seat
    if row.ended_rule and row.ended_rule == seat.left_rule and row.ends_before == seat.ends_before:
        return End(row.ends_before, "because the position left the service")
    if row.ended_cause == EndCause.DISMISSAL:
        notice = f", of which notice was served on {day_in_words(served.served_on)}" if served is not None else ""
        return End(row.ends_before, f"by dismissal for failure to perform{notice}")
    if row.ended_cause:
        return End(row.ends_before, f"by {row.get_ended_cause_display().lower()}")
    return End(row.ends_before, "by the law" if row.ended_rule else "by what is not on record")


def appointment_stands(row: Appointment, end: End, *, on: date) -> str:
    """How an appointment stands on the day, in words."""
    if row.status != AppointmentStatus.IN_FORCE:
        return str(row.get_status_display())
    if end.before is not None and end.before <= on:
        return f"Ended on {day_in_words(end.last_day)}, {end.by}"
    begins = "In force" if row.starts_on <= on else f"Made, in force from {day_in_words(row.starts_on)}"
    return begins if end.before is None else f"{begins}; it ends on {day_in_words(end.last_day)}, {end.by}"


def version_stands(version: ContractVersion, end: End, *, on: date) -> str:
    """How a version of a contract stands on the day: one that all have signed is in force only for its days."""
    if version.status != ContractStatus.SIGNED:
        return str(version.get_status_display())
    contract = version.contract
    return f"Signed by all. {term_stands(contract.starts_on, contract.ends_before, end, on=on)}"


def record_stands(row: ContractRecord, end: End, *, on: date) -> str:
    """How a contract on record stands on the day."""
    if row.agreed_on is None or row.agreed_on > on:
        return "Not agreed yet"
    return term_stands(row.starts_on, row.ends_before, end, on=on)


def term_stands(starts_on: date, ends_before: date, end: End, *, on: date) -> str:
    """How an agreed contract for a term stands on the day: it ends with its term, or with the appointment before."""
    cut = end.before is not None and end.before <= ends_before
    over = end.before if cut and end.before is not None else ends_before
    last = day_in_words(_day_before(over))
    by = end.by if cut else "the last day of its term"
    if over <= starts_on:
        return f"Never came into force: the appointment ended on {last}, {by}"
    if cut and over == ends_before:
        by = f"{by}; it was the last day of its term too"
    if over <= on:
        return f"Ended on {last}, {by}"
    if on < starts_on:
        return f"In force from {day_in_words(starts_on)}"
    return f"In force; it ends on {last}, {by}"


def _day_before(day: date) -> date:
    return day - timedelta(days=1)
