"""Reads a clause of an unknown class specification for the facet values that it names.

The same lexicon that reads positions reads classes. A test is made only from facets whose value a clause names
outright; what it names beside them is left to the person who confirms the reading.
"""

from __future__ import annotations

from meritbook.core.allocation.facets import facet
from meritbook.core.allocation.facets.lexicon import CUES
from meritbook.core.classes.model import AllTest, FacetTest, Test

_READ = (
    "supervisory.duties",
    "policy.role",
    "resources.control",
    "priorities.set",
    "contractors.managed",
    "subordinate_managers",
    "overall_responsibility",
    "specialised_qualification",
    "program.management",
    "staff.supervised",
)
"""The facets that a class clause may set, most telling first: facts that specifications of every jurisdiction name
alike."""


def compile_clause(text: str, *, exclusion: bool) -> tuple[Test | None, str]:
    """A test for the clause and the question to ask when it lacks evidence; no test when the clause names no facet.

    An exclusion sets the one facet that it names first. A definition sets every facet that it names, each at the
    value named or above.
    """
    found: list[tuple[int, str, str]] = []
    low = text.lower()
    for order, key in enumerate(_READ):
        values = [
            cue.value
            for cue in CUES
            if cue.facet == key and not cue.denies and not cue.hedged and next(cue.matches(text, low), None) is not None
        ]
        if values:
            about = facet(key)
            found.append((order, key, max(values, key=about.rank)))
    if not found:
        return None, ""
    if exclusion:
        _, key, value = found[0]
        return FacetTest(facet=key, one_of=(value,)), facet(key).question
    tests = tuple(_at_least(key, value) for _, key, value in found)
    return (tests[0] if len(tests) == 1 else AllTest(all=tests)), facet(found[0][1]).question


def _at_least(key: str, value: str) -> FacetTest:
    if facet(key).kind == "ordered":
        return FacetTest(facet=key, at_least=value)
    return FacetTest(facet=key, includes=value)
