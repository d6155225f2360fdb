"""The name of a file as it may be stored and shown: one line, no path, nothing that reorders or hides letters.

Follows: Unicode Standard Annex 15 (NFC) and Unicode Technical Report 36 on bidirectional spoofing.
"""

from __future__ import annotations

import unicodedata
from typing import Final

NAMELESS: Final = "unnamed file"
_MAX_LENGTH: Final = 255
# U+200C and U+200D join and part letters in Persian, Hindi and others: names in those scripts need them.
_KEPT_FORMAT: Final = frozenset("\u200c\u200d")


def clean_name(name: str) -> str:
    """The last part of a path of any operating system, in NFC, never empty, at most 255 characters.

    Control characters become U+FFFD, so that a reader sees that something stood there; characters without
    a shape (bidirectional overrides, byte order marks) are left out; lone surrogates, as a file system hands out for
    bytes that are no text, become U+FFFD. Letters of every script stay as they are.
    """
    base = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    shown: list[str] = []
    for character in unicodedata.normalize("NFC", base):
        category = unicodedata.category(character)
        if category == "Cf" and character not in _KEPT_FORMAT:
            continue
        if category in {"Cc", "Cs", "Zl", "Zp"}:
            shown.append("�")
        elif category == "Zs":
            shown.append(" ")
        else:
            shown.append(character)
    cleaned = unicodedata.normalize("NFC", "".join(shown)).strip(" ")
    if not cleaned.strip(" .\u200c\u200d"):
        return NAMELESS
    return _shorten(cleaned)


def _shorten(name: str) -> str:
    """Cut a long name in the middle part, so that its ending stays readable."""
    if len(name) <= _MAX_LENGTH:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 12:
        return name[: _MAX_LENGTH - 1].rstrip() + "…"
    return stem[: _MAX_LENGTH - len(ending) - 2].rstrip() + "…." + ending


def ending(name: str) -> str:
    """The ending of a file's name without its dot, in lower case; empty when there is none."""
    stem, dot, last = name.rpartition(".")
    return last.lower().strip() if dot and stem else ""
