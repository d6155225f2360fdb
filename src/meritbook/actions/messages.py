"""Messages to those for whom something waits: to the address that they gave for the digest, and to nobody without one.

A message goes out when the act that asks is on record, and only then; a mail server that does not take it undoes
nothing. Each act asks once, so each message is sent once: a version is agreed once, a proposal made once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from meritbook.actions import mail
from meritbook.records.models import DigestSubscription, User
from meritbook.writers.asking_words import asking_words

_log = logging.getLogger("meritbook.mail")


@dataclass(frozen=True)
class Asks:
    """What a person is asked for."""

    user: User
    says: str
    """One sentence without anything of the case."""


def addresses(users: Iterable[User]) -> dict[int, str]:
    """Where the people get mail, by key; who gave no address is left out. One statement."""
    keys = {one.pk for one in users}
    rows = DigestSubscription.objects.filter(user__in=keys, ended_at__isnull=True, user__is_active=True)
    return dict(rows.values_list("user_id", "address"))


def tell(
    asked: Sequence[Asks], *, subject: str, view: str, key: int, by: Callable[[], date | None] | None = None
) -> dict[str, Any]:
    """Send each their message once the transaction is done; gives who gets one and who has no address, for the ledger.

    `view` and `key` are the page on which it is done; `by` finds the last day, and is asked only where somebody reads
    it. The addresses are not written to the ledger.
    """
    found = addresses(one.user for one in asked)
    reached = [one for one in asked if one.user.pk in found]
    if reached:
        path = reverse(view, args=[key])
        address = f"{settings.MERITBOOK_ADDRESS}{path}" if settings.MERITBOOK_ADDRESS else ""
        last = by() if by is not None else None
        transaction.on_commit(partial(_send, reached, found, subject, last, address))
    names = {one.user.username: one.user.pk in found for one in asked}
    return {
        "mail": {
            "to": sorted(name for name, has in names.items() if has),
            "no_address": sorted(name for name, has in names.items() if not has),
        }
    }


def _send(asked: Sequence[Asks], found: Mapping[int, str], subject: str, by: date | None, address: str) -> None:
    failed: Exception | None = None
    for one in asked:
        words = asking_words(
            name=one.user.full_name,
            subject=subject,
            asks=one.says,
            by=by,
            address=address,
            demonstration=settings.MERITBOOK_DEMO,
        )
        try:
            mail.post(found[one.user.pk], words.subject, words.text)
        except mail.FAILURES as problem:
            # The act is on record, and the desk shows what waits: a server that is down must not undo it. It is not
            # tried once more for each that is left: whoever acts would wait for all of them.
            failed = problem
            break
    if failed is not None:
        _log.warning("The mail server did not take a message about %s: %s", subject, failed.__class__.__name__)
