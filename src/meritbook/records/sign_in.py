"""How people sign in: with a username that an administrator gave them; there is no sign-up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from meritbook.records.models import User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """allauth's door with sign-up shut."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # the door is shut to everybody
        """Never: people are entered by a system administrator."""
        return False


def display_name(user: User) -> str:
    """How allauth's pages call a person."""
    return user.full_name or user.username


def username_of(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """Under which username failed attempts are counted: the same whatever its case, and whoever asks.

    allauth's form calls the field `login`, its credentials `username`; counting by one and looking by the other would
    never lock anybody out.
    """
    given = dict(credentials or {})
    name = given.get("username") or given.get("login") or (request.POST.get("login", "") if request else "")
    return str(name).strip().casefold()
