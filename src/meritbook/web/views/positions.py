"""Positions: list, page, description as text, comparison, writing a description, submitting and signing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import describe_position, sign_description, submit_description
from meritbook.actions.permissions import Capability, require
from meritbook.actions.policies import TextError
from meritbook.core.classes.compare import word_changes
from meritbook.core.errors import MeritbookError
from meritbook.core.positions.check import problems
from meritbook.core.positions.compare import compare
from meritbook.desk import people as read_people
from meritbook.desk import positions as read
from meritbook.readers.positions import read_position
from meritbook.records import clock
from meritbook.records.models import Department, Position, PositionVersion
from meritbook.web.errors import as_problem
from meritbook.web.forms.acts import PositionFileForm
from meritbook.web.forms.people import StaffingForm
from meritbook.web.forms.positions import DescriptionForm
from meritbook.web.http import Request, actor, number, page, page_number
from meritbook.web.step_up import asks_password
from meritbook.web.views import person_search
from meritbook.web.views.documents import download, upload_bytes
from meritbook.web.views.plans import marked_text

READING = (Capability.READ_POSITION,)


@page("GET", needs=Capability.READ_POSITION)
def positions(request: Request) -> HttpResponse:
    """The positions that the person may read, with filters."""
    scope = read.scope(request.standing)
    asked = request.GET.get("q", "").strip()[:200]
    department = number(request.GET.get("department"))
    state = request.GET.get("state", "")
    asked_for = read.find(scope, asked=asked, department=department)
    total = read.count_in_state(asked_for, state)
    context = {
        "page": read.position_list(
            read.in_state(asked_for, state),
            page_number(request),
            drafts=request.standing.may(Capability.READ_DRAFT),
            total=total,
        ),
        "asked": asked,
        "department": department,
        "state": state,
        "states": read.STATES,
        "departments": read.departments_of(scope),
        "may_describe": request.standing.may(Capability.DESCRIBE_POSITION),
    }
    return render(request, "web/positions.html", context)


@page("GET", needs=Capability.READ_POSITION)
def department_positions(request: Request, pk: int) -> HttpResponse:  # noqa: ARG001 - every page takes the request
    """Leads to the open positions of one department."""
    return HttpResponseRedirect(f"{reverse('web:positions')}?department={pk}&state=unallocated")


@page("GET", needs=Capability.READ_POSITION)
def position(request: Request, pk: int) -> HttpResponse:
    """One position: its description, versions, signatures, allocation and decisions."""
    standing = request.standing
    row = read.position(standing, pk)
    versions = read.versions_of(standing, row)
    asked = number(request.GET.get("version"))
    version = read.version_of(standing, row, asked) if versions else None
    may_decisions = standing.may(Capability.READ_DECISION, row)
    context: dict[str, Any] = {
        "row": row,
        "versions": versions,
        "version": version,
        "decisions": read.decisions_of(row) if may_decisions else (),
        "may_bench": standing.may(Capability.READ_ALLOCATION, row),
        "may_describe": standing.may(Capability.DESCRIBE_POSITION, row),
        "saved": "saved" in request.GET,
        "trail": _trail((row.number, "")),
    }
    context["standing_decision"] = next(
        (one for one in context["decisions"] if one.status == "standing" and one.says != "Earlier decision undone"),
        None,
    )
    if version is not None:
        context["line"] = next(one for one in versions if one.version == version.version)
        context["description"] = version.description
        context["found"] = problems(version.description) if version.status in read.OPEN else ()
        context["may_submit"] = version.status == "draft" and standing.may(Capability.SUBMIT_DESCRIPTION, row)
        context["may_sign"] = version.status == "submitted" and standing.may(Capability.SIGN_DESCRIPTION, row)
    return render(request, "web/position.html", context)


@page("GET", needs=Capability.READ_POSITION)
def position_text(request: Request, pk: int, version: int) -> HttpResponse:
    """A version laid out as text, with the places asked for marked."""
    row = read.position(request.standing, pk)
    found = read.version_of(request.standing, row, version)
    context = {
        "row": row,
        "version": found,
        "document": found.document,
        "trail": _trail((row.number, reverse("web:position", args=[pk])), (f"Text of version {version}", "")),
        **marked_text(request, found.document),
    }
    return render(request, "web/position_text.html", context)


@page("GET", needs=Capability.READ_POSITION)
def position_compare(request: Request, pk: int, before: int, after: int) -> HttpResponse:
    """Two versions of a description compared."""
    row = read.position(request.standing, pk)
    older = read.version_of(request.standing, row, min(before, after))
    newer = read.version_of(request.standing, row, max(before, after))
    difference = compare(older.description, newer.description)
    context = {
        "row": row,
        "older": older,
        "newer": newer,
        "difference": difference,
        "changes": [(one, word_changes(one.before, one.after)) for one in difference.changes],
        "trail": _trail((row.number, reverse("web:position", args=[pk])), ("Comparison of versions", "")),
    }
    return render(request, "web/position_compare.html", context)


@page("GET", needs=Capability.READ_POSITION)
def position_source(request: Request, pk: int, version: int) -> HttpResponse:
    """The file that a version was read from, as a download."""
    row = read.position(request.standing, pk)
    found = read.version_of(request.standing, row, version)
    if found.source is None:
        raise read.NoSuchPositionError(f"Version {version} of position {row.number} was not read from a file.")
    return download(found.source)


@page("GET", "POST", needs=Capability.DESCRIBE_POSITION)
def position_new(request: Request) -> HttpResponse:
    """Describe a position that is not on record yet."""
    departments = _departments(request)
    asked = number(request.POST.get("department") or request.GET.get("department"))
    chosen = next((one for one in departments if one.pk == asked), departments[0])
    return _describe(request, chosen, None, None, departments=departments)


@page("GET", "POST", needs=Capability.DESCRIBE_POSITION)
def position_edit(request: Request, pk: int) -> HttpResponse:
    """Change the open draft of a position, or begin the next version."""
    row = read.position(request.standing, pk)
    require(actor(request), Capability.DESCRIBE_POSITION, row, on=request.standing.on)
    version = read.version_of(request.standing, row) if row.versions.exists() else None
    return _describe(request, row.department, row, version)


@page("GET", "POST", needs=Capability.DESCRIBE_POSITION)
def position_file(request: Request) -> HttpResponse:
    """Read a description from a file: it becomes a draft, to be checked against the form."""
    departments = _departments(request)
    asked = number(request.POST.get("department"))
    chosen = next((one for one in departments if one.pk == asked), departments[0])
    if (looked_up := person_search.prepare(request, _staffing(chosen, None, None))) is not None:
        # The form of the position stands at this address too, where a file names no number.
        return looked_up
    form = PositionFileForm(request.POST or None, request.FILES or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        data = b""
        try:
            data = upload_bytes(upload)
            done = describe_position.perform(
                actor(request),
                at=clock.now(),
                why=f"Description read from the file {upload.name}.",
                department=chosen,
                data=data,
                name=upload.name,
            )
        except TextError as refused:
            if refused.where != "number":
                problem = as_problem(refused)
            else:
                # The file names no position number: what it says goes into the form, where the number can be added.
                filled = DescriptionForm(position=read_position(data, name=upload.name))
                messages.info(request, "The file names no position number. Write it below and save.")
                return _form_page(request, filled, _staffing(chosen, None, None), chosen, None, departments=departments)
        except MeritbookError as refused:
            problem = as_problem(refused)
        else:
            messages.success(request, "Read in as a draft. Check each field before you submit it.")
            return HttpResponseRedirect(reverse("web:position_edit", args=[done.position.pk]))
    context = {
        "form": form,
        "problem": problem,
        "departments": departments,
        "department": chosen,
        "heading": "Read a description from a file",
        "intro": "What the file says goes into the fields of the form. The file itself is kept with the draft.",
        "button": "Read the file",
        "upload": True,
        "trail": _trail(("Read a description from a file", "")),
    }
    return render(request, "web/form.html", context, status=200 if request.method == "GET" else 422)


@page("POST", needs=Capability.SUBMIT_DESCRIPTION)
def position_submit(request: Request, pk: int, version: int) -> HttpResponse:
    """Hand the draft to the appointing authority."""
    found = _version(request, pk, version)
    try:
        submit_description.perform(actor(request), at=clock.now(), why="The description is complete.", version=found)
    except MeritbookError as refused:
        if refused.http_status == 403:
            raise
        messages.error(request, f"{refused.message} {refused.to_do} [{refused.code}]")
    else:
        messages.success(request, f"Version {version} waits for the signature of the appointing authority.")
    return HttpResponseRedirect(reverse("web:position", args=[pk]))


@page("GET", "POST", needs=Capability.SIGN_DESCRIPTION)
def position_sign(request: Request, pk: int, version: int) -> HttpResponse:
    """Read the description once more, give the password, sign."""
    found = _version(request, pk, version)
    require(actor(request), Capability.SIGN_DESCRIPTION, found.position, on=request.standing.on)
    problem = None
    if request.method == "POST":
        try:
            signed: HttpResponse = _sign(request, found)
            return signed
        except MeritbookError as refused:
            problem = as_problem(refused)
    row = read.position(request.standing, pk)
    context = {
        "row": row,
        "version": found,
        "description": found.description,
        "problem": problem,
        "trail": _trail((row.number, reverse("web:position", args=[pk])), ("Sign", "")),
    }
    return render(request, "web/sign.html", context, status=409 if problem else 200)


@asks_password
def _sign(request: Request, found: PositionVersion) -> HttpResponse:
    sign_description.perform(
        actor(request),
        at=clock.now(),
        why="Read and agreed by the appointing authority.",
        version=found,
        digest=request.POST.get("digest", "")[:64],
    )
    messages.success(request, f"Signed. Version {found.version} is the official description.")
    return HttpResponseRedirect(reverse("web:position", args=[found.position_id]))


def _describe(
    request: Request,
    department: Department,
    row: Position | None,
    version: PositionVersion | None,
    *,
    departments: tuple[Department, ...] = (),
) -> HttpResponse:
    existing = version.description if version else None
    fixed = row.number if row else ""
    staffing = _staffing(department, row, request.POST if request.method == "POST" else None)
    if (looked_up := person_search.prepare(request, staffing)) is not None:
        return looked_up
    if request.method == "GET":
        form = DescriptionForm(position=existing, fixed_number=fixed)
        return _form_page(request, form, staffing, department, row, departments=departments)
    form = DescriptionForm(request.POST, fixed_number=fixed)
    problem = None
    if not form.asks_for_rows:
        sound, people = form.is_valid(), staffing.is_valid()
        description = form.description(department.name) if sound and people else None
        if description is not None:
            try:
                done = describe_position.perform(
                    actor(request),
                    at=clock.now(),
                    why="Description written by form.",
                    department=department,
                    description=description,
                    **staffing.cleaned_data,
                )
            except MeritbookError as refused:
                problem = as_problem(refused)
            else:
                messages.success(request, f"Saved as version {done.version.version}, a draft.")
                return HttpResponseRedirect(f"{reverse('web:position', args=[done.position.pk])}?saved=1")
        else:
            problem = {
                "message": "The description cannot be saved as it is.",
                "to_do": "Mend what is listed. Nothing that you typed is lost.",
                "code": "form.invalid",
                "where": "",
                "list": [*form.errors(), *_form_errors(staffing)],
            }
    return _form_page(request, form, staffing, department, row, departments=departments, problem=problem)


def _form_page(
    request: Request,
    form: DescriptionForm,
    staffing: StaffingForm,
    department: Department,
    row: Position | None,
    *,
    departments: tuple[Department, ...] = (),
    problem: dict[str, Any] | None = None,
) -> HttpResponse:
    step = (row.number, reverse("web:position", args=[row.pk])) if row else None
    context = {
        "form": form,
        "staffing": staffing,
        "row": row,
        "department": department,
        "departments": departments,
        "problem": problem,
        "answered": request.method == "POST",
        "trail": _trail(*([step] if step else []), ("Describe the position", "")),
    }
    return render(request, "web/position_form.html", context, status=422 if problem else 200)


def _form_errors(form: Any) -> list[dict[str, str]]:
    return [
        {"says": f"{form[name].label}: {text}", "anchor": form[name].id_for_label}
        for name, texts in form.errors.items()
        for text in texts
    ]


def _staffing(department: Department, row: Position | None, data: Any) -> StaffingForm:
    initial = {}
    if row is not None:
        initial = {
            "incumbent": row.incumbent,
            "supervisor": row.supervisor.number if row.supervisor else "",
            "appointing_authority": row.appointing_authority.username if row.appointing_authority else "",
        }
    return StaffingForm(
        data, initial=initial, department=department, authorities=read_people.authorities(department, clock.today())
    )


def _departments(request: Request) -> tuple[Department, ...]:
    """Those whose positions the person may describe; raises `ForbiddenError` when there is none."""
    found = tuple(
        one
        for one in read_people.departments(request.standing.on)
        if request.standing.may(Capability.DESCRIBE_POSITION, one)
    )
    if not found:
        raise read.NoSuchPositionError("There is no department whose positions you may describe.")
    return found


def _version(request: Request, pk: int, version: int) -> PositionVersion:
    return read.version_of(request.standing, read.position(request.standing, pk), version)


def _trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    return [("Positions", reverse("web:positions")), *steps]
