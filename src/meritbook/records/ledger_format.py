"""How an entry of the ledger is spelled and hashed; the core has it, so that packets are checked without records."""

from __future__ import annotations

from meritbook.core.ledger_entry import COLUMNS, GENESIS, column_digest, digests_of, hash_of

__all__ = ["COLUMNS", "GENESIS", "column_digest", "digests_of", "hash_of"]
