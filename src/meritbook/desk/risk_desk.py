"""Risks on a desk: what an owner has to do, what waits for an acceptor, and acceptances that end or have ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q

from meritbook.actions.permissions import Capability, Standing
from meritbook.actions.risking import risk_policy
from meritbook.core.dates import day_in_words
from meritbook.core.results.indicator import Signal
from meritbook.core.results.risk_policy import RiskPolicy
from meritbook.desk import risks
from meritbook.desk.acts import MOST, Act, Section
from meritbook.records.models import (
    AcceptanceStatus,
    Risk,
    RiskAcceptance,
    RiskOwner,
    RiskStatus,
    RiskTreatment,
    TreatmentState,
)

HEADING = "Risks"
SOON = timedelta(days=14)
"""How long before its day a treatment comes onto the desk."""
READ = 60
"""Rows of one kind that a desk reads at most."""


def risk_section(standing: Standing) -> Section | None:
    """The acts on risks; none for whom they are no matter, or where nothing waits."""
    if not standing.may(Capability.READ_RISK):
        return None
    policy = risk_policy(standing.on)
    acts = sorted(
        (*_to_decide(standing), *_ending(standing, policy), *_treatments(standing), *_owned(standing, policy)),
        key=lambda one: (one.last_day is None, one.last_day or standing.on, one.title),
    )
    if not acts:
        return None
    return Section(heading=HEADING, acts=tuple(acts[:MOST]), total=len(acts), empty="Nothing waits.", view="web:risks")


def _to_decide(standing: Standing) -> Iterator[Act]:
    if not standing.may(Capability.ACCEPT_RISK):
        return
    rows = RiskAcceptance.objects.filter(
        status=AcceptanceStatus.ASKED,
        lapses_on__gt=standing.on,
        risk__in=risks.visible(standing, Capability.ACCEPT_RISK),
    ).exclude(asked_by=standing.user)
    mine = RiskOwner.objects.filter(owner=standing.user, ends_before__isnull=True).values("risk")
    for row in rows.exclude(risk__in=mine).select_related("risk", "asked_by").order_by("asked_at", "pk")[:READ]:
        yield Act(
            title=f"Decide whether a risk is borne: {row.risk.title}",
            view="web:risk",
            id=row.risk_id,
            detail=f"{row.asked_by.full_name} asks for it until {day_in_words(row.lapses_on - timedelta(days=1))}",
            without="Until somebody decides, nobody has taken the risk on.",
            since=row.asked_at,
        )


def _ending(standing: Standing, policy: RiskPolicy) -> Iterator[Act]:
    """Acceptances about to end, and those that ended without another: for who owns the risk and who accepted it."""
    mine = RiskOwner.objects.on(standing.on).filter(owner=standing.user).values("risk")
    rows = RiskAcceptance.objects.filter(
        Q(risk__in=mine) | Q(decided_by=standing.user),
        status=AcceptanceStatus.ACCEPTED,
        lapses_on__lte=risks.warned_from(standing.on, policy),
        risk__status=RiskStatus.ACCEPTED,
        risk__in=risks.visible(standing),
    )
    for row in rows.select_related("risk").order_by("lapses_on", "pk")[:READ]:
        last = row.lapses_on - timedelta(days=1)
        over = row.lapses_on <= standing.on
        yield Act(
            title=f"{'Treat or accept anew' if over else 'Acceptance about to end'}: {row.risk.title}",
            view="web:risk",
            id=row.risk_id,
            detail=f"{'Its acceptance ended' if over else 'It is accepted until'} {day_in_words(last)}",
            without="The risk counts as open, and nobody bears it."
            if over
            else "From the next day on the risk counts as open, and nobody bears it.",
            last_day=last,
        )


def _treatments(standing: Standing) -> Iterator[Act]:
    rows = RiskTreatment.objects.filter(
        owner=standing.user,
        state__in=[TreatmentState.PLANNED, TreatmentState.UNDER_WAY],
        due_on__lte=standing.on + SOON,
        risk__in=risks.visible(standing),
    ).exclude(risk__status=RiskStatus.CLOSED)
    for row in rows.select_related("risk").order_by("due_on", "pk")[:READ]:
        yield Act(
            title=f"Treat a risk: {row.risk.title}",
            view="web:risk",
            id=row.risk_id,
            detail=f"{row.what}, due on {day_in_words(row.due_on)}",
            without="The risk stays what it is.",
            last_day=row.due_on,
        )


def _owned(standing: Standing, policy: RiskPolicy) -> Iterator[Act]:
    """Of one's own risks: no assessment, a review that is due, an indicator that tripped."""
    mine = RiskOwner.objects.on(standing.on).filter(owner=standing.user).values("risk")
    rows: list[Risk] = list(
        risks.standing_on(risks.visible(standing).filter(pk__in=mine), standing.on)
        .exclude(status=RiskStatus.CLOSED)
        .order_by("key")[:READ]
    )
    shown = {one.risk.pk: one for one in risks.shown(rows, policy, on=standing.on)} if rows else {}
    for row in rows:
        line = shown[row.pk]
        due = row.reviewed_on + timedelta(days=policy.reviewed_every_days)
        if line.expected is None:
            yield Act(
                f"Assess a risk: {row.title}", "web:risk", row.pk, "It has no assessment yet",
                "Nobody can say what it may cost, and it cannot be accepted.", since=row.created_at,
            )  # fmt: skip
        if due <= standing.on:
            yield Act(
                f"Review a risk: {row.title}", "web:risk", row.pk, f"Last reviewed on {day_in_words(row.reviewed_on)}",
                "What is on record may not be so any more.", last_day=due,
            )  # fmt: skip
        for one in line.signals:
            if one.signal is Signal.TRIPPED:
                yield Act(
                    f"An indicator has tripped: {row.title}", "web:risk", row.pk,
                    f"{one.row.measure.title}. {one.because}", "The risk may be coming about.",
                )  # fmt: skip
