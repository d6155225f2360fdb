"""Reports of competency assessments: the list, a report, its file and its table, and whom its person shows it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import assessing, set_report, share_report, withdraw_report_share
from meritbook.actions import assessment_reports as told
from meritbook.actions.permissions import Capability
from meritbook.core.competencies.report_words import reader_words
from meritbook.desk import assessment_reports as read
from meritbook.records.models import MultiraterAssessment
from meritbook.web.forms.assessment_reports import ShareForm
from meritbook.web.forms.development import NoForm
from meritbook.web.http import Request, by, page
from meritbook.web.views.acting import act_and_back, sent
from meritbook.web.views.competency_frame import framed
from meritbook.web.views.documents import download

READ, KEEP = Capability.READ_OWN_REPORT, Capability.KEEP_ASSESSMENT
HERE = "web:assessment_reports"


def trail(row: MultiraterAssessment | None = None) -> list[tuple[str, str]]:
    """The way to a page below the list, or below a report."""
    way = [("Reports", reverse(HERE))]
    return way if row is None else [*way, (_called(row), reverse("web:assessment_report", args=[row.pk]))]


def _called(row: MultiraterAssessment) -> str:
    return f"Report of {row.subject.full_name}"


@page("GET", needs=READ)
def assessment_reports(request: Request) -> HttpResponse:
    """One's own reports, and the parts that others show."""
    context = {
        **framed(request, HERE),
        "own": read.own(request.standing),
        "shown": read.shown_to(request.standing),
        "may_set": request.standing.may(KEEP),
        "trail": [("Reports", "")],
    }
    return render(request, "web/assessment_reports.html", context)


@page("GET", needs=READ)
def assessment_report(request: Request, pk: int) -> HttpResponse:
    """One report, or the part of it that is shown."""
    shown = read.page(request.standing, pk)
    context = {
        **framed(request, HERE),
        "shown": shown,
        "row": shown.row,
        "report": shown.report,
        "trail": [*trail(), (_called(shown.row), "")],
    }
    return render(request, "web/assessment_report.html", context)


@page("GET", needs=READ)
def assessment_report_table(request: Request, pk: int) -> HttpResponse:
    """The figures of the page as CSV."""
    response = HttpResponse(read.table(request.standing, pk), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="competency-report-{pk}.csv"'
    return response


@page("GET", "POST", needs=READ)
def assessment_report_paper(request: Request, pk: int) -> HttpResponse:
    """Set one's own report as a file; opened, the newest file of it."""
    row = read.mine(request.standing, pk)
    back = reverse("web:assessment_report", args=[pk])
    if request.method == "POST":
        set_report.perform(**by(request, "Set on its page."), assessment=row)
        messages.success(request, "The file is made. It is open to you alone; what you do with it is up to you.")
        return HttpResponseRedirect(f"{back}#paper")
    return download(read.paper_of(row).document, told.file_name(row))


@page("GET", "POST", needs=READ)
def assessment_report_share(request: Request, pk: int) -> HttpResponse:
    """Show somebody one's own report, or a part of it."""
    row = read.mine(request.standing, pk)
    policy = assessing.policy_of(row)
    report = read.report_of(row, None, None)
    form = ShareForm(sent(request), readers=policy.readers, lines=report.lines)
    return act_and_back(
        request,
        form,
        lambda: share_report.perform(**by(request, "Shown on the site."), assessment=row, **form.cleaned_data),
        lambda share: f"{share.reader.full_name} can read what you chose, from now on.",
        "Show it to somebody",
        way=trail(row),
        lead=_called(row),
        back=reverse("web:assessment_report", args=[pk]),
        template="web/assessment_report_share.html",
        readers=policy.readers,
        caution=reader_words(report),
        intro="They read, on this site, the competencies that you choose and nothing else of it: with what changed in "
        "them since the assessment before, and without a file. You can take it back at any time.",
    )


@page("GET", "POST", needs=READ)
def assessment_report_unshare(request: Request, pk: int, share: int) -> HttpResponse:
    """Take back what is shown somebody."""
    row = read.mine(request.standing, pk)
    held = read.share_of(row, share)
    form = NoForm(sent(request))
    return act_and_back(
        request,
        form,
        lambda: withdraw_report_share.perform(**by(request, "Taken back on the site."), share=held),
        f"{held.reader.full_name} does not read it any more.",
        "Take it back",
        way=trail(row),
        lead=f"{_called(row)}, shown to {held.reader.full_name}",
        back=reverse("web:assessment_report", args=[pk]),
        intro="From this moment on they read nothing of it here. What they remember or wrote down stays with them.",
    )
