"""Requests for help, hours and assignments that a person may look into, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum

from meritbook.actions.permissions import Capability, Standing
from meritbook.actions.reporting_policies import starts_in
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.core.results.periods import Frequency, period_on
from meritbook.desk.acts import MOST, Act, Section
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    HelpRequest,
    HelpStatus,
    Initiative,
    WorkAssignment,
    WorkHours,
    WorkKind,
)

OPEN = (HelpStatus.ASKED, HelpStatus.TAKEN)
FEWEST_ANSWERS = 5
"""Ratings below this number are counted and not shown one by one: each of them is somebody's."""


class NoSuchHelpError(MeritbookError):
    """No request, hours or assignment of that number, or none that the person may look into."""

    code = "results.no_such_help"
    remedy = "Open the list; it holds all that you may look into."
    http_status = 404


@dataclass(frozen=True)
class HelpFilter:
    """What a list of requests is narrowed to; empty parts narrow nothing."""

    words: str = ""
    state: str = ""
    initiative: str = ""
    mine: bool = False
    """Only those that the person asked for or took."""


@dataclass(frozen=True)
class HelpShown:
    """One request with its hours, and what the person may do about it."""

    row: HelpRequest
    hours: Decimal
    trained: int
    may_take: bool
    may_decline: bool
    may_finish: bool
    may_withdraw: bool
    may_rate: bool


@dataclass(frozen=True)
class InitiativeLine:
    """What a fiscal year of an initiative comes to."""

    key: str
    title: str
    hours: dict[str, Decimal]
    """By kind of work."""
    total: Decimal
    trained: int
    asked: int
    waiting: int
    """Requests of the year that are open."""
    rated: int
    satisfied: int | None
    """Ratings of 4 and 5; none where fewer than five people rated."""


def visible(standing: Standing) -> QuerySet[HelpRequest]:
    """The requests of the person, and those of the departments in which they give help."""
    return HelpRequest.objects.filter(_or_own(standing, Capability.GIVE_HELP, Q(asked_by=standing.user)))


def _or_own(standing: Standing, capability: Capability, own: Q) -> Q:
    """What the capability reaches, and one's own. An empty `Q` is everything, and `Q() | own` would be `own` alone."""
    reach = standing.results(capability)
    return reach | own if reach else Q()


def requests(standing: Standing, by: HelpFilter, number: int = 1) -> Page[HelpRequest]:
    """One page, those that wait first, then the newest; two statements."""
    rows = visible(standing).select_related("department", "asked_by", "taken_by")
    if by.words:
        rows = rows.filter(Q(subject__icontains=by.words) | Q(needs__icontains=by.words))
    if by.state == "open":
        rows = rows.filter(status__in=OPEN)
    elif by.state:
        rows = rows.filter(status=by.state)
    if by.initiative:
        rows = rows.filter(initiative=by.initiative)
    if by.mine:
        rows = rows.filter(Q(asked_by=standing.user) | Q(taken_by=standing.user))
    return paged(rows.order_by("-asked_at", "-pk"), number)


def request(standing: Standing, pk: int) -> HelpRequest:
    """One request; raises `NoSuchHelpError`."""
    found = visible(standing).select_related("department", "asked_by", "taken_by").filter(pk=pk).first()
    if found is None:
        raise NoSuchHelpError("There is no such request, or it is not open to you.", where=str(pk))
    return found


def shown(standing: Standing, row: HelpRequest) -> HelpShown:
    """The request with what is open to the person."""
    sums = row.hours.filter(withdrawn_at__isnull=True).aggregate(hours=Sum("hours"), people=Sum("people"))
    mine = standing.user is not None and row.asked_by_id == standing.user.pk
    has_it = standing.user is not None and row.taken_by_id == standing.user.pk
    gives = standing.may(Capability.GIVE_HELP, row) and not mine
    still_open = row.status in OPEN
    return HelpShown(
        row=row,
        hours=sums["hours"] or Decimal(0),
        trained=sums["people"] or 0,
        may_take=gives and still_open and not has_it,
        may_decline=gives and still_open,
        may_finish=has_it and row.status == HelpStatus.TAKEN,
        may_withdraw=mine and still_open,
        may_rate=mine and row.status == HelpStatus.DONE,
    )


def hours(standing: Standing, number: int = 1, *, mine: bool = False) -> Page[WorkHours]:
    """One page of hours, the newest day first: the person's own; of everybody for who assigns the work."""
    return paged(_hours(standing, mine=mine).select_related("person", "department", "request"), number)


def _hours(standing: Standing, *, mine: bool = False) -> QuerySet[WorkHours]:
    own = Q(person=standing.user)
    return WorkHours.objects.filter(own if mine else _or_own(standing, Capability.ASSIGN_WORK, own)).order_by(
        "-worked_on", "-pk"
    )


def own_hours(standing: Standing, pk: int) -> WorkHours:
    """Hours of the person's own; raises `NoSuchHelpError`."""
    found = WorkHours.objects.filter(person=standing.user, pk=pk).select_related("department").first()
    if found is None:
        raise NoSuchHelpError("There are no such hours of yours.", where=str(pk))
    return found


def own_requests(standing: Standing) -> QuerySet[HelpRequest]:
    """The requests that the person has taken and may spend hours on."""
    rows = HelpRequest.objects.filter(taken_by=standing.user, status__in=[HelpStatus.TAKEN, HelpStatus.DONE])
    return rows.order_by("-taken_at")


def own_request(standing: Standing, pk: int) -> HelpRequest:
    """A request that the person has taken; raises `NoSuchHelpError`."""
    found = own_requests(standing).select_related("department").filter(pk=pk).first()
    if found is None:
        raise NoSuchHelpError("You have taken no such request.", where=str(pk))
    return found


