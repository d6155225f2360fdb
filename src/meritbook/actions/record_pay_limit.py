"""Put the published salary limit of a term on record, where the law pack has no figure for its days."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from meritbook.actions import ledger, limit_policies, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.actions.service_law import service_law
from meritbook.core.contracts.limits import PublishedLimit
from meritbook.records import clock
from meritbook.records.models import PayLimit


def perform(
    actor: Actor, *, at: datetime, why: str, amount: Decimal, starts_on: date, ends_before: date, source: str
) -> PayLimit:
    """The highest salary for a month on the days `[starts_on, ends_before)`, in dollars, as `source` published it.

    From then on every contract, decision and choice with a salary of these days is held against it. Raises
    `ForbiddenError`; `TextError`; `LimitError`; `LimitDiffersError` where the law itself has another figure;
    `LimitStandsError` for a term that shares days with another one; `DayRangeError`.
    """
    on = clock.day_of(at)
    source = policies.check_text(source, field="source", longest=300)
    with transaction.atomic():
        role = require(actor, Capability.RECORD_PAY_LIMIT, on=on)
        law = service_law()
        limit_policies.check_takes_limits(law)
        amount = limit_policies.check_amount(amount)
        limit_policies.check_limit(
            law,
            PublishedLimit(amount=amount, starts_on=starts_on, ends_before=ends_before, source=source, recorded_on=on),
        )
        limit_policies.check_free(law.key, starts_on, ends_before)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = PayLimit(
            law=law.key,
            amount=amount,
            starts_on=starts_on,
            ends_before=ends_before,
            source=source,
            recorded_by=actor.user,
            recorded_at=at,
        )
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError as problem:
            raise limit_policies.LimitStandsError("Another limit was put on record at the same moment.") from problem
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_pay_limit",
            subject=f"pay_limit:{row.pk}",
            facts={
                "law": law.key,
                "amount": str(amount),
                "starts_on": starts_on.isoformat(),
                "ends_before": ends_before.isoformat(),
                "source": source,
            },
            records=[row],
        )
    return row
