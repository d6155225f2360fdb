"""The results register on a desk: values due of one's own measures; for its keepers what is stale or unowned."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from meritbook.actions.permissions import Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.desk.acts import FEW, Act, Section
from meritbook.desk.measures import in_force, owned
from meritbook.records.models import Measure, MeasureOwner, Role

HEADING = "The results register"
KEEPERS = frozenset({Role.RESULTS_ADMINISTRATOR, Role.RESULTS_FACILITATOR})


def results(standing: Standing) -> Section | None:
    """The acts on measures; none for whom nothing is asked."""
    if standing.user is None or not standing.may(Capability.READ_RESULTS):
        return None
    own, total = _own(standing) if standing.may(Capability.RECORD_VALUE) else ([], 0)
    acts = (*own, *_kept(standing))
    if not acts:
        return None
    return Section(
        heading=HEADING,
        acts=acts,
        total=len(acts) - len(own) + total,
        empty="Nothing is asked for.",
        view="web:measures",
        query="show=mine" if own else "",
    )


def _own(standing: Standing) -> tuple[list[Act], int]:
    """The values that are due of the measures that the person answers for, the earliest day first."""
    mine = MeasureOwner.objects.on(standing.on).filter(owner=standing.user)
    due = in_force(standing.on).filter(
        pk__in=mine.values("measure"), stands__next_ends_before__lte=standing.on, stands__worked_out=False
    )
    rows = list(due.select_related("stands").order_by("stands__due_on", "key")[:FEW])
    total = due.count() if len(rows) == FEW else len(rows)
    return [_value(one) for one in rows], total


def _value(row: Measure) -> Act:
    due = row.stands.due_on
    return Act(
        title=f"Record the value of {row.title}",
        view="web:measure_values",
        id=None,
        key=row.key,
        detail=f"It is in time until {day_in_words(due)}." if due else "",
        without="The measure is stale, and no published fact.",
        last_day=due,
    )


def _kept(standing: Standing) -> Iterator[Act]:
    """For those who keep the register: how many measures nobody answers for, and how many are stale."""
    if not set(standing.roles) & KEEPERS:
        return
    reach = in_force(standing.on).filter(standing.results(Capability.KEEP_MEASURE) or Q())
    unowned = reach.filter(~owned(standing.on)).count()
    stale = reach.filter(stands__due_on__lt=standing.on).count()
    if unowned:
        yield Act(
            title="Name who answers for measures that nobody owns",
            view="web:measures",
            id=None,
            query="show=unowned",
            detail=f"{unowned} measure{' has' if unowned == 1 else 's have'} no owner.",
            without="They are no published facts, and nobody records their values.",
        )
    if stale:
        yield Act(
            title="See to values that are overdue",
            view="web:measures",
            id=None,
            query="show=stale",
            detail=f"{stale} measure{' is' if stale == 1 else 's are'} stale.",
            without="They are no published facts.",
        )
