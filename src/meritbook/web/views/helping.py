"""Help in the results initiatives: requests and what is done about them, hours, and who is assigned."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    ask_help,
    assign_work,
    decline_help,
    end_work_assignment,
    finish_help,
    rate_help,
    record_work_hours,
    take_help,
    withdraw_help,
    withdraw_work_hours,
)
from meritbook.actions import helping_policies as possible
from meritbook.actions.permissions import Capability, require
from meritbook.desk import help_desk as read
from meritbook.records.models import HelpRequest, HelpStatus, Initiative, WorkKind
from meritbook.web.forms import helping as fields
from meritbook.web.http import Request, actor, by, page, page_number
from meritbook.web.views.acting import act_and_back, act_page, sent
from meritbook.web.views.results_frame import framed

BAR = 420
"""Width of the longest bar, in units of the picture."""


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Results", reverse("web:measures")), ("Help", reverse("web:help")), *more]


@page("GET", needs=Capability.ASK_HELP)
def requests(request: Request) -> HttpResponse:
    """What the year of each initiative comes to, and the requests that the person may look into."""
    standing = request.standing

    def said(name: str) -> str:
        return request.GET.get(name, "").replace("\0", "").strip()[:100]

    by = read.HelpFilter(said("q"), said("state"), said("initiative"), mine=bool(request.GET.get("mine")))
    year = read.year(standing.on)
    longest = max((one.total for one in year), default=Decimal(0)) or Decimal(1)
    context = {
        **framed(request, "web:help"),
        "page": read.requests(standing, by, page_number(request)),
        "by": by,
        "states": [("open", "Open"), *HelpStatus.choices],
        "initiatives": Initiative.choices,
        "year": [
            (one, 28 + 30 * row, int(BAR * one.total / longest), [one.hours[kind] for kind in WorkKind.values])
            for row, one in enumerate(year)
        ],
        "kinds": WorkKind.choices,
        "height": 16 + 30 * len(year),
        "first": read.fiscal_year(standing.on)[0],
        "may_give": standing.may(Capability.GIVE_HELP),
        "trail": [*_trail()[:1], ("Help", "")],
    }
    return render(request, "web/help.html", context)


@page("GET", needs=Capability.ASK_HELP)
def help_request(request: Request, pk: int) -> HttpResponse:
    """One request, its hours, and what the person may do about it."""
    row = read.request(request.standing, pk)
    context = {
        **framed(request, "web:help"),
        "row": row,
        "shown": read.shown(request.standing, row),
        "trail": _trail((row.subject, "")),
    }
    return render(request, "web/help_request.html", context)


@page("GET", "POST", needs=Capability.ASK_HELP)
def help_new(request: Request) -> HttpResponse:
    """Ask for help."""
    standing = request.standing
    form = fields.AskForm(
        sent(request),
        departments=possible.departments(standing, Capability.ASK_HELP),
        everywhere=possible.everywhere(standing, Capability.ASK_HELP),
    )

    def act() -> tuple[str, str]:
        row = ask_help.perform(**by(request, "Asked on the site."), **form.cleaned_data)
        return "Your request is on record, and on the desks of those who help.", reverse(
            "web:help_request", args=[row.pk]
        )

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Ask for help",
        lead="Training, assistance, facilitation or advice in one of the results initiatives.",
        button="Ask",
        back=reverse("web:help"),
        trail=_trail(("Ask", "")),
    )


def _act(
    request: Request,
    pk: int,
    form: forms.Form,
    perform: Callable[[HelpRequest], Any],
    *,
    heading: str,
    says: str,
    needs: Capability,
    **more: Any,
) -> HttpResponse:
    row = read.request(request.standing, pk)
    require(actor(request), needs, row, on=request.standing.on)
    back = reverse("web:help_request", args=[pk])

    return act_and_back(
        request,
        form,
        lambda: perform(row),
        says,
        heading,
        way=_trail((row.subject, back)),
        lead=row.subject,
        back=back,
        **more,
    )


@page("GET", "POST", needs=Capability.GIVE_HELP)
def help_take(request: Request, pk: int) -> HttpResponse:
    """Take a request."""
    return _act(
        request, pk, forms.Form(sent(request)),
        lambda row: take_help.perform(**by(request, "Taken on the site."), request=row),
        heading="Take the request", says="The request is yours.", needs=Capability.GIVE_HELP,
        intro="It leaves the desks of the others, and whoever asked reads that you have it.",
    )  # fmt: skip


@page("GET", "POST", needs=Capability.GIVE_HELP)
def help_decline(request: Request, pk: int) -> HttpResponse:
    """Decline a request."""
    form = fields.BecauseForm(sent(request))
    return _act(
        request, pk, form,
        lambda row: decline_help.perform(**by(request, "Declined on the site."), request=row, **form.cleaned_data),
        heading="Decline the request", says="The request is declined.", needs=Capability.GIVE_HELP,
    )  # fmt: skip


@page("GET", "POST", needs=Capability.GIVE_HELP)
def help_done(request: Request, pk: int) -> HttpResponse:
    """Say that help was given."""
    form = fields.DoneForm(sent(request))
    possible.check_taken_by(read.request(request.standing, pk), request.standing.user)
    return _act(
        request, pk, form,
        lambda row: finish_help.perform(**by(request, "Finished on the site."), request=row, **form.cleaned_data),
        heading="Help was given", says="Whoever asked is asked how satisfied they are.", needs=Capability.GIVE_HELP,
    )  # fmt: skip


@page("GET", "POST", needs=Capability.ASK_HELP)
def help_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw one's own request."""
    form = fields.BecauseForm(sent(request))
    return _act(
        request, pk, form,
        lambda row: withdraw_help.perform(**by(request, "Withdrawn on the site."), request=row, **form.cleaned_data),
        heading="Withdraw the request", says="Your request is withdrawn.", needs=Capability.ASK_HELP,
    )  # fmt: skip


