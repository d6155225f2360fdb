"""Is it possible now? What the acts on help, assignments and hours ask of the record, and the refusals they give."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum

from meritbook.actions.permissions import MATRIX, Capability, ForbiddenError, Standing
from meritbook.actions.policies import PolicyError, check_day_in_range
from meritbook.core.dates import day_in_words
from meritbook.records.models import (
    Department,
    HelpKind,
    HelpRequest,
    Initiative,
    Position,
    ResultsClass,
    RoleAssignment,
    User,
    WorkAssignment,
    WorkHours,
    WorkKind,
)

MOST_HOURS = Decimal(24)
"""In one day, over everything that a person enters for it."""
QUARTER = Decimal("0.25")
OLDEST = timedelta(days=366)
"""How far back hours are entered: a fiscal year, so that a year can still be completed."""
MOST_PEOPLE = 10_000


class AssignmentError(PolicyError):
    """Somebody who cannot be assigned so: without the role, twice, or outside the term of the assignment."""

    code = "results.assignment"
    remedy = "Grant the role of the class first, and give a term that lies apart from the person's other one."
    http_status = 422


class NotAssignedError(PolicyError):
    """The person does not work in the initiative for that department."""

    code = "results.not_assigned"
    remedy = "Ask a results administrator to assign you to the initiative, or leave it to somebody who is."
    http_status = 403


class HelpError(PolicyError):
    """A request for help that cannot be kept, or acted on, as it is."""

    code = "results.help"
    remedy = "Open the request again to see how it stands, and mend what is named."
    http_status = 422


class HoursError(PolicyError):
    """Hours that cannot be entered as they are: not in quarters, more than a day has, on a day to come."""

    code = "results.hours"
    remedy = "Give hours in quarters on a day that has come, at most 24 over all that you enter for the day."
    http_status = 422


def check_initiative(said: str) -> str:
    """A key of the seven initiatives."""
    if said not in Initiative.values:
        raise HelpError(
            f"No initiative is called “{said[:40]}”; there are {', '.join(Initiative.values)}.", where="initiative"
        )
    return said


def check_kind(said: str) -> str:
    """What can be asked for."""
    if said not in HelpKind.values:
        raise HelpError(f"One asks for {', '.join(HelpKind.values)}; not for “{said[:40]}”.", where="kind")
    return said


def check_person(person: User, results_class: str, department: Department | None, on: date) -> str:
    """The person can sign in and holds the role of the class there on the day; raises `AssignmentError`."""
    if results_class not in ResultsClass.values:
        raise AssignmentError(f"The series has no class “{results_class[:40]}”.", where="results_class")
    if not person.is_active:
        raise AssignmentError(f"{person.full_name} is shut out and cannot be assigned.", where="person")
    reach = Q(department__isnull=True) if department is None else Q(department=department) | Q(department__isnull=True)
    held = RoleAssignment.objects.on(on).filter(reach, user=person, role=results_class, revoked_at__isnull=True)
    if not held.exists():
        where = department.name if department else "all departments"
        raise AssignmentError(
            f"{person.full_name} does not hold the role of {ResultsClass(results_class).label.lower()} for {where} "
            f"on {day_in_words(on)}.",
            where="person",
        )
    return results_class


def check_term(person: User, initiative: str, department: Department | None, starts_on: date) -> None:
    """No assignment of the person to the same initiative and department covers the day or begins later."""
    check_day_in_range(starts_on, where="starts_on")
    other = (
        WorkAssignment.objects.filter(person=person, initiative=initiative, department=department)
        .filter(Q(ends_before__isnull=True) | Q(ends_before__gt=starts_on))
        .first()
    )
    if other is not None:
        raise AssignmentError(
            f"{person.full_name} is assigned there from {day_in_words(other.starts_on)} already.", where="starts_on"
        )


def check_end(assignment: WorkAssignment, last_day: date) -> None:
    """The assignment runs on the last day, and does not end earlier already."""
    check_day_in_range(last_day, where="last_day")
    if last_day < assignment.starts_on:
        raise AssignmentError(
            f"The assignment begins on {day_in_words(assignment.starts_on)}; it cannot end before.", where="last_day"
        )
    if assignment.ends_before is not None and assignment.ends_before <= last_day + timedelta(days=1):
        raise AssignmentError(
            f"The assignment ends on {day_in_words(assignment.ends_before - timedelta(days=1))} already.",
            where="last_day",
        )


def check_assigned(standing: Standing, initiative: str, department: int | None) -> None:
    """The person works in the initiative there; whoever assigns work needs no assignment. `NotAssignedError`."""
    if any(Capability.ASSIGN_WORK in MATRIX[held.role] for held in standing.held):
        return
    reach = Q(department__isnull=True)
    if department is not None:
        reach |= Q(department=department)
    rows = WorkAssignment.objects.on(standing.on).filter(reach, person=standing.user, initiative=initiative)
    if not rows.exists():
        raise NotAssignedError(
            f"You are not assigned to {Initiative(initiative).label} there on {day_in_words(standing.on)}.",
            where="initiative",
        )


def check_not_own(request: HelpRequest, user: User | None) -> None:
    """Nobody gives help to themselves: their own rating of it would be worth nothing."""
    if user is not None and request.asked_by_id == user.pk:
        raise HelpError("You asked for this yourself; somebody else takes it.", where="request")


def check_taken_by(request: HelpRequest, user: User | None) -> None:
    """Whoever took the request says what came of it; raises `ForbiddenError`."""
    if user is None or request.taken_by_id != user.pk:
        who = request.taken_by.full_name if request.taken_by else "Nobody"
        raise ForbiddenError(f"{who} has taken this request; take it over first.")


def departments(standing: Standing, capability: Capability) -> QuerySet[Department]:
    """The departments for which the person asks or gives: those of their roles, of their position, or all of them."""
    rows = Department.objects.on(standing.on).order_by("name")
    held = [one.department for one in standing.held if capability in MATRIX[one.role]]
    if None in held:
        return rows
    own = Position.objects.filter(incumbent=standing.user).values("department")
    return rows.filter(Q(pk__in=[one for one in held if one is not None]) | Q(pk__in=own))


def everywhere(standing: Standing, capability: Capability) -> bool:
    """Whether the person asks or gives for the enterprise as a whole."""
    return any(one.department is None and capability in MATRIX[one.role] for one in standing.held)


def check_asks_for(standing: Standing, department: Department | None) -> None:
    """The person asks for a department of theirs, or for the enterprise where they serve it; `ForbiddenError`."""
    if department is None:
        theirs = everywhere(standing, Capability.ASK_HELP)
    else:
        theirs = departments(standing, Capability.ASK_HELP).filter(pk=department.pk).exists()
    if not theirs:
        raise ForbiddenError("You ask for a department of yours; somebody of the other one asks for it.")


def check_wanted_by(day: date | None, on: date) -> None:
    """A day on which help can still come."""
    if day is None:
        return
    check_day_in_range(day, where="wanted_by")
    if day < on:
        raise HelpError(f"{day_in_words(day)} is over already.", where="wanted_by")


def check_satisfaction(satisfaction: int) -> int:
    """From 1 to 5, whole."""
    if isinstance(satisfaction, bool) or not isinstance(satisfaction, int) or not 1 <= satisfaction <= 5:
        raise HelpError(
            "Give a whole number from 1, not at all satisfied, to 5, fully satisfied.", where="satisfaction"
        )
    return satisfaction


def check_hours(person: User, worked_on: date, hours: Decimal, kind: str, people: int | None, on: date) -> Decimal:
    """The hours as they are kept; raises `HoursError`."""
    check_day_in_range(worked_on, where="worked_on")
    if worked_on > on:
        raise HoursError(f"{day_in_words(worked_on)} has not come yet.", where="worked_on")
    if worked_on < on - OLDEST:
        raise HoursError(f"{day_in_words(worked_on)} lies more than a year back.", where="worked_on")
    if not hours.is_finite() or hours <= 0 or hours > MOST_HOURS or hours % QUARTER:
        raise HoursError("Give hours above zero in quarters, such as 1.25.", where="hours")
    if kind not in WorkKind.values:
        raise HoursError(f"Hours are spent on {', '.join(WorkKind.values)}; not on “{kind[:40]}”.", where="kind")
    if people is not None and (kind != WorkKind.TRAINING or not 0 < people <= MOST_PEOPLE):
        raise HoursError("Only training names how many were trained: from 1 to 10,000.", where="people")
    others = WorkHours.objects.filter(person=person, worked_on=worked_on, withdrawn_at__isnull=True)
    before = others.aggregate(sum=Sum("hours"))["sum"] or Decimal(0)
    if before + hours > MOST_HOURS:
        raise HoursError(
            f"{before.normalize():f} hours of {day_in_words(worked_on)} are on record; {hours.normalize():f} more "
            f"would be {(before + hours).normalize():f} in a day of {MOST_HOURS}.",
            where="hours",
        )
    return hours


def check_hours_of(request: HelpRequest | None, initiative: str, department: Department | None) -> None:
    """Hours on a request are of its initiative and department."""
    if request is None:
        return
    if request.initiative != initiative or request.department_id != (department.pk if department else None):
        raise HoursError(
            f"Request {request.pk} is of {request.get_initiative_display()} for "
            f"{request.department.name if request.department else 'the enterprise as a whole'}.",
            where="request",
        )
