"""Is it possible now? What the acts on development plans ask of the record, and their refusals."""

from __future__ import annotations

from datetime import date, timedelta

from meritbook.actions import growing
from meritbook.actions.assessing import policy_at
from meritbook.actions.competency_models import model_of
from meritbook.actions.contract_year_policies import check_about, signed_text
from meritbook.actions.permissions import Capability, Standing
from meritbook.actions.policies import PolicyError, check_day_in_range
from meritbook.core.dates import day_in_words
from meritbook.records.models import (
    ClassEntry,
    CompetencyModelVersion,
    GrowthGoal,
    GrowthPlan,
    GrowthShare,
    GrowthState,
    MultiraterAssessment,
    MultiraterState,
    PerformanceContract,
    User,
)

MOST_WORDS = 4_000
"""Characters of a note."""
MOST_PARTS = 60
"""Goals of a plan, and actions of it."""


class GrowthError(PolicyError):
    """A plan, a goal or an action that cannot be kept as it is."""

    code = "competencies.growth"
    remedy = "Mend what is named, and send it again. Nothing that you typed is lost."
    http_status = 422


class GrowthDaysError(PolicyError):
    """A plan that would go on for longer than the policy of the day lets one."""

    code = "competencies.growth_days"
    remedy = "Choose an earlier last day; a plan can be given a later one while it is under way."
    http_status = 422


class GrowthOverError(PolicyError):
    """The plan is over, and stands still."""

    code = "competencies.growth_over"
    remedy = "Make another plan, and go on there."


class GrowthModelError(PolicyError):
    """The competency model cannot be planned by: it is retired, has a newer version, or knows no such role."""

    code = "competencies.growth_model"
    remedy = "Choose a model in use and one of its roles."
    http_status = 422


class GrowthAimError(PolicyError):
    """The class that is aimed at is not on record, or asks for no such thing."""

    code = "competencies.growth_aim"
    remedy = "Choose a class of a plan in effect, and a way to qualify as it is written there."
    http_status = 422


class GrowthTieError(PolicyError):
    """A goal can be tied to an objective of the person's own signed contract alone, a plan to their own report."""

    code = "competencies.growth_tie"
    remedy = "Choose an objective of your own contract, or a report of your own; or leave it empty."
    http_status = 422


class GrowthPersonError(PolicyError):
    """Somebody who cannot be the coach, or cannot be shown the plan."""

    code = "competencies.growth_person"
    remedy = "Name somebody else who is in office."
    http_status = 422


def check_under_way(plan: GrowthPlan) -> None:
    """The plan is not over; raises `GrowthOverError`."""
    if plan.state != GrowthState.UNDER_WAY:
        raise GrowthOverError(f"The plan is {plan.get_state_display().lower()}.", where="plan")


def check_model(version: CompetencyModelVersion, role: str) -> str:
    """The role of a model in use; raises `GrowthModelError`."""
    if version.model.retired_because:
        raise GrowthModelError(f"{version.model.name} is retired: {version.model.retired_because}", where="version")
    if not version.current:
        raise GrowthModelError(f"{version.model.name} has a newer version than {version.number}.", where="version")
    return check_role(version, role)


def check_role(version: CompetencyModelVersion, role: str) -> str:
    """A role of the model; raises `GrowthModelError`."""
    if model_of(version).role(role) is None:
        raise GrowthModelError(f"{version.model.name} knows no role “{role[:60]}”.", where="role")
    return role


def check_days(starts_on: date, last_day: date, on: date) -> date:
    """The first day after a plan of these days; raises `DayRangeError`, `GrowthError`, `GrowthDaysError`."""
    check_day_in_range(starts_on, where="starts_on")
    check_day_in_range(last_day, where="last_day")
    if last_day < starts_on:
        raise GrowthError("The last day lies before the first.", where="last_day")
    if last_day < on:
        raise GrowthError("The last day is over.", where="last_day")
    latest = latest_last_day(on)
    if last_day > latest:
        ahead = latest.year - on.year
        years = "a year" if ahead == 1 else f"{ahead} years"
        raise GrowthDaysError(
            f"The last day lies more than {years} ahead; by the policy it is {day_in_words(latest)} at the latest.",
            where="last_day",
        )
    return last_day + timedelta(days=1)


def latest_last_day(on: date) -> date:
    """The latest last day that a plan may have by the policy of the day."""
    year = on.year + policy_at(on).plan_years
    # Of a leap day, the last of February.
    return on.replace(year=year) if (on.month, on.day) != (2, 29) else date(year, 3, 1) - timedelta(days=1)


def check_last_day_holds(plan: GrowthPlan, ends_before: date) -> None:
    """No goal or action that is not over is due after the plan; raises `GrowthError`."""
    still = [GrowthState.PLANNED, GrowthState.UNDER_WAY]
    late = plan.goals.filter(state__in=still, due_on__gte=ends_before).order_by("-due_on").first()
    if late is not None:
        raise GrowthError(
            f"“{late.says}” is due on {day_in_words(late.due_on)}, after the last day of the plan.", where="last_day"
        )


def check_aim(plan: str, code: str, on: date) -> tuple[str, str]:
    """The class aimed at, or none; raises `GrowthAimError`."""
    plan, code = plan.strip(), code.strip()
    if not plan and not code:
        return "", ""
    if not plan or not code:
        raise GrowthAimError("A class is named by its plan and its code.", where="aims_class")
    entry = growing.class_named(plan[:100], code[:120], on)
    if entry is None or len(plan) > 60 or len(code) > 60:
        raise GrowthAimError(f"No class “{code[:60]}” of “{plan[:60]}” is in effect.", where="aims_class")
    return plan, entry.ref


