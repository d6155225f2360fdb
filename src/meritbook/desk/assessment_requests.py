"""What somebody is asked, as far as it can be answered today, and where they may take answers back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from meritbook.actions import assessing_policies as possible
from meritbook.actions import rating_drafts, rating_mail
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Standing
from meritbook.desk.assessment_form import chosen_of
from meritbook.desk.assessments import NoSuchRequestError
from meritbook.records.models import AssessmentRater, MultiraterAssessment, RaterStanding


def check_now(row: AssessmentRater, standing: Standing) -> None:
    """The person may answer today; raises as `answer_assessment` does."""
    possible.check_may_answer(Actor(standing.user), row, standing.on)
    possible.check_answered_now(row, standing.on)


def draft_of(row: AssessmentRater) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What the rater chose and wrote before and did not send."""
    held = rating_drafts.held(row)
    return (chosen_of(held), held.comments) if held is not None else ({}, {})


def guest_of(link: str) -> AssessmentRater:
    """Whose link it is, whatever the browser; raises `RatingLinkError`."""
    row = AssessmentRater.objects.filter(link_sha256=rating_mail.link_sha256(link)).first() if link else None
    if row is None:
        raise possible.RatingLinkError("Nothing is answered by this link, or not any more.", where="link")
    return row


def answered_of(standing: Standing, pk: int) -> MultiraterAssessment:
    """An assessment that the person has answered; raises `NoSuchRequestError`.

    Somebody who named a delegate has not answered, and the delegate has.
    """
    mine = Q(delegate=standing.user) | Q(user=standing.user, delegate__isnull=True)
    rows = AssessmentRater.objects.filter(mine, assessment=pk, left=False, standing=RaterStanding.ANSWERED)
    row = rows.select_related("assessment__subject").first() if standing.user is not None else None
    if row is None:
        raise NoSuchRequestError("You have not answered this assessment, or it is not open to you.", where=str(pk))
    return row.assessment
