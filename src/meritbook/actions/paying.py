"""What the acts on pay share: the salary that is approved, the one before, the appraisal, and the budget as a value.

Whoever draws up or signs the next contract asks `approved_salary` and `salary_caution`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple, TypeVar

from django.db.models import Q

from meritbook.actions import limit_policies, pay_limits
from meritbook.actions.service_law import service_law
from meritbook.core.contracts import limits
from meritbook.core.contracts.limits import LimitOn, a_month
from meritbook.core.contracts.pay import Budget, Commitment, OpenSalary
from meritbook.core.dates import day_in_words
from meritbook.core.service.due import next_year_starting, year_starting
from meritbook.records import clock
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    Appraisal,
    AppraisalKind,
    AppraisalStatus,
    ContractRecord,
    ContractVersion,
    Department,
    PayDecision,
    PerformanceContract,
    SalaryBudget,
)

_Row = TypeVar("_Row", ContractRecord, PayDecision)
FINAL = (AppraisalStatus.FINAL, AppraisalStatus.ACKNOWLEDGED)


def standing_decision(appointment: Appointment, starts_on: date) -> PayDecision | None:
    """The decision that stands on the salary of the contract that begins on the day; none while nothing is decided."""
    row: PayDecision | None = PayDecision.objects.filter(
        appointment=appointment, starts_on=starts_on, withdrawn_at__isnull=True
    ).first()
    return row


def approved_salary(appointment: Appointment, starts_on: date) -> Decimal | None:
    """The salary for a month that the director approved for the contract that begins on the day; none without one."""
    row = standing_decision(appointment, starts_on)
    return row.salary if row is not None else None


def salary_caution(appointment: Appointment, starts_on: date, salary: Decimal) -> str:
    """What a contract with the salary is to be cautioned of; empty where it states what was approved.

    A first contract after the appointment needs no approval of its own: its salary is that of the appointment.
    """
    approved = approved_salary(appointment, starts_on)
    if approved is None:
        if starts_on <= appointment.starts_on:
            return ""
        return (
            f"No decision on the salary from {day_in_words(starts_on)} is on record; the contract states "
            f"{a_month(salary)}."
        )
    if approved == salary:
        return ""
    return (
        f"The contract states {a_month(salary)}, and {a_month(approved)} were approved from {day_in_words(starts_on)}."
    )


def salary_otherwise(version: ContractVersion) -> dict[str, str]:
    """What was approved and what the words state, where a decision on the salary stands and they differ; else empty."""
    contract, stated = version.contract, version.text.terms.salary
    approved = approved_salary(contract.appointment, contract.starts_on)
    if approved is None or approved == stated:
        return {}
    return {"approved": str(approved), "states": str(stated)}


def caution_of(version: ContractVersion) -> str:
    """What is said on the pages to agree and to sign where the salary is another than approved; else empty."""
    contract = version.contract
    if not salary_otherwise(version):
        return ""
    return salary_caution(contract.appointment, contract.starts_on, version.text.terms.salary)


def reason_without_limit(version: ContractVersion, because: str) -> str:
    """Why the words state their salary while no limit of their first day is on record; empty where it is known.

    An alteration on the signed salary needs none. Without a new reason, the one that was given for the same salary
    when it was approved, or when an earlier version was proposed, holds on. Raises `LimitUnknownError`;
    `LimitReasonError`; `LimitDiffersError`.
    """
    contract, salary = version.contract, version.text.terms.salary
    limit = open_limit(version)
    if limit is None:
        return ""
    return limit_policies.check_reason(limit, salary, because or _said_before(contract, salary))


def open_limit(version: ContractVersion) -> LimitOn | None:
    """The limit for which a reason is asked when the words are proposed; none where it is known or nothing is asked.

    An alteration on the signed salary asks for none. Raises `LimitDiffersError`.
    """
    if version.alters is not None and version.alters.text.terms.salary == version.text.terms.salary:
        return None
    starts_on = version.contract.starts_on
    limit = limits.limit_on(pay_limits.checked_law(starts_on), starts_on)
    return None if limit is None or limit.known is not None else limit


def _said_before(contract: PerformanceContract, salary: Decimal) -> str:
    approved = standing_decision(contract.appointment, contract.starts_on)
    if approved is not None and approved.salary == salary and approved.limit_because:
        return approved.limit_because
    told = contract.versions.exclude(limit_because="").order_by("-number")
    return next((one.limit_because for one in told if one.text.terms.salary == salary), "")


def pay_day(contract: PerformanceContract) -> date:
    """The first day of the salary that the page of the contract is about.

    Of a contract that all have agreed to, the day after its last: the salary that its appraisal bears on. Of one that
    is still drawn up after another, its own first day: the salary that it is to state.
    """
    held = contract.appointment
    day: date = contract.starts_on
    if day > held.starts_on and not _agreed(held, day):
        return day
    ends: date = contract.ends_before
    return ends


def _agreed(held: Appointment, day: date) -> bool:
    return bool(ContractRecord.objects.on(day).filter(appointment=held, agreed_on__isnull=False).exists())


def signed_for(appointment: Appointment, starts_on: date) -> ContractRecord | None:
    """The contract from the day that all have agreed to already; none while the day is free."""
    row: ContractRecord | None = ContractRecord.objects.filter(
        appointment=appointment, starts_on=starts_on, agreed_on__isnull=False
    ).first()
    return row


def next_start(appointment: Appointment, on: date) -> date | None:
    """The first day of the next contract: after the last agreed one, else the next fiscal year; none where unknown."""
    last = appointment.contracts.filter(agreed_on__isnull=False).order_by("-ends_before").first()
    if last is not None and last.ends_before > on:
        day: date = last.ends_before
        return day
    return next_year_starting(service_law(), on)


def salary_before(appointment: Appointment, starts_on: date) -> Decimal | None:
    """The salary for a month on the day before: by the contract of that time, else by the appointment."""
    day = starts_on - timedelta(days=1)
    row = appointment.contracts.filter(starts_on__lte=day, agreed_on__isnull=False).order_by("-starts_on").first()
    return row.salary if row is not None else appointment.salary


def year_ending(appointment: Appointment, starts_on: date) -> PerformanceContract | None:
    """The contract of the year that ends when the next one begins; none where its words were never drawn up here."""
    row: PerformanceContract | None = (
        appointment.performance_contracts.filter(starts_on__lt=starts_on, withdrawn_at__isnull=True)
        .order_by("-starts_on")
        .first()
    )
    return row


def final_appraisal(contract: PerformanceContract | None) -> Appraisal | None:
    """The rater's appraisal of the year, where it is final."""
    if contract is None:
        return None
    row: Appraisal | None = contract.appraisals.filter(kind=AppraisalKind.RATER, status__in=FINAL).first()
    return row


