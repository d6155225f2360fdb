"""Investments and reviews on a desk: what waits for a decision, a verification, a meeting, or somebody's own report."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from meritbook.actions import returning
from meritbook.actions.permissions import Capability, Standing
from meritbook.core.dates import day_in_words
from meritbook.desk import reviews
from meritbook.desk.acts import MOST, Act, Section
from meritbook.records.models import FollowUp, FollowUpState, ReturnCase, ReturnStatus, ReviewStatus

RETURNS, FOLLOW_UPS = "Investments", "Quarterly reviews"
SOON = timedelta(days=14)
"""How long before its day a verification, a meeting or a follow-up comes onto the desk."""
READ = 60
"""Rows of one kind that a desk reads at most."""


def returns_section(standing: Standing) -> Section | None:
    """The acts on investments; none for whom nothing waits."""
    if not standing.may(Capability.KEEP_RETURN) and not standing.may(Capability.VERIFY_SAVINGS):
        return None
    return _section(RETURNS, [*_to_decide(standing), *_to_verify(standing)], "web:returns", standing)


def _section(heading: str, acts: list[Act], view: str, standing: Standing, query: str = "") -> Section | None:
    if not acts:
        return None
    ordered = sorted(acts, key=lambda one: (one.last_day is None, one.last_day or standing.on, one.title))
    return Section(
        heading=heading, acts=tuple(ordered[:MOST]), total=len(acts), empty="Nothing waits.", view=view, query=query
    )


def _to_decide(standing: Standing) -> Iterator[Act]:
    decides = set(returning.return_policy(standing.on).decides)
    if not decides & set(standing.roles):
        return
    rows = ReturnCase.objects.filter(standing.results(Capability.KEEP_RETURN), status=ReturnStatus.PROPOSED)
    rows = rows.exclude(proposed_by=standing.user).exclude(versions__saved_by=standing.user)
    for one in rows.select_related("proposed_by").order_by("proposed_at", "pk")[:READ]:
        yield Act(
            title=f"Decide on an investment: {one.title}",
            view="web:return",
            id=None,
            key=one.key,
            detail=f"{one.proposed_by.full_name} proposes it.",
            without="Until somebody decides it does not begin.",
            since=one.proposed_at,
        )


def _to_verify(standing: Standing) -> Iterator[Act]:
    if not standing.may(Capability.VERIFY_SAVINGS):
        return
    rows = ReturnCase.objects.filter(
        standing.results(Capability.VERIFY_SAVINGS),
        status__in=[ReturnStatus.UNDER_WAY, ReturnStatus.VERIFIED],
        verify_by__lte=standing.on + SOON,
    )
    rows = rows.exclude(proposed_by=standing.user).exclude(versions__saved_by=standing.user)
    for one in rows.order_by("verify_by", "pk")[:READ]:
        yield Act(
            title=f"Verify what an investment brought: {one.title}",
            view="web:return",
            id=None,
            key=one.key,
            detail="It was verified before; it is to be seen whether the gain lasts."
            if one.status == ReturnStatus.VERIFIED
            else "Nobody has verified it yet.",
            without="What it brought stays a promise.",
            last_day=one.verify_by,
        )


def reviews_section(standing: Standing) -> Section | None:
    """The acts on reviews and follow-ups; none for whom nothing waits."""
    if standing.user is None or not standing.may(Capability.READ_RESULTS):
        return None
    acts = [*_own(standing), *_to_settle(standing), *_meetings(standing)]
    return _section(FOLLOW_UPS, acts, "web:follow_ups", standing, "show=open")


def _own(standing: Standing) -> Iterator[Act]:
    rows = FollowUp.objects.filter(owner=standing.user, state=FollowUpState.OPEN).select_related("review")
    for one in rows.order_by("due_on", "pk")[:READ]:
        yield Act(
            title=f"Do, and report: {one.what}",
            view="web:follow_up",
            id=one.pk,
            detail=f"Given to you by the review of {one.review.quarter}. Due on {day_in_words(one.due_on)}.",
            without="The next review carries it on.",
            last_day=one.due_on,
        )


def _to_settle(standing: Standing) -> Iterator[Act]:
    if not standing.may(Capability.HOLD_REVIEW):
        return
    held = reviews.visible(standing, Capability.HOLD_REVIEW).values("pk")
    rows = FollowUp.objects.filter(review__in=held, state=FollowUpState.REPORTED)
    rows = rows.exclude(owner=standing.user).exclude(reported_by=standing.user).select_related("reported_by")
    for one in rows.order_by("reported_at", "pk")[:READ]:
        yield Act(
            title=f"Accept a follow-up or give it back: {one.what}",
            view="web:follow_up",
            id=one.pk,
            detail=f"{one.reported_by.full_name if one.reported_by else ''} reported it done.",
            without="It stays open.",
            since=one.reported_at,
        )


def _meetings(standing: Standing) -> Iterator[Act]:
    if not standing.may(Capability.HOLD_REVIEW):
        return
    rows = reviews.visible(standing, Capability.HOLD_REVIEW)
    due = rows.filter(status=ReviewStatus.CALLED, held_on__lte=standing.on + SOON) | rows.filter(
        status=ReviewStatus.OPEN
    )
    for one in due.order_by("held_on", "pk")[:READ]:
        open_now = one.status == ReviewStatus.OPEN
        yield Act(
            title=f"{'Close' if open_now else 'Hold'} the review of {one.quarter}: {one.of}",
            view="web:review",
            id=one.pk,
            detail="Its meeting is open." if open_now else f"It is called for {day_in_words(one.held_on)}.",
            without="Its minutes are not sealed." if open_now else "Nobody talks over what the quarter showed.",
            last_day=None if open_now else one.held_on,
            since=one.opened_at if open_now else None,
        )
