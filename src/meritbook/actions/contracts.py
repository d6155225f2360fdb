"""What the acts on contracts share: the days that count, what the law says of the salary, the facts for the ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from meritbook.actions import appointing_policies as possible
from meritbook.actions import limit_policies, pay_limits, service_law
from meritbook.core.law.answer import LawVerdict
from meritbook.core.service.appointing import PAY_CAP
from meritbook.records.models import Appointment, ContractRecord

DAYS = ("agreed_on", "at_department_hr_on", "at_central_hr_on", "filed_on", "taken_from_file_on")
"""The days on a contract, by their names on record."""


def salary_verdict(salary: Decimal, on: date) -> LawVerdict | None:
    """Whether the salary lies within the cap on the first day for which it is paid; none where the law has no cap."""
    return service_law.judge({"pay.salary": salary}, (PAY_CAP,), on=on, law=pay_limits.paid_law()).get(PAY_CAP)


def check(row: ContractRecord, appointment: Appointment, *, on: date, new_salary: bool = True) -> LawVerdict | None:
    """The contract as it would be kept, in every respect; gives what the law says of its salary.

    A salary that is new is at most the last known limit while that of its first day is not on record.
    """
    possible.check_contract_term(service_law.service_law(), appointment, row.starts_on, row.ends_before, beside=row.pk)
    possible.check_contract_days({name: getattr(row, name) for name in DAYS}, on=on)
    verdict = salary_verdict(row.salary, row.starts_on)
    possible.check_law([verdict] if verdict else [])
    if new_salary:
        limit_policies.check_under_last(pay_limits.limit_on(row.starts_on), row.salary)
    return verdict


def told(row: ContractRecord, appointment: Appointment, verdict: LawVerdict | None) -> dict[str, Any]:
    """The contract for the ledger."""
    days = {name: getattr(row, name) for name in DAYS}
    return {
        "position": appointment.seat.position.number,
        "executive": appointment.executive.username,
        "starts_on": row.starts_on.isoformat(),
        "ends_before": row.ends_before.isoformat(),
        "salary": str(row.salary),
        "states_criteria": row.states_criteria,
        "on_standard_form": row.on_standard_form,
        **{name: day.isoformat() if day else None for name, day in days.items()},
        "salary_verdict": str(verdict.verdict) if verdict else None,
    }