def assignments(standing: Standing, number: int = 1, *, past: bool = False) -> Page[WorkAssignment]:
    """One page of who works in which initiative: on the day, or with those that are over."""
    rows = WorkAssignment.objects.select_related("person", "department")
    if not past:
        rows = rows.filter(Q(ends_before__isnull=True) | Q(ends_before__gt=standing.on))
    return paged(rows.order_by("initiative", "person__full_name", "pk"), number)


def assignment(standing: Standing, pk: int) -> WorkAssignment:
    """An assignment that the person may end; raises `NoSuchHelpError`."""
    rows = WorkAssignment.objects.filter(standing.results(Capability.ASSIGN_WORK))
    found: WorkAssignment | None = rows.select_related("person", "department").filter(pk=pk).first()
    if found is None:
        raise NoSuchHelpError("There is no such assignment, or it is not yours to end.", where=str(pk))
    return found


def fiscal_year(on: date) -> tuple[date, date]:
    """The half-open fiscal year of the register that holds the day."""
    found = period_on(on, Frequency.YEARLY, starts_in())
    return found.starts_on, found.ends_before


def year(on: date) -> tuple[InitiativeLine, ...]:
    """What the fiscal year of the day comes to, an initiative a line: three statements whatever is on record."""
    first, end = fiscal_year(on)
    worked: dict[tuple[str, str], tuple[Decimal, int]] = {}
    counted = WorkHours.objects.filter(withdrawn_at__isnull=True, worked_on__gte=first, worked_on__lt=end)
    for row in counted.order_by().values("initiative", "kind").annotate(sum=Sum("hours"), trained=Sum("people")):
        worked[row["initiative"], row["kind"]] = (row["sum"], row["trained"] or 0)
    asked: dict[str, dict[str, Any]] = {}
    requests_of_year = HelpRequest.objects.filter(asked_at__date__gte=first, asked_at__date__lt=end)
    for told in (
        requests_of_year.order_by()
        .values("initiative")
        .annotate(
            asked=Count("pk"),
            waiting=Count("pk", filter=Q(status__in=OPEN)),
            rated=Count("satisfaction"),
            satisfied=Count("pk", filter=Q(satisfaction__gte=4)),
        )
    ):
        asked[told["initiative"]] = dict(told)
    return tuple(_line(one, worked, asked.get(one.value, {})) for one in Initiative)


def _line(one: Initiative, worked: dict[tuple[str, str], tuple[Decimal, int]], asked: dict[str, Any]) -> InitiativeLine:
    by_kind = {kind.value: worked.get((one.value, kind.value), (Decimal(0), 0)) for kind in WorkKind}
    rated = asked.get("rated", 0)
    return InitiativeLine(
        key=one.value,
        title=str(one.label),
        hours={kind: told for kind, (told, _) in by_kind.items()},
        total=sum((told for told, _ in by_kind.values()), Decimal(0)),
        trained=sum(people for _, people in by_kind.values()),
        asked=asked.get("asked", 0),
        waiting=asked.get("waiting", 0),
        rated=rated,
        satisfied=asked.get("satisfied", 0) if rated >= FEWEST_ANSWERS else None,
    )


def desk_section(standing: Standing) -> Section | None:
    """Requests that wait for somebody of the person's initiatives, that they have taken, or that they are to rate."""
    if not standing.may(Capability.ASK_HELP):
        return None
    mine = WorkAssignment.objects.on(standing.on).filter(person=standing.user)
    waits = Q(pk__in=[])
    if standing.may(Capability.GIVE_HELP):
        waits = Q(status=HelpStatus.ASKED, initiative__in=mine.values("initiative")) & ~Q(asked_by=standing.user)
    rows = visible(standing).filter(
        waits | Q(status=HelpStatus.TAKEN, taken_by=standing.user) | Q(status=HelpStatus.DONE, asked_by=standing.user)
    )
    found = list(rows.select_related("asked_by", "taken_by").order_by("asked_at", "pk")[: MOST + 1])
    if not found:
        return None
    total = rows.count() if len(found) > MOST else len(found)
    return Section(
        heading="Help in the results initiatives",
        acts=tuple(_acts(found[:MOST])),
        total=total,
        empty="Nothing waits.",
        view="web:help",
    )


def _acts(rows: list[HelpRequest]) -> Iterator[Act]:
    for row in rows:
        wanted = f", wanted by {day_in_words(row.wanted_by)}" if row.wanted_by else ""
        if row.status == HelpStatus.DONE:
            yield Act(
                f"Say how satisfied you are: {row.subject}", "web:help_request", row.pk,
                f"{row.taken_by.full_name if row.taken_by else 'Somebody'} says that it is done",
                "Nobody learns whether it helped.", since=row.ended_at,
            )  # fmt: skip
        elif row.status == HelpStatus.TAKEN:
            yield Act(
                f"Give the help that you took: {row.subject}", "web:help_request", row.pk,
                f"{row.asked_by.full_name} asked for {row.get_kind_display().lower()}{wanted}",
                "The request stays open, and nobody else looks at it.", since=row.taken_at, last_day=row.wanted_by,
            )  # fmt: skip
        else:
            yield Act(
                f"Take or decline: {row.subject}", "web:help_request", row.pk,
                f"{row.asked_by.full_name} asks for {row.get_kind_display().lower()}{wanted}",
                "Whoever asked goes on without help.", since=row.asked_at, last_day=row.wanted_by,
            )  # fmt: skip
