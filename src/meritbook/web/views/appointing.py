"""Appointments: propose, see where one stands, read and acknowledge the rights, release, decline, withdraw, make."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    acknowledge_rights,
    appointing,
    decline_appointment,
    ends,
    make_appointment,
    propose_appointment,
    release_executive,
    service_law,
    withdraw_appointment,
)
from meritbook.actions import appointing_policies as possible
from meritbook.actions.permissions import Capability, ForbiddenError, OwnCaseError, require
from meritbook.core.dates import day_in_words
from meritbook.core.service.appointing import METHODS, missing
from meritbook.core.service.rights import Rights, rights_of, what_follows
from meritbook.desk import executive_law
from meritbook.desk import executives as read
from meritbook.records import clock
from meritbook.records.models import Appointment
from meritbook.web.forms.executives import AppointForm, MakeForm, ReasonForm, RightsForm
from meritbook.web.forms.people import WhyForm
from meritbook.web.http import Request, actor, page
from meritbook.web.views.acting import act_page, sent
from meritbook.web.views.executives import seat_step, trail


@page("GET", "POST", needs=Capability.APPOINT_EXECUTIVE)
def seat_appoint(request: Request, pk: int) -> HttpResponse:
    """Propose a person for a seat."""
    row = read.seat(request.standing, pk)
    require(actor(request), Capability.APPOINT_EXECUTIVE, row, on=request.standing.on)
    form = AppointForm(sent(request))

    def act() -> tuple[str, str]:
        done = propose_appointment.perform(
            actor(request), at=clock.now(), why="Proposed by the department's director.", seat=row, **form.cleaned_data
        )
        return (
            f"{done.executive.full_name} is proposed. The page says what is still missing, and from whom.",
            reverse("web:appointment", args=[done.pk]),
        )

    return act_page(
        request,
        form,
        act,
        heading="Propose an executive",
        lead=f"Position {row.position.number} · {row.position.title} · {row.position.department.name}",
        intro="The law is asked when you propose: who appoints, the highest salary, and whether it is a promotion.",
        button="Propose",
        back=reverse("web:seat", args=[pk]),
        trail=trail(seat_step(row), ("Propose an executive", "")),
    )


@page("GET", needs=Capability.READ_SEAT)
def appointment(request: Request, pk: int) -> HttpResponse:
    """Where an appointment stands: what is missing, from whom, and what the law says."""
    standing = request.standing
    row = read.appointment(standing, pk)
    value = appointing.value_of(row, on=standing.on)
    is_open = row.status in appointing.OPEN
    context: dict[str, Any] = {
        "row": row,
        "stands": ends.appointment_stands(row, ends.end_of(row), on=standing.on),
        "open": is_open,
        "own": standing.user is not None and row.executive_id == standing.user.pk,
        "method": METHODS.get(row.method),
        "missing": missing(value) if is_open else (),
        "verdicts": appointing.verdicts_on(value, starts_on=row.starts_on, on=standing.on)
        if is_open
        else executive_law.read(row.verdicts_json),
        "follows": what_follows(service_law.service_law(), row.ended_cause) if row.ended_cause else (),
        "acts": _acts(request, row) if is_open else [],
        "reads_seat": standing.seats().filter(pk=row.seat_id).exists(),
        "trail": trail((row.seat.position.number, ""), ("Appointment", "")),
    }
    return render(request, "web/appointment.html", context)


def _acts(request: Request, row: Appointment) -> list[tuple[str, str]]:
    standing = request.standing
    found = []
    if standing.user is not None and row.executive_id == standing.user.pk:
        if standing.may(Capability.ACKNOWLEDGE_RIGHTS, row):
            if row.acknowledged_at is None:
                found.append(("Read your rights", reverse("web:appointment_rights", args=[row.pk])))
            found.append(("Decline", reverse("web:appointment_decline", args=[row.pk])))
        return found
    if row.releasing and row.released_at is None and standing.may(Capability.RELEASE_EXECUTIVE, row.releasing):
        found.append(("Release the executive", reverse("web:appointment_release", args=[row.pk])))
    if standing.may(Capability.APPOINT_EXECUTIVE, row):
        if row.acknowledged_at is not None:
            found.append(("Make the appointment", reverse("web:appointment_make", args=[row.pk])))
        found.append(("Withdraw it", reverse("web:appointment_withdraw", args=[row.pk])))
    return found


@page("GET", "POST", needs=Capability.ACKNOWLEDGE_RIGHTS)
def appointment_rights(request: Request, pk: int) -> HttpResponse:
    """The executive reads what they gain and give up, each with where it stands, and acknowledges it."""
    row = _own(request, pk)
    rights = _rights()
    form = RightsForm(sent(request), initial={"sha256": rights.sha256})

    def act() -> tuple[str, str]:
        acknowledge_rights.perform(
            actor(request),
            at=clock.now(),
            why="Read and acknowledged by the executive.",
            appointment=row,
            sha256=form.cleaned_data["sha256"],
        )
        return "Acknowledged. The director can make the appointment now.", reverse("web:appointment", args=[pk])

    return act_page(
        request,
        form,
        act,
        template="web/rights.html",
        row=row,
        rights=rights,
        trail=_trail(row, "Your rights"),
    )


def _rights() -> Rights:
    rights = rights_of(service_law.service_law())
    if rights is None:
        raise possible.NoRightsError("This office's law pack has no table of rights.")
    return rights


@page("GET", "POST", needs=Capability.ACKNOWLEDGE_RIGHTS)
def appointment_decline(request: Request, pk: int) -> HttpResponse:
    """The executive declines."""
    row = _own(request, pk)
    form = ReasonForm(sent(request))

    def act() -> tuple[str, str]:
        reason = form.cleaned_data["reason"]
        decline_appointment.perform(
            actor(request), at=clock.now(), why="Declined by the executive.", appointment=row, reason=reason
        )
        return "Declined. The seat is free again.", reverse("web:appointment", args=[pk])

    return _simple(request, form, act, row, "Decline the appointment", "Decline")


@page("GET", "POST", needs=Capability.RELEASE_EXECUTIVE)
def appointment_release(request: Request, pk: int) -> HttpResponse:
    """The director of the department that is left consents."""
    row = read.appointment(request.standing, pk)
    if request.standing.user is not None and row.executive_id == request.standing.user.pk:
        raise OwnCaseError("Nobody releases themselves.")
    require(actor(request), Capability.RELEASE_EXECUTIVE, row.releasing or row.seat, on=request.standing.on)
    form = WhyForm(sent(request))

    def act() -> tuple[str, str]:
        release_executive.perform(actor(request), at=clock.now(), why=form.cleaned_data["why"], appointment=row)
        return f"{row.executive.full_name} is released.", reverse("web:appointment", args=[pk])

    return _simple(
        request,
        form,
        act,
        row,
        "Release the executive",
        "Release",
        intro=f"{row.executive.full_name} leaves your department before {day_in_words(row.starts_on)}, when the other "
        "director makes the appointment.",
    )


@page("GET", "POST", needs=Capability.APPOINT_EXECUTIVE)
def appointment_withdraw(request: Request, pk: int) -> HttpResponse:
    """The director withdraws what was proposed."""
    row = _directed(request, pk)
    form = ReasonForm(sent(request))

    def act() -> tuple[str, str]:
        reason = form.cleaned_data["reason"]
        withdraw_appointment.perform(
            actor(request), at=clock.now(), why="Withdrawn by the director.", appointment=row, reason=reason
        )
        return "Withdrawn. The seat is free again.", reverse("web:appointment", args=[pk])

    return _simple(request, form, act, row, "Withdraw the appointment", "Withdraw")


@page("GET", "POST", needs=Capability.APPOINT_EXECUTIVE)
def appointment_make(request: Request, pk: int) -> HttpResponse:
    """The director makes the appointment, when all that the law asks for is there."""
    row = _directed(request, pk)
    value = appointing.value_of(row, on=request.standing.on, completing=True)
    form = MakeForm(sent(request))

    def act() -> tuple[str, str]:
        done = make_appointment.perform(
            actor(request),
            at=clock.now(),
            why="Made by the department's director.",
            appointment=row,
            **form.cleaned_data,
        )
        return (
            f"{done.executive.full_name} is appointed from {day_in_words(done.starts_on)}.",
            reverse("web:appointment", args=[pk]),
        )

    return _simple(
        request,
        form,
        act,
        row,
        "Make the appointment",
        "Make the appointment",
        missing=missing(value),
        verdicts=appointing.verdicts_on(value, starts_on=row.starts_on, on=request.standing.on),
        checked=row.qualification_says,
    )


def _own(request: Request, pk: int) -> Appointment:
    row = read.appointment(request.standing, pk)
    if request.standing.user is None or row.executive_id != request.standing.user.pk:
        raise ForbiddenError("Only the person who is proposed reads and answers this.")
    require(actor(request), Capability.ACKNOWLEDGE_RIGHTS, row, on=request.standing.on)
    return row


def _directed(request: Request, pk: int) -> Appointment:
    row = read.appointment(request.standing, pk)
    require(actor(request), Capability.APPOINT_EXECUTIVE, row, on=request.standing.on)
    return row


def _simple(
    request: Request, form: Any, act: Any, row: Appointment, heading: str, button: str, **more: Any
) -> HttpResponse:
    return act_page(
        request,
        form,
        act,
        heading=heading,
        lead=f"{row.executive.full_name} · position {row.seat.position.number} · {row.seat.position.department.name}",
        button=button,
        back=reverse("web:appointment", args=[row.pk]),
        trail=_trail(row, heading),
        **more,
    )


def _trail(row: Appointment, last: str) -> list[tuple[str, str]]:
    return trail(("Appointment", reverse("web:appointment", args=[row.pk])), (last, ""))
