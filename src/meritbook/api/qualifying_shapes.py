"""What the API takes and answers about minimum qualifications, where the core's own values do not say it already."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from meritbook.api.shapes import Asked, Words

Text = Annotated[str, Field(min_length=1, max_length=100_000)]
Entry = dict[str, Any]
"""A candidate: JSON Resume, or Meritbook's own form."""


class RequirementText(Asked):
    """A requirement to read."""

    text: Text


class Qualify(Asked):
    """Whether a candidate qualifies: for a text or a class, on a day, under a policy."""

    candidate: Entry
    text: Annotated[str, Field(max_length=100_000)] = ""
    class_name: Words = ""
    """`plan/ref`, instead of a text."""
    policy: Words = ""
    """`pennsylvania`, or `pennsylvania+plain`; with a class, that of its plan when absent."""
    on: date
    for_class: Words = ""
    """Which class, where the text keeps several apart."""
    binding: Annotated[list[Words], Field(max_length=100)] = []
    """Ids of special requirements that bind the position."""


class PolicyLine(Schema):
    """A policy in the list."""

    key: str
    name: str
    kind: Literal["jurisdiction", "office_default", "filled"]
    jurisdiction: str
    known_from: date
    known_before: date | None
    rules: int
