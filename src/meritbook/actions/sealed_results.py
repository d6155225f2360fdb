"""Results as they are kept: with a random number, so that their seals answer no guess of what is not told."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")
_SEALED = '{"nonce":'
"""How the canonical JSON of a result with its number begins."""


def number() -> str:
    """A random number of 128 bits, written in hexadecimal."""
    return secrets.token_hex(16)


def result_in(kept: str, *, sealed: Callable[[str], Result], bare: Callable[[str], Result]) -> Result:
    """The result in what is kept as JSON, without its number; `bare` reads what was kept before one was drawn."""
    return sealed(kept) if kept.startswith(_SEALED) else bare(kept)
