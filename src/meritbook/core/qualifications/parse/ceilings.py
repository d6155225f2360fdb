"""Ceilings and exclusions: at most so much of the time may be of a kind, or none of it.

They say how time counts and never ask for any. `At least` is a floor and is read with the amount that it stands by.
"""

from __future__ import annotations

from meritbook.core.qualifications.model import Counting, Text
from meritbook.core.qualifications.parse.reading import AMOUNT, CREDITS, Phrase

_AT_MOST = (
    r"(?:(?:no|not) (?:more|greater|longer) than|not (?:to exceed|exceeding)|at (?:the )?most|(?:a |the )?maximum of|"
    r"up to(?: a maximum of)?)"
)
_OPENS = rf"^\W*(?:{_AT_MOST}|(?P<below>(?:less|fewer) than|under)) {AMOUNT}(?! (?:of age|old))"
_OF_IT = r"(?:[a-z]+|\d+) of (?:which|this|these|that|the)\b"
_LIMITS = (
    r"(?: ,| ;)?(?: \()?(?: and| but)?(?: with)?(?: of which| including)? (?:"
    rf"(?:(?<=of which )|(?<=including )){_AT_MOST} (?=(?:{AMOUNT}|{CREDITS}))|"
    rf"(?!up to){_AT_MOST} (?=(?:{AMOUNT}|{_OF_IT}))|"
    r"(?P<out>excluding|exclusive of|not including|not counting) (?=[a-z]))"
)
BARRED = r"\( (?P<what>[^()]*?) (?:(?:is|are) )?(?:excluded|not (?:be )?(?:counted|included|acceptable|accepted)) \)"
"""An exclusion in brackets: `(internships excluded)`."""


def whole(phrase: Phrase) -> Counting | Text | None:
    """A sentence that opens with a ceiling; a person reads one that asks for less than an amount."""
    match = phrase.search(_OPENS)
    if match is None:
        return None
    if match["below"]:
        return Text(spans=(phrase.span,), reason="asks for less than an amount")
    return Counting(spans=(phrase.span,), counts=True, what=phrase.original()[:200])


def limit(phrase: Phrase) -> tuple[int, int, bool] | None:
    """Where a ceiling or an exclusion begins behind what is asked for, where its words do, whether it excludes."""
    match = phrase.search(_LIMITS, 8)
    if match is None or match.end() >= len(phrase.line):
        return None
    start = match.start() + (phrase.line[match.start()] == " ")
    return start, match.end(), match["out"] is not None


__all__ = ["BARRED", "limit", "whole"]
