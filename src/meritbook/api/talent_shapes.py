"""What the API takes and answers about the ladder, what somebody shares for the bench, the bench, and seats."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import Field

from meritbook.api.executive_shapes import Maybe
from meritbook.api.shapes import Because, Id
from meritbook.core.competencies.ladder import Step
from meritbook.core.verdict import Verdict
from meritbook.desk.ladder import LadderPage
from meritbook.desk.succession import SeatLine
from meritbook.desk.talent import BenchShown, ClassLine, Named, Shared

PlanKey = Annotated[str, Field(min_length=1, max_length=100)]
ClassKey = Annotated[str, Field(min_length=1, max_length=120)]


class AgreeTalent(Because):
    """What the person agrees to for a class; what they agreed to for it before is replaced."""

    plan: PlanKey
    class_ref: ClassKey
    """The key of the class in its plan: its code, or a slug of its title where it has none."""
    qualifications: bool = False
    assessment: Id | None = None
    growth_plan: Id | None = None
    ready_from: date | None = None
    says: Maybe = ""


class WithdrawTalent(Because):
    """The reason for taking back what was shared; nobody is owed one, so any words will do."""


class LookAtBench(Because):
    """Whose bench is looked at. The reason is shown to those who are named."""

    plan: PlanKey
    class_ref: ClassKey


class LadderFiguresAnswer(Schema):
    """Figures of a report; null where nothing is told."""

    n: int | None
    mean: float | None
    low: float | None
    high: float | None
    own: float | None
    supervisor: float | None


class LadderPartAnswer(Schema):
    """What was found of a part of the minimum qualifications; `within` says that it is a job, looked at for the part
    before it.
    """

    asks: str
    verdict: Verdict
    says: str
    within: bool


class LadderStepAnswer(Schema):
    """One thing that a class asks."""

    kind: str
    key: str
    name: str
    asks: list[str]
    verdict: Verdict
    says: str
    open: list[str]
    parts: list[LadderPartAnswer]
    """Of one's own minimum qualifications alone; the bench shows none."""
    figures: LadderFiguresAnswer | None


class LadderPlaceAnswer(Schema):
    """A class of a plan."""

    plan: str
    class_ref: str
    title: str


class LadderAnswer(Schema):
    """One's own ladder; no steps where there is no class to climb to, and then `because` says why."""

    position: str | None
    start: LadderPlaceAnswer | None
    goal: LadderPlaceAnswer | None
    chosen: bool
    because: str
    model: str | None
    """Key of the competency model."""
    role: str | None
    verdict: Verdict
    steps: list[LadderStepAnswer]
    cautions: list[str]


class BenchLookAnswer(Schema):
    """Somebody looked."""

    at: datetime
    by: str
    why: str


class SharedTalentAnswer(Schema):
    """What the person shares for a class."""

    id: int
    plan: str
    class_ref: str
    title: str
    qualifications: bool
    assessment: int | None
    growth_plan: int | None
    ready_from: date | None
    says: str
    agreed_at: datetime
    looks: list[BenchLookAnswer]


class SharedTalentsAnswer(Schema):
    """All that the person shares."""

    rows: list[SharedTalentAnswer]


class BenchClassAnswer(Schema):
    """A class for which people are named, or to which seats are allocated."""

    plan: str
    plan_name: str
    class_ref: str
    title: str
    named: int
    seats: int
    own: bool
    """Whether the person is named for it themselves."""


class TalentGoalAnswer(Schema):
    """A goal of a development plan that is shared."""

    says: str
    state: str
    due_on: date


class NamedAnswer(Schema):
    """Somebody who is named, with what they share."""

    username: str
    full_name: str
    department: str | None
    verdict: Verdict
    ready_from: date | None
    says: str
    model: str
    rated_on: date | None
    steps: list[LadderStepAnswer]
    goals: list[TalentGoalAnswer]


