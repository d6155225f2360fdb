"""What every view has: who asks and what they may, errors as pages, and numbers read from an address."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.cache import add_never_cache_headers
from django_htmx.middleware import HtmxDetails

from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, ForbiddenError, Standing
from meritbook.core.errors import MeritbookError
from meritbook.records import clock
from meritbook.records.models import User
from meritbook.web import step_up
from meritbook.web.errors import method_not_allowed, show_error

View = Callable[..., HttpResponse]


class Request(HttpRequest):
    """A request as the pages see it."""

    htmx: HtmxDetails
    standing: Standing


def standing_of(request: HttpRequest) -> Standing:
    """What the person who asks may do today; read once for a request."""
    standing: Standing | None = getattr(request, "standing", None)
    if standing is None:
        standing = Standing(request.user, clock.today())
        request.standing = standing  # type: ignore[attr-defined]
    return standing


def actor(request: HttpRequest) -> Actor:
    """The person who asks, as one who acts. Only for views behind sign-in."""
    if not isinstance(request.user, User):
        raise ForbiddenError("Nobody is signed in.")
    return Actor(request.user)


def by(request: Request, why: str) -> dict[str, Any]:
    """Who acts, when and why, as every action takes it. Only for views behind sign-in."""
    return {"actor": actor(request), "at": clock.now(), "why": why}


def page(
    *methods: str, public: bool = False, needs: Capability | None = None, one_of: tuple[Capability, ...] = ()
) -> Callable[[View], View]:
    """Make a function a page: allowed methods, sign-in, the capability without which it is closed, errors as pages.

    What a person may do with one position or decision is asked where it is read or acted on.
    """
    allowed = methods or ("GET",)

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            again = step_up.told_again(request)
            if request.method not in (*allowed, "HEAD" if "GET" in allowed else ""):
                return method_not_allowed(request, HttpResponseNotAllowed(allowed))
            if not public and not request.user.is_authenticated:
                if request.method == "POST" and "typed-form" in request.POST:
                    from meritbook.web.views.typed import stash

                    stash(request)
                return redirect_to_login(request.get_full_path())
            try:
                standing = standing_of(request)
                wanted = (needs,) if needs else one_of
                if wanted and not any(standing.may(one) for one in wanted):
                    raise ForbiddenError("This page is not open to the roles that you hold.")
                asked = partial(view, request, *args, **kwargs)
                response = step_up.shown(asked) if again else asked()
            except MeritbookError as problem:
                response = show_error(request, problem)
            if request.user.is_authenticated:
                # A page of the record is not left behind in the browser of a shared machine.
                add_never_cache_headers(response)
            return response

        answer.page_methods = allowed  # type: ignore[attr-defined]
        return answer

    return decorate


def number(text: str | None, default: int | None = None) -> int | None:
    """A whole number from an address; the default for anything else."""
    said = (text or "").strip()
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else default


def said(request: HttpRequest, name: str, *, most: int) -> str:
    """What the address says under that name, up to so many characters; empty where it says nothing."""
    return request.GET.get(name, "").replace("\0", "").strip()[:most]


def page_number(request: HttpRequest) -> int:
    """The page asked for, from 1."""
    return number(request.GET.get("page"), 1) or 1
