"""Personnel files: the list, one file with everything in it, its documents, and what is done about it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from meritbook.actions import (
    file_names,
    filing,
    hold_file,
    make_packet,
    receive_copy,
    release_hold,
    send_copy,
    take_from_file,
)
from meritbook.actions.file_items import Item, Kind
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.core.dates import day_in_words
from meritbook.desk import personnel_file as read
from meritbook.records import clock
from meritbook.records.models import Appointment, PacketKind
from meritbook.web.forms.executives import ReasonForm
from meritbook.web.forms.filing import FullCopyForm, HoldForm, KeepForm, PacketForm
from meritbook.web.http import Request, actor, page, page_number
from meritbook.web.views.acting import Act, act_page, sent
from meritbook.web.views.documents import download

DONE = "web:file"


@page("GET", needs=Capability.READ_FILE)
def files(request: Request) -> HttpResponse:
    """The personnel files that the person may read."""
    asked = request.GET.get("q", "").replace("\0", "").strip()[:200]
    found = read.find(read.files(request.standing), asked)
    return render(request, "web/files.html", {"page": read.file_list(found, page_number(request)), "asked": asked})


@page("GET", needs=Capability.READ_FILE)
def file(request: Request, pk: int) -> HttpResponse:
    """Everything of one executive in one place, by kind and day."""
    standing = request.standing
    row = read.appointment(standing, pk)
    kind = request.GET.get("kind", "")
    kind = kind if kind in list(Kind) else ""
    shown = read.shown(standing, row, kind=kind, page=page_number(request))
    case = filing.the_file(row)
    context: dict[str, Any] = {
        "row": row,
        "shown": shown,
        "page": shown.page,
        "kind": kind,
        "parts": _parts(shown.page.rows),
        "kept": [(one, read.leaves_on(one, standing.on), one.may_leave(standing.on)) for one in shown.kept],
        "may_keep": standing.may(Capability.KEEP_FILE, case),
        "may_hold": standing.may(Capability.HOLD_FILE, case),
        "may_packet": standing.may(Capability.MAKE_PACKET, case),
        "on": standing.on,
        "trail": _trail((row.executive.full_name, "")),
    }
    return render(request, "web/file.html", context)


def _parts(items: tuple[Item, ...]) -> list[tuple[str, list[tuple[Item, str]]]]:
    """The items of a page under their headings, each with the address on which it is opened."""
    found: list[tuple[str, list[tuple[Item, str]]]] = []
    for one in items:
        if not found or found[-1][0] != one.kind.heading:
            found.append((one.kind.heading, []))
        found[-1][1].append((one, _address(one)))
    return found


def _address(one: Item) -> str:
    """Where it is opened; empty where the file alone shows it."""
    if not one.view:
        return ""
    try:
        return reverse(one.view, args=[one.key])
    except NoReverseMatch:
        return ""


@page("GET", needs=Capability.READ_FILE)
def file_document(request: Request, pk: int, document: int) -> HttpResponse:
    """A document that lies in the file, byte for byte, as a download."""
    kept, name = read.document(read.appointment(request.standing, pk), document, on=request.standing.on)
    return download(kept, name)


@page("GET", needs=Capability.READ_FILE)
def packet_zip(request: Request, pk: int, packet: int) -> HttpResponse:
    """The zip of a packet."""
    kept = read.packet(read.appointment(request.standing, pk), packet)
    return download(kept.document, file_names.packet_name(kept, "zip"))


@page("GET", needs=Capability.READ_FILE)
def packet_paper(request: Request, pk: int, packet: int) -> HttpResponse:
    """A packet as one paper."""
    kept = read.packet(read.appointment(request.standing, pk), packet)
    if kept.index is None:
        raise read.NoSuchFileError("This packet has no paper.")
    return download(kept.index, file_names.packet_name(kept, "pdf"))


@page("GET", "POST", needs=Capability.HOLD_FILE)
def file_hold(request: Request, pk: int) -> HttpResponse:
    """Place a legal hold on the files of the executive."""
    row = _open(request, pk, Capability.HOLD_FILE)
    form = HoldForm(sent(request))

    def act() -> tuple[str, str]:
        hold_file.perform(actor(request), at=clock.now(), why="A legal hold.", appointment=row, **form.cleaned_data)
        return "The hold stands. Nothing leaves the file before it is released.", reverse(DONE, args=[pk])

    intro = "It reaches every personnel file of the executive. While it stands, nothing leaves them, however old it is."
    return _page(request, form, act, row, "Place a legal hold", "Place the hold", intro=intro)


@page("GET", "POST", needs=Capability.HOLD_FILE)
def file_hold_release(request: Request, pk: int, hold: int) -> HttpResponse:
    """Release a legal hold."""
    row = _open(request, pk, Capability.HOLD_FILE)
    held = read.hold(row, hold)
    form = ReasonForm(sent(request))

    def act() -> tuple[str, str]:
        reason = form.cleaned_data["reason"]
        release_hold.perform(actor(request), at=clock.now(), why="The hold is released.", hold=held, reason=reason)
        return "Released. The hold stays on record.", reverse(DONE, args=[pk])

    return _page(request, form, act, row, "Release the hold", "Release the hold", intro=f"Matter: {held.matter}.")


@page("GET", "POST", needs=Capability.KEEP_FILE)
def file_copy_send(request: Request, pk: int, version: int, to: str) -> HttpResponse:
    """Send a copy of a signed version."""
    row = _open(request, pk, Capability.KEEP_FILE)
    place = filing.check_copy_to(to)
    signed = read.version(row, version)
    form = KeepForm(sent(request))

    def act() -> tuple[str, str]:
        why = form.cleaned_data["why"]
        send_copy.perform(actor(request), at=clock.now(), why=why, version=signed, to=to)
        return "On its way. The office to which it went says when it arrived.", reverse(DONE, args=[pk])

    intro = f"Version {signed.number} of the contract from {day_in_words(signed.contract.starts_on)}, to {place.label}."
    return _page(request, form, act, row, "Send a copy", "Record that it was sent", intro=intro, password=False)


@page("GET", "POST", needs=Capability.KEEP_FILE)
def file_copy_receive(request: Request, pk: int, copy: int) -> HttpResponse:
    """Say that a copy arrived."""
    row = _open(request, pk, Capability.KEEP_FILE)
    sent_copy = read.copy(row, copy)
    form = KeepForm(sent(request))

    def act() -> tuple[str, str]:
        receive_copy.perform(actor(request), at=clock.now(), why=form.cleaned_data["why"], copy=sent_copy)
        return "Received.", reverse(DONE, args=[pk])

    intro = f"Version {sent_copy.version.number}, sent to {sent_copy.get_to_display()}."
    return _page(request, form, act, row, "A copy arrived", "Record that it arrived", intro=intro, password=False)


@page("GET", "POST", needs=Capability.KEEP_FILE)
def file_take(request: Request, pk: int, contract: int) -> HttpResponse:
    """Take a contract out of the file once its years are full."""
    row = _open(request, pk, Capability.KEEP_FILE)
    record = read.contract(row, contract)
    form = KeepForm(sent(request))

    def act() -> tuple[str, str]:
        take_from_file.perform(actor(request), at=clock.now(), why=form.cleaned_data["why"], contract=record)
        return "The contract has left the file.", reverse(DONE, args=[pk])

    intro = (
        f"The contract from {day_in_words(record.starts_on)}, with its versions, signatures, evidence, reviews, "
        "appraisals and the pay that was decided for it, stands in the file and in packets no more. Nothing is deleted "
        "from the record: the ledger keeps the hash of every row, and the originals stay, so that what was done can "
        "still be proved."
    )
    return _page(request, form, act, row, "Take a contract out of the file", "Take it out", intro=intro)


@page("GET", "POST", needs=Capability.MAKE_PACKET)
def file_packet(request: Request, pk: int) -> HttpResponse:
    """Make an appeal packet."""
    row = _open(request, pk, Capability.MAKE_PACKET)
    form = PacketForm(sent(request))

    def act() -> tuple[str, str]:
        return _made(request, row, PacketKind.APPEAL, form.cleaned_data["purpose"])

    intro = (
        "Every version with its signatures, notices with their proofs of service, shared evidence, reviews, "
        "appraisals, the rules that were applied and the entries of the ledger, under the seal of the office. What is "
        "private to its author and what concerns others is not in it."
    )
    return _page(request, form, act, row, "Make an appeal packet", "Make the packet", intro=intro)


@page("GET", "POST", needs=Capability.READ_FILE)
def file_full_copy(request: Request, pk: int) -> HttpResponse:
    """The executive's own full copy."""
    row = read.appointment(request.standing, pk)
    if request.standing.user is None or row.executive_id != request.standing.user.pk:
        raise ForbiddenError("A full copy is for the executive whose file it is.")
    form = FullCopyForm(sent(request))

    def act() -> tuple[str, str]:
        return _made(request, row, PacketKind.FULL_COPY, "")

    intro = "Everything in your personnel file, under the seal of the office: one paper to read, and every original."
    return _page(request, form, act, row, "Your full copy", "Make my copy", intro=intro)


