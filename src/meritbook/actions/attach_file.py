"""Put a file beside a note of evidence, kept byte for byte once the office's scanner found nothing."""

from __future__ import annotations

from datetime import datetime
from typing import IO

from django.db import IntegrityError, transaction

from meritbook.actions import appointing, ledger, report_evidence, scanning, storing, year_facts
from meritbook.actions import contract_year_policies as possible
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import require
from meritbook.readers.attachments import Attachment, read_attachment
from meritbook.records import clock
from meritbook.records.models import EvidenceFile, EvidenceNote


def take(stream: IO[bytes], *, name: str) -> Attachment:
    """The file that somebody hands in, looked into before anything is locked or kept: a scanner takes its time.

    Raises what `read_attachment` raises; `ScannedError`; `ScannerError`.
    """
    file = read_attachment(stream, name=name)
    scanning.scan(file.data, name=file.name)
    return file


def perform(actor: Actor, *, at: datetime, why: str, note: EvidenceNote, file: Attachment) -> EvidenceFile:
    """The file beside the note, read by those who read the note. `take` gives it.

    Raises `ForbiddenError`; `NotePrivacyError`; `NoteStandsError`; `NotSignedError`; `FilesError`; `NotEvidenceError`.
    """
    on = clock.day_of(at)
    marks = report_evidence.marks_of(file.data, name=file.name)
    with transaction.atomic():
        held = appointing.locked_contract(note.contract)
        row: EvidenceNote = EvidenceNote.objects.select_related("contract__appointment__seat__position").get(pk=note.pk)
        possible.check_author(row, actor)
        role = require(actor, year_facts.capability(actor, held), held, on=on)
        possible.check_note_stands(row)
        possible.signed_text(held)
        possible.check_files(row)
        report_evidence.check(marks)
        document, new = storing.keep_bytes(actor, at=at, name=file.name, data=file.data, media_type=file.media_type)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        try:
            with transaction.atomic():
                kept = EvidenceFile.objects.create(
                    note=row,
                    document=document,
                    name=file.name,
                    kind=file.media_type,
                    added_by=actor.user,
                    added_at=at,
                )
        except IntegrityError as problem:
            raise possible.FilesError("This file is beside the note already.", where=file.name) from problem
        facts = year_facts.of_note(row)
        if row.shared_at is not None:
            facts |= {"name": file.name, "file": document.sha256, "size": len(file.data)}
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="attach_file",
            subject=f"evidence:{row.pk}",
            facts=facts,
            records=[kept, *([document] if new else [])],
        )
    return kept
