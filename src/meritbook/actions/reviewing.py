"""What the acts on quarterly reviews share: the lock, the minutes, and how the ledger names them."""

from __future__ import annotations

from meritbook.actions.measuring import of_department_or_all
from meritbook.core.results.review import MinuteDecision, MinuteFollowUp, Minutes
from meritbook.records.models import FollowUp, ResultsReview

__all__ = ["locked", "locked_follow_up", "minutes_of", "of_department_or_all", "subject"]


def locked(review: ResultsReview) -> ResultsReview:
    """The review as it stands, kept from others until the transaction ends."""
    rows = ResultsReview.objects.select_for_update(of=("self",)).select_related("department")
    found: ResultsReview = rows.get(pk=review.pk)
    return found


def locked_follow_up(follow_up: FollowUp) -> FollowUp:
    """The follow-up as it stands, kept from others until the transaction ends."""
    rows = FollowUp.objects.select_for_update(of=("self",)).select_related("review__department", "owner")
    found: FollowUp = rows.get(pk=follow_up.pk)
    return found


def minutes_of(review: ResultsReview, *, present: str, says: str) -> Minutes:
    """What the meeting leaves as it is closed."""
    return Minutes(
        pack=review.pack_sha256,
        held_on=review.held_on,
        present=present,
        says=says,
        decisions=tuple(MinuteDecision(says=one.says, because=one.because) for one in review.decisions.order_by("pk")),
        follow_ups=tuple(
            MinuteFollowUp(what=one.what, owner=one.owner.full_name, due_on=one.due_on)
            for one in review.follow_ups.select_related("owner").order_by("pk")
        ),
    )


def subject(review: ResultsReview) -> str:
    """How the ledger names the review."""
    return f"results_review:{review.pk}"
