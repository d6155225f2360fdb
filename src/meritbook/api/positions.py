"""Positions and their descriptions: read, write down, submit, sign."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import describe_position, sign_description, submit_description
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.api import shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.errors import InvalidRequestError
from meritbook.api.replies import page_of, with_errors
from meritbook.api.texts import user_named
from meritbook.desk import positions as read
from meritbook.records import clock
from meritbook.records.models import Department, PositionVersion, User

router = Router(tags=["positions"])


@router.get("/positions", response=with_errors(shapes.Paged[shapes.PositionLine]))
def list_positions(
    request: HttpRequest,
    q: shapes.Words = "",
    department: shapes.Words = "",
    state: shapes.Words = "",
    page: shapes.Number = 1,
) -> Any:
    """The positions that the person may read, by number.

    `state` is one of draft, submitted, unallocated, changed, decided.
    """
    who = standing(request)
    if state and state not in read.STATES:
        raise InvalidRequestError(
            f"There is no state “{state}”. There are: {', '.join(read.STATES)}.", where="query.state"
        )
    row = _department(department, where="query.department") if department else None
    query = read.find(read.scope(who), asked=q.replace("\0", ""), department=row.pk if row else None, state=state)
    return page_of(read.position_list(query, page, drafts=who.may(Capability.READ_DRAFT)))


@router.post("/positions", response=with_errors(shapes.VersionAnswer, 201))
def describe(request: HttpRequest, body: shapes.Describe) -> Any:
    """Write a description down: the position is found by department and number, or made; the version is a draft."""
    who = actor(request)
    on = clock.today()
    require(who, Capability.DESCRIBE_POSITION, on=on)
    department = _department(body.department, where="body.department")
    require(who, Capability.DESCRIBE_POSITION, department, on=on)
    authority: User | describe_position.Keep = describe_position.KEEP
    if body.appointing_authority is not None:
        authority = user_named(body.appointing_authority, "body.appointing_authority")
    described = describe_position.perform(
        who,
        at=clock.now(),
        why=body.why,
        department=department,
        description=body.description,
        appointing_authority=authority,
    )
    return Status(201, _version(described.version))


@router.get("/positions/{position_id}", response=with_errors(shapes.PositionAnswer))
def get_position(request: HttpRequest, position_id: shapes.Id) -> Any:
    """A position with its versions and decisions, as far as the person may read them."""
    who = standing(request)
    row = read.position(who, position_id)
    line = read.lines_of([row], drafts=who.may(Capability.READ_DRAFT, row))[0]
    decisions = read.decisions_of(row) if who.may(Capability.READ_DECISION, row) else ()
    return {
        **asdict(line),
        "versions": [asdict(one) for one in read.versions_of(who, row)],
        "decisions": [asdict(one) for one in decisions],
    }


@router.get("/positions/{position_id}/versions/{version}", response=with_errors(shapes.VersionAnswer))
def get_version(request: HttpRequest, position_id: shapes.Id, version: shapes.Number) -> Any:
    """One version of the description."""
    return _version(version_of(standing(request), position_id, version))


@router.post("/positions/{position_id}/versions/{version}/submit", response=with_errors(shapes.VersionAnswer))
def submit(request: HttpRequest, position_id: shapes.Id, version: shapes.Number, body: shapes.Because) -> Any:
    """Hand a draft to the appointing authority for signature."""
    row = version_of(standing(request), position_id, version)
    return _version(submit_description.perform(actor(request), at=clock.now(), why=body.why, version=row))


@router.post("/positions/{position_id}/versions/{version}/sign", response=with_errors(shapes.VersionAnswer))
def sign(request: HttpRequest, position_id: shapes.Id, version: shapes.Number, body: shapes.Sign) -> Any:
    """Sign a submitted version, which makes it official. `digest` is that of the version as it was read."""
    who = actor(request)
    row = version_of(standing(request), position_id, version)
    require(who, Capability.SIGN_DESCRIPTION, row.position, on=clock.today())
    confirm_password(request)
    return _version(sign_description.perform(who, at=clock.now(), why=body.why, version=row, digest=body.digest))


def version_of(who: Standing, position_id: int, version: int | None) -> PositionVersion:
    """A version that the person may read."""
    return read.version_of(who, read.position(who, position_id), version)


def _department(code: str, *, where: str) -> Department:
    row: Department | None = Department.objects.filter(code__iexact=code.replace("\0", "")).first()
    if row is None:
        raise InvalidRequestError(f"There is no department “{code}”.", where=where)
    return row


def _version(row: PositionVersion) -> dict[str, Any]:
    return {
        "position": row.position_id,
        "version": row.version,
        "status": row.status,
        "digest": row.digest,
        "description": row.description.plain(),
    }
