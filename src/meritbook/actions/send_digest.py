"""Send one digest by e-mail. It is put on record before it goes out, so that no run sends it a second time.

Whoever is killed between the two leaves a digest on record that did not go out: the next week's has what is still due.
A server that refuses it is told apart: the digest is taken off the record again, and the next run tries it anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from meritbook.actions import ledger, mail
from meritbook.actions.actor import Actor
from meritbook.actions.permissions import Capability, require
from meritbook.core.errors import MeritbookError
from meritbook.records import clock
from meritbook.records.models import DigestSent, DigestSubscription


class MailError(MeritbookError):
    """The mail server did not take a message."""

    code = "digest.mail"
    remedy = "See MERITBOOK_MAIL_HOST and its kin in the settings, and run `meritbook digest` again."
    http_status = 502


@dataclass(frozen=True)
class Message:
    """A digest as it is sent: the same in plain text and in HTML, and how many entries it has."""

    subject: str
    text: str
    html: str
    entries: int


def perform(
    actor: Actor, *, at: datetime, why: str, subscription: DigestSubscription, on: date, message: Message
) -> DigestSent | None:
    """The digest of the day, sent; `None` when the person had it already, or ended the subscription meanwhile.

    Raises `ForbiddenError`; `MailError`; `TextError`.
    """
    role = require(actor, Capability.WORK_THROUGH_DAYS, on=clock.day_of(at))
    try:
        with transaction.atomic():
            standing = DigestSubscription.objects.select_for_update().filter(pk=subscription.pk, ended_at__isnull=True)
            row = standing.first()
            if row is None:
                return None
            sent = DigestSent.objects.create(subscription=row, on=on, entries=message.entries, sent_at=at)
            _note(actor, role, at, why, row, on, sent=True, entries=message.entries)
    except IntegrityError:
        return None
    try:
        _mail(row.address, message)
    except mail.FAILURES as problem:
        with transaction.atomic():
            sent.delete()
            _note(actor, role, at, why, row, on, sent=False, entries=message.entries)
        raise MailError(f"The mail server did not take the digest: {problem.__class__.__name__}.") from problem
    return sent


def _note(
    actor: Actor, role: str, at: datetime, why: str, row: DigestSubscription, on: date, *, sent: bool, entries: int
) -> None:
    ledger.write(
        actor,
        role=role,
        at=at,
        why=why,
        action="send_digest",
        subject=f"digestsubscription:{row.pk}",
        facts={"of": on.isoformat(), "entries": entries, "outcome": "sent" if sent else "refused by the mail server"},
    )


def _mail(address: str, message: Message) -> None:
    mail.post(address, message.subject, message.text, message.html)
