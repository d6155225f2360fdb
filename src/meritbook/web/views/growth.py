"""Development plans on the site: the list, one plan, and the acts on the plan as a whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from meritbook.actions import (
    change_growth_plan,
    end_growth_plan,
    make_growth_plan,
    name_coach,
    show_growth_plan,
    withdraw_growth_plan_show,
)
from meritbook.actions.competency_models import model_of
from meritbook.actions.growing_policies import check_under_way
from meritbook.actions.permissions import Capability, require
from meritbook.core.competencies.growth import KINDS
from meritbook.desk import growth as read
from meritbook.desk import growth_choices as offered
from meritbook.records.models import GrowthActionKind, GrowthPlan, GrowthState
from meritbook.web.forms import growth as fields
from meritbook.web.http import Request, actor, by, page, page_number
from meritbook.web.views.acting import act_and_back, act_page, sent
from meritbook.web.views.competency_frame import framed
from meritbook.web.views.documents import download

PLAN = Capability.PLAN_GROWTH
SHORT = {GrowthActionKind(kind).value: GrowthActionKind(kind).label.partition(":")[0] for kind in KINDS}
"""The kinds of actions in a word."""


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page below the list."""
    return [("Competencies", reverse("web:competencies")), ("Development plans", reverse("web:growth_plans")), *more]


def said(request: Request, name: str) -> str:
    """What the address asks for."""
    return request.GET.get(name, "").replace("\0", "").strip()[:120]


def pair(text: str) -> tuple[str, str]:
    """The two parts of a choice such as `maine:MS-1`; empty where nothing is chosen."""
    before, _, after = text.partition(":")
    return before, after


@page("GET", needs=PLAN)
def growth_plans(request: Request) -> HttpResponse:
    """The person's own plans, those of people whose coach they are, and those shown to them."""
    whose, state = said(request, "whose"), said(request, "state")
    context = {
        **framed(request, "web:growth_plans"),
        "page": read.lines(request.standing, whose=whose, state=state, number=page_number(request)),
        "whose": whose,
        "all_whose": list(read.WHOSE.items()),
        "state": state,
        "states": [one for one in GrowthState.choices if one[0] != GrowthState.PLANNED],
        "trail": [("Competencies", reverse("web:competencies")), ("Development plans", "")],
    }
    return render(request, "web/growth_plans.html", context)


@page("GET", needs=PLAN)
def growth_plan(request: Request, pk: int) -> HttpResponse:
    """One plan with its goals, what is done for them, and what was noted."""
    row = read.plan(request.standing, pk)
    shown = read.page(request.standing, row)
    context = {
        **framed(request, "web:growth_plans"),
        "row": row,
        "shown": shown,
        "kinds": [(SHORT[kind], count) for kind, count in shown.progress.kinds.items()],
        "on": request.standing.on,
        "trail": trail((row.title, "")),
    }
    return render(request, "web/growth_plan.html", context)


@page("GET", needs=PLAN)
def growth_file(request: Request, pk: int, note: int) -> HttpResponse:
    """A file of a note, byte for byte, as a download."""
    found = read.file(request.standing, pk, note)
    assert found.document is not None  # noqa: S101  # read.file gives files alone
    return download(found.document, found.name)


@page("GET", "POST", needs=PLAN)
def growth_plan_new(request: Request) -> HttpResponse:
    """Make a plan; the address may name a competency to begin with, the class that is aimed at, and one's own role."""
    standing = request.standing
    competency, plan, code = (said(request, name) for name in ("competency", "plan", "class"))
    found = offered.models()
    role = offered.role_named(found, said(request, "model"), said(request, "role"))
    fits = [one for one in found if competency and one.model.competency(competency)]
    classes = offered.classes(standing.on)
    known = {key for _, group in classes for key, _ in group}
    form = fields.PlanForm(
        sent(request),
        models=offered.roles(tuple(fits) or found),
        aims=classes,
        reports=[(str(one.pk), offered.report_named(one)) for one in offered.reports(standing)],
        initial={
            "starts_on": standing.on,
            "aims": f"{plan}:{code}" if f"{plan}:{code}" in known else "",
            "model": role,
        },
    )

    def act() -> tuple[str, str]:
        given = dict(form.cleaned_data)
        version, role = pair(given.pop("model"))
        given["aims_plan"], given["aims_class"] = pair(given.pop("aims"))
        row = make_growth_plan.perform(
            **by(request, "Made on the site."),
            version=next(one.version for one in found if str(one.version.pk) == version),
            role=role,
            **{**given, "assessment": _report(request, given.get("assessment", ""))},
        )
        model = model_of(row.version)
        if competency and model.competency(competency):
            goal = reverse("web:growth_goal_new", args=[row.pk])
            return "The plan is made. Set its first goal.", f"{goal}?{urlencode({'competency': competency})}"
        return "The plan is made. Nobody but you reads it.", reverse("web:growth_plan", args=[row.pk])

    names = {one.key: one.name for model in fits for one in model.model.competencies}
    return act_page(
        request,
        form,
        act,
        template="web/growth_plan_new.html",
        password=False,
        keeps="growth:new",
        heading="Make a development plan",
        button="Make the plan",
        back=reverse("web:growth_plans"),
        trail=trail(("Make a plan", "")),
        models=found,
        competency=names.get(competency, ""),
        existing=[
            (one, f"{reverse('web:growth_goal_new', args=[one.pk])}?{urlencode({'competency': competency})}")
            for one in (offered.under_way(standing, competency) if fits else ())
        ],
    )


