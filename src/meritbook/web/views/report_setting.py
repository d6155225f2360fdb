"""Reports of competency assessments as long work: ask for it, see how far it is, stop it and let it go on."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import resume_job, set_reports, stop_job
from meritbook.actions.permissions import Capability
from meritbook.desk import assessment_reports as read
from meritbook.desk.jobs import SHOWN, left_out
from meritbook.desk.results_reach import departments
from meritbook.web.forms.assessment_reports import SetReportsForm
from meritbook.web.http import Request, actor, by, page
from meritbook.web.views.acting import act_page, sent
from meritbook.web.views.assessment_reports import HERE, trail
from meritbook.web.views.competency_frame import framed

KEEP = Capability.KEEP_ASSESSMENT


@page("GET", "POST", needs=KEEP)
def report_setting(request: Request) -> HttpResponse:
    """Ask for the reports that have no file yet; below, what was asked for before."""
    standing = request.standing
    form = SetReportsForm(
        sent(request), departments=departments(standing, KEEP), everywhere=standing.results(KEEP) == Q()
    )

    def act() -> tuple[str, str]:
        job = set_reports.perform(actor(request), at=by(request, "")["at"], **form.cleaned_data)
        return "It is begun. You may leave the page: the work goes on.", reverse(
            "web:assessment_reports_work", args=[job.pk]
        )

    return act_page(
        request,
        form,
        act,
        template="web/report_setting.html",
        password=False,
        heading="Set the reports of closed assessments",
        intro="A file is made of every report that has none yet. Nobody reads a report by this: each file is open to "
        "its person alone.",
        button="Set them",
        back=reverse(HERE),
        works=read.works(standing),
        trail=[*trail(), ("Set reports", "")],
        **framed(request, HERE),
    )


@page("GET", needs=KEEP)
def report_work(request: Request, pk: int) -> HttpResponse:
    """How far the work is, and what it left out."""
    one = read.work(request.standing, pk)
    if request.htmx:
        return render(request, "partials/report_job.html", {"one": one})
    context = {
        **framed(request, HERE),
        "one": one,
        "left": left_out(one.row)[:SHOWN],
        "left_total": one.row.left_out,
        "trail": [*trail(), ("Set reports", reverse("web:assessment_reports_set")), ("Work", "")],
    }
    return render(request, "web/report_work.html", context)


@page("POST", needs=KEEP)
def report_work_stop(request: Request, pk: int) -> HttpResponse:
    """Stop the work after the part at hand."""
    one = read.work(request.standing, pk)
    stop_job.perform(**by(request, "Stopped on its page."), job=one.row)
    messages.success(request, "Stopped. The files that are made stay.")
    return HttpResponseRedirect(reverse("web:assessment_reports_work", args=[pk]))


@page("POST", needs=KEEP)
def report_work_resume(request: Request, pk: int) -> HttpResponse:
    """Let the work go on."""
    one = read.work(request.standing, pk)
    resume_job.perform(**by(request, "Resumed on its page."), job=one.row)
    messages.success(request, "It goes on where it ended, in your name.")
    return HttpResponseRedirect(reverse("web:assessment_reports_work", args=[pk]))
