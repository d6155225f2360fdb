"""Take a file of values in: it is kept byte for byte and read, and nothing of it is recorded yet."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import ledger, policies, storing
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.actions.value_lines import check_layout
from meritbook.readers.value_tables import read_tables
from meritbook.records import clock
from meritbook.records.models import ValueFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"


def perform(actor: Actor, *, at: datetime, why: str, data: bytes, name: str) -> ValueFile:
    """The file as taken in. One that cannot be read is refused and not kept.

    Raises `ForbiddenError`; `TextError`; `LayoutError`; and what `read_tables` raises.
    """
    on = clock.day_of(at)
    name = policies.check_text(name, field="name", longest=255)
    require(actor, Capability.RECORD_VALUE, on=on)
    check_layout(read_tables(data, name=name))
    with transaction.atomic():
        role = require(actor, Capability.RECORD_VALUE, on=on)
        kind = XLSX if data.startswith(b"PK") else CSV
        document, fresh = storing.keep_bytes(actor, at=at, name=name, data=data, media_type=kind)
        assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
        row = ValueFile.objects.create(document=document, name=name, taken_by=actor.user, taken_at=at)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="take_value_file",
            subject=f"valuefile:{row.pk}",
            facts={"name": name, "document": document.sha256, "size": document.size},
            records=[row, *([document] if fresh else [])],
        )
    return row
