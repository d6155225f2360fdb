"""The base of every value that the core exchanges, and the one way to write it as bytes.

Follows: ADR 0006 (pure core) and `docs/explanation/architecture.md`.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value that refuses unknown fields.

    Unknown fields are refused because a misspelt field in a record that a hearing relies on must never
    be dropped in silence.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="constants")

    def plain(self) -> dict[str, Any]:
        """The value as JSON-ready plain data (dates as ISO text, decimals as text)."""
        return self.model_dump(mode="json")


def canonical_json(value: Value | dict[str, Any] | list[Any]) -> str:
    """The one spelling of a value as JSON: keys sorted, no insignificant space, characters as themselves.

    The same value gives the same text on every machine, so that a hash over it can be compared.
    """
    plain = value.plain() if isinstance(value, Value) else value
    return json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def digest(value: Value | dict[str, Any] | list[Any]) -> str:
    """SHA-256 of `canonical_json(value)` in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode("utf-8", "surrogatepass")).hexdigest()
