"""Words compared without their endings: "organizing" with "organizes", "manager" with "management"."""

from __future__ import annotations

import re
from functools import lru_cache

WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_ENDINGS = tuple(
    re.findall(
        "[a-z]+",
        "ations ation ators ator ating ative ates ated ate ments ment ances ance ants ant ists ist ory ings "
        "ing ions ion ors or ers er ial al ed es s e",
    )
)
_LEAST = 4
STOP = frozenset(
    re.findall(
        "[a-z]+",
        "a an and any or of in on at to the for with by from as is are be was were been such other its their "
        "that this which who experience work working works worked position positions class level levels field "
        "fields area areas duties job related closely one more including full part time paid year years month "
        "months least comparable similar equivalent performing responsible responsibility",
    )
)
"""Words that carry nothing of what work is about."""


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word without its endings, in lower case."""
    word = word.lower()
    while True:
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _LEAST:
                word = word[: -len(ending)]
                break
        else:
            break
    if len(word) > _LEAST and word[-1] == word[-2] and word[-1] not in "aeiou":
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word


def content(text: str) -> tuple[str, ...]:
    """The words of a text that carry its matter, in order, each once."""
    return tuple(dict.fromkeys(word.lower() for word in WORD.findall(text) if word.lower() not in STOP))


@lru_cache(maxsize=65_536)
def stems(text: str) -> frozenset[str]:
    """The stems of a text's content."""
    return frozenset(stem(word) for word in content(text))


def fold(text: str) -> str:
    """The text in lower case with single spaces, without marks of punctuation."""
    return " ".join(re.findall(r"[a-z0-9]+", text.lower()))