def check_aim_stays(plan: GrowthPlan, aims: tuple[str, str]) -> None:
    """No goal under way is to meet what the class asks that was aimed at before; raises `GrowthAimError`."""
    if aims == (plan.aims_plan, plan.aims_class):
        return
    still = [GrowthState.PLANNED, GrowthState.UNDER_WAY]
    held = plan.goals.filter(state__in=still).exclude(requirement="").first()
    if held is not None:
        raise GrowthAimError(
            f"“{held.says}” is to meet what the class asks that you aimed at; drop or change that goal first.",
            where="aims_class",
        )


def check_assessment(assessment: MultiraterAssessment | None, plan: GrowthPlan) -> MultiraterAssessment | None:
    """A closed assessment of the person's own by the same model; raises `GrowthTieError`."""
    if assessment is None:
        return None
    if assessment.subject_id != plan.person_id or assessment.state != MultiraterState.CLOSED:
        raise GrowthTieError("That is no report of your own.", where="assessment")
    if assessment.version.model_id != plan.version.model_id:
        raise GrowthTieError("That report is by another model than the plan.", where="assessment")
    return assessment


def check_due(day: date, plan: GrowthPlan, on: date, *, was: date | None = None) -> date:
    """A day within the plan that has not passed; one that it had before may. Raises `DayRangeError`, `GrowthError`."""
    check_day_in_range(day, where="due_on")
    last = plan.ends_before - timedelta(days=1)
    if not plan.starts_on <= day <= last:
        raise GrowthError(
            f"{day_in_words(day)} lies outside the plan, which is from {day_in_words(plan.starts_on)} to "
            f"{day_in_words(last)}.",
            where="due_on",
        )
    if day < on and day != was:
        raise GrowthError(f"{day_in_words(day)} is over.", where="due_on")
    return day


def check_action_due(day: date, goal: GrowthGoal) -> None:
    """An action is due by the day of its goal; raises `GrowthError`."""
    if day > goal.due_on:
        raise GrowthError(f"The goal is due on {day_in_words(goal.due_on)}; its actions by then.", where="due_on")


def check_goal_due(goal: GrowthGoal, day: date) -> None:
    """No action that is not over is due after its goal; raises `GrowthError`."""
    still = [GrowthState.PLANNED, GrowthState.UNDER_WAY]
    late = goal.actions.filter(state__in=still, due_on__gt=day).order_by("-due_on").first()
    if late is not None:
        raise GrowthError(
            f"“{late.what}” is due on {day_in_words(late.due_on)}, after this day of its goal.", where="due_on"
        )


def check_goal_open(goal: GrowthGoal) -> None:
    """The goal is not over; raises `GrowthError`."""
    if goal.state in (GrowthState.DONE, GrowthState.DROPPED):
        raise GrowthError(
            f"The goal is {goal.get_state_display().lower()}; take it up again before you plan for it.", where="goal"
        )


def check_room(count: int) -> None:
    """There is room for one more; raises `GrowthError`."""
    if count >= MOST_PARTS:
        raise GrowthError(f"A plan has at most {MOST_PARTS} goals, and as many actions.", where="plan")


def check_competency(plan: GrowthPlan, key: str) -> str:
    """A competency of the plan's model, or none; raises `GrowthError`."""
    if key and model_of(plan.version).competency(key) is None:
        raise GrowthError(f"The model of the plan knows no competency “{key[:60]}”.", where="competency")
    return key


def check_requirement(plan: GrowthPlan, words: str, on: date) -> str:
    """Words of the minimum qualifications of the class aimed at, or none; raises `GrowthAimError`."""
    wanted = " ".join(words.split())
    if not wanted:
        return ""
    entry: ClassEntry | None = None
    if plan.aims_class:
        entry = growing.class_named(plan.aims_plan, plan.aims_class, on)
    if entry is None:
        raise GrowthAimError("The plan aims at no class that is in effect.", where="requirement")
    stated = (" ".join(one.split()) for one in growing.requirements_of(entry))
    if not any(wanted in one for one in stated):
        raise GrowthAimError(f"{entry.title} does not ask for that in these words.", where="requirement")
    return wanted


def check_tie(plan: GrowthPlan, contract: PerformanceContract | None, objective: str) -> str:
    """An objective of the person's own signed contract, or none.

    Raises `GrowthTieError`, `NotSignedError`, `NoSuchObjectiveError`.
    """
    if contract is None:
        if objective:
            raise GrowthTieError("An objective is named with its contract.", where="objective")
        return ""
    if contract.appointment.executive_id != plan.person_id:
        raise GrowthTieError("That is no contract of your own.", where="contract")
    if not objective:
        raise GrowthTieError("No objective of the contract is named.", where="objective")
    return check_about(signed_text(contract), objective, where="objective")


def check_person(user: User, plan: GrowthPlan, on: date, *, where: str) -> User:
    """Somebody else who is in office on the day; raises `GrowthPersonError`."""
    if user.pk == plan.person_id:
        raise GrowthPersonError("The plan is your own: name somebody else.", where=where)
    if not Standing(user, on).may(Capability.PLAN_GROWTH):
        raise GrowthPersonError(f"{user.full_name} holds no role on this day, and could not open it.", where=where)
    return user


def check_not_shown(plan: GrowthPlan, reader: User) -> None:
    """The plan is not shown to them yet; raises `GrowthPersonError`."""
    if plan.shares.filter(reader=reader, withdrawn_at__isnull=True).exists():
        raise GrowthPersonError(f"The plan is shown to {reader.full_name} already.", where="reader")


def check_shown(share: GrowthShare) -> None:
    """It is still shown; raises `GrowthPersonError`."""
    if share.withdrawn_at is not None:
        raise GrowthPersonError("That was taken back already.", where="share")
