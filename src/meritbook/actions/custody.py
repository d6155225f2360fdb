"""Who answers for the contracts on record on a day, read into values; and what somebody would leave to nobody."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from meritbook.actions import handing_over
from meritbook.actions.contracting_policies import OPEN
from meritbook.actions.policies import PolicyError
from meritbook.core.contracts.custody import AnsweringRole, Custody, Lent, Person, Waiting
from meritbook.records.models import (
    Appraisal,
    AppraisalStatus,
    ContractStatus,
    ContractVersion,
    Delegation,
    ImprovementStep,
    PerformanceContract,
    Position,
    Role,
    RoleAssignment,
    Seat,
    User,
)

ANSWERING: tuple[AnsweringRole, ...] = ("appointing_authority", "department_director")
PRESSING = timedelta(days=60)
"""How long before its last day a contract waits for its rating."""


class WorkLeftError(PolicyError):
    """The person answers for work that would belong to nobody."""

    code = "custody.work_left"
    remedy = (
        "Have agency HR hand the work over first. Where that cannot wait, say why it is left: it then stands on the "
        "page of custody."
    )


@dataclass(frozen=True)
class WorkLeft:
    """What somebody would leave to nobody in a department."""

    role: AnsweringRole
    department: str
    positions: tuple[str, ...]
    """Numbers, in order."""

    @property
    def says(self) -> str:
        """In words."""
        named = ", ".join(self.positions[:12]) + (" and more" if len(self.positions) > 12 else "")
        if self.role == "appointing_authority":
            return f"Appointing authority in {self.department} of {named}."
        return f"The only director of {self.department}, for {named}."


def person(row: User) -> Person:
    """Somebody as a value."""
    return Person(id=row.pk, name=row.full_name, active=row.is_active)


def open_contracts(on: date) -> QuerySet[PerformanceContract]:
    """The contracts that have not ended by the day and are not withdrawn."""
    return PerformanceContract.objects.filter(withdrawn_at__isnull=True, ends_before__gt=on)


def lent_value(row: Delegation) -> Lent:
    """A delegation as a value."""
    over = None
    if row.hand_over_id is not None and row.role == Role.APPOINTING_AUTHORITY:
        over = frozenset(one.position_id for one in row.hand_over.positions.all()) if row.hand_over else None
    return Lent(
        id=row.pk,
        role=row.role,
        department=row.department_id,
        giver=person(row.giver),
        holder=person(row.holder),
        covers=tuple(json.loads(row.covers_json)),
        starts_on=row.starts_on,
        ends_before=row.ends_before,
        positions=over,
    )


def standing_delegations(departments: Iterable[int] | None, on: date) -> QuerySet[Delegation]:
    """Delegations that hold on the day or begin later, not ended; of these departments, or of all."""
    rows = Delegation.objects.filter(ended_at__isnull=True, ends_before__gt=on)
    if departments is not None:
        rows = rows.filter(department__in=departments)
    return (
        rows.select_related("giver", "holder", "department", "hand_over")
        .prefetch_related("hand_over__positions")
        .order_by("starts_on", "pk")
    )


def _holders(departments: Iterable[int], on: date) -> dict[tuple[str, int], list[User]]:
    """Who holds each of the two roles for each of the departments on the day; one statement."""
    wanted = set(departments)
    found: dict[tuple[str, int], list[User]] = {(role, one): [] for role in ANSWERING for one in wanted}
    rows = RoleAssignment.objects.on(on).filter(
        Q(department__isnull=True) | Q(department__in=wanted), role__in=ANSWERING, revoked_at__isnull=True
    )
    for row in rows.select_related("user").order_by("user__full_name", "pk"):
        for department in wanted if row.department_id is None else (row.department_id,):
            if row.user not in found[row.role, department]:
                found[row.role, department].append(row.user)
    return found


def _waiting(contracts: Sequence[PerformanceContract], on: date) -> dict[int, list[Waiting]]:
    """What each contract waits for: the signatures, the steps of a plan, and the rating as its term ends."""
    keys = [one.pk for one in contracts]
    if not keys:
        return {}
    found: dict[int, list[Waiting]] = {key: [] for key in keys}
    versions = ContractVersion.objects.filter(contract=OuterRef("pk"))
    rated = Appraisal.objects.filter(
        contract=OuterRef("pk"), kind="rater", status__in=(AppraisalStatus.FINAL, AppraisalStatus.ACKNOWLEDGED)
    )
    states = {
        key: (signed, is_open, concluded)
        for key, signed, is_open, concluded in PerformanceContract.objects.filter(pk__in=keys).values_list(
            "pk",
            Exists(versions.filter(status=ContractStatus.SIGNED)),
            Exists(versions.filter(status__in=OPEN)),
            Exists(rated),
        )
    }
    for one in contracts:
        signed, is_open, concluded = states[one.pk]
        if not signed:
            found[one.pk].append(Waiting(says="The contract is to be signed; its term begins.", due_on=one.starts_on))
        elif is_open:
            found[one.pk].append(Waiting(says="An alteration is under way.", due_on=None))
        last = one.ends_before - timedelta(days=1)
        if not concluded and last - on <= PRESSING:
            found[one.pk].append(Waiting(says="The rating of the year is to be concluded; its term ends.", due_on=last))
    steps = ImprovementStep.objects.filter(
        review__contract__in=keys, review__withdrawn_at__isnull=True, closed_at__isnull=True
    )
    for key, day in steps.values_list("review__contract", "due_on").order_by("due_on", "pk"):
        found[key].append(
            Waiting(says="A step of the improvement plan is due.", due_on=day, needs=("appointing_authority",))
        )
    return found


def without_contract(on: date) -> QuerySet[Position]:
    """The positions in the service on the day that somebody holds, and that no open contract is about."""
    contract = open_contracts(on).filter(
        appointment__seat__position=OuterRef("pk"), appointment__executive=OuterRef("incumbent")
    )
    seat = Seat.objects.on(on).filter(position=OuterRef("pk"))
    return Position.objects.filter(Exists(seat), ~Exists(contract), incumbent__isnull=False)


def cases(
    contracts: QuerySet[PerformanceContract], on: date, *, beside: QuerySet[Position] | None = None
) -> list[Custody]:
    """These contracts with the people around them on the day, in their order; few statements for any number.

    `beside` are positions whose executives have no contract; they come after.
    """
    rows = list(
        contracts.select_related(
            "appointment__executive",
            "appointment__seat__position__department",
            "appointment__seat__position__appointing_authority",
        )
    )
    around: list[tuple[Position, User, PerformanceContract | None]] = [
        (one.appointment.seat.position, one.appointment.executive, one) for one in rows
    ]
    if beside is not None:
        positions = beside.select_related("incumbent", "department", "appointing_authority")
        around += [(one, one.incumbent, None) for one in positions if one.incumbent is not None]
    return _cases(around, _waiting(rows, on), on)


def _cases(
    rows: Sequence[tuple[Position, User, PerformanceContract | None]], waiting: dict[int, list[Waiting]], on: date
) -> list[Custody]:
    departments = {position.department_id for position, _, _ in rows}
    if not departments:
        return []
    holders = _holders(departments, on)
    lent: dict[int, list[Lent]] = {one: [] for one in departments}
    for row in standing_delegations(departments, on):
        lent[row.department_id].append(lent_value(row))
    return [
        Custody(
            contract=contract.pk if contract else None,
            position=position.pk,
            number=position.number,
            department=position.department_id,
            department_name=position.department.name,
            executive=person(executive),
            authority=person(position.appointing_authority) if position.appointing_authority else None,
            authority_holds=position.appointing_authority in holders["appointing_authority", position.department_id],
            directors=tuple(person(one) for one in holders["department_director", position.department_id]),
            lent=tuple(lent[position.department_id]),
            waiting=tuple(waiting.get(contract.pk, ())) if contract else (),
        )
        for position, executive, contract in rows
    ]


def work_left(user: User, on: date, *, roles: Iterable[RoleAssignment] | None = None) -> tuple[WorkLeft, ...]:
    """What would belong to nobody if the person held these roles no more from the day on; all of theirs by default.

    Hand-overs whose day has come by then count as done. A part is left where nobody else is there to take it: an
    appointing authority's positions follow nobody by themselves; a director's do as long as another director is there.
    """
    ending = list(
        roles
        if roles is not None
        else RoleAssignment.objects.on(on).filter(user=user, revoked_at__isnull=True).order_by("pk")
    )
    kept = RoleAssignment.objects.on(on).filter(revoked_at__isnull=True).exclude(pk__in=[one.pk for one in ending])
    found = []
    wanted = {(one.role, one.department_id) for one in ending if one.role in ANSWERING}
    for role in ANSWERING:
        places = {department for name, department in wanted if name == role}
        if not places:
            continue
        rows = _in_custody(on)
        if None not in places:
            rows = rows.filter(department__in=places)
        if role == "appointing_authority":
            others = kept.filter(user=user, role=role) if roles is not None else kept.none()
            handed = handing_over.open_hand_overs().filter(
                starts_on__lte=on, giver=user, role=role, positions__position=OuterRef("pk")
            )
            rows = rows.filter(~Exists(handed), appointing_authority=user)
        else:
            others = kept.filter(role=role, user__is_active=True).exclude(user=user)
        by: dict[tuple[int, str], list[str]] = {}
        for position in rows.select_related("department").order_by("department__name", "number", "pk"):
            by.setdefault((position.department_id, position.department.name), []).append(position.number)
        for (department, name), numbers in by.items():
            if not others.filter(Q(department__isnull=True) | Q(department=department)).exists():
                found.append(WorkLeft(role, name, tuple(numbers)))
    return tuple(found)


def _in_custody(on: date) -> QuerySet[Position]:
    """The positions that are in the service on the day or later, and those that an open contract is about."""
    seats = Seat.objects.filter(Q(ends_before__isnull=True) | Q(ends_before__gt=on), position=OuterRef("pk"))
    contracts = open_contracts(on).filter(appointment__seat__position=OuterRef("pk"))
    return Position.objects.filter(Exists(seats) | Exists(contracts))


def check_nothing_left(left: Sequence[WorkLeft], because: str) -> None:
    """Nothing is left to nobody, or `because` says why it is all the same; raises `WorkLeftError` with the list."""
    if left and not because:
        raise WorkLeftError(
            "Nobody would answer for it: " + " ".join(one.says for one in left),
            where="left_because",
            details={
                "left": [
                    {"role": one.role, "department": one.department, "positions": list(one.positions)} for one in left
                ]
            },
        )


def told_left(left: Sequence[WorkLeft], because: str) -> dict[str, object]:
    """What the entry tells of work that was left; nothing where none was."""
    return {"left": [one.says for one in left], "left_because": because} if left else {}
