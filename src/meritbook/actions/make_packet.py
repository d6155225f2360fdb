"""Make a packet of a personnel file: for an appeal, or the executive's own full copy, both under the office's seal."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from meritbook.actions import appointing, file_record, filing, ledger, packets, policies, storing
from meritbook.actions.actor import Actor
from meritbook.actions.office_seal import office_seal
from meritbook.actions.permissions import Capability, require
from meritbook.actions.verification import one_view
from meritbook.records import clock
from meritbook.records.models import Appointment, Packet, PacketKind, StoredDocument, store_original

OWN_COPY = "Copy for the executive."
"""The purpose of a full copy for which none is given."""


def perform(actor: Actor, *, at: datetime, why: str, appointment: Appointment, kind: str, purpose: str = "") -> Packet:
    """The packet with its zip and its paper, kept; put together before anything is locked, so that others work on.

    Raises `ForbiddenError`; `OwnCaseError`; `NotTheirFileError`; `TextError`; `PacketKindError`; `CertificateError`;
    `OriginalAlteredError`; `LetterError`; `PacketTooLargeError`.
    """
    on = clock.day_of(at)
    wanted = filing.check_packet_kind(kind)
    own = wanted is PacketKind.FULL_COPY
    said = policies.check_text(purpose or (OWN_COPY if own else ""), field="purpose", longest=2000)
    policies.check_text(why, field="why")
    _permitted(actor, appointment, wanted, on=on)
    seal = office_seal()
    assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
    with one_view():
        fresh = Appointment.objects.select_related("seat__position__department", "executive").get(pk=appointment.pk)
        made = packets.make(
            file_record.file_of(fresh, on=on),
            kind=wanted,
            purpose=said,
            made_by=actor.user.full_name,
            at=at,
            on=on,
            seal=seal,
        )
    kept = [(store_original(data), data, ending) for data, ending in ((made.zip, "zip"), (made.paper, "pdf"))]
    with transaction.atomic():
        held = appointing.locked(appointment)
        role = _permitted(actor, held, wanted, on=on)
        whole, paper = (_document(actor, at, f"{made.name}.{ending}", sha, data) for sha, data, ending in kept)
        packet = Packet.objects.create(
            appointment=held,
            kind=wanted,
            purpose=said,
            entries=len(made.manifest.files),
            document=whole,
            index=paper,
            made_by=actor.user,
            made_at=at,
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="make_packet",
            subject=f"packet:{packet.pk}",
            facts={
                "packet": packet.pk,
                "kind": str(wanted),
                "executive": held.executive.username,
                "position": held.seat.position.number,
                "purpose": said,
                "files": packet.entries,
                "zip": whole.sha256,
                "paper": paper.sha256,
                "ledger_until": made.manifest.ledger.last,
            },
            records=[packet, whole, paper],
        )
    return packet


def _permitted(actor: Actor, appointment: Appointment, kind: PacketKind, *, on: date) -> str:
    """The role in which the actor may have the packet: a full copy is the executive's alone."""
    case = filing.the_file(appointment)
    if kind is PacketKind.APPEAL:
        return require(actor, Capability.MAKE_PACKET, case, on=on)
    role = require(actor, Capability.READ_FILE, case, on=on)
    if actor.user is None or appointment.executive_id != actor.user.pk:
        raise filing.NotTheirFileError("A full copy is for the executive whose file it is.")
    return role


def _document(actor: Actor, at: datetime, name: str, sha256: str, data: bytes) -> StoredDocument:
    media_type = "application/zip" if name.endswith(".zip") else "application/pdf"
    row, _ = storing.keep_document(
        actor, at=at, sha256=sha256, name=name, media_type=media_type, size=len(data), document=None
    )
    return row
