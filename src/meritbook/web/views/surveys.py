"""Surveys: the list, one with what came of it, the answering of one, and the acts of who keeps it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    answer_survey,
    change_survey,
    close_survey,
    draw_survey,
    open_survey,
    surveying,
    withdraw_survey,
)
from meritbook.actions import surveying_policies as possible
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.core.errors import MeritbookError
from meritbook.core.results.survey_lines import lines_of
from meritbook.desk import development_pictures as pictures
from meritbook.desk import surveys as read
from meritbook.desk.results_reach import departments
from meritbook.records.models import Survey, SurveyState
from meritbook.web.errors import as_problem
from meritbook.web.filling import padded, private, shorter_than_most
from meritbook.web.forms import development as fields
from meritbook.web.forms.executives import form_problems
from meritbook.web.http import Request, actor, by, page, page_number, said
from meritbook.web.views.acting import act_and_back, act_page, sent
from meritbook.web.views.results_frame import framed

ANSWER, READ, KEEP = Capability.ANSWER_SURVEY, Capability.READ_DEVELOPMENT, Capability.KEEP_DEVELOPMENT


def trail() -> list[tuple[str, str]]:
    """The way to a page below the list."""
    return [("Results", reverse("web:measures")), ("Surveys", reverse("web:surveys"))]


_said = partial(said, most=100)


@page("GET", needs=ANSWER)
def surveys(request: Request) -> HttpResponse:
    """The surveys that ask the person, and those that they keep or read."""
    state, words = _said(request, "state"), _said(request, "q")
    context = {
        **framed(request, "web:surveys"),
        "page": read.lines(request.standing, state=state, words=words, number=page_number(request)),
        "states": SurveyState.choices,
        "state": state,
        "words": words,
        "may_draw": request.standing.may(KEEP),
        "trail": [("Results", reverse("web:measures")), ("Surveys", "")],
    }
    return render(request, "web/surveys.html", context)


@page("GET", needs=ANSWER)
def survey(request: Request, key: str) -> HttpResponse:
    """One survey: its questions, and once it is closed, what came of it."""
    row = read.by_key(request.standing, key)
    shown = read.page(request.standing, row, group=_said(request, "group") or None)
    context = {
        **framed(request, "web:surveys"),
        "row": row,
        "shown": shown,
        "picture": pictures.shares(shown.result) if shown.result else None,
        "trail": [*trail(), (row.title, "")],
    }
    return render(request, "web/survey.html", context)


@page("GET", needs=ANSWER)
def survey_table(request: Request, key: str) -> HttpResponse:
    """What came of a closed survey, as CSV: the same figures as its page."""
    row = read.by_key(request.standing, key)
    response = HttpResponse(read.table(request.standing, row), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="survey-{row.key}.csv"'
    return response


@page("GET", "POST", needs=ANSWER)
def survey_answer(request: Request, key: str) -> HttpResponse:
    """Answer a survey: the answers are shown once more before they are sent, and kept nowhere until then."""
    row = read.by_key(request.standing, key)
    on = request.standing.on
    possible.check_asked(actor(request), row, on)
    possible.check_answered_now(row, on)
    possible.check_first(row, actor(request))
    questions = surveying.questions_of(surveying.current(row))
    # The keys of questions are anybody's words, and must not be taken for the buttons of this page.
    form = fields.AnswerForm(sent(request), questions=questions, prefix="q")
    problem, preview, status = None, None, 200
    if request.method == "POST" and "change" not in request.POST:
        if form.is_valid():
            try:
                if "seen" in request.POST:
                    return _send(request, row, form)
                preview = read.preview(row, form.cleaned_data)
            except ForbiddenError:
                raise
            except MeritbookError as refused:
                problem, status = as_problem(refused), refused.http_status
        else:
            status = 422
            problem = {
                "message": "It cannot be sent as it is.",
                "to_do": "Mend what is listed. Nothing that you typed is lost.",
                "code": "form.invalid",
                "where": "",
                "list": form_problems([form]),
            }
    context = {
        **framed(request, "web:surveys"),
        "row": row,
        "form": form,
        "preview": preview,
        "problem": problem,
        "trail": [*trail(), (row.title, reverse("web:survey", args=[row.key])), ("Answer", "")],
    }
    shown = private(render(request, "web/survey_answer.html", context, status=status))
    return padded(shown, spare=_spare(preview) if preview else 0)


def _spare(preview: read.Preview) -> int:
    """How many bytes more a preview would have in which every question with a scale got the answer that takes most."""

    def sent(place: int | None) -> int:
        return len(f' value="{place}"') if place else 0

    return sum(
        shorter_than_most([said], (*question.points, read.NOT_ANSWERED))
        + sent(len(question.points))
        - sent(preview.answers.scales.get(question.key))
        for question, said, _ in preview.lines
        if question.kind == "scale"
    )


def _send(request: Request, row: Survey, form: fields.AnswerForm) -> HttpResponse:
    answer_survey.perform(
        **by(request, answer_survey.WHY),
        survey=row,
        answers=form.cleaned_data,
        seen=request.POST.get("seen", ""),
    )
    messages.success(request, "Thank you. Your answers are in, and nobody can tell which of them are yours.")
    return HttpResponseRedirect(reverse("web:survey", args=[row.key]))


@page("GET", "POST", needs=KEEP)
def survey_new(request: Request) -> HttpResponse:
    """Draw up a survey."""
    closed = read.visible(request.standing).filter(state=SurveyState.CLOSED).order_by("title")
    form = fields.SurveyForm(
        sent(request),
        departments=departments(request.standing, KEEP),
        everywhere=request.standing.may(KEEP, Survey(department=None)),
        closed=closed,
    )

    def act() -> tuple[str, str]:
        row = draw_survey.perform(**by(request, "Drawn up on the site."), **form.cleaned_data)
        return "The survey is a draft. Open it when its questions stand.", reverse("web:survey", args=[row.key])

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Draw up a survey",
        button="Keep the draft",
        back=reverse("web:surveys"),
        trail=[*trail(), ("Draw up", "")],
    )


def _kept(request: Request, key: str, *states: str) -> Survey:
    """One that the person keeps, where it stands in one of the states; else its page offers no form."""
    row = read.by_key(request.standing, key)
    require(actor(request), KEEP, row, on=request.standing.on)
    possible.check_state(row, *states)
    return row


def _page(
    request: Request, row: Survey, form: forms.Form, perform: Callable[[], Any], says: str, heading: str, **more: Any
) -> HttpResponse:
    back = reverse("web:survey", args=[row.key])

    return act_and_back(
        request, form, perform, says, heading, way=[*trail(), (row.title, back)], lead=row.title, back=back, **more
    )


@page("GET", "POST", needs=KEEP)
def survey_change(request: Request, key: str) -> HttpResponse:
    """Change the questions of a draft."""
    row = _kept(request, key, SurveyState.DRAFT)
    stands = surveying.questions_of(surveying.current(row))
    form = fields.QuestionsForm(sent(request), initial={"questions": lines_of(stands)})
    return _page(
        request, row, form,
        lambda: change_survey.perform(**by(request, "Changed on the site."), survey=row, **form.cleaned_data),
        "The questions are changed.", "Change the questions",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def survey_open(request: Request, key: str) -> HttpResponse:
    """Open it between two days."""
    row = _kept(request, key, SurveyState.DRAFT)
    form = fields.DaysForm(sent(request), initial={"starts_on": request.standing.on})
    return _page(
        request, row, form,
        lambda: open_survey.perform(**by(request, "Opened on the site."), survey=row, **form.cleaned_data),
        "The survey is open on these days.", "Open the survey",
        intro="Its questions stand still from then on; what is wrong in them is mended only by withdrawing the survey.",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def survey_close(request: Request, key: str) -> HttpResponse:
    """Close it, and count."""
    row = _kept(request, key, SurveyState.OPEN)
    possible.check_over(row, request.standing.on)
    form = fields.NoForm(sent(request))
    return _page(
        request, row, form,
        lambda: close_survey.perform(**by(request, "Closed on the site."), survey=row),
        "The survey is closed and counted. No answer of a person is left.", "Close the survey",
        intro="The answers become counts, once and for all, and are destroyed. Groups that are too small are counted "
        "with others.",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def survey_withdraw(request: Request, key: str) -> HttpResponse:
    """Withdraw it."""
    row = _kept(request, key, SurveyState.DRAFT, SurveyState.OPEN)
    form = fields.WordsForm(sent(request), label="Reason")
    return _page(
        request, row, form,
        lambda: withdraw_survey.perform(
            **by(request, "Withdrawn on the site."), survey=row, because=form.cleaned_data["words"]
        ),
        "The survey is withdrawn, and its answers are destroyed.", "Withdraw the survey", password=True,
        caution="Answers that were given are destroyed.",
    )  # fmt: skip
