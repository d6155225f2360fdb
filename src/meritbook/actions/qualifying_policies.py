"""Is it possible now, in an examination? As in `policies`, each `check_…` passes in silence or says why not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from meritbook.actions.policies import PolicyError
from meritbook.core.dates import day_in_words
from meritbook.core.qualifications.judge import special_ids
from meritbook.core.qualifications.model import Requirement
from meritbook.core.qualifications.precedent import Question
from meritbook.core.verdict import Verdict
from meritbook.records.models import (
    Application,
    Department,
    Determination,
    DeterminationOutcome,
    Examination,
    ExaminationStatus,
    JobStatus,
    Position,
    Precedent,
    PrecedentStatus,
    Settlement,
    Statement,
    User,
)

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MOST_MONTHS = Decimal(1200)
"""A hundred years: nothing stands in for more."""


class RequirementKeyError(PolicyError):
    """A name for a requirement that cannot stand in an address."""

    code = "requirement.key"
    remedy = "Use small letters, figures and single hyphens, at most 80: it-executive-1."
    http_status = 422


class RequirementMovedOnError(PolicyError):
    """Somebody saved a version of the requirement at the same moment."""

    code = "requirement.moved_on"
    remedy = "Open the requirement to see the newest version, and save yours after it if it is still needed."


class ExaminationClosedError(PolicyError):
    """The examination is closed."""

    code = "examination.closed"
    remedy = "Nothing more is received, answered or determined in it; open another examination."


class ExaminationPositionError(PolicyError):
    """The position belongs to another department than the examination."""

    code = "examination.position"
    remedy = "Choose the department that the position belongs to, or leave the position out."
    http_status = 422


class UnknownBindingError(PolicyError):
    """A special requirement was said to bind the position, and the text has none of that id."""

    code = "examination.binding_unknown"
    remedy = "Use the ids of special requirements that the requirement's tree shows."
    http_status = 422


class WorkUnderWayError(PolicyError):
    """Long work on the examination waits or runs."""

    code = "examination.work_under_way"
    remedy = "Wait until it has ended, or stop it, then close the examination."


class NumberTakenError(PolicyError):
    """The examination has a candidate of that number already."""

    code = "application.number_taken"
    remedy = "Open the candidate of that number; what they add to their statement is entered there."


class PersonTakenError(PolicyError):
    """The person has an application in the examination already."""

    code = "application.person_taken"
    remedy = "Open their application; what they add to their statement is entered there."


class StatedAnewError(PolicyError):
    """The candidate stated anew since it was looked at."""

    code = "application.stated_anew"
    remedy = "Open the candidate again and read what is stated now."


class QuestionNotOpenError(PolicyError):
    """There is no such question to answer on this candidate."""

    code = "application.question_not_open"
    remedy = "Open the candidate to see which questions are open now."


class AlreadySettledError(PolicyError):
    """Somebody answered the question already."""

    code = "application.already_settled"
    remedy = "Open the candidate and read the answer; to give another in its place, say that it replaces that one."


class MonthsError(PolicyError):
    """Months were left out where the answer needs them, given where it has none, or are no possible number."""

    code = "application.months"
    remedy = "Give months from 0 to 1,200, with at most four decimal places, where it is asked how much stands in."
    http_status = 422


class SettlementWithdrawnError(PolicyError):
    """The answer does not stand any more."""

    code = "application.settlement_withdrawn"
    remedy = "Open the candidate to see which answers stand."


class PrecedentNotStandingError(PolicyError):
    """The precedent was overruled already."""

    code = "precedent.not_standing"
    remedy = "Open the precedent to see who overruled it and why."


class PrecedentStandsError(PolicyError):
    """A precedent on the same question says otherwise."""

    code = "precedent.stands_otherwise"
    remedy = (
        "Read the precedent. Answer otherwise for this candidate alone, without remembering it, or, if you may, say "
        "that the precedent is overruled."
    )


class DeterminationReasonError(PolicyError):
    """A determination other than what was computed, or in the place of another, needs a written reason."""

    code = "determination.reason_missing"
    remedy = "Write the reason, so that it can be defended later."
    http_status = 422


class AnswerByError(PolicyError):
    """The last day on which the candidate may answer is missing, or has passed."""

    code = "determination.answer_by"
    remedy = "Give a day that is not before the day of the determination."
    http_status = 422


class AlreadyDeterminedError(PolicyError):
    """A determination on the application stands, and this one was not said to take its place."""

    code = "determination.already_made"
    remedy = "Open the candidate and read the determination; to make another, say that it supersedes that one, and why."


class JudgementMovedOnError(PolicyError):
    """What is computed is not what was looked at: somebody answered a question, or the candidate stated anew."""

    code = "determination.judgement_moved_on"
    remedy = "Open the candidate again, read the judgement as it is now, then determine."


def check_key(key: str) -> str:
    """The key of a requirement, fit for an address."""
    if len(key) > 80 or not _KEY.fullmatch(key):
        raise RequirementKeyError(f"“{key[:80]}” cannot name a requirement.", where="key")
    return key


def check_position(department: Department | None, position: Position | None) -> None:
    """The position is one of the department's."""
    if position is not None and (department is None or position.department_id != department.pk):
        raise ExaminationPositionError(
            f"Position {position.number} belongs to {position.department.name}.", where="position"
        )


