"""What is wrong with a value, in plain words, where the checking library has its own."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

_ONE_OF = re.compile(r"\^\(([\w-]+(?:\|[\w-]+)+)\)\$")
"""A pattern that takes one of some words."""
_SIGNS = re.compile(r"\^(?:\[(?P<first>[^\]]+)\])?\[(?P<signs>[^\]]+)\](?:\{\d+,(?P<most>\d+)\}|[*+])\$")
"""A pattern that takes some kinds of signs, with a first one that may be of fewer kinds."""
_KINDS = (
    (("a-z", "A-Z"), "letters"),
    (("a-z",), "small letters"),
    (("A-Z",), "capital letters"),
    (("0-9",), "digits"),
    ((".",), "full stops"),
    (("_",), "underscores"),
    (("-",), "hyphens"),
)
"""Kinds of signs by how a pattern writes them, the first that fit; what is left of it then has no words here."""
_QUOTED = re.compile(r"'([^']*)'")
_NAMED = {
    r"^[\w.@+-]{1,150}$": "a username is made of letters, digits and the signs . @ + - and _, at most 150 of them",
    r"^[0-9a-f]{64}$": "this is a SHA-256, written as 64 digits and small letters from a to f",
    r"^(\d{4}-\d{2})?$": "this is a month, written as in 2005-04",
    r"^[a-z0-9][a-z0-9-]{0,78}/[a-z0-9][a-z0-9-]{0,78}$": (
        "this is two keys with a slash between them, each of small letters, digits and hyphens, at most 79 of them"
    ),
    r"^[a-z][a-z0-9]*([-_][a-z0-9]+)*$": (
        "this is made of words of small letters and digits, a letter first, with a hyphen or an underscore between them"
    ),
    r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$": (
        "this is made of two words or more, each of small letters, digits and underscores and a letter first, with a "
        "full stop between them"
    ),
    r"^[a-z][a-z0-9-]*(\+[a-z][a-z0-9-]*)?$": (
        "this is a key of small letters, digits and hyphens, a letter first, or two of them with a plus sign between"
    ),
}
"""What a pattern asks, where it is more than kinds of signs."""
_OWN = frozenset({"value_error", "assertion_error"})
"""The kinds of fault that checks of our own find, in their own words."""


def first_fault(error: ValidationError, whole: str = "") -> tuple[str, str]:
    """What a value refuses first, as a sentence, and where; `whole` where it is the value as a whole."""
    words, place = first_words(error)
    return sentence(words), ".".join(map(str, place)) or whole


def first_words(error: ValidationError) -> tuple[str, tuple[int | str, ...]]:
    """What a value refuses first, as words, and the steps that lead to its place."""
    first = error.errors(include_url=False)[0]
    return fault_in_words(first), first["loc"]


def placed_faults(error: ValidationError) -> list[str]:
    """All that a value refuses, each as a sentence after its place."""
    found = error.errors(include_url=False)
    return [f"{'.'.join(str(part) for part in one['loc'])}: {fault_in_words(one)}." for one in found]


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
        expected = str(about.get("expected", ""))
        return "write one of: " + (", ".join(_QUOTED.findall(expected)) or expected.replace(" or ", ", "))
    words = _WORDS.get(kind)
    if words is None:
        words = next((held for begins, held in _BEGINS if kind.startswith(begins)), "this is not written as it must be")
    return words.format(**about)


def _pattern(error: Any, pattern: str) -> str:
    """What the pattern asks, worked out of it, so that no limit is told that is not its own."""
    if pattern in _NAMED:
        return _NAMED[pattern]
    if words := _ONE_OF.fullmatch(pattern):
        return f"write one of: {words[1].replace('|', ', ')}"
    signs = _SIGNS.fullmatch(pattern)
    kinds = _kinds(signs["signs"]) if signs else []
    if signs is None or not kinds:
        return "this is not written as it must be"
    first = _kinds(signs["first"] or "")
    place = str(error["loc"][-1]) if error["loc"] else ""
    what = "a key" if place in ("key", "plan") else "this"
    said = str(error.get("input", ""))
    if first and re.fullmatch(f"[{signs['signs']}]+", said) and not re.match(f"[{signs['first']}]", said):
        return f"{what} begins with " + " or ".join(f"a {one.removesuffix('s')}" for one in first)
    longest = "" if signs["most"] is None else f", at most {int(signs['most']) + bool(signs['first'])} of them"
    return f"{what} is made of {_listed(kinds)}{longest}"


def _kinds(signs: str) -> list[str]:
    """The kinds of signs that a class of characters takes; none where it takes one that has no words."""
    found = []
    for written, words in _KINDS:
        if all(one in signs for one in written):
            found.append(words)
            for one in written:
                signs = signs.replace(one, "")
    return [] if signs else found


def _listed(words: list[str]) -> str:
    return " and ".join(filter(None, (", ".join(words[:-1]), words[-1])))


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
