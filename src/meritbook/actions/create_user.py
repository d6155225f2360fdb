"""Enter a person who signs in."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from meritbook.actions import ledger, policies
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.errors import MeritbookError
from meritbook.records import clock
from meritbook.records.models import User


class UsernameError(MeritbookError):
    """A username with characters that it may not have."""

    code = "user.username"
    remedy = "Use letters, digits and @ . + - _ only."
    http_status = 422


def perform(
    actor: Actor, *, at: datetime, why: str, username: str, full_name: str, password: str | None = None
) -> User:
    """The new person; without a password they cannot sign in until one is set. They hold no role yet.

    The password is checked by the rules of the settings and never enters the ledger. Raises `ForbiddenError`;
    `TakenError` for a username that exists whatever its case; `UsernameError`; `PasswordError`; `TextError`.
    """
    role = require(actor, Capability.MANAGE_USERS, on=clock.day_of(at))
    username = User.normalize_username(policies.check_text(username, field="username", longest=150))
    full_name = policies.check_text(full_name, field="full_name", longest=200)
    user = User(username=username, full_name=full_name, created_at=at)
    try:
        User._meta.get_field("username").run_validators(username)
    except ValidationError as problem:
        raise UsernameError(" ".join(problem.messages), where="username") from problem
    if password is None:
        user.set_unusable_password()
    else:
        policies.check_password(password, user)
        user.set_password(password)
    with transaction.atomic():
        policies.check_username_new(username)
        user.save(force_insert=True)
        ledger.write(
            actor,
            role=role,
            at=at,
            why=why,
            action="create_user",
            subject=f"user:{user.pk}",
            facts={"username": username, "full_name": full_name},
            records=[user],
        )
    return user
