"""Is it possible now? What the acts on competency assessments ask of the record, and the refusals that they give."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.conf import settings

from meritbook.actions import assessing, competency_models
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import ForbiddenError
from meritbook.actions.policies import PolicyError, check_day_in_range, check_text
from meritbook.core.competencies.answers import NAMED, RaterGroup, Ratings
from meritbook.core.competencies.policy import CompetencyPolicy
from meritbook.core.dates import day_in_words
from meritbook.records.models import (
    AssessmentRater,
    CompetencyModelVersion,
    DigestSubscription,
    MultiraterAssessment,
    MultiraterState,
    RaterStanding,
    User,
)

_ADDRESS = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


class MultiraterError(PolicyError):
    """An assessment of a person that cannot be kept as it is."""

    code = "competencies.assessment"
    remedy = "Mend what is named, and send it again."
    http_status = 422


class AssessmentStandsError(PolicyError):
    """The assessment does not stand where this could be done: it is open already, or not any more."""

    code = "competencies.assessment_stands"
    remedy = "Go back to the page of the assessment to see where it stands."


class AssessmentDaysError(PolicyError):
    """The days of the assessment have not come, or are over."""

    code = "competencies.assessment_days"
    remedy = "An assessment is answered from its first day to its last, and closed after that."


class RaterNotAskedError(ForbiddenError):
    """The assessment does not ask this person, or not any more."""

    code = "competencies.not_asked"
    remedy = "Only who is named answers. Ask human resources of the department if you should be asked."


class LeftOfficeError(ForbiddenError):
    """Somebody who is asked, or would be, holds no office any more."""

    code = "competencies.left_office"
    remedy = "Who holds no office answers nothing. Somebody who works with the person now can be asked instead."


class SubjectLeftError(PolicyError):
    """The person who is assessed holds no office any more."""

    code = "competencies.subject_left"
    remedy = "Nothing is answered on somebody who has left. Withdraw the assessment, and say why."


class KeeperAsksError(MultiraterError):
    """Somebody who keeps an assessment would answer in it."""

    code = "competencies.keeper_asked"
    remedy = "Ask somebody else; whoever keeps an assessment does not answer in it."
    http_status = 409


class RaterTwiceError(PolicyError):
    """Somebody would be asked twice, or on themselves in a group of others."""

    code = "competencies.rater_twice"
    remedy = (
        "Each person answers once, in one group. Choose somebody else, or take the first one out before it is opened."
    )


class RaterRelationError(PolicyError):
    """Somebody would be asked as supervisor or report whom the positions on record do not show as one, without why."""

    code = "competencies.rater_relation"
    remedy = (
        "Say why they are asked as that, in words that the person assessed may read; or ask them as a peer or among "
        "the others."
    )
    http_status = 422


class TooFewRatersError(PolicyError):
    """So few are asked in groups that nothing could ever be told."""

    code = "competencies.too_few_raters"
    remedy = "Name more people who work with the person, in any of the groups."
    http_status = 422


class ModelRetiredError(PolicyError):
    """The competency model, or this version of it, is not used for new assessments any more."""

    code = "competencies.model_retired"
    remedy = "Choose the version that stands of a model in use. A round that is open goes on with its own."


class RaterAnsweredError(PolicyError):
    """The person has answered already."""

    code = "competencies.answered"
    remedy = "Nothing is to be done. With the receipt the answer can be taken back while the assessment is open."


class GivenOnError(PolicyError):
    """Somebody else answers already: only they can hand it back, whether they have answered or not."""

    code = "competencies.given_on"
    remedy = "Ask them to hand it back. Whether they have answered is theirs to say, so nobody takes it from them."


class RaterDeclinedError(PolicyError):
    """The person declined to answer."""

    code = "competencies.declined"
    remedy = "Take back that you declined first, while the assessment is open; then answer."


class RaterStandsError(PolicyError):
    """The rater cannot be taken out where they stand."""

    code = "competencies.rater_stands"
    remedy = (
        "Once it is open, only who declined, who left office, or a guest who never opened the link, is taken out: "
        "else it would be told who has answered. Who cannot answer declines, or names somebody who answers instead."
    )


class ReceiptError(PolicyError):
    """No answer of the person carries this receipt."""

    code = "competencies.receipt"
    remedy = (
        "Copy the receipt as it was shown when you sent your answer. It is kept nowhere, and cannot be given again."
    )
    http_status = 404


class GuestAddressError(PolicyError):
    """The site does not know the address at which people open it, so that the link of a guest would lead nowhere."""

    code = "competencies.guest_address"
    remedy = (
        "Ask the system administrator to set MERITBOOK_ADDRESS to the address at which people open the site; until "
        "then ask people who have an account, or take the guest out."
    )


class RatingPreviewError(PolicyError):
    """What is sent was not looked at before, or is not what was looked at."""

    code = "competencies.preview"
    remedy = "Look at the preview of your answers once more, and send those."
    http_status = 422


class RatingLinkError(PolicyError):
    """No assessment is answered by this link, or not any more."""

    code = "competencies.link"
    remedy = "Use the link of the newest message that you got. If it does not open either, ask whoever invited you."
    http_status = 404


class OtherBrowserError(PolicyError):
    """Somebody began with the link in another browser, as when a message is passed on, or nobody in this one."""

    code = "competencies.link_browser"
    remedy = "Go on in the browser in which you pressed Begin. If that was not you, tell whoever invited you."
    http_status = 403


# --- the assessment --------------------------------------------------------------------------------------------


def check_state(assessment: MultiraterAssessment, *states: str) -> None:
    """It stands in one of the states; raises `AssessmentStandsError`."""
    if assessment.state not in states:
        raise AssessmentStandsError(
            f"The assessment is {assessment.get_state_display().lower()}.", where=str(assessment.pk)
        )


def check_subject_in_office(user: User, on: date, *, drawn: bool = True) -> None:
    """The person who is assessed is in office; raises `SubjectLeftError`. `drawn`: whether one is drawn up already."""
    if not assessing.may_answer(user, on):
        remedy = None if drawn else "Only who is in office is assessed. Name somebody who is."
        raise SubjectLeftError(
            f"{user.full_name} holds no office on {day_in_words(on)}.", where="subject", remedy=remedy
        )


def check_alone(user: User) -> None:
    """No other assessment of the person is set up or open; raises `AssessmentStandsError`."""
    states = [MultiraterState.DRAFT, MultiraterState.OPEN]
    if MultiraterAssessment.objects.filter(subject=user, state__in=states).exists():
        raise AssessmentStandsError(f"An assessment of {user.full_name} is set up or open already.", where="subject")


def check_version(version: CompetencyModelVersion, *, newest: bool) -> None:
    """The model is in use, and where `newest`, this is the version that stands; raises `ModelRetiredError`."""
    if version.model.retired_because:
        raise ModelRetiredError(f"{version.model.name} is not used any more: {version.model.retired_because}")
    if newest and not version.current:
        raise ModelRetiredError(f"{version} is not the version that stands.", where="version")


def check_role(version: CompetencyModelVersion, role: str) -> str:
    """The role is one of the model; raises `MultiraterError`."""
    if competency_models.model_of(version).role(role) is None:
        raise MultiraterError(f"The model knows no role “{role[:60]}”.", where="role")
    return role


def check_follows(follows: MultiraterAssessment | None, subject: User) -> MultiraterAssessment | None:
    """A closed assessment of the same person; raises `MultiraterError`."""
    if follows is None:
        return None
    if follows.subject_id != subject.pk:
        raise MultiraterError("An assessment is compared with another one of the same person.", where="follows")
    if follows.state != MultiraterState.CLOSED:
        raise MultiraterError("What it follows is not closed; nothing can be compared with it.", where="follows")
    return follows


def check_days(starts_on: date, last_day: date, *, on: date) -> tuple[date, CompetencyPolicy]:
    """The first day on which it is not answered any more, and the one policy that holds on all of its days.

    Raises `MultiraterError`; `DayRangeError`; `CompetencyPolicyError`.
    """
    for where, day in (("starts_on", starts_on), ("last_day", last_day)):
        check_day_in_range(day, where=where)
    if starts_on < on:
        raise MultiraterError(f"{day_in_words(starts_on)} is past.", where="starts_on")
    if last_day < starts_on:
        raise MultiraterError("The last day lies before the first.", where="last_day")
    policy = assessing.policy_at(starts_on)
    if (last_day - starts_on).days + 1 > policy.longest_days:
        raise MultiraterError(f"An assessment is open for {policy.longest_days} days at most.", where="last_day")
    if assessing.policy_at(last_day) != policy:
        raise MultiraterError(
            "The policy changes in between. What is promised on the first day must hold on the last.", where="last_day"
        )
    return last_day + timedelta(days=1), policy


def check_enough(assessment: MultiraterAssessment, *, minimum: int) -> None:
    """As many are asked in groups as a figure needs; raises `TooFewRatersError`."""
    held = sum(one.group in assessing.GROUPED for one in assessing.asked(assessment))
    if held < minimum:
        raise TooFewRatersError(
            f"{held} {'person is' if held == 1 else 'people are'} asked in groups. With fewer than {minimum} nothing "
            "could ever be told.",
            where="raters",
        )


def check_not_over(assessment: MultiraterAssessment, on: date) -> None:
    """Its last day is not over; raises `AssessmentDaysError`."""
    if assessment.ends_before is not None and on >= assessment.ends_before:
        raise AssessmentDaysError(
            f"Its last day was {day_in_words(assessment.ends_before - timedelta(days=1))}.", where=str(assessment.pk)
        )


def check_over(assessment: MultiraterAssessment, on: date) -> None:
    """Its last day is over; raises `AssessmentDaysError`."""
    if assessment.ends_before is None or on < assessment.ends_before:
        until = day_in_words(assessment.ends_before) if assessment.ends_before else "its days are set"
        raise AssessmentDaysError(f"It is answered still; it can be closed from {until} on.", where=str(assessment.pk))


# --- who is asked ----------------------------------------------------------------------------------------------


def check_guest(guest: str, address: str, group: RaterGroup) -> tuple[str, str]:
    """Name and address of somebody without an account; raises `MultiraterError`, `TextError`."""
    name = check_text(guest, field="guest", longest=200)
    to = check_text(address, field="address", longest=254)
    if not _ADDRESS.fullmatch(to):
        raise MultiraterError("This is no address of mail.", where="address")
    if group is not RaterGroup.OTHER:
        raise MultiraterError("Who has no account is asked in the group of others.", where="group")
    return name, to


def check_relation(subject: User, user: User | None, group: RaterGroup, because: str) -> str:
    """Why somebody is asked as what the positions on record do not show; empty where they do.

    Raises `RaterRelationError`, `TextError`.
    """
    if user is None or assessing.stands_so(subject, user, group):
        return ""
    if not because.strip():
        what = "whom they report to" if group is RaterGroup.SUPERVISOR else "reporting to them"
        raise RaterRelationError(f"The positions on record do not show {user.full_name} as {what}.", where="because")
    return check_text(because, field="because", longest=1_000)


def check_reached(guests: int) -> None:
    """The link of a guest, of whom there are so many, opens from outside; raises `GuestAddressError`."""
    if guests and not settings.MERITBOOK_ADDRESS:
        raise GuestAddressError(
            "A guest answers by a link in a mail, and this site has no address to put into it.", where="address"
        )


def guests_of(assessment: MultiraterAssessment) -> int:
    """How many guests are asked and have not declined."""
    rows = assessment.raters.filter(user__isnull=True)
    return rows.exclude(standing__in=[RaterStanding.REMOVED, RaterStanding.DECLINED]).count()


def check_new(
    assessment: MultiraterAssessment, user: User | None, address: str, group: RaterGroup, *, where: str = "user"
) -> None:
    """Nobody is asked twice, by whatever name; `where` is the field that names them.

    Raises `RaterTwiceError`, `MultiraterError`.
    """
    own = user is not None and user.pk == assessment.subject_id
    if own is not (group is RaterGroup.SELF):
        if own:
            raise RaterTwiceError("Nobody answers on themselves in a group of others.", where=where)
        raise MultiraterError("Only the person who is assessed tells their own view.", where="group")
    # Who left and was taken out is asked no second time, for what they answered before counts.
    held = assessing.ever_asked(assessment)
    known = {key for one in held for key in (one.user_id, one.delegate_id) if key is not None}
    if user is not None and user.pk in known:
        raise RaterTwiceError(f"{user.full_name} is asked already, or answers for somebody.", where=where)
    used = {one.address.casefold() for one in held if one.address}
    if address and (address.casefold() in used or _of_somebody(address, {*known, assessment.subject_id})):
        raise RaterTwiceError(f"Somebody with the address {address} is asked already.", where="address")
    if user is not None and used:
        mine = DigestSubscription.objects.filter(user=user, ended_at__isnull=True).values_list("address", flat=True)
        if any(one.casefold() in used for one in mine):
            raise RaterTwiceError(f"{user.full_name} is asked already, as a guest.", where=where)


def _of_somebody(address: str, users: set[int]) -> bool:
    return DigestSubscription.objects.filter(address__iexact=address, user__in=users, ended_at__isnull=True).exists()


def check_in_office(user: User, on: date, *, where: str) -> None:
    """The person can answer; raises `LeftOfficeError`."""
    if not assessing.may_answer(user, on):
        raise LeftOfficeError(f"{user.full_name} holds no office on {day_in_words(on)}.", where=where)


def removable(rater: AssessmentRater, *, gone: bool) -> bool:
    """Whether somebody can be taken out; it must not depend on whether they have answered.

    `gone` is whether the one who would answer, they or whom they named, cannot any more.
    """
    if rater.standing == RaterStanding.REMOVED or rater.left:
        return False
    if rater.assessment.state == MultiraterState.DRAFT:
        return True
    unopened = rater.user_id is None and not rater.first_browser and rater.standing == RaterStanding.ASKED
    free = gone or unopened or rater.standing == RaterStanding.DECLINED
    return rater.assessment.state == MultiraterState.OPEN and free


def check_removable(rater: AssessmentRater, *, gone: bool) -> None:
    """Raises `AssessmentStandsError`, `RaterStandsError`."""
    check_state(rater.assessment, MultiraterState.DRAFT, MultiraterState.OPEN)
    if not removable(rater, gone=gone):
        raise RaterStandsError(f"{rater} cannot be taken out.", where="rater")


def check_delegable(actor: Actor, rater: AssessmentRater) -> None:
    """The one who was asked names who answers instead.

    Raises `RaterNotAskedError`; `MultiraterError` for those who answer under their names; `GivenOnError`.
    """
    if actor.user is None or rater.user_id != actor.user.pk or rater.gone_from_it:
        raise RaterNotAskedError(f"{actor.name} is not asked for this assessment.", where=str(rater.assessment_id))
    if RaterGroup(rater.group) in NAMED:
        raise MultiraterError("Who answers under their name answers themselves.", where="rater")
    if rater.delegate is not None:
        # Were it possible until they answer, trying would tell when they have.
        raise GivenOnError(f"{rater.delegate.full_name} answers for you.", where="delegate")


# --- answering -------------------------------------------------------------------------------------------------


def check_may_answer(actor: Actor, rater: AssessmentRater, on: date) -> None:
    """The person is asked, or answers for who was, and is in office; raises `RaterNotAskedError`, `LeftOfficeError`."""
    mine = actor.user is not None and rater.owned_by(actor.user.pk, on)
    if actor.user is None or not mine or rater.gone_from_it:
        raise RaterNotAskedError(f"{actor.name} is not asked for this assessment.", where=str(rater.assessment_id))
    check_in_office(actor.user, on, where=str(rater.assessment_id))


def check_window(assessment: MultiraterAssessment, on: date) -> None:
    """The day is one of its days; raises `AssessmentStandsError`, `AssessmentDaysError`."""
    check_state(assessment, MultiraterState.OPEN)
    assert assessment.starts_on is not None  # noqa: S101  # an open assessment has its days
    assert assessment.ends_before is not None  # noqa: S101
    if on < assessment.starts_on:
        raise AssessmentDaysError(
            f"It is answered from {day_in_words(assessment.starts_on)} on.", where=str(assessment.pk)
        )
    if on >= assessment.ends_before:
        last = day_in_words(assessment.ends_before - timedelta(days=1))
        raise AssessmentDaysError(f"Its last day was {last}; it is not answered any more.", where=str(assessment.pk))


def check_waits(rater: AssessmentRater) -> None:
    """They have neither answered nor declined; raises `RaterAnsweredError`, `RaterDeclinedError`."""
    if rater.standing == RaterStanding.ANSWERED:
        raise RaterAnsweredError("This was answered already.", where=str(rater.assessment_id))
    if rater.standing == RaterStanding.DECLINED:
        raise RaterDeclinedError("You declined to answer this.", where=str(rater.assessment_id))


def check_answered_now(rater: AssessmentRater, on: date) -> None:
    """It can be answered by them today.

    Raises `AssessmentStandsError`; `AssessmentDaysError`; `SubjectLeftError`; `RaterAnsweredError`;
    `RaterDeclinedError`.
    """
    check_window(rater.assessment, on)
    check_waits(rater)
    check_subject_in_office(rater.assessment.subject, on)


def check_seen(ratings: Ratings, seen: str) -> None:
    """What is sent is what was looked at; raises `RatingPreviewError`."""
    if ratings.sha256 != seen:
        raise RatingPreviewError("These answers are not the ones of a preview that you looked at.", where="seen")
