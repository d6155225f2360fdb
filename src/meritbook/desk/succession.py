"""Succession coverage of seats: which fall free and when, and whether anybody is named for their class."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from meritbook.actions import talenting
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.competencies.succession import Coverage, End, EndKind, SeatFacts, coverage, in_order
from meritbook.core.verdict import Verdict
from meritbook.desk import talent
from meritbook.desk.ladder import NOWHERE, Allocated, classes_of
from meritbook.desk.paging import Page, paged
from meritbook.records.models import Appointment, AppointmentStatus, DismissalNotice, Seat

SHOWN = {
    "pressing": "Vacant or falling free within a year",
    "covered": "Somebody is named",
    "uncovered": "Nobody is named",
    "undetermined": "Allocated to no class",
}
"""What the list can be narrowed to."""
_OPEN = (AppointmentStatus.PROPOSED, AppointmentStatus.ACKNOWLEDGED)


@dataclass(frozen=True)
class SeatLine:
    """A seat with its coverage."""

    row: Seat
    holder: str
    """Empty while nobody holds it."""
    plan: str
    ref: str
    class_title: str
    """All three empty where the position is allocated to no class."""
    ends: tuple[End, ...]
    filled_next: bool
    named: int
    coverage: Coverage


@dataclass(frozen=True)
class Counts:
    """How many seats there are, and of each kind."""

    seats: int
    pressing: int
    covered: int
    uncovered: int
    undetermined: int


@dataclass(frozen=True)
class SeatsShown:
    """One page of the seats."""

    page: Page[SeatLine]
    counts: Counts


def reach(standing: Standing) -> QuerySet[Seat]:
    """The seats in force on the day that the person may look into and whose succession they plan."""
    departments = talenting.reach(standing)
    within = Q() if departments is None else Q(position__department__in=departments)
    rows: QuerySet[Seat] = Seat.objects.on(standing.on).filter(
        within, position__in=standing.positions(Capability.READ_SEAT)
    )
    return rows.select_related("position__department").order_by("position__department__name", "position__number", "pk")


def seats_of_classes(standing: Standing) -> Counter[tuple[str, str]]:
    """How many of these seats are allocated to each class."""
    found = classes_of(reach(standing).order_by().values_list("position", flat=True))
    return Counter((plan, ref) for plan, ref, *_ in found.values())


def seats(standing: Standing, *, shown: str = "", number: int = 1) -> SeatsShown:
    """The seats, first those that fall free soonest, then by department and number; an unknown filter shows all."""
    lines = lines_of(standing)
    kept = [one for one in lines if _fits(one, shown)]
    kept.sort(key=_order)
    verdicts = Counter(one.coverage.verdict for one in lines)
    return SeatsShown(
        page=paged(kept, number),
        counts=Counts(
            seats=len(lines),
            pressing=sum(one.coverage.pressing for one in lines),
            covered=verdicts[Verdict.MET],
            uncovered=verdicts[Verdict.NOT_MET],
            undetermined=verdicts[Verdict.UNDETERMINED],
        ),
    )


def _order(one: SeatLine) -> tuple[bool, date]:
    return bool(one.holder), one.coverage.falls_free_on or date.max


def _fits(one: SeatLine, shown: str) -> bool:
    if shown == "pressing":
        return one.coverage.pressing
    wanted = {
        "covered": Verdict.MET,
        "uncovered": Verdict.NOT_MET,
        "undetermined": Verdict.UNDETERMINED,
    }.get(shown)
    return wanted is None or one.coverage.verdict is wanted


def lines_of(standing: Standing) -> list[SeatLine]:
    """Every seat with its coverage, by department and number."""
    on, rows = standing.on, list(reach(standing))
    held = {one.seat_id: one for one in _appointed(rows).filter(_in_force(on)).select_related("executive")}
    follows = set(
        _appointed(rows)
        .filter(Q(status__in=_OPEN) | Q(status=AppointmentStatus.IN_FORCE, starts_on__gt=on))
        .values_list("seat", flat=True)
    )
    notices = dict(
        DismissalNotice.objects.filter(appointment__in=[one.pk for one in held.values()], withdrawn_at__isnull=True)
        .order_by("served_on", "pk")
        .values_list("appointment", "separation_on")
    )
    allocated = classes_of([one.position_id for one in rows])
    named: dict[tuple[str, str], set[int]] = {}
    for plan, ref, person in talent.readable(standing).values_list("aims_plan", "aims_class", "person"):
        named.setdefault((plan, ref), set()).add(person)
    return [_line(one, held.get(one.pk), notices, one.pk in follows, allocated, named, on) for one in rows]


def _appointed(rows: list[Seat]) -> QuerySet[Appointment]:
    return Appointment.objects.filter(seat__in=[one.pk for one in rows]).defer("verdicts_json", "rights_json")


def _in_force(on: date) -> Q:
    over = Q(ends_before__isnull=True) | Q(ends_before__gt=on)
    return Q(status=AppointmentStatus.IN_FORCE, starts_on__lte=on) & over


def _line(
    row: Seat,
    held: Appointment | None,
    notices: dict[int, date],
    follows: bool,
    allocated: dict[int, Allocated],
    named: dict[tuple[str, str], set[int]],
    on: date,
) -> SeatLine:
    plan, ref, title, *_ = allocated.get(row.position_id, NOWHERE)
    people = named.get((plan, ref), set()) - ({held.executive_id} if held else set())
    ends = []
    if held is not None and held.ends_before is not None:
        ends.append(End(kind=EndKind.TERM, on=held.ends_before))
    if held is not None and held.pk in notices:
        ends.append(End(kind=EndKind.NOTICE, on=notices[held.pk]))
    if row.ends_before is not None:
        ends.append(End(kind=EndKind.SEAT, on=row.ends_before))
    facts = SeatFacts(
        vacant=held is None,
        ends=in_order(ends),
        filled_next=follows,
        has_class=bool(ref),
        named=len(people),
    )
    return SeatLine(
        row=row,
        holder=held.executive.full_name if held else "",
        plan=plan,
        ref=ref,
        class_title=title,
        ends=facts.ends,
        filled_next=follows,
        named=len(people),
        coverage=coverage(facts, on),
    )
