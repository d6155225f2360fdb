"""The annual open as long work: who may ask for it, whose contracts it draws up, and what one part of it does."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from meritbook.actions import contracting, draw_contracts, jobs
from meritbook.actions.actor import Actor
from meritbook.actions.appointing_policies import ContractTermError
from meritbook.actions.job_work import Left, Part
from meritbook.actions.permissions import MATRIX, Capability, ForbiddenError, Scope, Standing, require
from meritbook.core.dates import day_in_words
from meritbook.records import clock
from meritbook.records.models import Appointment, AppointmentStatus, Department, Job, PerformanceContract

AT_ONCE = 200
"""Contracts drawn up in one part."""


def require_reach(actor: Actor, department: Department | None, *, on: date) -> str:
    """The role in which the actor may open the year of the department, or of all; raises `ForbiddenError`."""
    role = require(actor, Capability.OPEN_YEAR, department, on=on)
    if department is None and not everywhere(Standing(actor.user, on)):
        raise ForbiddenError(
            f"{actor.name} opens the year of their own departments only.", details={"capability": Capability.OPEN_YEAR}
        )
    return role


def everywhere(standing: Standing) -> bool:
    """Whether the person may open the year of all departments at once."""
    return any(
        MATRIX[held.role].get(Capability.OPEN_YEAR) is Scope.EVERYWHERE
        or (MATRIX[held.role].get(Capability.OPEN_YEAR) is Scope.DEPARTMENT and held.department is None)
        for held in standing.held
    )


def departments(standing: Standing) -> QuerySet[Department]:
    """The departments whose year the person may open, by name."""
    rows = Department.objects.order_by("name")
    if everywhere(standing):
        return rows
    own = [held.department for held in standing.held if MATRIX[held.role].get(Capability.OPEN_YEAR) is Scope.DEPARTMENT]
    return rows.filter(pk__in=own)


def check_first_day(starts_on: date) -> None:
    """A fiscal year begins on the day; raises `ContractTermError`."""
    year = contracting.year_of(starts_on)
    if year is None:
        raise ContractTermError(f"The law gives no fiscal year for {day_in_words(starts_on)}.", where="starts_on")
    if year.starts_on != starts_on:
        raise ContractTermError(
            f"No fiscal year begins on {day_in_words(starts_on)}; the one in which it lies began on "
            f"{day_in_words(year.starts_on)}.",
            where="starts_on",
        )


def without_contract(starts_on: date, department: Department | None) -> QuerySet[Appointment]:
    """Executives in office on the day who have no contract that shares a day with the year."""
    year = contracting.year_of(starts_on)
    ends = year.ends_before if year is not None and year.ends_before is not None else starts_on
    standing = PerformanceContract.objects.filter(
        appointment=OuterRef("pk"), withdrawn_at__isnull=True, starts_on__lt=ends, ends_before__gt=starts_on
    )
    rows = Appointment.objects.filter(
        Q(ends_before__isnull=True) | Q(ends_before__gt=starts_on),
        ~Exists(standing),
        status=AppointmentStatus.IN_FORCE,
        starts_on__lte=starts_on,
    )
    return rows if department is None else rows.filter(seat__position__department=department)


class OpenYear:
    """Draws up the contracts of a year. `place` is the key of the last appointment that was looked at."""

    def __init__(self, job: Job) -> None:
        options = jobs.options_of(job)
        self.starts_on = date.fromisoformat(options["starts_on"])
        self.why: str = options["why"]

    def part(self, job: Job) -> Part:
        """The next contracts; raises `ForbiddenError` where whoever asked may not any more."""
        at = clock.now()
        actor = Actor(job.asked_by)
        require_reach(actor, job.department, on=clock.day_of(at))
        last = int(job.place or 0)
        waiting = without_contract(self.starts_on, job.department).filter(pk__gt=last).order_by("pk")
        some = list(waiting[:AT_ONCE])
        done = job.done + len(some)
        if not some:
            return Part(done, max(job.total, done), job.place, ended=True)
        _, left = draw_contracts.perform(actor, at=at, why=self.why, appointments=some, starts_on=self.starts_on)
        out = tuple(Left(f"position {one.position}", one.says, one.code) for one in left)
        return Part(done, max(job.total, done), str(some[-1].pk), ended=len(some) < AT_ONCE, left_out=out)
