"""Precedents: the list, one of them, overruling it; and a question of an examination answered once for all."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import jobs, overrule_precedent, qualifying, settle_question, start_job
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.core.errors import MeritbookError
from meritbook.core.verdict import Verdict
from meritbook.desk import examinations as read_examinations
from meritbook.desk import precedents as read
from meritbook.desk import questions as read_questions
from meritbook.records import clock
from meritbook.records.models import Examination, ExaminationStatus, Job, JobKind, Precedent, PrecedentStatus
from meritbook.web.errors import as_problem
from meritbook.web.forms.applications import SettleForm
from meritbook.web.forms.people import WhyForm
from meritbook.web.http import Request, actor, page, page_number


@page("GET", needs=Capability.READ_PRECEDENT)
def precedents(request: Request) -> HttpResponse:
    """What was answered and is remembered."""
    asked, state = request.GET.get("q", "").strip()[:200], request.GET.get("state", "")
    context = {
        "page": read.precedents(page_number(request), asked_for=asked, status=state),
        "asked": asked,
        "state": state,
        "states": PrecedentStatus.choices,
    }
    return render(request, "web/precedents.html", context)


@page("GET", needs=Capability.READ_PRECEDENT)
def precedent(request: Request, pk: int) -> HttpResponse:
    """One precedent: the question, the answer, why, and whom it decides."""
    return _page(request, read.precedent(pk))


@page("POST", needs=Capability.OVERRULE_PRECEDENT)
def precedent_overrule(request: Request, pk: int) -> HttpResponse:
    """Overrule a precedent, with the reason; those whom it decided are judged again."""
    row = read.precedent(pk)
    form = WhyForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form=form)
    touched = read.examinations_of(row)
    try:
        overrule_precedent.perform(actor(request), at=clock.now(), why=form.cleaned_data["why"], precedent=row)
    except ForbiddenError:
        raise
    except MeritbookError as refused:
        return _page(request, row, form=form, problem=as_problem(refused))
    reach = request.standing.examinations(Capability.SETTLE_QUESTION)
    for one in reach.filter(pk__in=touched, status=ExaminationStatus.OPEN):
        _judge_outdated(request, one, f"Precedent {row.pk} was overruled.")
    messages.success(request, "Overruled. The question is open again for everybody whom it decided.")
    return HttpResponseRedirect(reverse("web:precedent", args=[pk]))


@page("GET", "POST", needs=Capability.READ_EXAMINATION)
def examination_question(request: Request, pk: int, question: int) -> HttpResponse:
    """One open question of an examination, answered once for all who wait for it."""
    standing = request.standing
    row = read_examinations.examination(standing, pk)
    if request.method == "POST":
        require(actor(request), Capability.SETTLE_QUESTION, row, on=standing.on)
    asked = read_questions.question(row, question)
    form = SettleForm(
        request.POST or None,
        about_job=bool(asked.asked.question.job),
        asks_months=asked.asked.question.asks_months,
        remembers="",
    )
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            return _settle(request, row, asked, form.cleaned_data)
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            problem = as_problem(refused)
    trail = [
        ("Examinations", reverse("web:examinations")),
        (row.number, reverse("web:examination", args=[pk])),
        ("Open questions", reverse("web:examination_questions", args=[pk])),
        ("Answer one", ""),
    ]
    context = {
        "row": row,
        "waiting": asked,
        "form": form,
        "problem": problem,
        "may_settle": row.status == ExaminationStatus.OPEN and standing.may(Capability.SETTLE_QUESTION, row),
        "page": read_questions.waiting_for(row, question, page_number(request)),
        "trail": trail,
    }
    return render(request, "web/examination_question.html", context, status=200 if request.method == "GET" else 422)


def _settle(
    request: Request, row: Examination, waiting: read_questions.Waiting, values: dict[str, Any]
) -> HttpResponse:
    application, key = read_questions.first_waiting(row, waiting.id)
    settled = settle_question.perform(
        actor(request),
        at=clock.now(),
        why=values["why"],
        application=application,
        key=key,
        verdict=Verdict(values["verdict"]),
        months=values.get("months"),
        remember=True,
        # What was shown is the question as this statement puts it.
        seen=application.finding.statement,
    )
    said = f"Answered and remembered as precedent {settled.precedent_id}."
    why = f"Precedent {settled.precedent_id} was set."
    # Findings of an earlier version of the program may hold the question in other words than it is asked in now.
    same = settled.precedent is not None and settled.precedent.identity == waiting.asked.question.identity
    job = _judge_outdated(request, row, why) if same else _judge(request, row, why, which="all")
    reach = request.standing.examinations(Capability.SETTLE_QUESTION).filter(status=ExaminationStatus.OPEN)
    for other in reach.filter(applications__finding__asked__question=waiting.id).exclude(pk=row.pk).distinct():
        _judge_outdated(request, other, why)
    messages.success(request, said if job is None else f"{said} {job.total:,} more are judged by it now.")
    if job is not None:
        return HttpResponseRedirect(reverse("web:job", args=[row.pk, job.pk]))
    return HttpResponseRedirect(reverse("web:examination_questions", args=[row.pk]))


def _judge_outdated(request: Request, row: Examination, why: str) -> Job | None:
    """The work that judges those whom a precedent has overtaken; none where nobody is, or where it is under way."""
    return _judge(request, row, why, which="outdated") if qualifying.outdated(row).exists() else None


def _judge(request: Request, row: Examination, why: str, *, which: str) -> Job | None:
    try:
        return start_job.perform(
            actor(request),
            at=clock.now(),
            why=why,
            examination=row,
            kind=JobKind.JUDGE,
            options={"which": which},
        )
    except jobs.JobExistsError:
        # What runs already looks again before it ends, and finds them.
        return None


def _page(
    request: Request, row: Precedent, *, form: WhyForm | None = None, problem: dict[str, Any] | None = None
) -> HttpResponse:
    shown = read.page(request.standing, row)
    context = {
        "row": row,
        "shown": shown,
        "form": form or WhyForm(),
        "problem": problem,
        "may_overrule": shown.stands and request.standing.may(Capability.OVERRULE_PRECEDENT, row),
        "trail": [("Precedents", reverse("web:precedents")), (f"Precedent {row.pk}", "")],
    }
    return render(request, "web/precedent.html", context, status=422 if problem or form else 200)
