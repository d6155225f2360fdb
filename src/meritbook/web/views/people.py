"""People, roles and departments: for the system administrator."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import create_department, create_user, end_role, grant_role
from meritbook.actions.permissions import Capability
from meritbook.core.errors import MeritbookError
from meritbook.desk import people as read
from meritbook.records import clock
from meritbook.records.models import Role, RoleAssignment
from meritbook.web.errors import as_problem
from meritbook.web.forms.people import DepartmentForm, PersonForm, RoleForm, WhyForm
from meritbook.web.http import Request, actor, page, page_number

PEOPLE = "People"


@page("GET", needs=Capability.MANAGE_USERS)
def people(request: Request) -> HttpResponse:
    """Who can sign in, and the departments."""
    asked = request.GET.get("q", "").strip()[:150]
    today = clock.today()
    context = {
        "page": read.people(asked, page_number(request), today),
        "asked": asked,
        "departments": read.departments(today),
        "may_departments": request.standing.may(Capability.MANAGE_DEPARTMENTS),
    }
    return render(request, "web/people.html", context)


@page("GET", "POST", needs=Capability.MANAGE_USERS)
def person_new(request: Request) -> HttpResponse:
    """Enter a person."""
    form = PersonForm(request.POST or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            made = create_user.perform(actor(request), at=clock.now(), **form.cleaned_data)
        except MeritbookError as refused:
            problem = as_problem(refused)
        else:
            messages.success(request, f"{made.full_name} can sign in now, and holds no role yet.")
            return HttpResponseRedirect(reverse("web:person", args=[made.pk]))
    context = {
        "form": form,
        "problem": problem,
        "heading": "Enter a person",
        "button": "Enter the person",
        "trail": [(PEOPLE, reverse("web:people")), ("Enter a person", "")],
    }
    return _form(request, context)


@page("GET", "POST", needs=Capability.MANAGE_DEPARTMENTS)
def department_new(request: Request) -> HttpResponse:
    """Enter a department."""
    form = DepartmentForm(request.POST or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            made = create_department.perform(actor(request), at=clock.now(), **form.cleaned_data)
        except MeritbookError as refused:
            problem = as_problem(refused)
        else:
            messages.success(request, f"{made.name} is on record.")
            return HttpResponseRedirect(reverse("web:people"))
    context = {
        "form": form,
        "problem": problem,
        "heading": "Enter a department",
        "button": "Enter the department",
        "trail": [(PEOPLE, reverse("web:people")), ("Enter a department", "")],
    }
    return _form(request, context)


@page("GET", "POST", needs=Capability.MANAGE_USERS)
def person(request: Request, pk: int) -> HttpResponse:
    """A person with their roles; a post gives another role."""
    found = read.person(pk)
    today = clock.today()
    form = RoleForm(request.POST or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        try:
            grant_role.perform(actor(request), at=clock.now(), user=found, **{**values, "role": Role(values["role"])})
        except MeritbookError as refused:
            problem = as_problem(refused)
        else:
            messages.success(request, f"{found.full_name} holds the role.")
            return HttpResponseRedirect(reverse("web:person", args=[pk]))
    context = {
        "person": found,
        "assignments": read.assignments(found, today),
        "form": form,
        "problem": problem,
        "own": request.user.pk == found.pk,
        "trail": [(PEOPLE, reverse("web:people")), (found.full_name, "")],
    }
    status = 200 if request.method == "GET" else 422
    return render(request, "web/person.html", context, status=status)


@page("GET", "POST", needs=Capability.MANAGE_USERS)
def role_end(request: Request, pk: int, assignment: int) -> HttpResponse:
    """End a role of a person, with the reason."""
    found = read.person(pk)
    held = RoleAssignment.objects.filter(user=found, pk=assignment).select_related("user", "department").first()
    if held is None:
        raise read.NoSuchPersonError("The person has no such role.", where=found.username)
    form = WhyForm(request.POST or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            end_role.perform(actor(request), at=clock.now(), why=form.cleaned_data["why"], assignment=held)
        except MeritbookError as refused:
            problem = as_problem(refused)
        else:
            messages.success(request, f"The role of {found.full_name} has ended.")
            return HttpResponseRedirect(reverse("web:person", args=[pk]))
    where = held.department.name if held.department else "all departments"
    context = {
        "form": form,
        "problem": problem,
        "heading": f"End a role of {found.full_name}",
        "intro": f"{Role(held.role).label}, {where}, since {held.starts_on:%Y-%m-%d}. It ends today.",
        "button": "End the role",
        "trail": [
            (PEOPLE, reverse("web:people")),
            (found.full_name, reverse("web:person", args=[pk])),
            ("End a role", ""),
        ],
    }
    return _form(request, context)


def _form(request: Request, context: Mapping[str, object]) -> HttpResponse:
    return render(request, "web/form.html", dict(context), status=200 if request.method == "GET" else 422)
