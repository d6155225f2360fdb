"""Correct a value of a measure. The correction is a row of its own; what stood before stays on record beside it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import formulas, ledger, measuring, own_contracts, policies
from meritbook.actions import measuring_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.periods import period_on
from meritbook.records import clock
from meritbook.records.models import BatchKind, MeasureValue, ValueBatch


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    value: MeasureValue,
    figure: Decimal,
    source: str,
    because: str,
    says: str = "",
) -> ValueBatch:
    """The correction, as a batch of one.

    Raises `ForbiddenError`; `OwnContractError`; `TextError`; `FigureError`; `SameValueError`; `WorkedOutError`;
    `ValueStandsError` where it was corrected already.
    """
    on = clock.day_of(at)
    source = policies.check_text(source, field="source", longest=4000)
    because = policies.check_text(because, field="because", longest=4000)
    says = policies.check_text(says, field="says", longest=4000, required=False)
    with transaction.atomic():
        held = measuring.locked(value.measure)
        role = require(actor, Capability.RECORD_VALUE, held, on=on)
        old = MeasureValue.objects.select_related("batch").get(pk=value.pk)
        own_contracts.check(actor.user, held, [(old.starts_on, old.ends_before)])
        possible.check_current(old)
        definition = measuring.definition_of(possible.version_on(list(held.versions.all()), old.starts_on))
        formulas.check_entered(definition)
        figure = possible.check_value(definition, figure)
        possible.check_other(old, figure, says)
        old.current = False
        old.save(update_fields=["current"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        period = period_on(old.starts_on, definition.frequency, definition.year_starts_in)
        batch = measuring.keep(
            [measuring.Recorded(held, period, figure, says, old)],
            kind=BatchKind.CORRECTION,
            source=source,
            by=actor.user,
            at=at,
        )
        measuring.restand([held])
        said = f"{held.title}, {period.words} was corrected: {because}"
        worked = formulas.follow([held], by=actor.user, at=at, because=said)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="correct_value",
            subject=f"measure:{held.key}",
            facts={
                "period": period.label,
                "value": str(figure),
                "value_before": f"{old.value.normalize():f}",
                "because": because,
                "source": source,
                "sha256": batch.sha256,
            },
            records=[batch, *worked],
        )
    return batch
