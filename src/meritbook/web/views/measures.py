"""The measures of the results register: the list, and one measure."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions.permissions import Capability
from meritbook.core.results.measure import MeasureKind
from meritbook.desk import measure_page as one_measure
from meritbook.desk import measures as read
from meritbook.desk.control_charts import drawn
from meritbook.records.models import Department
from meritbook.web.http import Request, number, page, page_number
from meritbook.web.views.results_frame import framed

KINDS = {one.value: one.value.capitalize() for one in MeasureKind}


@page("GET", needs=Capability.READ_RESULTS)
def measures(request: Request) -> HttpResponse:
    """Every measure in force: its newest value against its target, whether it is stale, and who answers for it."""
    words = request.GET.get("q", "").strip()[:100]
    show, kind = request.GET.get("show", ""), request.GET.get("kind", "")
    show, kind = show if show in read.SHOWS else "", kind if kind in KINDS else ""
    departments = list(Department.objects.order_by("name"))
    asked = number(request.GET.get("department"))
    department = next((one for one in departments if one.pk == asked), None)
    context = {
        **framed(request, "web:measures"),
        "page": read.lines(
            request.standing, department=department, words=words, show=show, kind=kind, number=page_number(request)
        ),
        "words": words,
        "show": show,
        "shows": read.SHOWS,
        "kind": kind,
        "kinds": KINDS,
        "department": asked,
        "departments": departments,
        "may_define": request.standing.may(Capability.KEEP_MEASURE),
        "may_record": request.standing.may(Capability.RECORD_VALUE),
        "trail": [("Results", "")],
    }
    return render(request, "web/measures.html", context)


@page("GET", needs=Capability.READ_RESULTS)
def measure(request: Request, key: str) -> HttpResponse:
    """One measure: what it counts, its values, its chart, its versions and owners."""
    row = one_measure.measure(key)
    found = one_measure.measure_page(row, on=request.standing.on, number=page_number(request))
    context: dict[str, Any] = {
        **framed(request, "web:measures"),
        "row": row,
        "shown": found,
        "page": found.page,
        "drawn": drawn(found.chart, found.unit) if found.chart else None,
        "may": one_measure.may(request.standing, row),
        "trail": [("Results", reverse("web:measures")), (row.title, "")],
    }
    return render(request, "web/measure.html", context)
