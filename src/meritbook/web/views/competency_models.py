"""Competency models: the list, one by role and version, two versions compared, taking one in, and its end."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    competency_models as acting,
)
from meritbook.actions import retire_competency_model, take_competency_model, take_over_competency_model
from meritbook.actions.competency_model_policies import check_in_use
from meritbook.actions.permissions import Capability, require
from meritbook.desk import competency_models as read
from meritbook.records.models import CompetencyModelRow, CompetencyModelVersion
from meritbook.web.forms import competency_models as fields
from meritbook.web.http import Request, actor, by, number, page, page_number
from meritbook.web.views.acting import act_and_back, act_page, sent
from meritbook.web.views.competency_frame import framed
from meritbook.writers.competency_models import KINDS, model_file

READ, KEEP = Capability.READ_COMPETENCIES, Capability.KEEP_COMPETENCIES


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page below the list."""
    return [("Competency models", reverse("web:competency_models")), *more]


def said(request: Request, name: str) -> str:
    """What an address asks for under a name."""
    return request.GET.get(name, "").replace("\0", "").strip()[:100]


@page("GET", needs=READ)
def competency_models(request: Request) -> HttpResponse:
    """The models on record."""
    words = said(request, "q")
    context = {
        **framed(request, "web:competency_models"),
        "page": read.lines(request.standing, words=words, number=page_number(request)),
        "words": words,
        "may_keep": request.standing.may(KEEP),
        "trail": [("Competency models", "")],
    }
    return render(request, "web/competency_models.html", context)


@page("GET", needs=READ)
def competency_model(request: Request, key: str) -> HttpResponse:
    """One model, with the behaviours of one role."""
    row = read.by_key(request.standing, key)
    shown = read.page(
        request.standing, row, number=number(request.GET.get("version")), role=said(request, "role")
    )  # fmt: skip
    context = {
        **framed(request, "web:competency_models"),
        "row": row,
        "shown": shown,
        "kinds": [(kind, kind.upper()) for kind in KINDS],
        "trail": trail((row.name, "")),
    }
    return render(request, "web/competency_model.html", context)


@page("GET", needs=READ)
def competency_model_compare(request: Request, key: str) -> HttpResponse:
    """Two versions of a model."""
    row = read.by_key(request.standing, key)
    found = read.compared(row, number(request.GET.get("from")), number(request.GET.get("to")))
    context = {
        **framed(request, "web:competency_models"),
        "row": row,
        "found": found,
        "trail": trail((row.name, reverse("web:competency_model", args=[row.key])), ("Versions compared", "")),
    }
    return render(request, "web/competency_model_compare.html", context)


@page("GET", needs=READ)
def competency_model_file(request: Request, key: str, number: int, kind: str) -> HttpResponse:
    """A version of a model as a file, in the shape in which it is taken in again."""
    row = read.by_key(request.standing, key)
    version = read.version_of(row, number)
    response = HttpResponse(model_file(acting.model_of(version), kind), content_type=KINDS.get(kind, "text/plain"))
    response["Content-Disposition"] = f'attachment; filename="{row.key}-version-{version.number}.{kind}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page("GET", "POST", needs=KEEP)
def competency_model_new(request: Request) -> HttpResponse:
    """Take a new model in from a file."""
    form = fields.ModelFileForm(sent(request), request.FILES or None)

    def act() -> tuple[str, str]:
        upload = form.cleaned_data["file"]
        done = take_competency_model.perform(
            **by(request, "Taken in on the site."), data=upload.read(), name=upload.name
        )
        return "The model is on record.", reverse("web:competency_model", args=[done.model.key])

    return act_page(
        request,
        form,
        act,
        template="web/competency_model_take.html",
        password=False,
        heading="Take a model in",
        button="Take it in",
        back=reverse("web:competency_models"),
        shapes=read.lines(request.standing).rows,
        write=reverse("web:competency_model_write"),
        trail=trail(("Take in", "")),
    )


