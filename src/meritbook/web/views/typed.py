"""What is typed into a form is kept while it is typed, and offered back. For any form:

1. in the view, put `typed.offered(request, "contract:12")` into the context as `typed`; `typed.taken(request, key)`
   gives the fields (a QueryDict) where the person chose to take them: fill the form with them, not with the record;
2. in the template, `{% include "partials/typed.html" %}` first within the `<form method="post">`;
3. once the form was sent and its act is done, `typed.sent(request, key)`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

from meritbook.actions import typed as keeping
from meritbook.core.errors import MeritbookError
from meritbook.records import clock
from meritbook.records.models import FormDraft, User
from meritbook.web.http import Request, actor, page

FORM, BACK, WHO = "typed-form", "typed-back", "typed-who"
STASH = "typed-unsent"
"""Where a session holds what was sent after its sign-in had run out, until the same person signs in again."""
_OURS = ("csrfmiddlewaretoken", "typed-", "password", "login")


@dataclass(frozen=True)
class Offered:
    """What stands on top of a form."""

    key: str
    user: int
    back: str
    at: datetime | None
    """When what is kept was typed; none where nothing is, or it was taken."""
    took: bool


def offered(request: Request, key: str) -> Offered:
    """What the partial shows for the form of this name; raises `TypedTooLongError` for a name that is none."""
    keeping.check_key(key)
    user = _user(request)
    _unstash(request, user, key)
    row = keeping.kept(user, key) if request.method == "GET" else None
    took = row is not None and request.GET.get("typed") == "take"
    return Offered(key, user.pk, request.path, row.saved_at if row and not took else None, took)


def taken(request: Request, key: str) -> QueryDict | None:
    """The fields as they were typed, where the person chose to take them; none otherwise."""
    if request.method != "GET" or request.GET.get("typed") != "take":
        return None
    user = _user(request)
    _unstash(request, user, key)
    row = keeping.kept(user, key)
    return query_of(row) if row is not None else None


def query_of(row: FormDraft) -> QueryDict:
    """What is kept, as if it had been sent."""
    found = QueryDict(mutable=True)
    for name, values in keeping.fields_of(row).items():
        found.setlist(name, values)
    return found


def sent(request: Request, key: str) -> None:
    """The form was sent: what was kept of it goes."""
    keeping.drop(_user(request), key)


def keep_fields(request: Request, key: str) -> None:
    """Keep what was sent so far, as when a button of the form adds a row."""
    keeping.keep(_user(request), key, _fields(request.POST), at=clock.now())


def stash(request: HttpRequest) -> None:
    """Hold what was sent without a sign-in, so that it is offered back to the same person after it."""
    fields = _fields(request.POST)
    size = sum(len(name) + sum(map(len, values)) for name, values in fields.items())
    if request.POST.get(FORM) and size <= keeping.MOST_BYTES // 2:
        request.session[STASH] = {
            "form": request.POST[FORM][:120],
            "who": request.POST.get(WHO, ""),
            "fields": json.dumps(fields),
        }


@page("POST")
def keep(request: Request) -> HttpResponse:
    """Keep what is typed: from the script while somebody types, or from the button to go on later."""
    later = "typed-later" in request.POST
    key = request.POST.get(FORM, "")
    try:
        row = keeping.keep(_user(request), key, _fields(request.POST), at=clock.now())
    except MeritbookError as problem:
        if later:
            raise
        return JsonResponse({"code": problem.code, "message": problem.message}, status=problem.http_status)
    if later:
        messages.success(request, "Kept. Open the form again to go on; only you can see what you typed.")
        return HttpResponseRedirect(_back(request))
    return JsonResponse({"kept": f"{row.saved_at:%H:%M:%S}"})


@page("POST")
def drop(request: Request) -> HttpResponse:
    """Throw away what was typed."""
    if keeping.drop(_user(request), keeping.check_key(request.POST.get(FORM, ""))):
        messages.success(request, "Thrown away. The form is as it is on record.")
    return HttpResponseRedirect(_back(request))


def _user(request: Request) -> User:
    user = actor(request).user
    assert user is not None  # noqa: S101  # `actor` gives somebody who is signed in
    return user


def _back(request: Request) -> str:
    back = request.POST.get(BACK, "/")
    return back if back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None) else "/"


def _fields(sent_: QueryDict) -> dict[str, list[str]]:
    return {name: [str(one) for one in values] for name, values in sent_.lists() if not name.startswith(_OURS)}


def _unstash(request: Request, user: User, key: str) -> None:
    held: Any = request.session.get(STASH)
    if not isinstance(held, dict) or held.get("form") != key:
        return
    del request.session[STASH]
    if held.get("who") == str(user.pk):
        keeping.keep(user, key, json.loads(held["fields"]), at=clock.now())
