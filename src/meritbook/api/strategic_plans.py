"""Strategic plans: read, drawn up, written, taken in from StratML, adopted, amended, reported on; the line of sight."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import Field

from meritbook.actions import (
    adopt_plan,
    amend_plan,
    confirm_alignment,
    draw_plan,
    planning,
    report_action,
    save_plan_draft,
    take_in_stratml,
    withdraw_plan,
)
from meritbook.actions.permissions import Capability, require
from meritbook.api.auth import actor, confirm_password, standing
from meritbook.api.errors import InvalidRequestError
from meritbook.api.replies import ERRORS, page_of, with_errors
from meritbook.api.shapes import Because, Id, Number, Paged, Why, Words
from meritbook.core.results.deployment import Tie, Unserved
from meritbook.core.results.plan_check import PlanProblem
from meritbook.core.results.plans import PlanText
from meritbook.core.results.sight import Sight
from meritbook.desk import plan_sight
from meritbook.desk import strategic_plans as read
from meritbook.desk.contracts import contract
from meritbook.readers.stratml import MOST_BYTES
from meritbook.records import clock
from meritbook.records.models import Department, PlanVersion, StrategicPlan
from meritbook.writers.stratml import write_stratml

router = Router(tags=["strategic plans"])
Key = Annotated[str, Field(max_length=79)]
Sha = Annotated[str, Field(min_length=64, max_length=64)]
Says = Annotated[str, Field(max_length=4000)]


class StrategicPlanLine(Schema):
    """A plan in a list."""

    key: str
    title: str
    of: str
    kind: str
    starts_on: date
    last_day: date
    state: str
    deploys: str


class StrategicPlanAnswer(Schema):
    """A version of a plan, with its ties to the plan above."""

    key: str
    kind: str
    of: str
    deploys: str
    number: int
    status: str
    sha256: str
    text: PlanText
    ties: list[Tie]
    unserved: list[Unserved]
    problems: list[PlanProblem]
    """What is to be said of the words before they are adopted."""


class PlanDocumentLook(Schema):
    """What a document would make of the draft."""

    text: PlanText
    notes: list[str]
    lost: list[str]
    sha256: str
    """The seal of the draft that was compared, to be given when the document is taken in."""


class ContractSightLine(Schema):
    """An objective of a contract with the ways up from one of its measures."""

    says: str
    measure: str
    key: str
    sights: list[Sight]
    frozen: str
    """What the final rating rests on, in words; empty before there is one that the person may read."""
    frozen_on: date | None
    corrected: str
    """What it shows today, where a value that the rating rests on was corrected since."""


class ActionReportAnswer(Schema):
    """A report on an action."""

    id: int
    action: str
    progress: str
    says: str


class DrawStrategicPlan(Because):
    """A new plan; without `department` that of the enterprise as a whole."""

    key: Key
    kind: Literal["strategic", "operational"]
    title: Annotated[str, Field(min_length=1, max_length=400)]
    department: Words = ""
    unit: Annotated[str, Field(max_length=200)] = ""
    deploys: Key = ""
    starts_on: date
    ends_before: date
    text: PlanText | None = None


class SavePlanBody(Because):
    """The words of a draft, with the seal of those that the writer began with, and these where they are at hand."""

    text: PlanText
    base_sha256: Sha
    base: PlanText | None = None


class AdoptPlanBody(Because):
    """The adoption of the words of the seal."""

    sha256: Sha
    because: Annotated[str, Field(min_length=1, max_length=4000)]


class WithdrawPlanBody(Because):
    """The end of a version."""

    number: Number
    because: Annotated[str, Field(min_length=1, max_length=4000)]


class ReportActionBody(Because):
    """How an action goes."""

    progress: Literal["under_way", "done", "dropped"]
    says: Annotated[str, Field(min_length=1, max_length=4000)]


class LookedAgainBody(Because):
    """A tie that still holds."""

    says: Says = ""


@router.get("/results/plans", response=with_errors(Paged[StrategicPlanLine]))
def list_strategic_plans(request: HttpRequest, q: Words = "", kind: Words = "", page: Number = 1) -> Any:
    """The plans that the person may read, those of the enterprise first. `kind` is strategic or operational."""
    who = standing(request)
    require(actor(request), Capability.READ_RESULTS, on=who.on)
    return page_of(read.lines(who, words=q, kind=kind, number=page))


@router.post("/results/plans", response=with_errors(StrategicPlanAnswer, 201))
def draw(request: HttpRequest, body: DrawStrategicPlan) -> Any:
    """Draw up a plan, as a draft."""
    who = standing(request)
    require(actor(request), Capability.KEEP_PLAN, on=who.on)
    department = Department.objects.filter(code=body.department).first() if body.department else None
    if body.department and department is None:
        raise InvalidRequestError(f"There is no department {body.department}.", where="body.department")
    taken = body.model_dump(exclude={"department", "deploys", "text"})
    done = draw_plan.perform(
        actor(request),
        at=clock.now(),
        department=department,
        deploys=read.plan(who, body.deploys) if body.deploys else None,
        text=body.text,
        **taken,
    )
    return Status(201, _answer(done))


@router.get("/results/plans/{key}", response=with_errors(StrategicPlanAnswer))
def get_strategic_plan(request: HttpRequest, key: Key, version: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0) -> Any:
    """The version in force, or that of the number."""
    row = read.plan(standing(request), key)
    return _answer(read.version(standing(request), row, version or None))


@router.get("/results/plans/{key}/compare/{number}/{other}", response=with_errors(list[dict[str, Any]]))
def compare_versions(request: HttpRequest, key: Key, number: Number, other: Number) -> Any:
    """The sections and fields in which two versions differ, with the words that went and came."""
    who = standing(request)
    row = read.plan(who, key)
    return [one.plain() for one in read.compared(read.version(who, row, number), read.version(who, row, other))]


@router.get(
    "/results/plans/{key}/stratml",
    response=ERRORS,
    openapi_extra={"responses": {200: {"description": "StratML Part 1.", "content": {"application/xml": {}}}}},
)
def get_stratml(request: HttpRequest, key: Key, version: Annotated[int, Field(ge=0, le=2**31 - 1)] = 0) -> Any:
    """A version as a StratML document; without `version` the one in force."""
    row = read.plan(standing(request), key)
    chosen = read.version(standing(request), row, version or None)
    return HttpResponse(write_stratml(chosen.text).data, content_type="application/xml; charset=utf-8")


@router.post("/results/plans/{key}/save", response=with_errors(StrategicPlanAnswer))
def save(request: HttpRequest, key: Key, body: SavePlanBody) -> Any:
    """Save the words of the draft; what somebody else saved in between is not overwritten."""
    draft = _draft(request, key, Capability.KEEP_PLAN)
    done = save_plan_draft.perform(
        actor(request), at=clock.now(), why=body.why, version=draft, text=body.text, base_sha256=body.base_sha256,
        base=body.base,
    )  # fmt: skip
    return _answer(done)


@router.post("/results/plans/{key}/stratml/look", response=with_errors(PlanDocumentLook))
def look(request: HttpRequest, key: Key, file: Annotated[UploadedFile, File()]) -> Any:
    """What a StratML document would make of the draft. Nothing is kept."""
    draft = _draft(request, key, Capability.KEEP_PLAN)
    found = take_in_stratml.look(draft, file.read(MOST_BYTES + 1), name=file.name or "plan.xml")
    return {"text": found.text, "notes": found.notes, "lost": found.lost, "sha256": draft.sha256}


@router.post("/results/plans/{key}/stratml", response=with_errors(StrategicPlanAnswer))
def take_in(
    request: HttpRequest,
    key: Key,
    file: Annotated[UploadedFile, File()],
    base_sha256: Annotated[Sha, Form()],
    why: Annotated[Why, Form()],
) -> Any:
    """Take the words of the draft in from a StratML document."""
    done = take_in_stratml.perform(
        actor(request),
        at=clock.now(),
        why=why,
        version=_draft(request, key, Capability.KEEP_PLAN),
        data=file.read(MOST_BYTES + 1),
        name=file.name or "plan.xml",
        base_sha256=base_sha256,
    )
    return _answer(done)


@router.post("/results/plans/{key}/adopt", response=with_errors(StrategicPlanAnswer))
def adopt(request: HttpRequest, key: Key, body: AdoptPlanBody) -> Any:
    """Adopt the draft."""
    draft = _draft(request, key, Capability.ADOPT_PLAN)
    confirm_password(request)
    return _answer(adopt_plan.perform(actor(request), at=clock.now(), version=draft, **body.model_dump()))


@router.post("/results/plans/{key}/amend", response=with_errors(StrategicPlanAnswer, 201))
def amend(request: HttpRequest, key: Key, body: Because) -> Any:
    """Begin an amendment of the plan in force."""
    row = read.plan(standing(request), key)
    return Status(201, _answer(amend_plan.perform(actor(request), at=clock.now(), why=body.why, plan=row)))


@router.post("/results/plans/{key}/withdraw", response=with_errors(StrategicPlanAnswer))
def withdraw(request: HttpRequest, key: Key, body: WithdrawPlanBody) -> Any:
    """Withdraw the draft, or the version in force."""
    who = standing(request)
    chosen = read.version(who, read.plan(who, key), body.number)
    done = withdraw_plan.perform(actor(request), at=clock.now(), why=body.why, version=chosen, because=body.because)
    return _answer(done)


@router.post("/results/plans/{key}/actions/{action}/report", response=with_errors(ActionReportAnswer, 201))
def report(request: HttpRequest, key: Key, action: Key, body: ReportActionBody) -> Any:
    """Report how an action goes."""
    row = read.plan(standing(request), key)
    done = report_action.perform(actor(request), at=clock.now(), plan=row, action=action, **body.model_dump())
    return Status(201, {"id": done.pk, "action": done.action, "progress": done.progress, "says": done.says})


@router.post("/results/plans/{key}/goals/{part}/confirm", response=with_errors(StrategicPlanAnswer))
def confirm(request: HttpRequest, key: Key, part: Key, body: LookedAgainBody) -> Any:
    """Confirm that a part serves what it names above, after that was reworded."""
    who = standing(request)
    chosen = read.version(who, read.plan(who, key))
    confirm_alignment.perform(actor(request), at=clock.now(), version=chosen, part=part, **body.model_dump())
    return _answer(chosen)


@router.get("/performance/{contract_id}/line-of-sight", response=with_errors(list[ContractSightLine]))
def line_of_sight(request: HttpRequest, contract_id: Id) -> Any:
    """From the measures of a contract up to the goals of the enterprise."""
    who = standing(request)
    rows = plan_sight.of_contract(who, contract(who, contract_id))
    return [
        {
            "says": one.says,
            "measure": one.measure,
            "key": one.key,
            "sights": one.sights,
            "frozen": one.frozen.sentence if one.frozen else "",
            "frozen_on": one.frozen_on,
            "corrected": one.corrected.sentence if one.corrected else "",
        }
        for one in rows
    ]


def _draft(request: HttpRequest, key: str, needed: Capability) -> PlanVersion:
    who = standing(request)
    row = read.plan(who, key)
    require(actor(request), needed, row, on=who.on)
    return read.draft(who, row)


def _answer(version: PlanVersion) -> dict[str, Any]:
    plan: StrategicPlan = version.plan
    return {
        "key": plan.key,
        "kind": plan.kind,
        "of": plan.of,
        "deploys": plan.deploys.key if plan.deploys else "",
        "number": version.number,
        "status": version.status,
        "sha256": version.sha256,
        "text": version.text,
        "ties": [one.tie for one in read.tie_lines(version).values()],
        "unserved": read.unserved_of(version),
        "problems": planning.problems_of(plan, version.text),
    }


__all__ = ["router"]
