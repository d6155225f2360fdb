"""A page with one form that does one act: what was typed is kept, what is refused is said, the password is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from meritbook.actions.permissions import ForbiddenError
from meritbook.core.errors import MeritbookError
from meritbook.core.law.answer import LawVerdict
from meritbook.web.errors import as_problem
from meritbook.web.forms.executives import form_problems
from meritbook.web.http import Request
from meritbook.web.step_up import FileAgainError, asks_password, refusal_of
from meritbook.web.views import person_search, typed

Act = Callable[[], tuple[str, str]]
"""Does it, and gives what to say and where to go."""
ASKED = (
    "You are asked for your password, even when you have just signed in. Once given here, it is not asked again for "
    "five minutes."
)


def sent(request: Request) -> Any:
    """What was sent, be it nothing at all; none where the page was only opened."""
    return request.POST if request.method == "POST" else None


@asks_password
def _confirmed(request: Request, act: Act) -> HttpResponse:
    return _done(request, act)


def _done(request: Request, act: Act) -> HttpResponse:
    says, address = act()
    messages.success(request, says)
    return HttpResponseRedirect(address)


def _take(request: Request, key: str, form: forms.Form) -> None:
    """Fill the form with what was typed, where the person chose to take it."""
    took = typed.taken(request, key)
    for name, field in form.fields.items() if took is not None else ():
        if took is not None and (sent_as := form.add_prefix(name)) in took:
            several = getattr(field.widget, "allow_multiple_selected", False)
            form.initial[name] = took.getlist(sent_as) if several else took[sent_as]


def _sent(request: Request, key: str, act: Act) -> Act:
    def act_and_drop() -> tuple[str, str]:
        done = act()
        typed.sent(request, key)
        return done

    return act_and_drop


def refused_beside(form: forms.Form, refused: MeritbookError, name: str = "") -> dict[str, Any]:
    """The refusal of an act on top of its form, and beside the field on which it rests, with its code.

    The field is `name`, or where none is given the one that the refusal names; on top alone where the form shows none
    such.
    """
    problem, place = as_problem(refused), name or refused.where
    if place in form.fields and not form[place].is_hidden:
        form.add_error(place, f"{refused.message} {refused.to_do} ({refused.code})")
        problem["where"] = ""
        problem["list"] += [{"says": str(form[place].label), "anchor": form[place].id_for_label}]
    return problem


def act_page(
    request: Request,
    form: forms.Form,
    act: Act,
    *,
    template: str = "web/act.html",
    password: bool = True,
    keeps: str = "",
    **context: Any,
) -> HttpResponse:
    """The page of the form; sent with all that it asks, the act. `password`: whether it is a signature or a decision.

    `keeps` names the form, such as `evidence:12`, where what is typed into it is kept while it is typed
    (`views/typed.py`). A refusal is told also beside the field on which it rests. Asked for people by a field that
    names one, it answers them. Raises `ForbiddenError` where the person may not.
    """
    if (people := person_search.prepare(request, form)) is not None:
        return people
    problem = None
    status = 200
    if keeps:
        act = _sent(request, keeps, act)
        _take(request, keeps, form)
        context["typed"] = typed.offered(request, keeps)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                done: HttpResponse = _confirmed(request, act) if password else _done(request, act)
                return done
            except ForbiddenError:
                raise
            except MeritbookError as refused:
                problem = refused_beside(form, refused)
                if "verdict" in refused.details:
                    problem["verdict"] = LawVerdict.model_validate(refused.details["verdict"])
                status = refused.http_status
        else:
            told = refusal_of(request)
            problem = {
                "message": "It cannot be kept as it is.",
                "to_do": "Mend what is listed. Nothing that you typed is lost.",
                "code": "form.invalid",
                "where": "",
                **(as_problem(told) if isinstance(told, FileAgainError) else {}),
                "list": form_problems(getattr(form, "all_forms", [form])),
            }
    asks = {"password": password, "sticky": ASKED if password else ""}
    shown = {"form": form, "problem": problem, **asks, **context}
    return render(request, template, shown, status=status)


def act_and_back(
    request: Request,
    form: forms.Form,
    perform: Callable[[], Any],
    says: str | Callable[[Any], str],
    heading: str,
    *,
    way: list[tuple[str, str]],
    lead: str,
    back: str,
    **more: Any,
) -> HttpResponse:
    """The page of an act that leads back to what it is done on, which `way` leads to.

    `perform` takes what the form holds. No password is asked unless `password` says so.
    """

    def act() -> tuple[str, str]:
        done = perform()
        return says if isinstance(says, str) else says(done), back

    context = {"lead": lead, "back": back, "button": heading, "password": False, **more}
    return act_page(request, form, act, heading=heading, trail=[*way, (heading, "")], **context)
