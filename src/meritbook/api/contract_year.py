"""The contract year: evidence with its files, reviews and plans, measured results; never somebody else's draft."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from meritbook.actions import (
    answer_review,
    attach_file,
    change_evidence,
    close_step,
    correct_result,
    record_result,
    record_review,
    share_evidence,
    withdraw_evidence,
    withdraw_review,
    write_evidence,
    year_facts,
)
from meritbook.actions.contract_year_policies import MOST_STEPS, Step
from meritbook.actions.permissions import Capability, require
from meritbook.api.auth import actor, standing
from meritbook.api.replies import ERRORS, file_answer, page_of, with_errors
from meritbook.api.shapes import Asked, Because, Id, Number, Paged, Why
from meritbook.core.contracts.measures import MeasureFinding
from meritbook.desk import contract_measures as measures
from meritbook.desk import contract_year as read
from meritbook.desk.contracts import contract
from meritbook.records import clock
from meritbook.records.models import EvidenceNote, MeasuredResult, PerformanceContract, ProgressReview

router = Router(tags=["contract year"])
Said = Annotated[str, Field(min_length=1, max_length=20_000)]
Maybe = Annotated[str, Field(max_length=20_000)]
Key = Annotated[str, Field(max_length=80)]


class EvidenceFileAnswer(Schema):
    """A file beside a note."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str


class NoteAnswer(Schema):
    """A note of evidence, and who can see it."""

    id: int
    about: str
    happened_on: date
    says: str
    by_executive: bool
    written_by: str
    sharing: str
    seen_by: str
    shared_at: datetime | None
    withdrawn_at: datetime | None
    withdrawn_because: str
    files: list[EvidenceFileAnswer]


class ImprovementStepAnswer(Schema):
    """A step of an improvement plan."""

    id: int
    about: str
    what: str
    help: str
    due_on: date
    reached: bool | None
    outcome: str


class ProgressReviewAnswer(Schema):
    """A progress review."""

    id: int
    kind: str
    held_on: date
    rater_says: str
    problem: str
    next_on: date | None
    executive_says: str
    withdrawn_because: str
    steps: list[ImprovementStepAnswer]


class YearAnswer(Schema):
    """The year of a contract as the person may read it."""

    contract: int
    findings: list[MeasureFinding]
    notes: list[NoteAnswer]
    reviews: list[ProgressReviewAnswer]


class ResultAnswer(Schema):
    """A value on record."""

    id: int
    measure: str
    period_ends_on: date
    value: str
    replaces: int | None


class MeasureLine(Schema):
    """A measure in the list of those who record results."""

    contract: int
    position: str
    department: str
    finding: MeasureFinding


class NoteWords(Because):
    """The words of a note. Of a private draft the reason stands in the ledger, so it says nothing of it."""

    says: Said
    happened_on: date
    about: Key = ""


class NewNote(NoteWords):
    """A new note; private unless it is shared at once."""

    shared: bool = False


class WithdrawNote(Because):
    """A note withdrawn; a shared one with its reason."""

    reason: Maybe = ""


class StepBody(Asked):
    """A step of a plan."""

    what: Said
    due_on: date
    help: Maybe = ""
    about: Key = ""


class NewReview(Because):
    """A review that was held."""

    kind: Literal["quarterly", "interim", "improvement"]
    held_on: date
    rater_says: Said
    problem: Maybe = ""
    next_on: date | None = None
    steps: Annotated[list[StepBody], Field(max_length=MOST_STEPS)] = []


class YearSaysBody(Because):
    """Words."""

    says: Said


class ReasonBody(Because):
    """The reason of a withdrawal."""

    reason: Said


class OutcomeBody(Because):
    """What came of a step."""

    reached: bool
    outcome: Said


class NewResult(Because):
    """A value of a measure."""

    measure: Annotated[str, Field(max_length=120)]
    period_ends_on: date
    value: Decimal
    source: Said
    says: Maybe = ""


class CorrectBody(Because):
    """A value corrected; without a day it is of the same period."""

    value: Decimal
    source: Said
    says: Said
    period_ends_on: date | None = None


