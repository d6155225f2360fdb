"""A notice of dismissal before it is served and after: the draft, the proof of its service, and what came of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import appointing_policies as possible
from meritbook.actions import correct_agreed_day, record_service, undo_agreement, withdraw_service_proof
from meritbook.actions.papers import Paper
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.desk import executives as read
from meritbook.desk import notices
from meritbook.records import clock
from meritbook.records.models import ServedBy
from meritbook.web.errors import as_problem
from meritbook.web.forms.executives import ReasonForm, form_problems
from meritbook.web.forms.pay import AgreedDayForm, DraftForm, ProofForm
from meritbook.web.http import Request, actor, page
from meritbook.web.views.acting import act_page, sent
from meritbook.web.views.documents import download, upload_bytes
from meritbook.web.views.executives import seat_step, trail


def paper_of(values: dict[str, Any]) -> Paper | None:
    """The file of a form as the acts take it; none where none was attached."""
    file = values.pop("paper", None)
    return Paper(str(file.name), upload_bytes(file)) if file else None


@page("GET", "POST", needs=Capability.SERVE_NOTICE)
def notice_draft(request: Request, pk: int) -> HttpResponse:
    """A notice as its letter would be, with the days for today and for the last day. Nothing of it is kept."""
    row = read.seat(request.standing, pk)
    require(actor(request), Capability.SERVE_NOTICE, row, on=request.standing.on)
    held = read.parts_of(row).in_force(request.standing.on)
    if held is None:
        raise possible.NotInForceError("Nobody holds the seat.", where=row.position.number)
    if request.standing.user is None or held.executive_id == request.standing.user.pk:
        raise ForbiddenError("Nobody acts on their own appointment.")
    form = DraftForm(sent(request))
    how, reason = str(ServedBy.HAND), ""
    problem, status = None, 200
    if request.method == "POST":
        if form.is_valid():
            how, reason = form.cleaned_data["served_how"], form.cleaned_data["reason"]
        else:
            status = 422
            problem = {
                "message": "The draft cannot be shown as it is.",
                "to_do": "Mend what is listed. Nothing that you typed is lost.",
                "code": "form.invalid",
                "where": "",
                "list": form_problems([form]),
            }
    drafts: tuple[notices.Drafted, ...] = ()
    try:
        drafts = notices.drafts(held, reason=reason, served_how=how, by=request.standing.user, on=request.standing.on)
    except MeritbookError as refused:
        problem, status = as_problem(refused), refused.http_status
    context = {
        "form": form,
        "problem": problem,
        "row": row,
        "held": held,
        "drafts": drafts,
        "preview": drafts[0].parts if drafts and reason else (),
        "trail": trail(seat_step(row), ("Draft of a notice", "")),
    }
    return render(request, "web/notice_draft.html", context, status=status)


@page("GET", "POST", needs=Capability.PROVE_SERVICE)
def notice_proof(request: Request, pk: int) -> HttpResponse:
    """Record how a notice was served."""
    notice = read.notice(request.standing, pk)
    row = notice.appointment.seat
    require(actor(request), Capability.PROVE_SERVICE, notice, on=request.standing.on)
    form = ProofForm(sent(request), request.FILES or None, initial={"served_how": notice.served_how})

    def act() -> tuple[str, str]:
        taken = dict(form.cleaned_data)
        paper = paper_of(taken)
        done = record_service.perform(actor(request), at=clock.now(), notice=notice, paper=paper, **taken)
        until = f"The last day to appeal is {day_in_words(done.appeal_until)}." if done.appeal_until else ""
        says = (
            until or "The last day to appeal is known once the letter has arrived: withdraw this then, and record it."
        )
        return f"The proof is on record. {says}", reverse("web:seat", args=[row.pk])

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Record how the notice was served",
        lead=f"Position {row.position.number} · {notice.appointment.executive.full_name}",
        intro=f"Notice of {day_in_words(notice.served_on)}, {notice.get_served_how_display().lower()}.",
        button="Record the proof",
        back=reverse("web:seat", args=[row.pk]),
        trail=trail(seat_step(row), ("Proof of service", "")),
    )


@page("GET", "POST", needs=Capability.PROVE_SERVICE)
def proof_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a proof of service, to record it again."""
    proof = notices.proof(request.standing, pk)
    row = proof.notice.appointment.seat
    require(actor(request), Capability.PROVE_SERVICE, proof, on=request.standing.on)
    form = ReasonForm(sent(request))

    def act() -> tuple[str, str]:
        reason = form.cleaned_data["reason"]
        withdraw_service_proof.perform(actor(request), at=clock.now(), why="Corrected.", proof=proof, reason=reason)
        return "Withdrawn. It stays on record; record the proof again.", reverse("web:seat", args=[row.pk])

    return act_page(
        request,
        form,
        act,
        heading="Withdraw the proof of service",
        lead=f"Position {row.position.number} · {proof.notice.appointment.executive.full_name}",
        button="Withdraw the proof",
        back=reverse("web:seat", args=[row.pk]),
        trail=trail(seat_step(row), ("Proof of service", "")),
    )


