"""Lean work as read: events, one event with its maps and its A3, and design projects with their gates."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions.permissions import Capability
from meritbook.desk import lean as read
from meritbook.desk import lean_a3, lean_pages, lean_pictures
from meritbook.records.models import Department, EventStatus, KaizenEvent, MapKind
from meritbook.web.http import Request, page, page_number, said
from meritbook.web.views.results_frame import framed
from meritbook.writers.a3 import a3_pdf
from meritbook.writers.value_stream import CSV, XLSX, stream_csv, stream_xlsx

READ = Capability.READ_RESULTS


def trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page below the list of events."""
    return [("Results", reverse("web:measures")), ("Lean", reverse("web:lean")), *more]


def event_trail(event: KaizenEvent, *more: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page below an event."""
    return trail((event.title, reverse("web:lean_event", args=[event.key])), *more)


_said = partial(said, most=100)


@page("GET", needs=READ)
def lean(request: Request) -> HttpResponse:
    """The Kaizen events, the newest first."""
    by = read.EventFilter(
        words=_said(request, "q"),
        department=_said(request, "department"),
        state=_said(request, "state"),
        waiting=bool(request.GET.get("waiting")),
    )
    context = {
        **framed(request, "web:lean"),
        "page": read.lines(by, page_number(request)),
        "by": by,
        "states": EventStatus.choices,
        "departments": Department.objects.on(request.standing.on).order_by("name"),
        "may_keep": request.standing.may(Capability.KEEP_LEAN),
        "trail": [("Results", reverse("web:measures")), ("Lean", "")],
    }
    return render(request, "web/lean.html", context)


@page("GET", needs=READ)
def lean_event(request: Request, key: str) -> HttpResponse:
    """One event with all that is on record of it."""
    row = read.event(key)
    shown = lean_pages.event_page(request.standing, row)
    context = {
        **framed(request, "web:lean"),
        "event": row,
        "shown": shown,
        "compared": lean_pages.compared(shown.maps),
        "trail": trail((row.title, "")),
    }
    return render(request, "web/lean_event.html", context)


@page("GET", needs=READ)
def lean_map(request: Request, key: str, kind: str) -> HttpResponse:
    """The newest map of a kind: the picture, the figures, the table, and its earlier versions."""
    row = read.event(key)
    shown = _map_of(row, kind)
    context = {
        **framed(request, "web:lean"),
        "event": row,
        "shown": shown,
        "picture": lean_pictures.stream_map(shown.stream, shown.figures),
        "figures": figure_rows(shown),
        "versions": row.maps.filter(kind=kind).select_related("drawn_by").order_by("-number")[:50],
        "may_draw": "map" in lean_pages.event_page(request.standing, row).acts,
        "trail": event_trail(row, (str(MapKind(kind).label), "")),
    }
    return render(request, "web/lean_map.html", context)


def figure_rows(shown: lean_pages.MapShown) -> list[tuple[str, str, tuple[str, ...]]]:
    """Name, figure and what it lacks, of the map as a whole."""
    found = shown.figures
    return [
        ("Process time", lean_pictures.said(found.process), found.process.lacks),
        ("Lead time", lean_pictures.said(found.lead), found.lead.lacks),
        ("Activity ratio", lean_pictures.said(found.activity, "percent"), found.activity.lacks),
        ("Rolled percent complete and accurate", lean_pictures.said(found.rolled, "percent"), found.rolled.lacks),
        ("Takt time", lean_pictures.said(found.takt), found.takt.lacks),
        ("Expected work with rework", lean_pictures.said(found.effort), found.effort.lacks),
        (
            "Expected lead time with rework",
            lean_pictures.said(found.lead_with_rework),
            found.lead_with_rework.lacks,
        ),
    ]


def _map_of(row: KaizenEvent, kind: str) -> lean_pages.MapShown:
    """The newest map of a kind; raises `NoSuchLeanError`."""
    found = next((one for one in lean_pages.maps_of(row) if one.row.kind == kind), None)
    if found is None:
        raise read.NoSuchLeanError("This map is not drawn.", where=kind[:20])
    return found


@page("GET", needs=READ)
def lean_map_file(request: Request, key: str, kind: str, ending: str) -> HttpResponse:
    """The newest map of a kind as CSV or XLSX, as it is taken in again."""
    del request  # everybody in office reads it
    row = read.event(key)
    shown = _map_of(row, kind)
    data, media = (stream_csv(shown.stream), CSV) if ending == "csv" else (stream_xlsx(shown.stream), XLSX)
    return _download(data, media, f"{row.key}-{kind}-{shown.row.number}.{ending}")


@page("GET", needs=READ)
def lean_compare(request: Request, key: str) -> HttpResponse:
    """The two maps step by step."""
    row = read.event(key)
    maps = lean_pages.maps_of(row)
    found = lean_pages.compared(maps)
    if found is None:
        raise read.NoSuchLeanError(
            "Two maps are compared, and one of them is not drawn.", where=row.key, remedy="Draw the other one first."
        )
    wholes: list[tuple[Any, ...]] = [
        (
            one.title,
            lean_pictures.said(one.before, one.kind),
            lean_pictures.said(one.after, one.kind),
            lean_pictures.change_said(one.change, one.kind),
        )
        for one in found.wholes
    ]
    tables = {
        one.row.kind: {each.step.name: each for each in lean_pictures.stream_map(one.stream, one.figures).rows}
        for one in maps
    }
    steps = [
        (
            one.name,
            tables["current"].get(one.before.name) if one.before else None,
            tables["future"].get(one.after.name) if one.after else None,
        )
        for one in found.steps
    ]
    context = {
        **framed(request, "web:lean"),
        "event": row,
        "wholes": wholes,
        "steps": steps,
        "trail": event_trail(row, ("Compared", "")),
    }
    return render(request, "web/lean_compare.html", context)


@page("GET", needs=READ)
def lean_a3_page(request: Request, key: str) -> HttpResponse:
    """The A3 of an event as a page."""
    row = read.event(key)
    shown = lean_pages.event_page(request.standing, row)
    context = {
        **framed(request, "web:lean"),
        "event": row,
        "a3": lean_a3.a3(shown, on=request.standing.on),
        "trail": event_trail(row, ("A3", "")),
    }
    return render(request, "web/lean_a3.html", context)


@page("GET", needs=READ)
def lean_a3_pdf(request: Request, key: str) -> HttpResponse:
    """The A3 of an event as PDF/UA on one page."""
    row = read.event(key)
    shown = lean_pages.event_page(request.standing, row)
    data = a3_pdf(lean_a3.a3(shown, on=request.standing.on))
    return _download(data, "application/pdf", f"{row.key}-a3.pdf")


def _download(data: bytes, media: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=media)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page("GET", needs=READ)
def lean_projects(request: Request) -> HttpResponse:
    """The projects of Design for Lean Sigma, the newest first."""
    words, department = _said(request, "q"), _said(request, "department")
    context = {
        **framed(request, "web:lean"),
        "page": read.project_lines(request.standing, words=words, department=department, number=page_number(request)),
        "words": words,
        "department": department,
        "departments": Department.objects.on(request.standing.on).order_by("name"),
        "may_keep": request.standing.may(Capability.KEEP_LEAN),
        "trail": trail(("Design projects", "")),
    }
    return render(request, "web/lean_projects.html", context)


@page("GET", needs=READ)
def lean_project(request: Request, key: str) -> HttpResponse:
    """One design project with its phases and gates."""
    row = read.project(key)
    context = {
        **framed(request, "web:lean"),
        "project": row,
        "shown": lean_pages.project_page(request.standing, row),
        "trail": trail(("Design projects", reverse("web:lean_projects")), (row.title, "")),
    }
    return render(request, "web/lean_project.html", context)
