"""Competency models: list, one by version, compared, taken in and handed out; crosswalks; what a class calls for."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from meritbook.actions import competency_models as acting
from meritbook.actions import (
    draw_crosswalk,
    retire_competency_model,
    take_competency_model,
    take_over_competency_model,
    withdraw_crosswalk,
)
from meritbook.actions.permissions import Capability, Standing, require
from meritbook.api import competency_model_shapes as shapes
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.replies import with_errors
from meritbook.api.shapes import Id, Number, Paged, Why, Words
from meritbook.desk import competency_crosswalks as walks
from meritbook.desk import competency_models as read
from meritbook.records import clock
from meritbook.records.models import CompetencyModelRow
from meritbook.writers.competency_models import KINDS, model_file

router = Router(tags=["competency models"])
READ, KEEP = Capability.READ_COMPETENCIES, Capability.KEEP_COMPETENCIES
ONE = "/competencies/models/{key}"


def _who(request: HttpRequest, capability: Capability = READ) -> Standing:
    who = standing(request)
    require(actor(request), capability, on=who.on)
    return who


def _kept(request: HttpRequest, key: str) -> CompetencyModelRow:
    return read.by_key(_who(request, KEEP), key)


def _page(request: HttpRequest, key: str, number: int | None = None) -> dict[str, Any]:
    who = standing(request)
    return shapes.model(read.page(who, read.by_key(who, key), number=number))


@router.get("/competencies/models", response=with_errors(Paged[shapes.CompetencyModelLineAnswer]))
def list_models(request: HttpRequest, q: Words = "", page: Number = 1) -> Any:
    """The competency models on record, those in use first."""
    found = read.lines(_who(request), words=q.replace("\0", ""), number=page)
    rows = [shapes.line(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/competencies/models", response=with_errors(shapes.CompetencyModelAnswer, 201))
def take(request: HttpRequest, body: shapes.TakeCompetencyModel) -> Any:
    """Take a new model in; a refusal lists every place in its details."""
    _who(request, KEEP)
    done = take_competency_model.perform(actor(request), at=clock.now(), why=body.why, model=body.model)
    return Status(201, _page(request, done.model.key))


@router.post("/competencies/model-files", response=with_errors(shapes.CompetencyModelAnswer, 201))
def take_file(
    request: HttpRequest,
    file: Annotated[UploadedFile, File()],
    why: Annotated[Why, Form()],
    of: Annotated[str, Form(max_length=300)] = "",
) -> Any:
    """Take a model in from a CSV, XLSX or JSON file; `of` is the key of the model whose next version it is."""
    who = _who(request, KEEP)
    done = take_competency_model.perform(
        actor(request),
        at=clock.now(),
        why=why,
        row=read.by_key(who, of) if of else None,
        data=file.read(),
        name=file.name or "model.csv",
    )
    return Status(201, _page(request, done.model.key))


@router.get(ONE, response=with_errors(shapes.CompetencyModelAnswer))
def get_model(request: HttpRequest, key: str, version: Number | None = None) -> Any:
    """One model, in the version that stands or in the one asked for."""
    _who(request)
    return _page(request, key, version)


@router.get(
    ONE + "/file/{kind}",
    response=with_errors(None),
    openapi_extra={
        "responses": {
            200: {
                "description": "The model in the shape in which it is taken in again.",
                "content": {one.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
                            for one in KINDS.values()},
            }
        }
    },
)  # fmt: skip
def get_file(
    request: HttpRequest, key: str, kind: Literal["csv", "xlsx", "json"], version: Number | None = None
) -> HttpResponse:
    """One model as a file."""
    row = read.by_key(_who(request), key)
    found = read.version_of(row, version)
    response = HttpResponse(model_file(acting.model_of(found), kind), content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{row.key}-version-{found.number}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@router.get(ONE + "/changes", response=with_errors(shapes.CompetencyModelChangesAnswer))
def get_changes(request: HttpRequest, key: str, before: Number | None = None, after: Number | None = None) -> Any:
    """What differs between two versions; the last two where none are named."""
    row = read.by_key(_who(request), key)
    return shapes.changes(read.compared(row, before, after))


@router.post(ONE + "/versions", response=with_errors(shapes.CompetencyModelAnswer, 201))
def take_next(request: HttpRequest, key: str, body: shapes.TakeNextCompetencyModel) -> Any:
    """Take the next version in; assessments that are under way keep theirs."""
    row = _kept(request, key)
    take_competency_model.perform(
        actor(request), at=clock.now(), why=body.why, row=row, model=body.model, seen=body.seen
    )
    return Status(201, _page(request, key))


@router.post(ONE + "/retirement", response=with_errors(shapes.CompetencyModelAnswer))
def retire(request: HttpRequest, key: str, body: shapes.RetireCompetencyModel) -> Any:
    """Retire a model: no new assessment begins with it."""
    row = _kept(request, key)
    confirm_password(request)
    retire_competency_model.perform(actor(request), at=clock.now(), why=body.why, row=row, because=body.because)
    return _page(request, key)


@router.post(ONE + "/owner", response=with_errors(shapes.CompetencyModelAnswer))
def take_over(request: HttpRequest, key: str, body: shapes.TakeOverCompetencyModel) -> Any:
    """Take a model over: its owner is told how well its questions hang together."""
    row = _kept(request, key)
    take_over_competency_model.perform(actor(request), at=clock.now(), why=body.why, row=row)
    return _page(request, key)


@router.get("/competencies/crosswalk", response=with_errors(Paged[shapes.CrosswalkAnswer]))
def list_crosswalk(request: HttpRequest, model: Words = "", withdrawn: bool = False, page: Number = 1) -> Any:
    """The lines between models that stand, or those that were withdrawn."""
    who = _who(request)
    chosen = read.by_key(who, model) if model else None
    found = walks.lines(who, model=chosen, withdrawn=withdrawn, number=page)
    rows = [shapes.crosswalk(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/competencies/crosswalk", response=with_errors(shapes.CrosswalkAnswer, 201))
def draw(request: HttpRequest, body: shapes.DrawCrosswalk) -> Any:
    """Draw a line from a competency of one model to one of another."""
    who = _who(request, KEEP)
    taken = body.model_dump(exclude={"why", "one", "other"})
    done = draw_crosswalk.perform(
        actor(request),
        at=clock.now(),
        why=body.why,
        one=read.by_key(who, body.one),
        other=read.by_key(who, body.other),
        **taken,
    )
    return Status(201, _line(request, done.pk))


@router.post("/competencies/crosswalk/{line_id}/withdrawal", response=with_errors(shapes.CrosswalkAnswer))
def withdraw(request: HttpRequest, line_id: Id, body: shapes.WithdrawCrosswalk) -> Any:
    """Withdraw a line."""
    row = walks.by_number(_who(request, KEEP), line_id)
    withdraw_crosswalk.perform(actor(request), at=clock.now(), why=body.why, line=row, because=body.because)
    return _line(request, line_id)


def _line(request: HttpRequest, number: int) -> dict[str, Any]:
    drawn = walks.visible(standing(request)).filter(pk=number)
    return shapes.crosswalk(walks.shown_of(drawn)[0])


@router.get(
    "/competencies/classes/{key}/{ref}", response=with_errors(shapes.ClassCompetenciesAnswer)
)  # fmt: skip
def get_class(request: HttpRequest, key: str, ref: str, revision: Number | None = None, model: Words = "") -> Any:
    """The sentences of a class in which the words of a competency stand, with their places in the plan's text."""
    found = walks.of_class(_who(request), key, revision, ref, model=model)
    return shapes.of_class(found)
