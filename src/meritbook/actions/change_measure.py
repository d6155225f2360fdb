"""Change what a measure counts from a day on: a new version of its entry. Values of earlier periods stay."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from meritbook.actions import formulas, ledger, measuring, policies
from meritbook.actions import measuring_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.measure import MeasureDefinition
from meritbook.records import clock
from meritbook.records.models import Measure, MeasureVersion


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    measure: Measure,
    definition: MeasureDefinition | dict[str, Any],
    starts_on: date,
    because: str,
) -> MeasureVersion:
    """The new version. Another unit, frequency or year breaks the series, and the version says so.

    Raises `ForbiddenError`; `FormulaError`; `TextError`; `DayRangeError`; `MeasureError`, also where values stand from
    that day on.
    """
    on = clock.day_of(at)
    because = policies.check_text(because, field="because", longest=4000)
    with transaction.atomic():
        held = measuring.locked(measure)
        role = require(actor, Capability.KEEP_MEASURE, held, on=on)
        entry = possible.check_definition(definition)
        policies.check_day_in_range(starts_on, where="starts_on")
        last = possible.check_change(held, entry, starts_on)
        parts = formulas.check(held.key, entry)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        version = measuring.version_of(
            held,
            entry,
            number=last.number + 1,
            starts_on=starts_on,
            by=actor.user,
            at=at,
            because=because,
            breaks_series=entry.breaks_with != measuring.definition_of(last).breaks_with,
        )
        held.title = entry.title
        held.save(update_fields=["title"])
        formulas.keep(version, parts)
        said = f"{entry.title} was changed from {starts_on.isoformat()} on."
        own = formulas.work_out(held, by=actor.user, at=at, because=said) if parts else None
        measuring.restand([held])
        worked = [*([own] if own else []), *formulas.follow([held], by=actor.user, at=at, because=said)]
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="change_measure",
            subject=f"measure:{held.key}",
            facts={
                "number": version.number,
                "starts_on": starts_on.isoformat(),
                "breaks_series": version.breaks_series,
                "because": because,
                "version": version.sha256,
            },
            records=[held, version, *worked],
        )
    return version
