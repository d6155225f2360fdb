"""Audits of measures as read: the list, one audit, one measure in it, and the findings."""

from __future__ import annotations

import csv
import io

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions.permissions import Capability
from meritbook.desk import audit_pages
from meritbook.desk import audits as read
from meritbook.records.models import AuditFinding, Department
from meritbook.web.http import Request, number, page, page_number
from meritbook.web.views.results_frame import framed

READ = Capability.READ_RESULTS
AUDIT = Capability.AUDIT_MEASURE


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page below the list."""
    return [("Results", reverse("web:measures")), ("Audits", reverse("web:audits")), *more]


def _department(request: Request, departments: list[Department]) -> Department | None:
    asked = number(request.GET.get("department"))
    return next((one for one in departments if one.pk == asked), None)


@page("GET", needs=READ)
def audits(request: Request) -> HttpResponse:
    """Every audit: what is audited, by whom, what it came to, and how many findings are open."""
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    state = request.GET.get("state", "")
    state = state if state in read.STATES else ""
    departments = list(Department.objects.order_by("name"))
    department = _department(request, departments)
    context = {
        **framed(request, "web:audits"),
        "page": read.lines(words=words, state=state, department=department, number=page_number(request)),
        "words": words,
        "state": state,
        "states": read.STATES,
        "department": department.pk if department else None,
        "departments": departments,
        "may_charter": request.standing.may(AUDIT),
        "trail": [*trail()[:-1], ("Audits", "")],
    }
    return render(request, "web/audits.html", context)


@page("GET", needs=READ)
def audit(request: Request, pk: int) -> HttpResponse:
    """One audit: why, over which span, its measures and its findings."""
    row = read.get(pk)
    context = {
        **framed(request, "web:audits"),
        "audit": row,
        "shown": audit_pages.audit_page(request.standing, row),
        "trail": trail((row.title, "")),
    }
    return render(request, "web/audit.html", context)


@page("GET", needs=READ)
def audit_measure(request: Request, pk: int, key: str) -> HttpResponse:
    """One measure of an audit: criteria with their arithmetic, sample, recalculation, findings and rating."""
    row = read.audited(pk, key)
    context = {
        **framed(request, "web:audits"),
        "audit": row.audit,
        "measure": row.measure,
        "shown": audit_pages.audited_page(request.standing, row),
        "trail": trail((row.audit.title, reverse("web:audit", args=[pk])), (row.measure.title, "")),
    }
    return render(request, "web/audit_measure.html", context)


@page("GET", needs=READ)
def audit_sample_file(request: Request, pk: int, key: str) -> HttpResponse:  # noqa: ARG001  # every page has it
    """The sampled periods as CSV, without the recorded values, for the auditor to fill in."""
    row = read.audited(pk, key)
    sample = row.samples.filter(current=True).first()
    if sample is None:
        raise read.NoSuchAuditError("No sample of this measure was drawn yet.", where=row.measure.key)
    written = io.StringIO()
    out = csv.writer(written, lineterminator="\r\n")
    out.writerow(["period", "value"])
    out.writerows([one.label, ""] for one in audit_pages.sample_of(sample).drawn)
    response = HttpResponse(written.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"audit-{pk}-{row.measure.key}-sample-{sample.number}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page("GET", needs=READ)
def audit_findings(request: Request) -> HttpResponse:
    """The findings of all audits, the earliest day first."""
    show = request.GET.get("show", "")
    show = show if show in read.FINDING_SHOWS else ""
    departments = list(Department.objects.order_by("name"))
    department = _department(request, departments)
    context = {
        **framed(request, "web:audits"),
        "page": read.findings(request.standing, show=show, department=department, number=page_number(request)),
        "show": show,
        "shows": read.FINDING_SHOWS,
        "department": department.pk if department else None,
        "departments": departments,
        "trail": trail(("Findings", "")),
    }
    return render(request, "web/audit_findings.html", context)


@page("GET", needs=READ)
def audit_finding(request: Request, pk: int) -> HttpResponse:
    """One finding with what became of it."""
    row = read.finding(pk)
    context = {
        **framed(request, "web:audits"),
        "finding": row,
        "shown": read.finding_shown(request.standing, row),
        "trail": finding_trail(row, (f"Finding {row.number}", "")),
    }
    return render(request, "web/audit_finding.html", context)


def finding_trail(row: AuditFinding, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a finding."""
    return trail((row.audit.title, reverse("web:audit", args=[row.audit_id])), *more)
