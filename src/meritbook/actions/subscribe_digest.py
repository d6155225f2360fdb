"""Ask for the digest of the service's dates by e-mail, once a week; the subscription before gives way."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from meritbook.actions import ledger
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, ForbiddenError, require
from meritbook.core.errors import MeritbookError
from meritbook.records import clock
from meritbook.records.models import DigestSubscription

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LONGEST = 254


class DigestAddressError(MeritbookError):
    """The e-mail address is none."""

    code = "digest.address"
    remedy = "Write one address, such as name@agency.example, without a name or brackets around it."
    http_status = 422


class DigestDayError(MeritbookError):
    """The day of the week is none."""

    code = "digest.weekday"
    remedy = "Choose a day from 0 (Monday) to 6 (Sunday)."
    http_status = 422


def checked_address(text: str) -> str:
    """The address, without space around it; raises `DigestAddressError`."""
    address = text.strip()
    try:
        validate_email(address)
    except ValidationError as problem:
        raise DigestAddressError("This is not an e-mail address.", where="address") from problem
    if len(address) > LONGEST or not address.isascii() or not address.isprintable():
        raise DigestAddressError("This e-mail address cannot be used.", where="address")
    return address


def perform(actor: Actor, *, at: datetime, why: str, address: str, weekday: int = 0) -> DigestSubscription:
    """The subscription of the actor, to an address that they name; the address is not written to the ledger.

    Raises `ForbiddenError`, also for the program itself; `DigestAddressError`; `DigestDayError`; `TextError`.
    """
    on = clock.day_of(at)
    if actor.user is None:
        raise ForbiddenError("Only a person who signs in has a digest.")
    role = require(actor, Capability.KEEP_CALENDAR, on=on)
    address = checked_address(address)
    if not 0 <= weekday < len(WEEKDAYS):
        raise DigestDayError(f"{weekday} is no day of the week.", where="weekday")
    with transaction.atomic():
        standing = DigestSubscription.objects.select_for_update().filter(user=actor.user, ended_at__isnull=True)
        before = list(standing)
        for one in before:
            one.ended_by, one.ended_at = actor.user, at
            one.save()
        row = DigestSubscription.objects.create(
            user=actor.user, address=address, weekday=weekday, made_by=actor.user, made_at=at
        )
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="subscribe_digest",
            subject=f"digestsubscription:{row.pk}",
            facts={"weekday": WEEKDAYS[weekday], "replaces": [one.pk for one in before]},
            records=[*before, row],
        )
    return row
