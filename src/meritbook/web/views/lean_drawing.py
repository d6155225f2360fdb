"""Drawing a value stream map, typed or from a file; and the acts on design projects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import ask_gate, decide_gate, draw_stream_map, start_design, stop_design
from meritbook.actions.leaning import current_map, lean_policy, stream_of
from meritbook.actions.leaning_policies import check_gate, check_kind
from meritbook.actions.permissions import Capability, require
from meritbook.desk import lean as read
from meritbook.desk.results_reach import departments
from meritbook.readers.value_streams import read_value_stream
from meritbook.records.models import DesignProject, MapKind
from meritbook.web.forms import lean as fields
from meritbook.web.http import Request, actor, by, page
from meritbook.web.views.acting import act_and_back, act_page, sent
from meritbook.web.views.lean import event_trail, trail
from meritbook.web.views.lean_acts import KEEP, event_act, kept


@page("GET", "POST", needs=KEEP)
def lean_map_draw(request: Request, key: str, kind: str) -> HttpResponse:
    """Draw a map, step by step; a future map begins as the current one."""
    row = kept(request, key)
    shows = check_kind(kind)
    stands = current_map(row, shows) or current_map(row, MapKind.CURRENT)
    held = stream_of(stands) if stands else None
    form = fields.MapForm(sent(request), held=held)
    heading = f"Draw the work {str(shows.label).lower()}"
    back = reverse("web:lean_event", args=[row.key])
    trail_ = event_trail(row, (heading, ""))
    more: dict[str, Any] = {"lead": row.title, "heading": heading, "back": back, "trail": trail_, "event": row}
    if "steps-more" in request.POST:
        return render(request, "web/lean_map_draw.html", {"form": form, "problem": None, "kind": shows, **more})

    def act() -> tuple[str, str]:
        draw_stream_map.perform(
            **by(request, "Drawn on the site."), event=row, kind=shows, stream=form.stream(),
            because=form.cleaned_data["because"],
        )  # fmt: skip
        return "The map is drawn.", reverse("web:lean_map", args=[row.key, shows])

    return act_page(request, form, act, template="web/lean_map_draw.html", password=False, kind=shows, **more)


@page("GET", "POST", needs=KEEP)
def lean_map_take(request: Request, key: str, kind: str) -> HttpResponse:
    """Take a map in from a file; nothing of it is taken where a cell is wrong."""
    row = kept(request, key)
    shows = check_kind(kind)
    form = fields.MapFileForm(sent(request), request.FILES or None)

    def perform() -> Any:
        upload = form.cleaned_data["file"]
        stream = read_value_stream(upload.read(), name=upload.name)
        return draw_stream_map.perform(
            **by(request, f"From the file {upload.name}."), event=row, kind=shows, stream=stream,
            because=form.cleaned_data["because"],
        )  # fmt: skip

    return event_act(
        request, row, form, perform, "The map is taken in.", f"Take in the work {str(shows.label).lower()}",
        intro="Above the steps stand title, unit, demand and available, each with its value beside it; then the line "
        "step, process, waiting, people, right, back to; then a line for each step. Times carry their unit.",
    )  # fmt: skip


def _kept(request: Request, key: str) -> DesignProject:
    row = read.project(key)
    require(actor(request), KEEP, row, on=request.standing.on)
    return row


def _project_act(
    request: Request,
    row: DesignProject,
    form: forms.Form,
    perform: Callable[[], Any],
    says: str,
    heading: str,
    **more: Any,
) -> HttpResponse:
    back = reverse("web:lean_project", args=[row.key])

    return act_and_back(
        request,
        form,
        perform,
        says,
        heading,
        way=trail(("Design projects", reverse("web:lean_projects")), (row.title, back)),
        lead=row.title,
        back=back,
        **more,
    )


@page("GET", "POST", needs=KEEP)
def lean_project_new(request: Request) -> HttpResponse:
    """Start a design project."""
    form = fields.NewProjectForm(
        sent(request),
        departments=departments(request.standing, Capability.KEEP_LEAN),
        everywhere=request.standing.may(KEEP, DesignProject(department=None)),
        initial={"starts_on": request.standing.on},
    )

    def act() -> tuple[str, str]:
        row = start_design.perform(**by(request, "Started on the site."), **form.cleaned_data)
        return "The project is on record, in its first phase.", reverse("web:lean_project", args=[row.key])

    listed = reverse("web:lean_projects")
    return act_page(
        request, form, act, password=False, heading="Start a design project", button="Start the project", back=listed,
        trail=trail(("Design projects", listed), ("Start", "")),
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def lean_gate_ask(request: Request, key: str) -> HttpResponse:
    """Ask for the gate of the phase."""
    row = _kept(request, key)
    phase = lean_policy(request.standing.on).phase(row.phase)
    form = fields.GateForm(sent(request))
    return _project_act(
        request, row, form,
        lambda: ask_gate.perform(**by(request, "Asked."), project=row, **form.cleaned_data),
        "Asked. Somebody other than the lead decides.", "Ask for the gate", intro=f"{phase.title}: {phase.says}",
    )  # fmt: skip


@page("GET", "POST", needs=Capability.READ_RESULTS)
def lean_gate_decide(request: Request, key: str, gate: int) -> HttpResponse:
    """Pass a gate, or send it back."""
    row = read.project(key)
    decide_gate.permitted(actor(request), row, on=request.standing.on)
    held = read.part(row.gates.select_related("project", "asked_by"), gate, "gate")
    check_gate(actor(request), held)
    phase = lean_policy(request.standing.on).phase(held.phase)
    form = fields.GateDecideForm(sent(request))
    return _project_act(
        request, row, form,
        lambda: decide_gate.perform(
            **by(request, "Decided on the site."), gate=held, passes=form.cleaned_data["passes"] == "yes",
            says=form.cleaned_data["says"],
        ),
        "Decided.", "Decide on the gate", password=True,
        intro=f"{phase.title}: {phase.says} {held.asked_by.full_name} says that it rests on: {held.rests_on}",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def lean_project_stop(request: Request, key: str) -> HttpResponse:
    """Stop a project."""
    row = _kept(request, key)
    form = fields.SaysForm(sent(request))
    return _project_act(
        request, row, form,
        lambda: stop_design.perform(**by(request, "Stopped on the site."), project=row, **form.cleaned_data),
        "The project is stopped. All of it stays on record.", "Stop the project", password=True,
    )  # fmt: skip
