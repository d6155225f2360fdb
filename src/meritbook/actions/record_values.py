"""Record values of a measure for periods that have ended: typed in, sent over the API, or read out of a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from meritbook.actions import formulas, ledger, measuring, own_contracts, policies
from meritbook.actions import measuring_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.periods import Period
from meritbook.records import clock
from meritbook.records.models import BatchKind, Measure, ValueBatch


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    measure: Measure,
    values: Sequence[tuple[Period, Decimal, str]],
    source: str,
    kind: BatchKind = BatchKind.FORM,
) -> ValueBatch:
    """The values, each a period with its figure and the words beside it; all of them or none.

    Raises `ForbiddenError`; `OwnContractError`; `TextError`; `ValueDayError`; `FigureError`;
    `ValueStandsError`; `DayRangeError`; `WorkedOutError` for a measure with a formula.
    """
    on = clock.day_of(at)
    source = policies.check_text(source, field="source", longest=4000)
    with transaction.atomic():
        held = measuring.locked(measure)
        role = require(actor, Capability.RECORD_VALUE, held, on=on)
        own_contracts.check(actor.user, held, [(one.starts_on, one.ends_before) for one, _, _ in values])
        versions = list(held.versions.all())
        kept = []
        for period, value, says in values:
            definition = measuring.definition_of(possible.version_on(versions, period.starts_on))
            formulas.check_entered(definition)
            possible.check_period(held, definition, period, on=on)
            words = policies.check_text(says, field="says", longest=4000, required=False)
            kept.append(measuring.Recorded(held, period, possible.check_value(definition, value), words))
        possible.check_periods_once([one.period for one in kept])
        possible.check_periods_free(held, [one.period for one in kept])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        batch = measuring.keep(kept, kind=kind, source=source, by=actor.user, at=at)
        measuring.restand([held])
        said = f"{held.title}: {len(kept)} value{'' if len(kept) == 1 else 's'} recorded."
        worked = formulas.follow([held], by=actor.user, at=at, because=said)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_values",
            subject=f"measure:{held.key}",
            facts={
                "values": {one.period.label: str(one.value) for one in kept[:50]},
                "rows": len(kept),
                "source": source,
                "sha256": batch.sha256,
            },
            records=[batch, *worked],
        )
    return batch
