"""Organizational development: areas in which a department is assessed, their levels, and how surveys keep anonymity.

All of it is dated and cited data; nothing is averaged here, and a level is a person's, with their reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pydantic import Field, model_validator

from meritbook.core.errors import MeritbookError
from meritbook.core.terms import Term
from meritbook.core.values import Value

Key = r"^[a-z][a-z-]{0,39}$"


class DevelopmentPolicyError(MeritbookError):
    """No policy on development holds on the day, or the file cannot be read."""

    code = "results.development_policy"
    remedy = "Ask the system administrator to look at the setting MERITBOOK_DEVELOPMENT_POLICY."
    http_status = 500


class Level(Value):
    """A level of maturity, in words by which a person can tell it from the next."""

    key: str = Field(pattern=Key)
    name: str = Field(min_length=1, max_length=60)
    says: str = Field(min_length=1, max_length=400)


class Area(Value):
    """An area that is assessed: what is asked, and the levels from the lowest to the highest."""

    key: str = Field(pattern=Key)
    name: str = Field(min_length=1, max_length=80)
    questions: tuple[str, ...] = Field(min_length=1, max_length=12)
    levels: tuple[Level, ...] = Field(min_length=2, max_length=9)

    @model_validator(mode="after")
    def _each_once(self) -> Area:
        if len({one.key for one in self.levels}) < len(self.levels):
            raise ValueError(f"a level stands twice in “{self.name}”")
        return self

    def level(self, key: str) -> Level | None:
        """The level of that key; none where the area knows none."""
        return next((one for one in self.levels if one.key == key), None)

    def rank(self, key: str) -> int | None:
        """The place of a level, 1 for the lowest; none where the area does not know it."""
        return next((place for place, one in enumerate(self.levels, start=1) if one.key == key), None)


class SurveyPolicy(Value):
    """What an office promises to those who answer a survey."""

    minimum: int = Field(5, ge=3, le=100)
    """No result of fewer people is shown, and none from which one of fewer could be had."""
    confidence: Decimal = Field(Decimal("0.95"), gt=Decimal("0.5"), lt=1)
    """Of the intervals that stand beside shares and means."""
    longest_days: int = Field(92, ge=1, le=366)
    """For how long a survey may be open."""


class DevelopmentPolicy(Value):
    """The office's policy on organizational development for a term."""

    key: str
    version: str
    says: str
    source: str
    """The document in which the areas stand, and its rank."""
    starts_on: date
    ends_before: date | None = None
    areas: tuple[Area, ...] = Field(min_length=1, max_length=20)
    survey: SurveyPolicy = SurveyPolicy()

    @model_validator(mode="after")
    def _each_once(self) -> DevelopmentPolicy:
        if len({one.key for one in self.areas}) < len(self.areas):
            raise ValueError("an area stands twice")
        return self

    def area(self, key: str) -> Area | None:
        """The area of that key; none where the policy knows none."""
        return next((one for one in self.areas if one.key == key), None)


def policy_on(policies: Sequence[DevelopmentPolicy], on: date) -> DevelopmentPolicy:
    """The policy that holds on the day; raises `DevelopmentPolicyError` when none does."""
    for one in policies:
        if Term(starts_on=one.starts_on, ends_before=one.ends_before).covers(on):
            return one
    raise DevelopmentPolicyError(f"No policy on development holds on {on.isoformat()}.", where=on.isoformat())


def policy_called(policies: Sequence[DevelopmentPolicy], key: str) -> DevelopmentPolicy:
    """The policy by which something was assessed; raises `DevelopmentPolicyError` when it is not there any more."""
    for one in policies:
        if one.key == key:
            return one
    raise DevelopmentPolicyError(f"The policy “{key}”, by which this was assessed, is not there any more.", where=key)
