"""Texts that come in over the API and are not held to a form by an action, and usernames."""

from __future__ import annotations

from typing import Any, TypeVar

from meritbook.api.errors import InvalidRequestError
from meritbook.core.positions.characters import forbidden_in
from meritbook.records.models import User

Plain = TypeVar("Plain")


def readable(value: Plain, where: str) -> Plain:
    """The value itself; raises `InvalidRequestError` where a text in it holds characters that cannot be kept."""
    waiting: list[tuple[str, Any]] = [(where, value)]
    while waiting:
        place, one = waiting.pop()
        if isinstance(one, str):
            points = forbidden_in(one)
            if points:
                raise InvalidRequestError(f"It holds characters that cannot be kept: {', '.join(points)}.", where=place)
        elif isinstance(one, dict):
            waiting.extend((place, key) for key in one)
            waiting.extend((f"{place}.{key}", part) for key, part in one.items())
        elif isinstance(one, list | tuple):
            waiting.extend((f"{place}.{number}", part) for number, part in enumerate(one))
    return value


def user_named(username: str, where: str) -> User:
    """The account in use with this username; raises `InvalidRequestError` where there is none."""
    found: User | None = User.objects.filter(username__iexact=username.replace("\0", ""), is_active=True).first()
    if found is None:
        raise InvalidRequestError("Nobody signs in under this name.", where=where)
    return found
