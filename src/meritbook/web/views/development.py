"""Assessments of departments: the list, one with its areas, and the acts on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    add_area_evidence,
    answer_development_assessment,
    attach_file,
    developing,
    open_development_assessment,
    plan_improvement,
    record_area_finding,
    reopen_development_assessment,
    report_improvement,
    show_development_assessment,
)
from meritbook.actions import developing_policies as possible
from meritbook.actions.permissions import Capability, require
from meritbook.core.results.development import Area
from meritbook.desk import development as read
from meritbook.desk import development_pictures as pictures
from meritbook.desk.results_reach import departments
from meritbook.records.models import AssessmentState, DevelopmentAssessment
from meritbook.web.forms import development as fields
from meritbook.web.http import Request, actor, by, number, page, page_number
from meritbook.web.views.acting import act_and_back, act_page, sent
from meritbook.web.views.results_frame import framed

READ, KEEP = Capability.READ_DEVELOPMENT, Capability.KEEP_DEVELOPMENT


def trail() -> list[tuple[str, str]]:
    """The way to a page below the list."""
    return [("Results", reverse("web:measures")), ("Development", reverse("web:development"))]


def named(row: DevelopmentAssessment) -> str:
    """What pages call an assessment."""
    return f"{row.department.name}, {row.year}"


@page("GET", needs=READ)
def development(request: Request) -> HttpResponse:
    """The assessments that the person may read."""
    department = number(request.GET.get("department"))
    context = {
        **framed(request, "web:development"),
        "page": read.lines(request.standing, department=department, number=page_number(request)),
        "departments": departments(request.standing, READ),
        "department": department,
        "may_open": request.standing.may(KEEP),
        "trail": [("Results", reverse("web:measures")), ("Development", "")],
    }
    return render(request, "web/development.html", context)


@page("GET", needs=READ)
def development_one(request: Request, pk: int) -> HttpResponse:
    """One assessment: each area with what was found, its evidence, what is done, and the year before."""
    row = read.get(request.standing, pk)
    shown = read.page(request.standing, row)
    context = {
        **framed(request, "web:development"),
        "row": row,
        "shown": shown,
        "picture": pictures.levels(shown),
        "trail": [*trail(), (named(row), "")],
    }
    return render(request, "web/development_one.html", context)


@page("GET", "POST", needs=KEEP)
def development_new(request: Request) -> HttpResponse:
    """Open an assessment."""
    form = fields.OpenForm(
        sent(request),
        departments=departments(request.standing, KEEP),
        initial={"assessed_on": request.standing.on, "year": request.standing.on.year},
    )

    def act() -> tuple[str, str]:
        row = open_development_assessment.perform(**by(request, "Opened on the site."), **form.cleaned_data)
        return "The assessment is open. Write what was found, area by area.", reverse(
            "web:development", query={"department": row.department_id}
        )

    return act_page(
        request,
        form,
        act,
        password=False,
        heading="Open an assessment",
        button="Open the assessment",
        back=reverse("web:development"),
        trail=[*trail(), ("Open", "")],
    )


def _assessed(request: Request, pk: int) -> DevelopmentAssessment:
    """An assessment that the person assesses."""
    row = read.get(request.standing, pk)
    require(actor(request), KEEP, row, on=request.standing.on)
    possible.check_assesses(actor(request), row)
    return row


def _area(row: DevelopmentAssessment, key: str) -> Area:
    return possible.check_area(developing.policy_of(row), key)


def _page(
    request: Request,
    row: DevelopmentAssessment,
    form: forms.Form,
    perform: Callable[[], Any],
    says: str,
    heading: str,
    **more: Any,
) -> HttpResponse:
    back = more.pop("back", None) or reverse("web:development_one", args=[row.pk])

    return act_and_back(
        request, form, perform, says, heading, way=[*trail(), (named(row), back)], lead=named(row), back=back, **more
    )


@page("GET", "POST", needs=KEEP)
def development_area(request: Request, pk: int, area: str) -> HttpResponse:
    """Write what was found in an area."""
    row = _assessed(request, pk)
    found = _area(row, area)
    held = developing.current(row, area)
    names = ("strengths", "opportunities", "level", "because")
    form = fields.FindingForm(
        sent(request), area=found, initial={name: getattr(held, name) for name in names} if held else {"level": ""}
    )
    return _page(
        request, row, form,
        lambda: record_area_finding.perform(
            **by(request, "Written on the site."), assessment=row, area=area, **form.cleaned_data
        ),
        f"What was found in {found.name.lower()} is on record.", f"{found.name}: what was found",
        button="Keep the finding", template="web/development_area.html", area=found,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def development_evidence(request: Request, pk: int, area: str) -> HttpResponse:
    """Put evidence beside an area."""
    row = _assessed(request, pk)
    found = _area(row, area)
    form = fields.EvidenceForm(sent(request), request.FILES or None)

    def perform() -> Any:
        given = dict(form.cleaned_data)
        upload = given.pop("file")
        file = attach_file.take(upload.file, name=upload.name) if upload else None
        return add_area_evidence.perform(
            **by(request, "Added on the site."), assessment=row, area=area, file=file, **given
        )  # fmt: skip

    return _page(
        request, row, form, perform, "The evidence is on record.", f"{found.name}: add evidence",
        button="Add the evidence",
        intro="One of a file, a measure or a goal; or words alone, with their source.",
    )  # fmt: skip


@page("GET", needs=READ)
def development_file(request: Request, pk: int, evidence: int) -> HttpResponse:
    """A file of evidence, byte for byte, as a download."""
    row = read.evidence(read.get(request.standing, pk), evidence)
    assert row.document is not None  # noqa: S101  # read.evidence gives files alone
    response = HttpResponse(row.document.original(), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="evidence-{row.pk}{_ending(row.name)}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _ending(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if stem and dot and ending.isascii() and ending.isalnum() else ""


@page("GET", "POST", needs=KEEP)
def development_show(request: Request, pk: int) -> HttpResponse:
    """Show it to the department."""
    row = _assessed(request, pk)
    form = fields.NoForm(sent(request))
    return _page(
        request, row, form,
        lambda: show_development_assessment.perform(**by(request, "Shown on the site."), assessment=row),
        "The department sees it now.", "Show it to the department",
        intro="What was found stands still from then on. Areas without a finding stay empty.",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def development_reopen(request: Request, pk: int) -> HttpResponse:
    """Take it back to be written on."""
    row = _assessed(request, pk)
    form = fields.WordsForm(sent(request), label="Reason")
    return _page(
        request, row, form,
        lambda: reopen_development_assessment.perform(
            **by(request, "Taken back on the site."), assessment=row, because=form.cleaned_data["words"]
        ),
        "It can be written on again.", "Take it back",
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def development_answer(request: Request, pk: int) -> HttpResponse:
    """Answer it for the department."""
    row = read.get(request.standing, pk)
    possible.check_answers(actor(request), row, request.standing.on)
    form = fields.WordsForm(sent(request), label="What the department says")
    return _page(
        request, row, form,
        lambda: answer_development_assessment.perform(
            **by(request, "Answered on the site."), assessment=row, answer=form.cleaned_data["words"]
        ),
        "The answer is on record.", "Answer for the department", password=True,
    )  # fmt: skip


@page("GET", "POST", needs=KEEP)
def improvement_new(request: Request, pk: int) -> HttpResponse:
    """Decide what is done."""
    row = read.get(request.standing, pk)
    require(actor(request), KEEP, row, on=request.standing.on)
    if row.state == AssessmentState.DRAFT:
        possible.check_assesses(actor(request), row)
    policy = developing.policy_of(row)
    form = fields.ImprovementForm(
        sent(request), areas=policy.areas, initial={"area": request.GET.get("area", "")[:40]}
    )  # fmt: skip
    return _page(
        request, row, form,
        lambda: plan_improvement.perform(**by(request, "Planned on the site."), assessment=row, **form.cleaned_data),
        "The improvement is on record.", "Plan an improvement",
    )  # fmt: skip


@page("GET", "POST", one_of=(Capability.REPORT_ACTION, READ))
def improvement(request: Request, pk: int) -> HttpResponse:
    """Say how far an improvement is."""
    held = read.improvement(request.standing, pk)
    require(actor(request), Capability.REPORT_ACTION, held, on=request.standing.on)
    row = held.assessment
    form = fields.ReportForm(sent(request), initial={"state": held.state})
    back = reverse("web:development_one", args=[row.pk])
    if not read.visible(request.standing).filter(pk=row.pk).exists():
        back = reverse("web:home")
    return _page(
        request, row, form,
        lambda: report_improvement.perform(
            **by(request, "Reported on the site."), improvement=held, **form.cleaned_data
        ),
        "The report is on record.", "Say how far it is", back=back, intro=held.what,
    )  # fmt: skip