@page("GET", "POST", needs=KEEP)
def competency_model_write(request: Request) -> HttpResponse:
    """Write a new model."""
    form = fields.ModelForm(sent(request))

    def act() -> tuple[str, str]:
        done = take_competency_model.perform(**by(request, "Written on the site."), model=form.model())
        return "The model is on record.", reverse("web:competency_model", args=[done.model.key])

    return act_page(
        request,
        form,
        act,
        password=False,
        keeps="competency_model:new",
        heading="Write a model",
        button="Keep it",
        back=reverse("web:competency_models"),
        trail=trail(("Write", "")),
    )


def _kept(request: Request, key: str) -> CompetencyModelRow:
    row = read.by_key(request.standing, key)
    require(actor(request), KEEP, row, on=request.standing.on)
    return row


def _way(row: CompetencyModelRow) -> dict[str, Any]:
    back = reverse("web:competency_model", args=[row.key])
    return {"way": trail((row.name, back)), "lead": row.name, "back": back}


def _compare(version: CompetencyModelVersion) -> str:
    return f"{reverse('web:competency_model_compare', args=[version.model.key])}?to={version.number}"


@page("GET", "POST", needs=KEEP)
def competency_model_change(request: Request, key: str) -> HttpResponse:
    """Write the next version of a model."""
    row = _kept(request, key)
    check_in_use(row)
    stands = acting.current(row)
    form = fields.NextModelForm(sent(request), initial=fields.initial_of(acting.model_of(stands), stands.number))

    def act() -> tuple[str, str]:
        done = take_competency_model.perform(
            **by(request, "Changed on the site."), row=row, model=form.model(row.key), seen=form.cleaned_data["seen"]
        )
        return f"Version {done.number} stands. Assessments that are under way keep theirs.", _compare(done)

    way = _way(row)
    return act_page(
        request,
        form,
        act,
        password=False,
        keeps=f"competency_model:{row.pk}:{stands.number}",
        heading="Write the next version",
        button="Keep the next version",
        intro="A behaviour keeps its key while it means the same; one that comes to mean something else gets another.",
        lead=row.name,
        back=way["back"],
        trail=[*way["way"], ("Write the next version", "")],
    )


@page("GET", "POST", needs=KEEP)
def competency_model_next(request: Request, key: str) -> HttpResponse:
    """Take the next version of a model in from a file."""
    row = _kept(request, key)
    check_in_use(row)
    form = fields.ModelFileForm(sent(request), request.FILES or None)

    def act() -> tuple[str, str]:
        upload = form.cleaned_data["file"]
        done = take_competency_model.perform(
            **by(request, "Taken in on the site."), row=row, data=upload.read(), name=upload.name
        )
        return f"Version {done.number} stands. Assessments that are under way keep theirs.", _compare(done)

    way = _way(row)
    return act_page(
        request,
        form,
        act,
        template="web/competency_model_take.html",
        password=False,
        heading="Take the next version in",
        button="Take it in",
        lead=row.name,
        back=way["back"],
        shapes=(),
        write=reverse("web:competency_model_change", args=[row.key]),
        trail=[*way["way"], ("Take the next version in", "")],
    )


@page("GET", "POST", needs=KEEP)
def competency_model_retire(request: Request, key: str) -> HttpResponse:
    """Retire a model."""
    row = _kept(request, key)
    check_in_use(row)
    form = fields.ReasonForm(sent(request))
    return act_and_back(
        request, form,
        lambda: retire_competency_model.perform(**by(request, "Retired on the site."), row=row, **form.cleaned_data),
        "The model is retired. What was begun with it goes on.", "Retire the model", password=True,
        caution="No new assessment begins with it, and it is not taken into use again.", **_way(row),
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def competency_model_take_over(request: Request, key: str) -> HttpResponse:
    """Take a model over."""
    row = _kept(request, key)
    check_in_use(row)
    form = fields.TakeOverForm(sent(request))
    return act_and_back(
        request, form,
        lambda: take_over_competency_model.perform(**by(request, "Taken over on the site."), row=row),
        "The model is yours.", "Take the model over",
        intro="Its owner answers for its words, and is told how well its questions hang together.", **_way(row),
    )  # fmt: skip
