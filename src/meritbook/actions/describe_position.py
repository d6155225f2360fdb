"""Write a position description down, as a new draft or over the open one, by form or from a file."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import transaction

from meritbook.actions import ledger, policies, storing
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.positions.layout import lay_out
from meritbook.core.positions.model import PositionDescription
from meritbook.core.values import canonical_json, digest
from meritbook.readers.positions import read_position
from meritbook.records import clock
from meritbook.records.models import (
    Department,
    Position,
    PositionVersion,
    StoredDocument,
    User,
    VersionStatus,
    store_original,
)
from meritbook.records.models.common import Vouched
from meritbook.records.states import VERSION_MOVES, next_state


class Keep(Enum):
    """Leave as it is."""

    AS_IT_IS = "as it is"


KEEP = Keep.AS_IT_IS


@dataclass(frozen=True)
class Described:
    """What came of it."""

    position: Position
    version: PositionVersion
    changed: bool
    """False when the very same description, with the same people, was on record already: nothing was written."""


def perform(
    actor: Actor,
    *,
    at: datetime,
    why: str,
    department: Department,
    description: PositionDescription | None = None,
    data: bytes | None = None,
    name: str = "",
    number: str = "",
    incumbent: User | Keep | None = KEEP,
    supervisor: Position | Keep | None = KEEP,
    appointing_authority: User | Keep | None = KEEP,
) -> Described:
    """The position with its open version, a draft.

    Either `description`, or `data` with `name` of a file to read it from (`number` serves when the file gives
    none). The position is found by department and number, or made. An open version is written over and becomes a
    draft again; otherwise a new version begins. Who holds the position, what it reports to and who appoints stay
    as they are unless given; `None` says nobody.

    Raises what the readers raise; `ForbiddenError`; `OwnCaseError`; `TextError`; `SupervisorError`;
    `DepartmentTermError` in a department that has ended.
    """
    on = clock.day_of(at)
    if (description is None) == (data is None):
        raise TypeError("give either a description or the data of a file")
    if description is None:
        assert data is not None  # noqa: S101  # said to the type checker; refused above
        require(actor, Capability.DESCRIBE_POSITION, department, on=on)
        description = read_position(data, name=policies.check_text(name, field="name", longest=255), number=number)
    number = policies.check_text(description.number, field="number", longest=64)
    title = policies.check_text(description.working_title, field="working_title", longest=300, required=False)
    body = canonical_json(description)
    policies.check_text(body, field="description")
    sha256 = store_original(data) if data is not None else ""
    with transaction.atomic():
        policies.check_department_stands(Department.objects.select_for_update().get(pk=department.pk), on)
        position = Position.objects.select_for_update().filter(department=department, number=number).first()
        if position is not None:
            require(actor, Capability.DESCRIBE_POSITION, position, on=on)
        else:
            position = Position(department=department, number=number, created_at=at)
        before = (position.pk, position.incumbent_id, position.supervisor_id, position.appointing_authority_id)
        if not isinstance(incumbent, Keep):
            position.incumbent = incumbent
        if not isinstance(supervisor, Keep):
            position.supervisor = supervisor
        if not isinstance(appointing_authority, Keep):
            position.appointing_authority = appointing_authority
        role = require(actor, Capability.DESCRIBE_POSITION, position, on=on)
        policies.check_supervisor(position if position.pk else None, position.supervisor)
        newest = position.versions.order_by("-version").first() if position.pk else None
        people = (position.pk, position.incumbent_id, position.supervisor_id, position.appointing_authority_id)
        same_text = newest is not None and newest.digest == digest(description)
        if newest is not None and same_text and people == before:
            return Described(position, newest, changed=False)
        position.title = title
        if position.pk is None:
            assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
            position.created_by = actor.user
        position.save()
        saved: list[Vouched] = [position]
        if newest is not None and same_text:
            version = newest
        else:
            source = _source(actor, at=at, sha256=sha256, name=name, data=data)
            version = _version(actor, at=at, position=position, newest=newest, description=description, source=source)
            saved.extend([version, *([source] if source else [])])
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="describe_position",
            subject=f"position:{position.pk}",
            facts={
                "department": department.code,
                "number": number,
                "version": version.version,
                "digest": version.digest,
                "incumbent": position.incumbent.username if position.incumbent else None,
                "supervisor": position.supervisor.number if position.supervisor else None,
                "appointing_authority": (
                    position.appointing_authority.username if position.appointing_authority else None
                ),
            },
            records=saved,
        )
    return Described(position, version, changed=True)


def _source(actor: Actor, *, at: datetime, sha256: str, name: str, data: bytes | None) -> StoredDocument | None:
    if data is None:
        return None
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    row, _ = storing.keep_document(
        actor, at=at, sha256=sha256, name=name, media_type=media_type, size=len(data), document=None
    )
    return row


def _version(
    actor: Actor,
    *,
    at: datetime,
    position: Position,
    newest: PositionVersion | None,
    description: PositionDescription,
    source: StoredDocument | None,
) -> PositionVersion:
    """The open version written over, or a new one."""
    assert actor.user is not None  # noqa: S101  # the program itself holds no such capability
    if newest is not None and newest.status in (VersionStatus.DRAFT, VersionStatus.SUBMITTED):
        version = newest
        version.submitted_by = version.submitted_at = None
    else:
        version = PositionVersion(position=position, version=newest.version + 1 if newest else 1, status="")
    version.status = next_state(VERSION_MOVES, "describe_position", version.status, of=str(version))
    document, _ = lay_out(description, version=version.version)
    version.description_json = canonical_json(description)
    version.digest = digest(description)
    version.document_json = canonical_json(document)
    version.source = source
    version.created_by, version.created_at = actor.user, at
    version.save()
    # Read anew: the parsed description is remembered on the object, and may be the one that was written over.
    return PositionVersion.objects.get(pk=version.pk)
