"""Who makes the request: a person by bearer token, or by the session of the site (then with its CSRF token)."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer, SessionAuth

from meritbook.actions import Actor
from meritbook.actions.make_token import digest_of
from meritbook.actions.permissions import Standing
from meritbook.api.errors import ConfirmPasswordError
from meritbook.records import clock
from meritbook.records.models import ApiToken, User

BEARER = "_meritbook_bearer"
"""Set on a request whose person was known by a token that is good; a header alone proves nothing."""


class Bearer(HttpBearer):
    """A token of one person, as `meritbook token make` gives it."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The person, while the token is good and they may sign in."""
        row = (
            ApiToken.objects.select_related("user")
            .filter(
                digest=digest_of(token), revoked_at__isnull=True, expires_on__gt=clock.today(), user__is_active=True
            )
            .first()
        )
        setattr(request, BEARER, row is not None)
        return row.user if row else None


class Session(SessionAuth):
    """The session of the site."""

    def authenticate(self, request: HttpRequest, key: str | None) -> User | None:
        """The person who is signed in."""
        user = request.user
        return user if isinstance(user, User) and user.is_active else None


AUTH: list[Any] = [Bearer(), Session(csrf=True)]


def person(request: HttpRequest) -> User:
    """The person of an authenticated request."""
    user = request.auth  # type: ignore[attr-defined]
    assert isinstance(user, User)  # noqa: S101  # said to the type checker: every address that asks has AUTH
    return user


def actor(request: HttpRequest) -> Actor:
    """The person as one who acts."""
    return Actor(person(request))


def standing(request: HttpRequest) -> Standing:
    """What the person may do today."""
    return Standing(person(request), clock.today())


def confirm_password(request: HttpRequest) -> None:
    """Raise `ConfirmPasswordError` for a session whose password was last given too long ago.

    A bearer token was made for acting without a person at the keyboard; a session left open on a desk was not.
    """
    if getattr(request, BEARER, False):
        return
    given = [record["at"] for record in get_authentication_records(request, person(request)) if "at" in record]
    if not given or time.time() - max(given) > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        raise ConfirmPasswordError("A signature and a decision need the password again.")