class BenchAnswer(Schema):
    """The bench of a class, in the order of names, which is no order of merit."""

    plan: str
    class_ref: str
    title: str
    people: list[NamedAnswer]
    cautions: list[str]


class SeatEndAnswer(Schema):
    """A day on which a seat falls free."""

    kind: str
    on: date


class SeatCoverageAnswer(Schema):
    """A seat with its coverage."""

    seat: int
    position: str
    title: str
    department: str
    executive: str
    plan: str | None
    class_ref: str | None
    class_title: str | None
    ends: list[SeatEndAnswer]
    falls_free_on: date | None
    filled_next: bool
    pressing: bool
    named: int | None
    """Null where the position is allocated to no class, so that nobody can be named."""
    verdict: Verdict


def _step(one: Step) -> dict[str, object]:
    return one.plain()


def ladder(shown: LadderPage) -> dict[str, object]:
    """The ladder."""
    start, goal = shown.start, shown.goal
    return {
        "position": start.position.number if start else None,
        "start": {"plan": start.plan, "class_ref": start.ref, "title": start.title} if start and start.ref else None,
        "goal": {"plan": goal.plan, "class_ref": goal.ref, "title": goal.title} if goal else None,
        "chosen": shown.chosen,
        "because": shown.because,
        "model": shown.model.model.key if shown.model else None,
        "role": shown.model.role if shown.model else None,
        "verdict": shown.ladder.verdict if shown.ladder else Verdict.UNDETERMINED,
        "steps": [_step(one) for one in shown.ladder.steps] if shown.ladder else [],
        "cautions": list(shown.ladder.cautions) if shown.ladder else [],
    }


def shared(one: Shared) -> dict[str, object]:
    """What somebody shares."""
    row = one.row
    return {
        "id": row.pk,
        "plan": row.aims_plan,
        "class_ref": row.aims_class,
        "title": one.title,
        "qualifications": row.qualifications,
        "assessment": row.assessment_id,
        "growth_plan": row.growth_plan_id,
        "ready_from": row.ready_from,
        "says": row.says,
        "agreed_at": row.agreed_at,
        "looks": [{"at": look.at, "by": look.by, "why": look.why} for look in one.looks],
    }


def bench_class(one: ClassLine) -> dict[str, object]:
    """A class of the bench."""
    return {
        "plan": one.plan,
        "plan_name": one.plan_name,
        "class_ref": one.ref,
        "title": one.title,
        "named": one.named,
        "seats": one.seats,
        "own": one.mine,
    }


def _named(one: Named) -> dict[str, object]:
    row = one.row
    return {
        "username": row.person.username,
        "full_name": one.name,
        "department": row.department.code if row.department else None,
        "verdict": one.verdict,
        "ready_from": row.ready_from,
        "says": row.says,
        "model": one.model,
        "rated_on": one.rated_on,
        "steps": [_step(step) for step in one.ladder.steps],
        "goals": [{"says": goal.says, "state": goal.state, "due_on": goal.due_on} for goal in one.goals],
    }


def bench(found: BenchShown) -> dict[str, object]:
    """The bench of a class."""
    return {
        "plan": found.entry.plan_revision.key,
        "class_ref": found.entry.ref,
        "title": found.entry.title,
        "people": [_named(one) for one in found.people],
        "cautions": list(found.cautions),
    }


def seat(one: SeatLine) -> dict[str, object]:
    """A seat."""
    return {
        "seat": one.row.pk,
        "position": one.row.position.number,
        "title": one.row.position.title,
        "department": one.row.position.department.code,
        "executive": one.holder,
        "plan": one.plan or None,
        "class_ref": one.ref or None,
        "class_title": one.class_title or None,
        "ends": [end.plain() for end in one.ends],
        "falls_free_on": one.coverage.falls_free_on,
        "filled_next": one.filled_next,
        "pressing": one.coverage.pressing,
        "named": one.named if one.ref else None,
        "verdict": one.coverage.verdict,
    }
