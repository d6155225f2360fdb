"""Strategic plans as read: the list, one version with its ties, actions and measures, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from meritbook.actions import planning
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.errors import MeritbookError
from meritbook.core.results.deployment import Alignment, Tie, Unserved, unserved
from meritbook.core.results.plan_check import PlanProblem
from meritbook.core.results.plan_redline import compare
from meritbook.core.results.plans import ActionPlaced, PlanText, Progress, Quarter, quarters
from meritbook.desk import measures as read_measures
from meritbook.desk.measures import MeasureLine
from meritbook.desk.paging import Page, paged
from meritbook.records.models import ActionReport, Measure, PlanStatus, PlanVersion, StrategicPlan, User

PROGRESS = {
    Progress.PLANNED: "planned",
    Progress.UNDER_WAY: "under way",
    Progress.DONE: "done",
    Progress.DROPPED: "dropped",
}


class NoSuchPlanError(MeritbookError):
    """No such plan, version, goal or action, or none that this person may read."""

    code = "results.no_plan"
    remedy = "See the list of plans for those that are open to you."
    http_status = 404


@dataclass(frozen=True)
class PlanLine:
    """A plan in a list."""

    key: str
    title: str
    of: str
    kind: str
    starts_on: date
    last_day: date
    state: str
    """Such as `version 2 adopted, draft under way`."""
    deploys: str
    """The key of the plan above; empty for none."""


@dataclass(frozen=True)
class TieLine:
    """A tie with the day from which the part above says what it says now."""

    tie: Tie
    reworded_on: date | None
    plan: str
    """The key of the plan above."""


@dataclass(frozen=True)
class ActionLine:
    """An action with where it stands."""

    key: str
    says: str
    strategy: str
    owner: str
    """Name and office of whoever answers for it; empty for nobody."""
    owner_left: bool
    mine: bool
    starts_on: date | None
    last_day: date | None
    progress: Progress
    words: str
    reported: str
    """What was reported last."""
    reported_on: date | None
    late: bool


@dataclass(frozen=True)
class QuarterLines:
    """A quarter of the plan with the actions that end in it."""

    quarter: Quarter | None
    """None for actions whose last day lies in no quarter of the plan."""
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class Shown:
    """A version of a plan as its page shows it."""

    plan: StrategicPlan
    version: PlanVersion
    text: PlanText
    versions: tuple[PlanVersion, ...]
    ties: dict[str, TieLine]
    unserved: tuple[Unserved, ...]
    quarters: tuple[QuarterLines, ...]
    measures: dict[str, MeasureLine]
    problems: tuple[PlanProblem, ...]
    """Only of a draft."""
    acts: frozenset[str]

    @property
    def look_again(self) -> tuple[TieLine, ...]:
        """The ties for which the plan above has changed."""
        return tuple(one for one in self.ties.values() if one.tie.state in (Alignment.REWORDED, Alignment.GONE))


def reach(standing: Standing) -> QuerySet[StrategicPlan]:
    """The plans that the person may read: every one that was ever adopted, and those whose drafts are open to them."""
    if not standing.may(Capability.READ_RESULTS):
        return StrategicPlan.objects.none()
    rows = StrategicPlan.objects.select_related("department", "deploys")
    once = Exists(PlanVersion.objects.filter(plan=OuterRef("pk"), adopted_at__isnull=False))
    kept = standing.results(Capability.KEEP_PLAN)
    return rows if not kept else rows.filter(Q(once) | kept)


def plan(standing: Standing, key: str) -> StrategicPlan:
    """The plan, or `NoSuchPlanError`."""
    row = reach(standing).filter(key=key).first()
    if row is None:
        raise NoSuchPlanError(f"There is no plan {key} that you may read.", where=key)
    return row


def open_versions(standing: Standing, row: StrategicPlan) -> list[PlanVersion]:
    """The versions that the person may read, the newest first: those never adopted only where drafts are open."""
    rows = row.versions.select_related("saved_by", "adopted_by", "withdrawn_by").order_by("-number")
    if not standing.may(Capability.KEEP_PLAN, row):
        rows = rows.filter(adopted_at__isnull=False)
    found = list(rows)
    for one in found:
        one.plan = row
    return found


def version(standing: Standing, row: StrategicPlan, number: int | None = None) -> PlanVersion:
    """The version of the number; without one that in force, else the newest. Raises `NoSuchPlanError`."""
    found = open_versions(standing, row)
    chosen = (
        [one for one in found if one.number == number]
        if number is not None
        else [*(one for one in found if one.status == PlanStatus.ADOPTED), *found]
    )
    if not chosen:
        raise NoSuchPlanError(f"There is no version {number or ''} of {row.key} that you may read.", where=row.key)
    return chosen[0]


def draft(standing: Standing, row: StrategicPlan) -> PlanVersion:
    """The draft of the plan, for those who keep it. Raises `NoSuchPlanError`."""
    for one in open_versions(standing, row):
        if one.status == PlanStatus.DRAFT:
            return one
    raise NoSuchPlanError(f"{row.title} has no draft that you may read.", where=row.key)


def lines(standing: Standing, *, words: str = "", kind: str = "", number: int = 1) -> Page[PlanLine]:
    """One page of the plans, those of the enterprise first."""
    rows = reach(standing).order_by("department_id", "unit", "-starts_on", "key")
    if words:
        rows = rows.filter(Q(title__icontains=words) | Q(key__icontains=words) | Q(unit__icontains=words))
    if kind:
        rows = rows.filter(kind=kind)
    only = PlanVersion.objects.filter(status__in=[PlanStatus.DRAFT, PlanStatus.ADOPTED]).defer("text_json", "ties_json")
    page: Page[StrategicPlan] = paged(rows.prefetch_related(Prefetch("versions", queryset=only)), number)
    shown = tuple(_line(one, standing) for one in page.rows)
    return Page(rows=shown, number=page.number, of=page.of, total=page.total)


def _line(row: StrategicPlan, standing: Standing) -> PlanLine:
    by_status = {one.status: one for one in row.versions.all()}
    adopted, under_way = by_status.get(PlanStatus.ADOPTED), by_status.get(PlanStatus.DRAFT)
    said = [f"version {adopted.number} adopted"] if adopted else []
    if under_way is not None and standing.may(Capability.KEEP_PLAN, row):
        said.append("draft under way")
    return PlanLine(
        key=row.key,
        title=row.title,
        of=row.of,
        kind=row.get_kind_display(),
        starts_on=row.starts_on,
        last_day=date.fromordinal(row.ends_before.toordinal() - 1),
        state=", ".join(said) or "withdrawn",
        deploys=row.deploys.key if row.deploys else "",
    )


def show(standing: Standing, row: StrategicPlan, chosen: PlanVersion) -> Shown:
    """Everything that the page of a version shows; the number of statements does not grow with the plan."""
    versions = open_versions(standing, row)
    text = chosen.text
    return Shown(
        plan=row,
        version=chosen,
        text=text,
        versions=tuple(versions),
        ties=tie_lines(chosen),
        unserved=unserved_of(chosen),
        quarters=_quarters(standing, row, text),
        measures=measures_of(text.measures(), standing.on),
        problems=planning.problems_of(row, text) if chosen.status == PlanStatus.DRAFT else (),
        acts=acts_on(standing, row, versions),
    )


def acts_on(standing: Standing, row: StrategicPlan, versions: Iterable[PlanVersion]) -> frozenset[str]:
    """What the person may do with the plan as it stands."""
    states = {one.status for one in versions}
    keeps, adopts = standing.may(Capability.KEEP_PLAN, row), standing.may(Capability.ADOPT_PLAN, row)
    found = set()
    if PlanStatus.DRAFT in states:
        found |= {"edit", "take_in"} if keeps else set()
        found |= {"adopt"} if adopts else set()
        found |= {"withdraw"} if keeps else set()
    elif PlanStatus.ADOPTED in states:
        found |= {"amend"} if keeps else set()
        found |= {"withdraw"} if adopts else set()
    if PlanStatus.ADOPTED in states:
        found |= {"confirm"} if keeps else set()
        found |= {"report"} if standing.may(Capability.REPORT_ACTION, row) else set()
    return frozenset(found)


def tie_lines(chosen: PlanVersion) -> dict[str, TieLine]:
    """How each part stands to the plan above, by its key."""
    above = chosen.plan.deploys
    if above is None:
        return {}
    history = list(above.versions.filter(adopted_at__isnull=False).order_by("-number"))
    current = next((one for one in history if one.status == PlanStatus.ADOPTED), None)
    found = planning.ties_of(chosen, current.text if current else None)
    return {
        one.part: TieLine(one, _since(one, history) if one.state is Alignment.REWORDED else None, above.key)
        for one in found
    }


def _since(tie: Tie, history: list[PlanVersion]) -> date | None:
    """The day on which the words above that stand now were adopted."""
    day = None
    for one in history:
        held = one.text.by_key().get(tie.serves)
        if held is None or planning.said(held.part) != tie.now:
            break
        day = one.adopted_at.date() if one.adopted_at else day
    return day


def unserved_of(chosen: PlanVersion) -> tuple[Unserved, ...]:
    """The goals of the version that no plan below serves."""
    row = chosen.plan
    lower = PlanVersion.objects.filter(plan__deploys=row, status=PlanStatus.ADOPTED)
    below = [one.text for one in lower]
    # A plan from which none deploys is not told that nobody serves it.
    return unserved(chosen.text, below) if below or (row.department_id is None and not row.unit) else ()


def measures_of(keys: Iterable[str], on: date) -> dict[str, MeasureLine]:
    """How each of the measures stands, by its key; what the register does not have is left out."""
    rows = list(Measure.objects.filter(key__in=list(keys)).select_related("department"))
    return {one.measure.key: one for one in read_measures.stand(rows, on=on)} if rows else {}


def _quarters(standing: Standing, row: StrategicPlan, text: PlanText) -> tuple[QuarterLines, ...]:
    said = newest_reports([row.pk]).get(row.pk, {})
    owners = owners_of(text)
    split, rest = quarters(text)
    found = [
        QuarterLines(one, tuple(action_line(each, said, owners, standing) for each in one.actions))
        for one in split
        if one.actions
    ]
    if rest:
        found.append(QuarterLines(None, tuple(action_line(each, said, owners, standing) for each in rest)))
    return tuple(found)


def owners_of(*texts: PlanText) -> dict[str, User]:
    """The accounts that the actions name."""
    named = {one.action.owner for text in texts for one in text.actions()} - {""}
    return {one.username: one for one in User.objects.filter(username__in=named)} if named else {}


def newest_reports(plans: Iterable[int]) -> dict[int, dict[str, ActionReport]]:
    """The newest report on each action, by plan and key."""
    found: dict[int, dict[str, ActionReport]] = {}
    for one in ActionReport.objects.filter(plan__in=list(plans)).order_by("id"):
        found.setdefault(one.plan_id, {})[one.action] = one
    return found


def action_line(
    one: ActionPlaced, said: dict[str, ActionReport], owners: dict[str, User], standing: Standing
) -> ActionLine:
    """An action with its owner and what was reported of it last."""
    action = one.action
    report, owner = said.get(action.key), owners.get(action.owner)
    progress = Progress(report.progress) if report else Progress.PLANNED
    named = [owner.full_name] if owner else [action.owner] if action.owner else []
    return ActionLine(
        key=action.key,
        says=action.says,
        strategy=one.strategy.called,
        owner=", ".join([*named, *([action.owner_role] if action.owner_role else [])]),
        owner_left=bool(action.owner) and (owner is None or not owner.is_active),
        mine=owner is not None and standing.user is not None and owner.pk == standing.user.pk,
        starts_on=action.starts_on,
        last_day=action.last_day,
        progress=progress,
        words=PROGRESS[progress],
        reported=report.says if report else "",
        reported_on=report.reported_at.date() if report else None,
        late=action.last_day is not None and action.last_day < standing.on and not progress.closed,
    )


def action(standing: Standing, row: StrategicPlan, key: str) -> ActionLine:
    """An action of the version in force. Raises `NoSuchPlanError`."""
    adopted = planning.adopted_of(row)
    for one in adopted.text.actions() if adopted else ():
        if one.action.key == key:
            assert adopted is not None  # noqa: S101  # the loop is over its text
            return action_line(one, newest_reports([row.pk]).get(row.pk, {}), owners_of(adopted.text), standing)
    raise NoSuchPlanError(f"{row.title} has no action {key} in force.", where=key)


def compared(old: PlanVersion, new: PlanVersion) -> Any:
    """The sections in which two versions differ."""
    return compare(old.text, new.text)


def choices_above(row: StrategicPlan | None) -> list[tuple[str, str]]:
    """The goals and strategies of the plan above that a part may serve, for a form."""
    above = planning.text_above(row) if row is not None else None
    if above is None:
        return []
    return [(one.part.key, one.part.called if one.is_goal else f"– {one.part.called}") for one in above.parts()]
