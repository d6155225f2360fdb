"""Record the value of a Kaizen event's measure before it, or 30, 60 and 90 days after it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from meritbook.actions import lean_readings, leaning, ledger, policies
from meritbook.actions import leaning_policies as possible
from meritbook.actions.actor import Actor
from meritbook.core.dates import day_in_words
from meritbook.core.results.lean_policy import LeanPolicy
from meritbook.records import clock
from meritbook.records.models import KaizenEvent, KaizenMeasure, KaizenReading


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    measure: KaizenMeasure,
    days: int,
    read_on: date | None = None,
    value: Decimal | None = None,
    says: str = "",
) -> KaizenReading:
    """The value; one that stood before stays on record. `days` is 0 for the value before the event.

    Of a measure of the register no value is given: the register's own is taken. Without a value, `says` tells why it
    could not be had. Raises `ForbiddenError`; `ReadingError`; `CharterError`; `TextError`; `DayRangeError`.
    """
    on = clock.day_of(at)
    with transaction.atomic():
        event = leaning.locked(measure.event)
        role = leaning.keeps(actor, event, on=on)
        row = KaizenMeasure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
        possible.check_working(event)
        policy = leaning.lean_policy(on)
        possible.check_reading(event, row, days, read_on, policy, on=on)
        if row.measure_id is not None and value is not None:
            raise possible.ReadingError("The value of a measure of the register is taken from there.", where="value")
        if row.measure_id is not None and not says.strip():
            value, read_on, says = _of_register(row, event, days, policy, on)
        says = policies.check_text(says, field="says", longest=4_000)
        if value is not None:
            value = possible.check_figure(value)
        before = row.readings.select_for_update().filter(days=days, current=True).first()
        if before is not None:
            before.current = False
            before.save(update_fields=["current"])
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        made = KaizenReading.objects.create(
            measure=row,
            days=days,
            read_on=read_on or on,
            value=value,
            says=says,
            recorded_by=actor.user,
            recorded_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="record_event_value",
            subject=f"kaizen:{event.key}",
            facts={"measure": row.title, "days": days, "value": None if value is None else f"{value.normalize():f}"},
            records=[made, *([before] if before else [])],
        )
    return made


def _of_register(
    row: KaizenMeasure, event: KaizenEvent, days: int, policy: LeanPolicy, on: date
) -> tuple[Decimal, date, str]:
    found = lean_readings.register_value(row, event, days, policy, on=on)
    if found is None:
        raise possible.ReadingError(
            _lacks(row, event, days, policy, on),
            where="value",
            remedy="Record it in the register first; or say why it cannot be had.",
        )
    last = found.ends_before - timedelta(days=1)
    return found.value, last, f"From the register: {day_in_words(found.starts_on)} to {day_in_words(last)}."


def _lacks(row: KaizenMeasure, event: KaizenEvent, days: int, policy: LeanPolicy, on: date) -> str:
    """Which value the register lacks, and from when on it can be there."""
    due = lean_readings.due(row, event, days, policy, lean_readings.series_of([row]))
    if due.period is None:
        first = day_in_words(event.starts_on)
        return f"The register has no value of a period that ended by {first}, the first day of the event."
    called = f"The value after {days} days is that of {due.period.words}"
    if on < due.opens_on:
        return f"{called}, which can be there from {day_in_words(due.opens_on)} on."
    return f"{called}, and the register does not have it yet."
