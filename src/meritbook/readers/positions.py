"""A position description out of a file: our JSON, or text, HTML, DOCX or PDF with headings.

JSON is known by its content, not by its name. JSON is read strictly: a field that we do not have is refused by name,
with the nearest one that we do have, since a misspelt field must not be dropped in silence.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ValidationError

from meritbook.core.faults import fault_in_words
from meritbook.core.positions.characters import cleaned, refuse_unstorable
from meritbook.core.positions.errors import (
    PositionFieldInvalidError,
    PositionFieldUnknownError,
    PositionNotJsonError,
)
from meritbook.core.positions.model import (
    Duty,
    PositionDescription,
    Program,
    Subordinate,
    Supervisor,
)
from meritbook.core.positions.parse import parse_position
from meritbook.readers import DEFAULT_LIMITS, Limits, read
from meritbook.readers.errors import TooLargeError

_PARTS: dict[str, type[BaseModel]] = {
    "duties": Duty,
    "subordinates": Subordinate,
    "programs": Program,
    "reports_to": Supervisor,
}
_DEEPEST = 40
_PERCENT = re.compile(r"\s*(\d{1,3}(?:\.\d+)?)\s*%\s*")


def read_position(data: bytes, *, name: str, number: str = "", limits: Limits = DEFAULT_LIMITS) -> PositionDescription:
    """Read the bytes of a file as a position description; `number` is used when the file gives none.

    Control characters that a file carries (form feeds, NULs) are taken out. Raises `ReaderError` for a file that
    cannot be read at all, and `PositionError` for one that can and is no position description.
    """
    text = _json_text(data)
    if text is None:
        return parse_position(read(data, name=name, limits=limits), number=number)
    if len(data) > limits.max_bytes:
        raise TooLargeError(f"“{name}” has {len(data):,} bytes; the limit is {limits.max_bytes:,}.", where=name)
    position = cleaned(position_from_plain(_loads(text, name), name=name))
    refuse_unstorable(position)
    return position if position.number.strip() or not number else position.model_copy(update={"number": number})


def _json_text(data: bytes) -> str | None:
    """The text of a file that begins like a JSON object or list, else `None`."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n\xff\xfe\x00")[:1]
    if start not in (b"{", b"["):
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4]:
        encodings = ["utf-16", "utf-16-le", "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        bare = text.lstrip("\ufeff \t\r\n")
        # "[DRAFT] Position description" and "{name}" are text: JSON goes on with a quote, a brace or its end.
        return text.lstrip("\ufeff") if re.match(r"\{\s*(?:[\"'}/]|$)|\[\s*[\[{\]]", bare) else None
    return None


def _loads(text: str, name: str) -> Any:
    try:
        plain = json.loads(text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_unique)
        _refuse_depth(plain)
    except json.JSONDecodeError as error:
        raise PositionNotJsonError(
            f"“{name}” is not valid JSON at line {error.lineno}, column {error.colno}: {error.msg}.",
            where=f"{name}, line {error.lineno}, column {error.colno}",
            details={"line": error.lineno, "column": error.colno},
        ) from None
    except RecursionError:
        raise PositionNotJsonError(f"“{name}” nests its JSON too deeply.", where=name) from None
    except _RefusedError as refused:
        raise PositionNotJsonError(f"“{name}”: {refused}", where=name) from None
    except ValueError:  # an integer of thousands of digits
        raise PositionNotJsonError(f"“{name}” holds a number that is too long.", where=name) from None
    return plain


class _RefusedError(Exception):
    """JSON that the grammar allows and a record must not hold."""


def _no_constant(word: str) -> Any:
    raise _RefusedError(f"{word} is no number.")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise _RefusedError(f"the field “{key}” stands twice in the same object.")
        seen[key] = value
    return seen


def _refuse_depth(value: Any, depth: int = 0) -> None:
    if depth > _DEEPEST:
        raise _RefusedError("it is nested too deeply.")
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        _refuse_depth(part, depth + 1)


def position_from_plain(plain: Any, *, name: str = "the description") -> PositionDescription:
    """A description from plain data as JSON gives it, bare or as `{"position": {...}}`.

    Three spellings are taken besides the schema's own: a percent as `"35%"`, duties without numbers (numbered in
    their order), and amounts as JSON numbers. Raises `PositionFieldUnknownError` or `PositionFieldInvalidError`
    with every place.
    """
    if isinstance(plain, dict) and set(plain) == {"position"}:
        plain = plain["position"]
    if not isinstance(plain, dict):
        raise PositionFieldInvalidError(
            f"“{name}” must hold one object with the fields of a position description.", where=name
        )
    unknown = list(_unknown(plain))
    if unknown:
        said = "; ".join(f"{path}{f' (did you mean “{near}”?)' if near else ''}" for path, near in unknown)
        raise PositionFieldUnknownError(
            f"“{name}” has fields that a position description does not have: {said}.",
            where=unknown[0][0],
            details={"unknown": [{"field": path, "nearest": near} for path, near in unknown]},
        )
    plain = {"number": "", **plain}
    if isinstance(plain.get("duties"), list):
        plain["duties"] = [_lenient_duty(duty, place) for place, duty in enumerate(plain["duties"], start=1)]
    try:
        return PositionDescription.model_validate(plain)
    except ValidationError as error:
        faults = [
            {"field": _path(fault["loc"]), "message": fault_in_words(fault)}
            for fault in error.errors(include_url=False)
        ]
        said = "; ".join(f"{fault['field']}: {fault['message']}" for fault in faults[:10])
        more = f"; and {len(faults) - 10} more" if len(faults) > 10 else ""
        raise PositionFieldInvalidError(
            f"“{name}” has {len(faults)} field{'' if len(faults) == 1 else 's'} that cannot be read: {said}{more}.",
            where=faults[0]["field"],
            details={"faults": faults},
        ) from None


def _lenient_duty(duty: Any, place: int) -> Any:
    if not isinstance(duty, dict):
        return duty
    percent = duty.get("percent")
    if isinstance(percent, str) and (match := _PERCENT.fullmatch(percent)):
        percent = match[1]
    return {"number": place, **duty, "percent": percent}


def _path(place: tuple[int | str, ...]) -> str:
    """A pydantic place as people count: `duties.2.percent`, list places from 1."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in place) or "the description"


def _unknown(plain: dict[str, Any]) -> Iterator[tuple[str, str]]:
    yield from _unknown_in("", plain, PositionDescription)
    for field, kind in _PARTS.items():
        value = plain.get(field)
        if isinstance(value, dict):
            yield from _unknown_in(f"{field}.", value, kind)
        for place, part in enumerate(value if isinstance(value, list) else (), start=1):
            if isinstance(part, dict):
                yield from _unknown_in(f"{field}.{place}.", part, kind)


def _unknown_in(prefix: str, plain: dict[str, Any], kind: type[BaseModel]) -> Iterator[tuple[str, str]]:
    for key in plain:
        if key not in kind.model_fields:
            folded = re.sub(r"[^a-z]+", "_", key.casefold()).strip("_").replace("ized", "ised")
            near = difflib.get_close_matches(folded, kind.model_fields, n=1, cutoff=0.6)
            yield f"{prefix}{key}", near[0] if near else ""
