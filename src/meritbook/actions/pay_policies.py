"""Is it possible now? What holds for the salary of the next contract and for the budget of a department."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from meritbook.actions.policies import PolicyError, check_day_in_range, check_text
from meritbook.core.contracts.limits import a_month, dollars
from meritbook.core.contracts.pay import Budget, Ground
from meritbook.core.dates import day_in_words
from meritbook.core.law.parameter import decimals
from meritbook.records.models import (
    Appointment,
    Appraisal,
    ContractRecord,
    ContractStatus,
    ContractVersion,
    PayDecision,
    SalaryBudget,
)

MOST_BUDGET = Decimal(1_000_000_000_000)
"""What no salary budget reaches, in dollars."""


class GroundError(PolicyError):
    """The salary rests on no ground of the law's list, or one has no words."""

    code = "pay.grounds"
    remedy = "Choose at least one ground of the list and say in words what it means here."
    http_status = 422


class RatingFirstError(PolicyError):
    """The appraisal of the year is not final, and nobody said why the salary is approved before it."""

    code = "pay.before_rating"
    remedy = "Finish the appraisal first; or say why the salary is approved before it, which stays on record."
    http_status = 422


class OverBudgetError(PolicyError):
    """The salary goes over the department's budget, and nobody said why it is approved all the same."""

    code = "pay.over_budget"
    remedy = "Choose a lower salary; or say why it is approved over the budget, which stays on record."
    http_status = 422


class PayDayError(PolicyError):
    """No next contract can begin on the day."""

    code = "pay.day"
    remedy = "Give the first day of the next contract: the day after the last day of the one that is in force."
    http_status = 422


class FrozenPayError(PolicyError):
    """The contract of the day is signed with another salary, which stays within its year."""

    code = "pay.frozen"
    remedy = (
        "Approve the salary that was signed. Another salary is possible only if the contract is undone before anything "
        "rests on it and agreed again, or from the contract after it; an alteration within the year cannot change pay."
    )


class NoSalaryBeforeError(PolicyError):
    """No salary is on record from which the next one goes up, down or stays."""

    code = "pay.no_salary"
    remedy = "Ask agency human resources to record the contract that is in force."


class PayStandsError(PolicyError):
    """A decision on this salary stands already, or none does, or a contract rests on it."""

    code = "pay.stands"
    remedy = "Open the page of the executive's pay to see what is decided; to decide anew, withdraw it first."


class BudgetError(PolicyError):
    """A budget that cannot be one."""

    code = "pay.budget"
    remedy = "Give the amount for the whole term in dollars, its first and last day, and where it stands."
    http_status = 422


def check_grounds(given: Sequence[Mapping[str, str]], lawful: Mapping[str, str]) -> tuple[Ground, ...]:
    """The grounds on which the salary rests: of the law's list, each once and in words."""
    found: dict[str, Ground] = {}
    for one in given:
        key, says = str(one.get("ground", "")), check_text(str(one.get("says", "")), field="grounds", required=False)
        if key not in lawful:
            raise GroundError(f"“{key}” is no ground of the law. There are: {', '.join(lawful)}.", where="grounds")
        if not says:
            raise GroundError(f"The ground “{lawful[key]}” has no words.", where="grounds", details={"ground": key})
        if key in found:
            raise GroundError(f"The ground “{lawful[key]}” is given twice.", where="grounds", details={"ground": key})
        found[key] = Ground(key=key, title=lawful[key], says=says)
    if not found:
        raise GroundError("The salary rests on no ground.", where="grounds")
    return tuple(found.values())


