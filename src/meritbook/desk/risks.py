"""The risks of the register that a person may look into: as a list, as a map of likelihood and impact, and one of them.

Every count is of what the person may read: a total tells nothing of another department's risks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.fields import CharField

from meritbook.actions.permissions import Capability, Standing
from meritbook.actions.risking import risk_policy
from meritbook.core.errors import MeritbookError
from meritbook.core.results.indicator import Signal, Thresholds, signal
from meritbook.core.results.risk_policy import Band, RiskPolicy
from meritbook.core.verdict import Verdict
from meritbook.desk import measures
from meritbook.desk.paging import Page, paged
from meritbook.records.models import (
    AcceptanceStatus,
    Risk,
    RiskAcceptance,
    RiskAppetite,
    RiskIndicator,
    RiskOwner,
    RiskStatus,
)

ENTERPRISE = "enterprise"
"""What the filter calls the enterprise as a whole."""

MOST_RISKS = 50
"""Risks that the page of a goal names."""


class NoSuchRiskError(MeritbookError):
    """No risk of that number or key, or none that the person may look into."""

    code = "results.no_such_risk"
    remedy = "Open the list of risks; it holds all that you may look into."
    http_status = 404


@dataclass(frozen=True)
class RiskFilter:
    """What a list of risks is narrowed to; empty parts narrow nothing."""

    words: str = ""
    department: str = ""
    """A number, or `enterprise`."""
    category: str = ""
    state: str = ""
    likelihood: str = ""
    impact: str = ""
    over: bool = False
    """Only those above their appetite."""
    ending: bool = False
    """Only those whose acceptance ends within the days of the policy."""
    tripped: bool = False
    """Only those with an indicator that has tripped."""
    review: bool = False
    """Only those whose review is due."""


@dataclass(frozen=True)
class IndicatorLine:
    """An indicator and what it shows on the day."""

    row: RiskIndicator
    signal: Signal
    because: str


@dataclass(frozen=True)
class RiskLine:
    """A risk in a list."""

    risk: Risk
    status: str
    """That of the day: an acceptance that has ended leaves the risk open."""
    status_words: str
    category: str
    owner: str
    likelihood: str
    impact: str
    """Words of the scales; empty before the first assessment."""
    expected: Decimal | None
    """Dollars a year on average, with the controls."""
    appetite: Decimal | None
    within: Verdict
    """Whether it lies within its appetite; undetermined without assessment or appetite."""
    accepted_until: date | None
    """The last day of the acceptance that holds."""
    signals: tuple[IndicatorLine, ...]

    @property
    def worst(self) -> Signal | None:
        """The gravest of its indicators; none where it has none."""
        order = (Signal.TRIPPED, Signal.UNDETERMINED, Signal.WATCH, Signal.CLEAR)
        return next((one for one in order if any(line.signal is one for line in self.signals)), None)


def visible(standing: Standing, capability: Capability = Capability.READ_RISK) -> QuerySet[Risk]:
    """The risks that the person may look into."""
    return Risk.objects.filter(standing.results(capability))


def threatening(standing: Standing, plan: str, part: str) -> tuple[Risk, ...]:
    """The risks in the person's reach that name the goal by its keys and are not closed; at most one statement."""
    if not standing.may(Capability.READ_RISK):
        return ()
    rows = visible(standing).filter(goal=f"{plan}/{part}").exclude(status=RiskStatus.CLOSED)
    return tuple(rows.order_by("key")[:MOST_RISKS])


def standing_on(rows: QuerySet[Risk], on: date) -> QuerySet[Any]:
    """The rows with what the day makes of them: `status_on`, `amount`, the assessment as `now`, `until`."""
    holds = RiskAcceptance.objects.filter(risk=OuterRef("pk"), status=AcceptanceStatus.ACCEPTED, lapses_on__gt=on)
    appetite = (
        RiskAppetite.objects.on(on)
        .filter(
            Q(department=OuterRef("department")) | Q(department__isnull=True),
            Q(category=OuterRef("category")) | Q(category=""),
        )
        .order_by(F("department").desc(nulls_last=True), "-category")
    )
    return rows.annotate(
        now=FilteredRelation("assessments", condition=Q(assessments__current=True)),
        likelihood=F("now__likelihood"),
        impact=F("now__impact"),
        expected=F("now__expected"),
        amount=Subquery(appetite.values("amount")[:1]),
        until=Subquery(holds.values("lapses_on")[:1]),
        status_on=Case(
            When(Q(status=RiskStatus.ACCEPTED) & ~Exists(holds), then=Value(RiskStatus.OPEN.value)),
            default=F("status"),
            output_field=CharField(),
        ),
    )


