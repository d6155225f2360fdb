"""Which characters a position description may hold, and how those it may not are found and taken out.

Every script of Unicode is welcome. Not welcome are control characters (NUL, escape, form feed), halves of surrogate
pairs, code points that are no characters, and the embeddings and overrides of text direction: they cannot be stored
or shown, or they make a page show other words than the record holds.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Any

from meritbook.core.positions.errors import PositionUnstorableError
from meritbook.core.positions.model import PositionDescription

_DIRECTION = frozenset(range(0x202A, 0x202F))
_LAYOUT = frozenset("\t\n\r")


def is_forbidden(character: str) -> bool:
    """Whether the character may stand nowhere in a description."""
    if character in _LAYOUT:
        return False
    point = ord(character)
    if point in _DIRECTION or point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF:
        return True
    return unicodedata.category(character) in ("Cc", "Cs")


def forbidden_in(text: str) -> tuple[str, ...]:
    """The forbidden characters of the text as `U+0000`, each once, in order of first appearance."""
    return tuple(dict.fromkeys(f"U+{ord(character):04X}" for character in text if is_forbidden(character)))


def without_forbidden(text: str) -> str:
    """The text without forbidden characters; a form feed or vertical tab, which parts lines, becomes a line break."""
    parted = text.replace("\f", "\n").replace("\v", "\n").replace("\x85", "\n")
    return "".join(character for character in parted if not is_forbidden(character))


def texts_of(position: PositionDescription) -> Iterator[tuple[str, str]]:
    """Each text of the description with its path, e.g. `duties.1.text`; list places count from 1."""
    yield from _texts("", position.model_dump())


def _texts(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from _texts(f"{path}.{name}" if path else name, part)
    elif isinstance(value, list | tuple):
        for place, part in enumerate(value, start=1):
            yield from _texts(f"{path}.{place}", part)


def refuse_unstorable(position: PositionDescription) -> None:
    """Raise `PositionUnstorableError`, naming every field and code point, when a text holds a forbidden character."""
    found = {path: list(points) for path, text in texts_of(position) if (points := forbidden_in(text))}
    if found:
        places = "; ".join(f"{path}: {', '.join(points)}" for path, points in found.items())
        raise PositionUnstorableError(
            f"The description holds characters that cannot be kept ({places}).",
            where=next(iter(found)),
            details={"fields": found},
        )


def cleaned(position: PositionDescription) -> PositionDescription:
    """The description without forbidden characters; nothing else is changed."""
    return PositionDescription.model_validate(_cleaned(position.model_dump()))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return without_forbidden(value)
    if isinstance(value, dict):
        return {name: _cleaned(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return tuple(_cleaned(part) for part in value)
    return value
