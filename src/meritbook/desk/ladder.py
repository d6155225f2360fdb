"""The ladder from one's own position to the next class: where one stands, what is asked, and what is shown of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import QuerySet

from meritbook.actions import assessing, competency_models
from meritbook.actions.permissions import Standing
from meritbook.core.classes.model import ClassPlan, JobClass, Series
from meritbook.core.competencies import ladder as core
from meritbook.core.competencies.answers import RaterGroup
from meritbook.core.competencies.model import CompetencyModel
from meritbook.core.errors import MeritbookError
from meritbook.core.verdict import Verdict
from meritbook.desk import ladder_qualifications as minimum
from meritbook.desk import plans as read_plans
from meritbook.records import clock
from meritbook.records.models import (
    AssessmentTold,
    ClassEntry,
    CompetencyModelVersion,
    Decision,
    DecisionOutcome,
    DecisionStatus,
    MultiraterState,
    PlanRevision,
    Position,
    User,
)


class NoSuchStepError(MeritbookError):
    """The class to which the ladder is to lead, or the position that it is to start from, is not there."""

    code = "competencies.no_such_ladder"
    remedy = "Open your ladder without a class, and choose one of the classes on the page."
    http_status = 404


@dataclass(frozen=True)
class Place:
    """A class of a plan in effect."""

    of: ClassPlan
    revision: int
    series: Series
    job_class: JobClass

    @property
    def plan(self) -> str:
        """The key of the plan."""
        return self.of.key

    @property
    def plan_name(self) -> str:
        """What the plan is called."""
        return self.of.name

    @property
    def ref(self) -> str:
        """The key of the class in its plan."""
        return self.job_class.ref

    @property
    def title(self) -> str:
        """What the class is called."""
        return self.job_class.title

    @property
    def named(self) -> str:
        """Title with code, where it has one."""
        return f"{self.title} ({self.job_class.code})" if self.job_class.code else self.title


class Allocated(NamedTuple):
    """The class to which the decision that stands allocates a position; all empty where none does."""

    plan: str = ""
    ref: str = ""
    title: str = ""
    code: str = ""
    decision: int | None = None
    """Key of the decision."""
    decided_on: date | None = None


NOWHERE = Allocated()


@dataclass(frozen=True)
class Start:
    """A position that somebody holds, with the class to which it is allocated."""

    position: Position
    allocated: Allocated

    @property
    def plan(self) -> str:
        """The key of the plan; empty where no decision that stands allocates the position to a class."""
        return self.allocated.plan

    @property
    def ref(self) -> str:
        """The key of the class in the plan; empty where it is allocated to none."""
        return self.allocated.ref

    @property
    def title(self) -> str:
        """What the class is called; empty where it is allocated to none."""
        return self.allocated.title


@dataclass(frozen=True)
class Choice:
    """A class to which a ladder may lead."""

    plan: str
    plan_name: str
    ref: str
    title: str

    @property
    def key(self) -> str:
        """How an address and a form name it."""
        return f"{self.plan}:{self.ref}"


@dataclass(frozen=True)
class ModelFor:
    """The model by which the role of a class is described."""

    version: CompetencyModelVersion
    model: CompetencyModel
    role: str


@dataclass(frozen=True)
class LadderPage:
    """One's own ladder."""

    starts: tuple[Start, ...]
    start: Start | None
    """The position that it starts from; none of somebody who holds none."""
    goal: Place | None
    """None where the class is the last of its series and no other was chosen, or where nothing says what comes next."""
    because: str
    """Why there is no goal; empty where there is one."""
    model: ModelFor | None
    ladder: core.Ladder | None
    choices: tuple[Choice, ...]
    chosen: bool
    """Whether the person chose the class, in place of the next one of the series."""
    decision: int | None = None
    """Key of the decision that allocates the position from which it starts, where the person may read it."""

    @property
    def role_name(self) -> str:
        """What the role is called in which the class works; empty where no model says."""
        role = self.model.model.role(self.model.role) if self.model is not None else None
        return role.name if role is not None else ""

    @property
    def works_as(self) -> str:
        """The key of the role in which the person works now, by the same model; of the role aimed at where it names
        none for their class.
        """
        if self.model is None:
            return ""
        here = self.start.allocated if self.start is not None else NOWHERE
        named = (self.model.model.role_of_class(here.plan, key) for key in (here.ref, here.code) if key)
        return next((one.key for one in named if one is not None), self.model.role)

    @property
    def counts(self) -> str:
        """How the steps stand, in words: `3 of 11 steps met, 1 not yet met, 7 undetermined`."""
        if self.ladder is None:
            return ""
        met, missing, still = (self.ladder.counted(one) for one in (Verdict.MET, Verdict.NOT_MET, Verdict.UNDETERMINED))
        steps = len(self.ladder.steps)
        return f"{met} of {steps} step{'' if steps == 1 else 's'} met, {missing} not yet met, {still} undetermined"