def check_next_day(held: Appointment, starts_on: date, salary: Decimal, rule: str) -> None:
    """A contract can begin on the day: within the appointment, and none that is agreed covers it already.

    A contract that was signed for just this day is approved after the fact at its own salary, and at no other; `rule`
    says why, in the words of the law.
    """
    check_day_in_range(starts_on, where="starts_on")
    if starts_on <= held.starts_on:
        raise PayDayError(
            f"The appointment begins on {day_in_words(held.starts_on)} with a salary of its own; a next contract "
            "begins later.",
            where="starts_on",
        )
    if held.ends_before is not None and starts_on >= held.ends_before:
        raise PayDayError(f"The appointment ends before {day_in_words(held.ends_before)}.", where="starts_on")
    covering = ContractRecord.objects.on(starts_on).filter(appointment=held, agreed_on__isnull=False).first()
    if covering is not None and covering.starts_on == starts_on:
        if covering.salary != salary:
            raise FrozenPayError(
                f"The contract from {day_in_words(starts_on)} is signed with {a_month(covering.salary)}, not "
                f"{a_month(salary)}. {rule}".rstrip(),
                where="salary",
            )
        return
    if covering is not None:
        raise PayDayError(
            f"An agreed contract runs from {day_in_words(covering.starts_on)} and before "
            f"{day_in_words(covering.ends_before)}: its salary is frozen.",
            where="starts_on",
        )
    later = ContractRecord.objects.filter(appointment=held, agreed_on__isnull=False, starts_on__gt=starts_on).first()
    if later is not None:
        raise PayDayError(f"An agreed contract begins later, on {day_in_words(later.starts_on)}.", where="starts_on")


def check_rating_first(appraisal: Appraisal | None, because: str) -> None:
    """The appraisal is final, or the caution is recorded."""
    if appraisal is None and not because:
        raise RatingFirstError(
            "The appraisal of the contract year is not final; it should be before the next salary is approved.",
            where="cautioned_because",
        )


def check_budget_kept(budget: Budget, because: str) -> None:
    """What is committed is within the budget, or the caution is recorded; an unknown budget bars nothing."""
    if budget.remaining is not None and budget.remaining < 0 and not because:
        raise OverBudgetError(
            f"With it, the salaries go {dollars(-budget.remaining)} over the budget of {dollars(budget.amount)}.",
            where="over_budget_because",
        )


def check_no_decision(held: Appointment, starts_on: date) -> None:
    """Nothing is decided for the day."""
    row = PayDecision.objects.filter(appointment=held, starts_on=starts_on, withdrawn_at__isnull=True).first()
    if row is not None:
        raise PayStandsError(
            f"A salary of {a_month(row.salary)} from {day_in_words(starts_on)} is approved already.", where="starts_on"
        )


def check_nothing_rests(row: PayDecision) -> None:
    """The decision stands, and no contract was proposed, agreed or recorded as agreed with it."""
    if row.withdrawn_at is not None:
        raise PayStandsError("The decision is withdrawn already.", where="decision")
    versions = ContractVersion.objects.filter(
        contract__appointment=row.appointment_id,
        contract__starts_on__lte=row.starts_on,
        contract__ends_before__gt=row.starts_on,
        contract__withdrawn_at__isnull=True,
        status__in=[ContractStatus.PROPOSED, ContractStatus.AGREED, ContractStatus.SIGNED],
    )
    agreed = ContractRecord.objects.on(row.starts_on).filter(appointment=row.appointment_id, agreed_on__isnull=False)
    if versions.exists() or agreed.exists():
        raise PayStandsError(
            f"The contract from {day_in_words(row.starts_on)} rests on it: it is proposed, agreed or signed.",
            where="decision",
        )


def check_budget(amount: Decimal, starts_on: date, ends_before: date) -> Decimal:
    """The amount of a budget, to the cent, and its term."""
    check_day_in_range(starts_on, where="starts_on")
    if ends_before <= starts_on:
        raise BudgetError("The budget ends before it begins.", where="ends_before")
    check_day_in_range(ends_before, where="ends_before")
    if not amount.is_finite() or not 0 <= amount < MOST_BUDGET:
        raise BudgetError("The budget is not an amount of money.", where="amount")
    if decimals(amount) > 2:
        raise BudgetError(f"{amount} has more than two decimals.", where="amount")
    return amount.quantize(Decimal("0.01"))


def check_budget_term(department: int, starts_on: date, ends_before: date, *, replaces: int | None = None) -> None:
    """No other budget of the department shares a day with the term; one of the very term is replaced by correction."""
    sharing = SalaryBudget.objects.filter(
        department=department, starts_on__lt=ends_before, ends_before__gt=starts_on
    ).exclude(pk=replaces)
    if other := sharing.first():
        raise BudgetError(
            f"The budget from {day_in_words(other.starts_on)}, before {day_in_words(other.ends_before)}, shares days "
            "with it.",
            where="starts_on",
        )
