"""Risks of the register for tests: two of the Department of Revenue, one of Transport, one of the enterprise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from year_stage import do

LAST_DAY = date(2026, 6, 30)


@dataclass(frozen=True)
class Risks:
    """What is on record of risks on 2 March 2026."""

    fraud: Any
    """Of the Department of Revenue: assessed, with a control and a treatment; its acceptance is asked for."""
    outage: Any
    """Of the Department of Revenue: in words, above its appetite, nothing asked."""
    elsewhere: Any
    """Of the Department of Transport."""
    statewide: Any
    """Of the enterprise, not assessed."""
    control: Any
    treatment: Any
    acceptance: Any
    """Asked for by the practitioner, until 30 June 2026."""
    indicator: Any
    """Days to a refund: watch from 24, trip from 30; 24.5 is on record."""
    appetite: Any
    """60,000 dollars a year, of the Department of Revenue, for money."""
    run: Any
    """Over both risks of the Department of Revenue."""


def ranges(low: str = "0.1", high: str = "0.3", least: int = 50_000, most: int = 450_000) -> dict[str, Any]:
    """A probability of a year, and a loss of any amount between two."""
    return {
        "kind": "ranges",
        "chance": {"per": "probability", "low": low, "high": high},
        "loss": {"shape": "uniform", "low": least, "high": most},
    }


def assessment(low: str = "0.1", high: str = "0.3", **more: Any) -> dict[str, Any]:
    """Likely before its controls; with them 0.2 × 250,000 = 50,000 dollars a year."""
    return {
        "inherent": {"kind": "words", "likelihood": "likely", "impact": "moderate"},
        "residual": ranges(low, high),
        "says": "Three cases in ten years.",
        **more,
    }


def words(key: str, title: str, **more: Any) -> dict[str, Any]:
    """What a risk is registered with."""
    return {
        "key": key,
        "title": title,
        "cause": "Claims are paid before they are matched.",
        "event": "Somebody files claims in other people's names.",
        "consequence": "Refunds go to the wrong people and must be written off.",
        "category": "financial",
        "goal": "Refunds that are right the first time",
        **more,
    }


def risks(people: Any, departments: Any, measures: Any, at: datetime) -> Risks:
    """The risks, made by the acts themselves."""
    keeper, admin = people.results_facilitator, people.results_administrator
    revenue = departments.revenue
    fraud = do("register_risk", keeper, at, department=revenue, owner=keeper, **words("refund-fraud", "Refund fraud"))
    outage = do(
        "register_risk", keeper, at, department=revenue, owner=people.results_practitioner,
        **words("filing-outage", "Filing system down in April", category="technology"),
    )  # fmt: skip
    elsewhere = do(
        "register_risk", admin, at, department=departments.transport, owner=admin,
        **words("bridge-closure", "A bridge is closed without warning", category="safety"),
    )  # fmt: skip
    statewide = do(
        "register_risk", admin, at, department=None, owner=admin, **words("flu-season", "A third of staff is ill")
    )
    appetite = do(
        "set_risk_appetite", people.department_director, at, department=revenue, category="financial",
        amount=Decimal(60_000), starts_on=at.date(), says="Decided by the director.",
    )  # fmt: skip
    do(
        "set_risk_appetite", people.department_director, at, department=revenue, category="technology",
        amount=Decimal(5_000), starts_on=at.date(), says="Decided by the director.",
    )  # fmt: skip
    do("assess_risk", keeper, at, risk=fraud, assessment=assessment())
    do(
        "assess_risk", keeper, at, risk=outage,
        assessment={
            "inherent": {"kind": "words", "likelihood": "likely", "impact": "moderate"},
            "residual": {"kind": "words", "likelihood": "possible", "impact": "minor"},
        },
    )  # fmt: skip
    do("assess_risk", admin, at, risk=elsewhere, assessment=assessment())
    control = do(
        "add_risk_control", keeper, at, risk=fraud, what="A second reader above 5,000 dollars", owner=keeper,
        less_often=Decimal(60), less_costly=Decimal(40),
    )  # fmt: skip
    treatment = do(
        "add_risk_treatment", keeper, at, risk=fraud, what="Match claims before they are paid", owner=keeper,
        due_on=date(2026, 5, 29),
    )  # fmt: skip
    indicator = do(
        "tie_risk_indicator", keeper, at, risk=fraud, measure=measures.refunds, bad_when="high", watch=Decimal(24),
        trip=Decimal(30),
    )  # fmt: skip
    run = do("quantify_risks", keeper, at, risks=[fraud, outage], trials=1_000, seed=7)
    acceptance = do(
        "request_risk_acceptance", people.results_practitioner, at, risk=fraud, because="Matching comes in May.",
        last_day=LAST_DAY,
    )  # fmt: skip
    return Risks(fraud, outage, elsewhere, statewide, control, treatment, acceptance, indicator, appetite, run)
