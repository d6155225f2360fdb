"""The ledger's table. Rows are added by `meritbook.actions.ledger` alone; the database refuses every other change."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.db import models


class LedgerEntry(models.Model):
    """One thing that was done: who, when, in which role, to what, why, and the hash that ties it to the one before.

    All columns that the hash covers are text in the very spelling that was hashed, so that no byte can
    change without being found.
    """

    seq = models.BigIntegerField(primary_key=True)
    """1, 2, 3, … without gaps."""
    at_text = models.CharField(max_length=32, db_index=True)
    """The moment in UTC to the microsecond, as ISO 8601."""
    actor = models.CharField(max_length=150, db_index=True)
    """Username, or `system` for the program itself."""
    role = models.CharField(max_length=32)
    """The role that permitted it."""
    action = models.CharField(max_length=64, db_index=True)
    subject = models.CharField(max_length=128, db_index=True)
    """`type:id`."""
    why = models.TextField()
    payload = models.TextField()
    """Canonical JSON: `facts` of the action, and `records` with the fingerprint of each row that it saved."""
    digests = models.TextField()
    """Canonical JSON: SHA-256 of each column above, so that an alteration can be named to the column."""
    prev_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["seq"]
        verbose_name_plural = "ledger entries"
        constraints = [models.CheckConstraint(condition=models.Q(seq__gte=1), name="ledgerentry_from_one")]

    def __str__(self) -> str:
        return f"{self.seq} {self.action} {self.subject}"

    @property
    def at(self) -> datetime:
        """The moment, in UTC."""
        return datetime.fromisoformat(self.at_text)

    @property
    def facts(self) -> dict[str, Any]:
        """What the action recorded about itself."""
        facts: dict[str, Any] = json.loads(self.payload)["facts"]
        return facts
