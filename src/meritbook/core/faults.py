"""What is wrong with a value, in plain words, where the checking library has its own."""

from __future__ import annotations

from typing import Any

KEY = "a key is made of small letters, digits and hyphens, at most 60 of them"


def fault_in_words(error: Any) -> str:
    """One fault of a `ValidationError` as people say it; the words of our own checks as they stand."""
    kind, about = str(error["type"]), error.get("ctx") or {}
    if kind in ("string_too_short", "too_short"):
        least = about.get("min_length", 1)
        if kind == "string_too_short":
            return "this must not be empty" if least == 1 else f"this has fewer than {least} characters"
        return "at least one is needed" if least == 1 else f"at least {least} are needed"
    if kind == "string_pattern_mismatch":
        key = error["loc"] and str(error["loc"][-1]) in ("key", "plan")
        return KEY if key else "this is not written as it must be"
    words = _WORDS.get(kind)
    if words is None and kind.startswith("date"):
        words = "this is not a day, written as in 2005-04-11"
    if words is None:
        return str(error["msg"]).removeprefix("Value error, ")
    return words.format(**about)


_WORDS = {
    "missing": "this is missing",
    "extra_forbidden": "there is no place for it here; take it out, or mend its name",
    "string_too_long": "this is longer than {max_length} characters",
    "too_long": "at most {max_length} are taken",
    "string_type": "this is no text",
    "tuple_type": "this is no list",
    "list_type": "this is no list",
    "dict_type": "this holds no fields with values",
    "model_type": "this holds no fields with values",
    "model_attributes_type": "this holds no fields with values",
    "int_parsing": "this is no whole number",
    "int_type": "this is no whole number",
    "decimal_parsing": "this is no number",
    "decimal_type": "this is no number",
    "bool_parsing": "this is neither true nor false",
    "bool_type": "this is neither true nor false",
}
