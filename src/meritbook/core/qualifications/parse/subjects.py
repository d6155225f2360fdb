"""Which words of an experience clause name its subject when no closer reading found one.

An experience may be without a subject only where its words name none: left without one, it would count any work.
"""

from __future__ import annotations

import re

from meritbook.core.qualifications.model import WorkLevel
from meritbook.core.qualifications.parse.levels import names_level
from meritbook.core.qualifications.parse.reading import AMOUNT, Phrase

NOUNS = r"(?:accounting|building|engineering|nursing|training)"
"""Words in -ing that name a trade by themselves: `in nursing` is a subject, not something done."""
_TIMES = re.compile(
    rf"\b(?:within|during|in) (?:the )?(?:last|past|previous|preceding|immediately preceding) {AMOUNT}"
    r"(?: (?:immediately )?(?:preceding|prior to|before) .*)?"
)
_NEUTRAL = re.compile(
    rf"{AMOUNT}|\([^)]*\)|[^a-z ]|\b(?:an?|the|of|in|as|at|for|or|and|to|with|by|on|be|is|are|must|shall|should|have|"
    r"has|had|been|possess(?:ion)?|minimum|total|least|most|more|less|than|additional|further|equivalent|work|working|"
    r"works?|worked|employment|employed|experience[sd]?|service|practice|time|full|part|half|full-time|part-time|"
    r"half-time|equal|paid|unpaid|volunteer|compensated|verifiable|verified|documented|recent|current|continuous|"
    r"uninterrupted|consecutive|progressive(?:ly)?|increasing(?:ly)?|responsible|satisfactory|successful|qualifying|"
    r"acceptable|actual|practical|varied|broad|extensive|required|above|prior|previous|general|specific|any|all|"
    r"combination|such|this|that|these|those|which|following|either|both|one|also|applicants?|candidates?|not|no|"
    r"years?|months?|concurrent(?:ly)?|capacit(?:y|ies)|levels?|positions?|roles?|areas?|fields?|duties|s|"
    r"described|indicated|specified|below)\b"
)


def left_over(phrase: Phrase, levels: tuple[WorkLevel, ...]) -> tuple[str, ...]:
    """The words of an experience that still say what it is of; empty where they name an amount, a time, a level."""
    line = _TIMES.sub(" ", phrase.line)
    if not (left := " ".join(_NEUTRAL.sub(" ", line).split())) or names_level(left, levels):
        return ()
    match = phrase.search(
        rf"^.*?{AMOUNT}(?: \([^)]*\))?(?: (?:of|in|as|full-time|paid|an?|the|experience|work|working))*"
        r"(?= |$)(?P<rest>.*)"
    ) or phrase.search(r"\bexperience(?: (?:in|as|with|of|an?|the))* (?P<rest>.*)")
    words = phrase.words(match.start("rest"), match.end("rest")) if match else ""
    words = re.sub(r"(?i)\s+experience$", "", words)
    return (words or phrase.original(),)


__all__ = ["NOUNS", "left_over"]
