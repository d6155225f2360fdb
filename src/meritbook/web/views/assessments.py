"""Competency assessments: the list of those that somebody keeps, one, and the acts of who keeps it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    assessing,
    close_assessment,
    competency_models,
    draw_assessment,
    name_rater,
    open_assessment,
    remove_rater,
    withdraw_assessment,
)
from meritbook.actions import assessing_policies as possible
from meritbook.actions.permissions import Capability, require
from meritbook.actions.round_outlook import outlook_of
from meritbook.actions.round_policies import NothingToldError
from meritbook.core.errors import MeritbookError
from meritbook.desk import assessment_roles
from meritbook.desk import assessments as read
from meritbook.records.models import MultiraterAssessment, MultiraterState
from meritbook.web.forms import assessments as fields
from meritbook.web.http import Request, actor, by, page, page_number, said
from meritbook.web.views import person_search
from meritbook.web.views.acting import act_and_back, act_page, refused_beside, sent
from meritbook.web.views.competency_frame import framed

KEEP, OWN = Capability.KEEP_ASSESSMENT, Capability.READ_OWN_REPORT
DRAFT, OPEN = MultiraterState.DRAFT, MultiraterState.OPEN
ROOM = "web:assessments"


def trail() -> list[tuple[str, str]]:
    """The way to a page below the list."""
    return [("Competencies", reverse("web:competencies")), ("Assessments", reverse(ROOM))]


_said = partial(said, most=150)


@page("GET", needs=KEEP)
def assessments(request: Request) -> HttpResponse:
    """The assessments of other people that the person keeps."""
    state, words = _said(request, "state"), _said(request, "q")
    context = {
        **framed(request, ROOM),
        "page": read.lines(request.standing, state=state, words=words, number=page_number(request)),
        "states": MultiraterState.choices,
        "state": state,
        "words": words,
        "trail": [*trail()[:1], ("Assessments", "")],
    }
    return render(request, "web/assessments.html", context)


@page("GET", one_of=(KEEP, OWN))
def assessment(request: Request, pk: int) -> HttpResponse:
    """One assessment: for who keeps it, and for who is assessed."""
    row = read.by_pk(request.standing, pk)
    shown = read.page(request.standing, row)
    asks = [(one, one.behaviours[row.role]) for one in shown.model.competencies if one.behaviours.get(row.role)]
    way = trail() if shown.may_keep else trail()[:1]
    here = "Your assessment" if shown.own else row.subject.full_name
    context = {
        **framed(request, ROOM if shown.may_keep else "web:competencies"),
        "row": row,
        "shown": shown,
        "asks": asks,
        "trail": [*way, (here, "")],
    }
    return render(request, "web/assessment.html", context)


@page("GET", "POST", needs=KEEP)
def assessment_new(request: Request) -> HttpResponse:
    """Draw one up: who and by which model, then in which role; the first step changes nothing."""
    chosen = "subject" in request.GET
    first = fields.SubjectForm(request.GET if chosen else None, models=read.usable_models())
    if (people := person_search.prepare(request, first)) is not None:
        return people
    problem = _refused(request, first) if chosen and first.is_valid() else None
    if not chosen or not first.is_valid():
        context = {
            "form": first,
            "problem": problem,
            "heading": "Draw up an assessment",
            "button": "Go on",
            "back": reverse(ROOM),
            "trail": [*trail(), ("Draw up", "")],
        }
        return render(request, "web/assessment_new.html", context, status=422 if chosen else 200)
    subject, version = first.cleaned_data["subject"], competency_models.current(first.cleaned_data["model"])
    model = competency_models.model_of(version)
    suggested = assessment_roles.suggested(model, subject)
    form = fields.RoleForm(
        sent(request),
        roles=model.roles,
        earlier=read.followed(request.standing, subject),
        initial={"role": suggested.role.key} if suggested else {},
    )

    def act() -> tuple[str, str]:
        row = draw_assessment.perform(
            **by(request, "Drawn up on the site."), subject=subject, version=version, **form.cleaned_data
        )
        return "The assessment is a draft. Name who is asked, and open it.", reverse("web:assessment", args=[row.pk])

    return act_page(
        request,
        form,
        act,
        password=False,
        lead=f"{subject.full_name}, {model.name}",
        heading="Draw up an assessment",
        intro=suggested.says if suggested else "",
        button="Keep the draft",
        back=reverse("web:assessment_new"),
        trail=[*trail(), ("Draw up", "")],
    )


def _refused(request: Request, first: fields.SubjectForm) -> dict[str, Any] | None:
    """Why none can be drawn up of who is named: told on this step already, where somebody else can be named."""
    try:
        draw_assessment.check_may_draw(actor(request), first.cleaned_data["subject"], request.standing.on)
    except MeritbookError as refused:
        return refused_beside(first, refused, "subject")
    return None


def _kept(request: Request, pk: int, *states: str) -> MultiraterAssessment:
    """One that the person keeps, where it stands in one of the states; else its page offers no form.

    Raises `NoSuchAssessmentError`; `ForbiddenError`; `OwnCaseError`; `AssessmentStandsError`.
    """
    row = read.by_pk(request.standing, pk)
    require(actor(request), KEEP, row, on=request.standing.on)
    possible.check_state(row, *states)
    return row


def _page(
    request: Request,
    row: MultiraterAssessment,
    form: forms.Form,
    perform: Callable[[], Any],
    says: str,
    heading: str,
    **more: Any,
) -> HttpResponse:
    back, name = reverse("web:assessment", args=[row.pk]), row.subject.full_name
    return act_and_back(
        request, form, perform, says, heading, way=[*trail(), (name, back)], lead=name, back=back, **more
    )


@page("GET", "POST", needs=KEEP)
def rater_new(request: Request, pk: int) -> HttpResponse:
    """Name somebody who is asked, before it is opened or while it is answered."""
    row = _kept(request, pk, DRAFT, OPEN)
    possible.check_not_over(row, request.standing.on)
    form = fields.RaterForm(sent(request), initial={"group": "peer"})
    return _page(
        request, row, form,
        lambda: name_rater.perform(**by(request, "Named on the site."), assessment=row, **form.cleaned_data),
        "They are asked when the assessment is opened.", "Name who is asked",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def rater_remove(request: Request, pk: int, rater: int) -> HttpResponse:
    """Do not ask somebody any more."""
    row = _kept(request, pk, DRAFT, OPEN)
    held = read.rater_of(row, rater)
    out = assessing.out_of_office([held], request.standing.on)
    possible.check_removable(held, gone=assessing.is_shut_out(held, out))
    form = fields.BecauseForm(sent(request))
    name = held.guest or (held.user.full_name if held.user else "")
    return _page(
        request, row, form,
        lambda: remove_rater.perform(
            **by(request, "Taken off on the site."), rater=held, because=form.cleaned_data["because"]
        ),
        f"{name} is not asked any more.", f"Do not ask {name}",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def assessment_open(request: Request, pk: int) -> HttpResponse:
    """Open it between two days."""
    row = _kept(request, pk, DRAFT)
    possible.check_subject_in_office(row.subject, request.standing.on)
    form = fields.DaysForm(sent(request), initial={"starts_on": request.standing.on})
    ahead = outlook_of(row, request.standing.on)
    short = _too_few(row)
    if not short and (not ahead.cells.total or "confirm" in request.POST):
        form.ask_to_confirm()

    def act() -> Any:
        try:
            return open_assessment.perform(
                **by(request, "Opened on the site."), assessment=row, **form.cleaned_data
            )  # fmt: skip
        except NothingToldError:
            # By the policy of the days that were sent, for by that of the draft something would have been told.
            form.ask_to_confirm()
            raise

    return _page(
        request, row, form, act,
        "The assessment is open on these days.", "Open the assessment",
        caution=short or ("" if ahead.cells.total else ahead.says), button="" if short else "Open the assessment",
        first=("Name who is asked", reverse("web:assessment_rater_new", args=[row.pk])) if short else None,
        intro="The version of the model, the policy and what is promised stand still from then on. Everybody who is "
        "asked finds it on their desk; guests are sent a link.",
    )  # fmt: skip


def _too_few(row: MultiraterAssessment) -> str:
    """That so few are asked that it cannot be opened, whatever is confirmed; empty where enough are."""
    try:
        possible.check_enough(row, minimum=assessing.policy_of(row).minimum)
    except possible.TooFewRatersError as refused:
        return f"{refused.message} {refused.to_do}"
    return ""


@page("GET", "POST", needs=KEEP)
def assessment_close(request: Request, pk: int) -> HttpResponse:
    """Close it, and work the result out."""
    row = _kept(request, pk, OPEN)
    possible.check_over(row, request.standing.on)
    form = fields.NoForm(sent(request))
    return _page(
        request, row, form,
        lambda: close_assessment.perform(**by(request, "Closed on the site."), assessment=row),
        "The assessment is closed. No answer of a person in a group is left.", "Close the assessment",
        intro="The answers become what may be told, once and for all, and are destroyed. Groups that are too small are "
        "told with others. The daily work does the same after the last day.",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def assessment_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw it."""
    row = _kept(request, pk, DRAFT, OPEN)
    form = fields.BecauseForm(sent(request))
    return _page(
        request, row, form,
        lambda: withdraw_assessment.perform(
            **by(request, "Withdrawn on the site."), assessment=row, because=form.cleaned_data["because"]
        ),
        "The assessment is withdrawn, and its answers are destroyed.", "Withdraw the assessment", password=True,
        caution="Answers that were given are destroyed.",
    )  # fmt: skip