@router.get("/performance/measures", response=with_errors(Paged[MeasureLine]))
def list_measures(
    request: HttpRequest, show: Literal["wanted", "due", "stale", "all"] = "wanted", page: Number = 1
) -> Any:
    """Measures whose values the person records; of their contracts nothing else.

    `total` and `pages` reach as far as was read: while `pages` is more than `page`, there is at least one page more.
    """
    who = standing(request)
    require(actor(request), Capability.RECORD_RESULT, on=who.on)
    return page_of(measures.lines(who, wanted=show, number=page))


@router.get("/performance/{contract_id}/year", response=with_errors(YearAnswer))
def get_year(request: HttpRequest, contract_id: Id) -> Any:
    """The year of a contract: what the measures show, evidence, reviews."""
    who = standing(request)
    row = contract(who, contract_id)
    notes = read.notes_of(who, row).prefetch_related("files__document")
    reviews = row.reviews.prefetch_related("steps")
    return {
        "contract": row.pk,
        "findings": read.findings_of(row, on=who.on),
        "notes": [_note(one) for one in notes],
        "reviews": [_review(one) for one in reviews],
    }


@router.post("/performance/{contract_id}/evidence", response=with_errors(NoteAnswer, 201))
def write(request: HttpRequest, contract_id: Id, body: NewNote) -> Any:
    """Write a note of evidence, as the executive or as a rater."""
    row = contract(standing(request), contract_id)
    taken = body.model_dump(exclude={"why"})
    done = write_evidence.perform(actor(request), at=clock.now(), why=body.why, contract=row, **taken)
    return Status(201, _note(done))


@router.post("/performance/{contract_id}/evidence/{note_id}/change", response=with_errors(NoteAnswer))
def change(request: HttpRequest, contract_id: Id, note_id: Id, body: NoteWords) -> Any:
    """Change one's own private draft."""
    note = _own(request, contract_id, note_id)
    taken = body.model_dump(exclude={"why"})
    return _note(change_evidence.perform(actor(request), at=clock.now(), why=body.why, note=note, **taken))


@router.post("/performance/{contract_id}/evidence/{note_id}/share", response=with_errors(NoteAnswer))
def share(request: HttpRequest, contract_id: Id, note_id: Id, body: Because) -> Any:
    """Share one's own private draft; its words stand still from then on."""
    note = _own(request, contract_id, note_id)
    return _note(share_evidence.perform(actor(request), at=clock.now(), why=body.why, note=note))


@router.post("/performance/{contract_id}/evidence/{note_id}/withdraw", response=with_errors(NoteAnswer))
def withdraw(request: HttpRequest, contract_id: Id, note_id: Id, body: WithdrawNote) -> Any:
    """Withdraw one's own note."""
    note = _own(request, contract_id, note_id)
    done = withdraw_evidence.perform(actor(request), at=clock.now(), why=body.why, note=note, reason=body.reason)
    return _note(done)


@router.post("/performance/{contract_id}/evidence/{note_id}/files", response=with_errors(EvidenceFileAnswer, 201))
def attach(
    request: HttpRequest,
    contract_id: Id,
    note_id: Id,
    file: Annotated[UploadedFile, File()],
    why: Annotated[Why, Form()],
) -> Any:
    """Put a file beside one's own note."""
    note = _own(request, contract_id, note_id)
    taken = attach_file.take(file, name=file.name or "")
    done = attach_file.perform(actor(request), at=clock.now(), why=why, note=note, file=taken)
    return Status(201, _file(done))


@router.get(
    "/performance/{contract_id}/evidence/{note_id}/files/{file_id}",
    response=ERRORS,
    openapi_extra={"responses": {200: {"description": "The file, byte for byte.", "content": {"*/*": {}}}}},
)
def get_file(request: HttpRequest, contract_id: Id, note_id: Id, file_id: Id) -> Any:
    """A file beside a note that the person may read."""
    who = standing(request)
    found = read.file(who, contract(who, contract_id), note_id, file_id)
    plain = "".join(one if one.isascii() and (one.isalnum() or one in " ._-") else "_" for one in found.name)
    return file_answer(found.document, plain)


@router.post("/performance/{contract_id}/reviews", response=with_errors(ProgressReviewAnswer, 201))
def review(request: HttpRequest, contract_id: Id, body: NewReview) -> Any:
    """Record a review that was held, as a rater."""
    row = contract(standing(request), contract_id)
    taken = body.model_dump(exclude={"why", "steps"})
    steps = [Step(one.what, one.due_on, one.help, one.about) for one in body.steps]
    done = record_review.perform(actor(request), at=clock.now(), why=body.why, contract=row, steps=steps, **taken)
    return Status(201, _review(done))


