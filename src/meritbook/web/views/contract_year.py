"""The year of a performance contract: the line, and what each objective shows; evidence and its files."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    attach_file,
    change_evidence,
    contract_year_policies,
    share_evidence,
    withdraw_evidence,
    write_evidence,
    year_facts,
)
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.desk import contract_year as read
from meritbook.desk.contracts import contract as contract_of
from meritbook.records import clock
from meritbook.records.models import EvidenceNote, PerformanceContract, Sharing
from meritbook.web.forms.contract_year import DraftForm, DropForm, FileForm, NoteForm, ShareForm, WithdrawForm
from meritbook.web.http import Request, actor, page
from meritbook.web.views.acting import Act, act_page, sent
from meritbook.web.views.contract_frame import framed, trail
from meritbook.web.views.documents import download

WRITES = (Capability.WRITE_EVIDENCE, Capability.WRITE_OWN_EVIDENCE)
PRIVATE_WHY, SHARED_WHY = "Private draft.", "Evidence on the contract year."
"""What the ledger is told of why: of a private draft nothing."""


@page("GET", needs=Capability.READ_CONTRACT)
def year(request: Request, pk: int) -> HttpResponse:
    """The year of a contract: the line, reviews, and each objective with its measures and evidence."""
    row = contract_of(request.standing, pk)
    text = read.text_in_force(row)
    standing = request.standing
    context = {
        **framed(request, row, "web:agreement_year"),
        "heading": "Through the year",
        "shown": read.year(standing, row, text) if text is not None else None,
        "tied": {one.key: one.register_key for one in text.measures() if one.register_key} if text else {},
        "shared_with": read.SHARED_WITH,
        "may_write": text is not None and year_facts.may_write(standing, row),
        "may_review": text is not None and standing.may(Capability.REVIEW_PROGRESS, row),
        "may_answer": standing.may(Capability.ANSWER_REVIEW, row),
        "may_record": text is not None and standing.may(Capability.RECORD_RESULT, row),
        "user_pk": standing.user.pk if standing.user is not None else None,
        "trail": trail(row, ("Through the year", "")),
    }
    return render(request, "web/contract_year.html", context)


def year_address(row: PerformanceContract) -> str:
    """The page of the year."""
    return reverse("web:agreement_year", args=[row.pk])


def year_act(
    request: Request, form: Any, act: Act, row: PerformanceContract, heading: str, button: str, **more: Any
) -> HttpResponse:
    """A page with one form on the contract, which says who can see what is written."""
    return act_page(
        request,
        form,
        act,
        template="web/contract_year_act.html",
        password=False,
        heading=heading,
        lead=f"{row.appointment.executive.full_name}, position {row.appointment.seat.position.number}",
        button=button,
        back=year_address(row),
        trail=trail(row, ("Through the year", year_address(row)), (heading, "")),
        **more,
    )


def _written(request: Request, pk: int, note: int) -> tuple[PerformanceContract, EvidenceNote]:
    """A contract and a note on it by the person."""
    row = contract_of(request.standing, pk)
    found = read.note(request.standing, row, note)
    if found.written_by_id != getattr(request.user, "pk", None):
        raise ForbiddenError("Somebody else wrote this note.")
    require(actor(request), year_facts.capability(actor(request), row), row, on=request.standing.on)
    return row, found


@page("GET", "POST", one_of=WRITES)
def evidence_new(request: Request, pk: int) -> HttpResponse:
    """Write a note of evidence."""
    row = contract_of(request.standing, pk)
    require(actor(request), year_facts.capability(actor(request), row), row, on=request.standing.on)
    text = contract_year_policies.signed_text(row)
    initial = {"about": request.GET.get("about", "")[:80], "sharing": Sharing.PRIVATE, "happened_on": clock.today()}
    form = NoteForm(sent(request), request.FILES or None, text=text, initial=initial)

    def act() -> tuple[str, str]:
        values = form.cleaned_data
        shared = values["sharing"] == Sharing.SHARED
        why = SHARED_WHY if shared else PRIVATE_WHY
        upload = values["file"]
        file = attach_file.take(upload, name=upload.name) if upload else None
        with transaction.atomic():
            done = write_evidence.perform(
                actor(request),
                at=clock.now(),
                why=why,
                contract=row,
                says=values["says"],
                happened_on=values["happened_on"],
                about=values["about"],
                shared=shared,
            )
            if file is not None:
                attach_file.perform(actor(request), at=clock.now(), why=why, note=done, file=file)
        return f"Kept. Who can see it: {done.get_sharing_display()}.", f"{year_address(row)}#note-{done.pk}"

    return year_act(request, form, act, row, "Write evidence", "Keep the note", upload=True, keeps=f"evidence:{pk}")


@page("GET", "POST", one_of=WRITES)
def evidence_change(request: Request, pk: int, note: int) -> HttpResponse:
    """Change a private draft."""
    row, found = _written(request, pk, note)
    initial = {"about": found.about, "happened_on": found.happened_on, "says": found.says}
    form = DraftForm(sent(request), text=contract_year_policies.signed_text(row), initial=initial)

    def act() -> tuple[str, str]:
        done = change_evidence.perform(actor(request), at=clock.now(), why=PRIVATE_WHY, note=found, **form.cleaned_data)
        return "Kept. Who can see it: Only you.", f"{year_address(row)}#note-{done.pk}"

    return year_act(
        request,
        form,
        act,
        row,
        "Change your draft",
        "Keep the draft",
        seen_by=found.get_sharing_display(),
        keeps=f"evidence:{pk}:{note}",
    )


@page("GET", "POST", one_of=WRITES)
def evidence_share(request: Request, pk: int, note: int) -> HttpResponse:
    """Share a private draft."""
    row, found = _written(request, pk, note)
    form = ShareForm(sent(request))

    def act() -> tuple[str, str]:
        share_evidence.perform(actor(request), at=clock.now(), why=SHARED_WHY, note=found)
        return f"Shared with: {read.SHARED_WITH}.", f"{year_address(row)}#note-{found.pk}"

    return year_act(
        request, form, act, row, "Share your draft", "Share it", note=found, seen_by=f"from then on {read.SHARED_WITH}"
    )


@page("GET", "POST", one_of=WRITES)
def evidence_withdraw(request: Request, pk: int, note: int) -> HttpResponse:
    """Withdraw a note."""
    row, found = _written(request, pk, note)
    private = found.sharing == Sharing.PRIVATE
    form: Any = DropForm(sent(request)) if private else WithdrawForm(sent(request))

    def act() -> tuple[str, str]:
        reason = form.cleaned_data.get("reason", "")
        why = PRIVATE_WHY if private else "Evidence withdrawn."
        withdraw_evidence.perform(actor(request), at=clock.now(), why=why, note=found, reason=reason)
        return "The draft is gone." if private else "Withdrawn. It stays on file with your reason.", year_address(row)

    words = "Give up your draft" if private else "Withdraw your note"
    return year_act(request, form, act, row, words, words, note=found, seen_by=found.get_sharing_display())


@page("GET", "POST", one_of=WRITES)
def evidence_attach(request: Request, pk: int, note: int) -> HttpResponse:
    """Put a file beside a note."""
    row, found = _written(request, pk, note)
    form = FileForm(sent(request), request.FILES or None)

    def act() -> tuple[str, str]:
        upload = form.cleaned_data["file"]
        why = PRIVATE_WHY if found.sharing == Sharing.PRIVATE else SHARED_WHY
        file = attach_file.take(upload, name=upload.name)
        done = attach_file.perform(actor(request), at=clock.now(), why=why, note=found, file=file)
        return f"{done.name} is beside the note.", f"{year_address(row)}#note-{found.pk}"

    return year_act(
        request,
        form,
        act,
        row,
        "Add a file",
        "Add the file",
        upload=True,
        note=found,
        seen_by=found.get_sharing_display(),
    )


@page("GET", needs=Capability.READ_CONTRACT)
def evidence_file(request: Request, pk: int, note: int, file: int) -> HttpResponse:
    """A file beside a note, as a download under its name; never shown inside a page of this site."""
    found = read.file(request.standing, contract_of(request.standing, pk), note, file)
    return download(found.document, found.name)
