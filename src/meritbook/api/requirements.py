"""Requirements on record, version by version."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from ninja import Router, Status

from meritbook.actions import write_requirement
from meritbook.actions.permissions import Capability, require
from meritbook.api import qualifying_shapes as shapes
from meritbook.api.auth import actor
from meritbook.api.errors import InvalidRequestError, NoSuchAddressError
from meritbook.api.replies import page_of, with_errors
from meritbook.api.shapes import Number, Paged
from meritbook.api.texts import readable
from meritbook.desk.paging import paged
from meritbook.records import clock
from meritbook.records.models import RequirementVersion

router = Router(tags=["requirements"])


@router.get("/requirements", response=with_errors(Paged[shapes.RequirementLine]))
def list_requirements(request: HttpRequest, page: Number = 1) -> Any:
    """The newest version of each requirement, by key."""
    require(actor(request), Capability.READ_REQUIREMENT, on=clock.today())
    newest = RequirementVersion.objects.filter(key=OuterRef("key")).order_by("-version").values("pk")[:1]
    rows = RequirementVersion.objects.filter(pk=Subquery(newest)).select_related("created_by").order_by("key")
    return page_of(paged(rows.defer("text", "tree_json", "examples_json"), page, _line))


@router.get("/requirements/{key}", response=with_errors(shapes.RequirementAnswer))
def get_requirement(request: HttpRequest, key: str, version: Number | None = None) -> Any:
    """A requirement with its tree: the newest version, or the one that is asked for."""
    require(actor(request), Capability.READ_REQUIREMENT, on=clock.today())
    row = version_of(readable(key, "path.key"), version)
    if row is None:
        raise NoSuchAddressError("There is no such version of a requirement.", where=key)
    return _answer(row)


@router.post("/requirements", response=with_errors(shapes.RequirementAnswer, 201))
def write(request: HttpRequest, body: shapes.WriteRequirement) -> Any:
    """Write the next version of a requirement; one that says the same as the newest is that one."""
    made = write_requirement.perform(
        actor(request),
        at=clock.now(),
        why=body.why,
        key=body.key,
        title=body.title,
        text=body.text,
        policy=readable(body.policy, "body.policy"),
    )
    return Status(201, _answer(made))


def version_of(key: str, version: int | None) -> RequirementVersion | None:
    """That version of a requirement, or the newest one."""
    rows = RequirementVersion.objects.filter(key=key).select_related("class_entry__plan_revision", "created_by")
    return (rows if version is None else rows.filter(version=version)).order_by("-version").first()


def asked_for(key: str, version: int | None) -> RequirementVersion:
    """The version that a body names; raises `InvalidRequestError`."""
    row = version_of(readable(key, "body.requirement"), version)
    if row is None:
        raise InvalidRequestError("There is no such version of a requirement.", where="body.requirement")
    return row


def _line(row: RequirementVersion) -> dict[str, Any]:
    return {
        "key": row.key,
        "version": row.version,
        "title": row.title,
        "policy": row.policy,
        "created_by": row.created_by.full_name,
        "created_at": row.created_at,
    }


def _answer(row: RequirementVersion) -> dict[str, Any]:
    entry = row.class_entry
    return {
        **_line(row),
        "class_name": f"{entry.plan_revision.key}/{entry.ref}" if entry else "",
        "text": row.text,
        "tree_sha256": row.tree_sha256,
        "tree": row.requirement,
    }
