"""The measures of the results register: the list, and one measure."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from meritbook.actions.permissions import Capability
from meritbook.desk import measures as read
from meritbook.web.http import Request, page, page_number
from meritbook.web.views.results_frame import framed


@page("GET", needs=Capability.READ_RESULTS)
def measures(request: Request) -> HttpResponse:
    """Every measure in force: its newest value against its target, whether it is stale, and who answers for it."""
    words = request.GET.get("q", "").strip()[:100]
    context = {
        **framed(request, "web:measures"),
        "page": read.lines(request.standing, words=words, number=page_number(request)),
        "words": words,
        "trail": [("Results", "")],
    }
    return render(request, "web/measures.html", context)
