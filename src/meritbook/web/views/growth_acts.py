"""The acts within a development plan: goals, actions and notes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpResponse

from meritbook.actions import (
    attach_file,
    move_growth_action,
    move_growth_goal,
    note_growth,
    plan_growth_action,
    set_growth_goal,
)
from meritbook.actions.growing_policies import check_goal_open, check_under_way
from meritbook.actions.permissions import require
from meritbook.desk import growth as read
from meritbook.desk import growth_choices as offered
from meritbook.records.models import GrowthAction, GrowthGoal, GrowthNote, GrowthPlan
from meritbook.web.forms import growth as fields
from meritbook.web.http import Request, actor, by, number, page
from meritbook.web.views.acting import sent
from meritbook.web.views.growth import PLAN, back_page, own, pair, said


def _goal_place(goal: GrowthGoal) -> str:
    return f"#goal-{goal.pk}"


def _goal_page(request: Request, row: GrowthPlan, goal: GrowthGoal | None) -> HttpResponse:
    check_under_way(row)
    standing = request.standing
    competencies, requirements = offered.competencies(row), offered.requirements(row, standing.on)
    if goal is None:
        asked = said(request, "competency")
        wanted = " ".join(request.GET.get("requirement", "").replace("\0", "").split())[:4_000]
        initial: dict[str, Any] = {"competency": asked if asked in dict(competencies) else "", "requirement": wanted}
        initial["due_on"] = row.ends_before - timedelta(days=1)
    else:
        check_goal_open(goal)
        initial = {name: getattr(goal, name) for name in ("says", "competency", "requirement", "due_on")}
        initial["tie"] = f"{goal.contract_id}:{goal.objective}" if goal.contract_id else ""
        if goal.requirement and goal.requirement not in requirements:
            requirements.insert(0, goal.requirement)
    form = fields.GoalForm(
        sent(request),
        competencies=competencies,
        requirements=requirements,
        ties=offered.objectives(standing),
        initial=initial,
    )

    def perform() -> Any:
        given = dict(form.cleaned_data)
        contract, given["objective"] = pair(given.pop("tie", ""))
        given["contract"] = offered.own_contract(standing, int(contract)) if contract else None
        why = "Set on the site." if goal is None else "Changed on the site."
        return set_growth_goal.perform(**by(request, why), plan=row, goal=goal, **given)

    return back_page(
        request, row, form, perform,
        "The goal is set." if goal is None else "The goal is changed.",
        "Set a goal" if goal is None else "Change the goal",
        place=_goal_place(goal) if goal is not None else "",
        keeps=f"growth:{row.pk}:goal" if goal is None else f"growth:{row.pk}:goal:{goal.pk}",
    )  # fmt: skip


@page("GET", "POST", needs=PLAN)
def growth_goal_new(request: Request, pk: int) -> HttpResponse:
    """Set a goal; the address may name the competency, or the words of a minimum qualification."""
    return _goal_page(request, own(request, pk), None)


@page("GET", "POST", needs=PLAN)
def growth_goal_change(request: Request, pk: int, goal: int) -> HttpResponse:
    """Change a goal that is not over."""
    row = own(request, pk)
    return _goal_page(request, row, read.goal(request.standing, pk, goal))


@page("GET", "POST", needs=PLAN)
def growth_goal_move(request: Request, pk: int, goal: int) -> HttpResponse:
    """Say how far a goal is."""
    row = own(request, pk)
    check_under_way(row)
    held = read.goal(request.standing, pk, goal)
    form = fields.StateForm(sent(request), state=held.state)
    return back_page(
        request, row, form,
        lambda: move_growth_goal.perform(**by(request, "Moved on the site."), goal=held, **form.cleaned_data),
        "How far the goal is, is on record.", "How far is the goal?", lead=held.says, button="Keep it",
        place=_goal_place(held),
    )  # fmt: skip


def _action_page(request: Request, row: GrowthPlan, goal: GrowthGoal, action: GrowthAction | None) -> HttpResponse:
    check_under_way(row)
    check_goal_open(goal)
    names = ("kind", "what", "with_whom", "due_on")
    initial = {name: getattr(action, name) for name in names} if action is not None else {"due_on": goal.due_on}
    form = fields.ActionForm(sent(request), initial=initial)
    why = "Planned on the site." if action is None else "Changed on the site."
    return back_page(
        request, row, form,
        lambda: plan_growth_action.perform(**by(request, why), goal=goal, action=action, **form.cleaned_data),
        "The action is planned." if action is None else "The action is changed.",
        "Plan an action" if action is None else "Change the action",
        lead=goal.says, place=_goal_place(goal),
        keeps=f"growth:{row.pk}:for:{goal.pk}" if action is None else f"growth:{row.pk}:action:{action.pk}",
    )  # fmt: skip


@page("GET", "POST", needs=PLAN)
def growth_action_new(request: Request, pk: int, goal: int) -> HttpResponse:
    """Plan an action towards a goal."""
    row = own(request, pk)
    return _action_page(request, row, read.goal(request.standing, pk, goal), None)


@page("GET", "POST", needs=PLAN)
def growth_action_change(request: Request, pk: int, action: int) -> HttpResponse:
    """Change an action that is not over."""
    row = own(request, pk)
    held = read.action(request.standing, pk, action)
    return _action_page(request, row, held.goal, held)


@page("GET", "POST", needs=PLAN)
def growth_action_move(request: Request, pk: int, action: int) -> HttpResponse:
    """Say how far an action is."""
    row = own(request, pk)
    check_under_way(row)
    held = read.action(request.standing, pk, action)
    form = fields.StateForm(sent(request), state=held.state)
    return back_page(
        request, row, form,
        lambda: move_growth_action.perform(**by(request, "Moved on the site."), action=held, **form.cleaned_data),
        "How far the action is, is on record.", "How far is the action?", lead=held.what, button="Keep it",
        place=_goal_place(held.goal),
    )  # fmt: skip


@page("GET", "POST", needs=PLAN)
def growth_note(request: Request, pk: int) -> HttpResponse:
    """Note progress of the plan, a goal or an action, as its person or its coach."""
    row = read.plan(request.standing, pk)
    require(actor(request), PLAN, GrowthNote(plan=row), on=request.standing.on)
    check_under_way(row)
    asked_goal, asked_action = number(request.GET.get("goal")), number(request.GET.get("action"))
    action = read.action(request.standing, pk, asked_action) if asked_action is not None else None
    goal = read.goal(request.standing, pk, asked_goal) if asked_goal is not None and action is None else None
    form = fields.NoteForm(sent(request), request.FILES or None)

    def perform() -> Any:
        upload = form.cleaned_data["file"]
        file = attach_file.take(upload.file, name=upload.name) if upload else None
        return note_growth.perform(
            **by(request, "Noted on the site."),
            plan=row,
            goal=goal,
            action=action,
            says=form.cleaned_data["says"],
            file=file,
        )

    towards = action.goal if action is not None else goal
    about = f"a{action.pk}" if action is not None else f"g{goal.pk}" if goal is not None else "all"
    return back_page(
        request, row, form, perform, "The note is on record.", "Note progress",
        lead=action.what if action is not None else goal.says if goal is not None else row.title,
        place=_goal_place(towards) if towards is not None else "#notes",
        intro="It is read by everybody who reads the plan, and stands as it is.",
        keeps=f"growth:{row.pk}:note:{about}",
    )  # fmt: skip
