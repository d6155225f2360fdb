"""What a facet is, and what is found when a position description is read for it.

A facet is one question of the field about a position ("what part does it take in policy?"), with a declared scale of
answers. A class plan's clauses are tests over facets; the description's words are readings of facets.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from typing import Literal

from meritbook.core.documents.model import Quote
from meritbook.core.errors import MeritbookError

Kind = Literal["ordered", "set", "number"]
Silence = Literal["closed", "open"]


class UnknownFacetError(MeritbookError):
    """A test of a class plan names a facet, or a value of one, that is not in the register."""

    code = "allocation.unknown_facet"
    remedy = "Use a facet and a value that docs/reference/facets.md lists."


@dataclass(frozen=True, slots=True, eq=False)
class Facet:
    """One question about a position.

    `kind` says how its readings combine: on an `ordered` scale the highest stated value is the answer; a `set` may hold
    several values at once; a `number` is a count. `values` is the scale, lowest first. `silence` says what it means
    when nothing is found: over a description that states its duties a `closed` facet is then answered (no duty
    speaks of it), an `open` one is not.
    """

    key: str
    title: str
    kind: Kind
    values: tuple[str, ...]
    silence: Silence
    about: str
    """What the facet is about, as it stands after "speaks of"."""
    question: str
    ask: str = "supervisor"
    labels: dict[str, str] = field(default_factory=dict)
    """What each value means, in words."""
    raised_by: str = ""
    """Words that raise the question without answering it, as a pattern: then silence answers nothing."""

    def rank(self, value: str) -> int:
        """The place of a value on the scale; refuses one that is not on it."""
        try:
            return self.values.index(value)
        except ValueError:
            raise UnknownFacetError(f"The facet {self.key} has no value {value!r}.", where=self.key) from None

    def label(self, value: str) -> str:
        """The value in words."""
        return self.labels.get(value, value.replace("_", " "))


class Strength(IntEnum):
    """How firmly a description says a thing."""

    DENIED = -1
    HEDGED = 0
    STATED = 1
    ANSWERED = 2
    """A structured answer that decides: words elsewhere do not overrule it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One value of one facet, found at one place of the description, and why it was read so."""

    facet: str
    value: str
    strength: Strength
    quote: Quote
    order: int
    """Place of the quote in the document: readings are always told in the order of the text."""
    why: str = ""
    soft: bool = False
    """Gives way to a firm reading of a lower value (an administrator who carries out directives)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """All that a description says on one facet."""

    facet: Facet
    readings: tuple[Reading, ...]
    described: bool
    """Whether the description states its duties well enough for silence to mean something."""
    complete: bool = False
    """A structured answer lists everything (all subordinates, say): what is not in the list is not there."""

    def of(self, *strengths: Strength) -> tuple[Reading, ...]:
        """The readings of these strengths, in the order of the text."""
        return tuple(r for r in self.readings if r.strength in strengths)