# --- where somebody stands ----------------------------------------------------------------------------------------


def starts_of(user: User | None) -> tuple[Start, ...]:
    """The positions that somebody holds, by their numbers."""
    positions = list(Position.objects.filter(incumbent=user).order_by("number", "pk")) if user is not None else []
    if not positions:
        return ()
    allocated = classes_of([one.pk for one in positions])
    return tuple(Start(one, allocated.get(one.pk, NOWHERE)) for one in positions)


def classes_of(positions: Iterable[int]) -> dict[int, Allocated]:
    """Of positions that are allocated to a class: to which, and by which decision that stands."""
    rows = Decision.objects.filter(
        position__in=positions, status=DecisionStatus.STANDING, outcome=DecisionOutcome.CLASS
    ).values_list(
        "position", "class_entry__plan_revision__key", "class_entry__ref", "class_entry__title", "class_entry__code",
        "pk", "decided_at",
    )  # fmt: skip
    return {
        position: Allocated(plan, ref, title, code, decision, clock.day_of(at))
        for position, plan, ref, title, code, decision, at in rows
    }


# --- the class that is aimed at -----------------------------------------------------------------------------------


def place(plan: str, ref: str, on: date) -> Place:
    """A class of a plan in effect on the day; raises `NoSuchStepError`."""
    row = (
        PlanRevision.objects.effective(on)
        .filter(key=plan.replace("\0", ""))
        .defer("plan_json", "laid_out_json")
        .first()
    )
    if row is not None:
        parsed, _ = read_plans.parsed(row.pk, row.digest)
        for series, job_class in parsed.classes():
            if job_class.ref == ref:
                return Place(parsed, row.revision, series, job_class)
    raise NoSuchStepError(f"No class “{ref[:120]}” stands in a plan “{plan[:100]}” in effect.", where=ref[:120])


def choices(on: date, plans: Iterable[str]) -> tuple[Choice, ...]:
    """The classes of plans in effect, in the order of the plans."""
    rows = (
        ClassEntry.objects.filter(plan_revision__in=PlanRevision.objects.effective(on).filter(key__in=set(plans)))
        .order_by("plan_revision__name", "plan_revision__key", "position")
        .values_list("plan_revision__key", "plan_revision__name", "ref", "title", "code")
    )
    return tuple(Choice(key, name, ref, f"{title} ({code})" if code else title) for key, name, ref, title, code in rows)


def models() -> tuple[tuple[CompetencyModelVersion, CompetencyModel], ...]:
    """The newest version of each model in use, by the keys of the models."""
    rows = (
        CompetencyModelVersion.objects.filter(current=True, model__retired_because="")
        .select_related("model")
        .order_by("model__key")
    )
    return tuple((row, competency_models.model_of(row)) for row in rows)


def model_for(
    found: Sequence[tuple[CompetencyModelVersion, CompetencyModel]], goal: Place, rated_by: Iterable[int] = ()
) -> ModelFor | None:
    """The model that names a role for the class; of several the one by which somebody was rated, else the first."""
    named = []
    for version, model in found:
        role = model.role_of_class(goal.plan, goal.ref) or model.role_of_class(goal.plan, goal.job_class.code or "-")
        if role is not None:
            named.append(ModelFor(version, model, role.key))
    rated = set(rated_by)
    return next((one for one in named if one.version.model_id in rated), named[0] if named else None)


# --- what is shown ------------------------------------------------------------------------------------------------


