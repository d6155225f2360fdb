"""What an office decides about its contracts, as dated and cited data: weights, and who answers for which section."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from pydantic import model_validator

from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.core.terms import Term
from meritbook.core.values import Value


class ContractPolicyError(MeritbookError):
    """No policy on contracts holds on the day, or the file cannot be read."""

    code = "contract.policy"
    remedy = "Ask the system administrator to look at the setting MERITBOOK_CONTRACT_POLICY."
    http_status = 500


class ContractPolicy(Value):
    """The office's policy on contracts for a term."""

    key: str
    says: str
    source: str
    """The document in which the office decided it, and its rank."""
    starts_on: date
    ends_before: date | None = None
    weights: bool = False
    """Whether objectives and projects carry weights."""
    weights_sum: Decimal = Decimal(100)
    """What all weights of a contract come to."""
    answers: dict[str, tuple[str, ...]]
    """`{kind of section: roles that answer for it}`: who is asked again when such a section changes."""
    answers_reading: str = ""
    """Which reading of the texts that is, and what the other would be."""

    @model_validator(mode="after")
    def _covers_every_kind(self) -> ContractPolicy:
        missing = {"parties", "terms", "notes", "area", "project"} - set(self.answers)
        if missing:
            raise ValueError(f"nobody answers for {', '.join(sorted(missing))}")
        return self

    def answer_for(self, kind: str) -> tuple[str, ...]:
        """The roles that answer for sections of the kind."""
        return self.answers[kind]


def policy_on(policies: Sequence[ContractPolicy], on: date) -> ContractPolicy:
    """The policy that holds on the day; raises `ContractPolicyError` when none does."""
    for one in policies:
        if Term(starts_on=one.starts_on, ends_before=one.ends_before).covers(on):
            return one
    raise ContractPolicyError(f"No policy on contracts holds on {day_in_words(on)}.", where=on.isoformat())
