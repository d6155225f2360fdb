"""What the office promises to those who assess and are assessed: dated, cited data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from meritbook.core.errors import MeritbookError
from meritbook.core.terms import Term
from meritbook.core.values import Value


class CompetencyPolicyError(MeritbookError):
    """No policy on competency assessments holds on the day, or the file cannot be read."""

    code = "competencies.policy"
    remedy = "Ask the system administrator to look at the setting MERITBOOK_COMPETENCY_POLICY."
    http_status = 500


Reader = Literal["supervisor", "coach", "personnel", "colleague"]
"""To whom a person may show a report: whom they report to, the coach of their plan, human resources, anybody else."""


class CompetencyPolicy(Value):
    """The office's policy on competency assessments for a term."""

    key: str
    version: str
    says: str
    source: str
    """Where it was decided, and the rank of that."""
    starts_on: date
    ends_before: date | None = None
    minimum: int = Field(3, ge=3, le=50)
    """No group of fewer is told by itself, and nothing from which a smaller one could be had."""
    confidence: Decimal = Field(Decimal("0.95"), gt=Decimal("0.5"), lt=1)
    """Of the intervals beside means."""
    longest_days: int = Field(42, ge=1, le=366)
    """For how long an assessment may be open."""
    remind_after_days: int = Field(7, ge=1, le=60)
    """How long after the first day, and after each message, somebody who has not answered is reminded."""
    reminders: int = Field(3, ge=0, le=10)
    """How many reminders at most."""
    evidence_for_rating: bool = False
    """Whether what is collected under this policy may be evidence for a performance rating; it is said on the form."""
    readers: tuple[Reader, ...] = ("supervisor", "coach")
    """To whom the person may show the report or parts of it."""
    benchmark_people: int = Field(10, ge=5, le=1_000)
    """How many people of a role must have been assessed before their average is shown, and how many new ones before
    it is drawn again: otherwise two averages would tell what one person's was."""
    reliability_people: int = Field(30, ge=10, le=10_000)
    """How many answers Cronbach's alpha of a model needs before it is reported, and how many new ones before anew."""
    blind_spot: Decimal = Field(Decimal("0.5"), gt=0, lt=5)
    """By how many points of the scale one's own view must differ from others' before it is called out."""
    shown_at: Decimal = Field(Decimal("3.5"), gt=1, lt=10)
    """From which mean of others on, a competency counts as shown on the ladder; an office sets it for its scale."""

    plan_years: int = Field(10, ge=1, le=40)
    """How many years ahead the last day of a development plan may lie at most."""


def policy_on(policies: Sequence[CompetencyPolicy], on: date) -> CompetencyPolicy:
    """The policy that holds on the day; raises `CompetencyPolicyError` when none does."""
    for one in policies:
        if Term(starts_on=one.starts_on, ends_before=one.ends_before).covers(on):
            return one
    raise CompetencyPolicyError(f"No policy on competency assessments holds on {on.isoformat()}.", where=on.isoformat())


def policy_called(policies: Sequence[CompetencyPolicy], key: str, version: str) -> CompetencyPolicy:
    """The policy under which something was collected; raises `CompetencyPolicyError` when it is not there any more."""
    for one in policies:
        if (one.key, one.version) == (key, version):
            return one
    raise CompetencyPolicyError(
        f"The policy “{key}”, version {version}, under which this was collected, is not there any more.", where=key
    )
