"""The annual open: ask for the contracts of a year, see how far the work is, stop it and let it go on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import contracting, open_contract_year, resume_job, stop_job
from meritbook.actions import year_opening as opening
from meritbook.actions.permissions import Capability
from meritbook.desk import jobs as read
from meritbook.records import clock
from meritbook.web.forms.agreements import OpenYearForm
from meritbook.web.http import Request, actor, page
from meritbook.web.views.acting import act_page, sent
from meritbook.web.views.contract_frame import trail


@page("GET", "POST", needs=Capability.OPEN_YEAR)
def year_open(request: Request) -> HttpResponse:
    """Ask for the contracts of a year to be drawn up; below, what was asked for before."""
    standing = request.standing
    year = contracting.year_of(standing.on)
    everywhere = opening.everywhere(standing)
    departments = opening.departments(standing)
    initial: dict[str, Any] = {"starts_on": year.ends_before if year else None}
    if not everywhere and len(departments) == 1:
        initial["department"] = departments[0].pk
    form = OpenYearForm(sent(request), initial=initial, departments=departments, everywhere=everywhere)

    def act() -> tuple[str, str]:
        job = open_contract_year.perform(actor(request), at=clock.now(), **form.cleaned_data)
        return "It is begun. You may leave the page: the work goes on.", reverse("web:year_work", args=[job.pk])

    return act_page(
        request,
        form,
        act,
        template="web/year_open.html",
        heading="Open the contracts of a year",
        intro="For every executive in office on the first day who has no contract for that year, a draft is drawn up "
        "from last year's words, or from the form. Nobody else reads a draft before it is proposed.",
        button="Draw them up",
        back=reverse("web:agreements"),
        works=read.openings(standing),
        trail=trail(None, ("Open a year", "")),
    )


@page("GET", needs=Capability.OPEN_YEAR)
def year_work(request: Request, pk: int) -> HttpResponse:
    """How far the work is, and whom it left out."""
    one = read.opening(request.standing, pk)
    if request.htmx:
        return render(request, "partials/year_job.html", {"one": one})
    left = read.left_out(one.row)
    context = {
        "one": one,
        "left": left[: read.SHOWN],
        "left_total": one.row.left_out,
        "trail": trail(None, ("Open a year", reverse("web:year_open")), ("Work", "")),
    }
    return render(request, "web/year_work.html", context)


@page("POST", needs=Capability.OPEN_YEAR)
def year_stop(request: Request, pk: int) -> HttpResponse:
    """Stop the work after the part at hand."""
    one = read.opening(request.standing, pk)
    stop_job.perform(actor(request), at=clock.now(), why="Stopped on its page.", job=one.row)
    messages.success(request, "Stopped. What is drawn up stays.")
    return HttpResponseRedirect(reverse("web:year_work", args=[pk]))


@page("POST", needs=Capability.OPEN_YEAR)
def year_resume(request: Request, pk: int) -> HttpResponse:
    """Let the work go on."""
    one = read.opening(request.standing, pk)
    resume_job.perform(actor(request), at=clock.now(), why="Resumed on its page.", job=one.row)
    messages.success(request, "It goes on where it ended, in your name.")
    return HttpResponseRedirect(reverse("web:year_work", args=[pk]))
