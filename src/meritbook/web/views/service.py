"""The executive service: the seats of the state and of each department, and what other figures would mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    authorise_seats,
    end_authorisation,
    merge_departments,
    record_department_size,
    take_over_seat,
)
from meritbook.actions.permissions import Capability, require
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.core.service.seats import DepartmentSeats
from meritbook.desk import pictures
from meritbook.desk import seats as read
from meritbook.desk.paging import Page, paged
from meritbook.records import clock
from meritbook.records.models import SeatAuthorisation
from meritbook.web.errors import as_problem
from meritbook.web.forms.service import AuthoriseForm, EndForm, MergeForm, SizeForm, TakeOverForm
from meritbook.web.http import Request, actor, number, page, page_number
from meritbook.web.views.acting import act_page, sent

SERVICE = "Executive service"


@page("GET", needs=Capability.READ_SERVICE)
def service(request: Request) -> HttpResponse:
    """The seats of the state and of every department on a day."""
    standing = request.standing
    on = read.chosen_day(request.GET.get("on", ""), standing.on)
    state = read.state(on)
    shown: Page[DepartmentSeats] = paged(state.departments, page_number(request))
    context = {
        "state": state,
        "bar": pictures.seats(state, max(state.cap or 0, state.taken)),
        "rows": [(one, pictures.seats(one, _longest(state.departments))) for one in shown.rows],
        "page": shown,
        "left": [one for one in state.departments if one.left_behind],
        "on": on,
        "today": standing.on,
        "may_take_over": standing.may(Capability.TAKE_OVER_SEAT),
        "may_merge": standing.may(Capability.MERGE_DEPARTMENTS),
        "may_nominate": standing.may(Capability.NOMINATE_POSITION),
    }
    return render(request, "web/service.html", context)


def _longest(rows: tuple[Any, ...]) -> int:
    return max((max(one.allowed or 0, one.taken) for one in rows), default=0)


@page("GET", needs=Capability.READ_SERVICE)
def department(request: Request, pk: int) -> HttpResponse:
    """One department: its size over time, what was authorised, its seats, its nominations."""
    standing = request.standing
    row = read.department(pk)
    on = read.chosen_day(request.GET.get("on", ""), standing.on)
    found = read.department_page(standing, row, on, page_number(request))
    seats = found.seats
    context = {
        "row": row,
        "shown": found,
        "seats": seats,
        "bar": pictures.seats(seats, max(seats.allowed or 0, seats.taken)) if seats else None,
        "on": on,
        "today": standing.on,
        "page": found.held,
        "may_size": standing.may(Capability.RECORD_SIZE, row),
        "may_authorise": standing.may(Capability.AUTHORISE_SEATS, row),
        "trail": [(SERVICE, reverse("web:service")), (row.name, "")],
    }
    return render(request, "web/service_department.html", context)


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [(SERVICE, reverse("web:service")), *steps]


@page("GET", "POST", needs=Capability.RECORD_SIZE)
def department_size(request: Request, pk: int) -> HttpResponse:
    """Record the FTE of a department."""
    row = read.department(pk)
    require(actor(request), Capability.RECORD_SIZE, row, on=request.standing.on)
    address = reverse("web:service_department", args=[pk])

    def perform(values: Mapping[str, Any]) -> str:
        record_department_size.perform(actor(request), at=clock.now(), department=row, **values)
        return address

    form = SizeForm(sent(request))
    return act_page(
        request,
        form,
        lambda: ("The size is on record.", perform(form.cleaned_data)),
        password=False,
        heading=f"Record the size of {row.name}",
        intro=(
            "The figure before it ends on that day; one of the same day is corrected. Where a department is over "
            "afterwards it gets no further seat, and nobody leaves by this alone."
        ),
        button="Record the size",
        back=address,
        trail=_trail((row.name, address), ("Size", "")),
    )


@page("GET", "POST", needs=Capability.AUTHORISE_SEATS)
def authorise(request: Request, pk: int) -> HttpResponse:
    """Authorise further seats, after the password was given."""
    row = read.department(pk)
    require(actor(request), Capability.AUTHORISE_SEATS, row, on=request.standing.on)
    address = reverse("web:service_department", args=[pk])

    def perform(values: Mapping[str, Any]) -> str:
        authorise_seats.perform(actor(request), at=clock.now(), department=row, **values)
        return address

    form = AuthoriseForm(sent(request))
    return act_page(
        request,
        form,
        lambda: ("The further seats are authorised.", perform(form.cleaned_data)),
        password=True,
        heading=f"Authorise further seats for {row.name}",
        intro="Beyond what its size allows, for good cause. The cap of the whole state stays what it is.",
        button="Authorise",
        back=address,
        trail=_trail((row.name, address), ("Further seats", "")),
    )


@page("GET", "POST", needs=Capability.AUTHORISE_SEATS)
def authorisation_end(request: Request, pk: int, authorisation: int) -> HttpResponse:
    """End an authorisation of further seats, after the password was given."""
    row = read.department(pk)
    require(actor(request), Capability.AUTHORISE_SEATS, row, on=request.standing.on)
    found = SeatAuthorisation.objects.filter(pk=authorisation, department=row).select_related("department").first()
    if found is None:
        raise read.NoSuchDepartmentError("The department has no such authorisation.", where=row.code)
    address = reverse("web:service_department", args=[pk])

    def perform(values: Mapping[str, Any]) -> str:
        end_authorisation.perform(actor(request), at=clock.now(), authorisation=found, **values)
        return address

    form = EndForm(sent(request))
    return act_page(
        request,
        form,
        lambda: ("The authorisation has its end.", perform(form.cleaned_data)),
        password=True,
        heading=f"End {found.seats} further seat{'' if found.seats == 1 else 's'} of {row.name}",
        intro=f"Authorised since {day_in_words(found.starts_on)}: {found.cause}",
        button="End the authorisation",
        back=address,
        trail=_trail((row.name, address), ("End an authorisation", "")),
    )


@page("GET", "POST", needs=Capability.TAKE_OVER_SEAT)
def take_over(request: Request) -> HttpResponse:
    """Enter a position that is in the service already."""

    def perform(values: Mapping[str, Any]) -> str:
        taken = {name: value for name, value in values.items() if name not in ("department", "number")}
        seat = take_over_seat.perform(actor(request), at=clock.now(), **taken)
        return reverse("web:service_department", args=[seat.position.department_id])

    form = TakeOverForm(sent(request), on=request.standing.on)
    return act_page(
        request,
        form,
        lambda: ("The seat is on record.", perform(form.cleaned_data)),
        password=False,
        heading="Take over a seat",
        intro=(
            "For a position that was in the service before this record began. The cap of the state holds; a "
            "department that is over by it is shown as over."
        ),
        button="Enter the seat",
        back=reverse("web:service"),
        trail=_trail(("Take over a seat", "")),
    )


@page("GET", "POST", needs=Capability.MERGE_DEPARTMENTS)
def merge(request: Request) -> HttpResponse:
    """Merge a department into another, after the password was given."""

    def perform(values: Mapping[str, Any]) -> str:
        made = merge_departments.perform(actor(request), at=clock.now(), **values)
        return reverse("web:service_department", args=[made.into_id])

    form = MergeForm(sent(request), on=request.standing.on)
    return act_page(
        request,
        form,
        lambda: ("The departments are merged.", perform(form.cleaned_data)),
        password=True,
        heading="Merge two departments",
        intro=(
            "The positions and the seats of the one go over into the other, and it ends. Further seats that were "
            "authorised for it end with it. This cannot be taken back."
        ),
        button="Merge the departments",
        back=reverse("web:service"),
        trail=_trail(("Merge departments", "")),
    )


@page("GET", needs=Capability.READ_SERVICE)
def simulate(request: Request) -> HttpResponse:
    """What other figures of the law would mean. The address holds the figures, so that it can be passed on."""
    on = read.chosen_day(request.GET.get("on", ""), request.standing.on)
    figures = read.changeable(on)
    said = {one.name: request.GET.get(one.name, "").strip()[:20] for one in figures}
    found, problem = None, None
    if any(said.values()):
        try:
            found = read.simulated(on, read.read_changes(said))
        except MeritbookError as refused:
            problem = as_problem(refused)
    context: dict[str, Any] = {
        "figures": [(one, said[one.name]) for one in figures],
        "found": found,
        "problem": problem,
        "on": on,
        "above": paged(read.paid_above(request.standing, found), number(request.GET.get("above"), 1) or 1)
        if found
        else None,
        "page": paged(found.departments, page_number(request)) if found else None,
        "trail": _trail(("Other figures of the law", "")),
    }
    return render(request, "web/simulate.html", context, status=422 if problem else 200)
