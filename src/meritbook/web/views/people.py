"""People, roles and departments: for the system administrator."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from meritbook.actions import (
    create_department,
    create_user,
    deactivate_user,
    end_department,
    end_role,
    grant_role,
    reactivate_user,
    set_password,
)
from meritbook.actions.permissions import Capability, ForbiddenError
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.desk import people as read
from meritbook.records import clock
from meritbook.records.models import Role, RoleAssignment, User
from meritbook.web.errors import as_problem
from meritbook.web.forms.people import (
    DepartmentEndForm,
    DepartmentForm,
    LeavingForm,
    PasswordForm,
    PersonForm,
    RoleForm,
    WhyForm,
)
from meritbook.web.http import Request, actor, page, page_number
from meritbook.web.step_up import asks_password

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
    form = LeavingForm(request.POST or None)
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            end_role.perform(actor(request), at=clock.now(), assignment=held, **form.cleaned_data)
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
        "intro": f"{Role(held.role).label}, {where}, since {day_in_words(held.starts_on)}. It ends today.",
        "button": "End the role",
        "trail": [
            (PEOPLE, reverse("web:people")),
            (found.full_name, reverse("web:person", args=[pk])),
            ("End a role", ""),
        ],
    }
    return _form(request, context)


@page("GET", "POST", needs=Capability.MANAGE_USERS)
def person_shut_out(request: Request, pk: int) -> HttpResponse:
    """Shut a person out, with the reason, after the password was given."""
    found = read.person(pk)
    return _act(
        request,
        LeavingForm(request.POST or None),
        lambda values: deactivate_user.perform(actor(request), at=clock.now(), user=found, **values),
        done=f"{found.full_name} is shut out.",
        to=reverse("web:person", args=[pk]),
        context={
            "heading": f"Shut out {found.full_name}",
            "intro": (
                "They sign in no more and their tokens are revoked. What they did stays on record under their name. "
                "Positions that they hold or appoint stay as they are until agency HR says who follows."
            ),
            "button": "Shut out",
            "trail": _trail(found, "Shut out"),
        },
    )


@page("GET", "POST", needs=Capability.MANAGE_USERS)
def person_let_in(request: Request, pk: int) -> HttpResponse:
    """Let a person in again who was shut out, with the reason, after the password was given."""
    found = read.person(pk)
    return _act(
        request,
        WhyForm(request.POST or None),
        lambda values: reactivate_user.perform(actor(request), at=clock.now(), user=found, **values),
        done=f"{found.full_name} can sign in again.",
        to=reverse("web:person", args=[pk]),
        context={
            "heading": f"Let {found.full_name} in again",
            "intro": (
                "They sign in with the roles that have not ended. End those first that they should not have any more. "
                "Revoked tokens stay revoked."
            ),
            "button": "Let in again",
            "trail": _trail(found, "Let in again"),
        },
    )


@page("GET", "POST", needs=Capability.MANAGE_USERS)
def person_password(request: Request, pk: int) -> HttpResponse:
    """Set the password of somebody who forgot it."""
    if request.user.pk == pk:
        return HttpResponseRedirect(reverse("account_change_password"))
    found = read.person(pk)
    # The administrator's own password is asked before the form and not after it: a request that waits for it is kept
    # in the session, and no new password is ever kept anywhere in clear.
    if not did_recently_reauthenticate(request):
        again = request.path
        if why := request.POST.get("why", "")[:1000]:
            again += f"?{urlencode({'why': why})}"
        return HttpResponseRedirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': again})}")
    return _act(
        request,
        PasswordForm(request.POST or None, initial={"why": request.GET.get("why", "")[:1000]}),
        lambda values: set_password.perform(actor(request), at=clock.now(), user=found, **values),
        done=f"{found.full_name} has a new password. Hand it over in person.",
        to=reverse("web:person", args=[pk]),
        context={
            "heading": f"Set a password for {found.full_name}",
            "intro": "The old password ends at once, and with it the sessions that it opened.",
            "button": "Set the password",
            "trail": _trail(found, "Set a password"),
        },
        confirmed=True,
    )


@page("GET", "POST", needs=Capability.MANAGE_DEPARTMENTS)
def department_end(request: Request, pk: int) -> HttpResponse:
    """Abolish a department after its last day, with the reason, after the password was given."""
    found = read.department(pk)

    def end(values: Mapping[str, Any]) -> object:
        day_after = values["last_day"] + timedelta(days=1)
        return end_department.perform(
            actor(request), at=clock.now(), why=values["why"], department=found, ends_before=day_after
        )

    return _act(
        request,
        DepartmentEndForm(request.POST or None),
        end,
        done=f"{found.name} is abolished after the day that you gave.",
        to=reverse("web:people"),
        context={
            "heading": f"Abolish {found.name}",
            "intro": (
                "Its record stays readable. After the last day no position of it is described and no role is given in "
                "it. This cannot be taken back."
            ),
            "button": "Abolish the department",
            "trail": [(PEOPLE, reverse("web:people")), (f"Abolish {found.name}", "")],
        },
    )


def _act(
    request: Request,
    form: WhyForm,
    perform: Callable[[Mapping[str, Any]], object],
    *,
    done: str,
    to: str,
    context: Mapping[str, object],
    confirmed: bool = False,
) -> HttpResponse:
    """A form whose act is done after the password was given again; what was typed stays when it is refused.

    `confirmed` says that the page asked for the password itself.
    """
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            finish = _finish if confirmed else _finish_with_password
            answer: HttpResponse = finish(request, lambda: perform(form.cleaned_data), done, to)
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            problem = as_problem(refused)
        else:
            return answer
    return _form(request, {**context, "form": form, "problem": problem})


def _finish(request: Request, perform: Callable[[], object], done: str, to: str) -> HttpResponse:
    perform()
    messages.success(request, done)
    return HttpResponseRedirect(to)


_finish_with_password = asks_password(_finish)


def _trail(found: User, last: str) -> list[tuple[str, str]]:
    return [(PEOPLE, reverse("web:people")), (found.full_name, reverse("web:person", args=[found.pk])), (last, "")]


def _form(request: Request, context: Mapping[str, object]) -> HttpResponse:
    return render(request, "web/form.html", dict(context), status=200 if request.method == "GET" else 422)
