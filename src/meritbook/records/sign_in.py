"""How people sign in: with a username that an administrator gave them; there is no sign-up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from meritbook.records.models import User


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
