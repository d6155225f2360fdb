"""The day on which the site believes it is, and moving it in a demonstration."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import days, law_days
from meritbook.actions.permissions import Capability
from meritbook.core.errors import MeritbookError
from meritbook.desk import days as read
from meritbook.records import clock
from meritbook.web.errors import as_problem
from meritbook.web.forms.days import DayForm
from meritbook.web.http import Request, actor, page

WHY = "To see what falls due."
PATIENCE = 20.0
"""For how many seconds a request works the law through; the rest is left for the next one, or for `meritbook tick`."""


def _patience() -> Callable[[], bool]:
    """Whether the time is over for which a request may work."""
    until = time.monotonic() + PATIENCE
    return lambda: time.monotonic() >= until


def _left_aside(request: Request, form: DayForm) -> str:
    """The day that was typed when a button with another day was pressed: it stays in its field."""
    typed = request.POST.get("on", "").strip()[:10]
    return f"?{urlencode({'on': typed})}" if typed and form.cleaned_data["on"].isoformat() != typed else ""


@page("GET", "POST", needs=Capability.MOVE_DAY)
def day(request: Request) -> HttpResponse:
    """Which day it is; a post moves it forward, or goes on working the law through up to it."""
    if request.method == "POST" and "law" in request.POST and settings.MERITBOOK_DEMO:
        law_days.keep_up(on=clock.today(), why=WHY, stopping=_patience())
        return HttpResponseRedirect(reverse("web:day"))
    form = DayForm(request.POST or None, initial={"why": WHY, "on": request.GET.get("on", "")[:10]})
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            moved = days.go_on(actor(request), at=clock.now(), stopping=_patience(), **form.cleaned_data)
        except MeritbookError as refused:
            problem = as_problem(refused)
        else:
            messages.success(request, f"It is {moved.on:%A} {moved.on.day} {moved.on:%B %Y} now.")
            return HttpResponseRedirect(f"{reverse('web:day')}{_left_aside(request, form)}")
    context = {"found": read.day_page(), "form": form, "problem": problem, "trail": [("The day", "")]}
    return render(request, "web/day.html", context, status=200 if request.method == "GET" else 422)
