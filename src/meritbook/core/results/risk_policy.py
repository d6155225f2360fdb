"""What an office decides about its risks, as dated and cited data: scales in words, what is material, who accepts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from pydantic import Field, model_validator

from meritbook.core.errors import MeritbookError
from meritbook.core.results.exposure import Chance, Exposure, Loss
from meritbook.core.terms import Term
from meritbook.core.values import Value


class RiskPolicyError(MeritbookError):
    """No policy on risks holds on the day, or the file cannot be read."""

    code = "results.risk_policy"
    remedy = "Ask the system administrator to look at the setting MERITBOOK_RISK_POLICY."
    http_status = 500


class Band(Value):
    """A word of a scale and what it stands for: `[low, high)`, a probability of one year or an amount in dollars."""

    key: str = Field(pattern=r"^[a-z][a-z-]{0,29}$")
    word: str = Field(min_length=1, max_length=60)
    low: Decimal = Field(ge=0)
    high: Decimal

    @model_validator(mode="after")
    def _ordered(self) -> Band:
        if self.high <= self.low:
            raise ValueError(f"“{self.word}” ends at or before its beginning")
        return self


class Material(Value):
    """Which change of an accepted risk asks for a new acceptance. Whatever is not named here does not."""

    direction: Literal["worse", "either"] = "worse"
    """Whether a change for the better asks again as well."""
    likelihood_bands: int = Field(1, ge=0)
    """By how many words the likelihood that remains must move; 0 for never."""
    impact_bands: int = Field(1, ge=0)
    expected_loss_percent: Decimal = Field(Decimal(25), ge=0)
    """By how much of the accepted expected loss a year; 0 for never."""
    control_fails: bool = True
    """Whether a control that worked or was not tested yet, and now does not work, asks again."""
    category: bool = True
    """Whether another category, and so another appetite, asks again."""


class AcceptancePolicy(Value):
    """Who accepts what, and for how long."""

    within: tuple[str, ...]
    """Roles that accept a risk within its appetite."""
    above: tuple[str, ...]
    """Roles that accept one above its appetite, or for which none is set."""
    longest_days: int = Field(366, ge=1, le=3660)
    warn_days: int = Field(30, ge=0, le=366)
    """How many days before its end an acceptance shows on desks."""


class Category(Value):
    """A kind of risk."""

    key: str = Field(pattern=r"^[a-z][a-z-]{0,29}$")
    title: str = Field(min_length=1, max_length=60)


class RiskPolicy(Value):
    """The office's policy on risks for a term."""

    key: str
    says: str
    source: str
    """The document in which the office decided it, and its rank."""
    starts_on: date
    ends_before: date | None = None
    reviewed_every_days: int = Field(180, ge=1, le=3660)
    likelihood: tuple[Band, ...] = Field(min_length=2, max_length=9)
    """From the least likely word to the most likely; the first begins at 0, the last ends at 1."""
    impact: tuple[Band, ...] = Field(min_length=2, max_length=9)
    categories: tuple[Category, ...] = Field(min_length=1)
    material: Material
    acceptance: AcceptancePolicy

    @model_validator(mode="after")
    def _sound(self) -> RiskPolicy:
        for name, scale in (("likelihood", self.likelihood), ("impact", self.impact)):
            if len({one.key for one in scale}) < len(scale):
                raise ValueError(f"a word stands twice in the scale of {name}")
            for lower, higher in pairwise(scale):
                if lower.high != higher.low:
                    raise ValueError(f"“{higher.word}” does not begin where “{lower.word}” ends")
            if scale[0].low != 0:
                raise ValueError(f"the scale of {name} does not begin at 0")
        if self.likelihood[-1].high != 1:
            raise ValueError("the scale of likelihood does not end at 1")
        if len({one.key for one in self.categories}) < len(self.categories):
            raise ValueError("a category stands twice")
        return self

    def title_of(self, category: str) -> str:
        """The title of a category; its key where this policy does not know it any more."""
        return next((one.title for one in self.categories if one.key == category), category)

    def exposure(self, likelihood: str, impact: str) -> Exposure:
        """What two words stand for; raises `KeyError` for a word that is in no scale."""
        often, costs = _band(self.likelihood, likelihood), _band(self.impact, impact)
        return Exposure(
            chance=Chance(per="probability", low=often.low, high=often.high),
            loss=Loss(shape="uniform", low=costs.low, high=costs.high),
        )

    def likelihood_of(self, exposure: Exposure) -> int:
        """The place of the word, from 0, that holds the probability of at least once in a year."""
        return _place(self.likelihood, exposure.chance.once_or_more)

    def impact_of(self, exposure: Exposure) -> int:
        """The place of the word, from 0, that holds the mean loss once it has come about; the last one above all."""
        return _place(self.impact, exposure.loss.mean)


def _band(scale: Sequence[Band], key: str) -> Band:
    for one in scale:
        if one.key == key:
            return one
    raise KeyError(key)


def _place(scale: Sequence[Band], figure: float) -> int:
    return next((place for place, one in enumerate(scale) if figure < float(one.high)), len(scale) - 1)


def policy_on(policies: Sequence[RiskPolicy], on: date) -> RiskPolicy:
    """The policy that holds on the day; raises `RiskPolicyError` when none does."""
    for one in policies:
        if Term(starts_on=one.starts_on, ends_before=one.ends_before).covers(on):
            return one
    raise RiskPolicyError(f"No policy on risks holds on {on.isoformat()}.", where=on.isoformat())