@page("GET", "POST", needs=Capability.ASK_HELP)
def help_rate(request: Request, pk: int) -> HttpResponse:
    """Say how satisfied one is."""
    form = fields.RateForm(sent(request))
    return _act(
        request, pk, form,
        lambda row: rate_help.perform(**by(request, "Rated on the site."), request=row, **form.cleaned_data),
        heading="Say how satisfied you are", says="Thank you. The request is closed.", needs=Capability.ASK_HELP,
    )  # fmt: skip


@page("GET", needs=Capability.GIVE_HELP)
def hours(request: Request) -> HttpResponse:
    """The person's hours; of everybody for who assigns the work."""
    standing = request.standing
    context = {
        **framed(request, "web:help"),
        "page": read.hours(standing, page_number(request), mine=bool(request.GET.get("mine"))),
        "of_all": standing.may(Capability.ASSIGN_WORK),
        "mine": bool(request.GET.get("mine")),
        "trail": _trail(("Hours", "")),
    }
    return render(request, "web/help_hours.html", context)


@page("GET", "POST", needs=Capability.GIVE_HELP)
def hours_new(request: Request) -> HttpResponse:
    """Enter hours."""
    standing = request.standing
    asked = request.GET.get("request", "")
    form = fields.HoursForm(
        sent(request),
        departments=possible.departments(standing, Capability.GIVE_HELP),
        everywhere=possible.everywhere(standing, Capability.GIVE_HELP),
        requests=read.own_requests(standing),
        initial={"worked_on": standing.on, **_of_request(request, asked)},
    )

    def act() -> tuple[str, str]:
        record_work_hours.perform(**by(request, "Entered on the site."), **form.cleaned_data)
        return "The hours are on record.", reverse("web:hours")

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Enter hours",
        button="Enter",
        back=reverse("web:hours"),
        trail=_trail(("Hours", reverse("web:hours")), ("Enter", "")),
    )


def _of_request(request: Request, asked: str) -> dict[str, Any]:
    """What the form begins with where it was opened from a request."""
    if not (asked.isascii() and asked.isdigit() and len(asked) < 10):
        return {}
    row = read.own_requests(request.standing).filter(pk=int(asked)).first()
    if row is None:
        return {}
    return {"request": row.pk, "initiative": row.initiative, "kind": row.kind, "department": row.department_id}


@page("GET", "POST", needs=Capability.GIVE_HELP)
def hours_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw one's own hours."""
    row = read.own_hours(request.standing, pk)
    require(actor(request), Capability.GIVE_HELP, row, on=request.standing.on)
    form = fields.BecauseForm(sent(request))

    def act() -> tuple[str, str]:
        withdraw_work_hours.perform(**by(request, "Withdrawn on the site."), hours=row, **form.cleaned_data)
        return "The hours are withdrawn.", reverse("web:hours")

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Withdraw hours",
        lead=f"{row.hours.normalize():f} hours of {row.worked_on:%-d %B %Y}, {row.get_initiative_display()}",
        button="Withdraw",
        back=reverse("web:hours"),
        trail=_trail(("Hours", reverse("web:hours")), ("Withdraw", "")),
    )


@page("GET", needs=Capability.READ_RESULTS)
def assignments(request: Request) -> HttpResponse:
    """Who works in which initiative, for which department."""
    standing = request.standing
    context = {
        **framed(request, "web:help"),
        "page": read.assignments(standing, page_number(request), past=bool(request.GET.get("past"))),
        "past": bool(request.GET.get("past")),
        "may_assign": standing.may(Capability.ASSIGN_WORK),
        "trail": _trail(("Assignments", "")),
    }
    return render(request, "web/help_assignments.html", context)


@page("GET", "POST", needs=Capability.ASSIGN_WORK)
def assignment_new(request: Request) -> HttpResponse:
    """Assign somebody to an initiative."""
    standing = request.standing
    form = fields.AssignForm(
        sent(request),
        departments=possible.departments(standing, Capability.ASSIGN_WORK),
        everywhere=possible.everywhere(standing, Capability.ASSIGN_WORK),
        initial={"starts_on": standing.on},
    )

    def act() -> tuple[str, str]:
        row = assign_work.perform(**by(request, "Assigned on the site."), **form.cleaned_data)
        return f"{row.person.full_name} is assigned to {row.get_initiative_display()}.", reverse("web:assignments")

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Assign somebody",
        button="Assign",
        back=reverse("web:assignments"),
        trail=_trail(("Assignments", reverse("web:assignments")), ("Assign", "")),
    )


@page("GET", "POST", needs=Capability.ASSIGN_WORK)
def assignment_end(request: Request, pk: int) -> HttpResponse:
    """End an assignment."""
    row = read.assignment(request.standing, pk)
    form = fields.EndForm(sent(request), initial={"last_day": request.standing.on})

    def act() -> tuple[str, str]:
        end_work_assignment.perform(**by(request, "Ended on the site."), assignment=row, **form.cleaned_data)
        return "The assignment has its last day.", reverse("web:assignments")

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="End the assignment",
        lead=f"{row.person.full_name}, {row.get_initiative_display()}",
        button="End it",
        back=reverse("web:assignments"),
        trail=_trail(("Assignments", reverse("web:assignments")), ("End", "")),
    )
