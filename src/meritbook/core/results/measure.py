"""What a measure is: its entry in the dictionary, as a value. A change that breaks the series is a new version.

Follows: Iowa's Performance Measurement and Reporting initiative (the series guideline of September 2008), and the
five kinds of measure of performance budgeting.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from meritbook.core.results.periods import Frequency
from meritbook.core.values import Value

Key = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,78}$")]
"""A name that stays the same from version to version, in small letters, digits and hyphens."""
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]


def without_minus_zero(value: Decimal) -> Decimal:
    """The value, and 0 of what was typed as -0."""
    return value.copy_abs() if value.is_zero() else value


class MeasureKind(StrEnum):
    """What a measure counts."""

    INPUT = "input"
    OUTPUT = "output"
    EFFICIENCY = "efficiency"
    QUALITY = "quality"
    OUTCOME = "outcome"


class Target(Value):
    """What is to be reached in the periods that begin in `[starts_on, ends_before)`."""

    starts_on: date
    ends_before: date
    value: Decimal

    @model_validator(mode="after")
    def _ordered(self) -> Target:
        if self.ends_before <= self.starts_on:
            raise ValueError("a target ends after its first day")
        return self


class Benchmark(Value):
    """What others reach: who, how much, when, and where it is published."""

    who: Line
    value: Decimal
    as_of: date
    source: Words


class MeasureDefinition(Value):
    """An entry of the measure dictionary, as it holds from a day on."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    kind: MeasureKind
    says: Words = ""
    """What is counted, in plain words."""
    unit: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
    """What one of it is: `days`, `%`, `dollars`. A percentage is written as 90, not as 0.9."""
    places: int = Field(2, ge=0, le=6)
    """Decimal places that are kept."""
    formula: str = Field("", max_length=400)
    """How it is worked out of other measures: `[late] / [opened] * 100`; empty where values are entered."""
    source: Words = ""
    """Where the values are read, such as a system with its report."""
    method: Words = ""
    """How they are collected and counted."""
    frequency: Frequency
    year_starts_in: int = Field(7, ge=1, le=12)
    """The month in which its year begins; 1 for the calendar year."""
    due_days: int = Field(30, ge=0, le=366)
    """How many days after its last day a period's value is due."""
    direction: Literal["at_least", "at_most"] = "at_least"
    targets: tuple[Target, ...] = ()
    benchmarks: tuple[Benchmark, ...] = ()
    least: Decimal | None = None
    """A value below it is refused as impossible; none where any is possible."""
    most: Decimal | None = None
    budget_unit: Line = ""
    """The unit of the budget whose spending stands beside it."""

    @model_validator(mode="after")
    def _sound(self) -> MeasureDefinition:
        ordered = sorted(self.targets, key=lambda one: one.starts_on)
        for earlier, later in pairwise(ordered):
            if later.starts_on < earlier.ends_before:
                raise ValueError(f"two targets hold on {later.starts_on.isoformat()}")
        if self.least is not None and self.most is not None and self.most < self.least:
            raise ValueError("the highest possible value lies below the lowest")
        return self

    def target_on(self, day: date) -> Decimal | None:
        """The target of the period that begins on the day; none where none is set."""
        return next((one.value for one in self.targets if one.starts_on <= day < one.ends_before), None)

    @property
    def breaks_with(self) -> tuple[str, Frequency, int]:
        """What two versions must share for their values to stand in one series."""
        return (self.unit.casefold(), self.frequency, self.year_starts_in)
