"""What an office decides about its Lean work, as dated and cited data: wastes, days of measuring, savings, phases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from pydantic import Field, model_validator

from meritbook.core.errors import MeritbookError
from meritbook.core.terms import Term
from meritbook.core.values import Value


class LeanPolicyError(MeritbookError):
    """No policy on Lean holds on the day, or the file cannot be read."""

    code = "results.lean_policy"
    remedy = "Ask the system administrator to look at the setting MERITBOOK_LEAN_POLICY."
    http_status = 500


class Kind(Value):
    """A kind of waste, with what it means."""

    key: str = Field(pattern=r"^[a-z][a-z-]{0,29}$")
    title: str = Field(min_length=1, max_length=60)
    says: str = Field(min_length=1, max_length=300)


class SavingKind(Kind):
    """A kind of saving. Dollars and hours are never added up."""

    unit: Literal["dollars", "hours"]


class Phase(Kind):
    """A phase of Design for Lean Sigma; `says` is what its gate rests on."""


class LeanPolicy(Value):
    """The office's policy on Lean for a term."""

    key: str
    says: str
    source: str
    """The document in which the office decided it, and its rank."""
    starts_on: date
    ends_before: date | None = None
    action_days: int = Field(30, ge=1, le=366)
    """How many days after the last day of an event its actions may last."""
    measured_after_days: tuple[int, ...] = (30, 60, 90)
    """How many days after the last day of an event its measures are measured again."""
    early_days: int = Field(5, ge=0, le=60)
    """By how many days a value may be measured before its day."""
    returned_percent: int = Field(50, ge=1, le=100)
    """Of the improvement that was measured first: who gives back so much of it has fallen back."""
    wastes: tuple[Kind, ...] = Field(min_length=1)
    savings: tuple[SavingKind, ...] = Field(min_length=1)
    phases: tuple[Phase, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _sound(self) -> LeanPolicy:
        for name, kinds in (("waste", self.wastes), ("saving", self.savings), ("phase", self.phases)):
            keys = [one.key for one in kinds]
            if len(set(keys)) < len(keys):
                raise ValueError(f"a {name} stands twice")
        days = self.measured_after_days
        if not days or len(days) > 6 or list(days) != sorted(set(days)) or days[0] < 1 or days[-1] > 730:
            raise ValueError("the days of measuring again rise from 1 to 730, one to six of them")
        return self

    def waste(self, key: str) -> Kind:
        """A kind of waste; with its key as title where this policy does not know it any more."""
        return next((one for one in self.wastes if one.key == key), _gone(key))

    def saving(self, key: str) -> SavingKind | None:
        """A kind of saving; none where the policy does not know it."""
        return next((one for one in self.savings if one.key == key), None)

    def phase(self, key: str) -> Kind:
        """A phase; with its key as title where this policy does not know it any more."""
        return next((one for one in self.phases if one.key == key), _gone(key))

    def following(self, phase: str) -> Phase | None:
        """The phase after; none after the last, and raises `KeyError` for one that the policy does not know."""
        keys = [one.key for one in self.phases]
        if phase not in keys:
            raise KeyError(phase)
        place = keys.index(phase) + 1
        return self.phases[place] if place < len(keys) else None


def _gone(key: str) -> Kind:
    return Kind.model_construct(key=key, title=key, says="Of an earlier policy.")


def known(kinds: Iterable[Kind]) -> str:
    """The keys, for a message."""
    return ", ".join(one.key for one in kinds)


def policy_on(policies: Sequence[LeanPolicy], on: date) -> LeanPolicy:
    """The policy that holds on the day; raises `LeanPolicyError` when none does."""
    for one in policies:
        if Term(starts_on=one.starts_on, ends_before=one.ends_before).covers(on):
            return one
    raise LeanPolicyError(f"No policy on Lean holds on {on.isoformat()}.", where=on.isoformat())
