"""What somebody who signs in is asked: answering, keeping a draft, declining, delegating, and taking answers back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    answer_assessment,
    assessing,
    decline_rating,
    delegate_rating,
    rating_drafts,
    take_back_declining,
    take_back_rating,
)
from meritbook.actions import assessing_policies as possible
from meritbook.actions.permissions import Capability
from meritbook.desk import assessment_requests
from meritbook.desk import assessments as read
from meritbook.records import clock
from meritbook.web.filling import private
from meritbook.web.forms import assessments as fields
from meritbook.web.http import Request, actor, by, page
from meritbook.web.views.acting import act_and_back, sent
from meritbook.web.views.rating_form import Answering, answer_page, draft_page, to

ANSWER = Capability.ANSWER_ASSESSMENT


def trail() -> list[tuple[str, str]]:
    """The way to a page below what the person is asked."""
    return [("Competencies", reverse("web:competencies"))]


def _title(asked: read.Asked) -> str:
    return "Assess yourself" if asked.own else f"Assess {asked.subject}"


def _shown(request: Request, asked: read.Asked, name: str, **more: Any) -> HttpResponse:
    """Where one's answer stands, in place of the form."""
    context = {"asked": asked, "back": reverse("web:competencies"), "trail": [*trail(), (_title(asked), "")], **more}
    return private(render(request, f"web/assessment_{name}.html", context))


def _answered(request: Request, asked: read.Asked) -> HttpResponse:
    take_back = reverse("web:assessment_take_back", args=[asked.row.assessment_id])
    return _shown(request, asked, "answered", sent_again=request.method == "POST", take_back=take_back)


def _declined(request: Request, asked: read.Asked) -> HttpResponse:
    if request.method != "POST" or "undecline" not in request.POST:
        return _shown(request, asked, "declined")
    take_back_declining.perform(**by(request, take_back_declining.WHY), rater=asked.row)
    messages.success(request, "You are asked again.")
    return to(reverse("web:assessment_answer", args=[asked.row.pk]))


@page("GET", "POST", needs=ANSWER)
def assessment_answer(request: Request, pk: int) -> HttpResponse:
    """Answer: the answers are shown once more before they are sent. Who has answered is told how to take them back."""
    row = read.request_of(request.standing, pk)
    asked, assessment = read.asked_of(request.standing, row), row.assessment
    if asked.takes_back:
        # Nothing went wrong: the address is the one in the invitation, and in the history of the browser; and whoever
        # loads the receipt anew sends once more what was taken already.
        return _answered(request, asked)
    if asked.undeclines:
        return _declined(request, asked)
    if asked.delegated and request.method != "POST":
        return _shown(request, asked, "handed")
    assessment_requests.check_now(row, request.standing)

    def send(given: Mapping[str, str], comments: Mapping[str, str], seen: str) -> str:
        return answer_assessment.perform(
            **by(request, answer_assessment.WHY), rater=row, given=given, comments=comments, seen=seen
        )

    return answer_page(
        request,
        Answering(
            asked=asked,
            model=assessing.model_of(assessment),
            policy=assessing.policy_of(assessment),
            counts_for_rating=assessment.counts_for_rating,
            draft=lambda: assessment_requests.draft_of(row),
            send=send,
            keep=reverse("web:assessment_draft", args=[row.pk]),
            take_back=reverse("web:assessment_take_back", args=[assessment.pk]),
            back=reverse("web:competencies"),
            decline="" if asked.own else reverse("web:assessment_decline", args=[row.pk]),
            delegate="" if asked.named or row.delegate_id else reverse("web:assessment_delegate", args=[row.pk]),
            trail=(*trail(), (_title(asked), "")),
        ),
    )


@page("POST", needs=ANSWER)
def assessment_draft(request: Request, pk: int) -> HttpResponse:
    """Keep what is typed."""
    row = read.request_of(request.standing, pk)

    def keep(given: Mapping[str, str], comments: Mapping[str, str]) -> Any:
        return rating_drafts.save(actor(request), at=clock.now(), rater=row, given=given, comments=comments)

    def later() -> HttpResponse:
        messages.success(request, "Kept, sealed. Open it again to go on; nobody else can read what you typed.")
        return to(reverse("web:competencies"))

    return draft_page(request, keep, lambda: assessment_requests.draft_of(row), later)


@page("GET", "POST", needs=ANSWER)
def assessment_decline(request: Request, pk: int) -> HttpResponse:
    """Say that one does not answer; somebody who answers for another hands it back by it."""
    row = read.request_of(request.standing, pk)
    assessment_requests.check_now(row, request.standing)
    asked, instead = read.asked_of(request.standing, row), row.delegate_id is not None
    form = fields.BecauseForm(
        sent(request),
        label="Why (optional)",
        help_text="Who keeps the assessment reads it. Write nothing about the person assessed.",
        required=False,
    )
    return act_and_back(
        request,
        form,
        lambda: decline_rating.perform(
            **by(request, decline_rating.WHY), rater=row, because=form.cleaned_data["because"]
        ),
        f"Handed back to {row.user}." if instead else "You declined. Who keeps the assessment sees that.",
        "Hand it back" if instead else "Decline to answer",
        way=[*trail(), (_title(asked), reverse("web:assessment_answer", args=[row.pk]))],
        lead=asked.subject,
        back=reverse("web:competencies"),
        intro="What you typed is thrown away. "
        + ("Whoever named you answers themselves." if instead else "You can take that back while it is open."),
    )


@page("GET", "POST", needs=ANSWER)
def assessment_delegate(request: Request, pk: int) -> HttpResponse:
    """Name somebody who answers instead."""
    row = read.request_of(request.standing, pk)
    possible.check_delegable(actor(request), row)
    possible.check_answered_now(row, request.standing.on)
    asked = read.asked_of(request.standing, row)
    form = fields.DelegateForm(sent(request))
    return act_and_back(
        request,
        form,
        lambda: delegate_rating.perform(
            **by(request, delegate_rating.WHY), rater=row, delegate=form.cleaned_data["delegate"]
        ),
        lambda _: f"{form.cleaned_data['delegate'].full_name} answers for you.",
        "Name who answers instead",
        way=[*trail(), (_title(asked), reverse("web:assessment_answer", args=[row.pk]))],
        lead=asked.subject,
        back=reverse("web:competencies"),
        intro="Somebody who knows the work as you do. Their answer counts in the same group as yours would have, and "
        "what was typed so far is thrown away. They can hand it back to you; you cannot take it from them, as whether "
        "they have answered is theirs to say.",
    )


@page("GET", "POST", needs=ANSWER)
def assessment_take_back(request: Request, pk: int) -> HttpResponse:
    """Take answers back with the receipt of their sending."""
    row = assessment_requests.answered_of(request.standing, pk)
    possible.check_window(row, request.standing.on)
    form = fields.ReceiptForm(sent(request))
    return act_and_back(
        request,
        form,
        lambda: take_back_rating.perform(
            **by(request, take_back_rating.WHY), assessment=row, receipt=form.cleaned_data["receipt"]
        ),
        "Your answers are taken back and gone. You can answer anew.",
        "Take answers back",
        way=trail(),
        lead=row.subject.full_name,
        back=reverse("web:competencies"),
        intro="Nobody can find your answers without the receipt that you were shown when you sent them.",
    )
