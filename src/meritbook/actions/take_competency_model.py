"""Take in a competency model, new or as the next version of one, from a form or from a CSV, XLSX or JSON file."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from meritbook.actions import competency_model_policies as possible
from meritbook.actions import competency_models, ledger, policies, storing
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.competencies.model import CompetencyModel
from meritbook.readers.competency_models import read_model_file
from meritbook.records import clock
from meritbook.records.models import CompetencyModelRow, CompetencyModelVersion, StoredDocument


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    row: CompetencyModelRow | None = None,
    model: CompetencyModel | dict[str, Any] | None = None,
    data: bytes = b"",
    name: str = "",
    seen: int | None = None,
) -> CompetencyModelVersion:
    """The version as kept; assessments that are under way keep theirs.

    `row`: the model whose next version it is, none for a new one, which is its author's. Either `model` is given, or
    a file by `data` and `name`, which is kept byte for byte. `seen` is the number of the version that was changed.

    Raises `ForbiddenError`; `CompetencyModelError`; `ScaleDirectionError`; `ModelRetiredError`; `OtherModelError`;
    `SameModelError`; `ModelChangedError`; `TakenError`; `TextError`; and what `read_model_file` raises.
    """
    on = clock.day_of(at)
    require(actor, Capability.KEEP_COMPETENCIES, row, on=on)
    policies.check_text(why, field="why")
    file_name = policies.check_text(name, field="name", longest=255, required=model is None)
    found = possible.check_model(read_model_file(data, name=file_name) if model is None else model)
    possible.check_classes(found, on)
    with transaction.atomic():
        held = CompetencyModelRow() if row is None else competency_models.locked(row)
        role = require(actor, Capability.KEEP_COMPETENCIES, held, on=on)
        if row is None:
            possible.check_new(found.key)
            held = CompetencyModelRow(key=found.key, owner=actor.user, made_at=at)
        else:
            possible.check_in_use(held)
            stands = competency_models.current(held)
            possible.check_seen(seen, stands)
            possible.check_follows(found, held, stands)
        if held.name != found.name:
            held.name = found.name
            held.save()
        document, fresh = (None, False) if model is not None else _kept(actor, at, file_name, data)
        version, before = competency_models.keep(held, found, by=actor.user, at=at, document=document)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="take_competency_model",
            subject=competency_models.subject(held),
            facts={
                "number": version.number,
                "sha256": version.sha256,
                "document": document.sha256 if document else None,
            },
            records=[held, version, *([before] if before else []), *([document] if document and fresh else [])],
        )
    return version


def _kept(actor: Actor, at: datetime, name: str, data: bytes) -> tuple[StoredDocument, bool]:
    kind = "text/csv"
    if data.startswith(b"PK"):
        kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    elif data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        kind = "application/json"
    return storing.keep_bytes(actor, at=at, name=name, data=data, media_type=kind)
