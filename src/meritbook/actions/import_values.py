"""Ask for the values of a large CSV file to be recorded: long work for a worker, in parts that can be stopped."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from meritbook.actions import jobs, ledger, policies, storing, value_import
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.values import canonical_json
from meritbook.readers.errors import EmptyFileError, TooLargeError, UnsupportedFormatError
from meritbook.readers.limits import MEBIBYTE
from meritbook.readers.value_tables import delimiter_of, text_of
from meritbook.records import clock
from meritbook.records.models import Job, JobKind, ValueFile
from meritbook.records.states import JOB_MOVES, next_state

MOST_BYTES = 1024 * MEBIBYTE


def perform(actor: Actor, *, at: datetime, why: str, data: bytes, name: str, source: str) -> Job:
    """The job, waiting for a worker. `why` stands in every ledger entry that its parts write.

    Raises `ForbiddenError`; `TextError`; `JobExistsError`; `LayoutError`; `EmptyFileError`; `TooLargeError`;
    `UnsupportedFormatError`; `EncodingError`.
    """
    on = clock.day_of(at)
    why = policies.check_text(why, field="why")
    name = policies.check_text(name, field="name", longest=255)
    source = policies.check_text(source, field="source", longest=4000)
    require(actor, Capability.RECORD_VALUE, on=on)
    if not data.strip():
        raise EmptyFileError(f"“{name}” is empty.", where=name)
    if len(data) > MOST_BYTES:
        raise TooLargeError(f"“{name}” is larger than {MOST_BYTES // MEBIBYTE} MB.", where=name)
    if data.startswith((b"PK", b"%PDF", b"\xd0\xcf\x11\xe0")):
        raise UnsupportedFormatError(
            f"“{name}” is no CSV; a file that is recorded in parts is.", where=name, remedy="Save it as CSV in UTF-8."
        )
    text = text_of(data, name)
    value_import.head_of(text.encode(), delimiter_of(text), name)
    with transaction.atomic():
        role = require(actor, Capability.RECORD_VALUE, on=on)
        jobs.check_none_importing()
        document, fresh = storing.keep_bytes(actor, at=at, name=name, data=data, media_type=jobs.CSV)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = ValueFile.objects.create(document=document, name=name, taken_by=actor.user, taken_at=at)
        try:
            with transaction.atomic():
                job = Job.objects.create(
                    kind=JobKind.IMPORT_VALUES,
                    source=document,
                    options_json=canonical_json({"name": name, "source": source, "why": why, "file": row.pk}),
                    status=next_state(JOB_MOVES, "import_values", "", of="The job"),
                    total=2 * value_import.lines_in(data),
                    asked_by=actor.user,
                    asked_at=at,
                )
        except IntegrityError as problem:
            raise jobs.JobExistsError("Another file of values is being recorded.") from problem
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="import_values",
            subject=f"job:{job.pk}",
            facts={"name": name, "document": document.sha256, "total": job.total, "source": source},
            records=[row, *([document] if fresh else [])],
        )
    return job
