"""What the law drafted: the list, one consequence, confirming and staying it, its letter, and the days worked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import confirm_consequence, stay_consequence
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.core.errors import MeritbookError
from meritbook.desk import consequences as read
from meritbook.records import clock
from meritbook.records.models import Consequence, ConsequenceStatus
from meritbook.web.errors import as_problem
from meritbook.web.forms.consequences import ConfirmForm, StayForm
from meritbook.web.http import Request, actor, page, page_number
from meritbook.web.step_up import asks_password
from meritbook.web.views.documents import download

LIST = "What the law drafted"


@page("GET", needs=Capability.READ_SEAT)
def consequences(request: Request) -> HttpResponse:
    """What the law drafted, by the day on which it is due."""
    status = request.GET.get("state", ConsequenceStatus.DRAFTED)
    asked = read.Asked(
        status=status if status in ConsequenceStatus.values else "",
        rule=request.GET.get("rule", "").strip()[:80].replace("\0", ""),
        department=request.GET.get("department", "").strip()[:40].replace("\0", ""),
    )
    rules, departments = read.filters(request.standing)
    context = {
        "page": read.consequences(request.standing, page_number(request), asked),
        "asked": asked,
        "states": ConsequenceStatus.choices,
        "rules": rules,
        "departments": departments,
        "law": read.law_state(request.standing.on),
        "may_read_days": request.standing.may(Capability.READ_SERVICE),
    }
    return render(request, "web/consequences.html", context)


@page("GET", needs=Capability.READ_SERVICE)
def law_days(request: Request) -> HttpResponse:
    """How far the law was worked through, and the days on which it drafted something."""
    context = {
        "page": read.eventful_days(page_number(request)),
        "law": read.law_state(request.standing.on),
        "trail": [(LIST, reverse("web:consequences")), ("Days", "")],
    }
    return render(request, "web/law_days.html", context)


@page("GET", needs=Capability.READ_SEAT)
def consequence(request: Request, pk: int) -> HttpResponse:
    """One consequence: the verdict, what is done on confirmation, and confirming or staying it."""
    return _page(request, read.consequence(request.standing, pk))


@page("GET", needs=Capability.READ_SEAT)
def consequence_letter(request: Request, pk: int) -> HttpResponse:
    """The letter of what was confirmed, as PDF."""
    row = read.consequence(request.standing, pk)
    if row.document is None:
        raise read.NoSuchConsequenceError("It has no letter.", remedy="A letter is written on confirmation.")
    return download(row.document)


@page("POST", needs=Capability.SETTLE_CONSEQUENCE)
def consequence_confirm(request: Request, pk: int) -> HttpResponse:
    """Confirm it, after the password was given."""
    row = read.consequence(request.standing, pk)
    require(actor(request), Capability.SETTLE_CONSEQUENCE, row, on=request.standing.on)
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return _page(request, row, confirm=form)
    try:
        done: HttpResponse = _confirm(request, row, form.cleaned_data)
    except ForbiddenError:
        raise
    except MeritbookError as refused:
        return _page(request, row, confirm=form, problem=as_problem(refused))
    return done


@asks_password
def _confirm(request: Request, row: Consequence, values: dict[str, Any]) -> HttpResponse:
    confirm_consequence.perform(
        actor(request),
        at=clock.now(),
        why=values["says"] or "Confirmed as the law drafted it.",
        consequence=row,
        says=values["says"],
        served_on=values["served_on"],
    )
    messages.success(request, "Confirmed. The letter is ready.")
    return HttpResponseRedirect(reverse("web:consequence", args=[row.pk]))


@page("POST", needs=Capability.SETTLE_CONSEQUENCE)
def consequence_stay(request: Request, pk: int) -> HttpResponse:
    """Stay it, with the reason."""
    row = read.consequence(request.standing, pk)
    require(actor(request), Capability.SETTLE_CONSEQUENCE, row, on=request.standing.on)
    form = StayForm(request.POST)
    if not form.is_valid():
        return _page(request, row, stay=form)
    values = form.cleaned_data
    try:
        stay_consequence.perform(
            actor(request),
            at=clock.now(),
            why=values["reason"],
            consequence=row,
            says=values["reason"],
            until=values["until"],
        )
    except ForbiddenError:
        raise
    except MeritbookError as refused:
        return _page(request, row, stay=form, problem=as_problem(refused))
    messages.success(request, "Stayed. The reason is kept with the draft.")
    return HttpResponseRedirect(reverse("web:consequence", args=[row.pk]))


def _page(
    request: Request,
    row: Consequence,
    *,
    confirm: ConfirmForm | None = None,
    stay: StayForm | None = None,
    problem: dict[str, Any] | None = None,
) -> HttpResponse:
    drafted = row.status == ConsequenceStatus.DRAFTED
    bad = problem or any(form is not None and form.errors for form in (confirm, stay))
    context = {
        "row": row,
        "shown": read.shown(row, today=request.standing.on),
        "confirm": confirm or ConfirmForm(),
        "stay": stay or StayForm(),
        "problem": problem,
        "may_settle": drafted and request.standing.may(Capability.SETTLE_CONSEQUENCE, row),
        "may_open_position": request.standing.may(Capability.READ_POSITION, row),
        "trail": [(LIST, reverse("web:consequences")), (row.seat.position.number, "")],
    }
    return render(request, "web/consequence.html", context, status=422 if bad else 200)
