"""A cue: words that speak for a value of a facet, and where they may be looked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from meritbook.core.allocation.facets.forms import compile_cue

Where = Literal["work", "asked", "place", "above"]
"""`work`: what the incumbent does; `asked`: what is asked of candidates; `place`: department, division, location;
`above`: to whom the position reports."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that speak for `value` of `facet`.

    `needs` are letters one of which must occur for the pattern to be tried at all (speed only). `assisting` is the
    value that is read when the incumbent only helps with the act. `denies` turns the cue into evidence against the
    value. `of_unit` accepts sentences about the organisation ("the bureau administers three statewide programs") as
    evidence.
    """

    facet: str
    value: str
    notations: tuple[str, ...]
    needs: tuple[str, ...] = ()
    where: tuple[Where, ...] = ("work",)
    assisting: str = ""
    denies: bool = False
    hedged: bool = False
    soft: bool = False
    of_unit: bool = False
    helping: bool = False
    """Read in full where the incumbent helps, trains or advises: there, that is the work itself."""
    anyone: bool = False
    """Accepted whoever the sentence is about (a statement on standing, not on an act)."""

    def matches(self, text: str, low: str) -> Iterator[re.Match[str]]:
        """Where the cue stands in the text; `low` is the text in small letters.

        Compiled on first use, since a short-lived program needs few cues. Small letters are used only when they take
        as many characters as the text itself: then a place in the one is the place in the other.
        """
        if self.needs and not any(letters in low for letters in self.needs):
            return iter(())
        pattern, lowered = compile_cue(*self.notations)
        if not lowered:
            return pattern.finditer(text)
        return pattern.finditer(low if len(low) == len(text) else text)


def cue(
    facet: str,
    value: str,
    *notations: str,
    needs: str = "",
    where: tuple[Where, ...] = ("work",),
    assisting: str = "",
    denies: bool = False,
    hedged: bool = False,
    soft: bool = False,
    of_unit: bool = False,
    helping: bool = False,
    anyone: bool = False,
) -> Cue:
    """A cue in the notation of `forms`; `needs` lists letters separated by `|`."""
    return Cue(
        facet,
        value,
        notations,
        tuple(needs.split("|")) if needs else (),
        where,
        assisting,
        denies,
        hedged,
        soft,
        of_unit,
        helping,
        anyone,
    )
