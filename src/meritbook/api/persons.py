"""Somebody whom a request names by username."""

from __future__ import annotations

from meritbook.core.errors import MeritbookError
from meritbook.records.models import User


def person(username: str, error: type[MeritbookError], where: str) -> User:
    """The person of that username, whatever its case; raises `error` at the field `where` when there is none."""
    found: User | None = User.objects.filter(username__iexact=username).first()
    if found is None:
        raise error(f"Nobody is called {username} on record.", where=where)
    return found
