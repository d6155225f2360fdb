"""What the API takes and answers about development plans."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from meritbook.api.executive_shapes import Maybe, Text
from meritbook.api.shapes import Because
from meritbook.core.competencies.growth import Progress
from meritbook.desk.growth import ActionShown, GoalShown, PlanLine, PlanShown
from meritbook.records.models import GrowthNote, GrowthShare

Name = Annotated[str, Field(pattern=r"^[\w.@+-]{1,150}$")]
Key = Annotated[str, Field(max_length=60)]
Line = Annotated[str, Field(min_length=1, max_length=400)]
Title = Annotated[str, Field(min_length=1, max_length=200)]
Number = Annotated[int, Field(ge=1, lt=2**31)]


class ChangeGrowthPlan(Because):
    """What a plan is called, aims at and rests on; `why` is written to the ledger, and tells nothing of the plan."""

    title: Title
    role: Key
    """The key of a role of the model."""
    last_day: date
    aims_plan: Key = ""
    aims_class: Key = ""
    """Key of a class plan and code of a class of it; both empty where none is aimed at."""
    assessment: Number | None = None
    """One of the person's own assessments that is closed."""
    says: Maybe = ""


class MakeGrowthPlan(ChangeGrowthPlan):
    """A new plan of the person's own."""

    model: Key
    """The key of a competency model in use."""
    starts_on: date


class EndGrowthPlan(Because):
    """How a plan ends."""

    reached: bool
    says: Text


class SetGrowthGoal(Because):
    """A goal, new or as it is to be."""

    says: Line
    due_on: date
    competency: Key = ""
    requirement: Maybe = ""
    """Words of the minimum qualifications of the class aimed at, as they are written there."""
    contract: Number | None = None
    """A signed contract of the person's own, with `objective`."""
    objective: Annotated[str, Field(max_length=120)] = ""


class MoveGrowthPart(Because):
    """How far a goal or an action is: `planned`, `under_way`, `done` or `dropped`."""

    state: Key
    says: Maybe = ""


class PlanGrowthAction(Because):
    """An action, new or as it is to be: an `experience`, a `relationship` or a `course`."""

    kind: Key
    what: Line
    with_whom: Annotated[str, Field(max_length=200)] = ""
    due_on: date


class NoteGrowth(Because):
    """Progress in words, of the plan as a whole, a goal or an action."""

    says: Text
    goal: Number | None = None
    action: Number | None = None


class NameGrowthCoach(Because):
    """The coach, by username; null for nobody."""

    coach: Name | None


class ShowGrowthPlan(Because):
    """To whom a plan is shown, by username."""

    reader: Name


class GrowthProgressAnswer(Schema):
    """What the actions come to; what was dropped counts nowhere. With `of` 0 there is no progress to tell."""

    done: int
    of: int
    late: int
    next_due: date | None
    kinds: dict[str, int]


class GrowthPlanLineAnswer(Schema):
    """A plan in the list."""

    id: int
    title: str
    person: str
    coach: str | None
    as_what: str
    """As what it is read: `own`, `coached`, `shown`, or `agreed` by who plans succession."""
    state: str
    starts_on: date
    last_day: date
    progress: GrowthProgressAnswer


class GrowthNoteAnswer(Schema):
    """A note; `file` is the name of the file that it holds."""

    id: int
    goal: int | None
    action: int | None
    says: str
    file: str | None
    noted_by: str
    noted_at: datetime


class GrowthActionAnswer(Schema):
    """An action."""

    id: int
    kind: str
    what: str
    with_whom: str
    due_on: date
    state: str
    late: bool
    notes: list[GrowthNoteAnswer]


class GrowthGoalAnswer(Schema):
    """A goal. `objective_says` is null where the reader may not read the contract."""

    id: int
    says: str
    competency: str
    requirement: str
    contract: int | None
    objective: str
    objective_says: str | None
    due_on: date
    state: str
    says_of_state: str
    late: bool
    progress: GrowthProgressAnswer
    actions: list[GrowthActionAnswer]
    notes: list[GrowthNoteAnswer]


class GrowthShareAnswer(Schema):
    """Somebody to whom the plan is shown."""

    id: int
    reader: str
    shared_at: datetime


class GrowthPlanAnswer(GrowthPlanLineAnswer):
    """One plan."""

    model: str
    model_version: int
    role: str
    aims_plan: str
    aims_class: str
    assessment: int | None
    says: str
    goals: list[GrowthGoalAnswer]
    notes: list[GrowthNoteAnswer]
    readers: list[GrowthShareAnswer]
    """Only for the person whose plan it is."""


def _progress(told: Progress) -> dict[str, Any]:
    return told.model_dump()


def plan_line(line: PlanLine | PlanShown) -> dict[str, Any]:
    """The line as the API gives it."""
    row = line.row
    return {
        "id": row.pk,
        "title": row.title,
        "person": row.person.username,
        "coach": row.coach.username if row.coach else None,
        "as_what": line.as_what,
        "state": row.state,
        "starts_on": row.starts_on,
        "last_day": line.last_day,
        "progress": _progress(line.progress),
    }


def note(row: GrowthNote) -> dict[str, Any]:
    """The note as the API gives it."""
    return {
        "id": row.pk,
        "goal": row.goal_id,
        "action": row.action_id,
        "says": row.says,
        "file": row.name if row.document_id else None,
        "noted_by": row.noted_by.username,
        "noted_at": row.noted_at,
    }


def _action(held: ActionShown) -> dict[str, Any]:
    names = ("kind", "what", "with_whom", "due_on", "state")
    return {
        "id": held.row.pk,
        **{name: getattr(held.row, name) for name in names},
        "late": held.late,
        "notes": [note(one) for one in held.notes],
    }


def _goal(held: GoalShown) -> dict[str, Any]:
    names = ("says", "competency", "requirement", "due_on", "state", "says_of_state")
    return {
        "id": held.row.pk,
        **{name: getattr(held.row, name) for name in names},
        "contract": held.row.contract_id,
        "objective": held.row.objective,
        "objective_says": held.objective or None,
        "late": held.late,
        "progress": _progress(held.progress),
        "actions": [_action(one) for one in held.actions],
        "notes": [note(one) for one in held.notes],
    }


def growth_share(row: GrowthShare) -> dict[str, Any]:
    """Somebody to whom it is shown, as the API gives it."""
    return {"id": row.pk, "reader": row.reader.username, "shared_at": row.shared_at}


def growth_plan(shown: PlanShown) -> dict[str, Any]:
    """The plan as the API gives it."""
    row = shown.row
    return {
        **plan_line(shown),
        "model": shown.model.key,
        "model_version": row.version.number,
        **{name: getattr(row, name) for name in ("role", "aims_plan", "aims_class", "says")},
        "assessment": row.assessment_id,
        "goals": [_goal(one) for one in shown.goals],
        "notes": [note(one) for one in shown.notes],
        "readers": [growth_share(one) for one in shown.shares],
    }
