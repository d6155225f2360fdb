"""Is it possible now? What the acts on risks ask of the record, and the refusals that they give."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from meritbook.actions import risking
from meritbook.actions.measuring_policies import MOST_WHOLE
from meritbook.actions.permissions import Capability, Standing
from meritbook.actions.policies import PolicyError, TakenError, check_day_in_range, check_text
from meritbook.core.dates import day_in_words
from meritbook.core.faults import first_fault, first_words, sentence
from meritbook.core.results.assessment import Assessment, exposure_of, within_appetite
from meritbook.core.results.exposure import MOST_DOLLARS
from meritbook.core.results.indicator import Thresholds
from meritbook.core.results.risk_policy import RiskPolicy
from meritbook.core.verdict import Verdict
from meritbook.records.models import (
    AcceptanceStatus,
    PlanStatus,
    PlanVersion,
    Risk,
    RiskAcceptance,
    RiskAssessment,
    RiskOwner,
    RiskStatus,
    User,
)

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,78}")
_BY_KEY = re.compile(r"[a-z0-9][a-z0-9-]*(?:/[A-Za-z0-9_-]+|-[a-z0-9-]+)")
"""What can only be meant as a key: small letters with a hyphen or a stroke, and no space."""


class RiskError(PolicyError):
    """A risk, a control or a treatment that cannot be kept as it is."""

    code = "results.risk"
    remedy = "Mend what is named, and send it again."
    http_status = 422


class RiskGoalError(PolicyError):
    """A risk that names a goal by its key, of a plan that is not in force or has no such goal."""

    code = "results.risk_goal"
    remedy = "Write plan/goal with keys of a plan in force, as its page shows them, or say the goal in words."
    http_status = 422


class RiskOwnerError(PolicyError):
    """Somebody who cannot answer for a risk, a control or a treatment, or not from that day."""

    code = "results.risk_owner"
    remedy = "Name somebody who can sign in and look into the risks of that department."
    http_status = 422


class AssessmentError(PolicyError):
    """An assessment that says something impossible: a probability above 1, a range upside down, a loss below zero."""

    code = "results.assessment"
    remedy = "Mend what is named; a chance is of one year, and a loss is in dollars."
    http_status = 422


class NotAssessedError(PolicyError):
    """The risk has no assessment, on which what is asked would rest."""

    code = "results.not_assessed"
    remedy = "Assess the risk first."


class AppetiteError(PolicyError):
    """An appetite that cannot be set so."""

    code = "results.appetite"
    remedy = "Give an amount above zero and a first day after that of the newest appetite of the same risks."
    http_status = 422


class IndicatorError(PolicyError):
    """Thresholds that do not warn before they trip."""

    code = "results.indicator"
    remedy = "Give the value to watch before the one to act on, on the bad side of the measure."
    http_status = 422


class AcceptanceError(PolicyError):
    """An acceptance that cannot be asked for, decided or withdrawn as things stand."""

    code = "results.acceptance"
    remedy = "Open the risk again to see how it stands, and ask for an acceptance of that."


class AcceptanceDayError(PolicyError):
    """An acceptance that would end in the past, or hold longer than the policy permits."""

    code = "results.acceptance_day"
    remedy = "Choose a last day after today, within the longest term of the policy on risks."
    http_status = 422


class AcceptorError(PolicyError):
    """The policy on risks leaves the acceptance to another role."""

    code = "results.acceptor"
    remedy = "Somebody whom the policy on risks names for it decides; a risk above its appetite goes to the enterprise."
    http_status = 403


def check_key(key: str) -> str:
    """The key as it is kept; raises `RiskError` and `TakenError`."""
    said = key.strip()
    if not _KEY.fullmatch(said):
        raise RiskError(
            "The key of a risk is made of small letters, digits and hyphens, at most 79 of them.", where="key"
        )
    if Risk.objects.filter(key__iexact=said).exists():
        raise TakenError(f"A risk carries the key {said} already.", where="key")
    return said


def check_category(category: str, policy: RiskPolicy) -> str:
    """A category of the policy."""
    if category not in {one.key for one in policy.categories}:
        known = ", ".join(one.key for one in policy.categories)
        raise RiskError(f"The policy on risks knows no category “{category}”; it knows {known}.", where="category")
    return category


def check_words(**fields: str) -> dict[str, str]:
    """The words of a risk as they are kept; raises `TextError`."""
    longest = {"title": 200, "goal": 200}
    return {
        name: check_text(said, field=name, longest=longest.get(name, 4_000), required=name != "goal")
        for name, said in fields.items()
    }


def goal_key(goal: str) -> tuple[str, str] | None:
    """Plan and part where a goal is named by keys, the part empty where it is missing; none where it is in words."""
    if not _BY_KEY.fullmatch(goal):
        return None
    plan, _, part = goal.partition("/")
    return (plan, part) if part else ("", plan)


def check_goal(goal: str, on: date) -> str:
    """The goal in words, or by the keys of a plan in force on the day; raises `RiskGoalError`."""
    named = goal_key(goal)
    if named is None:
        return goal
    plan, part = named
    row = (
        PlanVersion.objects.filter(
            plan__key=plan, status=PlanStatus.ADOPTED, plan__starts_on__lte=on, plan__ends_before__gt=on
        )
        .select_related("plan")
        .first()
    )
    if row is None or part not in row.text.by_key():
        raise RiskGoalError(f"No plan in force has a goal with the key “{goal}”.", where="goal")
    return goal


def check_owner(owner: User, risk: Risk, on: date, *, where: str = "owner") -> None:
    """Whoever answers for it can sign in, and looks into the risks of its department."""
    if not owner.is_active:
        raise RiskOwnerError(f"{owner.full_name} is shut out and cannot answer for it.", where=where)
    if not Standing(owner, on).may(Capability.READ_RISK, risk):
        raise RiskOwnerError(f"{owner.full_name} holds no role that looks into this risk.", where=where)


def check_owner_day(risk: Risk, starts_on: date) -> RiskOwner | None:
    """Who is named now and gives way on the day; raises `RiskOwnerError` where somebody is named from then on."""
    check_day_in_range(starts_on, where="starts_on")
    later = risk.owners.filter(starts_on__gte=starts_on).select_related("owner").first()
    if later is not None:
        raise RiskOwnerError(
            f"{later.owner.full_name} is named from {day_in_words(later.starts_on)} already.", where="starts_on"
        )
    found: RiskOwner | None = RiskOwner.objects.on(starts_on).filter(risk=risk).first()
    return found


def check_has_come(day: date, *, on: date, where: str) -> None:
    """A day on which something was done, not one to come."""
    check_day_in_range(day, where=where)
    if day > on:
        raise RiskError(f"{day_in_words(day)} has not come yet.", where=where)


def check_open(risk: Risk) -> None:
    """The risk is not closed."""
    if risk.status == RiskStatus.CLOSED:
        raise RiskError("The risk is closed; open it again first.", where="risk")


def check_assessment(assessment: Assessment | dict[str, Any], policy: RiskPolicy) -> Assessment:
    """The assessment as a value; raises `AssessmentError` that names the field."""
    try:
        found = Assessment.model_validate(assessment)
    except ValidationError as error:
        said, steps = first_words(error)
        where = ".".join(str(one) for one in steps if one not in ("words", "ranges")) or "assessment"
        raise AssessmentError(sentence(said), where=where) from error
    check_text(found.says, field="says", required=False)
    both = {}
    for name in ("inherent", "residual"):
        try:
            both[name] = exposure_of(getattr(found, name), policy)
        except KeyError as error:
            raise AssessmentError(f"The scales of the policy know no word “{error.args[0]}”.", where=name) from error
    if both["residual"].expected > both["inherent"].expected:
        raise AssessmentError(
            f"What remains (${both['residual'].expected:,.0f} a year on average) lies above what it is without "
            f"controls (${both['inherent'].expected:,.0f}).",
            where="residual",
        )
    return found


def check_other(before: RiskAssessment | None, sha256: str) -> None:
    """The assessment differs from the one that stands."""
    if before is not None and before.sha256 == sha256:
        raise AssessmentError("This is the assessment that stands; record a review instead.", where="assessment")


def check_percent(percent: Decimal, *, where: str) -> Decimal:
    """A percentage from 0 to 100."""
    if not percent.is_finite() or not 0 <= percent <= 100 or percent != round(percent, 2):
        raise RiskError("Give a percentage from 0 to 100, with at most two decimal places.", where=where)
    return percent


def check_assessed(risk: Risk) -> RiskAssessment:
    """The assessment that stands."""
    found = risking.current(risk)
    if found is None:
        raise NotAssessedError(f"{risk.title} has no assessment yet.", where=risk.key)
    return found


def check_amount(amount: Decimal) -> Decimal:
    """An appetite in dollars a year."""
    if not amount.is_finite() or not 0 < amount <= MOST_DOLLARS or amount != round(amount, 2):
        raise AppetiteError("Give an amount in dollars above zero, in whole cents.", where="amount")
    return amount


def check_thresholds(bad_when: str, watch: Decimal, trip: Decimal) -> Thresholds:
    """The thresholds of an indicator; raises `IndicatorError`."""
    for where, figure in (("watch", watch), ("trip", trip)):
        if not figure.is_finite() or abs(figure) >= MOST_WHOLE or figure != round(figure, 6):
            raise IndicatorError("Give a figure with at most six decimal places.", where=where)
    try:
        return Thresholds.model_validate({"bad_when": bad_when, "watch": watch, "trip": trip})
    except ValidationError as error:
        said, where = first_fault(error, "watch")
        raise IndicatorError(said, where=where) from error


def check_last_day(last_day: date, *, on: date, policy: RiskPolicy) -> None:
    """The last day of an acceptance; raises `AcceptanceDayError`."""
    check_day_in_range(last_day, where="last_day")
    longest = policy.acceptance.longest_days
    if last_day <= on:
        raise AcceptanceDayError(f"{day_in_words(last_day)} is not after today.", where="last_day")
    if last_day > on + timedelta(days=longest):
        raise AcceptanceDayError(
            f"An acceptance holds for {longest} days at most, until {day_in_words(on + timedelta(days=longest))}.",
            where="last_day",
        )


def check_none_asked(risk: Risk) -> None:
    """No acceptance of the risk waits for a decision."""
    if risk.acceptances.filter(status=AcceptanceStatus.ASKED).exists():
        raise AcceptanceError("An acceptance of this risk waits for a decision already.", where="risk")


def check_asked(acceptance: RiskAcceptance, *, on: date, accept: bool) -> None:
    """It waits for a decision, and to accept it, it would still hold."""
    if acceptance.status != AcceptanceStatus.ASKED:
        because = f" {acceptance.ended_because}" if acceptance.ended_because else ""
        raise AcceptanceError(
            f"This request does not wait for a decision: {acceptance.get_status_display().lower()}.{because}",
            where="acceptance",
        )
    if accept and acceptance.lapses_on <= on:
        raise AcceptanceDayError("The last day that was asked for is over.", where="acceptance")


def check_acceptor(standing: Standing, acceptance: RiskAcceptance, policy: RiskPolicy, appetite: Decimal | None) -> str:
    """The role in which the person decides; raises `AcceptorError` where the policy leaves it to another.

    `appetite` is that of the day of the decision.
    """
    held = risking.assessment_of(acceptance.assessment)
    within = within_appetite(exposure_of(held.residual, policy), appetite)
    named = policy.acceptance.within if within is Verdict.MET else policy.acceptance.above
    for one in standing.parts_for(Capability.ACCEPT_RISK, acceptance):
        if one.role in named:
            return one.role
    told = "lies above its appetite" if within is Verdict.NOT_MET else "has no appetite set"
    if within is Verdict.MET:
        told = "lies within its appetite"
    raise AcceptorError(f"The risk {told}; the policy leaves that to another role than yours.", where="acceptance")
