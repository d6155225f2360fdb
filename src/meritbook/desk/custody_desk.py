"""Custody on a desk: what nobody answers for, who stands in, what goes over, and interim reviews before leaving."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Prefetch, Q

from meritbook.actions import custody as record
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.contracts.custody import ROLE_WORDS
from meritbook.core.dates import day_in_words
from meritbook.desk import custody as read
from meritbook.desk.acts import Act, Section
from meritbook.records.models import HandOver, HandOverPosition, Role

HEADING = "Custody"
WATCHES = frozenset({Role.AGENCY_HR, Role.PERSONNEL_DIRECTOR})
"""Whose matter it is that nobody answers for something."""
MOST = 20
ONE_DAY = timedelta(days=1)


def custody(standing: Standing) -> tuple[Section | None, bool]:
    """The section, none where nothing stands in it; and whether a day within thirty days makes it the first."""
    orphans = list(_orphans(standing)) if WATCHES & set(standing.roles) else []
    acts = [act for act, _ in orphans]
    if standing.user is not None:
        over = _hand_overs_of(standing)
        acts += [*_reviews(standing, over), *_standing_in(standing), *_hand_overs(standing, over)]
    if not acts:
        return None, False
    section = Section(
        heading=HEADING,
        acts=tuple(acts[:MOST]),
        total=len(acts),
        empty="",
        view="web:custody" if standing.may(Capability.READ_CUSTODY) else "",
    )
    return section, any(urgent for _, urgent in orphans)


def _orphans(standing: Standing) -> Iterator[tuple[Act, bool]]:
    for one in read.orphans(read.scope(standing), standing.on):
        yield (
            Act(
                title=f"Nobody answers for {one.executive}, position {one.position}",
                view="web:custody",
                id=None,
                detail=f"{one.orphan.says} {one.orphan.remedy}",
                without="Until then nobody signs, reviews or rates in this part.",
                last_day=one.orphan.next_day,
            ),
            one.urgent,
        )


def _reviews(standing: Standing, over: list[HandOver]) -> Iterator[Act]:
    mine = [one for one in over if standing.user is not None and one.giver_id == standing.user.pk]
    for row, contract in read.reviews_to_hold(standing, mine):
        position = contract.appointment.seat.position.number
        yield Act(
            title=f"Interim review before you leave: {contract.appointment.executive.full_name}, position {position}",
            view="web:agreement_review_new",
            id=contract.pk,
            detail=f"{row.successor.full_name} takes over on {day_in_words(row.starts_on)}.",
            without="Without it your successor rates a year that they did not see.",
            since=row.made_at,
            last_day=(row.overlap_ends_before or row.starts_on) - ONE_DAY,
        )


def _standing_in(standing: Standing) -> Iterator[Act]:
    on, user = standing.on, standing.user
    mine = record.standing_delegations(None, on).filter(Q(giver=user) | Q(holder=user), starts_on__lte=on)
    for one in mine:
        last = one.ends_before - ONE_DAY
        if one.holder_id == (user.pk if user else 0):
            yield Act(
                title=f"You stand in for {one.giver.full_name} until {day_in_words(last)}",
                view="web:delegation_end",
                id=one.pk,
                detail=f"{ROLE_WORDS[one.role].capitalize()}, {one.department.name}. {one.reason}",
                without="After that day it permits nothing; what is open then is theirs again.",
                last_day=last,
            )
        elif last <= on + read.SOON:
            yield Act(
                title=f"{one.holder.full_name} stands in for you no longer after {day_in_words(last)}",
                view="web:custody",
                id=None,
                detail=f"{ROLE_WORDS[one.role].capitalize()}, {one.department.name}. {one.reason}",
                without="Let somebody stand in again if you are away longer.",
                last_day=last,
            )


def _hand_overs_of(standing: Standing) -> list[HandOver]:
    """Those that are to come or overlap: of the person, and of the departments over which they watch."""
    on, user = standing.on, standing.user
    to_come = Q(settled_at__isnull=True, starts_on__gt=on)
    watched = [one.department for one in standing.held if one.role in (Role.AGENCY_HR, Role.DEPARTMENT_DIRECTOR)]
    if None not in watched:
        to_come &= Q(giver=user) | Q(successor=user) | Q(department__in=watched)
    own = Q(giver=user) & (Q(starts_on__gt=on) | Q(overlap_ends_before__gt=on))
    named = HandOverPosition.objects.select_related("position")
    rows = HandOver.objects.filter(to_come | own, withdrawn_at__isnull=True)
    return list(
        rows.select_related("giver", "successor", "department")
        .prefetch_related(Prefetch("positions", named))
        .order_by("starts_on", "pk")
    )


def _hand_overs(standing: Standing, rows: list[HandOver]) -> Iterator[Act]:
    for row in [one for one in rows if one.starts_on > standing.on and one.settled_at is None][:MOST]:
        numbers = sorted(one.position.number for one in row.positions.all())
        what = f"Positions {', '.join(numbers)}" if numbers else f"All contracts of {row.department.name}"
        yield Act(
            title=f"{row.giver.full_name} hands over to {row.successor.full_name}",
            view="web:custody" if standing.may(Capability.READ_CUSTODY) else "",
            id=None,
            detail=f"{what}. {row.reason}",
            without="On the day it goes over by itself.",
            since=row.made_at,
            last_day=row.starts_on - ONE_DAY,
        )