@page("GET", needs=Capability.READ_SEAT)
def proof_paper(request: Request, pk: int) -> HttpResponse:
    """The paper of a proof of service, as a download."""
    proof = notices.proof(request.standing, pk)
    if proof.document is None:
        raise read.NoSuchSeatError("This proof has no paper.", remedy="Open the seat to see the proof.")
    return download(proof.document)


@page("GET", needs=Capability.READ_SEAT)
def notice_record(request: Request, pk: int) -> HttpResponse:
    """The record of service of a notice that was served on paper before, as PDF; else the letter that was served."""
    row = read.notice(request.standing, pk)
    found = row.record or row.document
    if found is None:
        raise read.NoSuchSeatError("This notice has no letter.", remedy="Open the seat to see the notice.")
    return download(found)


@page("GET", "POST", needs=Capability.RECORD_CONTRACT)
def agreed_day(request: Request, pk: int) -> HttpResponse:
    """Correct the day on which a contract on record was agreed."""
    row = read.contract(request.standing, pk)
    require(actor(request), Capability.RECORD_CONTRACT, row, on=request.standing.on)
    form = AgreedDayForm(sent(request), initial={"agreed_on": row.agreed_on})

    def act() -> tuple[str, str]:
        correct_agreed_day.perform(actor(request), at=clock.now(), why="Corrected.", contract=row, **form.cleaned_data)
        return "The day of agreement is corrected.", reverse("web:contract", args=[pk])

    return _of_contract(request, form, act, row, "Correct the day of agreement", password=False)


@page("GET", "POST", needs=Capability.UNDO_STEP)
def agreement_undo(request: Request, pk: int) -> HttpResponse:
    """Undo that a contract on record was agreed."""
    row = read.contract(request.standing, pk)
    require(actor(request), Capability.UNDO_STEP, row, on=request.standing.on)
    form = ReasonForm(sent(request))

    def act() -> tuple[str, str]:
        undo_agreement.perform(actor(request), at=clock.now(), why="Undone.", contract=row, **form.cleaned_data)
        return "The contract is not agreed any more.", reverse("web:contract", args=[pk])

    return _of_contract(request, form, act, row, "Undo the agreement", password=True)


def _of_contract(request: Request, form: Any, act: Any, row: Any, heading: str, *, password: bool) -> HttpResponse:
    position = row.appointment.seat.position
    return act_page(
        request,
        form,
        act,
        password=password,
        heading=heading,
        lead=f"Contract from {day_in_words(row.starts_on)} · {row.appointment.executive.full_name}",
        button=heading,
        back=reverse("web:contract", args=[row.pk]),
        trail=trail((position.number, ""), (heading, "")),
    )
