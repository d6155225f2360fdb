"""The service on the desks of those who nominate, review, decide and watch over it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Sum

from meritbook.actions.capabilities import Capability
from meritbook.actions.permissions import Standing
from meritbook.core.dates import day_in_words
from meritbook.core.service.asking import Asking
from meritbook.core.verdict import Verdict
from meritbook.desk.acts import Act
from meritbook.desk.service_case import APPOINTMENT, CONSEQUENCE, NOMINATION, REMOVING, SERVICE, Case, Rank
from meritbook.records.models import (
    Appointment,
    AppointmentStatus,
    ConsequenceStatus,
    Department,
    DepartmentSize,
    LawDay,
    Nomination,
    NominationStatus,
    Role,
    Seat,
    SeatAuthorisation,
)

ENTITLED, CAP = "seats.department_entitlement", "seats.state_cap"
MOST = 100


def _nominations(standing: Standing, *states: str) -> QuerySet[Nomination]:
    return (
        standing.nominations()
        .filter(status__in=states)
        .select_related("position", "department")
        .order_by("nominated_at", "pk")
    )


def _named(row: Nomination) -> str:
    return f"{row.position.number}, {row.position.title}" if row.position.title else row.position.number


def _department_codes(standing: Standing, role: str) -> Q:
    held = [one.department for one in standing.held if one.role == role]
    return Q() if None in held else Q(department__in=held)


def _to_complete(standing: Standing, asking: Asking) -> Iterator[Case]:
    """Of a director: nominations that came back, days to set, transfers that wait for their consent."""
    del asking
    mine = _department_codes(standing, Role.DEPARTMENT_DIRECTOR)
    undated = Q(status=NominationStatus.APPROVED, starts_on__isnull=True)
    rows = _nominations(standing, NominationStatus.RETURNED, NominationStatus.APPROVED).filter(
        mine, Q(status=NominationStatus.RETURNED) | undated
    )
    nominations = list(rows[: 2 * MOST])
    for row in nominations:
        if row.status != NominationStatus.RETURNED:
            continue
        yield Case(
            Rank.COMING,
            Act(
                title=f"Complete the nomination of {_named(row)}",
                view=NOMINATION,
                id=row.pk,
                detail=f"Returned: {row.returned_because}",
                without="It keeps no seat reserved while it is incomplete, and nobody decides on it.",
                since=row.returned_at,
                rule="nomination.complete",
            ),
        )
    waiting = Appointment.objects.filter(
        status__in=(AppointmentStatus.PROPOSED, AppointmentStatus.ACKNOWLEDGED), released_at__isnull=True
    ).exclude(releasing=None)
    held = [one.department for one in standing.held if one.role == Role.DEPARTMENT_DIRECTOR]
    if None not in held:
        waiting = waiting.filter(releasing__in=held)
    for row in waiting.select_related("executive", "seat__position__department").order_by("starts_on", "pk")[:MOST]:
        if standing.user is not None and row.executive_id == standing.user.pk:
            continue
        yield Case(
            Rank.COMING,
            Act(
                title=f"Consent to the transfer of {row.executive.full_name}, or do not",
                view=APPOINTMENT,
                id=row.pk,
                detail=f"To {row.seat.position.number}, {row.seat.position.department.name}",
                without=f"Without your consent it does not come into force on {day_in_words(row.starts_on)}.",
                last_day=row.starts_on,
                since=row.proposed_at,
                rule="appointment.authority",
            ),
        )
    yield from _days_to_set(standing, [one for one in nominations if one.status == NominationStatus.APPROVED])


def _hr(standing: Standing, asking: Asking) -> Iterator[Case]:
    del asking
    mine = _department_codes(standing, Role.AGENCY_HR)
    rows = _nominations(standing, NominationStatus.APPROVED).filter(mine, starts_on__isnull=True)
    yield from _days_to_set(standing, list(rows[:MOST]))


def _days_to_set(standing: Standing, rows: list[Nomination]) -> Iterator[Case]:
    for row in rows:
        if standing.user is not None and row.position.incumbent_id == standing.user.pk:
            continue
        yield Case(
            Rank.COMING,
            Act(
                title=f"Set the day on which {_named(row)} enters the service",
                view=NOMINATION,
                id=row.pk,
                detail="The nomination was approved.",
                without="The position stays outside, and keeps a seat reserved.",
                since=row.decided_at,
                rule="nomination.review",
            ),
        )


def _analyst(standing: Standing, asking: Asking) -> Iterator[Case]:
    del asking
    for row in _nominations(standing, NominationStatus.SUBMITTED)[:MOST]:
        yield Case(
            Rank.COMING,
            Act(
                title=f"Review the nomination of {_named(row)} for allocation",
                view=NOMINATION,
                id=row.pk,
                detail=row.department.name,
                without="Without the review it is not decided, and keeps a seat reserved.",
                since=row.nominated_at,
                rule="nomination.review",
            ),
        )


def _personnel_director(standing: Standing, asking: Asking) -> Iterator[Case]:
    rows = standing.consequences().filter(status=ConsequenceStatus.DRAFTED, drafted_on__on__lte=standing.on)
    for row in rows.select_related("seat__position", "appointment__executive").order_by("due_on", "pk")[:MOST]:
        who = f"{row.appointment.executive.full_name}. " if row.appointment is not None else ""
        yield Case(
            Rank.REMOVES if row.draft in REMOVING else Rank.BREACH,
            Act(
                title=f"Confirm or stay: {row.seat.position.number} from {day_in_words(row.due_on)}",
                view=CONSEQUENCE,
                id=row.pk,
                detail=f"{who}{row.says}",
                without="It stays a draft: what the law brings is neither carried out nor stayed.",
                last_day=row.due_on,
                rule=row.rule,
            ),
        )
    stayed = standing.consequences().filter(
        status=ConsequenceStatus.STAYED, stayed_until__isnull=False, stayed_until__lte=standing.on
    )
    for row in stayed.select_related("seat__position").order_by("stayed_until", "pk")[:MOST]:
        yield Case(
            Rank.REMOVES if row.draft in REMOVING else Rank.BREACH,
            Act(
                title=f"The stay ends: {row.seat.position.number}",
                view=CONSEQUENCE,
                id=row.pk,
                detail=row.says,
                without="What the law brings stands again from the next day.",
                last_day=row.stayed_until,
                rule=row.rule,
            ),
        )
    for reviewed in _nominations(standing, NominationStatus.REVIEWED)[:MOST]:
        yield Case(
            Rank.COMING,
            Act(
                title=f"Decide on the nomination of {_named(reviewed)}",
                view=NOMINATION,
                id=reviewed.pk,
                detail=reviewed.department.name,
                without="The position stays outside, and keeps a seat reserved.",
                since=reviewed.reviewed_at,
                rule="nomination.review",
            ),
        )
    yield from _sizes(standing, asking, over=True)


def _sizes(standing: Standing, asking: Asking, *, over: bool) -> Iterator[Case]:
    """What is over: departments over their entitlement, and a state over its cap. Else: departments whose size nobody
    recorded, so that neither can be said."""
    on = standing.on
    counts = dict(Seat.objects.on(on).order_by().values_list("position__department").annotate(number=Count("pk")))
    if not counts:
        return
    sizes = dict(DepartmentSize.objects.on(on).order_by().values_list("department", "permanent_fte"))
    more = dict(
        SeatAuthorisation.objects.on(on)
        .filter(revoked_at__isnull=True)
        .order_by()
        .values_list("department")
        .annotate(number=Sum("seats"))
    )
    names = dict(Department.objects.filter(pk__in=counts).values_list("pk", "name"))
    whole = asking.ask(CAP, {"seats.filled_statewide": sum(counts.values())}, on=on)
    if over and whole is not None and whole.breach:
        yield Case(
            Rank.BREACH,
            Act(
                title="Bring the service back within the cap of the state",
                view=SERVICE,
                id=None,
                detail=whole.sentence,
                without=whole.effect.says if whole.effect is not None else "The breach stands.",
                rule=CAP,
            ),
        )
    for department, number in sorted(counts.items(), key=lambda one: names[one[0]]):
        size: Decimal | None = sizes.get(department)
        facts = {
            "department.positions": number,
            "department.permanent_fte": size,
            "department.more_for_cause": more.get(department, 0),
        }
        verdict = asking.ask(ENTITLED, facts, on=on)
        if verdict is None or verdict.verdict is not (Verdict.NOT_MET if over else Verdict.UNDETERMINED):
            continue
        name = names[department]
        title = f"{name} is over its entitlement: authorise more for cause, or review its positions"
        effect = verdict.effect.says if verdict.effect is not None else ""
        yield Case(
            Rank.BREACH if over else Rank.COMING,
            Act(
                title=title if over else f"Record the size of {name}",
                view=SERVICE,
                id=None,
                detail=verdict.sentence,
                without=effect or "Whether it is within its entitlement stays undetermined.",
                rule=ENTITLED,
            ),
        )


def _personnel_staff(standing: Standing, asking: Asking) -> Iterator[Case]:
    if not standing.may(Capability.WORK_THROUGH_DAYS):
        return
    newest = LawDay.objects.order_by("-on").values_list("on", flat=True).first()
    if (newest is None or newest < standing.on) and Seat.objects.on(standing.on).exists():
        said = f"The last one was {day_in_words(newest)}." if newest is not None else "None was worked through yet."
        yield Case(
            Rank.BREACH,
            Act(
                title=f"Work through the days of the law up to {day_in_words(standing.on)}",
                view="",
                id=None,
                detail=f"{said} Run “meritbook tick”.",
                without="What the law brings by itself is not drafted, and nobody sees it.",
                last_day=standing.on,
                rule="removal.no_contract",
            ),
        )
    yield from _sizes(standing, asking, over=False)


BY_ROLE: dict[str, Callable[[Standing, Asking], Iterator[Case]]] = {
    Role.DEPARTMENT_DIRECTOR: _to_complete,
    Role.AGENCY_HR: _hr,
    Role.ANALYST: _analyst,
    Role.PERSONNEL_DIRECTOR: _personnel_director,
    Role.PERSONNEL_STAFF: _personnel_staff,
}
"""What stands on the desk of each role beside the executives; a person with several roles has all of it, once."""
