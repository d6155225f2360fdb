"""A page that is one form and one act: what was typed stays when the act is refused, with the reason on top."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from meritbook.actions.permissions import ForbiddenError
from meritbook.core.errors import MeritbookError
from meritbook.core.law.answer import LawVerdict
from meritbook.web.errors import as_problem
from meritbook.web.http import Request


def act_page(
    request: Request,
    form: forms.Form,
    perform: Callable[[Mapping[str, Any]], str],
    *,
    done: str,
    context: Mapping[str, object],
    password: bool = False,
    template: str = "web/form.html",
) -> HttpResponse:
    """The form, or its act: `perform` gives the address to go on to. `password` asks for it again before the act."""
    problem = None
    if request.method == "POST" and form.is_valid():
        try:
            finish = _finish_with_password if password else _finish
            answer: HttpResponse = finish(request, lambda: perform(form.cleaned_data), done)
        except ForbiddenError:
            raise
        except MeritbookError as refused:
            problem = as_problem(refused)
            if "verdict" in refused.details:
                problem["verdict"] = LawVerdict.model_validate(refused.details["verdict"])
        else:
            return answer
    status = 200 if request.method == "GET" else 422
    return render(request, template, {**context, "form": form, "problem": problem}, status=status)


def _finish(request: Request, perform: Callable[[], str], done: str) -> HttpResponse:
    address = perform()
    messages.success(request, done)
    return HttpResponseRedirect(address)


_finish_with_password = reauthentication_required(_finish)
