"""Is it possible now? What the acts on assessments and improvements ask of the record, and their refusals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from meritbook.actions import planning
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, ForbiddenError, Standing
from meritbook.actions.planning_policies import check_action
from meritbook.actions.policies import PolicyError, TakenError, check_day_in_range, check_text
from meritbook.core.results.development import Area, DevelopmentPolicy
from meritbook.records.models import (
    AssessmentState,
    Department,
    DevelopmentAssessment,
    Improvement,
    Role,
    StrategicPlan,
    User,
)


class DevelopmentError(PolicyError):
    """An assessment, a finding or an improvement that cannot be kept as it is."""

    code = "results.development"
    remedy = "Mend what is named, and send it again."
    http_status = 422


class AssessorError(PolicyError):
    """Somebody who cannot assess the department."""

    code = "results.assessor"
    remedy = "Name people who keep assessments of that department, and not those who answer for it."
    http_status = 422


class AssessmentStandsError(PolicyError):
    """The assessment does not stand where this could be done."""

    code = "results.assessment_stands"
    remedy = "Go back to the page of the assessment to see where it stands."


class NotAssessorError(ForbiddenError):
    """Findings and levels are the assessors' alone."""

    code = "results.not_assessor"
    remedy = "One of the people who are named as assessors does it."


class NotDepartmentError(ForbiddenError):
    """The answer is the department's own, and none of those who assessed it gives it."""

    code = "results.not_department"
    remedy = "The director of the department answers."


def check_year(year: int, department: Department) -> int:
    """A year in which the department has no assessment yet; raises `DevelopmentError`, `TakenError`."""
    if not 1900 <= year <= 2200:
        raise DevelopmentError("Give a year in four digits, from 1900 to 2200.", where="year")
    if DevelopmentAssessment.objects.filter(department=department, year=year).exists():
        raise TakenError(f"An assessment of {department.name} for {year} is on record.", where="year")
    return year


def check_assessed_on(day: date, on: date) -> None:
    """A day that has come."""
    check_day_in_range(day, where="assessed_on")
    if day > on:
        raise DevelopmentError("The day that the assessment describes has not come yet.", where="assessed_on")


def check_assessors(assessors: Sequence[User], assessment: DevelopmentAssessment, on: date) -> list[User]:
    """Each keeps assessments of the department and is not its director; raises `AssessorError`."""
    found = list({one.pk: one for one in assessors}.values())
    if not found:
        raise AssessorError("Nobody is named who assesses.", where="assessors")
    for one in found:
        standing = Standing(one, on)
        if not one.is_active or not standing.may(Capability.KEEP_DEVELOPMENT, assessment):
            raise AssessorError(f"{one.full_name} does not keep assessments of this department.", where="assessors")
        if directs(standing, assessment):
            raise AssessorError(
                f"{one.full_name} directs the department and answers its assessment.", where="assessors"
            )
    return found


def directs(standing: Standing, assessment: DevelopmentAssessment) -> bool:
    """Whether the person directs the department that is assessed."""
    held = ((one.role, one.department) for one in standing.parts_for(Capability.KEEP_DEVELOPMENT, assessment))
    return any(role == Role.DEPARTMENT_DIRECTOR and where is not None for role, where in held)


def check_assesses(actor: Actor, assessment: DevelopmentAssessment) -> None:
    """The person is one of the assessors; raises `NotAssessorError`."""
    if actor.user is None or not assessment.assessors.filter(user=actor.user).exists():
        raise NotAssessorError("You are not named as one who assesses this department.")


def check_answers(actor: Actor, assessment: DevelopmentAssessment, on: date) -> None:
    """The person directs the department and did not assess it; raises `NotDepartmentError`."""
    if assessment.assessors.filter(user=actor.user).exists() or not directs(Standing(actor.user, on), assessment):
        raise NotDepartmentError("The department's own director answers its assessment.")


def check_state(assessment: DevelopmentAssessment, *states: str) -> None:
    """It stands in one of the states; raises `AssessmentStandsError`."""
    if assessment.state not in states:
        wanted = " or ".join(str(AssessmentState(one).label).lower() for one in states)
        raise AssessmentStandsError(
            f"The assessment is {assessment.get_state_display().lower()}; this needs it to be {wanted}.",
            where="assessment",
        )


def check_found_something(assessment: DevelopmentAssessment) -> None:
    """At least one area holds a finding; raises `AssessmentStandsError`."""
    if not assessment.findings.filter(current=True).exists():
        raise AssessmentStandsError("No area holds a finding yet.", where="assessment", remedy="Write one first.")


def check_area(policy: DevelopmentPolicy, key: str) -> Area:
    """An area of the policy; raises `DevelopmentError`."""
    found = policy.area(key)
    if found is None:
        known = ", ".join(one.key for one in policy.areas)
        raise DevelopmentError(f"The policy knows no area “{key[:40]}”; it knows {known}.", where="area")
    return found


def check_finding(area: Area, strengths: str, opportunities: str, level: str, because: str) -> dict[str, str]:
    """A finding as it is kept: something said, a level of the area or none, and a level with its reason."""
    found = {
        name: check_text(said, field=name, longest=8_000, required=False)
        for name, said in (("strengths", strengths), ("opportunities", opportunities), ("because", because))
    }
    if level and area.level(level) is None:
        raise DevelopmentError(f"{area.name} has no level “{level[:40]}”.", where="level")
    if level and not found["because"]:
        raise DevelopmentError("Say why it is this level; a level without a reason is not kept.", where="because")
    if not level and not found["strengths"] and not found["opportunities"]:
        raise DevelopmentError("Nothing is said: no strength, no opportunity and no level.", where="strengths")
    return {**found, "level": level}


def check_goal(plan: StrategicPlan, key: str) -> str:
    """A goal or strategy of the plan's adopted version; raises `DevelopmentError`."""
    version = planning.adopted_of(plan)
    if version is None or key not in version.text.by_key():
        raise DevelopmentError(f"The adopted version of {plan.title} has no goal “{key[:79]}”.", where="goal")
    return key


def check_owner(owner: User, row: Improvement, on: date) -> None:
    """Somebody who can sign in and report; raises `DevelopmentError`."""
    if not owner.is_active or not Standing(owner, on).may(Capability.REPORT_ACTION, row):
        raise DevelopmentError(f"{owner.full_name} holds no role and cannot report on it.", where="owner")


def check_plan_action(plan: StrategicPlan | None, action: str, assessment: DevelopmentAssessment) -> str:
    """The key of an action of a plan of the department or of the enterprise; empty without a plan."""
    if plan is None:
        if action:
            raise DevelopmentError("Name the plan in which the action stands.", where="plan")
        return ""
    if plan.department_id not in (None, assessment.department_id):
        raise DevelopmentError(f"{plan.title} is not a plan of this department.", where="plan")
    return check_action(planning.adopted_of(plan), action).action.key
