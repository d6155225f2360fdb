"""Personnel files: what lies in them, legal holds, copies, what leaves, and packets."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router, Status

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
from meritbook.actions.permissions import Capability, require
from meritbook.api import filing_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.replies import ERRORS, file_answer, with_errors
from meritbook.api.shapes import Because, Id, Number, Paged, Words
from meritbook.desk import personnel_file as read
from meritbook.records import clock
from meritbook.records.models import (
    Appointment,
    ContractRecord,
    ContractVersion,
    CopySent,
    LegalHold,
    Packet,
)

router = Router(tags=["personnel files"])


def _bytes(says: str, media_type: str) -> dict[str, Any]:
    """How the OpenAPI document describes an address that gives bytes."""
    content = {media_type: {"schema": {"type": "string", "format": "binary"}}}
    return {"responses": {200: {"description": says, "content": content}}}


DOCUMENT, ZIP = _bytes("The document", "*/*"), _bytes("The zip", "application/zip")


@router.get("/files", response=with_errors(Paged[shapes.FileLine]))
def list_files(request: HttpRequest, q: Words = "", page: Number = 1) -> Any:
    """The personnel files that the person may read, by name."""
    who = standing(request)
    require(actor(request), Capability.READ_FILE, on=who.on)
    found = read.file_list(read.find(read.files(who), q.replace("\0", "")), page)
    rows = [_line(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.get("/files/{appointment_id}", response=with_errors(shapes.PersonnelFileAnswer))
def get_file(request: HttpRequest, appointment_id: Id) -> Any:
    """One file: what holds it, which copies are missing, how long contracts are kept, and its packets."""
    who = standing(request)
    row = read.appointment(who, appointment_id)
    shown = read.shown(who, row)
    return {
        **_line(row),
        "items": len(shown.record.items),
        "holds": [_hold(one) for one in shown.record.holds],
        "missing": [
            {
                "version": one.version.pk,
                "number": one.version.number,
                "to": one.to,
                "sent": one.sent.pk if one.sent else None,
            }
            for one in shown.missing
        ],
        "kept": [_kept(one) for one in shown.kept],
        "packets": [_packet(one) for one in shown.packets],
    }


@router.get("/files/{appointment_id}/items", response=with_errors(Paged[shapes.ItemLine]))
def list_items(request: HttpRequest, appointment_id: Id, kind: Words = "", page: Number = 1) -> Any:
    """What lies in the file, by kind and day, each with its hash; `kind` keeps it to one part."""
    who = standing(request)
    shown = read.shown(who, read.appointment(who, appointment_id), kind=kind, page=page)
    rows = [
        {
            "kind": str(one.kind),
            "on": one.on,
            "title": one.title,
            "sha256": one.sha256,
            "documents": [
                {
                    "document": kept.document.pk,
                    "name": kept.name,
                    "says": kept.says,
                    "sha256": kept.document.sha256,
                }
                for kept in one.papers
            ],
        }
        for one in shown.page.rows
    ]
    return {"rows": rows, "page": shown.page.number, "pages": shown.page.of, "total": shown.page.total}


@router.get(
    "/files/{appointment_id}/documents/{document_id}", response=ERRORS, openapi_extra=_bytes("The document", "*/*")
)
def get_document(request: HttpRequest, appointment_id: Id, document_id: Id) -> HttpResponse:
    """A document that lies in the file, byte for byte."""
    who = standing(request)
    kept, name = read.document(read.appointment(who, appointment_id), document_id, on=who.on)
    return file_answer(kept, name.replace('"', "'").replace("\n", " ").replace("\r", " "))


@router.post("/files/{appointment_id}/holds", response=with_errors(shapes.HoldAnswer, 201))
def hold(request: HttpRequest, appointment_id: Id, body: shapes.Hold) -> Any:
    """Place a legal hold: nothing leaves any file of the executive while it stands."""
    row = _open(request, appointment_id, Capability.HOLD_FILE)
    confirm_password(request)
    taken = body.model_dump(exclude={"why"})
    done = hold_file.perform(actor(request), at=clock.now(), why=body.why, appointment=row, **taken)
    return Status(201, _hold(done))


@router.post("/files/{appointment_id}/holds/{hold_id}/release", response=with_errors(shapes.HoldAnswer))
def release(request: HttpRequest, appointment_id: Id, hold_id: Id, body: shapes.Release) -> Any:
    """Release a legal hold, with the reason."""
    held = read.hold(_open(request, appointment_id, Capability.HOLD_FILE), hold_id)
    confirm_password(request)
    done = release_hold.perform(actor(request), at=clock.now(), why=body.why, hold=held, reason=body.reason)
    return _hold(done)


@router.post("/files/{appointment_id}/versions/{version_id}/copies", response=with_errors(shapes.CopyAnswer, 201))
def send(request: HttpRequest, appointment_id: Id, version_id: Id, body: shapes.Copy) -> Any:
    """Record that a copy of a signed version was sent."""
    signed: ContractVersion = read.version(_open(request, appointment_id, Capability.KEEP_FILE), version_id)
    done = send_copy.perform(actor(request), at=clock.now(), why=body.why, version=signed, to=body.to)
    return Status(201, _copy(done))


@router.post("/files/{appointment_id}/copies/{copy_id}/received", response=with_errors(shapes.CopyAnswer))
def receive(request: HttpRequest, appointment_id: Id, copy_id: Id, body: Because) -> Any:
    """Say that a copy arrived, as the office to which it went."""
    row = read.copy(_open(request, appointment_id, Capability.KEEP_FILE), copy_id)
    return _copy(receive_copy.perform(actor(request), at=clock.now(), why=body.why, copy=row))


@router.post("/files/{appointment_id}/contracts/{contract_id}/take", response=with_errors(shapes.KeptLine))
def take(request: HttpRequest, appointment_id: Id, contract_id: Id, body: Because) -> Any:
    """Take a contract out of the file once its years are full, and never under a hold."""
    record: ContractRecord = read.contract(_open(request, appointment_id, Capability.KEEP_FILE), contract_id)
    confirm_password(request)
    done = take_from_file.perform(actor(request), at=clock.now(), why=body.why, contract=record)
    return _kept(filing.kept(done, on=clock.today()))


@router.post("/files/{appointment_id}/packets", response=with_errors(shapes.PacketAnswer, 201))
def make(request: HttpRequest, appointment_id: Id, body: shapes.MakePacket) -> Any:
    """Make a packet of the file under the seal of the office."""
    row = read.appointment(standing(request), appointment_id)
    if body.kind == "appeal":
        require(actor(request), Capability.MAKE_PACKET, filing.the_file(row), on=clock.today())
    confirm_password(request)
    done = make_packet.perform(
        actor(request), at=clock.now(), why=body.why, appointment=row, kind=body.kind, purpose=body.purpose
    )
    return Status(201, _packet(done))


@router.get(
    "/files/{appointment_id}/packets/{packet_id}/zip",
    response=ERRORS,
    openapi_extra=_bytes("The zip", "application/zip"),
)
def get_packet(request: HttpRequest, appointment_id: Id, packet_id: Id) -> HttpResponse:
    """The zip of a packet, byte for byte as it was kept."""
    row = read.packet(read.appointment(standing(request), appointment_id), packet_id)
    return file_answer(row.document, file_names.packet_name(row, "zip"))


def _open(request: HttpRequest, pk: int, capability: Capability) -> Appointment:
    row = read.appointment(standing(request), pk)
    require(actor(request), capability, filing.the_file(row), on=clock.today())
    return row


def _line(row: Appointment) -> dict[str, Any]:
    return {
        "appointment": row.pk,
        "executive": row.executive.username,
        "full_name": row.executive.full_name,
        "position": row.seat.position.number,
        "department": row.seat.position.department.code,
        "starts_on": row.starts_on,
        "ends_before": row.ends_before,
    }


def _hold(row: LegalHold) -> dict[str, Any]:
    return {name: getattr(row, name) for name in shapes.HoldAnswer.model_fields}


def _kept(one: filing.Kept) -> dict[str, Any]:
    return {
        "contract": one.record.pk,
        "starts_on": one.record.starts_on,
        "filed_on": one.record.filed_on,
        "kept_until": one.until,
        "may_leave": one.may_leave(clock.today()),
        "taken_from_file_on": one.record.taken_from_file_on,
    }


def _copy(row: CopySent) -> dict[str, Any]:
    return {
        "id": row.pk,
        "version": row.version_id,
        "to": row.to,
        "sent_at": row.sent_at,
        "received_at": row.received_at,
    }


def _packet(row: Packet) -> dict[str, Any]:
    return {
        "id": row.pk,
        "kind": row.kind,
        "purpose": row.purpose,
        "files": row.entries,
        "made_at": row.made_at,
        "sha256": row.document.sha256,
    }
