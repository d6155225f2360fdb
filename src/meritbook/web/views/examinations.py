"""Examinations: the list, one with its counts and candidates, its files, its groups and its work."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import close_examination, jobs, open_examination, qualifying, resume_job, start_job, stop_job
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.core.errors import MeritbookError
from meritbook.core.verdict import Verdict
from meritbook.desk import examinations as read
from meritbook.desk import jobs as read_jobs
from meritbook.desk import pictures
from meritbook.desk import questions as read_questions
from meritbook.policies import load_policies
from meritbook.readers.batches import BATCH_LIMITS
from meritbook.records import clock
from meritbook.records.models import Examination, ExaminationStatus, Job, JobKind
from meritbook.web.errors import as_problem
from meritbook.web.forms.examinations import CandidatesFileForm, ExaminationForm, GroupForm
from meritbook.web.forms.people import WhyForm
from meritbook.web.http import Request, actor, number, page, page_number
from meritbook.web.step_up import asks_password
from meritbook.web.views.documents import upload_bytes

NAMES = {Verdict.MET: "meets the minimum qualifications", Verdict.NOT_MET: "does not meet the minimum qualifications"}


@page("GET", needs=Capability.READ_EXAMINATION)
def examinations(request: Request) -> HttpResponse:
    """The examinations that the person may read."""
    asked = request.GET.get("q", "").strip()[:200]
    state = request.GET.get("state", "")
    context = {
        "page": read.examinations(request.standing, page_number(request), asked=asked, state=state),
        "asked": asked,
        "state": state,
        "states": ExaminationStatus.choices,
        "may_open": request.standing.may(Capability.OPEN_EXAMINATION),
    }
    return render(request, "web/examinations.html", context)


@page("GET", "POST", needs=Capability.OPEN_EXAMINATION)
def examination_new(request: Request) -> HttpResponse:
    """Open an examination."""
    standing = request.standing
    form = ExaminationForm(
        request.POST or None,
        departments=read.departments(standing),
        statewide=standing.may(Capability.OPEN_EXAMINATION, Examination()),
        requirements=read.requirements(number(request.GET.get("requirement"))),
        policies=_policies(),
        initial={"requirement": request.GET.get("requirement", "")},
    )
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            made = open_examination.perform(actor(request), at=clock.now(), **form.cleaned_data)
        except MeritbookError as refused:
            problem = as_problem(refused)
        else:
            messages.success(request, f"Examination {made.number} is open. Read a file of candidates in.")
            return HttpResponseRedirect(reverse("web:examination", args=[made.pk]))
    context = {
        "form": form,
        "problem": problem,
        "heading": "Open an examination",
        "intro": "Candidates for one class or position, judged against one requirement, as of one day.",
        "button": "Open the examination",
        "trail": [("Examinations", reverse("web:examinations")), ("Open one", "")],
    }
    return render(request, "web/form.html", context, status=200 if request.method == "GET" else 422)


@page("GET", needs=Capability.READ_EXAMINATION)
def examination(request: Request, pk: int) -> HttpResponse:
    """One examination: how many are computed and determined how, its candidates, and its work."""
    standing = request.standing
    row = read.examination(standing, pk)
    asked = read.Asked.of(request.GET)
    is_open = row.status == ExaminationStatus.OPEN
    may = {
        name: is_open and standing.may(capability, row)
        for name, capability in (
            ("receive", Capability.RECEIVE_APPLICATION),
            ("settle", Capability.SETTLE_QUESTION),
            ("determine", Capability.DETERMINE_QUALIFICATION),
            ("close", Capability.OPEN_EXAMINATION),
        )
    }
    groups = read.groups(row)
    context = {
        "row": row,
        "is_open": is_open,
        "groups": groups,
        "total": sum(one.count for one in groups),
        "picture": pictures.verdicts(groups),
        "page": read.candidates(row, asked, page_number(request)),
        "asked": asked,
        "verdicts": [*read.WORDS.items(), ("none", "Not judged yet")],
        "states": read.STATES.items(),
        "jobs": read_jobs.jobs(row),
        "outdated": qualifying.outdated(row).count(),
        "may": may,
        "trail": _trail(row),
    }
    return render(request, "web/examination.html", context)


@page("GET", "POST", needs=Capability.RECEIVE_APPLICATION)
def examination_file(request: Request, pk: int) -> HttpResponse:
    """Read a file of candidates in: a worker receives and judges them."""
    row = _acted_on(request, pk, Capability.RECEIVE_APPLICATION)
    form = CandidatesFileForm(request.POST or None, request.FILES or None, most=BATCH_LIMITS.max_bytes)
    problem = None
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            job = start_job.perform(
                actor(request),
                at=clock.now(),
                why=form.cleaned_data["why"],
                examination=row,
                kind=JobKind.RECEIVE,
                data=upload_bytes(upload, BATCH_LIMITS),
                name=upload.name,
            )
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            problem = as_problem(refused)
        else:
            return HttpResponseRedirect(reverse("web:job", args=[pk, job.pk]))
    context = {
        "form": form,
        "problem": problem,
        "heading": "Read a file of candidates in",
        "intro": "A candidate with a line that cannot be read is left out whole and named with the reason; the others "
        "are received and judged. Numbers that the examination has already are left as they are.",
        "button": "Read the file",
        "upload": True,
        "trail": _trail(row, ("Read a file in", "")),
    }
    return render(request, "web/form.html", context, status=200 if request.method == "GET" else 422)


@page("GET", "POST", needs=Capability.OPEN_EXAMINATION)
def examination_close(request: Request, pk: int) -> HttpResponse:
    """Close an examination, with the reason."""
    row = _acted_on(request, pk, Capability.OPEN_EXAMINATION)
    form = WhyForm(request.POST or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            close_examination.perform(actor(request), at=clock.now(), why=form.cleaned_data["why"], examination=row)
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            problem = as_problem(refused)
        else:
            messages.success(request, f"Examination {row.number} is closed.")
            return HttpResponseRedirect(reverse("web:examination", args=[pk]))
    waiting = sum(one.waiting for one in read.groups(row))
    left = f"{waiting:,} candidates have no determination. " if waiting else "Every candidate has a determination. "
    context = {
        "form": form,
        "problem": problem,
        "heading": f"Close examination {row.number}",
        "intro": left + "Once closed it takes no application, answer or determination, and does not open again.",
        "button": "Close the examination",
        "trail": _trail(row, ("Close", "")),
    }
    return render(request, "web/form.html", context, status=200 if request.method == "GET" else 422)


@page("POST", needs=Capability.SETTLE_QUESTION)
def examination_judge(request: Request, pk: int) -> HttpResponse:
    """Judge again those whom a precedent has overtaken, or all."""
    row = _acted_on(request, pk, Capability.SETTLE_QUESTION)
    job = start_job.perform(
        actor(request),
        at=clock.now(),
        why="Asked for on the page of the examination.",
        examination=row,
        kind=JobKind.JUDGE,
        options={"which": "all" if "all" in request.POST else "outdated"},
    )
    return HttpResponseRedirect(reverse("web:job", args=[pk, job.pk]))


@page("GET", "POST", needs=Capability.DETERMINE_QUALIFICATION)
def examination_determine(request: Request, pk: int) -> HttpResponse:
    """Determine a group as it was computed: choose it, see the number, confirm."""
    row = _acted_on(request, pk, Capability.DETERMINE_QUALIFICATION)
    counts = {str(verdict): jobs.group(row, verdict).count() for verdict in jobs.OUTCOMES}
    form = GroupForm(request.POST or None, counts=counts, today=request.standing.on)
    context: dict[str, Any] = {"row": row, "form": form, "counts": counts, "trail": _trail(row, ("Determine", ""))}
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        confirmed = number(request.POST.get("expected"))
        if confirmed is None:
            context.update(values=values, expected=counts[values["verdict"]], outcome=NAMES[Verdict(values["verdict"])])
            return render(request, "web/examination_confirm.html", context)
        try:
            done: HttpResponse = _determine(request, row, values, confirmed)
            return done
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            context["problem"] = as_problem(refused)
    return render(request, "web/examination_determine.html", context, status=200 if request.method == "GET" else 422)


@asks_password
def _determine(request: Request, row: Examination, values: dict[str, Any], expected: int) -> HttpResponse:
    last = values["answer_by"]
    job = start_job.perform(
        actor(request),
        at=clock.now(),
        why=values["reason"] or "What was computed is determined.",
        examination=row,
        kind=JobKind.DETERMINE,
        options={
            "verdict": values["verdict"],
            "reason": values["reason"],
            "answer_by": last.isoformat() if last else "",
            "expected": expected,
        },
    )
    return HttpResponseRedirect(reverse("web:job", args=[row.pk, job.pk]))


@page("GET", needs=Capability.READ_EXAMINATION)
def job(request: Request, pk: int, job: int) -> HttpResponse:
    """One piece of long work: how far it is, and what it left out."""
    row = read.examination(request.standing, pk)
    if request.htmx:
        # Only how far it is: the list of what was left out may be long, and is shown when the work has ended.
        return render(request, "partials/job.html", {"row": row, "one": read_jobs.job(row, job, listed=False)})
    one = read_jobs.job(row, job)
    left = read_jobs.left_out(one.row)
    context = {
        "row": row,
        "one": one,
        "left": left[: read_jobs.SHOWN],
        "left_total": one.row.left_out,
        "may_act": row.status == ExaminationStatus.OPEN and request.standing.may(jobs.NEEDS[one.row.kind], row),
        "trail": _trail(row, ("Work", "")),
    }
    return render(request, "web/job.html", context)


@page("GET", needs=Capability.READ_EXAMINATION)
def job_left_out(request: Request, pk: int, job: int) -> HttpResponse:
    """What a piece of work left out, line by line with reason and code, as CSV."""
    one = read_jobs.job(read.examination(request.standing, pk), job)
    response = HttpResponse(read_jobs.table_of(read_jobs.left_out(one.row)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="left-out-{one.id}.csv"'
    return response


@page("POST", needs=Capability.READ_EXAMINATION)
def job_stop(request: Request, pk: int, job: int) -> HttpResponse:
    """Stop a piece of work after the part at hand."""
    one = read_jobs.job(read.examination(request.standing, pk), job)
    stop_job.perform(actor(request), at=clock.now(), why="Stopped on its page.", job=one.row)
    messages.success(request, "Stopped. What is done stays.")
    return HttpResponseRedirect(reverse("web:job", args=[pk, job]))


@page("POST", needs=Capability.READ_EXAMINATION)
def job_resume(request: Request, pk: int, job: int) -> HttpResponse:
    """Let a piece of work go on; work that determines asks for the password, as when it was asked for."""
    one = read_jobs.job(read.examination(request.standing, pk), job)
    require(actor(request), jobs.NEEDS[one.row.kind], one.row, on=request.standing.on)
    resume = _resume_with_password if one.row.kind == JobKind.DETERMINE else _resume
    resumed: HttpResponse = resume(request, one.row)
    return resumed


def _resume(request: Request, row: Job) -> HttpResponse:
    resume_job.perform(actor(request), at=clock.now(), why="Resumed on its page.", job=row)
    messages.success(request, "It goes on where it ended, in your name.")
    return HttpResponseRedirect(reverse("web:job", args=[row.examination_id, row.pk]))


_resume_with_password = asks_password(_resume)


@page("GET", needs=Capability.READ_EXAMINATION)
def examination_questions(request: Request, pk: int) -> HttpResponse:
    """The open questions of an examination, each once, the one that most candidates wait for first."""
    row = read.examination(request.standing, pk)
    overview = read_questions.overview(row)
    context = {
        "row": row,
        "page": read_questions.questions(row, page_number(request), total=overview.shared + overview.single),
        "overview": overview,
        "may_settle": row.status == ExaminationStatus.OPEN and request.standing.may(Capability.SETTLE_QUESTION, row),
        "outdated": qualifying.outdated(row).count(),
        "trail": _trail(row, ("Open questions", "")),
    }
    return render(request, "web/examination_questions.html", context)


def _acted_on(request: Request, pk: int, capability: Capability) -> Examination:
    """An examination that the person may act on; whether it is open, the action says."""
    row = read.examination(request.standing, pk)
    require(actor(request), capability, row, on=request.standing.on)
    return row


def _policies() -> list[tuple[str, str]]:
    found = []
    for key, policy in load_policies().items():
        found.append((key, policy.name))
        if policy.kind == "jurisdiction":
            found.append((f"{key}+plain", f"{policy.name}, and where it is silent the plain office default"))
    return found


def _trail(row: Examination, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    here = reverse("web:examination", args=[row.pk]) if steps else ""
    return [("Examinations", reverse("web:examinations")), (row.number, here), *steps]
