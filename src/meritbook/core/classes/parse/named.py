"""Competencies and initiatives: named entries, listed with an explanation or run together in one line."""

from __future__ import annotations

import re

from meritbook.core.classes.model import Named
from meritbook.core.classes.parse.source import Source
from meritbook.core.classes.parse.units import Unit

_ENTRY = re.compile(r"(?P<name>[A-Z][^:.;\n]{1,60}?)[ \t\u00a0]*(?::|\s[–—-]\s)\s*(?=\S)")
LEAD = re.compile(r"(?P<what>\binitiatives?\b|\bcompetenc(?:y|ies)\b)", re.IGNORECASE)

_TERMS = re.compile(
    r"\b(?:"
    r"analytical\s+think(?:ers?|ing)|system(?:s|ic)?\s+think(?:ers?|ing)|strategic\s+think(?:ers?|ing)|"
    r"creative\s+think(?:ers?|ing)|critical\s+think(?:ers?|ing)|innovati(?:ve|on|ors?)|creativity(?:\s+and\s+innovation)?|"
    r"customer[\s-]+(?:focus(?:ed)?|service|oriented|orientation)|results?[\s-]+(?:oriented|orientation|driven|focus(?:ed)?)|"
    r"sound\s+judge?ment|integrity(?:\s*/\s*honesty)?|honesty|effective\s+communicat(?:ors?|ion)|communicators?|"
    r"(?:oral|written)\s+communication|supportive\s+coach(?:es|ing)?|coach(?:es|ing)|vision(?:ary|aries)?|"
    r"decisive(?:ness)?|accountab(?:le|ility)|team\s*(?:build(?:ers?|ing)|players?|work)|flexib(?:le|ility)|"
    r"resilien(?:t|ce)|entrepreneur(?:ship|ial)?|external\s+awareness|political\s+savvy|partner(?:ing|s)|"
    r"influenc(?:ing|ers?)(?:\s*/\s*negotiating)?|negotiating|conflict\s+management|leveraging\s+diversity|"
    r"developing\s+others|problem\s+solv(?:ing|ers?)|technical\s+credibility|financial\s+management|"
    r"human\s+capital\s+management|technology\s+management|interpersonal\s+skills|continual\s+learning|"
    r"change\s+(?:leaders?(?:hip)?|management)|strategic\s+planning|self[\s-]+management|public\s+service\s+motivation"
    r")\b",
    re.IGNORECASE,
)
"""Names that leadership models of public services give their competencies, to part a line that runs them together."""


def entries(source: Source, units: list[Unit], at: int) -> int:
    """How many units from `at` on read `Name: explanation`."""
    count = 0
    while at + count < len(units):
        unit = units[at + count]
        found = _ENTRY.match(source.text, unit.start, unit.end) if unit.kind != "row" else None
        if not found or len(found.group("name").split()) > 7 or unit.end - found.end() < 12:
            break
        count += 1
    return count


def take_entries(source: Source, units: list[Unit]) -> list[Named]:
    """Each unit as a named entry: the name's words, and the explanation behind the colon."""
    found = []
    for unit in units:
        match = _ENTRY.match(source.text, unit.start, unit.end)
        if match is None:
            continue
        for mark in unit.marks:
            source.mark(*mark)
        words = source.passage(match.start("name"), match.end("name"))
        source.mark(match.end("name"), match.end())
        text = source.passage(match.end(), unit.end)
        if words is not None:
            found.append(Named(name=words.text, text=text, words=(words,)))
    return found


def run_together(text: str, unit: Unit) -> list[tuple[int, int]]:
    """The competency names of a line that is little else than such names; otherwise nothing."""
    if unit.end - unit.start > 600:
        return []
    found = [match.span() for match in _TERMS.finditer(text, unit.start, unit.end)]
    rest = unit.end - unit.start - sum(end - start + 1 for start, end in found)
    return found if len(found) >= 3 and rest < max(20, (unit.end - unit.start) // 4) else []


def take_names(source: Source, spans: list[tuple[int, int]]) -> list[Named]:
    """Each stretch as a named entry without explanation."""
    found = []
    for start, end in spans:
        words = source.passage(start, end)
        if words is not None:
            found.append(Named(name=words.text, words=(words,)))
    return found
