"""What is wrong with a value, in plain words, where the checking library has its own."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

KEY = "a key is made of small letters, digits and hyphens, at most 60 of them"
_LONGEST = re.compile(r"\{0,(\d+)\}\)?\$$")
"""At the end of the pattern of a key: how many characters may follow the first."""
_OWN = frozenset({"value_error", "assertion_error"})
"""The kinds of fault that checks of our own find, in their own words."""


def first_fault(error: ValidationError, whole: str = "") -> tuple[str, str]:
    """What a value refuses first, as a sentence, and where; `whole` where it is the value as a whole."""
    first = error.errors(include_url=False)[0]
    return sentence(fault_in_words(first)), ".".join(str(one) for one in first["loc"]) or whole


def sentence(words: str) -> str:
    """Words with a capital letter at their head and a full stop at their end."""
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def fault_in_words(error: Any) -> str:
    """One fault of a `ValidationError` as people say it; the words of our own checks as they stand."""
    kind, about = str(error["type"]), error.get("ctx") or {}
    if kind in _OWN:
        return str(error["msg"]).removeprefix("Value error, ").removeprefix("Assertion failed, ")
    if kind in ("string_too_short", "too_short"):
        least = about.get("min_length", 1)
        if kind == "string_too_short":
            return "this must not be empty" if least == 1 else f"this has fewer than {least} characters"
        return "at least one is needed" if least == 1 else f"at least {least} are needed"
    if kind == "string_pattern_mismatch":
        return _pattern(error, str(about.get("pattern", "")))
    if kind in ("literal_error", "enum"):
        return f"this is none of {str(about.get('expected', '')).replace(chr(39), '')}"
    words = _WORDS.get(kind)
    if words is None:
        words = next((held for begins, held in _BEGINS if kind.startswith(begins)), "this is not written as it must be")
    return words.format(**about)


def _pattern(error: Any, pattern: str) -> str:
    place = error["loc"]
    if not place or str(place[-1]) not in ("key", "plan"):
        return "this is not written as it must be"
    longest = _LONGEST.search(pattern)
    return KEY if longest is None else KEY.replace("60", str(int(longest[1]) + 1))


_WORDS = {
    "missing": "this is missing",
    "extra_forbidden": "there is no place for it here; take it out, or mend its name",
    "string_too_long": "this is longer than {max_length} characters",
    "too_long": "at most {max_length} are taken",
    "string_type": "this is no text",
    "tuple_type": "this is no list",
    "list_type": "this is no list",
    "set_type": "this is no list",
    "frozen_set_type": "this is no list",
    "dict_type": "this holds no fields with values",
    "mapping_type": "this holds no fields with values",
    "model_type": "this holds no fields with values",
    "model_attributes_type": "this holds no fields with values",
    "greater_than": "this must be above {gt}",
    "greater_than_equal": "this must be {ge} or more",
    "less_than": "this must be below {lt}",
    "less_than_equal": "this must be {le} or less",
    "multiple_of": "this must be a multiple of {multiple_of}",
    "finite_number": "this is no number",
    "decimal_max_places": "this has more than {decimal_places} decimal places",
    "decimal_max_digits": "this has more than {max_digits} digits",
    "decimal_whole_digits": "this has more than {whole_digits} digits before the point",
    "none_required": "this must be left out",
    "json_invalid": "this is no JSON",
}
_BEGINS = (
    ("int_", "this is no whole number"),
    ("decimal_", "this is no number"),
    ("float_", "this is no number"),
    ("bool_", "this is neither true nor false"),
    ("datetime_", "this is no day with a time, written as in 2005-04-11T09:30:00Z"),
    ("date_", "this is not a day, written as in 2005-04-11"),
    ("time_", "this is no time, written as in 09:30"),
)
