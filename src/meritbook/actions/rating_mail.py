"""Invitations and reminders of an assessment: to whoever has not answered yet, and at most as often as the policy says.

People on record get them at the address that they gave for the digest, and see on their desk what waits in any case. A
guest gets a link whose secret is kept nowhere: each message carries a new one, and the one before opens nothing more.
"""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.urls import NoReverseMatch, reverse

from meritbook.actions import assessing, mail, messages
from meritbook.core.competencies.answers import NAMED, RaterGroup
from meritbook.core.competencies.policy import CompetencyPolicy
from meritbook.records.models import (
    AssessmentRater,
    MultiraterAssessment,
    MultiraterState,
    RaterDraft,
    RaterStanding,
    User,
)
from meritbook.writers.rating_words import RatingWords, rating_words

ANSWER_VIEW = "web:assessment_answer"
"""The page of what somebody is asked, by the number of the rater."""
LINK_VIEW = "web:guest_answer"
"""The page behind a guest's link, by its secret."""
_log = logging.getLogger("meritbook.mail")


@dataclass(frozen=True)
class _Letter:
    rater: int
    to: str
    words: RatingWords


def link_sha256(link: str) -> str:
    """Under what a link is on record."""
    return hashlib.sha256(f"meritbook guest link {link}".encode()).hexdigest()


def due(assessment: MultiraterAssessment, policy: CompetencyPolicy, on: date) -> list[AssessmentRater]:
    """Who is invited or reminded on the day: asked, not answered, and not told of it for as long as the policy says."""
    if assessment.state != MultiraterState.OPEN or assessment.starts_on is None or assessment.ends_before is None:
        return []
    if not assessment.starts_on <= on < assessment.ends_before:
        return []
    reached = _addresses(waiting := [one for one in assessing.asked(assessment) if one.standing == RaterStanding.ASKED])
    return [one for one in waiting if one.pk in reached and _due(one, policy, on)]


def _due(rater: AssessmentRater, policy: CompetencyPolicy, on: date) -> bool:
    if rater.messages == 0 or rater.last_message_on is None:
        return True
    rested = on >= rater.last_message_on + timedelta(days=policy.remind_after_days)
    return rested and rater.messages <= policy.reminders


def _answers(rater: AssessmentRater) -> User | None:
    return rater.delegate or rater.user


def _addresses(raters: Sequence[AssessmentRater]) -> dict[int, str]:
    """Where each gets mail, by the rater; who gave no address, or has left, is left out."""
    users = [user for one in raters if (user := _answers(one)) is not None]
    found = messages.addresses(users)
    held: dict[int, str] = {}
    for one in raters:
        user = _answers(one)
        if user is None:
            # Without the address of the site a link leads nowhere, and the one that they hold would be taken from them.
            if settings.MERITBOOK_ADDRESS:
                held[one.pk] = one.address
        elif user.pk in found:
            held[one.pk] = found[user.pk]
    return held


def send(assessment: MultiraterAssessment, raters: Sequence[AssessmentRater], on: date) -> list[AssessmentRater]:
    """Put the messages on record, and send them once the transaction is done; the raters, as saved.

    A server that does not take a message undoes nothing but its count, so that the next day's work tries it again.
    """
    policy = assessing.policy_of(assessment)
    reached = _addresses(raters)
    letters: list[_Letter] = []
    told: list[AssessmentRater] = []
    for one in raters:
        if one.pk not in reached:
            continue
        again = one.messages > 0
        one.messages += 1
        one.last_message_on = on
        changed = ["messages", "last_message_on"]
        link = ""
        if one.user_id is None:
            link = secrets.token_urlsafe(24)
            one.link_sha256 = link_sha256(link)
            changed.append("link_sha256")
            if not RaterDraft.objects.filter(rater=one).exists():
                # Whoever began and typed nothing, as on a machine that is not theirs, may begin elsewhere.
                one.first_browser = ""
                changed.append("first_browser")
        one.save(update_fields=changed)
        told.append(one)
        letters.append(_Letter(one.pk, reached[one.pk], _words(assessment, one, policy, again=again, link=link)))
    if letters:
        transaction.on_commit(partial(_post, letters))
    return told


def _words(
    assessment: MultiraterAssessment, rater: AssessmentRater, policy: CompetencyPolicy, *, again: bool, link: str
) -> RatingWords:
    assert assessment.ends_before is not None  # noqa: S101  # an open assessment has its days
    user = _answers(rater)
    return rating_words(
        name=user.full_name if user is not None else rater.guest,
        of=assessment.subject.full_name if user is None else "",
        named=RaterGroup(rater.group) in NAMED,
        minimum=policy.minimum,
        last_day=assessment.ends_before - timedelta(days=1),
        counts_for_rating=assessment.counts_for_rating,
        again=again,
        address=_address(rater, link),
        guest=user is None,
        demonstration=settings.MERITBOOK_DEMO,
    )


def _address(rater: AssessmentRater, link: str) -> str:
    try:
        path = reverse(LINK_VIEW, args=[link]) if link else reverse(ANSWER_VIEW, args=[rater.pk])
    except NoReverseMatch:
        path = f"/competencies/by-link/{link}/" if link else ""
    return f"{settings.MERITBOOK_ADDRESS}{path}" if settings.MERITBOOK_ADDRESS else ""


def _post(letters: Sequence[_Letter]) -> None:
    for place, one in enumerate(letters):
        try:
            mail.post(one.to, one.words.subject, one.words.text)
        except mail.FAILURES as problem:
            # It is not tried once more for each that is left: whoever acts would wait for all of them.
            unsent = [left.rater for left in letters[place:]]
            AssessmentRater.objects.filter(pk__in=unsent).update(messages=F("messages") - 1, last_message_on=None)
            _log.warning("The mail server did not take an invitation: %s", problem.__class__.__name__)
            return
