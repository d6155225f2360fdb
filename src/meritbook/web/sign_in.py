"""allauth's door: no sign-up, and a changed password is an act like any other."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from meritbook.actions import Actor, set_password
from meritbook.records import clock
from meritbook.records.models import User


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """allauth's door with sign-up shut."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  # the door is shut to everybody
        """Never: people are entered by a system administrator."""
        return False

    def set_password(self, user: User, password: str) -> None:
        """Set the password that the person chose for themselves; allauth asked for the old one."""
        set_password.perform(
            Actor(user), at=clock.now(), why="Changed by the person on the site.", user=user, password=password
        )
