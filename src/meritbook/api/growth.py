"""Development plans: one's own, those that one coaches and those that one is shown; and the acts on one's own."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from meritbook.actions import (
    attach_file,
    change_growth_plan,
    end_growth_plan,
    make_growth_plan,
    move_growth_action,
    move_growth_goal,
    name_coach,
    note_growth,
    plan_growth_action,
    set_growth_goal,
    show_growth_plan,
    withdraw_growth_plan_show,
)
from meritbook.actions.growing_policies import GrowthPersonError
from meritbook.actions.permissions import Capability, require
from meritbook.api import growth_shapes as shapes
from meritbook.api.auth import actor, standing
from meritbook.api.executive_shapes import Text
from meritbook.api.persons import person
from meritbook.api.replies import ERRORS, file_answer, with_errors
from meritbook.api.shapes import Because, Id, Number, Paged, Why, Words
from meritbook.desk import growth as read
from meritbook.desk import growth_choices as offered
from meritbook.records import clock
from meritbook.records.models import GrowthNote, GrowthPlan

router = Router(tags=["growth"])
PLAN = Capability.PLAN_GROWTH
ONE = "/competencies/growth/{plan_id}"


def _may(request: HttpRequest, obj: Any = None) -> None:
    require(actor(request), PLAN, obj, on=clock.today())


def _own(request: HttpRequest, pk: int) -> GrowthPlan:
    _may(request)
    row = read.plan(standing(request), pk)
    _may(request, row)
    return row


def _page(request: HttpRequest, pk: int) -> dict[str, Any]:
    who = standing(request)
    return shapes.growth_plan(read.page(who, read.plan(who, pk)))


def _report(request: HttpRequest, pk: int | None) -> Any:
    return None if pk is None else offered.report(standing(request), pk)


@router.get("/competencies/growth", response=with_errors(Paged[shapes.GrowthPlanLineAnswer]))
def list_growth_plans(request: HttpRequest, whose: Words = "", state: Words = "", page: Number = 1) -> Any:
    """The plans that the person may read; `whose` is `own`, `coached` or `shown`."""
    _may(request)
    found = read.lines(standing(request), whose=whose, state=state, number=page)
    rows = [shapes.plan_line(one) for one in found.rows]
    return {"rows": rows, "page": found.number, "pages": found.of, "total": found.total}


@router.post("/competencies/growth", response=with_errors(shapes.GrowthPlanAnswer, 201))
def make_plan(request: HttpRequest, body: shapes.MakeGrowthPlan) -> Any:
    """Make a plan of one's own."""
    _may(request)
    taken = body.model_dump(exclude={"model", "assessment"})
    row = make_growth_plan.perform(
        actor(request),
        at=clock.now(),
        version=offered.version_in_use(body.model),
        assessment=_report(request, body.assessment),
        **taken,
    )
    return Status(201, _page(request, row.pk))


@router.get(ONE, response=with_errors(shapes.GrowthPlanAnswer))
def get_growth_plan(request: HttpRequest, plan_id: Id) -> Any:
    """One plan with its goals, actions and notes."""
    _may(request)
    return _page(request, plan_id)


@router.put(ONE, response=with_errors(shapes.GrowthPlanAnswer))
def change_plan(request: HttpRequest, plan_id: Id, body: shapes.ChangeGrowthPlan) -> Any:
    """Change what a plan of one's own is called, aims at and rests on."""
    row = _own(request, plan_id)
    change_growth_plan.perform(
        actor(request),
        at=clock.now(),
        plan=row,
        assessment=_report(request, body.assessment),
        **body.model_dump(exclude={"assessment"}),
    )
    return _page(request, plan_id)


@router.post(ONE + "/end", response=with_errors(shapes.GrowthPlanAnswer))
def end_plan(request: HttpRequest, plan_id: Id, body: shapes.EndGrowthPlan) -> Any:
    """End a plan of one's own."""
    row = _own(request, plan_id)
    end_growth_plan.perform(actor(request), at=clock.now(), plan=row, **body.model_dump())
    return _page(request, plan_id)


@router.post(ONE + "/coach", response=with_errors(shapes.GrowthPlanAnswer))
def set_coach(request: HttpRequest, plan_id: Id, body: shapes.NameGrowthCoach) -> Any:
    """Name the coach of a plan of one's own, or nobody."""
    row = _own(request, plan_id)
    coach = person(body.coach, GrowthPersonError, "coach") if body.coach else None
    name_coach.perform(actor(request), at=clock.now(), why=body.why, plan=row, coach=coach)
    return _page(request, plan_id)


@router.post(ONE + "/readers", response=with_errors(shapes.GrowthShareAnswer, 201))
def show_plan(request: HttpRequest, plan_id: Id, body: shapes.ShowGrowthPlan) -> Any:
    """Show a plan of one's own to somebody."""
    row = _own(request, plan_id)
    reader = person(body.reader, GrowthPersonError, "reader")
    made = show_growth_plan.perform(actor(request), at=clock.now(), why=body.why, plan=row, reader=reader)
    return Status(201, shapes.growth_share(made))


@router.post(ONE + "/readers/{share_id}/withdrawal", response=with_errors(shapes.GrowthPlanAnswer))
def take_show_back(request: HttpRequest, plan_id: Id, share_id: Id, body: Because) -> Any:
    """Take back what was shown."""
    _own(request, plan_id)
    held = read.share(standing(request), plan_id, share_id)
    withdraw_growth_plan_show.perform(actor(request), at=clock.now(), why=body.why, share=held)
    return _page(request, plan_id)


