"""Withdraw a hand-over before its day: nothing goes over, and its overlap is ended."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from meritbook.actions import handing_over, ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.dates import day_in_words
from meritbook.records import clock
from meritbook.records.models import HandOver


def perform(actor: Actor, *, at: datetime, why: str, hand_over: HandOver, reason: str) -> HandOver:
    """The hand-over, withdrawn with the reason. One whose day has come is not: hand it over again instead.

    Raises `ForbiddenError`; `HandOverOverError`; `TextError`.
    """
    on = clock.day_of(at)
    reason = policies.check_text(reason, field="reason")
    with transaction.atomic():
        row = (
            HandOver.objects.select_for_update(of=("self",))
            .select_related("department", "giver", "successor")
            .get(pk=hand_over.pk)
        )
        acting = require(actor, Capability.HAND_OVER, row.department, on=on)
        if row.withdrawn_at is not None:
            raise handing_over.HandOverOverError("It was withdrawn already.", where=str(row.pk))
        if row.settled_at is not None or row.starts_on <= on:
            raise handing_over.HandOverOverError(
                f"Its day was {day_in_words(row.starts_on)}; it cannot be withdrawn.", where=str(row.pk)
            )
        row.withdrawn_by, row.withdrawn_at, row.withdrawn_because = actor.user, at, reason
        row.save()
        overlap = list(row.delegations.select_for_update().filter(ended_at__isnull=True).order_by("pk"))
        for one in overlap:
            one.ended_by, one.ended_at, one.ended_because = actor.user, at, reason
            one.save()
        ledger.write(
            actor,
            role=acting,
            at=at,
            why=why,
            action="withdraw_hand_over",
            subject=f"hand_over:{row.pk}",
            facts={**handing_over.told(row), "reason": reason},
            records=[row, *overlap],
        )
    return row
