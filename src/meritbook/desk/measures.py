"""The measures of the results register as a list: how each stands on a day, and who answers for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from meritbook.actions.measuring import definition_of, newest_values, versions_of
from meritbook.actions.permissions import MATRIX, Capability, Scope
from meritbook.actions.permissions import Standing as Permitted
from meritbook.core.results.measure import MeasureDefinition
from meritbook.core.results.standing import Freshness, Standing, held_on, standing
from meritbook.desk.measure_trust import NOT_AUDITED, Trust, trust_of
from meritbook.desk.paging import Page, paged
from meritbook.records.models import Department, Measure, MeasureOwner, PerformanceContract, TrustRating

SHOWS = {
    "": "All in force",
    "due": "A value is due or overdue",
    "stale": "Stale: a value is overdue",
    "missed": "Newest value misses its target",
    "unowned": "Nobody answers for it",
    "unaudited": "No audit of it holds",
    "mine": "You answer for it",
    "retired": "Retired",
}
"""What the list can be narrowed to."""
FRESHNESS = {
    Freshness.FRESH: "Kept up",
    Freshness.DUE: "A value is due",
    Freshness.STALE: "Stale",
    Freshness.EMPTY: "No value yet",
}
"""Whether values keep pace, as people say it."""


@dataclass(frozen=True)
class MeasureLine:
    """A measure in a list."""

    measure: Measure
    definition: MeasureDefinition
    standing: Standing
    owner: str
    trust: Trust = NOT_AUDITED
    """What its newest audit says of it."""

    @property
    def kept_up(self) -> str:
        """Whether values keep pace, in words."""
        return FRESHNESS[self.standing.freshness]


def owners_of(measures: Iterable[Measure], on: date) -> dict[int, MeasureOwner]:
    """Who answers for each measure on the day and can sign in; one statement."""
    rows = MeasureOwner.objects.on(on).filter(measure__in=list(measures), owner__is_active=True)
    return {one.measure_id: one for one in rows.select_related("owner")}


def owned(on: date) -> Exists:
    """Whether somebody who can sign in answers for the measure on the day."""
    return Exists(MeasureOwner.objects.on(on).filter(measure=OuterRef("pk"), owner__is_active=True))


def chosen(
    permitted: Permitted, *, department: Department | None = None, words: str = "", show: str = "", kind: str = ""
) -> QuerySet[Measure]:
    """The measures that the filters name, in the order of their keys. `show` is a key of `SHOWS`."""
    on = permitted.on
    rows: QuerySet[Measure] = Measure.objects.filter(ends_before__lte=on) if show == "retired" else in_force(on)
    if department is not None:
        rows = rows.filter(department=department)
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(key__icontains=words))
    if kind:
        rows = rows.filter(stands__kind=kind)
    if show == "due":
        rows = rows.filter(stands__next_ends_before__lte=on)
    elif show == "stale":
        rows = rows.filter(stands__due_on__lt=on)
    elif show == "missed":
        rows = rows.filter(stands__reached=False)
    elif show == "unowned":
        rows = rows.filter(~owned(on))
    elif show == "unaudited":
        holds = TrustRating.objects.filter(measure=OuterRef("pk"), current=True, lapses_on__gt=on)
        rows = rows.filter(~Exists(holds))
    elif show == "mine":
        rows = rows.filter(pk__in=MeasureOwner.objects.on(on).filter(owner=permitted.user).values("measure"))
    return rows.select_related("department").order_by("key")


def in_force(on: date) -> QuerySet[Measure]:
    """The measures that are not retired on the day, begun or not."""
    found: QuerySet[Measure] = Measure.objects.filter(Q(ends_before__isnull=True) | Q(ends_before__gt=on))
    return found


def lines(
    permitted: Permitted,
    *,
    department: Department | None = None,
    words: str = "",
    show: str = "",
    kind: str = "",
    number: int = 1,
) -> Page[MeasureLine]:
    """One page of the measures in the order of their keys: seven statements whatever their number."""
    page: Page[Measure] = paged(chosen(permitted, department=department, words=words, show=show, kind=kind), number)
    shown = stand(page.rows, on=permitted.on)
    return Page(rows=shown, number=page.number, of=page.of, total=page.total)


def stand(measures: Sequence[Measure], *, on: date, audited: bool = True) -> tuple[MeasureLine, ...]:
    """How each of the measures stands on the day; five statements, one fewer where their `audited` trust is no matter.

    Without it each says that nobody has audited it, so it is asked for wherever the trust is shown.
    """
    versions, owners = versions_of(measures), owners_of(measures, on)
    values = newest_values([one.pk for one in measures], on=on)
    trusted = trust_of((one.key for one in measures) if audited else (), on)
    found = []
    for one in measures:
        held = [(version.starts_on, definition_of(version)) for version in versions[one.pk]]
        newest = values.get(one.pk)
        owner = owners.get(one.pk)
        found.append(
            MeasureLine(
                measure=one,
                definition=held_on(held, on),
                standing=standing(
                    held_on(held, newest.starts_on if newest else one.starts_on),
                    [newest] if newest else [],
                    on=on,
                    begins_on=one.starts_on,
                    owner=owner.owner.full_name if owner else "",
                    following=held_on(held, newest.ends_before if newest else one.starts_on),
                    ends_before=one.ends_before,
                ),
                owner=owner.owner.full_name if owner else "",
                trust=trusted.get(one.key, NOT_AUDITED),
            )
        )
    return tuple(found)


def reached(permitted: Permitted, capability: Capability) -> QuerySet[Measure]:
    """The measures that a capability of the person reaches, those that they own among them; no statement yet."""
    reach = permitted.results(capability)
    own = any(MATRIX[held.role].get(capability) is Scope.OWN for held in permitted.held)
    if own and permitted.user is not None:
        mine = MeasureOwner.objects.on(permitted.on).filter(owner=permitted.user)
        reach = reach | Q(pk__in=mine.values("measure")) if reach else reach
    return Measure.objects.filter(reach)


TO_CHOOSE = 500
"""Measures that a form offers at once, by their keys."""


def to_choose(contract: PerformanceContract, on: date) -> list[Measure]:
    """The measures that a contract may take its values from: of its department, and of the enterprise as a whole."""
    department = contract.appointment.seat.position.department_id
    rows = in_force(on).filter(Q(department=department) | Q(department__isnull=True))
    return list(rows.order_by("key").only("key", "title")[:TO_CHOOSE])


def departments_to_keep(permitted: Permitted) -> tuple[QuerySet[Department], bool]:
    """The departments whose measures the person may keep, and whether those of the enterprise as well."""
    reach = permitted.results(Capability.KEEP_MEASURE)
    everywhere = not reach
    rows = Department.objects.order_by("name")
    if everywhere:
        return rows, True
    own = [
        held.department
        for held in permitted.held
        if MATRIX[held.role].get(Capability.KEEP_MEASURE) is Scope.DEPARTMENT and held.department
    ]
    return rows.filter(pk__in=own), False


__all__ = [
    "FRESHNESS",
    "SHOWS",
    "MeasureLine",
    "chosen",
    "departments_to_keep",
    "in_force",
    "lines",
    "owned",
    "owners_of",
    "reached",
    "stand",
    "to_choose",
]