def _goal(request: HttpRequest, row: GrowthPlan, body: shapes.SetGrowthGoal, goal: int | None) -> dict[str, Any]:
    who = standing(request)
    set_growth_goal.perform(
        actor(request),
        at=clock.now(),
        plan=row,
        goal=None if goal is None else read.goal(who, row.pk, goal),
        contract=None if body.contract is None else offered.own_contract(who, body.contract),
        **body.model_dump(exclude={"contract"}),
    )
    return _page(request, row.pk)


@router.post(ONE + "/goals", response=with_errors(shapes.GrowthPlanAnswer, 201))
def set_goal(request: HttpRequest, plan_id: Id, body: shapes.SetGrowthGoal) -> Any:
    """Set a goal."""
    return Status(201, _goal(request, _own(request, plan_id), body, None))


@router.put(ONE + "/goals/{goal_id}", response=with_errors(shapes.GrowthPlanAnswer))
def change_goal(request: HttpRequest, plan_id: Id, goal_id: Id, body: shapes.SetGrowthGoal) -> Any:
    """Change a goal that is not over."""
    return _goal(request, _own(request, plan_id), body, goal_id)


@router.post(ONE + "/goals/{goal_id}/state", response=with_errors(shapes.GrowthPlanAnswer))
def move_goal(request: HttpRequest, plan_id: Id, goal_id: Id, body: shapes.MoveGrowthPart) -> Any:
    """Say how far a goal is."""
    _own(request, plan_id)
    held = read.goal(standing(request), plan_id, goal_id)
    move_growth_goal.perform(actor(request), at=clock.now(), goal=held, **body.model_dump())
    return _page(request, plan_id)


@router.post(ONE + "/goals/{goal_id}/actions", response=with_errors(shapes.GrowthPlanAnswer, 201))
def plan_action(request: HttpRequest, plan_id: Id, goal_id: Id, body: shapes.PlanGrowthAction) -> Any:
    """Plan an action towards a goal."""
    _own(request, plan_id)
    held = read.goal(standing(request), plan_id, goal_id)
    plan_growth_action.perform(actor(request), at=clock.now(), goal=held, **body.model_dump())
    return Status(201, _page(request, plan_id))


@router.put(ONE + "/actions/{action_id}", response=with_errors(shapes.GrowthPlanAnswer))
def change_action(request: HttpRequest, plan_id: Id, action_id: Id, body: shapes.PlanGrowthAction) -> Any:
    """Change an action that is not over."""
    _own(request, plan_id)
    held = read.action(standing(request), plan_id, action_id)
    plan_growth_action.perform(actor(request), at=clock.now(), goal=held.goal, action=held, **body.model_dump())
    return _page(request, plan_id)


@router.post(ONE + "/actions/{action_id}/state", response=with_errors(shapes.GrowthPlanAnswer))
def move_action(request: HttpRequest, plan_id: Id, action_id: Id, body: shapes.MoveGrowthPart) -> Any:
    """Say how far an action is."""
    _own(request, plan_id)
    held = read.action(standing(request), plan_id, action_id)
    move_growth_action.perform(actor(request), at=clock.now(), action=held, **body.model_dump())
    return _page(request, plan_id)


def _noted(request: HttpRequest, pk: int) -> GrowthPlan:
    _may(request)
    row = read.plan(standing(request), pk)
    _may(request, GrowthNote(plan=row))
    return row


@router.post(ONE + "/notes", response=with_errors(shapes.GrowthNoteAnswer, 201))
def note_progress(request: HttpRequest, plan_id: Id, body: shapes.NoteGrowth) -> Any:
    """Note progress, as the person or the coach."""
    row = _noted(request, plan_id)
    who = standing(request)
    made = note_growth.perform(
        actor(request),
        at=clock.now(),
        why=body.why,
        plan=row,
        says=body.says,
        goal=None if body.goal is None else read.goal(who, plan_id, body.goal),
        action=None if body.action is None else read.action(who, plan_id, body.action),
    )
    return Status(201, shapes.note(made))


@router.post(ONE + "/files", response=with_errors(shapes.GrowthNoteAnswer, 201))
def note_with_file(
    request: HttpRequest,
    plan_id: Id,
    file: Annotated[UploadedFile, File()],
    why: Annotated[Why, Form()],
    says: Annotated[Text, Form()],
    goal: Annotated[Id | None, Form()] = None,
) -> Any:
    """Note progress with a file as evidence, of the plan as a whole or of a goal."""
    row = _noted(request, plan_id)
    towards = None if goal is None else read.goal(standing(request), plan_id, goal)
    taken = attach_file.take(file, name=file.name or "")
    made = note_growth.perform(actor(request), at=clock.now(), why=why, plan=row, says=says, goal=towards, file=taken)
    return Status(201, shapes.note(made))


@router.get(
    ONE + "/notes/{note_id}/file",
    response=ERRORS,
    openapi_extra={"responses": {200: {"description": "The file, byte for byte.", "content": {"*/*": {}}}}},
)
def get_growth_file(request: HttpRequest, plan_id: Id, note_id: Id) -> Any:
    """The file of a note."""
    _may(request)
    found = read.file(standing(request), plan_id, note_id)
    assert found.document is not None  # noqa: S101  # read.file gives files alone
    plain = "".join(one if one.isascii() and (one.isalnum() or one in " ._-") else "_" for one in found.name)
    return file_answer(found.document, plain)
