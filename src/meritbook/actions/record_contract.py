"""Record a performance contract: its term, its salary, and the days that the law asks for."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from meritbook.actions import appointing, contracts, ledger
from meritbook.actions import appointing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import Appointment, AppointmentStatus, ContractRecord


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    appointment: Appointment,
    starts_on: date,
    ends_before: date,
    salary: Decimal,
    agreed_on: date | None = None,
    states_criteria: bool = False,
    on_standard_form: bool = False,
    at_department_hr_on: date | None = None,
    at_central_hr_on: date | None = None,
    filed_on: date | None = None,
    taken_from_file_on: date | None = None,
) -> ContractRecord:
    """The contract on record; `agreed_on` is the day on which all had signed. `salary` is for a month.

    A salary above the cap of the law on the first day of the term is refused with the verdict; where the law is not
    known on that day, the verdict says so. Raises `ForbiddenError`; `OwnCaseError`; `NotInForceError`; `SalaryError`;
    `ContractTermError`; `ContractDayError`; `DayRangeError`; `LawRefusesError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = appointing.locked(appointment)
        role = require(actor, Capability.RECORD_CONTRACT, held, on=on)
        if held.status != AppointmentStatus.IN_FORCE:
            raise possible.NotInForceError(
                f"The appointment is {held.get_status_display().lower()}.", where="appointment"
            )
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = ContractRecord(
            appointment=held,
            starts_on=starts_on,
            ends_before=ends_before,
            salary=possible.check_salary(salary),
            agreed_on=agreed_on,
            states_criteria=states_criteria,
            on_standard_form=on_standard_form,
            at_department_hr_on=at_department_hr_on,
            at_central_hr_on=at_central_hr_on,
            filed_on=filed_on,
            taken_from_file_on=taken_from_file_on,
            recorded_by=actor.user,
            recorded_at=at,
        )
        verdict = contracts.check(row, held, on=on)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as problem:
            raise possible.ContractTermError("Another contract of these days was recorded at the same moment.") from (
                problem
            )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_contract",
            subject=f"contract:{row.pk}",
            facts=contracts.told(row, held, verdict),
            records=[row],
        )
    return row
