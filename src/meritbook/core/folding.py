"""Names as they are compared: without accents and case, so that *Jose* is found where *José* stands, and the reverse.

What is folded is for comparing alone; a name is shown as its bearer writes it.
"""

from __future__ import annotations

import unicodedata

_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n", "ƒ": "f", "þ": "th", "æ": "ae",
        "œ": "oe", "’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "‐": "-", "‑": "-", "–": "-", "\xad": "",
    }
)  # fmt: skip
"""Letters that are no other letter with a mark, and the quotes and hyphens that names are written with."""
_PRIMES = str.maketrans({"\u00b4": "'", "\u2032": "'"})
"""An accent and a prime that stand for the apostrophe: taken apart, the accent would leave a space."""


def folded(text: str) -> str:
    """The text in small letters without accents, with one space between words; *ß* is ss, *ø* o and *ł* l.

    Marks of other scripts go too. What two writings of a name spell otherwise stays apart: *Mueller* is no *Müller*.
    """
    if not text.isascii():
        # Once more after the letters are made small, as some of these are written with a mark of their own.
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.translate(_PRIMES)).casefold())
        text = "".join(one for one in text if not unicodedata.combining(one)).translate(_LETTERS)
    return " ".join(text.casefold().replace("`", "'").split())
