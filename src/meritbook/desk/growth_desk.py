"""The section of a desk on development plans: own actions that are due, and plans that wait for their coach."""

from __future__ import annotations

from datetime import timedelta

from meritbook.actions.permissions import Capability, Standing
from meritbook.desk.acts import MOST, Act, Section
from meritbook.records.models import GrowthAction, GrowthNote, GrowthPlan, GrowthState

SOON = 30
"""Days before its last day from which on an action stands on the desk."""


def growth_section(standing: Standing) -> Section | None:
    """Own actions that are late or due within thirty days, and plans whose coach has not noted anything yet."""
    if standing.user is None or not standing.may(Capability.PLAN_GROWTH):
        return None
    due = GrowthAction.objects.filter(
        plan__person=standing.user,
        plan__state=GrowthState.UNDER_WAY,
        goal__state__in=[GrowthState.PLANNED, GrowthState.UNDER_WAY],
        state__in=[GrowthState.PLANNED, GrowthState.UNDER_WAY],
        due_on__lte=standing.on + timedelta(days=SOON),
    )
    actions = list(due.select_related("goal", "plan").order_by("due_on", "pk")[: MOST + 1])
    noted = GrowthNote.objects.filter(noted_by=standing.user)
    waiting = GrowthPlan.objects.filter(coach=standing.user, state=GrowthState.UNDER_WAY).exclude(
        pk__in=noted.values("plan")
    )
    coached = list(waiting.select_related("person").order_by("starts_on", "pk")[: MOST + 1])
    if not actions and not coached:
        return None
    acts = (*(_action(one) for one in actions), *(_coached(one) for one in coached))
    total = len(acts)
    if len(actions) > MOST or len(coached) > MOST:
        total = due.count() + waiting.count()
    return Section(
        heading="Development",
        acts=acts[:MOST],
        total=total,
        empty="Nothing of your development plan is due.",
        view="web:growth_plans",
    )


def _action(row: GrowthAction) -> Act:
    whom = f", with {row.with_whom}" if row.with_whom else ""
    return Act(
        title=f"{row.get_kind_display().partition(':')[0]}: {row.what}",
        view="web:growth_action_move",
        id=row.plan_id,
        more=(row.pk,),
        detail=f"Towards “{row.goal.says}” in {row.plan.title}{whom}",
        without="The plan stays as it is, and the action is shown as late to those who read the plan.",
        last_day=row.due_on,
    )


def _coached(row: GrowthPlan) -> Act:
    return Act(
        title=f"Read the development plan of {row.person.full_name}, whose coach you are",
        view="web:growth_plan",
        id=row.pk,
        detail=f"{row.title}; you have noted nothing in it yet",
        without=f"{row.person.full_name} goes on without a word from you.",
    )
