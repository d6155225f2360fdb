"""Quarterly reviews as read: the list, one with its pack, decisions and follow-ups, and the follow-ups of a person."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from meritbook.actions.permissions import Capability, Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.results.review import ReviewPack
from meritbook.desk import review_pack
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    Department,
    FollowUp,
    FollowUpState,
    FollowUpStep,
    ResultsReview,
    ReviewDecision,
    ReviewStatus,
)

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would take for the beginning of a formula."""
COLUMNS = ("review", "department", "about", "what", "owner", "due_on", "state", "said_last")


class NoSuchReviewError(MeritbookError):
    """No such review or follow-up, or none that this person may read."""

    code = "results.no_review"
    remedy = "See the list of reviews for those that are open to you."
    http_status = 404


@dataclass(frozen=True)
class FollowUpLine:
    """A follow-up in a list."""

    row: FollowUp
    state: str
    late: bool
    """Whether its day is over and nobody reported it done."""
    owner_left: bool
    said: str
    """What was said of it last."""
    may_report: bool
    may_settle: bool
    may_drop: bool

    @property
    def about(self) -> str:
        """The title of the item of the pack that it is about; empty where it is about none."""
        pack = self.row.review.pack
        return (pack.titles if pack is not None else {}).get(self.row.about, self.row.about)


@dataclass(frozen=True)
class ReviewShown:
    """A review as its page shows it."""

    review: ResultsReview
    pack: ReviewPack
    sealed: bool
    """Whether the pack is that of the meeting; else it is drawn as of today."""
    caution: str
    decisions: tuple[ReviewDecision, ...]
    follow_ups: tuple[FollowUpLine, ...]
    may_hold: bool


def visible(standing: Standing, capability: Capability = Capability.READ_RISK) -> QuerySet[ResultsReview]:
    """The reviews that the person may read: a pack tells of risks, so that who looks into these reads them."""
    rows = ResultsReview.objects.filter(standing.results(capability))
    return rows.select_related("department", "called_by", "opened_by", "closed_by")


def get(standing: Standing, pk: int) -> ResultsReview:
    """The review; raises `NoSuchReviewError`."""
    row = visible(standing).filter(pk=pk).first()
    if row is None:
        raise NoSuchReviewError("There is no such review, or it is not open to you.", where=str(pk))
    return row


def reviews(standing: Standing, *, department: Department | None = None, number: int = 1) -> Page[ResultsReview]:
    """One page of the reviews, the newest quarter first, each with how many follow-ups are open as `still_open`."""
    waiting = Q(follow_ups__state__in=[FollowUpState.OPEN, FollowUpState.REPORTED])
    rows = visible(standing).annotate(still_open=Count("follow_ups", filter=waiting))
    if department is not None:
        rows = rows.filter(department=department)
    return paged(rows.order_by("-starts_on", "department__name", "-pk"), number)


def show(standing: Standing, review: ResultsReview) -> ReviewShown:
    """Everything that the page of a review shows."""
    sealed = review.pack
    return ReviewShown(
        review=review,
        pack=sealed or review_pack.draw(standing, review),
        sealed=sealed is not None,
        caution=review_pack.quarter_over(review, standing) if review.status == ReviewStatus.CALLED else "",
        decisions=tuple(review.decisions.select_related("recorded_by").order_by("pk")),
        follow_ups=follow_up_lines(standing, review.follow_ups.order_by("due_on", "pk")),
        may_hold=standing.may(Capability.HOLD_REVIEW, review),
    )


def follow_up_lines(standing: Standing, rows: QuerySet[FollowUp]) -> tuple[FollowUpLine, ...]:
    """Follow-ups as lines; two statements."""
    found = list(rows.select_related("owner", "review__department", "reported_by"))
    said: dict[int, FollowUpStep] = {}
    for one in FollowUpStep.objects.filter(follow_up__in=found).order_by("pk"):
        said[one.follow_up_id] = one
    return tuple(_line(standing, one, said.get(one.pk)) for one in found)


def _line(standing: Standing, row: FollowUp, said: FollowUpStep | None) -> FollowUpLine:
    user = standing.user.pk if standing.user is not None else None
    another = user not in (row.owner_id, row.reported_by_id)
    holds = another and standing.may(Capability.HOLD_REVIEW, row)
    waits = row.state in (FollowUpState.OPEN, FollowUpState.REPORTED)
    return FollowUpLine(
        row=row,
        state=str(row.get_state_display()),
        late=row.state == FollowUpState.OPEN and row.due_on < standing.on,
        owner_left=not row.owner.is_active,
        said=said.says if said is not None else "",
        may_report=row.state == FollowUpState.OPEN and standing.may(Capability.REPORT_ACTION, row),
        may_settle=row.state == FollowUpState.REPORTED and holds,
        may_drop=waits and holds,
    )


def follow_ups(standing: Standing, *, show: str = "", number: int = 1) -> Page[FollowUpLine]:
    """One page of the follow-ups that the person may read, the earliest first; `show`: open, mine, late or empty."""
    rows = _readable(standing).order_by("due_on", "pk")
    waits = [FollowUpState.OPEN, FollowUpState.REPORTED]
    if show == "open":
        rows = rows.filter(state__in=waits)
    elif show == "mine":
        rows = rows.filter(owner=standing.user)
    elif show == "late":
        rows = rows.filter(state=FollowUpState.OPEN, due_on__lt=standing.on)
    page: Page[FollowUp] = paged(rows, number)
    shown = follow_up_lines(
        standing, FollowUp.objects.filter(pk__in=[one.pk for one in page.rows]).order_by("due_on", "pk")
    )
    return Page(rows=shown, number=page.number, of=page.of, total=page.total)


def _readable(standing: Standing) -> QuerySet[FollowUp]:
    """Those of the reviews that are open to the person, and their own."""
    reviews_open = ResultsReview.objects.filter(standing.results(Capability.READ_RISK))
    return FollowUp.objects.filter(Q(review__in=reviews_open.values("pk")) | Q(owner=standing.user))


def follow_up(standing: Standing, pk: int) -> FollowUpLine:
    """One follow-up; raises `NoSuchReviewError`."""
    found = follow_up_lines(standing, _readable(standing).filter(pk=pk))
    if not found:
        raise NoSuchReviewError("There is no such follow-up, or it is not open to you.", where=str(pk))
    return found[0]


def steps(row: FollowUp) -> tuple[FollowUpStep, ...]:
    """What was said of a follow-up, the oldest first."""
    return tuple(row.steps.select_related("said_by").order_by("pk"))


def table_of(found: Iterable[FollowUpLine]) -> str:
    """Follow-ups as CSV. What a spreadsheet would take for a formula is kept as text by an apostrophe."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    for one in found:
        row = one.row
        cells = (
            row.review.quarter, row.review.of, row.about, row.what, row.owner.full_name, row.due_on.isoformat(),
            one.state, one.said,
        )  # fmt: skip
        writer.writerow(f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells)
    return written.getvalue()
