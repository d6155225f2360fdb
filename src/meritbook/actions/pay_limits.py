"""The law of the office with the salary limits that were put on record: what every question about a salary asks."""

from __future__ import annotations

from datetime import date

from meritbook.actions import limit_policies
from meritbook.actions.service_law import service_law
from meritbook.core.contracts import limits
from meritbook.core.contracts.limits import LimitOn, PublishedLimit
from meritbook.core.law.pack import Law
from meritbook.records import clock
from meritbook.records.models import PayLimit


def recorded(law: Law) -> tuple[PublishedLimit, ...]:
    """The limits on record that stand, in the order of their days; one statement, none for a law without a limit."""
    if not limits.takes_limits(law):
        return ()
    rows = PayLimit.objects.filter(law=law.key, withdrawn_at__isnull=True).order_by("starts_on", "pk")
    return tuple(published(one) for one in rows)


def published(row: PayLimit) -> PublishedLimit:
    """A row as a value."""
    return PublishedLimit(
        amount=row.amount,
        starts_on=row.starts_on,
        ends_before=row.ends_before,
        source=row.source,
        recorded_on=clock.day_of(row.recorded_at),
    )


def paid_law() -> Law:
    """The law of the service, with the limits on record on the days for which it has no figure; one statement."""
    law = service_law()
    return limits.with_published(law, recorded(law))


def limit_on(day: date) -> LimitOn | None:
    """What is known of the limit on a day; none where the law limits no salary. One statement."""
    return limits.limit_on(paid_law(), day)


def checked_law(day: date) -> Law:
    """The same law for an act on a salary of the day: refused where the law and the record have different limits.

    Raises `LimitDiffersError`.
    """
    law = service_law()
    every = recorded(law)
    limit_policies.check_agrees(law, every, day)
    return limits.with_published(law, every)