def chosen(standing: Standing, by: RiskFilter, policy: RiskPolicy) -> QuerySet[Any]:
    """The risks that the filter leaves of those that the person may look into."""
    on = standing.on
    rows = standing_on(visible(standing).select_related("department"), on).order_by("key")
    if by.words:
        rows = rows.filter(Q(title__icontains=by.words) | Q(key__icontains=by.words))
    if by.department == ENTERPRISE:
        rows = rows.filter(department__isnull=True)
    elif by.department.isascii() and by.department.isdigit() and len(by.department) < 10:
        rows = rows.filter(department=int(by.department))
    for name in ("category", "likelihood", "impact"):
        if said := getattr(by, name):
            rows = rows.filter(**{name: said})
    if by.state:
        rows = rows.filter(status_on=by.state)
    if by.likelihood or by.impact or by.over:
        rows = rows.exclude(status=RiskStatus.CLOSED)
    if by.over:
        rows = rows.filter(expected__gt=F("amount"))
    if by.ending:
        rows = rows.filter(status_on=RiskStatus.ACCEPTED, until__lte=warned_from(on, policy))
    if by.review:
        last = on - timedelta(days=policy.reviewed_every_days)
        rows = rows.filter(reviewed_on__lt=last).exclude(status=RiskStatus.CLOSED)
    if by.tripped:
        tripped = [one.row.risk_id for one in signals(visible(standing), on=on) if one.signal is Signal.TRIPPED]
        rows = rows.filter(pk__in=tripped).exclude(status=RiskStatus.CLOSED)
    return rows


def warned_from(on: date, policy: RiskPolicy) -> date:
    """The last `lapses_on` of an acceptance that shows as about to end."""
    return on + timedelta(days=policy.acceptance.warn_days + 1)


def lines(standing: Standing, by: RiskFilter, number: int = 1) -> Page[RiskLine]:
    """One page of the risks in the order of their keys: eight statements whatever their number."""
    policy = risk_policy(standing.on)
    page: Page[Any] = paged(chosen(standing, by, policy), number)
    return Page(rows=shown(page.rows, policy, on=standing.on), number=page.number, of=page.of, total=page.total)


def shown(rows: Sequence[Any], policy: RiskPolicy, *, on: date) -> tuple[RiskLine, ...]:
    """Rows of `standing_on` as lines; at most six statements."""
    owners = owners_of(rows, on)
    by_risk: dict[int, list[IndicatorLine]] = {}
    for one in signals([row.pk for row in rows], on=on):
        by_risk.setdefault(one.row.risk_id, []).append(one)
    return tuple(
        RiskLine(
            risk=row,
            status=row.status_on,
            status_words=str(RiskStatus(row.status_on).label),
            category=policy.title_of(row.category),
            owner=owners.get(row.pk, ""),
            likelihood=word(policy.likelihood, row.likelihood),
            impact=word(policy.impact, row.impact),
            expected=row.expected,
            appetite=row.amount,
            within=within(row.expected, row.amount),
            accepted_until=row.until - timedelta(days=1) if row.until else None,
            signals=tuple(by_risk.get(row.pk, ())),
        )
        for row in rows
    )


def within(expected: Decimal | None, appetite: Decimal | None) -> Verdict:
    """Whether the expected loss lies within the appetite; undetermined where one of them is not known."""
    if expected is None or appetite is None:
        return Verdict.UNDETERMINED
    return Verdict.MET if expected <= appetite else Verdict.NOT_MET


def word(scale: Iterable[Band], key: str | None) -> str:
    """The word of a scale; the key where the policy does not know it any more."""
    return next((one.word for one in scale if one.key == key), key or "")


def owners_of(risks: Iterable[Risk], on: date) -> dict[int, str]:
    """Who answers for each risk on the day and can sign in; one statement."""
    rows = RiskOwner.objects.on(on).filter(risk__in=[one.pk for one in risks], owner__is_active=True)
    return {one.risk_id: one.owner.full_name for one in rows.select_related("owner")}


def signals(risks: Any, *, on: date) -> tuple[IndicatorLine, ...]:
    """What the indicators of the risks show on the day; at most five statements."""
    rows = list(RiskIndicator.objects.filter(risk__in=risks).select_related("measure").order_by("risk", "pk"))
    if not rows:
        return ()
    stand = {
        one.measure.pk: one.standing for one in measures.stand([row.measure for row in rows], on=on, audited=False)
    }
    found = []
    for row in rows:
        thresholds = Thresholds.model_validate({"bad_when": row.bad_when, "watch": row.watch, "trip": row.trip})
        found.append(IndicatorLine(row, *signal(thresholds, stand[row.measure_id])))
    return tuple(found)


def heat(standing: Standing, by: RiskFilter, policy: RiskPolicy) -> dict[tuple[str, str], int]:
    """How many risks that are not closed stand at each pair of likelihood and impact; one statement, or a few more."""
    rows = chosen(standing, by, policy).exclude(status=RiskStatus.CLOSED).filter(expected__isnull=False)
    counted = rows.order_by().values("likelihood", "impact").annotate(number=Count("pk"))
    return {(one["likelihood"], one["impact"]): one["number"] for one in counted}


def get(standing: Standing, pk: int, capability: Capability = Capability.READ_RISK) -> Risk:
    """One risk; raises `NoSuchRiskError` where the person may not look into it."""
    found = visible(standing, capability).select_related("department").filter(pk=pk).first()
    if found is None:
        raise NoSuchRiskError("There is no such risk, or it is not open to you.", where=str(pk))
    return found


def by_key(standing: Standing, key: str) -> Risk:
    """One risk by its key; raises `NoSuchRiskError`."""
    found = visible(standing).select_related("department").filter(key__iexact=key.replace("\0", "")).first()
    if found is None:
        raise NoSuchRiskError("There is no such risk, or it is not open to you.", where=key)
    return found