def check_binding(requirement: Requirement, binding: Iterable[str]) -> tuple[str, ...]:
    """The ids in the order of the text, each once; the text has them all."""
    known, asked = special_ids(requirement), set(binding)
    if unknown := sorted(asked.difference(known)):
        raise UnknownBindingError(
            f"The text has no special requirement {', '.join(unknown)}.",
            where="binding",
            details={"known": list(known)},
        )
    return tuple(one for one in known if one in asked)


def check_open(examination: Examination) -> None:
    """The examination still takes applications, answers and determinations."""
    if examination.status != ExaminationStatus.OPEN:
        raise ExaminationClosedError(f"Examination {examination.number} is closed.", where="examination")


def check_no_work(examination: Examination) -> None:
    """No long work waits or runs."""
    job = examination.jobs.filter(status__in=[JobStatus.QUEUED, JobStatus.RUNNING]).first()
    if job is not None:
        raise WorkUnderWayError(
            f"{job.get_kind_display()}: {job.get_status_display().lower()}.", details={"job": job.pk}
        )


def check_sits_once(application: Application, user: User | None) -> None:
    """The person has no other application in the examination."""
    others = Application.objects.filter(examination=application.examination_id).exclude(pk=application.pk)
    if user is not None and others.filter(user=user).exists():
        raise PersonTakenError("They have another application in this examination.", where="account")


def check_read(newest: Statement, seen: Statement | None) -> None:
    """Whoever acts has read the newest statement, where they say which one they read."""
    if seen is not None and seen.pk != newest.pk:
        raise StatedAnewError(f"The candidate handed in statement {newest.version} since.", where="statement")


def check_answerable(key: str, question: Question | None) -> Question:
    """The question that is asked under the key."""
    if question is None:
        raise QuestionNotOpenError(f"No question is open at {key}.", where="key")
    return question


def check_not_settled(standing: Settlement | None, instead_of: Settlement | None) -> None:
    """No answer stands on the key but the one that is to be replaced."""
    if instead_of is not None and (standing is None or standing.pk != instead_of.pk):
        raise SettlementWithdrawnError("The answer that this was to replace does not stand any more.", where="key")
    if standing is not None and instead_of is None:
        raise AlreadySettledError(
            f"{standing.settled_by.full_name} answered this before you.",
            where="key",
            details={"settlement": standing.pk, "verdict": standing.verdict},
        )


def check_months(question: Question, verdict: Verdict, months: Decimal | None) -> Decimal | None:
    """The months of the answer: given where the question is how much stands in and the answer is that it does."""
    if not (question.asks_months and verdict is Verdict.MET):
        if months is not None:
            raise MonthsError("This answer has no months.", where="months")
        return None
    if months is None:
        raise MonthsError("How many months it stands in for is missing.", where="months")
    if not months.is_finite() or not 0 <= months <= MOST_MONTHS or months != round(months, 4):
        raise MonthsError(f"{months} is no possible number of months.", where="months")
    return months


def check_settlement_stands(settlement: Settlement) -> None:
    """The answer stands."""
    if settlement.withdrawn_at is not None:
        raise SettlementWithdrawnError(f"The answer to {settlement.key} does not stand any more.", where="settlement")


def check_precedent_stands(precedent: Precedent) -> None:
    """The precedent was not overruled."""
    if precedent.status != PrecedentStatus.STANDING:
        raise PrecedentNotStandingError(f"{precedent} was overruled.", where="precedent")


def check_overruled(standing: Precedent, overrules: Precedent | None) -> None:
    """A precedent that says otherwise is the one that is to be overruled."""
    if overrules is None or overrules.pk != standing.pk:
        raise PrecedentStandsError(
            f"{standing} of {standing.set_by.full_name} answers this question otherwise.",
            where="remember",
            details={"precedent": standing.pk, "verdict": standing.verdict},
        )


def check_determinable(standing: Determination | None, instead_of: Determination | None) -> None:
    """No determination stands but the one that is to be superseded."""
    if (standing and standing.pk) != (instead_of and instead_of.pk):
        if standing is None:
            raise AlreadyDeterminedError("No determination stands that this one could supersede.", where="application")
        raise AlreadyDeterminedError(
            f"{standing.determined_by.full_name} determined this candidate before you.",
            where="application",
            details={"determination": standing.pk, "outcome": standing.outcome},
        )


def check_judgement(computed: str, seen: str | None) -> None:
    """What is computed is what was looked at, where it is said what that was. Both are SHA-256 of a judgement."""
    if seen is not None and seen != computed:
        raise JudgementMovedOnError("The judgement is not the one that was looked at.", where="application")


def check_outcome_reason(agrees: bool, supersedes: bool, reason: str) -> None:
    """Whoever determines otherwise than computed, or anew, says why."""
    if reason or (agrees and not supersedes):
        return
    what = "takes the place of another" if agrees else "differs from what was computed"
    raise DeterminationReasonError(f"The determination {what} and needs a reason.", where="reason")


def check_answer_by(outcome: DeterminationOutcome, answer_by: date | None, on: date) -> date | None:
    """The last day to answer; none where nothing is to be answered."""
    if outcome == DeterminationOutcome.QUALIFIED:
        return None
    if answer_by is None:
        raise AnswerByError("Until when the candidate may answer is missing.", where="answer_by")
    if answer_by < on:
        raise AnswerByError(f"{day_in_words(answer_by)} has passed already.", where="answer_by")
    return answer_by
