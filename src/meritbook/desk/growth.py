"""Development plans as read: the list, one with its goals and what is done for them, and what their forms offer.

A plan is read by its person, by the coach whom they named, and by those to whom they show it. Nobody else reads any of
it here: who plans succession reads the goals that its person agreed to share on the bench, where a look is on record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from meritbook.actions import growing
from meritbook.actions.competency_models import model_of
from meritbook.actions.contract_year_policies import keys_of
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.competencies.growth import Progress, Step, is_late, progress
from meritbook.core.competencies.model import Behaviour, Competency, CompetencyModel, ModelRole
from meritbook.core.errors import MeritbookError
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    ClassEntry,
    ContractStatus,
    ContractVersion,
    GrowthAction,
    GrowthGoal,
    GrowthNote,
    GrowthPlan,
    GrowthShare,
    GrowthState,
    TalentConsent,
)

OWN, COACHED, SHOWN = "own", "coached", "shown"
WHOSE = {OWN: "My own", COACHED: "Whose coach I am", SHOWN: "Shown to me"}
"""As what somebody reads a plan, and the filters of the list, with their words."""


class NoSuchGrowthError(MeritbookError):
    """No development plan of that number, or no such part of one, or none that the person may read."""

    code = "competencies.no_such_plan"
    remedy = "Open the list of development plans; it holds all that you may read."
    http_status = 404


@dataclass(frozen=True)
class PlanLine:
    """A plan in a list."""

    row: GrowthPlan
    as_what: str
    """`own`, `coached` or `shown`."""
    progress: Progress
    last_day: date

    @property
    def says(self) -> str:
        """As what it is read, in words."""
        return WHOSE[self.as_what]


@dataclass(frozen=True)
class ActionShown:
    """An action with its notes."""

    row: GrowthAction
    late: bool
    notes: tuple[GrowthNote, ...]


@dataclass(frozen=True)
class RoleBehaviours:
    """What a competency looks like in a role."""

    role: ModelRole
    behaviours: tuple[Behaviour, ...]


@dataclass(frozen=True)
class GoalShown:
    """A goal, what it is about, and what is done for it."""

    row: GrowthGoal
    late: bool
    competency: Competency | None
    roles: tuple[RoleBehaviours, ...]
    """Of the role worked in, and of that of the class aimed at where it is another."""
    objective: str
    """The words of the objective with which it is tied; empty where it is not, or the reader may not read the words."""
    actions: tuple[ActionShown, ...]
    notes: tuple[GrowthNote, ...]
    """Of the goal as a whole."""
    progress: Progress


@dataclass(frozen=True)
class PlanShown:
    """One plan."""

    row: GrowthPlan
    as_what: str
    last_day: date
    model: CompetencyModel
    role: ModelRole | None
    aims: ClassEntry | None
    """The class aimed at as it is in effect; none where there is none, or it is no longer in effect."""
    aims_role: ModelRole | None
    goals: tuple[GoalShown, ...]
    notes: tuple[GrowthNote, ...]
    """Of the plan as a whole."""
    shares: tuple[GrowthShare, ...]
    """To whom it is shown; its person alone sees them."""
    agreed: bool
    """Whether its person agreed that those read its goals who plan succession; told to the person alone."""
    progress: Progress
    may_change: bool
    may_note: bool

    @property
    def own(self) -> bool:
        """Whether it is the reader's own."""
        return self.as_what == OWN

    @property
    def says(self) -> str:
        """As what it is read, in words."""
        return WHOSE[self.as_what]


def visible(standing: Standing) -> QuerySet[GrowthPlan]:
    """The plans that the person may read."""
    if standing.user is None or not standing.may(Capability.PLAN_GROWTH):
        return GrowthPlan.objects.none()
    return GrowthPlan.objects.filter(_reach(standing, COACHED, OWN, SHOWN))


def _reach(standing: Standing, *as_what: str) -> Q:
    shown = GrowthShare.objects.filter(reader=standing.user, withdrawn_at__isnull=True)
    reach = {
        OWN: Q(person=standing.user),
        # Whoever was shut out can take nothing back, so nobody reads on.
        COACHED: Q(coach=standing.user, person__is_active=True),
        SHOWN: Q(pk__in=shown.values("plan"), person__is_active=True),
    }
    found = Q(pk__in=[])
    for one in as_what:
        found |= reach.get(one, Q(pk__in=[]))
    return found


