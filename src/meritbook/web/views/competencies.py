"""What somebody finds under Competencies: what they are asked, their own assessments, and their plans."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from meritbook.actions.permissions import Capability
from meritbook.desk import assessments as read
from meritbook.web.http import Request, page
from meritbook.web.views.competency_frame import framed


@page("GET", needs=Capability.READ_COMPETENCIES)
def competencies(request: Request) -> HttpResponse:
    """What waits for the person, and what is theirs."""
    context = {
        **framed(request, "web:competencies"),
        "asked": read.asked(request.standing),
        "own": read.own_lines(request.standing),
        "plans": read.plans(request.standing),
        "trail": [("Competencies", "")],
    }
    return render(request, "web/competencies.html", context)
