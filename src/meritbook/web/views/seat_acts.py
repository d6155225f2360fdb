"""Acts on a seat and the executive in it: contracts, notices, support, reviews, and the end of an appointment."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse

from meritbook.actions import appointing_policies as possible
from meritbook.actions import (
    change_contract,
    end_appointment,
    record_contract,
    restore_support,
    review_seat,
    serve_notice,
    service_law,
    withdraw_notice,
    withdraw_support,
)
from meritbook.actions.copies import copies_of
from meritbook.actions.end_appointment import CAUSES
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.actions.service_record import contract_of
from meritbook.core.dates import day_in_words
from meritbook.core.service.rights import what_follows
from meritbook.desk import executive_law
from meritbook.desk import executives as read
from meritbook.records import clock
from meritbook.records.models import Appointment, Seat
from meritbook.web.forms.executives import (
    ContractDaysForm,
    ContractForm,
    EndForm,
    ReasonForm,
    ReviewForm,
    SupportAgainForm,
    SupportForm,
)
from meritbook.web.forms.pay import ServeForm
from meritbook.web.http import Request, actor, page
from meritbook.web.views.acting import Act, act_page, sent
from meritbook.web.views.executives import seat_step, trail
from meritbook.web.views.notice_acts import paper_of


@page("GET", "POST", needs=Capability.RECORD_CONTRACT)
def contract_new(request: Request, pk: int) -> HttpResponse:
    """Record a contract of the executive in a seat."""
    row = _seat(request, pk, Capability.RECORD_CONTRACT)
    held = _held(request, row)
    form = ContractForm(sent(request), initial={"states_criteria": True, "on_standard_form": True})

    def act() -> tuple[str, str]:
        done = record_contract.perform(
            actor(request),
            at=clock.now(),
            why=form.cleaned_data["why"],
            appointment=held,
            **form.terms(),
            **form.days(),
        )
        return "The contract is on record.", reverse("web:contract", args=[done.pk])

    intro = f"With {held.executive.full_name}. The contract itself is drawn up and signed elsewhere."
    return _page(request, form, act, row, "Record a contract", "Record", intro=intro, password=False)


@page("GET", "POST", needs=Capability.READ_SEAT)
def contract(request: Request, pk: int) -> HttpResponse:
    """A contract on record with its days; the agency HR officer records here what became of it."""
    standing = request.standing
    row = read.contract(standing, pk)
    held = row.appointment
    may = standing.may(Capability.RECORD_CONTRACT, row)
    if request.method == "POST":
        require(actor(request), Capability.RECORD_CONTRACT, row, on=standing.on)
    terms_open = row.agreed_on is None
    kind = ContractForm if terms_open else ContractDaysForm
    form: Any = kind(sent(request), initial=kind.of(row))

    def act() -> tuple[str, str]:
        change_contract.perform(
            actor(request),
            at=clock.now(),
            why=form.cleaned_data["why"],
            contract=row,
            **form.days(),
            **(form.terms() if terms_open else {}),
        )
        return "Recorded.", reverse("web:contract", args=[pk])

    return act_page(
        request,
        form,
        act,
        template="web/contract.html",
        password=False,
        row=row,
        copies=copies_of([row])[row.pk],
        held=held,
        may=may,
        own=standing.user is not None and held.executive_id == standing.user.pk,
        verdicts=executive_law.of_contract(contract_of(row), on=standing.on),
        may_undo=row.agreed_on is not None and standing.may(Capability.UNDO_STEP, row),
        reads_seat=standing.seats().filter(pk=held.seat_id).exists(),
        trail=trail((held.seat.position.number, ""), ("Contract", "")),
    )


@page("GET", "POST", needs=Capability.SERVE_NOTICE)
def seat_notice(request: Request, pk: int) -> HttpResponse:
    """Serve notice of dismissal on the executive in a seat."""
    row = _seat(request, pk, Capability.SERVE_NOTICE)
    held = _held(request, row)
    form = ServeForm(
        sent(request), request.FILES or None, initial={"in_writing": True, "served_on": request.standing.on}
    )

    def act() -> tuple[str, str]:
        taken = dict(form.cleaned_data)
        paper = paper_of(taken)
        done = serve_notice.perform(
            actor(request), at=clock.now(), why="Notice of dismissal.", appointment=held, paper=paper, **taken
        )
        return (
            f"Served. The last day of service is {day_in_words(done.separation_on)}; the letter is ready.",
            reverse("web:seat", args=[pk]),
        )

    intro = (
        f"To {held.executive.full_name}, for failure to perform. The law gives the last day for notice, the last day "
        "of service and the last day to appeal; the letter is written with the notice and bears the day on which it is "
        "served, which is today. What was served before is attached as the paper that it was."
    )
    return _page(
        request, form, act, row, "Serve notice of dismissal", "Serve notice", intro=intro, keeps=f"notice:{pk}"
    )


@page("GET", "POST", needs=Capability.SERVE_NOTICE)
def notice_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a notice of dismissal."""
    notice = read.notice(request.standing, pk)
    row = notice.appointment.seat
    require(actor(request), Capability.SERVE_NOTICE, notice, on=request.standing.on)
    form = ReasonForm(sent(request))

    def act() -> tuple[str, str]:
        reason = form.cleaned_data["reason"]
        withdraw_notice.perform(
            actor(request), at=clock.now(), why="Withdrawn by the director.", notice=notice, reason=reason
        )
        return "Withdrawn. The notice stays on record.", reverse("web:seat", args=[row.pk])

    return _page(request, form, act, row, "Withdraw the notice", "Withdraw the notice")