def _made(request: Request, row: Appointment, kind: PacketKind, purpose: str) -> tuple[str, str]:
    done = make_packet.perform(
        actor(request),
        at=clock.now(),
        why=purpose or make_packet.OWN_COPY,
        appointment=row,
        kind=kind,
        purpose=purpose,
    )
    return f"Made, with {done.entries} files. It lies below, ready to take away.", f"{_file(row)}#packets"


def _file(row: Appointment) -> str:
    return reverse(DONE, args=[row.pk])


def _open(request: Request, pk: int, capability: Capability) -> Appointment:
    row = read.appointment(request.standing, pk)
    require(actor(request), capability, filing.the_file(row), on=request.standing.on)
    return row


def _page(
    request: Request,
    form: Any,
    act: Act,
    row: Appointment,
    heading: str,
    button: str,
    *,
    password: bool = True,
    **more: Any,
) -> HttpResponse:
    position = row.seat.position
    return act_page(
        request,
        form,
        act,
        password=password,
        heading=heading,
        lead=f"{row.executive.full_name} · position {position.number} · {position.department.name}",
        button=button,
        back=_file(row),
        trail=_trail((row.executive.full_name, _file(row)), (heading, "")),
        **more,
    )


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page about a file."""
    return [("Personnel files", reverse("web:files")), *steps]
