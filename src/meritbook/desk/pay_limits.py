"""Salary limits: what the law gives, what was put on record, and for which coming year none is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from meritbook.actions.pay_limits import paid_law
from meritbook.actions.permissions import Capability, Standing
from meritbook.actions.service_law import service_law
from meritbook.core.contracts import limits
from meritbook.core.contracts.limits import CAP, KnownLimit, LimitOn
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.core.service.due import next_year_starting
from meritbook.desk.acts import Act
from meritbook.desk.service_case import Case, Rank
from meritbook.records.models import PayLimit

SHOWN = 100
COMING = timedelta(days=120)
"""How long before a fiscal year its missing limit comes onto the desk."""


class NoSuchLimitError(MeritbookError):
    """No salary limit of that number is on record."""

    code = "pay.no_such_limit"
    remedy = "Open the list of salary limits and choose from there."
    http_status = 404


@dataclass(frozen=True)
class LimitsPage:
    """What the page of the salary limits shows."""

    law: str
    """The name of the law of this office."""
    takes: bool
    """Whether the law limits salaries at all in a way that figures are published for."""
    own: tuple[KnownLimit, ...]
    """The limits of the law itself, the newest first."""
    recorded: tuple[PayLimit, ...]
    """Those that were put on record, the newest first; also those that were undone."""
    now: LimitOn | None
    coming: LimitOn | None
    """On the first day of the next fiscal year; none where the law does not say when that begins."""
    may_record: bool


def limit(pk: int) -> PayLimit:
    """A limit on record; raises `NoSuchLimitError`."""
    row: PayLimit | None = PayLimit.objects.select_related("recorded_by", "withdrawn_by").filter(pk=pk).first()
    if row is None:
        raise NoSuchLimitError(f"There is no salary limit {pk}.", where=str(pk))
    return row


def rows() -> tuple[PayLimit, ...]:
    """Every limit on record under the law of this office, the newest first, up to a hundred."""
    found = PayLimit.objects.filter(law=service_law().key).select_related("recorded_by", "withdrawn_by")
    return tuple(found.order_by("-starts_on", "-pk")[:SHOWN])


def page(standing: Standing) -> LimitsPage:
    """The salary limits, as they stand today and for the coming year."""
    law, own = paid_law(), service_law()
    coming = next_year_starting(own, standing.on)
    return LimitsPage(
        law=own.pack.name,
        takes=limits.takes_limits(own),
        own=tuple(reversed(limits.known_limits(own))),
        recorded=rows(),
        now=limits.limit_on(law, standing.on),
        coming=limits.limit_on(law, coming) if coming is not None else None,
        may_record=standing.may(Capability.RECORD_PAY_LIMIT),
    )


def cases(standing: Standing) -> Iterator[Case]:
    """Of central human resources: the limit of this fiscal year or of the one that comes, where it is not known."""
    law = service_law()
    if not limits.takes_limits(law) or not standing.may(Capability.RECORD_PAY_LIMIT):
        return
    coming = next_year_starting(law, standing.on)
    days = [standing.on]
    if coming is not None and coming - standing.on <= COMING:
        days.append(coming)
    known = paid_law()
    for day in days:
        found = limits.limit_on(known, day)
        if found is None or found.known is not None:
            continue
        yield Case(
            Rank.COMING,
            Act(
                title=f"Put the salary limit from {day_in_words(day)} on record",
                view="web:pay_limits",
                id=None,
                detail=found.last_says or "No limit before it is known.",
                without="No salary above the last known limit can be approved, and each one below it needs a reason.",
                last_day=None if day == standing.on else day - timedelta(days=1),
                rule=CAP,
            ),
        )
        return
