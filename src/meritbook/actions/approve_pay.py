"""Approve the salary of the next contract, as the department's director, on recorded grounds; the executive is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from meritbook.actions import (
    appointing,
    contracting,
    ledger,
    limit_policies,
    pay_letters,
    pay_limits,
    pay_policies,
    paying,
    policies,
)
from meritbook.actions import appointing_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.contracts import pay
from meritbook.core.values import canonical_json
from meritbook.records import clock
from meritbook.records.models import Appointment, Department, PayDecision


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    appointment: Appointment,
    starts_on: date,
    salary: Decimal,
    grounds: Sequence[Mapping[str, str]],
    cautioned_because: str = "",
    over_budget_because: str = "",
    limit_because: str = "",
) -> PayDecision:
    """The decision on the salary for a month from `starts_on` on, with its letter to the executive.

    `grounds` are `{"ground": key of the law's list, "says": words}`. While the appraisal of the year is not final,
    `cautioned_because` says why the salary is approved before it; over the department's budget, `over_budget_because`
    says why. A salary over the limit is refused with the verdict; while no limit of the day is on record, one over the
    last known limit is refused too, and for any other `limit_because` says why it is approved before there is one. A
    contract that is signed for the day already is approved at its own salary. Raises `ForbiddenError`; `OwnCaseError`;
    `NotInForceError`; `SalaryError`; `GroundError`; `PayDayError`; `NoSalaryBeforeError`; `PayStandsError`;
    `FrozenPayError`; `LawRefusesError`; `LimitUnknownError`; `LimitReasonError`; `LimitDiffersError`;
    `RatingFirstError`; `OverBudgetError`; `DayRangeError`; `TextError`; `LetterError`.
    """
    on = clock.day_of(at)
    cautioned = policies.check_text(cautioned_because, field="cautioned_because", required=False)
    unlimited = policies.check_text(limit_because, field="limit_because", required=False)
    over = policies.check_text(over_budget_because, field="over_budget_because", required=False)
    with transaction.atomic():
        held = appointing.locked(appointment)
        # Two salaries decided at once count against one budget: the second sees the first.
        department = Department.objects.select_for_update().get(pk=held.seat.position.department_id)
        role = require(actor, Capability.APPROVE_PAY, held, on=on)
        possible.check_in_force(held, on=on)
        salary = possible.check_salary(salary)
        law = pay_limits.checked_law(starts_on)
        given = pay_policies.check_grounds(grounds, pay.grounds_of(law))
        pay_policies.check_next_day(held, starts_on, salary, contracting.frozen_by(law))
        pay_policies.check_no_decision(held, starts_on)
        before = paying.salary_before(held, starts_on)
        if before is None or before <= 0:
            raise pay_policies.NoSalaryBeforeError("No salary is on record for the day before.", where="starts_on")
        contract = paying.year_ending(held, starts_on)
        appraisal = paying.final_appraisal(contract)
        said = pay.judged(
            law,
            salary=salary,
            before=before,
            starts_on=starts_on,
            on=on,
            grounds=[one.key for one in given],
            rating_final=paying.final_on(appraisal),
        )
        possible.check_law(said.verdicts)
        without_limit = limit_policies.check_reason(said.range.limit, salary, unlimited)
        pay_policies.check_rating_first(appraisal, cautioned)
        budget = paying.budget_of(department, starts_on)
        if budget is not None:
            budget = budget.supposing([paying.proposal(held, salary, starts_on, budget)])
            pay_policies.check_budget_kept(budget, over)
        over_budget = budget is not None and budget.remaining is not None and budget.remaining < 0
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = PayDecision(
            appointment=held,
            contract=contract,
            starts_on=starts_on,
            before=before,
            salary=salary,
            grounds_json=canonical_json([{"ground": one.key, "says": one.says} for one in given]),
            appraisal=appraisal,
            cautioned_because=cautioned if appraisal is None else "",
            over_budget_because=over if over_budget else "",
            limit_because=without_limit,
            budget_json=canonical_json(budget) if budget is not None else "{}",
            verdicts_json=appointing.kept(said.verdicts),
            approved_by=actor.user,
            approved_at=at,
        )
        row.document = pay_letters.write(
            actor, at=at, decision=row, said=said, grounds=given, entry=ledger.next_entry()
        )
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as problem:
            raise pay_policies.PayStandsError("Another salary was approved at the same moment.") from problem
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="approve_pay",
            subject=f"pay:{row.pk}",
            facts={
                "position": held.seat.position.number,
                "executive": held.executive.username,
                "starts_on": starts_on.isoformat(),
                "before": str(before),
                "salary": str(salary),
                "grounds": [one.key for one in given],
                "appraisal": appraisal.sha256 if appraisal is not None else None,
                "cautioned_because": row.cautioned_because,
                "over_budget_because": row.over_budget_because,
                "limit_because": row.limit_because,
                "verdicts": appointing.answers(said.verdicts),
                "remaining": str(budget.remaining) if budget is not None and budget.remaining is not None else None,
                "letter": row.document.sha256,
            },
            records=[row, row.document],
        )
    return row
