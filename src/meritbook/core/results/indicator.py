"""A key risk indicator: a measure of the register with two thresholds. What is missing or stale is never clear."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import model_validator

from meritbook.core.results.standing import Freshness, Standing
from meritbook.core.values import Value


class Signal(StrEnum):
    """What an indicator shows."""

    CLEAR = "clear"
    WATCH = "watch"
    TRIPPED = "tripped"
    UNDETERMINED = "undetermined"


class Thresholds(Value):
    """From which value on to watch and to act: at or above them when `bad_when` is `high`, at or below when `low`."""

    bad_when: Literal["high", "low"]
    watch: Decimal
    trip: Decimal

    @model_validator(mode="after")
    def _ordered(self) -> Thresholds:
        if self.watch == self.trip:
            raise ValueError("the two thresholds are the same: an indicator warns before it trips")
        if (self.watch < self.trip) != (self.bad_when == "high"):
            raise ValueError("the value to watch is passed before the one to act on")
        return self


def signal(thresholds: Thresholds, standing: Standing) -> tuple[Signal, str]:
    """What the indicator shows on the day of the standing, and why."""
    if standing.value is None:
        return Signal.UNDETERMINED, "No value is on record."
    if standing.freshness is Freshness.STALE and standing.awaited is not None:
        return Signal.UNDETERMINED, f"The value of {standing.awaited.words} is overdue; the one before it says nothing."
    sign = 1 if thresholds.bad_when == "high" else -1
    if sign * standing.value >= sign * thresholds.trip:
        return Signal.TRIPPED, standing.sentence
    if sign * standing.value >= sign * thresholds.watch:
        return Signal.WATCH, standing.sentence
    return Signal.CLEAR, standing.sentence
