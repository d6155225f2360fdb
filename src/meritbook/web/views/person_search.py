"""What a form's own address answers while somebody is named in it: the people whom the words fit.

The address is the form's, so that whoever may not open the form, for this very assessment or plan, looks nobody up.
"""

from __future__ import annotations

from functools import partial

from django import forms
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render

from meritbook.core.errors import MeritbookError
from meritbook.desk import lookups
from meritbook.web.forms.people_lines import PeopleField
from meritbook.web.forms.person import MOST, PersonField
from meritbook.web.http import Request, number

MOST_LOOKUPS, WITHIN_SECONDS = 60, 60


class LookupsError(MeritbookError):
    """More people were looked up within a minute than a person needs who names one."""

    code = "people.lookups"
    remedy = "Wait a minute, then write more of the name, or the username."
    http_status = 429


def spend(user_pk: int) -> None:
    """Count one look-up of a person; raises `LookupsError`. Each process of the server counts for itself."""
    key = f"person-lookups:{user_pk}"
    cache.add(key, 0, timeout=WITHIN_SECONDS)
    try:
        count = cache.incr(key)
    except ValueError:
        # The minute ended between the two.
        return
    if count > MOST_LOOKUPS:
        raise LookupsError("You looked up more people within a minute than are shown.")


def prepare(request: Request, form: forms.Form) -> HttpResponse | None:
    """Let the fields of a form that name people count for who asks; the answer, where somebody is looked up."""
    asks = request.GET.get("find", "") if request.method == "GET" else ""
    user = request.user.pk
    if user is None:
        return None
    for name, field in form.fields.items():
        if isinstance(field, PersonField | PeopleField):
            field.spend = partial(spend, user)
        if isinstance(field, PersonField) and form.add_prefix(name) == asks:
            return _answer(request, asks, user, field.among.names)
    return None


def _answer(request: Request, name: str, asks: int, names: lookups.People) -> HttpResponse:
    words = request.GET.get(name, "").replace("\0", "").strip()[:MOST]
    page = number(request.GET.get("page"), 1) or 1
    context = {"name": name, "id": f"id_{name}"}
    try:
        spend(asks)
        found = lookups.look_up(words, request.standing.on, page, names)
    except LookupsError as problem:
        return render(request, "partials/people_found.html", {**context, "refused": problem}, status=429)
    return render(request, "partials/people_found.html", {**context, "found": found, "live": True})
