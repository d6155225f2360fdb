"""Class plans and classes, open to everybody; documents read in."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from meritbook.actions import import_document
from meritbook.actions.permissions import Capability, require
from meritbook.api import shapes
from meritbook.api.auth import actor
from meritbook.api.replies import page_of, with_errors
from meritbook.core.classes.model import ClassPlan
from meritbook.desk import plans as read
from meritbook.readers import DEFAULT_LIMITS
from meritbook.readers.errors import TooLargeError
from meritbook.records import clock

router = Router(tags=["classes"])


@router.get("/plans", response=with_errors(list[shapes.PlanLine]), auth=None)
def list_plans(request: HttpRequest) -> Any:
    """The class plans in effect today."""
    return [asdict(line) for line in read.plans(clock.today())]


@router.get("/plans/{key}", response=with_errors(ClassPlan), auth=None)
def get_plan(request: HttpRequest, key: str, revision: shapes.Number | None = None) -> Any:
    """A plan at a revision; without one, as in effect today."""
    return read.plan_page(key, revision, clock.today()).plan


@router.get("/plans/{key}/classes/{path:ref}", response=with_errors(dict[str, Any]), auth=None)
def get_class(request: HttpRequest, key: str, ref: str, revision: shapes.Number | None = None) -> Any:
    """A class with its series, as `meritbook show --json` prints them."""
    page = read.plan_page(key, revision, clock.today())
    series, job_class = read.class_of(page, ref)
    return {
        "plan": page.plan.key,
        "plan_name": page.plan.name,
        "revision": page.plan.revision,
        "document": page.document.key,
        "series": series.plain(),
        "class": job_class.plain(),
    }


@router.get("/classes", response=with_errors(shapes.Paged[shapes.ClassLine]), auth=None)
def list_classes(request: HttpRequest, q: shapes.Words = "", page: shapes.Number = 1) -> Any:
    """Classes in effect today whose code, title or words hold all that was asked."""
    return page_of(read.find_classes(clock.today(), q.replace("\0", ""), page))


@router.post("/documents", response=with_errors(shapes.Imported, 201))
def import_file(
    request: HttpRequest,
    file: Annotated[UploadedFile, File()],
    why: Annotated[shapes.Why, Form()],
    as_plan: Annotated[bool, Form()] = True,
    starts_on: Annotated[date | None, Form()] = None,
) -> Any:
    """Read a class specification in. The original is kept; with `as_plan` a plan revision is made from it."""
    who = actor(request)
    # Before the file is looked at: who may not import learns nothing about how it would be read.
    require(who, Capability.IMPORT_PLAN if as_plan else Capability.IMPORT_DOCUMENT, on=clock.today())
    size = file.size or 0
    if size > DEFAULT_LIMITS.max_bytes:
        raise TooLargeError(f"The file has {size:,} bytes; the limit is {DEFAULT_LIMITS.max_bytes:,}.", where="file")
    found = import_document.perform(
        who,
        at=clock.now(),
        why=why,
        data=file.read(),
        name=file.name or "document",
        as_plan=as_plan,
        starts_on=starts_on,
    )
    revision = found.plan_revision
    return Status(
        201,
        {
            "document": found.document.pk,
            "sha256": found.document.sha256,
            "name": found.document.name,
            "new_document": found.new_document,
            "plan": revision.key if revision else None,
            "revision": revision.revision if revision else None,
            "new_revision": found.new_revision,
            "notes": list(found.notes),
        },
    )
