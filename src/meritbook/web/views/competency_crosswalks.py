"""Crosswalks between competency models, and the competencies that the duties of a class call for."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import competency_models as acting
from meritbook.actions import draw_crosswalk, withdraw_crosswalk
from meritbook.actions.competency_model_policies import check_drawn
from meritbook.actions.permissions import Capability, require
from meritbook.desk import competency_crosswalks as read
from meritbook.desk import competency_models as models
from meritbook.desk.model_names import names_apart
from meritbook.records.models import CompetencyModelRow, CompetencyModelVersion
from meritbook.web.forms import competency_models as fields
from meritbook.web.http import Request, actor, by, page, page_number
from meritbook.web.views.acting import act_and_back, sent
from meritbook.web.views.competency_frame import framed
from meritbook.web.views.competency_models import said, trail

READ, KEEP = Capability.READ_COMPETENCIES, Capability.KEEP_COMPETENCIES


def _way() -> list[tuple[str, str]]:
    return trail(("Crosswalk", reverse("web:crosswalk")))


@page("GET", needs=READ)
def crosswalk(request: Request) -> HttpResponse:
    """The lines between models."""
    key, withdrawn = said(request, "model"), said(request, "withdrawn") == "1"
    chosen = models.by_key(request.standing, key) if key else None
    every = list(models.rows(request.standing).order_by("name", "key"))
    names = names_apart(every)
    context = {
        **framed(request, "web:crosswalk"),
        "page": read.lines(request.standing, model=chosen, withdrawn=withdrawn, number=page_number(request)),
        "models": [(one.key, names[one.pk]) for one in every],
        "chosen": chosen.key if chosen else "",
        "withdrawn": withdrawn,
        "may_keep": request.standing.may(KEEP),
        "trail": trail(("Crosswalk", "")),
    }
    return render(request, "web/crosswalk.html", context)


def _choices() -> tuple[dict[int, CompetencyModelRow], list[tuple[str, list[tuple[str, str]]]]]:
    """The models in use by their rows, and their competencies as choices of a list."""
    rows = {one.pk: one for one in CompetencyModelRow.objects.filter(retired_because="").order_by("name", "key")}
    stands = {
        one.model_id: acting.model_of(one)
        for one in CompetencyModelVersion.objects.filter(model__in=rows, current=True)
    }  # fmt: skip
    names = names_apart(rows.values())
    return rows, [(names[pk], [(f"{pk}/{one.key}", one.name) for one in stands[pk].competencies]) for pk in rows]


@page("GET", "POST", needs=KEEP)
def crosswalk_new(request: Request) -> HttpResponse:
    """Draw a line."""
    rows, choices = _choices()
    form = fields.CrosswalkForm(sent(request), choices=choices)

    def act() -> object:
        values = form.cleaned_data
        (one, one_key), (other, other_key) = (values[name].split("/", 1) for name in ("one", "other"))
        return draw_crosswalk.perform(
            **by(request, "Drawn on the site."),
            one=rows[int(one)],
            one_competency=one_key,
            other=rows[int(other)],
            other_competency=other_key,
            partly=values["how"] == "partly",
            because=values["because"],
        )

    return act_and_back(
        request, form, act, "The line is drawn.", "Draw a line", way=_way(), lead="Crosswalk",
        back=reverse("web:crosswalk"),
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def crosswalk_withdraw(request: Request, pk: int) -> HttpResponse:
    """Withdraw a line."""
    row = read.by_number(request.standing, pk)
    require(actor(request), KEEP, row, on=request.standing.on)
    check_drawn(row)
    form = fields.ReasonForm(sent(request))
    return act_and_back(
        request, form,
        lambda: withdraw_crosswalk.perform(**by(request, "Withdrawn on the site."), line=row, **form.cleaned_data),
        "The line is withdrawn.", "Withdraw the line", way=_way(),
        lead=f"{row.one.name}: {row.one_competency}. {row.other.name}: {row.other_competency}.",
        intro=f"It was drawn because: {row.because}", back=reverse("web:crosswalk"),
    )  # fmt: skip


@page("GET", needs=READ)
def competency_class(request: Request, key: str, revision: int, ref: str) -> HttpResponse:
    """The competencies that the duties of a class call for, with the words."""
    found = read.of_class(request.standing, key, revision, ref, model=said(request, "model"))
    plan = found.page.plan
    context = {
        **framed(request, "web:competency_models"),
        "found": found,
        "plan": plan,
        "source": reverse("web:plan_source", args=[plan.key, plan.revision]),
        "trail": [
            ("Class plans", reverse("web:plans")),
            (plan.name, reverse("web:plan", args=[plan.key, plan.revision])),
            (found.job_class.title, reverse("web:class", args=[plan.key, plan.revision, ref])),
            ("Competencies", ""),
        ],
    }
    return render(request, "web/competency_class.html", context)
