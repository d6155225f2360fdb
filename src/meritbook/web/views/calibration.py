"""Calibration: the ratings of a department and a year side by side, for those entitled."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from meritbook.actions.permissions import Capability
from meritbook.desk import calibration as read
from meritbook.web.http import Request, number, page, page_number


@page("GET", needs=Capability.CALIBRATE)
def calibration(request: Request) -> HttpResponse:
    """The ratings of a year: of a department, or of the departments side by side."""
    department = request.GET.get("department", "").replace("\0", "").strip()
    found = read.calibration(
        request.standing,
        department=department,
        year=number(request.GET.get("year")),
        number=page_number(request),
        unrated_only=request.GET.get("show") == "unrated",
    )
    return render(request, "web/calibration.html", {"found": found, "page": found.page, "trail": [("Calibration", "")]})
