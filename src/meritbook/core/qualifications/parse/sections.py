"""Where a class specification or bulletin states its minimum qualifications: heading to next heading.

A requirement can be read from a whole specification without knowing its classes first; what is found here is the text
between the heading that announces the qualifications and the heading that begins the next matter.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_OPENS = re.compile(
    r"^[ \t]*(?P<head>minimum\s+qualifications?|minimum\s+(?:acceptable\s+|allowable\s+)?training\s+and\s+experience|"
    r"minimum\s+experience\s+and\s+training|minimum\s+requirements?|minimum\s+education\s+and\s+experience|"
    r"requirements?\s*/\s*minimum\s+qualifications?|requirements?|"
    r"licenses?,\s*registrations?,?\s*and(?:/or)?\s*certificates?|special\s+requirements?)"
    r"[ \t]*(?::[ \t]*(?P<rest>\S)?|(?P<open>\()|\r?$)",
    re.IGNORECASE | re.MULTILINE,
)
_CLOSES = re.compile(
    r"^[ \t]*(?:knowledges?,?[ \t]+(?:and|skills?|abilit)|special[ \t]+personal|work[ \t]?week|class[ \t]+history|"
    r"additional[ \t]+desirable|desirable[ \t]+qual|special[ \t]+physical|special[ \t]+qualif|drug[ \t]+testing|"
    r"felony|"
    r"physical[ \t]+and[ \t]+medical|pay[ \t]+range|class[ \t]+established|spec\.?[ \t]+(?:revision|change)|"
    r"latest[ \t]+spec|end[ \t]+of[ \t]+job|licenses?,|registrations?[ \t]+and|where[ \t]+to[ \t]+apply|"
    r"selection[ \t]+process|selection[ \t]+procedure|application[ \t]+(?:deadline|process|procedure)|"
    r"how[ \t]+to[ \t]+apply|examination[ \t]+weight|examination[ \t]+information|special[ \t]+requirements?|"
    r"distribution[ \t]+of|duties\b|definition|typical[ \t]+tasks|knowledge[ \t]+of:|ref:|reporting[ \t]+assessment|"
    r"minimum[ \t]+qualif|scope\b|job[ \t]+characteristics)",
    re.IGNORECASE | re.MULTILINE,
)
_BLANK = re.compile(r"\n[ \t\r]*\n")
_PROSE = re.compile(r"[a-z]{3}.*\.\s*$")


class Section(NamedTuple):
    """A heading as published, and the half-open place of the text beneath it."""

    heading: str
    start: int
    end: int


_BESIDE = re.compile(r"(?i)special|licen[sc]e")
"""Headings of what is asked besides the minimum qualifications."""


def stretch_of(text: str) -> Section | None:
    """The one stretch of a specification that states its qualifications, with what is asked besides right after it.

    `None` where the text has no such heading, or several: then all of it is the requirement.
    """
    sections = requirement_sections(text)
    own = [one for one in sections if not _BESIDE.search(one.heading)]
    # "Requirements" alone heads other matters too where a heading says "minimum".
    own = [one for one in own if "minimum" in one.heading.lower()] or own
    if len(own) != 1:
        return None
    (first,) = own
    end = first.end
    for one in sections[sections.index(first) + 1 :]:
        # Nothing but a heading stands between the two.
        if "\n" in text[end : one.start].strip():
            break
        end = one.end
    return Section(first.heading, first.start, end)


def requirement_sections(text: str) -> tuple[Section, ...]:
    """Every stretch of a specification that states requirements, in order; empty when there is none."""
    found: list[Section] = []
    for opening in _OPENS.finditer(text):
        start = opening.start("rest") if opening["rest"] else opening.end()
        if opening["open"]:
            start = opening.start("open")
        if found and start < found[-1].end:
            continue
        closing = _CLOSES.search(text, start + 1)
        while closing is not None and _PROSE.search(text[closing.start() : (text + "\n").index("\n", closing.end())]):
            closing = _CLOSES.search(text, closing.end())
        end = closing.start() if closing is not None else len(text)
        if opening["rest"] not in (
            None,
            "(",
        ):  # the requirement stands on the line of its heading: it ends with the paragraph
            paragraph = _BLANK.search(text, start, end)
            end = paragraph.start() if paragraph is not None else end
        while end > start and text[end - 1].isspace():
            end -= 1
        while start < end and text[start].isspace():
            start += 1
        if end > start:
            found.append(Section(" ".join(opening["head"].split()), start, end))
    return tuple(found)