def _rows(rows: QuerySet[GrowthPlan]) -> QuerySet[GrowthPlan]:
    return rows.select_related("person", "coach", "department", "version__model")


def lines(standing: Standing, *, whose: str = "", state: str = "", number: int = 1) -> Page[PlanLine]:
    """One page of the plans, the latest first; four statements whatever their number."""
    rows = _rows(visible(standing))
    if whose in WHOSE:
        rows = rows.filter(_reach(standing, whose))
    if state in GrowthState.values:
        rows = rows.filter(state=state)
    page: Page[GrowthPlan] = paged(rows.order_by("-starts_on", "-pk"), number)
    return Page(rows=lines_of(standing, page.rows), number=page.number, of=page.of, total=page.total)


def lines_of(standing: Standing, rows: Sequence[GrowthPlan]) -> tuple[PlanLine, ...]:
    """Plans as lines, as they stand to the person on the day; one statement."""
    keys = [one.pk for one in rows]
    steps: dict[int, list[Step]] = {key: [] for key in keys}
    for plan, kind, state, due_on in GrowthAction.objects.filter(plan__in=keys).values_list(
        "plan", "kind", "state", "due_on"
    ):
        steps[plan].append(Step(kind=kind, state=state, due_on=due_on))
    return tuple(
        PlanLine(
            row=one,
            as_what=_as_what(standing, one),
            progress=progress(steps[one.pk], standing.on),
            last_day=one.ends_before - timedelta(days=1),
        )
        for one in rows
    )


def _as_what(standing: Standing, row: GrowthPlan) -> str:
    """As what somebody reads a plan that is open to them."""
    user = standing.user.pk if standing.user else None
    if row.person_id == user:
        return OWN
    return COACHED if row.coach_id == user else SHOWN


def plan(standing: Standing, pk: int) -> GrowthPlan:
    """One plan; raises `NoSuchGrowthError`."""
    found = _rows(visible(standing)).filter(pk=pk).first()
    if found is None:
        raise NoSuchGrowthError("There is no such development plan, or it is not open to you.", where=str(pk))
    return found


def goal(standing: Standing, pk: int, key: int) -> GrowthGoal:
    """A goal of a plan; raises `NoSuchGrowthError`."""
    held = plan(standing, pk)
    found: GrowthGoal | None = held.goals.select_related("contract").filter(pk=key).first()
    if found is None:
        raise NoSuchGrowthError(f"The plan has no goal {key}.", where=str(key))
    found.plan = held
    return found


def action(standing: Standing, pk: int, key: int) -> GrowthAction:
    """An action of a plan; raises `NoSuchGrowthError`."""
    held = plan(standing, pk)
    found: GrowthAction | None = held.actions.select_related("goal").filter(pk=key).first()
    if found is None:
        raise NoSuchGrowthError(f"The plan has no action {key}.", where=str(key))
    found.plan = found.goal.plan = held
    return found


def share(standing: Standing, pk: int, key: int) -> GrowthShare:
    """To whom a plan of the person's own is shown; raises `NoSuchGrowthError`."""
    held = plan(standing, pk)
    found: GrowthShare | None = held.shares.select_related("reader").filter(pk=key).first()
    if found is None or standing.user is None or held.person_id != standing.user.pk:
        raise NoSuchGrowthError(f"The plan is not shown by {key}.", where=str(key))
    found.plan = held
    return found


def share_with(standing: Standing, pk: int, username: str) -> GrowthShare:
    """What is shown of a plan of the person's own to somebody, by username; raises `NoSuchGrowthError`."""
    rows = plan(standing, pk).shares.filter(reader__username__iexact=username, withdrawn_at__isnull=True)
    key = rows.values_list("pk", flat=True).first()
    if key is None:
        raise NoSuchGrowthError(f"The plan is not shown to {username[:150]}.", where="person")
    return share(standing, pk, key)


def file(standing: Standing, pk: int, key: int) -> GrowthNote:
    """A note with a file, for who reads the notes of the plan; raises `NoSuchGrowthError`."""
    held = plan(standing, pk)
    rows = held.notes.select_related("document").filter(document__isnull=False)
    found: GrowthNote | None = rows.filter(pk=key).first()
    if found is None:
        raise NoSuchGrowthError(f"The plan has no file {key}.", where=str(key))
    return found


