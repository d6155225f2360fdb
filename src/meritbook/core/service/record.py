"""What is on record of a seat of the service and of the executive in it, as a value: the core judges this, not rows."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from meritbook.core.terms import Term
from meritbook.core.values import Value


class ContractOnRecord(Value):
    """A performance contract: its term `[starts_on, ends_before)`, the salary for a month, and the days that count."""

    id: int
    starts_on: date
    ends_before: date
    salary: Decimal
    agreed_on: date | None = None
    """The day on which it was agreed and all had signed; none while it is not."""
    states_criteria: bool
    on_standard_form: bool
    at_department_hr_on: date | None = None
    at_central_hr_on: date | None = None
    filed_on: date | None = None
    taken_from_file_on: date | None = None
    meetings: tuple[date, ...] | None = None
    """The days on which meetings on progress were held; none where its year is not kept here, so nobody knows."""

    def meetings_by(self, day: date) -> int | None:
        """How many meetings were held by the day; none where nobody knows."""
        return None if self.meetings is None else sum(1 for one in self.meetings if one <= day)

    def term(self) -> Term:
        """The days for which it is agreed."""
        return Term(starts_on=self.starts_on, ends_before=self.ends_before)


class NoticeOnRecord(Value):
    """A notice of dismissal for failure to perform that stands."""

    id: int
    served_on: date
    served_how: str
    in_writing: bool
    arrived_on: date | None = None
    """The day on which the executive had it, by the proof of its service; none while no proof says so."""

    @property
    def given_on(self) -> date:
        """The day on which notice is given: when it arrived, and as long as nobody knows that, when it was served."""
        return self.arrived_on or self.served_on


class ReviewOnRecord(Value):
    """The newest review of whether the position still meets the criteria."""

    on: date
    still_met: bool


class SeatOnRecord(Value):
    """A position in the service for a term, who holds it, and what was agreed and done, as known on a day."""

    seat: int
    position: str
    """The number of the position."""
    title: str = ""
    department: str
    """The code of the department; `department_name` says it in words."""
    department_name: str = ""
    starts_on: date
    ends_before: date | None = None
    by_nomination: bool = True
    """Whether the criteria were judged when it entered; a seat that was taken over had none judged here."""
    appointment: int | None = None
    """None while the seat is vacant."""
    executive: str = ""
    """The executive's name."""
    executive_id: int | None = None
    entered_on: date | None = None
    """The day of hire, or of movement into or within the plan."""
    leaves_before: date | None = None
    """The day before which the executive leaves the seat, when that is known."""
    leaves_by: str = ""
    """By what the appointment ends, such as `resignation` or `dismissal`; empty where it does not, or by the law."""
    previous_class: str = ""
    contracts: tuple[ContractOnRecord, ...] = ()
    """By their first day."""
    notice: NoticeOnRecord | None = None
    review: ReviewOnRecord | None = None
    support_withdrawn_on: date | None = None
    """Since when the department's director does not support it; none while it is supported."""
    central_hr_told_on: date | None = None
    """When central human resources was told that the position left; none while it was not."""
    further: dict[str, Any] = {}
    """Facts of the law that another register keeps of the executive, by their names, such as final ratings."""

    def stands_on(self, day: date) -> bool:
        """Whether the position is in the service on the day."""
        return Term(starts_on=self.starts_on, ends_before=self.ends_before).covers(day)

    def held_on(self, day: date) -> bool:
        """Whether the executive is in the seat on the day."""
        if self.appointment is None or self.entered_on is None:
            return False
        return Term(starts_on=self.entered_on, ends_before=self.leaves_before).covers(day)

    def contract_on(self, day: date) -> ContractOnRecord | None:
        """The contract whose term covers the day."""
        return next((one for one in self.contracts if one.term().covers(day)), None)
