"""Long work on an examination: reading a file of candidates, judging again, determining a group. A worker does it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from meritbook.actions import jobs as rules
from meritbook.actions import resume_job, start_job, stop_job
from meritbook.actions.permissions import Capability, require
from meritbook.api import qualifying_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.errors import NoSuchAddressError
from meritbook.api.replies import page_of, with_errors
from meritbook.api.shapes import Because, Id, Number, Paged, Why
from meritbook.desk.applications import examination as examination_of
from meritbook.desk.jobs import left_out
from meritbook.desk.paging import paged
from meritbook.readers.batches import BATCH_LIMITS
from meritbook.readers.errors import TooLargeError
from meritbook.records import clock
from meritbook.records.models import Job, JobKind

router = Router(tags=["examinations"])


@router.post("/examinations/{examination_id}/file", response=with_errors(shapes.JobAnswer, 201))
def read_file(
    request: HttpRequest,
    examination_id: Id,
    file: Annotated[UploadedFile, File()],
    why: Annotated[Why, Form()],
) -> Any:
    """Let a file of candidates be read in: CSV of many, or JSON of one or many. The original is kept."""
    who = actor(request)
    row = examination_of(standing(request), examination_id, Capability.READ_EXAMINATION)
    # Before the file is looked at: who may not receive learns nothing about how it would be read.
    require(who, Capability.RECEIVE_APPLICATION, row, on=clock.today())
    size = file.size or 0
    if size > BATCH_LIMITS.max_bytes:
        raise TooLargeError(f"The file has {size:,} bytes; the limit is {BATCH_LIMITS.max_bytes:,}.", where="file")
    made = start_job.perform(
        who,
        at=clock.now(),
        why=why,
        examination=row,
        kind=JobKind.RECEIVE,
        data=file.read(),
        name=file.name or "candidates",
    )
    return Status(201, _answer(made))


@router.post("/examinations/{examination_id}/jobs", response=with_errors(shapes.JobAnswer, 201))
def start(request: HttpRequest, examination_id: Id, body: shapes.StartJob) -> Any:
    """Let candidates be judged again, or a group be determined as it was computed, with its notices."""
    who = actor(request)
    row = examination_of(standing(request), examination_id, Capability.READ_EXAMINATION)
    require(who, rules.NEEDS[body.kind], row, on=clock.today())
    options: dict[str, Any] = {"which": body.which}
    if body.kind == "determine":
        confirm_password(request)
        options = {
            "verdict": body.verdict or "",
            "answer_by": body.answer_by.isoformat() if body.answer_by else "",
            "expected": body.expected,
        }
    made = start_job.perform(
        who, at=clock.now(), why=body.why, examination=row, kind=JobKind(body.kind), options=options
    )
    return Status(201, _answer(made))


@router.get("/examinations/{examination_id}/jobs", response=with_errors(Paged[shapes.JobLine]))
def list_jobs(request: HttpRequest, examination_id: Id, page: Number = 1) -> Any:
    """Long work on an examination, newest first."""
    row = examination_of(standing(request), examination_id, Capability.READ_EXAMINATION)
    # The list of what one left out may be long; a line only says how much it was.
    rows = row.jobs.select_related("asked_by").defer("skipped_json").order_by("-asked_at", "-id")
    return page_of(paged(rows, page, _line))


@router.get("/jobs/{job_id}", response=with_errors(shapes.JobAnswer))
def get_job(request: HttpRequest, job_id: Id) -> Any:
    """Long work: how far it is, and what it left out."""
    return _answer(_job(request, job_id))


@router.post("/jobs/{job_id}/stop", response=with_errors(shapes.JobAnswer))
def stop(request: HttpRequest, job_id: Id, body: Because) -> Any:
    """Stop long work after the part at hand. What is done stays."""
    return _answer(stop_job.perform(actor(request), at=clock.now(), why=body.why, job=_job(request, job_id)))


@router.post("/jobs/{job_id}/resume", response=with_errors(shapes.JobAnswer))
def resume(request: HttpRequest, job_id: Id, body: Because) -> Any:
    """Let long work go on from where its last part ended."""
    who, row = actor(request), _job(request, job_id)
    require(who, rules.NEEDS[row.kind], row, on=clock.today())
    if row.kind == JobKind.DETERMINE:
        confirm_password(request)
    return _answer(resume_job.perform(who, at=clock.now(), why=body.why, job=row))


def _job(request: HttpRequest, job_id: int) -> Job:
    readable = standing(request).examinations()
    row = Job.objects.filter(pk=job_id, examination__in=readable).select_related("asked_by", "examination").first()
    if row is None:
        raise NoSuchAddressError("There is no such work, or it is not open to you.", where=str(job_id))
    return row


def _line(row: Job) -> dict[str, Any]:
    return {
        "id": row.pk,
        "examination": row.examination_id,
        "kind": row.kind,
        "status": row.status,
        "done": row.done,
        "total": row.total,
        "left_out": row.left_out,
        "problem_code": row.problem_code,
        "problem_says": row.problem_says,
        "asked_by": row.asked_by.full_name,
        "asked_at": row.asked_at,
        "ended_at": row.ended_at,
    }


def _answer(row: Job) -> dict[str, Any]:
    return {**_line(row), "skipped": [asdict(one) for one in left_out(row)]}
