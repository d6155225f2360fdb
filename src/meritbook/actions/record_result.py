"""Record a value of a measure of a contract for a period."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import appointing, ledger, policies, year_facts
from meritbook.actions import contract_year_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import MeasuredResult, PerformanceContract


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    contract: PerformanceContract,
    measure: str,
    period_ends_on: date,
    value: Decimal,
    source: str,
    says: str = "",
) -> MeasuredResult:
    """The value. One of a period before the contract or after the due day is kept, and does not count.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `NotSignedError`; `NoSuchMeasureError`; `RegisterTiedError`;
    `ResultValueError`; `YearDayError`; `ResultStandsError`.
    """
    on = clock.day_of(at)
    source = possible.check_words(source, field="source")
    says = possible.check_words(says, field="says", required=False)
    with transaction.atomic():
        held = appointing.locked_contract(contract)
        role = require(actor, Capability.RECORD_RESULT, held, on=on)
        possible.check_own(possible.check_measure(possible.signed_text(held), measure))
        amount = possible.check_value(value)
        policies.check_day_in_range(period_ends_on, where="period_ends_on")
        possible.check_has_come(period_ends_on, on=on, where="period_ends_on")
        possible.check_period_free(held, measure, period_ends_on)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = MeasuredResult.objects.create(
            contract=held,
            measure=measure,
            period_ends_on=period_ends_on,
            value=amount,
            source=source,
            says=says,
            recorded_by=actor.user,
            recorded_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_result",
            subject=f"result:{row.pk}",
            facts={
                **year_facts.of_contract(held),
                "measure": measure,
                "period_ends_on": period_ends_on.isoformat(),
                "value": str(amount),
                "source": source,
            },
            records=[row],
        )
    return row
