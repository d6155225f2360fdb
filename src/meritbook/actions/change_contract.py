"""Record what became of a contract since: the days of agreement, copies and file; while it is not agreed, its terms."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from meritbook.actions import appointing, contracts, ledger
from meritbook.actions import appointing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import ContractRecord


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    contract: ContractRecord,
    agreed_on: date | None,
    states_criteria: bool,
    on_standard_form: bool,
    at_department_hr_on: date | None,
    at_central_hr_on: date | None,
    filed_on: date | None,
    taken_from_file_on: date | None,
    starts_on: date | None = None,
    ends_before: date | None = None,
    salary: Decimal | None = None,
) -> ContractRecord:
    """The contract with its days as they are now; what is empty has not happened.

    Term and salary, where they are given, are corrected while the contract is not agreed; of one that is agreed, its
    day stays too: `correct_agreed_day` moves it, `undo_agreement` takes it back. Raises `ForbiddenError`;
    `OwnCaseError`; `AgreedError`; `SalaryError`; `ContractTermError`; `ContractDayError`; `DayRangeError`;
    `LawRefusesError`; `LimitUnknownError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        held = appointing.locked(contract.appointment)
        role = require(actor, Capability.RECORD_CONTRACT, held, on=on)
        row: ContractRecord = ContractRecord.objects.select_for_update().get(pk=contract.pk)
        terms = (row.starts_on, row.ends_before, row.salary)
        wanted = (
            starts_on or row.starts_on,
            ends_before or row.ends_before,
            row.salary if salary is None else possible.check_salary(salary),
        )
        possible.check_terms_open(row.agreed_on, terms, wanted, wanted_agreed_on=agreed_on)
        row.starts_on, row.ends_before, row.salary = wanted
        row.agreed_on, row.at_department_hr_on, row.at_central_hr_on = agreed_on, at_department_hr_on, at_central_hr_on
        row.filed_on, row.taken_from_file_on = filed_on, taken_from_file_on
        row.states_criteria, row.on_standard_form = states_criteria, on_standard_form
        verdict = contracts.check(row, held, on=on, new_salary=(terms[0], terms[2]) != (wanted[0], wanted[2]))
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
            action="change_contract",
            subject=f"contract:{row.pk}",
            facts=contracts.told(row, held, verdict),
            records=[row],
        )
    return row
