"""What an office decides about audits of its measures, as dated and cited data: criteria, samples, trust and days."""

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

FIELDS = {
    "kind": "kind",
    "says": "what is counted",
    "unit": "unit",
    "formula": "formula",
    "source": "source",
    "method": "method",
    "frequency": "frequency",
    "year_starts_in": "month in which its year begins",
    "direction": "direction",
    "due_days": "days until a value is due",
}
"""Parts of the entry of a measure whose change may ask for a new audit, and what people call them."""


class AuditPolicyError(MeritbookError):
    """No policy on audits holds on the day, or the file cannot be read."""

    code = "results.audit_policy"
    remedy = "Ask the system administrator to look at the setting MERITBOOK_AUDIT_POLICY."
    http_status = 500


class Grade(StrEnum):
    """What an audit finds on one criterion."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    UNDETERMINED = "undetermined"


class TrustLevel(StrEnum):
    """How far the values of a measure may be relied on."""

    RELIABLE = "reliable"
    WITH_CARE = "with_care"
    NOT_RELIABLE = "not_reliable"
    UNDETERMINED = "undetermined"


class Computed(StrEnum):
    """What the register works out itself towards a criterion."""

    NOTHING = ""
    COMPLETENESS = "completeness"
    TIMELINESS = "timeliness"
    RECALCULATION = "recalculation"


class Criterion(Value):
    """One quality of performance information, how it is examined, and what counts as what."""

    key: str = Field(pattern=r"^[a-z][a-z-]{0,29}$")
    title: str = Field(min_length=1, max_length=60)
    asks: str = Field(min_length=1)
    procedures: tuple[str, ...] = Field(min_length=1)
    met: str
    partly: str
    not_met: str
    undetermined: str
    computed: Computed = Computed.NOTHING
    decides: bool = False
    """Whether values may not be relied on at all where it is not met, and nothing is told where it is undetermined."""

    def counts_as(self, grade: Grade) -> str:
        """What a finding of that grade means."""
        said: str = getattr(self, grade.value)
        return said


class Shares(Value):
    """How many periods in a hundred may fail, up to and with the figure."""

    met: Decimal = Field(ge=0, le=100)
    partly: Decimal = Field(ge=0, le=100)

    @model_validator(mode="after")
    def _ordered(self) -> Shares:
        if self.partly < self.met:
            raise ValueError("what counts as partly met lies below what counts as met")
        return self


class Sampling(Value):
    """The plan of a sample unless an audit chooses another, and when a recalculated figure differs."""

    confidence: Decimal = Field(ge=50, le=Decimal("99.9"))
    """Percent."""
    tolerable: Decimal = Field(gt=0, le=50)
    """Percent of the periods that may be wrong and the values still be relied on."""
    expected: Decimal = Field(Decimal(0), ge=0, lt=50)
    """Percent of the periods that are expected to be wrong; the sample is larger for it."""
    tolerance: Decimal = Field(Decimal(0), ge=0, le=50)
    """Percent of the recalculated figure by which the recorded one may differ and not be wrong."""

    @model_validator(mode="after")
    def _ordered(self) -> Sampling:
        if self.expected >= self.tolerable:
            raise ValueError("as many wrong periods are expected as are tolerable: no sample can show it")
        return self


class Severity(Value):
    """How grave a finding is, and by when it is to be answered."""

    key: str = Field(pattern=r"^[a-z][a-z-]{0,29}$")
    title: str = Field(min_length=1, max_length=60)
    says: str
    answer_days: int = Field(ge=1, le=366)


class AuditPolicy(Value):
    """The office's policy on audits of measures for a term."""

    key: str
    says: str
    source: str
    """The document in which the office decided it, and its rank."""
    starts_on: date
    ends_before: date | None = None
    holds_days: int = Field(730, ge=1, le=3660)
    """How many days a rating holds."""
    warn_days: int = Field(60, ge=0, le=366)
    """How many days before its end it shows on desks."""
    material: tuple[
        Literal[
            "kind",
            "says",
            "unit",
            "formula",
            "source",
            "method",
            "frequency",
            "year_starts_in",
            "direction",
            "due_days",
        ],
        ...,
    ]
    """Parts of the entry of a measure whose change ends its rating."""
    completeness: Shares
    timeliness: Shares
    sampling: Sampling
    severities: tuple[Severity, ...] = Field(min_length=1)
    criteria: tuple[Criterion, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _sound(self) -> AuditPolicy:
        for name, rows in (("criterion", self.criteria), ("severity", self.severities)):
            if len({one.key for one in rows}) < len(rows):
                raise ValueError(f"a {name} stands twice")
        return self

    def criterion(self, key: str) -> Criterion:
        """The criterion of a key; raises `KeyError`."""
        for one in self.criteria:
            if one.key == key:
                return one
        raise KeyError(key)

    def severity(self, key: str) -> Severity:
        """The severity of a key; raises `KeyError`."""
        for one in self.severities:
            if one.key == key:
                return one
        raise KeyError(key)

    def title_of(self, criterion: str) -> str:
        """The title of a criterion; its key where this policy does not know it any more."""
        return next((one.title for one in self.criteria if one.key == criterion), criterion)


def policy_on(policies: Sequence[AuditPolicy], on: date) -> AuditPolicy:
    """The policy that holds on the day; raises `AuditPolicyError` when none does."""
    for one in policies:
        if Term(starts_on=one.starts_on, ends_before=one.ends_before).covers(on):
            return one
    raise AuditPolicyError(f"No policy on audits holds on {on.isoformat()}.", where=on.isoformat())
