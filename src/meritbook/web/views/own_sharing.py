"""What somebody shows of their own, and taking it back: open to whoever signs in, also without any role."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import name_coach, withdraw_growth_plan_show, withdraw_report_share, withdraw_talent
from meritbook.desk import own_sharing as read
from meritbook.records.models import GrowthPlan, GrowthShare, ReportShare
from meritbook.web.forms.assessments import NoForm
from meritbook.web.http import Request, by, page
from meritbook.web.views.acting import act_and_back, sent
from meritbook.web.views.competency_frame import framed

WHY = "Taken back on the site."


@page("GET")
def shown(request: Request) -> HttpResponse:
    """All that the person shows of their own, and to whom."""
    context = {
        **framed(request, read.VIEW),
        "shown": read.shown(request.standing),
        "trail": [("Who sees what of mine", "")],
    }
    return render(request, "web/shown.html", context)


@page("GET", "POST")
def shown_end(request: Request, kind: str, pk: int) -> HttpResponse:
    """Take one of it back."""
    one = read.one_shown(request.standing, kind, pk)
    back = reverse(read.VIEW)
    return act_and_back(
        request,
        NoForm(sent(request)),
        _ending(request, one),
        f"It is taken back. It is not shown to {one.whom} any more.",
        "Take it back",
        way=[("Who sees what of mine", back)],
        lead=f"{one.what}, shown to {one.whom}",
        back=back,
        intro="You owe nobody a reason. From this moment on they read nothing of it here. What they remember or wrote "
        "down stays with them.",
    )


def _ending(request: Request, one: read.Shown) -> Callable[[], Any]:
    given, row = by(request, WHY), one.row
    if isinstance(row, ReportShare):
        return lambda: withdraw_report_share.perform(**given, share=row)
    if isinstance(row, GrowthShare):
        return lambda: withdraw_growth_plan_show.perform(**given, share=row)
    if isinstance(row, GrowthPlan):
        return lambda: name_coach.perform(**given, plan=row, coach=None)
    return lambda: withdraw_talent.perform(**given, consent=row)
