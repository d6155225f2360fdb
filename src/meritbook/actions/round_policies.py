"""Who keeps a round and who is asked in it are different people; and what is asked of who opens one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from meritbook.actions import assessing
from meritbook.actions.assessing_policies import KeeperAsksError, MultiraterError
from meritbook.actions.permissions import Capability, may
from meritbook.actions.policies import PolicyError
from meritbook.actions.round_outlook import outlook_of
from meritbook.core.dates import day_in_words
from meritbook.records.models import AssessmentRater, DigestSubscription, MultiraterAssessment, RaterStanding, User


class RoundWithdrawnError(PolicyError):
    """A guest comes by a link to an assessment that was withdrawn."""

    code = "competencies.withdrawn"
    remedy = "Nothing is to be done: nobody is asked any more, and what was answered is destroyed."


class NotDeclinedError(PolicyError):
    """Somebody would take back that they declined, and has not."""

    code = "competencies.not_declined"
    remedy = "Nothing is to be done. Open Competencies in the menu; it holds what you are asked."


def check_declined(rater: AssessmentRater) -> None:
    """They declined; raises `NotDeclinedError`."""
    if rater.standing != RaterStanding.DECLINED:
        raise NotDeclinedError("You have not declined this.", where=str(rater.assessment_id))


class RaterLeftError(MultiraterError):
    """Somebody would be asked, or answer instead, who does not sign in or holds no office any more."""

    code = "competencies.rater_left"
    remedy = "Who holds no office answers nothing. Name somebody who works with the person now."


def check_named(user: User, on: date, *, where: str) -> None:
    """Who is named can answer; raises `RaterLeftError`."""
    if not assessing.may_answer(user, on):
        raise RaterLeftError(f"{user.full_name} holds no office on {day_in_words(on)}.", where=where)


class NothingToldError(MultiraterError):
    """An assessment would be opened of which nothing of the groups would be told, even if everybody answers."""

    code = "competencies.nothing_told"
    remedy = "Name others who can answer, or confirm that it is opened although nothing of the groups will be told."
    http_status = 409


def check_told(assessment: MultiraterAssessment, on: date, *, confirm: bool) -> None:
    """Something of the groups would be told if everybody answers, or who opens it knows; raises `NothingToldError`."""
    ahead = outlook_of(assessment, on)
    if not ahead.cells.total and not confirm:
        raise NothingToldError(ahead.says, where="confirm")


def check_not_asked_in_any_case(keeper: User, supervisors: Iterable[User], subject: User) -> None:
    """Who draws an assessment up is not asked in it as whom the person reports to; raises `KeeperAsksError`."""
    if keeper.pk in {one.pk for one in supervisors}:
        raise KeeperAsksError(
            f"{subject.full_name} reports to you, so you are asked in the assessment in any case.",
            where="subject",
            remedy="Ask somebody else who keeps assessments to draw it up: whoever keeps one does not answer in it.",
        )


def check_no_keeper(
    assessment: MultiraterAssessment,
    keepers: Iterable[User],
    user: User | None,
    address: str,
    *,
    where: str = "user",
) -> None:
    """Nobody who keeps the assessment answers in a group of it, by whatever address; raises `KeeperAsksError`.

    They may be shown the report, and would take their own answer away from what the group is told to have said.
    """
    kept = {assessment.drawn_by_id, *(one.pk for one in keepers)}
    if user is not None and user.pk in kept:
        raise KeeperAsksError(f"{user.full_name} keeps the assessment.", where=where)
    if address:
        rows = DigestSubscription.objects.filter(user__in=kept).values_list("address", flat=True)
        if mailbox(address) in {mailbox(one) for one in rows}:
            raise KeeperAsksError(f"{address} belongs to somebody who keeps the assessment.", where="address")


def mailbox(address: str) -> str:
    """Where mail to an address ends up: what stands after a plus sign is the owner's own matter."""
    name, _, host = address.strip().casefold().rpartition("@")
    return f"{name.partition('+')[0]}@{host}"


def keepers_at(assessment: MultiraterAssessment, address: str, on: date) -> list[User]:
    """Who may keep the assessment and gets mail at the address: none of them comes to it as a guest."""
    if not address:
        return []
    host = address.strip().rpartition("@")[2]
    rows = DigestSubscription.objects.filter(address__iendswith=f"@{host}", user__is_active=True)
    found = {one.user for one in rows.select_related("user") if mailbox(one.address) == mailbox(address)}
    return [one for one in found if may(one, Capability.KEEP_ASSESSMENT, assessment, on=on)]
