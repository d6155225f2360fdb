"""Is it possible now? What holds for the salary limit of a term, and for a salary while that limit is not known."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from meritbook.actions.policies import PolicyError, check_day_in_range
from meritbook.core.contracts import limits
from meritbook.core.contracts.limits import LimitOn, PublishedLimit, a_month
from meritbook.core.contracts.pay import amount_fault
from meritbook.core.dates import day_in_words
from meritbook.core.law.pack import Law
from meritbook.records.models import PayLimit


class LimitError(PolicyError):
    """A salary limit that cannot be one."""

    code = "pay.limit"
    remedy = "Give the highest salary for a month in dollars, its first and last day, and where it was published."
    http_status = 422


class LimitDiffersError(PolicyError):
    """The law of the office and what is put on record give different limits for the same day."""

    code = "pay.limit_differs"
    remedy = (
        "The law of the office comes first. Compare both with the publication: record the days that the law does not "
        "cover, or undo the limit that was recorded wrongly."
    )


class LimitStandsError(PolicyError):
    """The limit is withdrawn already, or another one stands for some of its days."""

    code = "pay.limit_stands"
    remedy = "Look at the list of limits on record; to record other figures, undo the one that stands first."


class LimitUnknownError(PolicyError):
    """No limit is on record for the day, and the salary is more than the last one that is known."""

    code = "pay.limit_unknown"
    remedy = "Ask central human resources to put the published limit of the day on record; or choose a lower salary."
    http_status = 422


class LimitReasonError(PolicyError):
    """No limit is on record for the day, and nobody said why the salary is set before there is one."""

    code = "pay.limit_reason"
    remedy = (
        "Ask central human resources to put the published limit on record; or say why the salary is set before it is, "
        "which stays on record and is printed."
    )
    http_status = 422


def check_takes_limits(law: Law) -> None:
    """The law of the office limits salaries in a way that a published figure can be put on record for."""
    if not limits.takes_limits(law):
        raise LimitError("The law of this office sets no salary limit for which a figure is published.", where="amount")


def check_amount(amount: Decimal) -> Decimal:
    """The limit as an amount of money, to the cent."""
    if fault := amount_fault(amount):
        raise LimitError(fault.replace("salary", "limit"), where="amount")
    return amount.quantize(limits.CENT)


def check_limit(law: Law, published: PublishedLimit) -> None:
    """The limit can be recorded: it has a term, and on none of its days the law says otherwise."""
    for day, where in ((published.starts_on, "starts_on"), (published.ends_before, "ends_before")):
        check_day_in_range(day, where=where)
    if published.ends_before <= published.starts_on:
        raise LimitError("The term ends before it begins.", where="ends_before")
    if other := limits.differing(law, published):
        raise LimitDiffersError(
            f"The law of this office has a limit for some of these days: {other.says} ({other.source}).",
            where="amount",
        )
    if limits.base_of(law, published.amount, published.starts_on) is None:
        raise LimitError(
            f"The law of this office is not known for {day_in_words(published.starts_on)}, or its percent does not "
            "give this amount exactly.",
            where="amount",
        )


def check_free(law: str, starts_on: date, ends_before: date) -> None:
    """No other limit that stands shares a day with the term."""
    other = PayLimit.objects.filter(
        law=law, withdrawn_at__isnull=True, starts_on__lt=ends_before, ends_before__gt=starts_on
    ).first()
    if other is not None:
        raise LimitStandsError(
            f"A limit of {a_month(other.amount)} from {day_in_words(other.starts_on)} is on record and shares days "
            "with it.",
            where="starts_on",
        )


def check_stands(row: PayLimit) -> None:
    """The limit was not withdrawn."""
    if row.withdrawn_at is not None:
        raise LimitStandsError("The limit is withdrawn already.", where="limit")


def check_agrees(law: Law, recorded: tuple[PublishedLimit, ...], on: date) -> None:
    """What is on record for the day is what the law itself says, where both have a figure."""
    own = limits.limit_on(law, on)
    for one in recorded:
        covers = one.starts_on <= on < one.ends_before
        if own is not None and own.known is not None and covers and one.amount != own.known.amount:
            raise LimitDiffersError(
                f"For {day_in_words(on)} the law of this office gives {a_month(own.known.amount)}, and "
                f"{a_month(one.amount)} are on record as published.",
                where="salary",
            )


def check_under_last(limit: LimitOn | None, salary: Decimal, *, where: str = "salary") -> None:
    """While the limit of the day is not known, the salary is at most the last one that is."""
    if limit is not None and limit.above_last(salary):
        raise LimitUnknownError(f"{a_month(salary)} are more than the last known limit. {limit.says}", where=where)


def check_reason(limit: LimitOn | None, salary: Decimal, because: str, *, where: str = "limit_because") -> str:
    """Why the salary is set while the limit of the day is not known; empty where it is known, or nothing limits it."""
    check_under_last(limit, salary)
    if limit is None or limit.known is not None:
        return ""
    if not because:
        raise LimitReasonError(limit.says, where=where)
    return because
