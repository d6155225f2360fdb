"""Quarterly reviews: the list, a review with its pack, the pack as PDF, follow-ups, and the acts on them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    call_off_results_review,
    call_results_review,
    close_results_review,
    give_follow_up,
    open_results_review,
    record_results_decision,
    report_follow_up,
    settle_follow_up,
)
from meritbook.actions.permissions import Capability, require
from meritbook.actions.returning import return_policy
from meritbook.actions.reviewing_policies import ReviewError, check_open
from meritbook.core.dates import day_in_words
from meritbook.core.results.periods import Frequency, last_ended
from meritbook.desk import review_pack, review_paper
from meritbook.desk import reviews as read
from meritbook.desk.results_reach import departments
from meritbook.records.models import FollowUp, FollowUpState, ResultsReview
from meritbook.web.forms import reviews as fields
from meritbook.web.forms.returns import BecauseForm
from meritbook.web.http import Request, actor, by, page, page_number
from meritbook.web.views.acting import act_and_back, act_page, sent
from meritbook.web.views.results_frame import framed
from meritbook.writers.review import pdf as review_pdf

HOLD = Capability.HOLD_REVIEW
SHOWS = {"open": "Open", "late": "Late", "mine": "Yours", "": "All"}


def trail() -> list[tuple[str, str]]:
    """The way to a page below the list."""
    return [("Results", reverse("web:measures")), ("Reviews", reverse("web:reviews"))]


@page("GET", needs=Capability.READ_RISK)
def reviews(request: Request) -> HttpResponse:
    """The reviews that the person may read, the newest quarter first."""
    context = {
        **framed(request, "web:reviews"),
        "page": read.reviews(request.standing, number=page_number(request)),
        "may_hold": request.standing.may(HOLD),
        "trail": [("Results", reverse("web:measures")), ("Reviews", "")],
    }
    return render(request, "web/reviews.html", context)


@page("GET", needs=Capability.READ_RISK)
def review(request: Request, pk: int) -> HttpResponse:
    """One review: its pack, what was decided, and what somebody is to do."""
    row = read.get(request.standing, pk)
    context = {
        **framed(request, "web:reviews"),
        "review": row,
        "shown": read.show(request.standing, row),
        "trail": [*trail(), (str(row), "")],
    }
    return render(request, "web/review.html", context)


@page("GET", needs=Capability.READ_RISK)
def review_file(request: Request, pk: int) -> HttpResponse:
    """The pack, with the minutes where the meeting is closed, as PDF."""
    row = read.get(request.standing, pk)
    data = review_pdf(review_paper.paper_of(read.show(request.standing, row), on=request.standing.on))
    name = f"review-{row.quarter.replace(' ', '-').lower()}-{row.pk}.pdf"
    return HttpResponse(
        data, content_type="application/pdf", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@page("GET", needs=Capability.READ_RISK)
def review_table(request: Request, pk: int) -> HttpResponse:
    """The follow-ups of a review, with those still open of the reviews before it, as CSV."""
    row = read.get(request.standing, pk)
    both = row.follow_ups.all() | FollowUp.objects.filter(pk__in=review_pack.open_follow_ups(row).values("pk"))
    table = read.table_of(read.follow_up_lines(request.standing, both.distinct().order_by("due_on", "pk")))
    response = HttpResponse(table, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="follow-ups-{row.pk}.csv"'
    return response


@page("GET", needs=Capability.READ_RESULTS)
def follow_ups(request: Request) -> HttpResponse:
    """The follow-ups that the person may read: of the reviews open to them, and their own."""
    show = request.GET.get("show", "open")
    show = show if show in SHOWS else "open"
    context = {
        **framed(request, "web:reviews"),
        "page": read.follow_ups(request.standing, show=show, number=page_number(request)),
        "show": show,
        "shows": SHOWS,
        "trail": [("Results", reverse("web:measures")), ("Follow-ups", "")],
    }
    return render(request, "web/follow_ups.html", context)


@page("GET", needs=Capability.READ_RESULTS)
def follow_up(request: Request, pk: int) -> HttpResponse:
    """One follow-up with all that was said of it."""
    line = read.follow_up(request.standing, pk)
    context = {
        "line": line,
        "steps": read.steps(line.row),
        "may_read": request.standing.may(Capability.READ_RISK, line.row),
        "trail": _follow_up_trail(line.row),
    }
    return render(request, "web/follow_up.html", context)


def _follow_up_trail(row: FollowUp, last: str = "") -> list[tuple[str, str]]:
    here = ("Follow-up", reverse("web:follow_up", args=[row.pk]) if last else "")
    way = [("Results", reverse("web:measures")), ("Follow-ups", reverse("web:follow_ups")), here]
    return [*way, (last, "")] if last else way


def _held(request: Request, pk: int, action: str) -> ResultsReview:
    """A review that the person holds, and with which this can be done now.

    Raises `NoSuchReviewError`, `ForbiddenError`, `StateError`.
    """
    row = read.get(request.standing, pk)
    require(actor(request), HOLD, row, on=request.standing.on)
    check_open(row, action)
    return row


def _last_quarter(on: date) -> date:
    """The last day of the fiscal quarter that ended before the day: what a review looks back on."""
    return last_ended(on, Frequency.QUARTERLY, return_policy(on).fiscal_year_starts_in).last_day


@page("GET", "POST", needs=HOLD)
def review_new(request: Request) -> HttpResponse:
    """Call a review."""
    form = fields.CallForm(
        sent(request),
        departments=departments(request.standing, Capability.HOLD_REVIEW),
        everywhere=request.standing.may(HOLD, ResultsReview(department=None)),
        initial={"quarter": _last_quarter(request.standing.on), "held_on": request.standing.on},
    )

    def act() -> tuple[str, str]:
        row = call_results_review.perform(**by(request, "Called on the site."), **form.cleaned_data)
        says = f"The review of {row.quarter} is called for {day_in_words(row.held_on)}."
        return says, reverse("web:review", args=[row.pk])

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Call a review",
        button="Call the review",
        back=reverse("web:reviews"),
        trail=[*trail(), ("Call a review", "")],
    )


def _page(
    request: Request, row: ResultsReview, form: Any, act: Callable[[], Any], says: str, heading: str, **more: Any
) -> HttpResponse:
    back = reverse("web:review", args=[row.pk])

    return act_and_back(
        request, form, act, says, heading, way=[*trail(), (str(row), back)], lead=str(row), back=back, **more
    )


@page("GET", "POST", needs=HOLD)
def review_open(request: Request, pk: int) -> HttpResponse:
    """Open the meeting on the pack as it stands."""
    row = _held(request, pk, "open_results_review")
    pack = review_pack.draw(request.standing, row)
    form = fields.OpenForm(sent(request), initial={"sha256": pack.seal()})

    def act() -> None:
        if form.cleaned_data["sha256"] != pack.seal():
            raise ReviewError(
                "The record has changed since the pack was shown.",
                where="pack",
                remedy="Look at the pack again, and open the meeting on what it says now.",
            )
        open_results_review.perform(**by(request, "Opened on the site."), review=row, pack=pack)

    return _page(
        request, row, form, act, "The meeting is open, and its pack is sealed.", "Open the meeting", password=True,
        intro=f"The pack of today holds {pack.total} item{'' if pack.total == 1 else 's'}. Once the meeting is open it "
        "does not change any more.",
        caution=review_pack.quarter_over(row, request.standing),
    )  # fmt: skip


@page("GET", "POST", needs=HOLD)
def review_off(request: Request, pk: int) -> HttpResponse:
    """Call a review off before it opens."""
    row = _held(request, pk, "call_off_results_review")
    form = BecauseForm(sent(request))
    return _page(
        request, row, form,
        lambda: call_off_results_review.perform(**by(request, "Called off."), review=row, **form.cleaned_data),
        "The review is called off.", "Call the review off",
    )  # fmt: skip


@page("GET", "POST", needs=HOLD)
def review_decision(request: Request, pk: int) -> HttpResponse:
    """Record what the meeting decided."""
    row = _held(request, pk, "record_results_decision")
    form = fields.DecisionForm(sent(request), pack=row.pack, initial={"about": request.GET.get("about", "")[:200]})
    return _page(
        request, row, form,
        lambda: record_results_decision.perform(**by(request, "In the meeting."), review=row, **form.cleaned_data),
        "The decision is on record.", "Record a decision", keeps=f"review-decision:{row.pk}",
    )  # fmt: skip


@page("GET", "POST", needs=HOLD)
def review_follow_up(request: Request, pk: int) -> HttpResponse:
    """Give somebody a follow-up."""
    row = _held(request, pk, "give_follow_up")
    form = fields.FollowUpForm(sent(request), pack=row.pack, initial={"about": request.GET.get("about", "")[:200]})
    return _page(
        request, row, form,
        lambda: give_follow_up.perform(**by(request, "In the meeting."), review=row, **form.cleaned_data),
        "The follow-up is on its owner's desk.", "Give a follow-up", keeps=f"review-follow-up:{row.pk}",
    )  # fmt: skip


@page("GET", "POST", needs=HOLD)
def review_close(request: Request, pk: int) -> HttpResponse:
    """Close the meeting and seal its minutes."""
    row = _held(request, pk, "close_results_review")
    form = fields.CloseForm(sent(request))
    return _page(
        request, row, form,
        lambda: close_results_review.perform(**by(request, "Closed on the site."), review=row, **form.cleaned_data),
        "The meeting is closed, and its minutes are sealed.", "Close the meeting", password=True,
        keeps=f"review-close:{row.pk}",
    )  # fmt: skip


def _settling(
    request: Request, line: read.FollowUpLine, form: Any, act: Callable[[], Any], says: str, heading: str
) -> HttpResponse:
    row = line.row
    back = reverse("web:follow_up", args=[row.pk])

    def done() -> tuple[str, str]:
        act()
        return says, back

    return act_page(
        request,
        form,
        done,
        password=False,
        heading=heading,
        lead=row.what,
        button=heading,
        intro=f"Said last: {line.said}" if line.said else "",
        back=back,
        trail=_follow_up_trail(row, heading),
    )


@page("GET", "POST", needs=Capability.READ_RESULTS)
def follow_up_report(request: Request, pk: int) -> HttpResponse:
    """Report a follow-up done."""
    line = read.follow_up(request.standing, pk)
    require(actor(request), Capability.REPORT_ACTION, line.row, on=request.standing.on)
    form = fields.ReportForm(sent(request))
    return _settling(
        request, line, form,
        lambda: report_follow_up.perform(**by(request, "Reported."), follow_up=line.row, **form.cleaned_data),
        "Reported done. Somebody else accepts it.", "Report it done",
    )  # fmt: skip


@page("GET", "POST", needs=HOLD)
def follow_up_settle(request: Request, pk: int) -> HttpResponse:
    """Accept a follow-up, give it back, or drop it."""
    line = read.follow_up(request.standing, pk)
    require(actor(request), HOLD, line.row, on=request.standing.on)
    form = fields.SettleForm(sent(request), reported=line.row.state == FollowUpState.REPORTED)
    return _settling(
        request, line, form,
        lambda: settle_follow_up.perform(**by(request, "Settled."), follow_up=line.row, **form.cleaned_data),
        "Settled.", "Accept it, give it back or drop it",
    )  # fmt: skip
