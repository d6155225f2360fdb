"""Which competencies of two models answer to each other: found by somebody, with the reason; never computed."""

from __future__ import annotations

from pydantic import Field, model_validator

from meritbook.core.competencies.model import KEY
from meritbook.core.values import Value


class CrosswalkLine(Value):
    """A competency of one model beside one of another."""

    one: str = Field(pattern=KEY)
    """The key of a model."""
    one_competency: str = Field(pattern=KEY)
    other: str = Field(pattern=KEY)
    other_competency: str = Field(pattern=KEY)
    partly: bool = True
    """It covers a part of the other only."""
    because: str = Field(min_length=1, max_length=2_000)

    @model_validator(mode="after")
    def _sound(self) -> CrosswalkLine:
        if self.one == self.other:
            raise ValueError("a crosswalk leads from one model to another")
        return self
