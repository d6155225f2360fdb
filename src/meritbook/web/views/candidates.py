"""A candidate's statement written down by form: a new candidate of an examination, and the answer to a notice."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import amend_statement, receive_applications
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.actions.qualifying_policies import PersonTakenError, StatedAnewError
from meritbook.core.errors import MeritbookError
from meritbook.core.qualifications.candidate import Application as Handed
from meritbook.core.qualifications.candidate import Candidate, Person
from meritbook.desk import applications as read
from meritbook.records import clock
from meritbook.records.models import Application, Examination, Statement
from meritbook.web.errors import as_problem
from meritbook.web.forms.candidates import CandidateForm
from meritbook.web.http import Request, actor, number, page

GROUPS = (
    ("jobs", "Work", "job", "One entry for each job. Add another for a new title, or describe a change of hours."),
    ("degrees", "Study", "study", "Each degree, and study without one."),
    ("licences", "Licences and certificates", "licence", "Each that may bear on the class."),
)
"""For each group of rows: its name, its heading, what one row is called, and a hint."""


@page("GET", "POST", needs=Capability.RECEIVE_APPLICATION)
def candidate_new(request: Request, pk: int) -> HttpResponse:
    """Write down the application of one more candidate, as it was handed in on paper."""
    examination = read.examination(request.standing, pk, Capability.RECEIVE_APPLICATION)
    require(actor(request), Capability.RECEIVE_APPLICATION, examination, on=request.standing.on)
    form = CandidateForm(request.POST if request.method == "POST" else None)
    context = {
        "examination": examination,
        "heading": "Write down an application",
        "draft": f"candidate-new-{examination.pk}",
        "back": reverse("web:examination", args=[examination.pk]),
        "trail": _trail(examination, ("Write down an application", "")),
    }
    problem = None
    stated = _stated(request, form, examination)
    if stated is not None:
        try:
            if (done := _receive(request, examination, form, stated)) is not None:
                return done
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            problem = as_problem(refused)
    return _form(request, form, context, problem)


@page("GET", "POST", needs=Capability.RECEIVE_APPLICATION)
def answer(request: Request, pk: int) -> HttpResponse:
    """Write down a candidate's answer: the statement that stands is the beginning of the next one."""
    row = read.application(request.standing, pk)
    require(actor(request), Capability.RECEIVE_APPLICATION, row, on=request.standing.on)
    sent = number(request.POST.get("base"))
    base = read.statement(row, sent) or read.newest(row)
    form = CandidateForm(
        request.POST if request.method == "POST" else None,
        base=base.candidate,
        taken=read.ids_used(row.statements.all()),
    )
    context = {
        "examination": row.examination,
        "row": row,
        "base": base,
        "heading": f"Candidate {row.number}: amend the statement",
        "draft": f"candidate-{row.pk}-{base.version}",
        "back": reverse("web:application", args=[row.pk]),
        "trail": _trail(
            row.examination,
            (f"Candidate {row.number}", reverse("web:application", args=[row.pk])),
            ("Amend the statement", ""),
        ),
    }
    problem = None
    stated = _stated(request, form, row.examination)
    if stated is not None:
        try:
            if base.pk != sent:
                raise StatedAnewError("The form does not say which statement it was made from.", where="statement")
            return _amend(request, row, stated, base)
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            problem = as_problem(refused)
    return _form(request, form, context, problem)


def _stated(request: Request, form: CandidateForm, examination: Examination) -> Candidate | None:
    """What was stated, when the form was sent, is right, and what it leaves unclear was read by whoever sent it."""
    if request.method != "POST" or form.asks_for_rows or not form.is_valid():
        return None
    stated = form.candidate(on=examination.on)
    if stated is None or (form.seen and request.POST.get("seen") != form.seen):
        return None
    return stated


def _receive(request: Request, examination: Examination, form: CandidateForm, stated: Candidate) -> HttpResponse | None:
    person = form.person.person() if form.person is not None else Person()
    account = form.person.cleaned_data["account"] if form.person is not None else None
    received, skipped = receive_applications.perform(
        actor(request),
        at=clock.now(),
        why="An application on paper was written down by form.",
        examination=examination,
        applications=(Handed(person=person, candidate=stated),),
        users={stated.number.strip(): account} if account is not None else {},
    )
    if skipped:
        if account is not None and skipped[0].code == PersonTakenError.code:
            form.person.add_error("account", skipped[0].says)  # type: ignore[union-attr]
        else:
            form.answers.add_error("number", skipped[0].says)
        return None
    row = received[0]
    messages.success(request, f"Received as candidate {row.number}.")
    return HttpResponseRedirect(f"{reverse('web:application', args=[row.pk])}?saved=1")


def _amend(request: Request, row: Application, stated: Candidate, base: Statement) -> HttpResponse:
    done = amend_statement.perform(
        actor(request),
        at=clock.now(),
        why="The candidate's answer was written down by form.",
        application=row,
        candidate=stated,
        seen=base,
    )
    messages.success(request, f"Version {done.version} of the statement is what is judged now.")
    return HttpResponseRedirect(f"{reverse('web:application', args=[row.pk])}?saved=1")


def _form(
    request: Request, form: CandidateForm, context: dict[str, Any], problem: dict[str, Any] | None
) -> HttpResponse:
    mistakes = form.errors() if request.method == "POST" and not form.asks_for_rows else []
    if mistakes:
        problem = {
            "message": "The statement cannot be kept as it is.",
            "to_do": "Mend what is listed. Nothing that you typed is lost.",
            "code": "form.invalid",
            "where": "",
            "list": mistakes,
        }
    context.update(
        form=form,
        groups=[(name, heading, word, hint, getattr(form, name)) for name, heading, word, hint in GROUPS],
        noted=form.noted() if not problem else [],
        problem=problem,
        answered=request.method == "POST",
    )
    unread = bool(form.found) and not problem
    return render(request, "web/candidate_form.html", context, status=422 if problem or unread else 200)


def _trail(examination: Examination, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        ("Examinations", reverse("web:examinations")),
        (examination.number, reverse("web:examination", args=[examination.pk])),
        *steps,
    ]
