"""How an entry of the ledger is spelled and hashed: what a packet is checked by on a machine without the record."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from meritbook.core.values import canonical_json, digest

COLUMNS = ("seq", "at_text", "actor", "role", "action", "subject", "why", "payload")
"""The columns whose digests an entry keeps."""

GENESIS = "0" * 64
"""What the first entry names as the hash before it."""


def column_digest(value: Any) -> str:
    """SHA-256 of a column's value as text in UTF-8."""
    return hashlib.sha256(str(value).encode("utf-8", "surrogatepass")).hexdigest()


def digests_of(columns: Mapping[str, Any]) -> str:
    """Canonical JSON of the digest of each column."""
    return canonical_json({name: column_digest(columns[name]) for name in COLUMNS})


def hash_of(columns: Mapping[str, Any], prev_hash: str) -> str:
    """The hash of an entry: over all columns, their digests, and the hash before."""
    return digest({**{name: columns[name] for name in COLUMNS}, "digests": columns["digests"], "prev_hash": prev_hash})
