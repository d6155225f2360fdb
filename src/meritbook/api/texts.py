"""Texts that come in over the API and are not held to a form by an action."""

from __future__ import annotations

from typing import Any, TypeVar

from meritbook.api.errors import InvalidRequestError
from meritbook.core.positions.characters import forbidden_in

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
