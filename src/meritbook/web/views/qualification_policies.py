"""Qualification policies: how experience and education are counted, by whom it is said, and worked examples. Public."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from meritbook.desk import qualification_policies as read
from meritbook.records import clock
from meritbook.web.http import Request, page


@page("GET", public=True)
def qualification_policies(request: Request) -> HttpResponse:
    """All policies."""
    on = clock.today()
    context = {"lines": read.policy_lines(on), "on": on}
    return render(request, "web/qualification_policies.html", context)


@page("GET", public=True)
def qualification_policy(request: Request, key: str) -> HttpResponse:
    """One policy, rule by rule."""
    found = read.policy_page(key, clock.today())
    context = {
        "found": found,
        "trail": [("Qualification policies", reverse("web:qualification_policies")), (found.policy.name, "")],
    }
    return render(request, "web/qualification_policy.html", context)
