"""The ledger: one entry for each action, each tied to the one before by its hash.

The hash of an entry is SHA-256 over the canonical JSON of all its columns and the hash before it. `digests` names
the SHA-256 of each column, so that an alteration is found to the column. An entry also holds the fingerprints of
the rows that the action saved: the record that the ledger vouches for. See `docs/explanation/ledger.md`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db import connections
from django.db.utils import DEFAULT_DB_ALIAS

from meritbook.actions import policies
from meritbook.actions.actor import Actor
from meritbook.actions.verification import Anchor, Fault, Report, verify
from meritbook.core.errors import MeritbookError
from meritbook.core.values import canonical_json
from meritbook.records.ledger_format import GENESIS, digests_of, hash_of
from meritbook.records.models import LedgerEntry
from meritbook.records.models.common import Vouched

# Any fixed number will do: it names the lock under which PostgreSQL serialises writers of the ledger.
_LOCK = 0x4D65726974


class LedgerError(MeritbookError):
    """An entry that cannot be written as asked."""

    code = "ledger.entry"
    remedy = "Say when it was done, with a time zone, and why."


class NextEntry(NamedTuple):
    """The place that the next entry will take: its number, and the hash of the entry before it."""

    seq: int
    prev_hash: str


def _in_transaction() -> None:
    if not connections[DEFAULT_DB_ALIAS].in_atomic_block:
        raise LedgerError("A ledger entry is written in the transaction of its action.")


def next_entry() -> NextEntry:
    """The place of the next entry, held until the transaction ends: no other writer can take it.

    So a letter can name the entry of the decision that it tells, though that entry, which holds the hash of the
    letter, is written after it. Raises `LedgerError` outside a transaction.
    """
    _in_transaction()
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    # On SQLite every transaction takes the write lock when it begins, so the end of the chain cannot move under us.
    last = LedgerEntry.objects.order_by("-seq").values_list("seq", "hash").first()
    return NextEntry(last[0] + 1, last[1]) if last else NextEntry(1, GENESIS)


def write(
    actor: Actor,
    *,
    role: str,
    at: datetime,
    why: str,
    action: str,
    subject: str,
    facts: dict[str, Any] | None = None,
    records: Iterable[Vouched] = (),
) -> LedgerEntry:
    """Append one entry, in the transaction of the action; writers queue for the end of the chain.

    `records` are the rows that the action saved, as saved. Raises `LedgerError` outside a transaction, or for a
    moment without time zone, and `TextError` without a reason.
    """
    _in_transaction()
    if at.tzinfo is None:
        raise LedgerError("The moment has no time zone.", where="at")
    kept_why = policies.check_text(why, field="why")
    seq, prev_hash = next_entry()
    payload = canonical_json(
        {
            "facts": facts or {},
            "records": [[row._meta.model_name, row.pk, row.fingerprint()] for row in records],
        }
    )
    columns = {
        "seq": seq,
        "at_text": at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": actor.name,
        "role": role,
        "action": action,
        "subject": subject,
        "why": kept_why,
        "payload": payload,
    }
    columns["digests"] = digests_of(columns)
    return LedgerEntry.objects.create(**columns, prev_hash=prev_hash, hash=hash_of(columns, prev_hash))


def anchor() -> Anchor:
    """The end of the chain as it stands: keep it elsewhere, and `verify(anchor=…)` finds entries cut off later."""
    last = LedgerEntry.objects.order_by("-seq").values_list("seq", "hash").first()
    return Anchor(count=last[0], hash=last[1]) if last else Anchor(count=0, hash=GENESIS)


__all__ = ["Anchor", "Fault", "LedgerError", "NextEntry", "Report", "anchor", "next_entry", "verify", "write"]
