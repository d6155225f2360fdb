"""People, their roles and departments, for those who manage them; and who may sign for a department."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from meritbook.core.errors import MeritbookError
from meritbook.core.folding import folded
from meritbook.desk.paging import Page, paged
from meritbook.records.models import Department, Role, RoleAssignment, User


class NoSuchPersonError(MeritbookError):
    """Nobody with that number is on record."""

    code = "person.unknown"
    remedy = "Open the list of people and choose one there."
    http_status = 404


class NoSuchDepartmentError(MeritbookError):
    """No department with that number is on record."""

    code = "department.unknown"
    remedy = "Open the list of people and departments and choose one there."
    http_status = 404


@dataclass(frozen=True)
class AssignmentLine:
    """A role of a person."""

    id: int
    role: str
    department: str
    starts_on: date
    ends_before: date | None
    granted_by: str
    holds: bool
    """Whether it holds on the day."""
    revoked: bool


@dataclass(frozen=True)
class PersonLine:
    """A person in the list."""

    id: int
    username: str
    full_name: str
    active: bool
    roles: tuple[str, ...]


def people(asked: str, page: int, on: date) -> Page[PersonLine]:
    """One page of people by username, with the roles they hold on the day: three statements."""
    query = User.objects.order_by("username")
    for word in asked.split()[:6]:
        query = query.filter(Q(username__icontains=word) | Q(folded_name__contains=folded(word)))
    chosen: Page[User] = paged(query, page)
    roles: dict[int, list[str]] = {}
    for one in (
        RoleAssignment.objects.on(on)
        .filter(user__in=[row.pk for row in chosen.rows], revoked_at__isnull=True)
        .select_related("department")
        .order_by("role", "id")
    ):
        where = one.department.name if one.department else "all departments"
        roles.setdefault(one.user_id, []).append(f"{Role(one.role).label}, {where}")
    return Page(
        rows=tuple(
            PersonLine(row.pk, row.username, row.full_name, row.is_active, tuple(roles.get(row.pk, ())))
            for row in chosen.rows
        ),
        number=chosen.number,
        of=chosen.of,
        total=chosen.total,
    )


def person(pk: int) -> User:
    """A person; raises `NoSuchPersonError`."""
    found = User.objects.filter(pk=pk).first()
    if found is None:
        raise NoSuchPersonError("There is no such person.")
    return found


def assignments(user: User, on: date) -> tuple[AssignmentLine, ...]:
    """All roles that the person ever held or will hold, the newest first."""
    rows = (
        RoleAssignment.objects.filter(user=user)
        .select_related("department", "granted_by")
        .order_by("-starts_on", "-id")
    )
    return tuple(
        AssignmentLine(
            id=one.pk,
            role=str(Role(one.role).label),
            department=one.department.name if one.department else "all departments",
            starts_on=one.starts_on,
            ends_before=one.ends_before,
            granted_by=one.granted_by.full_name if one.granted_by else "the program, at set-up",
            holds=one.revoked_at is None and one.starts_on <= on and (one.ends_before is None or on < one.ends_before),
            revoked=one.revoked_at is not None,
        )
        for one in rows
    )


def department(pk: int) -> Department:
    """A department; raises `NoSuchDepartmentError`."""
    found: Department | None = Department.objects.filter(pk=pk).first()
    if found is None:
        raise NoSuchDepartmentError("There is no such department.")
    return found


def departments(on: date) -> tuple[Department, ...]:
    """The departments that stand on the day, by name."""
    return tuple(Department.objects.on(on).order_by("name"))


def authorities(department: Department, on: date) -> tuple[User, ...]:
    """Who may be the appointing authority of positions of the department."""
    held = RoleAssignment.objects.on(on).filter(
        Q(department=department) | Q(department__isnull=True),
        role=Role.APPOINTING_AUTHORITY,
        revoked_at__isnull=True,
    )
    return tuple(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("full_name", "username"))
