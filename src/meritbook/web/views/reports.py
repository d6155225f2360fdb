"""Annual reports, open to everybody once published: the list, an edition, a goal of it, its lists and its papers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions.permissions import Capability
from meritbook.core.results.licences import LICENCES
from meritbook.core.results.report import MeasureFact
from meritbook.desk import annual_reports as read
from meritbook.desk import report_drafts
from meritbook.desk.control_charts import drawn
from meritbook.records.models import AnnualReport, EditionStatus, ReportEdition
from meritbook.web.http import Request, page, page_number
from meritbook.web.views.results_frame import framed

FORMS = (
    ("pdf", "PDF, for reading and printing"),
    ("xlsx", "XLSX workbook"),
    ("zip", "Open data: CSV with description"),
)
ACTS = (
    ("write", "Write the draft", "web:report_write"),
    ("draft", "What would be published", "web:report_draft"),
    ("revise", "Begin a revised edition", "web:report_revise"),
)
"""The acts on a report, as buttons: name, label and address."""


@page("GET", public=True)
def reports(request: Request) -> HttpResponse:
    """The reports that the person may read, the newest year first."""
    standing = request.standing
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    context = {
        **framed(request, "web:reports"),
        "page": read.lines(standing, words=words, number=page_number(request)),
        "words": words,
        "may_begin": standing.user is not None and standing.may(Capability.KEEP_PLAN),
        "may_read": standing.may(Capability.READ_RESULTS),
        "trail": [("Annual reports", "")],
    }
    return render(request, "web/reports.html", context)


@page("GET", public=True)
def report(request: Request, key: str) -> HttpResponse:
    """The edition of a report that stands."""
    row = read.report(request.standing, key)
    return _edition(request, row, read.edition(request.standing, row))


@page("GET", public=True)
def report_edition(request: Request, key: str, number: int) -> HttpResponse:
    """One edition of a report."""
    row = read.report(request.standing, key)
    return _edition(request, row, read.edition(request.standing, row, number), named=True)


def _edition(request: Request, row: AnnualReport, chosen: ReportEdition, *, named: bool = False) -> HttpResponse:
    standing = request.standing
    context: dict[str, Any] = {
        **framed(request, "web:reports"),
        "report": row,
        "edition": chosen,
        "trail": trail(row, *([(f"Edition {chosen.number}", "")] if named else [])),
    }
    if not read.open_to(standing, chosen):
        context["editions"] = read.editions(standing, row)
        return render(request, "web/report_withdrawn.html", context, status=410)
    shown = read.shown(standing, chosen)
    acts = read.acts_on(standing, row)
    if standing.may(Capability.READ_RESULTS) and any(one.status == EditionStatus.DRAFT for one in shown.editions):
        acts |= {"draft"}
    context |= {
        "shown": shown,
        "head": shown.head,
        "last_day": shown.head.ends_before - timedelta(days=1),
        "stands": next((one for one in shown.editions if one.status == EditionStatus.PUBLISHED), None),
        "forms": FORMS if chosen.was_published else (),
        "licence": LICENCES.get(shown.head.licence, ""),
        "acts": [(label, reverse(name, args=[row.key])) for act, label, name in ACTS if act in acts],
        "may_withdraw": "withdraw" in acts and chosen.status != EditionStatus.WITHDRAWN,
    }
    return render(request, "web/report.html", context)


@page("GET", public=True)
def report_goal(request: Request, key: str, number: int, goal: str) -> HttpResponse:
    """A goal of an edition: its measures with target, actual and chart, and its actions."""
    standing = request.standing
    row = read.report(standing, key)
    chosen = read.edition(standing, row, number)
    told = read.goal(standing, chosen, goal)
    found = read.part_page(standing, chosen, "measure", goal=goal, number=page_number(request))
    context = {
        **framed(request, "web:reports"),
        "report": row,
        "edition": chosen,
        "goal": told,
        "page": found,
        "measures": [(one, _picture(one)) for one in found.rows if isinstance(one, MeasureFact)],
        "actions": report_drafts.actions_of(standing, chosen, goal),
        "left_out": report_drafts.left_out_of(standing, chosen, goal),
        "trail": trail(row, *_to(row, chosen), (told.called, "")),
    }
    return render(request, "web/report_goal.html", context)


def _picture(one: MeasureFact) -> Any:
    return drawn(one.chart(), one.unit) if one.history else None


@page("GET", public=True)
def report_list(request: Request, key: str, number: int, name: str) -> HttpResponse:
    """A list of an edition: what was left out, actions, resources moved, or what it says otherwise."""
    standing = request.standing
    row = read.report(standing, key)
    chosen = read.edition(standing, row, number)
    found = read.listed(standing, chosen, name, page_number(request))
    context = {
        **framed(request, "web:reports"),
        "report": row,
        "edition": chosen,
        "name": name,
        "heading": read.LISTS[name][1],
        "page": found,
        "rows": found.rows,
        "trail": trail(row, *_to(row, chosen), (read.LISTS[name][1], "")),
    }
    return render(request, "web/report_list.html", context)


@page("GET", public=True)
def report_file(request: Request, key: str, number: int, form: str) -> HttpResponse:
    """An edition as PDF, workbook or open data."""
    standing = request.standing
    row = read.report(standing, key)
    kept, name = read.paper(standing, read.edition(standing, row, number), form)
    response = HttpResponse(kept.original(), content_type=kept.media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def trail(row: AnnualReport | None, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page of a report."""
    first = [("Annual reports", reverse("web:reports"))]
    if row is None:
        return [*first, *more]
    return [*first, (row.title, reverse("web:report", args=[row.key]) if more else ""), *more]


def _to(row: AnnualReport, chosen: ReportEdition) -> list[tuple[str, str]]:
    return [(f"Edition {chosen.number}", reverse("web:report_edition", args=[row.key, chosen.number]))]