def told_of(people: Iterable[int]) -> QuerySet[AssessmentTold]:
    """What was told of the closed assessments of people, the newest first."""
    return (
        AssessmentTold.objects.filter(assessment__subject__in=people, assessment__state=MultiraterState.CLOSED)
        .select_related("assessment__version__model")
        .order_by("-closed_at", "-pk")
    )


def rated(told: AssessmentTold, beside: RaterGroup | None = None) -> core.Rated:
    """A closed assessment as the ladder asks; to a reader who was asked in the group `beside`, what is told to them."""
    assessment, result = told.assessment, assessing.result_of(told)
    return core.Rated(
        model=competency_models.model_of(assessment.version),
        role=assessment.role,
        result=result if beside is None else result.beside_own_answer(beside),
        closed_on=clock.day_of(told.closed_at),
        shown_at=assessing.policy_of(assessment).shown_at,
    )


def competency_steps(model: ModelFor | None, seen: core.Rated | None) -> tuple[core.Step, ...]:
    """What the role of the class asks; none where no model describes it."""
    return core.competency_steps(model.model, model.role, seen) if model is not None else ()


# --- the page -----------------------------------------------------------------------------------------------------


def page(standing: Standing, *, position: int | None = None, plan: str = "", ref: str = "") -> LadderPage:
    """One's own ladder: from a position of one's own (the first where none is named) to a class (the next one where
    none is named). Raises `NoSuchStepError`.
    """
    on, user = standing.on, standing.user
    starts = starts_of(user)
    if position is not None and not any(one.position.pk == position for one in starts):
        raise NoSuchStepError("You do not hold this position.", where=str(position))
    start = next((one for one in starts if position is None or one.position.pk == position), None)
    found = models()
    goal, because = (place(plan, ref, on), "") if plan or ref else _next(start, on)
    plans = {one.plan for _, model in found for one in model.roles if one.plan} | {one.plan for one in starts}
    if goal is not None:
        plans.add(goal.plan)
    decision = start.allocated.decision if start is not None else None
    if decision is not None and not standing.decisions().filter(pk=decision).exists():
        decision = None
    shown = list(told_of([user.pk])[:20]) if user is not None else []
    model = model_for(found, goal, (one.assessment.version.model_id for one in shown)) if goal is not None else None
    return LadderPage(
        starts=starts,
        start=start,
        goal=goal,
        because=because,
        model=model,
        ladder=_ladder(user, goal, model, shown, on) if user is not None and goal is not None else None,
        choices=choices(on, plans - {""}),
        chosen=bool(plan or ref),
        decision=decision,
    )


def _next(start: Start | None, on: date) -> tuple[Place | None, str]:
    if start is None:
        return None, "You hold no position on record, so nothing says which class comes next."
    if not start.ref:
        return None, f"Nobody has allocated position {start.position.number} to a class, so none comes next."
    try:
        here = place(start.plan, start.ref, on)
    except NoSuchStepError:
        return None, f"{start.title} stands in no class plan in effect any more."
    after = core.next_class(here.of, here.ref)
    if after is None:
        return None, f"{here.title} is the last class of its series."
    return Place(here.of, here.revision, *after), ""


def _ladder(user: User, goal: Place, model: ModelFor | None, shown: Sequence[AssessmentTold], on: date) -> core.Ladder:
    stated = minimum.stated_by([user.pk], goal, on)
    told = next((one for one in shown if model and one.assessment.version.model_id == model.version.model_id), None)
    steps = (
        minimum.step(minimum.asked_by(goal, on), stated, user.pk, in_parts=True),
        *competency_steps(model, rated(told) if told is not None else None),
    )
    return core.Ladder(on=on, steps=steps, cautions=cautions(goal, model))


def cautions(goal: Place, model: ModelFor | None) -> tuple[str, ...]:
    """What the ladder to a class leaves out, and why."""
    said = []
    if model is None:
        said.append("No competency model in use names a role for this class, so no competency stands on the ladder.")
    elif model.model.authored:
        said.append(model.model.authored)
    if goal.job_class.special_requirements or goal.series.special_requirements:
        said.append("Some positions of the class ask for more than these qualifications; see the page of the class.")
    return tuple(said)
