"""Keys out of words, for what is handed in without one: the same words give the same key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

_LONGEST = 48


def key_of(words: str, taken: Container[str] = ()) -> str:
    """A key of small letters, digits and hyphens that is not taken yet; `item` of words without any such character."""
    plain = unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()
    found = re.findall(r"[a-z0-9]+", plain)
    key = ""
    for one in found:
        if key and len(key) + 1 + len(one) > _LONGEST:
            break
        key = f"{key}-{one}" if key else one[:_LONGEST]
    key = key or "item"
    if key not in taken:
        return key
    number = 2
    while f"{key}-{number}" in taken:
        number += 1
    return f"{key}-{number}"
