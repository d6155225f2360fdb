"""Values from files: hand one in, see what it would record, mend cells, record all or nothing; large ones as work."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import import_values, record_value_file, resume_job, stop_job, take_value_file
from meritbook.actions.permissions import Capability, ForbiddenError
from meritbook.actions.value_lines import LEFT_OUT
from meritbook.core.errors import MeritbookError
from meritbook.desk import jobs as jobs_read
from meritbook.desk import value_files as read
from meritbook.desk.value_sample import NAME as SAMPLE
from meritbook.desk.value_sample import sample
from meritbook.records import clock
from meritbook.web.errors import as_problem
from meritbook.web.forms.measures import ValueFileForm
from meritbook.web.http import Request, actor, number, page
from meritbook.web.views import typed
from meritbook.web.views.acting import act_page, sent
from meritbook.web.views.results_frame import framed
from meritbook.writers.value_sample import XLSX

RECORD = Capability.RECORD_VALUE
MEND, LEAVE = "mend:", "leave:"
MOST_MENDS = 2_000


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Results", reverse("web:measures")), *more]


@page("GET", "POST", needs=RECORD)
def value_files(request: Request) -> HttpResponse:
    """Hand a file in; below, those handed in before."""
    form = ValueFileForm(sent(request), request.FILES or None)

    def act() -> tuple[str, str]:
        values = form.cleaned_data
        upload = values["file"]
        data, name = upload.read(), upload.name
        if values["in_parts"]:
            job = import_values.perform(
                actor(request), at=clock.now(), why="Values of a file.", data=data, name=name, source=values["source"]
            )
            return "It is begun. You may leave the page: the work goes on.", reverse("web:value_work", args=[job.pk])
        done = take_value_file.perform(actor(request), at=clock.now(), why="Values of a file.", data=data, name=name)
        return "Read. Nothing is recorded yet.", reverse("web:value_file", args=[done.pk])

    return act_page(
        request,
        form,
        act,
        template="web/value_files.html",
        password=False,
        heading="Record values from a file",
        button="Read it",
        back=reverse("web:measures"),
        files=read.files(request.standing),
        works=read.works(request.standing),
        trail=_trail(("Values from a file", "")),
        **framed(request, "web:measures"),
    )


@page("GET", needs=RECORD)
def value_sample(request: Request) -> HttpResponse:
    """A workbook with mistakes for one's own measures, to try the import with."""
    response = HttpResponse(sample(request.standing), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{SAMPLE}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _mends(request: Request) -> dict[str, str]:
    """By cell what was typed; a box that is ticked leaves the cell out."""
    took = typed.taken(request, f"valuefile:{request.resolver_match.kwargs['pk']}") if request.resolver_match else None
    data: Any = request.POST if request.method == "POST" else (took or {})
    found = {name.removeprefix(MEND): data[name] for name in data if name.startswith(MEND) and data[name].strip()}
    found |= {name.removeprefix(LEAVE): LEFT_OUT for name in data if name.startswith(LEAVE)}
    return {place[:120]: text[:400] for place, text in list(found.items())[:MOST_MENDS]}


@page("GET", "POST", needs=RECORD)
def value_file(request: Request, pk: int) -> HttpResponse:
    """What the file would record, with the cells to mend; sent, checked again or recorded."""
    row = read.file(request.standing, pk)
    mends = _mends(request)
    problem, status = None, 200
    if request.method == "POST" and request.POST.get("do") == "record":
        try:
            done = record_value_file.perform(
                actor(request),
                at=clock.now(),
                why="Values of a file.",
                file=row,
                source=request.POST.get("source", ""),
                mends=mends,
                seen=request.POST.get("seen", ""),
            )
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            problem, status = as_problem(refused), refused.http_status
        else:
            typed.sent(request, f"valuefile:{pk}")
            messages.success(request, f"{done.rows} value{'' if done.rows == 1 else 's'} on record, as one batch.")
            return HttpResponseRedirect(reverse("web:value_file", args=[pk]))
    shown = read.preview(request.standing, row, mends, number=number(request.POST.get("page"), 1) or 1)
    waiting = {one.place for one in shown.troubles}
    context = {
        **framed(request, "web:measures"),
        "row": row,
        "shown": shown,
        "problem": problem,
        "mended": {place: text for place, text in mends.items() if place not in waiting},
        "mends": mends,
        "source": request.POST.get("source", ""),
        "typed": typed.offered(request, f"valuefile:{pk}"),
        "trail": _trail(("Values from a file", reverse("web:value_files")), (row.name, "")),
    }
    return render(request, "web/value_file.html", context, status=status)


@page("GET", needs=RECORD)
def value_work(request: Request, pk: int) -> HttpResponse:
    """How far the work on a large file is, and which lines cannot be taken."""
    one = read.work(request.standing, pk)
    left = jobs_read.left_out(one.row)
    context = {
        **framed(request, "web:measures"),
        "one": one,
        "left": left[: jobs_read.SHOWN],
        "left_total": one.row.left_out,
        "trail": _trail(("Values from a file", reverse("web:value_files")), ("Work", "")),
    }
    return render(request, "web/value_work.html", context)


@page("POST", needs=RECORD)
def value_work_stop(request: Request, pk: int) -> HttpResponse:
    """Stop the work after the part at hand."""
    one = read.work(request.standing, pk)
    stop_job.perform(actor(request), at=clock.now(), why="Stopped on its page.", job=one.row)
    messages.success(request, "Stopped. What is recorded stays.")
    return HttpResponseRedirect(reverse("web:value_work", args=[pk]))


@page("POST", needs=RECORD)
def value_work_resume(request: Request, pk: int) -> HttpResponse:
    """Let the work go on."""
    one = read.work(request.standing, pk)
    resume_job.perform(actor(request), at=clock.now(), why="Resumed on its page.", job=one.row)
    messages.success(request, "It goes on where it ended, in your name.")
    return HttpResponseRedirect(reverse("web:value_work", args=[pk]))