def final_on(appraisal: Appraisal | None) -> date | bool:
    """The day on which it became final; false where it is not."""
    if appraisal is None or appraisal.final_at is None:
        return False
    return clock.day_of(appraisal.final_at)


class Term(NamedTuple):
    """A stretch of days up to and without `ends_before`, and the budget on record for it."""

    starts_on: date
    ends_before: date
    budget: SalaryBudget | None


def budget_term(department: int, on: date) -> Term | None:
    """The term of the budget that covers the day, else the fiscal year of the day; none where neither is known."""
    row = SalaryBudget.objects.on(on).filter(department=department).first()
    if row is not None:
        return Term(row.starts_on, row.ends_before, row)
    law = service_law()
    first, end = year_starting(law, on), next_year_starting(law, on)
    return Term(first, end, None) if first is not None and end is not None else None


def budget_of(department: Department, on: date) -> Budget | None:
    """The department's budget for the term of the day, with what contracts and decisions commit of it.

    An agreed contract comes before a decision. None where neither a budget nor a fiscal year of the day is known.
    """
    term = budget_term(department.pk, on)
    if term is None:
        return None
    held = list(
        Appointment.objects.filter(
            Q(ends_before__isnull=True) | Q(ends_before__gt=term.starts_on),
            Q(seat__ends_before__isnull=True) | Q(seat__ends_before__gt=term.starts_on),
            status=AppointmentStatus.IN_FORCE,
            starts_on__lt=term.ends_before,
            seat__position__department=department,
        )
        .select_related("seat__position", "executive")
        .order_by("seat__position__number", "pk")
    )
    keys = [one.pk for one in held]
    contracts = ContractRecord.objects.filter(
        appointment__in=keys,
        agreed_on__isnull=False,
        starts_on__lt=term.ends_before,
        ends_before__gt=term.starts_on,
    ).order_by("starts_on", "pk")
    decisions = PayDecision.objects.filter(
        appointment__in=keys, withdrawn_at__isnull=True, starts_on__lt=term.ends_before
    )
    of_contracts, of_decisions = _grouped(contracts), _grouped(decisions.order_by("starts_on", "pk"))
    commitments: list[Commitment] = []
    still_open: list[OpenSalary] = []
    for row in held:
        ends = [one for one in (row.ends_before, row.seat.ends_before, term.ends_before) if one is not None]
        _fill(
            row,
            max(row.starts_on, term.starts_on),
            min(ends),
            of_contracts.get(row.pk, []),
            of_decisions.get(row.pk, []),
            commitments,
            still_open,
        )
    return Budget(
        department=department.name,
        starts_on=term.starts_on,
        ends_before=term.ends_before,
        amount=term.budget.amount if term.budget is not None else None,
        source=term.budget.source if term.budget is not None else "",
        commitments=tuple(commitments),
        open=tuple(still_open),
    )


