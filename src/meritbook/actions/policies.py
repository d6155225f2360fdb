"""Is it possible now? Each `check_…` passes in silence or raises the reason why not; none asks who wants it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from meritbook.core.classes.model import ClassPlan
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.core.law.days import EARLIEST, LATEST
from meritbook.core.terms import Term
from meritbook.records.models import (
    AllocationRun,
    ClassEntry,
    Decision,
    DecisionOutcome,
    DecisionStatus,
    Department,
    PlanRevision,
    Position,
    User,
    VersionStatus,
)

# What PostgreSQL, or any file in UTF-8, cannot hold.
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


class PolicyError(MeritbookError):
    """It cannot be done as things stand."""

    code = "policy.not_possible"
    remedy = "Look at how things stand now; somebody may have acted in the meantime."
    http_status = 409


class TextError(PolicyError):
    """A text that cannot be kept: empty, too long, or with characters that are none."""

    code = "text.unusable"
    remedy = "Write the text again, without control characters and within the stated length."
    http_status = 400


class TakenError(PolicyError):
    """A name, code or number that something else already carries."""

    code = "name.taken"
    remedy = "Choose another, or open the one that exists."


class PasswordError(PolicyError):
    """A password that is too easy to guess."""

    code = "user.password"
    remedy = "Choose a longer password that is not a common one and not like the name."
    http_status = 422


class ShutOutError(PolicyError):
    """A person who is shut out already, or who is not and cannot be let in again."""

    code = "user.shut_out"
    remedy = "Open the person's page to see whether they may sign in."


class DepartmentTermError(PolicyError):
    """A department that has ended, or cannot end on that day."""

    code = "department.term"
    remedy = "See from when to when the department stands, and choose another day or another department."


class RoleTermError(PolicyError):
    """A role assignment that cannot be made or ended as asked."""

    code = "role.term"
    remedy = "See which roles the person holds, and from when to when."


class PlanTermError(PolicyError):
    """The day from which a plan revision should apply cannot be had."""

    code = "plan.term"
    remedy = "Give a first day that lies after the first day of the revision before."


class ClassCodeTwiceError(PolicyError):
    """A class code or name that stands twice in one plan."""

    code = "plan.class_twice"
    remedy = "Mend the document, so that each class has a code of its own, and import it again."
    http_status = 422


class NoClassesError(PolicyError):
    """The document holds nothing that is a class plan."""

    code = "plan.none_found"
    remedy = "Check that the file is a class specification; another document can be kept without reading it as a plan."
    http_status = 422


class SupervisorError(PolicyError):
    """A reporting line that leads back to itself."""

    code = "position.reporting_loop"
    remedy = "Choose a supervisor position that does not report, directly or through others, to this one."


class DescriptionError(PolicyError):
    """A position description that cannot be submitted as it stands."""

    code = "position.incomplete"
    remedy = "Mend what is listed, and submit again."
    http_status = 422


class NotAppointingAuthorityError(PolicyError):
    """No appointing authority is recorded for the position."""

    code = "position.no_appointing_authority"
    remedy = "Record who the appointing authority of the position is, then submit the description."


class NoPlansError(PolicyError):
    """There is no class plan to allocate against."""

    code = "allocation.no_plans"
    remedy = "Install the shipped plans or import one; and check from when to when it is in effect."


class NotOfficialError(PolicyError):
    """The description that the allocation rests on is not the official one."""

    code = "decision.not_official"
    remedy = "Have the appointing authority sign the description, allocate again, then decide."


class AlreadyDecidedError(PolicyError):
    """A decision on this description stands already."""

    code = "decision.already_decided"
    remedy = "Open the decision that stands. To change it, undo it with a reason first."


class ReasonMissingError(PolicyError):
    """A decision other than the computed answer, or the undoing of one, needs a written reason."""

    code = "decision.reason_missing"
    remedy = "Write the reason, so that it can be defended later."
    http_status = 422


class ClassNotConsideredError(PolicyError):
    """The class chosen belongs to no plan that the allocation was run against."""

    code = "decision.class_not_considered"
    remedy = "Run the allocation against the plan of that class, then decide."


class DecisionTermError(PolicyError):
    """The day on which a decision should take effect cannot be had."""

    code = "decision.term"
    remedy = "Give a day that lies after the day on which the decision before it took effect."


class NotStandingError(PolicyError):
    """The decision to be undone does not stand any more."""

    code = "decision.not_standing"
    remedy = "Open the position to see the decision that stands now."


class DayRangeError(PolicyError):
    """A day outside the years that the record and the law can count with, such as a slip in the year."""

    code = "day.out_of_range"
    remedy = f"Choose a day from {EARLIEST.year} to {LATEST.year}."
    http_status = 422


def check_day_in_range(day: date, *, where: str) -> None:
    """A day that the law can take; raises `DayRangeError`.

    Every act that keeps a day asks this: one day beyond would keep the law from being worked through for anybody.
    """
    if not EARLIEST <= day <= LATEST:
        raise DayRangeError(
            f"{day_in_words(day)} lies outside the years {EARLIEST.year} to {LATEST.year}.", where=where
        )


def check_text(text: str, *, field: str, longest: int | None = None, required: bool = True) -> str:
    """The text without space at its ends; raises `TextError` for what no database keeps the same."""
    kept = text.strip()
    if required and not kept:
        raise TextError("This must not be empty.", where=field)
    if longest is not None and len(kept) > longest:
        raise TextError(f"This is longer than {longest} characters.", where=field)
    if wrong := _NO_TEXT.search(kept):
        raise TextError(
            f"Character {wrong.start() + 1} is not a character of text (U+{ord(wrong.group()):04X}).", where=field
        )
    return kept


def check_department_new(code: str) -> None:
    """No department has the code."""
    if Department.objects.filter(code__iexact=code).exists():
        raise TakenError(f"A department with the code {code} exists already.", where="code")


def check_username_new(username: str) -> None:
    """Nobody has the username."""
    if User.objects.filter(username__iexact=username).exists():
        raise TakenError(f"The username {username} is taken.", where="username")


def check_password(password: str, user: User) -> None:
    """The password is hard enough to guess, by the rules of the settings."""
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise PasswordError(" ".join(problem.messages), where="password") from problem


def check_active(user: User) -> None:
    """The person may sign in."""
    if not user.is_active:
        raise ShutOutError(f"{user.full_name} is shut out already.", where="user")


def check_shut_out(user: User) -> None:
    """The person is shut out."""
    if user.is_active:
        raise ShutOutError(f"{user.full_name} is not shut out.", where="user")


def check_department_stands(department: Department, on: date) -> None:
    """The department has not ended by the day."""
    if department.ends_before is not None and on >= department.ends_before:
        raise DepartmentTermError(f"{department} ended on {day_in_words(department.ends_before)}.", where="department")


def check_department_may_end(department: Department, last: date) -> None:
    """The department has no end yet, and would not end before it starts."""
    if department.ends_before is not None:
        raise DepartmentTermError(
            f"{department} ends already before {day_in_words(department.ends_before)}.", where="department"
        )
    if last <= department.starts_on:
        raise DepartmentTermError(
            f"{department} starts on {day_in_words(department.starts_on)} and cannot end by {day_in_words(last)}.",
            where="ends_before",
        )


def check_plan(plan: ClassPlan) -> None:
    """The plan holds something, and no class of it twice."""
    if not plan.series and not plan.provisions:
        raise NoClassesError("No series, class or provision was found in the document.", where=plan.name)
    for what in ("ref", "code"):
        seen: dict[str, str] = {}
        for _, job_class in plan.classes():
            value: str = getattr(job_class, what)
            if value and value in seen:
                raise ClassCodeTwiceError(
                    f"{value} stands for two classes: {seen[value]} and {job_class.title}.",
                    where=plan.name,
                    details={"code": value, "classes": [seen[value], job_class.title]},
                )
            seen[value] = job_class.title


def check_plan_term(standing: Sequence[PlanRevision], term: Term) -> PlanRevision | None:
    """The revision that makes room for a new one in effect for the term; none when the days are free.

    It is one that started earlier, or on the very day (the new one then replaces it); any other revision is in the way.
    """
    sharing = [
        revision
        for revision in standing
        if term.overlaps(Term(starts_on=revision.starts_on, ends_before=revision.ends_before))
    ]
    for revision in sharing:
        if revision.starts_on > term.starts_on:
            raise PlanTermError(
                f"Revision {revision.revision} of {revision.key} is in effect from {day_in_words(revision.starts_on)}; "
                f"another cannot start on {day_in_words(term.starts_on)} and reach into its time.",
                where="starts_on",
            )
    return sharing[0] if sharing else None


def check_supervisor(position: Position | None, supervisor: Position | None) -> None:
    """The reporting line does not lead back to the position."""
    above, steps = supervisor, 0
    while position is not None and above is not None and steps < 100:
        if above.pk == position.pk:
            raise SupervisorError(f"Position {position.number} would report to itself.", where="supervisor")
        above, steps = above.supervisor, steps + 1


def check_submittable(position: Position, problems: Sequence[tuple[str, str]]) -> None:
    """The description is complete, and there is someone to sign it. `problems` are pairs of field and what is wrong."""
    if problems:
        raise DescriptionError(
            "The description cannot be submitted: " + " ".join(says for _, says in problems),
            where=problems[0][0],
            details={"problems": [{"field": field, "says": says} for field, says in problems]},
        )
    if position.appointing_authority_id is None:
        raise NotAppointingAuthorityError(f"Position {position.number} has no appointing authority.")


def check_plans(plans: Sequence[PlanRevision]) -> None:
    """There is a plan to run against."""
    if not plans:
        raise NoPlansError("No class plan is in effect.")


def check_decidable(run: AllocationRun, standing: Decision | None) -> None:
    """The run rests on the official description, and nothing was decided on that description yet."""
    version = run.position_version
    if version.status != VersionStatus.OFFICIAL:
        raise NotOfficialError(
            f"Version {version.version} of position {version.position.number} "
            f"is {version.get_status_display().lower()}."
        )
    if (
        standing is not None
        and standing.outcome != DecisionOutcome.WITHDRAWN
        and standing.run.position_version_id == version.pk
    ):
        raise AlreadyDecidedError(
            f"{standing.decided_by.full_name} decided on this description before you.",
            details={"decision": standing.pk},
        )


def check_class_considered(run: AllocationRun, entry: ClassEntry | None) -> None:
    """The class belongs to a plan revision that the run was made against."""
    if entry is not None and not run.plan_revisions.filter(pk=entry.plan_revision_id).exists():
        raise ClassNotConsideredError(f"{entry} was not considered in this allocation.")


def check_reason(agrees: bool, reason: str) -> None:
    """Whoever decides otherwise says why."""
    if not agrees and not reason:
        raise ReasonMissingError("The decision differs from the computed answer and needs a reason.", where="reason")


def check_decision_term(before: Decision | None, starts_on: date) -> None:
    """A decision takes effect after the one before it that had effect."""
    if before is not None and before.starts_on is not None and starts_on <= before.starts_on:
        raise DecisionTermError(
            f"The decision before took effect on {day_in_words(before.starts_on)}; this one must take effect later.",
            where="starts_on",
        )


def check_undoable(decision: Decision) -> None:
    """The decision stands, and is not itself the undoing of one."""
    if decision.status != DecisionStatus.STANDING or decision.outcome == DecisionOutcome.WITHDRAWN:
        raise NotStandingError(f"Decision {decision.number} on position {decision.position.number} does not stand.")
