"""How people sign in: with a username that an administrator gave them; there is no sign-up."""

from __future__ import annotations

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