def page(standing: Standing, row: GrowthPlan) -> PlanShown:
    """The page of a plan; nine statements at most, whatever it holds."""
    model = model_of(row.version)
    as_what = _as_what(standing, row)
    own = as_what == OWN
    under_way = row.state == GrowthState.UNDER_WAY
    entry = growing.class_named(row.aims_plan, row.aims_class, standing.on) if row.aims_class else None
    aims_role = model.role_of_class(row.aims_plan, row.aims_class) if row.aims_class else None
    notes = _notes(row)
    actions = tuple(row.actions.order_by("due_on", "pk"))
    goals = tuple(row.goals.order_by("due_on", "pk"))
    ties = words_of_ties(standing, goals)
    roles = [one for one in dict.fromkeys((model.role(row.role), aims_role)) if one is not None]
    return PlanShown(
        row=row,
        as_what=as_what,
        last_day=row.ends_before - timedelta(days=1),
        model=model,
        role=model.role(row.role),
        aims=entry,
        aims_role=aims_role,
        goals=tuple(_goal(one, model, roles, actions, notes, ties.get(one.pk, ""), standing.on) for one in goals),
        notes=tuple(one for one in notes if one.goal_id is None),
        shares=tuple(row.shares.filter(withdrawn_at__isnull=True).select_related("reader")) if own else (),
        agreed=own and TalentConsent.objects.filter(growth_plan=row, withdrawn_at__isnull=True).exists(),
        progress=_progress(actions, standing.on),
        may_change=own and under_way,
        may_note=as_what in (OWN, COACHED) and under_way,
    )


def _notes(row: GrowthPlan) -> tuple[GrowthNote, ...]:
    return tuple(row.notes.select_related("noted_by", "document").order_by("-pk"))


def _progress(actions: Sequence[GrowthAction], on: date) -> Progress:
    return progress((Step(kind=one.kind, state=one.state, due_on=one.due_on) for one in actions), on)


def _goal(
    row: GrowthGoal,
    model: CompetencyModel,
    roles: Sequence[ModelRole],
    actions: Sequence[GrowthAction],
    notes: Sequence[GrowthNote],
    objective: str,
    on: date,
) -> GoalShown:
    competency = model.competency(row.competency) if row.competency else None
    mine = [one for one in actions if one.goal_id == row.pk]
    return GoalShown(
        row=row,
        late=is_late(row.state, row.due_on, on),
        competency=competency,
        roles=tuple(
            RoleBehaviours(one, competency.behaviours[one.key])
            for one in roles
            if competency is not None and competency.behaviours.get(one.key)
        ),
        objective=objective,
        actions=tuple(
            ActionShown(
                row=one,
                late=is_late(one.state, one.due_on, on),
                notes=tuple(note for note in notes if note.action_id == one.pk),
            )
            for one in mine
        ),
        notes=tuple(one for one in notes if one.goal_id == row.pk and one.action_id is None),
        progress=_progress(mine, on),
    )


def words_of_ties(standing: Standing, goals: Sequence[GrowthGoal]) -> dict[int, str]:
    """By goal, the words of the objective with which it is tied, where the person may read that contract."""
    keys = {one.contract_id for one in goals if one.contract_id is not None}
    if not keys:
        return {}
    open_to = set(standing.contracts().filter(pk__in=keys).values_list("pk", flat=True))
    signed = ContractVersion.objects.filter(contract__in=open_to, status=ContractStatus.SIGNED)
    words = {one.contract_id: keys_of(one.text) for one in signed}
    return {
        one.pk: words[one.contract_id].get(one.objective, "")
        for one in goals
        if one.contract_id is not None and one.contract_id in words
    }


def tied_to(standing: Standing, contract: int) -> tuple[tuple[GrowthGoal, str], ...]:
    """Goals tied to objectives of a contract, each with the words, for who reads both; three statements."""
    rows = GrowthGoal.objects.filter(contract=contract, plan__in=visible(standing)).exclude(state=GrowthState.DROPPED)
    goals = tuple(rows.select_related("plan__person").order_by("due_on", "pk"))
    words = words_of_ties(standing, goals)
    return tuple((one, words[one.pk]) for one in goals if one.pk in words)
