"""An investment case as a value: what changes, and what it costs and brings by fiscal year, with sources.

A figure that is missing is missing: it is not zero, and whatever rests on it is undetermined.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from meritbook.core.results.measure import Key
from meritbook.core.results.return_policy import Kind
from meritbook.core.values import Value, digest

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Title = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Side = Literal["cost", "benefit"]
Amount = Annotated[Decimal, Field(ge=0, le=Decimal(10) ** 13, decimal_places=2, allow_inf_nan=False)]
Percent = Annotated[Decimal, Field(ge=0, le=1000, decimal_places=2, allow_inf_nan=False)]
Tie = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,78}/[a-z0-9][a-z0-9-]{0,78}$")]
"""A goal, strategy or action of a plan: `plan/part`, by their keys."""
MOST_YEARS, MOST_LINES = 30, 40


class CaseLine(Value):
    """One kind of cost or benefit with its figures. Figures of another source are another line."""

    key: Key
    """Its name from version to version."""
    side: Side
    kind: Kind
    says: Title
    source: Words = ""
    """Where the figures are read, or whose estimate they are."""
    amounts: tuple[Amount | None, ...]
    """Dollars of each fiscal year of the case, never below zero; none where nobody knows them yet."""
    low: Percent | None = None
    high: Percent | None = None
    """The percentages of the figures between which they may come out: 80 and 130."""

    @model_validator(mode="after")
    def _sound(self) -> CaseLine:
        if (self.low is None) is not (self.high is None):
            raise ValueError(f"“{self.says}” gives one end of its range without the other")
        if self.low is not None and self.high is not None and not self.low <= 100 <= self.high:
            raise ValueError(f"the range of “{self.says}” does not hold the figure itself, 100 percent")
        return self


class CaseText(Value):
    """The words and figures of a case."""

    says: Words
    """What is to change, and why it pays."""
    others: Words = ""
    """What else was looked at, and why it was not chosen."""
    assumes: Words = ""
    """What must hold for the figures to come about."""
    first_year: int = Field(ge=1901, le=2199)
    """The first fiscal year, named for the calendar year in which it ends: 2005 for 2004-05."""
    years: int = Field(ge=1, le=MOST_YEARS)
    lines: tuple[CaseLine, ...] = Field(max_length=MOST_LINES)
    serves: tuple[Tie, ...] = Field((), max_length=20)
    measures: tuple[Key, ...] = Field((), max_length=20)

    @model_validator(mode="after")
    def _sound(self) -> CaseText:
        keys = [one.key for one in self.lines]
        if len(set(keys)) < len(keys):
            raise ValueError("two lines carry the same key")
        for one in self.lines:
            if len(one.amounts) != self.years:
                raise ValueError(f"“{one.says}” has {len(one.amounts)} figures; the case has {self.years} years")
        for name, found in (("part of a plan", self.serves), ("measure", self.measures)):
            if len(set(found)) < len(found):
                raise ValueError(f"a {name} is named twice")
        return self

    def year(self, place: int) -> str:
        """What the fiscal year at a place, from 0, is called."""
        return f"FY{self.first_year + place}"

    @property
    def last_year(self) -> int:
        """The last fiscal year."""
        return self.first_year + self.years - 1

    def line(self, key: str) -> CaseLine | None:
        """The line of a key."""
        return next((one for one in self.lines if one.key == key), None)

    def seal(self) -> str:
        """SHA-256 over the words and figures."""
        return digest(self)
