"""Puts a packet together: paper, originals, ledger extract, list of files, and the seals of the office over them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings

from meritbook.actions import file_names, packet_ledger, packet_pages, packet_parts
from meritbook.actions.file_record import FileRecord
from meritbook.core.contracts.packet import LEDGER, MANIFEST, PAPER, README, SEAL, LedgerRange, Manifest, listed
from meritbook.core.dates import day_in_words
from meritbook.records.models import PacketKind
from meritbook.writers.packet_readme import readme
from meritbook.writers.packet_zip import packed
from meritbook.writers.paper import Paper, facts, heading, paragraph, said_parts
from meritbook.writers.paper_pdf import ARCHIVE, pdf
from meritbook.writers.seals import OfficeSeal, sign_bytes, sign_pdf

FIELD = "OfficeSeal"
"""The field of the signature in the paper."""


@dataclass(frozen=True)
class Made:
    """A packet, ready to be kept."""

    zip: bytes
    paper: bytes
    manifest: Manifest
    name: str
    """Without ending."""


def make(
    record: FileRecord, *, kind: PacketKind, purpose: str, made_by: str, at: datetime, on: date, seal: OfficeSeal
) -> Made:
    """The packet of the file as it stands. The same file gives the same list, but for the signed paper.

    Raises `OriginalAlteredError`, `LetterError`, `SealError` and `PacketTooLargeError`.
    """
    appointment = record.appointment
    position = appointment.seat.position
    government = settings.MERITBOOK_GOVERNMENT or position.department.name
    concerns = packet_ledger.concerning(record.rows | {("position", position.pk)})
    entries = packet_ledger.shown(concerns)
    extract, covered = packet_ledger.extract_of(concerns)
    files = packet_parts.collected(record)
    pages = packet_pages.pages_of(record, files.of_document)
    title = f"{kind.label}: {appointment.executive.full_name}, position {position.number}"
    told = [
        ("Executive", appointment.executive.full_name),
        ("Position", f"{position.number} {position.title}".strip()),
        ("Department", position.department.name),
        ("Appointment", record.stands),
        ("Kind", kind.label),
        ("Purpose", purpose),
        ("Made by", made_by),
        ("As of", day_in_words(on)),
        ("Items in the file", str(len(record.items))),
        ("Legal holds that stand", str(len(record.holds))),
        ("Ledger", _range(covered)),
    ]
    paper = Paper(
        name="packet",
        title=title,
        reference=f"{kind.label} {position.department.code}/{position.number}",
        jurisdiction=government,
        office=settings.MERITBOOK_OFFICE,
        written_on=on,
        parts=said_parts(
            [
                heading(title, 1),
                facts("The packet in short", ("What", "As made"), told),
                paragraph(
                    "Everything here is set from the record as it stood. The zip beside it holds each file byte for "
                    f"byte; {MANIFEST} lists them with their hashes, and the seal of the office covers that list. "
                    f"{README} says how to check all of it by hand."
                ),
                *packet_parts.parts_of(record, files, entries, pages),
            ]
        ),
    )
    signed = sign_pdf(
        pdf(paper, standards=ARCHIVE, pictures=pages.files),
        seal,
        field=FIELD,
        name=settings.MERITBOOK_OFFICE,
        reason=f"{kind.label}, {purpose}"[:200],
        location=government,
        at=at,
        archive=True,
    )
    files.files[PAPER] = (signed, "All of it as one paper to read, sealed")
    files.files[LEDGER] = (extract, "The entries of the ledger on this case in full, and the chain between them")
    files.files[README] = (readme(covered), "How to check the packet by hand")
    manifest = Manifest(
        kind="appeal" if kind is PacketKind.APPEAL else "full_copy",
        purpose=purpose,
        government=government,
        office=settings.MERITBOOK_OFFICE,
        executive=appointment.executive.full_name,
        position=position.number,
        department=position.department.name,
        made_by=made_by,
        made_at=at,
        on=on,
        ledger=covered,
        files=listed(files.files),
    )
    sealed = sign_bytes(manifest.written(), seal, at=at)
    whole = {path: data for path, (data, _) in files.files.items()}
    data = packed({**whole, MANIFEST: manifest.written(), SEAL: sealed})
    return Made(zip=data, paper=signed, manifest=manifest, name=file_names.packet_stem(kind, appointment.seat_id, on))


def _range(covered: LedgerRange) -> str:
    if not covered.last:
        return "no entry concerns the file"
    return (
        f"entries {covered.first:,} to {covered.last:,}, {covered.full:,} of them in full; hash of the last: "
        f"{covered.last_hash}"
    )
