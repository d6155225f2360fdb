"""How much a reply on which answers stand is filled up, so that its size tells nothing of what was chosen."""

from __future__ import annotations

BLOCK = 32_768
"""To whole multiples of how many bytes such a reply is filled up."""


def filler(size: int, *, spare: int = 0) -> int:
    """How many bytes are wanted after `size`: first those that the longest answers had taken more, then up to a block.

    Replies that differ by less than a block would still fall on two sides of one now and then without `spare`.
    """
    return spare + -(size + spare) % BLOCK
