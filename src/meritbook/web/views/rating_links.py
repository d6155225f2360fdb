"""What a guest is asked, behind the link that was mailed to them: no sign-in, and one browser only.

To open the link binds nothing, as programs that guard mail open every link. Whoever presses Begin binds it to their
browser by a signed cookie, and from any other it is refused.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import assessing, guest_links
from meritbook.actions import assessing_policies as possible
from meritbook.core.errors import MeritbookError
from meritbook.desk import assessment_requests
from meritbook.desk import assessments as read
from meritbook.records import clock
from meritbook.records.models import AssessmentRater, RaterStanding
from meritbook.web.errors import as_problem, show_error
from meritbook.web.filling import private
from meritbook.web.forms import assessments as fields
from meritbook.web.http import Request, page
from meritbook.web.views.acting import sent
from meritbook.web.views.rating_form import Answering, answer_page, draft_page, to

_COOKIE, _SALT, _PATH = "meritbook-guest", "meritbook guest browser", "/competencies/by-link/"
_SECONDS = 60 * 60 * 24 * 366
"""As long as an assessment can be open at most."""


KEPT, TAKEN_BACK, ASKED_AGAIN = "kept", "taken-back", "asked-again"
_DONE = {
    KEPT: "Kept, sealed. Open the link again in this browser to go on; nobody else can read what you typed.",
    ASKED_AGAIN: "You are asked again, and can answer.",
    TAKEN_BACK: "Your answers are taken back and gone. You can answer anew.",
}
"""What was just done, by the word that the address carries: a guest has no session in which it could be told."""


def _after(link: str, done: str) -> HttpResponse:
    return to(f"{reverse('web:guest_answer', args=[link])}?done={done}")


def _done(request: Request, row: AssessmentRater) -> str:
    """What was just done, where the page of the link is opened anew after it."""
    fits = request.method == "GET" and row.standing == RaterStanding.ASKED
    return _DONE.get(request.GET.get("done", ""), "") if fits else ""


def _browser(request: Request, row: AssessmentRater) -> str:
    """What this browser holds since it began with the link of this guest; empty where it has not."""
    held = request.get_signed_cookie(f"{_COOKIE}-{row.pk}", default="", salt=_SALT, max_age=_SECONDS)
    return str(held or "")


def _remembered(response: HttpResponse, row: AssessmentRater, browser: str) -> HttpResponse:
    response.set_signed_cookie(
        f"{_COOKIE}-{row.pk}",
        browser,
        salt=_SALT,
        max_age=_SECONDS,
        path=_PATH,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response


def _looked(request: Request, link: str) -> tuple[AssessmentRater, str]:
    """Whose link it is, and what the browser holds; raises as `guest_links.look` and outside of its days."""
    # Whose it is tells which cookie speaks for the browser; that it is the right one is asked of the act.
    row = assessment_requests.guest_of(link)
    browser = _browser(request, row)
    row = guest_links.look(link, browser)
    possible.check_window(row.assessment, request.standing.on)
    return row, browser


def _private(view: Callable[[Request, str], HttpResponse]) -> Callable[[Request, str], HttpResponse]:
    """A page behind a link is not kept by a browser or a search engine, also when it refuses."""

    @wraps(view)
    def answer(request: Request, link: str) -> HttpResponse:
        try:
            return private(view(request, link))
        except MeritbookError as problem:
            return private(show_error(request, problem))

    return answer


@page("GET", "POST", public=True)
@_private
def guest_answer(request: Request, link: str) -> HttpResponse:
    """Begin, answer, or learn where it stands."""
    row, browser = _looked(request, link)
    asked = read.asked_of(request.standing, row)
    if row.standing != RaterStanding.ASKED or not browser:
        if request.method == "POST" and "begin" in request.POST and row.standing == RaterStanding.ASKED:
            browser = secrets.token_urlsafe(32)
            guest_links.begin(link, browser, at=clock.now())
            return _remembered(to(reverse("web:guest_answer", args=[link])), row, browser)
        if request.method == "POST" and "undecline" in request.POST and row.standing == RaterStanding.DECLINED:
            guest_links.take_back_declining_by_link(link, browser, at=clock.now())
            return _after(link, ASKED_AGAIN)
        context = {"one": _answering(request, link, browser, row, asked), "asked": asked, "link": link, "row": row}
        return render(request, "web/rating_link.html", context)
    return answer_page(request, _answering(request, link, browser, row, asked))


def _answering(request: Request, link: str, browser: str, row: AssessmentRater, asked: read.Asked) -> Answering:
    def send(given: Mapping[str, str], comments: Mapping[str, str], seen: str) -> str:
        return guest_links.answer_by_link(
            link, browser, at=clock.now(), given=given, comments=comments, seen=seen
        )  # fmt: skip

    return Answering(
        asked=asked,
        model=assessing.model_of(row.assessment),
        policy=assessing.policy_of(row.assessment),
        counts_for_rating=row.assessment.counts_for_rating,
        draft=lambda: assessment_requests.draft_of(row),
        send=send,
        keep=reverse("web:guest_draft", args=[link]),
        take_back=reverse("web:guest_take_back", args=[link]),
        back="",
        decline=reverse("web:guest_decline", args=[link]),
        done=_done(request, row),
    )


@page("POST", public=True)
@_private
def guest_draft(request: Request, link: str) -> HttpResponse:
    """Keep what is typed; only from the browser that began."""
    row, browser = _looked(request, link)

    def keep(given: Mapping[str, str], comments: Mapping[str, str]) -> Any:
        return guest_links.save_draft(link, browser, at=clock.now(), given=given, comments=comments)

    return draft_page(request, keep, lambda: assessment_requests.draft_of(row), lambda: _after(link, KEPT))


@page("GET", "POST", public=True)
@_private
def guest_decline(request: Request, link: str) -> HttpResponse:
    """Say that one does not answer; it needs no beginning."""
    row, browser = _looked(request, link)
    browser = browser or secrets.token_urlsafe(32)
    form = fields.BecauseForm(
        sent(request),
        label="Why (optional)",
        help_text="Who keeps the assessment reads it. Write nothing about the person assessed.",
        required=False,
    )

    def act() -> Any:
        return guest_links.decline_by_link(link, browser, at=clock.now(), because=form.cleaned_data["because"])

    response = _act(
        request,
        link,
        row,
        form,
        act,
        "Decline to answer",
        "You can take that back in this browser, while the assessment is open.",
    )
    return _remembered(response, row, browser) if response.status_code == 302 else response


@page("GET", "POST", public=True)
@_private
def guest_take_back(request: Request, link: str) -> HttpResponse:
    """Take answers back with the receipt of their sending."""
    row, browser = _looked(request, link)
    form = fields.ReceiptForm(sent(request))

    def act() -> Any:
        return guest_links.take_back_by_link(link, browser, at=clock.now(), receipt=form.cleaned_data["receipt"])

    says = "Nobody can find your answers without the receipt that you were shown when you sent them."
    return _act(request, link, row, form, act, "Take answers back", says, done=TAKEN_BACK)


def _act(
    request: Request,
    link: str,
    row: AssessmentRater,
    form: Any,
    act: Callable[[], Any],
    heading: str,
    intro: str,
    done: str = "",
) -> HttpResponse:
    """A page with one form. What is done is told by the page of the link itself: messages would want a session."""
    problem, status = None, 200
    back = reverse("web:guest_answer", args=[link])
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                act()
                return _after(link, done) if done else to(back)
            except MeritbookError as refused:
                problem, status = as_problem(refused), refused.http_status
    context = {
        "form": form,
        "problem": problem,
        "heading": heading,
        "button": heading,
        "intro": intro,
        "lead": row.assessment.subject.full_name,
        "back": back,
    }
    return render(request, "web/act.html", context, status=status)
