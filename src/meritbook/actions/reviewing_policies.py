"""Is it possible now? What the acts on quarterly reviews ask of the record, and the refusals that they give."""

from __future__ import annotations

from datetime import date

from pydantic import ValidationError

from meritbook.actions.permissions import Capability, Standing
from meritbook.actions.policies import PolicyError, check_day_in_range
from meritbook.core.dates import day_in_words
from meritbook.core.results.periods import Period
from meritbook.core.results.review import ReviewPack, quarter_on
from meritbook.records.models import Department, FollowUp, ResultsReview, ReviewStatus, User
from meritbook.records.states import REVIEW_MOVES, next_state


class ReviewError(PolicyError):
    """A review, a decision or a follow-up that cannot be kept as it is."""

    code = "results.review"
    remedy = "Mend what is named, and send it again."
    http_status = 422


class ReviewTakenError(PolicyError):
    """A review of that quarter is on record already."""

    code = "results.review_taken"
    remedy = "Open the one that is on record; it can be called off before it opens."


class FollowUpOwnerError(PolicyError):
    """Somebody who cannot take a follow-up on."""

    code = "results.follow_up_owner"
    remedy = "Name somebody who can sign in and holds an office in which results are read."
    http_status = 422


class FollowUpError(PolicyError):
    """A follow-up that cannot be reported or settled so, or not by this person."""

    code = "results.follow_up"
    remedy = "Somebody else accepts what was reported; open the follow-up to see how it stands."


def check_quarter(department: Department | None, day: date, year_starts_in: int, *, on: date) -> Period:
    """The quarter that the day lies in, begun and without a review of its own; raises `ReviewError` and others."""
    check_day_in_range(day, where="quarter")
    period = quarter_on(day, year_starts_in)
    if period.starts_on > on:
        raise ReviewError(f"{period.label} has not begun yet.", where="quarter")
    rows = ResultsReview.objects.filter(department=department, starts_on=period.starts_on)
    if rows.exclude(status=ReviewStatus.CALLED_OFF).exists():
        raise ReviewTakenError(f"A review of {period.label} is on record already.", where="quarter")
    return period


def check_held_on(held_on: date, period: Period) -> None:
    """The day of the meeting lies in the quarter or after it."""
    check_day_in_range(held_on, where="held_on")
    if held_on < period.starts_on:
        raise ReviewError(
            f"{period.label} begins on {day_in_words(period.starts_on)}; meet on that day or later.", where="held_on"
        )


def check_pack(review: ResultsReview, pack: ReviewPack, *, on: date) -> ReviewPack:
    """The pack was drawn today, of this quarter and this department; raises `ReviewError`."""
    try:
        found = ReviewPack.model_validate(pack.plain())
    except ValidationError as error:
        raise ReviewError("The pack cannot be read.", where="pack") from error
    same = (found.of, found.starts_on, found.ends_before) == (review.of, review.starts_on, review.ends_before)
    if not same or found.drawn_on != on:
        raise ReviewError("The pack is of another review, or was drawn on another day.", where="pack")
    return found


def check_open(review: ResultsReview, action: str) -> None:
    """The review stands where the action can be done to it; raises `StateError`."""
    next_state(REVIEW_MOVES, action, review.status, of=str(review))


def check_about(review: ResultsReview, about: str) -> str:
    """An item of the sealed pack, or nothing; raises `ReviewError`."""
    said = about.strip()
    pack = review.pack
    if said and (pack is None or said not in {one.about for section in pack.sections for one in section.items}):
        raise ReviewError(f"The pack has no item {said}.", where="about")
    return said


def check_follow_up_owner(owner: User, on: date) -> None:
    """Whoever takes it on can sign in and reads results; raises `FollowUpOwnerError`."""
    if not owner.is_active:
        raise FollowUpOwnerError(f"{owner.full_name} is shut out and cannot take it on.", where="owner")
    if not Standing(owner, on).may(Capability.READ_RESULTS):
        raise FollowUpOwnerError(f"{owner.full_name} holds no office in which results are read.", where="owner")


def check_due(due_on: date, *, on: date) -> None:
    """A day to come, or today."""
    check_day_in_range(due_on, where="due_on")
    if due_on < on:
        raise ReviewError(f"{day_in_words(due_on)} is over.", where="due_on")


def check_settled_by(follow_up: FollowUp, user: User | None) -> None:
    """Whoever accepts it is neither its owner nor whoever reported it; raises `FollowUpError`."""
    if user is None or user.pk in (follow_up.owner_id, follow_up.reported_by_id):
        raise FollowUpError("Nobody accepts what they were to do or reported themselves.", where="follow_up")
