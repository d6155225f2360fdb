"""How much a reader takes on before it refuses. All limits can be raised by the caller."""

from __future__ import annotations

from typing import Final

from pydantic import Field

from meritbook.core.values import Value

MEBIBYTE: Final = 1024 * 1024


class Limits(Value):
    """Upper bounds for one file."""

    max_bytes: int = Field(default=25 * MEBIBYTE, gt=0)
    """Size of the file, in bytes; checked before it is read."""
    max_pages: int = Field(default=2_000, gt=0)
    """Pages of a PDF."""
    max_characters: int = Field(default=10_000_000, gt=0)
    """Characters of a PDF, which packs its text."""
    max_inflated: int = Field(default=200 * MEBIBYTE, gt=0)
    """Bytes that all entries of a package unfold into, together."""
    max_ratio: int = Field(default=200, gt=0)
    """How many times larger than its packed size an entry may become; small entries are exempt."""
    max_entries: int = Field(default=5_000, gt=0)
    """Entries of a package."""
    max_blocks: int = Field(default=100_000, gt=0)
    """Blocks of a document."""


DEFAULT_LIMITS: Final = Limits()