def _report(request: Request, chosen: str) -> Any:
    return offered.report(request.standing, int(chosen)) if chosen else None


def own(request: Request, pk: int) -> GrowthPlan:
    """A plan of the person's own; raises `NoSuchGrowthError`, `ForbiddenError`."""
    row = read.plan(request.standing, pk)
    require(actor(request), PLAN, row, on=request.standing.on)
    return row


def back_page(
    request: Request, row: GrowthPlan, form: forms.Form, perform: Any, says: str, heading: str, **more: Any
) -> HttpResponse:
    """The page of an act that leads back to the plan, or to a place on its page."""
    back = reverse("web:growth_plan", args=[row.pk]) + more.pop("place", "")
    context = {"lead": row.title, **more}
    return act_and_back(request, form, perform, says, heading, way=trail((row.title, back)), back=back, **context)


@page("GET", "POST", needs=PLAN)
def growth_plan_change(request: Request, pk: int) -> HttpResponse:
    """Change what the plan is called, aims at and rests on, and until when it goes."""
    row = own(request, pk)
    check_under_way(row)
    standing = request.standing
    aims = offered.classes(standing.on)
    held = f"{row.aims_plan}:{row.aims_class}" if row.aims_class else ""
    if held and held not in {key for _, group in aims for key, _ in group}:
        aims.insert(0, ("No longer in effect", [(held, row.aims_class)]))
    reports = [one for one in offered.reports(standing) if one.version.model_id == row.version.model_id]
    form = fields.PlanChangeForm(
        sent(request),
        roles=offered.roles_of(row),
        aims=aims,
        reports=[(str(one.pk), offered.report_named(one)) for one in reports],
        initial={
            "title": row.title,
            "role": row.role,
            "last_day": read.page(standing, row).last_day,
            "aims": held,
            "assessment": str(row.assessment_id or ""),
            "says": row.says,
        },
    )

    def perform() -> Any:
        given = dict(form.cleaned_data)
        given["aims_plan"], given["aims_class"] = pair(given.pop("aims"))
        given["assessment"] = _report(request, given.get("assessment", ""))
        return change_growth_plan.perform(**by(request, "Changed on the site."), plan=row, **given)

    return back_page(request, row, form, perform, "The plan is changed.", "Change the plan", button="Keep the changes")


@page("GET", "POST", needs=PLAN)
def growth_plan_end(request: Request, pk: int) -> HttpResponse:
    """End the plan."""
    row = own(request, pk)
    check_under_way(row)
    form = fields.EndForm(sent(request))
    return back_page(
        request, row, form,
        lambda: end_growth_plan.perform(**by(request, "Ended on the site."), plan=row, **form.cleaned_data),
        "The plan is over, and stands still.", "End the plan",
        intro="Goals and actions stay where they are. Those who read the plan read it on; take it back from them where "
        "you want that to end too.",
    )  # fmt: skip


@page("GET", "POST", needs=PLAN)
def growth_coach(request: Request, pk: int) -> HttpResponse:
    """Name the coach."""
    row = own(request, pk)
    form = fields.CoachForm(sent(request), initial={"person": row.coach})
    return back_page(
        request, row, form,
        lambda: name_coach.perform(
            **by(request, "Named on the site."), plan=row, coach=form.cleaned_data["person"]
        ),
        "Who coaches you is on record.", "Name a coach",
        intro="Your coach reads the whole plan with its notes and files, and writes notes. Whoever was your coach "
        "before reads it no more.",
    )  # fmt: skip


@page("GET", "POST", needs=PLAN)
def growth_show(request: Request, pk: int) -> HttpResponse:
    """Show the plan to somebody."""
    row = own(request, pk)
    form = fields.PersonForm(sent(request))
    return back_page(
        request, row, form,
        lambda: show_growth_plan.perform(
            **by(request, "Shown on the site."), plan=row, reader=form.cleaned_data["person"]
        ),
        "They can read the plan now.", "Show the plan", place="#readers",
        intro="They read the whole plan with its notes and files, and change nothing, until you take it back.",
    )  # fmt: skip


@page("GET", "POST", needs=PLAN)
def growth_show_withdraw(request: Request, pk: int, share: int) -> HttpResponse:
    """Take back what was shown."""
    row = own(request, pk)
    held = read.share(request.standing, pk, share)
    return back_page(
        request, row, forms.Form(sent(request)),
        lambda: withdraw_growth_plan_show.perform(**by(request, "Taken back on the site."), share=held),
        f"{held.reader.full_name} reads the plan no more.", "Take it back", place="#readers",
        intro=f"{held.reader.full_name} reads the plan no more from now on.",
    )  # fmt: skip