@router.post("/performance/{contract_id}/reviews/{review_id}/answer", response=with_errors(ProgressReviewAnswer))
def answer(request: HttpRequest, contract_id: Id, review_id: Id, body: YearSaysBody) -> Any:
    """Answer a review, as the executive."""
    found = read.review(contract(standing(request), contract_id), review_id)
    return _review(answer_review.perform(actor(request), at=clock.now(), why=body.why, review=found, says=body.says))


@router.post("/performance/{contract_id}/reviews/{review_id}/withdraw", response=with_errors(ProgressReviewAnswer))
def take_back(request: HttpRequest, contract_id: Id, review_id: Id, body: ReasonBody) -> Any:
    """Withdraw a review that was recorded wrongly."""
    found = read.review(contract(standing(request), contract_id), review_id)
    done = withdraw_review.perform(actor(request), at=clock.now(), why=body.why, review=found, reason=body.reason)
    return _review(done)


@router.post("/performance/{contract_id}/steps/{step_id}/close", response=with_errors(ImprovementStepAnswer))
def close(request: HttpRequest, contract_id: Id, step_id: Id, body: OutcomeBody) -> Any:
    """Say what came of a step."""
    found = read.step(contract(standing(request), contract_id), step_id)
    taken = body.model_dump(exclude={"why"})
    return close_step.perform(actor(request), at=clock.now(), why=body.why, step=found, **taken)


@router.post("/performance/{contract_id}/results", response=with_errors(ResultAnswer, 201))
def result(request: HttpRequest, contract_id: Id, body: NewResult) -> Any:
    """Record a value of a measure."""
    require(actor(request), Capability.RECORD_RESULT, on=clock.today())
    row = PerformanceContract.objects.filter(pk=contract_id).first()
    if row is None:
        raise read.NoSuchItemError(f"There is no contract {contract_id}.", where=str(contract_id))
    taken = body.model_dump(exclude={"why"})
    done = record_result.perform(actor(request), at=clock.now(), why=body.why, contract=row, **taken)
    return Status(201, _result(done))


@router.post("/performance/results/{result_id}/correct", response=with_errors(ResultAnswer, 201))
def correct(request: HttpRequest, result_id: Id, body: CorrectBody) -> Any:
    """Correct a value; the old one stays on file."""
    require(actor(request), Capability.RECORD_RESULT, on=clock.today())
    found = measures.result(standing(request), result_id)
    taken = body.model_dump(exclude={"why"})
    done = correct_result.perform(actor(request), at=clock.now(), why=body.why, result=found, **taken)
    return Status(201, _result(done))


def _own(request: HttpRequest, contract_id: int, note_id: int) -> EvidenceNote:
    who = standing(request)
    row = contract(who, contract_id)
    require(actor(request), year_facts.capability(actor(request), row), row, on=who.on)
    return read.note(who, row, note_id)


def _file(one: Any) -> dict[str, Any]:
    kept = one.document
    return {"id": one.pk, "name": one.name, "media_type": one.kind, "size": kept.size, "sha256": kept.sha256}


def _note(row: EvidenceNote) -> dict[str, Any]:
    return {
        **{
            name: getattr(row, name)
            for name in (
                "about", "happened_on", "says", "by_executive", "sharing", "shared_at", "withdrawn_at",
                "withdrawn_because",
            )
        },
        "id": row.pk,
        "written_by": row.written_by.full_name,
        "seen_by": row.get_sharing_display(),
        "files": [_file(one) for one in row.files.select_related("document").all()],
    }  # fmt: skip


def _review(row: ProgressReview) -> dict[str, Any]:
    names = ("kind", "held_on", "rater_says", "problem", "next_on", "executive_says", "withdrawn_because")
    return {**{name: getattr(row, name) for name in names}, "id": row.pk, "steps": list(row.steps.all())}


def _result(row: MeasuredResult) -> dict[str, Any]:
    return {
        "id": row.pk,
        "measure": row.measure,
        "period_ends_on": row.period_ends_on,
        "value": f"{row.value.normalize():f}",
        "replaces": row.replaces_id,
    }


__all__ = ["router"]
