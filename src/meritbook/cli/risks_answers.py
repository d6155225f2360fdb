"""What `results risks`, `results risk`, `results quantify` and `results quantification` answer with `--json`."""

from __future__ import annotations

from datetime import date
from typing import Any

from meritbook.core.results.risk import Quantification
from meritbook.core.values import Value


class SignalLine(Value):
    """What an indicator shows; never `clear` where its value is missing or stale."""

    measure: str
    signal: str
    because: str


class RiskLine(Value):
    """A risk as it stands on the day; amounts are dollars a year on average, null where they are not known."""

    key: str
    title: str
    department: str | None
    """A code; null for the enterprise as a whole."""
    category: str
    status: str
    owner: str
    likelihood: str
    impact: str
    expected: str | None
    appetite: str | None
    within_appetite: str
    """`met`, `not_met`, or `undetermined` without assessment or appetite."""
    accepted_until: date | None
    signals: tuple[SignalLine, ...]


class RisksAnswer(Value):
    """The risks that the person may look into, one page of them."""

    on: date
    page: int
    pages: int
    total: int
    risks: tuple[RiskLine, ...]


class RiskAnswer(Value):
    """One risk with its history."""

    risk: RiskLine
    cause: str
    event: str
    consequence: str
    explained: str | None
    """What the controls that work leave of the mean loss of a year by their own effects."""
    assessments: tuple[str, ...]
    """What remains by each version, the newest first."""
    controls: tuple[dict[str, Any], ...]
    treatments: tuple[dict[str, Any], ...]
    acceptances: tuple[dict[str, Any], ...]


class QuantificationAnswer(Value):
    """A quantification; `stale` says what changed since, and is empty where nothing did."""

    id: int
    run_by: str
    stale: str
    result: Quantification
