"""The day on which the site believes it is, and moving it in a demonstration."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import days
from meritbook.actions.permissions import Capability
from meritbook.core.errors import MeritbookError
from meritbook.desk import days as read
from meritbook.records import clock
from meritbook.web.errors import as_problem
from meritbook.web.forms.days import DayForm
from meritbook.web.http import Request, actor, page

WHY = "To see what falls due."


@page("GET", "POST", needs=Capability.MOVE_DAY)
def day(request: Request) -> HttpResponse:
    """Which day it is; a post moves it forward."""
    form = DayForm(request.POST or None, initial={"why": WHY})
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            moved = days.go_on(actor(request), at=clock.now(), **form.cleaned_data)
        except MeritbookError as refused:
            problem = as_problem(refused)
        else:
            messages.success(request, f"It is {moved.on:%A} {moved.on.day} {moved.on:%B %Y} now.")
            return HttpResponseRedirect(reverse("web:day"))
    context = {"found": read.day_page(), "form": form, "problem": problem, "trail": [("The day", "")]}
    return render(request, "web/day.html", context, status=200 if request.method == "GET" else 422)
