"""Make a token for the API, for oneself."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import ForbiddenError, Standing
from meritbook.core.dates import day_in_words
from meritbook.core.errors import MeritbookError
from meritbook.records import clock
from meritbook.records.models import ApiToken

LONGEST = timedelta(days=366)
PREFIX = "mb_"


class TokenTermError(MeritbookError):
    """A token that would never be good, or good for too long."""

    code = "token.term"
    remedy = "Choose a last day between tomorrow and a year from now."
    http_status = 422


class TokenNameError(MeritbookError):
    """The person has a token of that name already."""

    code = "token.name_taken"
    remedy = "Revoke the other token first, or choose another name."
    http_status = 409


@dataclass(frozen=True)
class Made:
    """The row, and the token itself, which is kept nowhere."""

    row: ApiToken
    token: str


def digest_of(token: str) -> str:
    """SHA-256 of the token: what is kept of it."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def perform(actor: Actor, *, at: datetime, why: str, name: str, expires_on: date) -> Made:
    """The new token of the actor. With it a program may do what the person may, no more.

    Raises `ForbiddenError` for the program itself; `TokenTermError`; `TokenNameError`; `TextError`.
    """
    on = clock.day_of(at)
    if actor.user is None or not actor.user.is_active:
        raise ForbiddenError("Only a person who signs in has tokens.")
    roles = Standing(actor.user, on).roles
    if not roles:
        raise ForbiddenError(f"{actor.name} holds no role, and a token would permit nothing.")
    name = policies.check_text(name, field="name", longest=100)
    if not on < expires_on <= on + LONGEST:
        raise TokenTermError(f"A token cannot end on {day_in_words(expires_on)}.", where="expires_on")
    token = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        if ApiToken.objects.filter(user=actor.user, name=name, revoked_at__isnull=True).exists():
            raise TokenNameError(f"{actor.name} has a token “{name}” already.", where="name")
        row = ApiToken.objects.create(
            user=actor.user, name=name, digest=digest_of(token), created_at=at, expires_on=expires_on
        )
        ledger.write(
            actor,
            role=roles[0],
            at=at,
            why=why,
            action="make_token",
            subject=f"apitoken:{row.pk}",
            facts={"name": name, "expires_on": expires_on.isoformat()},
            records=[row],
        )
    return Made(row, token)
