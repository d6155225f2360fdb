"""What the API takes and answers about risks."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import Field

from meritbook.api.executive_shapes import Maybe, Text
from meritbook.api.shapes import Because
from meritbook.core.results.risk import Quantification
from meritbook.desk.risk_pages import RiskShown, RunShown
from meritbook.desk.risks import RiskLine

Key = Annotated[str, Field(pattern=r"^[A-Za-z0-9-]{1,79}$")]
Name = Annotated[str, Field(pattern=r"^[\w.@+-]{1,150}$")]
Line = Annotated[str, Field(min_length=1, max_length=400)]
Figure = Annotated[Decimal, Field(gt=-(10**17), lt=10**17)]


class RegisterRisk(Because):
    """A risk to register."""

    key: Key
    title: Annotated[str, Field(min_length=1, max_length=200)]
    cause: Text
    event: Text
    consequence: Text
    department: str | None = None
    """A code; null for the enterprise as a whole."""
    category: Key
    goal: Annotated[str, Field(max_length=200)] = ""
    owner: Name
    """A username."""


class AssessRisk(Because):
    """An assessment: each side in words of the policy, or as ranges."""

    inherent: dict[str, Any]
    residual: dict[str, Any]
    says: Maybe = ""
    because: Maybe = ""


class ReviewRisk(Because):
    """A review."""

    reviewed_on: date
    says: Text


class AddControl(Because):
    """A control, with the percentages by which it lowers how often and how much."""

    what: Line
    owner: Name
    less_often: Figure = Decimal(0)
    less_costly: Figure = Decimal(0)


class TestControl(Because):
    """A test of a control."""

    __test__ = False

    tested_on: date
    works: bool
    says: Text


class AddTreatment(Because):
    """A treatment."""

    what: Line
    owner: Name
    due_on: date


class AskAcceptance(Because):
    """A request that a risk be borne as it stands."""

    because: Text
    last_day: date


class DecideAcceptance(Because):
    """A decision on a request, of the state that was read."""

    accept: bool
    says: Text
    sha256: Annotated[str, Field(min_length=64, max_length=64)]


class EndAcceptance(Because):
    """The reason for withdrawing an acceptance, or the request for one."""

    because: Text


class TieIndicator(Because):
    """A measure of the register with the thresholds of an indicator."""

    measure: Key
    bad_when: Literal["high", "low"]
    watch: Figure
    trip: Figure


class SetAppetite(Because):
    """An appetite."""

    department: str | None = None
    category: Annotated[str, Field(pattern=r"^[a-z-]{0,30}$")] = ""
    amount: Figure
    starts_on: date
    says: Text


class Quantify(Because):
    """A run."""

    risks: Annotated[list[Key], Field(max_length=2_000)]
    trials: int = 50_000
    seed: int | None = None


class SignalAnswer(Schema):
    """What an indicator shows; never clear where its value is missing or stale."""

    measure: str
    signal: str
    because: str


class RiskAnswer(Schema):
    """A risk as it stands on the day; amounts are dollars a year on average, null where they are not known."""

    key: str
    title: str
    department: str | None
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
    reviewed_on: date
    signals: list[SignalAnswer]


class AssessmentAnswer(Schema):
    """A version of the assessment."""

    number: int
    assessed_on: date
    inherent: str
    residual: str
    says: str
    sha256: str
    stands: bool


class ControlAnswer(Schema):
    """A control; `works` is null before its first test."""

    id: int
    what: str
    owner: str
    less_often: str
    less_costly: str
    works: bool | None
    tested_on: date | None


class TreatmentAnswer(Schema):
    """A treatment."""

    id: int
    what: str
    owner: str
    due_on: date
    state: str


class AcceptanceAnswer(Schema):
    """An acceptance and where it stands on the day."""

    id: int
    status: str
    holds: bool
    last_day: date
    because: str
    asked_by: str
    decided_by: str | None
    decided_as: str
    says: str
    sha256: str
    """The state that it is bound to; a decision names it."""
    reasons: list[str]
    """The material changes by which it was overtaken."""


class RiskPageAnswer(RiskAnswer):
    """One risk with its history."""

    cause: str
    event: str
    consequence: str
    goal: str
    explained: str | None
    """What the controls that work leave by their own effects."""
    assessments: list[AssessmentAnswer]
    controls: list[ControlAnswer]
    treatments: list[TreatmentAnswer]
    acceptances: list[AcceptanceAnswer]


class AppetiteAnswer(Schema):
    """An appetite."""

    department: str | None
    category: str | None
    amount: str
    starts_on: date
    ends_before: date | None
    says: str


class QuantificationAnswer(Schema):
    """A quantification; `stale` says what changed since, and is empty where nothing did."""

    id: int
    department: str | None
    run_at: datetime
    run_by: str
    stale: str
    result: Quantification


class QuantificationLine(Schema):
    """A quantification in a list."""

    id: int
    department: str | None
    run_at: datetime
    run_by: str
    risks: int
    seed: int
    trials: int
    expected: int
    stale: str


def money(amount: Decimal | None) -> str | None:
    """An amount as text, in cents."""
    return None if amount is None else f"{amount:.2f}"


def risk_answer(line: RiskLine) -> dict[str, Any]:
    """A risk as the API answers it."""
    row = line.risk
    return {
        "key": row.key,
        "title": row.title,
        "department": row.department.code if row.department else None,
        "category": row.category,
        "status": line.status,
        "owner": line.owner,
        "likelihood": line.likelihood,
        "impact": line.impact,
        "expected": money(line.expected),
        "appetite": money(line.appetite),
        "within_appetite": str(line.within),
        "accepted_until": line.accepted_until if line.status == "accepted" else None,
        "reviewed_on": row.reviewed_on,
        "signals": [
            {"measure": one.row.measure.key, "signal": str(one.signal), "because": one.because} for one in line.signals
        ],
    }


def page_answer(shown: RiskShown) -> dict[str, Any]:
    """One risk with its history as the API answers it."""
    row = shown.line.risk
    return {
        **risk_answer(shown.line),
        **{name: getattr(row, name) for name in ("cause", "event", "consequence", "goal")},
        "explained": money(shown.explained),
        "assessments": [
            {
                "number": one.row.number,
                "assessed_on": one.row.assessed_on,
                "inherent": one.inherent,
                "residual": one.residual,
                "says": one.says,
                "sha256": one.row.sha256,
                "stands": one.row.current,
            }
            for one in shown.assessments
        ],
        "controls": [
            {
                "id": one.pk,
                "what": one.what,
                "owner": one.owner.full_name,
                "less_often": f"{one.less_often:.2f}",
                "less_costly": f"{one.less_costly:.2f}",
                "works": one.works,
                "tested_on": one.tested_on,
            }
            for one in shown.controls
        ],
        "treatments": [
            {
                "id": one.pk,
                "what": one.what,
                "owner": one.owner.full_name,
                "due_on": one.due_on,
                "state": one.state,
            }
            for one in shown.treatments
        ],
        "acceptances": [
            {
                "id": one.row.pk,
                "status": one.row.status,
                "holds": one.holds,
                "last_day": one.last_day,
                "because": one.row.because,
                "asked_by": one.row.asked_by.full_name,
                "decided_by": one.row.decided_by.full_name if one.row.decided_by else None,
                "decided_as": one.row.decided_as,
                "says": one.row.says,
                "sha256": one.row.sha256,
                "reasons": list(one.reasons),
            }
            for one in shown.acceptances
        ],
    }


def run_line(shown: RunShown) -> dict[str, Any]:
    """A quantification in a list."""
    row = shown.row
    return {
        "id": row.pk,
        "department": row.department.code if row.department else None,
        "run_at": row.run_at,
        "run_by": row.run_by.full_name,
        "risks": row.risks,
        "seed": row.seed,
        "trials": row.trials,
        "expected": shown.found.residual.expected,
        "stale": shown.stale,
    }


def run_answer(shown: RunShown) -> dict[str, Any]:
    """A quantification as the API answers it."""
    parts = run_line(shown)
    return {
        **{name: parts[name] for name in ("id", "department", "run_at", "run_by", "stale")},
        "result": shown.found.plain(),
    }
