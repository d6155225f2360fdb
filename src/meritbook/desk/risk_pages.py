"""One risk with its history, appetites, and quantifications with whether they are stale."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from meritbook.actions.permissions import Capability, Standing
from meritbook.actions.quantify_risks import inputs_of
from meritbook.actions.risking import assessment_of, risk_policy
from meritbook.actions.risking_policies import NotAssessedError
from meritbook.core.errors import MeritbookError
from meritbook.core.results.assessment import InRanges, InWords, explained, exposure_of, in_words
from meritbook.core.results.risk import Quantification, inputs_digest
from meritbook.core.results.risk_policy import RiskPolicy
from meritbook.core.values import canonical_json
from meritbook.desk import risks
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    AcceptanceStatus,
    Risk,
    RiskAcceptance,
    RiskAppetite,
    RiskAssessment,
    RiskControl,
    RiskOwner,
    RiskQuantification,
    RiskReview,
    RiskTreatment,
)


class NoSuchRunError(MeritbookError):
    """No quantification of that number, or none that the person may read."""

    code = "results.no_such_quantification"
    remedy = "Open the list of quantifications; it holds all that you may read."
    http_status = 404


@dataclass(frozen=True)
class AssessmentShown:
    """A version of the assessment in words."""

    row: RiskAssessment
    inherent: str
    residual: str
    says: str


@dataclass(frozen=True)
class AcceptanceShown:
    """An acceptance as it stands on the day."""

    row: RiskAcceptance
    words: str
    last_day: date
    holds: bool
    may_decide: bool
    may_withdraw: bool
    reasons: tuple[str, ...]
    """Why it was overtaken."""


@dataclass(frozen=True)
class RiskShown:
    """One risk with all that is on record of it."""

    line: risks.RiskLine
    assessments: tuple[AssessmentShown, ...]
    explained: Decimal | None
    """What the controls that work leave of the mean loss of a year, by their own effects.

    None before assessment, and where no control was tested and found to work.
    """
    controls: tuple[RiskControl, ...]
    treatments: tuple[RiskTreatment, ...]
    acceptances: tuple[AcceptanceShown, ...]
    owners: tuple[RiskOwner, ...]
    reviews: tuple[RiskReview, ...]
    review_by: date
    may_keep: bool
    asked: RiskAcceptance | None
    """The request that waits."""


@dataclass(frozen=True)
class RunShown:
    """A quantification, and whether its inputs are still those on record."""

    row: RiskQuantification
    found: Quantification
    stale: str
    """What changed since; empty where nothing did."""


def page(standing: Standing, risk: Risk) -> RiskShown:
    """The page of a risk: fifteen statements or so, whatever its history."""
    on, policy = standing.on, risk_policy(standing.on)
    row: Any = risks.standing_on(Risk.objects.select_related("department"), on).get(pk=risk.pk)
    (line,) = risks.shown([row], policy, on=on)
    controls = tuple(risk.controls.select_related("owner").order_by("pk"))
    assessments = tuple(
        _assessed(one, policy) for one in risk.assessments.select_related("assessed_by").order_by("-number")[:50]
    )
    asked = risk.acceptances.select_related("asked_by", "decided_by", "risk", "assessment")[:50]
    acceptances = tuple(_accepted(standing, one) for one in asked)
    left = None
    if assessments and any(one.works for one in controls):
        works = tuple((one.less_often, one.less_costly) for one in controls if one.works)
        inherent = exposure_of(assessment_of(assessments[0].row).inherent, policy)
        left = Decimal(round(explained(inherent, works)))
    return RiskShown(
        line=line,
        assessments=assessments,
        explained=left,
        controls=controls,
        treatments=tuple(risk.treatments.select_related("owner", "changed_by").order_by("due_on", "pk")),
        acceptances=acceptances,
        owners=tuple(risk.owners.select_related("owner").order_by("-starts_on")),
        reviews=tuple(risk.reviews.select_related("reviewed_by")[:20]),
        review_by=risk.reviewed_on + timedelta(days=policy.reviewed_every_days),
        may_keep=standing.may(Capability.KEEP_RISK, risk),
        asked=next((one.row for one in acceptances if one.row.status == AcceptanceStatus.ASKED), None),
    )


def rating_in_words(rating: InWords | InRanges, policy: RiskPolicy) -> str:
    """A rating as a person says it."""
    often, costs = in_words(rating, policy)
    exposure = exposure_of(rating, policy)
    told = f"{often}, {costs.lower()}: ${exposure.expected:,.0f} a year on average"
    if isinstance(rating, InWords):
        return told
    chance, loss = rating.chance, rating.loss
    times = (
        f"{chance.low} to {chance.high} times a year"
        if chance.per == "frequency"
        else f"probability {chance.low} to {chance.high} a year"
    )
    shape = {
        "lognormal": "nine times in ten between",
        "pert": f"most often ${loss.mode or 0:,.0f}, between",
        "uniform": "any amount between",
    }[loss.shape]
    return f"{told} ({times}; {shape} ${loss.low:,.0f} and ${loss.high:,.0f})"


def _assessed(row: RiskAssessment, policy: RiskPolicy) -> AssessmentShown:
    held = assessment_of(row)
    return AssessmentShown(
        row=row,
        inherent=_rated(held.inherent, policy, row.expected_inherent),
        residual=_rated(held.residual, policy, row.expected),
        says=held.says,
    )


def _rated(rating: InWords | InRanges, policy: RiskPolicy, expected: Decimal) -> str:
    try:
        return rating_in_words(rating, policy)
    except KeyError:
        # A word of a policy that does not hold any more: what it stood for then is on record.
        return f"In words of an earlier policy: ${expected:,.0f} a year on average"


def _accepted(standing: Standing, row: RiskAcceptance) -> AcceptanceShown:
    holds = row.status == AcceptanceStatus.ACCEPTED and row.lapses_on > standing.on
    ended = row.status == AcceptanceStatus.ACCEPTED and not holds
    waits = row.status == AcceptanceStatus.ASKED and row.lapses_on > standing.on
    return AcceptanceShown(
        row=row,
        words="Its last day is over" if ended else str(row.get_status_display()),
        last_day=row.lapses_on - timedelta(days=1),
        holds=holds,
        may_decide=waits and standing.may(Capability.ACCEPT_RISK, row),
        may_withdraw=_may_withdraw(standing, row),
        reasons=tuple(row.ended_because.splitlines()) if row.status == AcceptanceStatus.OVERTAKEN else (),
    )


def _may_withdraw(standing: Standing, row: RiskAcceptance) -> bool:
    if row.status == AcceptanceStatus.ASKED:
        return standing.may(Capability.KEEP_RISK, row.risk)
    return row.status == AcceptanceStatus.ACCEPTED and standing.may(Capability.ACCEPT_RISK, row.risk)


def acceptance(standing: Standing, risk: Risk, pk: int) -> AcceptanceShown:
    """An acceptance of the risk; raises `NoSuchRiskError`."""
    row = risk.acceptances.select_related("risk", "assessment", "asked_by", "decided_by").filter(pk=pk).first()
    if row is None:
        raise risks.NoSuchRiskError("There is no such acceptance of the risk.", where=str(pk))
    return _accepted(standing, row)


def control(risk: Risk, pk: int) -> RiskControl:
    """A control of the risk; raises `NoSuchRiskError`."""
    row: RiskControl | None = risk.controls.filter(pk=pk).first()
    if row is None:
        raise risks.NoSuchRiskError("There is no such control of the risk.", where=str(pk))
    return row


def treatment(risk: Risk, pk: int) -> RiskTreatment:
    """A treatment of the risk; raises `NoSuchRiskError`."""
    row: RiskTreatment | None = risk.treatments.filter(pk=pk).first()
    if row is None:
        raise risks.NoSuchRiskError("There is no such treatment of the risk.", where=str(pk))
    return row


def appetites(standing: Standing) -> QuerySet[RiskAppetite]:
    """The appetites of the departments whose risks the person may look into, with those of the enterprise."""
    rows = RiskAppetite.objects.filter(standing.results(Capability.READ_RISK)) | RiskAppetite.objects.filter(
        department__isnull=True
    )
    return rows.select_related("department", "set_by").order_by("department__name", "category", "-starts_on")


def runs(standing: Standing, number: int = 1) -> Page[RunShown]:
    """One page of the quantifications that the person may read, the newest first."""
    rows = RiskQuantification.objects.filter(standing.results(Capability.READ_RISK))
    rows = rows.select_related("department", "run_by").order_by("-pk")
    found: Page[RiskQuantification] = paged(rows, number)
    known = _inputs_now(standing, found.rows)
    return Page(rows=tuple(_run(one, known) for one in found.rows), number=found.number, of=found.of, total=found.total)


def run(standing: Standing, pk: int) -> RunShown:
    """A quantification; raises `NoSuchRunError` where the person may not read it."""
    rows = RiskQuantification.objects.filter(standing.results(Capability.READ_RISK))
    row = rows.select_related("department", "run_by").filter(pk=pk).first()
    if row is None:
        raise NoSuchRunError("There is no such quantification, or it is not open to you.", where=str(pk))
    return _run(row, _inputs_now(standing, [row]))


def _keys(row: RiskQuantification) -> list[str]:
    return [one.key for one in Quantification.model_validate_json(row.result_json).residual.risks]


def _inputs_now(standing: Standing, rows: Sequence[RiskQuantification]) -> dict[str, Any]:
    """The inputs as they stand of every risk that the runs took, by key; a few statements for all of them."""
    keys = {key for row in rows for key in _keys(row)}
    assessed = list(Risk.objects.filter(key__in=keys, assessments__current=True).distinct())
    try:
        return {one.key: one for one in inputs_of(assessed, on=standing.on)}
    except (KeyError, NotAssessedError):
        # A word that today's policy does not know: nothing can be said to be as it was.
        return {}


def _run(row: RiskQuantification, known: dict[str, Any]) -> RunShown:
    found = Quantification.model_validate_json(row.result_json)
    before = {one["key"]: one for one in json.loads(row.inputs_json)}
    now = [known[key] for key in before if key in known]
    if len(now) == len(before) and inputs_digest(now) == row.inputs_sha256:
        return RunShown(row, found, "")
    moved = [
        one["title"]
        for key, one in before.items()
        if key not in known or canonical_json(known[key]) != canonical_json(one)
    ]
    return RunShown(row, found, f"Changed since: {', '.join(moved[:5])}{' and others' if len(moved) > 5 else ''}.")


def trend(assessments: Sequence[AssessmentShown]) -> tuple[tuple[date, int, int], ...]:
    """Day, mean loss before and with controls of each assessment, the oldest first."""
    return tuple(
        (one.row.assessed_on, round(one.row.expected_inherent), round(one.row.expected))
        for one in reversed(assessments)
    )
