"""Is it possible now? What the acts on the bench of talent ask of the record, and the refusals that they give."""

from __future__ import annotations

from datetime import date

from meritbook.actions import assessing, talenting
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import OwnCaseError
from meritbook.actions.policies import PolicyError, check_day_in_range
from meritbook.core.dates import day_in_words
from meritbook.records.models import (
    ClassEntry,
    GrowthPlan,
    MultiraterAssessment,
    MultiraterState,
    TalentConsent,
    User,
)


class TalentError(PolicyError):
    """What is to be shared for a class cannot be shared so."""

    code = "competencies.talent"
    remedy = "Mend what is named, and send it again. Nothing was shared."
    http_status = 422


class TalentClassError(PolicyError):
    """The class stands in no class plan in effect."""

    code = "competencies.talent_class"
    remedy = "Choose a class of a plan in effect, by the key of the plan and the code of the class."
    http_status = 404


class TalentReadersError(PolicyError):
    """The office's policy does not let a report be shown to those who plan succession."""

    code = "competencies.talent_readers"
    remedy = "Share without the report. What you agreed to otherwise can stand."
    http_status = 422


class TalentWithdrawnError(PolicyError):
    """What was shared was taken back already."""

    code = "competencies.talent_withdrawn"
    remedy = "Nothing is to be done: nobody reads it any more."


class OwnBenchError(OwnCaseError):
    """The person stands on the bench of this class themselves."""

    code = "competencies.talent_own"
    remedy = "Somebody who is not named for the class looks at it, or you take back what you share for it first."


def check_class(plan: str, ref: str, on: date) -> ClassEntry:
    """The class; raises `TalentClassError`."""
    found = talenting.entry(plan.strip(), ref.strip(), on)
    if found is None:
        raise TalentClassError(
            f"No class “{ref.strip()[:120]}” stands in a plan “{plan.strip()[:100]}” in effect.", where="aims_class"
        )
    return found


def check_assessment(row: MultiraterAssessment | None, person: User, on: date) -> MultiraterAssessment | None:
    """A closed report of one's own, which the policy lets be shown; raises `TalentError`, `TalentReadersError`."""
    if row is None:
        return None
    if row.subject_id != person.pk:
        raise TalentError("This is not a report of yours.", where="assessment")
    if row.state != MultiraterState.CLOSED:
        raise TalentError("The assessment is not closed, so there is no report of it.", where="assessment")
    policy = assessing.policy_of(row), assessing.policy_at(on)
    if any("personnel" not in one.readers for one in policy):
        raise TalentReadersError("The policy does not let human resources read reports.", where="assessment")
    return row


def check_growth_plan(row: GrowthPlan | None, person: User) -> GrowthPlan | None:
    """A development plan of one's own; raises `TalentError`."""
    if row is not None and row.person_id != person.pk:
        raise TalentError("This is not a development plan of yours.", where="growth_plan")
    return row


def check_ready_from(day: date | None, on: date) -> date | None:
    """A day from today on; raises `TalentError`."""
    if day is None:
        return None
    check_day_in_range(day, where="ready_from")
    if day < on:
        raise TalentError(f"{day_in_words(day)} is past.", where="ready_from")
    return day


def check_stands(row: TalentConsent) -> None:
    """It was not taken back; raises `TalentWithdrawnError`."""
    if row.withdrawn_at is not None:
        raise TalentWithdrawnError("You have taken this back already.", where=str(row.pk))


def check_not_on_it(actor: Actor, plan: str, ref: str, on: date) -> None:
    """Whoever looks is not named for the class themselves; raises `OwnBenchError`."""
    mine = talenting.in_force(on).filter(talenting.of_class(plan, ref), person=actor.user)
    if actor.user is not None and mine.exists():
        raise OwnBenchError("You are named for this class yourself, so others look at its bench.", where=ref)
