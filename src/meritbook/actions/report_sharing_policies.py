"""Is it possible now? To whom a person may show the report of their assessment, what of it, and until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from meritbook.actions import assessing
from meritbook.actions import assessment_reports as told
from meritbook.actions.permissions import Capability, Standing
from meritbook.actions.policies import PolicyError, check_day_in_range
from meritbook.core.competencies.answers import RaterGroup
from meritbook.core.dates import day_in_words
from meritbook.records.models import (
    AssessmentRater,
    GrowthPlan,
    GrowthState,
    MultiraterAssessment,
    Position,
    ReportShare,
    Role,
    User,
)

RELATIONS = {
    "supervisor": "whom the person reports to",
    "coach": "the coach of their development plan",
    "personnel": "human resources",
    "colleague": "somebody else",
}
"""The readers that a policy may allow, in words."""
_PERSONNEL = frozenset({Role.AGENCY_HR, Role.PERSONNEL_STAFF, Role.PERSONNEL_DIRECTOR})


class ReaderError(PolicyError):
    """Somebody to whom the report may not be shown: the policy does not name such readers, or they are none."""

    code = "competencies.reader"
    remedy = "Choose somebody to whom the policy under which the assessment was made lets you show it."
    http_status = 422


class SharedAlreadyError(PolicyError):
    """They are shown a part of the report already."""

    code = "competencies.shared_already"
    remedy = "Take back what they are shown first, then show them what you mean."


class PartError(PolicyError):
    """What is to be shown is no part of the report, or is nothing."""

    code = "competencies.report_part"
    remedy = "Choose at least one of the competencies of the report."
    http_status = 422


class ShareDayError(PolicyError):
    """The last day on which they may look has passed."""

    code = "competencies.share_day"
    remedy = "Give a last day from today on, or none to show it until you take it back."
    http_status = 422


class NotSharedError(PolicyError):
    """They are shown it no more."""

    code = "competencies.not_shared"
    remedy = "Nothing is to be done: it was taken back before."


def check_reader(assessment: MultiraterAssessment, reader: User, relation: str, *, on: date) -> str:
    """The relation, which the policy of the assessment allows and which holds on the day; raises `ReaderError`."""
    allowed = assessing.policy_of(assessment).readers
    if relation not in allowed:
        words = " or ".join(RELATIONS[one] for one in allowed) or "nobody"
        raise ReaderError(
            f"The policy under which the assessment was made lets its report be shown to {words}.", where="relation"
        )
    standing = Standing(reader, on)
    if reader.pk == assessment.subject_id:
        raise ReaderError("It is your own report: you read it anyway.", where="reader")
    if not reader.is_active or not standing.may(Capability.READ_OWN_REPORT):
        raise ReaderError(f"{reader.full_name} is not in office.", where="reader")
    holds: dict[str, Callable[[], bool]] = {
        "supervisor": lambda: _supervises(assessment, reader),
        "coach": lambda: _coaches(assessment.subject_id, reader),
        "personnel": lambda: bool(_PERSONNEL & set(standing.roles)),
    }
    if not holds.get(relation, lambda: True)():
        raise ReaderError(f"{reader.full_name} is not {RELATIONS[relation]}.", where="reader")
    return relation


def _supervises(assessment: MultiraterAssessment, reader: User) -> bool:
    """By the position that the person holds, or as who was asked as their supervisor in this assessment."""
    reports = Position.objects.filter(incumbent=assessment.subject_id, supervisor__incumbent=reader)
    asked = AssessmentRater.objects.filter(
        assessment=assessment, group=RaterGroup.SUPERVISOR.value, user=reader
    ).exclude(standing="removed")
    return reports.exists() or asked.exists()


def _coaches(person: int, reader: User) -> bool:
    rows = GrowthPlan.objects.filter(person=person, coach=reader)
    return rows.exclude(state__in=[GrowthState.DONE, GrowthState.DROPPED]).exists()


def check_part(assessment: MultiraterAssessment, competencies: Sequence[str]) -> list[str]:
    """Keys of the report, in its order, each once; raises `PartError`, `NotClosedError`."""
    result = assessing.result_of(told.told_of(assessment))
    known = [one.key for one in result.competencies]
    if unknown := sorted(set(competencies) - set(known)):
        raise PartError(f"The report has no competency “{unknown[0][:60]}”.", where="competencies")
    if not competencies:
        raise PartError("No competency is chosen, so nothing would be shown.", where="competencies")
    return [one for one in known if one in competencies]


def check_last_day(last_day: date | None, *, on: date) -> date | None:
    """The day before which they may look; raises `ShareDayError`, `DayRangeError`."""
    if last_day is None:
        return None
    check_day_in_range(last_day, where="last_day")
    if last_day < on:
        raise ShareDayError(f"{day_in_words(last_day)} has passed.", where="last_day")
    return last_day + timedelta(days=1)


def check_not_shared(standing: ReportShare | None, *, on: date) -> None:
    """Nothing is shown to them on the day; raises `SharedAlreadyError`."""
    if standing is not None and standing.holds(on):
        raise SharedAlreadyError(f"{standing.reader.full_name} is shown a part of the report.", where="reader")


def check_shared(share: ReportShare) -> None:
    """It was not taken back; raises `NotSharedError`."""
    if share.withdrawn_at is not None:
        raise NotSharedError("It was taken back already.", where="share")
