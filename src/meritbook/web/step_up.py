"""The password before a signature or a decision: what is refused after it is told on the page of the act.

A form that is sent waits in the session while the password is asked (allauth does that), and is then sent on. What
follows is answered on the address of the act, never on that of the password:

1. `asks_password` guards the act, and remembers why it was refused;
2. `Again`, the page of the password, sends what waited on; an act that is done leads on, and a refusal is held in the
   session under a token and leads back to the page of the act;
3. `told_again` has that page show what was typed with the refusal beside it. It does no act: what it would do, is
   undone.

Files do not wait: they are asked again, when the password is known and what was typed is there.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.decorators import reauthentication_required
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY, reauthenticate_by_password
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import ReauthenticateView
from allauth.core.exceptions import ReauthenticationRequired
from allauth.core.internal.httpkit import deserialize_request
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import resolve

from meritbook.core.errors import MeritbookError

NAME = "refused"
"""The part of an address that names a refusal that is held."""
_HELD, _FILES = "step-up-refused", "step-up-files"
_MOST = 512 * 1024
"""Characters of a form that are held; what is longer is answered where it is."""
_SECONDS = 15 * 60
"""How long a refusal is held."""

Guarded = Callable[..., HttpResponse]


class FileAgainError(MeritbookError):
    """A file was attached to a form before the password was asked, and did not wait with it."""

    code = "form.file_again"
    remedy = "Choose the file again and send the form; your password is not asked again for five minutes."
    http_status = 422


class NotDoneError(MeritbookError):
    """The form was not sent on after the password."""

    code = "form.not_done"
    remedy = "Read the form once more and send it; nothing that you typed is lost."
    http_status = 422


def asks_password(act: Guarded) -> Guarded:
    """Guard an act with the password of whoever does it, unless it was given in the last minutes."""
    confirmed: Guarded = reauthentication_required(act)

    @wraps(act)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        told = refusal_of(request)
        if told is not None:
            raise told
        try:
            return confirmed(request, *args, **kwargs)
        except ReauthenticationRequired:
            request.session[_FILES] = [one.name or "" for _, some in request.FILES.lists() for one in some]
            raise
        except MeritbookError as problem:
            request.refused_with = problem  # type: ignore[attr-defined]
            raise

    return answer


def refusal_of(request: HttpRequest) -> MeritbookError | None:
    """Why the act of this form was refused, where the page only shows it again."""
    return getattr(request, "refusal", None)


class Again(ReauthenticateView):  # type: ignore[misc]  # allauth ships no types
    """The page that asks for the password."""

    def get_context_data(self, **given: Any) -> dict[str, Any]:
        """What the page shows: also the files that do not wait."""
        return {**super().get_context_data(**given), "files": self.request.session.get(_FILES, [])}

    def form_valid(self, form: Any) -> HttpResponse:
        """Send on what waited."""
        request = self.request
        waits = request.session.get(STATE_SESSION_KEY) or {}
        files = request.session.pop(_FILES, [])
        back = get_next_redirect_url(request)
        sent = waits.get("request")
        if sent is None or not back or urlsplit(back).path != json.loads(sent)["path"]:
            request.session.pop(_HELD, None)
            done: HttpResponse = super().form_valid(form)
            return done
        del request.session[STATE_SESSION_KEY]
        reauthenticate_by_password(request)
        if files:
            names = ", ".join(f"“{one}”" for one in files)
            return _held(request, sent, FileAgainError(f"Your password is known now. The file {names} did not wait."))
        # It stands in for the request from here on, as when it was sent.
        deserialize_request(sent, request)
        view, args, kwargs = resolve(request.path_info)
        answer: HttpResponse = view(request, *args, **kwargs)
        if answer.status_code < 400 or len(sent) > _MOST:
            return answer
        return _held(request, sent, getattr(request, "refused_with", None))


def _held(request: HttpRequest, sent: str, problem: MeritbookError | None) -> HttpResponse:
    """Hold what was sent and why it was refused, and lead back to its page."""
    data = json.loads(sent)
    token = secrets.token_urlsafe(9)
    refused = {"class": type(problem).__name__, **problem.plain()} if problem is not None else None
    asked = QueryDict(data["GET"], mutable=True)
    asked.pop(NAME, None)
    request.session[_HELD] = {
        "token": token,
        "path": data["path"],
        "GET": asked.urlencode(),
        "POST": data["POST"],
        "problem": json.dumps(refused, cls=DjangoJSONEncoder),
        "until": time.time() + _SECONDS,
    }
    query = f"{asked.urlencode()}&" if asked else ""
    return HttpResponseRedirect(f"{data['path']}?{query}{urlencode({NAME: token})}")


def told_again(request: HttpRequest) -> bool:
    """Whether this is the page of an act that was refused after the password: it is shown as it was sent then."""
    token = request.GET.get(NAME)
    if not token or request.method != "GET" or not request.user.is_authenticated:
        return False
    held = request.session.get(_HELD)
    if not held or held["token"] != token or held["path"] != request.path:
        return False
    if held["until"] < time.time():
        del request.session[_HELD]
        return False
    request.method = "POST"
    request.GET, request.POST = QueryDict(held["GET"]), QueryDict(held["POST"])
    request.refusal = _error(json.loads(held["problem"]))  # type: ignore[attr-defined]
    return True


def shown(view: Callable[[], HttpResponse]) -> HttpResponse:
    """The page of an act that was refused; whatever it would put on record, is not."""
    with transaction.atomic():
        answer = view()
        transaction.set_rollback(True)
    return answer


def _error(told: dict[str, Any] | None) -> MeritbookError:
    if told is None:
        return NotDoneError("It was not done.")
    for one in _kinds(MeritbookError):
        if one.__name__ == told["class"] and one.code == told["code"]:
            found = one.__new__(one)
            MeritbookError.__init__(
                found, told["message"], where=told["where"], remedy=told["to_do"], details=told["details"]
            )
            return found
    return NotDoneError(told["message"], where=told["where"], remedy=told["to_do"])


def _kinds(kind: type[MeritbookError]) -> Iterator[type[MeritbookError]]:
    yield kind
    for one in kind.__subclasses__():
        yield from _kinds(one)
