"""Custody on the site: who answers for what today, delegations, hand-overs to come, and what nobody answers for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from meritbook.actions import custody, handing_over
from meritbook.actions.delegating import GROUPS
from meritbook.actions.permissions import MATRIX, Capability, Scope, Standing
from meritbook.core.contracts.custody import (
    ROLE_WORDS,
    Answering,
    Custody,
    Gap,
    Lent,
    Orphan,
    Shared,
    answering,
    gaps,
    shared_days,
)
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.records.models import Delegation, Department, HandOver, PerformanceContract, ProgressReview

SOON = timedelta(days=14)
"""How long before its end a delegation comes onto the desk."""


class NoSuchCustodyError(MeritbookError):
    """No delegation or hand-over of that number is on record, or none that this person may read."""

    code = "custody.unknown"
    remedy = "Open the page of custody and choose from there; it shows what you may read."
    http_status = 404


@dataclass(frozen=True)
class OrphanLine:
    """What nobody answers for, of one contract."""

    contract: int | None
    position: str
    department: str
    executive: str
    orphan: Orphan
    urgent: bool


@dataclass(frozen=True)
class LentLine:
    """A delegation in a list."""

    id: int
    role: str
    department: str
    giver: str
    holder: str
    covers: tuple[str, ...]
    starts_on: date
    last_day: date
    reason: str
    over: bool
    """Whether it is the overlap of a hand-over."""
    begun: bool
    void: bool
    """Whether it permits nothing now, as whoever gave it holds the role no more."""
    may_end: bool


@dataclass(frozen=True)
class HandOverLine:
    """A hand-over to come."""

    id: int
    role: str
    department: str
    giver: str
    successor: str
    starts_on: date
    overlap_until: date | None
    """The last day of the overlap."""
    positions: tuple[str, ...]
    reason: str
    may_withdraw: bool


def scope(standing: Standing) -> list[int] | None:
    """The departments whose custody the person reads; `None` for all of them."""
    found: list[int] = []
    for held in standing.held:
        reach = MATRIX[held.role].get(Capability.READ_CUSTODY)
        if reach is Scope.EVERYWHERE or (reach is Scope.DEPARTMENT and held.department is None):
            return None
        if reach is Scope.DEPARTMENT and held.department is not None:
            found.append(held.department)
    return sorted(set(found))


def departments(standing: Standing) -> QuerySet[Department]:
    """Those departments, by name."""
    within = scope(standing)
    rows = Department.objects.on(standing.on)
    return (rows if within is None else rows.filter(pk__in=within)).order_by("name")


def narrowed(standing: Standing, department: int | None) -> list[int] | None:
    """The scope, or the one department of it that was asked for."""
    within = scope(standing)
    if department is None:
        return within
    return [department] if within is None or department in within else []


def cases(within: list[int] | None, on: date) -> list[Custody]:
    """The contracts that have not ended, and the executives without one, of these departments or of all."""
    contracts = custody.open_contracts(on).order_by("appointment__seat__position__number", "starts_on", "pk")
    positions = custody.without_contract(on).order_by("number", "pk")
    if within is not None:
        contracts = contracts.filter(appointment__seat__position__department__in=within)
        positions = positions.filter(department__in=within)
    return custody.cases(contracts, on, beside=positions)


def orphans(within: list[int] | None, on: date) -> tuple[OrphanLine, ...]:
    """What nobody answers for: first what has a deadline, the earliest day first."""
    lines = [
        OrphanLine(
            contract=case.contract,
            position=case.number,
            department=case.department_name,
            executive=case.executive.name,
            orphan=one,
            urgent=one.urgent(on),
        )
        for case in cases(within, on)
        for one in answering(case, on).orphans
    ]
    return tuple(sorted(lines, key=lambda one: (one.orphan.next_day or date.max, one.department, one.position)))


def lent(standing: Standing, within: list[int] | None) -> tuple[LentLine, ...]:
    """The delegations that stand or are to come."""
    return lent_lines(custody.standing_delegations(within, standing.on), standing)


def lent_lines(rows: QuerySet[Delegation], standing: Standing) -> tuple[LentLine, ...]:
    """Delegations as a list shows them."""
    found = list(rows)
    holding = _holding(found, standing.on)
    return tuple(
        LentLine(
            id=row.pk,
            role=ROLE_WORDS[row.role],
            department=row.department.name,
            giver=row.giver.full_name,
            holder=row.holder.full_name,
            covers=tuple(GROUPS[one] for one in custody.lent_value(row).covers),
            starts_on=row.starts_on,
            last_day=row.ends_before - timedelta(days=1),
            reason=row.reason,
            over=row.hand_over_id is not None,
            begun=row.starts_on <= standing.on,
            void=row.starts_on <= standing.on and row.pk not in holding,
            may_end=may_end(standing, row),
        )
        for row in found
    )


def _holding(rows: Sequence[Delegation], on: date) -> set[int]:
    """Those whose giver holds the role on the day and may sign in."""
    from meritbook.records.models import RoleAssignment

    held = set(
        RoleAssignment.objects.on(on)
        .filter(user__in=[one.giver_id for one in rows], user__is_active=True, revoked_at__isnull=True)
        .values_list("user", "role", "department")
    )
    return {
        one.pk for one in rows if {(one.giver_id, one.role, one.department_id), (one.giver_id, one.role, None)} & held
    }


def may_end(standing: Standing, row: Delegation) -> bool:
    """Whether the person may end it, as `end_delegation` has it."""
    user = standing.user
    if user is None:
        return False
    central = any(MATRIX[one].get(Capability.DELEGATE) is Scope.EVERYWHERE for one in standing.roles)
    return central or user.pk in (row.giver_id, row.holder_id) or standing.may(Capability.HAND_OVER, row.department)


def hand_overs(standing: Standing, within: list[int] | None) -> tuple[HandOverLine, ...]:
    """The hand-overs to come, the next first."""
    rows = handing_over.open_hand_overs().order_by("starts_on", "pk")
    if within is not None:
        rows = rows.filter(department__in=within)
    rows = rows.select_related("department", "giver", "successor").prefetch_related("positions__position")
    return tuple(
        HandOverLine(
            id=row.pk,
            role=ROLE_WORDS[row.role],
            department=row.department.name,
            giver=row.giver.full_name,
            successor=row.successor.full_name,
            starts_on=row.starts_on,
            overlap_until=row.overlap_ends_before - timedelta(days=1) if row.overlap_ends_before else None,
            positions=tuple(sorted(one.position.number for one in row.positions.all())),
            reason=row.reason,
            may_withdraw=row.starts_on > standing.on and standing.may(Capability.HAND_OVER, row.department),
        )
        for row in rows
    )


def overlaps_and_gaps(within: list[int] | None, on: date) -> tuple[tuple[Shared, ...], tuple[Gap, ...]]:
    """Where two stand in for one part at once, and days between two delegations on which nobody does."""
    rows = [custody.lent_value(row) for row in custody.standing_delegations(within, on)]
    return shared_days(rows), gaps(rows, on=on)


def delegation(standing: Standing, pk: int) -> Delegation:
    """A delegation that the person reads, gave or holds; raises `NoSuchCustodyError`."""
    within = scope(standing)
    rows = Delegation.objects.select_related("department", "giver", "holder")
    if within is not None:
        rows = rows.filter(Q(department__in=within) | Q(giver=standing.user) | Q(holder=standing.user))
    row: Delegation | None = rows.filter(pk=pk).first()
    if row is None:
        raise NoSuchCustodyError(f"There is no delegation {pk} that you may read.", where=str(pk))
    return row


def hand_over(standing: Standing, pk: int) -> HandOver:
    """A hand-over of a department whose custody the person reads; raises `NoSuchCustodyError`."""
    within = scope(standing)
    rows = HandOver.objects.select_related("department", "giver", "successor")
    if within is not None:
        rows = rows.filter(department__in=within)
    row: HandOver | None = rows.filter(pk=pk).first()
    if row is None:
        raise NoSuchCustodyError(f"There is no hand-over {pk} that you may read.", where=str(pk))
    return row


def who_answers(contract: PerformanceContract, on: date) -> Answering:
    """Who answers for one contract today, for the head of its pages."""
    (case,) = custody.cases(PerformanceContract.objects.filter(pk=contract.pk), on)
    return answering(case, on)


def in_one_line(found: Answering) -> str:
    """Who answers, as one line says it."""

    def named(lent: Sequence[Lent]) -> str:
        return "".join(f", {one.holder.name} stands in until {day_in_words(one.last_day)}" for one in lent)

    authority = found.authority.name if found.authority else "nobody"
    directors = " and ".join(one.name for one in found.directors) or "nobody"
    return (
        f"Appointing authority: {authority}{named(found.stand_ins_of('appointing_authority'))}. "
        f"Director: {directors}{named(found.stand_ins_of('department_director'))}."
    )


def reviews_to_hold(standing: Standing, over: Iterable[HandOver]) -> list[tuple[HandOver, PerformanceContract]]:
    """The contracts on which the person, who hands over, has held no interim review since the hand-over was made."""
    on = standing.on
    found = []
    for row in over:
        contracts = custody.open_contracts(on).filter(starts_on__lte=on)
        if row.role == "appointing_authority":
            contracts = contracts.filter(appointment__seat__position__in=row.positions.values("position"))
        else:
            contracts = contracts.filter(appointment__seat__position__department=row.department_id)
        held = ProgressReview.objects.filter(
            kind="interim", withdrawn_at__isnull=True, recorded_by=standing.user, recorded_at__gte=row.made_at
        )
        contracts = contracts.exclude(pk__in=held.values("contract")).exclude(appointment__executive=standing.user)
        rows = contracts.select_related("appointment__executive", "appointment__seat__position")
        found += [(row, one) for one in rows.order_by("appointment__seat__position__number", "pk")]
    return found
