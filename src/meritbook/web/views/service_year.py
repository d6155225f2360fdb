"""The year of the service: what each choice does, the calendar, its private address, and the digest by e-mail."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from meritbook.actions import end_digest, make_calendar_feed, revoke_calendar_feed, subscribe_digest
from meritbook.actions.permissions import Capability, ForbiddenError
from meritbook.core.errors import MeritbookError
from meritbook.core.service.choice_model import NoticeDayError, Trial
from meritbook.desk import service_choices, service_feed, service_year
from meritbook.desk.service_reach import ACTING
from meritbook.records import clock
from meritbook.records.models import Role
from meritbook.web.errors import as_problem
from meritbook.web.forms.service_year import DigestForm, TrialForm
from meritbook.web.http import Request, actor, number, page, page_number


@page("GET", needs=Capability.READ_SEAT)
def choices(request: Request, pk: int) -> HttpResponse:
    """What renewing, another salary, notice and doing nothing do, for the executive in a seat."""
    standing = request.standing
    asked = any(name in request.GET for name in TrialForm.base_fields)
    form = TrialForm(request.GET if asked else None)
    problem, trial, on = None, Trial(), standing.on
    if asked and form.is_valid():
        trial, on = form.trial(), form.cleaned_data["on"] or on
    try:
        shown = service_choices.choices(standing, pk, on=on, trial=trial)
    except NoticeDayError as refused:
        problem = as_problem(refused)
        shown = service_choices.choices(standing, pk, on=on, trial=Trial())
    context = {
        "shown": shown,
        "found": shown.choices,
        "form": form,
        "problem": problem,
        "trail": [("The year", reverse("web:calendar")), (f"Choices for {shown.record.position}", "")],
    }
    wrong = problem is not None or (asked and not form.is_valid())
    return render(request, "web/choices.html", context, status=422 if wrong else 200)


@page("GET", needs=Capability.KEEP_CALENDAR)
def calendar(request: Request) -> HttpResponse:
    """The year on a page."""
    return _calendar(request)


def _calendar(
    request: Request, *, form: DigestForm | None = None, problem: dict[str, Any] | None = None
) -> HttpResponse:
    shown = service_year.year(
        request.standing,
        asked=number(request.GET.get("year")),
        month=request.GET.get("month", "")[:7],
        who=request.GET.get("who", "")[:32],
        number=page_number(request),
    )
    standing_digest = service_year.digest_of(request.standing.user)
    given = {"address": standing_digest.address, "weekday": standing_digest.weekday} if standing_digest else None
    context = {
        "year": shown,
        "page": shown.page,
        "roles": [(key, Role(role).label) for key, role in ACTING.items()],
        "feed": service_year.feed_of(request.standing.user),
        "digest": standing_digest,
        "form": form or DigestForm(initial=given),
        "problem": problem,
        "trail": [("The year", "")],
    }
    return render(request, "web/calendar.html", context, status=422 if problem or form else 200)


@page("POST", needs=Capability.KEEP_CALENDAR)
def feed_make(request: Request) -> HttpResponse:
    """Make the private address of one's calendar, and show it this once."""
    made = make_calendar_feed.perform(actor(request), at=clock.now(), why="Made on the calendar page.")
    address = request.build_absolute_uri(reverse("web:calendar_feed", args=[made.secret]))
    context = {
        "address": address,
        "trail": [("The year", reverse("web:calendar")), ("Your private address", "")],
    }
    return render(request, "web/calendar_address.html", context)


@page("POST", needs=Capability.KEEP_CALENDAR)
def feed_revoke(request: Request) -> HttpResponse:
    """Revoke the private address of one's calendar."""
    row = service_year.feed_of(request.standing.user)
    if row is None:
        raise revoke_calendar_feed.FeedRevokedError("You have no address that stands.")
    revoke_calendar_feed.perform(actor(request), at=clock.now(), why="Revoked on the calendar page.", feed=row)
    messages.success(request, "Revoked. The address opens nothing any more.")
    return HttpResponseRedirect(reverse("web:calendar"))


@page("GET", public=True)
def feed(request: Request, secret: str) -> HttpResponse:
    """The calendar file behind a private address: whoever has the address reads it, as far as its owner may today."""
    del request
    response = HttpResponse(
        service_feed.feed(secret, on=clock.today(), at=clock.now()), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'inline; filename="executive-service.ics"'
    response["X-Robots-Tag"] = "noindex, nofollow"
    add_never_cache_headers(response)
    return response


@page("POST", needs=Capability.KEEP_CALENDAR)
def digest(request: Request) -> HttpResponse:
    """Ask for the digest by e-mail."""
    form = DigestForm(request.POST)
    if not form.is_valid():
        return _calendar(request, form=form)
    try:
        subscribe_digest.perform(
            actor(request),
            at=clock.now(),
            why="Asked for on the calendar page.",
            address=form.cleaned_data["address"],
            weekday=form.cleaned_data["weekday"],
        )
    except ForbiddenError:
        raise
    except MeritbookError as refused:
        return _calendar(request, form=form, problem=as_problem(refused))
    messages.success(request, "The digest is sent once a week from now on, when there is something to do.")
    return HttpResponseRedirect(reverse("web:calendar"))


@page("POST", needs=Capability.KEEP_CALENDAR)
def digest_end(request: Request) -> HttpResponse:
    """End the digest by e-mail."""
    row = service_year.digest_of(request.standing.user)
    if row is None:
        raise end_digest.DigestEndedError("You get no digest.")
    end_digest.perform(actor(request), at=clock.now(), why="Ended on the calendar page.", subscription=row)
    messages.success(request, "Ended. No more e-mail is sent.")
    return HttpResponseRedirect(reverse("web:calendar"))
