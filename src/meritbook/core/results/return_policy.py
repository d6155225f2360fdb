"""What an office decides about returns on investment, as dated and cited data: the rate, what counts, who decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from pydantic import Field, model_validator

from meritbook.core.errors import MeritbookError
from meritbook.core.terms import Term
from meritbook.core.values import Value


class ReturnPolicyError(MeritbookError):
    """No policy on returns holds on the day, or the file cannot be read."""

    code = "results.return_policy"
    remedy = "Ask the system administrator to look at the setting MERITBOOK_RETURN_POLICY."
    http_status = 500


class Kind(StrEnum):
    """What a cost or a benefit is made of."""

    CASH = "cash"
    """Money that is paid or saved, and shows in a budget."""
    AVOIDED = "avoided"
    """Money that would have had to be paid otherwise."""
    CAPACITY = "capacity"
    """Hours or room that are freed, at what they cost; nothing is paid less."""

    @property
    def noun(self) -> str:
        """The word for it."""
        return {"cash": "cash", "avoided": "cost avoided", "capacity": "capacity"}[self]


Timing = Literal["start", "middle", "end"]
"""When the money of a fiscal year counts as paid."""


class Basis(Value):
    """By which rules a case is worked out. A version of a case keeps it, so that a later policy changes no figure."""

    policy: str
    rate: Decimal = Field(ge=0, le=1)
    """The discount rate a year: 0.07 is seven percent."""
    low_rate: Decimal = Field(ge=0, le=1)
    high_rate: Decimal = Field(ge=0, le=1)
    """The ends between which the rate is varied."""
    timing: Timing
    counts: tuple[Kind, ...] = Field(min_length=1)
    """The kinds of benefits that enter the headline figures; the others are shown apart. Costs of every kind count."""
    swing_percent: Decimal = Field(gt=0, le=100)
    """By how much a line that gives no range of its own is varied, down and up."""
    year_starts_in: int = Field(ge=1, le=12)
    """The month in which the fiscal year begins."""

    @model_validator(mode="after")
    def _ordered(self) -> Basis:
        if not self.low_rate <= self.rate <= self.high_rate:
            raise ValueError("the discount rate does not lie between its two ends")
        if len(set(self.counts)) < len(self.counts):
            raise ValueError("a kind stands twice")
        return self


class ReturnPolicy(Value):
    """The office's policy on returns for a term."""

    key: str
    says: str
    source: str
    """The document in which the office decided it, and its rank."""
    starts_on: date
    ends_before: date | None = None
    discount_rate: Decimal = Field(ge=0, le=1)
    low_rate: Decimal = Field(ge=0, le=1)
    high_rate: Decimal = Field(ge=0, le=1)
    timing: Timing = "end"
    counts: tuple[Kind, ...] = Field(min_length=1)
    swing_percent: Decimal = Field(Decimal(20), gt=0, le=100)
    fiscal_year_starts_in: int = Field(7, ge=1, le=12)
    decides: tuple[str, ...] = Field(min_length=1)
    """Roles that decide on a case; they need the capability to keep returns as well."""
    verify_again_days: int = Field(366, ge=1, le=3660)
    """How many days after a verification the next is due."""
    decay_points: Decimal = Field(Decimal(10), ge=0, le=100)
    """By how many points the realised share of the promised benefits may fall before it counts as decay."""

    @model_validator(mode="after")
    def _sound(self) -> ReturnPolicy:
        self.basis()
        return self

    def basis(self) -> Basis:
        """What a case that is proposed under it is worked out by."""
        return Basis(
            policy=self.key,
            rate=self.discount_rate,
            low_rate=self.low_rate,
            high_rate=self.high_rate,
            timing=self.timing,
            counts=self.counts,
            swing_percent=self.swing_percent,
            year_starts_in=self.fiscal_year_starts_in,
        )


def policy_on(policies: Sequence[ReturnPolicy], on: date) -> ReturnPolicy:
    """The policy that holds on the day; raises `ReturnPolicyError` when none does."""
    for one in policies:
        if Term(starts_on=one.starts_on, ends_before=one.ends_before).covers(on):
            return one
    raise ReturnPolicyError(f"No policy on returns holds on {on.isoformat()}.", where=on.isoformat())
