"""Values from files: take one in, see what it would record, record all or nothing; large ones as long work."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from meritbook.actions import import_values, record_value_file, resume_job, stop_job, take_value_file
from meritbook.actions.permissions import Capability, require
from meritbook.api.auth import actor, standing
from meritbook.api.measures import BatchAnswer, Said
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Because, Id, Why
from meritbook.desk import jobs as jobs_read
from meritbook.desk import value_files as read
from meritbook.desk.jobs import JobLine
from meritbook.records import clock

router = Router(tags=["results register"])
Mend = Annotated[str, Field(max_length=400)]


class FileValue(Schema):
    """A value that would be recorded."""

    cell: str
    measure: str
    period: str
    value: str
    says: str


class FileTrouble(Schema):
    """A cell that cannot be taken as it stands; `offer` is what it may mean, `values` how many wait for it."""

    cell: str
    typed: str
    code: str
    message: str
    to_do: str
    offer: str
    values: int


class FileAnswer(Schema):
    """What a file would record. `sha256` is the seal to send back as `seen`."""

    file: int
    name: str
    document: str
    sha256: str
    values: list[FileValue]
    refused: list[FileTrouble]
    left_out: int
    notes: list[str]


class RecordFile(Because):
    """The values of a file to record; `mends` by cell, `-` to leave its values out."""

    source: Said
    mends: Annotated[dict[str, Mend], Field(max_length=2000)] = {}
    seen: Annotated[str, Field(max_length=64)] = ""


class ValueWorkLine(Schema):
    """A line that cannot be taken."""

    where: str
    says: str
    code: str


class ValueWorkAnswer(Schema):
    """How far the work on a large file is: each line is looked at first, then recorded."""

    id: int
    status: str
    done: int
    total: int
    refused: int
    problem_code: str
    problem_says: str
    lines: list[ValueWorkLine]


@router.post("/results/files", response=with_errors(FileAnswer, 201))
def take_file(request: HttpRequest, file: Annotated[UploadedFile, File()], why: Annotated[Why, Form()]) -> Any:
    """Take a file in: it is kept and read, and nothing is recorded."""
    require(actor(request), Capability.RECORD_VALUE, on=clock.today())
    done = take_value_file.perform(
        actor(request), at=clock.now(), why=why, data=file.read(), name=file.name or "values.csv"
    )
    return Status(201, read.plain(read.preview(standing(request), done, {})))


@router.get("/results/files/{file_id}", response=with_errors(FileAnswer))
def see_file(request: HttpRequest, file_id: Id) -> Any:
    """What a file that was taken in would record now."""
    who = standing(request)
    require(actor(request), Capability.RECORD_VALUE, on=who.on)
    return read.plain(read.preview(who, read.file(who, file_id), {}))


@router.post("/results/files/{file_id}/record", response=with_errors(BatchAnswer, 201))
def record_file(request: HttpRequest, file_id: Id, body: RecordFile) -> Any:
    """Record its values, all or none; a refusal lists every cell in its details."""
    who = standing(request)
    require(actor(request), Capability.RECORD_VALUE, on=who.on)
    row = read.file(who, file_id)
    taken = body.model_dump(exclude={"why"})
    done = record_value_file.perform(actor(request), at=clock.now(), why=body.why, file=row, **taken)
    answer = {"id": done.pk, "rows": done.rows, "sha256": done.sha256, "document": row.document.sha256}
    return Status(201, answer)


@router.post("/results/large-files", response=with_errors(ValueWorkAnswer, 201))
def take_large_file(
    request: HttpRequest,
    file: Annotated[UploadedFile, File()],
    why: Annotated[Why, Form()],
    source: Annotated[Said, Form()],
) -> Any:
    """Have a large CSV file recorded in parts, as long work."""
    require(actor(request), Capability.RECORD_VALUE, on=clock.today())
    job = import_values.perform(
        actor(request), at=clock.now(), why=why, data=file.read(), name=file.name or "values.csv", source=source
    )
    return Status(201, _work(jobs_read.line_of(job)))


@router.get("/results/work/{job_id}", response=with_errors(ValueWorkAnswer))
def see_work(request: HttpRequest, job_id: Id) -> Any:
    """How far the work on a large file is."""
    who = standing(request)
    require(actor(request), Capability.RECORD_VALUE, on=who.on)
    return _work(read.work(who, job_id))


@router.post("/results/work/{job_id}/stop", response=with_errors(ValueWorkAnswer))
def stop_work(request: HttpRequest, job_id: Id, body: Because) -> Any:
    """Stop it after the part at hand."""
    who = standing(request)
    require(actor(request), Capability.RECORD_VALUE, on=who.on)
    one = read.work(who, job_id)
    return _work(jobs_read.line_of(stop_job.perform(actor(request), at=clock.now(), why=body.why, job=one.row)))


@router.post("/results/work/{job_id}/resume", response=with_errors(ValueWorkAnswer))
def resume_work(request: HttpRequest, job_id: Id, body: Because) -> Any:
    """Let it go on where it ended."""
    who = standing(request)
    require(actor(request), Capability.RECORD_VALUE, on=who.on)
    one = read.work(who, job_id)
    return _work(jobs_read.line_of(resume_job.perform(actor(request), at=clock.now(), why=body.why, job=one.row)))


def _work(one: JobLine) -> dict[str, Any]:
    row = one.row
    return {
        "id": one.id,
        "status": one.status,
        "done": one.done,
        "total": one.total,
        "refused": row.left_out,
        "problem_code": row.problem_code,
        "problem_says": row.problem_says,
        "lines": [vars(line) for line in jobs_read.left_out(row)[:1000]],
    }


__all__ = ["router"]
