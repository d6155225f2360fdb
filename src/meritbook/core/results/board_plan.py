"""The community plan of a local board: priorities, each with the indicators by which it is judged."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, model_validator

from meritbook.core.values import Value

PLAN_KEY = r"^[a-z0-9][a-z0-9-]{0,78}$"


class Indicator(Value):
    """What is watched for a priority; tied to a measure of the register by its key, or kept by the board itself."""

    key: str = Field(pattern=PLAN_KEY)
    title: str = Field(min_length=1, max_length=200)
    unit: str = Field("", max_length=60)
    """Of the board's own values; a measure carries its own."""
    measure: str = Field("", max_length=79)


class Priority(Value):
    """What the board puts first."""

    key: str = Field(pattern=PLAN_KEY)
    title: str = Field(min_length=1, max_length=200)
    indicators: tuple[Indicator, ...] = ()


class Priorities(Value):
    """The priorities of a plan, in their order."""

    priorities: tuple[Priority, ...] = Field(min_length=1, max_length=50)

    @model_validator(mode="after")
    def _apart(self) -> Priorities:
        for name, keys in (
            ("a priority", [one.key for one in self.priorities]),
            ("an indicator", [one.key for _, one in self.indicators()]),
        ):
            twice = {key for key in keys if keys.count(key) > 1}
            if twice:
                raise ValueError(f"the key of {name} stands twice: {sorted(twice)[0]}")
        return self

    def indicators(self) -> Iterator[tuple[Priority, Indicator]]:
        """Every indicator with its priority."""
        return ((one, each) for one in self.priorities for each in one.indicators)
