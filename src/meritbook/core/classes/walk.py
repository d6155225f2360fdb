"""Every passage of a value, found by its type and not by a list of fields, so that no field can be forgotten."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from meritbook.core.documents.model import Passage


def passages(value: object, path: str = "") -> Iterator[tuple[str, Passage]]:
    """Yield `(path, passage)` for each `Passage` within the value, in the order of the fields.

    The path reads like `series[0].classes[1].duties[3]`.
    """
    if isinstance(value, Passage):
        yield path, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from passages(getattr(value, name), f"{path}.{name}" if path else name)
    elif isinstance(value, tuple | list):
        for index, item in enumerate(value):
            yield from passages(item, f"{path}[{index}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from passages(item, f"{path}[{key}]")
