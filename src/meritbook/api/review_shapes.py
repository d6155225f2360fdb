"""What the API takes and answers about quarterly reviews."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from meritbook.api.executive_shapes import Maybe, Text
from meritbook.api.shapes import Because
from meritbook.core.results.review import Minutes, ReviewPack
from meritbook.desk.reviews import FollowUpLine, ReviewShown
from meritbook.records.models import ResultsReview

About = Annotated[str, Field(max_length=200)]


class CallReview(Because):
    """A review to call."""

    department: str | None = None
    """A code; null for the enterprise as a whole."""
    quarter: date
    """A day of the fiscal quarter."""
    held_on: date


class OpenReview(Because):
    """The seal of the pack that was read; another opens no meeting."""

    sha256: Annotated[str, Field(min_length=64, max_length=64)]


class CallReviewOff(Because):
    """The reason for which it is called off."""

    because: Text


class RecordDecision(Because):
    """What the meeting decided."""

    about: About = ""
    says: Text
    because: Text


class GiveFollowUp(Because):
    """What somebody is to do."""

    about: About = ""
    what: Annotated[str, Field(min_length=1, max_length=400)]
    owner: Annotated[str, Field(pattern=r"^[\w.@+-]{1,150}$")]
    """A username."""
    due_on: date


class CloseReview(Because):
    """What the minutes say beside decisions and follow-ups."""

    present: Text
    says: Maybe = ""


class ReportFollowUp(Because):
    """What was done."""

    says: Text


class SettleFollowUp(Because):
    """Whether it is done."""

    how: Literal["accept", "give back", "drop"]
    says: Text


class ReviewLine(Schema):
    """A review in a list."""

    id: int
    department: str | None
    quarter: str
    status: str
    held_on: date
    follow_ups_open: int


class FollowUpAnswer(Schema):
    """A follow-up."""

    id: int
    review: int
    quarter: str
    about: str
    what: str
    owner: str
    due_on: date
    state: str
    late: bool
    said_last: str


class ReviewDecisionAnswer(Schema):
    """A decision of a meeting."""

    about: str
    says: str
    because: str


class QuarterlyReviewAnswer(Schema):
    """A review; `sealed` tells whether the pack is that of the meeting or of today."""

    id: int
    department: str | None
    quarter: str
    status: str
    held_on: date
    sealed: bool
    pack_sha256: str
    """The seal; before the meeting that which the pack of today would have."""
    pack: ReviewPack
    decisions: list[ReviewDecisionAnswer]
    follow_ups: list[FollowUpAnswer]
    minutes: Minutes | None
    minutes_sha256: str


def review_line(row: Any) -> dict[str, Any]:
    """A review in a list, with the number that the list annotates."""
    return {**_head(row), "follow_ups_open": row.still_open}


def _head(row: ResultsReview) -> dict[str, Any]:
    return {
        "id": row.pk,
        "department": row.department.code if row.department else None,
        "quarter": row.quarter,
        "status": row.status,
        "held_on": row.held_on,
    }


def review_answer(shown: ReviewShown) -> dict[str, Any]:
    """One review."""
    row = shown.review
    return {
        **_head(row),
        "sealed": shown.sealed,
        "pack_sha256": row.pack_sha256 or shown.pack.seal(),
        "pack": shown.pack,
        "decisions": [{"about": one.about, "says": one.says, "because": one.because} for one in shown.decisions],
        "follow_ups": [follow_up_answer(one) for one in shown.follow_ups],
        "minutes": row.minutes,
        "minutes_sha256": row.minutes_sha256,
    }


def follow_up_answer(line: FollowUpLine) -> dict[str, Any]:
    """A follow-up."""
    row = line.row
    return {
        "id": row.pk,
        "review": row.review_id,
        "quarter": row.review.quarter,
        "about": row.about,
        "what": row.what,
        "owner": row.owner.username,
        "due_on": row.due_on,
        "state": row.state,
        "late": line.late,
        "said_last": line.said,
    }
