"""The executives and their seats: the list, one seat, one contract, and the letters of notices."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import ends, notice_policies
from meritbook.actions.copies import Copies, copies_of
from meritbook.actions.permissions import Capability
from meritbook.actions.service_record import record_of
from meritbook.desk import executive_law
from meritbook.desk import executives as read
from meritbook.records.models import Appointment, AppointmentStatus, ContractRecord, Seat
from meritbook.web.http import Request, number, page, page_number
from meritbook.web.views.documents import download


@page("GET", needs=Capability.READ_SEAT)
def seats(request: Request) -> HttpResponse:
    """The executives and vacant seats that the person may read, with filters."""
    standing = request.standing
    scope = read.seats(standing, standing.on)
    asked = request.GET.get("q", "").strip()[:200]
    department = number(request.GET.get("department"))
    state = request.GET.get("state", "")
    found = read.find(scope, standing.on, asked=asked, department=department, state=state)
    own = read.own_only(standing)
    context = {
        "page": read.executive_list(found, page_number(request), standing.on, own=own),
        "asked": asked,
        "department": department,
        "state": state,
        "states": read.STATES,
        "departments": read.departments_of(scope),
        "on": standing.on,
    }
    return render(request, "web/seats.html", context)


@page("GET", needs=Capability.READ_SEAT)
def seat(request: Request, pk: int) -> HttpResponse:
    """One seat: who holds it, contracts with their days, notices, reviews, support, the law today, and the history."""
    standing, on = request.standing, request.standing.on
    row = read.seat(standing, pk)
    own = read.own_only(standing, row)
    parts = read.parts_of(row, only=own)
    record = read.hidden(record_of(row, on=on), own)
    mine = [one for one in parts.appointments if standing.user is not None and one.executive_id == standing.user.pk]
    context: dict[str, Any] = {
        "row": row,
        "record": record,
        "held": read.holds(record, on),
        "parts": parts,
        "in_force": parts.in_force(on),
        "own": own,
        "mine": next((one for one in mine if one.status != AppointmentStatus.WITHDRAWN), None),
        "verdicts": executive_law.of_seat(record, on=on),
        "history": read.history_of(row, parts, standing),
        "may_notice": parts.standing_notice is not None and standing.may(Capability.SERVE_NOTICE, row),
        "notice_over": _over(parts, on),
        "appointments": _appointments(parts, on),
        "contracts": _contracts(parts),
        "may_prove": bool(parts.notices) and standing.may(Capability.PROVE_SERVICE, row),
        "most": read.MOST,
        "reads_ledger": standing.may(Capability.READ_LEDGER),
        "acts": _acts(request, row, parts),
        "on": on,
        "trail": trail((row.position.number, "")),
    }
    return render(request, "web/seat.html", context)


def _over(parts: read.SeatParts, on: date) -> tuple[str, str] | None:
    """Why the notice that stands cannot be withdrawn any more, and what can be done instead; none where it can."""
    notice = parts.standing_notice
    return notice_policies.took_effect(notice, on=on) if notice is not None else None


def _contracts(parts: read.SeatParts) -> list[tuple[ContractRecord, Copies]]:
    """The contracts on record, each with its copies as the personnel file has them."""
    held = copies_of(parts.contracts)
    return [(one, held[one.pk]) for one in parts.contracts]


def _appointments(parts: read.SeatParts, on: date) -> list[tuple[Appointment, str]]:
    """The appointments, each with how it stands on the day."""
    served = {one.appointment_id: one for one in parts.notices if one.withdrawn_at is None}
    return [
        (one, ends.appointment_stands(one, ends.end_by(one, served.get(one.pk)), on=on)) for one in parts.appointments
    ]


def _acts(request: Request, row: Seat, parts: read.SeatParts) -> list[tuple[str, str]]:
    """What whoever looks may do about the seat as it stands: words and address of each act."""
    may, on = request.standing.may, request.standing.on
    held = parts.in_force(on)
    found = []
    if may(Capability.APPOINT_EXECUTIVE, row) and parts.open is None and (held is None or held.ends_before):
        found.append(("Propose an executive", reverse("web:seat_appoint", args=[row.pk])))
    if held is not None:
        if may(Capability.DRAW_CONTRACT, held):
            found.append(("Draw up the contract", reverse("web:agreement_new", args=[row.pk])))
        if may(Capability.RECORD_CONTRACT, row):
            found.append(("Record a contract", reverse("web:contract_new", args=[row.pk])))
        if may(Capability.SERVE_NOTICE, row) and parts.standing_notice is None:
            found.append(("Draft a notice of dismissal", reverse("web:notice_draft", args=[row.pk])))
            found.append(("Serve notice of dismissal", reverse("web:seat_notice", args=[row.pk])))
        if may(Capability.APPOINT_EXECUTIVE, row):
            found.append(("End the appointment", reverse("web:seat_end", args=[row.pk])))
    if may(Capability.WITHDRAW_SUPPORT, row):
        words = "Restore the support" if parts.withdrawal else "Withdraw the support"
        found.append((words, reverse("web:seat_support", args=[row.pk])))
    if may(Capability.REVIEW_SEAT, row):
        found.append(("Review the criteria", reverse("web:seat_review", args=[row.pk])))
    return found


@page("GET", needs=Capability.READ_SEAT)
def notice_letter(request: Request, pk: int) -> HttpResponse:
    """The letter of a notice as PDF."""
    row = read.notice(request.standing, pk)
    if row.document is None:
        raise read.NoSuchSeatError("This notice has no letter.", remedy="Open the seat to see the notice.")
    return download(row.document)


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about executives."""
    return [("Executives", reverse("web:seats")), *steps]


def seat_step(row: Seat) -> tuple[str, str]:
    """The step of the way that leads to a seat."""
    return row.position.number, reverse("web:seat", args=[row.pk])
