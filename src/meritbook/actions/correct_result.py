"""Correct a value that was recorded: a new row replaces the old one, which stays on file."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from meritbook.actions import appointing, ledger, policies, year_facts
from meritbook.actions import contract_year_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.records import clock
from meritbook.records.models import MeasuredResult


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    result: MeasuredResult,
    value: Decimal,
    source: str,
    says: str,
    period_ends_on: date | None = None,
) -> MeasuredResult:
    """The corrected value; `says` tells why. Without `period_ends_on` it is of the same period.

    Raises `ForbiddenError`; `OwnCaseError`; `TextError`; `NotSignedError`; `ResultValueError`; `YearDayError`;
    `ResultStandsError`.
    """
    on = clock.day_of(at)
    source = possible.check_words(source, field="source")
    says = possible.check_words(says, field="says")
    with transaction.atomic():
        held = appointing.locked_contract(result.contract)
        role = require(actor, Capability.RECORD_RESULT, held, on=on)
        old: MeasuredResult = MeasuredResult.objects.get(pk=result.pk)
        possible.signed_text(held)
        possible.check_result_stands(old)
        amount = possible.check_value(value)
        ends = period_ends_on or old.period_ends_on
        policies.check_day_in_range(ends, where="period_ends_on")
        possible.check_has_come(ends, on=on, where="period_ends_on")
        if ends != old.period_ends_on:
            possible.check_period_free(held, old.measure, ends)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        try:
            with transaction.atomic():
                row = MeasuredResult.objects.create(
                    contract=held,
                    measure=old.measure,
                    period_ends_on=ends,
                    value=amount,
                    source=source,
                    says=says,
                    replaces=old,
                    recorded_by=actor.user,
                    recorded_at=at,
                )
        except IntegrityError as problem:
            raise possible.ResultStandsError("Another correction was recorded at the same moment.") from problem
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="correct_result",
            subject=f"result:{row.pk}",
            facts={
                **year_facts.of_contract(held),
                "measure": row.measure,
                "period_ends_on": ends.isoformat(),
                "value": str(amount),
                "before": str(old.value),
                "replaces": old.pk,
                "source": source,
            },
            records=[row],
        )
    return row