def _grouped(rows: Iterable[_Row]) -> dict[int, list[_Row]]:
    found: dict[int, list[_Row]] = {}
    for one in rows:
        found.setdefault(one.appointment_id, []).append(one)
    return found


def _fill(
    row: Appointment,
    first: date,
    end: date,
    contracts: list[ContractRecord],
    decisions: list[PayDecision],
    commitments: list[Commitment],
    still_open: list[OpenSalary],
) -> None:
    """Split the days of one executive by what settles their salary."""
    about = {
        "appointment": row.pk,
        "position": row.seat.position.number,
        "executive": row.executive.full_name,
    }
    marks = {first, end}
    for one in contracts:
        marks |= {one.starts_on, one.ends_before}
    marks |= {one.starts_on for one in decisions}
    days = sorted(day for day in marks if first <= day <= end)
    for starts_on, ends_before in itertools.pairwise(days):
        contract = next((one for one in contracts if one.starts_on <= starts_on < one.ends_before), None)
        decided = [one for one in decisions if one.starts_on <= starts_on]
        part = {**about, "starts_on": starts_on, "ends_before": ends_before}
        if contract is not None:
            commitments.append(Commitment.model_validate({**part, "salary": contract.salary, "rests_on": "contract"}))
        elif decided:
            commitments.append(
                Commitment.model_validate({**part, "salary": decided[-1].salary, "rests_on": "decision"})
            )
        else:
            still_open.append(OpenSalary.model_validate(part))


def proposal(appointment: Appointment, salary: Decimal, starts_on: date, budget: Budget) -> Commitment:
    """A salary that is tried, from its first day to the end of the appointment or of the term of the budget."""
    ends = [one for one in (appointment.ends_before, appointment.seat.ends_before) if one is not None]
    return Commitment(
        appointment=appointment.pk,
        position=appointment.seat.position.number,
        executive=appointment.executive.full_name,
        salary=salary,
        starts_on=starts_on,
        ends_before=max(min([*ends, budget.ends_before]), starts_on + timedelta(days=1)),
        rests_on="proposal",
    )