@page("GET", "POST", needs=Capability.WITHDRAW_SUPPORT)
def seat_support(request: Request, pk: int) -> HttpResponse:
    """Withdraw the support of a position, or restore it."""
    row = _seat(request, pk, Capability.WITHDRAW_SUPPORT)
    withdrawn = row.support_withdrawals.filter(restored_at__isnull=True).exists()
    form: Any = SupportAgainForm(sent(request)) if withdrawn else SupportForm(sent(request))

    def act() -> tuple[str, str]:
        taken = dict(form.cleaned_data)
        if withdrawn:
            restore_support.perform(actor(request), at=clock.now(), seat=row, **taken)
            return "The position is supported again.", reverse("web:seat", args=[pk])
        withdraw_support.perform(actor(request), at=clock.now(), why="Support withdrawn.", seat=row, **taken)
        return "The support is withdrawn. The law drafts what follows; a person confirms it.", reverse(
            "web:seat", args=[pk]
        )

    words = "Restore the support" if withdrawn else "Withdraw the support"
    return _page(request, form, act, row, words, words)


@page("GET", "POST", needs=Capability.REVIEW_SEAT)
def seat_review(request: Request, pk: int) -> HttpResponse:
    """The State Personnel Director's review of the criteria."""
    row = _seat(request, pk, Capability.REVIEW_SEAT)
    form = ReviewForm(sent(request))

    def act() -> tuple[str, str]:
        values = form.cleaned_data
        review_seat.perform(
            actor(request),
            at=clock.now(),
            why="Review of the criteria.",
            seat=row,
            still_met=values["still_met"] == "yes",
            says=values["says"],
            starts_on=values["starts_on"],
        )
        return "The review is on record.", reverse("web:seat", args=[pk])

    return _page(request, form, act, row, "Review the criteria", "Record the review")


@page("GET", "POST", needs=Capability.APPOINT_EXECUTIVE)
def seat_end(request: Request, pk: int) -> HttpResponse:
    """End the appointment of the executive in a seat."""
    row = _seat(request, pk, Capability.APPOINT_EXECUTIVE)
    held = _held(request, row)
    form = EndForm(sent(request))

    def act() -> tuple[str, str]:
        done = end_appointment.perform(
            actor(request),
            at=clock.now(),
            why="Ended by the department's director.",
            appointment=held,
            **form.cleaned_data,
        )
        ends = f" before {day_in_words(done.ends_before)}" if done.ends_before else ""
        return (
            f"The appointment ends{ends}. The page says what follows.",
            reverse("web:appointment", args=[done.pk]),
        )

    law = service_law.service_law()
    follows = [(one.label, what_follows(law, str(one))) for one in CAUSES]
    intro = f"Of {held.executive.full_name}. The seat falls vacant after the last day."
    return _page(request, form, act, row, "End the appointment", "End the appointment", intro=intro, follows=follows)


def _seat(request: Request, pk: int, capability: Capability) -> Seat:
    row = read.seat(request.standing, pk)
    require(actor(request), capability, row, on=request.standing.on)
    return row


def _held(request: Request, row: Seat) -> Appointment:
    held = read.parts_of(row).in_force(request.standing.on)
    if held is None:
        raise possible.NotInForceError("Nobody holds the seat.", where=row.position.number)
    if request.standing.user is not None and held.executive_id == request.standing.user.pk:
        raise ForbiddenError("Nobody acts on their own appointment.")
    return held


def _page(
    request: Request,
    form: Any,
    act: Act,
    row: Seat,
    heading: str,
    button: str,
    *,
    password: bool = True,
    **more: Any,
) -> HttpResponse:
    return act_page(
        request,
        form,
        act,
        password=password,
        heading=heading,
        lead=f"Position {row.position.number} · {row.position.title} · {row.position.department.name}",
        button=button,
        back=reverse("web:seat", args=[row.pk]),
        trail=trail(seat_step(row), (heading, "")),
        **more,
    )
